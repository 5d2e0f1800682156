"""Where plates lie so that none covers another: each on its own land, smaller where room is short.

What has no room at its fullest is drawn smaller, then collapsed; what has no room on its own land
even so stands beside it, and a line leads home.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import attrs
import pygame

from game.drawing.geography import Point
from game.ui.port import Size

Spot = tuple[int, int]

#: Beyond its land a plate is moved by fine steps within the first reach, then by coarser ones.
_REACHES = ((32, 8), (240, 16), (1200, 48))


#: So often those that found no room may choose before all others.
_ROUNDS = 3


@attrs.frozen
class Stand:
    """What is to be placed.

    Attributes:
        sizes: its width and height in each form, from the fullest to the leanest.
        land: the points of its own land on which its middle may lie, the best first.
        pixel: where such a point is.
    """

    sizes: tuple[Size, ...]
    land: Sequence[Point]
    pixel: Callable[[Point], Spot]


@attrs.frozen
class Stood:
    """Where something was placed, in which of its forms; `led`: beside its land."""

    rect: pygame.Rect
    form: int
    led: bool = False


def arrange(
    stands: Sequence[Stand], fixed: Sequence[pygame.Rect], bounds: pygame.Rect, form: int = 0
) -> list[Stood]:
    """Place all of them so that none covers another.

    They choose one after another, those with crowded homes first. One that finds no room takes
    the leanest form that fits, and has the others make room if none does.

    Args:
        stands: what is to be placed.
        fixed: what may not be covered, which stays where it is.
        bounds: what all of them stay inside of.
        form: the fullest form that any of them may take.
    """
    first = [_home(stand, form, bounds) for stand in stands]
    order = sorted(range(len(stands)), key=lambda n: (-_crowd(first[n], first, fixed), n))
    for _ in range(_ROUNDS):
        placed, lost = _in_turn(stands, order, fixed, bounds, form)
        if not lost:
            break
        # Who found no room chooses before all others the next time.
        order = [*lost, *(n for n in order if n not in lost)]
    taken = [*fixed, *(stood.rect for stood in placed.values())]
    for n in lost:
        placed[n] = _beside(stands[n], taken, bounds)
        taken.append(placed[n].rect)
    return [placed[n] for n in range(len(stands))]


def _home(stand: Stand, form: int, bounds: pygame.Rect) -> pygame.Rect:
    rect = pygame.Rect((0, 0), stand.sizes[min(form, len(stand.sizes) - 1)])
    rect.center = stand.pixel(stand.land[0])
    return rect.clamp(bounds)


def _crowd(rect: pygame.Rect, all_of_them: list[pygame.Rect], fixed: Sequence[pygame.Rect]) -> int:
    return len(rect.collidelistall(all_of_them)) + len(rect.collidelistall(list(fixed)))


def _in_turn(
    stands: Sequence[Stand],
    order: Sequence[int],
    fixed: Sequence[pygame.Rect],
    bounds: pygame.Rect,
    form: int,
) -> tuple[dict[int, Stood], list[int]]:
    """Place one after another on its own land; gives also those that found no room."""
    placed: dict[int, Stood] = {}
    lost = []
    taken = list(fixed)
    for n in order:
        stood = _on_its_land(stands[n], taken, bounds, form)
        if stood is None:
            lost.append(n)
        else:
            placed[n] = stood
            taken.append(stood.rect)
    return placed, lost


def _on_its_land(
    stand: Stand, taken: list[pygame.Rect], bounds: pygame.Rect, form: int
) -> Stood | None:
    """The fullest form and the best spot for it that are free; None if none is."""
    for n in range(min(form, len(stand.sizes) - 1), len(stand.sizes)):
        rect = pygame.Rect((0, 0), stand.sizes[n])
        for point in stand.land:
            rect.center = stand.pixel(point)
            inside = rect.clamp(bounds)
            if inside.collidelist(taken) < 0:
                return Stood(inside, n)
    return None


def _beside(stand: Stand, taken: list[pygame.Rect], bounds: pygame.Rect) -> Stood:
    """The free place nearest to its land for the leanest form; its land if none is free."""
    leanest = len(stand.sizes) - 1
    home = _home(stand, leanest, bounds)
    wider = bounds.inflate(bounds.width // 2, bounds.height // 2)
    for around in (bounds, wider):
        for step in _spiral():
            place = home.move(step)
            if around.contains(place) and place.collidelist(taken) < 0:
                return Stood(place, leanest, led=True)
    return Stood(home, leanest)


@lru_cache(maxsize=1)
def _spiral() -> tuple[Spot, ...]:
    """Steps away from a place, the shortest first."""
    steps = set(_steps())
    return tuple(sorted(steps, key=lambda step: (step[0] ** 2 + step[1] ** 2, step)))


def _steps() -> Iterator[Spot]:
    for reach, stride in _REACHES:
        way = range(-reach, reach + 1, stride)
        yield from ((x, y) for x in way for y in way)
