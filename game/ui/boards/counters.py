"""What stands on places, drawn: counters, stones, figures and marks, each kept by its values."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

import attrs
import pygame

from game.drawing.geometry import Point
from game.drawing.patterns import hatch, hexed, lighter, ring_path
from game.drawing.symbols import sign
from game.rules.look import Colour
from game.ui import fonts
from game.ui.boards.svg import drawn as render_svg

_RIM: Colour = (8, 12, 16)
_WAYS = {"rising": (0.7071, -0.7071), "falling": (0.7071, 0.7071), "level": (1.0, 0.0)}
_WAYS["upright"] = (0.0, 1.0)
_GREY: Colour = (150, 158, 166)


@attrs.frozen
class Token:
    """One thing to draw.

    Attributes:
        shape: one of the look's shapes, or "figure" for a bare number or name.
        colour: of its body.
        outline, hatch: of a counter.
        name: what is written on it.
        numbers: the figures below, already in words.
        symbol: the sign of its arm.
        mark: which inner sign a stone has, so that seats differ without colour.
        crowned: whether something more holds of it.
        faint: whether it is only foreseen.
    """

    shape: str
    colour: Colour = _GREY
    outline: str = "round"
    hatch: str = "none"
    name: str = ""
    numbers: str = ""
    symbol: str = ""
    mark: int = 0
    crowned: bool = False
    faint: bool = False


def ink_on(colour: Colour) -> Colour:
    """White or near black, whichever is read better on a colour."""
    light = colour[0] * 299 + colour[1] * 587 + colour[2] * 114
    return (18, 22, 28) if light > 150_000 else (255, 255, 255)


@lru_cache(maxsize=1024)
def token(what: Token, size: int) -> pygame.Surface:
    """A thing drawn in a square of so many pixels; shared, so do not draw on it."""
    draw = {"counter": _counter, "figure": _figure, "block": _counter}.get(what.shape, _stone)
    made = draw(what, size)
    if what.faint:
        made = made.copy()
        made.set_alpha(150)
    return made


@lru_cache(maxsize=256)
def band(ring: tuple[Point, ...], colour: Colour, mark: int, width: float) -> pygame.Surface:
    """A tint inside an outline round the middle, and a band of a width along it, if any.

    The band of every other seat is broken.
    """
    far = max(max(abs(x), abs(y)) for x, y in ring) + width + 2
    side = 2 * round(far)
    d = ring_path([(x + side / 2, y + side / 2) for x, y in ring])
    dash = ("", f' stroke-dasharray="{width * 4:.1f},{width * 2:.1f}"')[mark % 2]
    body = f'<path d="{d}" fill="{hexed(colour)}" fill-opacity="0.22"/>'
    if width:
        body += (
            f'<path d="{d}" fill="none" stroke="#080c10" stroke-opacity="0.6" '
            f'stroke-width="{width + 2:.1f}" stroke-linejoin="round"/>'
            f'<path d="{d}" fill="none" stroke="{hexed(colour)}" stroke-width="{width:.1f}" '
            f'stroke-linejoin="round"{dash}/>'
        )
    return render_svg(body, (side, side))


@lru_cache(maxsize=256)
def flag(colour: Colour, mark: int, side: int) -> pygame.Surface:
    """A flag in a seat's colour: whole, or cut to a swallow's tail for every other seat."""
    a, b, pole = side * 0.12, side * 0.92, side * 0.2
    middle = side * 0.34
    tail = f"L{b - side * 0.22:.1f} {middle:.1f}" if mark % 2 else ""
    d = f"M{pole:.1f} {a:.1f}L{b:.1f} {a:.1f}{tail}L{b:.1f} {side * 0.58:.1f}L{pole:.1f} "
    d += f"{side * 0.58:.1f}Z"
    pen = max(1.2, side * 0.07)
    body = (
        f'<path d="M{pole:.1f} {side * 0.06:.1f}V{side * 0.95:.1f}" stroke="#080c10" '
        f'stroke-width="{pen + 2:.1f}" stroke-linecap="round"/>'
        f'<path d="{d}" fill="{hexed(colour)}" stroke="#080c10" stroke-width="{pen:.1f}" '
        f'stroke-linejoin="round"/>'
        f'<path d="M{pole:.1f} {side * 0.06:.1f}V{side * 0.95:.1f}" stroke="#f2ede0" '
        f'stroke-width="{pen:.1f}" stroke-linecap="round"/>'
    )
    return render_svg(body, (side, side))


def _outline(kind: str, size: float, inset: float) -> list[Point]:
    """The outline of a counter, as corners."""
    a, b = inset, size - inset
    bend = size * (0.16 if kind == "cut" else 0.1)
    if kind == "square":
        return [(a, a), (b, a), (b, b), (a, b)]
    if kind == "cut":
        return [
            (a + bend, a), (b - bend, a), (b, a + bend), (b, b - bend),
            (b - bend, b), (a + bend, b), (a, b - bend), (a, a + bend),
        ]  # fmt: skip
    out = []
    for cx, cy, start in ((b, b, 0), (a, b, 90), (a, a, 180), (b, a, 270)):
        for step in range(6):
            turn = (start + step * 18) * pi / 180
            x, y = cx + (bend if cx == a else -bend), cy + (bend if cy == a else -bend)
            out.append((x + cos(turn) * bend, y + sin(turn) * bend))
    return out


def _counter(what: Token, size: int) -> pygame.Surface:
    colour, ink = what.colour, ink_on(what.colour)
    inset = size * 0.045
    outer = _outline(what.outline, size, inset)
    inner = _outline(what.outline, size, inset + max(1.0, size * 0.035))
    body = [
        f'<path d="{ring_path([(x, y + size * 0.03) for x, y in outer])}" fill="#000" '
        'fill-opacity="0.45"/>',
        '<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{hexed(lighter(colour, 20))}"/>'
        f'<stop offset="1" stop-color="{hexed(lighter(colour, -24))}"/></linearGradient></defs>',
        f'<path d="{ring_path(outer)}" fill="url(#g)" stroke="{hexed(_RIM)}" '
        f'stroke-width="{max(1.0, size * 0.02):.2f}"/>',
        _hatched(what.hatch, inner, size, colour),
        f'<path d="{ring_path(inner)}" fill="none" stroke="{hexed(lighter(colour, 86))}" '
        f'stroke-width="{max(1.0, size * 0.028):.2f}"/>',
    ]
    name, numbers = what.name, what.numbers
    tall = size >= 34
    if what.symbol and what.symbol != "none":
        wide = size * (0.5 if tall and numbers else 0.6)
        top = size * (0.29 if tall else 0.16)
        if not numbers:
            top = size * (0.34 if tall else 0.3)
        pen = max(1.1, size * 0.034)
        body.append(sign(what.symbol, hexed(ink), (size - wide) / 2, top, wide, pen))
    made = render_svg("".join(body), (size, size))
    halo = lighter(colour, -14) if what.hatch != "none" else None
    middle = not what.symbol or what.symbol == "none"
    if numbers:
        px = round(size * (0.32 if not middle else 0.42))
        at = size * (0.765 if not middle else 0.6)
        _write(made, numbers, px, "bold", ink, (size / 2, at), size * 0.86, halo)
    if name and (tall or not numbers):
        if middle and not numbers:
            lines = _two(name) if len(name) > 5 else [name]
            px = round(size * (0.3 if len(lines) == 1 else 0.25))
            for n, part in enumerate(lines):
                at = size * (0.5 + (n - (len(lines) - 1) / 2) * 0.27)
                _write(made, part, px, "narrow-bold", ink, (size / 2, at), size * 0.84, halo)
        else:
            px = max(9, round(size * 0.19))
            _write(
                made, name, px, "narrow-semibold", ink, (size / 2, size * 0.185), size * 0.84, halo
            )
    if what.crowned:
        _crown(made, size)
    return made


def _two(name: str) -> list[str]:
    """A name on two lines where it has two words."""
    first, gap, rest = name.partition(" ")
    return [first, rest] if gap else [name]


def _hatched(kind: str, ring: list[Point], size: int, colour: Colour) -> str:
    middle = (size / 2, size / 2)
    if kind in _WAYS:
        step = max(3.0, size * 0.085)
        return hatch(ring, middle, step, _WAYS[kind], lighter(colour, -34), size * 0.022, 0.9)
    if kind == "dots":
        r, step = max(0.8, size * 0.018), size * 0.1
        dots = [
            f'<circle cx="{size * 0.12 + i * step + (j % 2) * step / 2:.1f}" '
            f'cy="{size * 0.12 + j * step:.1f}" r="{r:.2f}" fill="{hexed(lighter(colour, -40))}"/>'
            for i in range(8)
            for j in range(8)
        ]
        return "".join(dots)
    return ""


def _write(
    made: pygame.Surface, words: str, px: int, face: str, ink: Colour, at: Point, room: float,
    halo: Colour | None = None,
) -> None:  # fmt: skip
    """Words in the middle of a place, as much smaller as they must be, or cut."""
    px = max(8, px)
    wide = fonts.measure(words, px, face)[0]
    if wide > room:
        px = max(8, int(px * room / wide))
        while len(words) > 1 and fonts.measure(words, px, face)[0] > room + 2:
            words = words[:-1]
    drawn = fonts.render(words, px, ink, face, halo, 1)
    made.blit(drawn, drawn.get_rect(center=(round(at[0]), round(at[1]))))


def _stone(what: Token, size: int) -> pygame.Surface:
    """A disc, a ring, a cross, a man or a star in a seat's colour."""
    c, ink, half = what.colour, ink_on(what.colour), size / 2
    pen = size * 0.11
    if what.shape == "cross":
        a, b = size * 0.24, size * 0.76
        d = f"M{a:.1f} {a:.1f}L{b:.1f} {b:.1f}M{b:.1f} {a:.1f}L{a:.1f} {b:.1f}"
        body = _pen(d, _RIM, pen + size * 0.05) + _pen(d, c, pen)
    elif what.shape == "ring":
        circle = f'<circle cx="{half}" cy="{half}" r="{size * 0.29:.1f}" fill="none" '
        body = f'{circle}stroke="{hexed(_RIM)}" stroke-width="{pen + size * 0.05:.1f}"/>'
        body += f'{circle}stroke="{hexed(c)}" stroke-width="{pen:.1f}"/>'
    elif what.shape == "man":
        up = -1 if what.mark % 2 else 1
        points = [(0.0, -0.34), (0.34, 0.27), (-0.34, 0.27)]
        ring = [(half + x * size, half + y * size * up) for x, y in points]
        body = (
            f'<path d="{ring_path(ring)}" fill="{hexed(c)}" stroke="{hexed(_RIM)}" '
            f'stroke-width="{size * 0.05:.1f}" stroke-linejoin="round"/>'
        )
    elif what.shape == "star":
        ring = [
            (
                half + sin(n * pi / 5) * size * (0.36 if n % 2 == 0 else 0.16),
                half - cos(n * pi / 5) * size * (0.36 if n % 2 == 0 else 0.16),
            )
            for n in range(10)
        ]
        body = (
            f'<path d="{ring_path(ring)}" fill="{hexed(c)}" stroke="{hexed(_RIM)}" '
            f'stroke-width="{size * 0.04:.1f}" stroke-linejoin="round"/>'
        )
    else:
        body = _disc(what, size)
    made = render_svg(body, (size, size))
    if what.shape in ("disc", "") and what.symbol and not what.name:
        wide = size * 0.42
        part = sign(what.symbol, hexed(ink), half - wide / 2, half - wide * 0.32, wide, size * 0.03)
        made.blit(render_svg(part, (size, size)), (0, 0))
    words = what.numbers or what.name
    if words and what.shape not in ("cross", "ring"):
        px = round(size * (0.4 if len(words) < 3 else 0.28))
        _write(made, words, px, "bold", ink, (half, half), size * 0.62, c)
    if what.crowned:
        _crown(made, size)
    return made


