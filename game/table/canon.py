"""A position written down in words, the same however the engine lays its states out.

The chain of a save is made of these words, so a program that keeps its states otherwise can
still check every entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from game.table.log import split_cell

if TYPE_CHECKING:
    from game.engine import Game, State
    from game.table.entry import Value


class Canon:
    """Writes down the positions of one game."""

    def __init__(self, game: Game) -> None:
        """Note how the game starts.

        Args:
            game: the game.
        """
        self._game = game
        self._cells = [(cell, *split_cell(cell)) for cell in sorted(game.cells)]
        self._start = self._values(game.new_game())

    def __call__(self, state: State) -> bytes:
        """Return what a position holds.

        Args:
            state: the position.

        Returns:
            The cells that differ from the start, by name, and what the game waits for.
        """
        game = self._game
        # What never changes is left out: whether the engine keeps it in the state is its affair.
        words = [
            f"{cell} = {value!r}"
            for cell, value in self._values(state).items()
            if value != self._start[cell]
        ]
        waits = game.pending(state)
        words.append(f"{waits.kind} {waits.seat} {waits.script} {waits.local}")
        words.append(f"{game.ending(state)} {game.winner(state)}")
        return "\n".join(words).encode()

    def _values(self, state: State) -> Mapping[str, Value]:
        value = self._game.value
        return {cell: value(state, register, *index) for cell, register, index in self._cells}
