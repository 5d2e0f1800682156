"""Doctrine without a row or an action, and bots at each seat in turn."""

from __future__ import annotations

import pytest

from game.balance.ladder import ladder_arms
from game.balance.measure import Wanted, measure
from game.engine import Game
from game.rules import Removal
from tests.balance.test_measure import setup_of
from tests.loaded import rules_of


def rows_of(game: Game, seat: str, way: str) -> list[tuple[str, tuple[str, ...]]]:
    """The rows that a seat follows in a way to play, each with its actions."""
    return [(r.id, r.act) for r in game.rows if r.seat == seat and {way, "all"} & r.ways]


@pytest.mark.parametrize("name", ["salt-roads", "rules"])
def test_a_way_lacks_what_is_removed_and_nothing_else(name: str) -> None:
    rules = rules_of(name)
    seats = rules.seats[:3]
    scenario = rules.scenarios[min(1, len(rules.scenarios) - 1)].id
    removals = rules.removals(seats)
    game = Game(rules.with_removals(removals), scenario, "interpreted")
    usual = {
        seat: rows_of(Game(rules, scenario, "interpreted"), seat, "doctrine") for seat in seats
    }
    assert all(rows_of(game, seat, "doctrine") == rows for seat, rows in usual.items())
    for removal in removals:
        rows = rows_of(game, removal.seat, removal.way)
        wanted = []
        for ident, act in usual[removal.seat]:
            if removal.kind == "row" and ident == removal.name:
                continue
            left = tuple(a for a in act if removal.kind == "row" or a != removal.name)
            if left or not act:
                wanted.append((ident, left))
        assert rows == wanted, removal


def test_what_does_nothing_is_worth_nothing() -> None:
    found = measure(setup_of("salt-roads", "doctrine"), Wanted(40, ("worth",))).findings
    seats = rules_of("salt-roads").seats
    worth = {name: found.figures[f"worth.action.{name}.{seats[0]}"] for name in ("march", "rest")}
    assert worth["march"].value is not None
    assert worth["rest"].value is not None
    assert worth["march"].value > abs(worth["rest"].value)
    assert Removal("x", "a", "row", "y").kind == "row"


def test_each_bot_sits_at_each_seat_among_each_other() -> None:
    arms = ladder_arms(["a", "b", "c"], ["x", "y"])
    assert len(arms) == 12
    assert all(sorted(arm.bots) == ["x", "y"] for arm in arms)
    assert {arm.bots["x"] for arm in arms} == {"a", "b", "c"}


def test_the_stronger_bot_is_seen() -> None:
    setup = setup_of("tic-tac-toe", "random")
    found = measure(setup, Wanted(200, ("ladder",), rungs=("random", "doctrine"))).findings
    strong, weak = (
        found.figures[f"ladder.{name}.any"] for name in ("doctrine.random", "random.doctrine")
    )
    assert strong.low is not None
    assert weak.high is not None
    assert strong.low > weak.high
