"""The lines of the map as shapes to draw: rivers, roads, borders, and the river of the frontier."""

from game.drawing.geography import Geography
from game.rules.look import Look
from game.ui.map.vector import Shape, Stroke


def lines(
    geography: Geography, look: Look, in_play: frozenset[str], scale: float
) -> tuple[Shape, ...]:
    """All lines in the order in which they lie one over the other.

    Args:
        geography: what to draw.
        look: in which colours.
        in_play: the spaces whose borders are drawn in full.
        scale: pixels a km; lines grow a little with it, not in proportion to it.
    """
    k = max(0.75, min(1.6, (scale / 2.0) ** 0.5))
    pens = strokes(look, k)
    shapes = [Shape.of([line.points], [_stream(look, line.rank, k)]) for line in geography.rivers]
    shapes += [
        Shape.of([outer], [Stroke(look.map["border"], 0.8, 0.16)], closed=True)
        for area in geography.areas
        for outer, *_ in area.polygons
    ]
    shapes += [Shape.of([line.points], pens["road"]) for line in geography.roads]
    muted = [s for s in geography.spaces.values() if s.id not in in_play]
    played = [s for s in geography.spaces.values() if s.id in in_play]
    edge = [(played, stroke) for stroke in pens["space"]]
    for spaces, stroke in ((muted, Stroke(look.map["border"], 0.9 * k, 0.28)), *edge):
        shapes += [Shape.of(s.rings, [stroke], closed=True) for s in spaces]
    shapes += [Shape.of([b.points], pens["state"]) for b in geography.borders if b.kind == "state"]
    shapes += [Shape.of([line], pens["frontier"]) for line in geography.frontier]
    return tuple(shapes)


def _stream(look: Look, rank: int, k: float) -> Stroke:
    """The pen of a river of a rank."""
    return Stroke(look.map["water"], (0.6 + 0.3 * rank) * k, 0.55)


def strokes(look: Look, k: float) -> dict[str, list[Stroke]]:
    """The pens of each kind of line, the lowest first.

    Args:
        look: in which colours.
        k: how broad, 1 for normal.
    """
    colours = look.map
    dark, river = colours["halo"], colours["river"]
    return {
        "frontier": [
            Stroke(dark, 11 * k, 0.20),
            Stroke(river, 17 * k, 0.06),
            Stroke(river, 12 * k, 0.09),
            Stroke(river, 8 * k, 0.16),
            Stroke(river, 5 * k, 0.42),
            Stroke(river, 3.2 * k, 1.0),
            Stroke(colours["river_core"], 1.3 * k, 0.9),
        ],
        "water": [_stream(look, 3, k)],
        "road": [
            Stroke(dark, 2.6 * k, 0.5),
            Stroke(colours["road"], 1.5 * k, 0.9, (2.0 * k, 3.2 * k)),
        ],
        "state": [Stroke(colours["state"], 1.5 * k, 0.75, (7 * k, 3 * k, 1.6 * k, 3 * k))],
        "space": [Stroke(dark, 3.6 * k, 0.28), Stroke(colours["border"], 1.25 * k, 0.85)],
    }
