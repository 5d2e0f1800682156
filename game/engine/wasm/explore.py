"""Writes the module that explores: every position that can be reached, nearest first.

The positions lie one after another in an arena behind all else, each with that before it and the
move; a hash table of their places tells which are known. `explore(places)` tests so many and
reaches what follows them. It leaves 0; 1 where a position is doubtful, and is not gone on from: an
invariant fails, nobody can move, or a return is beyond its bounds; the caller looks at it. A move
that breaks a promise traps. Then, too, the next call goes on behind the position.
"""

from __future__ import annotations

import attrs

from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.memory import CONSTANTS, PAGE
from game.engine.wasm.modules import WasmModule, finished
from game.engine.wasm.moves import Moves, write_moves
from game.engine.wasm.returns import write_returns
from game.engine.wasm.scope import Shared, shared_of
from game.engine.wasm.values import ExpressionWriter
from game.rules.program import Program

#: FNV-1a of 64 bits: Fowler, Noll and Vo; by words, which is fast and as good here.
_BASIS, _PRIME = 0xCBF29CE484222325, 0x100000001B3
#: What `progress` has, four bytes each: the place that is tested next; how many positions there
#: are; how many of those tested are ends; whether all found had room; how deep the last one tested
#: lies, and where its depth ends; the move that was tried last.
PLACE, COUNT, FINAL, FULL, DEPTH, LEVEL, MOVE = range(7)


@attrs.frozen
class Arena:
    """Where positions lie, counted from the arena's beginning.

    Attributes:
        most: how many there may be.
        stride: the bytes of each.
        ways: where the ways begin, eight bytes each: the place before it, and the move.
        table: where the hash table begins, four bytes an entry: 0, or 1 + a place.
        entries: how many there are, a power of two.
    """

    most: int
    stride: int
    ways: int
    table: int
    entries: int

    @property
    def size(self) -> int:
        """All its bytes."""
        return self.table + 4 * self.entries


def arena_of(program: Program, most: int) -> Arena:
    """The arena for so many positions of a program."""
    stride = program.size + -program.size % 8
    ways = most * stride
    entries = 1 << (2 * most).bit_length()
    return Arena(most, stride, ways, ways + 8 * most, entries)


