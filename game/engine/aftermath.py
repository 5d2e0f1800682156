"""What surely came of a move, as far as a seat can tell: what changed, moved, and may have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import attrs

from game.engine.cells import Cells, DerivedCell
from game.engine.core import Core
from game.engine.foresight import Foresight
from game.engine.interpret import State
from game.engine.model import Event
from game.engine.partial import CellPlace, Unseen
from game.engine.reads import bits_at
from game.engine.shifts import Shift, shifts
from game.engine.view import HIDDEN, CellValue, SeenValue, View, cell_name, cells_of, decode
from game.engine.visibility import Visibility
from game.engine.zones import Zones

#: A derived value by name, before and after.
Differing = tuple[str, CellValue, CellValue]


@attrs.frozen
class Came:
    """What surely came of something; see `Preview` for what each is."""

    changes: tuple[Event, ...]
    derived: tuple[Differing, ...]
    moved: tuple[Shift, ...]
    unsure: tuple[str, ...]

    @property
    def net(self) -> object:
        """What it comes to in the end, to be compared with what comes of something else."""
        cells: dict[str, tuple[SeenValue, SeenValue]] = {}
        for event in self.changes:
            before, _ = cells.get(event.cell, (event.before, None))
            cells[event.cell] = before, event.after
        rest = frozenset(self.derived), frozenset(self.moved), frozenset(self.unsure)
        return frozenset(c for c in cells.items() if c[1][0] != c[1][1]), rest


class Aftermath:
    """Compares partial states as seats see them."""

    def __init__(self, core: Core, cells: Cells, zones: Zones, visibility: Visibility) -> None:
        self._core, self._cells, self._zones = core, cells, zones
        self._visibility = visibility

    def of(
        self,
        view: View,
        begun: State,
        state: State,
        run: Foresight,
        derived: Collection[str] | None,
    ) -> Came:
        """What surely came of what ran from one partial state to another.

        Args:
            view: what the seat saw before.
            begun: the partial state before.
            state: the one after.
            run: what ran.
            derived: the derived values that are compared; None for all.
        """
        later = self._later(view, state, run)
        changes, unsure = self._changes(view, begun, state, run, later)
        moved, places = self._moved(view, state, run, later)
        differing, more = self.differing(view, begun, state, run, derived)
        return Came(changes, differing, moved, (*unsure, *places, *more))

    def _later(self, view: View, state: State, run: Foresight) -> bytes:
        """What the seat surely sees of a partial state: a byte for each of a state's."""
        return self._visibility.shown_if(
            lambda test: run.known(test, state, {}) is True, self._core.seats.index(view.seat)
        )

    def _moved(
        self, view: View, state: State, run: Foresight, later: bytes
    ) -> tuple[tuple[Shift, ...], tuple[str, ...]]:
        """What is surely moved in zones, and the places of which that is not known."""
        program = self._core.program
        if not program.decls.zones:
            return (), ()
        open_ = self._open_places(view, state, run, later)
        if not open_:
            return shifts(self._zones, view, View(program, view.seat, state[: run.size], later)), ()
        known = View(program, view.seat, state[: run.size], bytes(state[run.size :]))
        return tuple(self._gone(view, known)), open_

    def _open_places(
        self, view: View, state: State, run: Foresight, later: bytes
    ) -> tuple[str, ...]:
        """The places of zones of which a seat cannot tell what it will see there."""
        program, seat = self._core.program, self._core.seats.index(view.seat)
        found = dict[str, None]()
        perhaps = self._visibility.shown_if(
            lambda test: run.known(test, state, {}) is not False, seat
        )
        for spec in self._zones.places.values():
            for name, less in ((spec.name, 1), (spec.size, 0)):
                info = program.symbols.registers[name]
                for args in () if info.frozen else cells_of(program, name):
                    at = info.at(args)
                    blank = run.now((name, args), state) is None and (view.mask[at] or later[at])
                    if blank or perhaps[at] != later[at]:
                        found[cell_name(program, name, args, less, spec.name)] = None
        return tuple(found)

    def _gone(self, view: View, known: View) -> Iterator[Shift]:
        """The members of zones that surely left where the seat sees them, of others nothing."""
        for name, zone in self._core.program.decls.zones.items():
            there = self._zones.where(known, name)
            for member, place in self._zones.where(view, name).items():
                at = known.get(place.register, *place.index, member)
                if at is not HIDDEN and there.get(member) != place:
                    yield Shift(zone.of, member, 1, place, there.get(member))

    def _changes(
        self, view: View, begun: State, state: State, run: Foresight, later: bytes
    ) -> tuple[tuple[Event, ...], tuple[str, ...]]:
        """What surely changes that a seat sees before or after, and the cells that may."""
        program, known = self._core.program, view.mask
        registers, decls = program.symbols.registers, program.decls.registers
        changes, unsure = list[Event](), list[str]()

        def tell(cell: CellPlace, before: int | None, after: int, rule: str) -> None:
            """Tell of a change, if the seat sees it."""
            info = registers[cell[0]]
            # What follows from where the members of a zone lie is told apart.
            if decls[cell[0]].zone:
                return
            seen = known[info.at(cell[1])]
            if not seen and not later[info.at(cell[1])]:
                return
            old = HIDDEN if before is None or not seen else decode(program, info.type, before)
            new = decode(program, info.type, after)
            changes.append(Event("set", cell_name(program, *cell), old, new, rule))

        for cell, before, after, rule in run.surely:
            if cell not in run.perhaps:
                tell(cell, before, after, rule)
        for cell in sorted(run.perhaps, key=lambda cell: registers[cell[0]].at(cell[1])):
            at = registers[cell[0]].at(cell[1])
            now = run.now(cell, state)
            if now is not None:
                was = run.now(cell, begun)
                if was != now:
                    tell(cell, was, now, "")
            elif (known[at] or later[at]) and not decls[cell[0]].zone:
                unsure.append(cell_name(program, *cell))
        return tuple(changes), tuple(unsure)

    def differing(
        self, view: View, begun: State, state: State, run: Foresight, only: Collection[str] | None
    ) -> tuple[tuple[tuple[str, CellValue, CellValue], ...], tuple[str, ...]]:
        """The derived values of those that a seat sees that surely differ, and that may."""
        size, cells = run.size, self._cells
        changed = bits_at(
            at
            for at in range(size)
            if begun[at] != state[at] or begun[size + at] != state[size + at]
        )
        may = [
            cell
            for name in cells.derived(only)
            if changed & cells.reads(name)
            for cell in cells.derived_cells(name)
            if changed & cells.reads(name, cell.places) and cells.shows(view, name, cell.places)
        ]
        before, after = self._worked_out(may, begun, run), self._worked_out(may, state, run)
        surely, unsure = list[tuple[str, CellValue, CellValue]](), list[str]()
        for cell, old, new in zip(may, before, after, strict=True):
            if new is HIDDEN:
                unsure.append(cell.title)
            elif old is not HIDDEN and old != new:
                surely.append((cell.title, old, new))
        return tuple(surely), tuple(unsure)

    def _worked_out(
        self, cells: Sequence[DerivedCell], state: State, run: Foresight
    ) -> list[SeenValue]:
        """What derived cells are in a partial state; `HIDDEN` where that is not known."""
        program, fast, size = self._core.program, self._core.evaluator.derived, run.size
        plain, out = state[:size], list[SeenValue]()
        unknown = bits_at(at for at in range(size) if not state[size + at])
        for cell in cells:
            if not unknown or not unknown & self._cells.reads(cell.name, cell.places):
                number = fast(cell.name, cell.places, plain)
            else:
                try:
                    number = run.worked_out(cell.name, cell.places, state)
                except Unseen:
                    out.append(HIDDEN)
                    continue
            out.append(decode(program, cell.type, number))
        return out
