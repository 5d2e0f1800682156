"""Where plates lie so that none covers another: each as near to its home as there is room."""

from collections.abc import Sequence
from functools import lru_cache

import pygame

#: A plate is moved by fine steps within the first reach, by coarse ones within the second.
_FINE, _COARSE = (24, 4), (216, 12)


def spread(
    homes: Sequence[pygame.Rect], fixed: Sequence[pygame.Rect], bounds: pygame.Rect
) -> list[pygame.Rect]:
    """Move rectangles away from their homes until none covers another.

    They choose one after another, those with crowded homes first; of several such orders the one
    counts that moves them least.

    Args:
        homes: where they would lie best.
        fixed: what they may not cover, which stays where it is.
        bounds: what they stay inside of.

    Returns:
        A rectangle for each home, in the same order; one without room stays at its home.
    """
    homes = [home.clamp(bounds) for home in homes]

    def away(rects: list[pygame.Rect]) -> tuple[int, int]:
        without = sum(len(rect.collidelistall(rects)) > 1 for rect in rects)
        pairs = zip(homes, rects, strict=True)
        return without, sum((a.x - b.x) ** 2 + (a.y - b.y) ** 2 for a, b in pairs)

    turns = sorted(range(len(homes)), key=lambda n: homes[n].center)
    orders = [
        sorted(turns, key=lambda n: -len(homes[n].collidelistall(homes))),
        sorted(turns, key=lambda n: -len(homes[n].collidelistall([*homes, *fixed]))),
        turns,
        turns[::-1],
    ]
    return min((_in_turn(homes, order, fixed, bounds) for order in orders), key=away)


def _in_turn(
    homes: Sequence[pygame.Rect],
    order: Sequence[int],
    fixed: Sequence[pygame.Rect],
    bounds: pygame.Rect,
) -> list[pygame.Rect]:
    """Place one after another, each as near to its home as those before it allow."""
    placed: dict[int, pygame.Rect] = {}
    for n in order:
        placed[n] = _nearest(homes[n], [*placed.values(), *fixed], bounds)
    return [placed[n] for n in range(len(homes))]


def _nearest(home: pygame.Rect, others: list[pygame.Rect], bounds: pygame.Rect) -> pygame.Rect:
    """The free place that is nearest to a home; the home if there is none."""
    for step in _spiral():
        place = home.move(step)
        if place.collidelist(others) < 0 and bounds.contains(place):
            return place
    return home


@lru_cache(maxsize=1)
def _spiral() -> tuple[tuple[int, int], ...]:
    """Steps away from a place, the shortest first; plates are broad, so down counts for more."""
    steps = set()
    for reach, stride in (_FINE, _COARSE):
        way = range(-reach, reach + 1, stride)
        steps |= {(x, y) for x in way for y in way}
    return tuple(sorted(steps, key=lambda step: (step[0] ** 2 + 1.6 * step[1] ** 2, step)))
