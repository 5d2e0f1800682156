"""Draws what stands on places: stacks of tokens, how many there are, figures, and costs."""

from __future__ import annotations

from math import cos, pi, sin

import pygame

from game.drawing.geometry import Cell, Shapes
from game.ui import fonts
from game.ui.boards import counters
from game.ui.boards.going import ReachMarks
from game.ui.boards.pictures import Holding, PlacePicture
from game.ui.boards.projection import BoardProjection

#: At most so many tokens of a stack are drawn one over the other.
_DEEP = 3
#: How many they are stands at tokens of so many pixels or more.
_COUNTED = 16


class Stacks:
    """Draws the things of places on a view."""

    def __init__(self, shapes: Shapes, terrain: bool) -> None:
        """Draw for a board; `terrain`: its ground is to be seen round the pieces."""
        self._shapes, self._terrain = shapes, terrain

    def side(self, cell: Cell, view: BoardProjection, picture: PlacePicture) -> int:
        """How large a token on a place is, in pixels."""
        wide = self._shapes.unit * view.scale
        if cell.point:
            return max(8, round(cell.radius * view.scale * 1.5))
        plain = all(t.token.shape not in ("counter", "block") for t in picture.things)
        if self._shapes.kind == "square":
            share = 0.84 if plain and not self._terrain else 0.7
        else:
            share = 0.66 if plain else 0.6
        return max(8, round(wide * share))

    def draw(
        self, frame: pygame.Surface, cell: Cell, view: BoardProjection, picture: PlacePicture
    ) -> None:
        """Draw the stack of a place."""
        side = self.side(cell, view, picture)
        x, y = view.to_screen(cell.centre)
        if picture.holding is not None:
            self._hold(frame, cell, view, picture.holding, bool(picture.things))
        shown = picture.things[-_DEEP:]
        step = max(2, round(side * 0.07)) if len(shown) > 1 else 0
        shift = step * (len(shown) - 1) / 2
        for n, thing in enumerate(shown):
            drawn = counters.token(thing.token, side)
            at = (round(x - shift + n * step), round(y + shift - n * step))
            frame.blit(drawn, drawn.get_rect(center=at))
        if len(picture.things) > 1 and side >= _COUNTED:
            badge = counters.count(len(picture.things), max(14, round(side * 0.34)))
            at = (round(x + side * 0.46 + shift), round(y - side * 0.44 - shift))
            frame.blit(badge, badge.get_rect(center=at))
        if picture.corner:
            px = max(9, round(side * 0.24))
            words = fonts.render(picture.corner, px, (250, 246, 232), "bold", (8, 12, 16), 2)
            at = (round(x + side * 0.62), round(y + side * 0.52))
            frame.blit(words, words.get_rect(center=at))

    def _hold(
        self,
        frame: pygame.Surface,
        cell: Cell,
        view: BoardProjection,
        holding: Holding,
        full: bool,
    ) -> None:
        """Draw who holds a place: its tint, and a flag, aside where something stands there."""
        wide = self._shapes.unit * view.scale
        x, y = view.to_screen(cell.centre)
        if cell.point:
            r = cell.radius * view.scale
            ring = tuple(
                (r * 0.88 * cos(n * pi / 18), r * 0.88 * sin(n * pi / 18)) for n in range(36)
            )
        else:
            corners = [view.to_screen(p) for p in cell.outline]
            ring = tuple((round((u - x) * 0.97, 1), round((v - y) * 0.97, 1)) for u, v in corners)
        # A name stands on the border of two places: nothing may be drawn along it there.
        width = max(2.0, wide * 0.035) if cell.point else 0.0
        drawn = counters.band(ring, holding.colour, holding.mark, width)
        frame.blit(drawn, drawn.get_rect(center=(round(x), round(y))))
        flag = counters.flag(holding.colour, holding.mark, max(10, round(wide * 0.27)))
        at = (x - wide * 0.34, y - wide * 0.17) if full else (x, y - wide * 0.04)
        frame.blit(flag, flag.get_rect(center=(round(at[0]), round(at[1]))))

    def cost(
        self,
        frame: pygame.Surface,
        cell: Cell,
        view: BoardProjection,
        reached: ReachMarks,
        way: tuple[str, ...],
        full: bool,
        named: bool,
    ) -> None:
        """Draw what it costs to come to a place, in gold on the planned way.

        It stands aside where the place has a name, or something stands on it.
        """
        cost = reached.costs.get(cell.id)
        if not cost:
            return
        wide = self._shapes.unit * view.scale
        side = max(15, min(34, round(wide * 0.28)))
        stop, gold = cell.id in reached.stops, cell.id in way
        drawn = counters.mark(str(cost), side, stop, gold)
        x, y = view.to_screen(cell.centre)
        # Beside the name of the place, and what stands on it.
        x += wide * 0.26 if full or named else 0
        low = wide * (0.34 if full or named else 0.26 if not cell.point else 0)
        frame.blit(drawn, drawn.get_rect(center=(round(x), round(y + low))))
