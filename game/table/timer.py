"""The time of a council, which runs at the table alone: it is told, and nothing here ends anything.

The engine knows no clock. A timer reads one that the table has, counts only while it runs, and may
be held by the people.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from game.table.clock import CLOCK

if TYPE_CHECKING:
    from game.table.clock import Clock

_MINUTE: Final = 60_000


class CouncilTimer:
    """Counts down the time of one council after another.

    Attributes:
        limit: milliseconds that a council has; 0 for no limit.
        held: whether people stopped it.
    """

    def __init__(self, clock: Clock = CLOCK) -> None:
        """Stand still, without a limit.

        Args:
            clock: what is read.
        """
        self._clock = clock
        self.limit, self.held = 0, False
        self._at: Hashable = None
        self._spent = 0
        self._since: int | None = None

    def allow(self, minutes: int) -> None:
        """Give each council so many minutes; 0 for no limit."""
        self.limit = minutes * _MINUTE

    def meet(self, council: Hashable) -> None:
        """Say which council it is now: another one than before begins with its whole time.

        Args:
            council: what tells one from another; None where something else is asked.
        """
        if council != self._at:
            self._at, self.held = council, False
            self._spent, self._since = 0, None

    def run(self, on: bool) -> None:
        """Let time count, or let it stand; it stands as well while it is held."""
        on = on and not self.held and self.limit > 0
        if on and self._since is None:
            self._since = self._clock.elapsed()
        elif not on and self._since is not None:
            self._spent, self._since = self.spent, None

    def hold(self) -> None:
        """Hold it, or let it go on from the next `run`."""
        self.held = not self.held
        self.run(False)

    @property
    def spent(self) -> int:
        """Milliseconds of this council so far."""
        return self._spent + (0 if self._since is None else self._clock.elapsed() - self._since)

    @property
    def left(self) -> int:
        """Milliseconds that are left; 0 once the time is up, and where there is no limit."""
        return max(0, self.limit - self.spent)

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.limit > 0 and self.left == 0
