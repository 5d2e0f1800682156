"""What the rules' own doctrine would do: the first row that holds and has a move."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.interpret import Interpreter, State, Value
from game.engine.model import Advice
from game.rules.declare.records import EVERY
from game.rules.program import DecisionPoint, DoctrineRow, Program


class MemoizingInterpreter(Interpreter):
    """An interpreter of many expressions on one state: each derived cell is worked out once."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._cells: dict[tuple[str, tuple[Value, ...]], Value] = {}

    def forget(self) -> None:
        """The next expressions are about another state."""
        self._cells.clear()

    def worked_out(self, name: str, args: tuple[Value, ...], s: State) -> Value:
        """The value of a derived cell, worked out once for the state at hand."""
        key = name, args
        if key not in self._cells:
            self._cells[key] = super().worked_out(name, args, s)
        return self._cells[key]


class Advisor:
    """Reads the doctrine rows of a program."""

    def __init__(self, program: Program) -> None:
        self._program, self._interpreter = program, MemoizingInterpreter(program)

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
        self._interpreter.forget()
        for row in self._program.doctrine:
            if row.seat != seat or (row.answer is None) != (point.kind == "act"):
                continue
            if row.answer is not None and row.answer != f"{point.script}.{point.local}":
                continue
            if variant not in row.variants and EVERY not in row.variants:
                continue
            if not self._interpreter.value(row.when, view, {}):
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
        for move in legal:
            code = self._program.moves[move]
            if row.answer is None:
                if code.action not in row.act:
                    continue
                order, key = row.act.index(code.action), code.action
                params = self._program.actions[key].params
                env: dict[int, Value] = dict(zip(params, code.combo, strict=True))
            else:
                order, key = 0, ""
                env = {row.option: point.values[point.ids.index(move)]}
            rank = int(self._interpreter.value(row.best[key], view, env)) if key in row.best else 0
            if row.least is not None and rank < row.least:
                continue
            mine = (-rank, order, move)
            if best is None or mine < best:
                best = mine
        return None if best is None else best[2]
