"""Types `move`, by which alone what lies in a place of a zone gets to another."""

from __future__ import annotations

import ast

from game.rules import ir
from game.rules.ir import Stmt
from game.rules.typecheck.script import Script
from game.rules.typecheck.zones import item_of, place_of

_SHAPE = "write `move(WHAT, FROM, TO)`; it knows `under=true`."


def move(script: Script, node: ast.Call) -> Stmt:
    """The statement of `move(c, deck, hand[s])` or `move(all, discard, deck)`.

    Raises:
        Abort: with the finding.
    """
    if len(node.args) != 3 or any(k.arg != "under" for k in node.keywords):
        raise script.error(node, "wrong-call", _SHAPE)
    what, *ends = node.args
    script.typer.scope = script.scope
    source, target = (place_of(script.typer, end) for end in ends)
    if source.decl.zone != target.decl.zone:
        said = f"`{source.decl.name}` and `{target.decl.name}` are places of different zones."
        raise script.error(ends[1], "wrong-call", said)
    every = isinstance(what, ast.Name) and what.id == "all"
    item = None if every else item_of(script.typer, what, source)
    under = _under(script, node)
    if under and not target.decl.ordered:
        said = f"what lies in `{target.decl.name}` has no order, and nothing goes under it."
        raise script.error(node, "wrong-call", said, "give it one: `ordered = true`.")
    again = source.decl.name == target.decl.name and source.args == target.args
    if again and (every or not target.decl.ordered):
        said = "this moves from a place to the same place, which changes nothing."
        raise script.error(node, "wrong-call", said)
    script.forget_registers()
    members = source.members.order
    return ir.MoveMembers(script.rule, item, source.spot, target.spot, under, members)


def _under(script: Script, node: ast.Call) -> bool:
    """Does it go below what lies there?"""
    for keyword in node.keywords:
        value = keyword.value
        if not (isinstance(value, ast.Name) and value.id in ("true", "false")):
            raise script.error(value, "wrong-call", "`under` is true or false.")
        return value.id == "true"
    return False
