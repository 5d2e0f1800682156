"""Writes what a seat sees of the state: each cell that it does not see is as at the start."""

from __future__ import annotations

import attrs

from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.loops import each
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules import ir
from game.rules.ir import VIEWER
from game.rules.program import HEADER
from game.rules.resolve.symbols import RegisterInfo


@attrs.frozen
class Views:
    """What a seat sees, in a module.

    Attributes:
        seen: for whoever writes what reads only that: its state is the view.
        function: given a seat, it works out what the seat sees, and leaves 0.
    """

    seen: Shared
    function: int


def write_views(shared: Shared) -> Views:
    """Write the function that works out what a seat sees."""
    program, code = shared.program, shared.module.function(1)
    view = shared.memory.room(program.size)
    version = shared.module.variable(I64)
    seen = attrs.evolve(shared, state=view, version=version, given={}, rooms={}, written={})
    start = shared.memory.bytes(program.start)
    shown = [True] * HEADER + [False] * (program.size - HEADER)
    for info in program.symbols.registers.values():
        if not info.frozen and info.see is None:
            shown[info.offset : info.offset + info.bytes] = [True] * info.bytes
    for slot, see in program.local_sees.items():
        if see is None:
            for at in program.offsets[slot].bytes:
                shown[at] = True
    for first, past, open_ in _runs(shown):
        _copy(code, view + first, (shared.state if open_ else start) + first, past - first)
    values = ExpressionWriter(shared, code, {VIEWER: 0})
    for info in program.symbols.registers.values():
        if not info.frozen and info.see is not None:
            _register(values, info, view)
    for slot, see in program.local_sees.items():
        if see is not None and see != ir.FALSE:
            taken = program.offsets[slot].bytes
            values.push(see)
            code.if_()
            _copy(code, view + taken.start, shared.state + taken.start, len(taken))
            code.end()
    seen.changes(code)
    code.const(0)
    return Views(seen, code.number)


def _runs(shown: list[bool]) -> list[tuple[int, int, bool]]:
    """(first, past the last, shown) of each run of bytes that are alike."""
    runs: list[tuple[int, int, bool]] = []
    for at, open_ in enumerate(shown):
        if runs and runs[-1][2] == open_:
            runs[-1] = (runs[-1][0], at + 1, open_)
        else:
            runs.append((at, at + 1, open_))
    return runs


def _copy(code: FunctionWriter, to: int, from_: int, size: int) -> None:
    code.const(to)
    code.const(from_)
    code.const(size)
    code.copy()


def _register(values: ExpressionWriter, info: RegisterInfo, view: int, index: int = 0) -> None:
    """Show the cells of a register that the seat sees."""
    code, shared = values.code, values.shared
    assert info.see is not None
    if index == 0:
        values.locals[info.slots[0]] = 0
    if index < len(info.index):
        members = shared.program.symbols.sets[info.index[index][1]]
        slot = info.slots[index + 1]
        with each(values, ir.Domain(members.type, slot, values=members.order)):
            _register(values, info, view, index + 1)
        return
    size = info.type.cell_bytes
    args = tuple(
        ir.Local(shared.program.symbols.sets[over].type, slot)
        for (_, over), slot in zip(info.index, info.slots[1:], strict=True)
    )
    values.push(info.see)
    code.if_()
    for _ in range(2):
        values.cell(args, info.places, info.sizes)
        code.times(size)
    kind = ("i32.load8_u", "i32.store8") if size == 1 else ("i32.load16_u", "i32.store16")
    code.memory(kind[0], shared.state + info.offset)
    code.memory(kind[1], view + info.offset)
    code.end()
