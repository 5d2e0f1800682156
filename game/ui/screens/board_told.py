"""What is told of a board: places that are lit, pieces that move, the layer that tints it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

import pygame

from game.ui import board
from game.ui.boards.flights import Flight, Flights
from game.ui.map.layer_line import LayerLine

if TYPE_CHECKING:
    from game.drawing.geometry import Shapes
    from game.engine import View
    from game.rules.look import Colour, LayerLook
    from game.table.on_board import OnBoard
    from game.ui.boards.boardview import BoardView
    from game.ui.boards.pictures import Pictures
    from game.ui.seat_client import SeatClient
    from game.ui.theme import Theme
    from game.ui.widgets.tween import Tween


class ToldBoard(Protocol):
    """The board that it is told of; another where one turns to another.

    Attributes:
        shapes: its places.
        view: how it is drawn.
        read: reads what stands on it.
        pictures: makes pictures of that.
    """

    shapes: Shapes
    view: BoardView
    read: OnBoard
    pictures: Pictures


class BoardTold:
    """Of one area.

    Attributes:
        places: the places that are lit.
        flights: the pieces that move.
        line: what tells of the layer that is shown; None where none is.
    """

    def __init__(self, client: SeatClient, on: ToldBoard) -> None:
        """Tell of nothing yet.

        Args:
            client: whose eyes.
            on: the board.
        """
        self._client, self._on = client, on
        self.places: tuple[str, ...] = ()
        self.flights = Flights(lambda place: on.view.place_of(place), self._side)
        self.line: LayerLine | None = None
        self._now = 0

    def _side(self) -> int:
        """How many pixels wide a piece is about."""
        return round(self._on.shapes.unit * self._on.view.projection.scale * 0.62)

    def change(self, before: View, tween: Tween) -> None:
        """Let pieces move from where they stood to where they stand.

        Args:
            before: what the viewer saw before.
            tween: how they move.
        """
        was, now = (self._on.read.read(view) for view in (before, self._client.view))
        drawn, found = self._on.pictures.read(now), list[Flight]()
        for member, end in now.at.items():
            start = was.at.get(member, end)
            things = drawn[end].things if start != end else ()
            found += [Flight(t.token, start, end) for t in things if t.member == member]
        self.flights.show(found, tween)

    def tick(self, now: int) -> list[pygame.Rect]:
        """Let time pass, to `now` milliseconds; the parts of the window in which a piece moved."""
        passed, self._now = now - self._now, now
        return [rect.inflate(4, 4) for rect in self.flights.tick(passed / 1000)]

    def tints(self, layer: LayerLook | None) -> tuple[tuple[str, tuple[Colour, ...]], ...]:
        """The colours of places in a layer, which is told of from now on."""
        self.line = None
        if layer is None:
            return ()
        client, cells = self._client, self._on.shapes.cells
        found = {place: board.tinted(client, client.look, layer, place) for place in cells}
        self.line = LayerLine(layer, {place: note for place, (_, note) in found.items()})
        return tuple((place, tints) for place, (tints, _) in found.items())

    def draw(self, surface: pygame.Surface, room: pygame.Rect, theme: Theme) -> None:
        """Draw what stands over the board, in its part of the window."""
        clip = surface.get_clip()
        surface.set_clip(clip.clip(room))
        if self.line is not None:
            self.line.draw_small(surface, room, self._noted, theme)
        self.flights.draw(surface)
        surface.set_clip(clip)

    def _noted(self, place: str) -> tuple[int, int]:
        """Where the note on a place stands: below what lies on it."""
        rect = self._on.view.rect_of(place)
        return rect.centerx, rect.centery + round(self._side() * 0.62)

    def lit(self, places: Sequence[str]) -> Collection[str]:
        """Light those of some places that the board has; gives them."""
        self.places = tuple(place for place in places if place in self._on.shapes.cells)
        return self.places
