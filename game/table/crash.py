"""What nobody foresaw: its details and the game go to files, and a person gets a sentence on both.

A program that fails so must not lose the game with it, and a second failure while the first is
written down must not hide the first.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from game import __version__
from game.catalogue import phrase
from game.rules.source.characters import visible
from game.table.attempt import FORESEEN, attempt
from game.table.places import autosaves_folder
from game.table.snapshot import PRIVATE, write_whole


class Keepable(Protocol):
    """A game that is played, as far as it is to be kept."""

    def last_words(self) -> str:
        """Write what can still be written, and say in a sentence where the game is kept."""
        ...

    def save_in(self, folder: Path, stem: str) -> Path:
        """Write the whole game to a new file in a folder, and give the file.

        Raises:
            SaveFailed: the disk refused.
        """
        ...

    def copy_to(self, path: Path) -> None:
        """Write the whole game to another file.

        Raises:
            SaveFailed: the disk refused.
        """
        ...


class Crashed(Exception):
    """What nobody foresaw, written down already; `str()` says what failed and names the files."""


@contextmanager
def watched(sitting: Callable[[], Keepable | None], folder: Path | None = None) -> Iterator[None]:
    """Let whatever fails inside keep the game that is played then.

    What is foreseen is passed on with a note that says where the game is.

    Args:
        sitting: gives the game that is played, if one is.
        folder: where reports go; that of the autosaves if left out.

    Raises:
        Crashed: something failed that nobody foresaw; a report and the game are in files.
    """
    try:
        yield
    except (*FORESEEN, OSError, MemoryError) as error:
        played = sitting()
        if played is not None:
            error.add_note(played.last_words())
        raise
    except Exception as error:
        # The one place where a fault of ours in play ends: not to go on, but to keep the game.
        raise Crashed(report(error, sitting(), folder)) from error


def report(error: Exception, sitting: Keepable | None = None, folder: Path | None = None) -> str:
    """Write down an error of ours and the game in which it arose.

    Args:
        error: what nobody caught.
        sitting: the game that was played; None where none was.
        folder: where the report goes; that of the autosaves if left out.

    Returns:
        What failed, where the details are, and where the game is.
    """
    frames = traceback.extract_tb(error.__traceback__)
    what = " ".join("".join(traceback.format_exception_only(error)).split())
    if frames:
        file, line = Path(frames[-1].filename).name, frames[-1].lineno
        what = phrase("crash.at", what=what, file=file, line=line)
    details = _details(error)
    now = f"{datetime.now():%Y%m%d-%H%M%S-%f}"
    written, refused = _written(_places(folder), f"crash-{now}.txt", details)
    kept = ""
    if sitting is not None:
        kept, second = _kept(sitting, written or _places(folder)[0] / f"crash-{now}.txt")
        if second and written is not None:
            _write(written, f"{details}\nWhile the game was kept:\n\n{second}")
    where = phrase("crash.details", path=written) if written is not None else refused
    return f"{phrase('crash.failed', what=what)} {where}{kept}"


def kept_elsewhere(sitting: Keepable, folder: Path | None = None) -> str:
    """Write a game that its own file refuses where it can be written, and say where.

    Args:
        sitting: the game that is left.
        folder: where it goes; that of the autosaves if left out.

    Returns:
        A sentence.
    """
    for place in _places(folder):
        kept = attempt(partial(sitting.save_in, place, "rescued"))
        if kept.value is not None:
            return phrase("crash.all_kept", path=kept.value)
    return phrase("crash.lost")


def _places(folder: Path | None) -> tuple[Path, ...]:
    """Where reports go, the best place first."""
    return (folder or autosaves_folder(), Path(tempfile.gettempdir()))


def _details(error: Exception) -> str:
    lines = [
        f"panj {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"at {datetime.now():%Y-%m-%d %H:%M:%S}: {' '.join(sys.argv)}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(lines)


def _write(path: Path, text: str) -> str:
    """Write a text whole; gives why it could not be, or nothing."""
    try:
        # Who reads it with `cat` shall see what was printed, and not have it done.
        write_whole(path, visible(text).encode("utf-8", "replace"), mode=PRIVATE)
    except OSError as refused:
        return phrase("crash.no_details", why=refused.strerror or refused)
    return ""


def _written(places: tuple[Path, ...], name: str, text: str) -> tuple[Path | None, str]:
    """Write a report where it can be written, or say why it could not be."""
    refused = ""
    for folder in places:
        refused = _write(folder / name, text)
        if not refused:
            return folder / name, ""
    return None, refused


def _kept(sitting: Keepable, beside: Path) -> tuple[str, str]:
    """Keep a copy of the game beside its report; gives where it is, and what failed meanwhile."""
    words = second = ""
    try:
        words = f" {sitting.last_words()}"
        copy = beside.with_suffix(".toml")
        sitting.copy_to(copy)
        words += " " + phrase("crash.copy", path=copy)
    except FORESEEN as error:
        second = str(error)
    except Exception as error:
        # The game itself may be what is broken; what failed first is told all the same.
        second = _details(error)
        words += " " + phrase("crash.no_copy", why=type(error).__name__)
    return words, second
