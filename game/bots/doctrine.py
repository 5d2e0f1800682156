"""The doctrine bot: the first row of the rules' doctrine that holds and has a legal move."""

from __future__ import annotations

from game.bots.uniform import choose_at_random
from game.catalogue import phrase
from game.engine import Game, State
from game.engine.generator import Generator
from game.rules.declare.records import DOCTRINE
from game.table.bot import BotChoice, Recall


def choose_by_doctrine(
    game: Game,
    state: State,
    seat: str,
    rng: Generator,
    told: Recall | None = None,
    /,
    variant: str = DOCTRINE,
) -> BotChoice:
    """Return the doctrine's move with the sentence of its row.

    Where no row speaks it takes the plainest move: one without targets or cost (a pass, a "none")
    if there is one, else any.

    Args:
        game: the game.
        state: the position.
        seat: the bot's seat.
        rng: draws where nothing is plain.
        told: nothing of it is needed: the doctrine reads what the seat sees now.
        variant: which doctrine of the rules.
    """
    advice = game.doctrine(state, seat, variant)
    if advice is not None:
        return BotChoice(advice.move_id, advice.say)
    for move in game.legal(state):
        info = game.move(move)
        free = info.kind == "action" and not any(
            a.cost for a in game.actions if a.id == info.script
        )
        if info.name.endswith(":none") or (free and not info.targets):
            return BotChoice(move, phrase("bots.no_row"))
    return choose_at_random(game, state, seat, rng)
