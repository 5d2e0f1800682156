"""A clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """Stands still until a test moves it; what it shows and what has passed are apart.

    Attributes:
        shows: the time of day; a test sets it forward or back.
        passed: the milliseconds that have passed.
    """

    def __init__(self) -> None:
        self.shows = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        self.passed = 0

    def now(self) -> datetime:
        return self.shows

    def elapsed(self) -> int:
        return self.passed

    def wait(self, milliseconds: int) -> None:
        """Let time pass."""
        self.passed += milliseconds
        self.shows += timedelta(milliseconds=milliseconds)
