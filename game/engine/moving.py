"""What a move from one place of a zone to another means, in the cells of a state."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.engine.errors import misplaced
from game.rules import ir

Args = tuple[int, ...]
#: Reads a cell of a register; and sets one.
Get = Callable[[str, Args], int]
Put = Callable[[str, Args, int], None]


@attrs.frozen
class PlaceAt:
    """A place of a zone, its index worked out."""

    spot: ir.PlaceRef
    args: Args


@attrs.frozen
class MemberMover:
    """Moves members of one zone, by reading and setting cells.

    Attributes:
        get: reads a cell of a register.
        put: sets one.
        members: the members of the zone, in order.
    """

    get: Get
    put: Put
    members: Args

    def one(self, member: int, source: PlaceAt, target: PlaceAt, under: bool) -> bool:
        """Move a member; whether it lay where it is moved from, and was moved."""
        if not self._height(source, member):
            return False
        self._lift(source, member)
        self._lay(target, member, under)
        return True

    def all(self, source: PlaceAt, target: PlaceAt, under: bool) -> None:
        """Move all that lies in a place, from the bottom up where it has an order.

        They come to lie in the same order, on top of what is there or under it.
        """
        if (source.spot.name, source.args) == (target.spot.name, target.args):
            return
        lying = [m for m in self.members if self._height(source, m)]
        if source.spot.ordered:
            lying.sort(key=lambda m: self._height(source, m))
        for member in reversed(lying) if under else lying:
            self._lift(source, member)
            self._lay(target, member, under)

    def _height(self, place: PlaceAt, member: int) -> int:
        return self.get(place.spot.name, (*place.args, member))

    def _lift(self, place: PlaceAt, member: int) -> None:
        """Take a member out of a place; what lay above it sinks."""
        height = self._height(place, member)
        self.put(place.spot.name, (*place.args, member), 0)
        if place.spot.ordered:
            self._shift(place, height, -1)
        self._count(place, -1)

    def _lay(self, place: PlaceAt, member: int, under: bool) -> None:
        """Put a member on top of what lies in a place, or under it."""
        height = 1
        if place.spot.ordered and under:
            self._shift(place, 0, 1)
        elif place.spot.ordered:
            height = self.get(place.spot.size, place.args) + 1
        self.put(place.spot.name, (*place.args, member), height)
        self._count(place, 1)

    def _shift(self, place: PlaceAt, above: int, by: int) -> None:
        """Raise or lower what lies higher than that."""
        for other in self.members:
            height = self._height(place, other)
            if height > above:
                self.put(place.spot.name, (*place.args, other), height + by)

    def _count(self, place: PlaceAt, by: int) -> None:
        size = place.spot.size
        self.put(size, place.args, self.get(size, place.args) + by)


def move(
    mover: MemberMover, st: ir.MoveMembers, item: int | None, source: PlaceAt, target: PlaceAt
) -> None:
    """Do what a statement says.

    Args:
        mover: reads and sets cells.
        st: the statement.
        item: the member that is moved; None for all.
        source: where from.
        target: where to.

    Raises:
        Misplaced: the member does not lie there; nothing is changed.
    """
    if item is None:
        mover.all(source, target, st.under)
    elif not mover.one(item, source, target, st.under):
        raise misplaced(st.rule, source.spot.name, st.at)
