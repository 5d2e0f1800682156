"""What a choice lights up on a board: legal places, what is chosen, reach, and the planned way."""

from __future__ import annotations

from collections.abc import Collection
from math import atan2, cos, sin

import attrs
import pygame

from game.drawing.geometry import Cell, Point, Shapes
from game.drawing.lines import smooth
from game.drawing.patterns import hexed, ring_path
from game.rules.look import Colour
from game.ui.boards.counters import Token
from game.ui.boards.going import ReachMarks
from game.ui.boards.projection import BoardProjection
from game.ui.boards.svg import drawn as render_svg
from game.ui.boards.trails import Trail

LEGAL: Colour = (255, 233, 176)
CHOSEN: Colour = (255, 210, 87)
HOVER: Colour = (255, 255, 255)
REFUSED: Colour = (246, 149, 128)


@attrs.frozen
class BoardMarks:
    """What is set off.

    Attributes:
        legal: the places by which the open step can be answered; None where nothing is asked.
        chosen: the places that were chosen so far.
        selected: the place that is looked at.
        goal: the place that was chosen to go to.
        reached: where the chosen piece can go.
        ghost: the chosen piece, which is drawn faintly at the end of the planned way.
        fresh: the places that the last move changed.
        trails: ways to the chosen piece, and what pieces aim at.
        told: the places that are told of; the others recede.
        tints: the colours of places in a layer.
    """

    legal: frozenset[str] | None = None
    chosen: tuple[str, ...] = ()
    selected: str | None = None
    goal: str = ""
    reached: ReachMarks = attrs.Factory(ReachMarks)
    ghost: Token | None = None
    fresh: frozenset[str] = frozenset()
    trails: tuple[Trail, ...] = ()
    told: tuple[str, ...] = ()
    tints: tuple[tuple[str, tuple[Colour, ...]], ...] = ()


def draw(
    shapes: Shapes,
    marks: BoardMarks,
    view: BoardProjection,
    size: tuple[int, int],
    taken: Collection[str],
) -> pygame.Surface | None:
    """All of it as a surface with alpha; None where nothing is set off.

    Args:
        shapes: the places.
        marks: what is set off.
        view: where the board lies on the surface.
        size: of the surface in pixels.
        taken: the places on which something stands.
    """
    parts: list[str] = []
    wide = shapes.unit * view.scale
    for place, colours in marks.tints:
        parts += _tinted(shapes.cells[place], view, colours, wide)
    told = {p for p in marks.told if p in shapes.cells}
    if told:
        rest = [c for i, c in shapes.cells.items() if i not in told and not c.point]
        d = "".join(_path(c.outline, view) for c in rest)
        parts.append(f'<path d="{d}" fill="#05080b" fill-opacity="0.3"/>')
        parts += [ring(shapes.cells[p], view, CHOSEN, max(2.5, wide * 0.05)) for p in told]
    lit = (marks.legal or frozenset()) & shapes.cells.keys()
    dotted = shapes.kind == "square"
    land = {p for p in lit if not shapes.cells[p].point}
    if marks.reached.costs and lit:
        land |= {p for p in marks.reached.costs if p in shapes.cells}
    if land and not dotted:
        dim = [c for i, c in shapes.cells.items() if i not in land and not c.point]
        d = "".join(_path(c.outline, view) for c in dim)
        parts.append(f'<path d="{d}" fill="#05080b" fill-opacity="0.26"/>')
        d = "".join(_path(r, view) for r in shapes.rim(land))
        for width, opacity in ((0.16, 0.13), (0.10, 0.2), (0.035, 1.0)):
            parts.append(_line(d, LEGAL, max(1.6, wide * width), opacity))
    for place in lit:
        cell = shapes.cells[place]
        if cell.point:
            parts.append(_circle(cell, view, 1.16, LEGAL, max(2.0, wide * 0.03)))
        elif dotted:
            parts.append(_dotted(cell, view, wide, place in taken))
    for place in marks.fresh & shapes.cells.keys():
        parts.append(_fresh(shapes.cells[place], view))
    for place in marks.chosen:
        if place in shapes.cells:
            parts.append(ring(shapes.cells[place], view, CHOSEN, max(2.5, wide * 0.05)))
    if marks.selected in shapes.cells and marks.selected not in marks.chosen:
        parts.append(ring(shapes.cells[marks.selected], view, CHOSEN, max(1.8, wide * 0.03)))
    parts += [_trail(shapes, trail, view, wide) for trail in marks.trails]
    body = "".join(parts)
    return render_svg(body, size) if body else None


