"""A short move from old to new: how far it has come is worked out from the time alone."""

from __future__ import annotations

from typing import Final

import attrs

LONGEST: Final = 0.4
"""No tween lasts so many seconds."""


@attrs.frozen
class Tween:
    """A move that begins and ends slowly.

    Attributes:
        seconds: how long it takes; 0 where things do not move, and then it is over at once.
    """

    seconds: float = 0.32

    def share(self, elapsed: float) -> float:
        """How much of the way is done, from 0 to 1, so many seconds after it began."""
        if elapsed >= self.seconds:
            return 1.0
        part = max(0.0, elapsed / self.seconds)
        return part * part * (3 - 2 * part)

    def between(self, old: float, new: float, elapsed: float) -> float:
        """The value on the way from old to new."""
        return old + (new - old) * self.share(elapsed)

    def over(self, elapsed: float) -> bool:
        """Whether it has come to its end."""
        return elapsed >= self.seconds


#: Where things do not move.
STILL: Final = Tween(0.0)
