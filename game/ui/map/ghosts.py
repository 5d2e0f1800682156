"""What is certain to come, as ghosts over the map: broken arrows, steps and badges to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, sin

import pygame
from attrs import Factory, frozen

from game.rules.look import BadgeState, Colour, Look
from game.ui import fonts
from game.ui.clear import all_beside
from game.ui.map import counters

#: Pixels of a dash and of the gap after it, and of the head of an arrow.
_DASH, _GAP, _HEAD = 9, 6, 13
#: How much of a sign is seen under the next one.
_LAPPED = 0.85
_DARK: Colour = (10, 13, 18)
_RIM: Colour = (255, 122, 92)


@frozen
class Moving:
    """Pieces that leave one place for another.

    Attributes:
        value: the value that the pieces stand for.
        source: the place that they leave.
        target: the place that they come to.
    """

    value: str
    source: str
    target: str


@frozen
class Coming:
    """What ghosts are drawn of.

    Attributes:
        badges: what the badges of places will be that change.
        changes: by place and value, by how much it changes.
        moving: what leaves one place for another.
    """

    badges: Mapping[str, int] = Factory(dict)
    changes: Mapping[tuple[str, str], int] = Factory(dict)
    moving: Sequence[Moving] = ()


class Ghosts:
    """Draws what is certain to come, beside the plates of places."""

    def __init__(self, where: Callable[[str], pygame.Rect | None]) -> None:
        """Show nothing yet.

        Args:
            where: the part of the window in which a place's name and pieces stand, or None.
        """
        self._where = where
        self._coming = Coming()

    def show(self, coming: Coming) -> bool:
        """Show this; whether it is anything else than before."""
        changed = coming != self._coming
        self._coming = coming
        return changed

    def draw(
        self,
        surface: pygame.Surface,
        look: Look,
        side: int,
        others: Sequence[pygame.Rect],
        room: pygame.Rect,
    ) -> None:
        """Draw them over the map.

        Args:
            surface: the window's.
            look: how the pieces look.
            side: of a badge in pixels.
            others: the parts in which names and pieces of all places stand, which stay readable.
            room: the part in which the map lies.
        """
        tints = {c.value: c.colour for c in look.counters.values()}
        bent = set()
        for moved in self._coming.moving:
            start, end = self._where(moved.source), self._where(moved.target)
            if start is not None and end is not None:
                _arrow(surface, start, end, _bright(tints.get(moved.value, _RIM)))
                bent |= {(moved.source, moved.value), (moved.target, moved.value)}
        drawn: dict[str, list[pygame.Surface]] = {}
        for place, badge in self._coming.badges.items():
            if look.badge.states:
                drawn.setdefault(place, []).append(_badge(look.state(badge), badge, side))
        for (place, value), by in self._coming.changes.items():
            known = next((c for c in look.counters.values() if c.value == value), None)
            if known is not None and (place, value) not in bent:
                step = _step(by, known.colour, known.ink, known.silhouette, side)
                drawn.setdefault(place, []).append(step)
        stood = [(plate, drawn[p]) for p in drawn if (plate := self._where(p)) is not None]
        sizes = [(plate, (_overlap(signs), side + 8)) for plate, signs in stood]
        found = all_beside(sizes, others, room)
        for (_, signs), rect in zip(stood, found, strict=True):
            x = rect.x
            for sign in signs:
                surface.blit(sign, sign.get_rect(midleft=(x, rect.centery)))
                x += round(sign.get_width() * _LAPPED)


def _overlap(signs: Sequence[pygame.Surface]) -> int:
    """How wide signs are in a row, each a little over the one before."""
    return sum(round(s.get_width() * _LAPPED) for s in signs[:-1]) + signs[-1].get_width()


def _bright(tint: Colour) -> Colour:
    """A colour that can be told from the land."""
    r, g, b = (min(255, c + 40) for c in tint)
    return r, g, b


@lru_cache(maxsize=64)
def _badge(state: BadgeState, value: int, side: int) -> pygame.Surface:
    """A badge to come, in a broken ring."""
    surface = pygame.Surface((side + 8, side + 8), pygame.SRCALPHA)
    middle = surface.get_rect().center
    pygame.draw.circle(surface, (*_DARK, 225), middle, side // 2 + 3)
    shape = counters.badge(state, value, round(side * 0.92))
    surface.blit(shape, shape.get_rect(center=middle))
    ring = side / 2 + 2
    steps = 14
    for n in range(steps):
        one, other = (2 * 3.14159 * (n + part) / steps for part in (0.0, 0.55))
        start = middle[0] + ring * cos(one), middle[1] + ring * sin(one)
        end = middle[0] + ring * cos(other), middle[1] + ring * sin(other)
        pygame.draw.line(surface, _RIM, start, end, 2)
    return surface


@lru_cache(maxsize=64)
def _step(by: int, fill: Colour, ink: Colour, silhouette: str, side: int) -> pygame.Surface:
    """`+1` on a piece of the kind that there will be more or fewer of."""
    surface = counters.token(silhouette, round(side * 0.86), fill, rim=_RIM).copy()
    words = f"+{by}" if by > 0 else str(by).replace("-", "−")
    drawn = fonts.render(words, round(side * 0.42), ink, "bold", fill, 1)
    surface.blit(drawn, drawn.get_rect(center=surface.get_rect().center))
    return surface


def _arrow(surface: pygame.Surface, start: pygame.Rect, end: pygame.Rect, tint: Colour) -> None:
    """A broken, bent arrow from one plate to another."""
    a, b = start.center, end.center
    far = hypot(b[0] - a[0], b[1] - a[1])
    if far < 4:
        return
    # It bends aside, so that two arrows between the same places do not lie on one another.
    bend = min(46.0, far * 0.22)
    middle = (
        (a[0] + b[0]) / 2 - (b[1] - a[1]) / far * bend,
        (a[1] + b[1]) / 2 + (b[0] - a[0]) / far * bend,
    )
    points = []
    for n in range(61):
        t = n / 60
        x = (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * middle[0] + t * t * b[0]
        y = (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * middle[1] + t * t * b[1]
        if not start.inflate(-8, -8).collidepoint(x, y) and not end.collidepoint(x, y):
            points.append((x, y))
    if len(points) < 2:
        return
    for wide, colour in ((6, _DARK), (3, tint)):
        _dashes(surface, points, wide, colour)
    (x, y), (tip_x, tip_y) = points[-2], points[-1]
    turn = atan2(tip_y - y, tip_x - x)
    head = [
        (tip_x + _HEAD * 0.4 * cos(turn), tip_y + _HEAD * 0.4 * sin(turn)),
        *(
            (tip_x - _HEAD * cos(turn + side), tip_y - _HEAD * sin(turn + side))
            for side in (0.55, -0.55)
        ),
    ]
    pygame.draw.polygon(surface, tint, head)
    pygame.draw.polygon(surface, _DARK, head, 2)


def _dashes(
    surface: pygame.Surface, points: list[tuple[float, float]], wide: int, tint: Colour
) -> None:
    gone = 0.0
    for one, other in pairwise(points):
        if gone % (_DASH + _GAP) < _DASH:
            pygame.draw.line(surface, tint, one, other, wide)
        gone += hypot(other[0] - one[0], other[1] - one[1])