def _tinted(
    cell: Cell, view: BoardProjection, colours: tuple[Colour, ...], wide: float
) -> list[str]:
    """A place in the colours of a layer, each inside of the one before."""
    found = []
    for n, colour in enumerate(colours):
        if cell.point:
            found.append(_circle(cell, view, 1.1 + 0.18 * n, colour, max(3.0, wide * 0.05)))
        elif not n:
            d = _path(cell.outline, view)
            found.append(f'<path d="{d}" fill="{hexed(colour)}" fill-opacity="0.5"/>')
        else:
            found.append(ring(cell, view, colour, max(3.0, wide * 0.07), 0.9 - 0.14 * n))
    return found


def _trail(shapes: Shapes, trail: Trail, view: BoardProjection, wide: float) -> str:
    """A dotted way, an arrow over the border of two places, or a dashed one from afar."""
    points = [view.to_screen(shapes.cells[p].centre) for p in trail.places if p in shapes.cells]
    if len(points) < 2:
        return ""
    if trail.kind == "dots":
        d, pen = smooth(points), max(2.5, wide * 0.055)
        return "".join(
            f'<path d="{d}" fill="none" stroke="{hexed(colour)}" stroke-width="{width:.1f}" '
            f'stroke-linecap="round" stroke-dasharray="0.1,{pen * 1.9:.1f}"/>'
            for colour, width in (((10, 18, 12), pen + 2.5), (trail.colour, pen))
        )
    (ax, ay), (bx, by) = points[0], points[-1]
    turn = atan2(by - ay, bx - ax)
    # From the edge of what stands on the one place to that of what stands on the other.
    off = wide * 0.3
    start = (ax + cos(turn) * off, ay + sin(turn) * off)
    tip = (bx - cos(turn) * off, by - sin(turn) * off)
    s = wide * 0.13
    back = (tip[0] - cos(turn) * s * 0.8, tip[1] - sin(turn) * s * 0.8)
    middle = ((start[0] + back[0]) / 2, (start[1] + back[1]) / 2)
    if trail.kind == "shot":
        bend = wide * 0.22
        middle = (middle[0] - sin(turn) * bend, middle[1] + cos(turn) * bend)
    d = f"M{start[0]:.1f} {start[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} "
    d += f"{back[0]:.1f} {back[1]:.1f}"
    pen = max(3.0, wide * (0.09 if trail.kind == "arrow" else 0.045))
    dash = f' stroke-dasharray="{pen * 2.4:.1f},{pen * 1.6:.1f}"' * (trail.kind == "shot")
    head = [
        tip,
        (tip[0] - cos(turn + 0.6) * s * 1.3, tip[1] - sin(turn + 0.6) * s * 1.3),
        (tip[0] - cos(turn - 0.6) * s * 1.3, tip[1] - sin(turn - 0.6) * s * 1.3),
    ]
    return (
        f'<path d="{d}" fill="none" stroke="#1e1606" stroke-width="{pen + 2.5:.1f}"{dash}/>'
        f'<path d="{d}" fill="none" stroke="{hexed(trail.colour)}" stroke-width="{pen:.1f}"{dash}/>'
        f'<path d="{ring_path(head)}" fill="{hexed(trail.colour)}" stroke="#1e1606" '
        f'stroke-width="1.2" stroke-linejoin="round"/>'
    )


