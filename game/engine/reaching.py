"""Places that are reached: their costs, and the reference's way to them.

Dijkstra, "A note on two problems in connexion with graphs" (1959), with one thing besides: a step
that stops leads to a place, and not on from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from itertools import compress
from typing import NamedTuple

import attrs

#: (place where a step leads, what it costs, whether it ends the way)
Leg = tuple[int, int, bool]


class Costs(NamedTuple):
    """A set of places with the least cost of each.

    Attributes:
        spent: for each member of the set the least cost, `far` if it is not reached; then `far`.
        reached: for each member 1 if it is reached, else 0; then 0, so that none, -1, never is.
    """

    spent: tuple[int, ...]
    reached: bytes

    def members(self) -> list[int]:
        """The places that are reached, in declared order."""
        return list(compress(range(len(self.reached)), self.reached))


@attrs.frozen
class Search:
    """What a search found.

    Attributes:
        costs: the places that are reached.
        within: what could be spent at most; None for no bound.
        on: the places from which one goes on, each with the least cost of being there and free to.
        came: for each place that is reached and no start, from where a least way comes to it.
        before: the same for each place from which one goes on, of the ways that do not end there.
    """

    costs: Costs
    within: int | None
    on: dict[int, int]
    came: dict[int, int]
    before: dict[int, int]

    def way(self, place: int) -> list[int]:
        """A way of least cost to a place that is reached, from its start to the place itself."""
        out, here = [place], self.came.get(place)
        while here is not None:
            out.append(here)
            here = self.before.get(here)
        return out[::-1]


def search(
    starts: Iterable[int],
    steps: Callable[[int], Iterable[Leg]],
    size: int,
    within: int | None,
    far: int,
) -> Search:
    """The places that are reached, at which cost, and how.

    Of ways that cost the same, each place has the one from the place declared first, as far as that
    is left before it.

    Args:
        starts: from where one goes, at no cost.
        steps: the steps from a place; asked at most once of each.
        size: how many members the set of the places has.
        within: what may be spent at most; None for no bound.
        far: what stands for the cost of a place that is not reached.
    """
    heap = sorted((0, place) for place in set(starts))
    spent = {place: 0 for _, place in heap}
    on, left = dict(spent), set[int]()
    came: dict[int, int] = {}
    before: dict[int, int] = {}

    def arrive(best: dict[int, int], ways: dict[int, int], there: int, total: int) -> bool:
        """Note a way to a place if it is the best so far; was it dearer before?"""
        known = best.get(there)
        if known is None or total < known:
            best[there], ways[there] = total, place
            return True
        if total == known and there in ways and there not in left:
            ways[there] = min(ways[there], place)
        return False

    while heap:
        cost, place = heappop(heap)
        if place in left:
            continue
        left.add(place)
        for there, price, stops in steps(place):
            total = cost + price
            if within is not None and total > within:
                continue
            arrive(spent, came, there, total)
            if not stops and arrive(on, before, there, total):
                heappush(heap, (total, there))
    found = tuple(spent.get(place, far) for place in range(size))
    reached = bytes(place in spent for place in range(size))
    return Search(Costs((*found, far), reached + b"\0"), within, on, came, before)
