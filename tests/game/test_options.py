"""The game's options: each way to play keeps the promises, and the usual one is the rules."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from typing import Any

import pytest

from game.check.option_coverage import ways_of
from game.engine import CHANCE, Game
from game.rules import Rules
from tests.game.adjudication import RULES
from tests.loaded import rules_of
from tests.randomised import said

SCENARIOS = ("first-watch", "shamsiddin-shohin", "full-equation")
TEXT: dict[str, Any] = tomllib.loads(RULES.read_text(encoding="utf-8"))
DECLARED: dict[str, Any] = TEXT["option"]


def numbers_of(scenario: str) -> dict[str, int | bool]:
    """The numbers of a scenario as they are written."""
    usual = {name: number["value"] for name, number in TEXT["number"].items()}
    own = TEXT["scenario"][scenario]
    like = TEXT["scenario"][own.get("like", scenario)]
    return {**usual, **like.get("numbers", {}), **own.get("numbers", {})}


@cache
def rules() -> Rules:
    return rules_of("rules")


def play(game: Game, seed: int) -> tuple[list[str], list[bytes]]:
    """A random game to its end: its moves, and its states; every invariant holds in each."""
    rng, state = random.Random(said(seed)), game.new_game(game.optional if seed % 2 else ())
    moves, states = [], [bytes(state)]
    while legal := game.legal(state):
        assert game.invariants(state) == []
        odds = game.chance(state) if game.actor(state) == CHANCE else [(m, 1) for m in legal]
        moves.append(rng.choices([m for m, _ in odds], [w for _, w in odds])[0])
        game.apply(state, moves[-1])
        states.append(bytes(state))
    assert game.invariants(state) == []
    assert game.ending(state) is not None
    return [game.name(move) for move in moves], states


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_value_plays_to_its_end_and_keeps_what_always_holds(scenario: str) -> None:
    infos = {info.id: info for info in rules().scenarios}
    for way in ways_of(infos[scenario].options):
        game = Game(rules(), scenario, options=dict(way))
        assert game.chosen == dict(way)
        for seed in range(2):
            moves, states = play(game, seed)
            assert len(states) == len(moves) + 1
            assert game.longest is not None
            assert len(moves) <= sum(game.longest)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_is_usual_said_or_not_is_one_game(scenario: str) -> None:
    info = next(info for info in rules().scenarios if info.id == scenario)
    said = Game(rules(), scenario, options={o.id: o.default for o in info.options})
    silent = Game(rules(), scenario)
    assert rules().program(scenario, said.options) is rules().program(scenario, silent.options)
    assert silent.numbers == numbers_of(scenario)


def test_the_options_are_those_of_the_design_and_say_who_disputes_them() -> None:
    values = {name: [value["id"] for value in o["values"]] for name, o in DECLARED.items()}
    assert values == {
        "surge": ["gentle", "standard", "severe"],
        "information": ["hidden", "open"],
        "success": ["rival", "cooperative"],
        "drift": ["firm", "leaky"],
    }
    for option in DECLARED.values():
        assert "Who disputes it: " in option["why"]
        assert all(len(value["text"]) >= 10 for value in option["values"])


def test_the_first_scenario_keeps_the_options_that_mean_something_there() -> None:
    assert [o.id for o in rules().scenarios[0].options] == ["information", "drift"]
    for info in rules().scenarios[1:]:
        assert [o.id for o in info.options] == list(DECLARED)
