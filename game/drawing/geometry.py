"""The shapes of a board: an outline for each place, its edges, and which place a point is in.

All is in units of the board, x to the right and y down, as the rules tell it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from heapq import heapify, heappop
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

import attrs

from game.drawing.geography import Bounds, Point

if TYPE_CHECKING:
    from game.engine import Board

Edge = tuple[Point, Point]

#: The kinds of boards whose places are all alike.
HEX, SQUARE = "hex", "square"


@attrs.frozen
class Cell:
    """One place: its middle, its corners in order, and how far from the middle is still inside.

    ``points``: whether it is drawn as a disc of that radius, with no land of its own.
    """

    id: str
    centre: Point
    outline: tuple[Point, ...]
    radius: float
    point: bool = False


@attrs.frozen(eq=False)
class Shapes:
    """All places of a board as shapes.

    Attributes:
        kind: "hex", "square" or "graph".
        cells: by id, in declared order.
        unit: how wide a place is, for what is drawn in it.
        links: the pairs of places that a graph joins; none of a grid.
    """

    kind: str
    cells: dict[str, Cell]
    unit: float
    links: tuple[tuple[str, str], ...] = ()

    @cached_property
    def bounds(self) -> Bounds:
        """The box around all places."""
        points = [p for c in self.cells.values() for p in (*c.outline, *_round(c))]
        xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
        return min(xs), min(ys), max(xs), max(ys)

    @cached_property
    def border(self) -> list[tuple[Point, ...]]:
        """The border of the whole board."""
        return self.rim(self.cells)

    def at(self, point: Point) -> str | None:
        """The place that a point lies in."""
        x, y = point
        near = self._near.get((int(x // self._step), int(y // self._step)), ())
        best, least = None, 0.0
        for cell in near:
            far = hypot(x - cell.centre[0], y - cell.centre[1])
            inside = far <= cell.radius if cell.point else within(point, cell.outline)
            if inside and (best is None or far < least):
                best, least = cell.id, far
        return best

    @cached_property
    def _step(self) -> float:
        """The side of the squares by which places are found, so large that they are not many."""
        x0, y0, x1, y1 = self.bounds
        return max(self.unit, (x1 - x0) / 64, (y1 - y0) / 64)

    @cached_property
    def _near(self) -> dict[tuple[int, int], list[Cell]]:
        """The places that may hold a point, by squares of the plane."""
        found: dict[tuple[int, int], list[Cell]] = {}
        for cell in self.cells.values():
            points = [*cell.outline, *_round(cell)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            for i in range(int(min(xs) // self._step), int(max(xs) // self._step) + 1):
                for j in range(int(min(ys) // self._step), int(max(ys) // self._step) + 1):
                    found.setdefault((i, j), []).append(cell)
        return found

    def rim(self, places: Collection[str]) -> list[tuple[Point, ...]]:
        """The border of some places together, as closed rings; lone points have none."""
        edges: dict[Point, list[Point]] = {}
        taken = {e for p in places for e in _sides(self.cells[p])}
        for a, b in sorted(taken):
            if (b, a) not in taken:
                edges.setdefault(a, []).append(b)
        rings = []
        while edges:
            start = at = next(iter(edges))
            ring = [start]
            while at in edges:
                after = edges[at].pop()
                if not edges[at]:
                    del edges[at]
                at = after
                if at == start:
                    break
                ring.append(at)
            rings.append(tuple(ring))
        return rings


def shapes(board: Board, near: Iterable[tuple[str, str]] = (), voronoi: bool = False) -> Shapes:
    """The shapes of a board.

    Args:
        board: as the rules have it.
        near: the pairs of neighbours, for a graph.
        voronoi: whether land is shared out among places without outlines.
    """
    spots = {p.id: (float(p.x), float(p.y)) for p in board.places}
    if len(spots) > 1 and len(set(spots.values())) == 1:
        spots = _on_a_ring(list(spots))
    outlines = {p.id: tuple((float(x), float(y)) for x, y in p.outline) for p in board.places}
    if board.kind in (HEX, SQUARE):
        width = _width(next(iter(outlines.values()), ()))
        cells = {i: Cell(i, spots[i], outlines[i], width / 2) for i in spots}
        return Shapes(board.kind, cells, width or 1.0)
    apart = _apart(list(spots.values()))
    if voronoi and not any(outlines.values()):
        outlines = _voronoi(spots, apart * 0.8)
    cells = {}
    for i, spot in spots.items():
        ring = outlines[i]
        radius = apart * (0.30 if not ring else 0.45)
        centre = spot if not ring or within(spot, ring) else _middle(ring)
        cells[i] = Cell(i, centre, clockwise(ring), radius, point=not ring)
    links = tuple(dict.fromkeys((min(a, b), max(a, b)) for a, b in near if a != b))
    return Shapes(board.kind, cells, apart, links)


def within(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def clockwise(ring: Sequence[Point]) -> tuple[Point, ...]:
    """A polygon in clockwise order, y down, so that shared edges run against each other."""
    turned = zip(ring, (*ring[1:], *ring[:1]), strict=True)
    area = sum(ax * by - bx * ay for (ax, ay), (bx, by) in turned)
    return tuple(ring) if area >= 0 else tuple(reversed(ring))


def _sides(cell: Cell) -> list[Edge]:
    ring = cell.outline
    return list(zip(ring, (*ring[1:], *ring[:1]), strict=True))


def _round(cell: Cell) -> list[Point]:
    """The box of a place that is a point."""
    if not cell.point:
        return []
    (x, y), r = cell.centre, cell.radius
    return [(x - r, y - r), (x + r, y + r)]


def _width(ring: Sequence[Point]) -> float:
    xs = [x for x, _ in ring]
    return max(xs) - min(xs) if xs else 0.0


def _middle(ring: Sequence[Point]) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _apart(spots: Sequence[Point]) -> float:
    """How far a place of a graph mostly is from the next one."""
    nearest = sorted(
        min(hypot(x - u, y - v) for u, v in spots if (u, v) != (x, y))
        for x, y in spots
        if any((u, v) != (x, y) for u, v in spots)
    )
    # The lower part of them: points drawn for the usual distance must not meet where it is less.
    return nearest[len(nearest) // 4] if nearest else 1.0


def _on_a_ring(ids: Sequence[str]) -> dict[str, Point]:
    """Places that nobody placed, round a circle."""
    radius = len(ids) * 320.0
    turn = 2 * pi / len(ids)
    return {i: (radius * sin(n * turn), -radius * cos(n * turn) * 0.72) for n, i in enumerate(ids)}


def _voronoi(spots: dict[str, Point], margin: float) -> dict[str, tuple[Point, ...]]:
    """For each place the land that is nearer to it than to any other, in a box around all.

    Each is the box cut by the line half-way to every other place, the nearest first.
    """
    xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
    left, top = min(xs) - margin, min(ys) - margin
    right, bottom = max(xs) + margin, max(ys) + margin
    box = [(left, top), (right, top), (right, bottom), (left, bottom)]
    found = {}
    for i, (x, y) in spots.items():
        ring: list[Point] = list(box)
        others = [(hypot(u - x, v - y), u, v) for u, v in spots.values() if (u, v) != (x, y)]
        heapify(others)
        while others and ring:
            far, u, v = heappop(others)
            if far / 2 > max(hypot(a - x, b - y) for a, b in ring):
                break
            ring = _cut(ring, ((x + u) / 2, (y + v) / 2), (u - x, v - y))
        # Corners that two places share must be equal, or their edges would not meet.
        found[i] = tuple((round(a, 3), round(b, 3)) for a, b in ring)
    return found


def _cut(ring: Sequence[Point], through: Point, away: Point) -> list[Point]:
    """The part of a convex polygon on the near side of a line."""

    def beyond(p: Point) -> float:
        return (p[0] - through[0]) * away[0] + (p[1] - through[1]) * away[1]

    out: list[Point] = []
    for a, b in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        da, db = beyond(a), beyond(b)
        if da <= 0:
            out.append(a)
        if (da < 0 < db) or (db < 0 < da):
            share = da / (da - db)
            out.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
    return out


__all__ = ["Bounds", "Cell", "Point", "Shapes", "clockwise", "shapes", "within"]
