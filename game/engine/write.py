"""Writes expressions and statements of the rules as Python source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import attrs

from game.engine.expand import Expander, is_constant, truth, weight
from game.engine.lower import Fall, Take
from game.rules import flow, ir
from game.rules.compile import Program
from game.rules.ir import Const, Expr, Local, Stmt

_UNROLL = 240


class Names(Protocol):
    """The module under construction: what a piece of source may refer to."""

    program: Program
    expander: Expander

    def constant(self, value: tuple[Any, ...]) -> str:
        """The name of a constant table."""

    def cell(self, name: str, places: tuple[int | bool, ...]) -> str:
        """The name of the function of one derived cell."""

    def table(self, name: str) -> str:
        """The name of the functions of a derived value, nested by its index."""

    def unit(self, key: str) -> str:
        """The name of the function of a script that never pauses."""

    def picker(self, pick: ir.Pick) -> str:
        """A call of a function that picks."""

    def is_inlined(self, key: str) -> bool:
        """Is this script written where it is called?"""


def assigned(body: tuple[Stmt, ...]) -> set[int]:
    """The locals that statements set."""
    nested = flow.nested(body)
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
    return any(isinstance(x, ir.Jump) and x.kind == "return" for x in flow.nested(body))


def size(body: tuple[Stmt, ...]) -> int:
    """About how much source some statements make."""
    total = 0
    for x in flow.nested(body):
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


def shift(text: str, lo: int) -> str:
    """Source of a value plus a constant."""
    if text.isdigit():
        return str(int(text) + lo)
    return f"({text} {'+' if lo > 0 else '-'} {abs(lo)})" if lo else text


class Writer:
    """One function's source, as it grows. `values` has the locals known to be constant."""

    def __init__(self, names: Names, values: dict[int, Any] | None = None) -> None:
        self.names, self.program = names, names.program
        self.values: dict[int, Any] = dict(values or {})
        self.lines: list[str] = []
        self.depth = 1
        self._temps = 0
        self._loops = 0
        self._leave = "return"
        self._known: list[tuple[Expr, str]] = []

    def line(self, text: str) -> None:
        """Add a line at the present depth."""
        self.lines.append("    " * self.depth + text)

    def temp(self, text: str) -> str:
        """Keep a value in a variable of its own; returns its name."""
        name = f"t{self._temps}"
        self._temps += 1
        self.line(f"{name} = {text}")
        return name

    # Expressions -------------------------------------------------------------------------

    def settle(self, e: Expr) -> Expr:
        """The expression written out, with what is known put in."""
        if isinstance(e, Const):
            return e
        if self.values:
            e = ir.substitute(e, self.values)
        return self.names.expander.expand(e)

    def text(self, e: Expr) -> str:
        """Source of an expression as it stands in the rules."""
        return self.expr(self.settle(e))

    def expr(self, e: Expr) -> str:
        """Source of a settled expression, in parentheses where needed."""
        for known, name in self._known:
            if e == known:
                return name
        match e:
            case Const(_, value):
                return f"({value})" if not isinstance(value, bool) and value < 0 else repr(value)
            case Local(_, slot):
                if slot in self.program.offsets:
                    at, lo = self.program.offsets[slot]
                    return shift(f"s[{at}]", lo)
                return f"v{slot}"
            case ir.Reg(_, name, args):
                info = self.program.world.registers[name]
                if info.frozen:
                    return f"{self.names.constant(info.start)}[{self.place(name, args, 0)}]"
                return shift(f"s[{self.place(name, args, info.offset)}]", info.type.lo)
            case ir.Der(_, name, args):
                return self._derived(name, args)
            case ir.Field(_, table, arg):
                return f"{self.names.constant(table)}[{self.expr(arg)}]"
            case ir.Has(_, masks, arg, item):
                mask = (
                    str(masks[0])
                    if arg is None or isinstance(arg, Const)
                    else f"{self.names.constant(masks)}[{self.expr(arg)}]"
                )
                if isinstance(arg, Const):
                    mask = str(masks[arg.value])
                place = self.expr(item)
                test = f"({mask} >> {place} & 1 == 1)"
                return f"({place} >= 0 and {test})" if item.type.none else test
            case ir.Bin(_, op, a, b):
                if op in ("min", "max"):
                    sign = "<" if op == "min" else ">"
                    x, y = self.expr(a), self.expr(b)
                    if isinstance(b, Const) or isinstance(a, Const) or len(x) + len(y) < 40:
                        return f"({x} if {x} {sign} {y} else {y})"
                    return f"{op}({x}, {y})"
                return f"({self.expr(a)} {op} {self.expr(b)})"
            case ir.Cmp(_, op, a, b):
                return f"({self.expr(a)} {op} {self.expr(b)})"
            case ir.Bool(_, op, items):
                return "(" + f" {op} ".join(self.expr(i) for i in items) + ")"
            case ir.Not(_, a):
                return f"(not {self.expr(a)})"
            case ir.Cond(_, test, a, b):
                return f"({self.expr(a)} if {self.expr(test)} else {self.expr(b)})"
            case ir.Agg(_, op, domain, body):
                return self._aggregate(op, domain, body)
            case ir.Pick():
                # Inside a comprehension there is no place for lines of its own.
                return self.names.picker(e) if self._loops else self.pick(e)
        raise TypeError(type(e).__name__)

    def all(self, tests: Iterable[Expr]) -> str:
        """Source of the truth of all of some settled conditions."""
        return " and ".join(self.expr(test) for test in tests) or "True"

    def place(self, name: str, args: tuple[Expr, ...], offset: int) -> str:
        """Source of a cell's place, counted from `offset`."""
        info = self.program.world.registers[name]
        constant, parts = offset, []
        stride = info.size
        for arg, places, count in zip(args, info.places, info.sizes, strict=True):
            stride //= count
            if isinstance(arg, Const):
                constant += places[arg.value] * stride
                continue
            plain = places == tuple(range(len(places)))
            here = self.expr(arg) if plain else f"{self.names.constant(places)}[{self.expr(arg)}]"
            parts.append(here if stride == 1 else f"{here} * {stride}")
        if constant or not parts:
            parts.append(str(constant))
        return " + ".join(parts)

    def _derived(self, name: str, args: tuple[Expr, ...]) -> str:
        places = tuple(a.value for a in args if isinstance(a, Const))
        if len(places) == len(args):
            return f"{self.names.cell(name, places)}(s)"
        index = "".join(f"[{self.expr(a)}]" for a in args)
        return f"{self.names.table(name)}{index}(s)"

    def span(self, d: ir.Domain) -> str:
        """Source of a domain's values before its filter."""
        if d.table and d.subject is not None:
            return f"{self.names.constant(d.table)}[{self.text(d.subject)}]"
        if d.lo is not None and d.hi is not None:
            return f"range({self.text(d.lo)}, {self.text(d.hi)})"
        return self.names.constant(tuple(truth(d, v) for v in d.values))

    def _aggregate(self, op: str, d: ir.Domain, body: Expr) -> str:
        span = self.span(d)
        self._loops += 1
        check = "" if d.filter is None else f" if {self.text(d.filter)}"
        source = "1" if op == "count" else self.text(body)
        self._loops -= 1
        name = "sum" if op == "count" else op
        return f"{name}([{source} for v{d.slot} in {span}{check}])"

    # Picks -------------------------------------------------------------------------------

    def _ranks(
        self, d: ir.Domain, sign: int, keys: tuple[Expr, ...], use: Callable[[str], None]
    ) -> Callable[[str], str]:
        """Write `use` of each member's rank, a number that is lower the better the member is.

        Returns how to find the member of a rank.
        """
        d = self.names.expander.domain(d)
        if self.values:
            d = attrs.evolve(d, filter=None if d.filter is None else self.settle(d.filter))
            keys = tuple(self.settle(k) for k in keys)
        bounds = [(k.type.lo, k.type.hi) for k in keys]
        members = self.names.expander.members(d, keys)
        if members is not None:
            for value, test, found in members:
                turn = d.values.index(value)
                self._rank(test, found, bounds, sign, turn, len(d.values), use)
            table = self.names.constant(tuple(truth(d, v) for v in d.values))
            return lambda rank: f"{table}[{rank} % {len(d.values)}]"
        rows, count = self.span(d), self._count(d)
        i = f"i{self._temps}"
        self._temps += 1
        self.line(f"for {i}, v{d.slot} in enumerate({rows}):")
        self.depth += 1
        test = ir.TRUE if d.filter is None else self.settle(d.filter)
        found = tuple(self.settle(k) for k in keys)
        self._rank(test, found, bounds, sign, i, count, use)
        self.depth -= 1
        rows = self.temp(rows)
        return lambda rank: f"{rows}[{rank} % {count}]"

    def _count(self, d: ir.Domain) -> int:
        if d.table:
            return max(1, *map(len, d.table))
        if d.lo is not None and d.hi is not None:
            return max(1, d.hi.type.hi - d.lo.type.lo)
        return max(1, len(d.values))

    def _rank(
        self,
        test: Expr,
        keys: tuple[Expr, ...],
        bounds: list[tuple[int, int]],
        sign: int,
        place: int | str,
        count: int,
        use: Callable[[str], None],
    ) -> None:
        kept, deep = len(self._known), self.depth
        inside = ir.walk(test)
        for key in keys:
            if (isinstance(key, ir.Der) or weight(key) > 3) and key in inside:
                self._known.append((key, self.temp(self.expr(key))))
        if test != ir.TRUE:
            self.line(f"if {self.expr(test)}:")
            self.depth += 1
        total, terms, step = 0, [], count
        for key, (lo, hi) in reversed(list(zip(keys, bounds, strict=True))):
            total -= step * (lo if sign > 0 else -hi)
            if isinstance(key, Const):
                total += sign * step * key.value
            else:
                terms.append(f"{'' if sign > 0 else '-'}{self.expr(key)} * {step}")
            step *= hi - lo + 1
        if isinstance(place, int):
            total += place
        else:
            terms.append(place)
        use(" + ".join([*terms, *([str(total)] if total or not terms else [])]))
        self.depth = deep
        del self._known[kept:]

    def pick(self, e: ir.Pick) -> str:
        """Write lines that pick a member; returns the source of the member picked, or -1."""
        worst = self._count(e.domain)
        for key in e.keys:
            worst *= key.type.hi - key.type.lo + 1
        best = self.temp(str(worst))

        def use(rank: str) -> None:
            here = self.temp(rank)
            self.line(f"if {here} < {best}: {best} = {here}")

        member = self._ranks(e.domain, e.sign, e.keys, use)
        return self.temp(f"{member(best)} if {best} < {worst} else -1")

    def _sorted(
        self, d: ir.Domain, sign: int, keys: tuple[Expr, ...]
    ) -> tuple[str, Callable[[str], str]]:
        """Write lines that rank members; returns the list of ranks, and the member of a rank."""
        found = self.temp("[]")
        member = self._ranks(d, sign, keys, lambda rank: self.line(f"{found}.append({rank})"))
        self.line(f"{found}.sort()")
        return found, member

    def take(self, loop: ir.For) -> None:
        """Keep the members that a loop which pauses will run over."""
        found, member = self._sorted(loop.domain, loop.sign, loop.keys)
        for place, slot in enumerate(loop.picks):
            self._keep(slot, f"{member(f'{found}[{place}]')} if len({found}) > {place} else -1")

    def _keep(self, slot: int, value: str) -> None:
        """Store into a local."""
        if slot in self.program.offsets:
            at, low = self.program.offsets[slot]
            value = value if value.isdigit() else f"({value})"
            self.line(f"s[{at}] = {shift(value, -low)}")
        else:
            self.line(f"v{slot} = {value}")

    # Statements --------------------------------------------------------------------------

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
            said = f"{st.rule!r}, {st.name!r}, {name}, {lo}, {hi}"
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

    def body(self, body: tuple[Stmt, ...]) -> None:
        """Write statements; perhaps no line at all."""
        for st in body:
            match st:
                case ir.Set():
                    self.store(st)
                case ir.If(_, test, then, other):
                    self._if(self.settle(test), then, other)
                case ir.For():
                    self._for(st)
                case ir.While(rule, measure, last, inner):
                    self._forget(inner)
                    self.line(f"w{last} = {measure.type.hi + 1}")
                    self.line("while True:")
                    self.depth += 1
                    self.line(f"n{last} = {self.text(measure)}")
                    self.line(f"if n{last} <= 0: break")
                    self.line(f"if n{last} >= w{last}: raise stuck({rule!r}, w{last}, n{last})")
                    self.line(f"w{last} = n{last}")
                    self.body(inner)
                    self.depth -= 1
                    self._forget(inner)
                case Fall(rule, now, before):
                    n, w = self.text(now), self.text(before)
                    self.line(f"if {n} >= {w}: raise stuck({rule!r}, {w}, {n})")
                case Take(_, loop):
                    self.take(loop)
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

    def script(self, unit: flow.Unit, args: list[Expr], leave: str = "return") -> None:
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
            unit = self.program.units[st.targets[0]]
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
