"""The one program that every evaluator runs: types, expressions and statements of the rules.

Values are integers (a member is its place in its set, none is -1) and booleans.
"""

from __future__ import annotations

import attrs

LIMIT = 2**31 - 1


@attrs.frozen
class Type:
    """`kind` is int (lo..hi), bool, or member of set `base`: those of `mask`, or none as well."""

    kind: str
    lo: int = 0
    hi: int = 0
    base: str = ""
    mask: int = 0
    none: bool = False

    def __str__(self) -> str:
        if self.kind == "int":
            return f"a number {self.lo}..{self.hi}"
        if self.kind == "bool":
            return "true or false"
        if not self.base:
            return "none"
        # New words of a question are a set named after its script and local.
        asked = self.base.split(".")[1:3]
        what = f"an answer to `{'.'.join(asked)}`" if asked else f"a {self.base}"
        return what + (" or none" if self.none else "")


BOOL = Type("bool", 0, 1)
NONE = Type("member", -1, -1, "", 0, True)
#: The local that stands for who looks, in the `see` of answers.
VIEWER = -1
#: Of a name whose declaration is at fault: whatever reads it is passed over in silence.
UNKNOWN = Type("unknown")


def integer(lo: int, hi: int) -> Type:
    """The type of integers lo..hi."""
    return Type("int", lo, hi)


def member(base: str, mask: int, none: bool = False) -> Type:
    """The type of the members of `base` in the bit mask `mask`, and none if so said."""
    lo = -1 if none or not mask else (mask & -mask).bit_length() - 1
    return Type("member", lo, max(lo, mask.bit_length() - 1), base, mask, none)


def join(a: Type, b: Type) -> Type | None:
    """The smallest type that holds both, or None when they do not go together."""
    if a.kind != b.kind:
        return None
    if a.kind == "int":
        return integer(min(a.lo, b.lo), max(a.hi, b.hi))
    if a.kind == "bool":
        return BOOL
    if a.base and b.base and a.base != b.base:
        return None
    return member(a.base or b.base, a.mask | b.mask, a.none or b.none)


@attrs.frozen
class Expr:
    """An expression with its type."""

    type: Type


@attrs.frozen
class Const(Expr):
    value: int | bool


@attrs.frozen
class Local(Expr):
    slot: int


@attrs.frozen
class Reg(Expr):
    name: str
    args: tuple[Expr, ...]


@attrs.frozen
class Der(Expr):
    name: str
    args: tuple[Expr, ...]


@attrs.frozen
class Field(Expr):
    """A constant of a member: `table[arg]`."""

    table: tuple[int, ...]
    arg: Expr


@attrs.frozen
class Has(Expr):
    """Is `item` in the constant bit mask `masks[arg]` (masks[0] when there is no arg)?"""

    masks: tuple[int, ...]
    arg: Expr | None
    item: Expr


@attrs.frozen
class Bin(Expr):
    """Arithmetic: + - * // %, min, max."""

    op: str
    a: Expr
    b: Expr


@attrs.frozen
class Cmp(Expr):
    op: str
    a: Expr
    b: Expr


@attrs.frozen
class Bool(Expr):
    """`and` or `or` of items."""

    op: str
    items: tuple[Expr, ...]


@attrs.frozen
class Not(Expr):
    a: Expr


@attrs.frozen
class Cond(Expr):
    test: Expr
    a: Expr
    b: Expr


