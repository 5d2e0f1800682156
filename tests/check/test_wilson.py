"""Wilson's interval against published and hand-computed values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.check.wilson import interval


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published(hits: int, trials: int, low: float, high: float) -> None:
    assert interval(hits, trials) == pytest.approx((low, high), abs=6e-5)


def test_nothing_is_known_without_trials() -> None:
    assert interval(0, 0) == (0.0, 1.0)


@given(st.integers(1, 10_000), st.data())
def test_it_holds_the_share(trials: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, trials))
    low, high = interval(hits, trials)
    assert 0.0 <= low <= hits / trials <= high <= 1.0
    below, above = interval(trials - hits, trials)
    assert (1 - above, 1 - below) == pytest.approx((low, high))
