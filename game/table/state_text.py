"""A position written down in words, the same however the engine lays its states out.

The chain of a save is made of these words, so a program that keeps its states otherwise can
still check every entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine import Game, State


class StateText:
    """Writes down the positions of one game."""

    def __init__(self, game: Game) -> None:
        """Note how the game starts.

        Args:
            game: the game.
        """
        self._game = game
        self._start = game.new_game()
        self._last = b"", b""

    def __call__(self, state: State) -> bytes:
        """Return what a position holds.

        Args:
            state: the position.

        Returns:
            The cells that differ from the start, by name, and what the game waits for.
        """
        game = self._game
        position = bytes(state)
        if position == self._last[0]:
            # Notes and the like leave it as it is, and there may be many.
            return self._last[1]
        # What never changes is left out: whether the engine keeps it in the state is its affair.
        changed = {d.cell: d.after for d in game.differences(self._start, state)}
        words = [f"{cell} = {changed[cell]!r}" for cell in sorted(changed)]
        waits = game.pending(state)
        words.append(f"{waits.kind} {waits.seat} {waits.script} {waits.local}")
        words.append(f"{game.ending(state)} {game.winner(state)}")
        self._last = position, "\n".join(words).encode()
        return self._last[1]
