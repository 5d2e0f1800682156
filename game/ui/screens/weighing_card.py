"""The card of what is weighed for a decision: it waits for it, and shows it when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Button, Rule, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.weighing import WeighingTable

if TYPE_CHECKING:
    from game.bots.words import Weighing
    from game.ui.screens.base import CardHost
    from game.ui.seat_client import SeatClient


class WeighingCard:
    """Lies on a screen and shows what the adviser of its client finds."""

    def __init__(
        self,
        screen: CardHost,
        client: SeatClient,
        title: str,
        thinks: str,
        back: str,
        chosen: int | None = None,
    ) -> None:
        """Lay it; what it waits for was asked.

        Args:
            screen: where it is laid.
            client: whose adviser is listened to.
            title: what stands above it.
            thinks: what it says while nothing was found.
            back: the words of the button that takes it off.
            chosen: the move that was made, if one was.
        """
        self._screen, self._client = screen, client
        self._thinks, self._chosen, self._n = thinks, chosen, client.n
        self._body = Box(gap=1.1, name="weighing.body")
        self._shown: object = None
        #: Why nothing will come; empty while something may.
        self._refused = ""
        done = Button(back, screen.close_dialog, key="Esc", primary=True, grow=1, name="done")
        self._card = dialog(title, [self._body], [done], most=104, name="weighing.card")
        self._show()
        screen.open(self._card)

    def tick(self) -> bool:
        """Show what came meanwhile; True while it is waited for."""
        if not self.lies:
            return False
        if self._n != self._client.n:
            # The game has gone on, and this is of another position.
            self._screen.close_dialog()
            return True
        if not self._refused:
            self._show()
        return self._client.adviser.thinks

    @property
    def lies(self) -> bool:
        """Whether it still lies on its screen."""
        return self._card in self._screen.window.root.layers

    def _show(self) -> None:
        """Bring the card in line with what is known."""
        adviser = self._client.adviser
        answer = self._client.door.do(adviser.found)
        now = (answer.refused, answer.value, int(adviser.seconds))
        if now == self._shown:
            return
        self._shown, self._refused = now, answer.refused
        if answer.refused:
            self._body.refill(Text(answer.refused))
        elif answer.value is None:
            self._body.refill(*self._waiting(now[2]))
        else:
            self._body.refill(*self._found(answer.value))
        if self._card.rect.width:
            self._card.place(self._card.rect)
            self._card.damage()

    def _waiting(self, seconds: int) -> list[Widget]:
        words = self._thinks
        if seconds:
            words += " " + phrase("stage.thinks_for", count=seconds)
        hurry = Button(phrase("hint.now"), self._client.adviser.hurry, key="X", name="weighing.now")
        return [Text(words, tint=MUTED, name="weighing.thinks"), hurry]

    def _found(self, told: Weighing) -> list[Widget]:
        why = Text(told.why, size="small", name="weighing.why")
        if not told.rows:
            return [Text(told.title, role="bold", tint=ACCENT), why]
        by_what = Text(phrase("weighing.by_what"), size="small", tint=MUTED)
        return [by_what, WeighingTable(told, self._chosen), Rule(), why]
