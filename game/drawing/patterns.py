"""The patterns of ground as SVG: what is told without colour, drawn inside a polygon of pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin

from game.drawing.geometry import Point, within
from game.rules.look import Colour

_Ring = Sequence[Point]


def hexed(colour: Colour) -> str:
    """A colour as SVG writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def lighter(colour: Colour, by: int) -> Colour:
    """A colour so much lighter, or darker where `by` is less than 0."""
    r, g, b = (max(0, min(255, c + by)) for c in colour)
    return r, g, b


def ring_path(ring: _Ring) -> str:
    """A closed polygon as the ``d`` of a path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"


@lru_cache(maxsize=512)
def pattern(name: str, colour: Colour, ring: tuple[Point, ...], wide: float, seed: int) -> str:
    """The pattern of a place, to lay over its ground.

    Args:
        name: one of the look's patterns.
        colour: of the ground.
        ring: the place's outline in pixels from its middle.
        wide: its width.
        seed: so that no two places are quite alike.
    """
    if wide < 14:
        return ""
    draw = _DRAWN.get(name)
    return draw(colour, ring, (0.0, 0.0), wide, seed) if draw is not None else ""


def _spread(seed: int) -> Iterator[float]:
    """Numbers from 0 to 1 without an end, always the same for a seed."""
    state = (seed * 2654435761 + 97) & 0xFFFFFFFF
    while True:
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        yield (state >> 8) / 0xFFFFFF


def _spots(
    ring: _Ring, centre: Point, wide: float, seed: int, step: float, inset: float = 0.06
) -> list[Point]:
    """Points spread over a polygon, not too near to each other or to its border."""
    lot, out = _spread(seed), []
    for row in range(-6, 7):
        for column in range(-6, 7):
            x = centre[0] + (column + (row % 2) / 2 + (next(lot) - 0.5) * 0.55) * step * wide
            y = centre[1] + (row + (next(lot) - 0.5) * 0.5) * step * wide * 0.86
            if within((x, y), ring) and _inset((x, y), ring) > wide * inset:
                out.append((x, y))
    return sorted(out, key=lambda p: p[1])


def _inset(point: Point, ring: _Ring) -> float:
    """How far a point is from the border of a polygon."""
    x, y = point
    best = 1e9
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        dx, dy = bx - ax, by - ay
        share = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / ((dx * dx + dy * dy) or 1)))
        best = min(best, hypot(x - ax - share * dx, y - ay - share * dy))
    return best


def _stroke(d: str, colour: Colour, width: float, opacity: float = 1.0) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{hexed(colour)}" stroke-width="{width:.2f}" '
        f'stroke-opacity="{opacity:g}" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _fill(d: str, colour: Colour, opacity: float = 1.0) -> str:
    return f'<path d="{d}" fill="{hexed(colour)}" fill-opacity="{opacity:g}"/>'


def _tufts(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    s, parts = wide * 0.032, []
    for n, (x, y) in enumerate(_spots(ring, centre, wide, seed, 0.23)):
        if (n + seed) % 3:
            continue
        parts.append(f"M{x - s:.1f} {y - s:.1f}L{x:.1f} {y + s:.1f}L{x + s:.1f} {y - s * 1.3:.1f}")
    return _stroke("".join(parts), lighter(colour, -26), max(0.8, wide * 0.012)) if parts else ""


def _trees(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    dark, light, s = [], [], wide * 0.07
    for x, y in _spots(ring, centre, wide, seed, 0.2):
        top, low = y - s * 1.25, y + s * 0.75
        dark.append(
            f"M{x:.1f} {top:.1f}L{x + s * 0.72:.1f} {low:.1f}L{x - s * 0.72:.1f} {low:.1f}Z"
        )
        light.append(
            f"M{x:.1f} {top:.1f}L{x - s * 0.1:.1f} {low:.1f}L{x - s * 0.72:.1f} {low:.1f}Z"
        )
    return _fill("".join(dark), lighter(colour, -18)) + _fill("".join(light), lighter(colour, 18))


def _mounds(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    out, s = [], wide * 0.165
    for n, (x, y) in enumerate(_spots(ring, centre, wide, seed, 0.34, 0.15)):
        r = s * (1.0 if n % 2 else 0.82)
        d = (
            f"M{x - r:.1f} {y + r * 0.45:.1f}C{x - r * 0.7:.1f} {y - r * 0.75:.1f} "
            f"{x + r * 0.7:.1f} {y - r * 0.75:.1f} {x + r:.1f} {y + r * 0.45:.1f}"
        )
        out.append(_fill(d + "Z", lighter(colour, 14)))
        out.append(_stroke(d, lighter(colour, -44), max(0.9, wide * 0.016)))
        ticks = "".join(
            f"M{x + r * t:.1f} {y - r * (0.3 - abs(t) * 0.35):.1f}"
            f"L{x + r * t * 1.12:.1f} {y + r * 0.12:.1f}"
            for t in (0.1, 0.35, 0.6)
        )
        out.append(_stroke(ticks, lighter(colour, -36), max(0.7, wide * 0.011), 0.8))
    return "".join(out)


def _peaks(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    out, s = [], wide * 0.17
    for x, y in _spots(ring, centre, wide, seed, 0.32, 0.16):
        top, low = y - s, y + s * 0.7
        body = f"M{x:.1f} {top:.1f}L{x + s:.1f} {low:.1f}L{x - s:.1f} {low:.1f}Z"
        side = f"M{x:.1f} {top:.1f}L{x + s:.1f} {low:.1f}L{x + s * 0.15:.1f} {low:.1f}Z"
        snow = (
            f"M{x:.1f} {top:.1f}L{x + s * 0.3:.1f} {top + s * 0.5:.1f}L{x:.1f} {top + s * 0.38:.1f}"
        )
        snow += f"L{x - s * 0.3:.1f} {top + s * 0.5:.1f}Z"
        out += [_fill(body, lighter(colour, 10)), _fill(side, lighter(colour, -34))]
        out.append(_fill(snow, lighter(colour, 96)))
    return "".join(out)


def _houses(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    lot, out, s = _spread(seed), [], wide * 0.05
    for n, (x, y) in enumerate(_spots(ring, centre, wide, seed, 0.17, 0.1)):
        if (n + seed) % 4 == 0:
            continue
        w, h = s * (0.8 + next(lot) * 0.7), s * (0.7 + next(lot) * 0.6)
        box = f"M{x - w:.1f} {y - h:.1f}L{x + w:.1f} {y - h:.1f}L{x + w:.1f} {y + h:.1f}"
        tint = lighter(colour, 52 + 14 * (n % 3))
        out.append(_fill(f"{box}L{x - w:.1f} {y + h:.1f}Z", tint, 0.85))
    return "".join(out)


def _waves(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    s, parts = wide * 0.075, []
    for n, (x, y) in enumerate(_spots(ring, centre, wide, seed, 0.25)):
        if (n + seed) % 2:
            continue
        parts.append(
            f"M{x - s:.1f} {y:.1f}C{x - s * 0.5:.1f} {y - s * 0.6:.1f} {x - s * 0.3:.1f} "
            f"{y - s * 0.5:.1f} {x:.1f} {y:.1f}C{x + s * 0.3:.1f} {y + s * 0.5:.1f} "
            f"{x + s * 0.5:.1f} {y + s * 0.6:.1f} {x + s:.1f} {y:.1f}"
        )
    return _stroke("".join(parts), lighter(colour, 38), max(0.9, wide * 0.014), 0.8)


def _marsh(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    s, flat, reeds = wide * 0.075, [], []
    for n, (x, y) in enumerate(_spots(ring, centre, wide, seed, 0.21)):
        flat.append(f"M{x - s:.1f} {y:.1f}L{x + s:.1f} {y:.1f}")
        if n % 2 == 0:
            reeds.append(
                f"M{x:.1f} {y:.1f}L{x:.1f} {y - s:.1f}M{x - s * 0.4:.1f} {y:.1f}"
                f"L{x - s * 0.6:.1f} {y - s * 0.8:.1f}M{x + s * 0.4:.1f} {y:.1f}"
                f"L{x + s * 0.6:.1f} {y - s * 0.8:.1f}"
            )
    wide_line = max(0.8, wide * 0.013)
    return _stroke("".join(flat), (74, 128, 146), wide_line, 0.9) + _stroke(
        "".join(reeds), lighter(colour, 44), wide_line
    )


def _sand(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    r = max(0.7, wide * 0.012)
    parts = [_dot(x, y, r) for x, y in _spots(ring, centre, wide, seed, 0.11)]
    return _fill("".join(parts), lighter(colour, -32), 0.8)


def _dots(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    r, step, parts = max(1.0, wide * 0.026), wide * 0.17, []
    for row in range(-4, 5):
        for column in range(-4, 5):
            x, y = centre[0] + (column + (row % 2) / 2) * step, centre[1] + row * step * 0.9
            if within((x, y), ring) and _inset((x, y), ring) > r * 2:
                parts.append(_dot(x, y, r))
    return _fill("".join(parts), lighter(colour, -26))


def _dot(x: float, y: float, r: float) -> str:
    points = [(x + r * cos(n * pi / 4), y + r * sin(n * pi / 4)) for n in range(8)]
    return ring_path(points)


def _rocks(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
    lot, out, s = _spread(seed), [], wide * 0.06
    for n, (x, y) in enumerate(_spots(ring, centre, wide, seed, 0.24)):
        if (n + seed) % 3 == 0:
            continue
        r = s * (0.7 + next(lot) * 0.6)
        stone = [
            (x - r, y + r * 0.5), (x - r * 0.5, y - r * 0.6), (x + r * 0.4, y - r * 0.7),
            (x + r, y + r * 0.1), (x + r * 0.7, y + r * 0.5),
        ]  # fmt: skip
        out.append(_fill(ring_path(stone), lighter(colour, 30)))
        out.append(_stroke(ring_path(stone), lighter(colour, -40), max(0.7, wide * 0.01)))
    return "".join(out)


def _lines(dx: float, dy: float) -> Callable[[Colour, _Ring, Point, float, int], str]:
    """Parallel lines in a direction, cut to the polygon."""

    def draw(colour: Colour, ring: _Ring, centre: Point, wide: float, seed: int) -> str:
        return hatch(ring, centre, wide * 0.11, (dx, dy), lighter(colour, -24), wide * 0.022)

    return draw


def hatch(
    ring: _Ring, centre: Point, step: float, way: Point, colour: Colour, width: float,
    opacity: float = 1.0,
) -> str:  # fmt: skip
    """Parallel lines over a polygon.

    Args:
        ring: the polygon in pixels.
        centre: through which one line would go.
        step: from line to line.
        way: their direction, of length 1.
        colour, width, opacity: of each.
    """
    dx, dy = way
    across = [(x - centre[0]) * -dy + (y - centre[1]) * dx for x, y in ring]
    parts = []
    for n in range(int(min(across) // step), int(max(across) // step) + 1):
        off = (n + 0.5) * step
        hits = []
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
            a = (ax - centre[0]) * -dy + (ay - centre[1]) * dx - off
            b = (bx - centre[0]) * -dy + (by - centre[1]) * dx - off
            if (a > 0) != (b > 0):
                share = a / (a - b)
                x, y = ax + (bx - ax) * share, ay + (by - ay) * share
                hits.append(((x - centre[0]) * dx + (y - centre[1]) * dy, x, y))
        hits.sort()
        for (_, x, y), (_, u, v) in zip(hits[::2], hits[1::2], strict=False):
            parts.append(f"M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}")
    if not parts:
        return ""
    return (
        f'<path d="{"".join(parts)}" fill="none" stroke="{hexed(colour)}" '
        f'stroke-width="{max(0.8, width):.2f}" stroke-opacity="{opacity:g}"/>'
    )


_DRAWN: dict[str, Callable[[Colour, _Ring, Point, float, int], str]] = {
    "tufts": _tufts, "trees": _trees, "hills": _mounds, "peaks": _peaks, "houses": _houses,
    "waves": _waves, "marsh": _marsh, "sand": _sand, "dots": _dots, "rocks": _rocks,
    "rising": _lines(0.7071, -0.7071), "falling": _lines(0.7071, 0.7071),
    "level": _lines(1.0, 0.0), "upright": _lines(0.0, 1.0),
}  # fmt: skip
