"""Writes expressions: each leaves one number on the stack.

A truth value is 0 or 1, a member its place in its base set, none -1, and a set of places the
address of what a search found (see `reach`).
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from game.engine.errors import InternalError
from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.derived import derived
from game.engine.wasm.loops import each
from game.engine.wasm.ranking import pick
from game.engine.wasm.reach import reach
from game.engine.wasm.scope import Shared
from game.rules import ir
from game.rules.ir import Expr

_COMPARE = {"==": "eq", "!=": "ne", "<": "lt_s", "<=": "le_s", ">": "gt_s", ">=": "ge_s"}
_ARITHMETIC = {"+": "i32.add", "-": "i32.sub", "*": "i32.mul"}


class ExpressionWriter:
    """Writes expressions into one function.

    Attributes:
        shared: what all functions share.
        code: the function.
        locals: for the locals of the rules that are not in the state, the function's own.
    """

    def __init__(self, shared: Shared, code: FunctionWriter, locals_: dict[int, int]) -> None:
        self.shared, self.code, self.locals = shared, code, locals_

    def push(self, e: Expr) -> None:
        """Leave the value of an expression on the stack."""
        _WRITERS[type(e)](self, e)

    def kept(self, e: Expr) -> int:
        """Work out an expression into a new local."""
        self.push(e)
        return self.code.kept()

    def fresh(self, kind: ir.Type) -> ir.Local:
        """A local that the rules have not, in a new local of the function."""
        local = self.code.local()
        # Below all slots that there are, the viewer's among them.
        slot = ir.VIEWER - 1 - local
        self.locals[slot] = local
        return ir.Local(kind, slot)

    def once(self, e: Expr) -> Expr:
        """Work out an expression, and give what stands for its value."""
        if isinstance(e, ir.Const):
            return e
        held = self.fresh(e.type)
        self.push(e)
        self.code.set(self.locals[held.slot])
        return held

    def test(self, e: Expr, label: int) -> None:
        """Jump to a label unless a condition holds."""
        self.push(e)
        self.code.op("i32.eqz")
        self.code.br_if(label)

    # Where values are ----------------------------------------------------------------------

    def _const(self, e: ir.Const) -> None:
        self.code.const(int(e.value))

    def _local(self, e: ir.Local) -> None:
        if e.slot in self.locals:
            self.code.get(self.locals[e.slot])
            return
        place = self.shared.place(e.slot)
        if place is None:
            raise InternalError(f"a local without a place: {e}")
        self.code.const(0)
        self.load(self.shared.state + place.at, place.cell_bytes, place.lo)

    def load(self, at: int, cell_bytes: int, lo: int) -> None:
        """Replace an offset on the stack by the value of the cell so far behind an address."""
        self.code.memory("i32.load8_u" if cell_bytes == 1 else "i32.load16_u", at)
        self.code.plus(lo)

    def cell(
        self, args: tuple[Expr, ...], rows: tuple[tuple[int, ...], ...], sizes: tuple[int, ...]
    ) -> None:
        """Leave the number of a cell on the stack."""
        stride, constant, parts = prod(sizes), 0, 0
        for arg, places, size in zip(args, rows, sizes, strict=True):
            stride //= size
            if isinstance(arg, ir.Const):
                constant += places[arg.value] * stride
                continue
            self.push(arg)
            if places != tuple(range(len(places))):
                self.shared.memory.row(places).load(self.code)
            self.code.times(stride)
            if parts:
                self.code.op("i32.add")
            parts += 1
        if not parts:
            self.code.const(constant)
        else:
            self.code.plus(constant)

    def _scratch(self, e: ir.ScratchRef) -> None:
        self.cell(e.args, e.shape.places, e.shape.sizes)
        here = self.shared.place(e.slot)
        if here is None:
            self.code.times(4)
            self.code.memory("i32.load", self.shared.cells(e.slot, e.shape))
        else:
            self.code.times(here.cell_bytes)
            self.load(self.shared.state + here.at, here.cell_bytes, here.lo)

    def _register(self, e: ir.RegisterRef) -> None:
        info = self.shared.program.symbols.registers[e.name]
        self.cell(e.args, info.places, info.sizes)
        if info.frozen:
            self.shared.memory.row(info.start).load(self.code)
        else:
            self.code.times(info.type.cell_bytes)
            at = self.shared.state + info.offset
            self.load(at, info.type.cell_bytes, info.type.lo)

    def _derived(self, e: ir.DerivedRef) -> None:
        derived(self, e)

    def _field(self, e: ir.FieldRef) -> None:
        self.push(e.arg)
        self.shared.memory.row(e.table).load(self.code)

    def _contains(self, e: ir.Contains) -> None:
        rows = e.masks
        arg = e.arg
        if isinstance(arg, ir.Const):
            rows, arg = (e.masks[arg.value],), None
        if arg is None and self._in_one(e.item, rows[0]):
            return
        # None, -1, has a place of its own before all members.
        width = max([e.item.type.hi, *(mask.bit_length() - 1 for mask in rows)]) + 2
        held = [mask >> i - 1 & 1 if i else 0 for mask in rows for i in range(width)]
        if arg is not None:
            self.push(arg)
            self.code.times(width)
        self.push(e.item)
        if arg is not None:
            self.code.op("i32.add")
        self.code.plus(1)
        self.shared.memory.row(held).load(self.code)

    def _in_one(self, item: Expr, mask: int) -> bool:
        """Leave whether a member is one of those of a mask, if that takes no table."""
        code, may_be = self.code, item.type.mask
        mask &= may_be
        low, high = (mask & -mask).bit_length() - 1, mask.bit_length()
        if mask and may_be & (1 << high) - (1 << low) == mask:
            # None, -1, is more than any place here.
            self.push(item)
            code.plus(-low)
            code.const(high - low)
            code.op("i32.lt_u")
        elif mask < 1 << 31 and item.type.hi < 31:
            # None counts as the last of the 32 bits.
            code.const(mask)
            self.push(item)
            code.op("i32.shr_u")
            code.const(1)
            code.op("i32.and")
        else:
            return False
        return True

    # What is worked out of them ------------------------------------------------------------

    def _arithmetic(self, e: ir.Arithmetic) -> None:
        code, op = self.code, e.op
        self.push(e.a)
        if op in _ARITHMETIC:
            self.push(e.b)
            code.op(_ARITHMETIC[op])
            return
        if op in ("//", "%") and e.a.type.lo >= 0:
            self.push(e.b)
            code.op("i32.div_u" if op == "//" else "i32.rem_u")
            return
        a, b = code.kept(), self.kept(e.b)
        if op in ("min", "max"):
            for local in (a, b, a, b):
                code.get(local)
            code.op("i32.lt_s" if op == "min" else "i32.gt_s", "select")
            return
        # A divisor is 1 or more. Below nought the rules round down, and the machine towards it.
        rest = code.local()
        for local in (a, b):
            code.get(local)
        code.op("i32.rem_s")
        code.set(rest)
        if op == "%":
            for local in (rest, b):
                code.get(local)
            code.op("i32.add")
            for local in (rest, rest):
                code.get(local)
            code.const(0)
            code.op("i32.lt_s", "select")
            return
        for local in (a, b):
            code.get(local)
        code.op("i32.div_s")
        code.get(rest)
        code.const(0)
        code.op("i32.lt_s", "i32.sub")

    def _compare(self, e: ir.Compare) -> None:
        self.push(e.a)
        self.push(e.b)
        self.code.op(f"i32.{_COMPARE[e.op]}")

    def _connective(self, e: ir.Connective) -> None:
        code = self.code
        for item in e.items[:-1]:
            self.push(item)
            code.if_(result=True)
            if e.op == "or":
                code.const(1)
                code.else_()
        self.push(e.items[-1])
        for _ in e.items[:-1]:
            if e.op == "and":
                code.else_()
                code.const(0)
            code.end()

    def _not(self, e: ir.Not) -> None:
        self.push(e.a)
        self.code.op("i32.eqz")

    def _conditional(self, e: ir.Conditional | ir.Known) -> None:
        self.push(e.test)
        self.code.if_(result=True)
        self.push(e.a)
        self.code.else_()
        self.push(e.b)
        self.code.end()

    def _reveal(self, e: ir.Reveal) -> None:
        self.push(e.a)

    def _seen(self, e: ir.Seen) -> None:
        self.push(e.test)

    def _pick(self, e: ir.Pick) -> None:
        pick(self, e)

    def _aggregate(self, e: ir.Aggregate) -> None:
        code, op = self.code, e.op
        total, found = code.local(), code.local()
        code.const(1 if op == "all" else 0)
        code.set(total)
        code.const(0)
        code.set(found)
        with each(self, e.domain) as loop:
            if op == "count":
                code.get(total)
                code.plus(1)
                code.set(total)
            elif op == "sum":
                code.get(total)
                self.push(e.body)
                code.op("i32.add")
                code.set(total)
            elif op in ("any", "all"):
                self.push(e.body)
                if op == "all":
                    code.op("i32.eqz")
                code.if_()
                code.const(int(op == "any"))
                code.set(total)
                code.br(loop.stop)
                code.end()
            else:
                here = self.kept(e.body)
                code.get(found)
                code.op("i32.eqz")
                for local in (here, total):
                    code.get(local)
                code.op("i32.lt_s" if op == "min" else "i32.gt_s", "i32.or")
                code.if_()
                code.get(here)
                code.set(total)
                code.end()
                code.const(1)
                code.set(found)
        if e.default is None:
            code.get(total)
        else:
            code.get(found)
            code.if_(result=True)
            code.get(total)
            code.else_()
            self.push(e.default)
            code.end()

    # Places that are reached -----------------------------------------------------------------

    def _reach(self, e: ir.Reach) -> None:
        reach(self, e)

    def _spent(self, e: ir.Spent) -> None:
        self._cost_of(e)

    def _reached(self, e: ir.InReach) -> None:
        # Where it is not reached, a place has the cost that none has.
        found = self._cost_of(e)
        self.code.get(found)
        self.code.memory("i32.load", 0)
        self.code.op("i32.ne")

    def _cost_of(self, e: ir.Spent | ir.InReach) -> int:
        """Leave what a place, or none, costs among some places; a local has their address."""
        code = self.code
        # The item may ask what is reached, too, so it comes first.
        self.push(e.item)
        code.plus(1)
        code.times(4)
        self.push(e.places)
        found = code.local()
        code.tee(found)
        code.op("i32.add")
        code.memory("i32.load", 0)
        return found


_WRITERS: dict[type[Expr], Callable[[ExpressionWriter, Any], None]] = {
    ir.Const: ExpressionWriter._const,
    ir.Local: ExpressionWriter._local,
    ir.ScratchRef: ExpressionWriter._scratch,
    ir.RegisterRef: ExpressionWriter._register,
    ir.DerivedRef: ExpressionWriter._derived,
    ir.FieldRef: ExpressionWriter._field,
    ir.Contains: ExpressionWriter._contains,
    ir.Arithmetic: ExpressionWriter._arithmetic,
    ir.Compare: ExpressionWriter._compare,
    ir.Connective: ExpressionWriter._connective,
    ir.Not: ExpressionWriter._not,
    ir.Conditional: ExpressionWriter._conditional,
    ir.Known: ExpressionWriter._conditional,
    ir.Reveal: ExpressionWriter._reveal,
    ir.Seen: ExpressionWriter._seen,
    ir.Aggregate: ExpressionWriter._aggregate,
    ir.Pick: ExpressionWriter._pick,
    ir.Reach: ExpressionWriter._reach,
    ir.InReach: ExpressionWriter._reached,
    ir.Spent: ExpressionWriter._spent,
}
