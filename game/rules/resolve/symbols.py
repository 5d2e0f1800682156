"""What a scenario's words mean: its sets, constants and registers, after all restrictions."""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs

from game.rules.declare.records import Declarations, Index, RegisterDecl, ScenarioDecl, SetDecl
from game.rules.declare.toml_reader import SHAPES
from game.rules.diagnostics import Abort, Diagnostic, TomlPath, abort, did_you_mean, note
from game.rules.ir import BOOL, Domain, Expr, Type, integer, member

STRINGS = ("name", "text", "short", "models", "label", "source", "why", "trade_off", "teaches")


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
        return member(self.base, self.mask)


@attrs.define
class RegisterInfo:
    """A register's cells in the state: byte = value - lo at offset + sum(position * stride)."""

    name: str
    index: Index
    type: Type
    edge: str
    places: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    slots: tuple[int, ...] = ()
    see: Expr | None = None
    start: tuple[int, ...] = ()
    offset: int = 0
    frozen: bool = False

    @property
    def size(self) -> int:
        total = 1
        for n in self.sizes:
            total *= n
        return total

    def cell(self, args: tuple[int, ...]) -> int:
        """The number of the cell for index values, from 0 within this register."""
        place = 0
        for arg, places, size in zip(args, self.places, self.sizes, strict=True):
            place = place * size + places[arg]
        return place


def mask_of(order: tuple[int, ...]) -> int:
    """The bit mask of some places."""
    total = 0
    for i in order:
        total |= 1 << i
    return total


DICE = {f"d{n}": n for n in (4, 6, 8, 10, 12, 20)}


