"""Games to read: each move, and what happened by it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from game.bots import choose_by_doctrine
from game.engine import CHANCE, OVER, Game, ScriptError
from game.story.log import Happened
from game.table import Generator


def walked(
    game: Game, dice: Random, most: int, doctrine: bool = False
) -> Iterator[tuple[int, Happened]]:
    """A game by lot or by doctrine, as far as so many moves: each move, and what happened."""
    state = game.new_game()
    for _ in range(most):
        if (actor := game.actor(state)) == OVER or not (legal := game.legal(state)):
            return
        if doctrine and actor != CHANCE:
            move = choose_by_doctrine(
                game, state, str(actor), Generator(dice.getrandbits(32))
            ).move_id
        else:
            move = dice.choice(legal)
        before = bytearray(state)
        try:
            events = tuple(game.apply_traced(state, move))
        except ScriptError:
            return
        yield move, Happened(before, bytearray(state), events)
