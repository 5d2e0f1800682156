"""Writes the module that judges: endings, doctrine, invariants and derived values."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine.wasm.derived import derived_function
from game.engine.wasm.modules import Judged, WasmModule, finished
from game.engine.wasm.scope import shared_of
from game.engine.wasm.values import ExpressionWriter
from game.rules.program import Program


def write_judge(program: Program) -> WasmModule:
    """Write the module that judges the state that was put down, after `renew` was called.

    Its functions are `judge0`, `judge1`, ..., given the locals that each reads, and `derived NAME`,
    given the places of its index; one of places leaves the address of their costs, see `reach`.
    """
    shared = shared_of(program)
    judged = tuple(_judged(program))
    for place, asked in enumerate(judged):
        code = shared.module.function(len(asked.slots), export=f"judge{place}")
        locals_ = {slot: i for i, slot in enumerate(asked.slots)}
        ExpressionWriter(shared, code, locals_).push(asked.e)
    for name, (slots, _) in program.scopes.derived.items():
        code = shared.module.function(len(slots), export=f"derived {name}")
        for local in range(len(slots)):
            code.get(local)
        code.call(derived_function(ExpressionWriter(shared, code, {}), name))
    renew = shared.module.function(0, export="renew")
    shared.changes(renew)
    renew.const(0)
    return finished(shared, {}, judged)


def _judged(program: Program) -> Iterator[Judged]:
    """What a program is asked to judge besides its derived values."""
    for _, test, _ in program.invariants:
        yield Judged(test, ())
    for ending in program.endings:
        for e in (ending.winner, ending.verdict):
            if e is not None:
                yield Judged(e, ())
        for e in (ending.score, ending.returns):
            if e is not None:
                yield Judged(e, (ending.seat,))
    for row in program.doctrine:
        yield Judged(row.when, ())
        if row.adds is not None:
            yield Judged(row.adds, ())
        for action, e in row.best.items():
            yield Judged(e, program.actions[action].params if action else (row.option,))
