"""Bots for processes of their own: one takes its time, one never answers, some come to grief."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from game.bots import bots_of, choose_at_random
from game.engine import Game, State
from game.engine.generator import Generator
from game.rules import Rules
from game.table.bot import Bot, BotChoice, Recall

#: Names a file in which bots tell the test what they do, wherever they do it.
TOLD = "PANJ_TEST_BOTS"


def tell(words: str) -> None:
    """Tell the test something, if it listens."""
    if TOLD in os.environ:
        with Path(os.environ[TOLD]).open("a", encoding="utf-8") as file:
            file.write(f"{words}\n")


def takes_time(game: Game, state: State, seat: str, rng: Generator, told: Recall) -> BotChoice:
    """A move by lot, after a while."""
    time.sleep(0.02)
    return choose_at_random(game, state, seat, rng)


def never_answers(game: Game, state: State, seat: str, rng: Generator, told: Recall) -> BotChoice:
    """No move, as long as anybody could wait."""
    time.sleep(600)
    raise AssertionError("nobody ended it")


def dies(game: Game, state: State, seat: str, rng: Generator, told: Recall) -> BotChoice:
    """The end of the process."""
    os._exit(7)


def dies_once(game: Game, state: State, seat: str, rng: Generator, told: Recall) -> BotChoice:
    """The end of the process the first time that it is asked anything, and then a move by lot."""
    file = Path(os.environ[TOLD])
    if not file.exists():
        tell("dies")
        os._exit(7)
    return choose_at_random(game, state, seat, rng)


def errs(game: Game, state: State, seat: str, rng: Generator, told: Recall) -> BotChoice:
    """A mistake in the bot."""
    raise ZeroDivisionError("a mistake of this bot")


class Pondering:
    """A decision that comes to no end by itself."""

    def __init__(self, legal: list[int]) -> None:
        self._legal, self._steps = legal, 0

    def steps(self) -> Iterator[int]:
        """Steps without end."""
        while True:
            time.sleep(0.01)
            self._steps += 1
            tell(f"step {self._steps}")
            yield self._steps

    def choice(self) -> BotChoice:
        """The last move."""
        return BotChoice(self._legal[-1], f"{self._steps > 0}")


class Ponders:
    """A bot that thinks until it is told that it is enough."""

    def __call__(
        self, game: Game, state: State, seat: str, rng: Generator, told: Recall
    ) -> BotChoice:
        """No move, as it is not asked so."""
        raise AssertionError("it is asked step by step")

    def begin(self, game: Game, seat: str, rng: Generator, told: Recall) -> Pondering:
        """Begin to think."""
        moves = told.moves()
        view = moves[-1][1] if moves else game.observe(game.new_game(), seat)
        return Pondering(game.legal(bytearray(view.masked)))


def slow_bots(rules: Rules) -> Mapping[str, Bot]:
    """All bots of the rules, and those of this file."""
    return {
        **bots_of(rules),
        "slow": takes_time,
        "ponder": Ponders(),
        "endless": never_answers,
        "deadly": dies,
        "frail": dies_once,
        "mistaken": errs,
    }
