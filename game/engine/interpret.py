"""The plain interpreter: the reference that says what a program means."""

from __future__ import annotations

from typing import Any

import attrs

from game.engine.errors import breach, stuck
from game.engine.lower import Branch, Fall, Flow, Go, Over, Stop, Switch, Take
from game.rules import ir
from game.rules.flow import Unit
from game.rules.ir import Expr, Stmt
from game.rules.program import Program

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
    """Evaluates expressions and runs steps on a state; keeps nothing between two calls.

    `running`, `changed`, `revealed` and `ended` are told what happens; here they do nothing.
    """

    def __init__(self, program: Program, flow: Flow) -> None:
        self.program, self.flow = program, flow
        self.registers = program.world.registers
        self.offsets = program.offsets
        self.derived = program.names.derived

    # What happens ------------------------------------------------------------------------

    def running(self, rule: str) -> None:
        """A statement or jump of this script is about to run."""

    def changed(self, name: str, args: tuple[int, ...], before: int, after: int) -> None:
        """A register's cell has another value now."""

    def revealed(self, value: int) -> None:
        """`reveal` opened a value."""

    def ended(self, ending: int, winner: int) -> None:
        """The game is over."""

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
                return self.worked_out(name, tuple([self.value(a, s, env) for a in args]), s)
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
                self.revealed(int(value))
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

    def worked_out(self, name: str, args: tuple[Value, ...], s: State) -> Value:
        """The value of a derived cell."""
        slots, body = self.derived[name]
        found: Value = self.value(body, s, dict(zip(slots, args, strict=True)))
        return found

    def cell(self, s: State, name: str, args: tuple[int, ...]) -> Value:
        info = self.registers[name]
        if info.frozen:
            value = info.start[info.cell(args)]
        else:
            value = s[info.offset + info.cell(args)] + info.type.lo
        return bool(value) if info.type.kind == "bool" else value

    def purse(self, register: str, seat: int, s: State) -> int:
        """What a seat can spend of a register, its own cell where it has one."""
        index = self.registers[register].index
        return int(self.cell(s, register, (seat,) if index else ()))

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
            raise breach(st.rule, st.name, number, st.lo, st.hi)
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
        if before != number:
            self.changed(st.name, args, before, number)

    def native(self, body: tuple[Stmt, ...] | list[Stmt], s: State, env: dict[int, Value]) -> None:
        """Run statements that never pause."""
        for st in body:
            self.running(st.rule)
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
                        self.fall(st.rule, now, last)
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
                case Take(_, loop):
                    taken = self.taken(loop, s, env)
                    for i, slot in enumerate(loop.picks):
                        at, lo = self.offsets[slot]
                        s[at] = (int(taken[i]) if i < len(taken) else -1) - lo
                case Fall(_, number, last):
                    self.fall(st.rule, self.value(number, s, env), self.value(last, s, env))

    @staticmethod
    def fall(rule: str, now: int, last: int) -> None:
        if now >= last:
            raise stuck(rule, last, now)

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

    # Steps -------------------------------------------------------------------------------

    def run(self, number: int, s: State, env: dict[int, Value] | None = None) -> None:
        """Run from a step to the next question or the end; the first one is given `env`."""
        given = env
        while number >= 0:
            step = self.flow.steps[number]
            env, given = given or {}, None
            self.native(step.code, s, env)
            self.running(step.rule)
            match step.jump:
                case Go(to):
                    number = to
                case Branch(test, yes, no):
                    number = yes if self.value(test, s, env) else no
                case Switch(which, ways):
                    number = ways[self.value(which, s, env)]
                case Stop(pause):
                    s[0], s[1] = pause & 255, pause >> 8
                    return
                case Over(ending, winner):
                    seat = -1 if winner is None else self.value(winner, s, env)
                    self.finish(ending, seat, s)
                    return

    def finish(self, ending: int, winner: int, s: State) -> None:
        """End the game: locals are zeroed, the registers stay."""
        s[self.flow.scratch :] = bytes(len(s) - self.flow.scratch)
        s[0] = s[1] = 0
        s[2], s[3] = ending + 1, winner + 1
        self.ended(ending, winner)
