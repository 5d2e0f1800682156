"""Rows, columns, stacks and padding."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import LINE
from game.ui.widgets.base import Widget

#: A width that nothing reaches.
_ENDLESS = 1_000_000


class Box(Widget):
    """Children in a line, downwards or across; those with `grow` share what is left over."""

    def __init__(
        self,
        *children: Widget,
        across: bool = False,
        gap: float = 1.0,
        pad: float = 0.0,
        fill: tuple[int, ...] | None = None,
        edge: Colour | None = None,
        radius: int = 8,
        centre: bool = False,
        name: str = "",
        grow: float = 0.0,
        tip: str = "",
    ) -> None:
        super().__init__(name=name, grow=grow, tip=tip)
        self.across, self.gap, self.pad = across, gap, pad
        self.fill, self.edge, self.radius, self.centre = fill, edge, radius, centre
        self.add(*children)

    def _shown(self) -> list[Widget]:
        return [c for c in self.children if c.visible]

    def _widths(self, room: int, gap: int) -> list[int]:
        """How wide each child is, when they stand side by side."""
        shown = self._shown()
        room -= gap * max(0, len(shown) - 1)
        fixed = {id(c): min(c.measure(room)[0], room) for c in shown if not c.grow}
        if sum(fixed.values()) > room:
            # The widest give way, and those that are stiff do not.
            stiff = sum(fixed[id(c)] for c in shown if c.stiff and not c.grow)
            loose = [id(c) for c in shown if not c.stiff and not c.grow]
            most = levelled([fixed[i] for i in loose], room - stiff)
            fixed.update((i, min(fixed[i], most)) for i in loose)
        left = max(0, room - sum(fixed.values()))
        total = sum(c.grow for c in shown) or 1.0
        return [fixed.get(id(c), int(left * c.grow / total)) for c in shown]

    def measure(self, width: int) -> tuple[int, int]:
        pad, gap = self.theme.gap(self.pad), self.theme.gap(self.gap)
        shown, room = self._shown(), max(0, width - 2 * pad)
        if self.across:
            widths = self._widths(room, gap)
            high = max((c.measure(w)[1] for c, w in zip(shown, widths, strict=True)), default=0)
            used = sum(widths) + gap * max(0, len(shown) - 1)
            return (used + 2 * pad, high + 2 * pad)
        sizes = [c.measure(room) for c in shown]
        high = sum(h for _, h in sizes) + gap * max(0, len(shown) - 1)
        return (max((w for w, _ in sizes), default=0) + 2 * pad, high + 2 * pad)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        pad, gap = self.theme.gap(self.pad), self.theme.gap(self.gap)
        inner = self.rect.inflate(-2 * pad, -2 * pad)
        shown = self._shown()
        if self.across:
            x = inner.x
            for child, w in zip(shown, self._widths(inner.width, gap), strict=True):
                high = inner.height
                y = inner.y
                if self.centre:
                    high = min(high, child.measure(w)[1])
                    y += (inner.height - high) // 2
                child.place(pygame.Rect(x, y, w, high))
                x += w + gap
            return
        highs = [0 if c.grow else c.measure(inner.width)[1] for c in shown]
        left = max(0, inner.height - sum(highs) - gap * max(0, len(shown) - 1))
        total = sum(c.grow for c in shown) or 1.0
        y = inner.y
        for child, high in zip(shown, highs, strict=True):
            if child.grow:
                high = int(left * child.grow / total)
            child.place(pygame.Rect(inner.x, y, inner.width, high))
            y += high + gap

    def draw(self, surface: pygame.Surface) -> None:
        if self.fill is not None:
            paint.box(surface, self.rect, self.fill, self.edge, self.radius)


def levelled(sizes: Sequence[int], room: int) -> int:
    """The most that each may have, so that all of them fit into `room`."""
    left, most = max(0, room), 0
    for n, size in enumerate(sorted(sizes)):
        most = left // (len(sizes) - n)
        if size > most:
            return most
        left -= size
    return max(most, *sizes, 0)


class Spacer(Widget):
    """Nothing, of a given size, or growing."""

    def __init__(self, size: float = 0.0, grow: float = 0.0) -> None:
        super().__init__(grow=grow)
        self._units = size

    def measure(self, width: int) -> tuple[int, int]:
        return (self.theme.gap(self._units), self.theme.gap(self._units))


class Rule(Widget):
    """A thin line between two parts."""

    def measure(self, width: int) -> tuple[int, int]:
        return (width, 1)

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(LINE, (self.rect.x, self.rect.y, self.rect.width, 1))


class Grid(Widget):
    """Children in equal columns; with `whole` in fewer, where a child would be cut in more.

    In a broad room there are more than `columns`, each at least `broad` pixels wide.
    """

    #: A column of more than these, at a text size of 1, is broad enough for any button.
    BROAD = 230

    def __init__(
        self,
        *children: Widget,
        columns: int = 2,
        gap: float = 1.0,
        whole: bool = False,
        broad: int = BROAD,
        name: str = "",
    ) -> None:
        super().__init__(name=name)
        self.columns, self.gap, self.whole, self.broad = columns, gap, whole, broad
        self.add(*children)

    def _cut(self, width: int) -> tuple[int, int]:
        """How many columns there are, and how wide each is."""
        gap = self.theme.gap(self.gap)
        for columns in range(max(self.columns, width // self.theme.px(self.broad)), 1, -1):
            each = (width - gap * (columns - 1)) // columns
            if all(c.holds(each, whole=self.whole) for c in self.children):
                return columns, each
        return 1, width

    def _rows(self, width: int) -> tuple[list[tuple[list[Widget], int]], int]:
        """The children row by row, each with its height, and how wide each child is."""
        columns, each = self._cut(width)
        rows = []
        for i in range(0, len(self.children), columns):
            row = self.children[i : i + columns]
            rows.append((row, max(c.measure(each)[1] for c in row)))
        return rows, each

    def measure(self, width: int) -> tuple[int, int]:
        rows, _ = self._rows(width)
        return (width, sum(h for _, h in rows) + self.theme.gap(self.gap) * max(0, len(rows) - 1))

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        gap = self.theme.gap(self.gap)
        rows, each = self._rows(rect.width)
        y = rect.y
        for row, high in rows:
            for i, child in enumerate(row):
                child.place(pygame.Rect(rect.x + i * (each + gap), y, each, high))
            y += high + gap


class Flow(Widget):
    """Children in columns, each in the shortest one.

    A column is at least `least` units of eight pixels wide at a text size of 1, and wider where a
    child would be cut in it.
    """

    def __init__(self, *children: Widget, least: float = 40, gap: float = 2.0) -> None:
        super().__init__()
        self.least, self.gap = least, gap
        self.add(*children)

    def _laid(self, width: int) -> list[tuple[Widget, pygame.Rect]]:
        gap = self.theme.gap(self.gap)
        most = max(1, (width + gap) // (self.theme.px(round(8 * self.least)) + gap))
        for count in range(most, 0, -1):
            each = (width - gap * (count - 1)) // count
            if all(c.holds(each) for c in self.children):
                break
        ends = [0] * count
        out = []
        for child in self.children:
            at = ends.index(min(ends))
            high = child.measure(each)[1]
            out.append((child, pygame.Rect(at * (each + gap), ends[at], each, high)))
            ends[at] += high + gap
        return out

    def measure(self, width: int) -> tuple[int, int]:
        return (width, max((r.bottom for _, r in self._laid(width)), default=0))

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        for child, spot in self._laid(rect.width):
            child.place(spot.move(rect.topleft))


class Centre(Widget):
    """One child in the middle, at most `most` units of eight pixels wide."""

    def __init__(self, child: Widget, most: float = 70, name: str = "") -> None:
        super().__init__(name=name)
        self.most = most
        self.add(child)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        margin = self.theme.gap(4)
        room = min(self.theme.gap(self.most), rect.width - margin)
        high = min(self.children[0].measure(room)[1], rect.height - margin)
        place = pygame.Rect(0, 0, room, high)
        place.center = rect.center
        self.children[0].place(place)


class Stack(Widget):
    """Children one over another, in the same place."""

    def __init__(self, *children: Widget, name: str = "", grow: float = 0.0) -> None:
        super().__init__(name=name, grow=grow)
        self.add(*children)

    def measure(self, width: int) -> tuple[int, int]:
        sizes = [c.measure(width) for c in self.children]
        return (max((w for w, _ in sizes), default=0), max((h for _, h in sizes), default=0))
