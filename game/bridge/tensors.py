"""What a seat sees, and all that it was ever told, as numbers from 0 to 1."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.engine import Game, History, View

#: What a seat was told is put in numbers where it takes so many at most.
MOST_NUMBERS = 1 << 20


@lru_cache(maxsize=16)
def scale(game: Game) -> NDArray[np.float32]:
    """By what each byte of a state is multiplied, to lie from 0 to 1."""
    return (1 / np.frombuffer(game.highest, np.uint8)).astype(np.float32)


def write_view(game: Game, view: View, out: NDArray[np.float32]) -> None:
    """Write what a view shows: its cells, 0 where they are hidden, then 1 for each that is seen.

    Args:
        game: the game.
        view: what a seat sees.
        out: (2, B) numbers for a state of B bytes.
    """
    out[1] = np.frombuffer(view.mask, np.uint8)
    np.multiply(np.frombuffer(view.masked, np.uint8), scale(game), out=out[0])
    out[0] *= out[1]


def steps(game: Game) -> int | None:
    """How many moves and outcomes of chance a game has at most; None where that is not declared."""
    if game.max_game_length is None or game.max_chance_nodes is None:
        return None
    return game.max_game_length + game.max_chance_nodes


def information_shape(game: Game) -> tuple[int, int] | None:
    """The shape of what `write_information` writes; None where games are too long for it.

    Returns:
        A row for the start and one for each move, with a number for each of the game's moves, one
        that says whether the row is used, and two for each byte of a view.
    """
    most = steps(game)
    if most is None:
        return None
    rows, columns = most + 1, game.num_actions + 1 + 2 * len(game.highest)
    return (rows, columns) if rows * columns <= MOST_NUMBERS else None


def write_information(history: History, seat: str, out: NDArray[np.float32]) -> None:
    """Write all that a seat was told, in order: equal numbers are one information state.

    Args:
        history: the path.
        seat: who remembers.
        out: as `information_shape` says.
    """
    game = history.game
    out[:] = 0
    moves = game.num_actions
    for row, (move, view) in zip(out, history.remembered(seat), strict=False):
        if move is not None:
            row[move] = 1
        row[moves] = 1
        write_view(game, view, row[moves + 1 :].reshape(2, -1))
