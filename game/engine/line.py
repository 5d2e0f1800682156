"""What of a line of play counts toward the ends that a game comes to by itself."""

from __future__ import annotations

import attrs

from game.engine.core import Core
from game.engine.interpret import State
from game.engine.model import Event
from game.rules.program import LineLimit


@attrs.frozen
class EndLimit:
    """How often something may be before the game ends by it.

    Attributes:
        most: how often.
        ending: the id of the ending that the game then comes to.
    """

    most: int
    ending: str


class LineOfPlay:
    """A line of play as it grows: the decisions that seats were asked for, and the positions.

    Neither is in a position, so that equal positions are equal states however they were come to.
    Whoever plays moves one after the other tells the line of each position; it ends the game
    there where the rules say so, by their `cap` or their `repetition`. A line that goes back is
    begun anew and told of the positions that are left.

    Attributes:
        asked: how many decisions seats were asked for.
        stands: how often the last position stood on the line; 0 where no seat is asked in it, or
            the rules do not count positions.
    """

    def __init__(self, core: Core) -> None:
        """Nothing was played; `Game.line` begins one.

        Args:
            core: the game.
        """
        self._core, self._limits = core, core.program.limits
        self.asked = self.stands = 0
        self._stood: dict[bytes, int] = {}
        self._waits = False

    def copy(self) -> LineOfPlay:
        """The same line, to go on apart from it."""
        made = LineOfPlay(self._core)
        made.asked, made.stands, made._waits = self.asked, self.stands, self._waits
        made._stood = dict(self._stood)
        return made

    @property
    def left(self) -> int | None:
        """How many decisions may be made yet, the one that is due included; None without a cap."""
        cap = self._limits.cap
        return None if cap is None else cap.most - self.asked + self._waits

    def arrive(self, state: State) -> Event | None:
        """Count a position that was come to, and end the game in it if it is one too many.

        A position counts where a seat is asked. One that stands too often goes before a decision
        that is one too many.

        Args:
            state: the position after a move or an outcome of chance; where the game ends by this
                it is over then, and its registers are as they were.

        Returns:
            That it ended, with "game.cap" or "game.repetition" as the rule; None if it did not.
        """
        limits = self._limits
        if not limits:
            return None
        self._waits, self.stands = not state[2] and self._core.seat(state) >= 0, 0
        if not self._waits:
            return None
        if limits.repetition is not None:
            key = bytes(state)
            self.stands = self._stood[key] = self._stood.get(key, 0) + 1
            if self.stands >= limits.repetition.most:
                return self._close(state, limits.repetition, "game.repetition")
        if limits.cap is not None and self.asked >= limits.cap.most:
            return self._close(state, limits.cap, "game.cap")
        self.asked += 1
        return None

    def change(self, state: State) -> None:
        """Count positions anew from one that somebody changed by hand; decisions count on."""
        if self._limits.repetition is not None and self._waits:
            self._stood, self.stands = {bytes(state): 1}, 1

    def _close(self, state: State, limit: LineLimit, rule: str) -> Event:
        self._core.interpreter.finish(limit.ending, -1, state)
        self._waits = False
        return Event("end", self._core.program.endings[limit.ending].id, None, None, rule)


def limit_of(core: Core, limit: LineLimit | None) -> EndLimit | None:
    """A limit of the program as clients are told of it."""
    return None if limit is None else EndLimit(limit.most, core.program.endings[limit.ending].id)
