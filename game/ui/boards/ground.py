"""What lies still under the pieces: land, patterns, lines, coordinates and names, drawn once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pygame

from game.drawing import palette, patterns
from game.drawing.geometry import Cell, Point, Shapes
from game.drawing.lines import EDGE, chains, line, smooth, stroke
from game.drawing.palettes import worn
from game.drawing.patterns import hexed, lighter, ring_path
from game.rules.look import Colour
from game.rules.look.geography import map_picture
from game.ui.boards.projection import BoardProjection
from game.ui.boards.svg import drawn as render_svg
from game.ui.boards.writing import Writing
from game.ui.theme import GROUND

if TYPE_CHECKING:
    from game.drawing.styles import LineStyle, Styles

#: So many places of one ground look different.
_TURNS = 5


class Ground:
    """Draws a board's ground; knows nothing of what stands on it."""

    def __init__(
        self, shapes: Shapes, styles: Styles, lines: dict[str, tuple[tuple[str, str], ...]]
    ) -> None:
        """Draw nothing yet.

        Args:
            shapes: the places.
            styles: how they look.
            lines: the pairs of neighbours that each line joins.
        """
        self._shapes, self._styles, self._lines = shapes, styles, lines
        self._seeds = {place: n * 7 + 3 for n, place in enumerate(shapes.cells)}
        self._writing = Writing(shapes, styles)
        self._underlay: pygame.Surface | None = None
        picture = styles.board.picture
        if picture is not None:
            try:
                self._underlay = pygame.image.load(io.BytesIO(map_picture(picture)), picture.name)
            except (OSError, ValueError, pygame.error):
                self._underlay = None

    @property
    def outside(self) -> bool:
        """Whether coordinates stand along the border and not in the places."""
        return self._writing.outside

    def named(self, place: str) -> bool:
        """Whether a place has a name beside its id."""
        return bool(self._styles.title(place))

    def draw(self, view: BoardProjection, size: tuple[int, int], text: float) -> pygame.Surface:
        """The ground of a view as an opaque surface.

        Args:
            view: where the board lies on it.
            size: of the surface in pixels.
            text: the size of what is written, 1 for normal, 0 to write nothing.
        """
        made = pygame.Surface(size)
        made.fill(GROUND)
        seen = [c for c in self._shapes.cells.values() if self._near(c, view, size)]
        self._shadow(made, view)
        if self._underlay is not None:
            self._lay_picture(made, view)
        made.blit(render_svg("".join(self._body(seen, view)), size), (0, 0))
        if text:
            self._writing.write(made, seen, view, text, lambda c: self._colour(c)[0])
        return made

    def _near(self, cell: Cell, view: BoardProjection, size: tuple[int, int]) -> bool:
        x, y = view.to_screen(cell.centre)
        reach = self._shapes.unit * view.scale * 1.5
        return -reach < x < size[0] + reach and -reach < y < size[1] + reach

    def _shadow(self, made: pygame.Surface, view: BoardProjection) -> None:
        bare = self._shapes.kind == "square" and not self._styles.terrain
        opened = bare and self._styles.grid == "open"
        if opened or any(c.point for c in self._shapes.cells.values()):
            return
        # A picture that was made small and large again is soft at its edges.
        fine, wide = 4, self._shapes.unit * view.scale
        coarse = max(2, round(wide * 0.06 / fine))
        size = tuple(n // (fine * coarse) + 2 for n in made.get_size())
        shade = pygame.Surface((size[0] * coarse, size[1] * coarse), pygame.SRCALPHA)
        shade.fill((5, 8, 11, 0))
        for ring in self._shapes.border:
            corners = [view.to_screen(p) for p in ring]
            scaled = [(x / fine, (y + wide * 0.05) / fine) for x, y in corners]
            pygame.draw.polygon(shade, (5, 8, 11, 215), scaled)
            pygame.draw.lines(shade, (5, 8, 11, 215), True, scaled, max(1, round(wide * 0.03)))
        soft = pygame.transform.smoothscale(shade, (size[0], size[1]))
        whole = (size[0] * coarse * fine, size[1] * coarse * fine)
        made.blit(pygame.transform.smoothscale(soft, whole), (0, 0))

    def area(self, scale: float, text: float) -> pygame.Rect:
        """All of the board with what is written round it, in pixels of the board at a scale."""
        x0, y0, x1, y1 = (v * scale for v in self._shapes.bounds)
        edge = round(48 * text)
        box = pygame.Rect(round(x0), round(y0), round(x1 - x0) + 1, round(y1 - y0) + 1)
        return box.inflate(2 * edge, 2 * edge)

    def _lay_picture(self, made: pygame.Surface, view: BoardProjection) -> None:
        assert self._underlay is not None
        x0, y0, x1, y1 = self._shapes.bounds
        (left, top), (right, bottom) = view.to_screen((x0, y0)), view.to_screen((x1, y1))
        size = max(1, round(right - left)), max(1, round(bottom - top))
        if size[0] * size[1] <= 24_000_000:
            scaled = pygame.transform.smoothscale(self._underlay.convert_alpha(made), size)
            made.blit(scaled, (round(left), round(top)))

    @staticmethod
    def _path(ring: tuple[Point, ...], view: BoardProjection) -> str:
        return ring_path([view.to_screen(p) for p in ring])

    def _body(self, seen: list[Cell], view: BoardProjection) -> Iterator[str]:
        wide = self._shapes.unit * view.scale
        if self._shapes.links:
            yield self._links(view, wide)
        yield self._holes(view, wide)
        for cell in seen:
            yield from self._land(cell, view, wide)
        # Bridges go over rivers.
        styles = sorted(self._styles.lines, key=lambda s: s.pattern != "river")
        yield from (self._line(style, view, wide) for style in styles)
        yield from self._borders(seen, view, wide)

    def _holes(self, view: BoardProjection, wide: float) -> str:
        """The squares of the board's box that are no places, where the look fills them."""
        tint, unit = self._styles.board.holes, self._shapes.unit
        if tint is None or self._shapes.kind != "square":
            return ""
        x0, y0, x1, y1 = self._shapes.bounds
        (left, top), (right, bottom) = view.to_screen((x0, y0)), view.to_screen((x1, y1))
        taken = {
            (round(c.centre[0] / unit - 0.5), round(c.centre[1] / unit - 0.5))
            for c in self._shapes.cells.values()
        }
        parts = []
        for i in range(round(x0 / unit), round(x1 / unit)):
            for j in range(round(y0 / unit), round(y1 / unit)):
                if (i, j) not in taken:
                    x, y = view.to_screen((i * unit, j * unit))
                    parts.append(f"M{x:.1f} {y:.1f}h{wide:.1f}v{wide:.1f}h{-wide:.1f}Z")
        box = f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}Z"
        return stroke(box, EDGE, max(4.0, wide * 0.07)) + (
            f'<path d="{"".join(parts)}" fill="{hexed(tint)}"/>'
        )

    def _colour(self, cell: Cell) -> tuple[Colour, str]:
        """The colour and pattern of a place."""
        ground = self._styles.ground.get(self._styles.ground_of(cell.id))
        if ground is not None:
            return ground.colour, ground.pattern
        kind, tones = self._shapes.kind, self._styles.tones
        if kind == "square":
            x, y = cell.centre
            odd = (round(x / self._shapes.unit - 0.5) + round(y / self._shapes.unit - 0.5)) % 2
            if self._styles.grid == "checkered":
                return tones[odd], "plain"
            return (tones[1] if self._styles.board.colours else (34, 44, 54)), "plain"
        if self._styles.board.colours:
            return tones[self._seeds[cell.id] % 2], "plain"
        if kind == "graph" and not cell.point:
            return worn(palette.AREAS[self._seeds[cell.id] * 5 % len(palette.AREAS)]), "plain"
        return worn(palette.BARE), "plain"

    def _land(self, cell: Cell, view: BoardProjection, wide: float) -> Iterator[str]:
        colour, pattern = self._colour(cell)
        centre, seed = view.to_screen(cell.centre), self._seeds[cell.id]
        if cell.point:
            r = cell.radius * view.scale
            x, y = centre
            pen = max(1.5, wide * 0.02)
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{hexed(colour)}" '
                f'stroke="{hexed(lighter(colour, 84))}" stroke-width="{pen:.1f}"/>'
            )
            return
        ring = [view.to_screen(p) for p in cell.outline]
        if self._underlay is not None:
            return
        turn = seed % _TURNS
        tint = lighter(colour, turn * 2 - _TURNS + 1 if self._styles.terrain else 0)
        # A hair of stroke in the same colour, or the ground would show between two places.
        yield (
            f'<path d="{ring_path(ring)}" fill="{hexed(tint)}" stroke="{hexed(tint)}" '
            'stroke-width="0.8"/>'
        )
        if self._shapes.kind == "square" and self._styles.grid == "round":
            x, y = centre
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{wide * 0.41:.1f}" fill="#0c141e" '
                f'stroke="{hexed(lighter(tint, -26))}" stroke-width="{max(1.0, wide * 0.03):.1f}"/>'
            )
        if pattern == "plain":
            return
        # Places of one shape share a few drawings of each pattern, wherever they lie.
        x, y = centre
        near = tuple((round(u - x, 1), round(v - y, 1)) for u, v in ring)
        body = patterns.pattern(pattern, tint, near, round(wide, 2), turn)
        yield f'<g transform="translate({x:.1f} {y:.1f})">{body}</g>'

    def _borders(self, seen: list[Cell], view: BoardProjection, wide: float) -> Iterator[str]:
        land = [c for c in seen if not c.point]
        if not land:
            return
        kind, grid = self._shapes.kind, self._styles.grid
        bare = kind == "square" and not self._styles.terrain
        if bare and grid == "open":
            yield self._inner(land, view, wide)
            return
        if not (bare and grid in ("checkered", "round")):
            d = "".join(self._path(c.outline, view) for c in land)
            width = max(1.0, wide * (0.014 if kind != "graph" else 0.02))
            yield stroke(d, EDGE, width, 0.75)
        rim = "".join(self._path(r, view) for r in self._shapes.border)
        yield stroke(rim, EDGE, max(2.0, wide * 0.035))

    def _inner(self, land: list[Cell], view: BoardProjection, wide: float) -> str:
        """The lines between places alone."""
        sides: dict[tuple[Point, Point], int] = {}
        for cell in land:
            for a, b in zip(cell.outline, (*cell.outline[1:], cell.outline[0]), strict=True):
                side = (min(a, b), max(a, b))
                sides[side] = sides.get(side, 0) + 1
        parts = []
        for (a, b), count in sides.items():
            if count > 1:
                (x, y), (u, v) = view.to_screen(a), view.to_screen(b)
                parts.append(f"M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}")
        return stroke("".join(parts), (150, 162, 174), max(2.0, wide * 0.03))

    def _links(self, view: BoardProjection, wide: float) -> str:
        parts = []
        for a, b in self._shapes.links:
            one, other = self._shapes.cells.get(a), self._shapes.cells.get(b)
            if one is not None and other is not None and (one.point or other.point):
                (x, y), (u, v) = view.to_screen(one.centre), view.to_screen(other.centre)
                parts.append(f"M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}")
        d = "".join(parts)
        return stroke(d, EDGE, max(4.0, wide * 0.075)) + stroke(
            d, (124, 136, 148), max(2.0, wide * 0.04)
        )

    def _line(self, style: LineStyle, view: BoardProjection, wide: float) -> str:
        """All lines of one name, smooth through the places that they pass."""
        known = self._shapes.cells
        found = [
            [known[p].centre for p in chain]
            for chain in chains(self._lines.get(style.id, ()))
            if all(p in known for p in chain)
        ]
        d = "".join(smooth([view.to_screen(p) for p in points]) for points in found)
        ends = "".join(self._ends(points, view) for points in found)
        return line(style, d, ends, wide)

    def _ends(self, points: list[Point], view: BoardProjection) -> str:
        """What leads a line on to the border of the board, straight on from its last places."""
        if self._shapes.kind == "graph":
            return ""
        parts = []
        for (ax, ay), (bx, by) in ((points[1], points[0]), (points[-2], points[-1])):
            dx, dy = (bx - ax) * 0.5, (by - ay) * 0.5
            if self._shapes.at((bx + dx * 1.5, by + dy * 1.5)) is None:
                (x, y), (u, v) = view.to_screen((bx, by)), view.to_screen((bx + dx, by + dy))
                parts.append(f"M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}")
        return "".join(parts)
