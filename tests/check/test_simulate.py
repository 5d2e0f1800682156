"""Simulations: reproducible, the same with any number of jobs, and the games that a table plays."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from game.bots import bots_of
from game.check.simulate import play_many, play_one, simulate, summary
from game.engine import Game, NoLegalMove
from game.engine.errors import UnknownScenario
from game.resources import rules_path
from game.rules import Rules, load_rules, parse_rules
from game.table import Sitting
from tests.check.test_checker import HEAP

RULESETS = Path(__file__).parents[1] / "rulesets"


def rules_and_seats(name: str) -> tuple[Rules, str, dict[str, str]]:
    """Load a small rule set with the random bot in every seat."""
    rules = load_rules(RULESETS / f"{name}.toml")
    info = rules.scenarios[0]
    return rules, info.id, dict.fromkeys(info.seats, "random")


@pytest.mark.parametrize("name", ["tictactoe", "dice_race", "kuhn"])
def test_jobs_make_no_difference(name: str) -> None:
    rules, scenario, seats = rules_and_seats(name)
    one = simulate(rules, scenario, seats, 23, 9, jobs=1)
    many = simulate(rules, scenario, seats, 23, 9, jobs=3)
    assert one == many
    assert len({result["state_sha256"] for result in one["results"]}) > 1


@pytest.mark.parametrize("name", ["tictactoe", "dice_race", "kuhn"])
def test_a_table_plays_the_same_game(name: str) -> None:
    rules, scenario, seats = rules_and_seats(name)
    (result,) = play_many(rules, scenario, seats, 1, 77)
    held = {seat: f"bot:{bot}" for seat, bot in seats.items()}
    sitting = Sitting.new(rules, scenario, held, 77, None, bots_of(rules))
    while sitting.step() is not None:
        pass
    assert sitting.over
    assert hashlib.sha256(bytes(sitting.state)).hexdigest() == result.state_sha256


def test_summary_counts() -> None:
    rules, scenario, seats = rules_and_seats("tictactoe")
    results = list(play_many(rules, scenario, seats, 40, 1))
    counted = summary(seats, results)
    wins = sum(share["games"] for share in counted["wins"].values())
    assert wins + counted["draws"]["games"] == 40
    assert all(s["low"] <= s["share"] <= s["high"] for s in counted["wins"].values())
    assert 5 <= counted["mean_decisions"] <= 9
    assert counted["mean_chance"] == 0
    assert counted["rounds"] == {}  # this game has none


def test_rounds_are_counted() -> None:
    rules = load_rules(rules_path(), "first-watch")
    seats = dict.fromkeys(("umbrella", "coordination", "ground"), "random")
    counted = summary(seats, list(play_many(rules, "first-watch", seats, 5, 1)))
    assert sum(share["games"] for share in counted["rounds"].values()) == 5
    assert set(counted["rounds"]) <= {"1", "2", "3"}


@pytest.mark.parametrize("bot", ["random", "doctrine"])
def test_rules_that_leave_no_answer_are_told_so(bot: str) -> None:
    text = HEAP.format(decisions=6, low=-1, most=12, small=12).replace(
        'do = "heap', 'needs = [{ id = "low", when = "heap < 3", say = "Too high." }]\ndo = "heap'
    )
    rules = parse_rules(text)
    scenario = rules.scenarios[0]
    with pytest.raises(NoLegalMove, match=r"`play` asks \w+ and no move is legal; give it"):
        play_one(Game(rules, scenario.id), dict.fromkeys(scenario.seats, bot), 1)


def test_unknown_scenario() -> None:
    rules, _, seats = rules_and_seats("tictactoe")
    with pytest.raises(UnknownScenario):
        list(play_many(rules, "nowhere", seats, 1, 1))
