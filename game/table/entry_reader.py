"""Reading one entry of a save: whether it is whole and well formed, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs
import tomli
from attrs import frozen

from game.rules.source.bounds import excess
from game.rules.source.characters import control_in
from game.table.acts import KINDS, JournalAct, Looked, Unknown
from game.table.clock import is_stamp
from game.table.entry import Entry
from game.table.words import ONE_LINE, clean, clean_name, texts_in

MOST_VALUES: Final = 2_000
"""The values of one entry, the unknown ones included."""
ENTRIES_OF_BEFORE: Final = 2
"""The last format version without times, unknown fields and the kinds below."""
_NEW_KINDS: Final = frozenset({"bookmark", "table", "answer", "order", "ruling", "view"})
_NEW_FIELDS: Final = frozenset(
    {
        "at", "resumed", "tags", "confidence", "took", "looked", "about", "person", "turn",
        "inject", "of", "script", "was",
    }
)  # fmt: skip


@frozen
class _Field:
    """What a field may hold in a save, and whether it must be there."""

    types: tuple[type, ...]
    needed: bool


def _shape(record: type[attrs.AttrsInstance]) -> dict[str, _Field]:
    """The fields of a record, as its annotations have them."""
    hints = get_type_hints(record)
    return {
        field.name: _Field(_types(hints[field.name]), field.default is attrs.NOTHING)
        for field in attrs.fields(record)
    }


def _types(hint: Any) -> tuple[type, ...]:
    """What a value may be, exactly: a truth value is no number here."""
    parts = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    told = {tuple: list, Looked: dict}
    return tuple(
        told.get(get_origin(part) or part, dict if get_origin(part) else part)
        for part in parts
        if part is not NoneType
    )


_SHAPES: Final = {kind: _shape(act) for kind, act in KINDS.items()}
_LOOKED: Final = _shape(Looked)
_AROUND: Final = {
    "n": _Field((int,), True),
    "actor": _Field((str,), True),
    "at": _Field((str,), False),
    "resumed": _Field((str,), False),
    "round": _Field((int,), False),
    "over": _Field((bool,), False),
    "turn": _Field((str,), False),
    "chain": _Field((str,), True),
}
"""What every entry has around its act."""


def parse_entry(raw: bytes, number: int | None, version: int) -> Entry | None:
    """Read one entry, if it is whole and well formed.

    Args:
        raw: its lines, from the opening to the chain.
        number: the number that it must have; None for any.
        version: the format version of the save.

    Returns:
        The entry; None if it is not what a program could have written in that format.
    """
    try:
        text = raw.decode("utf-8")
        # A stranger's entry is measured before the parser sees it: some short ones cost it hours.
        table = None if excess(text, MOST_VALUES) else tomli.loads(text)
    except (ValueError, RecursionError):
        return None
    rows = table.get("entry") if table is not None and table.keys() == {"entry"} else None
    if not isinstance(rows, list) or len(rows) != 1 or not isinstance(rows[0], dict):
        return None
    row: dict[str, Any] = rows[0]
    if not isinstance(row.get("kind"), str) or number not in (None, row.get("n")):
        return None
    if version <= ENTRIES_OF_BEFORE:
        return _entry(row) if _is_of_before(row) else None
    return None if _has_control(row) else _entry(row)


def _is_of_before(row: Mapping[str, Any]) -> bool:
    """Whether an entry has nothing that formats 1 and 2 did not have."""
    kind = row["kind"]
    known = row.keys() <= {"kind"} | _AROUND.keys() | _SHAPES.get(kind, {}).keys()
    return known and kind in KINDS and kind not in _NEW_KINDS and not row.keys() & _NEW_FIELDS


def _has_control(row: Mapping[str, Any]) -> bool:
    """Whether any text has what the writer of a save leaves out: it could steer a terminal."""
    return any(control_in(text, key=one_line) is not None for text, one_line in texts_in(row))


def _entry(row: dict[str, Any]) -> Entry | None:
    """Make an entry of a row of the right format."""
    kind = row.pop("kind")
    shape = _AROUND | _SHAPES.get(kind, {})
    around: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, value in row.items():
        if name not in shape or (name == "looked" and _looked(value) is None):
            extra[name] = value
        elif type(value) not in shape[name].types:
            return None
        elif isinstance(value, list):
            if not all(isinstance(item, str) for item in value):
                return None
            around[name] = tuple(value)
        else:
            around[name] = _looked(value) if name == "looked" else value
    if any(field.needed and name not in around for name, field in shape.items()):
        return None
    if not all(is_stamp(around[name]) for name in ("at", "resumed") if name in around):
        return None
    cells = [around[name] for name in ("changes", "was") if isinstance(around.get(name), dict)]
    if not all(type(item) in (int, bool, str) for told in cells for item in told.values()):
        return None
    own = {name: around.pop(name) for name in _SHAPES.get(kind, {}) if name in around}
    act: JournalAct = KINDS[kind](**own) if kind in KINDS else Unknown(kind=kind)
    return Entry(act=act, extra=extra, **around)


def _looked(value: Any) -> Looked | None:
    """What was looked at; None where it is told otherwise than this program tells it."""
    if not isinstance(value, dict) or not value.keys() <= _LOOKED.keys():
        return None
    if any(type(item) not in _LOOKED[name].types for name, item in value.items()):
        return None
    lists = [item for item in value.values() if isinstance(item, list)]
    if not all(isinstance(part, str) for item in lists for part in item):
        return None
    told: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
    # What would be written otherwise than it was read stays among the unknown fields.
    return Looked(**told) if all(value.values()) and value else None


def modern(entry: Entry) -> Entry:
    """Return an entry of an older format as the present one has it: its texts without controls."""
    own: dict[str, Any] = {}
    for field in attrs.fields(type(entry.act)):
        value = getattr(entry.act, field.name)
        if isinstance(value, str):
            value = clean_name(value) if field.name in ONE_LINE else clean(value)
        own[field.name] = value
    return attrs.evolve(entry, actor=clean_name(entry.actor), act=attrs.evolve(entry.act, **own))
