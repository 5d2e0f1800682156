"""The symbol table of a scenario: its sets, constants and registers, after all restrictions."""

from __future__ import annotations

from typing import Any

import attrs

from game.rules.boards.tables import GridTables
from game.rules.declare.records import Declarations, IndexSets, RegisterDecl
from game.rules.diagnostics import AlreadyTold, TomlPath, abort, did_you_mean
from game.rules.ir import BOOL, Domain, Expr, Type, integer, member
from game.rules.limits import MAX_RANGE


@attrs.define
class FieldInfo:
    """A constant field: `table` by member for one value, `lists` for a list of members."""

    type: Type
    table: tuple[int, ...] = ()
    lists: tuple[tuple[int, ...], ...] = ()
    is_list: bool = False


@attrs.define
class SetInfo:
    """A set in play: its base set, the places of its members in the base, and their fields.

    `broken` names the fields that are at fault.
    """

    name: str
    base: str
    order: tuple[int, ...]
    mask: int
    ids: tuple[str, ...] = ()
    fields: dict[str, FieldInfo] = attrs.Factory(dict)
    texts: tuple[dict[str, Any], ...] = ()
    broken: set[str] = attrs.Factory(set)

    @property
    def type(self) -> Type:
        """The type of a variable that runs over the set."""
        return member(self.base, self.mask)


@attrs.define
class RegisterInfo:
    """A register's cells in the state: value - lo at offset + sum(position * stride) * bytes.

    A cell has one byte, or two with the lower first where its values need them.
    """

    name: str
    index: IndexSets
    type: Type
    edge: str
    places: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    slots: tuple[int, ...] = ()
    see: Expr | None = None
    start: tuple[int, ...] = ()
    offset: int = 0
    frozen: bool = False
    #: Kept, as each read of a cell asks for it.
    cell_bytes: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.cell_bytes = self.type.cell_bytes

    @property
    def size(self) -> int:
        """The number of its cells."""
        total = 1
        for n in self.sizes:
            total *= n
        return total

    @property
    def bytes(self) -> int:
        """The bytes that its cells take in a state together."""
        return self.size * self.cell_bytes

    def at(self, args: tuple[int, ...]) -> int:
        """The first byte of the cell for index values, in a state."""
        return self.offset + self.cell(args) * self.cell_bytes

    def cell(self, args: tuple[int, ...]) -> int:
        """The number of the cell for index values, from 0 within this register."""
        if len(args) == len(self.places) == 1:
            return self.places[0][args[0]]
        place = 0
        for arg, places, size in zip(args, self.places, self.sizes, strict=True):
            place = place * size + places[arg]
        return place


@attrs.frozen
class TableKey:
    """A key of a table: its values count from `lo`, and are members where `base` names a set.

    `mask` are the members that it takes; with an open end, numbers beyond it count as the last.
    """

    name: str
    of: str
    lo: int
    size: int
    base: str = ""
    mask: int = 0
    open_below: bool = False
    open_above: bool = False

    @property
    def hi(self) -> int:
        """The last value of the span."""
        return self.lo + self.size - 1


@attrs.frozen
class TableInfo:
    """A table: its keys, the type of its cells, and these in the order of the keys."""

    name: str
    keys: tuple[TableKey, ...]
    type: Type
    cells: tuple[int, ...]


def mask_of(order: tuple[int, ...]) -> int:
    """The bit mask of some places."""
    total = 0
    for i in order:
        total |= 1 << i
    return total


