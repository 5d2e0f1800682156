"""Types actions: who may take them, with which targets, when, at what cost.

Each piece of an action is read for itself, so that all of its findings are told.
"""

from __future__ import annotations

from typing import Any

import attrs

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.context import CompileContext
from game.rules.declare.records import ActionDecl, Need
from game.rules.diagnostics import AlreadyTold, TomlPath, abort, did_you_mean
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Expr, Local, member
from game.rules.limits import MAX_MOVES, MAX_TESTED
from game.rules.program import ActionCode, NeedCode
from game.rules.resolve.scopes import Scope
from game.rules.typecheck import facts
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.script import Script
from game.rules.typecheck.sentences import sentence
from game.rules.typecheck.statements import type_script

Combo = tuple[int, ...]
Cost = tuple[str, Expr]
"""The register that is paid from, and how much."""


@attrs.frozen
class TypedAction:
    """An action as a scenario has it.

    Attributes:
        code: what the engine needs of it.
        offered: whether there are seats to take it, and targets.
        never: why it can never be taken all the same, or None.
    """

    code: ActionCode
    offered: bool
    never: str | None


def kept_actions(ctx: CompileContext) -> list[str]:
    """The actions that the scenario keeps."""
    keep = ctx.scenario.actions
    return [n for n in ctx.decls.actions if keep is None or n in keep]


def type_action(ctx: CompileContext, name: str) -> TypedAction:
    """Type an action; its script is entered among the functions.

    Raises:
        Abort: it cannot be used; its findings are told.
    """
    decl = ctx.decls.actions[name]
    if f"action.{name}" in ctx.decls.broken:
        raise AlreadyTold
    seats = ctx.attempt(seats_of, ctx, decl)
    actor = ctx.scopes.new_slot()
    everyone = ctx.symbols.seats.order
    actor_type = member("seat", sum(1 << s for s in (everyone if seats is None else seats)))
    scope: Scope = {"actor": (actor, actor_type)}
    choice = ctx.attempt(_combinations, ctx, decl, scope)
    for variable, _ in decl.choose:
        scope.setdefault(variable, (-1, ir.UNKNOWN))
    acting = Acting(scope)
    needs: list[NeedCode] = []
    flow_lost = False
    for need in decl.needs:
        clause = ctx.attempt_loosely(flow_lost, _need, ctx, need, acting, flow_lost)
        # What a clause at fault would have taught is not missed in those after it.
        flow_lost = flow_lost or clause is None
        needs += [] if clause is None else [clause]
    costs = [
        ctx.attempt_loosely(flow_lost, _cost, ctx, decl, key, value, acting)
        for key, value in decl.cost.items()
    ]
    paid = [cost for cost in costs if cost is not None]
    rule, params = f"action.{name}", choice[1] if choice else ()
    script = Script(
        ctx.scopes, (*decl.path, "do"), decl.do, rule, scope, ctx.diagnostics, flow_lost
    )
    known = acting.facts
    for register, _ in paid:
        known = facts.without_register(known, register)
    body = type_script(script, known)
    if choice is not None:
        payment = _payment(ctx, script, Local(actor_type, actor), paid)
        ctx.functions[rule] = Function(
            rule, (actor, *params), (*payment, *body), script.locals, script.sees,
            shapes=script.shapes,
        )  # fmt: skip
    if seats is None or choice is None or None in costs or len(needs) < len(decl.needs):
        raise AlreadyTold
    combos = choice[0]
    _bounded(ctx, decl, len(combos))
    bars = [_Bar(n.test, params) for n in needs]
    kept = [c for c in combos if not any(bar(c) for bar in bars)]
    offered = bool(seats and combos)
    never = _why_never(ctx, needs, paid, params, combos, kept) if offered else None
    targets = tuple(s for _, s in decl.choose)
    code = ActionCode(
        name, seats, decl.menu, actor, params, targets, tuple(needs), tuple(paid), rule,
        tuple(kept),
    )  # fmt: skip
    return TypedAction(code, offered, never)


