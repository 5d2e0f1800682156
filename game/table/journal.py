"""The journal of a sitting, which is also its save: one TOML file that only grows.

First comes a header (format, rules with their hash, scenario, seed, generator, seats, and the
options that were chosen: those left out have the default of the rules), then a marker line, then
one `[[entry]]` per thing that happened.  Every entry ends with `chain`: a hash of the entry before
it, of this entry, and of the position after it in words (`canon`).  So a half-written tail and a
changed entry are both found, and everything before them can be trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from game.table.entry import Entry, entry_bytes
from game.table.errors import SaveFailed
from game.table.header import VERSION, Header, header_bytes
from game.table.save_reader import LARGEST, Reading
from game.table.snapshot import DISK, Disk, aside, write_whole


class Journal:
    """The entries of a sitting and the file they are written to, if there is one.

    Attributes:
        header: the head of the save.
        entries: everything that happened, in order.
        path: the file, or None for a sitting that is kept in memory only.
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
        self.path = path
        self.disk = disk
        self._written = 0
        self._good: int | None = None
        self._failed = False
        self._damaged: bytes | None = None
        self._lines: dict[str, bytes] = {}

    @classmethod
    def continued(cls, reading: Reading, entries: Sequence[Entry], disk: Disk = DISK) -> Journal:
        """Go on with a save after those of its entries that hold.

        Nothing is written yet.  When there is something to write and the file has more than
        these entries, all of it is first kept aside.  A save of an older format is then written
        whole in the present one.

        Args:
            reading: the save.
            entries: those of its first entries that were replayed and hold, sealed as the
                present format has it.
            disk: the operations to use.
        """
        journal = cls(attrs.evolve(reading.header, version=VERSION), reading.path, disk)
        count = len(entries)
        journal.entries = list(entries)
        journal._written = count
        journal._good = reading.ends[count] if reading.header.version == VERSION else None
        if reading.ends[count] != len(reading.data) or not reading.data.endswith(b"\n"):
            journal._damaged = reading.data
            journal._good = None
        return journal

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
        """Write what there is, so that the file exists before the first move.

        Raises:
            SaveFailed: the disk refused.
        """
        try:
            self._flush()
        except OSError as error:
            raise SaveFailed(
                f"{self.path}: the game could not be saved ({error.strerror or error}), so it "
                "was not begun: free some room, or see that the folder can be written."
            ) from error

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
            raise SaveFailed(
                f"{self.path}: the game could not be saved ({error.strerror or error}); it goes "
                "on in memory, and the next move tries again: free some room or save elsewhere."
            ) from error

    def _flush(self) -> None:
        if self.path is None:
            return
        late = self.entries[self._written :]
        if not late and self._good is not None:
            return
        failed_before, self._failed = self._failed, True
        self._write(self.path, b"".join(map(entry_bytes, late)), failed_before)
        self._failed = False
        self._written = len(self.entries)

    def move_to(self, path: Path) -> None:
        """Go on in a new file, which is written whole with the next entry."""
        self.path = path
        self._good = None
        self._damaged = None

    def settle_in(self, path: Path) -> None:
        """Go on in a file that already holds the whole journal."""
        self.path = path
        self._written = len(self.entries)
        self._good = len(self.content())

    def _write(self, path: Path, data: bytes, failed_before: bool) -> None:
        if self._good is not None:
            size = path.stat().st_size if path.is_file() else -1
            if size == self._good or (failed_before and size > self._good):
                self._fits(self._good + len(data))
                self.disk.append(path, self._good, data)
                self._good += len(data)
                return
            # The file vanished or somebody else wrote to it: keep theirs, write ours whole.
            if size >= 0:
                self._damaged = path.read_bytes()
        whole = self.content()
        self._fits(len(whole))
        if self._damaged is not None:
            write_whole(aside(path), self._damaged, self.disk)
            self._damaged = None
        write_whole(path, whole, self.disk)
        self._good = len(whole)

    def _fits(self, size: int) -> None:
        if size > LARGEST:
            raise OSError(f"a save may have {LARGEST // 2**20} MB and this one is full")
