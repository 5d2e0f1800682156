"""One entry of a journal: what happened, how it is written, read and sealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs
import tomli
import tomli_w
from attrs import frozen

from game.rules.source.characters import without_controls
from game.table.acts import KINDS, JournalAct

LONGEST_TEXT: Final = 4000
"""Characters in a note, a rationale or a reason."""

OPENING: Final = "[[entry]]"
"""The line that every entry starts with."""
_CHAIN_LENGTH: Final = 16
_NAMES: Final = {act: kind for kind, act in KINDS.items()}


@frozen(kw_only=True)
class Entry:
    """One thing that happened.

    Attributes:
        n: its number, counting from 1 without gaps.
        actor: the seat, "chance", or the name of the facilitator who did it.
        act: what was done.
        round: the round after it, where the rules keep one.
        over: True if the game has ended; absent while it goes on.
        chain: the running hash, 16 hexadecimal digits.
    """

    n: int
    actor: str
    act: JournalAct
    round: int | None = None
    over: bool | None = None
    chain: str = ""

    @property
    def kind(self) -> str:
        """What a save calls the act."""
        return _NAMES[type(self.act)]

    def seal(self, previous: str, position: bytes) -> str:
        """Return what `chain` must be.

        Args:
            previous: the chain of the entry before (of the header for the first).
            position: the game after this entry, as `StateText` writes it down.
        """
        return digest(previous, _dump(self, chain=False), position)


def digest(previous: str, text: str, position: bytes) -> str:
    """Hash what came before, a text and a position, so that no part can pass for another."""
    parts = hashlib.sha256()
    for part in (previous.encode(), text.encode(), position):
        parts.update(len(part).to_bytes(8, "big"))
        parts.update(part)
    return parts.hexdigest()[:_CHAIN_LENGTH]


def _rows(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The fields of an entry in the order in which a save has them."""
    act = entry.act
    yield from (("n", entry.n), ("kind", entry.kind), ("actor", entry.actor))
    yield from ((name, getattr(act, name)) for name in _SHAPES[entry.kind])
    yield from (("round", entry.round), ("over", entry.over), ("chain", entry.chain))


def _dump(entry: Entry, *, chain: bool = True) -> str:
    """Write the fields of an entry as TOML, one line each; what is absent is left out."""
    lines = []
    for name, value in _rows(entry):
        if value is None or (name == "chain" and not chain):
            continue
        if isinstance(value, Mapping):
            lines.append(inline(name, value))
        else:
            lines.append(tomli_w.dumps({name: value}))
    return "".join(lines)


def inline(name: str, table: Mapping[str, Any]) -> str:
    """Write a table on one line, so that no line opens a section."""
    pairs = (tomli_w.dumps({key: item}).strip() for key, item in table.items())
    return f"{name} = {{ {', '.join(pairs)} }}\n" if table else f"{name} = {{}}\n"


def entry_bytes(entry: Entry) -> bytes:
    """Write an entry as it stands in a save."""
    return f"\n{OPENING}\n{_dump(entry)}".encode()


def clean(text: str) -> str:
    """Make a person's words fit for a journal: no control characters, no more than LONGEST_TEXT.

    Args:
        text: what was typed or pasted.

    Returns:
        The text, shortened if it was too long.
    """
    return without_controls(text).strip()[:LONGEST_TEXT]


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
    return tuple(dict if get_origin(part) else part for part in parts if part is not NoneType)


_SHAPES: Final = {kind: _shape(act) for kind, act in KINDS.items()}
_AROUND: Final = {
    "n": _Field((int,), True),
    "actor": _Field((str,), True),
    "round": _Field((int,), False),
    "over": _Field((bool,), False),
    "chain": _Field((str,), True),
}
"""What every entry has around its act."""


def parse_entry(raw: bytes, number: int | None) -> Entry | None:
    """Read one entry, of this number if one is given; None if it is not whole and well formed."""
    try:
        table = tomli.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    rows = table.get("entry")
    if set(table) != {"entry"} or not isinstance(rows, list) or len(rows) != 1:
        return None
    row: dict[str, Any] = rows[0]
    kind = row.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS or number not in (None, row.get("n")):
        return None
    shape = _AROUND | _SHAPES[kind]
    if not row.keys() <= shape.keys() or any(type(v) not in shape[k].types for k, v in row.items()):
        return None
    if any(field.needed and name not in row for name, field in shape.items()):
        return None
    if not all(type(item) in (int, bool, str) for item in row.get("changes", {}).values()):
        return None
    act = {name: row.pop(name) for name in _SHAPES[kind] if name in row}
    return Entry(act=KINDS[kind](**act), **row)
