"""Reads the rows of `each`, of which a set makes members, and the `defaults` of a set."""

from __future__ import annotations

from game.rules.declare.records import EachDecl, Fields
from game.rules.declare.toml_reader import DISPLAY, TableReader
from game.rules.limits import MAX_EACH


def read_each(r: TableReader) -> tuple[EachDecl, ...]:
    """The rows under `each` of [set.NAME]."""
    rows = r.get("each", list, [])
    if not r.bounded(len(rows), MAX_EACH, "rows of `each`", "each"):
        rows = rows[:MAX_EACH]
    return tuple(found for i, row in enumerate(rows) if (found := _row(r, row, i)) is not None)


def _row(r: TableReader, row: object, i: int) -> EachDecl | None:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        hint = 'write `{ of = { x = "SET" }, id = "word_{x}" }`.'
        r.report("wrong-shape", "a row of `each` is a table with an `id`.", "each", i, hint=hint)
        return None
    told = r.below(row, "each", i)
    of, where = told.index("of"), told.get("where", str)
    told.label(told.get("label", str, ""))
    fields = {k: v for k, v in row.items() if k not in ("of", "where")}
    for key in fields:
        if key not in DISPLAY and key != "id":
            told.named(key, "field", key)
    return EachDecl(told.path, of, where, fields)


def read_defaults(r: TableReader) -> Fields:
    """What every member of [set.NAME] says unless it says otherwise."""
    usual: Fields = r.get("defaults", dict, {})
    told = r.below(usual, "defaults")
    told.label(told.get("label", str, ""))
    for key in usual:
        if key == "id":
            r.report("wrong-shape", "every member has an id of its own.", "defaults", key)
        elif key not in DISPLAY:
            told.named(key, "field", key)
    return {k: v for k, v in usual.items() if k != "id"}
