"""What shows a part of something larger, and what parts give way in a small window."""

from __future__ import annotations

import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import FAINT, INK
from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box


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
            wide = self.rect.width - self.bar - 4
            if self.more and wide > 0:
                high = min(self.FADE, self.rect.height // 4)
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
