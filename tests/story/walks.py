"""Games to read: each move, and what happened by it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from game.bots import choose_by_doctrine
from game.engine import CHANCE, OVER, Game, ScriptError
from game.story.log import Happened


class Dice(Random):
    """Draws for bots too."""

    def below(self, n: int) -> int:
        return self.randrange(n)

    def __call__(self, n: int) -> int:
        return self.randrange(n)


def walked(
    game: Game, dice: Dice, most: int, doctrine: bool = False
) -> Iterator[tuple[int, Happened]]:
    """A game by lot or by doctrine, as far as so many moves: each move, and what happened."""
    state = game.new_game()
    for _ in range(most):
        if (actor := game.actor(state)) == OVER or not (legal := game.legal(state)):
            return
        if doctrine and actor != CHANCE:
            move = choose_by_doctrine(game, state, str(actor), dice).move_id
        else:
            move = dice.choice(legal)
        before = bytearray(state)
        try:
            events = tuple(game.apply_traced(state, move))
        except ScriptError:
            return
        yield move, Happened(before, bytearray(state), events)
