"""Writes expressions out before code is made of them: derived values and small loops in full.

What is constant in a scenario then folds away.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import attrs

from game.rules import ir
from game.rules.ir import Const, Expr
from game.rules.program import Program

INLINE = 60
UNROLL = 400
#: Of more cells than this, each of more parts than that, a derived value has one function.
MANY = 100
LONG = 2 * INLINE


def weight(e: Expr) -> int:
    """How many parts an expression has; counted no further than any bound here."""
    parts, todo = 0, [e]
    while todo and parts <= UNROLL:
        todo += ir.children(todo.pop())
        parts += 1
    return parts


def is_constant(d: ir.Domain) -> bool:
    """Are a domain's values known before its filter?"""
    return not d.table and d.lo is None and d.places is None


def truth(d: ir.Domain, value: int) -> int | bool:
    """A domain's value as its variable holds it."""
    return bool(value) if d.type.kind == "bool" else value


def _plus(e: ir.Arithmetic) -> Expr:
    """A sum or difference without the zero in it."""
    if e.op in ("+", "-") and isinstance(e.b, Const) and e.b.value == 0:
        return e.a
    if e.op == "+" and isinstance(e.a, Const) and e.a.value == 0:
        return e.b
    return ir.fold(e)


class Expander:
    """Expands expressions of one program; what it made of a derived cell is kept."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._cells: dict[tuple[str, tuple[int | bool, ...]], Expr] = {}
        self._shared: dict[str, bool] = {}

    def cell(self, name: str, places: tuple[int | bool, ...]) -> Expr:
        """The expression of a derived cell, written out."""
        key = (name, places)
        if key not in self._cells:
            slots, body = self.program.scopes.derived[name]
            values: dict[int, Any] = dict(zip(slots, places, strict=True))
            self._cells[key] = self.expand(ir.substitute(body, values))
        return self._cells[key]

    def is_shared(self, name: str) -> bool:
        """Is a derived value of many cells, each long, read by one function for all of them?

        To write each out, as is done with others, would take longer than any game. The first cell
        tells for all how long they are.
        """
        if name not in self._shared:
            index = self.program.decls.index_of(name)
            orders = [self.program.symbols.sets[s].order for _, s in index]
            many = prod(map(len, orders)) > MANY
            places = tuple(order[0] for order in orders) if many else ()
            self._shared[name] = many and weight(self.cell(name, places)) > LONG
        return self._shared[name]

    def expand(self, e: Expr) -> Expr:
        """An equal expression: small derived values and loops written out, constants folded."""
        expanded: Expr = _EXPANDED[type(e)](self, e)
        return expanded

    def _each(self, args: tuple[Expr, ...]) -> tuple[Expr, ...]:
        return tuple([_EXPANDED[type(x)](self, x) for x in args])

    def _maybe(self, e: Expr | None) -> Expr | None:
        return None if e is None else self.expand(e)

    def _derived(self, e: ir.DerivedRef) -> Expr:
        args = self._each(e.args)
        places = tuple([a.value for a in args if isinstance(a, Const)])
        # Places that are reached are worked out once, under one name.
        known = len(places) == len(args) and e.type.kind != "places"
        if known and not self.is_shared(e.name):
            found = self.cell(e.name, places)
            if weight(found) <= INLINE:
                return found
        return ir.DerivedRef(e.type, e.name, args)

    def _choice(self, e: ir.Conditional | ir.Known) -> Expr:
        test = self.expand(e.test)
        if isinstance(test, Const):
            return self.expand(e.a if test.value else e.b)
        return ir.Conditional(e.type, test, self.expand(e.a), self.expand(e.b))

    def _register(self, e: ir.RegisterRef) -> Expr:
        """A register that this scenario never changes is a constant."""
        info = self.program.symbols.registers[e.name]
        args = self._each(e.args)
        if info.frozen:
            places = tuple([a.value for a in args if isinstance(a, Const)])
            if len(places) == len(args):
                return ir.exact(info.type, info.start[info.cell(places)])
        return ir.RegisterRef(e.type, e.name, args)

    def _reach(self, e: ir.Reach) -> Expr:
        starts = None if e.starts is None else self.domain(e.starts)
        start, within = self._maybe(e.start), self._maybe(e.within)
        return attrs.evolve(e, start=start, starts=starts, within=within)

    def domain(self, d: ir.Domain) -> ir.Domain:
        """A domain with its bounds expanded; its filter is left."""
        if is_constant(d):
            return d
        parts = (d.subject, d.lo, d.hi, d.places)
        subject, lo, hi, places = [None if e is None else self.expand(e) for e in parts]
        return ir.settle(attrs.evolve(d, subject=subject, lo=lo, hi=hi, places=places))

    def members(
        self, d: ir.Domain, parts: tuple[Expr, ...]
    ) -> list[tuple[int, Expr, tuple[Expr, ...]]] | None:
        """(value, filter, parts) for each value of a small constant domain, else None."""
        shape = sum(map(weight, parts)) + (0 if d.filter is None else weight(d.filter))
        if not is_constant(d) or shape * len(d.values) > UNROLL:
            return None
        out, total = [], 0
        for value in d.values:
            known: dict[int, Any] = {d.slot: truth(d, value)}
            test: Expr = ir.TRUE
            if d.filter is not None:
                test = self.expand(ir.substitute(d.filter, known))
            if test == ir.FALSE:
                continue
            found = tuple(self.expand(ir.substitute(part, known)) for part in parts)
            total += weight(test) + sum(map(weight, found))
            out.append((value, test, found))
        return out if total <= UNROLL else None

    def _aggregate(self, e: ir.Aggregate) -> Expr:
        domain = self.domain(e.domain)
        return self._unrolled(ir.Aggregate(e.type, e.op, domain, e.body, self._maybe(e.default)))

    def _unrolled(self, e: ir.Aggregate) -> Expr:
        if e.op in ("min", "max"):
            return e
        members = self.members(e.domain, (e.body,))
        if members is None:
            return e
        if e.op in ("any", "all"):
            items: list[Expr] = []
            for _, test, (body,) in members:
                if e.op == "any":
                    items.append(ir.fold(ir.Connective(ir.BOOL, "and", (test, body))))
                else:
                    spared = ir.fold(ir.Not(ir.BOOL, test))
                    items.append(ir.fold(ir.Connective(ir.BOOL, "or", (spared, body))))
            return ir.fold(ir.Connective(ir.BOOL, "or" if e.op == "any" else "and", tuple(items)))
        total: Expr = ir.const(0)
        for _, test, (body,) in members:
            term = ir.const(1) if e.op == "count" else body
            if test != ir.TRUE:
                term = ir.Conditional(e.type, test, term, ir.const(0))
            total = _plus(ir.Arithmetic(e.type, "+", total, term))
        return total


#: How each kind of expression is expanded; a `match` would try one kind after the other, at each
#: node.
_EXPANDED: dict[type[Expr], Callable[[Expander, Any], Expr]] = {
    Const: lambda x, e: e,
    ir.Local: lambda x, e: e,
    ir.ScratchRef: lambda x, e: ir.ScratchRef(e.type, e.slot, x._each(e.args), e.shape),
    ir.RegisterRef: Expander._register,
    ir.DerivedRef: Expander._derived,
    ir.FieldRef: lambda x, e: ir.fold(ir.FieldRef(e.type, e.table, x.expand(e.arg))),
    ir.Contains: lambda x, e: ir.fold(
        ir.Contains(e.type, e.masks, x._maybe(e.arg), x.expand(e.item))
    ),
    ir.Arithmetic: lambda x, e: _plus(ir.Arithmetic(e.type, e.op, x.expand(e.a), x.expand(e.b))),
    ir.Compare: lambda x, e: ir.fold(ir.Compare(e.type, e.op, x.expand(e.a), x.expand(e.b))),
    ir.Connective: lambda x, e: ir.fold(ir.Connective(e.type, e.op, x._each(e.items))),
    ir.Not: lambda x, e: ir.fold(ir.Not(e.type, x.expand(e.a))),
    ir.Conditional: Expander._choice,
    ir.Known: Expander._choice,
    # To whom a value is revealed or known is not the business of these.
    ir.Reveal: lambda x, e: x.expand(e.a),
    ir.Seen: lambda x, e: x.expand(e.test),
    ir.Aggregate: Expander._aggregate,
    ir.Pick: lambda x, e: ir.Pick(e.type, e.sign, x.domain(e.domain), e.keys),
    ir.InReach: lambda x, e: ir.InReach(e.type, x.expand(e.item), x.expand(e.places)),
    ir.Spent: lambda x, e: ir.Spent(e.type, x.expand(e.item), x.expand(e.places)),
    ir.Reach: Expander._reach,
}
