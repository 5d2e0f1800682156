"""Figures with how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from math import atanh, sqrt, tanh

import attrs

from game.check.wilson import Z95, interval


@attrs.frozen
class Estimate:
    """A figure that was measured in some games, and its 95 % interval.

    Attributes:
        value: the figure; None where there was nothing to measure.
        low, high: the interval; None where nothing is known of it.
        of: how many games, or chances, it was measured in.
        share: whether it is a share, 0 to 1, that people read as so many of a hundred.
    """

    value: float | None
    low: float | None
    high: float | None
    of: int
    share: bool = False

    def as_json(self) -> dict[str, float | int | None]:
        """The figure as documents have it."""
        return {
            "value": _round(self.value),
            "low": _round(self.low),
            "high": _round(self.high),
            "of": self.of,
        }


#: What was not measured.
UNKNOWN = Estimate(None, None, None, 0)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def share_of(hits: int, trials: int) -> Estimate:
    """A share, with Wilson's interval.

    Args:
        hits: how often it was so.
        trials: how often it could have been.
    """
    if trials == 0:
        return UNKNOWN
    low, high = interval(hits, trials)
    return Estimate(hits / trials, low, high, trials, share=True)


def mean_of(values: Sequence[int | float]) -> Estimate:
    """A mean, with the interval of its standard error."""
    return moments(len(values), sum(values), sum(v * v for v in values))


def moments(count: int, total: float, squares: float) -> Estimate:
    """A mean, of what was summed up.

    Args:
        count: how many values.
        total: their sum.
        squares: the sum of their squares.
    """
    if count == 0:
        return UNKNOWN
    mean = total / count
    if count == 1:
        return Estimate(mean, None, None, 1)
    half = Z95 * sqrt(variance_of(count, total, squares) / count)
    return Estimate(mean, mean - half, mean + half, count)


def variance_of(count: int, total: float, squares: float) -> float:
    """The variance of two values or more, of what was summed up; see `moments`."""
    return max(0.0, (squares - total * total / count) / (count - 1))


def ratio_of(sums: tuple[int, int, int], out_of: tuple[int, int, int], both: int) -> Estimate:
    """How much of something there is, in all games together, with the interval of a ratio.

    Args:
        sums: how many games, the sum of what there is in each, and of its squares.
        out_of: the same of what it is out of.
        both: the sum of the products of the two.
    """
    count, total, squares = sums
    _, whole, squares_of = out_of
    if not whole:
        return UNKNOWN
    ratio = total / whole
    if count < 2:
        return Estimate(ratio, None, None, count)
    # What games lie off the ratio, by its linear part (Cochran, "Sampling Techniques", 2.11).
    off = max(0.0, squares - 2 * ratio * both + ratio * ratio * squares_of) / (count - 1)
    half = Z95 * sqrt(off / count) / abs(whole / count)
    return Estimate(ratio, ratio - half, ratio + half, count)


def deviation_of(values: Sequence[int | float]) -> float | None:
    """The standard deviation; None of fewer than two values."""
    count = len(values)
    if count < 2:
        return None
    return sqrt(variance_of(count, sum(values), sum(v * v for v in values)))


def correlation_of(pairs: Sequence[tuple[float, float]]) -> Estimate:
    """How two values go together, -1 to 1 (Pearson), with Fisher's interval."""
    count = len(pairs)
    if count < 4:
        return UNKNOWN
    mean_a, mean_b = (sum(p[k] for p in pairs) / count for k in (0, 1))
    a, b = (sum((p[k] - m) ** 2 for p in pairs) for k, m in ((0, mean_a), (1, mean_b)))
    if not a or not b:
        return UNKNOWN
    both = sum((p[0] - mean_a) * (p[1] - mean_b) for p in pairs)
    r = max(-1.0, min(1.0, both / sqrt(a * b)))
    if abs(r) == 1.0:
        return Estimate(r, r, r, count)
    middle, half = atanh(r), Z95 / sqrt(count - 3)
    return Estimate(r, tanh(middle - half), tanh(middle + half), count)
