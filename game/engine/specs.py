"""What a scenario is made of, as records: for clients, which never look into the program."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from typing import Any, Literal

import attrs

from game.engine.view import CellValue, decode
from game.rules import ir
from game.rules.declare.records import Declared
from game.rules.diagnostics import TomlPath
from game.rules.program import Program
from game.rules.resolve.symbols import TableKey

Kind = Literal["int", "bool", "member", "places"]


@attrs.frozen
class RegisterSpec:
    """A register of a scenario.

    Attributes:
        name: as in the rules.
        index: the names of the sets that index its cells; empty for a single cell.
        kind: whether its cells hold numbers, truth values or members.
        of: the set whose members they hold, or "".
        low: the lowest number a cell holds.
        high: the highest.
        constant: whether it never changes in this scenario; then it is no part of a state.
        public: whether every seat sees all its cells always.
        zone: the zone of which it keeps a place, or the size of one; else "".
    """

    name: str
    index: tuple[str, ...]
    kind: Kind
    of: str
    low: int
    high: int
    constant: bool
    public: bool
    zone: str = ""


@attrs.frozen
class DerivedSpec:
    """A derived value of a scenario.

    Attributes:
        name: as in the rules.
        title: its name for people, or "" where the rules give it none.
        index: the names of the sets that index it; empty for a single value.
        kind: whether it is a number, a truth value, a member, or a set of places with costs, which
            `Game.reach` tells and no cell does.
        of: the set whose member it is, or whose members; or "".
        constant: whether this scenario makes it the same always.
    """

    name: str
    title: str
    index: tuple[str, ...]
    kind: Kind
    of: str
    constant: bool


@attrs.frozen
class FieldSpec:
    """A constant field of the members of a set: a value, or a list of members.

    Attributes:
        name: as in the rules.
        kind: what its value is, or each of its list.
        of: the set whose members it names, or "".
        many: whether it is a list.
    """

    name: str
    kind: Kind
    of: str
    many: bool


@attrs.frozen
class SetSpec:
    """A set of a scenario.

    Attributes:
        name: as in the rules.
        base: the set of which it is a part; itself where it is none.
        members: the ids of its members in this scenario, in order.
        fields: their constant fields, by name.
        declared: whether the rules declare it, rather than a question's answers making it up.
    """

    name: str
    base: str
    members: tuple[str, ...]
    fields: dict[str, FieldSpec]
    declared: bool


@attrs.frozen
class ScriptSpec:
    """A script that may run: of an action, a procedure or a card.

    Attributes:
        kind: "action", "procedure" or the name of the deck.
        name: as in the rules.
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.name}"


@attrs.frozen
class RowSpec:
    """A row of doctrine of one seat.

    Attributes:
        seat: whose.
        id: as in the rules.
        act: the actions that it may take; none where it answers a question.
        answer: the question that it answers, as SCRIPT.LOCAL, or None.
        ways: the ways to play that it belongs to; `all` stands for every one.
    """

    seat: str
    id: str
    act: tuple[str, ...]
    answer: str | None
    ways: frozenset[str]


@attrs.frozen
class TableAxis:
    """A key of a table.

    Attributes:
        name: as in the rules.
        of: the set whose members it takes, or "" where it takes numbers.
        heads: the ids of these members, or the numbers in words; "3+" or "..0" where what lies
            beyond the span counts as its end.
    """

    name: str
    of: str
    heads: tuple[str, ...]


@attrs.frozen
class TableSpec:
    """A table of a scenario.

    Attributes:
        name: as in the rules.
        keys: its keys, in order.
        kind: what stands in its cells.
        of: the set whose members stand there, or "".
        cells: the cells by the places of their keys' heads, in order.
    """

    name: str
    keys: tuple[TableAxis, ...]
    kind: Kind
    of: str
    cells: dict[tuple[int, ...], CellValue]


