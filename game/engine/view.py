"""What one seat may see of a state: generated from the declared visibility, nothing else."""

from __future__ import annotations

import attrs

from game.engine.interpret import Interpreter, State, Value
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.information.visibility import sight_of
from game.rules.ir import VIEWER, Expr
from game.rules.program import HEADER, Program

Cell = int | bool | str | None


class Sight:
    """Works out which bytes of a state a seat sees, and hides the rest."""

    def __init__(self, program: Program, interpreter: Interpreter) -> None:
        self.program, self.interpreter = program, interpreter
        seat = program.world.sets["seat"].type
        self.always: list[int] = list(range(HEADER))
        #: For each seat the bytes that it sees while a test holds; many bytes share a test.
        self.tests: list[dict[Expr, list[int]]] = [{} for _ in program.world.sets["seat"].ids]
        for info in program.world.registers.values():
            if info.frozen:
                continue
            if info.see is None:
                self.always += range(info.offset, info.offset + info.size)
                continue
            for viewer, tests in enumerate(self.tests):
                for i, combo in enumerate(cells_of(program, info.name)):
                    types = [program.world.sets[s].type for _, s in info.index]
                    args = tuple(ir.const(v, t) for v, t in zip(combo, types, strict=True))
                    read = ir.Reg(info.type, info.name, args)
                    test = sight_of(program.world, read, ir.const(viewer, seat))
                    self._add(tests, info.offset + i, test)
        for slot, see in program.local_sees.items():
            at = program.offsets[slot][0]
            if see is None:
                self.always.append(at)
                continue
            for viewer, tests in enumerate(self.tests):
                self._add(tests, at, ir.substitute(see, {VIEWER: viewer}))

    @staticmethod
    def _add(tests: dict[Expr, list[int]], at: int, test: Expr) -> None:
        if test != ir.FALSE:
            tests.setdefault(test, []).append(at)

    def mask(self, state: State, seat: int) -> bytes:
        """One byte a cell: 1 where the seat sees it."""
        out = bytearray(len(state))
        for at in self.always:
            out[at] = 1
        for test, seen in self.tests[seat].items():
            if self.interpreter.value(test, state, {}):
                for at in seen:
                    out[at] = 1
        return bytes(out)

    def masked(self, state: State, seat: int) -> tuple[State, bytes]:
        """The state with every hidden byte as at the start, and the mask."""
        mask = self.mask(state, seat)
        blank = self.program.start
        return bytearray(x if m else b for x, m, b in zip(state, mask, blank, strict=True)), mask


def cells_of(program: Program, name: str) -> list[tuple[int, ...]]:
    """The index values of a register's cells, in the order of the state."""
    combos: list[tuple[int, ...]] = [()]
    for _, s in program.world.registers[name].index:
        combos = [(*c, m) for c in combos for m in program.world.sets[s].order]
    return combos


@attrs.frozen(eq=False)
class View:
    """A seat's view of a state. Everything a window, bot or log shows comes from here."""

    program: Program
    seat: str
    masked: State
    mask: bytes

    @property
    def key(self) -> bytes:
        """All that the view shows, as bytes: equal keys are equal views."""
        return bytes(self.masked) + self.mask

    def _place(self, register: str, index: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
        info = self.program.world.registers[register]
        sets = [self.program.world.sets[s] for _, s in info.index]
        args = tuple(s.ids.index(i) for s, i in zip(sets, index, strict=True))
        return info.offset + info.cell(args), args

    def visible(self, register: str, *index: str) -> bool:
        """Does this seat see the cell?"""
        info = self.program.world.registers[register]
        return info.frozen or bool(self.mask[self._place(register, index)[0]])

    def get(self, register: str, *index: str) -> Cell:
        """The cell's value as a number, truth value or member id; None for none and for hidden."""
        info = self.program.world.registers[register]
        at, args = self._place(register, index)
        if info.frozen:
            return decode(self.program, info.type, info.start[info.cell(args)])
        if not self.mask[at]:
            return None
        return decode(self.program, info.type, self.masked[at] + info.type.lo)

    def items(self) -> list[tuple[str, Cell]]:
        """(cell name, value) of every visible register cell."""
        out: list[tuple[str, Cell]] = []
        for name, info in self.program.world.registers.items():
            for combo in cells_of(self.program, name):
                ids = [
                    self.program.world.sets[s].ids[m]
                    for (_, s), m in zip(info.index, combo, strict=True)
                ]
                if self.visible(name, *ids):
                    out.append((str(CellId(name, tuple(ids))), self.get(name, *ids)))
        return out


def decode(program: Program, type_: ir.Type, value: Value) -> Cell:
    """A value as people read it."""
    if type_.kind == "bool":
        return bool(value)
    if type_.kind == "int":
        return int(value)
    return None if value < 0 else program.world.sets[type_.base].ids[int(value)]
