"""The ground at one scale, cut into tiles that are drawn one by one and kept."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import product

import pygame

from game.drawing.geography import Geography
from game.rules.look import Look
from game.ui.map import vector
from game.ui.map.lines import lines
from game.ui.map.names import MapNames
from game.ui.map.terrain import Terrain

TileIndex = tuple[int, int]

#: Pixels of a tile's side, nearly: one is drawn in well under half a frame.
SIDE = 192
#: So many tiles are kept: three times a large view.
_KEPT = 300


class Tiles:
    """The relief, lines and names of the whole map at one scale, as far as they were asked for.

    Places count in pixels from the left top corner of the whole map.
    """

    def __init__(
        self,
        geography: Geography,
        look: Look,
        terrain: Terrain,
        in_play: frozenset[str],
        scale: float,
        reserved: Iterable[pygame.Rect],
        text: float,
    ) -> None:
        """Plan for a scale; nothing is drawn yet.

        Args:
            geography: what to draw.
            look: in which colours.
            terrain: the relief below it.
            in_play: the spaces whose borders and towns are drawn in full.
            scale: pixels a km.
            reserved: rectangles of the map kept free of names.
            text: size of the names, 1 for normal.
        """
        self.scale = scale
        self._geo, self._look, self._terrain = geography, look, terrain
        self._in_play = in_play
        self._lines = lines(geography, look, in_play, scale)
        self._names = MapNames(geography, look, in_play, scale, reserved, text)
        self._naming: Iterator[None] | None = self._names.steps()
        #: The names drawn while others are placed, and the tiles that show such ones still.
        self._before: MapNames | None = None
        self._stale: set[TileIndex] = set()
        self._factor = scale / terrain.scale
        # A tile begins on a whole pixel of the relief, so that tiles meet without a seam.
        self._span = max(12, round(SIDE / self._factor))
        self._across, self._down = (
            [round(min(n, size) * self._factor) for n in range(0, size + self._span, self._span)]
            for size in terrain.surface.get_size()
        )
        self._drawn: dict[TileIndex, pygame.Surface] = {}

    @property
    def area(self) -> pygame.Rect:
        """All of the map."""
        return pygame.Rect(0, 0, self._across[-1], self._down[-1])

    def cells(self, area: pygame.Rect) -> list[TileIndex]:
        """The tiles that meet an area of the map."""
        part = area.clip(self.area)
        if not part.width or not part.height:
            return []
        across, down = self._across, self._down
        return list(
            product(
                range(bisect_right(across, part.left) - 1, bisect_left(across, part.right)),
                range(bisect_right(down, part.top) - 1, bisect_left(down, part.bottom)),
            )
        )

    def rect(self, cell: TileIndex) -> pygame.Rect:
        """Where on the map a tile lies."""
        column, row = cell
        left, top = self._across[column], self._down[row]
        return pygame.Rect(left, top, self._across[column + 1] - left, self._down[row + 1] - top)

    def ready(self, area: pygame.Rect) -> bool:
        """Whether all of an area of the map is drawn."""
        return all(cell in self._drawn for cell in self.cells(area))

    def get(self, cell: TileIndex) -> pygame.Surface | None:
        """A tile, if it is drawn."""
        return self._drawn.get(cell)

    def clear(self, reserved: Iterable[pygame.Rect], text: float, anew: bool = False) -> None:
        """Place the names anew where one lies under what stands on the map by now.

        Tiles are shown as they were until those that change are drawn again.

        Args:
            reserved: rectangles of the map kept free of names.
            text: size of the names, 1 for normal.
            anew: place them anew also where none is covered.
        """
        kept_free = list(reserved)
        if not anew and not self._names.covered(kept_free):
            return
        if self._before is None:
            self._before = self._names
        self._names = MapNames(self._geo, self._look, self._in_play, self.scale, kept_free, text)
        self._naming = self._names.steps()

    def _named(self) -> None:
        """All names are placed: tiles on which others stood are to be drawn again."""
        self._naming = None
        if self._before is not None:
            old, new = ({tuple(r) for _, r in n.printed} for n in (self._before, self._names))
            for rect in old ^ new:
                self._stale.update(self.cells(pygame.Rect(rect)))
            self._stale &= self._drawn.keys()
            self._before = None

    def step(self, area: pygame.Rect) -> pygame.Rect | None:
        """Do a little of the work for an area of the map, from its middle outwards.

        Returns:
            What of the map changed, which may be nothing yet; None when all of the area is there.
        """
        cells, stale = self.cells(area), self._stale
        missing = [cell for cell in cells if cell not in self._drawn or cell in stale]
        if self._naming is not None and (missing or self._before is not None):
            if next(self._naming, self) is self:
                self._named()
            return pygame.Rect(0, 0, 0, 0)
        if not missing:
            return None

        def away(cell: TileIndex) -> int:
            x, y = self.rect(cell).center
            return (x - area.centerx) ** 2 + (y - area.centery) ** 2

        cell = min(missing, key=away)
        self._drop(area)
        self._drawn[cell] = self._draw(cell)
        self._stale.discard(cell)
        return self.rect(cell)

    def _drop(self, area: pygame.Rect) -> None:
        """Make room: the tiles outside an area are forgotten when there are too many."""
        if len(self._drawn) >= _KEPT:
            kept = set(self.cells(area))
            self._drawn = {c: s for c, s in self._drawn.items() if c in kept}

    def _draw(self, cell: TileIndex) -> pygame.Surface:
        place, relief = self.rect(cell), self._terrain.surface
        # Enlarging ends at the last pixel's middle: one more makes neighbours meet smoothly.
        more = 1 if self._factor > 1 else 0
        source = pygame.Rect(cell[0] * self._span, cell[1] * self._span, 0, 0)
        source.size = (self._span + more, self._span + more)
        piece = relief.subsurface(source.clip(relief.get_rect()))
        tile = pygame.transform.smoothscale(piece, place.size)
        x0, _, _, y1 = self._geo.extent
        left, top = x0 + place.left / self.scale, y1 - place.top / self.scale
        tile.blit(vector.draw(self._lines, left, top, self.scale, place.size), (0, 0))
        for name, rect in self._names.printed:
            if rect.colliderect(place):
                tile.blit(name, rect.move(-place.left, -place.top))
        return tile
