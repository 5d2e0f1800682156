"""The map's data as typed values, its projection to the screen, and which space a point is in."""

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from math import atan2, degrees
from pathlib import Path
from typing import Any

import attrs

from game.catalogue import phrase
from game.rules.look.geography import map_table

Point = tuple[float, float]
Ring = tuple[Point, ...]
Bounds = tuple[float, float, float, float]  # x0, y0, x1, y1 on the plane, y up


class MapDataError(Exception):
    """A file of the map is missing or not what it should be."""


@attrs.frozen
class Space:
    """A space: its outline, and where its name and counters go; rules say what it is called.

    ``family`` is the land that it is tinted with.
    """

    id: str
    family: str
    rings: tuple[Ring, ...]
    bounds: Bounds
    room: Bounds

    @property
    def middle(self) -> Point:
        """Where its name and pieces would stand if all others left them room."""
        x0, y0, x1, y1 = self.room
        return (x0 + x1) / 2, (y0 + y1) / 2


@attrs.frozen
class Line:
    """A line of the backdrop: a river, a border or a road, with its kind."""

    kind: str
    points: Ring
    name: str = ""
    rank: int = 0


@attrs.frozen
class Place:
    """A named point: a town, a peak or a pass; towns of rank 3 are the largest."""

    kind: str
    name: str
    at: Point
    rank: int = 1
    country: str = ""
    space: str = ""


@attrs.frozen
class Passage:
    """A bridge or ferry between two spaces."""

    name: str
    a: str
    b: str
    at: Point


@attrs.frozen
class Area:
    """A named part of the surroundings, not in play."""

    name: str
    polygons: tuple[tuple[Ring, ...], ...]
    at: Point | None


@attrs.frozen
class Geography:
    """Everything that is drawn, on the plane of the map (km, y up).

    ``frontier`` is the line that stands out; ``frontier_names`` says at which share of its length
    which of its names is written.
    """

    spaces: dict[str, Space]
    passages: tuple[Passage, ...]
    roads: tuple[Line, ...]
    rivers: tuple[Line, ...]
    frontier: tuple[Ring, ...]
    frontier_names: tuple[tuple[float, str], ...]
    borders: tuple[Line, ...]
    lakes: tuple[tuple[str, Ring], ...]
    places: tuple[Place, ...]
    areas: tuple[Area, ...]
    window: Bounds
    extent: Bounds
    shade: Path
    _rows: "dict[str, _Rows]" = attrs.field(init=False, factory=dict, eq=False, repr=False)

    @property
    def corner(self) -> Point:
        """The left top corner of the whole map."""
        return self.extent[0], self.extent[3]

    def space_at(self, x: float, y: float) -> str | None:
        """The id of the space that holds a point of the plane, or None outside all of them."""
        for space in self.spaces.values():
            x0, y0, x1, y1 = space.bounds
            if x0 <= x <= x1 and y0 <= y <= y1:
                rows = self._rows.get(space.id)
                if rows is None:
                    rows = self._rows[space.id] = _Rows(space)
                if rows.holds(x, y):
                    return space.id
        return None

    def bounds(self, ids: tuple[str, ...] | list[str] | frozenset[str]) -> Bounds:
        """The smallest box round some spaces; that of the whole map's window for none."""
        boxes = [self.spaces[i].bounds for i in ids]
        if not boxes:
            return self.window
        return (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    def shown(self, ids: frozenset[str]) -> Bounds:
        """The smallest box round what the picture of the map shows of some spaces."""
        x0, y0, x1, y1 = self.bounds(ids)
        left, low, right, high = self.extent
        return max(x0, left), max(y0, low), min(x1, right), min(y1, high)


class _Rows:
    """The edges of a space sorted into horizontal rows, so that a test meets only a few of them."""

    def __init__(self, space: Space, rows: int = 48) -> None:
        self._low, high = space.bounds[1], space.bounds[3]
        self._step = (high - self._low) / rows or 1.0
        self._edges: list[list[tuple[float, float, float, float]]] = [[] for _ in range(rows)]
        for ring in space.rings:
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
                if ay == by:
                    continue
                first = self._row(min(ay, by))
                for row in range(first, self._row(max(ay, by)) + 1):
                    self._edges[row].append((ax, ay, bx, by))

    def _row(self, y: float) -> int:
        return max(0, min(len(self._edges) - 1, int((y - self._low) / self._step)))

    def holds(self, x: float, y: float) -> bool:
        inside = False
        for ax, ay, bx, by in self._edges[self._row(y)]:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
        return inside


@attrs.frozen
class Projection:
    """Where the plane lies on the screen: ``scale`` pixels a km, ``centre`` in the middle of it.

    ``size`` is that of the viewport; screen coordinates count from its left top corner, y down.
    """

    scale: float
    centre: Point
    size: tuple[int, int]

    def to_screen(self, point: Point) -> Point:
        """A point of the plane in pixels of the viewport."""
        return (
            (point[0] - self.centre[0]) * self.scale + self.size[0] / 2,
            (self.centre[1] - point[1]) * self.scale + self.size[1] / 2,
        )

    def to_plane(self, pixel: Point) -> Point:
        """A pixel of the viewport on the plane."""
        return (
            (pixel[0] - self.size[0] / 2) / self.scale + self.centre[0],
            self.centre[1] - (pixel[1] - self.size[1] / 2) / self.scale,
        )

    def shift(self, corner: Point) -> tuple[int, int]:
        """The whole pixel at which a place lies: where a picture that begins there is laid."""
        x, y = self.to_screen(corner)
        return round(x), round(y)

    def panned(self, dx: float, dy: float) -> "Projection":
        """The same view with the map moved by so many pixels."""
        x, y = self.centre
        return attrs.evolve(self, centre=(x - dx / self.scale, y + dy / self.scale))

    def zoomed(self, scale: float, at: Point) -> "Projection":
        """The view at another scale, with the place under a pixel staying there."""
        fixed = self.to_plane(at)
        moved = attrs.evolve(self, scale=scale)
        here = moved.to_screen(fixed)
        return moved.panned(at[0] - here[0], at[1] - here[1])

    def kept_in(self, box: Bounds) -> "Projection":
        """The view moved so that it shows as little as possible outside a box of the plane."""

        def clamp(value: float, low: float, high: float, half: float) -> float:
            if high - low <= 2 * half:
                return (low + high) / 2
            return max(low + half, min(high - half, value))

        half_x, half_y = self.size[0] / self.scale / 2, self.size[1] / self.scale / 2
        return attrs.evolve(
            self,
            centre=(
                clamp(self.centre[0], box[0], box[2], half_x),
                clamp(self.centre[1], box[1], box[3], half_y),
            ),
        )


def fit(box: Bounds, size: tuple[int, int], margin: int = 0) -> Projection:
    """The largest projection that shows a whole box of the plane in a viewport."""
    wide, high = max(1, size[0] - 2 * margin), max(1, size[1] - 2 * margin)
    scale = min(wide / (box[2] - box[0]), high / (box[3] - box[1]))
    return Projection(scale, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), size)


