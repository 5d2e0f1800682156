"""Writing whole files so that a crash at any moment leaves the old file or the new one.

A snapshot goes to a temporary file in the same folder, is forced to the disk, takes the place
of the old one in a single rename, and the folder is forced to the disk too where the platform
can.  Autosaves rotate by renames alone, so whenever the power fails one of them is whole.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import platformdirs

APPLICATION: Final = "panj"
AUTOSAVE: Final = "autosave"
KEPT: Final = 3
"""How many autosaves rotate."""


class Disk:
    """The few operations on files that a save needs; tests give one that fails on purpose."""

    def write(self, path: Path, data: bytes) -> None:
        """Create or overwrite a file and force it to the disk.

        Raises:
            OSError: as the system says.
        """
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def append(self, path: Path, at: int, data: bytes) -> None:
        """Cut an existing file at a byte, write after it, and force it to the disk.

        Args:
            path: an existing file.
            at: what is beyond this byte is the rest of an attempt that failed.
            data: what to write there.

        Raises:
            OSError: as the system says.
        """
        with path.open("r+b") as file:
            file.truncate(at)
            file.seek(at)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over another in one step.

        Raises:
            OSError: as the system says.
        """
        os.replace(source, target)

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
    """Return the name under which a file is written before it takes its place."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def write_whole(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """Write a file so that it is never seen half written.

    Args:
        path: where; the folder is made if it is missing.  What is no plain file (a pipe, a
            device) is written to as it stands.
        data: the whole content.
        disk: the operations to use.

    Raises:
        OSError: the disk refused; the old file, if any, is untouched.
    """
    # A link stays a link, and a device or a pipe what it is: only plain files are replaced.
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    spare = temporary(path)
    try:
        disk.write(spare, data)
        disk.replace(spare, path)
    except OSError:
        with contextlib.suppress(OSError):
            spare.unlink()
        raise
    disk.settle(path.parent)


def saves_folder() -> Path:
    """Return the folder where this user's saves live by default (it may not exist yet)."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "saves"


def autosaves_folder() -> Path:
    """Return the folder where this user's autosaves rotate (it may not exist yet)."""
    return saves_folder().parent / "autosaves"


def fresh_path(folder: Path, stem: str) -> Path:
    """Return a path `stem-N.toml` in the folder that no file has yet, N counting from 1."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", stem) or "game"
    number = 1
    while (path := folder / f"{plain}-{number}.toml").exists():
        number += 1
    return path


def aside(path: Path) -> Path:
    """Return the first free name under which a damaged file is kept: `NAME.damaged`, ..."""
    target = path.with_name(path.name + ".damaged")
    number = 2
    while target.exists():
        target = path.with_name(f"{path.name}.damaged-{number}")
        number += 1
    return target


def is_autosave(path: Path) -> bool:
    """Return whether a file is one of the rotating autosaves, by its name."""
    return re.fullmatch(rf"{AUTOSAVE}-[1-{KEPT}]\.toml", path.name) is not None


class Autosaves:
    """Three rotating autosaves in one folder; number 1 is the newest."""

    def __init__(self, folder: Path, stem: str = AUTOSAVE, disk: Disk = DISK) -> None:
        """Name the folder.

        Args:
            folder: made when the first autosave is written.
            stem: the files are called `STEM-1.toml` and so on.
            disk: the operations to use.
        """
        self.folder = folder
        self.stem = stem
        self._disk = disk

    def path(self, number: int) -> Path:
        """Return the path of autosave 1 (newest) to 3 (oldest)."""
        return self.folder / f"{self.stem}-{number}.toml"

    def existing(self) -> list[Path]:
        """Return the autosaves that are there, newest first."""
        return [path for n in range(1, KEPT + 1) if (path := self.path(n)).is_file()]

    def save(self, content: Callable[[], bytes]) -> Path:
        """Write a new autosave and let the oldest go.

        Args:
            content: gives the bytes of the whole save.

        Returns:
            The path of the new autosave.

        Raises:
            OSError: the disk refused; at least the autosave that was newest is still there.
        """
        newest = self.path(1)
        self.folder.mkdir(parents=True, exist_ok=True)
        spare = temporary(newest)
        try:
            # The new one is safe on the disk before any of the old ones moves.
            self._disk.write(spare, content())
            for number in range(KEPT, 1, -1):
                if self.path(number - 1).is_file():
                    self._disk.replace(self.path(number - 1), self.path(number))
            self._disk.replace(spare, newest)
        except OSError:
            with contextlib.suppress(OSError):
                spare.unlink()
            raise
        self._disk.settle(self.folder)
        return newest
