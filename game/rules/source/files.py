"""Reads a plain file up to a size; devices, pipes and endless files are refused at once."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class NotPlain(OSError):
    """What is there is a device, a pipe or the like, and no file."""

    def __init__(self) -> None:
        super().__init__("not a plain file")
        self.strerror = "not a plain file"


def read_plain(path: Path, most: int) -> bytes:
    """Read at most `most` + 1 bytes of a file, so that the caller sees whether there are more.

    Args:
        path: the file; a link to one will do.
        most: the number of bytes that the caller takes.

    Raises:
        NotPlain: a device, a pipe or a socket stands there.
        OSError: it is missing, a folder, or not ours to read.
        ValueError: the path can be no path, such as one with a NUL.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory", str(path))
        raise NotPlain()
    # Another may stand there by now: opening a pipe without O_NONBLOCK waits for its other end.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotPlain()
        return file.read(most + 1)
