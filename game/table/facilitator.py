"""What a facilitator may do at a table; every act is an ordinary entry of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table.acts import (
    Bookmarked,
    Injected,
    Noted,
    Overridden,
    Paused,
    RolledBack,
    Seated,
    TableNamed,
)
from game.table.entry import Entry
from game.table.errors import BadSeat, TableError
from game.table.seating import AUTO, FACILITATOR, check_occupant, check_seat
from game.table.timeline import AbandonedLine
from game.table.words import clean, clean_name, clean_tags

if TYPE_CHECKING:
    from game.engine import CellValue
    from game.table.opening import Opened
    from game.table.tongues import Tongues


class Facilitator:
    """The facilitator's acts at one table: each has an author, and most have a reason."""

    def __init__(self, opened: Opened, tongues: Tongues) -> None:
        """Do nothing yet.

        Args:
            opened: the game that is played.
            tongues: says values in words.
        """
        self._recorder = opened.recorder
        self._timeline = opened.recorder.timeline
        self._game = self._timeline.game
        self._bots = opened.bots
        self._tongues = tongues

    @property
    def _next(self) -> int:
        """The number of the entry to come."""
        return self._recorder.n + 1

    def override(
        self, cell: str, value: CellValue, reason: str, author: str = FACILITATOR
    ) -> tuple[CellValue, CellValue]:
        """Set a register cell by hand; one entry in the journal.

        Args:
            cell: its name, "guard[hill]".
            value: the new value.
            reason: why; the players are told.
            author: who does it.

        Returns:
            The value before and after.

        Raises:
            TableError: the reason is empty.
            EngineError: no such cell, or no such value.
            SaveFailed: it is done but not yet on the disk.
        """
        why = clean(reason)
        if not why:
            raise TableError(phrase("play.reason"))
        after = bytearray(self._timeline.state)
        old, new = self._game.override(after, cell, value)
        entry = Entry(
            n=self._next,
            actor=_author(author),
            act=Overridden(
                cell=cell,
                before=self._tongues.writer.value(cell, old),
                after=new,
                reason=why,
            ),
        )
        self._recorder.add(entry, after)
        return old, new

    def inject(
        self,
        title: str,
        text: str = "",
        changes: Mapping[str, CellValue] | None = None,
        author: str = FACILITATOR,
        reason: str | None = None,
    ) -> None:
        """Announce an event of the facilitator's own, with what it does to the board.

        Args:
            title: what it is called; all seats read it.
            text: what is read out.
            changes: register cells and their new values.
            author: who does it.
            reason: why, for the debrief.

        Raises:
            TableError: the title is empty.
            EngineError: no such cell, or no such value; nothing is done.
            SaveFailed: it is done but not yet on the disk.
        """
        called = clean_name(title)
        if not called:
            raise TableError(phrase("play.no_title"))
        named = {c: "none" if v is None else v for c, v in (changes or {}).items()}
        entry = Entry(
            n=self._next,
            actor=_author(author),
            act=Injected(
                changes=named,
                title=called,
                text=clean(text) or None,
                reason=None if reason is None else clean(reason),
            ),
        )
        self._recorder.add(entry, self._timeline.after(entry))

    def set_seat(
        self, seat: str, occupant: str, author: str = FACILITATOR, person: str = ""
    ) -> None:
        """Give a seat to a person or to a bot, or say who the person there is.

        Args:
            seat: the seat.
            occupant: "human" or "bot:NAME".
            author: who decides it.
            person: who it is, or which team, by any name; "" where nobody said.

        Raises:
            BadSeat: no such seat or bot.
            SaveFailed: it is done but not yet on the disk.
        """
        check_seat(seat, self._game.seats)
        check_occupant(seat, occupant, self._bots)
        if (
            AUTO in (occupant, self._timeline.seats[seat])
            and occupant != self._timeline.seats[seat]
        ):
            raise BadSeat(phrase("play.settled", seat=seat))
        act = Seated(seat=seat, occupant=occupant, person=clean_name(person) or None)
        entry = Entry(n=self._next, actor=_author(author), act=act)
        self._recorder.add(entry, self._timeline.state)

    def name_table(self, name: str, author: str = FACILITATOR) -> None:
        """Call the table something else.

        Args:
            name: what it is called from now on.
            author: who decides it.

        Raises:
            TableError: the name is empty.
            SaveFailed: it is so but not yet on the disk.
        """
        called = clean_name(name)
        if not called:
            raise TableError(phrase("play.no_table_name"))
        entry = Entry(n=self._next, actor=_author(author), act=TableNamed(name=called))
        self._recorder.add(entry, self._timeline.state)

    def note(
        self,
        text: str,
        author: str = FACILITATOR,
        about: int | None = None,
        tags: Iterable[str] = (),
    ) -> None:
        """Write a note into the journal; the seats' logs do not show it.

        Args:
            text: the note.
            author: who writes: the facilitator, an observer.
            about: the number of the earlier entry that it speaks of, 0 for the start; None for
                what is now.
            tags: words to sort it by.

        Raises:
            TableError: the note is empty, or there is no such entry.
            SaveFailed: it is noted but not yet on the disk.
        """
        words = clean(text)
        if not words:
            raise TableError(phrase("play.empty_note"))
        if about is not None:
            self._check_entry(about)
        act = Noted(text=words, about=about, tags=clean_tags(tags))
        entry = Entry(n=self._next, actor=_author(author), act=act)
        self._recorder.add(entry, self._timeline.state)

    def bookmark(self, text: str = "", author: str = FACILITATOR, about: int | None = None) -> None:
        """Mark a moment, to come back to it; the seats' logs do not show it.

        Args:
            text: what for.
            author: who marks it.
            about: the number of the entry that is marked, 0 for the start; None for the last.

        Raises:
            TableError: there is no such entry.
            SaveFailed: it is marked but not yet on the disk.
        """
        marked = self._recorder.n if about is None else about
        self._check_entry(marked)
        act = Bookmarked(about=marked, text=clean(text) or None)
        entry = Entry(n=self._next, actor=_author(author), act=act)
        self._recorder.add(entry, self._timeline.state)

    def pause(self, on: bool = True, author: str = FACILITATOR, reason: str | None = None) -> None:
        """Stop the game, or let it go on; asking for what is so already does nothing.

        Args:
            on: True to stop.
            author: who decides it.
            reason: why.

        Raises:
            SaveFailed: it is done but not yet on the disk.
        """
        if on == self._timeline.paused:
            return
        why = None if reason is None else clean(reason)
        entry = Entry(n=self._next, actor=_author(author), act=Paused(on=on, reason=why))
        self._recorder.add(entry, self._timeline.state)

    def roll_back(self, to: int, author: str = FACILITATOR, reason: str = "") -> AbandonedLine:
        """Go back to an earlier moment, as a facilitator may; the line given up is kept.

        The generator is not wound back: what is drawn again may come out differently.

        Args:
            to: the number of the entry after which the game goes on; 0 is the start.
            author: who decides it.
            reason: why.

        Returns:
            The line given up.

        Raises:
            TableError: there is no such entry.
            SaveFailed: the game went back but that is not yet on the disk.
        """
        self._check_entry(to)
        actor, why = _author(author), clean(reason)
        entry = Entry(n=self._next, actor=actor, act=RolledBack(to=to, reason=why))
        self._recorder.add(entry, self._timeline.after(entry))
        return self._timeline.branches[-1]

    def _check_entry(self, n: int) -> None:
        """Refuse the number of an entry that is not there; 0 is the start."""
        if not 0 <= n <= self._recorder.n:
            raise TableError(phrase("play.no_entry", n=n, count=self._recorder.n))


def _author(author: str) -> str:
    return clean_name(author) or FACILITATOR
