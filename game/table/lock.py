"""A save that is being played is locked, so that two programs never write one file by turns.

The lock is the system's own and ends with the process that holds it, however that ends.  It lies
on a small hidden file beside the save, `.NAME.lock`, which says who holds it and goes when the
game is closed; one that a killed program left behind locks nothing.  To look at a save takes no
lock.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
from pathlib import Path
from typing import Final

from attrs import frozen
from filelock import lock_descriptor

from game.catalogue import phrase

_MOST: Final = 512
"""Bytes that are read of what a lock says."""
_MODE: Final = 0o644
"""Nothing secret is in it, and another person must be able to lock it after us."""


@frozen
class Holder:
    """Who holds a lock, as far as the lock says.

    Attributes:
        process: the number of the process; None where that is not known.
        machine: the name of its computer; empty where that is not known.
    """

    process: int | None = None
    machine: str = ""

    def words(self) -> str:
        """Say who it is, to somebody at this computer."""
        if self.process is None:
            return phrase("save.held_by_some")
        if self.machine and self.machine != socket.gethostname():
            return phrase("save.held_on", process=self.process, machine=self.machine)
        if self.process == os.getpid():
            return phrase("save.held_by_us")
        return phrase("save.held_here", process=self.process)


class Held(Exception):
    """Another holds the lock.

    Attributes:
        holder: who.
    """

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder.words())
        self.holder = holder


def lock_path(save: Path) -> Path:
    """Return where the lock of a save lies; a link to a save has the lock of the save."""
    real = save.resolve()
    return real.with_name(f".{real.name}.lock")


class SaveLock:
    """The lock of one save, held from the start until `release`."""

    def __init__(self, save: Path) -> None:
        """Take the lock.

        Args:
            save: the save; it need not be there.

        Raises:
            Held: another holds it, here or in another process or on another computer.
            OSError: this file cannot be locked: the folder cannot be written, or the file system
                has no locks.
        """
        self.path = lock_path(save)
        self._handle: int | None = None
        while (handle := _locked(self.path)) is None:
            pass
        self._handle, self._process = handle, os.getpid()
        # Who holds it is a courtesy to the other; the lock holds without.
        with contextlib.suppress(OSError):
            _sign(handle)

    def release(self) -> None:
        """Give the lock up, and take its file away; a second time does nothing."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if self._process != os.getpid():
            # A child of the process that holds the lock: it is not the child's to give up.
            os.close(handle)
            return
        # Where a file that is open can be removed, it goes before the lock does: whoever opened it
        # in between sees that it is gone and makes a new one.
        with contextlib.suppress(OSError):
            if os.name != "nt" and os.path.samestat(os.fstat(handle), os.lstat(self.path)):
                os.unlink(self.path)
        with contextlib.suppress(OSError):
            os.close(handle)
        if os.name == "nt":
            # Refused while the next holder has it open, which is as it should be.
            with contextlib.suppress(OSError):
                os.unlink(self.path)

    def __del__(self) -> None:
        # A sitting that nobody closed, such as one that ended in an error.
        if getattr(self, "_handle", None) is not None:
            self.release()


def _locked(path: Path) -> int | None:
    """Open and lock a lock's file; None if it was taken away meanwhile."""
    flags = os.O_RDWR | os.O_CREAT
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC", "O_NOINHERIT"):
        flags |= getattr(os, name, 0)
    try:
        handle = os.open(path, flags, _MODE)
    except PermissionError:
        # Left behind, or held, by somebody else in a folder of many: reading it is enough.
        handle = os.open(path, flags & ~(os.O_RDWR | os.O_CREAT) | os.O_RDONLY)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(phrase("save.lock_not_plain"))
        try:
            free = lock_descriptor(handle, blocking=False)
        except OSError:
            # There are no locks here, so that the file would only lie about.
            with contextlib.suppress(OSError):
                os.unlink(path)
            raise
        if not free:
            raise Held(_holder(handle))
        try:
            there = os.path.samestat(os.fstat(handle), os.lstat(path))
        except FileNotFoundError:
            there = False
    except BaseException:
        os.close(handle)
        raise
    if not there:
        os.close(handle)
        return None
    return handle


def _sign(handle: int) -> None:
    """Write who holds the lock, after the first byte: that one is what Windows locks."""
    words = json.dumps({"process": os.getpid(), "machine": socket.gethostname()})
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, b"\n" + words.encode()[: _MOST - 1])


def _holder(handle: int) -> Holder:
    """Read who holds a lock; what cannot be read is not known."""
    try:
        os.lseek(handle, 1, os.SEEK_SET)
        said = json.loads(os.read(handle, _MOST))
        process, machine = said["process"], said["machine"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return Holder()
    if type(process) is not int or type(machine) is not str:
        return Holder()
    # Another's file is never shown as it stands.
    plain = "".join(c for c in machine if c.isascii() and (c.isalnum() or c in ".-_"))
    return Holder(process, plain[:64])
