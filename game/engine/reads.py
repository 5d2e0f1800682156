"""Which bytes of a state an expression may read: a number with a bit for each, the lowest first.

A register may have tens of thousands of cells, and a derived value as many that each read all of
them: as numbers they are joined and compared at once, and take little room.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache

import attrs

from game.rules import ir
from game.rules.program import Program

#: So many bytes of numbers are kept at most; then it starts anew.
MOST_BYTES = 1 << 25


@attrs.define(eq=False)
class KeptBits:
    """Numbers by what they are of, as many as find room."""

    _known: dict[Hashable, int] = attrs.Factory(dict)
    _size: int = 0

    def get(self, key: Hashable) -> int | None:
        """The number of this, if it is kept."""
        return self._known.get(key)

    def keep(self, key: Hashable, bits: int) -> int:
        """Keep a number, and return it."""
        self._size += bits.bit_length() // 8 + 100
        if self._size > MOST_BYTES:
            self._known, self._size = {}, bits.bit_length() // 8 + 100
        self._known[key] = bits
        return bits


def bits_of(first: int, past: int) -> int:
    """The bits of the bytes from one to before another."""
    return (1 << past - first) - 1 << first


def bits_at(places: Iterable[int]) -> int:
    """The bits of some bytes, in any order."""
    shown = bytearray()
    for at in places:
        if at >= 8 * len(shown):
            shown += bytes(at // 8 + 1 - len(shown))
        shown[at // 8] |= 1 << at % 8
    return int.from_bytes(shown, "little")


def runs(bits: int) -> Iterator[tuple[int, int]]:
    """The bytes of some bits: of each run of neighbours the first, and the one after its last."""
    for run in re.finditer("1+", f"{bits:b}"[::-1]):
        yield run.span()


def bytes_read(program: Program, e: ir.Expr) -> int:
    """The bytes of a state on which the value of an expression may depend.

    Args:
        program: the scenario.
        e: the expression; of a local that is not in the state nothing is said.
    """
    found, todo, derived = 0, [e], _of_derived(program)
    while todo:
        here = todo.pop()
        match here:
            case ir.Local(_, slot) | ir.ScratchRef(_, slot) if slot in program.offsets:
                taken = program.offsets[slot].bytes
                found |= bits_of(taken.start, taken.stop)
            case ir.DerivedRef():
                bits = derived.get(here)
                if bits is None:
                    bits = derived.keep(here, bytes_read(program, program.scopes.body(here)))
                found |= bits
            case ir.RegisterRef(_, name, args) if not program.symbols.registers[name].frozen:
                info = program.symbols.registers[name]
                values = [int(a.value) for a in args if isinstance(a, ir.Const)]
                if len(values) == len(args):
                    at = info.at(tuple(values))
                    found |= bits_of(at, at + info.cell_bytes)
                else:
                    found |= bits_of(info.offset, info.offset + info.bytes)
        todo += ir.children(here)
    return found


@lru_cache(maxsize=8)
def _of_derived(program: Program) -> KeptBits:
    """What derived values read, each by what it is of, as far as they were asked for."""
    return KeptBits()
