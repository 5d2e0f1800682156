"""Antialiased lines: SVG text drawn by SDL_image, which joins and smooths as ``pygame.draw`` cannot."""

import io
from collections.abc import Iterable

import attrs
import pygame

from game.ui.map.geography import Box, Ring

Colour = tuple[int, int, int]


@attrs.frozen
class Stroke:
    """How a line is drawn: colour, width in pixels, opacity 0-1, dashes in pixels."""

    colour: Colour
    width: float
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


@attrs.frozen
class Shape:
    """Lines of the plane with the strokes to lay on them, one over the other, and their bounds."""

    rings: tuple[Ring, ...]
    strokes: tuple[Stroke, ...]
    closed: bool
    bounds: Box

    @classmethod
    def of(cls, rings: Iterable[Ring], strokes: Iterable[Stroke], closed: bool = False) -> "Shape":
        """A shape with its bounds worked out."""
        kept = tuple(rings)
        xs = [x for ring in kept for x, _ in ring]
        ys = [y for ring in kept for _, y in ring]
        return cls(kept, tuple(strokes), closed, (min(xs), min(ys), max(xs), max(ys)))


def path(rings: Iterable[Ring], left: float, top: float, scale: float, closed: bool) -> str:
    """The ``d`` of an SVG path for rings of the plane, with (left, top) of the plane at 0, 0."""
    parts = []
    for ring in rings:
        points = "L".join(f"{(x - left) * scale:.1f} {(top - y) * scale:.1f}" for x, y in ring)
        parts.append(f"M{points}{'Z' if closed else ''}")
    return "".join(parts)


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def draw(
    shapes: Iterable[Shape], left: float, top: float, scale: float, size: tuple[int, int]
) -> pygame.Surface:
    """Draw shapes on a transparent surface whose left top corner is (left, top) of the plane.

    Shapes outside it are passed over, so a large picture can be drawn tile by tile.
    """
    right, bottom = left + size[0] / scale, top - size[1] / scale
    body = []
    for shape in shapes:
        reach = max((s.width for s in shape.strokes), default=0.0) / scale
        x0, y0, x1, y1 = shape.bounds
        if x0 - reach > right or x1 + reach < left or y0 - reach > top or y1 + reach < bottom:
            continue
        d = path(shape.rings, left, top, scale, shape.closed)
        for stroke in shape.strokes:
            dash = ",".join(f"{v:g}" for v in stroke.dash)
            body.append(
                f'<path d="{d}" fill="none" stroke="{_hex(stroke.colour)}" '
                f'stroke-width="{stroke.width:g}" stroke-opacity="{stroke.opacity:g}" '
                f'stroke-linejoin="round" stroke-linecap="{"butt" if dash else "round"}"'
                + (f' stroke-dasharray="{dash}"' if dash else "")
                + "/>"
            )
    return render_svg("".join(body), size)


def render_svg(body: str, size: tuple[int, int]) -> pygame.Surface:
    """The inside of an ``<svg>`` element as a surface with alpha."""
    if not body:
        return pygame.Surface(size, pygame.SRCALPHA)
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" '
        f'viewBox="0 0 {size[0]} {size[1]}">{body}</svg>'
    )
    return pygame.image.load(io.BytesIO(text.encode()), "map.svg")
