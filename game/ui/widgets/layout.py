"""Rows, columns, stacks, padding and scrolling."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import FAINT, INK, LINE
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

    A column is at least `least` units of eight pixels wide at a text size of 1.
    """

    def __init__(self, *children: Widget, least: float = 40, gap: float = 2.0) -> None:
        super().__init__()
        self.least, self.gap = least, gap
        self.add(*children)

    def _laid(self, width: int) -> list[tuple[Widget, pygame.Rect]]:
        gap = self.theme.gap(self.gap)
        count = max(1, (width + gap) // (self.theme.px(round(8 * self.least)) + gap))
        each = (width - gap * (count - 1)) // count
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


class Scroll(Widget):
    """A window on one tall child, moved by the wheel, the keyboard or a drag of its bar."""

    #: So many pixels grow dark at the foot while there is more below.
    FADE = 28

    def __init__(
        self, child: Widget, *, name: str = "", grow: float = 1.0, shade: Colour = INK
    ) -> None:
        """Show a child; `shade` is what it fades into at the foot."""
        super().__init__(name=name, grow=grow)
        self.shade = shade
        self.offset = 0
        self.extent = 0
        self._drag: int | None = None
        self.add(child)

    @property
    def bar(self) -> int:
        """How wide the bar is that tells what part is in sight."""
        return self.theme.dot(8)

    def measure(self, width: int) -> tuple[int, int]:
        return self.children[0].measure(width)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        child = self.children[0]
        wide = rect.width
        self.extent = child.measure(wide)[1]
        if self.extent > rect.height:
            wide -= self.bar + 4
            self.extent = child.measure(wide)[1]
        self.offset = max(0, min(self.offset, self.extent - rect.height))
        high = max(self.extent, rect.height)
        child.place(pygame.Rect(rect.x, rect.y - self.offset, wide, high))

    @property
    def more(self) -> bool:
        """Whether there is more below than what is in sight."""
        return self.offset + self.rect.height < self.extent

    def scroll_to(self, offset: int) -> None:
        """Show what begins `offset` pixels down."""
        offset = max(0, min(offset, self.extent - self.rect.height))
        if offset != self.offset:
            self.offset = offset
            self.place(self.rect)
            self.damage()

    def reveal(self, widget: Widget) -> None:
        """Move so far that `widget` is in sight."""
        if widget.rect.top < self.rect.top:
            self.scroll_to(self.offset - (self.rect.top - widget.rect.top) - 8)
        elif widget.rect.bottom > self.rect.bottom:
            self.scroll_to(self.offset + widget.rect.bottom - self.rect.bottom + 8)

    def _thumb(self) -> pygame.Rect | None:
        if self.extent <= self.rect.height or self.rect.height <= 0:
            return None
        high = max(24, self.rect.height * self.rect.height // self.extent)
        span = max(1, self.extent - self.rect.height)
        y = self.rect.y + (self.rect.height - high) * self.offset // span
        return pygame.Rect(self.rect.right - self.bar + 2, y, self.bar - 2, high)

    def let_go(self) -> None:
        self._drag = None

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEWHEEL and self.extent > self.rect.height:
            self.scroll_to(self.offset - event.y * self.theme.px(48))
            return True
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            step = self.rect.height - 40
            self.scroll_to(self.offset + (step if event.key == pygame.K_PAGEDOWN else -step))
            return True
        thumb = self._thumb()
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1
        if pressed and thumb is not None and thumb.inflate(8, 0).collidepoint(event.pos):
            self._drag = event.pos[1] - thumb.y
            return True
        if event.type == pygame.MOUSEMOTION and self._drag is not None and thumb is not None:
            run = max(1, self.rect.height - thumb.height)
            top = event.pos[1] - self._drag - self.rect.y
            self.scroll_to(top * (self.extent - self.rect.height) // run)
            return True
        if event.type == pygame.MOUSEBUTTONUP and self._drag is not None:
            self._drag = None
            return True
        return False

    def paint(self, surface: pygame.Surface, clip: pygame.Rect) -> None:
        both = self.rect.clip(clip)
        if not self.visible or both.width <= 0 or both.height <= 0:
            return
        old = surface.get_clip()
        surface.set_clip(both.clip(old))
        for child in self.children:
            child.paint(surface, both)
        thumb = self._thumb()
        if thumb is not None:
            if self.more:
                high = min(self.FADE, self.rect.height // 4)
                wide = self.rect.width - self.bar - 4
                shade = paint.fade((wide, high), self.shade)
                surface.blit(shade, (self.rect.x, self.rect.bottom - high))
            paint.box(surface, thumb, FAINT, None, 3)
        surface.set_clip(old)


class Fold(Scroll):
    """What fills its room while `inner` has some height left there; else it is scrolled whole."""

    #: The height that `inner` needs, in pixels at a text size of 1.
    LEAST = 150

    def __init__(self, child: Widget, inner: Widget, *, name: str = "") -> None:
        super().__init__(child, name=name)
        self._inner = inner

    def place(self, rect: pygame.Rect) -> None:
        child = self.children[0]
        rest = child.measure(rect.width)[1] - self._inner.measure(rect.width)[1]
        if rect.height - rest < self.theme.px(self.LEAST):
            super().place(rect)
            return
        self.rect = pygame.Rect(rect)
        self.offset, self.extent = 0, rect.height
        child.place(rect)


class Split(Widget):
    """A part that takes what it needs, up to a share of the room, and one that has the rest."""

    #: What the lower part needs to be of use.
    LEAST = 64

    def __init__(self, upper: Widget, lower: Widget, share: float = 0.72) -> None:
        super().__init__(grow=1)
        self.share = share
        self.add(upper, lower)

    def measure(self, width: int) -> tuple[int, int]:
        upper, lower = (child.measure(width)[1] for child in self.children)
        return (width, upper + self.theme.gap(1) + max(lower, self.theme.px(self.LEAST)))

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        upper, lower = self.children
        high = min(upper.measure(rect.width)[1], round(rect.height * self.share))
        gap = self.theme.gap(1)
        upper.place(pygame.Rect(rect.x, rect.y, rect.width, high))
        rest = max(0, rect.height - high - gap)
        lower.visible = rest >= self.theme.px(self.LEAST)
        lower.place(pygame.Rect(rect.x, rect.y + high + gap, rect.width, rest))


class Columns(Widget):
    """Parts side by side, each scrolled by itself; in a narrow room one below another.

    Where a part would be less than `least` units of eight pixels wide at a text size of 1, all of
    them are scrolled as one.
    """

    def __init__(self, *parts: Scroll, least: float = 33, gap: float = 3.0, name: str = "") -> None:
        super().__init__(name=name, grow=1)
        self.parts, self.least, self.gap = list(parts), least, gap
        self._inside = [part.children[0] for part in parts]
        self._side = Box(*parts, across=True, gap=gap)
        self._pile = Box(gap=1)
        self._one = Scroll(self._pile, name=f"{name}.all")
        self.add(self._side)

    @property
    def piled(self) -> bool:
        """Whether the room is narrow: the parts stand one below another."""
        return self.children == [self._one]

    def place(self, rect: pygame.Rect) -> None:
        count = len(self.parts)
        each = (rect.width - (count - 1) * self.theme.gap(self.gap)) / max(1, count)
        narrow = each < self.theme.px(round(8 * self.least))
        if narrow != self.piled:
            self._turn(narrow)
        super().place(rect)

    def _turn(self, narrow: bool) -> None:
        """Hang what is inside into one scrolled pile, or each part into its own."""
        self.clear()
        self._pile.clear()
        for part in self.parts:
            part.clear()
        if narrow:
            self._pile.add(*self._inside)
        else:
            for part, inside in zip(self.parts, self._inside, strict=True):
                part.add(inside)
        self.add(self._one if narrow else self._side)


def lay_again(widget: Widget) -> None:
    """Lay out anew what scrolls a widget, which is longer or shorter now."""
    above: Widget = widget
    while (parent := above.parent) is not None and not isinstance(above, Scroll):
        above = parent
    if above.rect.width:
        above.place(above.rect)
        above.damage()
