"""Follows secrets through the scripts: what few seats see must not decide what more seats see.

A secret is known by who sees it: a condition over the viewer and the locals at hand. What an
expression reads gives its label, the secrets it depends on; what the conditions around a statement
read gives the label of being there at all. `reveal` empties a label. A `see` condition that reads
registers opens a cell at a declared moment: seats that see a cell only so are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.ir import BOOL, FALSE, TRUE, UNKNOWN, VIEWER, Const, Expr, Local, Stmt, Type
from game.rules.resolve.scopes import Scopes, sight_of


@attrs.frozen
class Secret:
    """Something that few seats see.

    Attributes:
        sight: who sees it for certain.
        name: what it is called.
        via: the derived value through which it was read, if any; the outermost one.
        rule: the script of the condition that read it, if one did.
        at: where that condition stands in the script.
    """

    sight: Expr
    name: str
    via: str = ""
    rule: str = ""
    at: int = -1


@attrs.frozen
class Leak:
    """One place where a secret decides what more seats see; `into` is the register it reaches."""

    rule: str
    at: int
    secret: Secret
    what: str
    into: str = ""


#: From so many places on, the derived value that they all read is the cause, not each place.
MANY = 3


Label = frozenset[Secret]
OPEN: Label = frozenset()
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
        return Env(dict(self.labels), dict(self.same))

    def join(self, other: Env) -> Env:
        """What holds whichever way the script came."""
        slots = {*self.labels, *other.labels}
        labels = {s: self.labels.get(s, OPEN) | other.labels.get(s, OPEN) for s in slots}
        same = {s: e for s, e in self.same.items() if other.same.get(s) == e}
        return Env(labels, same)


@attrs.define
class Frame:
    """One run through a script: the label of having returned early.

    `action` is the action that is taken, and `targets` its targets, which all seats are told.
    """

    returned: Label = OPEN
    action: str = ""
    targets: frozenset[int] = frozenset()


class Secrecy:
    """Finds the leaks of a program; `hidden` are the locals that hold what some may not see."""

    def __init__(self, names: Scopes, units: dict[str, Function], faults: list[Diagnostic]) -> None:
        self.names, self.world, self.units, self.faults = names, names.world, units, faults
        self.seats = self.world.seats.order
        self.hidden: set[int] = set()
        self.types: dict[int, Type] = {}
        for unit in units.values():
            self.types |= {slot: type_ for slot, (_, type_) in unit.locals.items()}
        self._reads: dict[int, tuple[Expr, Label, frozenset[int]]] = {}
        self._runs: set[object] = set()
        self._told: set[tuple[str, int, str]] = set()
        self._leaks: list[Leak] = []
        self._open_writes: set[str] = set()

    def run(self) -> None:
        """Follow every script, as it stands and as it is called."""
        asked = any(
            isinstance(s, ir.Ask) and s.see is not None
            for unit in self.units.values()
            for s in cfg.nested(unit.body)
        )
        if not asked and all(info.see is None for info in self.world.registers.values()):
            return
        for unit in self.units.values():
            kind, _, name = unit.key.partition(".")
            frame = Frame()
            if kind == "action":
                frame = Frame(action=name, targets=frozenset(unit.params[1:]))
            self._body(unit.body, Env(), OPEN, frame)
        self._tell()

    # Who sees what -----------------------------------------------------------------------

    def _certain(self, e: Expr) -> Expr:
        """A `see` condition without what registers may open later."""
        if isinstance(e, ir.Bool):
            return ir.fold(ir.Bool(e.type, e.op, tuple(self._certain(x) for x in e.items)))
        return (
            FALSE if any(isinstance(x, (ir.Reg, ir.Der)) for x in ir.walk(e)) else _same_locals(e)
        )

    def _sight(self, e: ir.Reg) -> Expr:
        """Who sees a cell for certain."""
        return self._certain(sight_of(self.world, e, Local(UNKNOWN, VIEWER)))

    def _within(self, few: Expr, many: Expr) -> bool:
        """Is everyone of `few` surely among `many`?"""
        if few in (many, FALSE) or many == TRUE:
            return True
        return all(
            _implies(ir.substitute(few, {VIEWER: v}), ir.substitute(many, {VIEWER: v}))
            for v in self.seats
        )

    # Labels ------------------------------------------------------------------------------

    def _parts(self, e: Expr) -> tuple[Label, frozenset[int]]:
        """(the secrets an expression reads itself, the locals it reads)."""
        found = self._reads.get(id(e))
        if found is None:
            label, slots = self._read(e)
            found = self._reads[id(e)] = (e, label, slots)
        return found[1], found[2]

    def _read(self, e: Expr) -> tuple[Label, frozenset[int]]:
        if isinstance(e, (Const, ir.Reveal)):
            return OPEN, frozenset()
        if isinstance(e, Local):
            return OPEN, frozenset({e.slot})
        label, slots = self._union(ir.children(e))
        if isinstance(e, ir.Reg):
            sight = self._sight(e)
            label |= OPEN if self._within(TRUE, sight) else {Secret(sight, e.name)}
        elif isinstance(e, ir.Der):
            params, body = self.names.derived[e.name]
            inner, _ = self._parts(body)
            put = _put(inner, {p: _plain(a) for p, a in zip(params, e.args, strict=True)})
            label |= {attrs.evolve(s, via=e.name) for s in put}
        elif isinstance(e, (ir.Agg, ir.Pick)):
            label = self._closed(label, e.domain.slot, _values(e.domain))
            slots -= {e.domain.slot}
        return label, slots

    def _union(self, parts: Iterable[Expr]) -> tuple[Label, frozenset[int]]:
        label, slots = OPEN, frozenset[int]()
        for part in parts:
            more, locals_ = self._parts(part)
            label, slots = label | more, slots | locals_
        return label, slots

    def _label(self, env: Env, *parts: Expr | None) -> Label:
        """The secrets that some expressions depend on, here."""
        label, slots = self._union(p for p in parts if p is not None)
        label = _put(label, env.same)
        for slot in slots:
            label |= env.labels.get(slot, OPEN)
        return label

    def _domain(self, env: Env, d: ir.Domain, *parts: Expr | None) -> Label:
        label = self._label(env, *ir.domain_parts(d), *parts)
        return self._closed(label, d.slot, _values(d))

    def _closed(self, label: Label, slot: int, values: tuple[int, ...] = ()) -> Label:
        """A label for whatever value the local may have had."""
        if not any(_names(s.sight, slot) for s in label):
            return label
        if not values and slot in self.types:
            values = _members(self.types[slot])
        out = {s for s in label if not _names(s.sight, slot)}
        for s in label - out:
            sights = [ir.substitute(s.sight, {slot: v}) for v in values] or [FALSE]
            out |= {attrs.evolve(s, sight=sight) for sight in sights}
        return frozenset(out)

    def _forget(self, env: Env, slot: int) -> None:
        """The local is about to change: what was said in terms of it is said without it."""
        for other, label in env.labels.items():
            env.labels[other] = self._closed(label, slot)
        env.same = {
            s: e for s, e in env.same.items() if s != slot and not _names(_as_expr(e), slot)
        }

    # Statements --------------------------------------------------------------------------

    def _body(self, body: tuple[Stmt, ...], env: Env, pc: Label, frame: Frame) -> Label:
        """Follow statements; returns the label of having left the loop around them."""
        left = OPEN
        for s in body:
            left |= self._step(s, env, pc | left | frame.returned, frame)
        return left

    def _step(self, s: Stmt, env: Env, pc: Label, frame: Frame) -> Label:
        match s:
            case ir.Set():
                self._told_of_targets(s, env, frame)
                self._store(s, s, self._label(env, s.value), env, pc)
            case ir.If(_, test, then, other):
                pc = self._under(s, self._label(env, test), pc, (*then, *other))
                here = env.copy()
                left = self._body(then, here, pc, frame) | self._body(other, env, pc, frame)
                both = env.join(here)
                env.labels, env.same = both.labels, both.same
                return left
            case ir.For() | ir.While():
                self._loop(s, env, pc, frame)
            case ir.Call():
                self._call(s, env, pc)
            case ir.Act(_, seat):
                self._check(TRUE, self._label(env, seat) | pc, s, "who is asked")
            case ir.Ask():
                self._ask(s, env, pc)
            case ir.End(_, _, winner):
                self._check(TRUE, self._label(env, winner) | pc, s, "how the game ends")
            case ir.Jump(_, "return"):
                frame.returned |= pc
            case ir.Jump():
                return pc
        return OPEN

    def _under(self, s: Stmt, label: Label, pc: Label, body: tuple[Stmt, ...]) -> Label:
        """The label of being in `body`, which `s` decides by `label`."""
        out = pc | _read_at(s, label)
        for slot in _assigned(body):
            out = self._closed(out, slot)
        return out

    def _loop(self, s: ir.For | ir.While, env: Env, pc: Label, frame: Frame) -> None:
        while True:
            before = env.copy()
            if isinstance(s, ir.For):
                label = _read_at(s, self._domain(env, s.domain, *s.keys))
                self._forget(env, s.domain.slot)
                env.keep(s.domain.slot, label | pc)
                if label | pc:
                    self.hidden |= {s.domain.slot, s.index, s.held, s.bound, *s.picks}
            else:
                label = self._label(env, s.measure)
                self.hidden |= {s.last} if label | pc else set()
            within = self._under(s, label, pc, s.body)
            left = self._body(s.body, env, within, frame) - within
            joined = env.join(before)
            env.labels, env.same = joined.labels, joined.same
            if joined == before and not left:
                return
            # Having left the loop once decides over the rounds that are left.
            pc |= left

    def _store(self, s: Stmt, into: ir.Set, label: Label, env: Env, pc: Label) -> None:
        if into.slot < 0:
            if f"see.{into.name}" in self.world.broken:
                return
            info = self.world.registers[into.name]
            cell = ir.Reg(info.type, into.name, into.args)
            sight = ir.substitute(self._sight(cell), env.same)
            label |= self._label(env, *into.args) | pc
            if not label and not isinstance(into.value, Const):
                self._open_writes.add(into.name)
            self._check(sight, label, s, f"`{into.name}`", into.name)
            return
        label = self._closed(label | pc, into.slot)
        value = into.value
        self._forget(env, into.slot)
        env.keep(into.slot, label)
        if label and not isinstance(s, ir.Ask):
            self.hidden.add(into.slot)
        if isinstance(value, Local) and value.slot != into.slot and isinstance(s, ir.Set):
            env.same[into.slot] = env.same.get(value.slot, Local(UNKNOWN, value.slot))
        elif isinstance(value, Const) and value.type.base == "seat":
            env.same[into.slot] = value

    def _call(self, s: ir.Call, env: Env, pc: Label) -> None:
        pc = self._under(s, self._label(env, s.which), pc, ())
        for target in s.targets:
            unit = self.units.get(target)
            if unit is None or len(unit.params) != len(s.args):
                continue
            inner, renamed = Env(), Values()
            for param, arg in zip(unit.params, s.args, strict=True):
                known = ir.substitute(_plain(arg), env.same)
                if isinstance(known, Local):
                    renamed.setdefault(known.slot, Local(UNKNOWN, param))
                elif isinstance(known, Const) and arg.type.base == "seat":
                    inner.same[param] = known
            for param, arg in zip(unit.params, s.args, strict=True):
                label = _put(self._label(env, arg), renamed)
                if label:
                    inner.labels[param] = label
                    self.hidden.add(param)
            there = _put(pc, renamed)
            run = (target, frozenset(inner.labels.items()), tuple(inner.same.items()), there)
            if (inner.labels or inner.same or there) and run not in self._runs:
                self._runs.add(run)
                self._body(unit.body, inner, there, Frame())

    def _ask(self, s: ir.Ask, env: Env, pc: Label) -> None:
        self._check(TRUE, self._label(env, s.seat) | pc, s, "who is asked")
        self._check(TRUE, self._label(env, s.see), s, "who is told")
        options = self._domain(env, s.domain, s.weight)
        if s.seat is None:
            for secret in options if not s.told else ():
                self._leak(secret, s, "this draw; say who is told with `see=`")
        else:
            chooser = ir.substitute(_plain(s.seat), env.same)
            for secret in options:
                if ir.substitute(secret.sight, {VIEWER: chooser}) != TRUE:
                    self._leak(secret, s, "the options, and who chooses may not see it")
        self._told_of_answer(s, env)
        # An answer is the seat's own to tell, and chance's to fall: `see` says to whom.
        answer = OPEN
        if s.see is not None:
            sight = ir.substitute(self._certain(s.see), env.same)
            answer = frozenset({Secret(sight, s.local)})
        self._store(s, s.into, answer, env, pc)

    def _told_of_answer(self, s: ir.Ask, env: Env) -> None:
        """Who is told an answer must see the register that keeps it, or be who gave it."""
        name = s.into.name
        if s.into.slot >= 0 or f"see.{name}" in self.world.broken:
            return
        cell = ir.Reg(self.world.registers[name].type, name, s.into.args)
        knows = _same_locals(sight_of(self.world, cell, Local(UNKNOWN, VIEWER)))
        if s.seat is not None:
            gave = ir.Cmp(BOOL, "==", Local(UNKNOWN, VIEWER), _plain(s.seat))
            knows = ir.fold(ir.Bool(BOOL, "or", (knows, gave)))
        told = TRUE if s.see is None else self._certain(s.see)
        if self._within(ir.substitute(told, env.same), ir.substitute(knows, env.same)):
            return
        see = self.world.decls.registers[name].see
        self._fault(
            s.rule, s.at, name, f"more seats are told this answer than see `{name}` ({see}).",
            "say who is told with `see=...`, or keep it in a local first if all may know.",
        )  # fmt: skip

    # Findings ----------------------------------------------------------------------------

    def _told_of_targets(self, s: ir.Set, env: Env, frame: Frame) -> None:
        """All seats are told which action is taken with which targets, as they are an answer."""
        name = s.name
        told = cfg.free(s.value)
        if s.slot >= 0 or f"see.{name}" in self.world.broken:
            return
        if not told or not told <= frame.targets:
            return
        if any(isinstance(x, (ir.Reg, ir.Der, ir.Reveal)) for x in ir.walk(s.value)):
            return
        cell = ir.Reg(self.world.registers[name].type, name, s.args)
        knows = _same_locals(sight_of(self.world, cell, Local(UNKNOWN, VIEWER)))
        if self._within(TRUE, ir.substitute(knows, env.same)):
            return
        see = self.world.decls.registers[name].see
        self._fault(
            s.rule, s.at, name,
            f"every seat is told the targets of `{frame.action}`, and `{name}` ({see}) keeps one.",
            "ask for it in `do`: `x = choose(actor, ..., see=...)`, or keep it in a local first "
            "if all may know.",
        )  # fmt: skip

    def _check(self, seen: Expr, label: Label, s: Stmt, what: str, into: str = "") -> None:
        """Everyone who sees `what` must see all that decides it."""
        for secret in label:
            if not self._within(seen, secret.sight):
                self._leak(secret, s, f"{what}, which more seats see", into)

    def _leak(self, secret: Secret, s: Stmt, what: str, into: str = "") -> None:
        rule, at = (secret.rule, secret.at) if secret.at >= 0 else (s.rule, s.at)
        if (rule, max(at, 0), secret.name) not in self._told:
            self._told.add((rule, max(at, 0), secret.name))
            self._leaks.append(Leak(rule, max(at, 0), secret, what, into))

    def _tell(self) -> None:
        """Tell each cause once: a derived value, the `see` of a register, or a single place."""
        rest = self._leaks
        for via in dict.fromkeys(x.secret.via for x in rest if x.secret.via):
            shared = [x for x in rest if x.secret.via == via]
            if len(shared) >= MANY and via in self.world.decls.derived:
                rest = [x for x in rest if x.secret.via != via]
                name = shared[0].secret.name
                words = f"`{via}` reads `{name}`, which few seats see, and decides what more see"
                path = (*self.world.decls.derived[via].path, "value")
                self._group(path, name, words, shared, f"in `{via}`")
        for into in dict.fromkeys(x.into for x in rest if x.into):
            shared = [x for x in rest if x.into == into]
            # Where what all may know is written as well, the places are at fault, not the `see`.
            if len(shared) >= 2 and into not in self._open_writes:
                rest = [x for x in rest if x.into != into]
                name = shared[0].secret.name
                words = f"`{into}` is seen by more seats than `{name}`, which decides it"
                path = (*self.world.decls.registers[into].path, "see")
                self._group(path, name, words, shared, f"let fewer seats see `{into}`, or")
        for leak in rest:
            name = leak.secret.name
            hint = f"write `reveal(...)` around what may be learnt of `{name}`."
            path = (*leak.rule.split("."), "do")
            said = f"`{name}` decides {leak.what}."
            self.faults.append(Diagnostic("leak", path, leak.at, name, said, hint))

    def _group(self, path: TomlPath, name: str, words: str, leaks: list[Leak], where: str) -> None:
        """One finding for the leaks of one cause; it names the scripts in which they are."""
        scripts = list(dict.fromkeys(f"[{x.rule}]" for x in leaks))
        said = f"{words} in {len(leaks)} places: {', '.join(scripts[:4])}"
        more = f" and {len(scripts) - 4} more" if len(scripts) > 4 else ""
        hint = f"write `reveal(...)` around what may be learnt of `{name}`"
        hint = f"{hint} {where}." if where.startswith("in ") else f"{where} {hint} there."
        self.faults.append(Diagnostic("leak", path, 0, name, f"{said}{more}.", hint))

    def _fault(self, rule: str, at: int, name: str, message: str, hint: str) -> None:
        at = max(at, 0)
        if (rule, at, name) not in self._told:
            self._told.add((rule, at, name))
            path = (*rule.split("."), "do")
            self.faults.append(Diagnostic("leak", path, at, name, message, hint))


def _implies(few: Expr, many: Expr) -> bool:
    if few in (many, FALSE) or many == TRUE:
        return True
    if isinstance(few, ir.Bool) and few.op == "or":
        return all(_implies(x, many) for x in few.items)
    if isinstance(many, ir.Bool) and many.op == "and":
        return all(_implies(few, x) for x in many.items)
    if isinstance(many, ir.Bool):
        return any(_implies(few, x) for x in many.items)
    if isinstance(few, ir.Bool):
        return any(_implies(x, many) for x in few.items)
    return (
        isinstance(few, ir.Cmp)
        and ir.Cmp(few.type, few.op, few.b, few.a) == many
        and (few.op in ("==", "!="))
    )


def _read_at(s: Stmt, label: Label) -> Label:
    """A label that remembers the condition or loop that read it."""
    return frozenset(x if x.at >= 0 else attrs.evolve(x, rule=s.rule, at=s.at) for x in label)


def _members(t: Type) -> tuple[int, ...]:
    return tuple(v for v in range(t.mask.bit_length()) if t.mask >> v & 1)


def _values(d: ir.Domain) -> tuple[int, ...]:
    return d.values or _members(d.type)


def _plain(e: Expr) -> Expr:
    return Local(UNKNOWN, e.slot) if isinstance(e, Local) else e


def _same_locals(e: Expr) -> Expr:
    """A condition may have narrowed a local's type: the same local must look the same."""
    slots = {x.slot for x in ir.walk(e) if isinstance(x, Local)}
    return ir.substitute(e, {slot: Local(UNKNOWN, slot) for slot in slots})


def _as_expr(e: int | bool | Expr) -> Expr:
    return e if isinstance(e, Expr) else ir.const(e)


def _names(e: Expr, slot: int) -> bool:
    return any(isinstance(x, Local) and x.slot == slot for x in ir.walk(e))


def _put(label: Label, values: Values) -> Label:
    """A label with other words for some locals."""
    if not label or not values:
        return label
    return frozenset(attrs.evolve(s, sight=ir.substitute(s.sight, values)) for s in label)


def _assigned(body: tuple[Stmt, ...]) -> set[int]:
    """The locals that statements may change."""
    out: set[int] = set()
    for s in cfg.nested(body):
        if isinstance(s, ir.Set):
            out.add(s.slot)
        elif isinstance(s, ir.For):
            out.add(s.domain.slot)
        elif isinstance(s, ir.Ask):
            out.add(s.into.slot)
    return out - {-1}
