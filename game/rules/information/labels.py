"""Security labels: which secrets a value depends on, and who surely sees each of them.

A lattice of labels in the sense of Denning, "A lattice model of secure information flow" (1976):
joined by union, ordered by who sees what. The survey of Sabelfeld and Myers, "Language-based
information-flow security" (2003), tells the rest: labels of conditions, declassification.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from game.rules import ir
from game.rules.ir import FALSE, TRUE, UNKNOWN, VIEWER, Const, Expr, Local, Stmt, Type


@attrs.frozen
class Secret:
    """Something that few seats see.

    Attributes:
        sight: who sees it for certain, over the viewer and the locals at hand.
        name: what it is called.
        via: the derived value through which it was read, if any; the outermost one.
        rule: the script of the condition that read it, if one did.
        at: where that condition stands in the script.
        act: whether it is which action a seat takes, and not a value.
    """

    sight: Expr
    name: str
    via: str = ""
    rule: str = ""
    at: int = -1
    act: bool = False


#: The secrets that a value, or being at a place of a script, depends on.
Label = frozenset[Secret]
OPEN: Label = frozenset()
#: What is known of some locals, by slot.
Values = dict[int, int | bool | Expr]


@attrs.define
class Env:
    """At one place of a script: the labels of its locals, and which locals are the same value."""

    labels: dict[int, Label] = attrs.Factory(dict)
    same: Values = attrs.Factory(dict)

    def keep(self, slot: int, label: Label) -> None:
        """Note a local's label; no label is none."""
        if label:
            self.labels[slot] = label
        else:
            self.labels.pop(slot, None)

    def copy(self) -> Env:
        """The same, to be changed apart."""
        return Env(dict(self.labels), dict(self.same))

    def take(self, other: Env) -> None:
        """Become another."""
        self.labels, self.same = other.labels, other.same

    def join(self, other: Env) -> Env:
        """What holds whichever way the script came."""
        slots = {*self.labels, *other.labels}
        labels = {s: self.labels.get(s, OPEN) | other.labels.get(s, OPEN) for s in slots}
        same = {s: e for s, e in self.same.items() if other.same.get(s) == e}
        return Env(labels, same)


def within(few: Expr, many: Expr, seats: Iterable[int]) -> bool:
    """Is everyone of `few` surely among `many`? Both are conditions over the viewer."""
    if few in (many, FALSE) or many == TRUE:
        return True
    return all(
        _implies(ir.substitute(few, {VIEWER: v}), ir.substitute(many, {VIEWER: v})) for v in seats
    )


def _implies(few: Expr, many: Expr) -> bool:
    if few in (many, FALSE) or many == TRUE:
        return True
    if isinstance(few, ir.Connective) and few.op == "or":
        return all(_implies(x, many) for x in few.items)
    if isinstance(many, ir.Connective) and many.op == "and":
        return all(_implies(few, x) for x in many.items)
    if isinstance(many, ir.Connective):
        return any(_implies(few, x) for x in many.items)
    if isinstance(few, ir.Connective):
        return any(_implies(x, many) for x in few.items)
    return (
        isinstance(few, ir.Compare)
        and ir.Compare(few.type, few.op, few.b, few.a) == many
        and (few.op in ("==", "!="))
    )


def certain(e: Expr) -> Expr:
    """A `see` condition without what registers may open later."""
    if isinstance(e, ir.Connective):
        return ir.fold(ir.Connective(e.type, e.op, tuple(certain(x) for x in e.items)))
    if any(isinstance(x, (ir.RegisterRef, ir.DerivedRef)) for x in ir.walk(e)):
        return FALSE
    return same_locals(e)


def same_locals(e: Expr) -> Expr:
    """A condition may have narrowed a local's type: the same local must look the same."""
    slots = {x.slot for x in ir.walk(e) if isinstance(x, Local)}
    return ir.substitute(e, {slot: Local(UNKNOWN, slot) for slot in slots})


def plain(e: Expr) -> Expr:
    """A local without its type; anything else as it is."""
    return Local(UNKNOWN, e.slot) if isinstance(e, Local) else e


def mentions(e: int | bool | Expr, slot: int) -> bool:
    """Does an expression read this local?"""
    return isinstance(e, Expr) and any(isinstance(x, Local) and x.slot == slot for x in ir.walk(e))


def put(label: Label, values: Values) -> Label:
    """A label with other words for some locals."""
    if not label or not values:
        return label
    return frozenset(attrs.evolve(s, sight=ir.substitute(s.sight, values)) for s in label)


def read_at(s: Stmt, label: Label) -> Label:
    """A label that remembers the condition or loop that read it."""
    return frozenset(x if x.at >= 0 else attrs.evolve(x, rule=s.rule, at=s.at) for x in label)


def closed(label: Label, slot: int, values: tuple[int, ...]) -> Label:
    """A label for whichever of some values a local may have had; for none of them, nobody sees."""
    out = {s for s in label if not mentions(s.sight, slot)}
    for s in label - out:
        sights = [ir.substitute(s.sight, {slot: v}) for v in values] or [FALSE]
        out |= {attrs.evolve(s, sight=sight) for sight in sights}
    return frozenset(out)


def members(t: Type) -> tuple[int, ...]:
    """The members that a value of a type may be."""
    return tuple(v for v in range(t.mask.bit_length()) if t.mask >> v & 1)


def is_seat(e: Expr) -> bool:
    """Is this a seat that is known beforehand?"""
    return isinstance(e, Const) and e.type.base == "seat"
