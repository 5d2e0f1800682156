"""Writes the keeping of positions: where they lie, and which are known.

They lie one after another in an arena behind all else, each with that before it and the move. A
hash table of their places tells which are known.
"""

from __future__ import annotations

import attrs

from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.scope import Shared
from game.engine.wasm.words import WORD, WordWriter
from game.rules.program import Program

#: What `progress` has, four bytes each: the place that is tested next; how many positions there
#: are; how many of those tested are ends; whether all found had room; how deep the last one tested
#: lies, and where its depth ends; the move that was tried last; of a position that is under way,
#: how many of its moves were made (0 where none is), how many there are, and who makes them.
PLACE, COUNT, FINAL, FULL, DEPTH, LEVEL, MOVE, MADE, MOVES, SEAT = range(10)
#: The bytes of all of them.
PROGRESS = 40


@attrs.frozen
class Arena:
    """Where positions lie, counted from the arena's beginning.

    Attributes:
        most: how many there may be.
        stride: the bytes of each.
        ways: where the ways begin, eight bytes each: the place before it, and the move.
        table: where the hash table begins, eight bytes an entry: 0, or 1 + a place, and above it
            32 bits of that position's hash, so that others are seldom looked at.
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
        return self.table + 8 * self.entries


def arena_of(program: Program, most: int) -> Arena:
    """The arena for so many positions of a program."""
    stride = program.size + -program.size % WORD
    ways = most * stride
    entries = 1 << (2 * most).bit_length()
    return Arena(most, stride, ways, ways + 8 * most, entries)


class PositionWriter:
    """Writes what is done with the positions of an arena.

    Attributes:
        shared: what all functions share.
        arena: the arena.
        begins: the global with its address.
        progress: the address of the numbers that last from call to call.
    """

    def __init__(self, shared: Shared, arena: Arena) -> None:
        self.shared, self.arena = shared, arena
        self.begins = shared.module.variable()
        self.progress = shared.memory.room(PROGRESS)

    def get(self, code: FunctionWriter, which: int) -> None:
        """Leave a number of the progress."""
        code.const(0)
        code.memory("i32.load", self.progress + 4 * which)

    def set(self, code: FunctionWriter, which: int, local: int) -> None:
        """Set a number of the progress to a local."""
        code.const(0)
        code.get(local)
        code.memory("i32.store", self.progress + 4 * which)

    def bump(self, code: FunctionWriter, which: int) -> None:
        """Raise a number of the progress by one."""
        code.const(0)
        self.get(code, which)
        code.plus(1)
        code.memory("i32.store", self.progress + 4 * which)

    def address(self, code: FunctionWriter, place: int) -> None:
        """Leave the address of the position of a place in a local."""
        code.get(place)
        code.times(self.arena.stride)
        code.get_global(self.begins)
        code.op("i32.add")

    def words(self, code: FunctionWriter) -> WordWriter:
        """What works on whole positions in a function."""
        return WordWriter(code, self.shared.state, self.arena.stride // WORD)

    def add(self) -> int:
        """The function that enters the state that is worked on, unless it is known.

        It is given the place before it and the move. Once one found no room, none does, and it is
        not even looked whether it is known.
        """
        code, arena = self.shared.module.function(2), self.arena
        words = self.words(code)
        entry, found, other, count = code.local(), code.local(I64), code.local(), code.local()
        self.get(code, FULL)
        code.if_()
        code.const(0)
        code.op("return")
        code.end()
        hash_ = words.hash()
        code.get(hash_)
        code.op("i32.wrap_i64")
        code.set(entry)
        absent = code.block()
        probe = code.loop()
        code.get(entry)
        code.const(arena.entries - 1)
        code.op("i32.and")
        code.times(8)
        code.get_global(self.begins)
        code.op("i32.add")
        code.tee(other)
        code.memory("i64.load", arena.table)
        code.tee(found)
        code.op("i64.eqz")
        code.br_if(absent)
        code.get(entry)
        code.plus(1)
        code.set(entry)
        code.get(found)
        code.get(hash_)
        code.op("i64.xor")
        code.const64(32)
        code.op("i64.shr_u", "i32.wrap_i64")
        code.br_if(probe)
        code.get(found)
        code.op("i32.wrap_i64")
        code.plus(-1)
        code.set(count)
        self.address(code, count)
        code.set(other)
        words.unless_same(other, probe)
        code.const(0)
        code.op("return")
        code.end()
        code.end()
        self.get(code, COUNT)
        code.tee(count)
        code.const(arena.most)
        code.op("i32.ge_u")
        code.if_()
        code.const(1)
        code.set(count)
        self.set(code, FULL, count)
        code.const(0)
        code.op("return")
        code.end()
        # The entry, whose address is in the local, has the place from 1.
        code.get(other)
        code.get(hash_)
        code.const64(0xFFFFFFFF00000000)
        code.op("i64.and")
        code.get(count)
        code.plus(1)
        code.op("i64.extend_i32_u", "i64.or")
        code.memory("i64.store", arena.table)
        self.address(code, count)
        code.set(other)
        words.store(other)
        for local, offset in ((0, 0), (1, 4)):
            code.get(count)
            code.times(8)
            code.get_global(self.begins)
            code.op("i32.add")
            code.get(local)
            code.memory("i32.store", arena.ways + offset)
        self.bump(code, COUNT)
        code.const(0)
        return code.number
