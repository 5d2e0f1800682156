"""The plain interpreter: the reference that says what a program means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.engine.errors import RangeBreach
from game.rules import ir
from game.rules.compile import HEADER, Program
from game.rules.flow import Block, Unit
from game.rules.ir import Expr, Stmt

State = bytearray
Value = int | bool


@attrs.frozen
class Event:
    """What changed (`set`), was opened (`reveal`) or ended (`end`), and the rule that did it."""

    kind: str
    cell: str
    before: int | bool | str | None
    after: int | bool | str | None
    rule: str


class _Jump(Exception):
    def __init__(self, kind: str) -> None:
        self.kind = kind


class Interpreter:
    """Evaluates expressions and runs blocks on a state; `report` is told of every change."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.registers = program.world.registers
        self.offsets = program.offsets
        self.derived = program.names.derived
        self.report: Callable[[str, str, tuple[int, ...], int, int, str], None] | None = None
        self.rule = ""

    # Expressions -------------------------------------------------------------------------

    def value(self, e: Expr, s: State, env: dict[int, Value]) -> Any:
        """The value of an expression in a state; `env` has the locals that are not in it."""
        match e:
            case ir.Const(_, value):
                return value
            case ir.Local(_, slot):
                if slot in env:
                    return env[slot]
                at, lo = self.offsets[slot]
                return s[at] + lo
            case ir.Reg(_, name, args):
                return self.cell(s, name, tuple(int(self.value(a, s, env)) for a in args))
            case ir.Der(_, name, args):
                slots, body = self.derived[name]
                inner = {t: self.value(a, s, env) for t, a in zip(slots, args, strict=True)}
                return self.value(body, s, inner)
            case ir.Field(type_, table, arg):
                found = table[self.value(arg, s, env)]
                return bool(found) if type_.kind == "bool" else found
            case ir.Has(_, masks, arg, item):
                mask = masks[0 if arg is None else self.value(arg, s, env)]
                place = self.value(item, s, env)
                return place >= 0 and bool(mask >> place & 1)
            case ir.Bin(_, op, a, b):
                return ir.arithmetic(op, self.value(a, s, env), self.value(b, s, env))
            case ir.Cmp(_, op, a, b):
                return ir.compare(op, self.value(a, s, env), self.value(b, s, env))
            case ir.Bool(_, op, items):
                stop = op == "or"
                for item in items:
                    if bool(self.value(item, s, env)) == stop:
                        return stop
                return not stop
            case ir.Not(_, a):
                return not self.value(a, s, env)
            case ir.Cond(_, test, a, b):
                return self.value(a if self.value(test, s, env) else b, s, env)
            case ir.Reveal(_, a):
                value = self.value(a, s, env)
                if self.report is not None:
                    self.report("reveal", "", (), int(value), int(value), self.rule)
                return value
            case ir.Seen(_, _, _, test):
                return self.value(test, s, env)
            case ir.Known(_, a, b, test):
                return self.value(a if self.value(test, s, env) else b, s, env)
            case ir.Agg(_, op, domain, body):
                return self.aggregate(op, domain, body, s, env)
            case ir.Pick(_, sign, domain, keys):
                return self.pick(sign, domain, keys, s, env)
        raise TypeError(type(e).__name__)

    def cell(self, s: State, name: str, args: tuple[int, ...]) -> Value:
        info = self.registers[name]
        if info.frozen:
            value = info.start[info.cell(args)]
        else:
            value = s[info.offset + info.cell(args)] + info.type.lo
        return bool(value) if info.type.kind == "bool" else value

    def span(self, d: ir.Domain, s: State, env: dict[int, Value]) -> list[Value]:
        """The values of a domain before its filter."""
        if d.table and d.subject is not None:
            values: Any = d.table[self.value(d.subject, s, env)]
        elif d.lo is not None and d.hi is not None:
            values = range(self.value(d.lo, s, env), self.value(d.hi, s, env))
        else:
            values = d.values
        return [bool(v) for v in values] if d.type.kind == "bool" else list(values)

    def members(self, d: ir.Domain, s: State, env: dict[int, Value]) -> list[Value]:
        """The values of a domain that pass its filter."""
        values = self.span(d, s, env)
        if d.filter is None:
            return values
        return [v for v in values if self.value(d.filter, s, {**env, d.slot: v})]

    def aggregate(
        self, op: str, d: ir.Domain, body: Expr, s: State, env: dict[int, Value]
    ) -> Value:
        values = self.members(d, s, env)
        if op == "count":
            return len(values)
        results = (self.value(body, s, {**env, d.slot: v}) for v in values)
        return sum(results) if op == "sum" else any(results) if op == "any" else all(results)

    def pick(
        self, sign: int, d: ir.Domain, keys: tuple[Expr, ...], s: State, env: dict[int, Value]
    ) -> int:
        best, best_key = -1, None
        for v in self.members(d, s, env):
            key = tuple(sign * self.value(k, s, {**env, d.slot: v}) for k in keys)
            if best_key is None or key < best_key:
                best, best_key = int(v), key
        return best

    # Statements --------------------------------------------------------------------------

    def store(self, st: ir.Set, value: Value, s: State, env: dict[int, Value]) -> None:
        number = int(value)
        if st.edge == "clamp":
            number = min(max(number, st.lo), st.hi)
        elif st.edge and not st.lo <= number <= st.hi:
            raise RangeBreach(
                f"{st.rule}: `{st.name}` would be {number}, outside {st.lo}..{st.hi}."
            )
        if st.slot >= 0:
            if st.slot in self.offsets:
                at, lo = self.offsets[st.slot]
                s[at] = number - lo
            else:
                env[st.slot] = value if st.edge != "clamp" else number
            return
        info = self.registers[st.name]
        args = tuple(int(self.value(a, s, env)) for a in st.args)
        at = info.offset + info.cell(args)
        before = s[at] + info.type.lo
        s[at] = number - info.type.lo
        if self.report is not None and before != number:
            self.report("set", st.name, args, before, number, st.rule)

    def native(self, body: tuple[Stmt, ...] | list[Stmt], s: State, env: dict[int, Value]) -> None:
        """Run statements that never pause."""
        for st in body:
            self.rule = st.rule
            match st:
                case ir.Set(_, _, _, _, value):
                    self.store(st, self.value(value, s, env), s, env)
                case ir.If(_, test, then, other):
                    self.native(then if self.value(test, s, env) else other, s, env)
                case ir.For():
                    self.loop(st, s, env)
                case ir.While(_, measure, _, inner):
                    last = measure.type.hi + 1
                    while (now := self.value(measure, s, env)) > 0:
                        self.fall(st, now, last)
                        last = now
                        try:
                            self.native(inner, s, env)
                        except _Jump as jump:
                            if jump.kind == "break":
                                break
                            if jump.kind == "return":
                                raise
                case ir.Call(_, targets, which, args):
                    unit = self.program.units[
                        targets[0 if which is None else self.value(which, s, env)]
                    ]
                    values = [self.value(a, s, env) for a in args]
                    self.call(unit, values, s)
                case ir.Jump(_, kind):
                    raise _Jump(kind)

    def fall(self, st: ir.While, now: int, last: int) -> None:
        if now >= last:
            raise RangeBreach(
                f"{st.rule}: a falling loop's number went from {last} to {now}; each round must lower it."
            )

    def call(self, unit: Unit, values: list[Value], s: State) -> None:
        """Run a unit that never pauses."""
        try:
            self.native(unit.body, s, dict(zip(unit.params, values, strict=True)))
        except _Jump as jump:
            if jump.kind != "return":
                raise

    def loop(self, st: ir.For, s: State, env: dict[int, Value]) -> None:
        d = st.domain
        values = self.taken(st, s, env) if st.picks else self.span(d, s, env)
        for v in values:
            env[d.slot] = v
            if d.filter is not None and not st.picks and not self.value(d.filter, s, env):
                continue
            try:
                self.native(st.body, s, env)
            except _Jump as jump:
                if jump.kind == "break":
                    break
                if jump.kind == "return":
                    raise

    def taken(self, st: ir.For, s: State, env: dict[int, Value]) -> list[Value]:
        """The n lowest or highest members, in order."""
        d = st.domain
        keyed = [
            (tuple(st.sign * self.value(k, s, {**env, d.slot: v}) for k in st.keys), i, v)
            for i, v in enumerate(self.members(d, s, env))
        ]
        return [v for _, _, v in sorted(keyed)[: len(st.picks)]]

    # Blocks ------------------------------------------------------------------------------

    def run(self, block: int, s: State) -> None:
        """Run from a block to the next pause or the end."""
        while block >= 0:
            block = self.step(self.program.blocks[block], s)

    def kill(self, block: Block, to: int, s: State) -> int:
        for slot in block.kills.get(to, ()):
            s[self.offsets[slot][0]] = 0
        return to

    def put(self, slot: int, value: Value, s: State) -> None:
        at, lo = self.offsets[slot]
        s[at] = int(value) - lo

    def step(self, block: Block, s: State) -> int:
        """Run one block; returns the next, or -1 at a pause or the end."""
        env: dict[int, Value] = {}
        if block.pause >= 0:
            s[0], s[1] = block.pause & 255, block.pause >> 8
            return -1
        self.native(block.code, s, env)
        match block.term:
            case ("goto", to):
                return self.kill(block, to, s)
            case ("if", test, yes, no):
                return self.kill(block, yes if self.value(test, s, env) else no, s)
            case ("next", st, body, out):
                return self.kill(block, self.advance(st, body, out, s, env), s)
            case ("fall", st, body, out):
                now = self.value(st.measure, s, env)
                if now <= 0:
                    return self.kill(block, out, s)
                at, lo = self.offsets[st.last]
                self.fall(st, now, s[at] + lo)
                self.put(st.last, now, s)
                return self.kill(block, body, s)
            case ("call", st, back):
                unit = self.program.units[
                    st.targets[0 if st.which is None else self.value(st.which, s, env)]
                ]
                values = [self.value(a, s, env) for a in st.args]
                self.kill(block, back, s)
                return self.enter(unit, values, back, s)
            case ("ret",):
                unit = block.unit
                back = unit.returns[0]
                if len(unit.returns) > 1:
                    at, lo = self.offsets[unit.ret_slot]
                    back = unit.returns[s[at] + lo]
                self.kill(block, -1, s)
                return back
            case ("end", st):
                winner = -1 if st.winner is None else self.value(st.winner, s, env)
                self.finish(st.ending, winner, s, st.rule)
                return -1
        raise TypeError(block.term[0])

    def enter(self, unit: Unit, values: list[Value], back: int, s: State) -> int:
        """Set a pausing unit's parameters and return address; returns its first block."""
        live = self.program.blocks[unit.entry].live
        for slot, value in zip(unit.params, values, strict=True):
            if slot in live:
                self.put(slot, value, s)
        if len(unit.returns) > 1 and unit.ret_slot in live:
            self.put(unit.ret_slot, unit.returns.index(back), s)
        return unit.entry

    def advance(self, st: ir.For, body: int, out: int, s: State, env: dict[int, Value]) -> int:
        """Move a pausing loop on: to its body with the next value, or out."""
        at, lo = self.offsets[st.index]
        d = st.domain
        while True:
            i = s[at] + lo
            if st.picks:
                if i >= len(st.picks):
                    return out
                place, low = self.offsets[st.picks[i]]
                v: Value = s[place] + low
                if v < 0:
                    return out
            elif d.lo is not None:
                place, low = self.offsets[st.bound]
                if i >= s[place] + low:
                    return out
                v = i
            else:
                values = d.values
                if d.table:
                    place, low = self.offsets[st.held]
                    values = d.table[s[place] + low]
                if i >= len(values):
                    return out
                v = values[i]
            s[at] = i + 1 - lo
            if d.slot in self.offsets:
                self.put(d.slot, v, s)
            if d.filter is None or st.picks or self.value(d.filter, s, {**env, d.slot: v}):
                return body

    def finish(self, ending: int, winner: int, s: State, rule: str) -> None:
        """End the game: locals are zeroed, the registers stay."""
        first = min((at for at, _ in self.offsets.values()), default=len(s))
        for at in range(first, len(s)):
            s[at] = 0
        s[0] = s[1] = 0
        s[2], s[3] = ending + 1, winner + 1
        if self.report is not None:
            self.report("end", "", (), ending, winner, rule)


assert HEADER == 4