def write_explorer(program: Program, most: int) -> WasmModule:
    """Write the module that explores a program.

    Args:
        program: the program.
        most: how many positions it keeps at most.
    """
    shared = shared_of(program)
    explorer = _Explorer(shared, write_moves(shared), arena_of(program, most))
    explorer.write()
    written = finished(shared, {"progress": (explorer.progress, 28)})
    # The arena begins where the constants end.
    begins = CONSTANTS + len(shared.memory.constants)
    begins += -begins % 8
    shared.module.pages = -(-(begins + explorer.arena.size) // PAGE)
    rooms = {
        **written.rooms,
        "states": (begins, explorer.arena.ways),
        "ways": (begins + explorer.arena.ways, 8 * most),
    }
    return attrs.evolve(written, binary=shared.module.encoded(), rooms=rooms, arena=begins)


class _Explorer:
    def __init__(self, shared: Shared, moves: Moves, arena: Arena) -> None:
        self.shared, self.moves, self.arena = shared, moves, arena
        self.module = shared.module
        self.progress = shared.memory.room(28)
        self.begins = self.module.variable()

    def write(self) -> None:
        """Write all of it."""
        ready = self.module.function(1, export="ready")
        ready.get(0)
        ready.set_global(self.begins)
        ready.const(0)
        add = self._add()
        self._enter(add)
        self._explore(add, self._fails(), self._is_beyond())

    # Numbers that last from call to call -------------------------------------------------------

    def _get(self, code: FunctionWriter, which: int) -> None:
        code.const(0)
        code.memory("i32.load", self.progress + 4 * which)

    def _set(self, code: FunctionWriter, which: int, local: int) -> None:
        code.const(0)
        code.get(local)
        code.memory("i32.store", self.progress + 4 * which)

    def _raise(self, code: FunctionWriter, which: int) -> None:
        """Raise one of the numbers by one."""
        code.const(0)
        self._get(code, which)
        code.plus(1)
        code.memory("i32.store", self.progress + 4 * which)

    # Positions ---------------------------------------------------------------------------------

    def _state(self, code: FunctionWriter, place: int) -> None:
        """Leave the address of the position of a place."""
        code.get(place)
        code.times(self.arena.stride)
        code.get_global(self.begins)
        code.op("i32.add")

    def _add(self) -> int:
        """The function that enters the state that is worked on, unless it is known.

        It is given the place before it and the move.
        """
        code, arena, state = self.module.function(2), self.arena, self.shared.state
        hash_, entry, known, at = code.local(I64), code.local(), code.local(), code.local()
        other, count = code.local(), code.local()
        code.const64(_BASIS)
        code.set(hash_)
        again = code.loop()
        code.get(hash_)
        code.get(at)
        code.memory("i64.load", state)
        code.op("i64.xor")
        code.const64(_PRIME)
        code.op("i64.mul")
        code.set(hash_)
        code.get(at)
        code.plus(8)
        code.tee(at)
        code.const(arena.stride)
        code.op("i32.lt_u")
        code.br_if(again)
        code.end()
        code.get(hash_)
        code.get(hash_)
        code.const64(29)
        code.op("i64.shr_u", "i64.xor", "i32.wrap_i64")
        code.set(entry)
        absent = code.block()
        probe = code.loop()
        code.get(entry)
        code.const(arena.entries - 1)
        code.op("i32.and")
        code.tee(entry)
        code.times(4)
        code.get_global(self.begins)
        code.op("i32.add")
        code.memory("i32.load", arena.table)
        code.tee(known)
        code.op("i32.eqz")
        code.br_if(absent)
        code.get(entry)
        code.plus(1)
        code.set(entry)
        code.get(known)
        code.plus(-1)
        code.set(known)
        self._state(code, known)
        code.set(other)
        code.const(0)
        code.set(at)
        same = code.loop()
        code.get(other)
        code.get(at)
        code.op("i32.add")
        code.memory("i64.load", 0)
        code.get(at)
        code.memory("i64.load", state)
        code.op("i64.ne")
        code.br_if(probe)
        code.get(at)
        code.plus(8)
        code.tee(at)
        code.const(arena.stride)
        code.op("i32.lt_u")
        code.br_if(same)
        code.end()
        code.const(0)
        code.op("return")
        code.end()
        code.end()
        self._get(code, COUNT)
        code.tee(count)
        code.const(arena.most)
        code.op("i32.ge_u")
        code.if_()
        code.const(1)
        code.set(at)
        self._set(code, FULL, at)
        code.const(0)
        code.op("return")
        code.end()
        self._state(code, count)
        code.const(state)
        code.const(arena.stride)
        code.copy()
        for local, offset in ((0, 0), (1, 4)):
            code.get(count)
            code.times(8)
            code.get_global(self.begins)
            code.op("i32.add")
            code.get(local)
            code.memory("i32.store", arena.ways + offset)
        code.get(count)
        code.plus(1)
        code.set(count)
        self._set(code, COUNT, count)
        code.get(entry)
        code.times(4)
        code.get_global(self.begins)
        code.op("i32.add")
        code.get(count)
        code.memory("i32.store", arena.table)
        code.const(0)
        return code.number

    def _enter(self, add: int) -> None:
        """`enter`: enter a start that was put down."""
        code = self.module.function(0, export="enter")
        code.const(-1)
        code.const(-1)
        code.call(add)
        code.op("drop")
        code.const(0)
        self._get(code, COUNT)
        code.memory("i32.store", self.progress + 4 * LEVEL)
        code.const(0)

    # Exploring ---------------------------------------------------------------------------------

    def _fails(self) -> int:
        """The function that tells whether an invariant of the state that is worked on fails."""
        code, program = self.module.function(0), self.shared.program
        values = ExpressionWriter(self.shared, code, {})
        for _, test, _ in program.invariants:
            values.push(test)
            code.op("i32.eqz")
            code.if_()
            code.const(1)
            code.op("return")
            code.end()
        code.const(0)
        return code.number

    def _is_beyond(self) -> int:
        """The function that tells whether a return of a game that is over is beyond its bounds."""
        code, program = self.module.function(0), self.shared.program
        if program.decls.returns is not None:
            low, high = program.decls.returns
            value, returns = code.local(), write_returns(self.shared)
            for seat in range(len(program.symbols.sets["seat"].ids)):
                code.const(seat)
                code.call(returns)
                code.tee(value)
                code.const(low)
                code.op("i32.lt_s")
                code.get(value)
                code.const(high)
                code.op("i32.gt_s", "i32.or")
                code.if_()
                code.const(1)
                code.op("return")
                code.end()
        code.const(0)
        return code.number

    def _explore(self, add: int, fails: int, is_beyond: int) -> None:
        """`explore(places)`; see above."""
        code = self.module.function(1, export="explore")
        place, seat, count, at, move = (code.local() for _ in range(5))
        stop = code.block()
        places = code.loop()
        self._get(code, PLACE)
        code.tee(place)
        self._get(code, COUNT)
        code.op("i32.ge_u")
        code.br_if(stop)
        code.get(0)
        code.op("i32.eqz")
        code.br_if(stop)
        code.get(0)
        code.plus(-1)
        code.set(0)
        code.get(place)
        self._get(code, LEVEL)
        code.op("i32.eq")
        code.if_()
        self._get(code, COUNT)
        code.set(at)
        self._set(code, LEVEL, at)
        self._raise(code, DEPTH)
        code.end()
        # Whatever comes of this position, the next one is the turn of the next call.
        self._raise(code, PLACE)
        code.const(-1)
        code.set(move)
        self._set(code, MOVE, move)
        self._work_on(code, place)
        code.call(fails)
        code.if_()
        code.const(1)
        code.op("return")
        code.end()
        self.moves.is_over(code)
        code.if_()
        self._raise(code, FINAL)
        code.call(is_beyond)
        code.op("i32.eqz")
        code.br_if(places)
        code.const(1)
        code.op("return")
        code.end()
        self.moves.seat(code)
        code.set(seat)
        self.moves.list(code, seat)
        code.tee(count)
        code.op("i32.eqz")
        code.if_()
        code.const(1)
        code.op("return")
        code.end()
        code.const(0)
        code.set(at)
        each = code.loop()
        code.get(at)
        code.times(4)
        code.memory("i32.load", self.moves.listed)
        code.set(move)
        self._set(code, MOVE, move)
        code.get(at)
        code.if_()
        self._work_on(code, place)
        code.end()
        self.moves.take(code, seat, move)
        code.get(place)
        code.get(move)
        code.call(add)
        code.op("drop")
        code.get(at)
        code.plus(1)
        code.tee(at)
        code.get(count)
        code.op("i32.lt_s")
        code.br_if(each)
        code.end()
        code.br(places)
        code.end()
        code.end()
        code.const(0)

    def _work_on(self, code: FunctionWriter, place: int) -> None:
        """Work on the position of a place."""
        code.const(self.shared.state)
        self._state(code, place)
        code.const(self.arena.stride)
        code.copy()
        self.shared.changes(code)
