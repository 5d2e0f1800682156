"""What keeps a sitting: journal, timeline and autosaves, in step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.table.attention import Attention
from game.table.autosaves import Autosaves
from game.table.clock import CLOCK, Clock, stamp
from game.table.entry import Entry
from game.table.errors import SaveExists, SaveFailed
from game.table.journal import Journal
from game.table.places import numbered
from game.table.saves import forget_autosaves
from game.table.snapshot import create_whole
from game.table.timeline import Timeline

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import State


class Recorder:
    """Takes one entry after another: onto the disk, into the game, into an autosave.

    Attributes:
        timeline: where the game stands.
        journal: what is written.
        notices: sentences for the people at the table.
        attention: what is looked at before the decision that is due.
    """

    def __init__(
        self,
        timeline: Timeline,
        journal: Journal,
        autosaves: Autosaves | None,
        clock: Clock = CLOCK,
    ) -> None:
        """Begin to record a game; nothing is written.

        Args:
            timeline: where the game stands after the journal's entries.
            journal: the entries so far.
            autosaves: where both ends of every turn are kept too; None for nowhere.
            clock: what tells the time of the entries to come.
        """
        self.attention = Attention(clock, timeline.paused)
        self._clock = clock
        times = (entry.at for entry in reversed(journal.entries) if entry.at is not None)
        self._last = next(times, journal.header.started)
        #: When a game of before was taken up again; told by the first entry that follows.
        self._resumed = stamp(clock, self._last) if journal.loaded else None
        self.timeline = timeline
        self.journal = journal
        self.notices = journal.notices
        self._autosaves = autosaves
        self._tidied = False
        self._turn = timeline.to_move

    @property
    def n(self) -> int:
        """The number of the last entry; 0 before the first."""
        return len(self.journal.entries)

    def start(self) -> None:
        """Write the first autosave."""
        if self._turn is not None:
            self._autosave()

    def add(self, entry: Entry, after: State) -> None:
        """Seal an entry, write it, and let it take effect.

        Args:
            entry: what happened; its time and what it says of the position after it are filled
                in.
            after: the state after it.

        Raises:
            SaveFailed: it took effect but is not yet on the disk.
        """
        at = stamp(self._clock, self._last)
        entry = attrs.evolve(entry, at=at, resumed=self._resumed)
        sealed = self.timeline.sealed(entry, self.journal.chain, after)
        try:
            self.journal.append(sealed)
        finally:
            # A full disk, or Ctrl-C while writing: the entry is kept in memory to be written
            # later, so it must take effect too.
            if self.n == entry.n:
                self._take(sealed, after)

    def _take(self, entry: Entry, after: State) -> None:
        self._last, self._resumed = entry.at, None
        self.timeline.take(entry, after)
        self.attention.follow(entry.act)
        turn = self.timeline.to_move
        if turn != self._turn:
            self._turn = turn
            self._autosave()

    def _autosave(self) -> None:
        """Both ends of every turn of a person are kept."""
        if self._autosaves is None:
            return
        try:
            newest = self._autosaves.save(self.journal.path, self.journal.content)
            if not self._tidied:
                self._tidied = True
                forget_autosaves(self._autosaves.folder, newest)
        except OSError as error:
            folder, why = self._autosaves.folder, error.strerror or error
            self.notices.append(phrase("save.no_autosave", folder=folder, why=why))

    def save_as(self, path: Path) -> None:
        """Write the whole journal to a file, in one step; see `Sitting.save_as`."""
        journal = self.journal
        own = journal.path
        if own is not None and _same(path, own):
            journal.flush()
        elif own is None or journal.unwritten:
            # There is no file of before, or it refuses; and this one has it all.
            with _new_file(path):
                journal.settle_in(path)
        else:
            self.copy_to(path)

    def save_in(self, folder: Path, stem: str) -> Path:
        """Write the whole journal to a new file in a folder; see `Sitting.save_in`."""
        for path in numbered(folder, stem):
            try:
                self.save_as(path)
            except SaveExists:
                continue
            return path
        raise AssertionError("names do not end")

    def copy_to(self, path: Path) -> None:
        """Write the whole journal to another file and go on as before.

        Raises:
            SaveExists: there is a file of that name.
            SaveFailed: the disk refused.
        """
        with _new_file(path):
            create_whole(path, self.journal.content(), self.journal.disk)


@contextmanager
def _new_file(path: Path) -> Iterator[None]:
    """Say it where a new file cannot be made."""
    try:
        yield
    except FileExistsError:
        raise SaveExists(phrase("save.exists", path=path)) from None
    except (OSError, ValueError, RuntimeError) as error:
        # What is no name of a file at all (a null in it, a circle of links) is no OSError.
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise SaveFailed(phrase("save.refused_there", path=path, why=why)) from error


def _same(path: Path, own: Path) -> bool:
    """Whether two names are of one file; what is no name at all is of none."""
    try:
        return os.path.realpath(path) == os.path.realpath(own)
    except ValueError:
        return False
