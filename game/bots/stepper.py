"""The steps of a table that make themselves, where nobody stands still while a bot thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.bots import bots_of
from game.bots.thinker import Thinker
from game.table.seating import BOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.rules import Rules
    from game.table import Bot, Sitting, Step


@attrs.frozen
class Thinking:
    """That a bot thinks.

    Attributes:
        seat: its seat.
        seconds: for how long so far.
    """

    seat: str
    seconds: float


class Stepper:
    """Makes steps of chance and bots at one table.

    A bot that answers at once does so here; for others no process is started. One that thinks long
    does so in another process, from when it is due: what happened before may still be told.
    """

    def __init__(
        self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]] = bots_of
    ) -> None:
        """Make no step yet.

        Args:
            sitting: the table.
            bots: gives the bots that there are; a function of a module.
        """
        self._sitting = sitting
        self._thinker = Thinker(sitting, bots)
        #: Up to where it was seen to what is to be thought about.
        self._seen = -1

    @property
    def thinking(self) -> Thinking | None:
        """Which bot thinks, or None."""
        question = self._thinker.question
        if question is None or self._seen != self._sitting.n:
            return None
        return Thinking(question.seat, self._thinker.seconds)

    def look(self) -> None:
        """Let a bot that is due begin to think, and one that is due no more stop.

        It costs next to nothing where nothing happened since.
        """
        sitting = self._sitting
        if self._seen == sitting.n:
            return
        self._seen = sitting.n
        self._thinker.drop()
        if not any(self._thinks(occupant) for occupant in sitting.seats.values()):
            return
        self._thinker.get_ready()
        self._ask()

    def _ask(self) -> bool:
        """Let a bot that is due and thinks long begin; False where none is."""
        question = self._sitting.question
        if question is None or not self._thinks(BOT + question.bot):
            return False
        self._thinker.ask(question)
        return True

    def _thinks(self, occupant: str) -> bool:
        """Whether who holds a seat is a bot that thinks long."""
        name = occupant.removeprefix(BOT)
        return occupant != name and name not in ("random", *self._sitting.game.rules.doctrines)

    def step(self) -> Step | None:
        """Make one step, as `Sitting.step` does; None also while a bot thinks.

        Raises:
            TableError: a bot chose a move that is not legal, or cannot think.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        self.look()
        question = self._thinker.question
        if question is None:
            return None if self._ask() else self._sitting.step()
        choice = self._thinker.answer()
        return None if choice is None else self._sitting.answer(question, choice)

    def close(self) -> None:
        """End all thinking at once."""
        self._thinker.close()
