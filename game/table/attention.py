"""What a person looks at before a decision, and how long it takes them."""

from __future__ import annotations

from game.table.acts import (
    KEPT_LOOKS,
    JournalAct,
    Looked,
    Moved,
    Paused,
    RolledBack,
    Seated,
    Undone,
)
from game.table.clock import Clock


class Attention:
    """Counts for the decision that is due, from when its person sees the position.

    Whoever shows a table asks the sitting for its views, previews, reasons and briefs, so what is
    asked for there is what was looked at, in every client alike.
    """

    def __init__(self, clock: Clock, paused: bool) -> None:
        """Wait for the first decision.

        Args:
            clock: where the time is read.
            paused: whether the game is stopped.
        """
        self._clock = clock
        self._paused_at = clock.elapsed() if paused else None
        self._anew()

    def _anew(self) -> None:
        self._since = self._clock.elapsed()
        self._seen = False
        self._paused_for = 0
        if self._paused_at is not None:
            self._paused_at = self._since
        self._previews: dict[str, None] = {}
        self._reasons: dict[str, None] = {}
        self._briefs = 0

    def follow(self, act: JournalAct) -> None:
        """Take note of what happened: another decision is due, or the game stands still."""
        if isinstance(act, (Moved, Undone, RolledBack, Seated)):
            self._anew()
        elif isinstance(act, Paused) and act.on:
            self._paused_at = self._clock.elapsed()
        elif isinstance(act, Paused) and self._paused_at is not None:
            self._paused_for += self._clock.elapsed() - self._paused_at
            self._paused_at = None

    def seen(self) -> None:
        """Count from now, if this is the first time that the position is shown to its person."""
        if not self._seen:
            self._anew()
            self._seen = True

    def preview(self, move: str) -> None:
        """Count a look at what a move would do."""
        self.seen()
        self._previews[move] = None

    def reason(self, move: str) -> None:
        """Count a look at why a move is allowed or not."""
        self.seen()
        self._reasons[move] = None

    def brief(self) -> None:
        """Count a look at the seat's brief."""
        self.seen()
        self._briefs += 1

    @property
    def took(self) -> int:
        """Milliseconds so far, pauses left out."""
        return self._clock.elapsed() - self._since - self._paused_for

    @property
    def looked(self) -> Looked | None:
        """What was looked at so far; None for nothing."""
        previews, reasons = tuple(self._previews), tuple(self._reasons)
        if not previews and not reasons and not self._briefs:
            return None
        return Looked(
            previews=previews[:KEPT_LOOKS],
            reasons=reasons[:KEPT_LOOKS],
            briefs=self._briefs,
            more=len(previews[KEPT_LOOKS:]) + len(reasons[KEPT_LOOKS:]),
        )
