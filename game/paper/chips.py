"""Counters, badges and pieces as SVG to print and cut: told apart in grey by outline and hatch."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from html import escape
from typing import Final

import attrs

from game.catalogue import number_text
from game.drawing.colours import luma, paler
from game.drawing.geography import Point
from game.drawing.patterns import hatch, hexed, lighter, ring_path
from game.drawing.seats import SeatStyle
from game.drawing.silhouettes import polygon
from game.drawing.symbols import sign
from game.rules.look import Colour, CounterLook

#: The directions of hatches.
_WAYS: Final[dict[str, Point]] = {
    "rising": (0.7071, -0.7071),
    "falling": (0.7071, 0.7071),
    "level": (1.0, 0.0),
    "upright": (0.0, 1.0),
}
INK: Final[Colour] = (20, 24, 28)


def printed(colour: Colour, darker: float = 0.0) -> Colour:
    """A colour of dark ground as it is printed: its hue, pale, so that ink stands out on it.

    Args:
        colour: as a screen shows it.
        darker: a share of lightness that is added, or taken off where it is less than 0.
    """
    hue, lightness, strong = rgb_to_hls(*(c / 255 for c in colour))
    pale = min(1.0, 0.72 + 0.26 * lightness + darker)
    r, g, b = hls_to_rgb(hue, pale, min(1.0, strong * 1.25))
    return round(r * 255), round(g * 255), round(b * 255)


def ink_on(colour: Colour) -> Colour:
    """Black or white, whichever is read on a colour."""
    return INK if luma(colour) > 120 else (255, 255, 255)


def text(
    words: str, x: float, y: float, size: float, fill: str = "#14181c", weight: int = 600,
    anchor: str = "middle", extra: str = "",
) -> str:  # fmt: skip
    """Words as SVG, their base line at a point."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{fill}" {extra}>{escape(words)}</text>'
    )


def hatched(ring: list[Point], middle: Point, kind: str, colour: Colour, size: float) -> str:
    """A hatch or dots inside an outline; nothing for "none"."""
    way = _WAYS.get(kind)
    if way is not None:
        return hatch(ring, middle, size * 0.2, way, colour, 0, 0.7).replace(
            'stroke-width="0.80"', f'stroke-width="{size * 0.035:.2f}"'
        )
    if kind != "dots":
        return ""
    x0, y0 = middle
    step, out = size * 0.22, []
    for i in range(-3, 4):
        for j in range(-3, 4):
            x, y = x0 + i * step, y0 + j * step
            if (x - x0) ** 2 + (y - y0) ** 2 < (size * 0.42) ** 2:
                out.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{size * 0.035:.2f}"/>')
    return f'<g fill="{hexed(colour)}" fill-opacity=".7">{"".join(out)}</g>'


def counter(look: CounterLook, value: str, x: float, y: float, size: float) -> str:
    """A counter with its letter and a number, or an empty box to write into.

    Args:
        look: of the counter.
        value: what stands on it.
        x, y: its middle.
        size: its width.
    """
    r = size / 2 * 0.86
    ring = [(x + u * r, y + v * r) for u, v in polygon(look.silhouette)]
    fill = paler(look.colour, 0.34) if look.shadow else look.colour
    ink = INK if look.shadow else ink_on(fill)
    dash = f' stroke-dasharray="{size * 0.1:.2f},{size * 0.07:.2f}"' if look.shadow else ""
    body = (
        f'<path d="{ring_path(ring)}" fill="{hexed(fill)}" stroke="#14181c" '
        f'stroke-width="{size * 0.045:.2f}" stroke-linejoin="round"{dash}/>'
    )
    edge = lighter(fill, -60 if luma(fill) > 90 else 60)
    body += hatched(ring, (x, y), look.hatch, edge, size)
    if value:
        if look.hatch != "none":
            body += (
                f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{size * 0.25:.2f}" fill="{hexed(fill)}"/>'
            )
        body += text(value, x, y + size * 0.17, size * 0.5, hexed(ink), 700)
    return body


