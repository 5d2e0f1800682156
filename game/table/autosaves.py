"""Autosaves: whenever the power fails, one of them is whole, since they rotate by renames alone.

Each game has three of its own, so that a second game does not rotate those of the first away.
They are named after the save that they are of, and after where that lies.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from game.table.snapshot import DISK, PRIVATE, Disk, clear_temporary, make_folder, temporary

KEPT: Final = 3
"""How many autosaves of a game rotate."""
_NAMED: Final = re.compile(rf"(?:(.+)\.([0-9a-f]{{8}})\.)?autosave-[1-{KEPT}]\.toml")
"""Those without the name of a game are from before each had its own."""
_LONGEST: Final = 40


def is_autosave(path: Path) -> bool:
    """Return whether a file is one of the rotating autosaves, by its name."""
    return _NAMED.fullmatch(path.name) is not None


def autosaved_from(path: Path) -> str:
    """Return the name of the save that an autosave is of, as far as its own name has it."""
    found = _NAMED.fullmatch(path.name)
    return (found[1] or "") if found else ""


def ring(path: Path) -> str:
    """Return what the three autosaves of a game are named by.

    Args:
        path: one of the autosaves, or the save that they are of.
    """
    found = _NAMED.fullmatch(path.name)
    if found is not None:
        return path.name.rpartition("autosave-")[0]
    place = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape"))
    return f"{path.stem[:_LONGEST]}.{place.hexdigest()[:8]}."


class Autosaves:
    """The three rotating autosaves of one game in a folder; number 1 is the newest."""

    def __init__(self, folder: Path, name: str, disk: Disk = DISK) -> None:
        """Name the folder.

        Args:
            folder: made when the first autosave is written.
            name: what the autosaves are called as long as the game has no file.
            disk: the operations to use.
        """
        self.folder = folder
        self._disk = disk
        self._homeless = f"{name}.{secrets.token_hex(4)}."
        self._ring = ""

    def path(self, number: int) -> Path:
        """Return the path of autosave 1 (newest) to 3 (oldest)."""
        return self.folder / f"{self._ring}autosave-{number}.toml"

    def existing(self) -> list[Path]:
        """Return the autosaves that are there, newest first."""
        return [path for n in range(1, KEPT + 1) if (path := self.path(n)).is_file()]

    def save(self, own: Path | None, content: Callable[[], bytes]) -> Path:
        """Write a new autosave and let the oldest go.

        Args:
            own: the save of the game; None while it has none.
            content: gives the bytes of the whole save.

        Returns:
            The path of the new autosave.

        Raises:
            OSError: the disk refused; at least the autosave that was newest is still there.
        """
        name = self._homeless if own is None else ring(own)
        if name != self._ring:
            self._ring = name
            clear_temporary(self.path(1))
        newest = self.path(1)
        make_folder(self.folder)
        spare = temporary(newest)
        try:
            # The new one is safe on the disk before any of the old ones moves.
            self._disk.write(spare, content(), PRIVATE)
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
