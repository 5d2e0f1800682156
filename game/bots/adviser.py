"""Thinks in another process for whoever looks at a table, and keeps what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from game.bots.thinker import Thinker
from game.table.question import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.rules import Rules
    from game.table import Bot, Sitting

A = TypeVar("A")


class Adviser(Generic[A]):
    """Thinks about one question at a time beside a table; what was asked last is kept."""

    def __init__(self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Think about nothing yet.

        Args:
            sitting: the table.
            bots: gives the bots that there are; a function of a module.
        """
        self._thinker: Thinker[Query[A], A] = Thinker(sitting, bots)
        self._asked: Query[A] | None = None
        self._found: A | None = None

    @property
    def seconds(self) -> float:
        """For how long it has thought."""
        return self._thinker.seconds

    @property
    def thinks(self) -> bool:
        """Whether it is thinking."""
        return self._thinker.question is not None

    def ask(self, question: Query[A]) -> None:
        """Think about this question, unless it is the one that was asked last."""
        if question == self._asked and (self.thinks or self._found is not None):
            return
        self._asked, self._found = question, None
        self._thinker.ask(question)

    def found(self) -> A | None:
        """What was found for the question that was asked last; None before.

        Raises:
            NoThinker: nobody can think.
        """
        if self.thinks:
            self._found = self._thinker.answer()
        return self._found

    def hurry(self) -> None:
        """Come to an end with what was found so far."""
        self._thinker.hurry()

    def close(self) -> None:
        """Think about nothing any more, and forget what was found."""
        self._asked = self._found = None
        self._thinker.close()
