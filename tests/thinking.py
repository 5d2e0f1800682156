"""Stands for the processes in which bots think, so that a test says when they answer."""

from __future__ import annotations

from typing import Any

from game.bots.worker import Ended, Orders
from game.processes import Tried
from game.table import BotChoice, Weighed
from game.table.question import Query


class Brains:
    """All that were started at the tables of a test."""

    def __init__(self) -> None:
        self.all: list[Brain] = []

    def __call__(self, orders: Orders) -> Brain:
        """Start one."""
        self.all.append(Brain(orders))
        return self.all[-1]

    @property
    def last(self) -> Brain:
        """The one that was started last; all before it have ended."""
        *before, last = self.all
        assert all(each.over for each in before)
        return last


class Brain:
    """One of them."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.asked: list[Any] = []
        self.over = self.hurried = False
        self._answer: Tried[Any] | Ended | None = None

    def ask(self, question: Query[Any]) -> None:
        """Begin to think."""
        assert not self.over
        self.asked.append(question)

    def said(self) -> Tried[Any] | Ended | None:
        """What was thought."""
        assert not self.over
        answer, self._answer = self._answer, None
        self.over = isinstance(answer, Ended)
        return answer

    def find(self, found: object) -> None:
        """Come to an end with this."""
        self._answer = Tried(found)

    def choose(self, move: int, *weighed: Weighed) -> None:
        """Come to an end with a move."""
        self.find(BotChoice(move, "It seemed best.", weighed))

    def hurry(self) -> None:
        """Be told that it is enough."""
        self.hurried = True

    def die(self) -> None:
        """Come to another end."""
        self._answer = Ended("exit status 9", True)

    def end(self) -> None:
        """Be ended."""
        self.over = True
