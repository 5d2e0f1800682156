"""Compiles the declarations for one scenario into the program that the engine runs."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import attrs

from game.rules import flow, ir
from game.rules.declare import ActionDecl, Declarations, Index, Need, ScenarioDecl
from game.rules.findings import Fault, FaultError, Path, did_you_mean, note
from game.rules.flow import Block, Unit
from game.rules.ir import BOOL, Const, Expr, Local, Type, member
from game.rules.script import ScriptTyper, param_types
from game.rules.secrecy import Secrecy
from game.rules.typing import Names, Scope, Typer, hidden_reads, sight_of
from game.rules.world import RegisterInfo, World

MAX_COMBINATIONS = 256
HEADER = 4
_SLOT = re.compile(r"\{([^{}]*)\}")


@attrs.frozen
class Say:
    """A sentence with values in it: texts and expressions in turn."""

    parts: tuple[str | Expr, ...]


@attrs.frozen
class NeedCode:
    id: str
    when: str
    test: Expr
    say: Say


@attrs.frozen
class ActionCode:
    """An action: its guard clauses (costs are the last), its script, its combinations."""

    name: str
    seats: tuple[int, ...]
    menu: str
    actor: int
    params: tuple[int, ...]
    domains: tuple[str, ...]
    needs: tuple[NeedCode, ...]
    cost: tuple[tuple[str, Expr], ...]
    unit: str
    combos: tuple[tuple[int, ...], ...] = ()


@attrs.frozen
class BanCode:
    id: str
    test: Expr
    actor: int
    forbids: frozenset[str]
    say: Say


@attrs.frozen
class Row:
    """A doctrine row. `best` may use the slots of action `act[i]`, or the option's slot."""

    seat: int
    id: str
    when: Expr
    act: tuple[str, ...]
    answer: str | None
    best: dict[str, Expr]
    option: int
    say: str


@attrs.frozen
class EndingCode:
    id: str
    seat: int
    winner: Expr | None
    score: Expr | None
    returns: Expr | None
    verdict: Expr | None


@attrs.frozen
class Pause:
    """A place where a seat or chance must answer; `ids` are the moves it may offer."""

    index: int
    kind: str
    block: int
    script: str
    local: str
    text: str
    ids: tuple[int, ...] = ()
    values: tuple[int, ...] = ()


@attrs.frozen
class MoveCode:
    """A move: an action's combination, or an option's value."""

    name: str
    action: str = ""
    combo: tuple[int, ...] = ()
    script: str = ""
    local: str = ""


@attrs.define
class Program:
    """Everything about one scenario that the engine needs."""

    decls: Declarations
    world: World
    scenario: ScenarioDecl
    names: Names
    units: dict[str, Unit]
    blocks: list[Block]
    pauses: list[Pause]
    actions: dict[str, ActionCode]
    bans: tuple[BanCode, ...]
    endings: tuple[EndingCode, ...]
    invariants: tuple[tuple[str, Expr, Path], ...]
    doctrine: tuple[Row, ...]
    moves: tuple[MoveCode, ...]
    offsets: dict[int, tuple[int, int]]
    size: int
    start: bytes
    local_sees: dict[int, Expr | None]
    entry: int


