"""Why a move is legal or not, clause by clause, in words."""

from __future__ import annotations

from typing import Any, Final

from game.engine.core import Core
from game.engine.evaluator import locals_of
from game.engine.interpret import State
from game.engine.model import Clause, Verdict
from game.engine.texts import Texts, words
from game.engine.view import CellValue, decode
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.program import ActionCode, DecisionPoint

#: Why an answer is not offered, where the rules do not say.
NOT_OPEN: Final = "This is not open now."


class Explainer:
    """Gives the reasons of one game."""

    def __init__(self, core: Core, texts: Texts) -> None:
        self._core, self._texts, self._program = core, texts, core.program

    def explain(self, state: State, move: int) -> Verdict:
        """Why a move is legal or not, clause by clause, from what the acting seat sees."""
        info = self._texts.move(move)
        if state[2]:
            return Verdict(info, False, (Clause("over", False, "", "The game is over.", ()),))
        point = self._core.point(state)
        if move not in point.ids:
            say = "This is not asked now."
            return Verdict(info, False, (Clause("asked", False, "", say, ()),))
        if point.kind != "act":
            legal = move in [i for i, _ in self._core.evaluator.options(point.index, state)]
            clause = Clause("open", True, "", "", ()) if legal else self._closed(point, state, move)
            return Verdict(info, legal, (clause,))
        seat = self._core.seat(state)
        code = self._program.moves[move]
        action = self._program.actions[code.action]
        if seat not in action.seats:
            say = "This action belongs to another seat."
            return Verdict(info, False, (Clause("seat", False, "", say, ()),))
        env = locals_of(action, code, seat)
        value = self._core.interpreter.value
        clauses: list[Clause] = []
        for need in action.needs:
            held = bool(value(need.test, state, env))
            clauses.append(
                Clause(
                    need.id,
                    held,
                    need.when,
                    self._texts.sentence(need.say.parts, state, env),
                    self._reads(need.test, state, env),
                )
            )
            if not held:
                # A later condition may read what is meaningless unless this one holds.
                break
        for register, price in self._prices(action, env, state).items():
            purse = self._core.interpreter.purse(register, seat, state)
            name = self._program.decls.registers[register].texts["name"] or words(register)
            clauses.append(
                Clause(
                    "cost",
                    purse >= price,
                    f"{register} >= {price}",
                    f"{name}: this costs {price}, you have {purse}.",
                    ((register, purse),),
                )
            )
        for ban in self._program.bans:
            if action.name in ban.forbids and value(ban.test, state, {ban.actor: seat}):
                clauses.append(
                    Clause(
                        ban.id,
                        False,
                        "",
                        self._texts.sentence(ban.say.parts, state, {ban.actor: seat}),
                        (),
                    )
                )
                break
        return Verdict(info, all(c.held for c in clauses), tuple(clauses))

    def _closed(self, point: DecisionPoint, state: State, move: int) -> Clause:
        """Why an answer is not open: the first of the question's reasons that fails."""
        ask, value = self._core.ask(point), self._core.interpreter.value
        option = point.values[point.ids.index(move)]
        if option in self._core.interpreter.span(ask.domain, state, {}):
            env = {ask.domain.slot: option}
            for reason in ask.words.reasons:
                if reason.test is not None and value(reason.test, state, env):
                    continue
                said = self._texts.sentence(reason.say, state, env)
                seen = () if reason.test is None else self._reads(reason.test, state, env)
                return Clause("open", False, "", said, seen)
        return Clause("open", False, "", NOT_OPEN, ())

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
        self, e: ir.Expr, state: State, env: dict[int, Any]
    ) -> tuple[tuple[str, CellValue], ...]:
        out: dict[str, CellValue] = {}
        bound = {slot for x in ir.walk(e) for slot in ir.binds(x)}
        for x in ir.walk(e):
            if x.type.kind == "places":
                continue
            if isinstance(x, (ir.RegisterRef, ir.DerivedRef)) and not any(
                isinstance(y, ir.Local) and y.slot in bound for y in ir.walk(x)
            ):
                values = [
                    decode(self._program, a.type, self._core.interpreter.value(a, state, env))
                    for a in x.args
                ]
                index = tuple(map(str, values))
                found = self._core.interpreter.value(x, state, env)
                name, found = self._as_written(x.name, index, found)
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
