"""What of a script that may run for too long takes most of its steps, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from game.rules import cfg, ir
from game.rules.context import CompileContext
from game.rules.ir import Expr, Stmt

#: A derived value that takes fewer steps is not worth naming.
_DEAR = 100
#: A line of a script is quoted as far as this.
_QUOTED = 60


@attrs.frozen
class MoveCost:
    """What finding the legal moves of an action takes.

    Attributes:
        count: how many moves there are.
        each: the most steps of testing one.
        tests: what is tested.
    """

    count: int
    each: int
    tests: tuple[Expr, ...]

    @property
    def steps(self) -> int:
        """All of them."""
        return self.count * self.each


def many(steps: int) -> str:
    """A number of steps for people."""
    return f"{steps:,}" if steps < 10**15 else "countless"


def culprit(
    ctx: CompileContext,
    s: Stmt,
    steps: int,
    total: int,
    moves: Mapping[str, Mapping[str, MoveCost]],
) -> str:
    """Name the statement that takes most steps, and what in it is dear.

    Args:
        ctx: the scenario, whose scripts are typed.
        s: the statement.
        steps: how many it may take.
        total: how many are taken up to here.
        moves: by menu and action, what finding its moves takes.
    """
    dear = ctx.scopes.expression_steps
    said = f"`{_line(ctx, s)}` takes {'all' if steps == total else many(steps)} of them"
    read = list(_read_below(ctx, s))
    if isinstance(s, ir.Act) and (asked := moves.get(s.menu)):
        action = max(asked, key=lambda name: asked[name].steps)
        cost = asked[action]
        read += cost.tests
        said += f", mostly to find the legal moves of `{action}`: {cost.count:,} of "
        said += f"{many(cost.each)} each"
    parts = (x for e in read for x in ir.walk(e))
    names = {x.name: dear.cell(x.name) for x in parts if isinstance(x, ir.DerivedRef)}
    name = max(names, key=lambda value: names[value], default="")
    if name and names[name] >= _DEAR:
        said += f"; each reading of `{name}` takes {many(names[name])}"
    return f"{said}."


def _line(ctx: CompileContext, s: Stmt) -> str:
    """The line of a script that a statement begins with."""
    kind, _, name = s.rule.partition(".")
    scripts = {"procedure": ctx.decls.procedures, "action": ctx.decls.actions}
    decl = scripts.get(kind, ctx.decls.decks.get(kind, {})).get(name)
    text = str(getattr(decl, "do", ""))[max(s.at, 0) :].strip().partition("\n")[0]
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."


def _read_below(ctx: CompileContext, s: Stmt) -> Iterator[Expr]:
    """The expressions of a statement, and of what it calls and holds."""
    called: set[str] = set()
    todo: list[Stmt] = [s]
    while todo:
        here = todo.pop()
        for inner in cfg.nested([here]):
            yield from _read(inner)
            if isinstance(inner, ir.Call):
                fresh = [key for key in inner.targets if key not in called]
                called.update(fresh)
                todo += [
                    x for key in fresh if key in ctx.functions for x in ctx.functions[key].body
                ]


def _read(s: Stmt) -> Iterator[Expr]:
    """The expressions that stand in a statement itself."""
    for field in attrs.fields(type(s)):
        value = getattr(s, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            match part:
                case Expr():
                    yield part
                case ir.Domain():
                    yield from ir.domain_parts(part)
                case ir.Chosen() | ir.Formed():
                    yield from ir.values_in((part,))
                case ir.QuestionWords():
                    yield from (*part.open, *part.closed)
