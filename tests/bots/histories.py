"""Games by lot, for tests of what seats believe and bots choose."""

from __future__ import annotations

from random import Random

from game.engine import CHANCE, OVER, Game, History


def walked(game: Game, dice: Random, most: int) -> History:
    """A game by lot up to its end, or so many moves at most, those of chance too."""
    history = History(game)
    for _ in range(most):
        actor = game.actor(history.state)
        if actor == OVER:
            break
        if actor == CHANCE:
            history.push(dice.choice(game.chance(history.state))[0])
        else:
            history.push(dice.choice(game.legal(history.state)))
    return history


def asked(game: Game, dice: Random, most: int) -> History:
    """The same, and on by chance alone up to the next decision or the end."""
    history = walked(game, dice, most)
    while game.actor(history.state) == CHANCE:
        history.push(dice.choice(game.chance(history.state))[0])
    return history
