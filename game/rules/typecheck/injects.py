"""Types injects: what an umpire may let happen, as scripts that run at once and ask nobody.

They are typed and checked like the scripts of a game, and are no part of it: no question, move or
place in a state is made for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from math import prod
from typing import Final

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.context import CompileContext
from game.rules.declare.records import InjectDecl
from game.rules.diagnostics import Diagnostic, abort
from game.rules.ir import Expr, Stmt, member
from game.rules.limits import MAX_MEMBERS
from game.rules.program import InjectCode
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.facts import Facts
from game.rules.typecheck.script import Script
from game.rules.typecheck.statements import type_script

_KIND: Final = "inject"
#: What no script may do that runs at once, and how it is said.
_NOT_AT_ONCE: Final[Mapping[type[Stmt], str]] = {
    ir.Ask: "asks for an answer",
    ir.Act: "lets a seat act",
    ir.End: "ends the game",
    ir.OpenLoop: "loops until somebody answers",
    ir.MoveMembers: "moves what lies in a zone",
}


def key_of(name: str) -> str:
    """The key of an inject's script among the functions of a scenario."""
    return f"{_KIND}.{name}"


def type_injects(ctx: CompileContext) -> list[str]:
    """Type the scripts of the injects that make sense in this scenario.

    One that names what the scenario leaves out is not offered there, which is no finding.

    Args:
        ctx: the scenario; its scripts that a game runs are typed.

    Returns:
        The keys of those that became functions.
    """
    found = []
    for name, decl in ctx.decls.injects.items():
        sound = ctx.pardoning_absent(partial(type_inject, ctx, decl))
        if sound and key_of(name) in ctx.functions:
            found.append(key_of(name))
        else:
            ctx.functions.pop(key_of(name), None)
            ctx.injects.pop(name, None)
    return found


def type_inject(ctx: CompileContext, decl: InjectDecl) -> None:
    """Type one inject, whose script becomes a function; raises Abort with the finding."""
    scope: Scope = {}
    for name, of in decl.params:
        info = ctx.symbols.set_of(of, (*decl.path, "choose", name))
        scope[name] = (ctx.scopes.new_slot(), member(info.base, info.mask))
    many = prod(len(ctx.symbols.sets[of].order) for _, of in decl.params)
    if many > MAX_MEMBERS:
        said = f"this may happen in {many} ways; {MAX_MEMBERS} at most."
        raise abort("too-many", (*decl.path, "choose"), said)
    when, known = _condition(ctx, decl, scope)
    key = key_of(decl.name)
    script = Script(ctx.scopes, (*decl.path, "do"), decl.do, key, scope, ctx.diagnostics)
    # A script may lean on what its condition says of what is chosen.
    body = type_script(script, known)
    params = tuple(slot for slot, _ in scope.values())
    ctx.functions[key] = Function(
        key, params, body, script.locals, script.sees, shapes=script.shapes
    )
    ctx.injects[decl.name] = when


def _condition(ctx: CompileContext, decl: InjectDecl, scope: Scope) -> tuple[Expr, Facts]:
    """When it makes sense, and what is known where it does."""
    path = (*decl.path, "when")
    typer = typer_of(ctx.scopes, path, decl.when, scope)
    test = typer.whole()
    if test.type.kind != "bool":
        raise abort("wrong-type", path, "`when` is true or false.", decl.when)
    typer.learn(test, True)
    return test, typer.facts


def check_at_once(ctx: CompileContext) -> None:
    """A finding for each inject that does, itself or by a call, what takes more than a moment."""
    for name in ctx.injects:
        key = key_of(name)
        found = next(_lasting(ctx, key), None)
        if found is None:
            continue
        where, s = found
        by = "" if where == key else f", which calls `{where.partition('.')[2]}`, "
        said = f"`{name}`{by or ' '}{_NOT_AT_ONCE[type(s)]}; an inject happens at once."
        at = 0 if by else max(s.at, 0)
        ctx.diagnostics.append(Diagnostic("not-at-once", (_KIND, name, "do"), at, name, said))


def _lasting(ctx: CompileContext, key: str) -> Iterator[tuple[str, Stmt]]:
    """The statements of a script, and of those that it calls, that take more than a moment."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        here = waiting.pop()
        if here in seen or here not in ctx.functions:
            continue
        seen.add(here)
        for s in cfg.nested(ctx.functions[here].body):
            if isinstance(s, ir.Call):
                waiting += s.targets
            elif type(s) in _NOT_AT_ONCE:
                yield here, s


def taken_out(ctx: CompileContext, decl: InjectDecl) -> InjectCode:
    """Take the script of an inject out of those that a game is made of."""
    function, when = ctx.functions.pop(key_of(decl.name)), ctx.injects[decl.name]
    sets = tuple(of for _, of in decl.params)
    return InjectCode(decl.name, function.params, sets, when, function)
