"""Moves made by the reference interpreter, telling what happened in the words of the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from game.engine.core import Core
from game.engine.evaluator import Reference
from game.engine.interpret import State, put_in
from game.engine.model import Event
from game.engine.texts import Texts
from game.engine.tracing import ToldSentence, TraceEvent, TracingInterpreter
from game.engine.view import CellValue, cell_name, decode
from game.engine.visibility import Visibility
from game.rules import ir
from game.rules.ir import VIEWER, Expr
from game.rules.resolve.symbols import RegisterInfo


class Events:
    """Tells what the moves of one game do."""

    def __init__(self, core: Core, texts: Texts, visibility: Visibility) -> None:
        self._core, self._program = core, core.program
        self._texts, self._visibility = texts, visibility
        self._all = frozenset(core.seats)

    def apply(self, state: State, move: int) -> list[Event]:
        """Make a move in place; returns what happened, in order."""
        return [self._event(change) for change in self._traced(state, move)]

    def begin(self, state: State) -> list[Event]:
        """Play up to the first question, in place; returns what happened, in order.

        Args:
            state: as `Game.unstarted` gives it.
        """
        tracer = TracingInterpreter(self._program)
        tracer.run(self._program.entry, state)
        return [self._event(change) for change in tracer.changes]

    def reveals(self, before: State, move: int, seats: Collection[str]) -> bool:
        """Does a move open something to all, or tell one of some seats what was opened to it?"""
        for change in self._traced(bytearray(before), move):
            if change.kind == "reveal":
                return True
            if change.told is not None and _is_opened(change.told.statement.see):
                told = self._who(change.told, change.told.statement.see)
                if not told.isdisjoint(seats):
                    return True
        return False

    def _traced(self, state: State, move: int) -> list[TraceEvent]:
        tracer = TracingInterpreter(self._program)
        Reference(self._program, tracer).apply(state, move)
        return tracer.changes

    def _event(self, change: TraceEvent) -> Event:
        before: CellValue = change.before
        after: CellValue = change.after
        cell, seats = "", self._all
        if change.told is not None:
            return self._sentence(change.rule, change.told)
        if change.kind == "set":
            cell = cell_name(self._program, change.name, change.args)
            info = self._program.symbols.registers[change.name]
            numbers = (change.before, change.after)
            before, after = (decode(self._program, info.type, x) for x in numbers)
            seats = self._who_see(change, info)
        elif change.kind == "end":
            cell, before = self._program.endings[change.before].id, None
            after = self._core.seats[change.after] if change.after >= 0 else None
        return Event(change.kind, cell, before, after, change.rule, seats)

    def _who_see(self, change: TraceEvent, info: RegisterInfo) -> frozenset[str]:
        """The seats that see a cell when it is set, what it held and what it holds."""
        at, seats = info.at(change.args), enumerate(self._core.seats)
        if not change.state:
            return frozenset(s for n, s in seats if self._visibility.surely(at, n))
        now, was = bytearray(change.state), bytearray(change.state)
        put_in(was, at, info.cell_bytes, change.before - info.type.lo)
        return frozenset(
            seat
            for n, seat in seats
            if self._visibility.surely(at, n)
            or (self._visibility.sees(now, at, n) and self._visibility.sees(was, at, n))
        )

    def _sentence(self, rule: str, told: ToldSentence) -> Event:
        """What a script told, and whom."""
        st = told.statement
        seats = self._who(told, st.see)
        others = self._who(told, st.others_see) - seats if st.others else frozenset[str]()
        text, instead = (
            self._texts.sentence(words, bytearray(told.state), told.env, brief=True)
            for words in (st.says, st.others)
        )
        reads = tuple(self._reads(told))
        known = self._open(st.see) and (not st.others or self._open(st.others_see))
        return Event("tell", "", None, None, rule, seats, text, others, instead, reads, known)

    def _open(self, test: Expr) -> bool:
        """Do all know for whom a test of the viewer holds: it reads only what all see?"""
        registers = self._program.symbols.registers
        return not any(
            isinstance(x, ir.DerivedRef)
            or (isinstance(x, ir.RegisterRef) and registers[x.name].see is not None)
            for x in ir.walk(test)
        )

    def _reads(self, told: ToldSentence) -> Iterator[str]:
        """The cells of registers that a sentence names, with where they lie at that moment.

        What it counts or looks for among many is not what it is about.
        """
        state, value = bytearray(told.state), self._core.interpreter.value
        todo = list(ir.values_in(told.statement.says))
        while todo:
            e = todo.pop()
            if isinstance(e, (ir.Aggregate, ir.Pick, ir.Reach, ir.InReach)):
                continue
            todo += ir.children(e)
            if isinstance(e, ir.RegisterRef) and e.name in self._program.symbols.registers:
                args = tuple(int(value(a, state, told.env)) for a in e.args)
                if all(a >= 0 for a in args):
                    yield cell_name(self._program, e.name, args)

    def _who(self, told: ToldSentence, test: Expr) -> frozenset[str]:
        """The seats for which a test of the viewer holds at the moment of telling."""
        if test == ir.TRUE:
            return self._all
        state, value = bytearray(told.state), self._core.interpreter.value
        return frozenset(
            seat
            for n, seat in enumerate(self._core.seats)
            if value(test, state, {**told.env, VIEWER: n})
        )


def _is_opened(test: Expr) -> bool:
    """Does a test of who is told read what may change?"""
    return any(isinstance(x, (ir.RegisterRef, ir.DerivedRef)) for x in ir.walk(test))


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
