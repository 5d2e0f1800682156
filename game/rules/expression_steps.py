"""How many steps an expression may take: an upper bound, told before anything runs.

A step is one operation: a read, a sum, a comparison. Loops in expressions multiply, and a derived
value is worked out anew wherever it is read, so that a few lines can ask for more work than any
machine has time for.
"""

from __future__ import annotations

from collections.abc import Mapping

from game.rules import ir
from game.rules.ir import Domain, Expr

Bodies = Mapping[str, tuple[tuple[int, ...], Expr]]
"""Of each derived value the slots of its index, and its value."""


class ExpressionSteps:
    """Bounds the steps of expressions; what a derived value takes is worked out once."""

    def __init__(self, derived: Bodies) -> None:
        """Nothing is known yet.

        Args:
            derived: the derived values; more may come later.
        """
        self._derived = derived
        self._known: dict[str, int] = {}

    def of(self, e: Expr) -> int:
        """The most steps that working out an expression may take."""
        # By type and not by pattern, since every expression of the rules comes through here.
        kind = type(e)
        if kind is ir.Const:
            return 0
        if kind is ir.Local:
            return 1
        if isinstance(e, ir.DerivedRef):
            return 1 + sum(map(self.of, e.args)) + self._body(e.name)
        if isinstance(e, ir.Conditional | ir.Known):
            return 1 + self.of(e.test) + max(self.of(e.a), self.of(e.b))
        if isinstance(e, ir.Aggregate):
            last = 0 if e.default is None else self.of(e.default)
            return self.domain(e.domain, self.of(e.body)) + last
        if isinstance(e, ir.Pick):
            return self.domain(e.domain, sum(map(self.of, e.keys)))
        if isinstance(e, ir.Reach):
            return self._reach(e)
        if isinstance(e, ir.Arithmetic | ir.Compare):
            return 1 + self.of(e.a) + self.of(e.b)
        return 1 + sum(map(self.of, ir.children(e)))

    def domain(self, d: Domain, each: int = 0) -> int:
        """The steps of going through a domain, its filter included.

        Args:
            d: the domain.
            each: the steps that each of its values takes besides.
        """
        entry = sum(self.of(e) for e in (d.subject, d.lo, d.hi, d.places) if e is not None)
        test = 0 if d.filter is None else self.of(d.filter)
        return 1 + entry + size(d) * (1 + test + each)

    def _reach(self, e: ir.Reach) -> int:
        """The steps of a least fixed point: each place is left once, by each of its steps."""
        entry = 1 + sum(self.of(x) for x in (e.start, e.within) if x is not None)
        entry += 0 if e.starts is None else self.domain(e.starts, 1)
        leaving = 1 + self.of(e.leave) + self.domain(e.steps, 2 + self.of(e.cost) + self.of(e.stop))
        return entry + e.size + len(e.places) * leaving

    def _body(self, name: str) -> int:
        if name not in self._known:
            # What is at fault is told elsewhere, and stands for nothing here.
            self._known[name] = 0
            found = self._derived.get(name)
            if found is not None:
                self._known[name] = self.of(found[1])
        return self._known[name]


def size(d: Domain) -> int:
    """The most values that a domain may have before its filter."""
    if d.subject is not None:
        return max(map(len, d.table), default=0)
    if d.lo is not None and d.hi is not None:
        return max(0, d.hi.type.hi - d.lo.type.lo)
    if d.places is not None:
        return d.places.type.mask.bit_count()
    return len(d.values)
