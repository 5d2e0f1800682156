"""The strip under the bar: what must be seen until it is over, each with a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pygame

from game.bots.door import Obstacles
from game.catalogue import phrase
from game.ui.theme import ACCENT, BAD, INK, TEXT
from game.ui.widgets import Box, Button, Text, Widget

if TYPE_CHECKING:
    from game.ui.seat_client import SeatClient


class Stays(Protocol):
    """What the strip knows of the table.

    Attributes:
        client: the seat whose eyes the window has.
    """

    client: SeatClient

    def keep(self) -> None:
        """Try again to write what is in memory only."""
        ...

    def keep_elsewhere(self) -> None:
        """Choose another place for the game."""
        ...

    def pause(self) -> None:
        """Stop the game, or let it go on."""
        ...

    def go_on(self) -> None:
        """Let the die or the bot try again."""
        ...

    def seats(self) -> None:
        """Show who plays which seat."""
        ...


class Strip(Box):
    """Rows over the table, one for each thing that stands in the way; not there where none does."""

    def __init__(self, screen: Stays) -> None:
        super().__init__(gap=0.5, pad=0.75, name="strip")
        self._screen = screen
        self._told = Obstacles()
        self.visible = False

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        tint = BAD if self._told.unsaved or self._told.halted else ACCENT
        surface.fill(tint, (self.rect.x, self.rect.y, 4, self.rect.height))

    def show(self) -> bool:
        """Tell what stands in the way now; True if the strip takes another room than before."""
        now = self._screen.client.door.obstacles()
        if now == self._told:
            return False
        before = self.rect.height if self.visible else 0
        self._told = now
        self.visible = now != Obstacles()
        self.replace(*self._rows(now))
        return not self.visible or self.measure(self.rect.width)[1] != before

    def _rows(self, now: Obstacles) -> list[Widget]:
        screen, rows = self._screen, list[Widget]()
        if now.unsaved:
            again = _small(phrase("button.try_again"), screen.keep, "keep")
            elsewhere = _small(phrase("button.save_elsewhere"), screen.keep_elsewhere, "elsewhere")
            rows.append(_row(now.unsaved, again, elsewhere))
        if now.paused:
            go_on = _small(phrase("button.go_on"), screen.pause, "go_on")
            rows.append(_row(now.paused, go_on))
        if now.halted:
            again = _small(phrase("button.try_again"), screen.go_on, "retry")
            who = _small(phrase("table.strip_who"), screen.seats, "seats")
            rows.append(_row(now.halted, again, who))
        return rows


def _row(words: str, *buttons: Button) -> Box:
    text = Text(words, role="bold", tint=TEXT, grow=1)
    return Box(text, *buttons, across=True, gap=1, centre=True)


def _small(words: str, act: object, name: str) -> Button:
    assert callable(act)
    return Button(words, act, size="small", name=f"strip:{name}")
