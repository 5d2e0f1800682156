"""A slider: a number between two ends, moved by pointer and keys."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui import paint
from game.ui.theme import ACCENT, CARD, LINE, MUTED, TEXT
from game.ui.widgets.base import Widget


class Slider(Widget):
    """Moves a whole number between 0 and `most`; Left and Right by one, Home and End to the ends.

    Attributes:
        value: the number.
        most: the highest.
    """

    focusable = True

    def __init__(
        self, most: int, at: int, moved: Callable[[int], None], *, name: str = "slider"
    ) -> None:
        """Stand at a number.

        Args:
            most: the highest number; 0 for a slider that cannot move.
            at: where it stands.
            moved: told of each number that it is moved to.
            name: what it is called.
        """
        super().__init__(name=name)
        self.most, self.value = most, at
        self._moved, self._held = moved, False

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(26))

    def move_to(self, at: int) -> None:
        """Stand at the nearest number that there is."""
        at = max(0, min(at, self.most))
        if at != self.value:
            self.value = at
            self.damage()
            self._moved(at)

    def _track(self) -> pygame.Rect:
        knob = self.theme.px(9)
        line = self.rect.inflate(-2 * knob, 0)
        return pygame.Rect(line.x, line.centery - 2, max(1, line.width), 5)

    def draw(self, surface: pygame.Surface) -> None:
        track = self._track()
        x = track.x + (track.width * self.value // self.most if self.most else track.width)
        paint.box(surface, track, CARD, LINE, 2)
        paint.box(
            surface, pygame.Rect(track.x, track.y, x - track.x, track.height), ACCENT, None, 2
        )
        size = self.theme.px(18)
        knob = pygame.Rect(0, 0, size, size)
        knob.center = (x, track.centery)
        paint.box(surface, knob, TEXT if self.hovered or self._held else ACCENT, MUTED, size // 2)

    def _from_pointer(self, x: int) -> None:
        track = self._track()
        self.move_to(round(self.most * (x - track.x) / track.width))

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._held = True
            self._from_pointer(event.pos[0])
            return True
        if event.type == pygame.MOUSEMOTION and self._held:
            self._from_pointer(event.pos[0])
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._held:
            self.let_go()
            return True
        return event.type == pygame.KEYDOWN and self._key(event.key)

    def _key(self, key: int) -> bool:
        places = {
            pygame.K_LEFT: self.value - 1,
            pygame.K_RIGHT: self.value + 1,
            pygame.K_HOME: 0,
            pygame.K_END: self.most,
            pygame.K_PAGEUP: self.value - max(1, self.most // 10),
            pygame.K_PAGEDOWN: self.value + max(1, self.most // 10),
        }
        if key not in places:
            return False
        self.move_to(places[key])
        return True

    def let_go(self) -> None:
        if self._held:
            self._held = False
            self.damage()
