"""The still picture under the counters, baked once for each zoom level.

``Terrain`` is the shaded relief in the colours of the families, made once for the spaces in play.
``BaseLayer`` is a stretch of it at one scale with borders, rivers, roads, towns and names; it is
baked in short steps, so that a window can go on drawing while a new zoom level is being made.
"""

from collections.abc import Iterator
from math import ceil, floor

import pygame

from game.ui import fonts
from game.ui.map import vector
from game.ui.map.geography import Box, Geography, MapDataError, Place, Point, Projection, along
from game.ui.map.look import Colour, Look
from game.ui.map.vector import Shape, Stroke

#: How far a space out of play keeps its own colour.
_MUTED = 0.30
#: Rows of pixels baked in one step: a step stays well under a frame.
_STRIP = 96


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """A colour between two: ``share`` of the first, the rest of the second."""
    return (
        round(a[0] * share + b[0] * (1 - share)),
        round(a[1] * share + b[1] * (1 - share)),
        round(a[2] * share + b[2] * (1 - share)),
    )


class Terrain:
    """The relief of the whole map, coloured; ``scale`` is its pixels a km."""

    def __init__(self, geography: Geography, look: Look, in_play: frozenset[str]) -> None:
        """Colour the relief; ``MapDataError`` when the picture cannot be read."""
        try:
            shade = pygame.image.load(str(geography.shade))
        except (pygame.error, OSError) as error:
            raise MapDataError(f"Cannot read the relief of the map: {error}.") from error
        self.extent = geography.extent
        width, height = shade.get_size()
        self.scale = width / (self.extent[2] - self.extent[0])
        self.surface = pygame.Surface((width, height), 0, 32)
        dark = look.families["surroundings"]
        self.surface.fill(dark)
        self._shadow(geography, in_play)
        for space in geography.spaces.values():
            tint = look.families[space.family]
            colour = tint if space.id in in_play else mix(tint, dark, _MUTED)
            for ring in space.rings:
                pygame.draw.polygon(self.surface, colour, self._pixels(ring, self.scale))
        for _, ring in geography.lakes:
            pygame.draw.polygon(self.surface, look.map["water"], self._pixels(ring, self.scale))
        self._rim(geography, in_play)
        grey = pygame.Surface((width, height), 0, 32)
        grey.blit(shade, (0, 0))
        self.surface.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        # Neutral relief is 128: doubling brings a level plain back to the tint itself.
        grey.blit(self.surface, (0, 0))
        self.surface.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_ADD)

    def _pixels(self, ring: tuple[Point, ...], scale: float) -> list[Point]:
        x0, y1 = self.extent[0], self.extent[3]
        return [((x - x0) * scale, (y1 - y) * scale) for x, y in ring]

    def _soft(self, geography: Geography, ids: frozenset[str], part: int) -> pygame.Surface:
        """A soft white picture of some spaces on black, as large as the terrain."""
        width, height = self.surface.get_size()
        small = pygame.Surface((width // part, height // part), 0, 32)
        for i in ids:
            for ring in geography.spaces[i].rings:
                pygame.draw.polygon(small, (255, 255, 255), self._pixels(ring, self.scale / part))
        # Shrinking and enlarging again is a blur that costs next to nothing.
        tiny = pygame.transform.smoothscale(small, (width // part // 5, height // part // 5))
        small = pygame.transform.smoothscale(tiny, small.get_size())
        return pygame.transform.smoothscale(small, (width, height))

    def _shadow(self, geography: Geography, in_play: frozenset[str]) -> None:
        """Darken the surroundings next to the land in play, as if it stood above them."""
        if not in_play:
            return
        soft = self._soft(geography, in_play, 6)
        fade = pygame.Surface(soft.get_size(), 0, 32)
        fade.fill((255, 255, 255))
        soft.fill((150, 150, 150), special_flags=pygame.BLEND_RGB_MULT)
        fade.blit(soft, (0, 0), special_flags=pygame.BLEND_RGB_SUB)
        self.surface.blit(fade, (0, 0), special_flags=pygame.BLEND_RGB_MULT)

    def _rim(self, geography: Geography, in_play: frozenset[str]) -> None:
        """Darken the inner rim of the land in play a little, so that it reads as one body."""
        if not in_play:
            return
        soft = self._soft(geography, in_play, 4)
        floor_value = pygame.Surface(soft.get_size(), 0, 32)
        floor_value.fill((95, 95, 95))
        floor_value.blit(soft, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        # Only inside: outside the land the factor must stay one.
        hard = pygame.Surface(soft.get_size(), 0, 32)
        hard.fill((255, 255, 255))
        for i in in_play:
            for ring in geography.spaces[i].rings:
                pygame.draw.polygon(hard, (0, 0, 0), self._pixels(ring, self.scale))
        floor_value.blit(hard, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        self.surface.blit(floor_value, (0, 0), special_flags=pygame.BLEND_RGB_MULT)


class BaseLayer:
    """A stretch of the map at one scale, with its lines and names.

    ``surface`` is complete once ``steps`` has run out; ``origin`` is the place on the plane of its
    left top pixel.
    """

    def __init__(
        self,
        geography: Geography,
        look: Look,
        terrain: Terrain,
        projection: Projection,
        in_play: frozenset[str],
        reserved: dict[str, pygame.Rect] | None = None,
        text: float = 1.0,
        names: bool = True,
    ) -> None:
        """Plan the layer for a view; nothing is drawn yet.

        Args:
            geography: what to draw.
            look: in which colours.
            terrain: the relief below it.
            projection: the view; the layer reaches half a view further, for panning.
            in_play: the spaces whose borders and towns are drawn in full.
            reserved: rectangles in screen pixels (of the view) kept free of town names.
            text: size of the names, 1 for normal.
            names: False for a layer without towns and names.
        """
        self._geo, self._look, self._terrain = geography, look, terrain
        self._in_play, self._text, self._names = in_play, text, names
        self.scale = projection.scale
        x0, _, _, y1 = geography.extent
        spare = (projection.size[0] * 0.35, projection.size[1] * 0.35)
        low = projection.to_plane((-spare[0], projection.size[1] + spare[1]))
        high = projection.to_plane((projection.size[0] + spare[0], -spare[1]))
        # The layer starts on a whole pixel of the terrain, so that strips meet without a seam.
        source = terrain.scale
        self._rows = (
            max(0, floor((y1 - high[1]) * source)),
            min(terrain.surface.get_height(), ceil((y1 - low[1]) * source)),
        )
        self._columns = (
            max(0, floor((low[0] - x0) * source)),
            min(terrain.surface.get_width(), ceil((high[0] - x0) * source)),
        )
        self.origin = (x0 + self._columns[0] / source, y1 - self._rows[0] / source)
        self._factor = self.scale / source
        self.size = (
            max(1, round((self._columns[1] - self._columns[0]) * self._factor)),
            max(1, round((self._rows[1] - self._rows[0]) * self._factor)),
        )
        self.surface = pygame.Surface(self.size, 0, 32)
        shift = projection.to_screen(self.origin)
        self._taken = [
            rect.move(-round(shift[0]), -round(shift[1])) for rect in (reserved or {}).values()
        ]
        self.done = False

    @property
    def bounds(self) -> Box:
        """The part of the plane that the layer covers."""
        x, y = self.origin
        return x, y - self.size[1] / self.scale, x + self.size[0] / self.scale, y

    def bake(self) -> "BaseLayer":
        """Run all steps at once and return the layer."""
        for _ in self.steps():
            pass
        return self

    def steps(self) -> Iterator[None]:
        """Bake piece by piece, yielding after each short step."""
        yield from self._relief()
        shapes = self._shapes()
        for top in range(0, self.size[1], _STRIP):
            high = min(_STRIP, self.size[1] - top)
            tile = vector.draw(
                shapes,
                self.origin[0],
                self.origin[1] - top / self.scale,
                self.scale,
                (self.size[0], high),
            )
            self.surface.blit(tile, (0, top))
            yield
        if self._names:
            for draw in (self._crossings, self._river_names, self._area_names, self._places):
                draw()
                yield
        self.done = True

    def _relief(self) -> Iterator[None]:
        first, last = self._rows
        left, right = self._columns
        step = max(8, int(_STRIP / self._factor))
        for row in range(first, last, step):
            end = min(last, row + step)
            piece = self._terrain.surface.subsurface((left, row, right - left, end - row))
            y0, y1 = round((row - first) * self._factor), round((end - first) * self._factor)
            if y1 > y0:
                scaled = pygame.transform.smoothscale(piece, (self.size[0], y1 - y0))
                self.surface.blit(scaled, (0, y0))
            yield

    def _shapes(self) -> list[Shape]:
        colours = self._look.map
        # Lines grow a little with the zoom, not in proportion to it.
        k = max(0.75, min(1.6, (self.scale / 2.0) ** 0.5))
        dark = colours["halo"]
        shapes = [
            Shape.of([line.points], [Stroke(colours["water"], (0.6 + 0.3 * line.rank) * k, 0.55)])
            for line in self._geo.rivers
        ]
        shapes += [
            Shape.of([area_ring], [Stroke(colours["border"], 0.8, 0.16)], closed=True)
            for area in self._geo.areas
            for polygon in area.polygons
            for area_ring in polygon[:1]
        ]
        shapes += [
            Shape.of(
                [line.points],
                [
                    Stroke(dark, 2.6 * k, 0.5),
                    Stroke(colours["road"], 1.5 * k, 0.9, (2.0 * k, 3.2 * k)),
                ],
            )
            for line in self._geo.roads
        ]
        muted = [s for s in self._geo.spaces.values() if s.id not in self._in_play]
        played = [s for s in self._geo.spaces.values() if s.id in self._in_play]
        shapes += [
            Shape.of(s.rings, [Stroke(colours["border"], 0.9 * k, 0.28)], closed=True)
            for s in muted
        ]
        shapes += [Shape.of(s.rings, [Stroke(dark, 3.6 * k, 0.28)], closed=True) for s in played]
        shapes += [
            Shape.of(s.rings, [Stroke(colours["border"], 1.25 * k, 0.85)], closed=True)
            for s in played
        ]
        shapes += [
            Shape.of(
                [line.points],
                [Stroke(colours["state"], 1.5 * k, 0.75, (7 * k, 3 * k, 1.6 * k, 3 * k))],
            )
            for line in self._geo.borders
            if line.kind == "state"
        ]
        river = colours["river"]
        glow = [
            Stroke(dark, 11 * k, 0.20),
            Stroke(river, 17 * k, 0.06),
            Stroke(river, 12 * k, 0.09),
            Stroke(river, 8 * k, 0.16),
            Stroke(river, 5 * k, 0.42),
            Stroke(river, 3.2 * k, 1.0),
            Stroke(colours["river_core"], 1.3 * k, 0.9),
        ]
        shapes += [Shape.of([ring], glow) for ring in self._geo.frontier]
        return shapes

    def _pixel(self, at: Point) -> Point:
        return (at[0] - self.origin[0]) * self.scale, (self.origin[1] - at[1]) * self.scale

    def _inside(self, at: Point) -> bool:
        x, y = self._pixel(at)
        return -40 < x < self.size[0] + 40 and -20 < y < self.size[1] + 20

    def _crossings(self) -> None:
        size = max(5, round(5.5 * self._text))
        colour, dark = self._look.map["crossing"], self._look.map["halo"]
        for crossing in self._geo.crossings:
            if not self._inside(crossing.at):
                continue
            x, y = self._pixel(crossing.at)
            full = crossing.a in self._in_play or crossing.b in self._in_play
            draw_diamond(self.surface, (x, y), size + 2, dark)
            draw_diamond(self.surface, (x, y), size, colour if full else mix(colour, dark, 0.45))
            self._taken.append(pygame.Rect(round(x) - size, round(y) - size, 2 * size, 2 * size))

    def _river_names(self) -> None:
        size = round(13 * self._text)
        for line, share, name in (
            (self._geo.frontier[0], 0.045, "Amu Darya"),
            (self._geo.frontier[0], 0.265, "Panj"),
            (self._geo.frontier[0], 0.475, "Panj"),
            (self._geo.frontier[0], 0.705, "Panj"),
            (self._geo.frontier[0], 0.925, "Pamir"),
        ):
            at, turn = along(line, share)
            if not self._inside(at):
                continue
            if turn > 90 or turn < -90:
                turn += 180
            text = fonts.render(
                name, size, self._look.map["river_core"], "medium", self._look.map["halo"], 2, 2
            )
            turned = pygame.transform.rotozoom(text, turn, 1.0)
            x, y = self._pixel(at)
            # Beside the line, on its southern side.
            up = pygame.Vector2(0, 15 * self._text).rotate(-turn)
            rect = turned.get_rect(center=(round(x + up.x), round(y + up.y)))
            self._put(turned, rect, margin=0)

    def _area_names(self) -> None:
        size = round(12 * self._text)
        for area in self._geo.areas:
            if area.at is None or not self._inside(area.at):
                continue
            text = fonts.render(
                area.name.upper(), size, (104, 114, 128), "narrow", self._look.map["ground"], 1, 3
            )
            x, y = self._pixel(area.at)
            self._put(text, text.get_rect(center=(round(x), round(y))), margin=2)

    def _places(self) -> None:
        """Towns by rank, then passes and peaks; a name that has no room is left out."""
        order = {"town": 0, "pass": 1, "peak": 2}
        for place in sorted(self._geo.places, key=lambda p: (order[p.kind], -p.rank, p.name)):
            if self._inside(place.at):
                self._place(place)

    def _place(self, place: Place) -> None:
        x, y = self._pixel(place.at)
        full = place.space in self._in_play
        k, dark = self._text, self._look.map["halo"]
        centre = (round(x), round(y))
        dot = pygame.Rect(0, 0, 8, 8)
        dot.center = centre
        if dot.collidelist(self._taken) >= 0:
            return
        # Small towns wait for a closer look.
        if place.kind == "town" and place.rank <= 1 and self.scale < 1.7:
            return
        bright = self._look.map["town"] if full else (138, 147, 158)
        if place.kind == "town":
            size = round((11 + 1.5 * max(0, place.rank - 1)) * k)
            radius = (2, 2, 3, 4)[min(3, place.rank)] * k
            if place.rank >= 3:
                box = pygame.Rect(0, 0, round(7 * k), round(7 * k))
                box.center = centre
                pygame.draw.rect(self.surface, dark, box.inflate(3, 3))
                pygame.draw.rect(self.surface, bright, box)
            else:
                pygame.draw.circle(self.surface, dark, centre, radius + 1.5)
                pygame.draw.circle(self.surface, bright, centre, radius)
            face = "medium" if place.rank >= 2 else "narrow"
        else:
            size, face = round(11 * k), "narrow"
            bright = (182, 190, 198)
            if place.kind == "peak":
                points = [(x, y - 4 * k), (x + 4 * k, y + 3 * k), (x - 4 * k, y + 3 * k)]
                pygame.draw.polygon(self.surface, bright, points)
            else:
                pygame.draw.lines(
                    self.surface, bright, False, [(x - 3, y - 4), (x, y), (x - 3, y + 4)]
                )
                pygame.draw.lines(
                    self.surface, bright, False, [(x + 3, y - 4), (x, y), (x + 3, y + 4)]
                )
        self._taken.append(dot)
        text = fonts.render(place.name, size, bright, face, dark, 2)
        gap = 5
        for rect in (
            text.get_rect(midleft=(centre[0] + gap, centre[1])),
            text.get_rect(midright=(centre[0] - gap, centre[1])),
            text.get_rect(midbottom=(centre[0], centre[1] - gap)),
            text.get_rect(midtop=(centre[0], centre[1] + gap)),
        ):
            if self._put(text, rect, margin=-2):
                return

    def _put(self, text: pygame.Surface, rect: pygame.Rect, margin: int) -> bool:
        """Draw a name where it collides with nothing; say whether there was room."""
        if rect.inflate(2 * margin, 2 * margin).collidelist(self._taken) >= 0:
            return False
        self.surface.blit(text, rect)
        self._taken.append(rect.inflate(2 * margin, 2 * margin))
        return True


def draw_diamond(surface: pygame.Surface, at: Point, size: float, colour: Colour) -> None:
    """A filled diamond with smooth edges."""
    x, y = at
    points = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    pygame.draw.polygon(surface, colour, points)
    pygame.draw.aalines(surface, colour, True, points)
