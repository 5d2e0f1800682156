"""The ledger of a sitting: journal, course and autosaves, kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.table.course import Course
from game.table.entry import Entry
from game.table.journal import Journal
from game.table.snapshot import Autosaves

if TYPE_CHECKING:
    from game.engine import State


class Ledger:
    """Takes one entry after another: onto the disk, into the game, into an autosave.

    Attributes:
        course: where the game stands.
        journal: what is written.
        notices: sentences for the people at the table.
    """

    def __init__(self, course: Course, journal: Journal, autosaves: Autosaves | None) -> None:
        """Open the ledger of a game; nothing is written.

        Args:
            course: where the game stands after the journal's entries.
            journal: the entries so far.
            autosaves: where both ends of every turn are kept too; None for nowhere.
        """
        self.course = course
        self.journal = journal
        self.notices: list[str] = []
        self._autosaves = autosaves
        self._turn = course.to_move

    @property
    def n(self) -> int:
        """The number of the last entry; 0 before the first."""
        return len(self.journal.entries)

    def start(self) -> None:
        """Write the empty journal and the first autosave.

        Raises:
            SaveFailed: the disk refused.
        """
        self.journal.start()
        if self._turn is not None:
            self._autosave()

    def add(self, entry: Entry, after: State) -> None:
        """Seal an entry, write it, and let it take effect.

        Args:
            entry: what happened; what it says of the position after it is filled in.
            after: the state after it.

        Raises:
            SaveFailed: it took effect but is not yet on the disk.
        """
        sealed = self.course.sealed(entry, self.journal.chain, after)
        try:
            self.journal.append(sealed)
        finally:
            # A full disk, or Ctrl-C while writing: the entry is kept in memory to be written
            # later, so it must take effect too.
            if self.n == entry.n:
                self._take(sealed, after)

    def _take(self, entry: Entry, after: State) -> None:
        self.course.take(entry, after)
        turn = self.course.to_move
        if turn != self._turn:
            self._turn = turn
            self._autosave()

    def _autosave(self) -> None:
        """Both ends of every turn of a person are kept."""
        if self._autosaves is None:
            return
        try:
            self._autosaves.save(self.journal.content)
        except OSError as error:
            self.notices.append(
                f"{self._autosaves.folder}: no autosave could be written "
                f"({error.strerror or error})."
            )
