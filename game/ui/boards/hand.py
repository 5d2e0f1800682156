"""What the pointer and the keyboard do to a view: drag it, zoom it, show all of it."""

from __future__ import annotations

from math import hypot
from typing import Protocol

import pygame

#: Pixels by which a press becomes a drag, and by which a key moves the view.
_DRAG, _STEP = 5, 90

_MOVES = {
    pygame.K_LEFT: (_STEP, 0),
    pygame.K_RIGHT: (-_STEP, 0),
    pygame.K_UP: (0, _STEP),
    pygame.K_DOWN: (0, -_STEP),
}


class Movable(Protocol):
    """A view that can be moved."""

    rect: pygame.Rect

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> bool:
        """Zoom about a pixel of the view, its middle by default."""
        ...

    def pan(self, dx: float, dy: float) -> bool:
        """Move by pixels."""
        ...

    def fit(self) -> None:
        """Show all of it."""
        ...


class Hand:
    """Moves a view by events."""

    def __init__(self, view: Movable) -> None:
        """Nothing is pressed."""
        self._view = view
        self._press: tuple[int, int] | None = None
        self._pointer: tuple[int, int] | None = None
        self._dragging = False

    def let_go(self) -> None:
        """Give up a press or a drag that is under way."""
        self._press, self._dragging = None, False

    def handle(self, event: pygame.event.Event) -> bool:
        """Take one event of the window; True if it moved the view."""
        kind, rect = event.type, self._view.rect
        if kind == pygame.MOUSEMOTION:
            return self._motion(event)
        if kind == pygame.MOUSEBUTTONDOWN and event.button in (1, 2, 3):
            self._pointer = event.pos
            if rect.collidepoint(event.pos):
                self._press, self._dragging = event.pos, False
        elif kind == pygame.MOUSEBUTTONUP:
            self.let_go()
        elif kind == pygame.MOUSEWHEEL and self._pointer and rect.collidepoint(self._pointer):
            turns = getattr(event, "precise_y", 0.0) or event.y
            at = (self._pointer[0] - rect.left, self._pointer[1] - rect.top)
            return self._view.zoom(1.18**turns, at)
        elif kind == pygame.KEYDOWN:
            return self._key(event)
        elif kind == pygame.WINDOWLEAVE:
            self._pointer = None
        return False

    def _motion(self, event: pygame.event.Event) -> bool:
        before, self._pointer = self._pointer, event.pos
        if self._press is None:
            return False
        if not self._dragging:
            moved = hypot(event.pos[0] - self._press[0], event.pos[1] - self._press[1])
            if moved < _DRAG:
                return False
            self._dragging, before = True, self._press
        start = before or self._press
        return self._view.pan(event.pos[0] - start[0], event.pos[1] - start[1])

    def _key(self, event: pygame.event.Event) -> bool:
        if event.key in _MOVES:
            return self._view.pan(*_MOVES[event.key])
        if event.key == pygame.K_HOME:
            self._view.fit()
            return True
        return False
