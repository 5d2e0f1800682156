"""Why a move is legal or not, clause by clause, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from game.catalogue import phrase
from game.engine.core import Core
from game.engine.evaluator import locals_of
from game.engine.interpret import State
from game.engine.model import Clause, Verdict
from game.engine.partial import BLANK, MEANINGLESS, PartialInterpreter, Unseen, partial_state
from game.engine.texts import Texts, words
from game.engine.view import CellValue, View, decode
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.program import ActionCode, DecisionPoint


def not_open() -> str:
    """What is said of an answer that is not open, for no reason of its own."""
    return phrase("closed.not_open")


@attrs.frozen
class _Reader:
    """Reads a state for a seat: its words and values from what it sees, never from more.

    Attributes:
        run: evaluates on partial states.
        core: what evaluates on the state.
        state: the state.
        seen: the partial state that the seat sees.
    """

    run: PartialInterpreter
    core: Core
    state: State
    seen: State

    def truth(self, e: ir.Expr, env: dict[int, Any]) -> Any:
        """What decides whether a move is legal.

        The seat is told which moves are, so what the rules reveal there is no secret from it.
        """
        found = self.run.known(e, self.seen, env)
        return self.core.interpreter.value(e, self.state, env) if found is BLANK else found

    def value(self, e: ir.Expr, state: State, env: dict[int, Any]) -> Any:
        """What a seat reads, or `BLANK`."""
        return self.run.known(e, state, env)


class Explainer:
    """Gives the reasons of one game."""

    def __init__(self, core: Core, texts: Texts) -> None:
        self._core, self._texts, self._program = core, texts, core.program
        self._run = PartialInterpreter(core.program)

    def explain(self, state: State, move: int, view: View | None) -> Verdict:
        """Why a move is legal or not, clause by clause.

        Args:
            state: the state.
            move: the move.
            view: what who is asked sees of it; None where that is no seat, and all is told.
        """
        info = self._texts.move(move)
        if state[2]:
            return Verdict(info, False, (Clause("over", False, "", phrase("closed.over"), ()),))
        point = self._core.point(state)
        if move not in point.ids:
            say = phrase("closed.not_asked")
            return Verdict(info, False, (Clause("asked", False, "", say, ()),))
        mask = b"\1" * len(state) if view is None else view.mask
        read = _Reader(self._run, self._core, state, partial_state(state, mask))
        if point.kind != "act":
            legal = move in [i for i, _ in self._core.evaluator.options(point.index, state)]
            clause = Clause("open", True, "", "", ()) if legal else self._closed(point, read, move)
            return Verdict(info, legal, (clause,))
        seat = self._core.seat(state)
        code = self._program.moves[move]
        action = self._program.actions[code.action]
        if seat not in action.seats:
            say = phrase("closed.other_seat")
            return Verdict(info, False, (Clause("seat", False, "", say, ()),))
        clauses = tuple(self._clauses(action, seat, locals_of(action, code, seat), read))
        return Verdict(info, all(c.held for c in clauses), clauses)

    def closed(self, state: State, move: int, mask: bytes) -> Clause:
        """Why an answer is not open that is known not to be.

        Args:
            state: the state, as far as it is known.
            move: the answer.
            mask: a byte for each of the state's, 1 where it is known.
        """
        read = _Reader(self._run, self._core, state, partial_state(state, mask))
        try:
            return self._closed(self._core.point(state), read, move)
        except (*MEANINGLESS, Unseen):
            # A reason hangs on what is not known, and what stands there instead means nothing.
            return Clause("open", False, "", not_open(), ())

    def _clauses(
        self, action: ActionCode, seat: int, env: dict[int, Any], read: _Reader
    ) -> Iterator[Clause]:
        """The needs of an action as far as they are read, its prices, and a ban that holds."""
        state, sentence = read.seen, self._texts.sentence
        for need in action.needs:
            held = bool(read.truth(need.test, env))
            said = sentence(need.say.parts, state, env, read.value)
            yield Clause(need.id, held, need.when, said, self._reads(need.test, read, env))
            if not held:
                # A later condition may read what is meaningless unless this one holds.
                break
        for register, price in self._prices(action, env, read.state).items():
            purse = self._core.interpreter.purse(register, seat, read.state)
            name = self._program.decls.registers[register].texts["name"] or words(register)
            said = phrase("closed.costs", name=name, price=price, purse=purse)
            when = f"{register} >= {price}"
            yield Clause("cost", purse >= price, when, said, ((register, purse),))
        for ban in self._program.bans:
            if action.name in ban.forbids and read.truth(ban.test, {ban.actor: seat}):
                said = sentence(ban.say.parts, state, {ban.actor: seat}, read.value)
                yield Clause(ban.id, False, "", said, ())
                break

    def _closed(self, point: DecisionPoint, read: _Reader, move: int) -> Clause:
        """Why an answer is not open: the first of the question's reasons that fails."""
        ask = self._core.ask(point)
        option = point.values[point.ids.index(move)]
        if option in self._core.interpreter.span(ask.domain, read.state, {}):
            env = {ask.domain.slot: option}
            for reason in ask.words.reasons:
                if reason.test is not None and read.truth(reason.test, env):
                    continue
                said = self._texts.sentence(reason.say, read.seen, env, read.value)
                seen = () if reason.test is None else self._reads(reason.test, read, env)
                return Clause("open", False, "", said, seen)
        return Clause("open", False, "", not_open(), ())

    def prices(self, state: State, move: int) -> dict[str, int]:
        """What an action would cost its seat now, by register; nothing for a move of another kind.

        Args:
            state: a state, or what the seat sees of it.
            move: the id of a move that this question could offer.
        """
        point, code = self._core.point(state), self._program.moves[move]
        if point.kind != "act" or not code.action:
            return {}
        action = self._program.actions[code.action]
        seat = self._core.seat(state)
        return self._prices(action, locals_of(action, code, seat), state)

    def _prices(self, action: ActionCode, env: dict[int, Any], state: State) -> dict[str, int]:
        return {r: int(self._core.interpreter.value(e, state, env)) for r, e in action.cost}

    def _reads(
        self, e: ir.Expr, read: _Reader, env: dict[int, Any]
    ) -> tuple[tuple[str, CellValue], ...]:
        """The cells that a condition reads and the seat sees, with their values."""
        out: dict[str, CellValue] = {}
        bound = {slot for x in ir.walk(e) for slot in ir.binds(x)}
        for x in ir.walk(e):
            if x.type.kind == "places" or not isinstance(x, (ir.RegisterRef, ir.DerivedRef)):
                continue
            if any(isinstance(y, ir.Local) and y.slot in bound for y in ir.walk(x)):
                continue
            index, found = (
                [read.value(a, read.seen, env) for a in x.args],
                read.value(x, read.seen, env),
            )
            if BLANK not in (*index, found):
                ids = [
                    str(decode(self._program, a.type, v))
                    for a, v in zip(x.args, index, strict=True)
                ]
                name, found = self._as_written(x.name, tuple(ids), found)
                type_ = ir.BOOL if isinstance(found, bool) else x.type
                out[name] = decode(self._program, type_, found)
        return tuple(out.items())

    def _as_written(self, name: str, index: tuple[str, ...], value: Any) -> tuple[str, Any]:
        """What was read as rules write it, and its value: of a place of a zone, what was asked."""
        places = self._program.decls.places
        if name in places:
            return f"{index[-1]} in {CellId(name, index[:-1])}", bool(value)
        place, _, asked = name.rpartition("__")
        return (
            f"{asked}({CellId(place, index)})" if place in places else str(CellId(name, index))
        ), value