def _disc(what: Token, size: int) -> str:
    c, half, r = what.colour, size / 2, size * 0.4
    line = lighter(c, -58) if sum(c) > 300 else lighter(c, 78)
    body = (
        f'<circle cx="{half}" cy="{half + size * 0.035:.1f}" r="{r:.1f}" fill="#000" '
        'fill-opacity="0.5"/>'
        '<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{hexed(lighter(c, 26))}"/>'
        f'<stop offset="1" stop-color="{hexed(lighter(c, -22))}"/></linearGradient></defs>'
        f'<circle cx="{half}" cy="{half}" r="{r:.1f}" fill="url(#g)" '
        f'stroke="{hexed(_RIM)}" stroke-width="{max(1.0, size * 0.025):.1f}"/>'
    )
    pen = f'fill="none" stroke="{hexed(line)}" stroke-width="{max(1.2, size * 0.035):.1f}"'
    if what.name or what.numbers:
        return body + f'<circle cx="{half}" cy="{half}" r="{r * 0.86:.1f}" {pen}/>'
    turn = what.mark % 4
    if turn == 0:
        return body + f'<circle cx="{half}" cy="{half}" r="{r * 0.42:.1f}" {pen}/>'
    if turn == 1:
        return body + f'<circle cx="{half}" cy="{half}" r="{r * 0.8:.1f}" {pen}/>'
    s = r * 0.42
    if turn == 2:
        return body + f'<path d="M{half - s:.1f} {half}H{half + s:.1f}" {pen}/>'
    d = f"M{half - s:.1f} {half}H{half + s:.1f}M{half} {half - s:.1f}V{half + s:.1f}"
    return body + f'<path d="{d}" {pen}/>'


