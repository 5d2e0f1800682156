"""A board on paper: hexes, squares or a graph, pale, with the patterns of their ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.drawing import palette, patterns
from game.drawing.geometry import HEX, Cell, Point, Shapes, shapes
from game.drawing.lines import EDGE, chains, line, smooth, stroke
from game.drawing.patterns import hexed, ring_path
from game.drawing.styles import Styles
from game.engine import Board, Game
from game.paper.chips import printed, text
from game.paper.map_sheet import HIGH, WIDE
from game.rules.look import Colour, Look

#: Patterns that a screen draws lighter than the ground are so much darker on paper.
_DARKER: Final = {"waves": -0.5, "houses": -0.6, "rocks": -0.45}
#: Many drawings of one pattern.
_TURNS: Final = 5


class BoardSheet:
    """Draws one board."""

    def __init__(self, game: Game, board: Board, look: Look) -> None:
        near = list(_neighbours(game, board)) if board.kind == "graph" else []
        self._styles = Styles(game, board, look)
        self._board = board
        self._shapes: Shapes = shapes(board, near, self._styles.board.areas == "voronoi")
        x0, y0, x1, y1 = self._shapes.bounds
        edge = self._shapes.unit * 0.08
        x0, y0, x1, y1 = x0 - edge, y0 - edge, x1 + edge, y1 + edge
        self._scale = min(WIDE / (x1 - x0), HIGH / (y1 - y0))
        self._left = WIDE / 2 - (x0 + x1) / 2 * self._scale
        self._top = HIGH / 2 - (y0 + y1) / 2 * self._scale
        self._wide = self._shapes.unit * self._scale

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale + self._left, point[1] * self._scale + self._top

    @property
    def kinds(self) -> tuple[tuple[str, str, str], ...]:
        """The kinds of ground for the legend: a sample as SVG, the name, and a note."""
        found = []
        ring = ((-6.0, -3.5), (6.0, -3.5), (6.0, 3.5), (-6.0, 3.5))
        for style in self._styles.ground.values():
            drawn = f'<g transform="translate(6 3.5)">{_land(ring, style.colour)}'
            drawn += self._pattern(style.pattern, style.colour, ring, 14.0, 1) + "</g>"
            found.append((drawn, style.name, style.note))
        return tuple(found)

    def drawn(self) -> str:
        """The inside of an SVG of `WIDE` by `HIGH`."""
        return "".join(self._body())

    def _body(self) -> Iterator[str]:
        cells = self._shapes.cells
        if self._shapes.links:
            yield self._links()
        for n, cell in enumerate(cells.values()):
            yield self._land(cell, n * 7 + 3)
        for style in sorted(self._styles.lines, key=lambda s: s.pattern != "river"):
            pairs = self._board.lines.get(style.id, ())
            points = [
                [self._at(cells[p].centre) for p in chain]
                for chain in chains(pairs)
                if all(p in cells for p in chain)
            ]
            yield line(style, "".join(map(smooth, points)), "", self._wide)
        land = [c for c in cells.values() if not c.point]
        d = "".join(ring_path([self._at(p) for p in c.outline]) for c in land)
        yield stroke(d, EDGE, max(0.15, self._wide * 0.012), 0.8)
        rim = "".join(ring_path([self._at(p) for p in ring]) for ring in self._shapes.border)
        yield stroke(rim, EDGE, 0.6)
        yield from map(self._name, cells.values())

    def _colour(self, cell: Cell, seed: int) -> tuple[Colour, str]:
        ground = self._styles.ground.get(self._styles.ground_of(cell.id))
        if ground is not None:
            return ground.colour, ground.pattern
        if self._shapes.kind == "square":
            x, y = cell.centre
            odd = (round(x / self._shapes.unit - 0.5) + round(y / self._shapes.unit - 0.5)) % 2
            checkered = self._styles.grid == "checkered"
            return self._styles.tones[odd if checkered else 1], "plain"
        if self._shapes.kind == "graph" and not cell.point:
            return palette.AREAS[seed * 5 % len(palette.AREAS)], "plain"
        return palette.BARE, "plain"

    def _land(self, cell: Cell, seed: int) -> str:
        colour, pattern = self._colour(cell, seed)
        x, y = self._at(cell.centre)
        told = f'data-place="{cell.id}"'
        if cell.point:
            r = cell.radius * self._scale
            fill = hexed(printed(colour))
            return (
                f'<circle {told} cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" fill="{fill}" '
                'stroke="#14181c" stroke-width="0.4"/>'
            )
        ring = tuple((round(u - x, 2), round(v - y, 2)) for u, v in map(self._at, cell.outline))
        body = _land(ring, colour) + self._pattern(pattern, colour, ring, self._wide, seed % _TURNS)
        return f'<g {told} transform="translate({x:.2f} {y:.2f})">{body}</g>'

    def _pattern(
        self, name: str, colour: Colour, ring: tuple[Point, ...], wide: float, seed: int
    ) -> str:
        """A pattern in millimetres: drawn ten times as large, or thin lines would be too thick."""
        large = tuple((x * 10, y * 10) for x, y in ring)
        drawn = patterns.pattern(
            name, printed(colour, _DARKER.get(name, -0.28)), large, wide * 10, seed
        )
        return f'<g transform="scale(0.1)">{drawn}</g>' if drawn else ""

    def _name(self, cell: Cell) -> str:
        x, y = self._at(cell.centre)
        size = min(3.4, self._wide * 0.16)
        shown = self._styles.title(cell.id)
        if not shown and not self._styles.board.coordinates:
            return ""
        words = shown or cell.id
        fit = min(size, self._wide * 1.6 / max(1, len(words)))
        below = y + self._wide * (0.34 if self._shapes.kind == HEX else 0.42)
        if cell.point:
            below = y + cell.radius * self._scale + fit
        weight = 700 if shown else 400
        halo = 'paint-order="stroke" stroke="#fff" stroke-width="0.5" stroke-opacity="0.8"'
        return text(words, x, below, fit, "#14181c", weight, extra=halo)

    def _links(self) -> str:
        parts = []
        for a, b in self._shapes.links:
            (x, y), (u, v) = (self._at(self._shapes.cells[p].centre) for p in (a, b))
            parts.append(f"M{x:.2f} {y:.2f}L{u:.2f} {v:.2f}")
        return stroke("".join(parts), (90, 98, 106), 0.9)


def _land(ring: tuple[Point, ...], colour: Colour) -> str:
    return f'<path d="{ring_path(ring)}" fill="{hexed(printed(colour))}"/>'


def _neighbours(game: Game, board: Board) -> Iterator[tuple[str, str]]:
    """The pairs of places that a graph joins."""
    spec = game.sets[board.set].fields.get("near")
    if spec is not None and spec.many:
        for place in board.places:
            near = game.field(board.set, place.id, "near") or ()
            yield from ((place.id, other) for other in near)
