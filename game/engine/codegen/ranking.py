"""Writes the choice of the lowest or highest members of a domain as Python source.

Each member gets a rank: one number that is lower the better the member is, made of its keys and
its place, so that the best are found by comparing numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.engine.codegen.expand import truth, weight
from game.engine.codegen.protocols import Expressions
from game.rules import ir
from game.rules.ir import Const, Expr


class RankWriter:
    """Writes ranks of members into the function of an expression writer."""

    def __init__(self, expr: Expressions) -> None:
        self._expr, self._out = expr, expr.out

    def _ranks(
        self, d: ir.Domain, sign: int, keys: tuple[Expr, ...], use: Callable[[str], None]
    ) -> Callable[[str], str]:
        """Write `use` of each member's rank, a number that is lower the better the member is.

        Returns how to find the member of a rank.
        """
        d = self._expr.module.expander.domain(d)
        if self._expr.values:
            d = attrs.evolve(d, filter=None if d.filter is None else self._expr.settle(d.filter))
            keys = tuple(self._expr.settle(k) for k in keys)
        bounds = [(k.type.lo, k.type.hi) for k in keys]
        members = self._expr.module.expander.members(d, keys)
        if members is not None:
            for value, test, found in members:
                turn = d.values.index(value)
                self._rank(test, found, bounds, sign, turn, len(d.values), use)
            table = self._expr.module.constant(tuple(truth(d, v) for v in d.values))
            return lambda rank: f"{table}[{rank} % {len(d.values)}]"
        rows, count = self._expr.span(d), _count(d)
        i = self._out.fresh("i")
        with self._out.indented(f"for {i}, v{d.slot} in enumerate({rows}):"):
            test = ir.TRUE if d.filter is None else self._expr.settle(d.filter)
            found = tuple(self._expr.settle(k) for k in keys)
            self._rank(test, found, bounds, sign, i, count, use)
        rows = self._out.temp(rows)
        return lambda rank: f"{rows}[{rank} % {count}]"

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
        kept, deep = len(self._expr.known), self._out.depth
        inside = ir.walk(test)
        for key in keys:
            if (isinstance(key, ir.DerivedRef) or weight(key) > 3) and key in inside:
                self._expr.known.append((key, self._out.temp(self._expr.expr(key))))
        if test != ir.TRUE:
            self._out.line(f"if {self._expr.expr(test)}:")
            self._out.depth += 1
        total, terms, step = 0, [], count
        for key, (lo, hi) in reversed(list(zip(keys, bounds, strict=True))):
            total -= step * (lo if sign > 0 else -hi)
            if isinstance(key, Const):
                total += sign * step * key.value
            else:
                terms.append(f"{'' if sign > 0 else '-'}{self._expr.expr(key)} * {step}")
            step *= hi - lo + 1
        if isinstance(place, int):
            total += place
        else:
            terms.append(place)
        use(" + ".join([*terms, *([str(total)] if total or not terms else [])]))
        self._out.depth = deep
        del self._expr.known[kept:]

    def pick(self, e: ir.Pick) -> str:
        """Write lines that pick a member; returns the source of the member picked, or -1."""
        worst = _count(e.domain)
        for key in e.keys:
            worst *= key.type.hi - key.type.lo + 1
        best = self._out.temp(str(worst))

        def use(rank: str) -> None:
            here = self._out.temp(rank)
            self._out.line(f"if {here} < {best}: {best} = {here}")

        member = self._ranks(e.domain, e.sign, e.keys, use)
        return self._out.temp(f"{member(best)} if {best} < {worst} else -1")

    def ranked(
        self, d: ir.Domain, sign: int, keys: tuple[Expr, ...]
    ) -> tuple[str, Callable[[str], str]]:
        """Write lines that rank members; returns the list of ranks, and the member of a rank."""
        found = self._out.temp("[]")
        member = self._ranks(d, sign, keys, lambda rank: self._out.line(f"{found}.append({rank})"))
        self._out.line(f"{found}.sort()")
        return found, member


def _count(d: ir.Domain) -> int:
    """How many values a domain may have at most."""
    if d.table:
        return max(1, *map(len, d.table))
    if d.lo is not None and d.hi is not None:
        return max(1, d.hi.type.hi - d.lo.type.lo)
    if d.places is not None:
        return max(1, d.places.type.mask.bit_count())
    return max(1, len(d.values))
