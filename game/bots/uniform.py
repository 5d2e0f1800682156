"""The random bot: every legal move alike."""

from __future__ import annotations

from game.catalogue import phrase
from game.engine import Game, NoLegalMove, State
from game.engine.generator import Generator
from game.table.bot import BotChoice, Recall


def choose_at_random(
    game: Game, state: State, seat: str, rng: Generator, told: Recall | None = None, /
) -> BotChoice:
    """Return one of the legal moves, all equally likely; raises NoLegalMove if there is none."""
    legal = game.legal(state)
    if not legal:
        raise NoLegalMove(
            f"`{game.pending(state).script}` asks {seat} and no move is legal; "
            "give it one that always is, such as a `pass`, or a menu with `or none`."
        )
    return BotChoice(legal[rng.below(len(legal))], phrase("bots.any"))
