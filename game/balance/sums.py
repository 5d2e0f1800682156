"""Sums of whole numbers under keys: adding them up in any order comes to the same."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

import attrs

from game.balance.estimates import UNKNOWN, Estimate, moments, ratio_of, share_of, variance_of

#: What something is counted under: words, and numbers of rounds.
Key = tuple[str | int, ...]


@attrs.define
class Sums:
    """Counts, sums and sums of squares by key."""

    _held: dict[Key, list[int]] = attrs.Factory(dict)

    def add(self, key: Key, value: int = 1) -> None:
        """Count a value under a key."""
        row = self._held.get(key)
        if row is None:
            self._held[key] = [1, value, value * value]
            return
        row[0] += 1
        row[1] += value
        row[2] += value * value

    def merge(self, other: Sums) -> None:
        """Add all that another has."""
        for key, (count, total, squares) in other._held.items():
            row = self._held.setdefault(key, [0, 0, 0])
            row[0] += count
            row[1] += total
            row[2] += squares

    def keys(self, *head: str | int) -> Iterator[Key]:
        """The keys that begin so, in order."""
        length = len(head)
        found = [key for key in self._held if key[:length] == head]
        yield from sorted(found, key=lambda key: [str(part).rjust(4) for part in key])

    def count(self, *key: str | int) -> int:
        """How many values a key has."""
        return self._held.get(key, (0, 0, 0))[0]

    def total(self, *key: str | int) -> int:
        """The sum of the values of a key."""
        return self._held.get(key, (0, 0, 0))[1]

    def mean(self, *key: str | int, scale: float = 1.0) -> Estimate:
        """The mean of the values of a key, times `scale`."""
        row = self._held.get(key)
        if row is None:
            return UNKNOWN
        count, total, squares = row
        return moments(count, total * scale, squares * scale * scale)

    def deviation(self, *key: str | int) -> float | None:
        """The standard deviation of the values of a key."""
        count, total, squares = self._held.get(key, (0, 0, 0))
        if count < 2:
            return None
        return sqrt(variance_of(count, total, squares))

    def ratio(self, values: Key, out_of: Key, together: Key) -> Estimate:
        """The sum of some values by the sum of others of the same games.

        Args:
            values: their key.
            out_of: the key of the others.
            together: that of the sums of the two, game by game.
        """
        rows = [self._held.get(key, [0, 0, 0]) for key in (values, out_of, together)]
        (n, total, squares), (_, whole, squares_of), (_, _, squares_both) = rows
        both = (squares_both - squares - squares_of) // 2
        return ratio_of((n, total, squares), (n, whole, squares_of), both)

    def share(self, *key: str | int) -> Estimate:
        """The share of ones among the values of a key, each 0 or 1."""
        row = self._held.get(key)
        return UNKNOWN if row is None else share_of(row[1], row[0])
