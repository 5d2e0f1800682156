"""What covers the table while a bot thinks and nobody sits there: it tells whose bot, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.ui.theme import INK, MUTED
from game.ui.widgets import Box, Centre, Text, Widget

if TYPE_CHECKING:
    from game.bots.table_steps import Awaited
    from game.ui.seat_client import SeatClient

#: So many units of eight pixels wide is what stands on it at most.
MOST = 96


class WaitingCover(Widget):
    """Covers the whole window, the same for all who look."""

    opaque = True

    def __init__(self, client: SeatClient) -> None:
        """Cover a table.

        Args:
            client: the table.
        """
        super().__init__(name="waiting")
        self._client = client
        self._shown: tuple[str, int] | None = None
        self._who = Text("", size="hero", role="title", align="centre", snug=True, name="thinks")
        self._long = Text("", size="lead", tint=MUTED, align="centre")
        self.add(Centre(Box(self._who, self._long, gap=2.5), most=MOST))

    def show(self, thinking: Awaited) -> None:
        """Tell which bot thinks, and for how long."""
        now = (thinking.seat, int(thinking.seconds))
        if now != self._shown:
            self._shown, seat = now, self._client.words.seat_name(thinking.seat)
            self._who.set(phrase("stage.seat_thinks", seat=seat))
            self._long.set(phrase("stage.thinks_for", count=now[1]) if now[1] else "")
            if self.rect.width:
                self.place(self.rect)
                self.damage()

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)

    def handle(self, event: pygame.event.Event) -> bool:
        escape = event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
        return event.type != pygame.MOUSEMOTION and not escape
