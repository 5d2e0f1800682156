"""Writes what is asked of each question: who answers, which answers are open, and taking one."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.blocks import write_blocks
from game.engine.wasm.listing import list_actions
from game.engine.wasm.menus import take_action
from game.engine.wasm.options import list_options, take_option
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules.program import DecisionPoint


@attrs.define(eq=False)
class Moves:
    """The functions about moves of a module.

    Attributes:
        shared: what all functions share.
        listed, weights: the addresses of the legal moves and, for chance, of their weights.
        most: how many of them there may be.
        run: the function that runs from a block to the next question or the end.
    """

    shared: Shared
    listed: int
    weights: int
    most: int
    run: int
    _seats: int
    _lists: int
    _takes: int

    def is_over(self, code: FunctionWriter) -> None:
        """Leave whether the game is over."""
        code.const(0)
        code.memory("i32.load8_u", self.shared.state + 2)

    def seat(self, code: FunctionWriter) -> None:
        """Leave who is asked, -1 for chance."""
        self._ask(code, self._seats)

    def list(self, code: FunctionWriter, seat: int) -> None:
        """List the legal moves of the seat in a local, who is asked; leave how many they are."""
        self._ask(code, self._lists, seat)

    def take(self, code: FunctionWriter, seat: int, move: int) -> None:
        """Make the move in a local, which is legal, and run on."""
        self._ask(code, self._takes, seat, move)
        code.call(self.run)
        code.op("drop")

    def _ask(self, code: FunctionWriter, first: int, *given: int) -> None:
        """Call the question's own function of those that begin at a place of the table."""
        for local in given:
            code.get(local)
        code.const(0)
        code.memory("i32.load16_u", self.shared.state)
        code.plus(first)
        code.call_indirect(self.shared.module.type(len(given), True))

    @property
    def rooms(self) -> dict[str, tuple[int, int]]:
        """Where the lists are."""
        return {"moves": (self.listed, 4 * self.most), "weights": (self.weights, 4 * self.most)}


def write_moves(shared: Shared) -> Moves:
    """Write the functions about moves."""
    room, points = shared.memory.room, shared.program.questions
    most = max((len(point.ids) for point in points), default=0) + 1
    listed, weights = room(4 * most), room(4 * most)

    def each(params: int, write: Callable[[FunctionWriter, DecisionPoint], None]) -> int:
        functions = []
        for point in points:
            code = shared.module.function(params)
            write(code, point)
            functions.append(code.number)
        return shared.module.listed(functions)

    def seat(code: FunctionWriter, point: DecisionPoint) -> None:
        asked = point.decision.ask.seat
        if asked is None:
            code.const(-1)
        else:
            ExpressionWriter(shared, code, {}).push(asked)

    def list_(code: FunctionWriter, point: DecisionPoint) -> None:
        count = code.local()
        if point.kind == "act":
            list_actions(shared, code, point, listed, count)
        else:
            list_options(shared, code, point, listed, weights, count)
        code.get(count)

    def take(code: FunctionWriter, point: DecisionPoint) -> None:
        (take_action if point.kind == "act" else take_option)(shared, code, point)

    run = write_blocks(shared).number
    seats, lists, takes = each(0, seat), each(1, list_), each(2, take)
    return Moves(shared, listed, weights, most, run, seats, lists, takes)
