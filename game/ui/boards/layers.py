"""The ground of a board at any scale: the whole of it once, and sharp tiles where one came near."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from game.ui.boards.ground import Ground
from game.ui.boards.projection import BoardProjection

#: The side of a tile in pixels.
_TILE = 384
#: At most so many tiles are kept.
_KEPT = 48

Tile = tuple[int, int]


class Layers:
    """Keeps what was drawn of a ground; ``bakes`` counts the pictures of the whole board."""

    def __init__(self, ground: Ground) -> None:
        """Nothing is drawn yet."""
        self._ground = ground
        self.bakes = 0
        self._whole: tuple[tuple[float, float], pygame.Rect, pygame.Surface] | None = None
        self._scale: tuple[float, float] = (0.0, 0.0)
        self._tiles: dict[Tile, pygame.Surface] = {}

    def whole(self, scale: float, text: float) -> None:
        """Draw the whole board at a scale, unless that is there.

        Args:
            scale: pixels a unit of the board.
            text: the size of what is written.
        """
        if self._whole is not None and self._whole[0] == (scale, text):
            return
        area = self._ground.area(scale, text)
        at = BoardProjection(scale, -area.left, -area.top)
        self._whole = (scale, text), area, self._ground.draw(at, area.size, text)
        self.bakes += 1

    def _missing(self, scale: float, text: float, area: pygame.Rect) -> Iterator[Tile]:
        if self._whole is not None and self._whole[0] == (scale, text):
            return
        if self._scale != (scale, text):
            self._scale, self._tiles = (scale, text), {}
        yield from (tile for tile in _cells(area) if tile not in self._tiles)

    def ready(self, scale: float, text: float, area: pygame.Rect) -> bool:
        """Whether all that is seen is there, sharply.

        Args:
            scale, text: as for ``whole``.
            area: what is seen, in pixels of the board at this scale.
        """
        return next(self._missing(scale, text, self._seen(scale, text, area)), None) is None

    def step(self, scale: float, text: float, area: pygame.Rect) -> bool:
        """Draw one tile that is missing; False when there is none."""
        tile = next(self._missing(scale, text, self._seen(scale, text, area)), None)
        if tile is None:
            return False
        at = BoardProjection(scale, -tile[0] * _TILE, -tile[1] * _TILE)
        while len(self._tiles) >= _KEPT:
            del self._tiles[next(iter(self._tiles))]
        self._tiles[tile] = self._ground.draw(at, (_TILE, _TILE), text)
        return True

    def _seen(self, scale: float, text: float, area: pygame.Rect) -> pygame.Rect:
        return area.clip(self._ground.area(scale, text))

    def draw(self, frame: pygame.Surface, view: BoardProjection, text: float) -> None:
        """Draw a view on a surface of its size, as sharply as it is there."""
        if self._whole is None:
            return
        key, area, made = self._whole
        x, y = round(view.x), round(view.y)
        if key == (view.scale, text):
            frame.blit(made, (area.left + x, area.top + y))
            return
        seen = pygame.Rect((-x, -y), frame.get_size())
        if not self.ready(view.scale, text, seen):
            _stretched(frame, view, made, area, view.scale / key[0])
        if self._scale == (view.scale, text):
            for tile in _cells(self._seen(view.scale, text, seen)):
                found = self._tiles.get(tile)
                if found is not None:
                    frame.blit(found, (tile[0] * _TILE + x, tile[1] * _TILE + y))


def _cells(area: pygame.Rect) -> Iterator[Tile]:
    """The tiles that cover an area."""
    if area.width <= 0 or area.height <= 0:
        return
    for j in range(area.top // _TILE, (area.bottom - 1) // _TILE + 1):
        for i in range(area.left // _TILE, (area.right - 1) // _TILE + 1):
            yield i, j


def _stretched(
    frame: pygame.Surface, view: BoardProjection, made: pygame.Surface, area: pygame.Rect,
    grow: float,
) -> None:  # fmt: skip
    """Draw the picture of the whole, made larger or smaller; only what is seen of it."""
    left, top = area.left * grow + round(view.x), area.top * grow + round(view.y)
    wide, high = frame.get_size()
    part = pygame.Rect(
        int(max(0, -left) / grow), int(max(0, -top) / grow),
        int(wide / grow) + 2, int(high / grow) + 2,
    ).clip(made.get_rect())  # fmt: skip
    if part.width and part.height:
        size = max(1, round(part.width * grow)), max(1, round(part.height * grow))
        shown = pygame.transform.scale(made.subsurface(part), size)
        frame.blit(shown, (round(left + part.x * grow), round(top + part.y * grow)))
