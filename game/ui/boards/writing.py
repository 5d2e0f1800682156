"""What is written on the ground of a board: coordinates in its places or round it, and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.drawing.geometry import Cell, Shapes
from game.drawing.patterns import lighter
from game.drawing.styles import Styles
from game.rules.look import Colour
from game.ui import fonts
from game.ui.boards.projection import BoardProjection

#: Coordinates are not written in places narrower than this.
_LEGIBLE = 34


class Writing:
    """Writes on the ground of one board."""

    def __init__(self, shapes: Shapes, styles: Styles) -> None:
        """Write nothing yet."""
        self._shapes, self._styles = shapes, styles

    @property
    def outside(self) -> bool:
        """Whether coordinates stand along the border and not in the places."""
        bare = self._shapes.kind == "square" and not self._styles.terrain
        return bare and self._styles.board.coordinates

    def write(
        self,
        made: pygame.Surface,
        seen: Sequence[Cell],
        view: BoardProjection,
        text: float,
        colour: Callable[[Cell], Colour],
    ) -> None:
        """Write on a surface what of it belongs to some places.

        Args:
            made: the ground.
            seen: the places on it.
            view: where the board lies on it.
            text: the size of what is written, 1 for normal.
            colour: gives the colour of a place's ground.
        """
        wide = self._shapes.unit * view.scale
        if self.outside:
            self._write_outside(made, view, wide, text)
        for cell in seen:
            name = self._styles.title(cell.id)
            if name:
                self._name(made, cell, name, view, text)
            if not self._styles.board.coordinates or self.outside or wide < _LEGIBLE * text:
                continue
            if self._shapes.kind != "graph":
                self._coordinate(made, cell, view, lighter(colour(cell), 92), text)

    def _coordinate(
        self, made: pygame.Surface, cell: Cell, view: BoardProjection, tint: Colour, text: float
    ) -> None:
        wide = self._shapes.unit * view.scale
        px = max(9, min(round(13 * text), round(wide * 0.14)))
        drawn = fonts.render(cell.id, px, tint, "medium")
        x, y = view.to_screen(cell.centre)
        if self._shapes.kind == "hex":
            place = drawn.get_rect(midtop=(round(x), round(y - wide * 0.49)))
        else:
            place = drawn.get_rect(topleft=(round(x - wide * 0.46), round(y - wide * 0.48)))
        made.blit(drawn, place)

    def _write_outside(
        self, made: pygame.Surface, view: BoardProjection, wide: float, text: float
    ) -> None:
        px = max(10, min(round(17 * text), round(wide * 0.3)))
        x0, _, _, y1 = self._shapes.bounds
        columns: dict[float, str] = {}
        rows: dict[float, str] = {}
        for cell in self._shapes.cells.values():
            word, figure = split(cell.id)
            columns.setdefault(cell.centre[0], word)
            rows.setdefault(cell.centre[1], figure)
        left, bottom = view.to_screen((x0, y1))
        for x, word in columns.items():
            drawn = fonts.render(word, px, (150, 162, 174), "medium")
            at = view.to_screen((x, y1))
            made.blit(drawn, drawn.get_rect(midtop=(round(at[0]), round(bottom + 6))))
        for y, figure in rows.items():
            drawn = fonts.render(figure, px, (150, 162, 174), "medium")
            at = view.to_screen((x0, y))
            made.blit(drawn, drawn.get_rect(midright=(round(left - 9), round(at[1]))))

    def _name(
        self, made: pygame.Surface, cell: Cell, name: str, view: BoardProjection, text: float
    ) -> None:
        wide = self._shapes.unit * view.scale
        if wide < 30 * text:
            return
        px = max(10, min(round(15 * text), round(wide * 0.17)))
        drawn = fonts.render(name.upper(), px, (246, 244, 236), "narrow-bold", (8, 12, 16), 2, 1)
        x, y = view.to_screen(cell.centre)
        low = cell.radius * view.scale if cell.point else wide * 0.43
        place = drawn.get_rect(midtop=(round(x), round(y + low * 1.14 + 4)))
        if not cell.point:
            place = drawn.get_rect(center=(round(x), round(y + wide * 0.43)))
        made.blit(drawn, place)


def split(place: str) -> tuple[str, str]:
    """The letters and the number at the end of a place's id."""
    figure = place[len(place.rstrip("0123456789")) :]
    word = place[: len(place) - len(figure)]
    return word.rpartition("_")[2], figure
