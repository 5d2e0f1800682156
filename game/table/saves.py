"""What saves there are, for a list to choose from: a glance at each file, nothing replayed.

They are ordered by the times that they tell, and not by those of their files: a copy, a stick or a
clock that is wrong would shuffle them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from math import inf
from pathlib import Path
from time import monotonic
from typing import Final

from attrs import field, frozen

from game.catalogue import phrase
from game.table.autosaves import is_autosave, ring
from game.table.branching import origin_words
from game.table.errors import SaveError, SaveUnreadable
from game.table.glance import glance

GAMES: Final = 16
"""Of how many games autosaves are kept."""


@frozen
class SaveInfo:
    """A file that is, or should be, a save.

    Attributes:
        path: the file.
        date: when it was played last, in local time: as it says itself, or as the file has it.
        told: that time as the save itself tells it; None in a save from before times were kept.
        problem: one sentence saying why it cannot be loaded, or what of it is lost; None if
            nothing is seen to be wrong.  A change in the middle is only found on loading.
        loads: False if it cannot be loaded at all; the fields below then say nothing.
        scenario: the scenario's id.
        rules_name: what its rules call the game.
        seats: who sat where when the game began: "human" or "bot:NAME".
        options: the options that were chosen; those left out have their default.
        n: how many entries its journal has.
        round: the round it has come to; None where that is not known.
        turn: the seat that is asked now; None where that is not known, or nobody is.
        finished: whether the game has ended; None where that is not known.
        root: what tells the game from others; its copies and autosaves have the same.
        origin: of which game it is a branch, in a sentence; "" for one that began at its start.
    """

    path: Path
    date: datetime
    told: str | None = None
    problem: str | None = None
    loads: bool = True
    scenario: str = ""
    rules_name: str = ""
    seats: Mapping[str, str] = field(factory=dict)
    options: Mapping[str, str] = field(factory=dict)
    n: int = 0
    round: int | None = None
    turn: str | None = None
    finished: bool | None = None
    root: str = ""
    origin: str = ""

    @property
    def autosave(self) -> bool:
        """Whether it is one of the rotating autosaves, by its name."""
        return is_autosave(self.path)

    @property
    def order(self) -> tuple[bool, str, int, float, bool, str]:
        """What is greater the later it was played, as far as can be told.

        A time that the save tells counts before all others. Where there is none, as in the older
        formats, how far it has come does; the time of the file only where all else is equal.
        """
        n = 0 if self.told else self.n
        own = not self.autosave
        return self.told is not None, self.told or "", n, self.date.timestamp(), own, self.path.name


class Shelf:
    """The saves in some folders, looked at a few at a time, so that nobody waits for many."""

    def __init__(self, *folders: Path) -> None:
        """Name the folders; nothing is looked at yet.

        Args:
            folders: where to look; folders in them are not entered, and one that does not exist
                has no saves.
        """
        self._folders = folders
        self._found: dict[Path, SaveInfo] = {}
        self._known: dict[Path, tuple[_Trace, SaveInfo]] = {}
        self._left: list[Path] = []

    @property
    def left(self) -> int:
        """How many files are still to be looked at."""
        return len(self._left)

    @property
    def rows(self) -> list[SaveInfo]:
        """What was seen so far, the latest first."""
        return sorted(self._found.values(), key=lambda info: info.order, reverse=True)

    def look(self, seconds: float = inf) -> list[SaveInfo]:
        """Look at the folders anew, and then at files for some time; `more` goes on.

        Raises:
            SaveUnreadable: a folder cannot be read.
        """
        self._found, self._left = {}, []
        for folder in self._folders:
            try:
                with os.scandir(folder) as entries:
                    names = sorted(e.name for e in entries if e.name.endswith(".toml"))
            except FileNotFoundError:
                continue
            except OSError as error:
                why = error.strerror or error
                raise SaveUnreadable(
                    phrase("save.folder_unreadable", folder=folder, why=why)
                ) from None
            self._left += [folder / name for name in reversed(names)]
        return self.more(seconds)

    def more(self, seconds: float = inf) -> list[SaveInfo]:
        """Look at files for some time, at one at least; gives `rows`."""
        end = monotonic() + seconds
        while self._left:
            path = self._left.pop()
            info = self._look_at(path)
            if info is not None:
                self._found[path] = info
            if monotonic() > end:
                break
        return self.rows

    def _look_at(self, path: Path) -> SaveInfo | None:
        try:
            now = os.stat(path)
        except OSError:
            return save_info(path)
        trace = now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns
        known = self._known.get(path)
        if known is not None and known[0] == trace:
            return known[1]
        info = save_info(path)
        if info is not None:
            self._known[path] = trace, info
        return info


_Trace = tuple[int, int, int, int]
"""Device, inode, size and time of a file: where all are the same it is not read again."""


def games(rows: Iterable[SaveInfo]) -> list[SaveInfo]:
    """Return the save of each game that can go on, the game that was played last first.

    An autosave stands for its game only where the game's own save does not load or has not come
    as far. A finished game does not go on.

    Args:
        rows: the saves there are.
    """
    loading = [row for row in rows if row.loads]
    own = [row for row in loading if not row.autosave]
    best = {ring(row.path): row for row in own}
    for row in loading:
        if row.autosave and not _behind(row, own):
            known = best.get(ring(row.path))
            if known is None or known.n < row.n:
                best[ring(row.path)] = row
    going = [row for row in best.values() if not row.finished]
    return sorted(going, key=lambda info: info.order, reverse=True)


def _behind(autosave: SaveInfo, own: Iterable[SaveInfo]) -> bool:
    """Whether some save of the same game has come as far as an autosave has."""
    return any(row.root == autosave.root and row.n >= autosave.n for row in own)


def list_saves(*folders: Path) -> list[SaveInfo]:
    """List the saves in some folders, the one that was played last first.

    Args:
        folders: where to look; folders in them are not entered, and one that does not exist
            has no saves.

    Returns:
        One row per `.toml` file, also for those that cannot be loaded.

    Raises:
        SaveUnreadable: a folder cannot be read.
    """
    return Shelf(*folders).look()


def save_info(path: Path) -> SaveInfo | None:
    """Look at one save.

    Args:
        path: the file.

    Returns:
        What can be said of it; None if there is no such file.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        # It is there: what is left off a list is taken for lost.
        words = phrase("save.unreadable", path=path, why=error.strerror or error)
        return SaveInfo(path, _date(0), problem=words, loads=False)
    if not stat.S_ISREG(status.st_mode):
        return None
    date = _date(status.st_mtime)
    try:
        seen = glance(path)
    except SaveError as error:
        return SaveInfo(path, date, problem=str(error), loads=False)
    header, last = seen.header, seen.last
    told = last.at if last is not None and last.at is not None else header.started
    return SaveInfo(
        path,
        date if told is None else datetime.fromisoformat(told).astimezone().replace(tzinfo=None),
        told,
        seen.problem,
        scenario=header.scenario,
        rules_name=header.rules_name,
        seats=header.seats,
        options=header.options,
        n=0 if last is None else last.n,
        round=None if last is None else last.round,
        turn=None if last is None else last.turn,
        finished=None if header.version < 2 else bool(last and last.over),
        root=header.root(),
        origin=origin_words(header),
    )


def _date(seconds: float) -> datetime:
    """The time of a file; the first of times for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds)
    except (OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(0)


def forget_autosaves(folder: Path, own: Path) -> None:
    """Remove the autosaves of the games that were played longest ago, if there are many.

    Args:
        folder: where they lie.
        own: an autosave of the game that is played; those of this game stay.
    """
    try:
        there = {ring(path) for path in folder.iterdir() if is_autosave(path)}
        # Most times there are few, and none has to be read.
        rows = list_saves(folder) if len(there) > GAMES else []
    except (OSError, SaveUnreadable):
        return
    rings = dict.fromkeys(ring(row.path) for row in rows if row.autosave)
    gone = [name for name in rings if name != ring(own)][GAMES - 1 :]
    for row in rows:
        if row.autosave and ring(row.path) in gone:
            with suppress(OSError):
                row.path.unlink()
