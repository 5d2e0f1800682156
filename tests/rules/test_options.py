"""Options: what is in force, what a value changes, what is refused, and what is told of idle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import Game
from game.rules import (
    OptionError,
    OptionLeftOut,
    RulesError,
    UnknownOption,
    UnknownValue,
    load_rules,
    parse_rules,
)
from tests.loaded import path_of

HERE = Path(__file__).parent.parent / "rulesets"
RACE = path_of("dice-race").read_text(encoding="utf-8")
TEXT = (HERE / "steps.toml").read_text(encoding="utf-8")
TURNS = {"short": 1, "usual": 2, "long": 3}
STRIDES = {"plain": 1, "springs": 3}
CHOSEN = st.fixed_dictionaries(
    {}, optional={"length": st.sampled_from([*TURNS]), "legs": st.sampled_from([*STRIDES])}
)
RULES = parse_rules(TEXT)


def test_a_scenario_has_all_options_or_those_it_keeps() -> None:
    assert [[o.id for o in s.options] for s in RULES.scenarios] == [
        ["length", "legs"],
        ["legs"],
        [],
    ]
    length = RULES.scenarios[0].options[0]
    assert (length.name, length.default, length.why) == ("Length", "usual", "Time is short.")
    assert [value.name for value in length.values] == ["Short", "Usual", "Long"]
    assert length.value("long").text == "Three turns each."


@given(CHOSEN)
def test_what_is_chosen_is_in_force_and_the_rest_is_as_ever(chosen: dict[str, str]) -> None:
    game = Game(RULES, "whole", options=chosen)
    assert game.options == {"length": "usual", "legs": "plain", **chosen}
    usual = {"length": "usual", "legs": "plain"}
    assert game.chosen == {o: v for o, v in chosen.items() if usual[o] != v}
    state, decisions = game.new_game(), 0
    while game.legal(state):
        game.apply(state, game.id("step"))
        decisions += 1
    turns = TURNS[game.options["length"]]
    assert decisions == 2 * turns
    assert game.value(state, "steps", "red") == turns * STRIDES[game.options["legs"]]


@given(CHOSEN)
def test_the_order_and_the_defaults_make_no_other_program(chosen: dict[str, str]) -> None:
    full = {"legs": "plain", "length": "usual"} | chosen
    assert RULES.program("whole", chosen) is RULES.program("whole", full)


def test_a_value_goes_before_the_scenario_and_the_usual_one_does_not() -> None:
    text = TEXT.replace('options = ["legs"]\n', "")
    for value, turns in (("usual", 1), ("long", 3)):
        game = Game(parse_rules(text), "brief", options={"length": value})
        assert game.value(game.new_game(), "turns") == turns


def test_rules_for_one_scenario_are_checked_with_its_options() -> None:
    wide = TEXT.replace("range = [0, 20]", 'range = [0, 20]\nstart = "19 if turns < 3 else 21"')
    assert parse_rules(wide, only="whole").scenarios == parse_rules(TEXT).scenarios
    with pytest.raises(RulesError, match="21"):
        parse_rules(wide, only="whole", chosen={"length": "long"})
    with pytest.raises(RulesError, match="21"):
        Game(parse_rules(wide), "whole", options={"length": "long"})


REFUSED: dict[str, tuple[str, dict[str, str], type[OptionError], str]] = {
    "unknown": ("whole", {"lenght": "long"}, UnknownOption, "'lenght'; did you mean 'length'[?]"),
    "strange": ("whole", {"zzz": "long"}, UnknownOption, "'zzz'; there are: length, legs."),
    "value": ("whole", {"length": "lung"}, UnknownValue, "'lung'; did you mean 'long'[?]"),
    "kept out": ("brief", {"length": "long"}, OptionLeftOut, "'brief' is played without .*legs"),
    "all out": ("still", {"legs": "springs"}, OptionLeftOut, "[(]it has no options[)]"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_chosen_is_refused_in_a_sentence(case: str) -> None:
    scenario, chosen, kind, words = REFUSED[case]
    makers: list[Any] = [
        lambda: Game(RULES, scenario, options=chosen),
        lambda: RULES.program(scenario, chosen),
        lambda: parse_rules(TEXT, only=scenario, chosen=chosen),
    ]
    for make in makers:
        with pytest.raises(kind, match=words) as caught:
            make()
        assert str(caught.value).endswith(".")
        assert "\n" not in str(caught.value)


def told(text: str) -> list[tuple[str, int]]:
    return [(w.message, w.line) for w in parse_rules(text).warnings]


def test_a_value_that_changes_nothing_in_a_scenario_is_told_there() -> None:
    assert told(TEXT) == []
    text = TEXT.replace('options = ["legs"]\n', "").replace("options = []\n", "")
    line = text[: text.index("[scenario.brief]")].count("\n") + 1
    said = "`short` of the option `length` would change nothing in `{}`."
    assert told(text) == [(said.format(s), n) for s, n in (("brief", line), ("still", line + 4))]


def test_an_option_is_idle_where_its_number_is_read_in_what_is_dropped_alone() -> None:
    dropped = TEXT.replace("+= stride", "+= 1 if turns > 0 else stride")
    said = "`springs` of the option `legs` would change nothing in `{}`."
    assert [message for message, _ in told(dropped)] == [said.format("whole"), said.format("brief")]


def test_without_scenarios_an_idle_value_is_told_at_its_option() -> None:
    text = TEXT[: TEXT.index("[scenario.whole]")].replace("+= stride", "+= 1")
    line = text[: text.index("[option.legs]")].count("\n") + 1
    assert ("`springs` of the option `legs` would change nothing in `standard`.", line) in told(
        text
    )


def test_rules_without_options_are_as_ever() -> None:
    game = Game(parse_rules(RACE))
    assert (game.options, game.chosen, game.scenario.options) == ({}, {}, ())
    with pytest.raises(UnknownOption, match="there are none"):
        Game(parse_rules(RACE), options={"pace": "slow"})


def test_options_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "steps.toml"
    path.write_text(TEXT)
    rules = load_rules(path, "whole", {"legs": "springs"})
    assert rules.options("whole", {"legs": "springs"}) == {"length": "usual", "legs": "springs"}
