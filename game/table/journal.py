"""The journal of a sitting, which is also its save: one TOML file that only grows.

First comes a header (format, program, rules with their hash, scenario, seed, generator, time,
table, people, seats, and the options that were chosen: those left out have the default of the
rules), then a marker line, then one `[[entry]]` per thing that happened, then a line that says how
many there are (`end_mark`).  Every entry ends with `chain`: a hash of the entry before it, of this
entry with all its fields, and of the position after it in words (`state_text`).  So a half-written
tail, a changed entry and one that was removed are all found, and everything before can be trusted.

Fields that this program does not know are kept where they stand, and hashed like the others: what a
newer program adds to a head or an entry survives being played on here.

A save of an older format (1 and 2) is loaded and goes on in the present one: with the first thing
that is written, the file as it was is kept beside it (`NAME.format-2`) and the whole journal is
written anew under its name.  Nothing is lost: the old program opens the old file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from game.catalogue import phrase
from game.table.end_mark import end_mark
from game.table.entry import Entry, entry_bytes
from game.table.errors import SaveExists, SaveFailed
from game.table.header import VERSION, Header, header_bytes, modern
from game.table.save_file import SaveFile
from game.table.save_reader import Reading
from game.table.snapshot import DISK, Disk


class Journal:
    """The entries of a sitting and the file they are written to, if there is one.

    Attributes:
        header: the head of the save.
        entries: everything that happened, in order.
        file: what keeps them in a file, or None for a sitting that is kept in memory only.
        notices: sentences for the people at the table, of what others did to the file.
        disk: the operations on files.
        loaded: whether it goes on with a save of before.
    """

    def __init__(self, header: Header, path: Path | None = None, disk: Disk = DISK) -> None:
        """Start an empty journal; nothing is written until `start` or the first `append`.

        Args:
            header: the head.
            path: the file to write.
            disk: the operations to use.
        """
        self.header = header
        self.entries: list[Entry] = []
        self.notices: list[str] = []
        self.disk = disk
        self.loaded = False
        self.file = None if path is None else SaveFile(path, disk, self.notices)
        self._written = 0
        self._lines: dict[str, bytes] = {}

    @classmethod
    def continued(
        cls, reading: Reading, entries: Sequence[Entry], file: SaveFile, disk: Disk = DISK
    ) -> Journal:
        """Go on with a save after those of its entries that hold.

        Nothing is written yet.  When there is something to write and the file has more than
        these entries, or is of an older format, all of it is first kept aside.

        Args:
            reading: the save.
            entries: those of its first entries that were replayed and hold, sealed as the
                present format has it.
            file: the file that was read.
            disk: the operations to use.
        """
        journal = cls(modern(reading.header), None, disk)
        journal.file, journal.notices = file, file.notices
        count = len(entries)
        journal.entries = list(entries)
        journal._written = count
        journal.loaded = True
        after, mark = reading.data[reading.ends[count] :], journal._mark()
        ours = count == len(reading.entries) and (not after.strip() or mark.startswith(after))
        old = reading.header.version != VERSION
        aside = "damaged" if not ours else f"format-{reading.header.version}" if old else ""
        whole = old or after != mark
        file.found(reading.data, reading.ends[count], whole=whole, aside=aside)
        return journal

    @property
    def path(self) -> Path | None:
        """The file, or None for a sitting that is kept in memory only."""
        return None if self.file is None else self.file.path

    @property
    def in_file(self) -> bool:
        """Whether the file is there; a copy that goes on apart has none before it is played on."""
        return self.file is not None and self.file.made

    @property
    def chain(self) -> str:
        """The running hash after the last entry."""
        return self.entries[-1].chain if self.entries else self.header.root()

    @property
    def unwritten(self) -> int:
        """How many of the last entries are in no file."""
        return len(self.entries) - (self._written if self.path is not None else 0)

    def content(self) -> bytes:
        """Return the whole save as bytes."""
        return header_bytes(self.header) + b"".join(map(self._line, self.entries)) + self._mark()

    def _mark(self) -> bytes:
        return end_mark(len(self.entries), self.chain)

    def _line(self, entry: Entry) -> bytes:
        # Every autosave writes all entries again, and a chain stands for one entry alone.
        if entry.chain not in self._lines:
            self._lines[entry.chain] = entry_bytes(entry)
        return self._lines[entry.chain]

    def start(self) -> None:
        """Make the file, before the first move.

        Raises:
            SaveExists: there is a file of that name.
            OSError: the disk refused.
        """
        if self.file is None:
            return
        try:
            self.file.create(self.content(), self._mark())
        except FileExistsError:
            raise SaveExists(phrase("save.exists_load", path=self.path)) from None
        self._written = len(self.entries)

    def append(self, entry: Entry) -> None:
        """Keep a sealed entry, and force it to the disk.

        Args:
            entry: what happened.

        Raises:
            SaveFailed: the disk refused.  The entry is kept in memory and is written with the
                next one.
        """
        self.entries.append(entry)
        self.flush()

    def flush(self) -> None:
        """Write every entry that is not on the disk yet.

        Raises:
            SaveFailed: the disk refused; nothing in memory is lost.
        """
        try:
            self._flush()
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> SaveFailed:
        why = error.strerror or error
        return SaveFailed(phrase("save.refused", path=self.path, why=why))

    def _flush(self) -> None:
        if self.file is None:
            return
        late = self.entries[self._written :]
        if late:
            # In the place of the old mark: entries and the mark after them are one write.
            self.file.put(b"".join(map(self._line, late)), self._mark(), self.content)
        self._written = len(self.entries)

    def close(self) -> None:
        """Write what is not on the disk yet, see that the file is as it was left, and let it go.

        Raises:
            SaveFailed: the disk refused; nothing in memory is lost.
        """
        try:
            self.flush()
            if self.file is not None:
                self.file.check(self._mark(), self.content)
        except OSError as error:
            raise self._failed(error) from error
        finally:
            if self.file is not None:
                self.file.release()

    def move_to(self, paths: Iterator[Path]) -> None:
        """Go on in the first new file of these, which is made whole with the next entry."""
        self.file = SaveFile.new(paths, self.disk, self.notices)

    def settle_in(self, path: Path) -> None:
        """Go on in a new file, which is made whole now.

        Raises:
            FileExistsError: there is a file of that name.
            OSError: the disk refused; the file of before is kept.
        """
        file = SaveFile(path, self.disk, self.notices)
        file.create(self.content(), self._mark())
        if self.file is not None:
            self.file.release()
        self.file = file
        self._written = len(self.entries)
