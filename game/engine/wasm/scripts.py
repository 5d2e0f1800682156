"""Writes statements, and the functions of scripts that never pause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from game.engine.errors import InternalError
from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.loops import Loop, each
from game.engine.wasm.piles import PileWriter
from game.engine.wasm.ranking import select, stride
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules import ir
from game.rules.ir import Stmt


class ScriptWriter:
    """Writes statements into one function.

    Attributes:
        shared: what all functions share.
        code: the function.
        values: writes its expressions.
    """

    def __init__(self, shared: Shared, code: FunctionWriter, locals_: dict[int, int]) -> None:
        self.shared, self.code = shared, code
        self.values = ExpressionWriter(shared, code, locals_)
        self._loops: list[Loop] = []
        self._out = 0

    def script(self, body: Iterable[Stmt]) -> None:
        """Write the whole of a script; a `return` in it leads behind it."""
        self._out = self.code.block()
        self.body(body)
        self.code.end()

    def body(self, body: Iterable[Stmt]) -> None:
        """Write statements that never pause."""
        for st in body:
            _WRITERS[type(st)](self, st)

    # Storing -------------------------------------------------------------------------------

    def _fitting(self, st: ir.StoreLocal | ir.StoreRegister | ir.StoreScratch) -> int:
        """Work out what a statement stores, within its range."""
        code = self.code
        value = self.values.kept(st.value)
        if st.edge == "clamp":
            for bound, op in ((st.lo, "i32.gt_s"), (st.hi, "i32.lt_s")):
                code.get(value)
                code.const(bound)
                code.get(value)
                code.const(bound)
                code.op(op, "select")
                code.set(value)
        elif st.edge:
            code.get(value)
            code.const(st.lo)
            code.op("i32.lt_s")
            code.get(value)
            code.const(st.hi)
            code.op("i32.gt_s", "i32.or")
            code.if_()
            self.shared.fail(code, st, "range", value, value)
            code.end()
        return value

    def _put(self, value: int, lo: int, cell_bytes: int, at: int) -> None:
        """Store a local in the state, its offset behind an address being on the stack."""
        self.code.get(value)
        self.code.plus(-lo)
        self.code.memory("i32.store8" if cell_bytes == 1 else "i32.store16", at)
        self.shared.changes(self.code)

    def keep(self, slot: int, value: int) -> None:
        """Set a local of the rules, where it lives."""
        place = self.shared.place(slot)
        if place is not None:
            self.code.const(0)
            self._put(value, place.lo, place.cell_bytes, self.shared.state + place.at)
            return
        if slot not in self.values.locals:
            self.values.locals[slot] = self.code.local()
        self.code.get(value)
        self.code.set(self.values.locals[slot])

    def _store_local(self, st: ir.StoreLocal) -> None:
        self.keep(st.slot, self._fitting(st))

    def _store_register(self, st: ir.StoreRegister) -> None:
        self._set_cell(st.name, st.args, self._fitting(st))

    def _move(self, st: ir.MoveMembers) -> None:
        def fail(shared: Shared, nothing: int) -> None:
            shared.fail(self.code, st, "misplaced", nothing, nothing)

        PileWriter(self.values, self._set_cell).write(st, fail)

    def _set_cell(self, name: str, args: tuple[ir.Expr, ...], value: int) -> None:
        """Store a local in a cell of a register."""
        info = self.shared.program.symbols.registers[name]
        self.values.cell(args, info.places, info.sizes)
        self.code.times(info.type.cell_bytes)
        self._put(value, info.type.lo, info.type.cell_bytes, self.shared.state + info.offset)

    def _store_scratch(self, st: ir.StoreScratch) -> None:
        value = self._fitting(st)
        self.values.cell(st.args, st.shape.places, st.shape.sizes)
        here = self.shared.place(st.slot)
        if here is not None:
            self.code.times(here.cell_bytes)
            self._put(value, here.lo, here.cell_bytes, self.shared.state + here.at)
            return
        self.code.times(4)
        self.code.get(value)
        self.code.memory("i32.store", self.shared.cells(st.slot, st.shape))

    def _fill_scratch(self, st: ir.FillScratch) -> None:
        value = self.values.kept(st.value)

        def push(cell: int) -> None:
            self.code.get(value)

        self._fill(st.slot, st.shape, push)

    def _hold_places(self, st: ir.HoldPlaces) -> None:
        found = self.values.kept(st.places)
        code = self.code

        def push(cell: int) -> None:
            code.get(cell)
            code.times(4)
            code.get(found)
            code.op("i32.add")
            code.memory("i32.load", 4)
            code.get(found)
            code.memory("i32.load", 0)
            code.op("i32.ne")

        self._fill(st.slot, st.shape, push)

    def _fill(self, slot: int, shape: ir.CellShape, push: Callable[[int], None]) -> None:
        """Set each cell of an indexed local to what is pushed for it."""
        code, here = self.code, self.shared.place(slot)
        cell = code.local()
        code.const(0)
        code.set(cell)
        top = code.loop()
        code.get(cell)
        code.times(4 if here is None else here.cell_bytes)
        push(cell)
        if here is None:
            code.memory("i32.store", self.shared.cells(slot, shape))
        else:
            value = code.kept()
            self._put(value, here.lo, here.cell_bytes, self.shared.state + here.at)
        code.get(cell)
        code.plus(1)
        code.tee(cell)
        code.const(shape.size)
        code.op("i32.lt_s")
        code.br_if(top)
        code.end()

    # Ways on ---------------------------------------------------------------------------------

    def _if(self, st: ir.If) -> None:
        self.values.push(st.test)
        self.code.if_()
        self.body(st.then)
        if st.other:
            self.code.else_()
            self.body(st.other)
        self.code.end()

    def _jump(self, st: ir.Jump) -> None:
        if st.kind == "return":
            self.code.br(self._out)
        else:
            loop = self._loops[-1]
            self.code.br(loop.stop if st.kind == "break" else loop.next)

    def _round(self, loop: Loop, body: Iterable[Stmt]) -> None:
        self._loops.append(loop)
        self.body(body)
        self._loops.pop()

    def _for(self, st: ir.For) -> None:
        if not st.picks:
            with each(self.values, st.domain) as loop:
                self._round(loop, st.body)
            return
        code = self.code
        at, found = select(self.values, len(st.picks), st.sign, st.domain, st.keys)
        taken = code.local()
        code.const(0)
        code.set(taken)
        value = self.values.locals[st.domain.slot] = code.local()
        stop = code.block()
        top = code.loop()
        code.get(taken)
        code.get(found)
        code.op("i32.ge_s")
        code.br_if(stop)
        following = code.block()
        code.get(taken)
        code.times(stride(st.keys))
        code.memory("i32.load", at)
        code.set(value)
        self._round(Loop(stop, following), st.body)
        code.end()
        code.get(taken)
        code.plus(1)
        code.set(taken)
        code.br(top)
        code.end()
        code.end()

    def _while(self, st: ir.While) -> None:
        code = self.code
        last = code.local()
        code.const(st.measure.type.hi + 1)
        code.set(last)
        stop = code.block()
        top = code.loop()
        now = self.values.kept(st.measure)
        code.get(now)
        code.const(0)
        code.op("i32.le_s")
        code.br_if(stop)
        code.get(now)
        code.get(last)
        code.op("i32.ge_s")
        code.if_()
        self.shared.fail(code, st, "stuck", last, now)
        code.end()
        code.get(now)
        code.set(last)
        following = code.block()
        self._round(Loop(stop, following), st.body)
        code.end()
        code.br(top)
        code.end()
        code.end()

    def _call(self, st: ir.Call) -> None:
        code = self.code
        which = None if st.which is None else self.values.kept(st.which)
        given = [self.values.kept(arg) for arg in st.args]
        out = code.block()
        for place, target in enumerate(st.targets):
            past = code.block()
            if which is not None:
                code.get(which)
                code.const(place)
                code.op("i32.ne")
                code.br_if(past)
            for local in given:
                code.get(local)
            code.call(script_function(self.shared, target))
            code.op("drop")
            code.br(out)
            code.end()
        code.end()

    def _select(self, st: ir.SelectBest) -> None:
        code = self.code
        at, found = select(self.values, len(st.into), st.sign, st.domain, st.keys)
        for i, local in enumerate(st.into):
            value = code.local()
            code.const(i * stride(st.keys))
            code.memory("i32.load", at)
            code.const(-1)
            code.get(found)
            code.const(i)
            code.op("i32.gt_s", "select")
            code.set(value)
            self.keep(local.slot, value)

    def _check_decreasing(self, st: ir.CheckDecreasing) -> None:
        code = self.code
        now, last = self.values.kept(st.measure), self.values.kept(st.last)
        for a, b in ((now, last), (last, -1)):
            code.get(a)
            if b < 0:
                code.const(0)
            else:
                code.get(b)
            code.op("i32.ge_s" if b >= 0 else "i32.gt_s")
        code.op("i32.and")
        code.if_()
        self.shared.fail(code, st, "stuck", last, now)
        code.end()

    def _note_fall(self, st: ir.NoteFall) -> None:
        code = self.code
        last = self.values.kept(st.last)
        code.get(last)
        code.const(0)
        code.op("i32.gt_s")
        code.if_()
        self.values.push(st.measure)
        code.get(last)
        code.op("i32.lt_s")
        code.if_()
        nought = code.local()
        code.const(0)
        code.set(nought)
        self.keep(st.last.slot, nought)
        code.end()
        code.end()


_WRITERS: dict[type[Stmt], Callable[[ScriptWriter, Any], None]] = {
    ir.StoreLocal: ScriptWriter._store_local,
    ir.StoreRegister: ScriptWriter._store_register,
    ir.StoreScratch: ScriptWriter._store_scratch,
    ir.FillScratch: ScriptWriter._fill_scratch,
    ir.HoldPlaces: ScriptWriter._hold_places,
    ir.MoveMembers: ScriptWriter._move,
    ir.If: ScriptWriter._if,
    ir.Jump: ScriptWriter._jump,
    ir.For: ScriptWriter._for,
    ir.While: ScriptWriter._while,
    ir.Call: ScriptWriter._call,
    ir.SelectBest: ScriptWriter._select,
    ir.CheckDecreasing: ScriptWriter._check_decreasing,
    ir.NoteFall: ScriptWriter._note_fall,
    # What is told changes nothing; only the interpreter tells it.
    ir.Tell: lambda writer, st: None,
}


def script_function(shared: Shared, key: str) -> int:
    """The function of a script that never pauses; it takes the script's parameters, leaves 0."""
    function = shared.program.functions[key]
    if function.pauses:
        raise InternalError(f"`{key}` pauses, and is no function.")

    def write(code: FunctionWriter) -> None:
        ScriptWriter(shared, code, {slot: i for i, slot in enumerate(function.params)}).script(
            function.body
        )
        code.const(0)

    return shared.written(("script", key), len(function.params), write)
