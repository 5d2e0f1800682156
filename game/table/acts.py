"""What can happen at a table: one small record for each kind of entry of a journal.

The fields stand in the order in which a save has them; those without a default are always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import frozen


@frozen(kw_only=True)
class Looked:
    """What a person looked at before a decision.

    Attributes:
        previews: the moves whose preview was asked for, each once, the first `KEPT_LOOKS`.
        reasons: the moves whose conditions were asked for, likewise.
        briefs: how often the seat's brief was opened.
        more: how many more moves were looked at in either way.
    """

    previews: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    briefs: int = 0
    more: int = 0


KEPT_LOOKS: Final = 16
"""How many moves are named of those that were looked at in one way."""


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
        tags: the player's own words to sort the decision by.
        confidence: how sure the player was, 1 (a guess) to 5 (certain).
        took: milliseconds from when the player saw the position to the choice, pauses left out.
        looked: what the player looked at in that time; absent for nothing.
    """

    id: str
    author: str | None = None
    draws: int | None = None
    bot: str | None = None
    why: str | None = None
    lots: int | None = None
    rationale: str | None = None
    tags: tuple[str, ...] = ()
    confidence: int | None = None
    took: int | None = None
    looked: Looked | None = None


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
    """The facilitator, or an observer, wrote a note.

    Attributes:
        text: the note.
        about: the number of the earlier entry that it speaks of (0 is the start); absent for now.
        tags: words to sort it by: an observer's codes.
    """

    text: str
    about: int | None = None
    tags: tuple[str, ...] = ()


@frozen(kw_only=True)
class Bookmarked:
    """Somebody marked a moment, to come back to it.

    Attributes:
        about: the number of the entry that is marked; 0 is the start.
        text: what for.
    """

    about: int
    text: str | None = None


@frozen(kw_only=True)
class Injected:
    """The facilitator announced an event of their own.

    Attributes:
        changes: cells and their new values; a value "none" means none.
        title: what it is called.
        text: what is read out.
        reason: why.
        was: the same cells and their values before; absent in older saves.
        inject: the id of the inject of the rules or of a file that it was; absent for none.
        of: what was chosen for it.
        script: what was written on the spot, in the language of the rules.
    """

    changes: Mapping[str, int | bool | str]
    title: str
    text: str | None = None
    reason: str | None = None
    was: Mapping[str, int | bool | str] | None = None
    inject: str | None = None
    of: tuple[str, ...] = ()
    script: str | None = None


@frozen(kw_only=True)
class Ordered:
    """A seat gave an order in its own words, for the umpire to judge.

    Attributes:
        seat: the seat.
        text: the order.
    """

    seat: str
    text: str


@frozen(kw_only=True)
class Ruled:
    """The umpire judged an order that a seat gave in its own words.

    Attributes:
        about: the number of its entry.
        granted: whether it is carried out.
        text: what comes of it, as all are told.
        changes: cells and their new values; a value "none" means none.
        was: the same cells and their values before.
        reason: why, for the seat that gave it and for the debrief.
        die: what was rolled for it, in words; absent for nothing.
        script: the effects in the language of the rules, where they were written so.
    """

    about: int
    granted: bool
    text: str
    changes: Mapping[str, int | bool | str]
    was: Mapping[str, int | bool | str]
    reason: str | None = None
    die: str | None = None
    script: str | None = None


@frozen(kw_only=True)
class Viewed:
    """The umpire looked at what is not for all.

    Attributes:
        seat: the seat whose view it was; absent for everything.
    """

    seat: str | None = None


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
        person: who that is, or which team; absent where nobody said.
        reason: why.
    """

    seat: str
    occupant: str
    person: str | None = None
    reason: str | None = None


@frozen(kw_only=True)
class TableNamed:
    """The table got another name.

    Attributes:
        name: the name.
    """

    name: str


@frozen(kw_only=True)
class Answered:
    """A seat answered what its people are asked about the game; the last answer counts.

    Attributes:
        question: the id of the question; see `survey`.
        words: the answer in words.
        scale: the answer on a scale, 1 to 5.
    """

    question: str
    words: str | None = None
    scale: int | None = None


@frozen(kw_only=True)
class Paused:
    """The clock was stopped or set going.

    Attributes:
        reason: why.
        on: True when it stops, False when it goes on.
    """

    reason: str | None = None
    on: bool


@frozen(kw_only=True)
class Unknown:
    """Something of a kind that this program does not know; a newer one wrote it.

    It is kept as it is, its fields among the unknown ones of its entry. The chain shows that it
    did not change the position.

    Attributes:
        kind: what the save calls it.
    """

    kind: str


JournalAct: TypeAlias = (
    Moved
    | Undone
    | RolledBack
    | Noted
    | Bookmarked
    | Injected
    | Overridden
    | Ordered
    | Ruled
    | Viewed
    | Seated
    | TableNamed
    | Paused
    | Answered
    | Unknown
)

KINDS: Final[Mapping[str, type[JournalAct]]] = {
    "move": Moved,
    "undo": Undone,
    "branch": RolledBack,
    "note": Noted,
    "bookmark": Bookmarked,
    "inject": Injected,
    "override": Overridden,
    "order": Ordered,
    "ruling": Ruled,
    "view": Viewed,
    "seat": Seated,
    "table": TableNamed,
    "pause": Paused,
    "answer": Answered,
}
"""What a save calls each of them that this program knows."""