def _pen(d: str, colour: Colour, width: float) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{hexed(colour)}" stroke-width="{width:.1f}" '
        'stroke-linecap="round"/>'
    )


def _crown(made: pygame.Surface, size: int) -> None:
    """A small crown over the middle: more holds of this one than of its like."""
    s, x, y = size * 0.17, size / 2, size * 0.5
    points = [
        (-1.0, 0.7), (-1.15, -0.55), (-0.5, 0.05), (0.0, -0.85), (0.5, 0.05), (1.15, -0.55),
        (1.0, 0.7),
    ]  # fmt: skip
    ring = [(x + a * s, y + b * s) for a, b in points]
    made.blit(
        render_svg(
            f'<path d="{ring_path(ring)}" fill="#f2c24a" stroke="#14110a" '
            f'stroke-width="{max(1.0, size * 0.025):.1f}" stroke-linejoin="round"/>',
            (size, size),
        ),
        (0, 0),
    )


def _figure(what: Token, size: int) -> pygame.Surface:
    """A bare number or name, legible on any ground."""
    made = pygame.Surface((size, size), pygame.SRCALPHA)
    words = what.numbers or what.name
    px = round(size * (0.52 if len(words) < 3 else 0.36 if len(words) < 6 else 0.26))
    ink = what.colour if what.colour != _GREY else (246, 243, 234)
    _write(made, words, px, "bold", ink, (size / 2, size / 2), size * 0.94, (8, 12, 16))
    return made


