"""What a facilitator may do at a table; every act is an ordinary entry of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from game.table.acts import Injected, Noted, Overridden, Paused, RolledBack, Seated
from game.table.entry import Entry, clean
from game.table.errors import BadSeat, TableError
from game.table.seating import AUTO, FACILITATOR, check_occupant, check_seat
from game.table.timeline import AbandonedLine

if TYPE_CHECKING:
    from game.engine import CellValue
    from game.table.log import LogWriter
    from game.table.opening import Opened


class Facilitator:
    """The facilitator's acts at one table: each has an author, and most have a reason."""

    def __init__(self, opened: Opened, writer: LogWriter) -> None:
        """Do nothing yet.

        Args:
            opened: the game that is played.
            writer: says values in words.
        """
        self._recorder = opened.recorder
        self._timeline = opened.recorder.timeline
        self._game = self._timeline.game
        self._bots = opened.bots
        self._writer = writer

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
            EngineError: no such cell, or no such value.
            SaveFailed: it is done but not yet on the disk.
        """
        after = bytearray(self._timeline.state)
        old, new = self._game.override(after, cell, value)
        entry = Entry(
            n=self._next,
            actor=_author(author),
            act=Overridden(
                cell=cell,
                before=self._writer.value(cell, old),
                after=new,
                reason=clean(reason),
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
            EngineError: no such cell, or no such value; nothing is done.
            SaveFailed: it is done but not yet on the disk.
        """
        named = {c: "none" if v is None else v for c, v in (changes or {}).items()}
        entry = Entry(
            n=self._next,
            actor=_author(author),
            act=Injected(
                changes=named,
                title=clean(title),
                text=clean(text) or None,
                reason=None if reason is None else clean(reason),
            ),
        )
        self._recorder.add(entry, self._timeline.after(entry))

    def set_seat(self, seat: str, occupant: str, author: str = FACILITATOR) -> None:
        """Give a seat to a person or to a bot.

        Args:
            seat: the seat.
            occupant: "human" or "bot:NAME".
            author: who decides it.

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
            raise BadSeat(f"Whether the rules act for {seat} is settled when the game starts.")
        entry = Entry(n=self._next, actor=_author(author), act=Seated(seat=seat, occupant=occupant))
        self._recorder.add(entry, self._timeline.state)

    def note(self, text: str, author: str = FACILITATOR) -> None:
        """Write a note into the journal; the seats' logs do not show it.

        Args:
            text: the note.
            author: who writes.

        Raises:
            TableError: the note is empty.
            SaveFailed: it is noted but not yet on the disk.
        """
        words = clean(text)
        if not words:
            raise TableError("An empty note says nothing; write a few words.")
        entry = Entry(n=self._next, actor=_author(author), act=Noted(text=words))
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
        if not 0 <= to <= self._recorder.n:
            raise TableError(
                f"There is no entry {to}; the journal has entries 1 to {self._recorder.n}."
            )
        actor, why = _author(author), clean(reason)
        entry = Entry(n=self._next, actor=actor, act=RolledBack(to=to, reason=why))
        self._recorder.add(entry, self._timeline.after(entry))
        return self._timeline.branches[-1]


def _author(author: str) -> str:
    return clean(author) or FACILITATOR
