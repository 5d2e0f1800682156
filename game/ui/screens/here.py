"""The table of one seat at the computer of a table that phones play: for as long as it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.ui.screens import cards
from game.ui.screens.table import TableScreen

if TYPE_CHECKING:
    from game.ui.seat_client import SeatClient
    from game.ui.widgets import Widget
    from game.ui.window import Window

#: Seconds for which what came of one's own move stands, before all look again.
_AFTER: Final = 1.2


class HereScreen(TableScreen):
    """A table that goes back to what all may see as soon as its seat is asked no more."""

    def __init__(self, window: Window, client: SeatClient) -> None:
        """Sit down.

        Args:
            window: the window.
            client: the window's place, with the eyes of the seat that is asked.
        """
        super().__init__(window, client)
        self._idle = 0.0
        self._n = client.n

    def build(self) -> Widget:
        self._whole = super().build()
        return self._whole

    def enter(self) -> None:
        super().enter()
        cards.news(self)

    def update(self, seconds: float) -> bool:
        moving = super().update(seconds)
        if self.window.root.layers[0] is not self._whole:
            return True
        client = self.client
        if client.n != self._n and not client.telling:
            # Somebody else did something: an umpire, a die, a bot.
            self._n = client.n
            self.renew()
        if client.mine or client.telling or self._rush is not None:
            self._idle = 0.0
            return moving
        if self.in_dialog and not client.paused:
            return moving
        self._idle += seconds
        if self._idle >= _AFTER:
            self.window.go("room")
        return True

    def leave(self) -> None:
        """Let all look again; the game goes on at the phones."""
        self.window.go("room")
