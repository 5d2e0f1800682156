"""The options of a game are numbers: each makes rules that load and play."""

from __future__ import annotations

import re

import pytest

from game.engine import OVER, Game
from game.rules import parse_rules
from tests.game.adjudication import RULES


def _with(name: str, value: str) -> Game:
    text = RULES.read_text(encoding="utf-8")
    changed = re.sub(rf"(\[number\.{name}\]\nvalue = )[^\n]+", rf"\g<1>{value}", text)
    assert changed != text
    return Game(parse_rules(changed, "rules.toml", "full-equation"), "full-equation")


@pytest.mark.parametrize(
    ("name", "value"),
    [("river_surges", "2"), ("deep_surges", "0"), ("drift_at", "-1"), ("cooperative", "true")],
)
def test_an_option_plays(name: str, value: str) -> None:
    game = _with(name, value)
    state, draws = game.new_game(), 0
    while game.actor(state) != OVER and draws < 150:
        game.apply(state, game.legal(state)[draws % len(game.legal(state))])
        draws += 1
    assert draws > 20
    assert game.invariants(state) == []


def test_open_information_hides_nothing_but_the_die_of_a_pledge() -> None:
    game = _with("open_information", "true")
    state = game.new_game()
    for _ in range(18):
        game.apply(state, game.legal(state)[0])
    for seat in game.seats:
        seen = dict(game.observe(state, seat).items())
        assert set(game.cells) <= set(seen)
