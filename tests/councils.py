"""The first offer of a game: what comes before it, let come."""

from __future__ import annotations

from game.table import Sitting

#: Whoever acts first is asked whether to head the card off.
LET_COME = "weigh_card.bent:none"


def to_the_council(sitting: Sitting) -> None:
    """Step to the first offer of the whole game; its card is let come."""
    while sitting.pending.script != "consult":
        if sitting.to_move is None:
            sitting.step()
        else:
            sitting.play(LET_COME)
