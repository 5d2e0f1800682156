"""The tables of one grid in one scenario: its steps, rays and distances, made when first read."""

from __future__ import annotations

from functools import cached_property

from game.rules.boards.geometry import GRAPH, WAYS, apart, links_apart, rays, steps
from game.rules.declare.records import GridDecl
from game.rules.limits import MAX_LINKED


class GridTables:
    """What `step`, `ray` and `distance` read of a grid: tables by the places of members in play.

    Attributes:
        decl: the grid as it is declared.
        ids: its places in play, in order.
        ways: how many directions it has.
    """

    def __init__(
        self, decl: GridDecl, ids: tuple[str, ...], near: tuple[tuple[int, ...], ...]
    ) -> None:
        """Nothing is worked out yet.

        Args:
            decl: the grid.
            ids: its places in play, in order.
            near: of a graph, the places next to each.
        """
        self.decl, self.ids, self._near = decl, ids, near
        self.ways = len(WAYS[decl.kind])

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """At place * ways + direction, the next place, or -1."""
        return steps(self.decl.kind, [self.decl.spots[i] for i in self.ids])

    @cached_property
    def rays(self) -> tuple[tuple[int, ...], ...]:
        """At place * ways + direction, the places from there to the border or a hole, in order."""
        return rays(self.ways, self.steps)

    @cached_property
    def ray_masks(self) -> tuple[int, ...]:
        """The same as bit masks."""
        return tuple(sum(1 << place for place in ray) for ray in self.rays)

    @property
    def too_many(self) -> bool:
        """Whether the distances of a graph would be too many to work out."""
        return self.decl.kind == GRAPH and len(self.ids) > MAX_LINKED

    @cached_property
    def distances(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Three tables `far`, `a` and `b`: p and q are `far[a[p] + b[q]]` apart.

        Of hexes and squares the distance depends on the difference of the spots alone, so that a
        table of all differences does; of a graph it is a table of all pairs.
        """
        count = len(self.ids)
        if self.decl.kind == GRAPH:
            first = tuple(i * count for i in range(count))
            return links_apart(self._near), first, tuple(range(count))
        spots = [self.decl.spots[i] for i in self.ids] or [(0, 0)]
        left, top = min(x for x, _ in spots), min(y for _, y in spots)
        wide, high = max(x for x, _ in spots) - left, max(y for _, y in spots) - top
        row = 2 * high + 1
        middle = wide * row + high
        code = [(x - left) * row + (y - top) for x, y in spots]
        far = tuple(
            apart(self.decl.kind, (0, 0), (dx, dy))
            for dx in range(-wide, wide + 1)
            for dy in range(-high, high + 1)
        )
        return far, tuple(code), tuple(middle - c for c in code)
