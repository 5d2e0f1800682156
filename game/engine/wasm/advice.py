"""Writes what the rules' own doctrine would do: `engine.advice` for all legal moves at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from game.engine.wasm.binary import I32, FunctionWriter
from game.engine.wasm.menus import offered
from game.engine.wasm.moves import Moves
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.engine.wasm.views import Views
from game.rules import ir
from game.rules.declare.records import EVERY
from game.rules.ir import Expr
from game.rules.program import DecisionPoint, DoctrineRow

#: Where no row speaks.
SILENT = -1


class AdviceWriter:
    """Writes the doctrine of a program; it reads nothing but what a seat sees.

    Args:
        moves: where the legal moves are listed.
        views: what a seat sees.
        variants: the ways to play that rows may belong to; one is known by its place here.

    Attributes:
        spoke: the global that holds the place of the row that spoke last.
    """

    def __init__(self, moves: Moves, views: Views, variants: Sequence[str]) -> None:
        self.moves, self.seen, self.variants = moves, views.seen, tuple(variants)
        self._kept = moves.shared.memory.room(moves.shared.program.size)
        self.program = moves.shared.program
        self.spoke = moves.shared.module.variable(I32)
        self._rows: dict[object, int] = {}
        self._points: dict[object, int] = {}

    def write(self) -> int:
        """Write the function of all questions; returns the place of the first in the table.

        Each is given the seat, the variant and how many moves are listed, and leaves the move
        of the first row that holds and has one, or `SILENT`.
        """
        functions = []
        for point in self.program.questions:
            key = "act" if point.kind == "act" else point.index
            if key not in self._points:
                code = self.seen.module.function(3)
                self._points[key] = code.number
                self._point(code, point)
            functions.append(self._points[key])
        return self.seen.module.listed(functions)

    def _point(self, code: FunctionWriter, point: DecisionPoint) -> None:
        asked = None if point.kind == "act" else f"{point.script}.{point.local}"
        rows = [(i, r) for i, r in enumerate(self.program.doctrine) if r.answer == asked]
        for seat, group in groupby(sorted(rows, key=lambda row: row[1].seat), lambda x: x[1].seat):
            past = code.block()
            code.get(0)
            code.const(seat)
            code.op("i32.ne")
            code.br_if(past)
            for number, row in group:
                self._ask(code, point, number, row)
            code.end()
        code.const(SILENT)

    def _ask(
        self, code: FunctionWriter, point: DecisionPoint, number: int, row: DoctrineRow
    ) -> None:
        """Return the move of a row, if it speaks."""
        key = number if row.answer is None else (number, point.index)
        if key not in self._rows:
            found = self.seen.module.function(1)
            self._rows[key] = found.number
            self._row(found, point, row)
        past = code.block()
        if EVERY not in row.variants:
            code.get(1)
            self.seen.memory.row([name in row.variants for name in self.variants]).load(code)
            code.op("i32.eqz")
            code.br_if(past)
        best = code.local()
        code.get(2)
        code.call(self._rows[key])
        code.tee(best)
        code.const(0)
        code.op("i32.lt_s")
        code.br_if(past)
        code.const(number)
        code.set_global(self.spoke)
        code.get(best)
        code.op("return")
        code.end()

    def _row(self, code: FunctionWriter, point: DecisionPoint, row: DoctrineRow) -> None:
        """The function of a row: given how many moves are listed, the one that it ranks highest."""
        values = ExpressionWriter(self.seen, code, {})
        silent = code.block()
        values.test(row.when, silent)
        best, order, rank = code.local(), code.local(), code.local()
        at, move = code.local(), code.local()
        before = self._begin(values, row)
        code.const(SILENT)
        code.set(best)
        stop = code.block()
        again = code.loop()
        code.get(at)
        code.get(0)
        code.op("i32.ge_s")
        code.br_if(stop)
        following = code.block()
        code.get(at)
        code.times(4)
        code.memory("i32.load", self.moves.listed)
        code.set(move)
        if row.answer is None:
            mine, here = self._of_actions(values, row, move, following)
        else:
            mine, here = self._of_answers(values, point, row, move)
        if row.adds is not None:
            self._added(code, row, move, before, here)
        if row.least is not None:
            code.get(here)
            code.const(row.least)
            code.op("i32.lt_s")
            code.br_if(following)
        # The first in the list is the first move: of those that rank alike, it stays.
        code.get(best)
        code.const(0)
        code.op("i32.lt_s")
        code.get(here)
        code.get(rank)
        code.op("i32.gt_s", "i32.or")
        code.get(here)
        code.get(rank)
        code.op("i32.eq")
        code.get(mine)
        code.get(order)
        code.op("i32.lt_s", "i32.and", "i32.or")
        code.if_()
        for source, to in ((move, best), (mine, order), (here, rank)):
            code.get(source)
            code.set(to)
        code.end()
        code.end()
        code.get(at)
        code.plus(1)
        code.set(at)
        code.br(again)
        code.end()
        code.end()
        if row.adds is not None:
            self._copy(code, self.moves.shared.state, self._kept)
            self.moves.shared.changes(code)
        code.get(best)
        code.op("return")
        code.end()
        code.const(SILENT)

    def _begin(self, values: ExpressionWriter, row: DoctrineRow) -> int:
        """Where a row looks ahead, put the state aside; the local with the value before a move."""
        code = values.code
        before = code.local()
        if row.adds is not None:
            values.push(row.adds)
            code.set(before)
            self._copy(code, self._kept, self.moves.shared.state)
        return before

    def _added(
        self, code: FunctionWriter, row: DoctrineRow, move: int, before: int, here: int
    ) -> None:
        """Make a move as if all were as the seat sees it, and rank it by what it adds."""
        shared, seat = self.moves.shared, code.local()
        assert row.adds is not None
        self._copy(code, shared.state, self.seen.state)
        shared.changes(code)
        code.const(row.seat)
        code.set(seat)
        self.moves.take(code, seat, move)
        ExpressionWriter(shared, code, {}).push(row.adds)
        code.get(before)
        code.op("i32.sub")
        code.set(here)

    def _copy(self, code: FunctionWriter, to: int, from_: int) -> None:
        code.const(to)
        code.const(from_)
        code.const(self.program.size)
        code.copy()

    def _of_actions(
        self, values: ExpressionWriter, row: DoctrineRow, move: int, following: int
    ) -> tuple[int, int]:
        """Work out the order of a move's action in the row, and the move's rank."""
        code = values.code
        mine, here = code.local(), code.local()
        offers = {o.action.name: o for p in self._acts() for o in offered(self.seen, p)}
        known = [offers[name] for name in row.act if name in offers]
        if not known:
            code.br(following)
            return mine, here
        base = min(o.first for o in known)
        orders = [len(row.act)] * (max(o.first + len(o.combos) for o in known) - base)
        for offer in known:
            for k in range(len(offer.combos)):
                orders[offer.first - base + k] = row.act.index(offer.action.name)
        code.get(move)
        code.plus(-base)
        code.const(len(orders))
        code.op("i32.ge_u")
        code.br_if(following)
        code.get(move)
        code.plus(-base)
        self.seen.memory.row(orders).load(code)
        code.tee(mine)
        code.const(len(row.act))
        code.op("i32.eq")
        code.br_if(following)
        code.const(0)
        code.set(here)
        for offer in known:
            e = row.best.get(offer.action.name)
            if e is None:
                continue
            code.get(mine)
            code.const(row.act.index(offer.action.name))
            code.op("i32.eq")
            code.if_()
            for k, slot in enumerate(offer.action.params):
                code.get(move)
                code.plus(-offer.first)
                self.seen.memory.row([combo[k] for combo in offer.combos]).load(code)
                values.locals[slot] = code.kept()
            self._rank(values, e, here)
            code.end()
        return mine, here

    def _of_answers(
        self, values: ExpressionWriter, point: DecisionPoint, row: DoctrineRow, move: int
    ) -> tuple[int, int]:
        """Work out the rank of an answer."""
        code = values.code
        mine, here = code.local(), code.local()
        code.const(0)
        code.set(mine)
        code.const(0)
        code.set(here)
        e = row.best.get("")
        if e is not None:
            base = min(point.ids, default=0)
            held = [0] * (max(point.ids, default=0) - base + 1)
            for known, value in zip(point.ids, point.values, strict=True):
                held[known - base] = value
            code.get(move)
            code.plus(-base)
            self.seen.memory.row(held).load(code)
            values.locals[row.option] = code.kept()
            self._rank(values, e, here)
        return mine, here

    def _rank(self, values: ExpressionWriter, e: Expr, here: int) -> None:
        values.push(e)
        values.code.set(here)

    def _acts(self) -> list[DecisionPoint]:
        """Of each menu one question."""
        found: dict[str, DecisionPoint] = {}
        for point in self.program.questions:
            if isinstance(point.decision.ask, ir.Act):
                found.setdefault(point.decision.ask.menu, point)
        return list(found.values())


def plain_moves(shared: Shared) -> list[bool]:
    """For each move whether it is plain: a "none", or an action without targets and cost."""
    program = shared.program
    plain = []
    for code in program.moves:
        action = program.actions.get(code.action)
        free = action is not None and not action.cost and not code.combo
        plain.append(free or code.name.endswith(":none"))
    return plain
