"""Writes moves between places of zones: what `engine.moving` does, in the cells of the state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs

from game.engine.wasm.loops import Loop, each
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules import ir
from game.rules.ir import Expr


@attrs.frozen
class _Place:
    """A place of a zone whose index is in locals."""

    spot: ir.PlaceRef
    args: tuple[Expr, ...]


class PileWriter:
    """Writes the moves between places of one function.

    Args:
        values: writes its expressions.
        put: stores a local of the function in a cell of a register.
    """

    def __init__(
        self, values: ExpressionWriter, put: Callable[[str, tuple[Expr, ...], int], None]
    ) -> None:
        self._values, self._put = values, put
        self._code, self._shared = values.code, values.shared

    def write(self, st: ir.MoveMembers, fail: Callable[[Shared, int], None]) -> None:
        """Write a statement.

        Args:
            st: the statement.
            fail: ends the call where the member does not lie there.
        """
        code, values = self._code, self._values
        item = None if st.item is None else values.once(st.item)
        source, target = (
            _Place(spot, tuple(values.once(a) for a in spot.args))
            for spot in (st.source, st.target)
        )
        if item is not None:
            self._height(source, item)
            code.op("i32.eqz")
            code.if_()
            fail(self._shared, self._constant(0))
            code.end()
            self._one(source, target, item, st.under)
            return
        past = code.block()
        if source.spot.name == target.spot.name:
            code.const(1)
            for a, b in zip(source.args, target.args, strict=True):
                values.push(ir.Compare(ir.BOOL, "==", a, b))
                code.op("i32.and")
            code.br_if(past)
        if source.spot.ordered:
            self._all_in_order(st, source, target)
        else:
            members = st.members[::-1] if st.under else st.members
            with self._each(source, members) as (loop, member):
                self._height(source, member)
                code.op("i32.eqz")
                code.br_if(loop.next)
                self._one(source, target, member, st.under)
        code.end()

    @contextmanager
    def _each(self, place: _Place, members: tuple[int, ...]) -> Iterator[tuple[Loop, Expr]]:
        """Write a loop over members of the zone."""
        symbols = self._shared.program.symbols
        kind = symbols.sets[symbols.registers[place.spot.name].index[-1][1]].type
        member = self._values.fresh(kind)
        with each(self._values, ir.Domain(kind, member.slot, values=members)) as loop:
            yield loop, member

    def _all_in_order(self, st: ir.MoveMembers, source: _Place, target: _Place) -> None:
        """Move the lowest of a pile again and again, or the highest where they go under."""
        code = self._code
        stop = code.block()
        again = code.loop()
        height = code.local()
        self._size(source)
        code.tee(height)
        code.op("i32.eqz")
        code.br_if(stop)
        if not st.under:
            code.const(1)
            code.set(height)
        with self._each(source, st.members) as (loop, member):
            self._height(source, member)
            code.get(height)
            code.op("i32.ne")
            code.br_if(loop.next)
            self._one(source, target, member, st.under)
            code.br(loop.stop)
        code.br(again)
        code.end()
        code.end()

    def _one(self, source: _Place, target: _Place, member: Expr, under: bool) -> None:
        """Lift a member from one place, and lay it on the other."""
        code = self._code
        height = code.local()
        self._height(source, member)
        code.set(height)
        self._put(source.spot.name, (*source.args, member), self._constant(0))
        if source.spot.ordered:
            self._shift(source, height, -1)
        self._count(source, -1)
        if target.spot.ordered and not under:
            self._size(target)
            code.plus(1)
            code.set(height)
        else:
            if target.spot.ordered:
                self._shift(target, self._constant(0), 1)
            code.const(1)
            code.set(height)
        self._put(target.spot.name, (*target.args, member), height)
        self._count(target, 1)

    def _constant(self, n: int) -> int:
        self._code.const(n)
        return self._code.kept()

    def _height(self, place: _Place, member: Expr) -> None:
        """Leave how high a member lies in a place; 0 where it does not."""
        info = self._shared.program.symbols.registers[place.spot.name]
        self._values.push(ir.RegisterRef(info.type, place.spot.name, (*place.args, member)))

    def _size(self, place: _Place) -> None:
        """Leave how many lie in a place."""
        info = self._shared.program.symbols.registers[place.spot.size]
        self._values.push(ir.RegisterRef(info.type, place.spot.size, place.args))

    def _shift(self, place: _Place, above: int, by: int) -> None:
        """Raise or lower what lies higher than that."""
        code = self._code
        info = self._shared.program.symbols.registers[place.spot.name]
        members = self._shared.program.symbols.sets[info.index[-1][1]].order
        height = code.local()
        with self._each(place, members) as (loop, member):
            self._height(place, member)
            code.tee(height)
            code.get(above)
            code.op("i32.le_s")
            code.br_if(loop.next)
            code.get(height)
            code.plus(by)
            code.set(height)
            self._put(place.spot.name, (*place.args, member), height)

    def _count(self, place: _Place, by: int) -> None:
        self._size(place)
        self._code.plus(by)
        self._put(place.spot.size, place.args, self._code.kept())
