"""The steps of a table that make themselves, where nobody stands still while a bot thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.bots.thinker import Thinker
from game.rules.reserved_words import RANDOM
from game.table.bot import AnytimeBot
from game.table.seating import BOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.rules import Rules
    from game.table import Bot, BotChoice, Question, Sitting, Step


@attrs.frozen
class Awaited:
    """A bot that thinks, and is waited for.

    Attributes:
        seat: its seat.
        seconds: for how long so far.
        hurries: whether it can be told to move with what it has found.
    """

    seat: str
    seconds: float
    hurries: bool


class TableSteps:
    """Makes steps of chance and bots at one table.

    A bot that answers at once does so here; for others no process is started. One that thinks long
    does so in another process, from when it is due: what happened before may still be told.
    """

    def __init__(self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Make no step yet.

        Args:
            sitting: the table.
            bots: gives the bots that there are; a function of a module.
        """
        self._sitting = sitting
        rules = sitting.game.rules
        #: The bots that think long, and whether each can be told to move now.
        self._long = {
            name: isinstance(bot, AnytimeBot)
            for name, bot in bots(rules).items()
            if name not in (RANDOM, *rules.doctrines)
        }
        self._thinker: Thinker[Question, BotChoice] = Thinker(sitting, bots)
        #: Up to where it was seen to what is to be thought about.
        self._seen = -1

    @property
    def thinking(self) -> Awaited | None:
        """Which bot thinks, or None."""
        question = self._thinker.question
        if question is None or self._seen != self._sitting.n:
            return None
        return Awaited(question.seat, self._thinker.seconds, self._long[question.bot])

    def look(self) -> None:
        """Let a bot that is due begin to think, and one that is due no more stop.

        It costs next to nothing where nothing happened since.
        """
        sitting = self._sitting
        if self._seen == sitting.n:
            return
        self._seen = sitting.n
        if not any(held.removeprefix(BOT) in self._long for held in sitting.seats.values()):
            self._thinker.close()
        elif (due := self._due()) is None:
            self._thinker.drop()
            self._thinker.get_ready()
        elif due != self._thinker.question:
            self._thinker.ask(due)

    def _due(self) -> Question | None:
        """What a bot that thinks long is asked now, or None."""
        question = self._sitting.question
        return question if question is not None and question.bot in self._long else None

    def step(self) -> Step | None:
        """Make one step, as `Sitting.step` does; None also while a bot thinks.

        Raises:
            TableError: a bot chose a move that is not legal, or cannot think.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        self.look()
        question = self._thinker.question
        if question is not None:
            choice = self._thinker.answer()
            return None if choice is None else self._sitting.answer(question, choice)
        if (due := self._due()) is None:
            return self._sitting.step()
        self._thinker.ask(due)
        return None

    def hurry(self) -> None:
        """Let the bot that thinks move with what it has found, if it can."""
        self._thinker.hurry()

    def close(self) -> None:
        """End all thinking at once."""
        self._thinker.close()
