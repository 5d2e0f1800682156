"""What a seat can tell beforehand: the effect of its moves, whose turn comes, what bars an undo."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs

from game.engine.cells import Cells
from game.engine.core import Core
from game.engine.errors import BeyondView, IllegalMove, ScriptError
from game.engine.events import Events
from game.engine.interpret import State
from game.engine.model import Event, Pending, Preview
from game.engine.shifts import shifts
from game.engine.texts import Texts
from game.engine.view import HIDDEN, View
from game.engine.visibility import Visibility
from game.engine.zones import Zones
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.information.visibility import hidden_reads
from game.rules.program import DecisionPoint


class Forecast:
    """Plays forward on what a seat sees, never on more."""

    def __init__(
        self,
        core: Core,
        cells: Cells,
        zones: Zones,
        texts: Texts,
        visibility: Visibility,
        events: Events,
    ) -> None:
        self._core, self._cells, self._zones, self._texts = core, cells, zones, texts
        self._visibility, self._events = visibility, events
        self._known: dict[int, bool] = {}

    def pending(self, state: State) -> Pending:
        """What the game waits for."""
        if state[2]:
            return Pending("over", None, "", "", "", False)
        core = self._core
        point, seat = core.point(state), core.seat(state)
        hidden = core.ask(point).see is not None or self._closed(point)
        who = None if seat < 0 else core.seats[seat]
        kind: Any = point.kind
        words = core.ask(point).words
        text = self._texts.sentence(words.says, state, {}) if words.says else point.text
        about = None if words.about is None else self._texts.subject(words.about, state)
        subject = self._texts.title(*about) if about else ""
        return Pending(kind, who, point.script, point.local, text, hidden, about, subject)

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

    def _try(self, view: View, state: State, move: int) -> list[Event]:
        """Make a move in place on what a view shows.

        Raises:
            BeyondView: it cannot be made so. A cell that is not seen stands at its start, which
                may go with nothing else there; where all is seen, an error is a fault and stays.
        """
        try:
            return self._events.apply(state, move)
        except (IllegalMove, ScriptError) as error:
            raise BeyondView(str(error)) from error
        except (IndexError, ValueError) as error:
            if all(view.mask):
                raise
            raise BeyondView(f"What {view.seat} sees does not tell what comes of this.") from error

    def turns(self, view: View, action: str) -> tuple[str, ...]:
        """The seats that act from now on if each takes this action, the one to act first."""
        state, found = bytearray(view.masked), list[str]()
        move = self._texts.known(action)
        while move is not None and (pending := self.pending(state)).kind == "act":
            try:
                self._try(view, state, move)
            except BeyondView:
                break
            assert pending.seat is not None
            found.append(pending.seat)
        return tuple(found)

    def preview(self, view: View, move: int, derived: Collection[str] | None) -> Preview:
        """What a move would do as far as this view can tell, up to the next question."""
        state = bytearray(view.masked)
        before = self._cells.derived(view, state, derived)
        try:
            events = self._try(view, state, move)
        except BeyondView:
            return Preview((), (), self.pending(view.masked), ())
        later = self._visibility.view(state, self._core.seats.index(view.seat))
        changes = tuple(
            e if _sees(view, e.cell) else attrs.evolve(e, before=HIDDEN)
            for e in events
            if e.kind == "set" and (_sees(view, e.cell) or _sees(later, e.cell))
            if not self._of_zone(e.cell)
        )
        moved = shifts(self._zones, view, later)
        after = self._cells.derived(view, state, derived)
        differing = tuple((n, v, after[n]) for n, v in before.items() if after[n] != v)
        then = self.pending(state)
        odds: tuple[tuple[str, int], ...] = ()
        if then.kind == "chance" and not then.hidden:
            weights = self._core.evaluator.options(self._core.point(state).index, state)
            odds = tuple((self._texts.move(i).title, w) for i, w in weights)
        return Preview(changes, differing, then, odds, moved)

    def _of_zone(self, cell: str) -> bool:
        """Whether a cell follows from where the members of a zone lie, which is told apart."""
        decls = self._core.program.decls
        return bool(decls.registers[CellId.parse(cell).register].zone)


def _sees(view: View, cell: str) -> bool:
    """Whether a view shows a cell, by its name."""
    named = CellId.parse(cell)
    return view.visible(named.register, *named.index)
