"""Writes the choice of the best members by their keys."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.wasm.loops import each
from game.engine.wasm.protocols import ValueWriter
from game.rules import ir
from game.rules.ir import Expr


def _keys(values: ValueWriter, sign: int, keys: Sequence[Expr]) -> list[int]:
    """Work out the keys of the value that the loop is at; the least is the best."""
    code, out = values.code, []
    for key in keys:
        if sign < 0:
            code.const(0)
        values.push(key)
        if sign < 0:
            code.op("i32.sub")
        out.append(code.kept())
    return out


def _before(values: ValueWriter, mine: Sequence[int], others: Sequence[int]) -> None:
    """Leave whether some keys come before others, the first that differ deciding."""
    code = values.code
    if not mine:
        code.const(0)
        return
    for i, (a, b) in enumerate(zip(mine, others, strict=True)):
        last = i == len(mine) - 1
        if not last:
            code.get(a)
            code.get(b)
            code.op("i32.ne")
            code.if_(result=True)
        code.get(a)
        code.get(b)
        code.op("i32.lt_s")
        if not last:
            code.else_()
    for _ in mine[:-1]:
        code.end()


def pick(values: ValueWriter, e: ir.Pick) -> None:
    """Leave the first member with the lowest (sign 1) or highest (-1) keys; -1 if there is none."""
    code = values.code
    best, some = code.local(), code.local()
    held = [code.local() for _ in e.keys]
    code.const(-1)
    code.set(best)
    code.const(0)
    code.set(some)
    with each(values, e.domain):
        mine = _keys(values, e.sign, e.keys)
        code.get(some)
        code.op("i32.eqz")
        _before(values, mine, held)
        code.op("i32.or")
        code.if_()
        for a, b in zip(mine, held, strict=True):
            code.get(a)
            code.set(b)
        code.get(values.locals[e.domain.slot])
        code.set(best)
        code.const(1)
        code.set(some)
        code.end()
    code.get(best)


def select(
    values: ValueWriter, count: int, sign: int, d: ir.Domain, keys: Sequence[Expr]
) -> tuple[int, int]:
    """Work out the members with the `count` best keys, in order; first in the domain wins.

    Returns:
        The address where they lie, and a local with how many there are. Each takes
        `stride(keys)` bytes, of which the first four are the member.
    """
    code, size = values.code, stride(keys)
    at = values.shared.memory.room((count + 1) * size)
    found, place, address = code.local(), code.local(), code.local()
    held = [code.local() for _ in keys]
    code.const(0)
    code.set(found)
    with each(values, d):
        mine = _keys(values, sign, keys)
        code.get(found)
        code.set(place)
        # From the last one on, whoever is worse moves down by one.
        done = code.block()
        again = code.loop()
        code.get(place)
        code.op("i32.eqz")
        code.br_if(done)
        code.get(place)
        code.plus(-1)
        code.times(size)
        code.set(address)
        for i, local in enumerate(held):
            code.get(address)
            code.memory("i32.load", at + 4 + 4 * i)
            code.set(local)
        _before(values, mine, held)
        code.op("i32.eqz")
        code.br_if(done)
        code.get(address)
        code.plus(at + size)
        code.get(address)
        code.plus(at)
        code.const(size)
        code.copy()
        code.get(place)
        code.plus(-1)
        code.set(place)
        code.br(again)
        code.end()
        code.end()
        code.get(place)
        code.const(count)
        code.op("i32.lt_s")
        code.if_()
        code.get(place)
        code.times(size)
        code.set(address)
        for i, local in enumerate([values.locals[d.slot], *mine]):
            code.get(address)
            code.get(local)
            code.memory("i32.store", at + 4 * i)
        code.end()
        # There is room for one more than are kept, so that the last may be moved down.
        code.get(found)
        code.get(found)
        code.const(count)
        code.op("i32.lt_s", "i32.add")
        code.set(found)
    return at, found


def stride(keys: Sequence[Expr]) -> int:
    """How many bytes each of the best takes."""
    return 4 + 4 * len(keys)
