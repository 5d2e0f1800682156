"""How a game ended, and the cells that a facilitator may set."""

from __future__ import annotations

from functools import cached_property

from game.engine.core import Core
from game.engine.errors import OverrideError
from game.engine.interpret import State
from game.engine.view import Cell, cells_of, decode
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.diagnostics import did_you_mean


class Results(Core):
    """The part of a game that knows its endings and its cells."""

    def ending(self, state: State) -> str | None:
        """The ending's id, or None while the game goes on."""
        return self.program.endings[state[2] - 1].id if state[2] else None

    def _winner(self, state: State) -> int:
        code = self.program.endings[state[2] - 1]
        if code.winner is not None:
            return int(self.interpreter.value(code.winner, state, {}))
        return state[3] - 1

    def winner(self, state: State) -> str | None:
        """The winning seat, or None."""
        place = self._winner(state) if state[2] else -1
        return self.seats[place] if place >= 0 else None

    def returns(self, state: State) -> tuple[int, ...]:
        """Each seat's return; zeros while the game goes on."""
        if not state[2]:
            return (0,) * len(self.seats)
        code = self.program.endings[state[2] - 1]
        if code.returns is not None:
            return tuple(
                int(self.interpreter.value(code.returns, state, {code.seat: i}))
                for i in range(len(self.seats))
            )
        winner = self._winner(state)
        return tuple(0 if winner < 0 else 1 if i == winner else -1 for i in range(len(self.seats)))

    def score(self, state: State, seat: str) -> int | None:
        """A seat's score in a finished game, if the ending declares one."""
        if not state[2]:
            return None
        code = self.program.endings[state[2] - 1]
        if code.score is None:
            return None
        return int(self.interpreter.value(code.score, state, {code.seat: self.seats.index(seat)}))

    def verdict(self, state: State) -> str | None:
        """The verdict of a finished game, if the ending declares one."""
        if not state[2]:
            return None
        e = self.program.endings[state[2] - 1].verdict
        if e is None:
            return None
        found = decode(self.program, e.type, self.interpreter.value(e, state, {}))
        return found if isinstance(found, str) else None

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The names of all register cells of this scenario's state."""
        return tuple(str(cell) for cell in self._places)

    @cached_property
    def _places(self) -> dict[CellId, tuple[int, ir.Type]]:
        """Each cell's byte in a state, and the type of its values."""
        out = {}
        for name, info in self.program.world.registers.items():
            sets = [self.program.world.sets[s].ids for _, s in info.index]
            for combo in () if info.frozen else cells_of(self.program, name):
                ids = tuple(members[m] for members, m in zip(sets, combo, strict=True))
                out[CellId(name, ids)] = info.offset + info.cell(combo), info.type
        return out

    def override(
        self, state: State, cell: str, value: int | bool | str | None
    ) -> tuple[Cell, Cell]:
        """Set a register cell by name; returns (before, after); raises OverrideError."""
        try:
            at, kind = self._places[CellId.parse(cell)]
        except (ValueError, KeyError):
            hint = did_you_mean(cell, self.cells)
            raise OverrideError(
                f"No cell is called `{cell}`{'; ' + hint if hint else '.'}"
            ) from None
        number = self._encode(kind, value)
        if number is None:
            raise OverrideError(f"`{cell}` holds {kind}; {value!r} does not fit.")
        before = decode(self.program, kind, state[at] + kind.lo)
        state[at] = number - kind.lo
        return before, decode(self.program, kind, number)

    def _encode(self, t: ir.Type, value: int | bool | str | None) -> int | None:
        if t.kind == "member":
            if value in (None, "none"):
                return -1 if t.none else None
            ids = self.program.world.sets[t.base].ids
            place = ids.index(value) if isinstance(value, str) and value in ids else -1
            return place if place >= 0 and t.mask >> place & 1 else None
        if type(value) is not (bool if t.kind == "bool" else int):
            return None
        return int(value) if t.lo <= int(value) <= t.hi else None

    def invariants(self, state: State) -> list[str]:
        """The ids of the declared invariants that do not hold in a state."""
        rows = self.program.invariants
        return [row[0] for n, row in enumerate(rows) if not self._run.holds(n, state)]
