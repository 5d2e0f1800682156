"""Reading a save as far as it is well formed; nothing is replayed here and nothing written."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Final

from attrs import frozen

from game.catalogue import phrase
from game.files import read_plain
from game.table.end_mark import END, EndMark, read_mark
from game.table.entry import OPENING, Entry
from game.table.entry_reader import parse_entry
from game.table.errors import SaveUnreadable, TooLarge
from game.table.header import MARKER, Header, read_header

LARGEST: Final = 16 * 1024 * 1024
"""Bytes: larger files are not read, and a journal does not grow beyond it."""


MOST_TRIED: Final = 200
"""How many pieces of a save that are no whole entries are looked at one by one."""

MARKED: Final = 3
"""The first format version whose saves end with a mark."""


@frozen
class Flaw:
    """Where the trustworthy part of a save ends.

    Attributes:
        line: the line of the file, from 1.
        number: the number the first untrusted entry should have.
        torn: True for a tail that was only half written, False for one that was changed.
        size: bytes that cannot be trusted.
    """

    line: int
    number: int
    torn: bool
    size: int


@frozen
class Reading:
    """A save as read from disk, before anything is replayed.

    Attributes:
        path: the file.
        data: its bytes.
        header: its head.
        entries: the entries that could be read; their chains are not yet checked.
        ends: for each entry, the byte after it; `ends[0]` is the byte after the header.
        lines: for each entry, its line in the file.
        flaw: where reading had to stop, or None.
        rest: what stands from there on, piece by piece: the line of each, and its bytes.
        end: the mark that ends the file, or None where there is none or something stands after it.
    """

    path: Path
    data: bytes
    header: Header
    entries: tuple[Entry, ...]
    ends: tuple[int, ...]
    lines: tuple[int, ...]
    flaw: Flaw | None
    rest: tuple[tuple[int, bytes], ...]
    end: EndMark | None


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say it where a save cannot be read.

    Raises:
        SaveUnreadable: missing, a folder, or not ours to read.
    """
    try:
        yield
    except FileNotFoundError:
        raise SaveUnreadable(phrase("save.no_file", path=path)) from None
    except IsADirectoryError:
        raise SaveUnreadable(phrase("save.folder", path=path)) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SaveUnreadable(phrase("save.unreadable", path=path, why=why)) from None


def load_bytes(path: Path) -> bytes:
    """Read a save's bytes, if it is not too large.

    Raises:
        SaveUnreadable: missing, a folder, or not ours to read.
        TooLarge: over LARGEST.
    """
    with readable(path):
        data = read_plain(path, LARGEST)
    if len(data) > LARGEST:
        raise TooLarge(phrase("save.too_large", path=path, size=LARGEST // 2**20))
    return data


def end_problem(name: str, mark: EndMark | None, n: int) -> str | None:
    """Say what is wrong at the end of a save whose entries are whole; None if nothing is.

    Args:
        name: of the file.
        mark: what its last line says.
        n: how many entries there are.
    """
    if mark is None:
        return phrase("save.no_end", file=name, n=n)
    if mark.n > n:
        if mark.n == n + 1:
            return phrase("save.one_gone", file=name, n=mark.n)
        return phrase("save.some_gone", file=name, first=n + 1, last=mark.n)
    if mark.n < n:
        return phrase("save.too_many", file=name, count=mark.n, there=n)
    return None


def read(path: Path) -> Reading:
    """Read a save as far as it is well formed.

    Args:
        path: the file.

    Returns:
        The header, the entries, and where they stop being readable.

    Raises:
        SaveError: the file or its header cannot be read; a subclass says how.
    """
    data = load_bytes(path)
    lines = data.splitlines(keepends=True)
    # An array, since a stranger's file may have a line for every second byte.
    offsets = array("Q", accumulate(map(len, lines), initial=0))
    marker = MARKER.encode()
    head = next((i for i, line in enumerate(lines) if line.rstrip() == marker), None)
    body = len(lines) if head is None else head + 1
    header = read_header(path, data[: offsets[body]], head is not None)

    entries: list[Entry] = []
    ends = [offsets[body]]
    places: list[int] = []
    rest: list[tuple[int, bytes]] = []
    stop = body
    for start, stop in _pieces(lines, body):
        raw = data[offsets[start] : offsets[stop]]
        entry = None
        if not rest and lines[start].rstrip() == OPENING.encode():
            entry = parse_entry(raw, len(entries) + 1, header.version)
        if entry is None:
            rest.append((start + 1, raw))
            if len(rest) > MOST_TRIED:
                # Nobody could tell what so many are: the others are one.
                rest[-1] = (start + 1, data[offsets[start] :])
                stop = len(lines)
                break
        else:
            entries.append(entry)
            ends.append(offsets[stop])
            places.append(start + 1)
    marks = (read_mark(line) for line in reversed(lines[stop:]))
    end = next((mark for mark in marks if mark is not None), None)
    flaw = None
    if rest:
        torn = len(rest) == 1 and end is None
        flaw = Flaw(rest[0][0], len(entries) + 1, torn, len(data) - ends[-1])
    return Reading(
        path, data, header, tuple(entries), tuple(ends), tuple(places), flaw, tuple(rest), end
    )


def _pieces(lines: Sequence[bytes], at: int) -> Iterator[tuple[int, int]]:
    """Cut the lines of a save into what stands for itself, each from one line up to another.

    An entry goes from its opening to its chain, whose line is its last: an entry's values never
    span lines. What stands between them and is neither empty nor a comment is a piece too.
    """
    while at < len(lines):
        start, at = at, at + 1
        if not lines[start].strip() or lines[start].startswith(b"#"):
            continue
        opened = lines[start].startswith(b"[")
        while at < len(lines) and not lines[at].startswith((b"[", END)):
            at += 1
            if opened and lines[at - 1].startswith(b"chain = "):
                break
        yield start, at
