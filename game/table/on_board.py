"""What stands on a board, as one seat sees it: read from registers by what they are of and hold.

A register of pieces that holds places puts the pieces there; one of places that holds seats, kinds
or numbers puts stones, kinds or numbers there. No name means anything here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

import attrs

from game.engine import HIDDEN, CellId, Game, RegisterSpec, View
from game.rules.look import PieceLook

What = Literal["piece", "stone", "kind", "number", "mark"]

SEAT = "seat"


@attrs.frozen
class Standing:
    """One thing on a place.

    Attributes:
        what: "piece" (a member that was placed), "stone" (a seat's), "kind" (a member of another
            set), "number", or "mark" (something is true there).
        register: the register that says so.
        member: the piece, the seat or the kind; the other index of a number or mark; or "".
        kind: the set of that member, or "".
        owner: the seat that it belongs to, or "".
        value: the number, where there is one.
        holds: whether a stone says who holds the place, where other things stand on places.
    """

    what: What
    register: str
    member: str = ""
    kind: str = ""
    owner: str = ""
    value: int | None = None
    holds: bool = False


@attrs.frozen
class Standings:
    """All that a seat sees to stand on a board.

    Attributes:
        on: by place, in declared order of what stands there.
        at: where each piece stands.
        unseen: the registers of which it does not see every cell.
    """

    on: Mapping[str, tuple[Standing, ...]]
    at: Mapping[str, str]
    unseen: tuple[str, ...]


class OnBoard:
    """Reads what stands on one board of a game."""

    def __init__(self, game: Game, places: str, looks: Mapping[str, PieceLook]) -> None:
        """Read nothing yet.

        Args:
            game: the scenario that is played.
            places: the set of the board's places.
            looks: how pieces look, by set: which register places them, which value owns them.
        """
        self._game, self._places, self._looks = game, places, looks
        self._owners: dict[tuple[str, str], Any] = {}

    def _base(self, name: str) -> str:
        found = self._game.sets.get(name)
        return found.base if found is not None else name

    @cached_property
    def placing(self) -> dict[str, str]:
        """The register that places the members of each set of pieces."""
        found: dict[str, str] = {}
        for name, spec in self._game.registers.items():
            if len(spec.index) == 1 and spec.kind == "member":
                pieces = self._base(spec.index[0])
                if self._base(spec.of) == self._places and pieces != self._places:
                    look = self._looks.get(pieces)
                    if look is not None and look.at == name:
                        found[pieces] = name
                    found.setdefault(pieces, name)
        return found

    @cached_property
    def registers(self) -> tuple[str, ...]:
        """The registers that put something on the board; those that place pieces come last."""
        placing = set(self.placing.values())
        own = {n: spec for n, spec in self._game.registers.items() if not spec.zone}
        lying = [n for n, spec in own.items() if self._axis(spec) is not None]
        alone = [
            n
            for n, spec in own.items()
            if not spec.index and spec.kind == "member" and self._base(spec.of) == self._places
        ]
        return (*lying, *alone, *(n for n in self._game.registers if n in placing))

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """The places of zones that are places of the board."""
        found = self._game.places.items()
        return tuple(n for n, s in found if [self._base(i) for i in s.index] == [self._places])

    def _axis(self, spec: RegisterSpec) -> int | None:
        """Which index of a register of places the place is; None for another register."""
        bases = [self._base(s) for s in spec.index]
        if len(bases) > 2 or bases.count(self._places) != 1:
            return None
        return bases.index(self._places)

    def owner(self, view: View, kind: str, member: str) -> str:
        """The seat that a piece or a kind belongs to, as it is seen; or ""."""
        if kind == SEAT:
            return member
        how = self._owning(kind)
        if not how:
            return ""
        if how in self._game.registers:
            found = self._game.value(view, how, member)
        else:
            found = self._game.field(kind, member, how)
        return found if isinstance(found, str) and found in self._game.seats else ""

    def _owning(self, kind: str) -> str:
        """The field or register of a set that names a seat, or ""."""
        key = (kind, "owner")
        if key not in self._owners:
            look, fields = self._looks.get(kind), self._game.sets[kind].fields
            told = look.owner if look is not None else ""
            by_field = [f for f, s in fields.items() if s.of == SEAT and not s.many]
            by_register = [
                n
                for n, s in self._game.registers.items()
                if s.of == SEAT and [self._base(i) for i in s.index] == [kind]
            ]
            self._owners[key] = told or next(iter([*by_field, *by_register]), "")
        return str(self._owners[key])

    def read(self, view: View) -> Standings:
        """What the seat of a view sees to stand on the board."""
        on: dict[str, list[Standing]] = {}
        at: dict[str, str] = {}
        unseen = []
        for name in self.registers:
            spec = self._game.registers[name]
            for index in self._cells(name):
                value = self._game.value(view, name, *index)
                if value is HIDDEN:
                    if name not in unseen:
                        unseen.append(name)
                elif value is not None and value is not False and value != 0:
                    place, thing = self._thing(view, spec, index, value)
                    if thing is None:
                        continue
                    on.setdefault(place, []).append(thing)
                    if thing.what == "piece":
                        at[thing.member] = place
        for name in self.zones:
            kind = self._base(self._game.places[name].members)
            for (place,) in self._game.place_indexes(name):
                lying = self._game.lying(view, name, place)
                if not lying.whole and name not in unseen:
                    unseen.append(name)
                for member in lying.members:
                    at[member] = place
                    owner = self.owner(view, kind, member)
                    on.setdefault(place, []).append(Standing("piece", name, member, kind, owner))
        told = {p: tuple(self._held(found)) for p, found in on.items()}
        return Standings(told, at, tuple(unseen))

    def _held(self, found: list[Standing]) -> Iterator[Standing]:
        """The things of a place; a stone holds it where pieces are placed, or none are counted."""
        counted = any(s.what == "number" for s in found)
        for thing in found:
            holds = bool(self.placing) or (self._counts and not counted)
            if thing.what == "stone" and holds:
                thing = attrs.evolve(thing, holds=True)
            yield thing

    @cached_property
    def _counts(self) -> bool:
        """Whether a register says how many stand on each place, whoever they belong to."""
        specs = (self._game.registers[name] for name in self.registers)
        return any(spec.kind == "int" and len(spec.index) == 1 for spec in specs)

    def _thing(
        self, view: View, spec: RegisterSpec, index: tuple[str, ...], value: Any
    ) -> tuple[str, Standing | None]:
        """What one cell puts where."""
        axis = self._axis(spec)
        if axis is None:
            if not index:
                return value, Standing("mark", spec.name)
            kind = self._base(spec.index[0])
            if self.placing.get(kind) != spec.name:
                return value, None
            owner = self.owner(view, kind, index[0])
            return value, Standing("piece", spec.name, index[0], kind, owner)
        place = index[axis]
        other = index[1 - axis] if len(index) == 2 else ""
        kind = self._base(spec.index[1 - axis]) if other else ""
        owner = self.owner(view, kind, other) if other else ""
        if spec.kind == "member":
            if self._base(spec.of) == self._places:
                return place, None
            if other:
                return place, None
            of = self._base(spec.of)
            what: What = "stone" if of == SEAT else "kind"
            return place, Standing(what, spec.name, value, of, self.owner(view, of, value))
        what = "mark" if spec.kind == "bool" else "number"
        number = None if spec.kind == "bool" else int(value)
        return place, Standing(what, spec.name, other, kind, owner, number)

    def _cells(self, name: str) -> list[tuple[str, ...]]:
        return self._known.get(name, [])

    @cached_property
    def _known(self) -> dict[str, list[tuple[str, ...]]]:
        """The indexes of every cell of the registers that matter."""
        found: dict[str, list[tuple[str, ...]]] = {}
        wanted = set(self.registers)
        for cell in self._game.cells:
            named = CellId.parse(cell)
            if named.register in wanted:
                found.setdefault(named.register, []).append(named.index)
        for name in wanted:
            spec = self._game.registers[name]
            if name not in found and spec.constant and len(spec.index) == 1:
                found[name] = [(m,) for m in self._game.members(spec.index[0])]
        return found
