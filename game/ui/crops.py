"""Small pictures of scenarios: the part of the map where they begin, its places lit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs
import pygame

from game.drawing.geography import MapDataError, Projection, fit
from game.ui.map.terrain import Terrain
from game.ui.thumbnail import thumbnail

if TYPE_CHECKING:
    from game.rules import Rules
    from game.ui.map.scene import Scene

#: How dark the land is that is not lit, of 255.
_DARK: Final = 150
#: The least that a picture shows of the map, as a share of its width: places by themselves would
#: be nowhere.
_LEAST: Final = 0.3
#: Outlines are drawn so many times too large, and made smaller smoothly.
_OVER: Final = 2


@lru_cache(maxsize=2)
def relief(scene: Scene) -> Terrain:
    """The relief of a map, all of whose places are in play; made once.

    Raises:
        MapDataError: its picture cannot be read.
    """
    spaces = frozenset(scene.geography.spaces)
    return Terrain(scene.geography, scene.look, spaces)


@lru_cache(maxsize=64)
def crop(scene: Scene, lit: frozenset[str], size: tuple[int, int]) -> pygame.Surface | None:
    """The part of a map round some places, without names; what is not one of them is dark.

    Args:
        scene: the map.
        lit: the ids of places.
        size: in pixels.

    Returns:
        The picture; None where the map cannot be drawn.
    """
    try:
        whole, view = relief(scene).overview()
    except (MapDataError, pygame.error):
        return None
    shown = near(scene, lit, size)
    factor = view.scale / shown.scale
    x, y = view.to_screen(shown.to_plane((0.0, 0.0)))
    part = pygame.Rect(round(x), round(y), round(size[0] * factor), round(size[1] * factor))
    source = pygame.Surface(part.size, 0, 32)
    source.fill(scene.look.map["ground"])
    source.blit(whole, (-part.x, -part.y))
    made = pygame.transform.smoothscale(source, size)
    if lit < scene.geography.spaces.keys():
        made.blit(_lights(scene, lit, shown), (0, 0))
    return made


def near(scene: Scene, lit: frozenset[str], size: tuple[int, int]) -> Projection:
    """The view of the map that a picture round some places shows; see `crop`."""
    land = scene.geography
    found = fit(land.shown(lit), size, round(min(size) * 0.12))
    x0, y0, x1, y1 = land.extent
    most = size[0] / (_LEAST * (x1 - x0))
    least = max(size[0] / (x1 - x0), size[1] / (y1 - y0))
    scale = max(least, min(most, found.scale))
    return attrs.evolve(found, scale=scale).kept_in(land.extent)


def _lights(scene: Scene, lit: frozenset[str], view: Projection) -> pygame.Surface:
    """A dark veil that leaves some places free, and their edges."""
    wide, high = view.size
    veil = pygame.Surface((wide * _OVER, high * _OVER), pygame.SRCALPHA)
    veil.fill((*scene.look.map["ground"], _DARK))
    rings = [
        [(x * _OVER, y * _OVER) for x, y in map(view.to_screen, ring)]
        for place in sorted(lit)
        for ring in scene.geography.spaces[place].rings
    ]
    for ring in rings:
        pygame.draw.polygon(veil, (0, 0, 0, 0), ring)
    edge = (*scene.look.map["legal"], 190)
    for ring in rings:
        pygame.draw.lines(veil, edge, True, ring, _OVER)
    return pygame.transform.smoothscale(veil, view.size)


def scenario_picture(
    rules: Rules, scene: Scene | None, scenario: str, size: tuple[int, int]
) -> pygame.Surface:
    """A picture of a scenario: its part of the map, or its board or table where it has no map.

    Args:
        rules: the rules.
        scene: their map, where they have one.
        scenario: the id of one of their scenarios.
        size: in pixels; a board is as large as it goes into it.
    """
    lit = rules.about(scenario, rules.look.roles.places)
    found = crop(scene, lit, size) if scene is not None else None
    if found is None:
        side = min(size)
        found = thumbnail(rules, (side, side))
    return found
