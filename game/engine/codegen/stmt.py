"""Writes statements of the rules as Python source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from game.engine.codegen.expand import is_constant, truth, weight
from game.engine.codegen.expr import ExprWriter
from game.engine.codegen.piles import MoveWriter
from game.engine.codegen.protocols import ModuleNames
from game.engine.codegen.source import FunctionSource, shift, write
from game.rules import cfg, ir
from game.rules.ir import Const, Expr, Stmt

_UNROLL = 240


def assigned(body: tuple[Stmt, ...]) -> set[int]:
    """The locals that statements set."""
    nested = cfg.nested(body)
    return {x.slot for x in nested if isinstance(x, ir.StoreLocal)} | {
        x.domain.slot for x in nested if isinstance(x, ir.For)
    }


def jumps(body: tuple[Stmt, ...]) -> bool:
    """Do statements leave the loop or script they stand in?"""
    return any(
        isinstance(x, ir.Jump)
        or (isinstance(x, ir.If) and (jumps(x.then) or jumps(x.other)))
        or (isinstance(x, (ir.For, ir.While)) and _returns(x.body))
        for x in body
    )


def _returns(body: tuple[Stmt, ...]) -> bool:
    return any(isinstance(x, ir.Jump) and x.kind == "return" for x in cfg.nested(body))


def size(body: Sequence[Stmt]) -> int:
    """About how much source some statements make."""
    total = 0
    for x in cfg.nested(body):
        match x:
            case ir.StoreLocal(_, _, value):
                total += 2 + weight(value)
            case ir.StoreRegister(_, _, args, value):
                total += 2 + weight(value) + sum(map(weight, args))
            case ir.StoreScratch(_, _, args, value):
                total += 2 + weight(value) + sum(map(weight, args))
            case ir.If(_, test):
                total += weight(test)
            case ir.While(_, measure):
                total += weight(measure)
            case _:
                total += 4
    return total


class StmtWriter:
    """Writes statements of one function.

    Attributes:
        out: the function's lines.
        expr: writes the expressions in them.
    """

    def __init__(self, module: ModuleNames, values: dict[int, Any] | None = None) -> None:
        """Begin a function.

        Args:
            module: the module it belongs to.
            values: the locals known to be constant, by slot.
        """
        self.out = FunctionSource()
        self.expr = ExprWriter(module, self.out, values)
        self._module, self._program = module, module.program
        self._leave = "return"

    def select_best(self, st: ir.SelectBest) -> None:
        """Keep the members that a loop which pauses will run over."""
        found, member = self.expr.ranking.ranked(st.domain, st.sign, st.keys)
        for place, local in enumerate(st.into):
            self._keep(
                local.slot, f"{member(f'{found}[{place}]')} if len({found}) > {place} else -1"
            )

    def _keep(self, slot: int, value: str) -> None:
        """Store into a local."""
        if slot in self._program.offsets:
            place = self._program.offsets[slot]
            value = value if value.isdigit() else f"({value})"
            self._put(str(place.at), place.cell_bytes, shift(value, -place.lo))
        else:
            self.out.line(f"v{slot} = {value}")

    def _put(self, place: str, size: int, number: str) -> None:
        """Set a cell; what takes two bytes is worked out once."""
        if size > 1:
            number = number if number.isdigit() else self.out.temp(number)
            place = place if place.isdigit() else self.out.temp(place)
        for line in write(place, size, number):
            self.out.line(line)

    def store(self, st: ir.Store) -> None:
        """Set a local or a register cell, at its edges as declared."""
        e = self.expr.settle(st.value)
        lo, hi, t = st.lo, st.hi, st.value.type
        if st.edge == "clamp" and isinstance(e, Const):
            e = ir.const(min(max(e.value, lo), hi))
        value = self.expr.expr(e)
        if st.edge == "clamp" and not isinstance(e, Const) and (t.lo < lo or t.hi > hi):
            value = name = self.out.temp(value)
            if t.lo < lo:
                value = f"({lo} if {name} < {lo} else {value})"
            if t.hi > hi:
                value = f"({hi} if {name} > {hi} else {value})"
        elif st.edge == "error":
            value = name = self.out.temp(value)
            said = f"{st.rule!r}, {self._program.name_of(st)!r}, {name}, {lo}, {hi}, {st.at}"
            self.out.line(f"if not {lo} <= {name} <= {hi}: raise breach({said})")
        if isinstance(st, ir.StoreLocal):
            self._keep(st.slot, value)
            if isinstance(e, Const) and st.slot not in self._program.offsets:
                self.expr.values[st.slot] = e.value
            else:
                self.expr.values.pop(st.slot, None)
            return
        info = self._program.symbols.registers[st.name]
        place = self.expr.place(st.name, tuple(map(self.expr.settle, st.args)), info.offset)
        self._put(place, info.cell_bytes, shift(value, -info.type.lo))

    def _fill(self, slot: int, value: Expr, size: int) -> None:
        """Set all cells of an indexed local."""
        text = self.expr.text(value)
        if slot in self._program.offsets:
            here = self._program.offsets[slot]
            number = shift(text, -here.lo)
            one = f"bytes(({number},))"
            if here.cell_bytes > 1:
                one = f"({number}).to_bytes({here.cell_bytes}, 'little')"
            self.out.line(f"{self._bytes(slot)} = {one} * {size}")
        else:
            self.out.line(f"v{slot} = [{text}] * {size}")

    def _bytes(self, slot: int) -> str:
        """Source of all bytes of an indexed local that is in the state."""
        taken = self._program.offsets[slot].bytes
        return f"s[{taken.start}:{taken.stop}]"

    def _store_scratch(self, st: ir.StoreScratch) -> None:
        value = self.expr.text(st.value)
        if st.edge:
            value = name = self.out.temp(value)
            said = f"{st.rule!r}, {self._program.name_of(st)!r}, {name}, {st.lo}, {st.hi}, {st.at}"
            self.out.line(f"if not {st.lo} <= {name} <= {st.hi}: raise breach({said})")
        args = tuple(map(self.expr.settle, st.args))
        place = self.expr.scratch_place(st.slot, args, st.shape)
        here = self._program.offsets.get(st.slot)
        if here is None:
            self.out.line(f"v{st.slot}[{place}] = {value}")
        else:
            self._put(place, here.cell_bytes, shift(value, -here.lo))

    def body(self, body: Sequence[Stmt]) -> None:
        """Write statements; perhaps no line at all."""
        for st in body:
            match st:
                case ir.StoreLocal() | ir.StoreRegister():
                    self.store(st)
                case ir.StoreScratch():
                    self._store_scratch(st)
                case ir.FillScratch(_, slot, value, shape):
                    self._fill(slot, value, shape.size)
                case ir.HoldPlaces(_, slot, places, shape):
                    found = f"{self.expr.text(places)}[1][:{shape.size}]"
                    if slot in self._program.offsets:
                        self.out.line(f"{self._bytes(slot)} = {found}")
                    else:
                        self.out.line(f"v{slot} = list({found})")
                case ir.MoveMembers():
                    MoveWriter(self.out, self.expr).write(st)
                case ir.If(_, test, then, other):
                    self._if(self.expr.settle(test), then, other)
                case ir.For():
                    self._for(st)
                case ir.While():
                    self._while(st)
                case ir.CheckDecreasing(rule, now, before):
                    n, w = self.expr.text(now), self.expr.text(before)
                    self.out.line(f"if {n} >= {w} > 0: raise stuck({rule!r}, {w}, {n}, {st.at})")
                case ir.NoteFall(_, now, before):
                    w = self.expr.text(before)
                    with self.out.indented(f"if {w} and {self.expr.text(now)} < {w}:"):
                        self._keep(before.slot, "0")
                case ir.SelectBest():
                    self.select_best(st)
                case ir.Call():
                    self._call(st)
                case ir.Jump(_, kind):
                    self.out.line(self._leave if kind == "return" else kind)

    def _if(self, test: Expr, then: tuple[Stmt, ...], other: tuple[Stmt, ...]) -> None:
        if isinstance(test, Const):
            self.body(then if test.value else other)
            return
        before = dict(self.expr.values)
        with self.out.indented(f"if {self.expr.expr(test)}:"):
            self.body(then)
        if other:
            self.expr.values = dict(before)
            with self.out.indented("else:"):
                self.body(other)
        self.expr.values = before
        self._forget((*then, *other))

    def _forget(self, body: tuple[Stmt, ...]) -> None:
        """What some statements, run or not, may set is no longer known."""
        for slot in assigned(body):
            self.expr.values.pop(slot, None)

    def script(self, function: cfg.Function, args: list[Expr], leave: str = "return") -> None:
        """Write a script that never pauses, with settled arguments, in place of a call.

        `leave` is written where it returns early.
        """
        kept, fixed = dict(self.expr.values), assigned(function.body)
        for slot, value in zip(function.params, args, strict=True):
            self.expr.values.pop(slot, None)
            if isinstance(value, Const) and slot not in fixed:
                self.expr.values[slot] = value.value
            else:
                self.out.line(f"v{slot} = {self.expr.expr(value)}")
        self._leave, left = leave, self._leave
        self.body(function.body)
        self._leave = left
        self.expr.values = kept

    def _call(self, st: ir.Call) -> None:
        if st.which is None and self._module.is_inlined(st.targets[0]):
            function = self._program.functions[st.targets[0]]
            self.script(function, [self.expr.settle(arg) for arg in st.args])
            return
        given = "".join(f", {self.expr.text(a)}" for a in st.args)
        names = [self._module.script(t) for t in st.targets]
        which = "" if st.which is None else self.expr.text(st.which)
        name = f"({', '.join(names)},)[{which}]" if which else names[0]
        self.out.line(f"{name}(s{given})")

    def _for(self, st: ir.For) -> None:
        self._forget((st,))
        if st.picks:
            d = st.domain
            found, member = self.expr.ranking.ranked(d, st.sign, st.keys)
            with self.out.indented(f"for r{d.slot} in {found}[:{len(st.picks)}]:"):
                self.out.line(f"v{d.slot} = {member(f'r{d.slot}')}")
                self.body(st.body)
            self._forget((st,))
            return
        d = self._settled(st.domain)
        cost = size(st.body) + (0 if d.filter is None else weight(d.filter))
        if is_constant(d) and cost * len(d.values) <= _UNROLL and not jumps(st.body):
            self._unroll(d, st.body)
            return
        with self.out.indented(f"for v{d.slot} in {self.expr.span(d)}:"):
            if d.filter is not None:
                self.out.line(f"if not {self.expr.text(d.filter)}: continue")
            self.body(st.body)
        self._forget((st,))

    def _while(self, st: ir.While) -> None:
        self._forget(st.body)
        now, last = f"n{st.last}", f"w{st.last}"
        self.out.line(f"{last} = {st.measure.type.hi + 1}")
        with self.out.indented("while True:"):
            self.out.line(f"{now} = {self.expr.text(st.measure)}")
            self.out.line(f"if {now} <= 0: break")
            said = f"{st.rule!r}, {last}, {now}, {st.at}"
            self.out.line(f"if {now} >= {last}: raise stuck({said})")
            self.out.line(f"{last} = {now}")
            self.body(st.body)
        self._forget(st.body)

    def _settled(self, d: ir.Domain) -> ir.Domain:
        if is_constant(d):
            return d
        parts = (d.subject, d.lo, d.hi, d.places)
        subject, lo, hi, places = [None if e is None else self.expr.settle(e) for e in parts]
        return ir.settle(attrs.evolve(d, subject=subject, lo=lo, hi=hi, places=places))

    def _unroll(self, d: ir.Domain, body: tuple[Stmt, ...]) -> None:
        for value in d.values:
            self.expr.values[d.slot] = truth(d, value)
            test = ir.TRUE if d.filter is None else self.expr.settle(d.filter)
            self._if(test, body, ())
        self.expr.values.pop(d.slot, None)