@attrs.frozen
class Domain:
    """What a loop or choice runs over: constant values, a member's list, or a range.

    `values` for a set, list, dice; `table[subject]` for a list field; `lo`..`hi`-1 for a range.
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


@attrs.frozen
class Agg(Expr):
    """sum, any, all or count of `body` over a domain."""

    op: str
    domain: Domain
    body: Expr


@attrs.frozen
class Pick(Expr):
    """The member with the lowest (sign 1) or highest (-1) keys, or none; first in order wins."""

    sign: int
    domain: Domain
    keys: tuple[Expr, ...]


@attrs.frozen
class Reveal(Expr):
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


# Statements ---------------------------------------------------------------------------------


@attrs.frozen
class Stmt:
    """A statement; `rule` names the script it stands in, `at` where in its text."""

    rule: str
    at: int = attrs.field(default=-1, eq=False, kw_only=True)


@attrs.frozen
class Set(Stmt):
    """Store in a local (`slot`) or a register cell. `edge`: '' fits, 'clamp', or 'error'."""

    slot: int
    name: str
    args: tuple[Expr, ...]
    value: Expr
    edge: str = ""
    lo: int = 0
    hi: int = 0


@attrs.frozen
class If(Stmt):
    test: Expr
    then: tuple[Stmt, ...]
    other: tuple[Stmt, ...]


@attrs.frozen
class For(Stmt):
    """A loop; `index`, `bound`, `held` are hidden locals used when the loop can pause.

    `picks` (slots) and `keys` make it a loop over the n lowest or highest, taken at entry.
    """

    domain: Domain
    body: tuple[Stmt, ...]
    index: int
    held: int
    bound: int
    picks: tuple[int, ...] = ()
    keys: tuple[Expr, ...] = ()
    sign: int = 1


@attrs.frozen
class While(Stmt):
    """Loop while `measure` > 0; each round must lower it. `last` is a hidden local."""

    measure: Expr
    last: int
    body: tuple[Stmt, ...]


@attrs.frozen
class Jump(Stmt):
    """break, continue or return."""

    kind: str


@attrs.frozen
class Call(Stmt):
    """Run a procedure; `targets` has one name, or for `play` one a member of the event set."""

    targets: tuple[str, ...]
    which: Expr | None
    args: tuple[Expr, ...]


@attrs.frozen
class Act(Stmt):
    """A seat takes an action of a menu; `text` is what it is asked."""

    seat: Expr
    menu: str
    slot: int
    text: str


@attrs.frozen
class Ask(Stmt):
    """choose (seat given) or chance (seat None): an answer goes into `into`.

    `see` says who is told the answer, None for all; `told`, whether the script says so itself.
    """

    seat: Expr | None
    slot: int
    domain: Domain
    weight: Expr | None
    into: Set
    local: str
    text: str
    see: Expr | None
    told: bool


@attrs.frozen
class End(Stmt):
    ending: int
    winner: Expr | None


# Statements that only the control-flow graph has -----------------------------------------


@attrs.frozen
class SelectBest(Stmt):
    """Keep the members with the lowest (sign 1) or highest (-1) keys, best first, in `into`.

    First in the domain's order wins; what is left of `into` becomes none.
    """

    sign: int
    domain: Domain
    keys: tuple[Expr, ...]
    into: tuple[Local, ...]


@attrs.frozen
class CheckDecreasing(Stmt):
    """A round of a falling loop is over: its number must be less than `last`, if that is not 0."""

    measure: Expr
    last: Local


@attrs.frozen
class NoteFall(Stmt):
    """A falling loop's number may have fallen: if it is less than `last`, that becomes 0."""

    measure: Expr
    last: Local


# Small tools --------------------------------------------------------------------------------


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
    match e:
        case Reg(_, _, args) | Der(_, _, args):
            return args
        case Seen(_, _, args, test):
            return (*args, test)
        case Field(_, _, arg):
            return (arg,)
        case Has(_, _, arg, item):
            return (item,) if arg is None else (arg, item)
        case Bin(_, _, a, b) | Cmp(_, _, a, b):
            return (a, b)
        case Bool(_, _, items):
            return items
        case Not(_, a) | Reveal(_, a):
            return (a,)
        case Cond(_, test, a, b):
            return (test, a, b)
        case Known(_, a, b, test):
            return (a, b, test)
        case Agg(_, _, domain, body):
            return (*domain_parts(domain), body)
        case Pick(_, _, domain, keys):
            return (*domain_parts(domain), *keys)
    return ()


def unfiltered(d: Domain) -> Type:
    """The type of all values of a domain, those too that its filter drops."""
    if d.type.kind != "member":
        return d.type
    mask = d.type.mask
    for value in (*d.values, *(v for row in d.table for v in row)):
        mask |= 1 << value
    return member(d.type.base, mask, d.type.none)


def domain_parts(d: Domain) -> tuple[Expr, ...]:
    """The expressions a domain is made of."""
    return tuple(e for e in (d.subject, d.lo, d.hi, d.filter) if e is not None)


