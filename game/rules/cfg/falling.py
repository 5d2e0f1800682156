"""Which falling loops need no memory once a round has lowered their number.

A falling loop that pauses must remember its number from the start of a round to the end, to see
that the round lowered it. Where no statement that may run in a round can raise the number, it is
enough to know whether it has fallen yet: the memory becomes 0 as soon as it has, and before that
it is the number itself. So positions that are equal but for the number's past are equal states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from game.rules import ir
from game.rules.cfg.checks import is_native
from game.rules.cfg.graph import Function
from game.rules.cfg.variables import nested
from game.rules.ir import Const, Expr, Stmt

#: For a register 1 if a number rises with it, -1 if it falls as the register rises.
Signs = dict[str, int]

#: Tells what a derived value stands for, with its index put in.
WrittenOut = Callable[[ir.DerivedRef], Expr]


def watch_falls(
    functions: Mapping[str, Function], menus: Mapping[str, str], written_out: WrittenOut
) -> frozenset[int]:
    """Find the loops whose number never rises in a round, and note each fall where it happens.

    Adds to the functions' bodies a `NoteFall` after each statement that may lower such a number.

    Args:
        functions: all scripts, by key; which of them pause is known.
        menus: for the function of each action, by key, its menu.
        written_out: what a derived value stands for.

    Returns:
        The hidden locals (`last`) of these loops, which are memory of the whole game: other
        functions change them, too, and they are 0 outside the loop.
    """
    found: set[int] = set()
    for function in list(functions.values()):
        for loop in nested(function.body):
            if not isinstance(loop, ir.While) or is_native(loop, functions):
                continue
            signs = _signs(loop.measure, written_out)
            run = _reached(loop, functions, menus)
            scripts = [loop.body, *(functions[key].body for key in run)]
            if signs is None or not all(_lowers(s, signs) for s in _stores(scripts)):
                continue
            found.add(loop.last)
            note = ir.NoteFall(loop.rule, loop.measure, function.local(loop.last), at=loop.at)
            # Where the loop does not run its memory is 0, and the note does nothing.
            for key in {function.key: None} | run:
                functions[key].body = _noted(functions[key].body, signs, note)
    return frozenset(found)


def _reached(
    loop: ir.While, functions: Mapping[str, Function], menus: Mapping[str, str]
) -> dict[str, None]:
    """The keys of the functions that may run in a round of a loop."""
    found: dict[str, None] = {}
    todo = [loop.body]
    while todo:
        for s in nested(todo.pop()):
            keys: tuple[str, ...] = ()
            if isinstance(s, ir.Call):
                keys = s.targets
            elif isinstance(s, ir.Act):
                keys = tuple(key for key, menu in menus.items() if menu == s.menu)
            for key in keys:
                if key not in found:
                    found[key] = None
                    todo.append(functions[key].body)
    return found


def _stores(scripts: list[tuple[Stmt, ...]]) -> Iterator[ir.Store | ir.MoveMembers]:
    """Every statement that sets something in some scripts, answers too."""
    for script in scripts:
        for s in nested(script):
            if isinstance(s, ir.StoreLocal | ir.StoreRegister | ir.MoveMembers):
                yield s
            elif isinstance(s, ir.Ask):
                yield s.into


def _signs(e: Expr, written_out: WrittenOut) -> Signs | None:
    """With which registers a number rises or falls; None where that is not always so."""
    signs = _SignsOf(written_out)
    return signs.found if signs.collect(e, 1, frozenset()) else None


class _SignsOf:
    """Collects the registers of a number, each with its sign."""

    def __init__(self, written_out: WrittenOut) -> None:
        self.found: Signs = {}
        self._written_out = written_out

    def collect(self, e: Expr, sign: int, bound: frozenset[int]) -> bool:
        """Add the registers of a part; False if it may go either way with one of them.

        Args:
            e: the part.
            sign: whether the number rises or falls with it.
            bound: the variables of the sums around it.
        """
        match e:
            case Const():
                return True
            case ir.RegisterRef(_, name, args):
                fixed = all(_fixed(arg, bound) for arg in args)
                return fixed and self.found.setdefault(name, sign) == sign
            case ir.DerivedRef(_, _, args) if all(_fixed(arg, bound) for arg in args):
                return self.collect(self._written_out(e), sign, bound)
            case ir.Arithmetic(_, "+" | "min" | "max", a, b):
                return self.collect(a, sign, bound) and self.collect(b, sign, bound)
            case ir.Arithmetic(_, "-", a, b):
                return self.collect(a, sign, bound) and self.collect(b, -sign, bound)
            case ir.Arithmetic(_, "*", a, Const(_, factor)) | ir.Arithmetic(
                _, "*", Const(_, factor), a
            ):
                return self.collect(a, sign if factor >= 0 else -sign, bound)
            case ir.Arithmetic(_, "//", a, Const(_, divisor)):
                return self.collect(a, sign if divisor > 0 else -sign, bound)
            case ir.Aggregate(_, "sum", ir.Domain(_, slot) as d, body) if d.filter is None:
                fixed = all(_fixed(part, bound) for part in ir.domain_parts(d))
                return fixed and self.collect(body, sign, bound | {slot})
        return _fixed(e, bound)


def _fixed(e: Expr, bound: frozenset[int]) -> bool:
    """Does a part read nothing that can change?"""
    parts = ir.walk(e)
    inner = bound.union(*map(ir.binds, parts))
    return not any(
        isinstance(x, (ir.RegisterRef, ir.DerivedRef, ir.ScratchRef, ir.Seen))
        or (isinstance(x, ir.Local) and x.slot not in inner)
        for x in parts
    )


def _lowers(s: ir.Store | ir.MoveMembers, signs: Signs) -> bool:
    """Can a statement only lower the number, or leave it?"""
    if isinstance(s, ir.MoveMembers):
        # Which members lie where can stand in no such number, only how many.
        return signs.get(s.source.size, 1) > 0 and signs.get(s.target.size, -1) < 0
    sign = signs.get(s.name) if isinstance(s, ir.StoreRegister) else None
    if sign is None or isinstance(s, ir.StoreLocal):
        return True
    match s.value:
        case ir.RegisterRef(_, name, args):
            return (name, args) == (s.name, s.args)
        case ir.Arithmetic(_, ("+" | "-") as op, ir.RegisterRef(_, name, args), by):
            if (name, args) == (s.name, s.args):
                falls = sign if op == "-" else -sign
                return by.type.lo >= 0 if falls > 0 else by.type.hi <= 0
        case ir.Arithmetic(_, "+", by, ir.RegisterRef(_, name, args)):
            if (name, args) == (s.name, s.args):
                return by.type.hi <= 0 if sign > 0 else by.type.lo >= 0
    return False


def _noted(body: tuple[Stmt, ...], signs: Signs, note: ir.NoteFall) -> tuple[Stmt, ...]:
    """A body with the note after each statement that sets one of the registers."""
    out: list[Stmt] = []
    for s in body:
        match s:
            case ir.If(_, _, then, other):
                then, other = _noted(then, signs, note), _noted(other, signs, note)
                s = attrs.evolve(s, then=then, other=other)
            case ir.For(_, _, inner) | ir.While(_, _, _, inner) | ir.OpenLoop(_, _, inner):
                s = attrs.evolve(s, body=_noted(inner, signs, note))
        out.append(s)
        stored = s.into if isinstance(s, ir.Ask) else s
        if not signs.keys().isdisjoint(_sets(stored)):
            out.append(note)
    return tuple(out)


def _sets(s: Stmt) -> tuple[str, ...]:
    """The registers that a statement sets and a number may be made of."""
    if isinstance(s, ir.MoveMembers):
        return (s.source.size, s.target.size)
    return (s.name,) if isinstance(s, ir.StoreRegister) else ()
