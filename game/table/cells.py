"""All register cells of a state at once: read by place, for what looks at hundreds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from game.engine import CellId
from game.engine.view import cells_of, decode

if TYPE_CHECKING:
    from game.engine import Game
    from game.rules.ir import Type
    from game.table.acts import Value


@frozen
class Place:
    """One cell: its name, "guard[hill]", its byte in a state, and what the byte means."""

    cell: str
    at: int
    type: Type


class Cells:
    """The cells of one game that can change, in declared order.

    Attributes:
        places: one per cell.
    """

    def __init__(self, game: Game) -> None:
        """Find the cells.

        Args:
            game: the game.
        """
        self._program = program = game.program
        found = []
        for name, info in program.world.registers.items():
            if info.frozen:
                continue
            sets = [program.world.sets[kind].ids for _, kind in info.index]
            for combo in cells_of(program, name):
                ids = tuple(members[m] for members, m in zip(sets, combo, strict=True))
                at = info.offset + info.cell(combo)
                found.append(Place(str(CellId(name, ids)), at, info.type))
        self.places = tuple(found)

    def value(self, place: Place, byte: int) -> Value:
        """Return what a cell's byte says, as the engine speaks of it."""
        return decode(self._program, place.type, byte + place.type.lo)
