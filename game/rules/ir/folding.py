"""Constant folding and substitution: an equal expression that says less."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import attrs

from game.rules.ir.expressions import (
    FALSE,
    TRUE,
    Aggregate,
    Arithmetic,
    Compare,
    Conditional,
    Connective,
    Const,
    Contains,
    DerivedRef,
    Domain,
    Expr,
    FieldRef,
    InReach,
    Known,
    Local,
    Not,
    Pick,
    Reach,
    RegisterRef,
    Reveal,
    ScratchRef,
    Seen,
    Spent,
    const,
    exact,
)
from game.rules.ir.types import Type

COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}  # fmt: skip
ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv,
    "%": operator.mod, "min": min, "max": max,
}  # fmt: skip


def compare(op: str, a: int, b: int) -> bool:
    """The truth of `a op b`."""
    return COMPARE[op](a, b)


def arithmetic(op: str, a: int, b: int) -> int:
    """The integer `a op b`."""
    return ARITHMETIC[op](a, b)


#: What stands for some locals, by their slots.
SlotValues = dict[int, int | bool | Expr]


def substitute(e: Expr, values: SlotValues) -> Expr:
    """`e` with constants or expressions for some locals, folded."""
    made: Expr = _SUBSTITUTED[type(e)](e, values)
    return made


def _each(args: tuple[Expr, ...], values: SlotValues) -> tuple[Expr, ...]:
    return tuple([_SUBSTITUTED[type(x)](x, values) for x in args])


def _local(e: Local, values: SlotValues) -> Expr:
    if e.slot not in values:
        return e
    value = values[e.slot]
    return value if isinstance(value, Expr) else const(value, e.type)


def _seen(e: Seen, values: SlotValues) -> Expr:
    test = substitute(e.test, values)
    if isinstance(test, Const):
        return test
    return Seen(e.type, e.name, _each(e.args, values), test)


def _reveal(e: Reveal, values: SlotValues) -> Expr:
    a = substitute(e.a, values)
    return a if isinstance(a, Const) else Reveal(e.type, a)


def _maybe(e: Expr | None, values: SlotValues) -> Expr | None:
    return None if e is None else substitute(e, values)


def _reach(e: Reach, values: SlotValues) -> Expr:
    return attrs.evolve(
        e,
        start=_maybe(e.start, values),
        starts=None if e.starts is None else _domain(e.starts, values),
        leave=substitute(e.leave, values),
        steps=_domain(e.steps, values),
        cost=substitute(e.cost, values),
        within=_maybe(e.within, values),
        stop=substitute(e.stop, values),
    )


def _domain(d: Domain, values: SlotValues) -> Domain:
    new = attrs.evolve(
        d,
        subject=_maybe(d.subject, values),
        lo=_maybe(d.lo, values),
        hi=_maybe(d.hi, values),
        filter=_maybe(d.filter, values),
        places=_maybe(d.places, values),
    )
    return settle(new)


def settle(d: Domain) -> Domain:
    """A domain whose bounds are constant, as constant values."""
    if isinstance(d.subject, Const) and d.table:
        return attrs.evolve(d, values=d.table[d.subject.value], table=(), subject=None)
    if isinstance(d.lo, Const) and isinstance(d.hi, Const):
        return attrs.evolve(d, values=tuple(range(d.lo.value, d.hi.value)), lo=None, hi=None)
    return d


def fold(e: Expr) -> Expr:
    """`e`, or the constant it always is."""
    folded = _FOLDED.get(type(e))
    return e if folded is None else folded(e)


def _field(e: FieldRef) -> Expr:
    return exact(e.type, e.table[e.arg.value]) if isinstance(e.arg, Const) else e


def _contains(e: Contains) -> Expr:
    if not isinstance(e.item, Const):
        return e
    item = e.item.value
    if item < 0:
        return FALSE
    if e.arg is None:
        return const(bool(e.masks[0] >> item & 1))
    return const(bool(e.masks[e.arg.value] >> item & 1)) if isinstance(e.arg, Const) else e


def _arithmetic(e: Arithmetic) -> Expr:
    if isinstance(e.a, Const) and isinstance(e.b, Const):
        return const(arithmetic(e.op, e.a.value, e.b.value))
    return e


def _compare(e: Compare) -> Expr:
    a, b = e.a, e.b
    if isinstance(a, Const) and isinstance(b, Const):
        return const(compare(e.op, a.value, b.value))
    if a == b:
        return const(e.op in ("==", "<=", ">="))
    return _by_range(e, e.op, a.type, b.type) if a.type.kind == b.type.kind else e


def _not(e: Not) -> Expr:
    return const(not e.a.value) if isinstance(e.a, Const) else e


def _conditional(e: Conditional) -> Expr:
    if isinstance(e.test, Const):
        return e.a if e.test.value else e.b
    return e


def _connective(e: Connective) -> Expr:
    stop = e.op == "or"
    kept: list[Expr] = []
    for part in e.items:
        if not isinstance(part, Const):
            kept.append(part)
        elif bool(part.value) == stop:
            return const(stop)
    if len(kept) > 1:
        return Connective(e.type, e.op, tuple(kept))
    return kept[0] if kept else const(not stop)


#: What each kind of expression folds to; others stay what they are.
_FOLDED: dict[type[Expr], Callable[[Any], Expr]] = {
    FieldRef: _field,
    Contains: _contains,
    Arithmetic: _arithmetic,
    Compare: _compare,
    Connective: _connective,
    Not: _not,
    Conditional: _conditional,
}


def _by_range(e: Expr, op: str, a: Type, b: Type) -> Expr:
    if op in ("==", "!=") and a.kind == "member":
        apart = not (a.mask & b.mask) and not (a.none and b.none)
    else:
        apart = a.hi < b.lo or b.hi < a.lo
    if op in ("==", "!="):
        return const(op == "!=") if apart else e
    low, high = compare(op, a.hi, b.lo), compare(op, a.lo, b.hi)
    if a.kind == "member":
        return e
    if op in ("<", "<="):
        return TRUE if low else e if high else FALSE
    low, high = compare(op, a.lo, b.hi), compare(op, a.hi, b.lo)
    return TRUE if low else e if high else FALSE


#: What each kind of expression is with values for some locals; a `match` would try one kind after
#: the other, at each node.
_SUBSTITUTED: dict[type[Expr], Callable[[Any, SlotValues], Expr]] = {
    Const: lambda e, values: e,
    Local: _local,
    ScratchRef: lambda e, values: ScratchRef(e.type, e.slot, _each(e.args, values), e.shape),
    RegisterRef: lambda e, values: RegisterRef(e.type, e.name, _each(e.args, values)),
    DerivedRef: lambda e, values: DerivedRef(e.type, e.name, _each(e.args, values)),
    FieldRef: lambda e, values: _field(FieldRef(e.type, e.table, substitute(e.arg, values))),
    Contains: lambda e, values: _contains(
        Contains(e.type, e.masks, _maybe(e.arg, values), substitute(e.item, values))
    ),
    Arithmetic: lambda e, values: _arithmetic(
        Arithmetic(e.type, e.op, substitute(e.a, values), substitute(e.b, values))
    ),
    Compare: lambda e, values: _compare(
        Compare(e.type, e.op, substitute(e.a, values), substitute(e.b, values))
    ),
    Connective: lambda e, values: _connective(Connective(e.type, e.op, _each(e.items, values))),
    Not: lambda e, values: _not(Not(e.type, substitute(e.a, values))),
    Conditional: lambda e, values: _conditional(
        Conditional(
            e.type, substitute(e.test, values), substitute(e.a, values), substitute(e.b, values)
        )
    ),
    Aggregate: lambda e, values: Aggregate(
        e.type, e.op, _domain(e.domain, values), substitute(e.body, values),
        _maybe(e.default, values),
    ),
    Pick: lambda e, values: Pick(
        e.type, e.sign, _domain(e.domain, values), _each(e.keys, values)
    ),
    Reach: _reach,
    InReach: lambda e, values: InReach(
        e.type, substitute(e.item, values), substitute(e.places, values)
    ),
    Spent: lambda e, values: Spent(
        e.type, substitute(e.item, values), substitute(e.places, values)
    ),
    Reveal: _reveal,
    Seen: _seen,
    Known: lambda e, values: Known(
        e.type, substitute(e.a, values), substitute(e.b, values), substitute(e.test, values)
    ),
}  # fmt: skip
