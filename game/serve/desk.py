"""What a served table asks of its umpire's desk, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from game.serve.sight import Plain


class Desk(Protocol):
    """The umpire's desk, whatever it shows and does: this only passes on.

    `page` and `look` give plain data, and `act` does what was asked with what was given for it. All
    run in the sitting's thread. What is raised of the table's own errors is
    told to the umpire in its words.
    """

    @property
    def rings(self) -> int:
        """How often the bell was heard."""
        ...

    def open(self) -> None:
        """Somebody has come with the umpire's code."""
        ...

    def page(self) -> Plain:
        """What the umpire is shown."""
        ...

    def act(self, name: str, given: Mapping[str, object]) -> Plain:
        """Do an act of the umpire."""
        ...

    def look(self, name: str, given: Mapping[str, object]) -> Plain:
        """Tell the umpire something on request; nothing at the table changes by it."""
        ...

    def keep_time(self) -> bool:
        """Let the clocks run; whether something came of it."""
        ...

    def clock(self) -> Plain | None:
        """The clock that everybody reads, if there is one."""
        ...
