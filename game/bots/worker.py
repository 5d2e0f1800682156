"""A process in which the bots of one table think, so that nobody who waits for them stands still.

All that could take time (to start the process, to send it what it reads) is done by a thread of its
own; whoever asks comes back at once.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

import attrs

from game.catalogue import choose
from game.engine import Game
from game.processes import Tried, begin_child, deaf_children, how_ended, tried
from game.rules import Rules
from game.rules.saved import saved_rules
from game.table.bot import Bot
from game.table.question import Query

#: How much the process stands back where there are fewer processors than work: the window is first.
_NICE: Final = 5


@attrs.frozen
class Orders:
    """What a process reads once, before it is asked anything.

    Attributes:
        rules: the text of the rules.
        look: the text of their look; None for rules from before there were any.
        scenario: which scenario is played.
        options: with which options.
        bots: gives the bots that there are; a function of a module, so that it can be sent.
        language: in which they say why.
    """

    rules: str
    look: str | None
    scenario: str
    options: Mapping[str, str]
    bots: Callable[[Rules], Mapping[str, Bot]]
    language: str


@attrs.frozen
class Ended:
    """That the process is no more.

    Attributes:
        how: in a few words.
        ready: whether it had read its orders by then.
    """

    how: str
    ready: bool


class Worker:
    """One process that answers questions, one after another, and the thread that keeps it."""

    def __init__(self, orders: Orders) -> None:
        """Begin to start it.

        Args:
            orders: what it reads.
        """
        self._orders = orders
        self._asked: queue.SimpleQueue[Query[Any] | None] = queue.SimpleQueue()
        self._said: queue.SimpleQueue[Tried[Any] | Ended] = queue.SimpleQueue()
        self._process: BaseProcess | None = None
        #: Rings in the process: whatever was asked up to a number is to come to an end.
        self._bell: Connection | None = None
        self._count = self._hurried = 0
        self._over = False
        threading.Thread(target=self._keep, name="bots", daemon=True).start()

    def ask(self, question: Query[Any]) -> None:
        """Let it answer a question after those before."""
        self._count += 1
        self._asked.put(question)

    def hurry(self) -> None:
        """Let it answer with what it has found, if its bot can; also if it has yet to start."""
        self._hurried = self._count
        if self._bell is not None:
            # One that has just died is noticed when it is heard.
            with suppress(OSError):
                self._bell.send(self._count)

    def said(self) -> Tried[Any] | Ended | None:
        """The next answer, or that there will be none; None while it is still to come."""
        try:
            return self._said.get_nowait()
        except queue.Empty:
            return None

    def end(self) -> None:
        """End it at once, whatever it is doing."""
        self._over = True
        self._asked.put(None)
        if self._process is not None:
            self._process.kill()

    def _keep(self) -> None:
        """Start the process, carry questions and answers, and see to its end."""
        ready = False
        try:
            process, pipe, bell = _started()
        except (OSError, ValueError, TypeError) as error:
            # There may be no room for one, or no program that could be one.
            why = getattr(error, "strerror", None)
            self._said.put(Ended(str(why or error), ready))
            return
        self._process = process
        try:
            if self._over:
                return
            pipe.send(self._orders)
            self._bell = bell
            bell.send(self._hurried)
            pipe.recv().get()
            ready = True
            while (question := self._asked.get()) is not None:
                pipe.send(question)
                self._said.put(pipe.recv())
        except (EOFError, OSError):
            process.join()
            self._said.put(Ended(how_ended(process.exitcode), ready))
        except Exception as error:
            # The orders cannot be read; whoever asks is told.
            self._said.put(Tried(None, error))
        finally:
            process.kill()
            process.join()
            pipe.close()
            bell.close()


def _started() -> tuple[BaseProcess, Connection, Connection]:
    """A new process, the pipe to it, and one by which it is hurried."""
    # A fresh interpreter behaves alike on every platform.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    heard, bell = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, heard), name="panj bots", daemon=True)
    try:
        with deaf_children():
            process.start()
    except BaseException:
        ours.close()
        bell.close()
        raise
    finally:
        theirs.close()
        heard.close()
    return process, ours, bell


class _Bell:
    """Hears in the process up to which question it is to come to an end."""

    def __init__(self, heard: Connection) -> None:
        self._heard, self._rung = heard, 0
        #: The number of the question that is answered.
        self.at = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._rung = self._heard.recv()

    def rings(self) -> bool:
        """Whether the present question has been thought about enough."""
        return self._rung >= self.at


def _work(pipe: Connection, heard: Connection) -> None:
    """Be the process: read the rules once, then answer."""
    begin_child()
    bell = _Bell(heard)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    # The pipe ends when the parent has: then there is nobody to answer.
    with suppress(EOFError, OSError):
        ready = tried(_ready, pipe.recv())
        pipe.send(Tried(None, ready.error, ready.trace))
        if ready.result is None:
            return
        while True:
            question = pipe.recv()
            bell.at += 1
            pipe.send(tried(partial(_answer, *ready.result, bell), question))


def _ready(orders: Orders) -> tuple[Game, Mapping[str, Bot]]:
    """The game and its bots; it is compiled at once, for bots try much."""
    choose(orders.language)
    rules, _ = saved_rules(orders.rules, "rules", orders.scenario, orders.options, orders.look)
    rules = rules.told_in(orders.language)
    return Game(rules, orders.scenario, "compiled", orders.options), orders.bots(rules)


def _answer(game: Game, bots: Mapping[str, Bot], bell: _Bell, question: Query[Any]) -> Any:
    return question.answer(game, bots, bell.rings)
