"""The places of a map as paths of SVG, for a page that is not to load anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import attrs

from game.drawing.colours import paler
from game.drawing.patterns import hexed
from game.rules.look import Look
from game.rules.look.geography import map_table

#: How wide the map is, in units of its drawing.
_WIDE: Final = 320.0
#: How much of its colour the land has on paper.
_PALE: Final = 0.42
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
        tint: the pale colour of its land.
    """

    id: str
    path: str
    x: float
    y: float
    tint: str


@attrs.frozen
class PlacesMap:
    """The places of a map as they are drawn.

    Attributes:
        width, height: of the drawing.
        places: what is drawn.
        frontier: the line that stands out, as a path; "" where there is none.
    """

    width: float
    height: float
    places: tuple[MapPlace, ...]
    frontier: str = ""


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
        poles = {s["id"]: _point(s["pole"]) for s in found}
        tints = {s["id"]: look.tint(s["country"]) for s in found}
        rivers = map_table(look.folder, "backdrop")["rivers"]
        frontier = [
            [_point(p) for p in line] for r in rivers if r["frontier"] for line in r["lines"]
        ]
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
        x, y = at(*poles[place])
        path = "".join(_path([at(*point) for point in ring]) + "Z" for ring in each)
        tint = hexed(paler(tints[place], _PALE))
        drawn.append(MapPlace(place, path, x, y, tint))
    line = "".join(_path([at(*point) for point in part]) for part in frontier)
    return PlacesMap(_WIDE, round((top - low) * scale, 1), tuple(drawn), line)


def _point(value: Any) -> tuple[float, float]:
    x, y = value
    return float(x), float(y)


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """A line without corners that nobody would see."""
    kept: list[tuple[float, float]] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST:
            kept.append((x, y))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept)
