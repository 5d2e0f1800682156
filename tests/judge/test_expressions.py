"""Expressions, judged by Python: folded, interpreted and generated, they are worth the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.judge.batch import INDEXES, Expression, differences, expression, stage
from tests.judge.choices import Choices, by_seed, made

#: Values compared in the test below; the README of this folder says how to run millions.
ENOUGH = 30_000
_BATCH, _POSITIONS = 16, 10
_compared = 0


def _some(choose: Choices) -> list[Expression]:
    on = stage()
    return [expression(choose, on) for _ in range(choose.between(1, _BATCH))]


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made(_some))
def _judge(expressions: list[Expression]) -> None:
    global _compared
    values, wrong = differences(expressions, _POSITIONS)
    _compared += values
    assert not wrong, "\n".join(wrong[:3])


def test_expressions_are_worth_what_python_says() -> None:
    global _compared
    _compared = 0
    _judge()
    assert _compared >= ENOUGH, f"only {_compared} values were compared"


def test_many_more_expressions(long_run: bool) -> None:
    if not long_run:
        pytest.skip("only with --long")
    total = 0
    for seed in range(400):
        choose = by_seed(seed)
        values, wrong = differences([expression(choose, stage()) for _ in range(20)], 20)
        total += values
        assert not wrong, f"seed {seed}:\n" + "\n".join(wrong[:3])
    assert total >= 1_000_000


KNOWN = [
    "last != none and last.rival == red",
    "owner[place] if place in low else none",
    "flooded[place.next] if not place.next not in low else false",
    "mark in place.near and mark.worth > 1",
    "(-5) // 3 == -2 and (-5) % 3 == 1",
    "lowest_one(place, by=place.worth).worth > 1",
    "side[place, min(6, max(1, clock))] == red",
    "side[place, 4] != none and side[place, 4].rival == red",
    "way[odds[clock, level[place]] - 3].worth // max(1, level[place]) % max(2, clock) > 0",
    "open_to[owner[place], foot, 1 + abs(clock) % 3] if owner[place] != none else false",
    "max((toll[p] for p in low if level[p] > 1), default=clock) > min(p.worth for p in place)",
    "sum(level[p] for p in place if mark != none and p == mark) > 0",
    "all(owner[p].rival == red for p in place if owner[p] != none)",
    "red if clock < 0 < level[place] <= 9 != -1 else none",
    "highest_one((p for p in place if p.wet), by=(level[p], false)) != lowest_one(low, by=low.wet)",
]


@pytest.mark.parametrize("text", KNOWN)
def test_written_by_hand(text: str) -> None:
    assert INDEXES[1] == ("place",)
    values, wrong = differences([Expression(("place",), text)], 12)
    assert values > 50
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mark in (hill, ford) and mark.worth > 1", id="one of a few"),
        pytest.param(
            "owner[place] != none and place in low and owner[place].rival == red", id="index"
        ),
    ],
)
def test_what_is_tested_is_known(text: str) -> None:
    _, wrong = differences([Expression(("place",), text)], 3)
    assert not wrong, "\n".join(wrong)
