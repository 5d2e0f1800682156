"""The random bot: every legal move alike."""

from __future__ import annotations

from game.engine import Game, State
from game.table.bot import BotChoice, Rng


def choose_at_random(game: Game, state: State, seat: str, rng: Rng, /) -> BotChoice:
    """Return one of the legal moves, all equally likely."""
    legal = game.legal(state)
    return BotChoice(legal[rng.below(len(legal))], "Any move is as good as another.")
