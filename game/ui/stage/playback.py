"""Which moment of the story is shown, and for how long: time goes in, no clock is read."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from game.engine import Advice, Throw, View
    from game.story.moments import Moment
    from game.table import LogLine

SHORTEST: Final = 1.2
"""Seconds for which a moment stands at least, at normal speed."""
LONGEST: Final = 4.5
"""And at most."""
_BEGIN, _LETTER = 0.9, 0.022


@attrs.frozen(eq=False)
class Cue:
    """A moment with what a seat sees round it.

    Attributes:
        moment: what is told.
        line: the line of the log that it is of.
        before: what the seat saw before it.
        after: what it sees since.
        first: whether it is the first of its line.
        last: whether it is the last.
        why: the row that a bot followed, where the seat can tell.
        throw: the throw whose outcome it is, and the table that decides by it, where the seat can
            know its line.
    """

    moment: Moment
    line: LogLine
    before: View
    after: View
    first: bool
    last: bool
    why: Advice | None = None
    throw: Throw | None = None

    @property
    def dwell(self) -> float:
        """Seconds for which it stands, at normal speed: as long as it takes to read."""
        letters = sum(map(len, self.moment.sentences))
        letters += sum(len(change.text) for change in self.moment.changes) // 3
        return min(LONGEST, max(SHORTEST, _BEGIN + _LETTER * letters))


class Playback:
    """Cues in a row, one of which is shown.

    Attributes:
        cues: what was told and is to be told, the oldest first.
        at: the place of the cue that is shown; -1 for none.
        elapsed: seconds for which it has stood, at normal speed.
        paused: whether time stands still.
        told: whether all was told: the table stands as it is now.
    """

    def __init__(self) -> None:
        """Tell nothing yet."""
        self.cues: list[Cue] = []
        self.at = -1
        self.elapsed = 0.0
        self.paused = False
        self.told = True

    @property
    def cue(self) -> Cue | None:
        """The cue that is shown, or that was shown last."""
        return self.cues[self.at] if 0 <= self.at < len(self.cues) else None

    @property
    def heard(self) -> float:
        """The number of the last entry that was told whole; without end where all was told."""
        cue = self.cue
        if self.told or cue is None:
            return inf
        later = self.cues[self.at + 1 : self.at + 2]
        return cue.moment.n if not later or later[0].moment.n > cue.moment.n else cue.moment.n - 1

    @property
    def last(self) -> bool:
        """Whether no cue comes after the one that is shown."""
        return self.at >= len(self.cues) - 1

    def clear(self) -> None:
        """Forget all cues."""
        self.cues.clear()
        self.at, self.elapsed, self.paused, self.told = -1, 0.0, False, True

    def add(self, cues: Iterable[Cue]) -> bool:
        """Add cues, and show the first of them; False where there are none."""
        new = list(cues)
        if new:
            self.at = len(self.cues)
            self.cues += new
            self.elapsed, self.told = 0.0, False
        return bool(new)

    def tick(self, seconds: float) -> bool:
        """Let time pass; whether the cue that is shown has stood long enough."""
        cue = self.cue
        if self.told or self.paused or cue is None:
            return False
        self.elapsed += seconds
        return self.elapsed >= cue.dwell

    def forward(self) -> bool:
        """Go to the next cue; False where that was the last, and all is told."""
        if self.told or self.last:
            self.told = True
            return False
        self.at, self.elapsed = self.at + 1, 0.0
        return True

    def back(self) -> bool:
        """Go to the cue before, and stay there; False where there is none."""
        # When all is told, the last one is what stands on the stage: to see it come again is a
        # step back as well.
        to = self.at if self.told else self.at - 1
        if not 0 <= to < len(self.cues):
            return False
        self.at, self.elapsed, self.paused, self.told = to, 0.0, True, False
        return True

    def finish(self) -> None:
        """Let all be told."""
        self.at, self.told, self.paused = len(self.cues) - 1, True, False
