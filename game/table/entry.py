"""One entry of a journal: what happened, who did it and when, and the seal on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs
from attrs import frozen

from game.rules import NOTHING
from game.table.acts import KINDS, JournalAct, Looked, Unknown
from game.table.one_line import canonical, line

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
        at: when, as `clock` writes times; None in a save from before they were kept. It is never
            before the time of an earlier entry.
        resumed: when the people sat down again, on the first entry after a save was opened.
        extra: fields that this program does not know, by name; they are kept as they are.
        round: the round after it, where the rules keep one.
        over: True if the game has ended; absent while it goes on.
        turn: the seat that is asked after it, so that a list of saves can tell; None where chance
            is, at the end, and in a save from before it was kept.
        chain: the running hash, 16 hexadecimal digits.
    """

    n: int
    actor: str
    act: JournalAct
    at: str | None = None
    resumed: str | None = None
    extra: Mapping[str, Any] = NOTHING
    round: int | None = None
    over: bool | None = None
    turn: str | None = None
    chain: str = ""

    @property
    def kind(self) -> str:
        """What a save calls the act."""
        return self.act.kind if isinstance(self.act, Unknown) else _NAMES[type(self.act)]

    def seal(self, previous: str, position: bytes) -> str:
        """Return what `chain` must be.

        All fields count, the unknown ones too: a changed time or rationale is told like a changed
        move.

        Args:
            previous: the chain of the entry before (of the header for the first).
            position: the game after this entry, as `StateText` writes it down.
        """
        return digest(previous, canonical(dict(fields_of(self, chain=False))), position)

    def seal_of_before(self, previous: str, position: bytes) -> str:
        """Return what `chain` must be in format versions 1 and 2, which hashed the lines of a save.

        Args:
            previous: the chain of the entry before.
            position: the game after this entry, as the format writes it down.
        """
        told = "".join(line(name, value) for name, value in fields_of(self, chain=False))
        return digest(previous, told, position)


def digest(previous: str, text: str, position: bytes) -> str:
    """Hash what came before, a text and a position, so that no part can pass for another."""
    parts = hashlib.sha256()
    for part in (previous.encode(), text.encode(), position):
        parts.update(len(part).to_bytes(8, "big"))
        parts.update(part)
    return parts.hexdigest()[:_CHAIN_LENGTH]


def fields_of(entry: Entry, *, chain: bool = True) -> Iterator[tuple[str, Any]]:
    """Give the fields of an entry in the order in which a save has them, without absent ones.

    Args:
        entry: the entry.
        chain: whether the chain is one of them.
    """
    act = entry.act
    around = {"n": entry.n, "kind": entry.kind, "actor": entry.actor}
    around |= {"at": entry.at, "resumed": entry.resumed}
    if not isinstance(act, Unknown):
        around |= {name: getattr(act, name) for name in attrs.fields_dict(type(act))}
    # The chain is the last: what follows it is no part of the entry.
    around |= {**entry.extra, "round": entry.round, "over": entry.over}
    around["turn"] = entry.turn
    if chain:
        around["chain"] = entry.chain
    for name, value in around.items():
        if isinstance(value, Looked):
            yield name, {key: told for key, told in attrs.asdict(value).items() if told}
        elif value is not None and value != ():
            yield name, value


def entry_bytes(entry: Entry) -> bytes:
    """Write an entry as it stands in a save: a line for each field."""
    told = "".join(line(name, value) for name, value in fields_of(entry))
    return f"\n{OPENING}\n{told}".encode()
