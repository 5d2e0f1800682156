"""Compiles actions: who may take them, with which targets, when, at what cost."""

from __future__ import annotations

from typing import Any

from game.rules import ir
from game.rules.cfg import Function
from game.rules.declare.records import ActionDecl, Need
from game.rules.diagnostics import Abort, TomlPath, abort, did_you_mean
from game.rules.ir import Expr, Local, Type, member
from game.rules.program import (
    ActionCode,
    NeedCode,
)
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.context import Work
from game.rules.typecheck.operators import Typer
from game.rules.typecheck.statements import ScriptTyper

MAX_COMBINATIONS = 256
Cost = tuple[str, Expr]
"""The register that is paid from, and how much."""


def bars(need: NeedCode, params: tuple[int, ...], combo: tuple[int, ...]) -> bool:
    """Does a need never hold for these targets?"""
    values: dict[int, int | bool | Expr] = dict(zip(params, combo, strict=True))
    return ir.substitute(need.test, values) == ir.FALSE


def why_never(needs: list[NeedCode], params: tuple[int, ...], combos: list[tuple[int, ...]]) -> str:
    """What stands against an action of which no combination is left."""
    barring = {n.id: sum(bars(n, params, c) for c in combos) for n in needs}
    for need, count in barring.items():
        if count == len(combos):
            return f"because of need `{need}`"
    return f"because of needs {' and '.join(f'`{n}`' for n, c in barring.items() if c)} together"


