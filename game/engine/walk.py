"""Questions answered one after another ahead of play, as far as somebody's eyes can tell.

A walk begins at what one seat sees, or at what several see alike, and goes on a partial state. It
knows nothing else: what it lists, refuses and promises is the same whatever stands where nobody
of them looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from functools import cached_property

import attrs

from game.engine.core import Core
from game.engine.evaluator import Reference
from game.engine.explain import Explainer
from game.engine.forecast import Forecast
from game.engine.foresight import Foresight
from game.engine.interpret import State
from game.engine.model import Difference, Pending
from game.engine.partial import BLANK, Blank, Unseen, blended, partial_state
from game.engine.view import HIDDEN, CellValue, SeenValue, View, named_cells, read
from game.engine.visibility import Visibility
from game.rules.program import HEADER


@attrs.frozen
class Prospect:
    """What has surely changed since a walk began, for those who look.

    Attributes:
        changes: the cells that they see and that hold something else.
        derived: the derived values that differ: name, value before and after.
        unsure: the cells and derived values of which it cannot be told.
    """

    changes: tuple[Difference, ...]
    derived: tuple[tuple[str, CellValue, CellValue], ...]
    unsure: tuple[str, ...]


@attrs.frozen(eq=False)
class WalkParts:
    """The parts of a game by which a walk goes."""

    core: Core
    forecast: Forecast
    explainer: Explainer
    visibility: Visibility


class Walk:
    """A line of answers that nobody has given yet.

    Attributes:
        moves: the answers so far.
    """

    def __init__(self, ways: WalkParts, view: View, seats: Collection[str]) -> None:
        """Stand at what is asked now; see `Game.walk`.

        Args:
            ways: the game's parts.
            view: what all of those who look see.
            seats: who they are.
        """
        self._ways, self._view = ways, view
        self._places = [ways.core.seats.index(seat) for seat in seats]
        self._begun = partial_state(view.masked, view.mask)
        self._state: State = bytearray(self._begun)
        self.moves: tuple[int, ...] = ()

    def branch(self) -> Walk:
        """Another walk that stands where this one does."""
        other = object.__new__(Walk)
        other.__dict__.update(
            _ways=self._ways,
            _view=self._view,
            _places=self._places,
            _begun=self._begun,
            _state=bytearray(self._state),
            moves=self.moves,
        )
        return other

    # What is asked --------------------------------------------------------------------------

    @cached_property
    def _run(self) -> Foresight:
        return Foresight(self._ways.core.program, all(self._state[self._size :]))

    @property
    def _size(self) -> int:
        return len(self._ways.core.program.start)

    @property
    def pending(self) -> Pending | None:
        """What the game waits for here; None where that hangs on what is not seen."""
        return self._ways.forecast.then(self._state, self._run)

    def candidates(self) -> list[int]:
        """Every answer that the question could ever offer to whoever answers."""
        if not self._asked:
            return []
        core, point = self._ways.core, self._ways.core.point(self._state)
        if point.kind != "act":
            return list(point.ids)
        seat, actions, moves = self._seat(), core.program.actions, core.program.moves
        return [i for i in point.ids if seat in actions[moves[i].action].seats]

    @property
    def _asked(self) -> bool:
        """Whether it is known that a question is asked, and which."""
        return all(self._state[self._size : self._size + 3]) and not self._state[2]

    def _seat(self) -> int | None:
        """The place of who is asked, or None where that is not known."""
        ask = self._ways.core.ask(self._ways.core.point(self._state))
        place = -1 if ask.seat is None else self._run.known(ask.seat, self._state, {})
        return None if place is BLANK else int(place)

    def answers(self) -> Mapping[int, bool | None]:
        """Whether each candidate is legal; None where what is seen does not tell."""
        return self._answers

    @cached_property
    def _answers(self) -> dict[int, bool | None]:
        if not self._asked:
            return {}
        core, run = self._ways.core, self._run
        point = core.point(self._state)
        if point.kind == "act":
            return {move: self._may(move, run) for move in self.candidates()}
        ask, domain = core.ask(point), core.ask(point).domain
        try:
            span = {int(v) for v in run.span(domain, self._state, {})}
        except Unseen:
            return dict.fromkeys(point.ids)
        found: dict[int, bool | None] = {}
        # A number below nought may be one that is chosen, or stand for none of them.
        none = -1 if ask.decline or domain.or_none else None
        for move, value in zip(point.ids, point.values, strict=True):
            if value == none:
                continue
            here = bool(value) if domain.type.kind == "bool" else value
            held: bool | Blank = value in span
            if held and domain.filter is not None:
                held = run.known(domain.filter, self._state, {domain.slot: here})
            found[move] = None if held is BLANK else bool(held)
        for move, value in zip(point.ids, point.values, strict=True):
            if value == none:
                found[move] = self._nothing(bool(ask.decline), domain.or_none, found)
        return {move: found[move] for move in point.ids}

    @staticmethod
    def _nothing(decline: bool, or_none: bool, found: dict[int, bool | None]) -> bool | None:
        """Whether it may be answered with nothing: always, or where nothing else is open."""
        if decline or True in found.values() or not or_none:
            return decline
        return None if None in found.values() else True

    def _may(self, move: int, run: Foresight) -> bool | None:
        """Whether an action may be taken; None where that is not known."""
        seat = self._seat()
        if seat is None:
            return None
        with suppress(Unseen):
            return Reference(self._ways.core.program, run).may(move, seat, self._state)
        return None

    def why_not(self, move: int) -> str:
        """Why an answer is surely not open here, from nothing but what is seen; else nothing."""
        if not self._asked or self._answers.get(move) is not False:
            return ""
        size, start = self._size, self._ways.core.program.start
        known = bytes(self._state[size:])
        state = blended(self._state[:size], start, known)
        point = self._ways.core.point(state)
        if point.kind == "act":
            view = View(self._ways.core.program, self._view.seat, state, known)
            clauses = self._ways.explainer.explain(state, move, view).clauses
            return " ".join(dict.fromkeys(c.say for c in clauses if not c.held and c.say))
        return self._ways.explainer.closed(state, move, known).say

    # Going on -------------------------------------------------------------------------------

    def answer(self, move: int) -> bool:
        """Answer, and go on to the next question.

        Args:
            move: an answer that is not known to be refused.

        Returns:
            Whether it can be told what comes of it; if not, the walk stays where it is.
        """
        if not self._asked or move not in self.candidates():
            return False
        after = bytearray(self._state)
        if self._ways.forecast.make(after, move) is None:
            return False
        self._state, self.moves = after, (*self.moves, move)
        for name in ("view", "_seen", "_run", "_answers"):
            self.__dict__.pop(name, None)
        return True

    # What has come of it --------------------------------------------------------------------

    @cached_property
    def _seen(self) -> bytes:
        """A byte for each of a state's: 1 where all who look surely see what is known there."""
        run, state = self._run, self._state
        sight = bytes(state[self._size :])
        for place in self._places:
            shown = self._ways.visibility.shown_if(
                lambda test: run.known(test, state, {}) is True, place
            )
            sight = bytes(a & b for a, b in zip(sight, shown, strict=True))
        return sight

    @cached_property
    def view(self) -> View:
        """What those who look see here, as far as it can be told."""
        core = self._ways.core
        start, seen = core.program.start, self._seen
        masked = blended(self._state[: self._size], start, seen)
        masked[:HEADER] = self._state[:HEADER]
        return View(core.program, self._view.seat, masked, seen)

    def value(self, name: str, *index: str) -> SeenValue:
        """A register as it stands here, or `HIDDEN`; raises KeyError where there is none."""
        return self.view.get(name, *index)

    def prospect(self, derived: Collection[str] | None = None) -> Prospect:
        """What has changed since the walk began.

        Args:
            derived: the derived values that are compared; None compares all there are.
        """
        changes, unsure = list[Difference](), list[str]()
        for cell, was, now in self._cells():
            if now is HIDDEN:
                unsure.append(cell)
            elif was is not now and was != now:
                assert not isinstance(now, type(HIDDEN))
                changes.append(Difference(cell, was, now))
        surely, more = self._ways.forecast.aftermath.differing(
            self._view, self._begun, self._state, self._run, derived
        )
        return Prospect(tuple(changes), surely, (*unsure, *more))

    def _cells(self) -> Iterator[tuple[str, SeenValue, SeenValue]]:
        """The cells that may differ and were seen before or are seen now: then and now."""
        program, size = self._ways.core.program, self._size
        now, then = self._state, self._begun
        for cell in named_cells(program):
            at, stop = cell.at, cell.at + cell.type.cell_bytes
            zone = program.decls.registers[cell.id.register].zone
            if at < 0 or zone or not (self._view.mask[at] or self._seen[at]):
                continue
            same = now[at:stop] == then[at:stop]
            if same and now[size + at : size + stop] == then[size + at : size + stop]:
                continue
            was = read(program, cell, then[:size]) if self._view.mask[at] else HIDDEN
            known = all(now[size + at : size + stop])
            yield cell.name, was, read(program, cell, now[:size]) if known else HIDDEN
