"""The journal of a sitting, which is also its save: one TOML file that only grows.

First comes a header (format, rules with their hash, scenario, seed, generator, seats, and the
options that were chosen: those left out have the default of the rules), then a marker line, then
one `[[entry]]` per thing that happened.  Every entry ends with `chain`: a hash of the entry before
it, of this entry, and of the position after it in words (`canon`).  So a half-written tail and a
changed entry are both found, and everything before them can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from game.table.entry import Entry, entry_bytes
from game.table.errors import SaveExists, SaveFailed
from game.table.header import VERSION, Header, header_bytes
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
        self.file = None if path is None else SaveFile(path, disk, self.notices)
        self._written = 0
        self._lines: dict[str, bytes] = {}

    @classmethod
    def continued(
        cls, reading: Reading, entries: Sequence[Entry], file: SaveFile, disk: Disk = DISK
    ) -> Journal:
        """Go on with a save after those of its entries that hold.

        Nothing is written yet.  When there is something to write and the file has more than
        these entries, all of it is first kept aside.  A save of an older format is then written
        whole in the present one.

        Args:
            reading: the save.
            entries: those of its first entries that were replayed and hold, sealed as the
                present format has it.
            file: the file that was read.
            disk: the operations to use.
        """
        journal = cls(attrs.evolve(reading.header, version=VERSION), None, disk)
        journal.file, journal.notices = file, file.notices
        count = len(entries)
        journal.entries = list(entries)
        journal._written = count
        torn = reading.ends[count] != len(reading.data) or not reading.data.endswith(b"\n")
        old = reading.header.version != VERSION
        end = len(reading.data)
        file.found(reading.data, end, whole=torn or old, aside="damaged" if torn else "")
        return journal

    @property
    def path(self) -> Path | None:
        """The file, or None for a sitting that is kept in memory only."""
        return None if self.file is None else self.file.path

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
        return header_bytes(self.header) + b"".join(map(self._line, self.entries))

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
            self.file.create(self.content(), b"")
        except FileExistsError:
            raise SaveExists(
                f"{self.path}: there is a file of that name; load it or name another."
            ) from None
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
        return SaveFailed(
            f"{self.path}: the game could not be saved ({error.strerror or error}); it goes "
            "on in memory, and the next move tries again: free some room or save elsewhere."
        )

    def _flush(self) -> None:
        if self.file is None:
            return
        late = self.entries[self._written :]
        if late:
            self.file.put(b"".join(map(self._line, late)), b"", self.content)
        self._written = len(self.entries)

    def close(self) -> None:
        """Write what is not on the disk yet, see that the file is as it was left, and let it go.

        Raises:
            SaveFailed: the disk refused; nothing in memory is lost.
        """
        try:
            self.flush()
            if self.file is not None:
                self.file.check(b"", self.content)
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
        file.create(self.content(), b"")
        if self.file is not None:
            self.file.release()
        self.file = file
        self._written = len(self.entries)