class ActionWork(Work):
    """Actions; each piece of one is read for itself, so that all of its findings are told."""

    def kept_actions(self) -> list[str]:
        keep = self.scenario.actions
        return [n for n in self.decls.actions if keep is None or n in keep]

    def action(self, name: str) -> ActionCode:
        decl = self.decls.actions[name]
        if f"action.{name}" in self.decls.broken:
            raise Abort()
        everyone = self.world.seats.order
        self.loose = False
        seats: tuple[int, ...] | None = self.guard(self.seats_of, decl)
        actor = self.names.new_slot()
        actor_type = member("seat", sum(1 << s for s in (everyone if seats is None else seats)))
        scope: Scope = {"actor": (actor, actor_type)}
        choice = self.guard(self.combinations, decl, scope)
        for variable, _ in decl.choose:
            scope.setdefault(variable, (-1, ir.UNKNOWN))
        facts: dict[Expr, Type] = {}
        seen: list[Expr] = []
        needs: list[NeedCode] = []
        for need in decl.needs:
            code = self.guard(self.need, need, scope, seen, facts)
            # What a clause at fault would have taught is not missed in those after it.
            self.loose = self.loose or code is None
            needs += [] if code is None else [code]
        costs = tuple(
            self.guard(self.cost, decl, key, value, scope, seen) for key, value in decl.cost.items()
        )
        ids = [n.id for n in decl.needs]
        for need_id in sorted({i for i in ids if ids.count(i) > 1}):
            self.fault(
                "duplicate", decl.path, f"two needs of `{name}` are called `{need_id}`.", need_id
            )
        rule = f"action.{name}"
        typed = ScriptTyper(
            self.names, (*decl.path, "do"), decl.do, rule, scope, self.faults, self.loose
        )
        typed.typer.facts = dict(facts)
        body = typed.body()
        params = choice[1] if choice else ()
        if choice is not None:
            self.units[rule] = Function(rule, (actor, *params), body, typed.locals, typed.sees)
        if seats is None or choice is None or None in costs or len(needs) < len(decl.needs):
            raise Abort()
        combos = choice[0]
        kept = [c for c in combos if not any(bars(n, params, c) for n in needs)]
        if len(kept) > MAX_COMBINATIONS:
            raise abort(
                "too-many",
                (*decl.path, "choose"),
                f"{len(kept)} combinations; {MAX_COMBINATIONS} at most. "
                "Ask with `choose` in `do` instead.",
                name,
            )
        if seats and combos:
            dear = [
                k for k, e in filter(None, costs) if e.type.lo > self.world.registers[k].type.hi
            ]
            if kept and not dear:
                self.in_reach.add(name)
            elif kept:
                self.out_of_reach[name] = f"because of its cost in `{dear[0]}`"
            else:
                self.out_of_reach[name] = why_never(needs, params, combos)
        paid = []
        for register, e in costs:
            info = self.world.registers[register]
            if info.frozen:
                continue
            args = (Local(actor_type, actor),) if info.index else ()
            left = ir.Bin(info.type, "-", ir.Reg(info.type, register, args), e)
            paid.append(ir.Set(rule, -1, register, args, left, "", info.type.lo, info.type.hi))
        self.units[rule].body = (*paid, *body)
        return ActionCode(
            name,
            seats,
            decl.menu,
            actor,
            params,
            tuple(s for _, s in decl.choose),
            tuple(needs),
            costs,
            rule,
            tuple(kept),
        )

    def need(self, need: Need, scope: Scope, seen: list[Expr], facts: dict[Expr, Type]) -> NeedCode:
        """One clause of an action; what it says when it holds goes to `seen` and `facts`."""
        path: TomlPath = (*need.path, "when")
        typer = Typer(self.names, path, need.when, scope)
        typer.facts = dict(facts)
        say = self.guard(self.say, need.say, (*need.path, "say"), scope, facts, seen)
        test = typer.whole()
        if test.type.kind != "bool":
            raise abort("wrong-type", path, "a need is true or false.", need.when)
        self.visible(test, scope, seen, path)
        typer.learn(test, True)
        facts |= typer.facts
        if say is None:
            raise Abort()
        return NeedCode(need.id, need.when, test, say)

    def combinations(
        self, decl: ActionDecl, scope: Scope
    ) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
        combos: list[tuple[int, ...]] = [()]
        params: list[int] = []
        order: list[str] = []
        for variable, domain in decl.choose:
            path: TomlPath = (*decl.path, "choose", variable)
            owner, dot, field = domain.partition(".")
            slot = self.names.new_slot()
            if dot and owner in order:
                info = self.world.sets[scope[owner][1].base]
                if field in info.broken:
                    raise Abort()
                if field not in info.fields or not info.fields[field].is_list:
                    raise abort(
                        "unknown-name",
                        path,
                        f"`{domain}` is no list field.",
                        domain,
                        did_you_mean(field, info.fields),
                    )
                lists = info.fields[field]
                place = order.index(owner)
                combos = [(*c, x) for c in combos for x in lists.lists[c[place]]]
                scope[variable] = (slot, lists.type)
            else:
                found = self.world.set_of(domain, path)
                combos = [(*c, x) for c in combos for x in found.order]
                scope[variable] = (slot, found.type)
            if len(combos) > 20_000:
                raise abort(
                    "too-many",
                    path,
                    "too many combinations; ask with `choose` in `do` instead.",
                    decl.name,
                )
            order.append(variable)
            params.append(slot)
        return combos, tuple(params)

    def cost(self, decl: ActionDecl, key: str, value: Any, scope: Scope, seen: list[Expr]) -> Cost:
        path: TomlPath = (*decl.path, "cost", key)
        if f"register.{key}" in self.world.broken:
            raise Abort()
        info = self.world.registers.get(key)
        if info is None or info.type.kind != "int":
            raise abort(
                "unknown-name",
                path,
                f"`{key}` is no register of numbers.",
                key,
                did_you_mean(key, self.decls.registers),
            )
        self.names.used.add(key)
        if info.index and [s for _, s in info.index] != ["seat"]:
            raise abort(
                "wrong-index",
                path,
                "a cost is paid from a single register, or one of the seat.",
                key,
            )
        e = Typer(self.names, path, str(value), scope).whole()
        if e.type.kind != "int" or e.type.lo < 0:
            raise abort("wrong-type", path, "a cost is a number of 0 or more.", str(value))
        self.visible(e, scope, seen, path)
        args = (Local(scope["actor"][1], scope["actor"][0]),) if info.index else ()
        self.visible(ir.Reg(info.type, key, args), scope, seen, path)
        return key, e
