"""What a sitting reports: a step that was made, and how a game ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from game.engine import Event, Game, Move, State
    from game.table.bot import Weighed


@frozen
class Step:
    """One move or one outcome of chance that was made.

    `events` tells the whole truth; what a seat may read of a step is in `Sitting.log(seat)`.

    Attributes:
        n: the number of its entry in the journal.
        actor: the seat, or "chance".
        move: what was chosen.
        events: what it changed, and by which rule.
        why: a bot's reason, if a bot chose.
        weighed: the moves that it tried, if it chose just now; it is not kept in a save.
    """

    n: int
    actor: str
    move: Move
    events: tuple[Event, ...]
    why: str | None = None
    weighed: tuple[Weighed, ...] = ()


@frozen
class Result:
    """How a game ended.

    Attributes:
        ending: the id of the ending.
        winner: the seat, or None.
        verdict: what the ending's verdict says, or None.
        scores: by seat; None where the ending keeps no score.
        returns: by seat.
    """

    ending: str | None
    winner: str | None
    verdict: str | None
    scores: Mapping[str, int | None]
    returns: Mapping[str, int]


def result_of(game: Game, state: State) -> Result:
    """Return how a game ended.

    Args:
        game: the game.
        state: its last position.
    """
    return Result(
        game.ending(state),
        game.winner(state),
        game.verdict(state),
        {seat: game.score(state, seat) for seat in game.seats},
        game.returns(state),
    )
