"""Constant folding and substitution: an equal expression that says less."""

from __future__ import annotations

import operator
from collections.abc import Callable

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

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "//": operator.floordiv,
    "%": operator.mod, "min": min, "max": max,
}  # fmt: skip


def compare(op: str, a: int, b: int) -> bool:
    """The truth of `a op b`."""
    return _COMPARE[op](a, b)


def arithmetic(op: str, a: int, b: int) -> int:
    """The integer `a op b`."""
    return _ARITHMETIC[op](a, b)


def substitute(e: Expr, values: dict[int, int | bool | Expr]) -> Expr:
    """`e` with constants or expressions for some locals, folded."""
    if not isinstance(e, Const):
        match e:
            case Local(type, slot):
                if slot not in values:
                    return e
                value = values[slot]
                return value if isinstance(value, Expr) else const(value, type)
            case RegisterRef(type, name, args):
                return RegisterRef(type, name, tuple(substitute(x, values) for x in args))
            case ScratchRef(type, slot, args, shape):
                return ScratchRef(type, slot, tuple(substitute(x, values) for x in args), shape)
            case DerivedRef(type, name, args):
                return DerivedRef(type, name, tuple(substitute(x, values) for x in args))
            case Seen(type, name, args, test):
                new = substitute(test, values)
                if isinstance(new, Const):
                    return new
                return Seen(type, name, tuple(substitute(x, values) for x in args), new)
            case Aggregate(type, op, domain, body, default):
                last = None if default is None else substitute(default, values)
                return Aggregate(type, op, _domain(domain, values), substitute(body, values), last)
            case Pick(type, sign, domain, keys):
                return Pick(
                    type, sign, _domain(domain, values), tuple(substitute(k, values) for k in keys)
                )
            case FieldRef(type, table, arg):
                return fold(FieldRef(type, table, substitute(arg, values)))
            case Contains(type, masks, arg, item):
                new_arg = None if arg is None else substitute(arg, values)
                return fold(Contains(type, masks, new_arg, substitute(item, values)))
            case Arithmetic(type, op, a, b):
                return fold(Arithmetic(type, op, substitute(a, values), substitute(b, values)))
            case Compare(type, op, a, b):
                return fold(Compare(type, op, substitute(a, values), substitute(b, values)))
            case Connective(type, op, items):
                return fold(Connective(type, op, tuple(substitute(x, values) for x in items)))
            case Not(type, a):
                return fold(Not(type, substitute(a, values)))
            case Conditional(type, test, a, b):
                return fold(
                    Conditional(
                        type, substitute(test, values), substitute(a, values), substitute(b, values)
                    )
                )
            case InReach(type, item, places):
                return InReach(type, substitute(item, values), substitute(places, values))
            case Spent(type, item, places):
                return Spent(type, substitute(item, values), substitute(places, values))
            case Reach():
                return _reach(e, values)
            case Reveal(type, a):
                new = substitute(a, values)
                return new if isinstance(new, Const) else Reveal(type, new)
            case Known(type, a, b, test):
                return Known(
                    type, substitute(a, values), substitute(b, values), substitute(test, values)
                )
    return e


def _maybe(e: Expr | None, values: dict[int, int | bool | Expr]) -> Expr | None:
    return None if e is None else substitute(e, values)


def _reach(e: Reach, values: dict[int, int | bool | Expr]) -> Expr:
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


def _domain(d: Domain, values: dict[int, int | bool | Expr]) -> Domain:
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
    match e:
        case FieldRef(type, table, Const(_, value)):
            return exact(type, table[value])
        case Contains(item=Const(_, item)) if item < 0:
            return FALSE
        case Contains(_, masks, arg, Const(_, item)) if arg is None or isinstance(arg, Const):
            mask = masks[0 if arg is None else arg.value]
            return const(item >= 0 and bool(mask >> item & 1))
        case Arithmetic(_, op, Const(_, a), Const(_, b)):
            return const(arithmetic(op, a, b))
        case Compare(_, op, Const(_, a), Const(_, b)):
            return const(compare(op, a, b))
        case Compare(_, op, a, b) if a == b:
            return const(op in ("==", "<=", ">="))
        case Compare(_, op, a, b) if a.type.kind == b.type.kind:
            return _by_range(e, op, a.type, b.type)
        case Not(_, Const(_, a)):
            return const(not a)
        case Conditional(_, Const(_, test), a, b):
            return a if test else b
        case Connective(type, op, items):
            stop = op == "or"
            kept: list[Expr] = []
            for part in items:
                if isinstance(part, Const):
                    if bool(part.value) == stop:
                        return const(stop)
                else:
                    kept.append(part)
            if not kept:
                return const(not stop)
            if len(kept) == 1 or (isinstance(kept[0], Const)):
                return kept[0]
            return Connective(type, op, tuple(kept))
    return e


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
