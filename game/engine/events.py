"""Moves made by the reference interpreter, telling what happened in the words of the rules."""

from __future__ import annotations

from game.engine.core import Core
from game.engine.evaluator import Reference
from game.engine.interpret import State
from game.engine.model import Event
from game.engine.tracing import TraceEvent, TracingInterpreter
from game.engine.view import CellValue, cell_name, decode


class Events:
    """Tells what the moves of one game do."""

    def __init__(self, core: Core) -> None:
        self._core, self._program = core, core.program

    def apply(self, state: State, move: int) -> list[Event]:
        """Make a move in place; returns what happened, in order."""
        tracer = TracingInterpreter(self._program)
        Reference(self._program, tracer).apply(state, move)
        return [self._event(change) for change in tracer.changes]

    def _event(self, change: TraceEvent) -> Event:
        before: CellValue = change.before
        after: CellValue = change.after
        cell = ""
        if change.kind == "set":
            cell = cell_name(self._program, change.name, change.args)
            type_ = self._program.symbols.registers[change.name].type
            before, after = (decode(self._program, type_, x) for x in (change.before, change.after))
        elif change.kind == "end":
            cell, before = self._program.endings[change.before].id, None
            after = self._core.seats[change.after] if change.after >= 0 else None
        return Event(change.kind, cell, before, after, change.rule)


class _CardTracer(TracingInterpreter):
    """Also counts a card as run when a register comes to hold it.

    A card may do nothing of its own but be what other rules ask for.
    """

    def changed(self, name: str, args: tuple[int, ...], before: int, after: int) -> None:
        super().changed(name, args, before, after)
        deck = self.registers[name].type.base
        if deck in self.program.decls.decks and after >= 0:
            self.ran.add(f"{deck}.{self.program.symbols.sets[deck].ids[after]}")


class ScriptTracer:
    """Plays by the reference and tells of which scripts a statement ran.

    They are named as `str` of a `ScriptSpec` is, "procedure.turn"; a card counts as well when
    a register comes to hold it.
    """

    def __init__(self, core: Core) -> None:
        self._program = core.program
        self._tracer = _CardTracer(core.program)
        self._reference = Reference(core.program, self._tracer)

    def begin(self, state: State) -> set[str]:
        """Play up to the first question, in place; returns the scripts that ran.

        Args:
            state: as `Game.unstarted` gives it.
        """
        self._tracer.begin()
        self._tracer.run(self._program.entry, state)
        return set(self._tracer.ran)

    def apply(self, state: State, move: int) -> set[str]:
        """Make a move in place; returns the scripts that ran; raises IllegalMove."""
        self._tracer.begin()
        self._reference.apply(state, move)
        return set(self._tracer.ran)