def seats_of(ctx: CompileContext, decl: ActionDecl) -> tuple[int, ...]:
    """The seats that an action is for, by their places."""
    info = ctx.symbols.seats
    out: list[int] = []
    for word in decl.seats:
        if word == "all":
            out += info.order
        elif word in info.ids:
            out.append(info.ids.index(word))
        elif word in ctx.symbols.sets and ctx.symbols.sets[word].base == "seat":
            out += ctx.symbols.sets[word].order
        elif word not in ctx.symbols.removed:
            hint = did_you_mean(word, info.ids)
            path = (*decl.path, "seats")
            raise abort("unknown-name", path, f"`{word}` is no seat.", word, hint)
    return tuple(dict.fromkeys(out))


def _need(ctx: CompileContext, need: Need, acting: Acting, flow_lost: bool) -> NeedCode:
    """One clause of an action; what it says when it holds is known to those after it."""
    path: TomlPath = (*need.path, "when")
    typer = typer_of(ctx.scopes, path, need.when, acting.scope)
    typer.facts = dict(acting.facts)
    here = (*need.path, "say")
    say = ctx.attempt_loosely(flow_lost, sentence, ctx.scopes, need.say, here, acting)
    test = typer.whole()
    if test.type.kind != "bool":
        raise abort("wrong-type", path, "a need is true or false.", need.when)
    acting.seen = must_be_seen(ctx.scopes, test, acting, path)
    typer.learn(test, True)
    acting.facts |= typer.facts
    if say is None:
        raise AlreadyTold
    return NeedCode(need.id, need.when, test, say)


def _combinations(
    ctx: CompileContext, decl: ActionDecl, scope: Scope
) -> tuple[list[Combo], tuple[int, ...]]:
    """All combinations of targets, and the targets' slots; the targets are entered in `scope`."""
    combos: list[Combo] = [()]
    params: list[int] = []
    order: list[str] = []
    for variable, over in decl.choose:
        path: TomlPath = (*decl.path, "choose", variable)
        owner, dot, field = over.partition(".")
        slot = ctx.scopes.new_slot()
        if dot and owner in order:
            info = ctx.symbols.sets[scope[owner][1].base]
            if field in info.broken:
                raise AlreadyTold
            if field not in info.fields or not info.fields[field].is_list:
                hint = did_you_mean(field, info.fields)
                raise abort("unknown-name", path, f"`{over}` is no list field.", over, hint)
            lists = info.fields[field]
            place = order.index(owner)
            combos = [(*c, x) for c in combos for x in lists.lists[c[place]]]
            scope[variable] = (slot, lists.type)
        else:
            found = ctx.symbols.set_of(over, path)
            combos = [(*c, x) for c in combos for x in found.order]
            scope[variable] = (slot, found.type)
        if len(combos) > MAX_MOVES:
            said = f"{len(combos)} combinations; {MAX_MOVES} at most."
            raise abort("too-many", path, said, decl.name, "ask with `choose` in `do` instead.")
        order.append(variable)
        params.append(slot)
    return combos, tuple(params)


def _bounded(ctx: CompileContext, decl: ActionDecl, combos: int) -> None:
    """Stop at the action with which a scenario has too many moves, or needs of them."""
    ctx.moves += combos
    ctx.tested += combos * len(decl.needs)
    path, hint = (*decl.path, "choose"), "ask with `choose` in `do` instead."
    if ctx.moves > MAX_MOVES:
        said = f"with `{decl.name}` the actions are more than {MAX_MOVES} moves."
        raise abort("too-many", path, said, decl.name, hint)
    if ctx.tested > MAX_TESTED:
        said = f"with `{decl.name}` more than {MAX_TESTED} needs stand before the moves."
        raise abort("too-many", path, said, decl.name, hint)


