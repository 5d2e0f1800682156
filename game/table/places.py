"""Where saves lie, and what the files of a game are called."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import platformdirs

APPLICATION: Final = "panj"
#: The folder of reports, beside the saves that they are of.
REPORTS: Final = "reports"
#: The file of how far lessons came, beside the folder of the saves.
LESSONS: Final = "lessons.json"
_COPY: Final = re.compile(r"-copy-[0-9]+$")


def saves_folder() -> Path:
    """Return the folder where this user's saves live by default (it may not exist yet)."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "saves"


def autosaves_folder() -> Path:
    """Return the folder where this user's autosaves rotate (it may not exist yet)."""
    return saves_folder().parent / "autosaves"


def lessons_file() -> Path:
    """Return the file where it is kept how far this user's lessons came."""
    return saves_folder().parent / LESSONS


def numbered(folder: Path, stem: str) -> Iterator[Path]:
    """Give the paths `stem-N.toml` in a folder, N counting from 1.

    Whether one is free shows only when a file is made there: another program may be about to.
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", stem) or "game"
    return (folder / f"{plain}-{number}.toml" for number in itertools.count(1))


def copies(path: Path) -> Iterator[Path]:
    """Give the paths beside a save where a copy of its game may go on: `NAME-copy-N.toml`."""
    stem = _COPY.sub("", path.stem)
    return (path.with_name(f"{stem}-copy-{n}{path.suffix}") for n in itertools.count(1))


def asides(path: Path, kind: str = "damaged") -> Iterator[Path]:
    """Give the names under which a file may be kept: `NAME.damaged`, `NAME.damaged-2`, ...

    Args:
        path: the file whose place is taken.
        kind: why it is kept.
    """
    yield path.with_name(f"{path.name}.{kind}")
    yield from (path.with_name(f"{path.name}.{kind}-{n}") for n in itertools.count(2))
