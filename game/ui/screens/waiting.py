"""What covers the table while a bot thinks and nobody sits there: it tells whose bot, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.ui.keyset import TABLE
from game.ui.screens.curtain import Seal
from game.ui.theme import ACCENT, INK, MUTED
from game.ui.widgets import Box, Button, Centre, Text, Widget

if TYPE_CHECKING:
    from game.bots.table_steps import Awaited
    from game.ui.seat_client import SeatClient

#: So many units of eight pixels wide is what stands on it at most.
MOST = 96


class WaitingCover(Widget):
    """Covers the whole window, the same for all who look."""

    opaque = True
    acts = TABLE

    def __init__(self, client: SeatClient) -> None:
        """Cover a table.

        Args:
            client: the table.
        """
        super().__init__(name="waiting")
        self._client, self._tint = client, ACCENT
        self._shown: tuple[str, int] | None = None
        self._mark = Box()
        self._who = Text("", size="hero", role="title", align="centre", snug=True, name="thinks")
        self._long = Text("", size="lead", tint=MUTED, align="centre", name="thinks.long")
        self._now = Button(phrase("stage.now"), client.door.hurry, key="X", name="now")
        leave = Text(phrase("stage.wait_leave"), tint=MUTED, align="centre")
        parts = (self._mark, self._who, self._long, self._now, leave)
        self.add(Centre(Box(*parts, gap=2.5), most=MOST))

    def show(self, awaited: Awaited) -> None:
        """Tell which bot thinks, and for how long."""
        client, now = self._client, (awaited.seat, int(awaited.seconds))
        if now == self._shown:
            return
        if self._shown is None or self._shown[0] != awaited.seat:
            look = client.look.seats.get(awaited.seat)
            self._tint = client.tint(awaited.seat)
            self._mark.refill(Seal(look.icon if look else "user", self._tint))
            self._now.visible = awaited.hurries
            self._who.set(client.words.seat_name(awaited.seat))
        self._shown = now
        long = phrase("stage.thinks_for", count=now[1]) if now[1] else ""
        self._long.set(f"{phrase('stage.thinks')} {long}".rstrip())
        if self.rect.width:
            self.place(self.rect)
            self.damage()

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(self._tint, (self.rect.x, self.rect.y, self.rect.width, 6))

    def handle(self, event: pygame.event.Event) -> bool:
        return event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)