def ring(
    cell: Cell, view: BoardProjection, colour: Colour, width: float, inset: float = 0.93
) -> str:
    """The outline of one place, a little inside of it."""
    if cell.point:
        return _circle(cell, view, 1.1, colour, width)
    x, y = view.to_screen(cell.centre)
    corners = [view.to_screen(p) for p in cell.outline]
    inner = [(x + (u - x) * inset, y + (v - y) * inset) for u, v in corners]
    return _line(ring_path(inner), (10, 14, 18), width + 2, 0.7) + _line(
        ring_path(inner), colour, width
    )


def cross(cell: Cell, view: BoardProjection, wide: float, taken: bool = False) -> str:
    """The sign that a place cannot be chosen; small and in its corner where it is `taken`."""
    x, y = view.to_screen(cell.centre)
    r = wide * 0.17
    if taken:
        r = wide * 0.12
        x, y = x - wide * 0.32, y - wide * 0.3
    s = r * 0.42
    d = f"M{x - s:.1f} {y - s:.1f}L{x + s:.1f} {y + s:.1f}M{x + s:.1f} {y - s:.1f}"
    d += f"L{x - s:.1f} {y + s:.1f}"
    pen = max(1.6, wide * 0.025)
    return (
        ring(cell, view, REFUSED, max(1.5, wide * 0.022))
        + f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#2a1210" fill-opacity="0.9" '
        f'stroke="{hexed(REFUSED)}" stroke-width="{pen:.1f}"/>' + _line(d, REFUSED, pen)
    )


def _dotted(cell: Cell, view: BoardProjection, wide: float, taken: bool) -> str:
    x, y = view.to_screen(cell.centre)
    if taken:
        return ring(cell, view, LEGAL, max(1.4, wide * 0.018), 0.93)
    r = max(3.0, wide * 0.075)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{hexed(LEGAL)}" '
        f'stroke="#1a160c" stroke-width="{max(1.0, wide * 0.02):.1f}"/>'
    )


def _fresh(cell: Cell, view: BoardProjection) -> str:
    if cell.point:
        return _circle(cell, view, 1.05, (255, 255, 255), 2.0)
    return f'<path d="{_path(cell.outline, view)}" fill="#ffe9b0" fill-opacity="0.16"/>'


def way_line(shapes: Shapes, way: tuple[str, ...], view: BoardProjection, wide: float) -> str:
    """The planned way as a gold line with a head."""
    points = [view.to_screen(shapes.cells[p].centre) for p in way if p in shapes.cells]
    if len(points) < 2:
        return ""
    (ax, ay), (bx, by) = points[-2], points[-1]
    turn = atan2(by - ay, bx - ax)
    tip = (bx - cos(turn) * wide * 0.1, by - sin(turn) * wide * 0.1)
    d = smooth([*points[:-1], tip])
    s = wide * 0.15
    head = [
        (bx + cos(turn) * s * 0.6, by + sin(turn) * s * 0.6),
        (bx + cos(turn + 2.5) * s, by + sin(turn + 2.5) * s),
        (bx + cos(turn - 2.5) * s, by + sin(turn - 2.5) * s),
    ]
    return (
        _line(d, (30, 22, 6), max(5.0, wide * 0.11))
        + _line(d, CHOSEN, max(3.0, wide * 0.065))
        + f'<path d="{ring_path(head)}" fill="{hexed(CHOSEN)}" stroke="#1e1606" '
        f'stroke-width="{max(1.2, wide * 0.02):.1f}" stroke-linejoin="round"/>'
    )


def _path(outline: tuple[Point, ...], view: BoardProjection) -> str:
    return ring_path([view.to_screen(p) for p in outline])


def _circle(cell: Cell, view: BoardProjection, grow: float, colour: Colour, width: float) -> str:
    x, y = view.to_screen(cell.centre)
    r = cell.radius * view.scale * grow
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="none" stroke="{hexed(colour)}" '
        f'stroke-width="{width:.1f}"/>'
    )


def _line(d: str, colour: Colour, width: float, opacity: float = 1.0) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{hexed(colour)}" stroke-width="{width:.1f}" '
        f'stroke-opacity="{opacity:g}" stroke-linejoin="round" stroke-linecap="round"/>'
    )
