"""Writes loops over domains."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate

import attrs

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.protocols import ValueWriter
from game.rules import ir


@attrs.frozen
class Loop:
    """A loop that is being written.

    Attributes:
        stop: the label that ends it.
        next: the label that goes on with the next value.
    """

    stop: int
    next: int


@contextmanager
def each(values: ValueWriter, d: ir.Domain) -> Iterator[Loop]:
    """Write a loop over a domain; what is written meanwhile is done for each value that it keeps.

    The value is in the local that `values.locals` gives for the domain's slot.

    Args:
        values: writes into the function.
        d: the domain; its span is read once, its filter for each value.
    """
    with _span(values, d) as loop:
        if d.filter is not None:
            values.test(d.filter, loop.next)
        yield loop


@contextmanager
def _span(values: ValueWriter, d: ir.Domain) -> Iterator[Loop]:
    code, row = values.code, values.shared.memory.row
    value = code.local()
    if d.table and d.subject is not None and _at_most_one(d):
        # There is nothing to go round for.
        past = code.block()
        values.push(d.subject)
        row([members[0] if members else -1 for members in d.table]).load(code)
        code.tee(value)
        code.const(0)
        code.op("i32.lt_s")
        code.br_if(past)
        values.locals[d.slot] = value
        yield Loop(past, past)
        code.end()
    elif d.table and d.subject is not None:
        ends = row((0, *accumulate(len(members) for members in d.table)))
        members = row([v for members in d.table for v in members])
        subject = values.kept(d.subject)
        code.get(subject)
        ends.load(code)
        first = code.kept()
        code.get(subject)
        code.plus(1)
        ends.load(code)
        last = code.kept()
        values.locals[d.slot] = value
        with counted(code, first, last) as loop:
            code.get(first)
            members.load(code)
            code.set(value)
            yield loop
    elif d.lo is not None and d.hi is not None:
        first, last = values.kept(d.lo), values.kept(d.hi)
        values.locals[d.slot] = value
        with counted(code, first, last) as loop:
            code.get(first)
            code.set(value)
            yield loop
    elif d.places is not None:
        size = len(values.shared.program.symbols.sets[d.type.base].ids)
        # Whatever is reached meanwhile, what was reached at the beginning is gone through.
        held = values.shared.memory.room(4 * (size + 1))
        code.const(held)
        values.push(d.places)
        code.const(4 * (size + 1))
        code.copy()
        values.locals[d.slot] = value
        first, last = _constants(values, 0, size)
        with counted(code, first, last) as loop:
            code.get(first)
            code.times(4)
            code.memory("i32.load", held + 4)
            code.const(held)
            code.memory("i32.load", 0)
            code.op("i32.eq")
            code.br_if(loop.next)
            code.get(first)
            code.set(value)
            yield loop
    else:
        held_values = tuple(int(v) for v in d.values)
        count, start = len(held_values), held_values[0] if held_values else 0
        values.locals[d.slot] = value
        if held_values == tuple(range(start, start + count)):
            first, last = _constants(values, start, start + count)
            with counted(code, first, last) as loop:
                code.get(first)
                code.set(value)
                yield loop
        else:
            members = row(held_values)
            first, last = _constants(values, 0, count)
            with counted(code, first, last) as loop:
                code.get(first)
                members.load(code)
                code.set(value)
                yield loop


def _constants(values: ValueWriter, *numbers: int) -> list[int]:
    locals_ = []
    for number in numbers:
        values.code.const(number)
        locals_.append(values.code.kept())
    return locals_


@contextmanager
def counted(code: FunctionWriter, at: int, last: int) -> Iterator[Loop]:
    """Write a loop that counts a local up to another, which it does not reach."""
    stop = code.block()
    top = code.loop()
    code.get(at)
    code.get(last)
    code.op("i32.ge_s")
    code.br_if(stop)
    following = code.block()
    yield Loop(stop, following)
    code.end()
    code.get(at)
    code.plus(1)
    code.set(at)
    code.br(top)
    code.end()
    code.end()


def _at_most_one(d: ir.Domain) -> bool:
    """Has each list of members one at most?"""
    return all(len(row) == 0 or (len(row) == 1 and row[0] >= 0) for row in d.table)
