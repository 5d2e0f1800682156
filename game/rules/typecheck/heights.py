"""How deep derived values rest on each other: told before anything walks down such a chain.

The passes and the engine walk expressions by recursion, through derived values too; this keeps
every such walk within what Python's stack holds, and says so at the value that goes beyond.
"""

from __future__ import annotations

from game.rules.context import CompileContext
from game.rules.diagnostics import Abort
from game.rules.limits import MAX_CHAIN
from game.rules.parse.scan import parse_expression


def check_heights(ctx: CompileContext) -> None:
    """Tell the first derived value of each chain that rests on too many others; it is broken."""
    declared = ctx.decls.derived
    own: dict[str, int] = {}
    below: dict[str, list[str]] = {}
    for name, decl in declared.items():
        if f"derived.{name}" in ctx.symbols.broken:
            own[name], below[name] = 1, []
            continue
        try:
            parsed = [parse_expression(text, ()) for text in decl.expressions]
        except Abort:
            own[name], below[name] = 1, []
            continue
        own[name] = max(each.levels for each in parsed) + (len(parsed) > 1)
        words = frozenset[str]().union(*(each.words for each in parsed))
        below[name] = sorted(words & declared.keys())
    heights: dict[str, int] = {}
    for start in declared:
        # By a list of our own instead of recursion, which is what this prevents.
        todo = [start]
        opened: set[str] = set()
        while todo:
            name = todo[-1]
            if name in heights:
                todo.pop()
            elif name not in opened:
                opened.add(name)
                # What is open already is a circle, which is told when it is typed.
                todo += [n for n in below[name] if n not in heights and n not in opened]
            else:
                todo.pop()
                under = [heights.get(n, 0) for n in below[name]]
                heights[name] = _height(ctx, name, own[name], under)


def _height(ctx: CompileContext, name: str, own: int, below: list[int]) -> int:
    """The height of a value over those that it rests on; one that is too high counts as none."""
    height = own + max(below, default=0)
    if height <= MAX_CHAIN:
        return height
    path = ctx.decls.derived[name].told_at
    said = f"`{name}` rests on values that rest on others, more than {MAX_CHAIN} operations deep."
    hint = "keep a part of it in a register, or compute it in fewer steps."
    ctx.report("too-deep", path, said, name, hint)
    ctx.symbols.broken.add(f"derived.{name}")
    return 0