def seat_sign(
    style: SeatStyle, look: CounterLook | None, letter: str, x: float, y: float, size: float
) -> str:
    """What a seat is known by: its colour, its own outline and its letter."""
    silhouette = look.silhouette if look is not None else "disc"
    hatch_ = look.hatch if look is not None else style.hatch
    drawn = CounterLook(
        id="",
        value="",
        name="",
        letter="",
        colour=style.colour,
        ink=INK,
        silhouette=silhouette,
        hatch=hatch_,
    )
    return counter(drawn, letter, x, y, size)


@attrs.frozen
class PieceFace:
    """What stands on a piece.

    Attributes:
        name: what it is called.
        style: of its owner; None where nobody owns it.
        colour: of what has no owner.
        symbol: the sign of its arm, or nothing.
        numbers: below it.
        shape: of the piece, as the look says; "counter" as a rule.
    """

    name: str
    style: SeatStyle | None
    colour: Colour
    symbol: str
    numbers: tuple[str, ...]
    shape: str = "counter"


def piece(face: PieceFace, size: float) -> str:
    """A square counter of a wargame, `size` wide, its corner at nought."""
    colour = face.style.colour if face.style is not None else face.colour
    ground, ink = paler(colour, 0.55), "#14181c"
    band = size * 0.2
    body = (
        f'<rect width="{size}" height="{size}" fill="{hexed(ground)}"/>'
        f'<rect width="{size}" height="{band:.2f}" fill="{hexed(colour)}"/>'
    )
    if face.style is not None:
        low = size * 0.9
        edge = [(0.0, low), (size, low), (size, size), (0.0, size)]
        tint = lighter(colour, -70)
        body += hatched(edge, (size / 2, (low + size) / 2), face.style.hatch, tint, size * 0.5)
    white = hexed(ink_on(colour))
    if not face.symbol and not face.numbers:
        fit = min(size * 0.26, size * 1.6 / max(len(face.name), 1))
        return body + text(face.name, size / 2, size * 0.66, fit, ink, 700)
    fit = min(size * 0.15, size * 1.55 / max(len(face.name), 1))
    body += text(face.name, size / 2, band * 0.73, fit, white, 600)
    if face.symbol and face.symbol != "none":
        wide = size * 0.52
        body += sign(face.symbol, ink, (size - wide) / 2, size * 0.26, wide, size * 0.03)
    numbers = " \N{EN DASH} ".join(face.numbers)
    if numbers:
        top = size * 0.86 if face.symbol else size * 0.7
        body += text(numbers, size / 2, top, size * 0.24 if face.symbol else size * 0.34, ink, 700)
    return body


def stone(style: SeatStyle, size: float, shape: str = "") -> str:
    """A stone of a seat: a disc with its hatch, a cross or a ring."""
    half, colour = size / 2, style.colour
    edge = lighter(colour, -60 if luma(colour) > 90 else 70)
    pen = f'stroke="#14181c" stroke-width="{size * 0.035:.2f}"'
    if shape == "cross":
        a, b = size * 0.22, size * 0.78
        return (
            f'<path d="M{a} {a}L{b} {b}M{b} {a}L{a} {b}" stroke="#14181c" '
            f'stroke-width="{size * 0.17:.2f}" stroke-linecap="round"/>'
        )
    if shape == "ring":
        return (
            f'<circle cx="{half}" cy="{half}" r="{size * 0.29:.2f}" fill="none" '
            f'stroke="#14181c" stroke-width="{size * 0.14:.2f}"/>'
        )
    ring = [(half + u * half * 0.8, half + v * half * 0.8) for u, v in polygon("disc")]
    body = f'<path d="{ring_path(ring)}" fill="{hexed(colour)}" {pen}/>'
    return body + hatched(ring, (half, half), style.hatch, edge, size)


def number(value: int) -> str:
    """A number as it stands on a counter."""
    return number_text(value)
