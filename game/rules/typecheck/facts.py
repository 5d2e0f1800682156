"""Flow-sensitive facts: what the conditions passed so far say about the types of expressions.

A fact narrows the type of an expression at one place of a text: after `x != none`, `x` is a
member. (Occurrence typing: Tobin-Hochstadt and Felleisen, "Logical types for untyped languages",
2010.) Facts last until something that the expression reads may have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from game.rules import ir
from game.rules.ir import Const, Expr, Local, Stmt, Type, member

#: What is known of expressions at one place, by `key_of`: the narrowest type that each can have.
Facts = dict[Expr, Type]

# What a condition can teach something of: these mean the same until something they read changes.
_NARROWED = (Local, ir.ScratchRef, ir.RegisterRef, ir.FieldRef, ir.DerivedRef)


def key_of(e: Expr) -> Expr:
    """An expression without the types of what varies in it, which may be known better by now."""
    match e:
        case Local(_, slot):
            return Local(ir.UNKNOWN, slot)
        case ir.RegisterRef(_, name, args):
            return ir.RegisterRef(ir.UNKNOWN, name, tuple(map(key_of, args)))
        case ir.ScratchRef(_, slot, args, shape):
            return ir.ScratchRef(ir.UNKNOWN, slot, tuple(map(key_of, args)), shape)
        case ir.DerivedRef(_, name, args):
            return ir.DerivedRef(ir.UNKNOWN, name, tuple(map(key_of, args)))
        case ir.FieldRef(type_, table, arg):
            # Fields of two kinds may have one table: numbers, truth values, places of members.
            return ir.FieldRef(Type(type_.kind, base=type_.base), table, key_of(arg))
        case ir.Arithmetic(_, op, a, b):
            # The place in the table of a grid is worked out of two members.
            return ir.Arithmetic(ir.UNKNOWN, op, key_of(a), key_of(b))
    return e


def narrowed(facts: Facts, e: Expr) -> Expr:
    """`e` with the narrowest type that is known of it."""
    if not facts or not isinstance(e, _NARROWED):
        return e
    known = facts.get(key_of(e))
    if known is not None and known.kind == "int":
        low, high = max(known.lo, e.type.lo), min(known.hi, e.type.hi)
        known = ir.integer(low, high) if low <= high else None
    return e if known is None or known == e.type else attrs.evolve(e, type=known)


def know(facts: Facts, e: Expr, type_: Type) -> None:
    """From here on an expression has this type."""
    if isinstance(e, _NARROWED):
        facts[key_of(e)] = type_


def learn(facts: Facts, test: Expr, held: bool) -> None:
    """Add to `facts` what a condition says about members.

    Args:
        facts: changed in place.
        test: the condition, of type bool.
        held: whether it was true or false.
    """
    match test:
        case ir.Not(_, a):
            learn(facts, a, not held)
        case ir.Reveal(_, a):
            learn(facts, a, held)
        case ir.Connective(_, op, items) if (op == "and") == held:
            for item in items:
                learn(facts, item, held)
        case ir.Connective(_, _, items):
            _one_of(facts, items, held)
        case ir.Compare(_, op, a, b) if a.type.kind == "int" and b.type.kind == "int":
            op = op if held else _OPPOSITE[op]
            _bounded(facts, a, op, b.type)
            _bounded(facts, b, _TURNED.get(op, op), a.type)
        case ir.Compare(_, op, a, b) if op in ("==", "!="):
            _compared(facts, a, b, (op == "==") == held)
            _compared(facts, b, a, (op == "==") == held)
        case ir.InReach(_, item, places) if held:
            know(facts, item, member(item.type.base, item.type.mask & places.type.mask))
        case ir.Contains(_, masks, None, item):
            mask = item.type.mask & (masks[0] if held else ~masks[0])
            know(facts, item, member(item.type.base, mask, item.type.none and not held))
        case ir.Contains(_, masks, _, item) if held:
            every = 0
            for m in masks:
                every |= m
            know(facts, item, member(item.type.base, item.type.mask & every))


_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _bounded(facts: Facts, x: Expr, op: str, other: Type) -> None:
    """What it says of a number that it compares so with some other."""
    known = facts.get(key_of(x), x.type)
    low, high = max(known.lo, x.type.lo), min(known.hi, x.type.hi)
    if op in ("<", "<=", "=="):
        high = min(high, other.hi - (op == "<"))
    if op in (">", ">=", "=="):
        low = max(low, other.lo + (op == ">"))
    if op == "!=" and other.lo == other.hi:
        low, high = low + (low == other.lo), high - (high == other.lo)
    # Where nothing is left, this place is never come to.
    if low <= high:
        know(facts, x, ir.integer(low, high))


def not_nought(test: Expr, held: bool) -> list[ir.RegisterRef]:
    """The registers of which a condition, or its opposite, says that they are not 0."""
    match test:
        case ir.Not(_, a):
            return not_nought(a, not held)
        case ir.Reveal(_, a):
            return not_nought(a, held)
        case ir.Connective(_, op, items) if (op == "and") == held:
            return [read for item in items for read in not_nought(item, held)]
        case ir.Compare(_, op, ir.RegisterRef() as read, Const(_, value)) if (
            ir.compare(op, 0, value) != held
        ):
            return [read]
        case ir.Compare(_, op, Const(_, value), ir.RegisterRef() as read) if (
            ir.compare(op, value, 0) != held
        ):
            return [read]
    return []


def _one_of(facts: Facts, items: tuple[Expr, ...], held: bool) -> None:
    """What is said by some condition, which of them is unknown: what all of them say."""
    ways = []
    for item in items:
        way = dict(facts)
        learn(way, item, held)
        ways.append(way)
    for key in set.intersection(*map(set, ways)):
        type_: Type | None = ways[0][key]
        for way in ways[1:]:
            type_ = type_ and ir.join(type_, way[key])
        if type_ is not None:
            facts[key] = type_


def _compared(facts: Facts, x: Expr, y: Expr, equal: bool) -> None:
    """What `x == y`, or `x != y`, says of `x`."""
    t = x.type
    if y.type.kind != "member":
        return
    if equal:
        know(facts, x, member(t.base, t.mask & y.type.mask, t.none and y.type.none))
    elif isinstance(y, Const):
        gone = 0 if y.value < 0 else 1 << y.value
        know(facts, x, member(t.base, t.mask & ~gone, t.none and y.value >= 0))


def without_local(facts: Facts, slot: int) -> Facts:
    """The facts that outlast a change of a local."""
    return {
        e: t
        for e, t in facts.items()
        if not any(isinstance(x, Local | ir.ScratchRef) and x.slot == slot for x in ir.walk(e))
    }


def without_register(facts: Facts, name: str | None = None, args: Sequence[Expr] = ()) -> Facts:
    """The facts that outlast a change of a register, or of any if none is named.

    A derived value may read every register.

    Args:
        facts: what was known.
        name: the register; None for any.
        args: the index of the cell that changes, where it is known.
    """

    def changes(x: Expr) -> bool:
        if not isinstance(x, ir.RegisterRef):
            return isinstance(x, ir.DerivedRef)
        return name is None or (name == x.name and not _apart(x.args, args))

    return {e: t for e, t in facts.items() if not any(map(changes, ir.walk(e)))}


def _apart(a: Sequence[Expr], b: Sequence[Expr]) -> bool:
    """Are these the indexes of two cells, whatever else they are?"""
    pairs = zip(a, b, strict=False)
    return any(isinstance(x, Const) and isinstance(y, Const) and x != y for x, y in pairs)


def without_what_changes(facts: Facts, body: Iterable[Stmt]) -> Facts:
    """The facts that outlast some statements, however often they run."""
    slots: set[int] = set()
    names: set[str | None] = set()
    todo = list(body)
    while todo:
        match todo.pop():
            case ir.StoreLocal(_, slot) | ir.StoreScratch(_, slot) | ir.FillScratch(_, slot):
                slots.add(slot)
            case ir.StoreRegister(_, name):
                names.add(name)
            case ir.If(_, _, then, other):
                todo += [*then, *other]
            case ir.For(_, _, inner) | ir.While(_, _, _, inner) | ir.OpenLoop(_, _, inner):
                todo += inner
            case ir.Ask(into=into):
                todo.append(into)
                names.add(None)
            case ir.Call() | ir.Act() | ir.MoveMembers():
                names.add(None)
    for slot in slots:
        facts = without_local(facts, slot)
    for changed in names:
        facts = without_register(facts, changed)
    return facts


def in_both(a: Facts, b: Facts) -> Facts:
    """What is known whichever of two ways was taken."""
    found = {e: ir.join(t, b[e]) for e, t in a.items() if e in b}
    return {e: t for e, t in found.items() if t is not None}
