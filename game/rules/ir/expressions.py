"""Expressions: what the rules compute, each with its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.rules.ir.types import BOOL, NONE, CellShape, Type, integer, member


@attrs.frozen
class Expr:
    """An expression with its type."""

    type: Type


@attrs.frozen
class Const(Expr):
    """A constant: a number, a truth value, or the place of a member, -1 for none."""

    value: int | bool


@attrs.frozen
class Local(Expr):
    """The value of a local, by its slot."""

    slot: int


@attrs.frozen
class ScratchRef(Expr):
    """The value of a cell of an indexed local; `args` index it, one for each of its sets."""

    slot: int
    args: tuple[Expr, ...]
    shape: CellShape


@attrs.frozen
class RegisterRef(Expr):
    """The value of a register's cell; `args` index it, one for each of its sets."""

    name: str
    args: tuple[Expr, ...]


@attrs.frozen
class DerivedRef(Expr):
    """The value of a derived value's cell; `args` index it, one for each of its sets."""

    name: str
    args: tuple[Expr, ...]


@attrs.frozen
class FieldRef(Expr):
    """A constant of a member: `table[arg]`."""

    table: tuple[int, ...]
    arg: Expr


@attrs.frozen
class Contains(Expr):
    """Is `item` in the constant bit mask `masks[arg]` (masks[0] when there is no arg)?"""

    masks: tuple[int, ...]
    arg: Expr | None
    item: Expr


@attrs.frozen
class Arithmetic(Expr):
    """Arithmetic: + - * // %, min, max."""

    op: str
    a: Expr
    b: Expr


@attrs.frozen
class Compare(Expr):
    """== != < <= > >= of two numbers, members or truth values."""

    op: str
    a: Expr
    b: Expr


@attrs.frozen
class Connective(Expr):
    """`and` or `or` of items."""

    op: str
    items: tuple[Expr, ...]


@attrs.frozen
class Not(Expr):
    """The opposite of a truth value."""

    a: Expr


@attrs.frozen
class Conditional(Expr):
    """`a` if the test holds, else `b`; the other is not worked out."""

    test: Expr
    a: Expr
    b: Expr


@attrs.frozen
class Domain:
    """What a loop or choice runs over: constant values, a member's list, a range, or places.

    `values` for a set, list, dice; `table[subject]` for a list field; `lo`..`hi`-1 for a range;
    `places` for those that somebody reaches, in declared order.
    `or_none`: where nothing is left, it is none.
    """

    type: Type
    slot: int
    values: tuple[int, ...] = ()
    table: tuple[tuple[int, ...], ...] = ()
    subject: Expr | None = None
    lo: Expr | None = None
    hi: Expr | None = None
    filter: Expr | None = None
    or_none: bool = False
    places: Expr | None = None


@attrs.frozen
class Aggregate(Expr):
    """sum, any, all, count, min or max of `body` over a domain; `default` is min or max of none."""

    op: str
    domain: Domain
    body: Expr
    default: Expr | None = None


@attrs.frozen
class Pick(Expr):
    """The member with the lowest (sign 1) or highest (-1) keys, or none; first in order wins."""

    sign: int
    domain: Domain
    keys: tuple[Expr, ...]


@attrs.frozen
class Reach(Expr):
    """The places that are reached from some, each with its least cost: a least fixed point.

    Attributes:
        start: the place from which one goes, or none; None where `starts` says it.
        starts: the places from which one goes.
        source: the slot of the place that one leaves.
        places: the places from which one may go on at all.
        leave: may one go on from `source`?
        steps: where one goes from `source` in one step; its filter reads both.
        cost: what that step costs, 0 or more.
        within: what may be spent at most, 0 or more; None for no bound.
        stop: does that step end the way?
        size: how many members the set of the places has.
        far: what a place counts that is not reached, where there is no bound.
    """

    start: Expr | None
    starts: Domain | None
    source: int
    places: tuple[int, ...]
    leave: Expr
    steps: Domain
    cost: Expr
    within: Expr | None
    stop: Expr
    size: int
    far: int


@attrs.frozen
class InReach(Expr):
    """Is `item`, which may be none, among `places`?"""

    item: Expr
    places: Expr