class SymbolTable:
    """The sets, constants and registers of one scenario of one rules file."""

    def __init__(
        self, decls: Declarations, scenario: ScenarioDecl | None, faults: list[Diagnostic]
    ) -> None:
        self.decls, self.scenario, self.faults = decls, scenario, faults
        self.sets: dict[str, SetInfo] = {}
        self.owners: dict[str, list[str]] = {}
        self.numbers: dict[str, int | bool] = {}
        self.registers: dict[str, RegisterInfo] = {}
        self.broken: set[str] = set(decls.broken)
        self.removed: set[str] = set()
        self.labels: dict[str, list[str]] = {}
        self._word_lists: dict[tuple[str, tuple[str, ...]], str] = {}
        self._overrides = self._field_overrides()
        for name, decl in decls.sets.items():
            if decl.of is None:
                self._base(name)
        for name in self.sets:
            self._fields(name)
        self._numbers()

    def fault(
        self, code: str, path: TomlPath, message: str, word: str = "", hint: str | None = None
    ) -> None:
        """Note a finding at a TOML value."""
        self.faults.append(Diagnostic(code, path, 0, word, message, hint))

    def _only(self, name: str) -> list[str] | None:
        return None if self.scenario is None else self.scenario.only.get(name)

    def _base(self, name: str) -> None:
        decl = self.decls.sets[name]
        every = [m[0] for m in decl.members]
        keep = self._only(name)
        if keep is not None and self.scenario is not None:
            path = (*self.scenario.path, "only", name)
            for i, word in enumerate(keep):
                if word not in every:
                    self.fault(
                        "unknown-name",
                        (*path, i),
                        f"`{word}` is no {name}.",
                        word,
                        did_you_mean(word, every),
                    )
            self.removed.update(m for m in every if m not in keep)
        ids = tuple(m for m in every if keep is None or m in keep)
        texts = tuple({"models": (), **f} for m, f, _ in decl.members if m in ids)
        order = tuple(range(len(ids)))
        self.sets[name] = SetInfo(name, name, order, mask_of(order), ids, {}, texts)
        for word in every:
            self.owners.setdefault(word, []).append(name)

    def _field_overrides(self) -> dict[tuple[str, str], Any]:
        out: dict[tuple[str, str], Any] = {}
        if self.scenario is None:
            return out
        for key, value in self.scenario.fields.items():
            who, _, what = key.partition(".")
            path = (*self.scenario.path, "fields", key)
            homes = [d for d in self._bases() if who in (m[0] for m in d.members)]
            known = {k for d in homes for _, fields, _ in d.members for k in fields} - {*STRINGS}
            if not homes:
                hint = did_you_mean(who, self.decls_members(None))
                self.fault("unknown-name", path, f"no member `{who}`.", who, hint)
            elif what not in known:
                hint = did_you_mean(what, known) or SHAPES["fields"]
                self.fault("unknown-name", path, f"`{who}` has no field `{what}`.", what, hint)
            else:
                out[(who, what)] = value
        return out

    def _fields(self, name: str) -> None:
        info, decl = self.sets[name], self.decls.sets[name]
        rows = []
        for ident, fields, path in decl.members:
            row = {k: (v, (*path, k)) for k, v in fields.items() if k not in STRINGS}
            for (who, what), value in self._overrides.items():
                if who == ident and self.scenario is not None:
                    row[what] = (value, (*self.scenario.path, "fields", f"{who}.{what}"))
            rows.append((ident, row, path))
        for key in dict.fromkeys(k for _, row, _ in rows for k in row):
            try:
                info.fields[key] = self._field(name, key, rows)
            except Abort as error:
                note(self.faults, error)
                info.broken.add(key)

    def _ref(self, word: Any, path: TomlPath, base: str | None) -> str:
        owners = self.owners.get(word, []) if isinstance(word, str) else []
        if base is not None and base in owners:
            return base
        if len(owners) == 1 and base is None:
            return owners[0]
        what = f"no {base}" if base else "no member of any set" if not owners else "in several sets"
        hint = did_you_mean(str(word), self.decls_members(base))
        raise abort("unknown-name", path, f"`{word}` is {what}.", str(word), hint)

    def decls_members(self, base: str | None) -> list[str]:
        """All member ids of a set (or of all), removed ones too."""
        return [m[0] for d in self._bases() if base in (None, d.name) for m in d.members]

    def _bases(self) -> list[SetDecl]:
        """The sets whose members are their own, not another's."""
        return [d for d in self.decls.sets.values() if d.of is None]

    def _field(self, name: str, key: str, rows: list[Any]) -> FieldInfo:
        info = self.sets[name]
        values = {ident: row[key] for ident, row, _ in rows if key in row}
        kinds = {type(v) for v, _ in values.values()}
        path = next(iter(values.values()))[1]
        if kinds <= {bool}:
            table = tuple(int(values.get(i, (False, ()))[0]) for i in info.ids)
            return FieldInfo(BOOL, table)
        if kinds <= {int}:
            for ident, _, where in rows:
                if ident not in values and ident in info.ids:
                    raise abort("missing-key", where, f"`{ident}` needs a number `{key}`.", ident)
            numbers = tuple(values[i][0] for i in info.ids) or (0,)
            if max(map(abs, numbers)) > 1_000_000:
                raise abort("too-large", path, f"`{key}` must stay within a million.", key)
            return FieldInfo(integer(min(numbers), max(numbers)), numbers)
        if kinds <= {str}:
            base: str | None = None
            for word, where in values.values():
                base = self._ref(word, where, base)
            assert base is not None
            ids = self.sets[base].ids
            found = tuple(
                ids.index(values[i][0]) if i in values and values[i][0] in ids else -1
                for i in info.ids
            )
            mask = mask_of(tuple(x for x in found if x >= 0))
            return FieldInfo(member(base, mask, -1 in found), found)
        if kinds <= {list}:
            base = None
            for words, where in values.values():
                for i, word in enumerate(words):
                    base = self._ref(word, (*where, i), base)
            if base is None:
                base = name
            ids = self.sets[base].ids
            lists = tuple(
                tuple(ids.index(w) for w in values.get(i, ((), ()))[0] if w in ids)
                for i in info.ids
            )
            mask = mask_of(tuple(x for row in lists for x in row))
            return FieldInfo(member(base, mask), (), lists, True)
        choices = "all numbers, all true or false, all members or all lists of members"
        # The one that is unlike most is blamed.
        usual = Counter(type(v) for v, _ in values.values()).most_common(1)[0][0]
        odd = next((where for v, where in values.values() if type(v) is not usual), path)
        raise abort("wrong-shape", odd, f"`{key}` must be {choices}.", key)

    def subset(self, name: str, order: tuple[int, ...]) -> None:
        """Enter a subset with the places of its members in the base set."""
        base = self.sets[self.decls.sets[name].of or name]
        self.sets[name] = SetInfo(
            name, base.base, order, mask_of(order), base.ids, base.fields, base.texts, base.broken
        )

    def _numbers(self) -> None:
        changed = {} if self.scenario is None else dict(self.scenario.numbers)
        for name, decl in self.decls.numbers.items():
            self.numbers[name] = changed.pop(name, decl.value)
            if type(self.numbers[name]) is not type(decl.value) and self.scenario is not None:
                self.fault(
                    "wrong-shape",
                    (*self.scenario.path, "numbers", name),
                    f"`{name}` must be like its value {decl.value}.",
                )
                self.numbers[name] = decl.value
        for name in changed:
            assert self.scenario is not None
            path = (*self.scenario.path, "numbers", name)
            hint = did_you_mean(name, self.decls.numbers)
            self.fault("unknown-name", path, f"no [number.{name}].", name, hint)

    def set_of(self, name: str, path: TomlPath) -> SetInfo:
        """The set of that name; raises Abort, without a fault for one that is broken."""
        if f"set.{name}" in self.broken:
            raise Abort()
        if name in self.sets:
            return self.sets[name]
        raise abort(
            "unknown-name", path, f"`{name}` is no set.", name, did_you_mean(name, self.sets)
        )

    @property
    def seats(self) -> SetInfo:
        """The set of seats; raises Abort, without a fault as that is told once."""
        if "seat" not in self.sets:
            raise Abort()
        return self.set_of("seat", ())

    def register_type(self, decl: RegisterDecl) -> Type:
        """The type of a register's cells; raises Abort."""
        path: TomlPath = (*decl.path, "range")
        value = decl.range
        if isinstance(value, list):
            if len(value) != 2 or not all(type(v) is int for v in value):
                raise abort("wrong-shape", path, "a range is [low, high].", str(value))
            lo, hi = value
            if lo > hi or hi - lo > 255:
                raise abort(
                    "bad-range",
                    path,
                    "a range is [low, high], with 256 values at most.",
                    str(value),
                )
            return integer(lo, hi)
        if value == "bool":
            return BOOL
        name, _, rest = value.partition(" or ")
        info = self.set_of(name.strip(), path)
        if rest.strip() not in ("", "none") or len(info.ids) > 254:
            raise abort(
                "bad-range", path, 'a range is [low, high], "bool", "SET" or "SET or none".', value
            )
        return member(info.base, info.mask, rest.strip() == "none")

    def index_info(
        self, decl_path: TomlPath, index: Index, key: str = "of"
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
