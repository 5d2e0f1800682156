"""Types the steps of guides: their conditions and texts read what the learner's seat sees."""

from __future__ import annotations

from collections.abc import Iterable

from game.rules.context import CompileContext
from game.rules.declare.guide_records import GuideDecl, StepDecl
from game.rules.diagnostics import AlreadyTold, TomlPath, abort, did_you_mean
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Expr, member
from game.rules.program import GuideCode, MoveCode, StepCode
from game.rules.typecheck.actions import seats_of
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.judgements import known_action
from game.rules.typecheck.sentences import sentence


def type_guides(ctx: CompileContext) -> tuple[GuideCode, ...]:
    """The guides of the scenario, typed; what is at fault is told, and left out."""
    usual = next(iter(ctx.decls.scenarios), ctx.scenario.name)
    here = [g for g in ctx.decls.guides.values() if (g.scenario or usual) == ctx.scenario.name]
    return ctx.attempt_each(_guide, here)


def check_typed(ctx: CompileContext, moves: Iterable[MoveCode]) -> None:
    """Findings for steps that name a move that there is not.

    Args:
        ctx: the scenario.
        moves: its moves.
    """
    usual = next(iter(ctx.decls.scenarios), ctx.scenario.name)
    known = [move.name for move in moves]
    for guide in ctx.decls.guides.values():
        for step in guide.steps if (guide.scenario or usual) == ctx.scenario.name else ():
            if step.typed and step.typed not in known:
                hint = did_you_mean(step.typed, known)
                path = (*step.path, "typed")
                ctx.report("unknown-name", path, f"no move `{step.typed}`.", step.typed, hint)


def _guide(ctx: CompileContext, decl: GuideDecl) -> GuideCode:
    ids = ctx.symbols.seats.ids
    named = (("seat", decl.seat), *(("seats", name) for name in decl.seats))
    for key, name in named:
        if name not in ids:
            place = (*decl.path, key, name) if key == "seats" else (*decl.path, key)
            hint = did_you_mean(name, ids)
            raise abort("unknown-name", place, f"no seat `{name}` plays here.", name, hint)
    seat, actor = ids.index(decl.seat), ctx.scopes.new_slot()
    acting = Acting({"actor": (actor, member("seat", 1 << seat))})
    steps = [ctx.attempt(_step, ctx, step, seat, acting) for step in decl.steps]
    if None in steps:
        raise AlreadyTold
    return GuideCode(decl.name, seat, actor, tuple(s for s in steps if s is not None))


def _step(ctx: CompileContext, decl: StepDecl, seat: int, acting: Acting) -> StepCode:
    _check_points(ctx, decl, seat)
    if decl.phase and decl.phase not in ctx.decls.procedures:
        hint = did_you_mean(decl.phase, ctx.decls.procedures)
        said = f"no procedure `{decl.phase}`."
        raise abort("unknown-name", (*decl.path, "phase"), said, decl.phase, hint)
    texts = {"name": decl.texts["name"], "text": decl.texts["text"], "task": decl.task}
    said_ = {
        key: ctx.attempt(sentence, ctx.scopes, text, (*decl.path, key), acting)
        for key, text in texts.items()
    }
    when = ctx.attempt(_condition, ctx, decl.when, (*decl.path, "when"), acting)
    until = None
    if decl.until is not None:
        until = ctx.attempt(_condition, ctx, decl.until, (*decl.path, "until"), acting)
        if until is None:
            raise AlreadyTold
    name, text, task = said_["name"], said_["text"], said_["task"]
    if name is None or text is None or task is None or when is None:
        raise AlreadyTold
    return StepCode(decl.name, name, text, task, when, until)


def _condition(ctx: CompileContext, text: str, path: TomlPath, acting: Acting) -> Expr:
    e = typer_of(ctx.scopes, path, text, acting.scope).whole()
    if e.type.kind != "bool":
        raise abort("wrong-type", path, f"`{path[-1]}` is true or false.", text)
    must_be_seen(ctx.scopes, e, acting, path)
    return e


def _check_points(ctx: CompileContext, decl: StepDecl, seat: int) -> None:
    """Findings for what a step points at and is not there."""
    symbols, sets = ctx.symbols, ctx.symbols.sets
    members = 0
    for kind, name in decl.points.items():
        path: TomlPath = (*decl.path, "points", kind)
        if kind == "part":
            continue
        if kind == "action":
            known_action(ctx, name, path)
            action = ctx.decls.actions.get(name)
            if action is not None and seat not in seats_of(ctx, action):
                raise abort("unknown-name", path, f"`{name}` is no action of this seat.", name)
        elif kind == "register":
            known = (*symbols.registers, *ctx.decls.derived)
            if name not in known:
                hint = did_you_mean(name, known)
                raise abort("unknown-name", path, f"no register `{name}`.", name, hint)
        elif kind in sets:
            members += 1
            if name not in sets[kind].ids:
                hint = did_you_mean(name, sets[kind].ids)
                raise abort("unknown-name", path, f"no member `{name}` in `{kind}`.", name, hint)
        else:
            hint = did_you_mean(kind, (*sets, "action", "register", "part"))
            said = f"`{kind}` is no set, nor action, register or part."
            raise abort("unknown-name", path, said, kind, hint, at_key=True)
    for waits, needed in (("look", members), ("choose", "action" in decl.points)):
        if decl.waits == waits and not needed:
            said = f"a step that waits for `{waits}` must point at what is meant."
            raise abort("missing-key", decl.path, said)
