"""Places of zones as Python lists: what lies where, from the bottom up; and how they are written.

Nothing of the first half is taken from `game`; see `tests.judge.model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import attrs

from tests.judge.choices import Choices
from tests.judge.expressions import Pile, Stage
from tests.judge.values import NONE, Group, Key, Member


@attrs.define(eq=False)
class Heap:
    """What lies in one place, in the order in which it was laid there."""

    group: Group
    ordered: bool
    lying: list[Member] = attrs.Factory(list)

    def __iter__(self) -> Iterator[Member]:
        # Each is asked for when its turn comes, as a filter is.
        return (m for m in self.group if m in self)

    def __contains__(self, item: object) -> bool:
        return any(item is m for m in self.lying)

    def height(self, item: Member) -> int:
        """How high a member lies, from 1; 0 where it does not lie here."""
        return next((n for n, m in enumerate(self.lying, 1) if m is item), 0)


@attrs.define(eq=False)
class Heaps:
    """The places of one name, by their index."""

    name: str
    heaps: dict[Key, Heap]

    def __getitem__(self, key: Any) -> Heap:
        return self.heaps[key if isinstance(key, tuple) else (key,)]


def heaps(name: str, told: dict[str, Any], group: Group, sets: tuple[Group, ...]) -> Heaps:
    """The places of one name, with nothing in them."""
    ordered = told.get("ordered", False)
    return Heaps(name, {key: Heap(group, ordered) for key in product(*sets)})


def size(heap: Heap) -> int:
    """How many lie there."""
    return len(heap.lying)


def top(heap: Heap) -> Any:
    """What lies on top."""
    return heap.lying[-1] if heap.lying else NONE


def bottom(heap: Heap) -> Any:
    """What lies below all else."""
    return heap.lying[0] if heap.lying else NONE


def shift(item: Member | None, source: Heap, target: Heap, under: bool) -> bool:
    """Move a member, or all; whether it lay there."""
    if item is None and source is target:
        return True
    if item is not None and item not in source:
        return False
    taken = [item] if item is not None else source.lying
    if item is None and not source.ordered:
        taken = sorted(taken, key=lambda m: m.place)
    source.lying = [m for m in source.lying if all(m is not t for t in taken)]
    target.lying = taken + target.lying if under else target.lying + taken
    return True


def zone(choose: Choices, stage: Stage) -> dict[str, Any]:
    """Write a zone: a bag, racks of seats, perhaps a heap with an order."""
    places: dict[str, Any] = {"bag": {"see": choose.pick(["none", "none", "all"])}}
    places["rack"] = {"of": "seat", "see": choose.pick(["viewer == seat", "viewer == seat", "all"])}
    if choose.often(80):
        places["heap"] = {"ordered": True, "see": choose.pick(["all", "all", "all", "none"])}
    if choose.often(40):
        places["row"] = {"of": {"p": "place"}, "ordered": choose.often(50)}
    seat = choose.pick(stage.sets["seat"].ids)
    start = choose.pick(
        ["bag", "bag", f"rack[{seat}] if tile.worth > 1 else bag", "rack[tile.side]"]
    )
    if "heap" in places:
        start = choose.pick([start, start, "heap", f"heap if tile.worth > 2 else {start}"])
    for name, told in places.items():
        index = {"rack": ("seat",), "row": ("place",)}.get(name, ())
        secret = told.get("see", "all") != "all"
        stage.piles.append(Pile(name, index, told.get("ordered", False), secret))
    return {"tiles": {"of": "tile", "start": start, "places": places}}
