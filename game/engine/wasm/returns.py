"""Writes the returns of seats at the end of a game; see `engine.results`."""

from __future__ import annotations

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules.program import EndingCode


def write_returns(shared: Shared) -> int:
    """Write the function that leaves the return of the seat that it is given.

    While the game goes on it is 0. Where an ending declares none, the winner has 1 and each other
    seat -1, and all have 0 where nobody wins.
    """
    code = shared.module.function(1)
    for number, ending in enumerate(shared.program.endings, 1):
        past = code.block()
        code.const(0)
        code.memory("i32.load8_u", shared.state + 2)
        code.const(number)
        code.op("i32.ne")
        code.br_if(past)
        values = ExpressionWriter(shared, code, {ending.seat: 0})
        if ending.returns is not None:
            values.push(ending.returns)
        else:
            _by_winner(shared, code, values, ending)
        code.op("return")
        code.end()
    code.const(0)
    return code.number


def _by_winner(
    shared: Shared, code: FunctionWriter, values: ExpressionWriter, ending: EndingCode
) -> None:
    if ending.winner is not None:
        values.push(ending.winner)
    else:
        code.const(0)
        code.memory("i32.load8_u", shared.state + 3)
        code.plus(-1)
    winner = code.kept()
    code.const(1)
    code.const(-1)
    code.get(winner)
    code.get(0)
    code.op("i32.eq", "select")
    code.const(0)
    code.get(winner)
    code.const(0)
    code.op("i32.ge_s", "select")
