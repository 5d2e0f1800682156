"""Measures and bars in a file: counted without a trace in the game, and judged as they say."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.balance.bars import BarResult, bars_table, judged
from game.balance.estimates import Estimate, ratio_of, share_of
from game.balance.measure import PARTS, Wanted, measure
from game.engine import Game
from game.resources import asset
from game.rules import Bar, RulesError, load_criteria, load_plan, parse_criteria
from game.rules.measures import FIGURES
from tests.balance.test_measure import setup_of
from tests.loaded import rules_of

#: Of Nim: how many sticks lie there whenever the game asks, and at the end.
STICKS = """
[measure.sticks]
name = "Sticks before a move"
at = "take"
value = "size[a] + size[b] + size[c]"
out_of = "12"

[measure.moves]
at = "take"
value = "true"

[measure.left]
value = "size[a] + size[b] + size[c]"
"""

FAULTY = {
    '[measure.x]\nat = "nowhere"\nvalue = "1"': (2, "no script"),
    '[measure.x]\nat = "take"\nvalue = "size[z]"': (3, "z"),
    '[measure.x]\nat = "take"\nvalue = "a"': (3, "cannot be"),
    '[measure.x]\nat = "take"': (1, "value"),
    '[measure.X]\nvalue = "1"': (1, "no name"),
    '[[bar]]\nmeasure = "close"\nwhy = "b"': (1, "high"),
    '[[bar]]\nlow = 1\nwhy = "b"': (1, "measure"),
    '[[bar]]\nmeasure = "close"\nlow = 1\nwhy = "b"\nscenarios = ["nowhere"]': (5, "nowhere"),
    '[[measure]]\nvalue = "1"': (1, "[measure.NAME]"),
    "[measure.x]\nvalue = 1": (2, "not 1"),
    '[measure.x]\nvalue = ""': (2, "missing"),
    '[bar]\nmeasure = "close"': (1, "[[bar]]"),
    '[[bar]]\nmeasure = 3\nlow = 1\nwhy = "b"': (2, "not 3"),
    '[[bar]]\nmeasure = ["close", ""]\nlow = 1\nwhy = "b"': (2, "no figure"),
    '[[bar]]\nmeasure = "closer"\nlow = 1\nwhy = "b"': (2, "close"),
    '[[bar]]\nmeasure = "measure.x"\nlow = 1\nwhy = "b"': (2, "[measure.x]"),
    '[[bar]]\nmeasure = "close"\nlow = 1\nwhy = ""': (4, "is empty"),
    '[[bar]]\nmeasure = "close"\nlow = "1"\nwhy = "b"': (3, 'a number, not "1"'),
    '[[bar]]\nmeasure = "close"\nlow = 0,1\nwhy = "b"': (3, "0.1"),
    '[[bar]]\nmeasure = "close"\nlow = nan\nwhy = "b"': (3, "nan"),
    '[[bar]]\nmeasure = "close"\nhigh = 1e999\nwhy = "b"': (3, "inf"),
    '[[bar]]\nmeasure = "close"\nlow = 2\nhigh = 1\nwhy = "b"': (3, "no figure can hold"),
    '[[bar]]\nmeasure = "close"\nlow = 1\nlow = 1\nwhy = "b"': (4, "twice"),
    "": (1, "[measure.NAME]"),
}


def test_what_is_measured_can_be_counted_by_hand() -> None:
    rules = rules_of("nim").with_criteria(parse_criteria(STICKS))
    game = Game(rules, evaluator="compiled")
    for played in game.simulate(range(20), {}, traced=True):
        state, sticks, moves = game.new_game(), 0, 0
        for move in played.moves:
            for heap in "abc":
                sticks += int(str(game.value(state, "size", heap)))
            moves += 1
            game.apply(state, move)
        assert game.value(played.state, "sticks__value") == sticks
        assert game.value(played.state, "sticks__out_of") == 12 * moves
        assert game.value(played.state, "moves__value") == moves == played.decisions
        assert game.value(played.state, "left__value") == 0


def test_a_game_goes_as_it_would_without_measures() -> None:
    plain = Game(rules_of("nim"), evaluator="compiled")
    measured = Game(rules_of("nim").with_criteria(parse_criteria(STICKS)), evaluator="interpreted")
    for played in plain.simulate(range(10), {}, traced=True):
        state = measured.new_game()
        for move in played.moves:
            measured.apply(state, move)
        assert measured.winner(state) == plain.winner(played.state)
        seen = measured.observe(state, "opener")
        assert str(measured.value(seen, "moves__value")) == "HIDDEN"


@pytest.mark.parametrize(("text", "told"), FAULTY.items())
def test_what_is_wrong_is_told_at_its_line(text: str, told: tuple[int, str]) -> None:
    with pytest.raises(RulesError) as caught:
        Game(rules_of("nim").with_criteria(parse_criteria(text, "b.toml")))
    (finding,) = caught.value.findings
    assert (finding.file, finding.line) == ("b.toml", told[0])
    assert told[1] in f"{finding.message} {finding.suggestion}"


def test_a_bar_is_about_figures_that_there_are() -> None:
    rules = rules_of("rules").with_criteria(load_criteria(asset("balance.toml")))
    setup = attrs.evolve(setup_of("rules", "doctrine", scenario=1), rules=rules)
    plans = [load_plan(asset("plans/shura.toml"))]
    figures = measure(setup, Wanted(2, PARTS, plans)).findings.figures
    assert {name.partition(".")[0] for name in figures} == {*FIGURES}


def test_our_own_measures_and_bars_are_sound() -> None:
    criteria = load_criteria(asset("balance.toml"))
    rules = rules_of("rules").with_criteria(criteria)
    for info in rules.scenarios:
        game = Game(rules, info.id, "interpreted")
        assert game.value(game.new_game(), "two_tiers__value") == 0
    setup = setup_of("rules", "doctrine", scenario=1)
    found = measure(attrs.evolve(setup, rules=rules), Wanted(20, ("games",)))
    assert found.findings.figures["measure.summits"].value is not None
    measured = [bar for bar in found.bars if bar.held is not None]
    assert len(measured) >= 12
    assert found.findings.tables[0].id == "bars"


def bar(low: float | None, high: float | None, any_of: bool = False) -> Bar:
    return Bar(("x.*",), low, high, "", (), any_of)


def test_a_bar_holds_where_all_its_figures_lie_within() -> None:
    figures = {"x.a": Estimate(0.3, 0.2, 0.4, 9), "x.b": Estimate(0.6, 0.5, 0.7, 9)}
    told = {"x.b.c": Estimate(9, 9, 9, 9), "y": Estimate(9, 9, 9, 9), **figures}
    words = {
        (0.1, 0.8): "held",
        (0.25, 0.8): "held, not surely",
        (0.4, 0.8): "not held",
        (None, 0.65): "held, not surely",
    }
    for (low, high), word in words.items():
        (result,) = judged([bar(low, high)], told, "s")
        assert result.figures == figures
        assert result.word == word
    (result,) = judged([bar(0.45, 0.8, any_of=True)], told, "s")
    assert result.word == "held"
    (result,) = judged([bar(0.1, 0.2)], {}, "s")
    assert result.held is None
    assert "Not measured: x.*" in bars_table([result]).text
    assert not judged([Bar(("y",), 1, 2, "", ("t",), False)], told, "s")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=2, max_size=30))
def test_a_ratio_is_of_the_sums(pairs: list[tuple[int, int]]) -> None:
    count = len(pairs)
    sums = (count, sum(a for a, _ in pairs), sum(a * a for a, _ in pairs))
    out_of = (count, sum(b for _, b in pairs), sum(b * b for _, b in pairs))
    found = ratio_of(sums, out_of, sum(a * b for a, b in pairs))
    assert found.value == pytest.approx(sums[1] / out_of[1])
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value + 1e-9  # type: ignore[operator]
    if len({a / b for a, b in pairs}) == 1:
        assert found.high - found.low == pytest.approx(0, abs=1e-4)


def test_a_share_that_is_out_of_one_each_is_no_wider_than_wilsons() -> None:
    found = ratio_of((100, 30, 30), (100, 100, 100), 30)
    wilson = share_of(30, 100)
    assert found.value == wilson.value
    assert BarResult(bar(found.low, found.high), {"": wilson}).held
