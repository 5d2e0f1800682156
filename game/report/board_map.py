"""The places of a map as paths of SVG, for a page that is not to load anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import attrs

from game.rules.look import Look
from game.rules.look.geography import map_table

#: How wide the map is, in units of its drawing.
_WIDE: Final = 320.0
#: A corner that is nearer to the one before, in these units, is left out.
_LEAST: Final = 1.2


@attrs.frozen
class MapPlace:
    """A place of a map.

    Attributes:
        id: the place.
        path: its outline.
        x: where its number stands, from the left.
        y: where its number stands, from the top.
    """

    id: str
    path: str
    x: float
    y: float


@attrs.frozen
class PlacesMap:
    """The places of a map as they are drawn.

    Attributes:
        width, height: of the drawing.
        places: what is drawn.
    """

    width: float
    height: float
    places: tuple[MapPlace, ...]


def places_map(look: Look, places: Collection[str]) -> PlacesMap | None:
    """The part of a look's map where some places are; None where it has none that can be read.

    Args:
        look: has the folder of the map.
        places: the ids of what is drawn.
    """
    if look.folder is None or not places:
        return None
    try:
        found = [s for s in map_table(look.folder, "spaces")["spaces"] if s["id"] in places]
        rings = {s["id"]: [[_point(p) for p in ring] for ring in s["rings"]] for s in found}
        boxes = {s["id"]: [float(v) for v in s["box_with_label"]] for s in found}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    corners = [point for each in rings.values() for ring in each for point in ring]
    if len(found) < len(set(places)) or not corners:
        return None
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, top = min(y for _, y in corners), max(y for _, y in corners)
    scale = _WIDE / max(right - left, 1e-9)

    def at(x: float, y: float) -> tuple[float, float]:
        return round((x - left) * scale, 1), round((top - y) * scale, 1)

    drawn = []
    for place, each in rings.items():
        x0, y0, x1, y1 = boxes[place]
        x, y = at((x0 + x1) / 2, (y0 + y1) / 2)
        path = "".join(_path([at(*point) for point in ring]) for ring in each)
        drawn.append(MapPlace(place, path, x, y))
    return PlacesMap(_WIDE, round((top - low) * scale, 1), tuple(drawn))


def _point(value: Any) -> tuple[float, float]:
    x, y = value
    return float(x), float(y)


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """A closed outline without corners that nobody would see."""
    kept: list[tuple[float, float]] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST:
            kept.append((x, y))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"
