"""What a seat can tell beforehand: the effect of its moves, whose turn comes, what bars an undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from game.engine.cells import Cells, DerivedCell
from game.engine.core import Core
from game.engine.errors import IllegalMove, ScriptError
from game.engine.evaluator import Reference
from game.engine.foresight import Foresight, TooMuch
from game.engine.interpret import State
from game.engine.model import Event, Pending, Preview
from game.engine.partial import BLANK, MEANINGLESS, CellPlace, Unseen, partial_state
from game.engine.reads import bits_at
from game.engine.shifts import Shift, shifts
from game.engine.texts import Texts
from game.engine.view import HIDDEN, CellValue, SeenValue, View, cell_name, cells_of, decode
from game.engine.visibility import Visibility
from game.engine.zones import Zones
from game.rules import ir
from game.rules.information.visibility import hidden_reads
from game.rules.program import DecisionPoint

_OVER: Final = Pending("over", None, "", "", "", False)


class Forecast:
    """Plays forward on what a seat sees, never on more."""

    def __init__(
        self, core: Core, cells: Cells, zones: Zones, texts: Texts, visibility: Visibility
    ) -> None:
        self._core, self._cells, self._zones, self._texts = core, cells, zones, texts
        self._visibility = visibility
        self._known: dict[int, bool] = {}

    def pending(self, state: State) -> Pending:
        """What the game waits for."""
        if state[2]:
            return _OVER
        return self._asked(state, self._core.seat(state), self._core.interpreter.value)

    def _asked(self, state: State, seat: int, value: Callable[..., Any]) -> Pending:
        """What a seat, or chance, is asked in a state of which `value` works out expressions."""
        core, point = self._core, self._core.point(state)
        words, see = core.ask(point).words, core.ask(point).see
        who = None if seat < 0 else core.seats[seat]
        kind: Any = point.kind
        text = self._texts.sentence(words.says, state, {}, value) if words.says else point.text
        about = words.about
        subject = None if about is None else self._texts.subject(about, value(about, state, {}))
        name = self._texts.title(*subject) if subject else ""
        hidden = see is not None or self._closed(point)
        return Pending(kind, who, point.script, point.local, text, hidden, subject, name)

    def _closed(self, point: DecisionPoint) -> bool:
        """May some seat not know what can fall here: do the outcomes read what it does not see?"""
        if point.index not in self._known:
            program, ask = self._core.program, self._core.ask(point)
            parts = () if point.kind != "chance" else (*ir.domain_parts(ask.domain), ask.weight)
            read = [e for e in parts if e is not None]
            locals_ = {x.slot for e in read for x in ir.walk(e) if isinstance(x, ir.Local)}
            self._known[point.index] = any(hidden_reads(program.scopes, e) for e in read) or any(
                program.local_sees.get(slot) is not None for slot in locals_
            )
        return self._known[point.index]

    def _make(self, state: State, move: int) -> Foresight | None:
        """Make a move in place on a partial state.

        Returns:
            What knows the state that it came to; None where nothing can be told of that.
        """
        program = self._core.program
        all_known = all(state[len(program.start) :])
        run = Foresight(program, all_known)
        reference = Reference(program, run)
        try:
            if all_known:
                # The reference would say the same, and takes longer.
                self._core.evaluator.apply(state[: run.size], move)
            else:
                # Where it is not known whether it is legal, what is told is what it does if it is.
                with suppress(Unseen):
                    reference.check(state, move)
            reference.make(state, move)
        except (IllegalMove, ScriptError, TooMuch, Unseen):
            return None
        except MEANINGLESS:
            if all_known:
                raise
            return None
        return run

    def _then(self, state: State, run: Foresight) -> Pending | None:
        """What the game waits for in a partial state; None where that is not known."""
        if not all(state[run.size : run.size + 3]):
            return None
        if state[2]:
            return _OVER
        seat = self._core.ask(self._core.point(state)).seat
        place = -1 if seat is None else run.known(seat, state, {})
        return None if place is BLANK else self._asked(state, place, run.known)

    def turns(self, view: View, action: str) -> tuple[str, ...]:
        """The seats that act from now on if each takes this action, the one to act first."""
        found = list[str]()
        move = self._texts.known(action)
        then: Pending | None = self.pending(view.masked)
        state = partial_state(view.masked, view.mask)
        known: set[bytes] = set()
        while move is not None and then is not None and then.kind == "act":
            # A game without a bound goes round: once is told.
            if bytes(state) in known:
                break
            known.add(bytes(state))
            run = self._make(state, move)
            if run is None:
                break
            assert then.seat is not None
            found.append(then.seat)
            then = self._then(state, run)
        return tuple(found)

    def preview(self, view: View, move: int, derived: Collection[str] | None) -> Preview:
        """What a move would do as far as this view can tell, up to the next question."""
        begun = partial_state(view.masked, view.mask)
        state = bytearray(begun)
        run = self._make(state, move)
        if run is None:
            return Preview((), (), None, ())
        later = self._later(view, state, run)
        changes, unsure = self._changes(view, begun, state, run, later)
        moved, places = self._moved(view, state, run, later)
        differing, more = self._differing(view, begun, state, run, derived)
        then = self._then(state, run)
        odds: tuple[tuple[str, int], ...] = ()
        if then is not None and then.kind == "chance" and not then.hidden:
            with suppress(Unseen):
                point = self._core.point(state).index
                weights = Reference(self._core.program, run).options(point, state)
                odds = tuple((self._texts.move(i).title, w) for i, w in weights)
        return Preview(changes, differing, then, odds, moved, (*unsure, *places, *more))

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

    def _differing(
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
