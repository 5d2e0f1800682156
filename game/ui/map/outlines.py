"""The outlines that set spaces off: legal, selected, dimmed, hovered, flashing."""

from collections.abc import Iterable
from itertools import product

import attrs
import pygame

from game.drawing.geography import Geography, Projection, Ring
from game.rules.look import Colour, Look
from game.ui.map import vector
from game.ui.map.vector import Shape, Stroke

#: Outlines are drawn and kept in pieces of so many pixels, each within half a frame.
_SIDE = 256
_KEPT = 400
#: How far a broad outline reaches beyond its space.
_REACH = 12

#: The emphases that only darken, and how much: what cannot be chosen, and what is not told of.
_VEILS = {"dimmed": 128, "hushed": 72}

#: A piece of an outline: of which space in which kind, and where.
_Key = tuple[str, str, int, int]


@attrs.frozen
class Emphasis:
    """How a space is set off.

    ``kind`` is ``"dimmed"``, ``"hushed"``, ``"legal"``, ``"selected"``, ``"hover"`` or
    ``"flash"``; ``strength`` goes from 0 to 1.
    """

    space: str
    kind: str
    strength: float = 1.0


class Outlines:
    """Draws emphases, and keeps what was drawn; a thin line stands for what is not drawn yet."""

    def __init__(self, geography: Geography, look: Look) -> None:
        """Nothing is drawn before it is asked for."""
        self._geo, self._look = geography, look
        self._scale = 0.0
        # What is drawn of each piece, and where on it; nothing where the outline is elsewhere.
        self._drawn: dict[_Key, tuple[pygame.Surface, tuple[int, int]] | None] = {}

    def bounds(self, space: str, projection: Projection) -> pygame.Rect:
        """The part of the view that a space's outline may touch."""
        x0, y0, x1, y1 = self._geo.spaces[space].bounds
        (left, top), (right, bottom) = projection.shift((x0, y1)), projection.shift((x1, y0))
        rect = pygame.Rect(left, top, right - left, bottom - top)
        return rect.inflate(2 * _REACH, 2 * _REACH)

    def step(self, wanted: Iterable[Emphasis], projection: Projection) -> pygame.Rect | None:
        """Draw one piece that is in view.

        Returns:
            The part of the view that changed; None when there is nothing left to draw.
        """
        if projection.scale != self._scale or len(self._drawn) > _KEPT:
            self._scale = projection.scale
            self._drawn.clear()
        for emphasis in wanted:
            for key in self._keys(emphasis, projection):
                if key not in self._drawn:
                    self._drawn[key] = self._draw(key)
                    return self.bounds(emphasis.space, projection)
        return None

    def draw(
        self, frame: pygame.Surface, wanted: Iterable[Emphasis], projection: Projection
    ) -> None:
        """Draw emphases in their order on the view."""
        x, y = projection.shift(self._geo.corner)
        clip = frame.get_clip()
        for emphasis in wanted:
            if not self.bounds(emphasis.space, projection).colliderect(clip):
                continue
            keys = self._keys(emphasis, projection)
            if projection.scale != self._scale or any(key not in self._drawn for key in keys):
                self._thin(frame, emphasis, projection)
                continue
            for key in keys:
                piece = self._drawn[key]
                if piece is not None:
                    surface, (left, top) = piece
                    surface.set_alpha(round(255 * min(1.0, emphasis.strength)))
                    frame.blit(surface, (left + x, top + y))

    def _keys(self, emphasis: Emphasis, projection: Projection) -> list[_Key]:
        """The pieces of an outline that are in view."""
        shift = projection.shift(self._geo.corner)
        view = pygame.Rect((0, 0), projection.size)
        near = self.bounds(emphasis.space, projection).clip(view).move(-shift[0], -shift[1])
        if not near.width or not near.height:
            return []
        across = range(near.left // _SIDE, (near.right - 1) // _SIDE + 1)
        down = range(near.top // _SIDE, (near.bottom - 1) // _SIDE + 1)
        return [(emphasis.space, emphasis.kind, x, y) for x, y in product(across, down)]

    def _thin(self, frame: pygame.Surface, emphasis: Emphasis, projection: Projection) -> None:
        if emphasis.kind in _VEILS or _layer(emphasis.kind) is not None:
            return
        colour = self._look.map[emphasis.kind]
        for ring in self._geo.spaces[emphasis.space].rings:
            pygame.draw.aalines(frame, colour, True, [projection.to_screen(p) for p in ring])

    def _draw(self, key: _Key) -> tuple[pygame.Surface, tuple[int, int]] | None:
        space, kind, column, row = key
        rings, scale = self._geo.spaces[space].rings, self._scale
        left = self._geo.corner[0] + column * _SIDE / scale
        top = self._geo.corner[1] - row * _SIDE / scale
        surface = pygame.Surface((_SIDE, _SIDE), pygame.SRCALPHA)
        colour = _layer(kind) or self._look.map.get(kind, (0, 0, 0))
        for ring in rings:
            points = [((x - left) * scale, (top - y) * scale) for x, y in ring]
            pygame.draw.polygon(surface, _fill(kind, colour), points)
        if kind.startswith(_STRIPES):
            _stripe(surface)
        strokes = _strokes(kind, colour, self._look.map["halo"])
        if strokes:
            shape = Shape.of(rings, strokes, closed=True)
            surface.blit(vector.draw([shape], left, top, scale, (_SIDE, _SIDE)), (0, 0))
        used = surface.get_bounding_rect()
        if not used.width:
            return None
        return surface.subsurface(used).copy(), (
            column * _SIDE + used.left,
            row * _SIDE + used.top,
        )


#: How the kinds of a layer's tints begin; a colour follows.
_TINT, _STRIPES = "tint:", "stripes:"
#: Pixels from stripe to stripe, and of one.
_APART, _WIDE = 18, 9


def tinted(tints: Iterable[Colour]) -> list[str]:
    """The kinds of emphasis by which land is tinted: the first whole, the others in stripes."""
    return [f"{_STRIPES if n else _TINT}{r:02x}{g:02x}{b:02x}" for n, (r, g, b) in enumerate(tints)]


def _layer(kind: str) -> Colour | None:
    """The colour of a layer's tint; None for another kind."""
    for begins in (_TINT, _STRIPES):
        if kind.startswith(begins):
            told = int(kind.removeprefix(begins), 16)
            return told >> 16, told >> 8 & 255, told & 255
    return None


def _stripe(surface: pygame.Surface) -> None:
    """Leave stripes of what is drawn on a surface, from the left below to the right above."""
    side = surface.get_width()
    for x in range(-side, 2 * side, _APART):
        corners = [(x, side), (x + side, 0), (x + side + _WIDE, 0), (x + _WIDE, side)]
        pygame.draw.polygon(surface, (0, 0, 0, 0), corners)


def _fill(kind: str, colour: Colour) -> tuple[int, int, int, int]:
    if kind in _VEILS:
        return 8, 11, 16, _VEILS[kind]
    if _layer(kind) is not None:
        return (*colour, 178)
    return (*colour, {"hover": 22, "legal": 20, "selected": 26, "flash": 54}[kind])


def _strokes(kind: str, colour: Colour, dark: Colour) -> list[Stroke]:
    if kind == "legal":
        return [Stroke(dark, 4.5, 0.45), Stroke(colour, 2.2, 0.95, (9, 4))]
    if kind == "selected":
        return [
            Stroke(colour, 13, 0.12),
            Stroke(colour, 8, 0.22),
            Stroke(dark, 5.2, 0.6),
            Stroke(colour, 3.2, 1.0),
        ]
    if kind == "hover":
        return [Stroke(dark, 4, 0.5), Stroke(colour, 2.0, 0.95)]
    if kind == "flash":
        return [Stroke(colour, 9, 0.3), Stroke(colour, 3.4, 1.0)]
    return []


def sample(look: Look, kind: str, ring: Ring, size: tuple[int, int]) -> pygame.Surface:
    """How a place is set off, on a small one.

    Args:
        look: in which colours.
        kind: as of an `Emphasis`.
        ring: its outline in pixels, y down.
        size: of the picture.
    """
    surface = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.polygon(surface, (110, 116, 108), ring)
    colour = look.map.get(kind, (0, 0, 0))
    over = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.polygon(over, _fill(kind, colour), ring)
    surface.blit(over, (0, 0))
    strokes = _strokes(kind, colour, look.map["halo"])
    if strokes:
        shape = Shape.of([tuple((x, -y) for x, y in ring)], strokes, closed=True)
        surface.blit(vector.draw([shape], 0.0, 0.0, 1.0, size), (0, 0))
    return surface
