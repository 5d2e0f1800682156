"""The pictures of a board's legend: a place of each kind of ground, a stretch of each line."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.drawing import patterns
from game.drawing.geometry import Point
from game.drawing.lines import line
from game.drawing.patterns import hexed, lighter, ring_path
from game.rules.look import Colour
from game.ui.boards.counters import mark
from game.ui.boards.svg import drawn as render_svg
from game.ui.boards.trails import AIM, SUPPLY
from game.ui.widgets.legend import LegendEntry

if TYPE_CHECKING:
    from game.drawing.geometry import Shapes
    from game.drawing.styles import LineStyle, Styles


def entries(
    shapes: Shapes, styles: Styles, text: float, kind: str = "", called: str = ""
) -> list[LegendEntry]:
    """What the legend of a board tells; nothing where it has neither terrain nor lines.

    Args:
        shapes: the places of the board.
        styles: how it looks.
        text: the size of what is written, 1 for normal.
        kind: the kind of pieces for which the ground's costs are told; all without one.
        called: what people call it.
    """
    side = round(32 * text)
    out = [LegendEntry(pygame.Surface((1, 1), pygame.SRCALPHA), "", f"{called}:")] if called else []
    for n, ground in enumerate(styles.ground.values()):
        ring = _ring(shapes.kind, side)
        half = side / 2
        near = tuple((x - half, y - half) for x, y in ring)
        # The pattern of a place three times as wide would be too coarse for so small a picture.
        body = (
            f'<path d="{ring_path(ring)}" fill="{hexed(ground.colour)}" '
            f'stroke="{hexed(lighter(ground.colour, 50))}" stroke-width="1.2"/>'
            + f'<g transform="translate({half} {half})">'
            + patterns.pattern(ground.pattern, ground.colour, near, side * 1.3, n)
            + "</g>"
        )
        out.append(
            LegendEntry(render_svg(body, (side, side)), ground.name, styles.note(ground, kind))
        )
    out += [_line(style, side) for style in styles.lines]
    for trail in styles.board.trails.values():
        out.append(LegendEntry(_dotted(trail.colour or SUPPLY, side), trail.name))
    for look in styles.board.aims.values():
        out.append(LegendEntry(_dashed(look.colour or AIM, side), look.name))
    return out


def _dotted(colour: Colour, side: int) -> pygame.Surface:
    wide, pen = round(side * 1.2), side * 0.16
    body = (
        f'<path d="M{pen:.1f} {side / 2}H{wide - pen:.1f}" stroke="{hexed(colour)}" '
        f'stroke-width="{pen:.1f}" stroke-linecap="round" stroke-dasharray="0.1,{pen * 1.9:.1f}"/>'
    )
    return render_svg(body, (wide, side))


def _dashed(colour: Colour, side: int) -> pygame.Surface:
    wide, pen, y = round(side * 1.2), side * 0.1, side / 2
    tip = wide - 2
    head = [(tip, y), (tip - side * 0.26, y - side * 0.17), (tip - side * 0.26, y + side * 0.17)]
    body = (
        f'<path d="M2 {y}H{tip - side * 0.2:.1f}" stroke="{hexed(colour)}" '
        f'stroke-width="{pen:.1f}" stroke-dasharray="{pen * 2:.1f},{pen * 1.2:.1f}"/>'
        f'<path d="{ring_path(head)}" fill="{hexed(colour)}"/>'
    )
    return render_svg(body, (wide, side))


def reach_entries(text: float) -> list[LegendEntry]:
    """What the marks mean that tell where a piece can go."""
    side = round(26 * text)
    return [
        LegendEntry(mark("5", side), phrase("table.cost_there")),
        LegendEntry(mark("5", side, stop=True), phrase("table.no_farther")),
    ]


def _ring(kind: str, side: int) -> list[Point]:
    half = side / 2
    if kind == "hex":
        return [
            (half + half * 0.94 * sin(n * pi / 3), half - half * 0.94 * cos(n * pi / 3))
            for n in range(6)
        ]
    a, b = side * 0.1, side * 0.9
    return [(a, a), (b, a), (b, b), (a, b)]


def _line(style: LineStyle, side: int) -> LegendEntry:
    wide, y = side * 1.2, side / 2
    d = (
        f"M3 {y + side * 0.1:.1f}C{wide * 0.35:.1f} {y - side * 0.25:.1f} {wide * 0.6:.1f} "
        f"{y + side * 0.3:.1f} {wide - 3:.1f} {y - side * 0.05:.1f}"
    )
    # A river is drawn so wide on the board that it would fill the picture.
    body = line(style, d, "", side * (1.2 if style.pattern == "river" else 2.6))
    made: pygame.Surface = render_svg(body, (round(wide), side))
    return LegendEntry(made, style.name, style.note)
