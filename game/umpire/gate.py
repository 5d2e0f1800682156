"""The lock of the umpire's console: a code, and more and more time between wrong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.table.clock import CLOCK
from game.table.errors import TableError

if TYPE_CHECKING:
    from game.table.clock import Clock
    from game.table.sitting import Sitting

#: So many wrong codes may follow at once; after that each must wait, twice as long each time.
FREE: Final = 2
_FIRST: Final = 2_000
_LONGEST: Final = 60_000


class WrongCode(TableError):
    """A code that does not open the console, or that comes too soon after a wrong one."""


class UmpireGate:
    """Opens the console of one table to who knows its code."""

    def __init__(self, sitting: Sitting, clock: Clock = CLOCK) -> None:
        """Have heard no code yet.

        Args:
            sitting: the table.
            clock: what tells how long ago the last wrong code was.
        """
        self._sitting, self._clock = sitting, clock
        self._wrong = 0
        self._until = 0

    @property
    def waits(self) -> int:
        """Milliseconds until another code is heard; 0 for none."""
        return max(0, self._until - self._clock.elapsed()) if self._wrong else 0

    def open(self, code: str) -> None:
        """Hear a code; nothing happens where it fits.

        Args:
            code: what was typed.

        Raises:
            WrongCode: it does not fit, the table has none, or it comes too soon.
        """
        if not self._sitting.umpired:
            raise WrongCode(phrase("umpire.no_code"))
        if self.waits:
            seconds = -(-self.waits // 1000)
            raise WrongCode(phrase("umpire.too_soon", count=seconds))
        if self._sitting.opens(code):
            self._wrong = 0
            return
        self._wrong += 1
        late = self._wrong - FREE
        if late > 0:
            self._until = self._clock.elapsed() + min(_LONGEST, _FIRST << min(late - 1, 10))
        raise WrongCode(phrase("umpire.wrong_code"))
