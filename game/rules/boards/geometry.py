"""The geometry of grids: directions, neighbours, lines of sight and distances, in whole numbers.

A place is a point (x, y) of a lattice, x to the right and y down. Squares lie at every point; hexes
at every second one of a row, (x + y) being even or odd throughout, so that a step to the east is
two to the right, and one to the south-east one right and one down ("doubled coordinates": Patel,
"Hexagonal grids", 2013).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

HEX, SQUARE, GRAPH = "hex", "square", "graph"
KINDS = (HEX, SQUARE, GRAPH)

LatticePoint = tuple[int, int]


@attrs.frozen
class Way:
    """A direction: its id, what it adds to a spot, its name, whether it leads over an edge."""

    id: str
    dx: int
    dy: int
    name: str
    straight: bool = True


#: The directions of a kind of grid, in the order of `near`; a graph has none.
WAYS: dict[str, tuple[Way, ...]] = {
    HEX: (
        Way("e", 2, 0, "East"), Way("se", 1, 1, "South-east"), Way("sw", -1, 1, "South-west"),
        Way("w", -2, 0, "West"), Way("nw", -1, -1, "North-west"), Way("ne", 1, -1, "North-east"),
    ),
    SQUARE: (
        Way("n", 0, -1, "North"), Way("e", 1, 0, "East"), Way("s", 0, 1, "South"),
        Way("w", -1, 0, "West"), Way("ne", 1, -1, "North-east", straight=False),
        Way("se", 1, 1, "South-east", straight=False),
        Way("sw", -1, 1, "South-west", straight=False),
        Way("nw", -1, -1, "North-west", straight=False),
    ),
    GRAPH: (),
}  # fmt: skip
#: The directions once round, clockwise.
ROUND = {
    HEX: ("e", "se", "sw", "w", "nw", "ne"),
    SQUARE: ("n", "ne", "e", "se", "s", "sw", "w", "nw"),
    GRAPH: (),
}

#: Units of a board: a hex or square is so wide; the rows of hexes lie so far apart.
WIDTH = 2000
HEX_ROW = 1732
_HALF = WIDTH // 2
_HEX_SHAPE = ((0, -1155), (1000, -577), (1000, 577), (0, 1155), (-1000, 577), (-1000, -577))
_SQUARE_SHAPE = ((-_HALF, -_HALF), (_HALF, -_HALF), (_HALF, _HALF), (-_HALF, _HALF))


def way_fields(kind: str) -> list[tuple[str, dict[str, object]]]:
    """The members of a grid's set of directions, each with its fields."""
    turn = ROUND[kind]
    out: list[tuple[str, dict[str, object]]] = []
    for way in WAYS[kind]:
        at, half = turn.index(way.id), len(turn) // 2
        out.append(
            (
                way.id,
                {
                    "name": way.name,
                    "opposite": turn[(at + half) % len(turn)],
                    "left": turn[at - 1],
                    "right": turn[(at + 1) % len(turn)],
                    "straight": way.straight,
                },
            )
        )
    return out


def centre(kind: str, spot: LatticePoint) -> LatticePoint:
    """Where the middle of a place is, in units of the board."""
    x, y = spot
    if kind == HEX:
        return _HALF * (x + 1), HEX_ROW * y + 1155
    if kind == SQUARE:
        return WIDTH * x + _HALF, WIDTH * y + _HALF
    return spot


def outline(kind: str, spot: LatticePoint) -> tuple[LatticePoint, ...]:
    """The corners of a hex or square clockwise, in units of the board; none for a graph's place."""
    shape = {HEX: _HEX_SHAPE, SQUARE: _SQUARE_SHAPE}.get(kind, ())
    x, y = centre(kind, spot)
    return tuple((x + dx, y + dy) for dx, dy in shape)


def letters(column: int) -> str:
    """The letters of a column, from 0: a to z, then aa, ab and so on."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def next_to(spot: LatticePoint, way: Way) -> LatticePoint:
    """The spot one step on."""
    return spot[0] + way.dx, spot[1] + way.dy


def steps(kind: str, spots: Sequence[LatticePoint]) -> tuple[int, ...]:
    """For each place and direction, the number of the next place, or -1; places come first."""
    number = {spot: i for i, spot in enumerate(spots)}
    return tuple(number.get(next_to(spot, way), -1) for spot in spots for way in WAYS[kind])


def rays(ways: int, step: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """For each place and direction, the places from there on to the border or a hole.

    Args:
        ways: how many directions there are.
        step: what `steps` gives.
    """
    known: dict[int, tuple[int, ...]] = {}
    for start in range(len(step)):
        trail = []
        at = start
        while at not in known and step[at] >= 0:
            trail.append(at)
            at = step[at] * ways + start % ways
        known.setdefault(at, ())
        for back in reversed(trail):
            known[back] = (step[back], *known[step[back] * ways + back % ways])
    return tuple(known[i] for i in range(len(step)))


def apart(kind: str, a: LatticePoint, b: LatticePoint) -> int:
    """The fewest steps between two spots, over edges, whether or not there is a place on the way.

    Of squares |dx| + |dy|; of hexes in doubled coordinates |dy| + max(0, (|dx| - |dy|) / 2).
    """
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return dx + dy if kind == SQUARE else dy + max(0, (dx - dy) // 2)


def links_apart(near: Sequence[Collection[int]]) -> tuple[int, ...]:
    """For each pair of a graph's places the fewest links; the number of places where none lead.

    All are searched at once, breadth first: what is within k + 1 links of a place is what is within
    k links of those next to it.

    Args:
        near: for each place the numbers of those next to it.

    Returns:
        One number a pair, those of the first place first.
    """
    count = len(near)
    found = [count] * (count * count)
    within = [1 << i for i in range(count)]
    for i in range(count):
        found[i * count + i] = 0
    links = 0
    growing = True
    while growing:
        links += 1
        grown = list(within)
        growing = False
        for i, beside in enumerate(near):
            for j in beside:
                grown[i] |= within[j]
            fresh = grown[i] & ~within[i]
            growing = growing or fresh != 0
            while fresh:
                low = fresh & -fresh
                found[i * count + low.bit_length() - 1] = links
                fresh ^= low
        within = grown
    return tuple(found)


def rim(kind: str, spots: Iterable[LatticePoint]) -> set[LatticePoint]:
    """The places on the border: those from which one step leads off the board.

    Holes that can be reached from outside over holes are off the board too; a hole in the midst of
    places, such as a lake, is not.
    """
    places = set(spots)
    if not places:
        return set()
    ways = [way for way in WAYS[kind] if way.straight]
    left, right = min(x for x, _ in places) - 2, max(x for x, _ in places) + 2
    top, bottom = min(y for _, y in places) - 1, max(y for _, y in places) + 1
    parity = next(iter(places))
    outside: set[LatticePoint] = set()
    todo = [
        (x, y)
        for y in range(top, bottom + 1)
        for x in range(left, right + 1)
        if (x in (left, left + 1, right, right - 1) or y in (top, bottom))
        and (kind == SQUARE or (x + y - parity[0] - parity[1]) % 2 == 0)
        and (x, y) not in places
    ]
    while todo:
        spot = todo.pop()
        if spot in outside or spot in places:
            continue
        if not (left <= spot[0] <= right and top <= spot[1] <= bottom):
            continue
        outside.add(spot)
        todo += [next_to(spot, way) for way in ways]
    return {spot for spot in places if any(next_to(spot, way) in outside for way in ways)}
