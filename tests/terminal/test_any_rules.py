"""Any rules that are called well are played to their end at the terminal."""

from __future__ import annotations

import io
import random

import pytest
from rich.console import Console

from game.bots import bots_of
from game.rules import Rules
from game.table import GameSetup, Sitting
from game.terminal.loop import Terminal
from tests.any_rules import EXAMPLES, FILES, any_rules, generated

#: What a person may ask before every answer, in turn.
ASKED = ("view", "brief", "deals", "log", "all", "why 1", "preview 1", "about play", "help")
#: So many answers end every game here.
LONGEST = 900


def play(rules: Rules, scenario: str, seed: int) -> str:
    """Play a scenario by lot, asking everything there is to ask; return what was printed."""
    dice = random.Random(seed)
    info = next(info for info in rules.scenarios if info.id == scenario)
    seats = dict.fromkeys((*info.seats, *info.optional[: seed % 2]), "human")
    bots = bots_of(rules)
    sitting = Sitting.open(GameSetup(rules, scenario, seats, seed), bots)
    asked = iter([word for word in ASKED for _ in range(2)])
    answers = 0

    def ask(prompt: str) -> str:
        nonlocal answers
        if prompt != "> ":
            return ""
        if (word := next(asked, "")) and answers:
            return word
        answers += 1
        assert answers < LONGEST
        return str(dice.randint(1, terminal.offer.count))

    paper = io.StringIO()
    terminal = Terminal(sitting, Console(file=paper, width=110, highlight=False), ask)
    terminal.run()
    assert sitting.over
    return paper.getvalue()


@pytest.mark.parametrize("name", [*FILES, *EXAMPLES])
def test_any_rules_are_played_to_the_end(name: str) -> None:
    rules = any_rules(name)
    for seed, info in enumerate(rules.scenarios):
        shown = play(rules, info.id, seed)
        assert "The game is over." in shown
        assert rules.name in shown
        assert ".." not in shown.replace("...", "")


def test_generated_rules_are_played_to_the_end(long_run: bool) -> None:
    for name, rules in generated(400 if long_run else 12):
        for seed, info in enumerate(rules.scenarios):
            try:
                play(rules, info.id, seed)
            except Exception as error:
                raise AssertionError(f"{name}, {info.id}: {error}\n{rules.source}") from error
