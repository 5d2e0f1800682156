"""One scenario as a transition system: states, legal moves, chance, views, advice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import attrs

from game.engine.errors import IllegalMove, ScriptError
from game.engine.evaluator import Reference, Rng
from game.engine.explain import Explaining
from game.engine.interpret import Event, State
from game.engine.model import CHANCE, OVER, Advice, Pending, Preview
from game.engine.results import Results
from game.engine.tracing import Change, TracingInterpreter
from game.engine.view import Cell, View, cells_of, decode
from game.rules import NOTHING, Rules, ir
from game.rules.cell_id import CellId
from game.rules.declare.records import DOCTRINE
from game.rules.information.visibility import hidden_reads
from game.rules.ir import VIEWER


class Game(Explaining, Results):
    """A scenario of some rules, ready to play. Pure: no clock, randomness or files.

    A state is a `bytearray`; clone it with ``bytearray(state)``; ``bytes(state)`` is its key.
    """

    def __init__(
        self,
        rules: Rules,
        scenario: str | None = None,
        evaluator: str = "generated",
        options: Mapping[str, str] = NOTHING,
    ) -> None:
        """Compile a scenario.

        Args:
            rules: the rules.
            scenario: its id; the first if left out.
            evaluator: "generated", or "interpreted" for the reference.
            options: what was chosen; an option that is left out has its default.

        Raises:
            UnknownScenario: there is no such scenario.
            OptionError: something chosen is not there; a subclass says how.
            RulesError: the scenario cannot be played so.
        """
        super().__init__(rules, scenario, evaluator, options)
        self._start = bytes(self._begin(()))
        self._needs: dict[tuple[str, tuple[int, ...]], tuple[int, ...]] = {}

    # The transition system ---------------------------------------------------------------

    def new_game(self, played: Collection[str] = ()) -> State:
        """The first state: the game up to its first question.

        Args:
            played: the optional seats that somebody plays; the rules act for the others.
        """
        return self._begin(played) if played else bytearray(self._start)

    def _begin(self, played: Collection[str]) -> State:
        state = bytearray(self.program.start)
        seated = self.program.decls.seated
        for seat in self.optional:
            if seated is not None and seat in played:
                self.override(state, str(CellId(seated, (seat,))), True)
        self.interpreter.run(self.program.entry, state)
        return state

    @property
    def chosen(self) -> dict[str, str]:
        """The options whose value in force is not the default, with that value."""
        usual = {option.id: option.default for option in self.scenario.options}
        return {name: value for name, value in self.options.items() if value != usual[name]}

    @property
    def optional(self) -> tuple[str, ...]:
        """The seats that nobody need play, since the rules can act for them."""
        return self.scenario.optional

    def actor(self, state: State) -> int:
        """The seat to move (its place in `seats`), CHANCE, or OVER."""
        return OVER if state[2] else self._run.seat(state[0] | state[1] << 8, state)

    def legal(self, state: State) -> list[int]:
        """The legal moves, sorted; chance's outcomes where chance is to move; [] when over."""
        return [] if state[2] else self._run.legal(state)

    def chance(self, state: State) -> list[tuple[int, int]]:
        """(outcome, positive weight) where chance is to move, else []."""
        if state[2]:
            return []
        pause = self._pause(state)
        return self._run.options(pause.index, state) if pause.kind == "chance" else []

    def apply(self, state: State, move: int) -> None:
        """Make a move in place; raises IllegalMove and leaves the state as it was."""
        self._run.apply(state, move)

    def apply_traced(self, state: State, move: int) -> list[Event]:
        """Make a move in place by the reference interpreter; returns what changed and why."""
        tracer = TracingInterpreter(self.program)
        Reference(self.program, tracer).apply(state, move)
        return [self._event(change) for change in tracer.changes]

    def _event(self, change: Change) -> Event:
        """A change in the words of the rules."""
        before: Cell = change.before
        after: Cell = change.after
        cell = ""
        if change.kind == "set":
            info = self.program.world.registers[change.name]
            ids = tuple(
                self.program.world.sets[s].ids[a]
                for (_, s), a in zip(info.index, change.args, strict=True)
            )
            cell = str(CellId(change.name, ids))
            before, after = (
                decode(self.program, info.type, x) for x in (change.before, change.after)
            )
        elif change.kind == "end":
            cell, before = self.program.endings[change.before].id, None
            after = self.seats[change.after] if change.after >= 0 else None
        return Event(change.kind, cell, before, after, change.rule)

    def playout(self, state: State, rng: Rng) -> tuple[int, int]:
        """Play on in place with uniform moves; returns the number of decisions and of chances."""
        return self._run.playout(state, rng)

    def pending(self, state: State) -> Pending:
        """What the game waits for."""
        if state[2]:
            return Pending("over", None, "", "", "", False)
        pause = self._pause(state)
        seat = self._run.seat(pause.index, state)
        hidden = pause.kind != "act" and self._ask(pause).see is not None
        kind: Any = pause.kind
        return Pending(
            kind,
            None if seat < 0 else self.seats[seat],
            pause.script,
            pause.local,
            pause.text,
            hidden,
        )

    def candidates(self, state: State) -> list[int]:
        """Every move that this question could ever offer to who answers, legal or not."""
        if state[2]:
            return []
        pause = self._pause(state)
        if pause.kind != "act":
            return list(pause.ids)
        seat = self._run.seat(pause.index, state)
        return [
            i for i in pause.ids if seat in self.program.actions[self.program.moves[i].action].seats
        ]

    def turns(self, view: View, action: str) -> tuple[str, ...]:
        """The seats that act from now on if each takes this action, the one to act first.

        Played forward on what the view shows, up to the first question that is no action or at
        which the action cannot be taken; nothing where now is such a question.

        Args:
            view: what a seat sees.
            action: an action without targets, such as one that does nothing.
        """
        state, found = bytearray(view.masked), list[str]()
        move = self._ids.get(action)
        while move is not None and (pending := self.pending(state)).kind == "act":
            try:
                self.apply(state, move)
            except (IllegalMove, ScriptError, IndexError, ValueError):
                break
            assert pending.seat is not None
            found.append(pending.seat)
        return tuple(found)

    # Views -------------------------------------------------------------------------------

    def observe(self, state: State, seat: str) -> View:
        """What a seat sees."""
        masked, mask = self._sight.masked(state, self.seats.index(seat))
        return View(self.program, seat, masked, mask)

    def sees_move(self, before: State, seat: str, move: int) -> bool:
        """May this seat be told which option is taken?"""
        if before[2]:
            return True
        pause = self._pause(before)
        see = None if pause.kind == "act" else self._ask(pause).see
        if see is None:
            return True
        return bool(self.interpreter.value(see, before, {VIEWER: self.seats.index(seat)}))

    def value(self, source: View | State, name: str, *index: str) -> Cell:
        """A register, derived value or number; None from a View that may not see all it needs."""
        world = self.program.world
        if name in world.numbers:
            return world.numbers[name]
        if name in world.registers:
            if isinstance(source, View):
                return source.get(name, *index)
            ids = [world.sets[s].ids for _, s in world.registers[name].index]
            args = tuple(i.index(x) for i, x in zip(ids, index, strict=True))
            return decode(
                self.program, world.registers[name].type, self.interpreter.cell(source, name, args)
            )
        _, body = self.program.names.derived[name]
        sets = [world.sets[s] for _, s in self.program.decls.derived[name].of]
        places = tuple(s.ids.index(x) for s, x in zip(sets, index, strict=True))
        state = source.masked if isinstance(source, View) else source
        if isinstance(source, View) and not all(
            source.mask[at] for at in self._hidden_bytes(name, places)
        ):
            return None
        return decode(self.program, body.type, self._run.derived(name, places, state))

    def _hidden_bytes(self, name: str, places: tuple[int, ...]) -> tuple[int, ...]:
        """The bytes of a state that a derived cell may read and that some seat may not see."""
        key = (name, places)
        if key not in self._needs:
            slots, body = self.program.names.derived[name]
            e = ir.substitute(body, dict(zip(slots, places, strict=True)))
            out: list[int] = []
            for read in hidden_reads(self.program.names, e):
                info = self.program.world.registers[read.name]
                combos = cells_of(self.program, read.name)
                if all(isinstance(a, ir.Const) for a in read.args):
                    combos = [tuple(int(a.value) for a in read.args if isinstance(a, ir.Const))]
                out += [] if info.frozen else [info.offset + info.cell(c) for c in combos]
            self._needs[key] = tuple(out)
        return self._needs[key]

    def preview(self, view: View, move: int, derived: Collection[str] | None = None) -> Preview:
        """What a move would do as far as this view can tell, up to the next question.

        It tells of a cell that the seat sees before the move or after it.

        Args:
            view: what the seat sees.
            move: the move.
            derived: the derived values that are compared; None compares all there are.
        """
        state = bytearray(view.masked)
        before = self._public(view, state, derived)
        try:
            events = self.apply_traced(state, move)
        except (IllegalMove, ScriptError, IndexError, ValueError):
            return Preview((), (), self.pending(view.masked), ())
        later = self.observe(state, view.seat)
        changes = tuple(
            e if _sees(view, e.cell) else attrs.evolve(e, before=None)
            for e in events
            if e.kind == "set" and (_sees(view, e.cell) or _sees(later, e.cell))
        )
        after = self._public(view, state, derived)
        differing = tuple((n, v, after[n]) for n, v in before.items() if after.get(n) != v)
        then = self.pending(state)
        odds: tuple[tuple[str, int], ...] = ()
        if then.kind == "chance" and not then.hidden:
            odds = tuple((self.move(i).title, w) for i, w in self.chance(state))
        return Preview(changes, differing, then, odds)

    def _public(self, view: View, state: State, names: Collection[str] | None) -> dict[str, Cell]:
        out: dict[str, Cell] = {}
        seen = View(self.program, view.seat, state, view.mask)
        for name, decl in self.program.decls.derived.items():
            if names is not None and name not in names:
                continue
            combos: list[list[str]] = [[]]
            for _, s in decl.of:
                info = self.program.world.sets[s]
                combos = [[*c, info.ids[m]] for c in combos for m in info.order]
            for ids in combos:
                value = self.value(seen, name, *ids)
                if value is not None:
                    out[str(CellId(name, tuple(ids)))] = value
        return out

    def undo_barrier(self, before: State, move: int, after: State, seat: str) -> str | None:
        """Why this move cannot be taken back by the seat, or None when it can."""
        actor = self.actor(before)
        if actor == CHANCE:
            return "Chance has spoken since."
        if actor < 0 or self.seats[actor] != seat:
            return "Another seat has acted since."
        place = self.seats.index(seat)
        old, new = self._sight.mask(before, place), self._sight.mask(after, place)
        always = set(self._sight.always)
        for at, (x, y) in enumerate(zip(old, new, strict=True)):
            if y and not x and at not in always:
                return "Something hidden was revealed."
        trial = bytearray(before)
        if any(e.kind == "reveal" for e in self.apply_traced(trial, move)):
            return "Something hidden was revealed."
        return None

    # Advice ------------------------------------------------------------------------------

    def doctrine(self, state: State, seat: str, variant: str = DOCTRINE) -> Advice | None:
        """The first doctrine row of the seat to move that holds and has a legal move.

        Reads only the seat's view.

        Args:
            state: the position.
            seat: who is advised; None comes back unless it is to move.
            variant: which doctrine: only its rows, and those that are in all, speak.
        """
        place = self.seats.index(seat)
        if self.actor(state) != place:
            return None
        view = self.observe(state, seat).masked
        return self._advisor.advise(place, variant, self._pause(state), self.legal(state), view)


def _sees(view: View, cell: str) -> bool:
    """Whether a view shows a cell, by its name."""
    named = CellId.parse(cell)
    return view.visible(named.register, *named.index)
