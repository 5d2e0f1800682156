"""A window smaller than anything fits into: a part of the canvas that follows pointer and keys."""

from __future__ import annotations

import pygame

from game.ui import mirror

Size = tuple[int, int]

#: The smallest canvas that is laid out; a smaller window shows a part of it.
LEAST: Size = (640, 480)

_POINTER = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)


class Port:
    """Which part of the canvas the window shows: all of it, unless the window is too small.

    The part goes with the pointer, so that the window's edges show the canvas's edges, and to
    whatever the keyboard comes to.

    Attributes:
        canvas: the size that is laid out.
        offset: the pixel of the canvas in the window's left top corner.
    """

    def __init__(self, window: Size) -> None:
        """Show the left top of a window's canvas."""
        self.offset = (0, 0)
        self._moved = False
        self.resize(window)

    def resize(self, window: Size) -> None:
        """Take another size of the window."""
        self._window = (max(1, window[0]), max(1, window[1]))
        self.canvas: Size = (max(LEAST[0], window[0]), max(LEAST[1], window[1]))
        self._go(*self.offset)

    def inward(self, event: pygame.event.Event) -> pygame.event.Event:
        """An event of the window with its place on the canvas, which may be seen in a mirror."""
        return mirror.inside(self._inward(event), pygame.Rect((0, 0), self.canvas))

    def _inward(self, event: pygame.event.Event) -> pygame.event.Event:
        if event.type not in _POINTER or self.canvas == self._window:
            return event
        x, y = event.pos
        if event.type == pygame.MOUSEMOTION:
            (wide, high), (across, down) = self._window, self.canvas
            self._go(x * (across - wide) // wide, y * (down - high) // high)
        at = (x + self.offset[0], y + self.offset[1])
        return pygame.event.Event(event.type, {**event.dict, "pos": at})

    def outward(self, rect: pygame.Rect) -> pygame.Rect:
        """Where in the window a rectangle of the canvas lies."""
        rect = mirror.within(rect, pygame.Rect((0, 0), self.canvas))
        return rect.move(-self.offset[0], -self.offset[1])

    def show(self, canvas: pygame.Surface, rect: pygame.Rect, window: pygame.Surface) -> None:
        """Draw a part of the canvas where it is seen in the window."""
        part = mirror.picture(canvas.subsurface(rect.clip(canvas.get_rect())))
        window.blit(part, self.outward(rect))

    def reveal(self, rect: pygame.Rect) -> None:
        """Show a rectangle of the canvas, or its left top where it is larger than the window."""
        rect = mirror.within(rect, pygame.Rect((0, 0), self.canvas))
        seen = pygame.Rect(self.offset, self._window)
        if not seen.contains(rect):
            x = min(rect.left, max(seen.left, rect.right - seen.width))
            y = min(rect.top, max(seen.top, rect.bottom - seen.height))
            self._go(x, y)

    def moved(self) -> bool:
        """Whether another part is shown than when this was last asked."""
        was, self._moved = self._moved, False
        return was

    def _go(self, x: int, y: int) -> None:
        wide, high = (c - w for c, w in zip(self.canvas, self._window, strict=True))
        offset = (max(0, min(x, wide)), max(0, min(y, high)))
        if offset != self.offset:
            self.offset, self._moved = offset, True
