"""Reads a plain file up to a size; devices, pipes and endless files are refused at once."""

from __future__ import annotations

import json
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import Any


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
    with _opened(path) as file:
        # A pipe that passes for a file, as some of /proc do, has None while it has nothing.
        return file.read(min(most, os.fstat(file.fileno()).st_size) + 1) or b""


def read_ends(path: Path, first: int, last: int) -> tuple[bytes, bytes]:
    """Read the first and the last bytes of a file, however long it is between.

    Args:
        path: the file; a link to one will do.
        first: how many bytes from its start.
        last: how many bytes at its end.

    Returns:
        The start and the end; all of it and nothing where it is not longer than both.

    Raises:
        NotPlain, OSError, ValueError: as `read_plain`.
    """
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= first + last:
            return file.read(first + last) or b"", b""
        start = file.read(first) or b""
        file.seek(size - last)
        return start, file.read(last) or b""


def _opened(path: Path) -> BufferedReader:
    """Open a plain file, and nothing else."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory", str(path))
        raise NotPlain()
    # Another may stand there by now: opening a pipe without O_NONBLOCK waits for its other end.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = open(handle, "rb")  # noqa: SIM115 - who asked closes it
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise NotPlain()
    return file


def read_json(path: Path, most: int) -> Any:
    """Read a plain file of JSON.

    Args:
        path: the file; a link to one will do.
        most: the number of bytes that it may have.

    Raises:
        OSError: as `read_plain`.
        ValueError: it is too large, nests too deep, or is no JSON in UTF-8.
    """
    raw = read_plain(path, most)
    if len(raw) > most:
        raise ValueError(f"more than {most} bytes")
    try:
        return json.loads(raw.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("brackets nest too deep") from error
