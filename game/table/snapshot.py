"""Writing whole files so that a crash at any moment leaves the old file or the new one.

A snapshot goes to a temporary file in the same folder, is forced to the disk, takes the place
of the old one in a single rename, and the folder is forced to the disk too where the platform
can.  A new file takes its name in a single step too, and never from a file that has it already.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game.files import read_plain
from game.table.places import asides

PRIVATE: Final = 0o600
"""The mode of a new file that holds what some seats may not see."""
OPEN: Final = 0o666
"""The mode of a new document, less what the person's own mask takes away."""


class Disk:
    """The few operations on files that a save needs; tests give one that fails on purpose."""

    def write(self, path: Path, data: bytes, mode: int = OPEN) -> None:
        """Create a file that is not there yet, and force it to the disk.

        Args:
            path: the file.
            data: its content.
            mode: who may read and write it, less what the person's mask takes away.

        Raises:
            OSError: as the system says.
        """
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def append(self, path: Path, at: int, data: bytes) -> None:
        """Write into an existing file from a byte on, end it there, and force it to the disk.

        Args:
            path: an existing file.
            at: the byte; what stands beyond it is written over.
            data: what to write there.

        Raises:
            OSError: as the system says.
        """
        with path.open("r+b") as file:
            file.seek(at)
            file.write(data)
            # Last: whoever is stopped before has lost nothing of what was there.
            file.truncate()
            file.flush()
            os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over another in one step.

        Raises:
            OSError: as the system says.
        """
        os.replace(source, target)

    def place(self, source: Path, target: Path) -> None:
        """Rename a file in one step to a name that nothing has yet.

        Raises:
            FileExistsError: something has the name.
            OSError: as the system says.
        """
        if os.name == "nt":
            os.rename(source, target)
            return
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:
            # A file system without links: the name is taken first, and then the place.
            handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
            try:
                os.close(handle)
                self.replace(source, target)
            except OSError:
                # The name is given back, or it would be taken by nothing.
                with contextlib.suppress(OSError):
                    os.unlink(target)
                raise
        else:
            # The file stands: what is left of its old name is no reason to say otherwise.
            with contextlib.suppress(OSError):
                os.unlink(source)

    def settle(self, folder: Path) -> None:
        """Force a folder's list of names to the disk, where the platform has such a thing."""
        if os.name == "nt":
            return
        # Some file systems refuse to sync a folder; the rename has still happened.
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


DISK: Final = Disk()


def temporary(path: Path) -> Path:
    """Return a name of its own under which a file is written before it takes its place."""
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")


def clear_temporary(path: Path) -> None:
    """Remove what a killed program left of writing a file; only for whom nobody else writes it."""
    with contextlib.suppress(OSError), os.scandir(path.parent) as found:
        for entry in found:
            if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".tmp"):
                os.unlink(entry.path)


@contextlib.contextmanager
def _written_beside(path: Path, data: bytes, disk: Disk, mode: int) -> Iterator[Path]:
    """Write a content under a name of its own, for the block to put it in its place.

    Where the disk refuses that or the writing, nothing is left under that name.
    """
    spare = temporary(path)
    try:
        disk.write(spare, data, mode)
        yield spare
    except OSError:
        with contextlib.suppress(OSError):
            spare.unlink()
        raise
    disk.settle(path.parent)


def write_whole(path: Path, data: bytes, disk: Disk = DISK, mode: int = OPEN) -> None:
    """Write a file so that it is never seen half written.

    Args:
        path: where; the folder is made if it is missing.  What is no plain file (a pipe, a
            device) is written to as it stands.
        data: the whole content.
        disk: the operations to use.
        mode: of a file that is not there yet; another keeps its own.

    Raises:
        OSError: the disk refused; the old file, if any, is untouched.
    """
    # A link stays a link, and a device or a pipe what it is: only plain files are replaced.
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    make_folder(path.parent)
    with _written_beside(path, data, disk, mode) as spare:
        with contextlib.suppress(OSError):
            os.chmod(spare, stat.S_IMODE(path.stat().st_mode))
        disk.replace(spare, path)


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it lies in, if they are missing.

    Raises:
        OSError: as the system says.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        # Not to be taken for a file that has the name which is to be written.
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


def create_whole(path: Path, data: bytes, disk: Disk = DISK, mode: int = PRIVATE) -> None:
    """Write a new file so that it is never seen half written and never replaces another.

    Args:
        path: where; the folder is made if it is missing.
        data: the whole content.
        disk: the operations to use.
        mode: who may read and write it.

    Raises:
        FileExistsError: something of that name is there, however lately it came.
        OSError: the disk refused; there is no file of that name.
    """
    make_folder(path.parent)
    if os.path.lexists(path):
        # Only to save the writing: `place` is what finds it out for certain.
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with _written_beside(path, data, disk, mode) as spare:
        disk.place(spare, path)


def keep_aside(path: Path, data: bytes, kind: str = "damaged", disk: Disk = DISK) -> Path:
    """Keep the content of a file whose place is taken, under a name of its own beside it.

    Args:
        path: the file.
        data: what it holds.
        kind: why it is kept.
        disk: the operations to use.

    Returns:
        Where it is kept now, or was already.

    Raises:
        OSError: the disk refused.
    """
    for target in asides(path, kind):
        try:
            create_whole(target, data, disk)
        except FileExistsError:
            with contextlib.suppress(OSError):
                if read_plain(target, len(data)) == data:
                    return target
            continue
        return target
    raise AssertionError("names do not end")
