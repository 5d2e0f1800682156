"""What the rules' own doctrine would do: the first row that holds and has a move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from game.engine.evaluator import Evaluator
from game.engine.interpret import State
from game.engine.model import Advice
from game.rules import ir
from game.rules.declare.records import EVERY
from game.rules.program import DecisionPoint, DoctrineRow, Program

#: The rank of every move where a row names none.
_ALIKE = ir.const(0)


class Advisor:
    """Reads the doctrine rows of a program."""

    def __init__(self, program: Program, evaluator: Evaluator) -> None:
        self._program, self._judged = program, evaluator.judged

    def advise(
        self, seat: int, variant: str, point: DecisionPoint, legal: Sequence[int], view: State
    ) -> Advice | None:
        """The first row of the seat and variant that holds and has a legal move.

        Args:
            seat: who is to move.
            variant: whose rows are read, besides those of every variant.
            point: what the seat is asked.
            legal: its legal moves.
            view: the state as the seat may see it; nothing else is read.
        """
        for row in self._program.doctrine:
            if row.seat != seat or (row.answer is None) != (point.kind == "act"):
                continue
            if row.answer is not None and row.answer != f"{point.script}.{point.local}":
                continue
            if variant not in row.variants and EVERY not in row.variants:
                continue
            if not self._judged(row.when, ())(view):
                continue
            found = self._best(row, point, legal, view)
            if found is not None:
                return Advice(found, row.id, row.say)
        return None

    def _best(
        self, row: DoctrineRow, point: DecisionPoint, legal: Sequence[int], view: State
    ) -> int | None:
        """The legal move the row ranks highest, at its least or above."""
        best: tuple[int, int, int] | None = None
        ranks: dict[str, Callable[..., Any]] = {}
        for move in legal:
            code = self._program.moves[move]
            given: tuple[int | bool, ...]
            if row.answer is None:
                if code.action not in row.act:
                    continue
                order, key, given = row.act.index(code.action), code.action, code.combo
                slots = self._program.actions[key].params
            else:
                order, key, slots = 0, "", (row.option,)
                given = (point.values[point.ids.index(move)],)
            if key not in ranks:
                ranks[key] = self._judged(row.best.get(key, _ALIKE), slots)
            rank = int(ranks[key](view, *given))
            if row.least is not None and rank < row.least:
                continue
            mine = (-rank, order, move)
            if best is None or mine < best:
                best = mine
        return None if best is None else best[2]
