"""Static information-flow check: what few seats see must not decide what more seats see.

A secret is known by who sees it: a condition over the viewer and the locals at hand. What an
expression reads gives its label; what the conditions around a statement read gives the label of
being there at all (an implicit flow). `reveal` empties a label (declassification). A `see`
condition that reads registers opens a cell at a declared moment: seats that see a cell only so are
left aside. Scripts are followed as they stand, and again as they are called.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from game.rules import cfg, ir
from game.rules.context import CompileContext
from game.rules.information.audience import Audiences, sights
from game.rules.information.labels import (
    OPEN,
    Env,
    Label,
    Secret,
    Values,
    certain,
    closed,
    is_seat,
    members,
    mentions,
    plain,
    put,
    read_at,
    same_locals,
    within,
)
from game.rules.information.leaks import Leak, Leaks, told_by_repetition
from game.rules.information.telling import ScriptRun, Telling
from game.rules.information.visibility import sight_of
from game.rules.ir import BOOL, TRUE, UNKNOWN, VIEWER, Const, Expr, Local, Stmt, Type


def check_information_flow(ctx: CompileContext) -> frozenset[int]:
    """Find the leaks of a scenario, and write into its sentences who is told them.

    Args:
        ctx: its scripts are typed; findings are added to it.

    Returns:
        The slots of the locals that hold what some seat may not see.
    """
    asked = any(
        isinstance(s, (ir.Act, ir.Ask)) and s.see is not None
        for function in ctx.functions.values()
        for s in cfg.nested(function.body)
    )
    if not asked and all(info.see is None for info in ctx.symbols.registers.values()):
        Audiences({}).settle(ctx.functions.values())
        return frozenset()
    told_by_repetition(ctx)
    flow = InformationFlow(ctx)
    flow.open_menus = {
        s.menu
        for function in ctx.functions.values()
        for s in cfg.nested(function.body)
        if isinstance(s, ir.Act) and s.see is None
    }
    for function in ctx.functions.values():
        flow.follow(function)
    flow.settle(ctx.functions.values())
    ctx.diagnostics += flow.leaks.findings()
    return frozenset(flow.hidden)


class InformationFlow:
    """Follows secrets through scripts; `hidden` are the locals that hold what some may not see."""

    def __init__(self, ctx: CompileContext) -> None:
        """Nothing is followed yet."""
        self.leaks = Leaks(ctx.decls)
        self.hidden: set[int] = set()
        self._scopes, self._symbols, self._functions = ctx.scopes, ctx.symbols, ctx.functions
        self._seats = ctx.symbols.seats.order
        self._types: dict[int, Type] = {}
        for function in ctx.functions.values():
            self._types |= {slot: type_ for slot, (_, type_) in function.locals.items()}
        self._reads: dict[int, tuple[Expr, Label, frozenset[int]]] = {}
        self._runs: set[object] = set()
        self.open_menus: set[str] = set()
        self._menus = {name: a.menu for name, a in ctx.decls.actions.items()}
        self._telling = Telling(ctx, self.leaks)
        self._audiences = Audiences(self._types)
        #: The registers of which a condition around this place reveals something.
        self._revealed: frozenset[str] = frozenset()

    def follow(self, function: cfg.Function) -> None:
        """Follow a script as it stands."""
        kind, _, name = function.key.partition(".")
        frame = ScriptRun()
        if kind == "action" and self._menus[name] in self.open_menus:
            frame = ScriptRun(action=name, targets=frozenset(function.params[1:]))
        self._body(function.body, Env(), OPEN, frame)

    def settle(self, functions: Iterable[cfg.Function]) -> None:
        """Write into the sentences that scripts tell who is told them."""
        self._audiences.settle(functions)

    # Labels ------------------------------------------------------------------------------

    def _sight(self, e: ir.RegisterRef) -> Expr:
        """Who sees a cell for certain."""
        return certain(sight_of(self._symbols, e, Local(UNKNOWN, VIEWER)))

    def _within(self, few: Expr, many: Expr) -> bool:
        return within(few, many, self._seats)

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
        if isinstance(e, ir.ScratchRef):
            slots |= {e.slot}
        if isinstance(e, ir.RegisterRef):
            sight = self._sight(e)
            label |= OPEN if self._within(TRUE, sight) else {Secret(sight, e.name)}
        elif isinstance(e, ir.DerivedRef):
            params, body = self._scopes.derived[e.name]
            inner, _ = self._parts(body)
            here = put(inner, {p: plain(a) for p, a in zip(params, e.args, strict=True)})
            label |= {attrs.evolve(s, via=e.name) for s in here}
        elif isinstance(e, (ir.Aggregate, ir.Pick)):
            label = self._closed(label, e.domain.slot, e.domain.values or members(e.domain.type))
            slots -= {e.domain.slot}
        elif isinstance(e, ir.Reach):
            for slot, type_ in _bound(e):
                label = self._closed(label, slot, members(type_))
            slots = slots.difference(ir.binds(e))
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
        label = put(label, env.same)
        for slot in slots:
            label |= env.labels.get(slot, OPEN)
        return label

    def _domain(self, env: Env, d: ir.Domain, *parts: Expr | None) -> Label:
        label = self._label(env, *ir.domain_parts(d), *parts)
        return self._closed(label, d.slot, d.values or members(d.type))

    def _closed(self, label: Label, slot: int, values: tuple[int, ...] = ()) -> Label:
        """A label for whatever value the local may have had."""
        if not any(mentions(s.sight, slot) for s in label):
            return label
        if not values and slot in self._types:
            values = members(self._types[slot])
        return closed(label, slot, values)

    def _forget(self, env: Env, slot: int) -> None:
        """The local is about to change: what was said in terms of it is said without it."""
        for other, label in env.labels.items():
            env.labels[other] = self._closed(label, slot)
        env.same = {s: e for s, e in env.same.items() if s != slot and not mentions(e, slot)}

    # Statements --------------------------------------------------------------------------

    def _body(self, body: tuple[Stmt, ...], env: Env, pc: Label, frame: ScriptRun) -> Label:
        """Follow statements; returns the label of having left the loop around them."""
        left = OPEN
        for s in body:
            left |= self._step(s, env, pc | left | frame.returned, frame)
        return left

    def _step(self, s: Stmt, env: Env, pc: Label, frame: ScriptRun) -> Label:
        match s:
            case ir.StoreLocal():
                self._store(s, s, self._label(env, s.value), env, pc)
            case ir.StoreScratch(_, slot, args, value):
                # The other cells keep what they were made of.
                label = env.labels.get(slot, OPEN) | self._label(env, value, *args)
                self._keep(slot, label | pc, env)
            case ir.FillScratch(_, slot, value):
                self._keep(slot, self._label(env, value) | pc, env)
            case ir.StoreRegister():
                self._telling.of_targets(s, env, frame)
                self._store(s, s, self._label(env, s.value), env, pc)
            case ir.MoveMembers():
                self._move(s, env, pc, frame)
            case ir.If(_, test, then, other):
                pc |= read_at(s, self._label(env, test))
                here = env.copy()
                before, self._revealed = self._revealed, self._revealed | _revealed(test)
                left = self._body(then, here, pc, frame) | self._body(other, env, pc, frame)
                self._revealed = before
                env.take(env.join(here))
                return left
            case ir.For() | ir.While() | ir.OpenLoop():
                self._loop(s, env, pc, frame)
            case ir.Call():
                self._call(s, env, pc)
            case ir.Act():
                self._act(s, env, pc)
            case ir.Ask():
                self._ask(s, env, pc)
            case ir.Tell():
                self._tell(s, env, pc)
            case ir.End(_, _, winner):
                self._check(TRUE, self._label(env, winner) | pc, s, "how the game ends")
            case ir.Jump(_, "return"):
                frame.returned |= pc
            case ir.Jump():
                return pc
        return OPEN

    def _loop(
        self, s: ir.For | ir.While | ir.OpenLoop, env: Env, pc: Label, frame: ScriptRun
    ) -> None:
        while True:
            before = env.copy()
            if isinstance(s, ir.For):
                label = read_at(s, self._domain(env, s.domain, *s.keys))
                self._forget(env, s.domain.slot)
                env.keep(s.domain.slot, label | pc)
                if label | pc:
                    self.hidden |= {s.domain.slot, s.index, s.held, s.bound, *s.picks}
            elif isinstance(s, ir.OpenLoop):
                label = self._label(env, s.test)
            else:
                label = self._label(env, s.measure)
                self.hidden |= {s.last} if label | pc else set()
            inside = pc | read_at(s, label)
            left = self._body(s.body, env, inside, frame) - inside
            joined = env.join(before)
            env.take(joined)
            if joined == before and not left:
                return
            # Having left the loop once decides over the rounds that are left.
            pc |= left

    def _store(self, s: Stmt, into: ir.Store, label: Label, env: Env, pc: Label) -> None:
        if isinstance(into, ir.StoreRegister):
            self._store_cell(s, into, label | self._label(env, *into.args) | pc, env)
            return
        label = self._closed(label | pc, into.slot)
        value = into.value
        self._forget(env, into.slot)
        env.keep(into.slot, label)
        if label and not isinstance(s, ir.Ask):
            self.hidden.add(into.slot)
        if isinstance(value, Local) and value.slot != into.slot and isinstance(s, ir.StoreLocal):
            env.same[into.slot] = env.same.get(value.slot, Local(UNKNOWN, value.slot))
        elif is_seat(value):
            env.same[into.slot] = value

    def _keep(self, slot: int, label: Label, env: Env) -> None:
        """Note what an indexed local is made of from here on."""
        env.keep(slot, label)
        if label:
            self.hidden.add(slot)

    def _store_cell(self, s: Stmt, into: ir.StoreRegister, label: Label, env: Env) -> None:
        if f"see.{into.name}" in self._symbols.broken:
            return
        if not label and not isinstance(into.value, Const):
            self.leaks.written_openly(into.name)
        cell = ir.RegisterRef(self._symbols.registers[into.name].type, into.name, into.args)
        sight = ir.substitute(self._sight(cell), env.same)
        self._check(sight, label, s, f"`{into.name}`", into.name)

    def _move(self, s: ir.MoveMembers, env: Env, pc: Label, frame: ScriptRun) -> None:
        """All seats are told that something moves, and from where to where.

        Which it is, they see who see either place: so a move shows it, and reveals nothing else.
        """
        places = (*s.source.args, *s.target.args)
        self._check(TRUE, pc, s, "that something is moved")
        self._check(TRUE, self._label(env, *places), s, "where it is moved")
        if s.source.name not in self._revealed:
            self._telling.of_moved(s, env, frame)

    def _call(self, s: ir.Call, env: Env, pc: Label) -> None:
        pc |= read_at(s, self._label(env, s.which))
        for target in s.targets:
            function = self._functions.get(target)
            if function is None or len(function.params) != len(s.args):
                continue
            inner, renamed = Env(), Values()
            for param, arg in zip(function.params, s.args, strict=True):
                known = ir.substitute(plain(arg), env.same)
                if isinstance(known, Local):
                    renamed.setdefault(known.slot, Local(UNKNOWN, param))
                elif isinstance(known, Const) and arg.type.base == "seat":
                    inner.same[param] = known
            for param, arg in zip(function.params, s.args, strict=True):
                label = put(self._label(env, arg), renamed)
                if label:
                    inner.labels[param] = label
                    self.hidden.add(param)
            there = put(pc, renamed)
            run = (target, frozenset(inner.labels.items()), tuple(inner.same.items()), there)
            if (inner.labels or inner.same or there) and run not in self._runs:
                self._runs.add(run)
                self._body(function.body, inner, there, ScriptRun())

    def _act(self, s: ir.Act, env: Env, pc: Label) -> None:
        """Which action a seat takes is a secret of those who are told, and so is all it does."""
        self._check(TRUE, self._label(env, s.seat) | pc, s, "who is asked")
        self._check(TRUE, self._label(env, s.see), s, "who is told")
        self._check(TRUE, self._label(env, *s.words.open), s, "what is asked")
        if s.see is None:
            return
        told, seat = certain(s.see), ir.substitute(plain(s.seat), env.same)
        told = ir.substitute(told, env.same)
        for name, menu in self._menus.items():
            function = self._functions.get(f"action.{name}")
            if menu != s.menu or function is None or not function.params:
                continue
            actor, *targets = function.params
            inner, who, here = Env(), Local(UNKNOWN, actor), told
            if isinstance(seat, Local):
                here = ir.substitute(told, {seat.slot: who})
            elif is_seat(seat):
                inner.same[actor] = seat
            acts = ir.Compare(BOOL, "==", Local(UNKNOWN, VIEWER), seat if is_seat(seat) else who)
            here = ir.fold(ir.Connective(BOOL, "or", (here, acts)))
            secret = frozenset({Secret(here, name, act=True)})
            inner.labels = dict.fromkeys(targets, secret)
            self.hidden.update(targets)
            run = (name, here, tuple(inner.same.items()))
            if run not in self._runs:
                self._runs.add(run)
                frame = ScriptRun(action=name, targets=frozenset(targets), told=here)
                self._body(function.body, inner, secret, frame)

    def _ask(self, s: ir.Ask, env: Env, pc: Label) -> None:
        self._check(TRUE, self._label(env, s.seat) | pc, s, "who is asked")
        self._check(TRUE, self._label(env, s.see), s, "who is told")
        self._check(TRUE, self._label(env, *s.words.open), s, "what is asked")
        options = self._domain(env, s.domain, s.weight)
        if s.seat is None:
            for secret in options if not s.told else ():
                self._leak(secret, s, "this draw; say who is told with `see=`")
        else:
            chooser = ir.substitute(plain(s.seat), env.same)
            reasons = self._domain(env, s.domain, *s.words.closed)
            for secret in options | reasons:
                if ir.substitute(secret.sight, {VIEWER: chooser}) != TRUE:
                    self._leak(secret, s, "the options, and who chooses may not see it")
        self._telling.of_answer(s, env)
        # An answer is the seat's own to tell, and chance's to fall: `see` says to whom.
        answer = OPEN
        if s.see is not None:
            sight = ir.substitute(certain(s.see), env.same)
            answer = frozenset({Secret(sight, s.local)})
        self._store(s, s.into, answer, env, pc)

    def _tell(self, s: ir.Tell, env: Env, pc: Label) -> None:
        """Who is told a sentence sees all that it reads, and all that decided that it is told."""
        if s.declared is not None:
            self._check(TRUE, self._label(env, s.declared), s, "who is told")
            told = ir.substitute(certain(s.declared), env.same)
            self._check(told, self._label(env, *ir.values_in(s.says)) | pc, s, "this sentence")
        says, others = (self._knowing(sentence, env) for sentence in (s.says, s.others))
        self._audiences.may(s, says | sights(pc), others | sights(pc))

    def _knowing(self, sentence: ir.Sentence, env: Env) -> set[Expr]:
        """The conditions of seeing all that a sentence reads.

        A cell that it names itself may have been opened: who sees it then is told of it.
        """
        found, label = set[Expr](), OPEN
        todo = list(ir.values_in(sentence))
        while todo:
            e = todo.pop()
            if isinstance(e, ir.RegisterRef):
                sight = same_locals(sight_of(self._symbols, e, Local(UNKNOWN, VIEWER)))
                found.add(ir.substitute(sight, env.same))
                todo += e.args
            elif isinstance(e, _PLAIN):
                todo += ir.children(e)
            else:
                label |= self._label(env, e)
        return found | sights(label)

    def _check(self, seen: Expr, label: Label, s: Stmt, what: str, into: str = "") -> None:
        """Everyone who sees `what` must see all that decides it."""
        for secret in label:
            if not self._within(seen, secret.sight):
                self._leak(secret, s, f"{what}, which more seats see", into)

    def _leak(self, secret: Secret, s: Stmt, what: str, into: str = "") -> None:
        rule, at = (secret.rule, secret.at) if secret.at >= 0 else (s.rule, s.at)
        self.leaks.add(Leak(rule, at, secret, what, into))


#: What reads nothing but what its parts read, and binds no local.
_PLAIN = (ir.Arithmetic, ir.Compare, ir.Connective, ir.Not, ir.Conditional, ir.FieldRef)


def _revealed(test: Expr) -> frozenset[str]:
    """The registers of which a condition reveals something."""
    shown = (x.a for x in ir.walk(test) if isinstance(x, ir.Reveal))
    reads = (x for e in shown for x in ir.walk(e))
    return frozenset(x.name for x in reads if isinstance(x, ir.RegisterRef))


def _bound(e: ir.Reach) -> Iterable[tuple[int, Type]]:
    """The locals that a reach binds, each with all that it may be."""
    mask = sum(1 << place for place in e.places)
    yield e.source, ir.member(e.type.base, mask)
    yield e.steps.slot, ir.unfiltered(e.steps)
    if e.starts is not None:
        yield e.starts.slot, ir.unfiltered(e.starts)
