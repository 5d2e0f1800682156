"""Writes expressions out before code is made of them: derived values and small loops in full.

What is constant in a scenario then folds away.
"""

from __future__ import annotations

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
    """How many parts an expression has."""
    return len(ir.walk(e))


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
        do = self.expand
        match e:
            case Const() | ir.Local():
                return e
            case ir.RegisterRef(type, name, args):
                return self._frozen(ir.RegisterRef(type, name, tuple(map(do, args))))
            case ir.ScratchRef(type, slot, args, shape):
                return ir.ScratchRef(type, slot, tuple(map(do, args)), shape)
            case ir.DerivedRef(type, name, args):
                args = tuple(map(do, args))
                places = tuple(a.value for a in args if isinstance(a, Const))
                # Places that are reached are worked out once, under one name.
                known = len(places) == len(args) and type.kind != "places"
                if known and not self.is_shared(name):
                    found = self.cell(name, places)
                    if weight(found) <= INLINE:
                        return found
                return ir.DerivedRef(type, name, args)
            case ir.FieldRef(type, table, arg):
                return ir.fold(ir.FieldRef(type, table, do(arg)))
            case ir.Contains(type, masks, subject, item):
                subject = None if subject is None else do(subject)
                return ir.fold(ir.Contains(type, masks, subject, do(item)))
            case ir.Arithmetic(type, op, a, b):
                return _plus(ir.Arithmetic(type, op, do(a), do(b)))
            case ir.Compare(type, op, a, b):
                return ir.fold(ir.Compare(type, op, do(a), do(b)))
            case ir.Connective(type, op, items):
                return ir.fold(ir.Connective(type, op, tuple(map(do, items))))
            case ir.Not(type, a):
                return ir.fold(ir.Not(type, do(a)))
            case ir.Conditional(type, test, a, b) | ir.Known(type, a, b, test):
                return self._choice(type, do(test), a, b)
            # To whom a value is revealed or known is not the business of these.
            case ir.Reveal(_, a):
                return do(a)
            case ir.Seen(_, _, _, test):
                return do(test)
            case ir.Aggregate(type, op, domain, body, default):
                last = None if default is None else do(default)
                return self._aggregate(ir.Aggregate(type, op, self.domain(domain), body, last))
            case ir.Pick(type, sign, domain, keys):
                return ir.Pick(type, sign, self.domain(domain), keys)
            case ir.InReach(type, item, places_):
                return ir.InReach(type, do(item), do(places_))
            case ir.Spent(type, item, places_):
                return ir.Spent(type, do(item), do(places_))
            case ir.Reach(start=start, starts=starts, within=within):
                return attrs.evolve(
                    e,
                    start=None if start is None else do(start),
                    starts=None if starts is None else self.domain(starts),
                    within=None if within is None else do(within),
                )
        raise TypeError(e.__class__.__name__)

    def _choice(self, type_: ir.Type, test: Expr, a: Expr, b: Expr) -> Expr:
        if isinstance(test, Const):
            return self.expand(a if test.value else b)
        return ir.Conditional(type_, test, self.expand(a), self.expand(b))

    def _frozen(self, e: ir.RegisterRef) -> Expr:
        """A register that this scenario never changes is a constant."""
        info = self.program.symbols.registers[e.name]
        places = tuple(a.value for a in e.args if isinstance(a, Const))
        if info.frozen and len(places) == len(e.args):
            return ir.exact(info.type, info.start[info.cell(places)])
        return e

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
