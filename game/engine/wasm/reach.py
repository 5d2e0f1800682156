"""Writes reach: the places that are reached, each with its least cost.

What was found lies in memory, four bytes a member of the set: its least cost, or that of none,
which lies first and is more than any bound, where it is not reached. The search corrects costs
until none falls any more, and so ends at the least fixed point that `engine.reaching` finds in
order of cost.
"""

from __future__ import annotations

from math import prod

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.loops import each
from game.engine.wasm.protocols import ValueWriter
from game.rules import cfg, ir

#: So many results of one reach are kept in a position at most, for the values of what it reads.
KEPT = 512
#: The bytes before a result: in which position it was found.
_HEAD = 8


def reach(values: ValueWriter, e: ir.Reach) -> None:
    """Leave the address of what a search finds; found once in a position for what it reads."""
    shared = values.shared
    free = [slot for slot in sorted(cfg.free(e)) if slot in values.locals]
    kinds = _types(e, free)
    key = ("reach", _Same(e), tuple(free))
    for slot in free:
        values.code.get(values.locals[slot])

    def write(code: FunctionWriter) -> None:
        inner = type(values)(shared, code, {slot: i for i, slot in enumerate(free)})
        _Search(inner, e, [kinds.get(slot) for slot in free]).write()

    values.code.call(shared.written(key, len(free), write))


class _Same:
    """This expression and no equal one; kept, so that no other is ever made where it was."""

    def __init__(self, e: ir.Reach) -> None:
        self.e = e

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.e is other.e

    def __hash__(self) -> int:
        return id(self.e)


def _types(e: ir.Reach, free: list[int]) -> dict[int, ir.Type]:
    """The types of the locals that a reach reads."""
    found: dict[int, ir.Type] = {}
    for part in ir.walk(e):
        if isinstance(part, ir.Local) and part.slot in free:
            known = found.get(part.slot)
            joined = part.type if known is None else ir.join(known, part.type)
            found[part.slot] = joined or part.type
    return found


