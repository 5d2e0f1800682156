"""The one way of the window into a sitting: what is done there, and what stands in the way.

No screen catches what a table raises: it asks here for something to be done and reads what came
of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from game.bots.table_steps import Awaited, TableSteps
from game.catalogue import phrase
from game.table import Attempt, Sitting, attempt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.rules import Rules
    from game.table import Bot, Step

T = TypeVar("T")


@frozen
class Obstacles:
    """What everybody at the table must see until it is over; empty where all is well.

    Attributes:
        unsaved: how much is in memory only, and why.
        paused: that the game was stopped.
        halted: why neither chance nor a bot can go on.
    """

    unsaved: str = ""
    paused: str = ""
    halted: str = ""


class Door:
    """Does things at one table.

    Attributes:
        halted: why neither chance nor a bot can go on; empty where they can.
    """

    def __init__(self, sitting: Sitting, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Do nothing yet.

        Args:
            sitting: the game that is played.
            bots: gives the bots that there are; a function of a module.
        """
        self._sitting = sitting
        self._steps = TableSteps(sitting, bots)
        self.halted = ""
        #: Whether it was said that the disk refuses what happens.
        self._unsaved = False
        self._told: set[str] = set()

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table.

        That the disk refuses is said once, until all is written again; the strip tells it
        meanwhile.
        """
        answer = attempt(act)
        if answer.done:
            # Whatever was done may be what the bot or the die needed.
            self.halted = ""
        if answer.unsaved and not self._unsaved:
            self._told.discard(answer.unsaved)
            self._sitting.notices.append(answer.unsaved)
        self._unsaved = bool(answer.unsaved) or (self._unsaved and self._sitting.unsaved > 0)
        return answer

    def step(self) -> Step | None:
        """Let chance or a bot take one step; where that is refused, `halted` says why.

        None also while a bot thinks.
        """
        if self.halted:
            return None
        answer = self.do(self._steps.step)
        self.halted = answer.refused
        return answer.value or answer.step

    @property
    def thinking(self) -> Awaited | None:
        """Which bot thinks about its move, or None."""
        return self._steps.thinking

    def look(self) -> None:
        """Let a bot that is due begin to think, and one that is due no more stop."""
        if not self.halted:
            self._steps.look()

    def hurry(self) -> None:
        """Let the bot that thinks move with what it has found."""
        self._steps.hurry()

    def close(self) -> None:
        """Let no bot think any more: the table is left."""
        self._steps.close()

    def obstacles(self) -> Obstacles:
        """What everybody at the table must see now."""
        sitting = self._sitting
        return Obstacles(
            self._unsaved_words(),
            phrase("table.paused") if sitting.paused else "",
            phrase("table.halted", why=self.halted) if self.halted else "",
        )

    def _unsaved_words(self) -> str:
        count, path = self._sitting.unsaved, self._sitting.path
        if not count:
            return ""
        if path is None:
            return phrase("table.unsaved_no_file", count=count)
        return phrase("table.unsaved", count=count, file=path.name)

    def take_notices(self) -> list[str]:
        """Take the sentences for the people at the table, each once."""
        found = [words for words in self._sitting.notices if words not in self._told]
        self._told.update(found)
        self._sitting.notices.clear()
        return list(dict.fromkeys(found))
