"""Figures and their intervals against known values, and how often an interval holds the truth."""

from __future__ import annotations

from math import atanh, tanh
from random import Random
from statistics import correlation, fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.balance.estimates import correlation_of, deviation_of, mean_of, share_of

NUMBERS = st.lists(st.integers(-20, 20), min_size=2, max_size=40)


@given(NUMBERS)
def test_mean_and_deviation(values: list[int]) -> None:
    found = mean_of(values)
    assert found.value == pytest.approx(fmean(values))
    assert deviation_of(values) == pytest.approx(stdev(values))
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == pytest.approx(
        2 * 1.96 * stdev(values) / len(values) ** 0.5, rel=1e-4, abs=1e-9
    )


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=4, max_size=40))
def test_correlation(pairs: list[tuple[int, int]]) -> None:
    found = correlation_of(pairs)
    one, other = zip(*pairs, strict=True)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found.value is None
        return
    assert found.value is not None
    assert found.value == pytest.approx(correlation(one, other))
    assert found.low is not None
    assert found.high is not None
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_an_interval_of_a_correlation() -> None:
    # Fisher: atanh(r) is spread by 1 / sqrt(n - 3); of r = 0.8 in 28 games 0.609 to 0.903.
    pairs = [(n, n) for n in range(25)] + [(0, 24), (24, 0), (12, 12)]
    found = correlation_of(pairs)
    assert found.value is not None
    low, high = (tanh(atanh(found.value) + sign * 1.96 / 5) for sign in (-1, 1))
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-4)


def test_nothing_is_known_of_nothing() -> None:
    assert share_of(0, 0).value is None
    assert mean_of([]).value is None
    assert mean_of([3]).low is None
    assert deviation_of([3]) is None


def test_an_interval_of_a_mean_holds_the_truth_19_times_of_20() -> None:
    rng, hits = Random(7), 0
    for _ in range(1000):
        found = mean_of([rng.randrange(6) for _ in range(60)])
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 2.5 <= found.high
    assert 925 <= hits <= 970
