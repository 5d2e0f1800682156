"""All that happened at a table, in order, the lines given up included: for the debrief.

The log of a seat tells of the line that is being played. A chronicle tells of everything: what was
taken back or rolled back with its moves, overrides and events; why people and bots chose; what was
noted. A seat's chronicle has what that seat was shown when it happened, and its own reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from game.rules import NOTHING
from game.story.changes import Change
from game.story.log import LogLine, LogRow
from game.table.acts import (
    Answered,
    Bookmarked,
    Injected,
    Looked,
    Moved,
    Noted,
    Ruled,
    Undone,
)
from game.table.entry import Entry
from game.table.seat_logs import SeatLogs
from game.table.seating import check_seat
from game.table.timeline import Timeline, Transition


@frozen(kw_only=True)
class ChronicleEntry:
    """One thing that happened, as its reader may know it.

    Attributes:
        n: the number of its entry.
        kind: what a save calls it.
        actor: the seat, "chance", or who did it.
        at: when, in words of UTC; None where nobody wrote it down.
        round: the round it happened in, where the rules count them.
        rows: the line, for people: what was done, and each phase that went on by itself.
        silent: whether the rules pass it over.
        move: the readable id of a move, where the reader may know it.
        changes: what changed on the board, as far as the reader saw it.
        given_up: the number of the entry that took it back or went back before it; None if it
            still counts.
        about: the number of an earlier entry that a note or a bookmark speaks of.
        author: who said an outcome of chance.
        bot: the bot that chose.
        why: the reason that the bot gave.
        rationale: the reason that the person gave.
        tags: words to sort by, of a decision or a note.
        confidence: how sure the person was, 1 to 5.
        took: how long the decision took, in milliseconds.
        looked: what was looked at before it.
        question: the id of the question that an answer is to.
        scale: an answer on a scale, 1 to 5.
        given: an answer in words.
        title: what an event of the facilitator is called.
        reason: why the facilitator did it; for who may know everything.
        resumed: when the save was opened, on the first entry after that.
        extra: fields of the entry that this program does not know.
    """

    n: int
    kind: str
    actor: str
    at: str | None
    round: int | None
    rows: tuple[LogRow, ...]
    silent: bool = False
    move: str | None = None
    changes: tuple[Change, ...] = ()
    given_up: int | None = None
    about: int | None = None
    author: str | None = None
    bot: str | None = None
    why: str | None = None
    rationale: str | None = None
    reason: str | None = None
    tags: tuple[str, ...] = ()
    confidence: int | None = None
    took: int | None = None
    looked: Looked | None = None
    question: str | None = None
    scale: int | None = None
    given: str | None = None
    title: str | None = None
    resumed: str | None = None
    extra: Mapping[str, Any] = NOTHING

    @property
    def text(self) -> str:
        """The line in one."""
        return " ".join(row.text for row in self.rows)


def chronicle(
    timeline: Timeline,
    entries: Sequence[Entry],
    logs: SeatLogs,
    seat: str | None,
    to: int | None = None,
) -> list[ChronicleEntry]:
    """Tell all that happened.

    Args:
        timeline: what it came to.
        entries: all entries of the journal, in order.
        logs: what each seat may read of them.
        seat: the reader; None knows everything.
        to: the number of the last entry that is told; None for all. What was given up only later
            is then told as what still counts.

    Raises:
        BadSeat: no such seat.
    """
    if seat is not None:
        check_seat(seat, timeline.game.seats)
    changes = dict(_changes(timeline))
    found = []
    for entry in entries[:to]:
        change, by = changes.get(entry.n, (None, None))
        if to is not None and by is not None and by.n > to:
            by = None
        own = seat in (None, entry.actor)
        if by is not None and isinstance(by.act, Undone) and seat not in (None, by.actor):
            # It was taken back before any other seat could see it.
            continue
        told = logs.aside(entry, seat, own=True) if change is None else logs.change(change, seat)
        if told is not None:
            found.append(_told(entry, told, None if by is None else by.n, own, seat is None))
    return found


def _changes(timeline: Timeline) -> Iterator[tuple[int, tuple[Transition, Entry | None]]]:
    """Every change of the state by its entry's number, with the entry that gave it up."""
    for change in timeline.line:
        yield change.entry.n, (change, None)
    deeds = {entry.n: entry for entry in timeline.asides}
    for branch in timeline.branches:
        for change in branch.changes:
            yield change.entry.n, (change, deeds[branch.n])


def _told(
    entry: Entry, line: LogLine, given_up: int | None, own: bool, all_: bool
) -> ChronicleEntry:
    act = entry.act
    fields: dict[str, Any] = {}
    if own and isinstance(act, Moved):
        names = ("bot", "why", "rationale", "tags", "confidence", "took", "looked")
        fields = {name: getattr(act, name) for name in names}
    if all_ and isinstance(act, Moved):
        fields["author"] = act.author
    elif isinstance(act, Noted | Bookmarked | Ruled):
        fields["about"] = act.about
        fields["tags"] = act.tags if isinstance(act, Noted) else ()
    elif isinstance(act, Answered):
        fields |= {"question": act.question, "scale": act.scale, "given": act.words}
    if all_:
        fields["reason"] = getattr(act, "reason", None) or None
        fields["title"] = act.title if isinstance(act, Injected) else None
    return ChronicleEntry(
        n=entry.n,
        kind=entry.kind,
        actor=entry.actor,
        at=entry.at,
        round=line.round,
        rows=line.rows,
        silent=line.silent,
        move=line.move,
        changes=line.changes,
        given_up=given_up,
        resumed=entry.resumed,
        extra=entry.extra if all_ else NOTHING,
        **fields,
    )
