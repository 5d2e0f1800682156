"""What nobody foresaw: its details go to a file, and the person gets one sentence about it."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from game import __version__
from game.rules.source.characters import visible
from game.table.snapshot import autosaves_folder, write_whole


def unforeseen(error: Exception) -> str:
    """Write a report of an error of ours, and say in one line what happened.

    Args:
        error: what nobody caught.

    Returns:
        What failed, and where the details are.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = f", at {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    try:
        details = f"The details are in {_write(error)}."
    except OSError as refused:
        details = f"The details could not be written ({refused.strerror or refused})."
    return f"Something failed that nobody foresaw ({what}{place}). {details}"


def _write(error: Exception) -> Path:
    now = datetime.now()
    path = autosaves_folder() / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    lines = [
        f"panj {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"at {now:%Y-%m-%d %H:%M:%S}: {' '.join(sys.argv)}",
        "",
        *traceback.format_exception(error),
    ]
    # Who reads it with `cat` shall see what was printed, and not have it done.
    write_whole(path, visible("\n".join(lines)).encode("utf-8", "replace"))
    return path
