"""How boards and what stands on them are drawn: ``[board.SET]``, ``[pieces.SET]``, typed.

Nothing here must be said: what a look leaves out is chosen from the rules by the clients.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import attrs

Colour = tuple[int, int, int]

#: What fills the ground of a place, beside its colour.
PATTERNS: Final = (
    "plain", "tufts", "trees", "hills", "peaks", "houses", "waves", "marsh", "sand", "rocks",
    "rising", "falling", "level", "upright", "dots",
)  # fmt: skip
#: How the squares of a board without terrain are told apart: two tones, lines, inner lines alone,
#: or a round hole in each.
GRIDS: Final = ("checkered", "lines", "open", "round")
#: How the places of a graph without outlines are drawn.
AREAS: Final = ("points", "voronoi")
#: How a line between neighbours is drawn.
LINES: Final = ("road", "track", "river", "wall", "dashes")
#: What a thing on a place may look like.
SHAPES: Final = ("counter", "disc", "ring", "cross", "man", "block", "star")
#: The outlines of a counter.
OUTLINES: Final = ("round", "cut", "square")
#: The signs of arms on a counter.
SYMBOLS: Final = (
    "infantry", "cavalry", "guns", "armour", "engineers", "supply", "headquarters", "scouts",
    "fort", "ship", "air", "none",
)  # fmt: skip


@attrs.frozen
class TerrainLook:
    """How the ground of one kind is drawn; None or "" where the clients choose.

    Attributes:
        colour: of the ground.
        pattern: one of ``PATTERNS``.
        note: words beside its name in the legend.
    """

    colour: Colour | None = None
    pattern: str = ""
    note: str = ""


@attrs.frozen
class LineLook:
    """How the lines of one name are drawn.

    Attributes:
        pattern: one of ``LINES``.
        colour: of the line.
        name: in the legend.
        note: words beside it there.
    """

    pattern: str = ""
    colour: Colour | None = None
    name: str = ""
    note: str = ""


@attrs.frozen
class TrailLook:
    """A way to the chosen piece, drawn dotted: its supply, say.

    Attributes:
        reach: the derived value of places whose way to it is drawn: a single one, one of seats
            (that of its owner counts), or one of pieces.
        name: in the legend.
        colour: of the dots; None where the clients choose.
    """

    reach: str
    name: str
    colour: Colour | None = None


@attrs.frozen
class AimLook:
    """Lines from pieces to a place, solid from the next one and dashed from afar: an attack, say.

    Attributes:
        pieces: the register that is true of these pieces.
        to: the register that holds the place.
        name: in the legend.
        colour: of the lines; None where the clients choose.
    """

    pieces: str
    to: str
    name: str
    colour: Colour | None = None


@attrs.frozen
class LayerLook:
    """A layer of the map or of a board: what each place is tinted by.

    Attributes:
        id: its key in the look.
        name: what people call it.
        text: what it shows, for the line of its legend.
        draw: "ramp": a number of places, from the first colour to the second; "states": the
            badge's value, by its states; "seats": a truth value of seats and places, by the colours
            of the seats; "count": how many seats that is true of, as a ramp; "signs": what of some
            values of places is neither nought nor no.
        values: the values that are read; one, but for signs.
        colours: the ends of the ramp; of signs the first.
        span: the numbers at the ends of the ramp.
    """

    id: str
    name: str
    text: str
    draw: str
    values: tuple[str, ...]
    colours: tuple[Colour, Colour]
    span: tuple[int, int] = (0, 1)


@attrs.frozen
class BoardLook:
    """How a board is drawn.

    Attributes:
        terrain: the field of its places whose members are kinds of ground.
        cost: the field of those members that the legend tells, or the table by one more key.
        grid: one of ``GRIDS``.
        areas: one of ``AREAS``.
        colours: the tones of places without terrain, light and dark.
        holes: what fills the holes of a board of squares; None for nothing.
        coordinates: whether the ids of places are written.
        picture: what lies under the board.
        ground: by the member of the terrain.
        lines: by the name of the line.
        trails: by a name of the look's own, as aims.
        aims: see there.
        layers: what its places can be tinted by, in order.
    """

    terrain: str = ""
    cost: str = ""
    grid: str = ""
    areas: str = ""
    colours: tuple[Colour, ...] = ()
    holes: Colour | None = None
    coordinates: bool = True
    picture: Path | None = None
    ground: dict[str, TerrainLook] = attrs.Factory(dict)
    lines: dict[str, LineLook] = attrs.Factory(dict)
    trails: dict[str, TrailLook] = attrs.Factory(dict)
    aims: dict[str, AimLook] = attrs.Factory(dict)
    layers: tuple[LayerLook, ...] = ()


@attrs.frozen
class PieceLook:
    """How the members of a set look where they stand on a board.

    Attributes:
        at: the register that places them, where there are several.
        owner: a field or register of them that names a seat.
        shape: one of ``SHAPES``.
        numbers: fields, registers or derived values whose numbers stand on a counter.
        symbol: a field whose values choose the sign on a counter.
        symbols: by such a value, or by the piece, one of ``SYMBOLS``.
        colours: by member, of what has no owner.
    """

    at: str = ""
    owner: str = ""
    shape: str = ""
    numbers: tuple[str, ...] = ()
    symbol: str = ""
    symbols: dict[str, str] = attrs.Factory(dict)
    colours: dict[str, Colour] = attrs.Factory(dict)
