"""Types the rows of doctrine, by which bots play; they read only what their seat sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from game.rules import cfg, ir
from game.rules.context import CompileContext
from game.rules.declare.records import DOCTRINE, EVERY, DoctrineDecl
from game.rules.diagnostics import AlreadyTold, TomlPath, abort, did_you_mean
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Expr, Type, member
from game.rules.program import DoctrineRow
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.judgements import known_action


def rows_in_order(ctx: CompileContext) -> Iterator[DoctrineDecl]:
    """The rows, each once for every seat that it is for: a seat's own come before those of all."""
    seats = ctx.symbols.declared_members("seat")
    for decl in ctx.decls.doctrine:
        for seat in seats if decl.seat == EVERY else (decl.seat,):
            yield attrs.evolve(decl, seat=seat)


def type_row(ctx: CompileContext, decl: DoctrineDecl) -> DoctrineRow | None:
    """Type a row, or None where it does not speak in this scenario; raises Abort."""
    info, seats = ctx.symbols.seats, ctx.symbols.declared_members("seat")
    if decl.seat not in seats:
        hint = did_you_mean(decl.seat, (*info.ids, EVERY))
        raise abort("unknown-name", decl.path, f"`{decl.seat}` is no seat.", decl.seat, hint)
    for word in decl.act:
        known_action(ctx, word, (*decl.path, "act"))
    act = tuple(a for a in decl.act if f"action.{a}" in ctx.functions)
    if decl.seat not in info.ids or (decl.answer is None and not act):
        return None
    seat = info.ids.index(decl.seat)
    # Of a row that is every seat's each takes what it can.
    if decl.path[-2] != EVERY:
        _must_be_theirs(ctx, decl, act, seat)
    actor, option = ctx.scopes.new_slot(), ctx.scopes.new_slot()
    base: Scope = {"actor": (actor, member("seat", 1 << seat))}
    when = ctx.attempt(_doctrine, ctx, (*decl.path, "when"), decl.when, base)
    if when == ir.FALSE:
        # The row belongs to other scenarios: what it ranks need not exist in this one.
        return None
    if decl.answer is None:
        best = {
            name: ir.substitute(_ranking(ctx, name, path, text, base), {actor: seat})
            for name, path, text in _rankings(decl)
            if name in act
        }
    else:
        option_type = _option_type(ctx, decl.answer)
        if option_type is None and decl.best is not None:
            return None
        best = {}
        if decl.best is not None:
            path = (*decl.path, "best")
            if isinstance(decl.best, dict):
                raise abort("wrong-shape", path, "`best` of an answer is one expression.")
            assert option_type is not None
            scope: Scope = {**base, "option": (option, option_type)}
            e = _doctrine(ctx, path, decl.best, scope)
            best[""] = ir.substitute(e, {actor: seat})
    adds = None
    if decl.adds is not None:
        adds = ctx.attempt(_doctrine, ctx, (*decl.path, "adds"), decl.adds, base)
        if adds is None:
            return None
    if when is None:
        return None
    return DoctrineRow(
        seat,
        decl.name,
        ir.substitute(when, {actor: seat}),
        act,
        decl.answer,
        best,
        option,
        decl.say,
        frozenset(decl.variant or (DOCTRINE,)),
        decl.least,
        None if adds is None else ir.substitute(adds, {actor: seat}),
    )


def _must_be_theirs(ctx: CompileContext, decl: DoctrineDecl, act: Iterable[str], seat: int) -> None:
    """Refuse a row with an action that its seat can never take."""
    for name in act:
        function = ctx.functions[f"action.{name}"]
        who = function.locals[function.params[0]][1]
        if not who.mask >> seat & 1:
            said = f"`{name}` is no action of `{decl.seat}`."
            raise abort("unknown-name", (*decl.path, "act"), said, name, "name one of its own.")


def _rankings(decl: DoctrineDecl) -> list[tuple[str, TomlPath, str]]:
    """What ranks the moves of a row: for each action its expression, and where that stands."""
    path: TomlPath = (*decl.path, "best")
    if decl.best is None:
        return []
    if isinstance(decl.best, str):
        return [(name, path, decl.best) for name in decl.act]
    for name, text in decl.best.items():
        here, said = (*path, name), f"`{name}` is not in `act` of this row."
        if name not in decl.act:
            hint = did_you_mean(name, decl.act)
            raise abort("unknown-name", here, said, name, hint, at_key=True)
        if not isinstance(text, str):
            said = "`best` is one expression, or one for each action."
            raise abort("wrong-shape", here, said, str(text))
    return [(name, (*path, name), text) for name, text in decl.best.items()]


def _ranking(ctx: CompileContext, name: str, path: TomlPath, text: str, base: Scope) -> Expr:
    """What ranks the moves of one action, over its targets."""
    function, scope = ctx.functions[f"action.{name}"], dict(base)
    for slot in function.params[1:]:
        variable, type_ = function.locals[slot]
        scope[variable] = (slot, type_)
    if len(scope) <= len(ctx.decls.actions[name].choose):
        raise AlreadyTold
    return _doctrine(ctx, path, text, scope)


def _option_type(ctx: CompileContext, answer: str) -> Type | None:
    """The type of the answers to a question; None where no script asks it in this scenario."""
    script, _, local = answer.partition(".")
    found: Type | None = None
    for key, function in ctx.functions.items():
        if key.partition(".")[2] != script:
            continue
        for s in cfg.nested(function.body):
            if isinstance(s, ir.Ask) and s.local == local and s.seat is not None:
                t = s.domain.type
                t = member(t.base, t.mask, True) if s.domain.or_none or s.decline else t
                found = t if found is None else ir.join(found, t)
    return found


def _doctrine(ctx: CompileContext, path: TomlPath, text: str, scope: Scope) -> Expr:
    """An expression of a row, which reads what the seat sees."""
    e = typer_of(ctx.scopes, path, text, scope, doctrine=True).whole()
    key = path[-1] if path[-1] in ("when", "adds") else "best"
    if e.type.kind != ("bool" if key == "when" else "int"):
        wanted = "true or false" if key == "when" else "a number"
        raise abort("wrong-type", path, f"`{key}` must be {wanted}, not {e.type}.", text)
    must_be_seen(ctx.scopes, e, Acting(scope), path, doctrine=True)
    return e
