"""The time at a table: what the clock says, and how a journal writes it down.

The table alone has a clock; the engine never does. Times are words, `2026-11-28T17:38:06.123Z`:
UTC, to the millisecond, always of one length, so that the later of two is the greater.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Final, Protocol

_SHAPE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class Clock(Protocol):
    """Tells the time; tests give one that they set."""

    def now(self) -> datetime:
        """Return the time of day, with its zone; it may be set back."""
        ...

    def elapsed(self) -> int:
        """Return milliseconds since any moment; they never go back."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> int:
        """Return milliseconds since any moment; they never go back."""
        return time.monotonic_ns() // 1_000_000


CLOCK: Final = SystemClock()


def stamp(clock: Clock, earliest: str | None = None) -> str:
    """Write down the time, which is never before an earlier one.

    Args:
        clock: where the time is read.
        earliest: the time of what was written down before. A clock that was set back since stands
            still there, until it has come to that time again.
    """
    now = clock.now().astimezone(UTC).replace(tzinfo=None)
    told = f"{now.isoformat(timespec='milliseconds')}Z"
    return told if earliest is None else max(told, earliest)


def is_stamp(text: str) -> bool:
    """Return whether a text is a time as a journal writes it."""
    if _SHAPE.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
