"""A hex battle in little: marches by road and wood, zones that stop them, shots over a lake."""

from __future__ import annotations

from game.check.checker import check
from game.engine import Game, ReachPicture
from game.rules import load_rules
from tests.loaded import RULESETS

FILE = RULESETS / "small" / "hex_battle.toml"


def test_the_checker_finds_nothing_amiss() -> None:
    assert [f for f in check(FILE, 2).findings if f.severity == "error"] == []


def test_a_march_costs_less_by_road_and_ends_in_a_zone() -> None:
    game = Game(load_rules(FILE))
    start = game.new_game()
    game.override(start, "at[foot]", "b2")
    picture = game.reach(start, "march", "foot")
    assert isinstance(picture, ReachPicture)
    costs = picture.costs
    # The wood of c2 is crossed by the road, that of c1 is not.
    assert (costs["c2"], costs["b1"], costs["c1"]) == (1, 1, 3)
    assert costs["d3"] == 3
    game.override(start, "at[guard]", "d2")
    picture = game.reach(start, "march", "foot")
    assert isinstance(picture, ReachPicture)
    held = picture.costs
    assert "c2" in held
    assert not {"c3", "d3"} & set(held)


def test_one_shoots_over_the_lake() -> None:
    game = Game(load_rules(FILE))
    start = game.new_game()
    game.override(start, "at[guns]", "a3")
    game.override(start, "at[horse]", "c3")
    verdict = game.explain(start, game.id("shoot:guns:horse"))
    assert verdict.legal
    game.override(start, "at[horse]", "e3")
    verdict = game.explain(start, game.id("shoot:guns:horse"))
    assert not verdict.legal
    assert verdict.clauses[-1].say == "Horse is 4 hexes away."
