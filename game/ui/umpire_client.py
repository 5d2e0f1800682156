"""The umpire's place at the window: the game as it is now, with the eyes of all, or of one seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.outlook import Outlook
from game.ui.replay_client import ReplayClient
from game.ui.seat_client import SeatClient
from game.ui.threats import Threats

if TYPE_CHECKING:
    from game.engine import View

#: Whose eyes it has besides a seat's: everybody's, or what all who play see together.
TRUE, CLAIMED = "", "*"


class UmpireClient(ReplayClient):
    """A place at which nothing is played: it shows the present, to who may know everything.

    Attributes:
        desk: what the umpire does.
        shows: `TRUE`, `CLAIMED`, or the seat whose view is shown.
    """

    def __init__(self, seated: SeatClient) -> None:
        """Look at everything.

        Args:
            seated: the place of those who play there.
        """
        SeatClient.__init__(self, seated.sitting)
        self.origin, self.desk = seated.sitting, seated.desk
        self.readers = [None, *self.game.seats]
        self.reader: str | None = None
        self.shows = TRUE
        self._trails = {}
        self.at = 0

    def show(self, shows: str) -> None:
        """Take other eyes; that a seat's were taken is noted in the journal.

        Args:
            shows: `TRUE`, `CLAIMED`, or a seat.

        Raises:
            SaveFailed: they are taken but that is not yet on the disk.
        """
        if shows == self.shows:
            return
        self.shows = shows
        self.reader = shows if shows in self.game.seats else None
        self.viewer = self.reader or self.game.seats[0]
        self._view = None
        self._values.clear()
        self.outlook, self.threats = Outlook(self), Threats(self)
        if self.reader is not None:
            self.desk.seen_by(self.reader)

    @property
    def actor(self) -> str | None:
        """The seat that is asked, or None."""
        return self.sitting.actor

    @property
    def asked_seat(self) -> str | None:
        """The seat whose person or bot is to move, or None."""
        return self.sitting.to_move

    @property
    def table(self) -> str:
        """What the table is called."""
        return self.sitting.table

    @property
    def on_disk(self) -> bool:
        """Whether all that happened is in a file."""
        return not self.sitting.unsaved and self.sitting.path is not None

    @property
    def question(self) -> str:
        """What is asked now, in words."""
        return self.sitting.pending.question

    @property
    def counted(self) -> tuple[int, ...]:
        """The numbers of the entries that the position is made of."""
        return self.sitting.line

    @property
    def eyes(self) -> str:
        return super().eyes if self.reader is not None else phrase("umpire.name")

    @property
    def view(self) -> View:
        key = (self.shows, self.sitting.n, -1)
        if self._view is None or self._view[0] != key:
            seen = self.desk.claimed if self.shows == CLAIMED else self.sitting.sight(self.reader)
            self._view = (key, seen)
            self._values.clear()
        return self._view[1]