class Specs:
    """What a scenario is made of."""

    def __init__(self, program: Program) -> None:
        self._program = program

    @cached_property
    def registers(self) -> dict[str, RegisterSpec]:
        """The registers, by name, in declared order."""
        return {
            name: RegisterSpec(
                name,
                tuple(s for _, s in info.index),
                kind_of(info.type),
                info.type.base,
                info.type.lo,
                info.type.hi,
                info.frozen,
                info.see is None,
                self._program.decls.registers[name].zone,
            )
            for name, info in self._program.symbols.registers.items()
        }

    @cached_property
    def derived(self) -> dict[str, DerivedSpec]:
        """The derived values, by name, in declared order."""
        out = {}
        for name, decl in self._program.decls.derived.items():
            body = self._program.scopes.derived[name][1]
            sets = tuple(s for _, s in decl.of)
            title, constant = str(decl.texts.get("name") or ""), isinstance(body, ir.Const)
            kind, base = kind_of(body.type), body.type.base
            out[name] = DerivedSpec(name, title, sets, kind, base, constant)
        return out

    def opened_by(self, register: str) -> tuple[str, ...]:
        """The registers and derived values that decide who sees a register, in order of reading."""
        see = self._program.symbols.registers[register].see
        found: dict[str, None] = {}
        waiting = [] if see is None else [see]
        while waiting:
            here = waiting.pop(0)
            if isinstance(here, ir.RegisterRef | ir.DerivedRef):
                found[here.name] = None
            waiting += ir.children(here)
        return tuple(found)

    @cached_property
    def sets(self) -> dict[str, SetSpec]:
        """The sets, by name: those declared in declared order, then the answers of questions."""
        return {
            name: SetSpec(
                name,
                info.base,
                tuple(info.ids[i] for i in info.order),
                {
                    key: FieldSpec(key, kind_of(field.type), field.type.base, field.is_list)
                    for key, field in info.fields.items()
                },
                name in self._program.decls.sets,
            )
            for name, info in self._program.symbols.sets.items()
        }

    @cached_property
    def drawn(self) -> dict[str, TableSpec]:
        """The tables that the rules draw, by name, in declared order."""
        out = {}
        for name in self._program.decls.tables:
            info = self._program.symbols.tables[name]
            places = product(*(range(key.size) for key in info.keys))
            cells = [decode(self._program, info.type, cell) for cell in info.cells]
            axes = tuple(self._axis(key) for key in info.keys)
            kind, of = kind_of(info.type), info.type.base
            out[name] = TableSpec(name, axes, kind, of, dict(zip(places, cells, strict=True)))
        return out

    def _axis(self, key: TableKey) -> TableAxis:
        if key.base:
            return TableAxis(key.name, key.of, self._program.symbols.sets[key.base].ids)
        heads = [str(n) for n in range(key.lo, key.hi + 1)]
        if key.open_below:
            heads[0] = f"..{heads[0]}"
        if key.open_above:
            heads[-1] += "+"
        return TableAxis(key.name, "", tuple(heads))

    @cached_property
    def rows(self) -> tuple[RowSpec, ...]:
        """The rows of doctrine, in the order in which they are asked."""
        seats = self._program.symbols.sets["seat"].ids
        return tuple(
            RowSpec(seats[row.seat], row.id, row.act, row.answer, row.variants)
            for row in self._program.doctrine
        )

    @cached_property
    def scripts(self) -> tuple[ScriptSpec, ...]:
        """The scripts that may run, in the program's order."""
        units = (key.partition(".") for key in self._program.functions)
        return tuple(ScriptSpec(kind, name) for kind, _, name in units)

    @cached_property
    def tables(self) -> dict[str, dict[str, Declared]]:
        """All that is declared with display texts, by kind and name."""
        d = self._program.decls
        tables: dict[str, Any] = {
            "action": d.actions, "register": d.registers, "zone": d.zones, "derived": d.derived,
            "number": d.numbers, "option": d.options, "set": d.sets, "ending": d.endings,
            "ban": d.bans, "procedure": d.procedures, "table": d.tables, **d.decks,
        }  # fmt: skip
        return tables

    def place(self, kind: str, name: str) -> TomlPath:
        """The keys that lead to a declaration in the rules file; raises KeyError."""
        if kind == "invariant":
            return next(row[2] for row in self._program.invariants if row[0] == name)
        return self.tables[kind][name].path


def kind_of(type_: ir.Type) -> Kind:
    """What a value of a type is, for people."""
    if type_.kind == "places":
        return "places"
    return "int" if type_.kind == "int" else "bool" if type_.kind == "bool" else "member"
