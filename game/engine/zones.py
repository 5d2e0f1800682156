"""What lies in the places of zones: as a seat sees it, newly shown, and laid by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from itertools import product

import attrs

from game.engine.core import Core
from game.engine.errors import OverrideError
from game.engine.interpret import State, cell_in
from game.engine.moving import MemberMover, PlaceAt
from game.engine.view import View
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.declare.records import ZoneDecl, size_of
from game.rules.diagnostics import did_you_mean


@attrs.frozen
class PlaceSpec:
    """A place of a zone.

    Attributes:
        name: as in the rules; the register of that name says what lies there.
        zone: the zone that it is of.
        members: the set of what lies there.
        index: the names of the sets that index it; empty for a single place.
        ordered: whether what lies there has an order.
        public: whether every seat sees always what lies there.
        size: the register that says how many lie there, which every seat sees.
    """

    name: str
    zone: str
    members: str
    index: tuple[str, ...]
    ordered: bool
    public: bool
    size: str


@attrs.frozen
class Lying:
    """What a seat sees to lie in a place.

    Attributes:
        members: the ids of those that it sees there, from the bottom up where they have an order,
            else in declared order.
        size: how many lie there in all.
        whole: whether it sees all of them.
    """

    members: tuple[str, ...]
    size: int
    whole: bool


class Zones:
    """The zones of one game."""

    def __init__(self, core: Core) -> None:
        self._core, self._program = core, core.program

    @cached_property
    def places(self) -> dict[str, PlaceSpec]:
        """The places of all zones, by name, in declared order."""
        return {
            name: PlaceSpec(
                name, place.zone, place.members, tuple(s for _, s in place.of), place.ordered,
                self._program.symbols.registers[name].see is None, size_of(name),
            )
            for name, place in self._program.decls.places.items()
        }  # fmt: skip

    def _ids(self, set_name: str) -> list[str]:
        info = self._program.symbols.sets[set_name]
        return [info.ids[m] for m in info.order]

    def cells(self, place: str) -> Iterator[tuple[str, ...]]:
        """The indexes of a place, in declared order; one, and empty, for a single place."""
        return product(*map(self._ids, self.places[place].index))

    def lying(self, source: View | State, place: str, index: tuple[str, ...]) -> Lying:
        """What a view, or a state, shows of a place.

        Args:
            source: what a seat sees, or all there is.
            place: its name.
            index: the ids of the members that index it.

        Raises:
            KeyError: there is no such place.
        """
        spec = self.places[place]
        row = self._row(place, index)
        info = self._program.symbols.registers[place]
        state, mask = (source.masked, source.mask) if isinstance(source, View) else (source, None)
        heights: list[tuple[int, int]] = []
        for number, at in enumerate(row):
            height = cell_in(state, at, info.type.cell_bytes)
            if height and (mask is None or mask[at]):
                heights.append((height if spec.ordered else 0, number))
        ids = self._ids(spec.members)
        counted = self._program.symbols.registers[spec.size]
        size = cell_in(state, counted.at(self._args(place, index)), counted.type.cell_bytes)
        members = tuple(ids[number] for _, number in sorted(heights))
        return Lying(members, size, len(members) == size)

    def _row(self, place: str, index: tuple[str, ...]) -> range:
        """The first bytes of the cells that say which members lie in a place, in their order."""
        info = self._program.symbols.registers[place]
        members = self._program.symbols.sets[self.places[place].members].order
        if not members:
            return range(0)
        start = info.at((*self._args(place, index), members[0]))
        return range(start, start + len(members) * info.type.cell_bytes, info.type.cell_bytes)

    def where(self, source: View | State, zone: str) -> dict[str, CellId]:
        """Where members of a zone are seen to lie, by member; left out whose place is not seen."""
        return {
            member: CellId(name, index)
            for name, spec in self.places.items()
            if spec.zone == zone
            for index in self.cells(name)
            for member in self.lying(source, name, index).members
        }

    def shows_more(self, before: View, after: View) -> bool:
        """Does a later view show where a member lies of which the earlier one did not show it?"""
        return any(
            self.where(after, zone).keys() - self.where(before, zone).keys()
            for zone in self._program.decls.zones
        )

    # By hand ---------------------------------------------------------------------------------

    def override(self, state: State, cell: CellId, value: object) -> tuple[str, str]:
        """Lay a member into a place, on top where that has an order.

        Args:
            state: changed in place.
            cell: the zone and the member: ``cards[ace]``.
            value: the place, ``hand[red]``.

        Returns:
            Where it lay, and where it lies now.

        Raises:
            OverrideError: there is no such member or place.
        """
        zone, known = self._lain(cell)
        try:
            wanted = str(CellId.parse(str(value)))
            name, index = known[wanted]
        except (ValueError, KeyError):
            said = f"`{cell}` is in a place of `{zone.name}`; {value!r} is none"
            raise OverrideError(f"{said}; {did_you_mean(str(value), known) or ''}") from None
        info = self._program.symbols.sets[zone.of]
        member = info.ids.index(cell.index[0])
        interpreter = self._core.interpreter

        def get(register: str, args: tuple[int, ...]) -> int:
            return int(interpreter.cell(state, register, args))

        mover = MemberMover(get, partial(interpreter.put, state), info.order)
        target = self._at(name, index)
        for old, (place, at) in known.items():
            if mover.one(member, self._at(place, at), target, under=False):
                return old, wanted
        raise OverrideError(f"`{cell}` lies nowhere in this position.")

    def values(self, cell: CellId) -> tuple[str, ...]:
        """The places into which `override` lays a member, in declared order.

        Raises:
            OverrideError: there is no such member.
        """
        return tuple(self._lain(cell)[1])

    def _lain(self, cell: CellId) -> tuple[ZoneDecl, dict[str, tuple[str, tuple[str, ...]]]]:
        """The zone of a member, and by their names the places in which it may lie."""
        zone = self._program.decls.zones[cell.register]
        ids = self._ids(zone.of)
        if len(cell.index) != 1 or cell.index[0] not in ids:
            hint = did_you_mean(str(cell), [str(CellId(zone.name, (m,))) for m in ids])
            raise OverrideError(f"No cell is called `{cell}`; {hint or 'name a member.'}")
        return zone, {
            str(CellId(name, index)): (name, index)
            for name in zone.places
            for index in self.cells(name)
        }

    def _at(self, place: str, index: tuple[str, ...]) -> PlaceAt:
        spec = self.places[place]
        there = ir.PlaceRef(place, spec.size, (), spec.ordered)
        return PlaceAt(there, self._args(place, index))

    def _args(self, place: str, index: tuple[str, ...]) -> tuple[int, ...]:
        ids = [self._program.symbols.sets[s].ids for s in self.places[place].index]
        return tuple(i.index(word) for i, word in zip(ids, index, strict=True))
