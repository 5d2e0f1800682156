"""Lines between places as SVG: put together to long ones, bent smoothly, drawn by their kind."""

from __future__ import annotations

from math import hypot

from game.drawing.geometry import Point
from game.drawing.patterns import hexed, lighter
from game.drawing.styles import LineStyle
from game.rules.look import Colour

#: What edges everything.
EDGE: Colour = (16, 22, 26)


def stroke(
    d: str, colour: Colour, width: float, opacity: float = 1.0,
    dash: tuple[float, float] = (0, 0), *, cut: bool = False,
) -> str:  # fmt: skip
    """A path drawn with a pen: its colour, width in pixels, opacity 0-1, and dash and gap.

    Its ends are round unless it is dashed or `cut`; without a path there is nothing.
    """
    if not d:
        return ""
    dashed = f' stroke-dasharray="{dash[0]:.1f},{dash[1]:.1f}"' if dash[0] else ""
    return (
        f'<path d="{d}" fill="none" stroke="{hexed(colour)}" stroke-width="{width:.2f}" '
        f'stroke-opacity="{opacity:g}" stroke-linejoin="round" '
        f'stroke-linecap="{"butt" if dashed or cut else "round"}"{dashed}/>'
    )


def chains(pairs: tuple[tuple[str, str], ...]) -> list[list[str]]:
    """The pairs of a line put together to lines that are as long as possible."""
    beside: dict[str, list[str]] = {}
    for a, b in pairs:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    left = {frozenset(p) for p in pairs}
    out = []
    # From ends and crossings first, then what is left, which are rings.
    for start in [p for p, n in beside.items() if len(n) != 2] + list(beside):
        for after in beside[start]:
            if frozenset((start, after)) not in left:
                continue
            chain = [start, after]
            left.discard(frozenset((start, after)))
            while len(beside[chain[-1]]) == 2:
                more = [p for p in beside[chain[-1]] if frozenset((chain[-1], p)) in left]
                if not more:
                    break
                left.discard(frozenset((chain[-1], more[0])))
                chain.append(more[0])
            out.append(chain)
    return out


def smooth(points: list[Point]) -> str:
    """A curve through points, bent only as far as it stays near the straight line."""
    if len(points) < 2:
        return ""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for n in range(len(points) - 1):
        before, a = points[max(0, n - 1)], points[n]
        b, after = points[n + 1], points[min(len(points) - 1, n + 2)]
        reach = hypot(b[0] - a[0], b[1] - a[1])
        (px, py), (qx, qy) = _lean(before, b, reach), _lean(a, after, reach)
        parts.append(
            f"C{a[0] + px:.1f} {a[1] + py:.1f} {b[0] - qx:.1f} {b[1] - qy:.1f} "
            f"{b[0]:.1f} {b[1]:.1f}"
        )
    return "".join(parts)


def _lean(a: Point, b: Point, reach: float) -> Point:
    far = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    return (b[0] - a[0]) / far * reach * 0.33, (b[1] - a[1]) / far * reach * 0.33


def line(style: LineStyle, d: str, ends: str, wide: float) -> str:
    """A line drawn as its kind is.

    Args:
        style: which kind, in which colour.
        d: the ``d`` of its path in pixels.
        ends: that of what leads on to the border of the board, where it is cut.
        wide: how wide a place is.
    """
    if not d:
        return ""

    def pen(colour: Colour, width: float, opacity: float = 1.0) -> str:
        return stroke(d, colour, width, opacity) + stroke(ends, colour, width, opacity, cut=True)

    def dashes(colour: Colour, width: float, opacity: float, on: float, off: float) -> str:
        return stroke(d + ends, colour, width, opacity, (wide * on, wide * off))

    c = style.colour
    if style.pattern == "river":
        banks = pen(lighter(c, -52), wide * 0.30) + pen(c, wide * 0.25)
        return banks + dashes(lighter(c, 34), wide * 0.025, 0.7, 0.22, 0.16)
    if style.pattern == "track":
        ties = dashes(EDGE, wide * 0.05, 1.0, 0.05, 0.05)
        return pen(EDGE, wide * 0.085) + pen(c, wide * 0.05) + ties
    if style.pattern == "wall":
        return pen(EDGE, wide * 0.12) + pen(c, wide * 0.08)
    if style.pattern == "dashes":
        return dashes(c, max(1.5, wide * 0.035), 0.9, 0.09, 0.07)
    return pen(lighter(c, -120), wide * 0.085, 0.9) + pen(c, wide * 0.05)
