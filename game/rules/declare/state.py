"""Reads what a position is made of: sets, numbers, registers and derived values."""

from __future__ import annotations

from game.rules.boards.declare import read_grid
from game.rules.declare.needs import read_needs
from game.rules.declare.records import DerivedDecl, Member, NumberDecl, RegisterDecl, SetDecl
from game.rules.declare.toml_reader import DISPLAY, TableReader
from game.rules.diagnostics import TomlPath
from game.rules.each.read import read_defaults, read_each
from game.rules.limits import MAX_MADE, MAX_MEMBERS


def read_set(name: str, r: TableReader) -> SetDecl:
    """Read [set.NAME]."""
    if "grid" in r.data:
        return read_grid(name, r, _members)
    of, where = r.get("of", str), r.get("where", str)
    members, usual, each = _members(name, r), read_defaults(r), read_each(r)
    if of is not None and (usual or each):
        said = "a part of another set has that set's members."
        r.report("wrong-shape", said, "each" if each else "defaults")
        usual, each = {}, ()
    if not members and where is None and not r.data.get("members") and not r.data.get("each"):
        r.missing("members")
    if not r.bounded(len(members) * len(str(usual)), MAX_MADE, "characters made", "defaults"):
        usual = {}
    rows = tuple((ident, {**usual, **fields}, path) for ident, fields, path in members.values())
    return SetDecl(name, r.path, r.texts(), rows, of, where, defaults=usual, each=each)


def _members(name: str, r: TableReader) -> dict[str, Member]:
    """The members that are listed, by id; finding where one is twice."""
    items = r.get("members", list, [])
    if not r.bounded(len(items), MAX_MEMBERS, "members", "members"):
        items = items[:MAX_MEMBERS]
    members: dict[str, Member] = {}
    for i, item in enumerate(items):
        if (found := _member(name, r, item, i)) is None:
            continue
        member, _, path = found
        if member in members:
            said = f"[set.{name}] names `{member}` twice."
            hint = "give one of them another name, or leave it out."
            r.report("duplicate", said, *path[len(r.path) :], "id", word=member, hint=hint)
        members.setdefault(member, found)
    return members


def _member(name: str, r: TableReader, item: object, i: int) -> Member | None:
    """A member with its fields; None with a finding when it is neither a name nor a table."""
    path: TomlPath = (*r.path, "members", i)
    kind = "seat" if name == "seat" else "member"
    if isinstance(item, str):
        r.named(item, kind, "members", i)
        return item, {}, path
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        r.report("wrong-shape", "a member is a name or a table with an `id`.", "members", i)
        return None
    told = r.below(item, "members", i)
    told.label(told.get("label", str, ""))
    told.named(item["id"], kind, "id")
    for key in item:
        if key not in DISPLAY:
            told.named(key, "field", key)
    return item["id"], {k: v for k, v in item.items() if k != "id"}, path


def read_number(name: str, r: TableReader) -> NumberDecl:
    """Read [number.NAME]."""
    value = r.get("value", (int, bool), 0, need=True)
    return NumberDecl(name, r.path, r.texts(), value)


def read_register(name: str, r: TableReader) -> RegisterDecl:
    """Read [register.NAME]."""
    edge = r.get("edge", str, "error")
    if edge not in ("clamp", "error"):
        r.report("wrong-shape", '`edge` is "clamp" or "error".', "edge", word=edge)
        edge = "error"
    return RegisterDecl(
        name, r.path, r.texts(), r.index("of"), r.get("range", (list, str), "bool", need=True),
        r.get("start", (int, bool, str)), edge, r.get("see", str, "all"),
    )  # fmt: skip


def read_derived(name: str, r: TableReader) -> DerivedDecl:
    """Read [derived.NAME]."""
    needs, listed = read_needs(name, r), bool(r.data.get("needs"))
    if listed and "value" in r.data:
        said = f"`{name}` is told by `value` or by `needs`, not by both."
        r.report("wrong-shape", said, "needs", hint="leave one of them out.")
    return DerivedDecl(
        name, r.path, r.texts(), r.index("of"), r.get("value", str, "0", need=not listed),
        r.get("show", bool, False), needs,
    )  # fmt: skip