class SymbolTable:
    """The sets, constants and registers of one scenario of one rules file.

    Attributes:
        decls: what the file declares.
        sets: by name; new words of questions are sets too, named after the question.
        owners: the sets that have a member of that name, removed ones counted.
        numbers: the constants, with the scenario's values.
        registers: those typed so far.
        grids: the tables of the sets that are grids.
        tables: those read so far; `table_cells` counts their cells.
        table_types: of each table and the types of an index, the type of what is read.
        removed: the members that the scenario leaves out.
        labels: of each set of new words, the words.
        broken: what is at fault already, by kind and name: ``register.guard``.
    """

    def __init__(self, decls: Declarations) -> None:
        """Nothing is resolved yet; see `resolve_symbols`."""
        self.decls = decls
        self.sets: dict[str, SetInfo] = {}
        self.owners: dict[str, list[str]] = {}
        self.numbers: dict[str, int | bool] = {}
        self.registers: dict[str, RegisterInfo] = {}
        self.grids: dict[str, GridTables] = {}
        self.tables: dict[str, TableInfo] = {}
        self.table_cells = 0
        self.table_types: dict[tuple[object, ...], Type] = {}
        self.removed: set[str] = set()
        self.labels: dict[str, list[str]] = {}
        self.broken: set[str] = set(decls.broken)
        self._word_lists: dict[tuple[str, tuple[str, ...]], str] = {}

    def declared_members(self, base: str | None) -> list[str]:
        """All member ids of a set (or of all), removed ones too."""
        sets = self.decls.sets.values()
        return [m[0] for d in sets if d.of is None and base in (None, d.name) for m in d.members]

    def places(self, name: str) -> dict[str, int]:
        """The place of each member in play within its base set, by id."""
        return {ident: place for place, ident in enumerate(self.sets[name].ids)}

    def add_subset(self, name: str, order: tuple[int, ...]) -> None:
        """Enter a subset with the places of its members in the base set."""
        base = self.sets[self.decls.sets[name].of or name]
        self.sets[name] = SetInfo(
            name, base.base, order, mask_of(order), base.ids, base.fields, base.texts, base.broken
        )

    def set_of(self, name: str, path: TomlPath) -> SetInfo:
        """The set of that name; raises Abort, and tells nothing new of one that is broken."""
        if f"set.{name}" in self.broken:
            raise AlreadyTold
        if name in self.sets:
            return self.sets[name]
        raise abort(
            "unknown-name", path, f"`{name}` is no set.", name, did_you_mean(name, self.sets)
        )

    @property
    def seats(self) -> SetInfo:
        """The set of seats; raises Abort, and tells nothing, as that is told once."""
        if "seat" not in self.sets:
            raise AlreadyTold
        return self.set_of("seat", ())

    def register_type(self, decl: RegisterDecl) -> Type:
        """The type of a register's cells; raises Abort."""
        path: TomlPath = (*decl.path, "range")
        value = decl.range
        if decl.up_to:
            return integer(0, len(self.set_of(decl.up_to, ("zone", decl.zone, "of")).order))
        if isinstance(value, list):
            if len(value) != 2 or not all(type(v) is int for v in value):
                raise abort("wrong-shape", path, "a range is [low, high].", str(value))
            lo, hi = value
            if lo > hi or hi - lo >= MAX_RANGE:
                said = f"a range is [low, high], with {MAX_RANGE} values at most."
                hint = f"write [{hi}, {lo}]." if lo > hi and lo - hi < MAX_RANGE else None
                raise abort("bad-range", path, said, str(value), hint)
            return integer(lo, hi)
        if value == "bool":
            return BOOL
        if value in ("boolean", "Bool", "truth") and value not in self.sets:
            raise abort("unknown-name", path, f"`{value}` is no set.", value, 'write "bool".')
        name, _, rest = value.partition(" or ")
        info = self.set_of(name.strip(), path)
        if rest.strip() not in ("", "none"):
            raise abort(
                "bad-range", path, 'a range is [low, high], "bool", "SET" or "SET or none".', value
            )
        return member(info.base, info.mask, rest.strip() == "none")

    def index_info(
        self, decl_path: TomlPath, index: IndexSets, key: str = "of"
    ) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
        """(places of each index value, sizes) of the cells that an index spans."""
        places, sizes = [], []
        for _, set_name in index:
            info = self.set_of(set_name, (*decl_path, key))
            row = [-1] * len(info.ids)
            for i, m in enumerate(info.order):
                row[m] = i
            places.append(tuple(row))
            sizes.append(len(info.order))
        return tuple(places), tuple(sizes)

    def label_domain(self, question: str, words: list[str], slot: int) -> Domain:
        """The domain of a choice among new words, which become a set of their own.

        Args:
            question: the script with its kind, and the local asked for: ``procedure.play.plan``.
            words: what is offered, in order; another list of one question is another set.
            slot: the slot of the domain's variable.
        """
        key = (question, tuple(words))
        if key not in self._word_lists:
            lists = sum(asked == question for asked, _ in self._word_lists)
            self._word_lists[key] = f"{question}.{lists + 1}" if lists else question
        name, order = self._word_lists[key], tuple(range(len(words)))
        if name not in self.sets:
            self.labels[name] = words
            texts: tuple[dict[str, Any], ...] = tuple({} for _ in words)
            self.sets[name] = SetInfo(name, name, order, mask_of(order), tuple(words), {}, texts)
        return Domain(member(name, mask_of(order)), slot, order)
