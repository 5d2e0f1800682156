"""The window's place at a table of many devices: the game with the eyes of all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.seat_client import SeatClient

if TYPE_CHECKING:
    from game.engine import View
    from game.table import LogLine


class RoomClient(SeatClient):
    """A place at which nobody sits: it shows what all may see together."""

    def __init__(self, seated: SeatClient) -> None:
        """Look with the eyes of all.

        Args:
            seated: the window's place at the table, by whose door all that is done goes.
        """
        super().__init__(seated.sitting)
        self.door.close()
        self.door, self.keeping = seated.door, seated.keeping
        self.desk = seated.desk
        self.viewer = self.game.seats[0]

    @property
    def looking(self) -> tuple[str, ...]:
        return self.game.seats

    @property
    def eyes(self) -> str:
        return phrase("room.all")

    @property
    def view(self) -> View:
        key = ("", self.sitting.n, len(self.sitting.entries))
        if self._view is None or self._view[0] != key:
            self._view = (key, self.sitting.common(self.game.seats))
            self._values.clear()
        return self._view[1]

    def log(self) -> Sequence[LogLine]:
        return self.sitting.common_log(self.game.seats)

    @property
    def humans(self) -> list[str]:
        return []

    @property
    def human_turn(self) -> bool:
        return False

    @property
    def idle(self) -> bool:
        return True

    @property
    def mine(self) -> bool:
        return False

    def undo_reason(self) -> str | None:
        return phrase("replay.only_look")
