"""Thinks about the questions of one table meanwhile, in a process that is replaced if it dies."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from game.bots.worker import Ended, Orders, Worker
from game.catalogue import phrase, spoken
from game.processes import DEATHS
from game.table.errors import TableError
from game.table.question import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.rules import Rules
    from game.table import Bot, Sitting

Q = TypeVar("Q", bound=Query[Any])
A = TypeVar("A")


class NoThinker(TableError):
    """The process in which bots think ended again and again."""


class Thinker(Generic[Q, A]):
    """Thinks about one question at a time; nothing here waits.

    A process is started when it is first wanted, and what is not wanted any more is not thought to
    its end: the process is ended, and another begins to get ready for the next question. Where
    none can be had at all, it is thought here, and whoever asks for the answer waits.

    Attributes:
        question: what is thought about; None for nothing.
    """

    def __init__(self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Think for a table; nothing is started yet.

        Args:
            sitting: the table.
            bots: gives the bots that there are; a function of a module.
        """
        game, self._notices = sitting.game, sitting.notices
        look = None if sitting.header.look is None else ""
        self._orders = Orders(
            game.rules.source, look, game.scenario.id, game.chosen, bots, spoken()
        )
        self._game = game
        #: Whether there is no process to think in.
        self._here = False
        self.question: Q | None = None
        self._worker: Worker | None = None
        self._since = 0.0
        self._deaths = 0

    @property
    def seconds(self) -> float:
        """For how long it has thought about the question."""
        return time.monotonic() - self._since if self.question is not None else 0.0

    def get_ready(self) -> None:
        """Begin to start the process, if there is none: it will soon be asked something."""
        if self._worker is None and not self._here:
            self._worker = Worker(self._orders)

    def ask(self, question: Q) -> None:
        """Think about this question, and no more about the one before."""
        if self.question is not None:
            self.drop()
        self.question, self._since = question, time.monotonic()
        self._ask(question)

    def _ask(self, question: Q) -> None:
        self.get_ready()
        if self._worker is not None:
            self._worker.ask(question)

    def answer(self) -> A | None:
        """What was found, once; None while it is thought about, or nothing is.

        A process that died is replaced, and the replacement is asked the same.

        Raises:
            NoThinker: so many processes died at this question that no more are tried.
        """
        question = self.question
        if question is None:
            return None
        if self._worker is None:
            self.question = None
            here: A = question.answer(self._game, self._orders.bots(self._game.rules))
            return here
        if (said := self._worker.said()) is None:
            return None
        if not isinstance(said, Ended):
            self.question, self._deaths = None, 0
            found: A = said.get()
            return found
        self._worker = None
        self._deaths += 1
        if self._deaths < DEATHS:
            self._ask(question)
            return None
        self._deaths = 0
        if said.ready:
            self.question = None
            raise NoThinker(phrase("bots.died", count=DEATHS, how=said.how))
        self._here = True
        self._notices.append(phrase("bots.here", how=said.how))
        return None

    def hurry(self) -> None:
        """Answer with what was found so far, as soon as can be."""
        if self.question is not None and self._worker is not None:
            self._worker.hurry()

    def drop(self) -> None:
        """Think no more about the question; an answer would come too late."""
        if self.question is not None:
            self.close()
            self.get_ready()

    def close(self) -> None:
        """End the process at once."""
        self.question = None
        if self._worker is not None:
            self._worker.end()
            self._worker = None
