"""What a search tells of a move."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from game.table.bot import Weighed

#: By so many standard errors at most one move is told to be better: it never was otherwise.
SURELY = 99.0
#: The share of the outcomes that counts as the worst, or as the best: one in so many.
TAIL = 3


def weighed(move: int, found: Sequence[float], better: float | None) -> Weighed:
    """Return what is told of a move.

    Args:
        move: the move.
        found: what it came to, at least once.
        better: by how much it is better than the advised one.
    """
    ranked = sorted(found)
    tail = max(1, len(ranked) // TAIL)
    low, high = sum(ranked[:tail]) / tail, sum(ranked[-tail:]) / tail
    return Weighed(move, len(ranked), sum(ranked) / len(ranked), low, high, better)


def paired(found: Sequence[float | None], beside: Sequence[float | None]) -> float | None:
    """By how many standard errors one move is better than another, trial by trial.

    Args:
        found: what it came to in each trial; None where nothing came of it.
        beside: what the other came to in the same trials.
    """
    pairs = zip(found, beside, strict=False)
    apart = [a - b for a, b in pairs if a is not None and b is not None]
    if len(apart) < 2:
        return None
    mean = sum(apart) / len(apart)
    return _in_errors(mean, _variance(apart) / len(apart))


def apart(found: Sequence[float], beside: Sequence[float]) -> float | None:
    """By how many standard errors one move is better than another that was tried apart from it."""
    if len(found) < 2 or len(beside) < 2:
        return None
    mean = sum(found) / len(found) - sum(beside) / len(beside)
    return _in_errors(mean, _variance(found) / len(found) + _variance(beside) / len(beside))


def _variance(found: Sequence[float]) -> float:
    mean = sum(found) / len(found)
    return sum((each - mean) ** 2 for each in found) / (len(found) - 1)


def _in_errors(mean: float, square: float) -> float:
    """A difference in standard errors; one that never varied counts as many."""
    if mean == 0:
        return 0.0
    return max(-SURELY, min(SURELY, mean / max(sqrt(square), 1e-6)))
