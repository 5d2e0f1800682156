"""Why a move is legal or not, clause by clause, in words."""

from __future__ import annotations

from typing import Any

from game.engine.evaluator import locals_of
from game.engine.interpret import State
from game.engine.model import Clause, Verdict
from game.engine.texts import Texts, words
from game.engine.view import Cell, decode
from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.program import ActionCode, Say


class Explaining(Texts):
    """The part of a game that gives reasons."""

    def explain(self, state: State, move: int) -> Verdict:
        """Why a move is legal or not, clause by clause, from what the acting seat sees."""
        info = self.move(move)
        if state[2]:
            return Verdict(info, False, (Clause("over", False, "", "The game is over.", ()),))
        pause = self._pause(state)
        if move not in pause.ids:
            say = "This is not asked now."
            return Verdict(info, False, (Clause("asked", False, "", say, ()),))
        if pause.kind != "act":
            legal = move in [i for i, _ in self._run.options(pause.index, state)]
            say = "" if legal else "This is not open now."
            return Verdict(info, legal, (Clause("open", legal, "", say, ()),))
        seat = self._run.seat(pause.index, state)
        code = self.program.moves[move]
        action = self.program.actions[code.action]
        if seat not in action.seats:
            say = "This action belongs to another seat."
            return Verdict(info, False, (Clause("seat", False, "", say, ()),))
        env = locals_of(action, code, seat)
        value = self.interpreter.value
        clauses: list[Clause] = []
        safe = True
        for need in action.needs:
            held = bool(value(need.test, state, env)) if safe else False
            if not safe:
                continue
            clauses.append(
                Clause(
                    need.id,
                    held,
                    need.when,
                    self._say(need.say, state, env),
                    self._reads(need.test, state, env),
                )
            )
            safe = safe and held
        for register, price in self._prices(action, env, state).items():
            purse = self.interpreter.purse(register, seat, state)
            name = self.program.decls.registers[register].texts["name"] or words(register)
            clauses.append(
                Clause(
                    "cost",
                    purse >= price,
                    f"{register} >= {price}",
                    f"{name}: this costs {price}, you have {purse}.",
                    ((register, purse),),
                )
            )
        for ban in self.program.bans:
            if action.name in ban.forbids and value(ban.test, state, {ban.actor: seat}):
                clauses.append(
                    Clause(ban.id, False, "", self._say(ban.say, state, {ban.actor: seat}), ())
                )
                break
        return Verdict(info, all(c.held for c in clauses), tuple(clauses))

    def prices(self, state: State, move: int) -> dict[str, int]:
        """What an action would cost its seat now, by register; nothing for a move of another kind.

        Args:
            state: a state, or what the seat sees of it.
            move: the id of a move that this question could offer.
        """
        pause, code = self._pause(state), self.program.moves[move]
        if pause.kind != "act" or not code.action:
            return {}
        action = self.program.actions[code.action]
        seat = self._run.seat(pause.index, state)
        return self._prices(action, locals_of(action, code, seat), state)

    def _prices(self, action: ActionCode, env: dict[int, Any], state: State) -> dict[str, int]:
        return {r: int(self.interpreter.value(e, state, env)) for r, e in action.cost}

    def _say(self, say: Say, state: State, env: dict[int, Any]) -> str:
        out = ""
        for part in say.parts:
            if isinstance(part, str):
                out += part
                continue
            found = decode(self.program, part.type, self.interpreter.value(part, state, env))
            out += self.title(part.type.base, found) if isinstance(found, str) else str(found)
        return out

    def _reads(self, e: ir.Expr, state: State, env: dict[int, Any]) -> tuple[tuple[str, Cell], ...]:
        out: dict[str, Cell] = {}
        bound = {x.domain.slot for x in ir.walk(e) if isinstance(x, (ir.Agg, ir.Pick))}
        for x in ir.walk(e):
            if isinstance(x, (ir.Reg, ir.Der)) and not any(
                isinstance(y, ir.Local) and y.slot in bound for y in ir.walk(x)
            ):
                values = [
                    decode(self.program, a.type, self.interpreter.value(a, state, env))
                    for a in x.args
                ]
                name = str(CellId(x.name, tuple(map(str, values))))
                out[name] = decode(self.program, x.type, self.interpreter.value(x, state, env))
        return tuple(out.items())
