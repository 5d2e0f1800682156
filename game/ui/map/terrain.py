"""The shaded relief of the whole map in the colours of its families, made once."""

from io import BytesIO

import pygame

from game.catalogue import phrase
from game.drawing.geography import Geography, MapDataError, Point, Projection, fit
from game.rules.look import Colour, Look
from game.rules.look.geography import map_picture
from game.ui.map import vector
from game.ui.map.lines import lines

#: How far a space out of play keeps its own colour.
_MUTED = 0.30
#: How much of the relief's contrast is kept, of 255.
_CONTRAST = 209
#: How broad the edge of the map is that fades, in pixels of the relief.
_FADE = 90
#: The whole map is kept at so many pixels of width, for what has no sharp picture yet.
_OVERVIEW = 1500


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
            picture = BytesIO(map_picture(geography.shade))
            shade = pygame.image.load(picture, geography.shade.name)
        except (pygame.error, OSError, ValueError) as error:
            raise MapDataError(phrase("display.relief", why=error)) from error
        self.extent = geography.extent
        width, height = shade.get_size()
        self.scale = width / (self.extent[2] - self.extent[0])
        self.surface = pygame.Surface((width, height), 0, 32)
        dark = look.map["surroundings"]
        self.surface.fill(dark)
        self._shadow(geography, in_play)
        for space in geography.spaces.values():
            tint = look.tint(space.family)
            colour = tint if space.id in in_play else mix(tint, dark, _MUTED)
            for ring in space.rings:
                pygame.draw.polygon(self.surface, colour, self._pixels(ring, self.scale))
        for _, ring in geography.lakes:
            pygame.draw.polygon(self.surface, look.map["water"], self._pixels(ring, self.scale))
        self._rim(geography, in_play)
        grey = pygame.Surface((width, height), 0, 32)
        grey.blit(shade, (0, 0))
        # Shadows keep something of their colour; a level plain stays at 128.
        grey.fill((_CONTRAST,) * 3, special_flags=pygame.BLEND_RGB_MULT)
        grey.fill((128 - 128 * _CONTRAST // 255,) * 3, special_flags=pygame.BLEND_RGB_ADD)
        self.surface.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        # Neutral relief is 128: doubling brings a level plain back to the tint itself.
        grey.blit(self.surface, (0, 0))
        self.surface.blit(grey, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        self._fade(look.map["ground"])
        self._parts = geography, look, in_play
        self._whole: tuple[pygame.Surface, Projection] | None = None

    def overview(self) -> tuple[pygame.Surface, Projection]:
        """The whole map with its lines and without names, made once, and the view that it is."""
        if self._whole is None:
            (geography, look, in_play), (x0, y0, x1, y1) = self._parts, self.extent
            size = (_OVERVIEW, round(_OVERVIEW * (y1 - y0) / (x1 - x0)))
            whole = fit(self.extent, size)
            surface = pygame.transform.smoothscale(self.surface, size)
            drawn = lines(geography, look, in_play, whole.scale)
            surface.blit(vector.draw(drawn, x0, y1, whole.scale, size), (0, 0))
            self._whole = surface, whole
        return self._whole

    def _fade(self, ground: Colour) -> None:
        """Let the edges of the map pass into the ground that lies beyond them."""
        wide, high = self.surface.get_size()
        ramp = pygame.Surface((1, _FADE), 0, 32)
        for n in range(_FADE):
            ramp.fill((round(255 * (n + 1) / _FADE),) * 3, (0, n, 1, 1))
        for turn, (x, y) in enumerate(((0, 0), (0, 0), (0, high - _FADE), (wide - _FADE, 0))):
            side = pygame.transform.rotate(ramp, 90 * turn)
            size = (wide, _FADE) if turn % 2 == 0 else (_FADE, high)
            strip = pygame.transform.scale(side, size)
            self.surface.blit(strip, (x, y), special_flags=pygame.BLEND_RGB_MULT)
            self.surface.fill(ground, ((x, y), size), pygame.BLEND_RGB_MAX)

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
