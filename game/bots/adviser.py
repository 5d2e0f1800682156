"""Tells a person what a strong player would try: asked of a bot, meanwhile, in another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.bots.thinker import Thinker
from game.catalogue import phrase
from game.table.errors import NotYourMove
from game.table.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.rules import Rules
    from game.table import Bot, BotChoice, Sitting

#: The bot that is asked.
STRONG: Final = "strong"


class Adviser:
    """Weighs the moves of the person to move at one table, by what their seat may know.

    What it is asked holds nothing else: in the place of the position stands what the seat sees.
    """

    def __init__(self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Weigh nothing yet.

        Args:
            sitting: the table.
            bots: gives the bots that there are; a function of a module.
        """
        self._sitting = sitting
        self._thinker = Thinker(sitting, bots)
        #: Up to where what was asked and answered counts.
        self._asked = -1
        self._advice: BotChoice | None = None
        #: Whether there is anybody to ask.
        self.there = STRONG in bots(sitting.game.rules)

    @property
    def seconds(self) -> float:
        """For how long it has thought."""
        return self._thinker.seconds

    @property
    def thinks(self) -> bool:
        """Whether it is thinking about the present question."""
        return self._thinker.question is not None and self._asked == self._sitting.n

    def ask(self) -> None:
        """Begin to weigh the moves of the person to move, if that was not begun.

        Raises:
            NotYourMove: no person is to move.
        """
        sitting = self._sitting
        if (seat := sitting.to_move) is None or sitting.paused:
            raise NotYourMove(phrase("play.nobody_asked"))
        if self._asked == sitting.n and (self.thinks or self._advice is not None):
            return
        self._asked, self._advice = sitting.n, None
        told, view = sitting.told(seat), sitting.sight(seat)
        heard = tuple((move, bytes(seen.masked), seen.mask) for move, seen in told.moves())
        state, played = bytes(view.masked), frozenset(told.played)
        seed = sitting.header.seed
        self._thinker.ask(Question(seat, STRONG, seed, "hint", state, played, heard))

    def advice(self) -> BotChoice | None:
        """What was found, once it was; None before, and when the game has gone on.

        Raises:
            NoThinker: nobody can think.
        """
        if self._asked != self._sitting.n:
            self.close()
        elif self.thinks:
            self._advice = self._thinker.answer()
        return self._advice

    def hurry(self) -> None:
        """Come to an end with what was found so far."""
        self._thinker.hurry()

    def close(self) -> None:
        """Think about nothing any more, and forget what was found."""
        self._asked, self._advice = -1, None
        self._thinker.close()
