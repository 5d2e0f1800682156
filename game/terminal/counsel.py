"""The command `hint` at a terminal: what a strong player would try in the place of who is asked."""

from __future__ import annotations

from game.bots.hints import HintQuestion
from game.catalogue import phrase
from game.table import Sitting


def hint(sitting: Sitting, seat: str | None) -> tuple[str, ...]:
    """Return a hint in lines.

    Args:
        sitting: the game.
        seat: the seat whose eyes the screen has; what another may know is not for it.
    """
    if seat is None or seat != sitting.to_move or sitting.paused:
        return (phrase("hint.none"),)
    return HintQuestion.of(sitting).answer(sitting.game).lines
