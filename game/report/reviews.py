"""Second opinions on the seats of a game that is over, weighed meanwhile in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.bots.adviser import Adviser
from game.report.second_opinion import SecondOpinion, decisions, foremost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.report.second_opinion import DecisionQuestion
    from game.rules import Rules
    from game.table import Bot, Sitting


@attrs.define
class Review:
    """How far the decisions of one seat were weighed.

    Attributes:
        count: how many decisions there are.
        left: those that are still to be weighed.
        found: where another move was likely better.
    """

    count: int
    left: list[DecisionQuestion]
    found: list[SecondOpinion] = attrs.Factory(list)

    @property
    def done(self) -> int:
        """How many were weighed."""
        return self.count - len(self.left)

    @property
    def told(self) -> list[SecondOpinion]:
        """Those that matter most, once all were weighed."""
        return [] if self.left else foremost(self.found)


class SecondOpinions:
    """Weighs the decisions of one seat after another; nothing here waits."""

    def __init__(self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Weigh nothing yet.

        Args:
            sitting: the game.
            bots: gives the bots that there are; a function of a module.
        """
        self._sitting = sitting
        self._adviser: Adviser[tuple[SecondOpinion, ...]] = Adviser(sitting, bots)
        self._reviews: dict[str, Review] = {}
        self._seat = ""

    def of(self, seat: str) -> Review | None:
        """How far the decisions of a seat were weighed; None where nobody asked for it."""
        return self._reviews.get(seat)

    def ask(self, seat: str) -> None:
        """Weigh the decisions of a seat, or go on where that was left; others wait."""
        if seat not in self._reviews:
            asked = decisions(self._sitting, seat)
            self._reviews[seat] = Review(len(asked), asked)
        self._seat = seat

    def tick(self) -> bool:
        """See what was found meanwhile, and ask on; True while it is thought about.

        Raises:
            NoThinker: nobody can think.
        """
        review = self._reviews.get(self._seat)
        if review is None or not review.left:
            return False
        self._adviser.ask(review.left[0])
        found = self._adviser.found()
        if found is not None:
            review.found += found
            del review.left[0]
        return True

    def close(self) -> None:
        """Weigh no more; what was found is kept."""
        self._seat = ""
        self._adviser.close()
