"""A map of two values: each place as it is and as it would be, both where they differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import attrs
import pygame

from game.catalogue import number_text
from game.drawing.geography import Projection
from game.rules.look import Look
from game.ui import crops, mirror, paint
from game.ui.map.counters import badge
from game.ui.map.scene import Scene
from game.ui.theme import BAD, GROUND, INK, LINE, MUTED, TEXT
from game.ui.widgets import Widget

#: How high the map is beside its width.
_HIGH: Final = 0.62
#: So often boxes that meet are moved apart.
_ROUNDS: Final = 12
#: The size of a badge, in pixels at a text size of 1.
_BADGE: Final = 21


@attrs.frozen
class TwoValues:
    """What is shown on a place.

    Attributes:
        name: what the place is called.
        first: the value as it is, or as it was counted.
        second: the other value; equal where there is none to tell.
        falls: whether the place holds by the first alone.
    """

    name: str
    first: int
    second: int
    falls: bool = False


class ValueMap(Widget):
    """A map with a badge on each place, two where its values differ; the rest is dim then."""

    upright = True

    def __init__(self, scene: Scene, look: Look, name: str = "values") -> None:
        """Show nothing yet.

        Args:
            scene: the map.
            look: the badge's states.
            name: what the widget is called.
        """
        super().__init__(name=name)
        self._scene, self._look = scene, look
        self._told: Mapping[str, TwoValues] = {}
        self._places: frozenset[str] = frozenset()
        self._over = ""

    def show(self, told: Mapping[str, TwoValues], places: Collection[str] = ()) -> None:
        """Show these values, by place, on the part of the map where all those places are."""
        self._told, self._places = told, frozenset((*places, *told))
        self.damage()

    def measure(self, width: int) -> tuple[int, int]:
        return (width, round(width * _HIGH))

    def tooltip(self) -> str:
        told = self._told.get(self._over)
        if told is None:
            return ""
        first, second = number_text(told.first), number_text(told.second)
        words = first if first == second else f"{first} → {second}"
        return f"{{*{told.name}}}\n{words}"

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEMOTION:
            event = mirror.inside(event, self.rect)
            near = self._near()
            x, y = event.pos[0] - self.rect.x, event.pos[1] - self.rect.y
            over = self._scene.geography.space_at(*near.to_plane((x, y))) or ""
            if over != self._over:
                self._over = over
                if self.root is not None:
                    self.root.retip()
        return False

    def _near(self) -> Projection:
        return crops.near(self._scene, self._places, self.rect.size)

    def draw(self, surface: pygame.Surface) -> None:
        places = self._places
        ground = crops.crop(self._scene, places, self.rect.size) if places else None
        if ground is None:
            paint.box(surface, self.rect, GROUND, LINE, 6)
        else:
            surface.blit(ground, self.rect)
            surface.blit(paint.shade(self.rect.size, 90), self.rect)
        apart = [p for p, told in self._told.items() if told.first != told.second]
        # What differs is drawn last, over what does not.
        spots = self._spots()
        for place in sorted(self._told, key=lambda p: p in apart):
            self._draw_place(surface, spots[place], self._told[place], bool(apart))

    def _spots(self) -> dict[str, pygame.Rect]:
        """Where the badges of each place stand: in its middle, or as near as others let them."""
        near, size, dot = self._near(), self.theme.px(_BADGE), self.theme.dot
        found: dict[str, pygame.Rect] = {}
        for place, told in self._told.items():
            twice = told.first != told.second
            spot = pygame.Rect(0, 0, 2 * size + dot(20) if twice else size, size + dot(6) * twice)
            x, y = near.to_screen(self._scene.geography.spaces[place].middle)
            spot.center = self.rect.x + round(x), self.rect.y + round(y)
            found[place] = spot.clamp(self.rect)
        moved = [*found.values()]
        for _ in range(_ROUNDS):
            for n, one in enumerate(moved):
                for other in moved[:n]:
                    _part(one, other)
                one.clamp_ip(self.rect)
        return found

    def _draw_place(
        self, surface: pygame.Surface, spot: pygame.Rect, told: TwoValues, some: bool
    ) -> None:
        size, dot = self.theme.px(_BADGE), self.theme.dot
        if told.first == told.second:
            drawn = badge(self._look.state(told.first), told.first, size)
            if some:
                drawn = drawn.copy()
                drawn.set_alpha(120)
            surface.blit(drawn, drawn.get_rect(center=spot.center))
            return
        paint.box(surface, spot, INK, BAD if told.falls else MUTED, 6)
        for x, value in ((dot(4), told.first), (spot.width - size - dot(4), told.second)):
            drawn = badge(self._look.state(value), value, size)
            surface.blit(drawn, drawn.get_rect(midleft=(spot.x + x, spot.centery)))
        x, y, tip = spot.centerx, spot.centery, dot(3)
        tint, back = BAD if told.falls else TEXT, x - tip // 2
        pygame.draw.polygon(surface, tint, [(back, y - tip), (x + tip, y), (back, y + tip)])


def _part(one: pygame.Rect, other: pygame.Rect) -> None:
    """Move two boxes that meet apart, half of the way each, where that way is shortest."""
    meet = one.clip(other)
    if not meet.width or not meet.height:
        return
    if meet.width < meet.height:
        way = 1 if one.centerx >= other.centerx else -1
        one.x += way * (meet.width + 1) // 2
        other.x -= way * (meet.width + 1) // 2
    else:
        way = 1 if one.centery >= other.centery else -1
        one.y += way * (meet.height + 1) // 2
        other.y -= way * (meet.height + 1) // 2