@attrs.frozen
class Spent(Expr):
    """The least cost at which `item` is reached; more than any bound where it is not."""

    item: Expr
    places: Expr


@attrs.frozen
class Reveal(Expr):
    """`a`, which may be hidden, told to all seats."""

    a: Expr


@attrs.frozen
class Seen(Expr):
    """Does the acting seat see this cell? `test` is the register's `see` with the actor in it."""

    name: str
    args: tuple[Expr, ...]
    test: Expr


@attrs.frozen
class Known(Expr):
    """`a` if all that it reads is seen (by `tests`), else `b`."""

    a: Expr
    b: Expr
    test: Expr


def const(value: int | bool, type_: Type | None = None) -> Const:
    """A constant expression."""
    if type_ is None:
        type_ = BOOL if isinstance(value, bool) else integer(value, value)
    return Const(type_, value)


def exact(type_: Type, value: int) -> Const:
    """A constant of a register's type, typed as narrowly as its value allows."""
    if type_.kind == "bool":
        return const(bool(value))
    if type_.kind == "int":
        return const(value)
    return const(value, NONE if value < 0 else member(type_.base, 1 << value))


TRUE, FALSE = const(True), const(False)


def children(e: Expr) -> tuple[Expr, ...]:
    """The direct subexpressions of `e` (a domain's parts count)."""
    return _CHILDREN[type(e)](e)


def unfiltered(d: Domain) -> Type:
    """The type of all values of a domain, those too that its filter drops."""
    if d.type.kind != "member":
        return d.type
    mask = d.type.mask | (0 if d.places is None else d.places.type.mask)
    for value in (*d.values, *(v for row in d.table for v in row)):
        mask |= 1 << value
    return member(d.type.base, mask, d.type.none)


def domain_parts(d: Domain) -> tuple[Expr, ...]:
    """The expressions a domain is made of."""
    return tuple([e for e in (d.subject, d.lo, d.hi, d.places, d.filter) if e is not None])


def binds(e: Expr) -> tuple[int, ...]:
    """The locals that an expression binds for its parts."""
    match e:
        case Aggregate(_, _, domain) | Pick(_, _, domain):
            return (domain.slot,)
        case Reach():
            starts = () if e.starts is None else (e.starts.slot,)
            return (*starts, e.source, e.steps.slot)
    return ()


def walk(e: Expr) -> list[Expr]:
    """`e` and all expressions in it."""
    out, todo = [], [e]
    while todo:
        here = todo.pop()
        out.append(here)
        todo += children(here)
    return out


def _of_reach(e: Reach) -> tuple[Expr, ...]:
    start = () if e.start is None else (e.start,)
    starts = () if e.starts is None else domain_parts(e.starts)
    within = () if e.within is None else (e.within,)
    return (*start, *starts, e.leave, *domain_parts(e.steps), e.cost, *within, e.stop)


#: The direct subexpressions of each kind; a `match` would try one kind after the other, and every
#: pass asks for them at every node.
_CHILDREN: dict[type[Expr], Callable[[Any], tuple[Expr, ...]]] = {
    Const: lambda e: (),
    Local: lambda e: (),
    ScratchRef: lambda e: e.args,
    RegisterRef: lambda e: e.args,
    DerivedRef: lambda e: e.args,
    FieldRef: lambda e: (e.arg,),
    Contains: lambda e: (e.item,) if e.arg is None else (e.arg, e.item),
    Arithmetic: lambda e: (e.a, e.b),
    Compare: lambda e: (e.a, e.b),
    Connective: lambda e: e.items,
    Not: lambda e: (e.a,),
    Conditional: lambda e: (e.test, e.a, e.b),
    Aggregate: lambda e: (
        *domain_parts(e.domain), e.body, *(() if e.default is None else (e.default,)),
    ),
    Pick: lambda e: (*domain_parts(e.domain), *e.keys),
    Reach: _of_reach,
    InReach: lambda e: (e.item, e.places),
    Spent: lambda e: (e.item, e.places),
    Reveal: lambda e: (e.a,),
    Seen: lambda e: (*e.args, e.test),
    Known: lambda e: (e.a, e.b, e.test),
}  # fmt: skip
