"""Bots for processes of their own: one takes its time, one never answers, some come to grief."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from game.bots import bots_of, choose_at_random
from game.engine import Game, State
from game.rules import Rules
from game.table.bot import Bot, BotChoice, Recall, Rng


def takes_time(game: Game, state: State, seat: str, rng: Rng, told: Recall) -> BotChoice:
    """A move by lot, after a while."""
    time.sleep(0.02)
    return choose_at_random(game, state, seat, rng)


def never_answers(game: Game, state: State, seat: str, rng: Rng, told: Recall) -> BotChoice:
    """No move, as long as anybody could wait."""
    time.sleep(600)
    raise AssertionError("nobody ended it")


def dies(game: Game, state: State, seat: str, rng: Rng, told: Recall) -> BotChoice:
    """The end of the process."""
    os._exit(7)


def errs(game: Game, state: State, seat: str, rng: Rng, told: Recall) -> BotChoice:
    """A mistake in the bot."""
    raise ZeroDivisionError("a mistake of this bot")


def slow_bots(rules: Rules) -> Mapping[str, Bot]:
    """All bots of the rules, and those of this file."""
    return {
        **bots_of(rules),
        "slow": takes_time,
        "endless": never_answers,
        "deadly": dies,
        "mistaken": errs,
    }
