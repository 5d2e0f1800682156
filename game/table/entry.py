"""One entry of a journal: what it holds, how it is written, read and sealed."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from typing import Any, Final

import attrs
import tomli_w
from attrs import frozen

LONGEST_TEXT: Final = 4000
"""Characters in a note, a rationale or a reason."""

KINDS: Final = ("move", "undo", "branch", "note", "inject", "override", "seat", "pause")
AUTHORS: Final = ("generator", "dice", "facilitator")

OPENING: Final = "[[entry]]"
"""The line that every entry starts with."""
_CHAIN_LENGTH: Final = 16

Value = int | bool | str | None
"""What a register can hold, as the engine speaks of it."""


@frozen(kw_only=True)
class Entry:
    """One thing that happened.

    Attributes:
        n: its number, counting from 1 without gaps.
        kind: one of KINDS.
        actor: the seat, "chance", or the name of the facilitator who did it.
        id: (move) the readable id of the move or outcome.
        author: (move of chance) who said the outcome: one of AUTHORS.
        draws: (move of chance) words taken from the generator up to and including this one.
        bot: (move) the bot that chose, if a bot did.
        why: (move) the bot's reason.
        rationale: (move) what the player wrote down on choosing.
        to: (undo, branch) the entry after which the game goes on; 0 is the start.
        seat: (seat) the seat that changes hands.
        occupant: (seat) "human" or "bot:NAME".
        cell: (override) the register cell.
        before: (override) its value before, as text.
        after: (override) its value after; absent means none.
        changes: (inject) cells and their new values; a value "none" means none.
        title: (inject) what it is called.
        text: (note, inject) the words.
        reason: (branch, override, inject, pause) why.
        on: (pause) True when the clock stops, False when it goes on.
        round: the round after it, where the rules keep one.
        over: True if the game has ended; absent while it goes on.
        chain: the running hash, 16 hexadecimal digits.
    """

    n: int
    kind: str
    actor: str
    id: str | None = None
    author: str | None = None
    draws: int | None = None
    bot: str | None = None
    why: str | None = None
    rationale: str | None = None
    to: int | None = None
    seat: str | None = None
    occupant: str | None = None
    cell: str | None = None
    before: str | None = None
    after: int | bool | str | None = None
    changes: Mapping[str, int | bool | str] | None = None
    title: str | None = None
    text: str | None = None
    reason: str | None = None
    on: bool | None = None
    round: int | None = None
    over: bool | None = None
    chain: str = ""

    def seal(self, previous: str, position: bytes) -> str:
        """Return what `chain` must be.

        Args:
            previous: the chain of the entry before (of the header for the first).
            position: the game after this entry, as `StateText` writes it down.
        """
        return digest(previous, _dump(self, chain=False), position)


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "n": (int,),
    "draws": (int,),
    "to": (int,),
    "after": (int, bool, str),
    "changes": (dict,),
    "on": (bool,),
    "round": (int,),
    "over": (bool,),
}
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "move": ("id",),
    "undo": ("to",),
    "branch": ("to", "reason"),
    "note": ("text",),
    "inject": ("title", "changes"),
    "override": ("cell", "before", "reason"),
    "seat": ("seat", "occupant"),
    "pause": ("on",),
}
_NAMES: Final = tuple(field.name for field in attrs.fields(Entry))


def digest(previous: str, text: str, position: bytes) -> str:
    """Hash what came before, a text and a position, so that no part can pass for another."""
    parts = hashlib.sha256()
    for part in (previous.encode(), text.encode(), position):
        parts.update(len(part).to_bytes(8, "big"))
        parts.update(part)
    return parts.hexdigest()[:_CHAIN_LENGTH]


def _dump(entry: Entry, *, chain: bool = True) -> str:
    """Write the fields of an entry as TOML, in declared order, one line each."""
    lines = []
    for name in _NAMES:
        value = getattr(entry, name)
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
    """Make a person's words fit for a journal: no lone surrogates, no more than LONGEST_TEXT.

    Args:
        text: what was typed or pasted.

    Returns:
        The text, shortened if it was too long.
    """
    return text.encode("utf-8", "replace").decode("utf-8").strip()[:LONGEST_TEXT]


def parse_entry(raw: bytes, number: int | None) -> Entry | None:
    """Read one entry, of this number if one is given; None if it is not whole and well formed."""
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    rows = table.get("entry")
    if set(table) != {"entry"} or not isinstance(rows, list) or len(rows) != 1:
        return None
    row: dict[str, Any] = rows[0]
    if not set(row) <= set(_NAMES):
        return None
    for name, value in row.items():
        if type(value) not in _TYPES.get(name, (str,)):
            return None
    kind = row.get("kind")
    if kind not in KINDS or number not in (None, row.get("n")):
        return None
    if not all(name in row for name in ("n", "actor", "chain", *_NEEDED[kind])):
        return None
    if not all(type(item) in (int, bool, str) for item in row.get("changes", {}).values()):
        return None
    return Entry(**row)
