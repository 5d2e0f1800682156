"""A strip below a board that tells what its ground and lines are."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.ui import paint
from game.ui.theme import GROUND, MUTED, TEXT
from game.ui.widgets.base import Widget


@attrs.frozen(eq=False)
class LegendEntry:
    """One thing in a legend: its picture, its name, and what it costs or means."""

    picture: pygame.Surface
    name: str
    note: str = ""


class Legend(Widget):
    """Entries in one row; those for which there is no room are left out."""

    def __init__(self, entries: Sequence[LegendEntry] = ()) -> None:
        """Show these."""
        super().__init__(name="legend")
        self.entries = list(entries)

    def measure(self, width: int) -> tuple[int, int]:
        if not self.entries:
            return (width, 0)
        return (width, self.theme.px(46))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)
        px, gap = self.theme.px("small"), self.theme.gap(1)
        x = self.rect.x + self.theme.gap(3)
        for entry in self.entries:
            name = paint.text(entry.name, "text", px, MUTED)
            note = paint.text(entry.note, "bold", px, TEXT) if entry.note else None
            wide = entry.picture.get_width() + gap + name.get_width()
            wide += gap + note.get_width() if note is not None else 0
            if x + wide > self.rect.right - gap:
                break
            y = self.rect.centery
            surface.blit(entry.picture, entry.picture.get_rect(midleft=(x, y)))
            x += entry.picture.get_width() + gap
            surface.blit(name, name.get_rect(midleft=(x, y)))
            x += name.get_width() + gap
            if note is not None:
                surface.blit(note, note.get_rect(midleft=(x, y)))
                x += note.get_width() + gap
            x += self.theme.gap(2)
