"""The row of places at the foot of the board while a rule counts them one by one."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, GROUND, INK, MUTED, TEXT, icon, mix
from game.ui.widgets import Widget

#: A name that has fewer pixels than this, at a text size of 1, is left out.
_LEAST = 46


@attrs.frozen
class Stop:
    """A place that is counted.

    Attributes:
        place: its id.
        name: what people call it.
        signs: the icons and colours of the seats that gain there; none before it is counted.
        words: what is told of it.
        gains: what each of those seats gains.
    """

    place: str
    name: str
    signs: tuple[tuple[str, Colour], ...]
    words: str
    gains: tuple[tuple[str, int], ...] = ()


class Rail(Widget):
    """Places in a row: those that were counted with who gained there, the one that is lit."""

    def __init__(self) -> None:
        super().__init__(name="rail")
        self.visible = False
        #: Whether what lies below is covered; else it is seen to fade away.
        self.solid = False
        self.stops: tuple[Stop, ...] = ()
        #: Which stop is told of; -1 before the first.
        self.now = -1

    def show(self, stops: Sequence[Stop], now: int) -> None:
        """Show these places; none takes the row off.

        Args:
            stops: the places in the order in which they are counted.
            now: the place of the one that is told of, or that was told of last; -1 for none.
        """
        self.stops, self.now, self.visible = tuple(stops), now, bool(stops)
        self.damage()

    def tooltip(self) -> str:
        return "\n".join(stop.words for stop in self.stops[: self.now + 1])

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(46) + self.theme.gap(2))

    def draw(self, surface: pygame.Surface) -> None:
        if not self.stops:
            return
        if self.solid:
            surface.fill(GROUND, self.rect)
        else:
            surface.blit(paint.fade(self.rect.size, GROUND), self.rect)
        step = self.rect.width / len(self.stops)
        y = self.rect.y + self.theme.px(22)
        xs = [round(self.rect.x + step * (n + 0.5)) for n in range(len(self.stops))]
        dim = mix(INK, MUTED, 0.5)
        for n in range(len(xs) - 1):
            tint = mix(INK, ACCENT, 0.75) if n < self.now else dim
            pygame.draw.line(surface, tint, (xs[n], y), (xs[n + 1], y), 2)
        for n, stop in enumerate(self.stops):
            self._stop(surface, stop, (xs[n], y), n)
            self._name(surface, stop.name, xs[n], n, step)

    def _stop(self, surface: pygame.Surface, stop: Stop, at: tuple[int, int], n: int) -> None:
        side = self.theme.px(20 if n == self.now else 16)
        told = n <= self.now
        signs = [icon(name, side, tint) for name, tint in stop.signs] if told else []
        drawn = [sign for sign in signs if sign is not None]
        wide = side * max(1, len(drawn))
        plate = pygame.Rect(0, 0, wide + self.theme.px(12), side + self.theme.px(12))
        if not drawn and n != self.now:
            plate.size = (self.theme.px(10), self.theme.px(10))
        plate.center = at
        edge = ACCENT if n == self.now else None if drawn else mix(INK, MUTED, 0.7)
        paint.box(surface, plate, INK, edge, plate.height // 2)
        x = at[0] - wide // 2
        for sign in drawn:
            surface.blit(sign, sign.get_rect(midleft=(x, at[1])))
            x += side

    def _name(self, surface: pygame.Surface, name: str, x: int, n: int, step: float) -> None:
        """The name below a stop: whole where it is lit, else as far as it fits."""
        now, size = n == self.now, self.theme.px("small" if n == self.now else "tiny")
        room, least = round(step) - self.theme.gap(1), self.theme.px(_LEAST)
        # Beside a whole name another has room only where they stand far from one another.
        least *= 2 if abs(n - self.now) == 1 and self.now >= 0 else 1
        if not now and room < least:
            return
        role = "bold" if now else "text"
        words = name if now else paint.fit(name, role, size, room)
        drawn = paint.text(words, role, size, TEXT if now else MUTED)
        rect = drawn.get_rect(midtop=(x, self.rect.y + self.theme.px(40)))
        surface.blit(drawn, rect.clamp(self.rect))
