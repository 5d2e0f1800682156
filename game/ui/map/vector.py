"""Antialiased lines: SVG text drawn by SDL_image, with joins that ``pygame.draw`` has not."""

import io
from collections.abc import Iterable
from itertools import pairwise

import attrs
import pygame

from game.drawing.geography import Bounds, Ring
from game.rules.look import Colour


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
    bounds: Bounds

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


def _within(shape: Shape, box: Bounds, reach: float) -> list[Ring]:
    """The stretches of a shape's lines that come near a box, so that a tile costs what it shows.

    Lines are cut only outside the box, where nobody sees the cut.
    """
    x0, y0, x1, y1 = box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach
    stretches: list[Ring] = []
    for ring in shape.rings:
        line = (*ring, ring[0]) if shape.closed else ring
        run: list[tuple[float, float]] = []
        for a, b in pairwise(line):
            ax, ay = a
            bx, by = b
            if not (
                (ax < x0 and bx < x0)
                or (ax > x1 and bx > x1)
                or (ay < y0 and by < y0)
                or (ay > y1 and by > y1)
            ):
                if not run:
                    run.append(a)
                run.append(b)
            elif run:
                stretches.append(tuple(run))
                run = []
        if run:
            stretches.append(tuple(run))
    return stretches


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
        whole = x0 >= left and x1 <= right and y0 >= bottom and y1 <= top
        # A dash pattern starts with its line, so a dashed line is never cut.
        if whole or any(stroke.dash for stroke in shape.strokes):
            d = path(shape.rings, left, top, scale, shape.closed)
        else:
            near = _within(shape, (left, bottom, right, top), reach)
            if not near:
                continue
            d = path(near, left, top, scale, False)
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
