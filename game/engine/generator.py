"""Our own small integer generator, so that every machine and every evaluator draws alike.

The algorithm is SplitMix64: Guy L. Steele Jr., Doug Lea and Christine H. Flood, "Fast Splittable
Pseudorandom Number Generators", OOPSLA 2014, with the mixing constants of David Stafford's
variant 13 as in the paper's reference code.  Its n-th output is a function of the seed and n
alone, so a sitting that is resumed needs to remember only how many draws were made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

NAME: Final = "splitmix64"
VERSION: Final = 1
LARGEST_SEED: Final = 2**63 - 1
"""Seeds are kept in TOML, whose integers have 64 bits with a sign."""

_MASK: Final = 2**64 - 1
_SPAN: Final = 2**64
_GAMMA: Final = 0x9E3779B97F4A7C15


def mix(value: int) -> int:
    """Scramble a 64-bit integer (SplitMix64's output function).

    Args:
        value: any integer; its lowest 64 bits are used.

    Returns:
        An integer in 0..2**64-1; different inputs give different results.
    """
    value &= _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def stream_of(name: str) -> int:
    """What a seed is mixed with for the stream of a name.

    Args:
        name: the stream's name; not empty.

    Returns:
        An integer in 0..2**64-1.
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def weighted(options: Sequence[tuple[int, int]], below: Callable[[int], int]) -> int:
    """Choose among ids in proportion to their weights.

    Args:
        options: (id, positive integer weight) pairs, at least one.
        below: draws an integer in 0..n-1.
    """
    rest = below(sum([weight for _, weight in options]))
    for identity, weight in options:
        rest -= weight
        if rest < 0:
            return identity
    raise ValueError("the draw is not below the sum of the weights")


class Generator:
    """A stream of integers fixed by a seed, the name of the stream and the count of draws.

    Attributes:
        seed: what the stream was started from.
        draws: how many 64-bit words were taken so far; set it to continue a stream.
    """

    __slots__ = ("_origin", "draws", "seed")

    def __init__(self, seed: int, stream: str = "", draws: int = 0) -> None:
        """Start a stream, or continue one.

        Args:
            seed: 0..LARGEST_SEED.
            stream: streams of different names from one seed are unrelated; "" is plain
                SplitMix64 of the seed.
            draws: words already taken from it.

        Raises:
            ValueError: the seed or the count is out of range.
        """
        if not 0 <= seed <= LARGEST_SEED:
            raise ValueError(f"seed {seed} is not between 0 and {LARGEST_SEED}")
        if draws < 0:
            raise ValueError(f"{draws} draws: a count cannot be negative")
        self.seed = seed
        self.draws = draws
        self._origin = seed
        if stream:
            self._origin = mix(seed ^ stream_of(stream))

    def word(self) -> int:
        """Return the next 64-bit integer of the stream."""
        self.draws += 1
        return mix(self._origin + self.draws * _GAMMA)

    def below(self, n: int, /) -> int:
        """Return an integer in 0..n-1, every one exactly equally likely.

        Args:
            n: 1..2**64.

        Raises:
            ValueError: n is out of range.
        """
        if not 1 <= n <= _SPAN:
            raise ValueError(f"below({n}): needs a number from 1 to 2**64")
        # Words beyond the last whole multiple of n would favour small results: draw again.
        limit = _SPAN - _SPAN % n
        while True:
            word = self.word()
            if word < limit:
                return word % n

    __call__ = below

    def named(self, stream: str) -> Generator:
        """Return the stream of a name from the same seed, at its start.

        Args:
            stream: the name.
        """
        return Generator(self.seed, stream)

    def weighted(self, options: Sequence[tuple[int, int]]) -> int:
        """Choose among ids in proportion to their weights.

        Args:
            options: (id, positive integer weight) pairs, in an order that never varies.

        Returns:
            One of the ids.

        Raises:
            ValueError: there is no option, or a weight is not positive.
        """
        if not options or any(weight < 1 for _, weight in options):
            raise ValueError("a weighted choice needs options with positive weights")
        return weighted(options, self.below)
