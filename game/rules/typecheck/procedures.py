"""Types the scripts of procedures and cards."""

from __future__ import annotations

from functools import partial

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.context import CompileContext
from game.rules.declare.records import ScriptDecl
from game.rules.diagnostics import AlreadyTold, did_you_mean
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.calls import param_types
from game.rules.typecheck.injects import type_injects
from game.rules.typecheck.script import Script
from game.rules.typecheck.statements import type_script


def type_procedures(ctx: CompileContext) -> None:
    """Type all procedures and cards; those that run in this scenario become functions.

    In the others, that they name members the scenario leaves out is no finding.
    """
    decls = ctx.decls
    if decls.play not in decls.procedures and not decls.incomplete:
        said = f"[procedure.{decls.play}] is missing: it is the whole game."
        hint = did_you_mean(decls.play, decls.procedures)
        ctx.report("missing-key", ("game", "play"), said, decls.play, hint)
    every: dict[str, ScriptDecl] = {f"procedure.{n}": d for n, d in decls.procedures.items()}
    for deck, cards in decls.decks.items():
        kept = set(ctx.symbols.sets[deck].ids)
        every |= {f"{deck}.{name}": card for name, card in cards.items() if name in kept}
    _type_what_runs(ctx, every, [f"procedure.{decls.play}", *ctx.functions])
    # After all that a game runs, so that it is laid out as it would be without them.
    _type_what_runs(ctx, every, type_injects(ctx))
    for key, decl in every.items():
        ctx.pardoning_absent(partial(_type_script_of, ctx, key, decl))
        ctx.functions.pop(key, None)


def _type_what_runs(ctx: CompileContext, every: dict[str, ScriptDecl], waiting: list[str]) -> None:
    """Type some scripts and all that they may call; what is typed is taken out of `every`."""
    while waiting:
        key = waiting.pop()
        if key in every:
            ctx.attempt(_type_script_of, ctx, key, every.pop(key))
        if key in ctx.functions:
            for s in cfg.nested(ctx.functions[key].body):
                if isinstance(s, ir.Call):
                    waiting += [t for t in s.targets if t in every]


def _type_script_of(ctx: CompileContext, key: str, decl: ScriptDecl) -> None:
    if key in ctx.decls.broken:
        raise AlreadyTold
    scope: Scope = {}
    for param in decl.params:
        found = ctx.attempt(param_types, ctx.scopes, decl.path, (param,))
        scope[param[0]] = (ctx.scopes.new_slot(), found[0][1] if found else ir.UNKNOWN)
    params = tuple(slot for slot, _ in scope.values())
    script = Script(ctx.scopes, (*decl.path, "do"), decl.do, key, scope, ctx.diagnostics)
    script.shown = dict(decl.show)
    body = type_script(script)
    names = {name for name, _ in script.locals.values()}
    for word in decl.show if key in ctx.decls.broken or not script.broken else ():
        if word not in names or word in script.typer.scratch:
            said = f"`{word}` is no local of this procedure."
            hint = did_you_mean(word, names)
            ctx.report("unknown-name", (*decl.path, "show", word), said, word, hint)
    if key == f"procedure.{ctx.decls.play}":
        if params:
            said = "the whole game takes no parameters."
            ctx.report("wrong-shape", (*decl.path, "params"), said)
        body = (*body, ir.End(key, 0, None))
    ctx.functions[key] = Function(
        key, params, body, script.locals, script.sees, shapes=script.shapes
    )