def _cost(ctx: CompileContext, decl: ActionDecl, key: str, value: Any, acting: Acting) -> Cost:
    """What an action costs in one register."""
    path: TomlPath = (*decl.path, "cost", key)
    if f"register.{key}" in ctx.symbols.broken:
        raise AlreadyTold
    info = ctx.symbols.registers.get(key)
    if info is None or info.type.kind != "int" or ctx.decls.registers[key].zone:
        hint = did_you_mean(key, ctx.decls.registers)
        raise abort("unknown-name", path, f"`{key}` is no register of numbers.", key, hint)
    ctx.scopes.used.add(key)
    if info.index and [s for _, s in info.index] != ["seat"]:
        said = "a cost is paid from a single register, or one of the seat."
        raise abort("wrong-index", path, said, key)
    if info.type.lo > 0:
        # Who has a little left would be asked to pay what the register cannot lose.
        low = info.type.lo
        said = f"`{key}` never falls below {low}, so that the last {low} of it cannot be paid."
        raise abort("bad-range", path, said, key, "let its range start at 0.")
    e = typer_of(ctx.scopes, path, str(value), acting.scope).whole()
    if e.type.kind != "int" or e.type.lo < 0:
        raise abort("wrong-type", path, "a cost is a number of 0 or more.", str(value))
    must_be_seen(ctx.scopes, e, acting, path)
    slot, type_ = acting.scope["actor"]
    args = (Local(type_, slot),) if info.index else ()
    must_be_seen(ctx.scopes, ir.RegisterRef(info.type, key, args), acting, path)
    return key, e


def _payment(
    ctx: CompileContext, script: Script, actor: Local, costs: list[Cost]
) -> tuple[ir.Stmt, ...]:
    """The statements that pay: all prices are worked out before any of them is paid.

    Nothing is paid from a frozen register.
    """
    rule = script.rule
    prices: list[ir.Stmt] = []
    out: list[ir.Stmt] = []
    for i, (register, price) in enumerate(costs):
        info = ctx.symbols.registers[register]
        if info.frozen:
            continue
        if i and not isinstance(price, ir.Const):
            slot = script.slot(("price", register))
            script.locals[slot] = ("", price.type)
            prices.append(ir.StoreLocal(rule, slot, price))
            price = Local(price.type, slot)
        args = (actor,) if info.index else ()
        left = ir.Arithmetic(info.type, "-", ir.RegisterRef(info.type, register, args), price)
        out.append(ir.StoreRegister(rule, register, args, left, "", info.type.lo, info.type.hi))
    return (*prices, *out)


class _Bar:
    """Tells for which targets a need never holds; asked once for those of them that it reads."""

    def __init__(self, test: Expr, params: tuple[int, ...]) -> None:
        self._test = test
        read = cfg.free(test)
        self._read = [(place, slot) for place, slot in enumerate(params) if slot in read]
        self._known: dict[Combo, bool] = {}

    def __call__(self, combo: Combo) -> bool:
        key = tuple([combo[place] for place, _ in self._read])
        if key not in self._known:
            values: dict[int, int | bool | Expr] = {
                slot: value for (_, slot), value in zip(self._read, key, strict=True)
            }
            self._known[key] = ir.substitute(self._test, values) == ir.FALSE
        return self._known[key]


def _why_never(
    ctx: CompileContext,
    needs: list[NeedCode],
    costs: list[Cost],
    params: tuple[int, ...],
    combos: list[Combo],
    kept: list[Combo],
) -> str | None:
    """What stands against an action that can never be taken, or None."""
    if kept:
        dear = [k for k, e in costs if e.type.lo > ctx.symbols.registers[k].type.hi]
        return f"because of its cost in `{dear[0]}`" if dear else None
    barring = {n.id: sum(map(_Bar(n.test, params), combos)) for n in needs}
    for need, count in barring.items():
        if count == len(combos):
            return f"because of need `{need}`"
    return f"because of needs {' and '.join(f'`{n}`' for n, c in barring.items() if c)} together"
