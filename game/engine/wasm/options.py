"""Writes the answers to `choose` and `chance`: which are open, and how one is given."""

from __future__ import annotations

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.loops import each
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules import ir
from game.rules.program import DecisionPoint


def list_options(
    shared: Shared, code: FunctionWriter, point: DecisionPoint, out: int, weights: int, count: int
) -> None:
    """Write a question's list: the open answers in order with their weights, four bytes each.

    Args:
        shared: what all functions share.
        code: the function.
        point: the question.
        out, weights: the addresses of both lists.
        count: a local that is 0; it becomes the number of open answers.
    """
    ask = point.decision.ask
    assert isinstance(ask, ir.Ask)
    values = ExpressionWriter(shared, code, {})
    low = min(point.values, default=0)
    span = max(point.values, default=0) - low + 1
    # The weight of each value that is open, for the time in between.
    open_ = shared.memory.room(4 * span)
    some, weight = code.local(), code.local()
    code.const(0)
    code.set(some)
    with each(values, ask.domain) as loop:
        value = values.locals[ask.domain.slot]
        if ask.weight is None:
            code.const(1)
        else:
            values.push(ask.weight)
        code.tee(weight)
        code.const(0)
        code.op("i32.le_s")
        code.br_if(loop.next)
        code.get(value)
        code.plus(-low)
        code.times(4)
        code.get(weight)
        code.memory("i32.store", open_)
        code.const(1)
        code.set(some)
    if ask.decline or ask.domain.or_none:
        code.const(0)
        code.const(1)
        if not ask.decline:
            code.get(some)
            code.op("i32.eqz", "i32.and")
        code.memory("i32.store", open_ + 4 * (-1 - low))
    ids, held = shared.memory.row(point.ids), shared.memory.row(point.values)
    at, cell = code.local(), code.local()
    code.const(0)
    code.set(at)
    stop = code.block()
    top = code.loop()
    code.get(at)
    code.const(len(point.ids))
    code.op("i32.ge_s")
    code.br_if(stop)
    code.get(at)
    held.load(code)
    code.plus(-low)
    code.times(4)
    code.tee(cell)
    code.memory("i32.load", open_)
    code.tee(weight)
    code.if_()
    for address, push in ((out, ids), (weights, None)):
        code.get(count)
        code.times(4)
        if push is None:
            code.get(weight)
        else:
            code.get(at)
            push.load(code)
        code.memory("i32.store", address)
    code.get(cell)
    code.const(0)
    code.memory("i32.store", open_)
    code.get(count)
    code.plus(1)
    code.set(count)
    code.end()
    code.get(at)
    code.plus(1)
    code.set(at)
    code.br(top)
    code.end()
    code.end()


def take_option(shared: Shared, code: FunctionWriter, point: DecisionPoint) -> None:
    """Write the giving of the answer in local 1, which is open; leaves the block to run next."""
    ask = point.decision.ask
    assert isinstance(ask, ir.Ask)
    base = min(point.ids, default=0)
    value = [0] * (max(point.ids, default=0) - base + 1)
    for move, v in zip(point.ids, point.values, strict=True):
        value[move - base] = v
    code.get(1)
    code.plus(-base)
    shared.memory.row(value).load(code)
    code.set_global(shared.given(ask.slot))
    code.const(point.decision.then)
