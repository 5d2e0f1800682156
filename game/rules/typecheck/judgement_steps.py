"""What judges and shows a position must be worked out in a bounded number of steps as well.

It stands in no script: doctrine is asked of every move, an ending of every seat, and a derived
value with a name is shown for every cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import prod

from game.rules.context import CompileContext
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.ir import Expr
from game.rules.limits import MAX_STEPS
from game.rules.program import ActionCode, DoctrineRow, EndingCode
from game.rules.typecheck.doctrine import rows_in_order

_HINT = "let fewer loops stand in each other, or run over less."
_TO_SHOW = "to show the derived values"
_Asked = Iterator[tuple[TomlPath, str, int]]
"""What is asked: its place, its name, and its steps."""


def check_judgements(
    ctx: CompileContext,
    actions: Mapping[str, ActionCode],
    endings: Iterable[EndingCode],
    invariants: Iterable[tuple[str, Expr, TomlPath]],
    doctrine: Iterable[DoctrineRow],
    longest: int,
) -> int:
    """Find the first of each kind with which all of its kind may take too long together.

    Args:
        ctx: the scenario, typed.
        actions: its actions.
        endings, invariants, doctrine: what judges it.
        longest: the most steps that a move takes.

    Returns:
        The most steps that it takes to judge a position in all these ways, following the doctrine
        of the seat, in the way, that takes most; what only people are shown is not counted.
    """
    # Who follows one way of the doctrine reads the rows of that way alone.
    rows: dict[tuple[int, str], list[DoctrineRow]] = {}
    for row in doctrine:
        for way in sorted(row.variants):
            rows.setdefault((row.seat, way), []).append(row)
    kinds = [
        ("to test the invariants", _invariants(ctx, invariants)),
        ("to judge the end", _endings(ctx, endings)),
        (_TO_SHOW, _shown(ctx)),
        ("to see who sees what", _sights(ctx)),
        *(("to follow the doctrine", _rows(ctx, actions, own)) for own in rows.values()),
    ]
    most: dict[str, int] = {}
    for what, asked in kinds:
        total = 0
        for path, name, steps in asked:
            total += steps
            if total > MAX_STEPS:
                said = f"{what}, up to here {total:,} steps may be taken; {MAX_STEPS:,} at most."
                ctx.diagnostics.append(Diagnostic("too-many-steps", path, 0, name, said, _HINT))
                break
        most[what] = max(total, most.get(what, 0))
    ahead = max((_ahead(actions, own, longest) for own in rows.values()), default=0)
    return sum(most.values()) - most[_TO_SHOW] + ahead


def _invariants(ctx: CompileContext, asked: Iterable[tuple[str, Expr, TomlPath]]) -> _Asked:
    for name, test, path in asked:
        yield path, name, 1 + ctx.scopes.expression_steps.of(test)


def _endings(ctx: CompileContext, endings: Iterable[EndingCode]) -> _Asked:
    steps, seats = ctx.scopes.expression_steps.of, len(ctx.symbols.seats.order)
    for ending in endings:
        once = [e for e in (ending.winner, ending.verdict) if e is not None]
        each = [e for e in (ending.score, ending.returns) if e is not None]
        total = 1 + sum(map(steps, once)) + seats * sum(map(steps, each))
        yield ctx.decls.endings[ending.id].path, ending.id, total


def _cells(ctx: CompileContext, sets: Iterable[str]) -> int:
    return prod(len(ctx.symbols.sets[name].order) for name in sets)


def _shown(ctx: CompileContext) -> _Asked:
    kept = ctx.scopes.expression_steps.keeping()
    for name, (_, value) in ctx.scopes.derived.items():
        decl = ctx.decls.derived.get(name)
        if decl is not None and decl.texts["name"]:
            cells = _cells(ctx, (of for _, of in decl.of))
            steps = cells * (1 + ctx.scopes.expression_steps.once(value)) + kept(value)
            yield decl.told_at, name, steps


def _sights(ctx: CompileContext) -> _Asked:
    for name, info in ctx.symbols.registers.items():
        if info.see is not None:
            cells = info.size * len(ctx.symbols.seats.order)
            steps = cells * (1 + ctx.scopes.expression_steps.of(info.see))
            yield (*ctx.decls.registers[name].path, "see"), name, steps


def _ahead(actions: Mapping[str, ActionCode], rows: Iterable[DoctrineRow], longest: int) -> int:
    """The steps of the moves that rows make to see what comes of them."""
    asked = (row.act for row in rows if row.adds is not None)
    return longest * sum(sum(len(actions[name].combos) for name in act) or 1 for act in asked)


def _rows(
    ctx: CompileContext, actions: Mapping[str, ActionCode], rows: Iterable[DoctrineRow]
) -> _Asked:
    work = ctx.scopes.expression_steps
    steps, kept = work.once, work.keeping()
    paths = {(decl.seat, decl.name): decl.path for decl in rows_in_order(ctx)}
    seats = ctx.symbols.seats.ids
    options = max((len(info.order) for info in ctx.symbols.sets.values()), default=1)
    for row in rows:
        total = 1 + steps(row.when) + kept(row.when)
        for name, best in row.best.items():
            moves = len(actions[name].combos) if name in actions else options
            total += moves * (1 + steps(best)) + kept(best)
        if row.adds is not None:
            total += 2 * (1 + steps(row.adds) + kept(row.adds))
        yield paths[seats[row.seat], row.id], row.id, total
