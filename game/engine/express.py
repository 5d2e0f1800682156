"""Writes expressions of the rules as Python source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import attrs

from game.engine.expand import Expander, truth, weight
from game.rules import ir
from game.rules.ir import Const, Expr, Local
from game.rules.program import Program


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


def shift(text: str, lo: int) -> str:
    """Source of a value plus a constant."""
    if text.isdigit():
        return str(int(text) + lo)
    return f"({text} {'+' if lo > 0 else '-'} {abs(lo)})" if lo else text


class Expressions:
    """One function's source, as it grows. `values` has the locals known to be constant."""

    def __init__(self, names: Names, values: dict[int, Any] | None = None) -> None:
        self.names, self.program = names, names.program
        self.values: dict[int, Any] = dict(values or {})
        self.lines: list[str] = []
        self.depth = 1
        self._temps = 0
        self._loops = 0
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
