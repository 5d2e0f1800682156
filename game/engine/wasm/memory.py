"""What lies where in a compiled program's memory: room for what changes, then constants."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from game.engine.errors import ModuleTooLarge
from game.engine.wasm.binary import FunctionWriter

PAGE = 65_536
#: Where the constants begin; all that changes lies below. What is not used takes no memory; further
#: than 32 MB from where an address begins, wasmtime would test each.
CONSTANTS = 256 * PAGE


@attrs.frozen
class Constants:
    """Constant numbers in memory.

    Attributes:
        at: the address of the first.
        width: bytes of each, 1, 2 or 4.
        signed: is any of them negative?
    """

    at: int
    width: int
    signed: bool

    def load(self, code: FunctionWriter) -> None:
        """Replace the place on the stack by the number there."""
        code.times(self.width)
        if self.width == 4:
            code.memory("i32.load", self.at)
        else:
            code.memory(f"i32.load{8 * self.width}_{'s' if self.signed else 'u'}", self.at)


@attrs.define(eq=False)
class Memory:
    """Gives constants and working room their addresses.

    Attributes:
        constants: what the memory holds from `CONSTANTS` on.
    """

    constants: bytearray = attrs.Factory(bytearray)
    _rows: dict[tuple[int, ...], Constants] = attrs.Factory(dict)
    # Nothing lies at 0, so that no address is false.
    _end: int = 8

    def row(self, values: Sequence[int]) -> Constants:
        """Constants, each as wide as they need; equal ones lie in one place."""
        key = tuple(int(v) for v in values)
        if key not in self._rows:
            low, high = min(key, default=0), max(key, default=0)
            need = max(high, -low - 1).bit_length() + (low < 0)
            width = 1 if need <= 8 else 2 if need <= 16 else 4
            self.constants += bytes(-len(self.constants) % width)
            self._rows[key] = Constants(CONSTANTS + len(self.constants), width, low < 0)
            for value in key:
                self.constants += value.to_bytes(width, "little", signed=low < 0)
        return self._rows[key]

    def bytes(self, held: bytes) -> int:
        """The address of constant bytes."""
        at = CONSTANTS + len(self.constants)
        self.constants += held
        return at

    def room(self, size: int) -> int:
        """The address of so many bytes that nothing else uses, zero at first.

        Raises:
            ModuleTooLarge: there is no more room.
        """
        at = self._end
        self._end += size + -size % 8
        if self._end > CONSTANTS:
            most = CONSTANTS >> 20
            raise ModuleTooLarge(
                f"These rules work with more than the {most} MB that a module has."
            )
        return at

    @property
    def pages(self) -> int:
        """How many pages all of it takes."""
        return -(-(CONSTANTS + len(self.constants)) // PAGE)
