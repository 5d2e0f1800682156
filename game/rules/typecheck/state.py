"""Compiles what a state is made of: subsets, registers and their starts, derived values, sights."""

from __future__ import annotations

from itertools import product
from typing import Any

from game.rules import ir
from game.rules.cell_id import CellId
from game.rules.declare.records import Index, deck_of
from game.rules.diagnostics import TomlPath, abort, did_you_mean
from game.rules.ir import BOOL, Const, Expr, Local, Type
from game.rules.resolve.scopes import Scope, hidden_reads, sight_of
from game.rules.resolve.symbols import RegisterInfo
from game.rules.typecheck.context import Work
from game.rules.typecheck.operators import Typer


class StateWork(Work):
    """Sets, registers and derived values, in the order in which they may lean on each other."""

    def subset(self, name: str) -> None:
        decl = self.decls.sets[name]
        base = self.world.set_of(str(decl.of), (*decl.path, "of"))
        if base.name != base.base or decl.of == name:
            raise abort(
                "wrong-shape",
                (*decl.path, "of"),
                "a subset is `of` a set that is no subset itself.",
                str(decl.of),
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
                    raise abort(
                        "not-constant",
                        path,
                        "`where` reads constants only, and is true or false.",
                        text,
                    )
                if value.value:
                    keep.append(m)
            self.world.subset(name, tuple(keep))
            return
        keep = []
        for ident, _, path in decl.members:
            if ident not in self.world.decls_members(base.name):
                hint = did_you_mean(ident, base.ids)
                message = f"`{ident}` is no {base.name}."
                raise abort("unknown-name", path, message, ident, hint)
            if ident in base.ids:
                keep.append(base.ids.index(ident))
        self.world.subset(name, tuple(sorted(keep)))

    def index_scope(self, index: Index, slots: tuple[int, ...], path: TomlPath) -> Scope:
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

    def starts(self, info: RegisterInfo, start: Any, path: TomlPath, default: int) -> list[int]:
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
                raise abort("not-constant", path, "a start reads constants only.", start)
            out.append(self.start_value(info, value.value, path, value.type))
        return out

    def start_value(
        self, info: RegisterInfo, value: Any, path: TomlPath, type_: Type | None = None
    ) -> int:
        t = info.type
        kind = type_.kind if type_ else "bool" if isinstance(value, bool) else "int"
        okay = kind == t.kind and t.lo <= int(value) <= t.hi
        if type_ is not None and t.kind == "member":
            okay = okay and type_.base in ("", t.base) and (int(value) >= 0 or t.none)
        if not okay:
            raise abort(
                "bad-start", path, f"`{info.name}` holds {t}; {value} does not fit.", str(value)
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
                path: TomlPath = (*sc.path, where, key)
                if cell is None:
                    starts = self.starts(info, value, path, 0)
                    continue
                ids = [self.world.sets[s].ids for _, s in info.index]
                try:
                    combo = tuple(i.index(c) for i, c in zip(ids, cell, strict=True))
                    place = info.cell(combo)
                except (ValueError, IndexError) as error:
                    raise abort(
                        "unknown-name", path, f"`{info.name}` has no cell `{key}`.", key
                    ) from error
                starts[place] = self.starts(info, value, path, 0)[0]
        info.start = tuple(starts)

    @staticmethod
    def cell_name(key: str) -> tuple[str, list[str] | None]:
        """The register and the members that a key names; one left open counts as closed."""
        for text in (key, f"{key}]"):
            try:
                cell = CellId.parse(text)
            except ValueError:
                continue
            return cell.register, list(cell.index) or None
        return key, None

    def check_seated(self) -> None:
        """The register that says who is played has a cell, true or false, for every seat."""
        name = self.decls.seated
        if name is None or f"register.{name}" in self.world.broken:
            return
        decl, info = self.decls.registers.get(name), self.world.registers.get(name)
        if decl is None:
            hint = did_you_mean(name, self.decls.registers)
            self.fault("unknown-name", ("game", "seated"), f"no register `{name}`.", name, hint)
        elif info is not None and (info.type != BOOL or [s for _, s in info.index] != ["seat"]):
            words = 'has `of = "seat"` and `range = "bool"`'
            self.fault("wrong-type", ("game", "seated"), f"the register of who sits {words}.", name)

    def check_round(self) -> None:
        """The register that counts rounds is a single number."""
        name = self.decls.round
        if name is None or f"register.{name}" in self.world.broken:
            return
        decl, info = self.decls.registers.get(name), self.world.registers.get(name)
        if decl is None:
            hint = did_you_mean(name, self.decls.registers)
            self.fault("unknown-name", ("game", "round"), f"no register `{name}`.", name, hint)
        elif info is not None and (info.type.kind != "int" or info.index):
            said = "the register of rounds has `range = [low, high]` and no `of`."
            self.fault("wrong-type", ("game", "round"), said, name)

    def check_words(self) -> None:
        """Scopes in the scenario's tables must exist."""
        sc = self.scenario
        for where, source in (("start", sc.start), ("frozen", sc.frozen)):
            for key in source:
                path = (*sc.path, where, key) if isinstance(source, dict) else (*sc.path, where)
                name = self.cell_name(key)[0]
                if name not in self.decls.registers:
                    hint = did_you_mean(name, self.decls.registers)
                    self.fault("unknown-name", path, f"no register `{name}`.", key, hint)
                elif "[" in key and not key.endswith("]"):
                    hint = f"write `{key}]`."
                    self.fault("wrong-shape", path, f"`{key}` lacks its closing `]`.", key, hint)
        for key in sc.only:
            if key not in self.world.sets:
                self.fault(
                    "unknown-name",
                    (*sc.path, "only", key),
                    f"`{key}` is no set.",
                    key,
                    did_you_mean(key, self.world.sets),
                )
        for i, name in enumerate(sc.actions or ()):
            if name not in self.decls.actions:
                self.fault(
                    "unknown-name",
                    (*sc.path, "actions", i),
                    f"no action `{name}`.",
                    name,
                    did_you_mean(name, self.decls.actions),
                )
        if sc.optional and self.decls.seated is None:
            words = 'the register of who sits: `seated = "NAME"`'
            self.fault("missing-key", (*sc.path, "optional"), f"[game] must name {words}.")
        # Where the set of seats is broken, that is told already, and no seat is known.
        whole = "seat" in self.world.sets and "set.seat" not in self.world.broken
        known = self.world.seats.ids if whole else None
        seats: list[tuple[str, TomlPath]] = [
            *((seat, ("seats", i)) for i, seat in enumerate(sc.seats)),
            *((seat, ("optional", i)) for i, seat in enumerate(sc.optional)),
            *((seat, ("brief", seat)) for seat in sc.brief),
        ]
        for seat, key in seats:
            if known is not None and seat not in known:
                hint = did_you_mean(seat, known)
                self.fault("unknown-name", (*sc.path, *key), f"no seat `{seat}`.", seat, hint)

    def derive(self, name: str) -> tuple[tuple[int, ...], Expr]:
        """The slots and expression of a derived value."""
        if name in self.names.derived:
            return self.names.derived[name]
        decl = self.decls.derived.get(name)
        path: TomlPath = (*decl.path, "value") if decl else (deck_of(name),)
        if name in self.open:
            raise abort(
                "cycle",
                path,
                f"`{name}` is made of itself: {' > '.join([*self.open, name])}.",
                name,
            )
        self.open.append(name)
        try:
            if decl is None:
                self.names.derived[name] = self.card_holds(deck_of(name))
            else:
                slots = tuple(self.names.new_slot() for _ in decl.of)
                scope = self.index_scope(decl.of, slots, decl.path)
                value = Typer(self.names, path, decl.value, scope).whole()
                self.names.derived[name] = (slots, value)
        finally:
            self.open.pop()
        return self.names.derived[name]

    def decks(self) -> list[str]:
        """The decks of which a card is in play."""
        return [d for d in self.decls.decks if self.world.sets[d].ids]

    def card_holds(self, deck: str) -> tuple[tuple[int, ...], Expr]:
        """The slot of a card and, halved by the card's index, which card's `when` decides."""
        info = self.world.sets[deck]
        slot = self.names.new_slot()
        card = Local(info.type, slot)
        conditions = []
        for name in info.ids:
            decl = self.decls.decks[deck][name]
            path: TomlPath = (*decl.path, "when")
            e = Typer(self.names, path, decl.when, {}).whole(BOOL)
            if e.type.kind != "bool":
                raise abort("wrong-type", path, "`when` is true or false.", decl.when)
            conditions.append(e)

        def halved(low: int, high: int) -> Expr:
            if high - low == 1:
                return conditions[low]
            middle = (low + high) // 2
            test = ir.Cmp(BOOL, "<", card, ir.exact(info.type, middle))
            return ir.fold(ir.Cond(BOOL, test, halved(low, middle), halved(middle, high)))

        return (slot,), halved(0, len(conditions))

    def see(self, name: str) -> None:
        decl, info = self.decls.registers[name], self.world.registers[name]
        if decl.see == "all":
            return
        if decl.see == "none":
            info.see = ir.FALSE
            return
        path: TomlPath = (*decl.path, "see")
        scope = self.index_scope(decl.of, info.slots[1:], decl.path)
        scope["viewer"] = (info.slots[0], self.world.seats.type)
        e = Typer(self.names, path, decl.see, scope).whole(BOOL)
        if e.type.kind != "bool":
            raise abort("wrong-type", path, "`see` is true or false, all or none.", decl.see)
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
