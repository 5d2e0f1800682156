"""Reading a save as far as it is well formed; nothing is replayed here and nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from attrs import frozen

from game.rules.source.files import read_plain
from game.table.entry import OPENING, Entry, parse_entry
from game.table.errors import SaveUnreadable, TooLarge
from game.table.header import MARKER, RULES, SEATS, Header, read_header

LARGEST: Final = 16 * 1024 * 1024
"""Bytes: larger files are not read, and a journal does not grow beyond it."""


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
    """

    path: Path
    data: bytes
    header: Header
    entries: tuple[Entry, ...]
    ends: tuple[int, ...]
    lines: tuple[int, ...]
    flaw: Flaw | None


def load_bytes(path: Path) -> bytes:
    """Read a save's bytes, if it is not too large.

    Raises:
        SaveUnreadable: missing, a folder, or not ours to read.
        TooLarge: over LARGEST.
    """
    try:
        data = read_plain(path, LARGEST)
    except FileNotFoundError:
        raise SaveUnreadable(
            f"{path}: there is no such file; give the path of a save, or start a new game."
        ) from None
    except IsADirectoryError:
        raise SaveUnreadable(f"{path}: this is a folder; give the path of a save in it.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SaveUnreadable(f"{path}: the save cannot be read ({why}).") from None
    if len(data) > LARGEST:
        raise TooLarge(
            f"{path}: larger than {LARGEST // 2**20} MB, the most a save may have; "
            "this is not a save of this program."
        )
    return data


@frozen
class Glance:
    """What a look at the head and the tail of a save shows.

    Attributes:
        header: its head.
        last: the last entry that is whole; None before the first.
        problem: a sentence about a half-written tail, or None.
    """

    header: Header
    last: Entry | None
    problem: str | None


def glance(path: Path) -> Glance:
    """Read the head of a save and its last entry; what lies between is not looked at.

    Args:
        path: the file.

    Raises:
        SaveError: the file or its header cannot be read; a subclass says how.
    """
    data = load_bytes(path)
    marker = f"\n{MARKER}".encode()
    head, found, body = data.partition(marker)
    front, rules, _ = head.partition(RULES)
    if found and SEATS in front:
        # The rules are most of the head and say nothing here; older formats had the seats last.
        head = front + rules + b'""'
    header = read_header(path, head, bool(found))
    problem = f"{path.name}: the last entry was only half written; it is cut off on loading."
    torn = False
    # Back from the end, chunk by chunk: each starts at a line that opens with a bracket.
    while (at := body.rfind(b"\n[")) >= 0:
        last = parse_entry(body[at:], None)
        if last is not None:
            return Glance(header, last, problem if torn else None)
        torn, body = True, body[:at]
    return Glance(header, None, problem if torn or body.strip() else None)


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
    marker = MARKER.encode()
    head = next((i for i, line in enumerate(lines) if line.rstrip() == marker), None)
    whole = head is not None
    body = len(lines) if head is None else head + 1
    at = sum(len(line) for line in lines[:body])
    header = read_header(path, data[:at], whole)

    entries: list[Entry] = []
    ends = [at]
    places: list[int] = []
    flaw = None
    # Chunks: an entry's values never span lines, so a line that starts with "[" starts a chunk.
    starts = [i for i in range(body, len(lines)) if lines[i].startswith(b"[")]
    if any(line.strip() for line in lines[body : starts[0] if starts else len(lines)]):
        starts.insert(0, body)
    for place, start in enumerate(starts):
        stop = starts[place + 1] if place + 1 < len(starts) else len(lines)
        raw = b"".join(lines[start:stop])
        entry = None
        if lines[start].rstrip() == OPENING.encode():
            entry = parse_entry(raw, len(entries) + 1)
        offset = sum(len(line) for line in lines[body:start]) + at if place == 0 else ends[-1]
        if entry is None:
            last = place + 1 == len(starts)
            flaw = Flaw(start + 1, len(entries) + 1, last, len(data) - offset)
            break
        entries.append(entry)
        ends.append(offset + len(raw))
        places.append(start + 1)
    return Reading(path, data, header, tuple(entries), tuple(ends), tuple(places), flaw)
