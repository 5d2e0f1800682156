"""Writes expressions of the rules as Python source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from game.engine.codegen.expand import truth
from game.engine.codegen.protocols import ModuleNames
from game.engine.codegen.ranking import RankWriter
from game.engine.codegen.source import FunctionSource, read, shift
from game.rules import ir
from game.rules.ir import Const, Expr, Local


class ExprWriter:
    """Writes expressions of one function.

    Attributes:
        module: the module that the function belongs to.
        out: where lines go that an expression needs before it.
        values: the locals known to be constant here, by slot.
        known: expressions whose values are in variables already.
        ranking: writes the choice of the best members.
        remember: writes a cell of a derived value that is worked out once in a position.
    """

    def __init__(
        self, module: ModuleNames, out: FunctionSource, values: dict[int, Any] | None = None
    ) -> None:
        self.module, self.program, self.out = module, module.program, out
        self.values: dict[int, Any] = dict(values or {})
        self.known: list[tuple[Expr, str]] = []
        self.ranking = RankWriter(self)
        self.remember: Callable[[str, tuple[Expr, ...]], str] | None = None
        self._loops = 0

    def settle(self, e: Expr) -> Expr:
        """The expression written out, with what is known put in."""
        if isinstance(e, Const):
            return e
        if self.values:
            e = ir.substitute(e, self.values)
        return self.module.expander.expand(e)

    def text(self, e: Expr) -> str:
        """Source of an expression as it stands in the rules."""
        return self.expr(self.settle(e))

    def expr(self, e: Expr) -> str:
        """Source of a settled expression, in parentheses where needed."""
        for known, name in self.known:
            if e == known:
                return name
        match e:
            case Const(_, value):
                return f"({value})" if not isinstance(value, bool) and value < 0 else repr(value)
            case Local(_, slot):
                if slot in self.program.offsets:
                    return self.local(slot)
                return f"v{slot}"
            case ir.ScratchRef(_, slot, args, shape):
                return self.scratch(slot, args, shape)
            case ir.RegisterRef(_, name, args):
                info = self.program.symbols.registers[name]
                if info.frozen:
                    return f"{self.module.constant(info.start)}[{self.place(name, args, 0)}]"
                place = self.place(name, args, info.offset)
                return shift(read(place, info.cell_bytes), info.type.lo)
            case ir.DerivedRef(_, name, args):
                return self._derived(name, args)
            case ir.FieldRef(_, table, arg):
                return f"{self.module.constant(table)}[{self.expr(arg)}]"
            case ir.Contains(_, masks, arg, item):
                mask = (
                    str(masks[0])
                    if arg is None or isinstance(arg, Const)
                    else f"{self.module.constant(masks)}[{self.expr(arg)}]"
                )
                if isinstance(arg, Const):
                    mask = str(masks[arg.value])
                place = self.expr(item)
                test = f"({mask} >> {place} & 1 == 1)"
                return f"({place} >= 0 and {test})" if item.type.none else test
            case ir.Arithmetic(_, op, a, b):
                if op in ("min", "max"):
                    sign = "<" if op == "min" else ">"
                    x, y = self.expr(a), self.expr(b)
                    if isinstance(b, Const) or isinstance(a, Const) or len(x) + len(y) < 40:
                        return f"({x} if {x} {sign} {y} else {y})"
                    return f"{op}({x}, {y})"
                return f"({self.expr(a)} {op} {self.expr(b)})"
            case ir.Compare(_, op, a, b):
                return f"({self.expr(a)} {op} {self.expr(b)})"
            case ir.Connective(_, op, items):
                return "(" + f" {op} ".join(self.expr(i) for i in items) + ")"
            case ir.Not(_, a):
                return f"(not {self.expr(a)})"
            case ir.Conditional(_, test, a, b):
                return f"({self.expr(a)} if {self.expr(test)} else {self.expr(b)})"
            case ir.Aggregate(_, op, domain, body, default):
                last = "" if default is None else f", default={self.expr(default)}"
                return self._aggregate(op, domain, body, last)
            case ir.InReach(_, item, places):
                return f"({self.expr(places)}[1][{self.expr(item)}] == 1)"
            case ir.Spent(_, item, places):
                return f"{self.expr(places)}[0][{self.expr(item)}]"
            case ir.Reach():
                return self.module.reacher(e)
            case ir.Pick():
                # Inside a comprehension there is no place for lines of its own.
                return self.module.picker(e) if self._loops else self.ranking.pick(e)
        raise TypeError(type(e).__name__)

    def local(self, slot: int) -> str:
        """Source of a local that is in the state."""
        place = self.program.offsets[slot]
        return shift(read(str(place.at), place.cell_bytes), place.lo)

    def all(self, tests: Iterable[Expr]) -> str:
        """Source of the truth of all of some settled conditions."""
        return " and ".join(self.expr(test) for test in tests) or "True"

    def place(self, name: str, args: tuple[Expr, ...], offset: int) -> str:
        """Source of a cell's first byte; of a frozen register's, its place in what it starts at."""
        info = self.program.symbols.registers[name]
        size = 1 if info.frozen else info.cell_bytes
        return self._cell(args, info.places, info.sizes, offset, size)

    def scratch(self, slot: int, args: tuple[Expr, ...], shape: ir.CellShape) -> str:
        """Source of the value of a cell of an indexed local."""
        place = self.scratch_place(slot, args, shape)
        here = self.program.offsets.get(slot)
        return f"v{slot}[{place}]" if here is None else shift(read(place, here.cell_bytes), here.lo)

    def scratch_place(self, slot: int, args: tuple[Expr, ...], shape: ir.CellShape) -> str:
        """Source of the first byte of a cell of an indexed local, or of its place in a list."""
        here = self.program.offsets.get(slot)
        at, size = (0, 1) if here is None else (here.at, here.cell_bytes)
        return self._cell(args, shape.places, shape.sizes, at, size)

    def _cell(
        self,
        args: tuple[Expr, ...],
        rows: tuple[tuple[int, ...], ...],
        sizes: tuple[int, ...],
        offset: int,
        size: int,
    ) -> str:
        constant, parts = offset, []
        stride = prod(sizes) * size
        for arg, places, count in zip(args, rows, sizes, strict=True):
            stride //= count
            if isinstance(arg, Const):
                constant += places[arg.value] * stride
                continue
            plain = places == tuple(range(len(places)))
            here = self.expr(arg) if plain else f"{self.module.constant(places)}[{self.expr(arg)}]"
            parts.append(here if stride == 1 else f"{here} * {stride}")
        if constant or not parts:
            parts.append(str(constant))
        return " + ".join(parts)

    def _derived(self, name: str, args: tuple[Expr, ...]) -> str:
        if self.module.expander.is_shared(name):
            return f"{self.module.shared(name)}({', '.join(['s', *map(self.expr, args)])})"
        places = tuple(a.value for a in args if isinstance(a, Const))
        if self.remember is not None and self.module.is_heavy(name):
            return self.remember(name, args)
        if len(places) == len(args):
            return f"{self.module.cell(name, places)}(s)"
        index = "".join(f"[{self.expr(a)}]" for a in args)
        return f"{self.module.table(name)}{index}(s)"

    def span(self, d: ir.Domain) -> str:
        """Source of a domain's values before its filter."""
        if d.table and d.subject is not None:
            return f"{self.module.constant(d.table)}[{self.text(d.subject)}]"
        if d.lo is not None and d.hi is not None:
            return f"range({self.text(d.lo)}, {self.text(d.hi)})"
        if d.places is not None:
            return f"{self.text(d.places)}.members()"
        return self.module.constant(tuple(truth(d, v) for v in d.values))

    def _aggregate(self, op: str, d: ir.Domain, body: Expr, last: str) -> str:
        span = self.span(d)
        self._loops += 1
        check = "" if d.filter is None else f" if {self.text(d.filter)}"
        source = "1" if op == "count" else self.text(body)
        self._loops -= 1
        name = "sum" if op == "count" else op
        return f"{name}([{source} for v{d.slot} in {span}{check}]{last})"
