"""A card that stands beside what it tells of, with an outline round that; all else stays usable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pygame

from game.ui.theme import ACCENT
from game.ui.widgets.base import Widget

#: How wide the card may be, in units of eight pixels; a wider one is lower.
_WIDTHS = (46, 56, 70)
#: What share of its height it may have where it would hide what it tells of; the rest is scrolled.
_SHARES = (1.0, 0.8, 0.6)


class PointingCard(Widget):
    """Lies over a whole screen and takes input on its card alone.

    Attributes:
        card: what is shown.
        spots: what it tells of: outlined, and never covered.
        apart: what it never covers either, and does not outline: what happens meanwhile.
        spare: what it covers only where there is no other room.
    """

    def __init__(self, card: Widget, name: str = "pointing") -> None:
        super().__init__(name=name)
        self.card = card
        self.spots: tuple[pygame.Rect, ...] = ()
        self.apart: tuple[pygame.Rect, ...] = ()
        self.spare: tuple[pygame.Rect, ...] = ()
        self.visible = False
        self.add(card)

    def show(self, spots: Sequence[pygame.Rect], spare: Sequence[pygame.Rect] = ()) -> None:
        """Stand beside these rectangles."""
        self.touch()
        self.visible, self.spots, self.spare = True, self._inside(spots), tuple(spare)
        self.apart = ()
        self.place(self.rect)
        self.touch()

    def keep(self, spots: Sequence[pygame.Rect], clear: Sequence[pygame.Rect]) -> None:
        """Stay where it stands as long as it covers none of these, else make way.

        Args:
            spots: where what it tells of is by now.
            clear: what happens meanwhile.
        """
        self.touch()
        self.spots, self.apart = self._inside(spots), self._inside(clear)
        if self.card.rect.collidelist([*self.spots, *self.apart]) >= 0:
            self.place(self.rect)
        self.touch()

    def _inside(self, rects: Sequence[pygame.Rect]) -> tuple[pygame.Rect, ...]:
        """What of these is in the window."""
        whole = pygame.Rect(self.rect)
        return tuple(r for r in (rect.clip(whole) for rect in rects) if r.width and r.height)

    def hide(self) -> None:
        """Show nothing."""
        if self.visible:
            self.touch()
            self.visible = False

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        if self.visible and rect.width and rect.height:
            self.card.place(self._room())

    def at(self, pos: tuple[int, int]) -> Widget | None:
        return self.card.at(pos) if self.visible else None

    def touch(self) -> None:
        """Have all of it drawn again."""
        if not self.visible:
            return
        self.damage(self.card.rect.inflate(2 * self._reach, 2 * self._reach))
        for spot in self.spots:
            self.damage(self._ring(spot).inflate(8, 8))

    @property
    def _reach(self) -> int:
        """How far the point reaches out of the card."""
        return self.theme.gap(1.5)

    def _ring(self, spot: pygame.Rect) -> pygame.Rect:
        """The outline round a spot, all of it in sight."""
        by = self.theme.dot(7)
        return spot.inflate(2 * by, 2 * by).clip(self.rect.inflate(-2, -2))

    def _room(self) -> pygame.Rect:
        """Where the card stands: near what it tells of, over as little as can be."""
        edge = self.theme.gap(1)
        inner = self.rect.inflate(-2 * edge, -2 * edge)
        best: tuple[float, pygame.Rect] | None = None
        for units, share in ((w, s) for s in _SHARES for w in _WIDTHS):
            wide = min(self.theme.gap(units), inner.width)
            high = round(min(self.card.measure(wide)[1] * share, inner.height))
            for place in self._places(wide, high, inner):
                cost = self._cost(place)
                if best is None or cost < best[0]:
                    best = (cost, place)
            if best is not None and best[0] < _COVERS:
                break
        assert best is not None, "there are corners always"
        return best[1]

    def _places(self, wide: int, high: int, inner: pygame.Rect) -> Iterator[pygame.Rect]:
        """Where a card of a size could stand: at the sides of each spot, and along the edges."""
        off = self._reach + self.theme.dot(9)
        found = []
        for spot in self.spots:
            ys = (spot.centery - high // 2, spot.top, spot.bottom - high)
            xs = (spot.centerx - wide // 2, spot.left, spot.right - wide)
            found += [(x, y) for y in ys for x in (spot.right + off, spot.left - off - wide)]
            found += [(x, y) for x in xs for y in (spot.bottom + off, spot.top - off - high)]
        steps = range(5)
        found += [
            (inner.x + i * (inner.width - wide) // 4, inner.y + j * (inner.height - high) // 4)
            for i in steps
            for j in steps
        ]
        for x, y in found:
            yield pygame.Rect(x, y, wide, high).clamp(inner)

    def _cost(self, place: pygame.Rect) -> float:
        """What is to be said against a place: what it covers, and how far off it is."""
        cost = 0.0
        wide = place.inflate(self.theme.dot(4), self.theme.dot(4))
        for spot in (*self.spots, *self.apart):
            if wide.colliderect(spot):
                both = wide.clip(spot)
                cost += _COVERS + both.width * both.height
        for other in self.spare:
            both = place.clip(other)
            cost += both.width * both.height / _SPARED
        if self.spots:
            near = min(_apart(place, spot) for spot in self.spots)
            cost += near
        return cost

    def draw(self, surface: pygame.Surface) -> None:
        thick = self.theme.dot(3)
        for spot in self.spots:
            ring = self._ring(spot)
            pygame.draw.rect(surface, (20, 16, 8), ring, thick + 2, border_radius=9)
            pygame.draw.rect(surface, ACCENT, ring.inflate(-2, -2), thick, border_radius=8)
        if self.spots:
            self._draw_point(surface)

    def _draw_point(self, surface: pygame.Surface) -> None:
        """A corner of the card that points to the nearest spot."""
        card, reach = self.card.rect, self._reach
        spot = min(self.spots, key=lambda s: _apart(card, s))
        half = reach * 2 // 3
        if spot.left >= card.right or spot.right <= card.left:
            y = min(max(spot.centery, card.top + 2 * half), card.bottom - 2 * half)
            x, tip = (card.right, reach) if spot.left >= card.right else (card.left, -reach)
            corners = [(x - tip // 2, y - half), (x + tip, y), (x - tip // 2, y + half)]
        elif spot.top >= card.bottom or spot.bottom <= card.top:
            x = min(max(spot.centerx, card.left + 2 * half), card.right - 2 * half)
            y, tip = (card.bottom, reach) if spot.top >= card.bottom else (card.top, -reach)
            corners = [(x - half, y - tip // 2), (x, y + tip), (x + half, y - tip // 2)]
        else:
            return
        pygame.draw.polygon(surface, ACCENT, corners)


#: What covering something that is told of weighs, in pixels: more than any distance.
_COVERS = 1_000_000.0
#: So many pixels of something else that are covered weigh as one of distance.
_SPARED = 40


def _apart(a: pygame.Rect, b: pygame.Rect) -> float:
    """How far two rectangles are from each other; 0 where they touch."""
    x = max(a.left - b.right, b.left - a.right, 0)
    y = max(a.top - b.bottom, b.top - a.bottom, 0)
    return float((x * x + y * y) ** 0.5)


class Overlaid(Widget):
    """A screen, and what lies over it without hiding it."""

    def __init__(self, below: Widget, above: PointingCard) -> None:
        super().__init__(name="over")
        self.add(below, above)
        self.opaque = below.opaque
