"""What saves there are, for a list to choose from: a glance at each file, nothing replayed."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from game.table.autosaves import is_autosave
from game.table.errors import SaveError, SaveUnreadable
from game.table.save_reader import glance


@frozen
class SaveInfo:
    """A file that is, or should be, a save.

    Attributes:
        path: the file.
        date: when it was last written, in local time.
        problem: one sentence saying why it cannot be loaded, or what of it is lost; None if
            nothing is seen to be wrong.  A change in the middle is only found on loading.
        loads: False if it cannot be loaded at all; the fields below then say nothing.
        scenario: the scenario's id.
        rules_name: what its rules call the game.
        seats: who sat where when the game began: "human" or "bot:NAME".
        options: the options that were chosen; those left out have their default.
        n: how many entries its journal has.
        round: the round it has come to; None where that is not known.
        finished: whether the game has ended; None where that is not known.
    """

    path: Path
    date: datetime
    problem: str | None = None
    loads: bool = True
    scenario: str = ""
    rules_name: str = ""
    seats: Mapping[str, str] = field(factory=dict)
    options: Mapping[str, str] = field(factory=dict)
    n: int = 0
    round: int | None = None
    finished: bool | None = None

    @property
    def autosave(self) -> bool:
        """Whether it is one of the rotating autosaves, by its name."""
        return is_autosave(self.path)


def list_saves(*folders: Path) -> list[SaveInfo]:
    """List the saves in some folders, the newest first.

    Args:
        folders: where to look; folders in them are not entered, and one that does not exist
            has no saves.

    Returns:
        One row per `.toml` file, also for those that cannot be loaded.

    Raises:
        SaveUnreadable: a folder cannot be read.
    """
    found = []
    for folder in folders:
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise SaveUnreadable(
                f"{folder}: the folder of the saves cannot be read ({error.strerror or error})."
            ) from None
        found += [info for path in paths if (info := save_info(path)) is not None]
    return sorted(found, key=lambda info: info.date, reverse=True)


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
        words = f"{path}: the save cannot be read ({error.strerror or error})."
        return SaveInfo(path, datetime.fromtimestamp(0), words, loads=False)
    if not stat.S_ISREG(status.st_mode):
        return None
    date = datetime.fromtimestamp(status.st_mtime)
    try:
        seen = glance(path)
    except SaveError as error:
        return SaveInfo(path, date, str(error), loads=False)
    return SaveInfo(
        path,
        date,
        seen.problem,
        scenario=seen.header.scenario,
        rules_name=seen.header.rules_name,
        seats=seen.header.seats,
        options=seen.header.options,
        n=0 if seen.last is None else seen.last.n,
        round=None if seen.last is None else seen.last.round,
        finished=None if seen.header.version < 2 else bool(seen.last and seen.last.over),
    )
