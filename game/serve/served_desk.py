"""The umpire's desk at a served table: what `Host` asks of it, put together of its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from game.serve.desk_acts import DeskActs
from game.serve.desk_looks import DeskLooks
from game.serve.desk_page import CLAIMED, TRUE, DeskPage
from game.serve.given import Given
from game.serve.sight import Plain
from game.table.clock import CLOCK
from game.umpire import UmpireDesk

if TYPE_CHECKING:
    from game.serve.host import Host
    from game.table.clock import Clock

#: What changes the page alone: whose eyes the board has.
EYES: Final = "eyes"


class ServedDesk:
    """One umpire's desk for all who hold its code; see `game.serve.host.Desk`."""

    def __init__(self, desk: UmpireDesk, complete: Callable[[], bool] = lambda: True) -> None:
        """Sit down.

        Args:
            desk: the desk of the table, of which there is one.
            complete: whether everybody has come for whom the clocks wait, where they do.
        """
        self._desk, self._complete = desk, complete
        self._page = DeskPage(self._desk)
        self._acts = DeskActs(self._desk)
        self._looks = DeskLooks(self._desk, self._acts)

    def open(self) -> None:
        """Somebody has come with the code: that everything was looked at is noted."""
        self._desk.sitting.facilitator.viewed(author=self._desk.author)

    def page(self) -> Plain:
        """What the umpire is shown."""
        return self._page.page()

    def act(self, name: str, given: Mapping[str, object]) -> Plain:
        """Do an act of the umpire; whose eyes were taken is noted in the journal."""
        if name != EYES:
            self._acts.do(name, given)
            return {}
        found = Given(given, name)
        shows = found.one_of("shows", (TRUE, CLAIMED, *self._desk.played))
        found.done()
        if shows != self._page.shows:
            self._page.shows = shows
            if shows not in (TRUE, CLAIMED):
                self._desk.seen_by(shows)
        return {}

    def look(self, name: str, given: Mapping[str, object]) -> Plain:
        """Tell the umpire something; nothing at the table changes by it."""
        return self._looks.look(name, Given(given, name))

    def keep_time(self) -> bool:
        """Let the clocks run; whether something came of it."""
        clocks = self._desk.clocks
        if begins := clocks.waiting and self._complete():
            clocks.hold(False)
        return self._desk.keep_time() or begins

    def clock(self) -> Plain | None:
        """The clock that everybody reads; None where the rules have none."""
        dial = self._desk.clocks.shown
        if dial is None or self._desk.sitting.over:
            return None
        return {
            "name": dial.name,
            "left": dial.left,
            "of": dial.limit,
            "running": dial.running,
        }

    @property
    def rings(self) -> int:
        """How often the bell was heard."""
        return self._desk.clocks.rings


def seat_umpire(
    host: Host, clock: Clock = CLOCK, desk: UmpireDesk | None = None, waits: bool = False
) -> ServedDesk:
    """Give a served table its umpire.

    Args:
        host: the table.
        clock: what tells the time.
        desk: the desk of the table, where others have it too; None makes one.
        waits: whether the clocks begin only once each seat of a person is taken.

    Raises:
        BadInjects: a file of injects lies beside the save and cannot be used.
    """
    desk = desk or UmpireDesk(host.sitting, clock)
    served = ServedDesk(desk, lambda: not host.joining.free())
    if waits:
        desk.clocks.wait()
    host.desk = served
    return served