class Compiler:
    """One compilation; findings collect in `faults`."""

    def __init__(self, decls: Declarations, scenario: ScenarioDecl, faults: list[Fault]) -> None:
        self.decls, self.scenario, self.faults = decls, scenario, faults
        self.world = World(decls, scenario, faults)
        self.names = Names(self.world, derive=self.derive)
        self.units: dict[str, Unit] = {}
        self.open: list[str] = []
        self.loose = False
        self.hidden: set[int] = set()

    def fault(
        self, code: str, path: Path, message: str, word: str = "", hint: str | None = None
    ) -> None:
        self.faults.append(Fault(code, path, 0, word, message, hint))

    def guard(self, work: Any, *args: Any, breaks: str = "") -> Any:
        """Run one piece of work; a finding ends that piece only, and what it `breaks` is noted."""
        try:
            return work(*args)
        except FaultError as error:
            note(self.faults, error, self.loose)
            self.world.broken.update({breaks} - {""})
            return None

    def run(self) -> Program | None:
        """Compile; None when there are findings."""
        decls = self.decls
        if "seat" not in self.world.sets and not decls.incomplete:
            self.fault(
                "missing-key", ("game",), "the game needs seats: `seats = [...]` or [set.seat]."
            )
        for name, decl in decls.sets.items():
            if decl.of is not None and f"set.{name}" not in decls.broken:
                self.guard(self.subset, name, breaks=f"set.{name}")
        for name in decls.registers:
            if f"register.{name}" not in decls.broken:
                self.guard(self.register, name, breaks=f"register.{name}")
        self.check_words()
        for name in decls.derived:
            if f"derived.{name}" not in decls.broken:
                self.guard(self.derive, name, breaks=f"derived.{name}")
        for name in self.world.registers:
            self.guard(self.see, name, breaks=f"see.{name}")
        for name in self.world.registers:
            self.guard(self.order_sight, name)
        actions = {
            n: a for n in self.kept_actions() if (a := self.guard(self.action, n)) is not None
        }
        self.loose = False
        self.scripts()
        bans, endings, invariants, doctrine = self.bans_and_rest()
        self.calls_in_order()
        self.set_before_read()
        self.come_to_an_end()
        self.guard(self.keep_secrets)
        if self.faults or decls.faults:
            return None
        return self.assemble(actions, bans, endings, invariants, doctrine)

    # Declarations ------------------------------------------------------------------------

    def subset(self, name: str) -> None:
        decl = self.decls.sets[name]
        base = self.world.set_of(str(decl.of), (*decl.path, "of"))
        if base.name != base.base or decl.of == name:
            raise FaultError(
                Fault(
                    "wrong-shape",
                    (*decl.path, "of"),
                    0,
                    str(decl.of),
                    "a subset is `of` a set that is no subset itself.",
                )
            )
        if decl.where is not None:
            slot = self.names.new_slot()
            text, path = decl.where, (*decl.path, "where")
            typer = Typer(self.names, path, text, {base.name: (slot, base.type)})
            test = typer.whole(BOOL)
            keep = []
            for m in base.order:
                value = ir.substitute(test, {slot: m})
                if not isinstance(value, Const) or value.type.kind != "bool":
                    raise FaultError(
                        Fault(
                            "not-constant",
                            path,
                            0,
                            text,
                            "`where` reads constants only, and is true or false.",
                        )
                    )
                if value.value:
                    keep.append(m)
            self.world.subset(name, tuple(keep))
            return
        keep = []
        for ident, _, path in decl.members:
            if ident not in self.world.decls_members(base.name):
                raise FaultError(
                    Fault("unknown-name", path, 0, ident, f"`{ident}` is no {base.name}.", did_you_mean(ident, base.ids))
                )  # fmt: skip
            if ident in base.ids:
                keep.append(base.ids.index(ident))
        self.world.subset(name, tuple(sorted(keep)))

    def index_scope(self, index: Index, slots: tuple[int, ...], path: Path) -> Scope:
        scope: Scope = {}
        for (variable, set_name), slot in zip(index, slots, strict=True):
            scope[variable] = (slot, self.world.set_of(set_name, (*path, "of")).type)
        return scope

    def register(self, name: str) -> None:
        decl, world = self.decls.registers[name], self.world
        type_ = world.register_type(decl)
        places, sizes = world.index_info(decl.path, decl.of)
        slots = tuple(self.names.new_slot() for _ in range(len(decl.of) + 1))
        info = RegisterInfo(name, decl.of, type_, decl.edge, places, sizes, slots)
        world.registers[name] = info
        lo, hi = type_.lo, type_.hi
        default: int = -1 if type_.none else (0 if lo <= 0 <= hi else lo)
        if type_.kind == "member" and not type_.none:
            default = lo
        found = len(self.faults)
        start = self.guard(self.starts, info, decl.start, (*decl.path, "start"), default)
        info.start = tuple(start or [default] * info.size)
        self.guard(self.scenario_start, info)
        if info.frozen and len(self.faults) > found:
            world.broken.add(f"register.{name}")

    def starts(self, info: RegisterInfo, start: Any, path: Path, default: int) -> list[int]:
        if start is None:
            return [default] * info.size
        combos = self.cells(info)
        if not isinstance(start, str):
            return [self.start_value(info, start, path)] * info.size
        scope = self.index_scope(info.index, info.slots[1:], path[:-1])
        e = Typer(self.names, path, start, scope).whole(info.type)
        out = []
        for combo in combos:
            values: dict[int, int | bool | Expr] = dict(zip(info.slots[1:], combo, strict=True))
            value = ir.substitute(e, values)
            if not isinstance(value, Const):
                raise FaultError(
                    Fault("not-constant", path, 0, start, "a start reads constants only.")
                )
            out.append(self.start_value(info, value.value, path, value.type))
        return out

    def start_value(
        self, info: RegisterInfo, value: Any, path: Path, type_: Type | None = None
    ) -> int:
        t = info.type
        kind = type_.kind if type_ else "bool" if isinstance(value, bool) else "int"
        okay = kind == t.kind and t.lo <= int(value) <= t.hi
        if type_ is not None and t.kind == "member":
            okay = okay and type_.base in ("", t.base) and (int(value) >= 0 or t.none)
        if not okay:
            raise FaultError(
                Fault(
                    "bad-start",
                    path,
                    0,
                    str(value),
                    f"`{info.name}` holds {t}; {value} does not fit.",
                )
            )
        return int(value)

    def cells(self, info: RegisterInfo) -> list[tuple[int, ...]]:
        """The index values of all cells, in the order of the state."""
        return list(product(*(self.world.sets[s].order for _, s in info.index)))

    def scenario_start(self, info: RegisterInfo) -> None:
        sc = self.scenario
        frozen = sc.frozen if isinstance(sc.frozen, dict) else dict.fromkeys(sc.frozen)
        info.frozen = any(self.cell_name(k)[0] == info.name for k in frozen)
        starts = list(info.start)
        for source, where in ((sc.start, "start"), (frozen, "frozen")):
            for key, value in source.items():
                name, cell = self.cell_name(key)
                if name != info.name or value is None:
                    continue
                path: Path = (*sc.path, where, key)
                if cell is None:
                    starts = self.starts(info, value, path, 0)
                    continue
                ids = [self.world.sets[s].ids for _, s in info.index]
                try:
                    combo = tuple(i.index(c) for i, c in zip(ids, cell, strict=True))
                    place = info.cell(combo)
                except (ValueError, IndexError) as error:
                    raise FaultError(
                        Fault("unknown-name", path, 0, key, f"`{info.name}` has no cell `{key}`.")
                    ) from error
                starts[place] = self.starts(info, value, path, 0)[0]
        info.start = tuple(starts)

    @staticmethod
    def cell_name(key: str) -> tuple[str, list[str] | None]:
        name, _, rest = key.partition("[")
        return name, [c.strip() for c in rest.rstrip("]").split(",")] if rest else None

    def check_words(self) -> None:
        """Names in the scenario's tables must exist."""
        sc = self.scenario
        for where, source in (("start", sc.start), ("frozen", sc.frozen)):
            for key in source:
                if self.cell_name(key)[0] not in self.decls.registers:
                    self.fault("unknown-name", (*sc.path, where, key) if isinstance(source, dict) else (*sc.path, where),
                               f"no register `{key}`.", key, did_you_mean(key, self.decls.registers))  # fmt: skip
        for key in sc.only:
            if key not in self.world.sets:
                self.fault(
                    "unknown-name",
                    (*sc.path, "only", key),
                    f"`{key}` is no set.",
                    key,
                    did_you_mean(key, self.world.sets),
                )
        for name in sc.actions or ():
            if name not in self.decls.actions:
                self.fault(
                    "unknown-name",
                    (*sc.path, "actions"),
                    f"no action `{name}`.",
                    name,
                    did_you_mean(name, self.decls.actions),
                )
        for seat in (*sc.seats, *sc.brief):
            if "seat" in self.world.sets and seat not in self.world.seats.ids:
                self.fault("unknown-name", sc.path, f"no seat `{seat}`.", seat)

    def derive(self, name: str) -> tuple[tuple[int, ...], Expr]:
        """The slots and expression of a derived value."""
        if name in self.names.derived:
            return self.names.derived[name]
        decl = self.decls.derived[name]
        path: Path = (*decl.path, "value")
        if name in self.open:
            raise FaultError(
                Fault(
                    "cycle",
                    path,
                    0,
                    name,
                    f"`{name}` is made of itself: {' > '.join([*self.open, name])}.",
                )
            )
        self.open.append(name)
        try:
            slots = tuple(self.names.new_slot() for _ in decl.of)
            scope = self.index_scope(decl.of, slots, decl.path)
            self.names.derived[name] = (slots, Typer(self.names, path, decl.value, scope).whole())
        finally:
            self.open.pop()
        return self.names.derived[name]

    def see(self, name: str) -> None:
        decl, info = self.decls.registers[name], self.world.registers[name]
        if decl.see == "all":
            return
        if decl.see == "none":
            info.see = ir.FALSE
            return
        path: Path = (*decl.path, "see")
        scope = self.index_scope(decl.of, info.slots[1:], decl.path)
        scope["viewer"] = (info.slots[0], self.world.seats.type)
        e = Typer(self.names, path, decl.see, scope).whole(BOOL)
        if e.type.kind != "bool":
            raise FaultError(
                Fault("wrong-type", path, 0, decl.see, "`see` is true or false, all or none.")
            )
        info.see = None if e == ir.TRUE else e

    def order_sight(self, name: str) -> None:
        """A `see` condition may read only what that viewer sees."""
        info = self.world.registers[name]
        if info.see is None:
            return
        viewer = Local(self.world.seats.type, info.slots[0])
        for read in hidden_reads(self.names, info.see):
            if sight_of(self.world, read, viewer) != ir.TRUE:
                path = (*self.decls.registers[name].path, "see")
                words = f"who sees `{name}` must not depend on `{read.name}`, which is hidden"
                self.fault("hidden-read", path, f"{words} itself.", read.name)

    # Actions -----------------------------------------------------------------------------

    def kept_actions(self) -> list[str]:
        keep = self.scenario.actions
        return [n for n in self.decls.actions if keep is None or n in keep]

    def seats_of(self, decl: ActionDecl) -> tuple[int, ...]:
        info = self.world.seats
        words = decl.seats if isinstance(decl.seats, list) else [decl.seats]
        out: list[int] = []
        for word in words:
            if word == "all":
                out += info.order
            elif word in info.ids:
                out.append(info.ids.index(word))
            elif word in self.world.sets and self.world.sets[word].base == "seat":
                out += self.world.sets[word].order
            elif word not in self.world.removed:
                raise FaultError(
                    Fault(
                        "unknown-name",
                        (*decl.path, "seats"),
                        0,
                        word,
                        f"`{word}` is no seat.",
                        did_you_mean(word, info.ids),
                    )
                )
        return tuple(dict.fromkeys(out))

    def action(self, name: str) -> ActionCode:
        decl = self.decls.actions[name]
        if f"action.{name}" in self.decls.broken:
            raise FaultError()
        everyone = self.world.seats.order
        self.loose = False
        seats: tuple[int, ...] | None = self.guard(self.seats_of, decl)
        actor = self.names.new_slot()
        actor_type = member("seat", sum(1 << s for s in (everyone if seats is None else seats)))
        scope: Scope = {"actor": (actor, actor_type)}
        choice = self.guard(self.combinations, decl, scope)
        for variable, _ in decl.choose:
            scope.setdefault(variable, (-1, ir.UNKNOWN))
        facts: dict[Expr, Type] = {}
        seen: list[Expr] = []
        needs: list[NeedCode] = []
        for need in decl.needs:
            code = self.guard(self.need, need, scope, seen, facts)
            # What a clause at fault would have taught is not missed in those after it.
            self.loose = self.loose or code is None
            needs += [] if code is None else [code]
        costs = tuple(
            self.guard(self.cost, decl, key, value, scope, seen) for key, value in decl.cost.items()
        )
        ids = [n.id for n in decl.needs]
        for need_id in sorted({i for i in ids if ids.count(i) > 1}):
            self.fault(
                "duplicate", decl.path, f"two needs of `{name}` are called `{need_id}`.", need_id
            )
        rule = f"action.{name}"
        typed = ScriptTyper(
            self.names, (*decl.path, "do"), decl.do, rule, scope, self.faults, self.loose
        )
        typed.typer.facts = dict(facts)
        body = typed.body()
        params = choice[1] if choice else ()
        self.units[rule] = Unit(rule, (actor, *params), body, typed.locals, typed.sees)
        if seats is None or choice is None or None in costs or len(needs) < len(decl.needs):
            raise FaultError()
        combos = choice[0]
        kept = []
        for combo in combos:
            values: dict[int, int | bool | Expr] = dict(zip(params, combo, strict=True))
            if all(ir.substitute(n.test, values) != ir.FALSE for n in needs):
                kept.append(combo)
        if len(kept) > MAX_COMBINATIONS:
            raise FaultError(
                Fault(
                    "too-many",
                    (*decl.path, "choose"),
                    0,
                    name,
                    f"{len(kept)} combinations; {MAX_COMBINATIONS} at most. Ask with `choose` in `do` instead.",
                )
            )
        paid = []
        for register, e in costs:
            info = self.world.registers[register]
            if info.frozen:
                continue
            args = (Local(actor_type, actor),) if info.index else ()
            left = ir.Bin(info.type, "-", ir.Reg(info.type, register, args), e)
            paid.append(ir.Set(rule, -1, register, args, left, "", info.type.lo, info.type.hi))
        self.units[rule].body = (*paid, *body)
        return ActionCode(
            name,
            seats,
            decl.menu,
            actor,
            params,
            tuple(s for _, s in decl.choose),
            tuple(needs),
            costs,
            rule,
            tuple(kept),
        )

    def need(self, need: Need, scope: Scope, seen: list[Expr], facts: dict[Expr, Type]) -> NeedCode:
        """One clause of an action; what it says when it holds goes to `seen` and `facts`."""
        path: Path = (*need.path, "when")
        typer = Typer(self.names, path, need.when, scope)
        typer.facts = dict(facts)
        say = self.guard(self.say, need.say, (*need.path, "say"), scope, facts, seen)
        test = typer.whole()
        if test.type.kind != "bool":
            raise FaultError(Fault("wrong-type", path, 0, need.when, "a need is true or false."))
        self.visible(test, scope, seen, path)
        typer.learn(test, True)
        facts |= typer.facts
        if say is None:
            raise FaultError()
        return NeedCode(need.id, need.when, test, say)

    def combinations(
        self, decl: ActionDecl, scope: Scope
    ) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
        combos: list[tuple[int, ...]] = [()]
        params: list[int] = []
        order: list[str] = []
        for variable, domain in decl.choose:
            path: Path = (*decl.path, "choose")
            owner, dot, field = domain.partition(".")
            slot = self.names.new_slot()
            if dot and owner in order:
                info = self.world.sets[scope[owner][1].base]
                if field not in info.fields or not info.fields[field].is_list:
                    raise FaultError(
                        Fault(
                            "unknown-name",
                            path,
                            0,
                            domain,
                            f"`{domain}` is no list field.",
                            did_you_mean(field, info.fields),
                        )
                    )
                lists = info.fields[field]
                place = order.index(owner)
                combos = [(*c, x) for c in combos for x in lists.lists[c[place]]]
                scope[variable] = (slot, lists.type)
            else:
                found = self.world.set_of(domain, path)
                combos = [(*c, x) for c in combos for x in found.order]
                scope[variable] = (slot, found.type)
            if len(combos) > 20_000:
                raise FaultError(
                    Fault(
                        "too-many",
                        path,
                        0,
                        decl.name,
                        "too many combinations; ask with `choose` in `do` instead.",
                    )
                )
            order.append(variable)
            params.append(slot)
        return combos, tuple(params)

    def cost(
        self, decl: ActionDecl, key: str, value: Any, scope: Scope, seen: list[Expr]
    ) -> tuple[str, Expr]:
        path: Path = (*decl.path, "cost", key)
        if f"register.{key}" in self.world.broken:
            raise FaultError()
        info = self.world.registers.get(key)
        if info is None or info.type.kind != "int":
            raise FaultError(
                Fault(
                    "unknown-name",
                    path,
                    0,
                    key,
                    f"`{key}` is no register of numbers.",
                    did_you_mean(key, self.decls.registers),
                )
            )
        self.names.used.add(key)
        if info.index and [s for _, s in info.index] != ["seat"]:
            raise FaultError(
                Fault(
                    "wrong-index",
                    path,
                    0,
                    key,
                    "a cost is paid from a single register, or one of the seat.",
                )
            )
        e = Typer(self.names, path, str(value), scope).whole()
        if e.type.kind != "int" or e.type.lo < 0:
            raise FaultError(
                Fault("wrong-type", path, 0, str(value), "a cost is a number of 0 or more.")
            )
        self.visible(e, scope, seen, path)
        args = (Local(scope["actor"][1], scope["actor"][0]),) if info.index else ()
        self.visible(ir.Reg(info.type, key, args), scope, seen, path)
        return key, e

    def say(
        self,
        text: str,
        path: Path,
        scope: Scope,
        facts: dict[Expr, Type] | None = None,
        seen: list[Expr] | None = None,
    ) -> Say:
        stray = next(
            (i for i, c in enumerate(_SLOT.sub(lambda m: " " * len(m[0]), text)) if c in "{}"), None
        )
        if stray is not None:
            raise FaultError(
                Fault(
                    "syntax",
                    path,
                    stray,
                    text[stray : stray + 20],
                    "a bracket without its other half; write {expression}.",
                )
            )
        parts: list[str | Expr] = []
        at = 0
        for found in _SLOT.finditer(text):
            parts.append(text[at : found.start()])
            typer = Typer(self.names, path, found[1], scope)
            typer.facts = dict(facts or {})
            try:
                part = typer.whole()
                self.visible(part, scope, list(seen or ()), path)
                parts.append(part)
            except FaultError as error:
                if error.fault is None:
                    raise
                fault = attrs.evolve(error.fault, offset=error.fault.offset + found.start() + 1)
                raise FaultError(fault) from error
            at = found.end()
        parts.append(text[at:])
        return Say(tuple(p for p in parts if p != ""))

    def visible(self, e: Expr, scope: Scope, seen: list[Expr], path: Path) -> None:
        """What a seat is told it may do reads only what it may see."""
        slot, type_ = scope["actor"]
        actors: list[Expr] = [Local(type_, slot)]
        if type_.mask.bit_count() == 1:
            actors.append(ir.Const(type_, type_.mask.bit_length() - 1))

        def inside(x: Expr, known: list[Expr]) -> list[Expr]:
            if isinstance(x, ir.Bool) and x.op == "and":
                here = list(known)
                for item in x.items:
                    here = inside(item, here)
                return here
            if isinstance(x, ir.Seen):
                return [*known, ir.Reg(self.world.registers[x.name].type, x.name, x.args)]
            if isinstance(x, ir.Cond):
                here = inside(x.test, known)
                inside(x.a, here)
                inside(x.b, known)
                return known
            if isinstance(x, (ir.Bool, ir.Not)):
                for child in ir.children(x):
                    inside(child, known)
                return known
            for read in hidden_reads(self.names, x):
                bare = (read.name, read.args)
                if any(isinstance(k, ir.Reg) and (k.name, k.args) == bare for k in known):
                    continue
                if not any(sight_of(self.world, read, who) == ir.TRUE for who in actors):
                    raise FaultError(Fault("hidden-read", path, 0, read.name,
                        f"`{read.name}` is not always seen by who acts; ask `seen({read.name}...)` first."))  # fmt: skip
            return known

        seen[:] = inside(e, seen)

    # Scripts -----------------------------------------------------------------------------

    def scripts(self) -> None:
        decls = self.decls
        if decls.play not in decls.procedures and not decls.incomplete:
            self.fault(
                "missing-key",
                ("game",),
                f"[procedure.{decls.play}] is missing: it is the whole game.",
                decls.play,
                did_you_mean(decls.play, decls.procedures),
            )
        for name, decl in decls.procedures.items():
            self.guard(self.unit, f"procedure.{name}", decl)
        for name, decl in decls.events.items():
            if name in self.world.sets["event"].ids:
                self.guard(self.unit, f"event.{name}", decl)

    def unit(self, key: str, decl: Any) -> None:
        scope: Scope = {}
        if key in self.decls.broken:
            raise FaultError()
        for param in decl.params:
            found = self.guard(param_types, self.names, decl.path, (param,))
            type_ = found[0][1] if found else ir.UNKNOWN
            scope[param[0]] = (self.names.new_slot(), type_)
        params = tuple(s for s, _ in scope.values())
        typed = ScriptTyper(self.names, (*decl.path, "do"), decl.do, key, scope, self.faults)
        body = typed.body()
        if key == f"procedure.{self.decls.play}":
            if params:
                self.fault(
                    "wrong-shape", (*decl.path, "params"), "the whole game takes no parameters."
                )
            body = (*body, ir.End(key, 0, None))
        self.units[key] = Unit(key, params, body, typed.locals, typed.sees)

    def come_to_an_end(self) -> None:
        """A game with endings says which one it comes to; without, its end is a draw."""
        key = f"procedure.{self.decls.play}"
        whole = self.units.get(key)
        if whole is None or any(f.path[0] == "procedure" for f in self.faults if f.path):
            return
        script = whole.body[:-1]
        if self.decls.endings and flow.may_finish(script, self.units):
            last = script[-1].at if script else 0
            names = ", ".join(f"`end({name})`" for name in self.decls.endings)
            words = f"`{self.decls.play}` may run out without saying how the game ends"
            self.faults.append(
                Fault(
                    "no-end", (*key.split("."), "do"), max(last, 0), self.decls.play,
                    f"{words}; add {names} after this.",
                )
            )  # fmt: skip

    def keep_secrets(self) -> None:
        """What few seats see must not decide what more seats see, unless a script reveals it."""
        secrecy = Secrecy(self.names, self.units, self.faults)
        secrecy.run()
        self.hidden = secrecy.hidden

    def set_before_read(self) -> None:
        """A local must be set on every way to where it is read."""
        for unit in self.units.values():
            for slot in flow.live_before(unit.body, set()) - set(unit.params):
                name = unit.locals.get(slot, ("", BOOL))[0]
                if name:
                    self.fault(
                        "unset",
                        (*unit.key.split("."), "do"),
                        f"`{name}` may be read before it is set; set it first on every way.",
                        name,
                    )

    def calls_in_order(self) -> None:
        """Procedures must not call themselves, directly or through others."""
        done: set[str] = set()
        trail: list[str] = []

        def visit(key: str) -> None:
            if key in done or key not in self.units:
                return
            if key in trail:
                names = " > ".join(k.partition(".")[2] for k in [*trail[trail.index(key) :], key])
                kind, _, name = key.partition(".")
                self.fault(
                    "cycle",
                    (kind, name, "do"),
                    f"procedures call each other in a circle: {names}.",
                    name,
                )
                done.add(key)
                return
            trail.append(key)
            for s in flow.nested(self.units[key].body):
                if isinstance(s, ir.Call):
                    for t in s.targets:
                        visit(t)
                elif isinstance(s, ir.Act) and key.startswith("action."):
                    self.fault(
                        "cycle", (*key.split("."), "do"), "an action cannot call `act`.", "act"
                    )
            trail.pop()
            done.add(key)

        for key in list(self.units):
            visit(key)

    def bans_and_rest(self) -> tuple[Any, ...]:
        bans = [b for d in self.decls.bans.values() if (b := self.guard(self.ban, d)) is not None]
        endings = [
            e for d in self.decls.endings.values() if (e := self.guard(self.ending, d)) is not None
        ]
        if not self.decls.endings:
            endings = [EndingCode("over", -1, None, None, None, None)]
        invariants = [
            i for d in self.decls.invariants if (i := self.guard(self.invariant, d)) is not None
        ]
        doctrine = [r for d in self.decls.doctrine if (r := self.guard(self.row, d)) is not None]
        return tuple(bans), tuple(endings), tuple(invariants), tuple(doctrine)

    def ban(self, decl: Any) -> BanCode:
        actor = self.names.new_slot()
        scope: Scope = {"actor": (actor, self.world.seats.type)}
        for i, word in enumerate(decl.forbids):
            self.known_action(word, (*decl.path, "forbids", i))
        say = self.guard(self.say, decl.say, (*decl.path, "say"), scope)
        path = (*decl.path, "when")
        test = Typer(self.names, path, decl.when, scope).whole()
        if test.type.kind != "bool":
            raise FaultError(Fault("wrong-type", path, 0, decl.when, "`when` is true or false."))
        self.visible(test, scope, [], path)
        return BanCode(decl.name, test, actor, frozenset(decl.forbids), say)

    def known_action(self, word: str, path: Path) -> None:
        """A finding unless an action is called so."""
        known = self.decls.actions
        if word not in known:
            hint = did_you_mean(word, known)
            self.fault("unknown-name", path, f"no action `{word}`.", word, hint)

    def ending(self, decl: Any) -> EndingCode:
        slot = self.names.new_slot()
        seats = self.world.seats.type

        def one(key: str, kind: str, scope: Scope) -> Expr | None:
            text = getattr(decl, key)
            if text is None:
                return None
            e = Typer(self.names, (*decl.path, key), text, scope).whole(
                seats if key == "winner" else None
            )
            if e.type.kind != kind:
                raise FaultError(
                    Fault("wrong-type", (*decl.path, key), 0, text, f"`{key}` cannot be {e.type}.")
                )
            return e

        by_seat: Scope = {"seat": (slot, seats)}
        winner, verdict = (self.guard(one, key, "member", {}) for key in ("winner", "verdict"))
        score, returns = (self.guard(one, key, "int", by_seat) for key in ("score", "returns"))
        return EndingCode(decl.name, slot, winner, score, returns, verdict)

    def invariant(self, decl: Any) -> tuple[str, Expr, Path]:
        e = Typer(self.names, (*decl.path, "always"), decl.always, {}).whole()
        if e.type.kind != "bool":
            raise FaultError(
                Fault(
                    "wrong-type",
                    (*decl.path, "always"),
                    0,
                    decl.always,
                    "an invariant is true or false.",
                )
            )
        return decl.name, e, decl.path

    def row(self, decl: Any) -> Row | None:
        info = self.world.seats
        if decl.seat not in self.world.decls_members("seat"):
            raise FaultError(
                Fault(
                    "unknown-name",
                    decl.path,
                    0,
                    decl.seat,
                    f"`{decl.seat}` is no seat.",
                    did_you_mean(decl.seat, info.ids),
                )
            )
        for word in decl.act:
            self.known_action(word, (*decl.path, "act"))
        act = tuple(a for a in decl.act if f"action.{a}" in self.units)
        if decl.seat not in info.ids or (decl.answer is None and not act):
            return None
        seat = info.ids.index(decl.seat)
        actor, option = self.names.new_slot(), self.names.new_slot()
        base: Scope = {"actor": (actor, member("seat", 1 << seat))}
        when = self.guard(self.doctrine_expr, decl, "when", decl.when, base)
        best: dict[str, Expr] = {}
        if decl.best is not None and decl.answer is None:
            for name in act:
                unit, scope = self.units[f"action.{name}"], dict(base)
                for slot in unit.params[1:]:
                    variable, type_ = unit.locals[slot]
                    scope[variable] = (slot, type_)
                if len(scope) <= len(self.decls.actions[name].choose):
                    raise FaultError()
                best[name] = ir.substitute(
                    self.doctrine_expr(decl, "best", decl.best, scope), {actor: seat}
                )
        elif decl.best is not None:
            option_type = self.option_type(decl)
            if option_type is None:
                return None
            scope = {**base, "option": (option, option_type)}
            best[""] = ir.substitute(
                self.doctrine_expr(decl, "best", decl.best, scope, option_type), {actor: seat}
            )
        if when is None:
            return None
        return Row(
            seat,
            decl.name,
            ir.substitute(when, {actor: seat}),
            act,
            decl.answer,
            best,
            option,
            decl.say,
        )

    def option_type(self, decl: Any) -> Type | None:
        script, _, local = str(decl.answer).partition(".")
        for unit in self.units.values():
            if unit.key.partition(".")[2] == script:
                for s in flow.nested(unit.body):
                    if isinstance(s, ir.Ask) and s.local == local and s.seat is not None:
                        t = s.domain.type
                        return member(t.base, t.mask, True) if s.domain.or_none else t
        keys = [
            k
            for k in ("procedure", "action", "event")
            if script in getattr(self.decls, k + "s" if k != "procedure" else "procedures")
        ]
        if not keys:
            raise FaultError(
                Fault(
                    "unknown-name",
                    (*decl.path, "answer"),
                    0,
                    decl.answer,
                    f"no script asks `{decl.answer}`.",
                )
            )
        return None

    def doctrine_expr(
        self, decl: Any, key: str, text: str, scope: Scope, expect: Type | None = None
    ) -> Expr:
        path: Path = (*decl.path, key)
        typer = Typer(self.names, path, text, scope, doctrine=True)
        e = typer.whole()
        if e.type.kind != ("bool" if key == "when" else "int"):
            raise FaultError(Fault("wrong-type", path, 0, text, f"`{key}` cannot be {e.type}."))
        self.visible(e, scope, [], path)
        return e

    # Assembly ----------------------------------------------------------------------------

    def assemble(
        self,
        actions: dict[str, ActionCode],
        bans: Any,
        endings: Any,
        invariants: Any,
        doctrine: Any,
    ) -> Program:
        menus = {a.unit: a.menu for a in actions.values()}
        cutter = flow.Cutter(self.units, menus, f"procedure.{self.decls.play}")
        for unit in self.units.values():
            if unit.pauses and len(unit.returns) > 1:
                unit.ret_slot = self.names.new_slot()
                unit.locals[unit.ret_slot] = ("", ir.integer(0, len(unit.returns) - 1))
        crossing = flow.settle_lives(cutter.blocks)
        offset = HEADER
        start = bytearray(HEADER)
        for info in self.world.registers.values():
            if info.frozen:
                continue
            info.offset = offset
            start += bytes(v - info.type.lo for v in info.start)
            offset += info.size
        offsets: dict[int, tuple[int, int]] = {}
        sees: dict[int, Expr | None] = {}
        for unit in self.units.values():
            for slot, (name, type_) in unit.locals.items():
                if slot in crossing:
                    if type_.hi - type_.lo > 255:
                        self.fault(
                            "unbounded",
                            (*unit.key.split("."), "do"),
                            f"`{name}` lives across a pause and may take more than 256 values; say its range: `{name}: range(0, 10) = 0`.",
                            name,
                        )
                        return None  # type: ignore[return-value]
                    offsets[slot] = (offset, type_.lo)
                    sees[slot] = ir.FALSE if slot in self.hidden else unit.sees.get(slot)
                    start.append(0)
                    offset += 1
        moves, pauses = self.moves(actions, cutter.blocks)
        unit = self.units[f"procedure.{self.decls.play}"]
        return Program(
            self.decls, self.world, self.scenario, self.names, self.units, cutter.blocks, pauses,
            actions, bans, endings, invariants, doctrine, moves, offsets, offset, bytes(start), sees,
            unit.entry,
        )  # fmt: skip

    def moves(
        self, actions: dict[str, ActionCode], blocks: list[Block]
    ) -> tuple[tuple[MoveCode, ...], list[Pause]]:
        found: dict[str, MoveCode] = {}
        for code in actions.values():
            types = [self.units[code.unit].locals[p][1] for p in code.params]
            for combo in code.combos:
                words = [self.world.sets[t.base].ids[v] for t, v in zip(types, combo, strict=True)]
                name = ":".join([code.name, *words])
                found[name] = MoveCode(name, code.name, combo)
        asks: list[tuple[int, Block]] = []
        for i, block in enumerate(blocks):
            if block.term[0] in ("act", "ask"):
                asks.append((i, block))
        values_of: dict[int, list[tuple[int, str]]] = {}
        for i, block in asks:
            if block.term[0] != "ask":
                continue
            s: ir.Ask = block.term[1]
            script = s.rule.partition(".")[2]
            options = [
                (v, f"{script}.{s.local}:{self.word(s.domain.type, v)}")
                for v in self.every(s.domain)
            ]
            if s.domain.or_none:
                options.append((-1, f"{script}.{s.local}:none"))
            values_of[i] = options
            for _, name in options:
                found[name] = MoveCode(name, "", (), script, s.local)
        names = sorted(found)
        number = {n: i for i, n in enumerate(names)}
        pauses: list[Pause] = []
        for i, block in asks:
            block.pause = len(pauses)
            asked: ir.Act | ir.Ask = block.term[1]
            script = asked.rule.partition(".")[2]
            if isinstance(asked, ir.Act):
                ids = sorted(
                    number[m.name]
                    for m in found.values()
                    if m.action and actions[m.action].menu == asked.menu
                )
                pauses.append(Pause(len(pauses), "act", i, script, "", "", tuple(ids)))
            else:
                kind = "choose" if asked.seat is not None else "chance"
                pairs = sorted((number[n], v) for v, n in values_of[i])
                pauses.append(Pause(len(pauses), kind, i, script, asked.local, asked.text,
                                    tuple(p[0] for p in pairs), tuple(p[1] for p in pairs)))  # fmt: skip
        return tuple(found[n] for n in names), pauses

    @staticmethod
    def every(d: ir.Domain) -> list[int]:
        if d.table:
            return sorted({x for row in d.table for x in row})
        if d.lo is not None and d.hi is not None:
            return list(range(d.lo.type.lo, d.hi.type.hi))
        return list(d.values)

    def word(self, t: Type, value: int) -> str:
        if t.kind == "int":
            return str(value)
        if t.kind == "bool":
            return "true" if value else "false"
        return "none" if value < 0 else self.world.sets[t.base].ids[value]
