"""Things one after another, on as many lines as they need."""

from __future__ import annotations

from typing import Any

import pygame

from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box, Spacer


class Wrap(Widget):
    """Children side by side, each as wide as it wants to be; what has no room begins a new line."""

    def __init__(
        self, *children: Widget, gap: float = 0.75, name: str = "", grow: float = 0.0
    ) -> None:
        """Hold children.

        Args:
            children: what stands there, in order.
            gap: between them, in units of eight pixels.
            name: what it is found by.
            grow: its share of room that is left over.
        """
        super().__init__(name=name, grow=grow)
        self.gap = gap
        self.add(*children)

    def _lines(self, width: int) -> list[tuple[list[tuple[Widget, int, int]], int]]:
        """The children line by line, each with its left end and width, and how high a line is."""
        gap, x = self.theme.gap(self.gap), 0
        lines: list[tuple[list[tuple[Widget, int, int]], int]] = []
        for child in self.children:
            wide, high = child.measure(width)
            wide = min(wide, width)
            if not lines or x + wide > width:
                lines.append(([], 0))
                x = 0
            row, most = lines[-1]
            row.append((child, x, wide))
            lines[-1] = row, max(most, high)
            x += wide + gap
        return lines

    def measure(self, width: int) -> tuple[int, int]:
        lines = self._lines(width)
        gaps = self.theme.gap(self.gap) * max(0, len(lines) - 1)
        ends = [row[-1][1] + row[-1][2] for row, _ in lines]
        return (max(ends, default=0), sum(high for _, high in lines) + gaps)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        y = rect.y
        for row, high in self._lines(rect.width):
            for child, x, wide in row:
                own = min(high, child.measure(wide)[1])
                child.place(pygame.Rect(rect.x + x, y + (high - own) // 2, wide, own))
            y += high + self.theme.gap(self.gap)


class Spread(Box):
    """Side by side where all have room for their words; else one below another."""

    def __init__(self, *children: Widget, **looks: Any) -> None:
        """Lay out as a box does."""
        super().__init__(*children, across=True, **looks)

    def _side_by_side(self, width: int) -> bool:
        pad, gap = self.theme.gap(self.pad), self.theme.gap(self.gap)
        shown, room = self._shown(), max(0, width - 2 * pad)
        widths = self._widths(room, gap)
        return all(not _says(c) or c.holds(w) for c, w in zip(shown, widths, strict=True))

    def measure(self, width: int) -> tuple[int, int]:
        if self._side_by_side(width):
            return super().measure(width)
        pad, gap = self.theme.gap(self.pad), self.theme.gap(self.gap)
        rows = [c.measure(width - 2 * pad)[1] for c in self._shown() if _says(c)]
        return (width, sum(rows) + gap * max(0, len(rows) - 1) + 2 * pad)

    def place(self, rect: pygame.Rect) -> None:
        if self._side_by_side(rect.width):
            super().place(rect)
            return
        self.rect = pygame.Rect(rect)
        pad, gap = self.theme.gap(self.pad), self.theme.gap(self.gap)
        x, y, wide = rect.x + pad, rect.y + pad, rect.width - 2 * pad
        for child in self._shown():
            high = child.measure(wide)[1] if _says(child) else 0
            child.place(pygame.Rect(x, y, wide if high else 0, high))
            y += high + (gap if high else 0)


def _says(widget: Widget) -> bool:
    """Whether a child is more than a gap."""
    return not isinstance(widget, Spacer)
