"""What one seat sees of a state: a value to pass around, from which nothing hidden can be read."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from itertools import product
from typing import Final

import attrs

from game.engine.interpret import State, Value, cell_in
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.program import Program

CellValue = int | bool | str | None


class Hidden(Enum):
    """The type of `HIDDEN`, its one value."""

    HIDDEN = "HIDDEN"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "HIDDEN"

    __str__ = __repr__


#: Stands for the value of a cell that a seat does not see, where None is the value `none`.
#: It counts as false, as 0, no and none do: `if value:` asks whether something is seen there.
HIDDEN: Final = Hidden.HIDDEN

#: What a seat may be told of a cell.
SeenValue = CellValue | Hidden


@attrs.frozen(eq=False)
class View:
    """A seat's view of a state. Everything a window, bot or log shows comes from here.

    Attributes:
        seat: who looks.
        masked: the state with every cell that the seat does not see as it is at the start: a
            state like any other, to ask a game about.
        mask: a byte for each of the state's, 1 where the seat sees it and else 0.
    """

    _program: Program
    seat: str
    masked: State
    mask: bytes

    @property
    def key(self) -> bytes:
        """All that the view shows, as bytes: equal keys are equal views."""
        return bytes(self.masked) + self.mask

    def visible(self, register: str, *index: str) -> bool:
        """Does this seat see the cell?

        Args:
            register: the name of a register.
            index: the ids of the members that index it.

        Raises:
            KeyError: there is no such register.
            ValueError: it has no such cell.
        """
        cell = named_cell(self._program, register, index)
        return cell.at < 0 or bool(self.mask[cell.at])

    def get(self, register: str, *index: str) -> SeenValue:
        """The cell's value as a number, truth value, member id or None for none; or `HIDDEN`.

        Args:
            register: the name of a register.
            index: the ids of the members that index it.

        Raises:
            KeyError: there is no such register.
            ValueError: it has no such cell.
        """
        cell = named_cell(self._program, register, index)
        if cell.at < 0:
            return cell.constant
        return read(self._program, cell, self.masked) if self.mask[cell.at] else HIDDEN

    def items(self) -> list[tuple[str, CellValue]]:
        """(cell name, value) of every register cell that the seat sees, in declared order."""
        masked, mask, program = self.masked, self.mask, self._program
        return [
            (cell.name, cell.constant if cell.at < 0 else read(program, cell, masked))
            for cell in named_cells(program)
            if cell.at < 0 or mask[cell.at]
        ]


@attrs.frozen
class NamedCell:
    """A cell of a register.

    Attributes:
        id: the register and the members that index it.
        name: the same in one word.
        type: what it holds.
        at: its first byte in a state; -1 where the scenario freezes the register.
        constant: what it then holds always.
    """

    id: CellId
    name: str
    type: ir.Type
    at: int
    constant: CellValue = None


@lru_cache(maxsize=8)
def named_cells(program: Program) -> tuple[NamedCell, ...]:
    """The cells of all registers, in declared order."""
    out = []
    for name, info in program.symbols.registers.items():
        sets = [program.symbols.sets[s].ids for _, s in info.index]
        for combo in cells_of(program, name):
            cell = CellId(name, tuple(ids[m] for ids, m in zip(sets, combo, strict=True)))
            if info.frozen:
                always = decode(program, info.type, info.start[info.cell(combo)])
                out.append(NamedCell(cell, str(cell), info.type, -1, always))
            else:
                out.append(NamedCell(cell, str(cell), info.type, info.at(combo)))
    return tuple(out)


@lru_cache(maxsize=8)
def cells_by_name(program: Program) -> dict[tuple[str, tuple[str, ...]], NamedCell]:
    """The cells of all registers, by register and the ids of the members that index them."""
    return {(cell.id.register, cell.id.index): cell for cell in named_cells(program)}


def named_cell(program: Program, register: str, index: tuple[str, ...]) -> NamedCell:
    """A register's cell, looked up at once however many it has.

    Raises:
        KeyError: there is no such register.
        ValueError: it has no such cell.
    """
    found = cells_by_name(program).get((register, index))
    if found is None:
        sets = program.symbols.registers[register].index
        cell = CellId(register, index)
        raise ValueError(f"`{cell}` is no cell of `{register}`, which has {len(sets)} indexes.")
    return found


def read(program: Program, cell: NamedCell, state: State) -> CellValue:
    """What a cell that can change holds in a state, as people read it."""
    number = cell_in(state, cell.at, cell.type.cell_bytes)
    return decode(program, cell.type, number + cell.type.lo)


def cells_of(program: Program, name: str) -> list[tuple[int, ...]]:
    """The index values of a register's cells, in the order of the state."""
    symbols = program.symbols
    return list(product(*(symbols.sets[s].order for _, s in symbols.registers[name].index)))


def cell_name(
    program: Program, name: str, args: tuple[int, ...], less: int = 0, called: str = ""
) -> str:
    """What a register's cell is called, by the values of its index.

    Args:
        program: the scenario.
        name: the register.
        args: the values of its index.
        less: so many of them, the last, are left out.
        called: what the register is called; its name where empty.
    """
    sets, index = program.symbols.sets, program.symbols.registers[name].index
    ids = tuple(sets[s].ids[a] for (_, s), a in zip(index, args, strict=True))
    return str(CellId(called or name, ids[: len(ids) - less]))


def decode(program: Program, type_: ir.Type, value: Value) -> CellValue:
    """A value as people read it."""
    if type_.kind == "bool":
        return bool(value)
    if type_.kind == "int":
        return int(value)
    return None if value < 0 else program.symbols.sets[type_.base].ids[int(value)]
