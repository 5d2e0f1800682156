"""Writes statements of the rules as Python source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from game.engine.expand import is_constant, truth, weight
from game.engine.express import Expressions, Names, shift
from game.rules import cfg, ir
from game.rules.ir import Const, Expr, Stmt

_UNROLL = 240


def assigned(body: tuple[Stmt, ...]) -> set[int]:
    """The locals that statements set."""
    nested = cfg.nested(body)
    return {x.slot for x in nested if isinstance(x, ir.Set)} | {
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
            case ir.Set(_, _, _, args, value):
                total += 2 + weight(value) + sum(map(weight, args))
            case ir.If(_, test):
                total += weight(test)
            case ir.While(_, measure):
                total += weight(measure)
            case _:
                total += 4
    return total


class Writer(Expressions):
    """One function's source, with statements."""

    def __init__(self, names: Names, values: dict[int, Any] | None = None) -> None:
        super().__init__(names, values)
        self._leave = "return"

    def select_best(self, st: ir.SelectBest) -> None:
        """Keep the members that a loop which pauses will run over."""
        found, member = self._sorted(st.domain, st.sign, st.keys)
        for place, local in enumerate(st.into):
            self._keep(
                local.slot, f"{member(f'{found}[{place}]')} if len({found}) > {place} else -1"
            )

    def _keep(self, slot: int, value: str) -> None:
        """Store into a local."""
        if slot in self.program.offsets:
            at, low = self.program.offsets[slot]
            value = value if value.isdigit() else f"({value})"
            self.line(f"s[{at}] = {shift(value, -low)}")
        else:
            self.line(f"v{slot} = {value}")

    def store(self, st: ir.Set) -> None:
        """Set a local or a register cell, at its edges as declared."""
        e = self.settle(st.value)
        lo, hi, t = st.lo, st.hi, st.value.type
        if st.edge == "clamp" and isinstance(e, Const):
            e = ir.const(min(max(e.value, lo), hi))
        value = self.expr(e)
        if st.edge == "clamp" and not isinstance(e, Const) and (t.lo < lo or t.hi > hi):
            value = name = self.temp(value)
            if t.lo < lo:
                value = f"({lo} if {name} < {lo} else {value})"
            if t.hi > hi:
                value = f"({hi} if {name} > {hi} else {value})"
        elif st.edge == "error":
            value = name = self.temp(value)
            said = f"{st.rule!r}, {self.program.name_of(st)!r}, {name}, {lo}, {hi}, {st.at}"
            self.line(f"if not {lo} <= {name} <= {hi}: raise breach({said})")
        if st.slot >= 0:
            self._keep(st.slot, value)
            if isinstance(e, Const) and st.slot not in self.program.offsets:
                self.values[st.slot] = e.value
            else:
                self.values.pop(st.slot, None)
            return
        info = self.program.world.registers[st.name]
        place = self.place(st.name, tuple(map(self.settle, st.args)), info.offset)
        self.line(f"s[{place}] = {shift(value, -info.type.lo)}")

    def body(self, body: Sequence[Stmt]) -> None:
        """Write statements; perhaps no line at all."""
        for st in body:
            match st:
                case ir.Set():
                    self.store(st)
                case ir.If(_, test, then, other):
                    self._if(self.settle(test), then, other)
                case ir.For():
                    self._for(st)
                case ir.While(rule, measure, last, inner, at=at):
                    self._forget(inner)
                    self.line(f"w{last} = {measure.type.hi + 1}")
                    self.line("while True:")
                    self.depth += 1
                    self.line(f"n{last} = {self.text(measure)}")
                    self.line(f"if n{last} <= 0: break")
                    self.line(
                        f"if n{last} >= w{last}: raise stuck({rule!r}, w{last}, n{last}, {at})"
                    )
                    self.line(f"w{last} = n{last}")
                    self.body(inner)
                    self.depth -= 1
                    self._forget(inner)
                case ir.CheckDecreasing(rule, now, before):
                    n, w = self.text(now), self.text(before)
                    self.line(f"if {n} >= {w} > 0: raise stuck({rule!r}, {w}, {n}, {st.at})")
                case ir.NoteFall(_, now, before):
                    w = self.text(before)
                    self.line(f"if {w} and {self.text(now)} < {w}: {w} = 0")
                case ir.SelectBest():
                    self.select_best(st)
                case ir.Call():
                    self._call(st)
                case ir.Jump(_, kind):
                    self.line(self._leave if kind == "return" else kind)

    def inner(self, body: tuple[Stmt, ...]) -> None:
        """Write statements one deeper, `pass` if there are none."""
        self.depth += 1
        before = len(self.lines)
        self.body(body)
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def _if(self, test: Expr, then: tuple[Stmt, ...], other: tuple[Stmt, ...]) -> None:
        if isinstance(test, Const):
            self.body(then if test.value else other)
            return
        self.line(f"if {self.expr(test)}:")
        before = dict(self.values)
        self.inner(then)
        if other:
            self.values = dict(before)
            self.line("else:")
            self.inner(other)
        self.values = before
        self._forget((*then, *other))

    def _forget(self, body: tuple[Stmt, ...]) -> None:
        """What some statements, run or not, may set is no longer known."""
        for slot in assigned(body):
            self.values.pop(slot, None)

    def script(self, unit: cfg.Function, args: list[Expr], leave: str = "return") -> None:
        """Write a script that never pauses, with settled arguments, in place of a call.

        `leave` is written where it returns early.
        """
        kept, fixed = dict(self.values), assigned(unit.body)
        for slot, value in zip(unit.params, args, strict=True):
            self.values.pop(slot, None)
            if isinstance(value, Const) and slot not in fixed:
                self.values[slot] = value.value
            else:
                self.line(f"v{slot} = {self.expr(value)}")
        self._leave, left = leave, self._leave
        self.body(unit.body)
        self._leave = left
        self.values = kept

    def _call(self, st: ir.Call) -> None:
        if st.which is None and self.names.is_inlined(st.targets[0]):
            unit = self.program.functions[st.targets[0]]
            self.script(unit, [self.settle(arg) for arg in st.args])
            return
        given = "".join(f", {self.text(a)}" for a in st.args)
        names = [self.names.unit(t) for t in st.targets]
        which = "" if st.which is None else self.text(st.which)
        self.line(f"({', '.join(names)},)[{which}](s{given})" if which else f"{names[0]}(s{given})")

    def _for(self, st: ir.For) -> None:
        self._forget((st,))
        if st.picks:
            d = st.domain
            found, member = self._sorted(d, st.sign, st.keys)
            self.line(f"for r{d.slot} in {found}[:{len(st.picks)}]:")
            self.depth += 1
            self.line(f"v{d.slot} = {member(f'r{d.slot}')}")
            self.body(st.body)
            self.depth -= 1
            self._forget((st,))
            return
        d = self._settled(st.domain)
        cost = size(st.body) + (0 if d.filter is None else weight(d.filter))
        if is_constant(d) and cost * len(d.values) <= _UNROLL and not jumps(st.body):
            self._unroll(d, st.body)
            return
        self.line(f"for v{d.slot} in {self.span(d)}:")
        if d.filter is not None:
            self.depth += 1
            self.line(f"if not {self.text(d.filter)}: continue")
            self.depth -= 1
        self.inner(st.body)
        self._forget((st,))

    def _settled(self, d: ir.Domain) -> ir.Domain:
        if is_constant(d):
            return d
        bounds = [None if e is None else self.settle(e) for e in (d.subject, d.lo, d.hi)]
        return ir.settle(attrs.evolve(d, subject=bounds[0], lo=bounds[1], hi=bounds[2]))

    def _unroll(self, d: ir.Domain, body: tuple[Stmt, ...]) -> None:
        for value in d.values:
            self.values[d.slot] = truth(d, value)
            test = ir.TRUE if d.filter is None else self.settle(d.filter)
            self._if(test, body, ())
        self.values.pop(d.slot, None)
