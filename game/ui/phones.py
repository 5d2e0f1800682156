"""Phones at the table of a window: a server beside it, and the page that all may see.

This alone of the window knows the server. It is loaded when a table is opened to phones, since what
a server needs may not be installed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final

from game.serve.access import Reader
from game.serve.background import TableInBackground
from game.serve.host import Host
from game.serve.join_code import qr_rows
from game.serve.kept_devices import KeptDevices
from game.serve.running import said
from game.serve.served_desk import seat_umpire
from game.table.seating import HUMAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.serve.running import OpenAt
    from game.ui.seat_client import SeatClient

#: Seconds of a frame that belong to the network, and to the page that the window shows.
WORK: Final = 0.005
PAGE: Final = 0.003


class Phones:
    """Lets phones join the table of one window.

    Attributes:
        host: the table as those who come by the network know it.
        page: what all may see, as the screen in the room is told; empty at first.
    """

    def __init__(
        self,
        client: SeatClient,
        spot: OpenAt | None,
        sealed: bool = False,
        wake: Callable[[], None] = lambda: None,
        anew: bool = False,
    ) -> None:
        """Open the table.

        Args:
            client: the window's place at it; people at phones sit elsewhere from now on.
            spot: where it is open; None lets nobody come, for a picture.
            sealed: whether seats are taken by their own codes alone.
            wake: is called, in another thread, when there is something to do.
            anew: whether devices that had joined before must join again.

        Raises:
            BadInjects: a file of injects lies beside the save and cannot be used.
        """
        kept = None if spot is None else KeptDevices(client.sitting, anew=anew)
        self.host = Host(client.sitting, sealed=sealed, door=client.door, kept=kept)
        self._client = client
        seat_umpire(self.host, desk=client.desk)
        client.elsewhere = self._elsewhere
        self._table = None if spot is None else TableInBackground(self.host, spot, wake)
        self._screen = self.host.welcome("")
        self._screen.reader = Reader("screen")
        self.page: dict[str, Any] = {}
        self._making: Generator[None, None, str] | None = None
        self._made: tuple[int, int] | None = None
        self._sent = ""
        if self._table is not None:
            self._table.start()

    def _elsewhere(self, seat: str) -> bool:
        """Whether a seat's people are not at the window now: one sits there at a time."""
        return seat != self._client.viewer or self.on_phone(seat)

    # What goes on

    def work(self) -> bool:
        """Do what the network asks for, and make the page for all, while a frame has time.

        Returns:
            Whether more is to do at once.
        """
        more = self._table is not None and self._table.work(WORK)
        return self._make(PAGE) or more

    def _make(self, seconds: float) -> bool:
        """Go on with the page; whether it is not made yet."""
        end = time.perf_counter() + seconds
        if self._making is None:
            if self._made == self.host.moment:
                return False
            self._made, self._making = self.host.moment, self.host.making(self._screen)
        while time.perf_counter() < end:
            try:
                next(self._making)
            except StopIteration as made:
                self._making = None
                if made.value != self._sent:
                    self._sent = made.value
                    self.page = json.loads(self._sent)["page"]
                return self._made != self.host.moment
        return True

    def finish(self) -> None:
        """Make the page at once, for a picture."""
        while self._make(1.0):
            pass

    # Who sits where

    @property
    def asked(self) -> str | None:
        """The seat whose people are asked now, wherever they sit; None while nobody is."""
        sitting = self.host.sitting
        return None if sitting.paused or sitting.over else sitting.to_move

    def on_phone(self, seat: str) -> bool:
        """Whether people at phones hold a seat, connected or not."""
        return self.host.access.taken(seat)

    def here(self, seat: str) -> bool:
        """Whether people at this computer hold a seat."""
        return seat in self.host.joining.here and not self.on_phone(seat)

    def sit_here(self, seat: str) -> None:
        """Somebody at this computer takes a seat that nobody holds by phone, and looks."""
        if self.host.sitting.seats.get(seat) == HUMAN and not self.on_phone(seat):
            self.host.sit_here(seat)
            self._client.viewer = seat

    @property
    def connected(self) -> int:
        """How many devices hold seats and are there now."""
        return sum(seat["people"] for seat in self.host.joining.seats())

    # How to come

    @property
    def address(self) -> str:
        """What people type to come."""
        return self.host.address

    @property
    def code_rows(self) -> tuple[bytes, ...]:
        """The picture of the address and the table's code, row by row: 1 where it is dark."""
        code = self.host.access.codes.table
        return qr_rows(f"{self.address}/#{code}") if code else ()

    def told(self) -> Iterator[str]:
        """What is said at the terminal of a table that was opened."""
        return iter(()) if self._table is None else said(self.host, self._table.spot)

    def close(self) -> None:
        """Send everybody home; the window has its table back, as it is."""
        if self._table is not None:
            self._table.close()
        self._client.elsewhere = lambda _: False
