"""What a facilitator may do at a table; every act is an ordinary entry of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from game.table.bot import Bot
from game.table.course import Branch
from game.table.entry import Entry, Value, clean
from game.table.errors import BadSeat, TableError
from game.table.ledger import Ledger
from game.table.seating import AUTO, FACILITATOR, check_occupant, check_seat
from game.table.standing import Standing


class Facilitated(Standing):
    """A sitting with the facilitator's acts: each has an author, and most have a reason."""

    def __init__(self, ledger: Ledger, bots: Mapping[str, Bot]) -> None:
        """Look at a game that a facilitator may change.

        Args:
            ledger: what happened and where it led.
            bots: the bots there are, by name.
        """
        super().__init__(ledger)
        self._bots = dict(bots)

    def override(
        self, cell: str, value: Value, reason: str, author: str = FACILITATOR
    ) -> tuple[Value, Value]:
        """Set a register cell by hand; one entry in the journal.

        Args:
            cell: its name, "pressure[drv]".
            value: the new value.
            reason: why; the players are told.
            author: who does it.

        Returns:
            The value before and after.

        Raises:
            EngineError: no such cell, or no such value.
            SaveFailed: it is done but not yet on the disk.
        """
        after = bytearray(self._course.state)
        old, new = self.game.override(after, cell, value)
        entry = Entry(
            n=self.n + 1,
            kind="override",
            actor=_author(author),
            cell=cell,
            before=self._scribe.value(cell, old),
            after=new,
            reason=clean(reason),
        )
        self._ledger.add(entry, after)
        return old, new

    def inject(
        self,
        title: str,
        text: str = "",
        changes: Mapping[str, Value] | None = None,
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
            n=self.n + 1,
            kind="inject",
            actor=_author(author),
            title=clean(title),
            text=clean(text) or None,
            changes=named,
            reason=None if reason is None else clean(reason),
        )
        self._ledger.add(entry, self._course.after(entry))

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
        check_seat(seat, self.game.seats)
        check_occupant(seat, occupant, self._bots)
        if AUTO in (occupant, self._course.seats[seat]) and occupant != self._course.seats[seat]:
            raise BadSeat(f"Whether the rules act for {seat} is settled when the game starts.")
        entry = Entry(
            n=self.n + 1, kind="seat", actor=_author(author), seat=seat, occupant=occupant
        )
        self._ledger.add(entry, self._course.state)

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
        entry = Entry(n=self.n + 1, kind="note", actor=_author(author), text=words)
        self._ledger.add(entry, self._course.state)

    def pause(self, on: bool = True, author: str = FACILITATOR, reason: str | None = None) -> None:
        """Stop the game, or let it go on; asking for what is so already does nothing.

        Args:
            on: True to stop.
            author: who decides it.
            reason: why.

        Raises:
            SaveFailed: it is done but not yet on the disk.
        """
        if on == self._course.paused:
            return
        why = None if reason is None else clean(reason)
        entry = Entry(n=self.n + 1, kind="pause", actor=_author(author), on=on, reason=why)
        self._ledger.add(entry, self._course.state)

    def roll_back(self, to: int, author: str = FACILITATOR, reason: str = "") -> Branch:
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
        if not 0 <= to <= self.n:
            raise TableError(f"There is no entry {to}; the journal has entries 1 to {self.n}.")
        actor, why = _author(author), clean(reason)
        entry = Entry(n=self.n + 1, kind="branch", actor=actor, to=to, reason=why)
        self._ledger.add(entry, self._course.after(entry))
        return self._course.branches[-1]


def _author(author: str) -> str:
    return clean(author) or FACILITATOR
