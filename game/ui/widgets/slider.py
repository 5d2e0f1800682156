"""A slider: a number between two ends, moved by pointer and keys."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import pygame

from game.ui import paint
from game.ui.theme import ACCENT, CARD, LINE, MUTED, TEXT
from game.ui.widgets.base import Widget


class Slider(Widget):
    """Moves a whole number between 0 and `most`; Left and Right by one, Home and End to the ends.

    Page keys go from stop to stop, or a tenth of the way where there are none.

    Attributes:
        value: the number.
        most: the highest.
        stops: numbers at which something begins, in order; each is told by a notch.
    """

    focusable = True

    def __init__(
        self,
        most: int,
        at: int,
        moved: Callable[[int], None],
        *,
        stops: Sequence[int] = (),
        name: str = "slider",
    ) -> None:
        """Stand at a number.

        Args:
            most: the highest number; 0 for a slider that cannot move.
            at: where it stands.
            moved: told of each number that it is moved to.
            stops: numbers at which something begins, in order.
            name: what it is called.
        """
        super().__init__(name=name)
        self.most, self.value, self.stops = most, at, stops
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

    def stand(self, most: int, at: int, stops: Sequence[int]) -> None:
        """Stand at a number of another range, and tell nobody."""
        if (most, at, stops) != (self.most, self.value, self.stops):
            self.most, self.value, self.stops = most, at, stops
            self.damage()

    def _track(self) -> pygame.Rect:
        knob = self.theme.px(9)
        line = self.rect.inflate(-2 * knob, 0)
        return pygame.Rect(line.x, line.centery - 2, max(1, line.width), 5)

    def draw(self, surface: pygame.Surface) -> None:
        track = self._track()
        x = track.x + (track.width * self.value // self.most if self.most else track.width)
        paint.box(surface, track, CARD, LINE, 2)
        for stop in self.stops if self.most else ():
            notch = track.x + track.width * stop // self.most
            surface.fill(MUTED, (notch, track.y - 5, 2, track.height + 10))
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
            pygame.K_PAGEUP: self._leap(-1),
            pygame.K_PAGEDOWN: self._leap(1),
        }
        if key not in places:
            return False
        self.move_to(places[key])
        return True

    def _leap(self, way: int) -> int:
        """Where a page key leads: to the stop before or after, or a tenth of the way."""
        if not self.stops:
            return self.value + way * max(1, self.most // 10)
        ends = [*self.stops, self.most]
        at = bisect_right(ends, self.value) if way > 0 else bisect_left(ends, self.value) - 1
        return ends[max(0, min(at, len(ends) - 1))]

    def let_go(self) -> None:
        if self._held:
            self._held = False
            self.damage()
