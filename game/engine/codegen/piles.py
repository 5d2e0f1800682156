"""Moves between places of zones in generated code: in place, or where they have an order by a call.

What lies in a place is a row of cells, one for each member of the zone in order: how high it lies
in an ordered place, else 1; 0 of what does not lie there.
"""

from __future__ import annotations

from typing import NamedTuple

from game.engine.codegen.expr import ExprWriter
from game.engine.codegen.source import FunctionSource, read, wide, write
from game.engine.interpret import State
from game.rules import ir
from game.rules.ir import Const, Expr


class PileRow(NamedTuple):
    """A place in a state: the first byte of its row, and of what counts it; bytes of their cells.

    A tuple, since generated code makes two for each move.
    """

    at: int
    cell_bytes: int
    size_at: int
    size_bytes: int
    ordered: bool


def move_between(
    s: State, members: int, source: PileRow, target: PileRow, which: int, under: bool
) -> bool:
    """Move a member of a zone, or all, from one place to another; generated code calls it.

    Args:
        s: the state, changed in place.
        members: how many members the zone has.
        source: where from.
        target: where to.
        which: the place of the member among them; -1 for all.
        under: whether they go below what lies there.

    Returns:
        Whether the member lay there; else nothing is changed.
    """
    here = _lying(s, members, source)
    taken = here if which < 0 else [which]
    if which >= 0 and which not in here:
        return False
    if source.at == target.at:
        if which >= 0 and source.ordered:
            here.remove(which)
            _lay(s, members, source, taken + here if under else here + taken)
        return True
    there = _lying(s, members, target)
    _lay(s, members, source, [m for m in here if m not in taken])
    _lay(s, members, target, taken + there if under else there + taken)
    _count(s, source, -len(taken))
    _count(s, target, len(taken))
    return True


def _number(s: State, at: int, size: int) -> int:
    return s[at] if size == 1 else wide(s, at)


def _put(s: State, at: int, size: int, number: int) -> None:
    s[at] = number & 255
    if size > 1:
        s[at + 1] = number >> 8


def _lying(s: State, members: int, row: PileRow) -> list[int]:
    """What lies in a place, from the bottom up where it has an order."""
    step = row.cell_bytes
    found = [(_number(s, row.at + m * step, step), m) for m in range(members)]
    return [m for height, m in sorted(found) if height]


def _lay(s: State, members: int, row: PileRow, lying: list[int]) -> None:
    """Let this lie in a place, and nothing else."""
    heights = dict.fromkeys(range(members), 0)
    heights |= {m: height if row.ordered else 1 for height, m in enumerate(lying, 1)}
    for m, height in heights.items():
        _put(s, row.at + m * row.cell_bytes, row.cell_bytes, height)


def _count(s: State, row: PileRow, by: int) -> None:
    _put(s, row.size_at, row.size_bytes, _number(s, row.size_at, row.size_bytes) + by)


class MoveWriter:
    """Writes moves between places into one function."""

    def __init__(self, out: FunctionSource, expr: ExprWriter) -> None:
        """Write into a function.

        Args:
            out: its lines.
            expr: writes the expressions in them.
        """
        self._out, self._expr = out, expr
        self._registers = expr.program.symbols.registers

    def write(self, st: ir.MoveMembers) -> None:
        """Write one move."""
        if not st.members:
            return
        member = None if st.item is None else self._expr.settle(st.item)
        if member is None or st.source.ordered or st.target.ordered:
            self._call(st, member)
        elif isinstance(member, Const):
            self._in_place(st, member)
        else:
            # Worked out once, before anything is moved.
            self._expr.known.append((member, self._temp(self._expr.expr(member))))
            self._in_place(st, member)
            self._expr.known.pop()

    def _in_place(self, st: ir.MoveMembers, member: Expr) -> None:
        """Write the move of one member between places without an order."""
        spots = (st.source, st.target)
        ends = [self._temp(self._place(spot.name, (*spot.args, member))) for spot in spots]
        sizes = [self._temp(self._place(spot.size, spot.args)) for spot in spots]
        self._refuse(st, f"not s[{ends[0]}]")
        self._out.line(f"s[{ends[0]}] = 0; s[{ends[1]}] = 1")
        for at, spot, by in zip(sizes, spots, ("- 1", "+ 1"), strict=True):
            step = self._registers[spot.size].type.cell_bytes
            number = f"{read(at, step)} {by}"
            for line in write(at, step, number if step == 1 else self._temp(number)):
                self._out.line(line)

    def _call(self, st: ir.MoveMembers, member: Expr | None) -> None:
        """Write a call that moves."""
        which = "-1"
        if member is not None:
            places = self._registers[st.source.name].places[-1]
            if isinstance(member, Const):
                which = str(places[member.value])
            else:
                which = f"{self._expr.module.constant(places)}[{self._expr.expr(member)}]"
        rows = ", ".join(self._row(spot, st.members[0]) for spot in (st.source, st.target))
        call = f"move_between(s, {len(st.members)}, {rows}, {which}, {st.under})"
        if st.item is None:
            self._out.line(call)
        else:
            self._refuse(st, f"not {call}")

    def _row(self, spot: ir.PlaceRef, first: int) -> str:
        lying, counted = self._registers[spot.name], self._registers[spot.size]
        start = self._place(spot.name, (*spot.args, ir.const(first, ir.NONE)))
        size = self._place(spot.size, spot.args)
        cells = f"{lying.type.cell_bytes}, {size}, {counted.type.cell_bytes}"
        return f"PileRow({start}, {cells}, {spot.ordered})"

    def _place(self, register: str, args: tuple[Expr, ...]) -> str:
        """Source of the first byte of a cell."""
        settled = tuple(map(self._expr.settle, args))
        return self._expr.place(register, settled, self._registers[register].offset)

    def _temp(self, source: str) -> str:
        return source if source.isdigit() else self._out.temp(source)

    def _refuse(self, st: ir.MoveMembers, test: str) -> None:
        said = f"{st.rule!r}, {st.source.name!r}, {st.at}"
        self._out.line(f"if {test}: raise misplaced({said})")