def walk(e: Expr) -> list[Expr]:
    """`e` and all expressions in it."""
    out, todo = [], [e]
    while todo:
        here = todo.pop()
        out.append(here)
        todo += children(here)
    return out


def compare(op: str, a: int, b: int) -> bool:
    """The truth of `a op b`."""
    return {
        "==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b,
    }[op]  # fmt: skip


def arithmetic(op: str, a: int, b: int) -> int:
    """The integer `a op b`."""
    if op == "+":
        return a + b
    if op == "-":
        return a - b
    if op == "*":
        return a * b
    if op == "//":
        return a // b
    if op == "%":
        return a % b
    return min(a, b) if op == "min" else max(a, b)


def substitute(e: Expr, values: dict[int, int | bool | Expr]) -> Expr:
    """`e` with constants or expressions for some locals, folded."""
    if not isinstance(e, Const):
        match e:
            case Local(type, slot):
                if slot not in values:
                    return e
                value = values[slot]
                return value if isinstance(value, Expr) else const(value, type)
            case Reg(type, name, args):
                return Reg(type, name, tuple(substitute(x, values) for x in args))
            case Der(type, name, args):
                return Der(type, name, tuple(substitute(x, values) for x in args))
            case Seen(type, name, args, test):
                new = substitute(test, values)
                if isinstance(new, Const):
                    return new
                return Seen(type, name, tuple(substitute(x, values) for x in args), new)
            case Agg(type, op, domain, body):
                return Agg(type, op, _domain(domain, values), substitute(body, values))
            case Pick(type, sign, domain, keys):
                return Pick(
                    type, sign, _domain(domain, values), tuple(substitute(k, values) for k in keys)
                )
            case Field(type, table, arg):
                return fold(Field(type, table, substitute(arg, values)))
            case Has(type, masks, arg, item):
                new_arg = None if arg is None else substitute(arg, values)
                return fold(Has(type, masks, new_arg, substitute(item, values)))
            case Bin(type, op, a, b):
                return fold(Bin(type, op, substitute(a, values), substitute(b, values)))
            case Cmp(type, op, a, b):
                return fold(Cmp(type, op, substitute(a, values), substitute(b, values)))
            case Bool(type, op, items):
                return fold(Bool(type, op, tuple(substitute(x, values) for x in items)))
            case Not(type, a):
                return fold(Not(type, substitute(a, values)))
            case Cond(type, test, a, b):
                return fold(
                    Cond(
                        type, substitute(test, values), substitute(a, values), substitute(b, values)
                    )
                )
            case Reveal(type, a):
                new = substitute(a, values)
                return new if isinstance(new, Const) else Reveal(type, new)
            case Known(type, a, b, test):
                return Known(
                    type, substitute(a, values), substitute(b, values), substitute(test, values)
                )
    return e


def _domain(d: Domain, values: dict[int, int | bool | Expr]) -> Domain:
    def maybe(e: Expr | None) -> Expr | None:
        return None if e is None else substitute(e, values)

    new = attrs.evolve(
        d, subject=maybe(d.subject), lo=maybe(d.lo), hi=maybe(d.hi), filter=maybe(d.filter)
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
        case Field(type, table, Const(_, value)):
            return exact(type, table[value])
        case Has(_, masks, arg, Const(_, item)) if arg is None or isinstance(arg, Const):
            mask = masks[0 if arg is None else arg.value]
            return const(item >= 0 and bool(mask >> item & 1))
        case Bin(_, op, Const(_, a), Const(_, b)):
            return const(arithmetic(op, a, b))
        case Cmp(_, op, Const(_, a), Const(_, b)):
            return const(compare(op, a, b))
        case Cmp(_, op, a, b) if a == b:
            return const(op in ("==", "<=", ">="))
        case Cmp(_, op, a, b) if a.type.kind == b.type.kind:
            return _by_range(e, op, a.type, b.type)
        case Not(_, Const(_, a)):
            return const(not a)
        case Cond(_, Const(_, test), a, b):
            return a if test else b
        case Bool(type, op, items):
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
            return Bool(type, op, tuple(kept))
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
