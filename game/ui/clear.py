"""Where boxes can stand beside what they belong to, clear of what else is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pygame

#: Pixels between a box and what it belongs to.
NEAR = 4
#: To lie out of the room is worse than any cover.
_OUT = 10**7


def beside(
    home: pygame.Rect, size: tuple[int, int], around: Iterable[pygame.Rect], room: pygame.Rect
) -> pygame.Rect:
    """Where a box stands beside what it belongs to: above it rather than below or at a side.

    Args:
        home: what it belongs to, which it never covers where there is room.
        size: of the box.
        around: what it should not cover, in pixels of the same surface.
        room: in which it must lie.

    Returns:
        The place at which it covers least; of equal ones the first of those that are tried.
    """
    taken = [rect for rect in around if rect != home]
    best, least = pygame.Rect((0, 0), size), None
    for rect in _tried(home, size):
        inside = rect.clip(room)
        out = rect.width * rect.height - inside.width * inside.height
        cost = out * _OUT + sum(_shared(rect, other) for other in [*taken, home])
        if least is None or cost < least:
            best, least = rect, cost
        if not cost:
            break
    return best


def _tried(home: pygame.Rect, size: tuple[int, int]) -> Sequence[pygame.Rect]:
    """The places round a home that are tried, the best ones first."""
    wide, high = size
    found = list[pygame.Rect]()
    # Near it first; then further off, as far as one still sees what it belongs to.
    for far in (0, high // 2, high):
        above, below = home.top - NEAR - far - high, home.bottom + NEAR + far
        left, right = home.left - NEAR - far - wide, home.right + NEAR + far
        middle = home.centery - high // 2
        reach = (home.width + wide) // 2
        shifts = (0, 6, -6, 3, -3, 9, -9, 12, -12)
        along = [home.centerx - wide // 2 + reach * part // 12 for part in shifts]
        found += [pygame.Rect(x, above, wide, high) for x in along]
        found += [pygame.Rect(x, below, wide, high) for x in along]
        up = (middle, home.top, home.bottom - high, home.top - high // 2, home.bottom - high // 2)
        found += [pygame.Rect(x, y, wide, high) for y in up for x in (right, left)]
    return found


def _shared(one: pygame.Rect, other: pygame.Rect) -> int:
    """How many pixels two boxes share."""
    both = one.clip(other)
    return both.width * both.height


def all_beside(
    boxes: Iterable[tuple[pygame.Rect, tuple[int, int]]],
    around: Sequence[pygame.Rect],
    room: pygame.Rect,
) -> list[pygame.Rect]:
    """Where several boxes stand, each clear of those before it as well.

    Args:
        boxes: what each belongs to, and its size.
        around: what none of them should cover.
        room: in which all must lie.
    """
    found = list[pygame.Rect]()
    for home, size in boxes:
        found.append(beside(home, size, [*around, *found], room))
    return found
