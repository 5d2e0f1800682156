"""What an umpire may do at a table: one small record for each, as a console fills it in.

An act is looked at before it is filed, and filed as it was looked at: both ask the same journal act
(`journal_act`) of the same timeline. Each has a reason, which the debrief tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import frozen

from game.engine import CellValue
from game.rules import NOTHING
from game.table.acts import (
    Bookmarked,
    Injected,
    JournalAct,
    Moved,
    Noted,
    Ordered,
    Overridden,
    Paused,
    RolledBack,
    Ruled,
    Seated,
)

CellValues: TypeAlias = Mapping[str, CellValue]


@frozen
class OverrideAct:
    """Set one cell by hand.

    Attributes:
        cell: its name, "guard[hill]".
        value: its new value.
        reason: why; those who see it are told.
    """

    cell: str
    value: CellValue
    reason: str


@frozen
class InjectAct:
    """Let something happen: of a library, or of the umpire's own.

    Attributes:
        title: what it is called; all are told.
        text: what is read out.
        changes: what it does, by cell.
        reason: why, for the debrief.
        inject: its id in the library; "" for one of the umpire's own.
        of: what was chosen for it.
        script: what was written on the spot.
    """

    title: str
    text: str = ""
    changes: CellValues = NOTHING
    reason: str = ""
    inject: str = ""
    of: tuple[str, ...] = ()
    script: str = ""


@frozen
class OutcomeAct:
    """Say what chance comes to: a die that was rolled at the table, or what the umpire sets.

    Attributes:
        outcome: the readable id of a possible outcome.
        rolled: whether the table rolled it; otherwise the umpire set it.
        reason: why it is set.
    """

    outcome: str
    rolled: bool = True
    reason: str = ""


@frozen
class OrderAct:
    """Write down an order that a seat gave in its own words.

    Attributes:
        seat: the seat.
        text: the order.
    """

    seat: str
    text: str


@frozen
class RulingAct:
    """Judge an order.

    Attributes:
        about: the number of its entry.
        granted: whether it is carried out.
        text: what comes of it; all are told.
        changes: what it does, by cell.
        reason: why, for the debrief.
        die: what was rolled for it, in words.
        script: the effects as they were written.
    """

    about: int
    granted: bool
    text: str
    changes: CellValues = NOTHING
    reason: str = ""
    die: str = ""
    script: str = ""


@frozen
class SwapAct:
    """Give a seat to a person or to a bot.

    Attributes:
        seat: the seat.
        occupant: "human" or "bot:NAME".
        person: who it is.
        reason: why.
    """

    seat: str
    occupant: str
    person: str = ""
    reason: str = ""


@frozen
class PauseAct:
    """Stop the table, or let it go on."""

    on: bool
    reason: str = ""


@frozen
class RollBackAct:
    """Go back to an earlier moment; what is given up is kept.

    Attributes:
        to: the number of the entry after which the game goes on; 0 is the start.
        reason: why.
    """

    to: int
    reason: str = ""


@frozen
class NoteAct:
    """Write a note, or an observer's codes, bound to a moment.

    Attributes:
        text: the note.
        about: the number of the entry that it speaks of; None for now.
        codes: the observer's codes.
    """

    text: str
    about: int | None = None
    codes: tuple[str, ...] = ()


@frozen
class MarkAct:
    """Mark a moment, to come back to it.

    Attributes:
        text: what for.
        about: the number of the entry; None for the last.
    """

    text: str = ""
    about: int | None = None


UmpireAct: TypeAlias = (
    OverrideAct
    | InjectAct
    | OutcomeAct
    | OrderAct
    | RulingAct
    | SwapAct
    | PauseAct
    | RollBackAct
    | NoteAct
    | MarkAct
)


def written_note(words: str, about: int | None = None) -> NoteAct:
    """A note as it is typed: words that begin with # are an observer's codes.

    Args:
        words: what was typed.
        about: the number of the entry that it speaks of; None for now.
    """
    typed = words.split()
    codes = tuple(word[1:] for word in typed if word.startswith("#") and word[1:])
    text = " ".join(word for word in typed if not word.startswith("#")) or " ".join(codes)
    return NoteAct(text, about, codes)


def journal_act(act: UmpireAct, last: int) -> JournalAct:
    """Return what a journal would hold of an act, for a look at what would come of it.

    Args:
        act: the act.
        last: the number of the last entry.
    """
    match act:
        case OverrideAct(cell, value, reason):
            return Overridden(cell=cell, before="", after=value, reason=reason)
        case InjectAct(title, text, changes):
            return Injected(title=title, text=text or None, changes=_written(changes))
        case OutcomeAct(outcome):
            return Moved(id=outcome)
        case OrderAct(seat, text):
            return Ordered(seat=seat, text=text)
        case RulingAct(about, granted, text, changes):
            written = _written(changes)
            return Ruled(about=about, granted=granted, text=text, changes=written, was={})
        case SwapAct(seat, occupant, person):
            return Seated(seat=seat, occupant=occupant, person=person or None)
        case PauseAct(on, reason):
            return Paused(on=on, reason=reason or None)
        case RollBackAct(to, reason):
            return RolledBack(to=to, reason=reason)
        case NoteAct(text, about, codes):
            return Noted(text=text, about=about, tags=codes)
        case MarkAct(text, about):
            return Bookmarked(about=last if about is None else about, text=text or None)


def _written(changes: CellValues) -> dict[str, int | bool | str]:
    return {cell: "none" if value is None else value for cell, value in changes.items()}
