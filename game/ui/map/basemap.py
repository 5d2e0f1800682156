"""What lies under the pieces at any scale: sharp tiles, and a scaled picture until they are there.

Work is done in steps of a few milliseconds, so that the window goes on drawing meanwhile.
"""

from collections.abc import Callable, Iterable

import pygame

from game.drawing.geography import Geography, Projection
from game.rules.look import Look
from game.ui.map.terrain import Terrain
from game.ui.map.tiles import Tiles

_NOTHING = pygame.Rect(0, 0, 0, 0)
#: Tiles are drawn so far beyond the view, where the next pan may go.
_AHEAD = 200


class Basemap:
    """The ground of the map in view; ``bakes`` counts the scales it was drawn sharply for."""

    def __init__(
        self, geography: Geography, look: Look, relief: Callable[[], Terrain] | None = None
    ) -> None:
        """Nothing is drawn before it is asked for.

        Args:
            geography: what to draw.
            look: in which colours.
            relief: gives the relief of a map whose spaces are all in play; None makes it here.
        """
        self.bakes = 0
        self._geo, self._look, self._whole = geography, look, relief
        self._in_play: frozenset[str] = frozenset()
        self._terrain: Terrain | None = None
        self._tiles: Tiles | None = None
        self._coming: Tiles | None = None
        self._seen: Projection | None = None
        self._still: tuple[pygame.Surface, Projection] | None = None
        self._scaled: tuple[Projection, pygame.Surface] | None = None

    def play(self, in_play: frozenset[str]) -> None:
        """Colour these spaces and mute the rest."""
        self._in_play = in_play
        self._terrain = None
        self.forget()

    def forget(self) -> None:
        """Draw all names and lines anew when they are next asked for."""
        self._tiles = self._coming = self._seen = self._still = self._scaled = None

    @property
    def begun(self) -> bool:
        """Whether anything was drawn since the spaces in play changed."""
        return self._terrain is not None

    def plan(self, scale: float, reserved: Iterable[pygame.Rect], text: float) -> None:
        """Begin with another scale, or begin at all.

        Args:
            scale: pixels a km.
            reserved: rectangles of the map (in pixels from its corner) kept free of names.
            text: size of the names, 1 for normal.
        """
        terrain = self._relief()
        terrain.overview()
        self._coming = Tiles(self._geo, self._look, terrain, self._in_play, scale, reserved, text)
        self.bakes += 1

    def clear(
        self, scale: float, reserved: Iterable[pygame.Rect], text: float, anew: bool = False
    ) -> None:
        """Let no name of a scale that is planned lie under these rectangles; see `plan`.

        Args:
            scale: pixels a km.
            reserved: rectangles of the map kept free of names.
            text: size of the names, 1 for normal.
            anew: place the names as if none had been placed before.
        """
        for tiles in (self._tiles, self._coming):
            if tiles is not None and tiles.scale == scale:
                tiles.clear(reserved, text, anew)

    def planned(self, scale: float) -> bool:
        """Whether a scale is drawn or being drawn."""
        return any(t is not None and t.scale == scale for t in (self._tiles, self._coming))

    def sharp(self, projection: Projection) -> bool:
        """Whether all of a view is there at its own scale."""
        tiles = self._tiles
        return (
            tiles is not None
            and tiles.scale == projection.scale
            and tiles.ready(self._area(projection))
        )

    def step(self, projection: Projection, ahead: bool = False) -> pygame.Rect | None:
        """Do a little work for a view whose scale is planned, or for the land around it.

        Returns:
            What of the view changed, which may be nothing yet; None when there is no more to do.
        """
        area = self._area(projection)
        tiles = self._tiles
        if tiles is not None and tiles.scale == projection.scale:
            changed = tiles.step(area.inflate(2 * _AHEAD, 2 * _AHEAD) if ahead else area)
            return None if changed is None else changed.move(-area.left, -area.top)
        if self._coming is None:
            return None
        if self._coming.step(area) is not None:
            return _NOTHING
        # What was last drawn is kept until a view is drawn from the new tiles: the scale may
        # change once more before that.
        self._still = self._kept()
        self._tiles, self._coming = self._coming, None
        self._seen = self._scaled = None
        return pygame.Rect((0, 0), projection.size)

    def draw(self, frame: pygame.Surface, projection: Projection) -> None:
        """Draw a view on a surface of its size, as sharply as it is there."""
        tiles, area = self._tiles, self._area(projection)
        if tiles is None or tiles.scale != projection.scale:
            frame.blit(self._between(projection), (0, 0))
            return
        there = tiles.area.move(-area.left, -area.top)
        wide, high = projection.size
        for beyond in (
            (0, 0, wide, max(0, there.top)),
            (0, there.bottom, wide, max(0, high - there.bottom)),
            (0, 0, max(0, there.left), high),
            (there.right, 0, max(0, wide - there.right), high),
        ):
            frame.fill(self._look.map["ground"], beyond)
        clip = frame.get_clip().move(area.topleft)
        for cell in tiles.cells(area):
            place = tiles.rect(cell)
            if place.colliderect(clip):
                tile = tiles.get(cell)
                where = place.move(-area.left, -area.top)
                frame.blit(tile or self._blurred(projection, where), where)
        self._seen, self._still = projection, None

    def _area(self, projection: Projection) -> pygame.Rect:
        """The part of the map that a view shows, in pixels from the map's corner."""
        x, y = projection.shift(self._geo.corner)
        return pygame.Rect((-x, -y), projection.size)

    def _relief(self) -> Terrain:
        if self._terrain is None:
            if self._whole is not None and self._in_play >= self._geo.spaces.keys():
                self._terrain = self._whole()
            else:
                self._terrain = Terrain(self._geo, self._look, self._in_play)
        return self._terrain

    def _blurred(self, projection: Projection, where: pygame.Rect) -> pygame.Surface:
        """A rectangle of the view from the picture of the whole map."""
        made = pygame.Surface(where.size, 0, 32)
        _lay(made, where, projection, *self._relief().overview())
        return made

    def _between(self, projection: Projection) -> pygame.Surface:
        """The view while its scale is not there: the last sharp view, made larger or smaller."""
        if self._scaled is not None and self._scaled[0] == projection:
            return self._scaled[1]
        made = pygame.Surface(projection.size, 0, 32)
        whole, still = made.get_rect(), self._kept()
        if still is None or not _seat(*still, projection).contains(whole):
            made.fill(self._look.map["ground"])
            _lay(made, whole, projection, *self._relief().overview())
        if still is not None:
            _lay(made, whole, projection, *still)
        self._scaled = projection, made
        return made

    def _kept(self) -> tuple[pygame.Surface, Projection] | None:
        """The last sharp view as a picture; `_seen` is a view at the scale of `_tiles`, or none."""
        if self._still is None and self._tiles is not None and self._seen is not None:
            made = pygame.Surface(self._seen.size, 0, 32)
            self.draw(made, self._seen)
            self._still = made, self._seen
        return self._still


def _seat(picture: pygame.Surface, then: Projection, now: Projection) -> pygame.Rect:
    """Where in the view ``now`` all of a picture of the view ``then`` belongs."""
    left, top = now.shift(then.to_plane((0, 0)))
    right, bottom = now.shift(then.to_plane(picture.get_size()))
    return pygame.Rect(left, top, right - left, bottom - top)


def _lay(
    target: pygame.Surface,
    where: pygame.Rect,
    now: Projection,
    picture: pygame.Surface,
    then: Projection,
) -> None:
    """Draw what a picture of the view ``then`` shows of a rectangle of the view ``now``."""
    place = _seat(picture, then, now).clip(where)
    left, top = then.shift(now.to_plane(place.topleft))
    right, bottom = then.shift(now.to_plane(place.bottomright))
    piece = pygame.Rect(left, top, max(1, right - left), max(1, bottom - top))
    if not place.width or not place.height:
        return
    part = picture.subsurface(piece.clamp(picture.get_rect()).clip(picture.get_rect()))
    if place.size == target.get_size():
        pygame.transform.scale(part, place.size, target)
    else:
        scaled = pygame.transform.scale(part, place.size)
        target.blit(scaled, place.move(-where.left, -where.top))
