"""Grids as another reader lays them out: hexes by offset rows and cube coordinates.

Nothing here is taken from `game`; see `tests.judge.model`.
"""

from __future__ import annotations

from typing import Any

import attrs

from tests.judge.values import NONE, Group, Member

Spot = tuple[int, int]

#: Of hexes in a row that lies to the left, and in one half a hex to the right: (column, row) added.
LEFT = {"e": (1, 0), "se": (0, 1), "sw": (-1, 1), "w": (-1, 0), "nw": (-1, -1), "ne": (0, -1)}
RIGHT = {"e": (1, 0), "se": (1, 1), "sw": (0, 1), "w": (-1, 0), "nw": (0, -1), "ne": (1, -1)}
SQUARE = {
    "n": (0, -1), "e": (1, 0), "s": (0, 1), "w": (-1, 0), "ne": (1, -1), "se": (1, 1),
    "sw": (-1, 1), "nw": (-1, -1),
}  # fmt: skip
CLOCK = {"hex": ["e", "se", "sw", "w", "nw", "ne"],
         "square": ["n", "ne", "e", "se", "s", "sw", "w", "nw"]}  # fmt: skip


@attrs.define
class Grid:
    """A drawn board: its places by spot, and which rows lie to the right."""

    kind: str
    spots: dict[str, Spot]
    right: list[bool]
    size: Spot

    @classmethod
    def drawn(cls, told: dict[str, Any]) -> Grid:
        """The grid of a set as a rules file has it."""
        lines = told["board"].strip("\n").split("\n")
        right = [line.startswith(" ") for line in lines]
        rows = [line.split() for line in lines]
        spots = {
            f"{told['prefix']}{'abcdefgh'[x]}{y + 1}": (x, y)
            for y, row in enumerate(rows)
            for x, token in enumerate(row)
            if token != "_"
        }
        return cls(told["grid"], spots, right, (len(rows[0]), len(rows)))

    def onward(self, spot: Spot, way: str) -> Spot:
        """The spot one step on, wherever that is."""
        x, y = spot
        if self.kind == "square":
            dx, dy = SQUARE[way]
        else:
            # Rows beyond the board go on in turn.
            moved = self.right[0] == (y % 2 == 0)
            dx, dy = (RIGHT if moved else LEFT)[way]
        return x + dx, y + dy

    def cube(self, spot: Spot) -> tuple[int, int, int]:
        """A hex in three coordinates whose sum is 0."""
        x, y = spot
        q = x - (y - y % 2) // 2 if not self.right[0] else x - (y + y % 2) // 2
        return q, y, -q - y

    def apart(self, a: Spot, b: Spot) -> int:
        """The steps over edges between two spots."""
        if self.kind == "square":
            return abs(a[0] - b[0]) + abs(a[1] - b[1])
        return sum(abs(p - q) for p, q in zip(self.cube(a), self.cube(b), strict=True)) // 2

    def leads_out(self, spot: Spot) -> bool:
        """Whether one step over an edge leads off the board, over holes from outside too."""
        ways = [w for w in CLOCK[self.kind] if self.kind == "hex" or len(w) == 1]
        places = set(self.spots.values())
        todo, seen = [self.onward(spot, w) for w in ways], set[Spot]()
        while todo:
            here = todo.pop()
            if here in places or here in seen:
                continue
            seen.add(here)
            if not (0 <= here[0] < self.size[0] and 0 <= here[1] < self.size[1]):
                return True
            todo += [self.onward(here, w) for w in ways]
        return False

    # Members -----------------------------------------------------------------------------

    def directions(self) -> list[dict[str, Any]]:
        """The members of the set that the grid makes."""
        clock, order = CLOCK[self.kind], LEFT if self.kind == "hex" else SQUARE
        half = len(clock) // 2
        return [
            {
                "id": way,
                "opposite": clock[(clock.index(way) + half) % len(clock)],
                "left": clock[clock.index(way) - 1],
                "right": clock[(clock.index(way) + 1) % len(clock)],
                "straight": self.kind == "hex" or len(way) == 1,
            }
            for way in order
        ]

    def fields(self, group: Group) -> None:
        """Give the places the fields that the grid makes."""
        at = {spot: ident for ident, spot in self.spots.items()}
        for m in group:
            spot = self.spots[m.id]
            ways = list(LEFT if self.kind == "hex" else SQUARE)
            beside = {w: at.get(self.onward(spot, w)) for w in ways}
            over = [w for w in ways if self.kind == "hex" or len(w) == 1]
            m.fields |= {
                "col": spot[0] + 1,
                "row": spot[1] + 1,
                "edge": self.leads_out(spot),
                "near": [group.named(p) for w in over if (p := beside[w])],
                "around": [group.named(p) for w in ways if (p := beside[w])],
            }


@attrs.define
class Asked:
    """The functions that ask about a grid."""

    grid: Grid
    group: Group

    def step(self, p: Member, d: Member) -> Any:
        """The next place, or none."""
        return next(iter(self.ray(p, d)), NONE)

    def ray(self, p: Member, d: Member) -> list[Member]:
        """The places from one on."""
        at = {spot: ident for ident, spot in self.grid.spots.items()}
        out, spot = [], self.grid.onward(self.grid.spots[p.id], d.id)
        while spot in at:
            out.append(self.group.named(at[spot]))
            spot = self.grid.onward(spot, d.id)
        return out

    def distance(self, p: Member, q: Member) -> int:
        """The steps from one to the other."""
        return self.grid.apart(self.grid.spots[p.id], self.grid.spots[q.id])
