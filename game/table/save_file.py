"""The file of one game: only this game writes it, and what others did to it is noticed.

A game goes on by appending: each write takes the place of the mark that ends the file, and ends in
a mark anew; nothing else is ever written over.  Before each write the file is looked at: if it is
not as it was left, another program had it, and its file stays as it is.  This game then goes on
whole in a file of its own beside it, so that what was acknowledged is always in a file that can be
loaded.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from game.catalogue import phrase
from game.files import NotPlain, read_plain
from game.table.end_mark import without_mark
from game.table.errors import SaveInUse
from game.table.lock import Held, SaveLock
from game.table.places import copies
from game.table.save_reader import LARGEST
from game.table.snapshot import (
    PRIVATE,
    Disk,
    clear_temporary,
    create_whole,
    keep_aside,
    write_whole,
)

_Trace = tuple[int, int, int, int]
"""Device, inode, size and time of a file: where one of them differs, the whole of it is read."""
_TAIL = 4096


class SaveFile:
    """Keeps one game in one file.

    Attributes:
        path: the file.
        notices: sentences for the people at the table are added here.
    """

    def __init__(self, path: Path, disk: Disk, notices: list[str]) -> None:
        """Name a file; nothing is read or written yet.

        Args:
            path: the file; `put` makes it, unless `found` says what stands there.
            disk: the operations to use.
            notices: where sentences for the people at the table go.
        """
        self.path = path
        self.notices = notices
        self._disk = disk
        self._left: bytes | None = None
        self._end = 0
        self._trace: _Trace | None = None
        self._whole = False
        #: What the last append found at the end, and what it was to leave there.
        self._tried = b"", b""
        self._aside = ""
        self._others: Iterator[Path] | None = None
        self._lock: SaveLock | None = None
        self._lockless = False
        self._told_lockless = False

    @classmethod
    def new(cls, paths: Iterator[Path], disk: Disk, notices: list[str]) -> SaveFile:
        """Name a file that nothing seems to have the name of; `put` makes sure of it.

        Args:
            paths: the names to choose from, endless.
            disk: the operations to use.
            notices: where sentences for the people at the table go.
        """
        file = cls(next(path for path in paths if not os.path.lexists(path)), disk, notices)
        file._others = paths
        return file

    def found(self, data: bytes, end: int, *, whole: bool = False, aside: str = "") -> None:
        """Say what was read from the file that is to go on.

        Args:
            data: all of it.
            end: the byte from which on it is written over: where the next entries go.
            whole: whether the file is to be written anew and not appended to.
            aside: what a copy of what stands there is called first, such as "damaged"; empty for
                none.
        """
        self._left, self._end, self._whole, self._aside = data, end, whole, aside

    @property
    def made(self) -> bool:
        """Whether there is such a file, as far as was seen."""
        return self._left is not None

    def hold(self) -> None:
        """Lock the file, so that no other program plays it.

        A file that cannot be locked at all is played without, and a notice says so.

        Raises:
            SaveInUse: another program plays it.
        """
        if self._lock is not None or self._lockless:
            return
        try:
            self._lock = SaveLock(self.path)
            clear_temporary(self.path.resolve())
        except Held as held:
            raise SaveInUse(
                phrase("save.in_use", path=self.path, holder=held.holder.words()),
                self.path,
                held.holder,
            ) from None
        except OSError as error:
            self._lockless = True
            if self._told_lockless:
                return
            self._told_lockless = True
            why = error.strerror or error
            self.notices.append(phrase("save.no_lock", file=self.path.name, why=why))

    def release(self) -> None:
        """Let others play the file; the next `put` locks it again."""
        if self._lock is not None:
            self._lock.release()
        self._lock = None

    def create(self, whole: bytes, mark: bytes) -> None:
        """Make the file.

        Args:
            whole: what it holds.
            mark: the last of it, in whose place the next entries go.

        Raises:
            FileExistsError: there is a file of that name.
            OSError: the disk refused; there is no file of that name.
        """
        _fits(len(whole))
        create_whole(self.path, whole, self._disk)
        self._remember(whole, mark)
        self._hold_own()

    def put(self, late: bytes, mark: bytes, whole: Callable[[], bytes]) -> None:
        """Add to the file, or write it whole where it must be.

        Args:
            late: what comes in the place of the mark that was put or found before.
            mark: the mark after it.
            whole: gives all that the file is to hold.

        Raises:
            OSError: the disk refused; the next `put` is given the same and more.
        """
        if self._left is None:
            self._make(whole(), mark)
            return
        try:
            self.hold()
            there = self._there()
        except SaveInUse as error:
            played = phrase("save.played_elsewhere", holder=error.holder.words())
            self._move(whole(), mark, played)
            return
        except (PermissionError, IsADirectoryError, NotPlain):
            self._move(whole(), mark, phrase("save.unread_now"))
            return
        if there is None:
            # It was taken away: what another puts in its place meanwhile is not written over.
            self._left = None
            self._make(whole(), mark)
        elif self._whole and there == self._left:
            self._replace(there, whole(), mark)
        elif not self._whole and self._is_earlier(there):
            # An older version of ours, as a synchronised folder may bring back.
            self._replace(there, whole(), mark)
        elif not self._whole and self._is_ours(there):
            self._tried = there[self._end :], late + mark
            self._append(late, mark, whole)
        else:
            self._move(whole(), mark, phrase("save.changed_by_other"))

    def check(self, mark: bytes, whole: Callable[[], bytes]) -> None:
        """See that the file still holds what was put there, and mend it if it does not.

        Args:
            mark: the last of what was put.
            whole: gives all that the file is to hold.

        Raises:
            OSError: the disk refused.
        """
        # What was only read is the affair of others.
        if self._trace is not None and self._there() != self._left:
            self.put(b"", mark, whole)

    def _there(self) -> bytes | None:
        """What stands in the file now; None if there is none."""
        try:
            if self._left is not None and self._untouched(self._left):
                return self._left
            return read_plain(self.path, LARGEST)
        except FileNotFoundError:
            return None

    def _untouched(self, left: bytes) -> bool:
        """Whether the file is as it was left, by its trace and by the chain at its end."""
        if self._trace is None or _trace(os.stat(self.path)) != self._trace:
            return False
        tail = left[-_TAIL:]
        with self.path.open("rb") as file:
            file.seek(len(left) - len(tail))
            return file.read(len(tail) + 1) == tail

    def _is_earlier(self, there: bytes) -> bool:
        """Whether what stands in the file is some of what was left there, and no more."""
        assert self._left is not None
        return there != self._left and self._left[: self._end].startswith(without_mark(there))

    def _is_ours(self, there: bytes) -> bool:
        """Whether the file is as it was left, or what a write of ours that failed made of it.

        Such a write got as far as it got, and what follows is what was there before.
        """
        assert self._left is not None
        end = self._end
        if there == self._left or there[:end] != self._left[:end]:
            return there == self._left
        before, meant = self._tried
        pairs = zip(there[end:], meant, strict=False)
        same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
        return there[end + same :] in (b"", before[same:])

    def _append(self, late: bytes, mark: bytes, whole: Callable[[], bytes]) -> None:
        assert self._left is not None
        after = self._left[: self._end] + late + mark
        _fits(len(after))
        before = os.stat(self.path)
        self._disk.append(self.path, self._end, late + mark)
        try:
            now = os.stat(self.path)
        except FileNotFoundError:
            now = None
        if now is None or not os.path.samestat(before, now) or now.st_size != len(after):
            # Between the look and the write another file took its place.
            self._move(whole(), mark, phrase("save.changed_by_other"))
            return
        self._remember(after, mark)

    def _replace(self, there: bytes, whole: bytes, mark: bytes) -> None:
        _fits(len(whole))
        if self._aside:
            keep_aside(self.path, there, self._aside, self._disk)
            self._aside = ""
        write_whole(self.path, whole, self._disk, PRIVATE)
        self._remember(whole, mark)

    def _make(self, whole: bytes, mark: bytes) -> None:
        """Write a file that is not there yet, or go on beside one that is."""
        try:
            self.create(whole, mark)
        except FileExistsError:
            if self._there() == whole:
                # Somebody pressed Ctrl-C when it had been made.
                self._remember(whole, mark)
            else:
                self._move(whole, mark, phrase("save.another_file"))

    def _move(self, whole: bytes, mark: bytes, why: str) -> None:
        """Go on in a new file beside this one, which stays as it is."""
        _fits(len(whole))
        old = self.path
        for path in self._others or copies(old):
            try:
                create_whole(path, whole, self._disk)
            except FileExistsError:
                continue
            self.release()
            self.path = path
            self._others, self._aside = None, ""
            self._remember(whole, mark)
            break
        self._lockless = False
        self.notices.append(phrase("save.moved", file=old.name, why=why, path=self.path))
        self._hold_own()

    def _hold_own(self) -> None:
        """Lock a file that was made just now."""
        try:
            self.hold()
        except SaveInUse:
            # Somebody opened it in the blink between: the next write finds out, and moves on.
            return

    def _remember(self, data: bytes, mark: bytes) -> None:
        self._left, self._end, self._whole = data, len(data) - len(mark), False
        self._tried = b"", b""
        try:
            self._trace = _trace(os.stat(self.path))
        except OSError:
            self._trace = None


def _trace(found: os.stat_result) -> _Trace:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _fits(size: int) -> None:
    if size > LARGEST:
        raise OSError(phrase("save.full", size=LARGEST // 2**20))
