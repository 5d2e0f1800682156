"""What is drawn over a board for a moment: the place that is pointed at, and the planned way."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.drawing.geometry import Cell, Shapes
from game.rules.look import Colour
from game.ui.boards import overlay
from game.ui.boards.projection import BoardProjection
from game.ui.boards.svg import drawn as render_svg

#: A drawing and where it lies, in pixels of the view.
Drawing = tuple[pygame.Surface, pygame.Rect]


class Pencil:
    """Draws such things and keeps the last of each kind."""

    def __init__(self, shapes: Shapes) -> None:
        """Draw on a board."""
        self._shapes = shapes
        self._kept: dict[str, tuple[object, Drawing]] = {}

    def around(self, place: str, view: BoardProjection) -> pygame.Rect:
        """All that belongs to a place, in pixels of the view."""
        cell = self._shapes.cells[place]
        spare = self._shapes.unit * view.scale * 0.16 + 6
        points = [view.to_screen(p) for p in cell.outline]
        x, y = view.to_screen(cell.centre)
        if cell.point:
            r = cell.radius * view.scale
            points = [(x - r, y - r), (x + r, y + r)]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        left, top = int(min(xs) - spare), int(min(ys) - spare)
        return pygame.Rect(
            left, top, int(max(xs) + spare) - left + 1, int(max(ys) + spare) - top + 1
        )

    def around_all(self, places: tuple[str, ...], view: BoardProjection) -> pygame.Rect:
        """All that belongs to some places."""
        rects = [self.around(p, view) for p in places if p in self._shapes.cells]
        return rects[0].unionall(rects[1:]) if rects else pygame.Rect(0, 0, 0, 0)

    def ring(self, cell: Cell, colour: Colour, view: BoardProjection) -> Drawing:
        """The outline of a place."""

        def body(near: BoardProjection) -> str:
            wide = self._shapes.unit * near.scale
            return overlay.ring(cell, near, colour, max(1.5, wide * 0.02), 0.96)

        return self._draw("ring", (cell.id, colour, view), self.around(cell.id, view), view, body)

    def cross(self, cell: Cell, taken: bool, view: BoardProjection) -> Drawing:
        """The sign that a place cannot be chosen; `taken`: something stands there."""

        def body(near: BoardProjection) -> str:
            return overlay.cross(cell, near, self._shapes.unit * near.scale, taken)

        return self._draw("cross", (cell.id, taken, view), self.around(cell.id, view), view, body)

    def way(self, way: tuple[str, ...], view: BoardProjection) -> Drawing:
        """A planned way."""

        def body(near: BoardProjection) -> str:
            return overlay.way_line(self._shapes, way, near, self._shapes.unit * near.scale)

        return self._draw("way", (way, view), self.around_all(way, view), view, body)

    def _draw(
        self,
        kind: str,
        key: object,
        rect: pygame.Rect,
        view: BoardProjection,
        body: Callable[[BoardProjection], str],
    ) -> Drawing:
        kept = self._kept.get(kind)
        if kept is None or kept[0] != key:
            made = render_svg(body(view.panned(-rect.left, -rect.top)), rect.size)
            kept = self._kept[kind] = (key, (made, rect))
        return kept[1]
