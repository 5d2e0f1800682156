"""What a facilitator may do at a table; every act is an ordinary entry of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table.acts import (
    Bookmarked,
    Injected,
    Noted,
    Ordered,
    Overridden,
    Paused,
    RolledBack,
    Ruled,
    Seated,
    TableNamed,
    Viewed,
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

    def _before(self, changes: Iterable[str]) -> dict[str, int | bool | str]:
        """What some cells hold now, as a journal writes it; what a zone's members lie in is not."""
        now = dict(self._game.items(self._timeline.state))
        return {c: _written(now[c]) for c in changes if c in now}

    def order(self, seat: str, text: str, author: str = "") -> int:
        """File an order that a seat gave in its own words; it waits for the umpire's ruling.

        Args:
            seat: the seat that gave it.
            text: the order.
            author: who wrote it down; the seat itself, if left out.

        Returns:
            The number of its entry.

        Raises:
            TableError: the order is empty.
            BadSeat: no such seat.
            SaveFailed: it is filed but not yet on the disk.
        """
        check_seat(seat, self._game.seats)
        words = clean(text)
        if not words:
            raise TableError(phrase("play.empty_order"))
        act = Ordered(seat=seat, text=words)
        entry = Entry(n=self._next, actor=_author(author) if author else seat, act=act)
        self._recorder.add(entry, self._timeline.state)
        return entry.n

    def rule(
        self,
        about: int,
        granted: bool,
        text: str,
        changes: Mapping[str, CellValue] | None = None,
        author: str = FACILITATOR,
        reason: str = "",
        die: str = "",
        script: str = "",
    ) -> None:
        """Judge an order that a seat gave in its own words.

        Args:
            about: the number of its entry.
            granted: whether it is carried out.
            text: what comes of it; all are told.
            changes: register cells and their new values.
            author: who judges.
            reason: why, for the debrief.
            die: what was rolled for it, in words.
            script: the effects as they were written, in the language of the rules.

        Raises:
            TableError: nothing is said of what comes of it, or that entry is no order that waits.
            EngineError: no such cell, or no such value; nothing is done.
            SaveFailed: it is done but not yet on the disk.
        """
        told = clean(text)
        if not told:
            raise TableError(phrase("play.empty_ruling"))
        if about not in self.orders:
            raise TableError(phrase("play.no_order", n=about))
        named = {c: _written(v) for c, v in (changes or {}).items()}
        act = Ruled(
            about=about,
            granted=granted,
            text=told,
            changes=named,
            was=self._before(named),
            reason=clean(reason) or None,
            die=clean_name(die) or None,
            script=clean(script) or None,
        )
        entry = Entry(n=self._next, actor=_author(author), act=act)
        self._recorder.add(entry, self._timeline.after(entry))

    @property
    def orders(self) -> dict[int, Ordered]:
        """The orders that wait for a ruling, by the number of their entry, oldest first."""
        ruled = {f.entry.act.about for f in self._timeline.line if isinstance(f.entry.act, Ruled)}
        given = ((e.n, e.act) for e in self._timeline.asides if isinstance(e.act, Ordered))
        return {n: act for n, act in given if n not in ruled}

    def viewed(self, seat: str | None = None, author: str = FACILITATOR) -> None:
        """Note that the umpire looked at what is not for all; players are not told before the end.

        Args:
            seat: the seat whose view it was; None for everything.
            author: who looked.

        Raises:
            BadSeat: no such seat.
            SaveFailed: it is noted but not yet on the disk.
        """
        if seat is not None:
            check_seat(seat, self._game.seats)
        entry = Entry(n=self._next, actor=_author(author), act=Viewed(seat=seat))
        self._recorder.add(entry, self._timeline.state)

    def inject(
        self,
        title: str,
        text: str = "",
        changes: Mapping[str, CellValue] | None = None,
        author: str = FACILITATOR,
        reason: str | None = None,
        *,
        inject: str = "",
        of: Iterable[str] = (),
        script: str = "",
    ) -> None:
        """Announce an event of the facilitator's own, with what it does to the board.

        Args:
            title: what it is called; all seats read it.
            text: what is read out.
            changes: register cells and their new values.
            author: who does it.
            reason: why, for the debrief.
            inject: which inject of the rules or of a file it is; "" for none.
            of: what was chosen for it.
            script: what was written on the spot, in the language of the rules.

        Raises:
            TableError: the title is empty.
            EngineError: no such cell, or no such value; nothing is done.
            SaveFailed: it is done but not yet on the disk.
        """
        called = clean_name(title)
        if not called:
            raise TableError(phrase("play.no_title"))
        named = {c: _written(v) for c, v in (changes or {}).items()}
        entry = Entry(
            n=self._next,
            actor=_author(author),
            act=Injected(
                changes=named,
                title=called,
                text=clean(text) or None,
                reason=None if reason is None else clean(reason),
                was=self._before(named) or None,
                inject=inject or None,
                of=tuple(of),
                script=clean(script) or None,
            ),
        )
        self._recorder.add(entry, self._timeline.after(entry))

    def set_seat(
        self,
        seat: str,
        occupant: str,
        author: str = FACILITATOR,
        person: str = "",
        reason: str = "",
    ) -> None:
        """Give a seat to a person or to a bot, or say who the person there is.

        Args:
            seat: the seat.
            occupant: "human" or "bot:NAME".
            author: who decides it.
            person: who it is, or which team, by any name; "" where nobody said.
            reason: why.

        Raises:
            BadSeat: no such seat or bot.
            SaveFailed: it is done but not yet on the disk.
        """
        self.may_seat(seat, occupant)
        named, why = clean_name(person) or None, clean(reason) or None
        act = Seated(seat=seat, occupant=occupant, person=named, reason=why)
        entry = Entry(n=self._next, actor=_author(author), act=act)
        self._recorder.add(entry, self._timeline.state)

    def may_seat(self, seat: str, occupant: str) -> None:
        """Say nothing where a seat may be given to somebody; see `set_seat`.

        Raises:
            BadSeat: no such seat or bot, or who acts for it was settled at the start.
        """
        check_seat(seat, self._game.seats)
        check_occupant(seat, occupant, self._bots)
        now = self._timeline.seats[seat]
        if AUTO in (occupant, now) and occupant != now:
            raise BadSeat(phrase("play.settled", seat=seat))

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


def _written(value: CellValue) -> int | bool | str:
    """A value of a cell as a journal writes it."""
    return "none" if value is None else value


def _author(author: str) -> str:
    return clean_name(author) or FACILITATOR
