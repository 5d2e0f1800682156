"""Simulations: reproducible, the same with any number of jobs, and the games that a table plays."""

from __future__ import annotations

import hashlib
from functools import partial

import attrs
import pytest

from game.bots import bots_of
from game.check.simulate import play_many, play_one, simulate, summary
from game.engine import Game, NoLegalMove
from game.engine.errors import UnknownScenario
from game.rules import parse_rules
from game.table import GameSetup, Sitting
from tests.check.test_checker import HEAP
from tests.loaded import rules_of


def setup_of(name: str, seed: int) -> GameSetup:
    """A game of a small rule set with the random bot in every seat."""
    rules = rules_of(name)
    info = rules.scenarios[0]
    return GameSetup(rules, info.id, dict.fromkeys(info.seats, "bot:random"), seed)


@pytest.mark.parametrize("name", ["tic-tac-toe", "dice-race", "kuhn"])
def test_jobs_make_no_difference(name: str) -> None:
    setup = setup_of(name, 9)
    one = simulate(setup, 23)
    many = simulate(setup, 23, partial(play_many, jobs=3))
    assert one == many
    assert len({result["state_sha256"] for result in one["results"]}) > 1


@pytest.mark.parametrize("name", ["tic-tac-toe", "dice-race", "kuhn"])
def test_a_table_plays_the_same_game(name: str) -> None:
    setup = setup_of(name, 77)
    (result,) = play_many(setup, 1)
    sitting = Sitting.open(setup, bots_of)
    while sitting.step() is not None:
        pass
    assert sitting.over
    assert hashlib.sha256(bytes(sitting.state)).hexdigest() == result.state_sha256


def test_summary_counts() -> None:
    setup = setup_of("tic-tac-toe", 1)
    results = list(play_many(setup, 40))
    counted = summary(setup.seats, results)
    wins = sum(share["games"] for share in counted["wins"].values())
    assert wins + counted["draws"]["games"] == 40
    assert all(s["low"] <= s["share"] <= s["high"] for s in counted["wins"].values())
    assert 5 <= counted["mean_decisions"] <= 9
    assert counted["mean_chance"] == 0
    assert counted["rounds"] == {}  # this game has none


def test_rounds_are_counted() -> None:
    rules = rules_of("rules")
    seats = dict.fromkeys(("umbrella", "coordination", "ground"), "bot:random")
    counted = summary(seats, list(play_many(GameSetup(rules, "first-watch", seats, 1), 5)))
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
    setup = attrs.evolve(setup_of("tic-tac-toe", 1), scenario="nowhere")
    with pytest.raises(UnknownScenario):
        list(play_many(setup, 1))


@pytest.mark.parametrize("name", ["ring", "draughts"])
def test_a_game_without_a_bound_ends_alike_in_a_simulation_and_at_a_table(name: str) -> None:
    """Its ends by itself come to all who play it, and both kinds come within so many games."""
    setup, lengths, endings = setup_of(name, 5), [], set()
    cap = Game(setup.rules).cap
    assert cap is not None
    for result in play_many(setup, 60 if name == "ring" else 4):
        lengths.append(result.decisions)
        endings.add(result.end)
        if result.seed > 20:
            continue
        sitting = Sitting.open(attrs.evolve(setup, seed=result.seed), bots_of)
        while sitting.step() is not None:
            pass
        assert hashlib.sha256(bytes(sitting.state)).hexdigest() == result.state_sha256
        outcome = sitting.result
        assert outcome is not None
        assert (outcome.ending, outcome.winner) == (result.end, result.winner)
    assert max(lengths) <= cap.most
    assert name == "draughts" or {"caught", "tired"} <= endings
