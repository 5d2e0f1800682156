"""What the terminal tells of the options: all of them at first, what is not usual in play."""

from __future__ import annotations

import re

import pytest

from game.bots import bots_of
from game.rules import load_rules
from game.table import GameSetup, Sitting
from tests.terminal.test_terminal import RULESETS, talk

RULES = load_rules(RULESETS / "steps.toml")


def sit(scenario: str, **chosen: str) -> Sitting:
    return Sitting.open(GameSetup(RULES, scenario, {}, 1, options=chosen), bots_of(RULES))


def test_at_first_every_option_is_told_with_what_it_means() -> None:
    shown = talk(sit("whole", length="long")).splitlines()
    assert shown[1:3] == [
        "  Length: Long. Three turns each.",
        "  Legs: Plain (as usual). One.",
    ]


@pytest.mark.parametrize(
    ("chosen", "line"),
    [
        ({}, ""),
        ({"length": "usual"}, ""),
        ({"legs": "springs"}, "Legs: Springs"),
        ({"legs": "springs", "length": "short"}, "Length: Short; Legs: Springs"),
    ],
)
def test_in_play_what_is_not_usual_is_told(chosen: dict[str, str], line: str) -> None:
    shown = talk(sit("whole", **chosen), "", "view").splitlines()
    told = [words for words in shown if re.search(r"(Length|Legs): \w+$", words)]
    # Once on the turn's first page, and once when asked for, after the prompt.
    assert len(told) == (2 if line else 0)
    assert all(words.removeprefix("> ") == line for words in told)


def test_a_scenario_without_options_tells_none() -> None:
    assert not [words for words in talk(sit("still")).splitlines() if "Length" in words]


def test_an_option_can_be_asked_about() -> None:
    shown = talk(sit("whole"), "", "about length")
    assert "How long the game is." in shown
    assert "Why: Time is short." in shown
