"""The generator: the published algorithm, unbiased, and the same when continued."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.generator import LARGEST_SEED, Generator

SEEDS = st.integers(0, LARGEST_SEED)


def test_known_words() -> None:
    # The values that the reference code of SplitMix64 gives for the seed 1234567.
    rng = Generator(1234567)
    assert [rng.word() for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(SEEDS, st.integers(0, 50), st.text(max_size=5))
def test_continues(seed: int, count: int, stream: str) -> None:
    whole = Generator(seed, stream)
    for _ in range(count):
        whole.word()
    assert Generator(seed, stream, count).word() == whole.word()


@given(SEEDS, st.integers(1, 2**64))
def test_below_stays_below(seed: int, n: int) -> None:
    assert 0 <= Generator(seed).below(n) < n


def test_below_is_even() -> None:
    rng = Generator(1)
    counts = Counter(rng(6) for _ in range(6000))
    assert sorted(counts) == list(range(6))
    assert all(880 < count < 1120 for count in counts.values())


def test_rejected_words_count_as_draws() -> None:
    # More than half of the words are rejected here, so some of ten draws take several.
    rng = Generator(7)
    for _ in range(10):
        rng.below(2**63 + 1)
    assert rng.draws > 10
    assert Generator(7, draws=rng.draws).word() == rng.word()


def test_weights() -> None:
    rng = Generator(3)
    counts = Counter(rng.weighted([(10, 1), (20, 3)]) for _ in range(4000))
    assert set(counts) == {10, 20}
    assert 900 < counts[10] < 1100


@pytest.mark.parametrize("bad", [0, -1, 2**64 + 1])
def test_below_refuses(bad: int) -> None:
    with pytest.raises(ValueError, match="needs a number"):
        Generator(1).below(bad)


@pytest.mark.parametrize("options", [[], [(1, 0)], [(1, 2), (2, -1)]])
def test_weighted_refuses(options: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="positive"):
        Generator(1).weighted(options)


@pytest.mark.parametrize("seed", [-1, LARGEST_SEED + 1])
def test_seed_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        Generator(seed)
