"""Trials: positions played on to the end of the game, and what that is worth to a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.engine import Game, NoLegalMove, ScriptError, State
from game.engine.generator import Generator
from game.rules.declare.records import DOCTRINE
from game.rules.reserved_words import RANDOM


def ways(game: Game) -> dict[str, str]:
    """Return who plays trials on, by seat: the doctrine, or any move where the rules have none."""
    way = DOCTRINE if DOCTRINE in game.rules.doctrines else RANDOM
    return dict.fromkeys(game.seats, way)


def ends(
    game: Game, starts: Sequence[tuple[State, int]], bots: Mapping[str, str]
) -> list[State | None]:
    """Play positions on to the end, in the compiled program where there is one.

    Args:
        game: the game.
        starts: the positions, which stay as they are, each with a seed.
        bots: by seat `random` or a way of the doctrine.

    Returns:
        Where each ended; None where the rules broke a promise, as they may in a position that no
        game comes to.
    """
    found: list[State | None] = []
    while len(found) < len(starts):
        found += [played.state for played in game.rollouts_from(starts[len(found) :], bots)]
        if len(found) < len(starts):
            # That one cannot be played so; move by move, by lot, it is seen how far it goes.
            state, seed = starts[len(found)]
            found.append(_by_lot(game, bytearray(state), seed))
    return found


def _by_lot(game: Game, state: State, seed: int) -> State | None:
    try:
        game.playout(state, Generator(seed).below)
    except (NoLegalMove, ScriptError):
        return None
    return state