class _Search:
    """The function of one reach."""

    def __init__(self, values: ValueWriter, e: ir.Reach, kinds: list[ir.Type | None]) -> None:
        self.values, self.code, self.e = values, values.code, e
        self.shared, self.kinds = values.shared, kinds
        room, size = self.shared.memory.room, e.size
        self.bytes = _HEAD + 4 * (size + 1)
        self.bytes += -self.bytes % 8
        self.on, self.queue, self.waiting = room(4 * size), room(4 * (size + 1)), room(size)
        self.found, self.far = self.code.local(), self.code.local()
        self.head, self.tail = self.code.local(), self.code.local()

    def write(self) -> None:
        code, e = self.code, self.e
        self._entry()
        code.get(self.found)
        code.memory("i64.load", 0)
        code.get_global(self.shared.version)
        code.op("i64.eq")
        code.if_()
        code.get(self.found)
        code.plus(_HEAD)
        code.op("return")
        code.end()
        if e.within is None:
            code.const(e.far)
        else:
            self.values.push(e.within)
            code.plus(1)
        code.set(self.far)
        self._clear()
        self._start()
        self._spread()
        code.get(self.found)
        code.get_global(self.shared.version)
        code.memory("i64.store", 0)
        code.get(self.found)
        code.plus(_HEAD)

    def _entry(self) -> None:
        """Where the result for these values lies: each has its own place, if there are few."""
        code = self.code
        spans = [0 if k is None else k.hi - k.lo + 1 for k in self.kinds]
        cells = prod(spans)
        if any(k is None for k in self.kinds) or cells > KEPT or self._reads_cells():
            code.const(self.shared.memory.room(self.bytes))
            code.tee(self.found)
            # What was found for other values is not asked for again.
            code.const64(0)
            code.memory("i64.store", 0)
            return
        at = self.shared.memory.room(cells * self.bytes)
        code.const(0)
        for i, (kind, span) in enumerate(zip(self.kinds, spans, strict=True)):
            assert kind is not None
            code.times(span)
            code.get(i)
            code.plus(-kind.lo)
            code.op("i32.add")
        code.times(self.bytes)
        code.plus(at)
        code.set(self.found)

    def _reads_cells(self) -> bool:
        """Does it read an indexed local?"""
        parts = self.shared.program.scopes.parts(self.e)
        return any(isinstance(part, ir.ScratchRef) for part in parts)

    def _clear(self) -> None:
        """Nothing is reached yet."""
        code, at = self.code, self.code.local()
        code.const(4 * self.e.size)
        code.set(at)
        # The first of the found costs is that of none.
        code.get(self.found)
        code.get(self.far)
        code.memory("i32.store", _HEAD)
        done = code.block()
        again = code.loop()
        code.get(at)
        code.op("i32.eqz")
        code.br_if(done)
        code.get(at)
        code.plus(-4)
        code.set(at)
        code.get(at)
        code.get(self.far)
        code.memory("i32.store", self.on)
        code.get(self.found)
        code.get(at)
        code.op("i32.add")
        code.get(self.far)
        code.memory("i32.store", _HEAD + 4)
        code.br(again)
        code.end()
        code.end()
        for local in (self.head, self.tail):
            code.const(0)
            code.set(local)

    def _start(self) -> None:
        code, e = self.code, self.e
        if e.starts is not None:
            with each(self.values, e.starts):
                self._begin_at(self.values.locals[e.starts.slot])
        elif e.start is not None:
            place = self.values.kept(e.start)
            code.get(place)
            code.const(0)
            code.op("i32.ge_s")
            code.if_()
            self._begin_at(place)
            code.end()

    def _begin_at(self, place: int) -> None:
        nought = self.code.local()
        self.code.const(0)
        self.code.set(nought)
        self._lower(place, nought, 0, found=True)
        self._lower(place, nought, self.on, found=False)
        self._wait(place)

    def _lower(self, place: int, cost: int, at: int, found: bool) -> None:
        """Note the cost of a place, among those found or those to go on from."""
        code = self.code
        code.get(place)
        code.times(4)
        if found:
            code.get(self.found)
            code.op("i32.add")
        code.get(cost)
        code.memory("i32.store", _HEAD + 4 if found else at)

    def _cost(self, place: int, found: bool) -> None:
        """Leave the cost of a place, among those found or those to go on from."""
        code = self.code
        code.get(place)
        code.times(4)
        if found:
            code.get(self.found)
            code.op("i32.add")
        code.memory("i32.load", _HEAD + 4 if found else self.on)

    def _wait(self, place: int) -> None:
        """Put a place into the queue, unless it stands there."""
        code = self.code
        code.get(place)
        code.memory("i32.load8_u", self.waiting)
        code.op("i32.eqz")
        code.if_()
        code.get(place)
        code.const(1)
        code.memory("i32.store8", self.waiting)
        code.get(self.tail)
        code.times(4)
        code.get(place)
        code.memory("i32.store", self.queue)
        self._onward(self.tail)
        code.end()

    def _onward(self, end: int) -> None:
        """Move an end of the queue on; it is a ring of one place more than can stand in it."""
        code = self.code
        code.get(end)
        code.plus(1)
        code.tee(end)
        code.const(self.e.size + 1)
        code.op("i32.eq")
        code.if_()
        code.const(0)
        code.set(end)
        code.end()

    def _spread(self) -> None:
        code, e, values = self.code, self.e, self.values
        place, here = code.local(), code.local()
        values.locals[e.source] = place
        done = code.block()
        again = code.loop()
        code.get(self.head)
        code.get(self.tail)
        code.op("i32.eq")
        code.br_if(done)
        code.get(self.head)
        code.times(4)
        code.memory("i32.load", self.queue)
        code.set(place)
        self._onward(self.head)
        code.get(place)
        code.const(0)
        code.memory("i32.store8", self.waiting)
        allowed = set(e.places)
        if not allowed.issuperset(range(e.size)):
            code.get(place)
            self.shared.memory.row([i in allowed for i in range(e.size)]).load(code)
            code.op("i32.eqz")
            code.br_if(again)
        values.test(e.leave, again)
        self._cost(place, found=False)
        code.set(here)
        with each(values, e.steps) as loop:
            there = values.locals[e.steps.slot]
            code.get(here)
            values.push(e.cost)
            code.op("i32.add")
            total = code.kept()
            if e.within is not None:
                code.get(total)
                code.get(self.far)
                code.op("i32.ge_s")
                code.br_if(loop.next)
            self._cost(there, found=True)
            code.get(total)
            code.op("i32.gt_s")
            code.if_()
            self._lower(there, total, 0, found=True)
            code.end()
            if e.stop != ir.FALSE:
                values.push(e.stop)
                code.br_if(loop.next)
            self._cost(there, found=False)
            code.get(total)
            code.op("i32.gt_s")
            code.if_()
            self._lower(there, total, self.on, found=False)
            self._wait(there)
            code.end()
        code.br(again)
        code.end()
        code.end()
