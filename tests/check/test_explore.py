"""Exploring: the known numbers of known games, and the shortest way to what is wrong."""

from __future__ import annotations

import pytest

from game.check.explore import explore
from game.check.seatings import seatings_of
from game.engine import Game
from tests.check.test_checker import heap
from tests.loaded import rules_of


@pytest.mark.parametrize(("name", "states", "final"), [("tic-tac-toe", 5478, 958)])
def test_known_games_are_explored_whole(name: str, states: int, final: int) -> None:
    stage = explore(Game(rules_of(name)), 100_000)
    assert (stage.states, stage.final, stage.depth) == (states, final, 9)
    assert stage.complete
    assert stage.failures == []


def test_all_that_there_is_may_be_the_most_that_is_asked_for() -> None:
    game = Game(rules_of("tic-tac-toe"))
    assert explore(game, 5478).complete
    stage = explore(game, 5477)
    assert (stage.complete, stage.states) == (False, 5477)


def test_the_shortest_way_is_told() -> None:
    (failure,) = explore(heap(small=7), 10_000).failures
    assert (failure.what, failure.game) == ("heap_small", 0)
    assert failure.moves == ("two",) * 4
    failures = explore(heap(most=8, small=8), 10_000).failures
    places = {(f.kind, f.path) for f in failures}
    # Each statement that leaves the range is told once.
    assert places == {("range", ("action", name, "do")) for name in ("one", "two")}
    assert [len(f.moves) for f in failures] == [5, 5]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    game = Game(rules_of("tic-tac-toe"))
    explore(game, 9000, lambda *at: told.append(at))
    assert told[-2:] == [(5000, 9000), (5478, 5478)]
    told.clear()
    explore(game, 3000, lambda *at: told.append(at))
    assert told == [(1000, 3000), (2000, 3000), (3000, 3000)]


def test_circles_are_gone_round_once() -> None:
    """Of a game without a bound there are as many positions as its registers and questions tell."""
    stage = explore(Game(rules_of("ring")), 10_000)
    assert stage.complete
    assert stage.failures == []
    assert stage.states == 176


@pytest.mark.parametrize("name", ["kuhn", "nim", "ring", "steps", "low_tide", "eights", "rules"])
def test_the_module_explores_what_the_reference_does(name: str) -> None:
    rules = rules_of(name)
    for scenario in rules.scenarios[:2]:
        games = (Game(rules, scenario.id, kind) for kind in ("compiled", "interpreted"))
        one, other = (explore(game, 300, seatings=seatings_of(game.optional)) for game in games)
        assert one == other
        assert one.states > 1


def test_the_module_finds_the_same_failures() -> None:
    for game in (heap(small=7), heap(most=8, small=8), heap(low=0)):
        plain = Game(game.rules, evaluator="interpreted")
        assert explore(game, 10_000) == explore(plain, 10_000)
