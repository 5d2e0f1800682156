"""The engine's own random numbers: small, fast, and the same in every evaluator.

SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). The draw
below a bound is that of Lemire, "Fast random integer generation in an interval" (2019).
"""

from __future__ import annotations

import attrs

_MASK = (1 << 64) - 1


@attrs.define
class Draws:
    """A stream of random numbers.

    Attributes:
        state: the seed, from 0 to 2**64 - 1; it changes with each number.
    """

    state: int

    def next(self) -> int:
        """The next number of 64 bits."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & _MASK
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & _MASK
        return z ^ z >> 31

    def below(self, n: int) -> int:
        """A number from 0 to n - 1, each as likely.

        Args:
            n: from 1 to 2**32 - 1.
        """
        while True:
            z = (self.next() >> 32) * n
            if z & 0xFFFFFFFF >= (1 << 32) % n:
                return z >> 32
