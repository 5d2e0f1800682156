"""A strip below a board that tells what its ground and lines are."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.ui import mirror, paint
from game.ui.theme import GROUND, MUTED, TEXT
from game.ui.widgets.base import Widget


@attrs.frozen(eq=False)
class LegendEntry:
    """One thing in a legend: its picture, its name, and what it costs or means."""

    picture: pygame.Surface
    name: str
    note: str = ""


class Legend(Widget):
    """Entries in a row, or in two; those for which there is no room then are left out."""

    #: The most rows.
    ROWS = 2

    def __init__(self, entries: Sequence[LegendEntry] = ()) -> None:
        """Show these."""
        super().__init__(name="legend")
        self.entries = list(entries)

    def _wide(self, entry: LegendEntry) -> int:
        px, gap = self.theme.px("small"), self.theme.gap(1)
        wide = entry.picture.get_width() + gap + paint.width(entry.name, "text", px)
        return wide + (gap + paint.width(entry.note, "bold", px) if entry.note else 0)

    def _rows(self, width: int) -> list[list[LegendEntry]]:
        """The entries in rows, of which the last ones may be too many."""
        gap, room = self.theme.gap(2.5), width - self.theme.gap(4)
        rows: list[list[LegendEntry]] = []
        left = 0
        for entry in self.entries:
            wide = self._wide(entry)
            if not rows or wide > left:
                rows.append([])
                left = room
            rows[-1].append(entry)
            left -= wide + gap
        return rows[: self.ROWS]

    def measure(self, width: int) -> tuple[int, int]:
        rows = len(self._rows(width))
        return (width, self.theme.px(46) + (rows - 1) * self.theme.px(34) if rows else 0)

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)
        rows = self._rows(self.rect.width)
        step = self.rect.height // max(1, len(rows))
        for n, row in enumerate(rows):
            self._draw_row(surface, row, self.rect.y + n * step + step // 2)

    def _draw_row(self, surface: pygame.Surface, row: Sequence[LegendEntry], y: int) -> None:
        px, gap = self.theme.px("small"), self.theme.gap(1)
        x = self.rect.x + self.theme.gap(3)
        for entry in row:
            start = x
            surface.blit(mirror.picture(entry.picture), entry.picture.get_rect(midleft=(x, y)))
            x += entry.picture.get_width() + gap
            name = paint.text(entry.name, "text", px, MUTED)
            surface.blit(name, name.get_rect(midleft=(x, y)))
            if entry.note:
                x += name.get_width() + gap
                note = paint.text(entry.note, "bold", px, TEXT)
                surface.blit(note, note.get_rect(midleft=(x, y)))
            x = start + self._wide(entry) + self.theme.gap(2.5)
