"""The boards of a scenario, for clients that draw them: places in whole units, no pixels."""

from __future__ import annotations

from typing import Literal

import attrs

from game.rules.boards.geometry import GRAPH, centre, outline
from game.rules.program import Program

BoardPoint = tuple[int, int]


@attrs.frozen
class BoardPlace:
    """A place of a board.

    Attributes:
        id: the member.
        x: where its middle is, to the right.
        y: where its middle is, downwards.
        outline: its corners in order; empty for a graph's place without an outline.
    """

    id: str
    x: int
    y: int
    outline: tuple[BoardPoint, ...] = ()


@attrs.frozen
class Board:
    """How the members of a set lie to each other, as people see them.

    Units: a hex or square is 2000 wide; the middles of hexes that are side by side are 2000 apart,
    the rows of hexes 1732. A graph has the units of its author.

    Attributes:
        set: the set whose members are the places.
        kind: "hex" (a corner points up), "square" or "graph".
        places: those in play, in declared order; holes are none.
        directions: the ids of its directions, as `near` lists them; a graph has none.
        lines: by name, the pairs of places that a road, river or the like joins.
    """

    set: str
    kind: Literal["hex", "square", "graph"]
    places: tuple[BoardPlace, ...]
    directions: tuple[str, ...]
    lines: dict[str, tuple[tuple[str, str], ...]]


def boards_of(program: Program) -> tuple[Board, ...]:
    """The boards of a scenario, in the order of their sets.

    A graph of which no place says where it lies is none.
    """
    out = []
    for name, tables in program.symbols.grids.items():
        grid, ids = tables.decl, tables.ids
        if not grid.spots:
            continue
        places = []
        for ident in ids:
            spot = grid.spots[ident]
            x, y = centre(grid.kind, spot)
            corners = outline(grid.kind, spot) or grid.outlines.get(ident, ())
            places.append(BoardPlace(ident, x, y, corners))
        in_play = set(ids)
        lines = {
            line: tuple((a, b) for a, b in pairs if a in in_play and b in in_play)
            for line, pairs in grid.lines.items()
        }
        ways = () if grid.kind == GRAPH else program.symbols.sets[grid.directions].ids
        kind: Literal["hex", "square", "graph"] = (
            "hex" if grid.kind == "hex" else "square" if grid.kind == "square" else "graph"
        )
        out.append(Board(name, kind, tuple(places), ways, lines))
    return tuple(out)