@lru_cache(maxsize=256)
def mark(words: str, size: int, stop: bool = False, gold: bool = False) -> pygame.Surface:
    """What it costs to come to a place: a round mark, six-sided where one must stop there."""
    half = size / 2
    if stop:
        fill, line = (58, 20, 18), (246, 149, 128)
        ring = [
            (half + half * 0.9 * sin(n * pi / 3), half - half * 0.9 * cos(n * pi / 3))
            for n in range(6)
        ]
        shape = f'<path d="{ring_path(ring)}" '
    else:
        fill, line = ((92, 66, 14), (255, 214, 110)) if gold else ((16, 20, 24), (236, 226, 190))
        shape = f'<circle cx="{half}" cy="{half}" r="{half * 0.84:.1f}" '
    body = (
        f'{shape}fill="{hexed(fill)}" fill-opacity="0.94" stroke="{hexed(line)}" '
        f'stroke-width="{max(1.2, size * 0.08):.1f}"/>'
    )
    made = render_svg(body, (size, size))
    ink: Colour = (255, 226, 216) if stop else (255, 248, 228)
    _write(made, words, round(size * 0.6), "bold", ink, (half, half), size * 0.7)
    return made


@lru_cache(maxsize=64)
def count(number: int, size: int) -> pygame.Surface:
    """How many things stand in a stack."""
    half = size / 2
    body = (
        f'<circle cx="{half}" cy="{half}" r="{half * 0.86:.1f}" fill="#0a0e12" '
        f'stroke="#ffffff" stroke-width="{max(1.2, size * 0.09):.1f}"/>'
    )
    made = render_svg(body, (size, size))
    _write(made, str(number), round(size * 0.62), "bold", (255, 255, 255), (half, half), size * 0.7)
    return made
