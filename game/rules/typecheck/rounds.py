"""What is known before a loop and outlasts its rounds: read off the text, before it is typed."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from game.rules.typecheck import facts
from game.rules.typecheck.assignments import register_of
from game.rules.typecheck.facts import Facts
from game.rules.typecheck.script import Script

_ASKING = ("choose", "choose_some", "choose_way", "chance")


def outlasting(script: Script, body: Iterable[ast.stmt]) -> Facts:
    """The facts that hold in every round of a loop, however often it runs.

    Whoever asks lets a facilitator change a register, and whoever calls may change any.

    Args:
        script: its facts are those before the loop.
        body: the statements of a round.
    """
    found = dict(script.typer.facts)
    for node in (inner for s in body for inner in ast.walk(s)):
        match node:
            case (
                ast.Assign([target])
                | ast.AnnAssign(target)
                | ast.AugAssign(target)
                | ast.For(target)
            ):
                found = _set(script, found, target)
            case ast.Expr(ast.Call()):
                found = facts.without_register(found)
            case ast.Call(ast.Name(word)) if word in _ASKING:
                found = facts.without_register(found)
    return found


def _set(script: Script, found: Facts, target: ast.expr) -> Facts:
    """The facts that outlast a change of what stands left of `=`."""
    register = register_of(script, target)
    if register is not None:
        return facts.without_register(found, register)
    name = target.value if isinstance(target, ast.Subscript) else target
    if not isinstance(name, ast.Name):
        return {}
    scratch = script.typer.scratch.get(name.id)
    slot = scratch.slot if scratch is not None else script.scope.get(name.id, (None,))[0]
    return found if slot is None else facts.without_local(found, slot)
