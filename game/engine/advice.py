"""What the rules' own doctrine would do: the first row that holds and has a move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from game.engine.evaluator import Evaluator, Reference
from game.engine.interpret import Interpreter, State
from game.engine.model import Advice
from game.engine.partial import BLANK, MEANINGLESS, PartialInterpreter, partial_state
from game.engine.view import View
from game.rules import ir
from game.rules.declare.records import EVERY
from game.rules.program import DecisionPoint, DoctrineRow, Program

#: The rank of every move where a row names none.
_ALIKE = ir.const(0)


class Advisor:
    """Reads the doctrine rows of a program."""

    def __init__(self, program: Program, evaluator: Evaluator) -> None:
        self._program, self._judged = program, evaluator.judged
        self._seen = PartialInterpreter(program)
        self._reference = Reference(program, Interpreter(program))

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
            if row.seat != seat or not self._speaks(row, variant, point):
                continue
            if not self._judged(row.when, ())(view):
                continue
            found = self._best(row, point, legal, view)
            if found is not None:
                return Advice(found, row.id, row.say)
        return None

    def followed(
        self, seat: int, variant: str, point: DecisionPoint, move: int, view: View
    ) -> Advice | None:
        """The row that a seat followed with a move, as far as another seat can tell.

        A row that may make another move alone and holds would have made it; so only rows that may
        make this one count. Where it depends on what the reader does not see whether such a row
        spoke, nothing is told.

        Args:
            seat: who moved, as the doctrine of this variant says.
            variant: whose rows were read, besides those of every variant.
            point: what the seat was asked.
            move: the move that it made, which the reader may know.
            view: what the reader saw before it.
        """
        state = partial_state(view.masked, view.mask)
        code = self._program.moves[move]
        for row in self._program.doctrine:
            if row.seat != seat or not self._speaks(row, variant, point):
                continue
            if row.answer is None and code.action not in row.act:
                continue
            held = self._seen.known(row.when, state, {})
            if held is BLANK:
                return None
            if not held:
                continue
            if row.adds is not None and row.least is not None:
                # What a move adds hangs on all that the seat sees.
                return None
            rank = self._rank(row, point, move, state) if row.least is not None else 0
            if rank is BLANK:
                return None
            if row.least is None or rank >= row.least:
                return Advice(move, row.id, row.say)
        return None

    def _rank(self, row: DoctrineRow, point: DecisionPoint, move: int, state: State) -> Any:
        """The rank that a row gives a move, or `BLANK`."""
        code = self._program.moves[move]
        if row.answer is None:
            slots, given = self._program.actions[code.action].params, code.combo
        else:
            slots, given = (row.option,), (point.values[point.ids.index(move)],)
        key = code.action if row.answer is None else ""
        return self._seen.known(
            row.best.get(key, _ALIKE), state, dict(zip(slots, given, strict=True))
        )

    def _after(self, move: int, view: State) -> State | None:
        """What a move would lead to, if all were as the seat sees it; None where that cannot be."""
        state = bytearray(view)
        try:
            self._reference.make(state, move)
        except MEANINGLESS:
            return None
        return state

    @staticmethod
    def _speaks(row: DoctrineRow, variant: str, point: DecisionPoint) -> bool:
        """Whether a row is of a variant, and about what is asked."""
        if (row.answer is None) != (point.kind == "act"):
            return False
        if row.answer is not None and row.answer != f"{point.script}.{point.local}":
            return False
        return variant in row.variants or EVERY in row.variants

    def _best(
        self, row: DoctrineRow, point: DecisionPoint, legal: Sequence[int], view: State
    ) -> int | None:
        """The legal move the row ranks highest, at its least or above."""
        best: tuple[int, int, int] | None = None
        before = int(self._judged(row.adds, ())(view)) if row.adds is not None else 0
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
            if row.adds is None:
                rank = int(ranks[key](view, *given))
            else:
                after = self._after(move, view)
                if after is None:
                    continue
                rank = int(self._judged(row.adds, ())(after)) - before
            if row.least is not None and rank < row.least:
                continue
            mine = (-rank, order, move)
            if best is None or mine < best:
                best = mine
        return None if best is None else best[2]
