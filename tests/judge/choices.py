"""Where the generators of this folder take their choices from: Hypothesis, or a plain generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
#: Gives a number from 0 to below n; 0 is the simplest.
Below = Callable[[int], int]


class Choices:
    """Choices one after another; the first of each list is the simplest one."""

    def __init__(self, below: Below) -> None:
        self.below = below

    def pick(self, items: Sequence[T]) -> T:
        """One of them."""
        return items[self.below(len(items))]

    def often(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.below(100) >= 100 - percent

    def between(self, low: int, high: int) -> int:
        """A number from low to high, both included."""
        return low + self.below(high - low + 1)

    def some(self, items: Sequence[T], low: int, high: int) -> list[T]:
        """From low to high of them, in any order."""
        left = list(items)
        wanted = min(self.between(low, high), len(left))
        return [left.pop(self.below(len(left))) for _ in range(wanted)]


def by_seed(seed: int) -> Choices:
    """Choices by a plain generator: fast, and the same for the same seed."""
    return Choices(Random(seed).randrange)


_NUMBERS = [st.integers(0, max(0, n - 1)) for n in range(300)]


@st.composite
def made(draw: st.DrawFn, make: Callable[[Choices], T]) -> T:
    """What is made by choices of Hypothesis, which then makes a failing case small."""
    return make(Choices(lambda n: draw(_NUMBERS[n])))
