"""How many steps an expression may take: an upper bound, told before anything runs.

A step is one operation: a read, a sum, a comparison. Loops in expressions multiply, and a derived
value is worked out anew wherever it is read, so that a few lines can ask for more work than any
machine has time for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from game.rules import ir
from game.rules.ir import Domain, Expr

CellCount = Callable[[str], int]
"""How many cells a derived value has."""

Bodies = Mapping[str, tuple[tuple[int, ...], Expr]]
"""Of each derived value the slots of its index, and its value."""

_LEAVES = (ir.Const, ir.Local)


class ExpressionSteps:
    """Bounds the steps of expressions.

    A derived value is worked out wherever it is read, but for two kinds, of which each cell is
    worked out once in a position: sets of places, and what the steps of a reach read.
    """

    def __init__(self, derived: Bodies, cells: CellCount) -> None:
        """Nothing is known yet.

        Args:
            derived: the derived values; more may come later.
            cells: how many cells each of them has.
        """
        self._derived, self._cells = derived, cells
        self._known: dict[str, int] = {}
        # Whether the part at hand is one of a reach, and whether any reach was met at all.
        self._inside = self._met = False
        self._meets: dict[str, bool] = {}

    def of(self, e: Expr) -> int:
        """The most steps that working out an expression may take."""
        self._met = False
        steps = self.once(e)
        return steps + self.kept([e]) if self._met else steps

    def cell(self, name: str) -> int:
        """The most steps of working out one cell of a derived value."""
        return self._body(name)

    def kept(self, parts: Iterable[Expr]) -> int:
        """The steps of all that some expressions read and that is worked out once in a position."""
        kept = self.keeping()
        return sum(map(kept, parts))

    def keeping(self) -> Callable[[Expr], int]:
        """What counts, one expression after the other, what each is the first to read of `kept`."""
        found: set[str] = set()
        opened: set[str] = set()

        def added(e: Expr) -> int:
            steps, todo = 0, [(e, False)]
            while todo:
                here, inside = todo.pop()
                if type(here) in _LEAVES:
                    continue
                if isinstance(here, ir.DerivedRef) and here.name in self._derived:
                    if (inside or here.type.kind == "places") and here.name not in found:
                        found.add(here.name)
                        steps += self._cells(here.name) * (1 + self._body(here.name))
                    if here.name not in opened:
                        opened.add(here.name)
                        todo.append((self._derived[here.name][1], False))
                inside = inside or isinstance(here, ir.Reach)
                todo += [(x, inside) for x in ir.children(here)]
            return steps

        return added

    def once(self, e: Expr) -> int:
        """The most steps of an expression whose kept parts are known already."""
        # By type and not by pattern, since every expression of the rules comes through here.
        counted = _STEPS.get(type(e))
        if counted is not None:
            return counted(self, e)
        steps = 1
        for part in ir.children(e):
            steps += self.once(part)
        return steps

    def _read(self, e: ir.DerivedRef) -> int:
        own = 1 + sum(map(self.once, e.args))
        if self._inside or e.type.kind == "places":
            self._met = True
            return own
        return own + self._body(e.name)

    def _aggregate(self, e: ir.Aggregate) -> int:
        last = 0 if e.default is None else self.once(e.default)
        return last + self.domain(e.domain, self.once(e.body))

    def _search(self, e: ir.Reach) -> int:
        inside, self._inside, self._met = self._inside, True, True
        steps = self._reach(e)
        self._inside = inside
        return steps

    def domain(self, d: Domain, each: int = 0) -> int:
        """The steps of going through a domain, its filter included.

        Args:
            d: the domain.
            each: the steps that each of its values takes besides.
        """
        entry = sum(self.once(e) for e in (d.subject, d.lo, d.hi, d.places) if e is not None)
        test = 0 if d.filter is None else self.once(d.filter)
        return 1 + entry + size(d) * (1 + test + each)

    def _reach(self, e: ir.Reach) -> int:
        """The steps of a least fixed point: each place is left once, by each of its steps."""
        entry = 1 + sum(self.once(x) for x in (e.start, e.within) if x is not None)
        entry += 0 if e.starts is None else self.domain(e.starts, 1)
        leaving = (
            1 + self.once(e.leave) + self.domain(e.steps, 2 + self.once(e.cost) + self.once(e.stop))
        )
        return entry + e.size + len(e.places) * leaving

    def _body(self, name: str) -> int:
        if name not in self._known:
            # What is at fault is told elsewhere, and stands for nothing here.
            self._known[name] = 0
            found = self._derived.get(name)
            if found is not None:
                (met, self._met), (inside, self._inside) = (self._met, False), (self._inside, False)
                self._known[name] = self.once(found[1])
                self._meets[name] = self._met
                self._met, self._inside = met, inside
        self._met = self._met or self._meets.get(name, False)
        return self._known[name]


#: The steps of those kinds of expressions that take others than one and those of their parts.
_STEPS: dict[type[Expr], Callable[[ExpressionSteps, Any], int]] = {
    ir.Const: lambda of, e: 0,
    ir.Local: lambda of, e: 1,
    ir.DerivedRef: ExpressionSteps._read,
    ir.Conditional: lambda of, e: 1 + of.once(e.test) + max(of.once(e.a), of.once(e.b)),
    ir.Known: lambda of, e: 1 + of.once(e.test) + max(of.once(e.a), of.once(e.b)),
    ir.Aggregate: ExpressionSteps._aggregate,
    ir.Pick: lambda of, e: of.domain(e.domain, sum(map(of.once, e.keys))),
    ir.Reach: ExpressionSteps._search,
}


def size(d: Domain) -> int:
    """The most values that a domain may have before its filter."""
    if d.subject is not None:
        return max(map(len, d.table), default=0)
    if d.lo is not None and d.hi is not None:
        return max(0, d.hi.type.hi - d.lo.type.lo)
    if d.places is not None:
        return d.places.type.mask.bit_count()
    return len(d.values)