def _ring(points: Any) -> Ring:
    return tuple((float(x), float(y)) for x, y in points)


def _bounds(rings: tuple[Ring, ...]) -> Bounds:
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _box(values: Any) -> Bounds:
    x0, y0, x1, y1 = (float(v) for v in values)
    return x0, y0, x1, y1


def _space(data: Any) -> Space:
    rings = tuple(_ring(r) for r in data["rings"])
    return Space(
        id=data["id"],
        family=data["country"],
        rings=rings,
        bounds=_bounds(rings),
        room=_box(data["box_with_label"]),
    )


def _area(data: Any) -> Area:
    polygons = tuple(tuple(_ring(r) for r in p) for p in data["polygons"])
    at = data.get("label")
    return Area(data["name"], polygons, (float(at[0]), float(at[1])) if at else None)


def _places(backdrop: Any) -> tuple[Place, ...]:
    places = [
        Place(
            "town", t["name"], (t["xy"][0], t["xy"][1]), t["rank"], t["country"], t["space"] or ""
        )
        for t in backdrop["towns"]
    ]
    for kind, key in (("peak", "peaks"), ("pass", "passes")):
        for p in backdrop[key]:
            name = f"{p['name']} {p['m']}" if kind == "peak" else p["name"]
            places.append(Place(kind, name, (p["xy"][0], p["xy"][1])))
    return tuple(places)


@lru_cache(maxsize=2)
def load_geography(where: Path) -> Geography:
    """Read a map's files in a folder; ``MapDataError`` says which is missing or wrong."""
    try:
        read = {name: map_table(where, name) for name in ("spaces", "backdrop", "hillshade")}
        data, backdrop, shade = read["spaces"], read["backdrop"], read["hillshade"]
        rivers = backdrop["rivers"]
        return Geography(
            spaces={s["id"]: _space(s) for s in data["spaces"]},
            passages=tuple(
                Passage(c["name"], c["a"], c["b"], (c["xy"][0], c["xy"][1]))
                for c in data["passages"]
            ),
            roads=tuple(Line("road", _ring(k["line"]), k["via"]) for k in data["links"]),
            rivers=tuple(
                Line("river", _ring(line), r["name"] or "", r["rank"])
                for r in rivers
                if not r["frontier"]
                for line in r["lines"]
            ),
            frontier=tuple(_ring(line) for r in rivers if r["frontier"] for line in r["lines"]),
            frontier_names=tuple(
                (float(at), str(name)) for r in rivers if r["frontier"] for at, name in r["names"]
            ),
            borders=tuple(
                Line("state" if b["kind"] == "state" else "province", _ring(b["line"]))
                for b in backdrop["borders"]
                if not b["river"]
            ),
            lakes=tuple((k["name"], _ring(k["polygon"])) for k in backdrop["lakes"]),
            places=_places(backdrop),
            areas=tuple(_area(a) for a in backdrop["areas"]),
            window=_box(data["window"]),
            extent=_box(shade["extent_km"]),
            shade=where / shade["file"],
        )
    except OSError as error:
        raise MapDataError(phrase("display.map", why=error)) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise MapDataError(phrase("display.map_damaged", folder=where, why=repr(error))) from error


def along(line: Ring, share: float) -> tuple[Point, float]:
    """The point at a share (0 to 1) of a line's length, and the direction there in degrees."""
    lengths = [0.0]
    for (ax, ay), (bx, by) in pairwise(line):
        lengths.append(lengths[-1] + ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5)
    goal = lengths[-1] * share
    index = max(1, min(len(line) - 1, bisect_right(lengths, goal)))
    (ax, ay), (bx, by) = line[index - 1], line[index]
    part = (goal - lengths[index - 1]) / (lengths[index] - lengths[index - 1] or 1.0)
    return (ax + (bx - ax) * part, ay + (by - ay) * part), degrees(atan2(by - ay, bx - ax))
