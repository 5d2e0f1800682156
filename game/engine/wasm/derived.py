"""Writes derived values: cheap ones where they are read, the others as functions.

What is dear is remembered for a position.
"""

from __future__ import annotations

from math import prod

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.protocols import ValueWriter
from game.engine.wasm.scope import Shared, Weight
from game.rules import ir
from game.rules.ir import Expr

#: A derived value is remembered in a position if it has at most so many cells.
REMEMBERED = 4096
#: And if it takes more steps than to look up what it was.
DEAR = 24
#: What takes at most so many expressions is written where it is read.
SMALL = 40
#: Nobody counts beyond this.
MUCH = 1 << 20


def derived(values: ValueWriter, e: ir.DerivedRef) -> None:
    """Leave the value of a cell of a derived value."""
    shared, code = values.shared, values.code
    slots, body = shared.program.scopes.derived[e.name]
    small = body.type.kind != "places" and _weight(shared, e.name).size <= SMALL
    if not small or _is_remembered(shared, e.name):
        for arg in e.args:
            values.push(arg)
        code.call(derived_function(values, e.name))
        return
    for slot, local in [(slot, values.kept(arg)) for slot, arg in zip(slots, e.args, strict=True)]:
        values.locals[slot] = local
    values.push(body)


def derived_function(values: ValueWriter, name: str) -> int:
    """The function of a derived value; it takes the values of its index.

    Args:
        values: the writer of whoever asks.
        name: the derived value.
    """
    shared = values.shared
    slots, body = shared.program.scopes.derived[name]

    def write(code: FunctionWriter) -> None:
        inner = type(values)(shared, code, {slot: i for i, slot in enumerate(slots)})
        if not _is_remembered(shared, name):
            inner.push(body)
            return
        spans = _spans(shared, name)
        at = shared.memory.room(16 * prod(spans))
        cell = code.local()
        for i, size in enumerate(spans):
            if i:
                code.times(size)
            code.get(i)
            if i:
                code.op("i32.add")
        if not slots:
            code.const(0)
        code.times(16)
        code.tee(cell)
        code.memory("i64.load", at)
        code.get_global(shared.version)
        code.op("i64.eq")
        code.if_()
        code.get(cell)
        code.memory("i32.load", at + 8)
        code.op("return")
        code.end()
        value = inner.kept(body)
        code.get(cell)
        code.get_global(shared.version)
        code.memory("i64.store", at)
        code.get(cell)
        code.get(value)
        code.memory("i32.store", at + 8)
        code.get(value)

    return shared.written(("derived", name), len(slots), write)


def _spans(shared: Shared, name: str) -> list[int]:
    """How many values each index of a derived value may have, counted from 0."""
    program = shared.program
    index = program.decls.index_of(name)
    sets = program.symbols.sets
    return [len(sets[sets[over].base].ids) for _, over in index]


def _is_remembered(shared: Shared, name: str) -> bool:
    """Is a derived value looked up where it was worked out in this position before?"""
    body = shared.program.scopes.derived[name][1]
    if body.type.kind == "places" or prod(_spans(shared, name)) > REMEMBERED:
        return False
    return _loops(shared, body) and _weight(shared, name).steps > DEAR


def _loops(shared: Shared, body: Expr) -> bool:
    parts = shared.program.scopes.parts(body)
    return any(isinstance(part, ir.Aggregate | ir.Pick | ir.Reach) for part in parts)


def _weight(shared: Shared, name: str) -> Weight:
    """The weight of a derived value, worked out once."""
    if name not in shared.weights:
        body = shared.program.scopes.derived[name][1]
        size = 0
        for part in ir.walk(body):
            size += 1 + (_weight(shared, part.name).size if isinstance(part, ir.DerivedRef) else 0)
        shared.weights[name] = Weight(min(size, MUCH), _steps(shared, body))
    return shared.weights[name]


def _steps(shared: Shared, e: Expr) -> int:
    """About how many expressions are worked out for one."""
    steps = 1 + sum(_steps(shared, part) for part in ir.children(e))
    if isinstance(e, ir.DerivedRef):
        steps += _weight(shared, e.name).steps
    elif isinstance(e, ir.Aggregate | ir.Pick):
        steps *= _rounds(shared, e.domain)
    return min(steps, MUCH)


def _rounds(shared: Shared, d: ir.Domain) -> int:
    """How many values a loop goes through at most."""
    if d.table:
        return max(len(row) for row in d.table)
    if d.hi is not None:
        return d.type.hi - d.type.lo + 1
    if d.places is not None:
        return len(shared.program.symbols.sets[d.type.base].ids)
    return len(d.values)
