"""What can happen at a table: one small record for each kind of entry of a journal.

The fields stand in the order in which a save has them; those without a default are always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import frozen


@frozen(kw_only=True)
class Moved:
    """A seat chose, or chance fell.

    Attributes:
        id: the readable id of the move or outcome.
        author: who said an outcome of chance: "generator", "dice" or "facilitator".
        draws: words taken from the generator up to and including this outcome.
        bot: the bot that chose, if a bot did.
        why: the bot's reason.
        lots: how many words the bot drew from its generator; absent in older saves.
        rationale: what the player wrote down on choosing.
    """

    id: str
    author: str | None = None
    draws: int | None = None
    bot: str | None = None
    why: str | None = None
    lots: int | None = None
    rationale: str | None = None


@frozen(kw_only=True)
class Undone:
    """A player took moves back.

    Attributes:
        to: the entry after which the game goes on; 0 is the start.
    """

    to: int


@frozen(kw_only=True)
class RolledBack:
    """The facilitator went back to an earlier moment.

    Attributes:
        to: the entry after which the game goes on; 0 is the start.
        reason: why.
    """

    to: int
    reason: str


@frozen(kw_only=True)
class Noted:
    """The facilitator wrote a note.

    Attributes:
        text: the note.
    """

    text: str


@frozen(kw_only=True)
class Injected:
    """The facilitator announced an event of their own.

    Attributes:
        changes: cells and their new values; a value "none" means none.
        title: what it is called.
        text: what is read out.
        reason: why.
    """

    changes: Mapping[str, int | bool | str]
    title: str
    text: str | None = None
    reason: str | None = None


@frozen(kw_only=True)
class Overridden:
    """The facilitator set a register cell by hand.

    Attributes:
        cell: the register cell.
        before: its value before, as text.
        after: its value after; absent means none.
        reason: why.
    """

    cell: str
    before: str
    after: int | bool | str | None = None
    reason: str


@frozen(kw_only=True)
class Seated:
    """A seat changed hands.

    Attributes:
        seat: the seat.
        occupant: "human" or "bot:NAME".
    """

    seat: str
    occupant: str


@frozen(kw_only=True)
class Paused:
    """The clock was stopped or set going.

    Attributes:
        reason: why.
        on: True when it stops, False when it goes on.
    """

    reason: str | None = None
    on: bool


JournalAct: TypeAlias = (
    Moved | Undone | RolledBack | Noted | Injected | Overridden | Seated | Paused
)

KINDS: Final[Mapping[str, type[JournalAct]]] = {
    "move": Moved,
    "undo": Undone,
    "branch": RolledBack,
    "note": Noted,
    "inject": Injected,
    "override": Overridden,
    "seat": Seated,
    "pause": Paused,
}
"""What a save calls each of them."""
