"""One scenario of a file may be checked alone: then the others are when they are asked for."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import RulesError, parse_rules
from tests.loaded import path_of

TEXT = path_of("nim").read_text(encoding="utf-8")
GOOD, OTHER = "three-four-five", "one-four-five"
# A number that no rule declares, in the other scenario alone.
BROKEN = TEXT.replace(f"[scenario.{OTHER}]", f"[scenario.{OTHER}]\nnumbers = {{ no_such = 1 }}")


def test_the_one_scenario_is_as_ever() -> None:
    whole, alone = parse_rules(TEXT), parse_rules(TEXT, only=GOOD)
    assert whole.scenarios == alone.scenarios
    for scenario in (GOOD, OTHER):
        one, two = Game(whole, scenario), Game(alone, scenario)
        assert one.names == two.names
        assert one.new_game() == two.new_game()


def test_another_scenario_is_checked_when_it_is_asked_for() -> None:
    rules = parse_rules(BROKEN, only=GOOD)
    assert Game(rules, GOOD).legal(Game(rules, GOOD).new_game())
    with pytest.raises(RulesError) as caught:
        Game(rules, OTHER)
    with pytest.raises(RulesError) as at_once:
        parse_rules(BROKEN)
    assert caught.value.findings == at_once.value.findings


@pytest.mark.parametrize("only", [OTHER, None, "no-such-scenario"])
def test_the_scenario_that_is_wanted_is_checked_at_once(only: str | None) -> None:
    with pytest.raises(RulesError):
        parse_rules(BROKEN, only=only)
