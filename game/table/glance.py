"""A look at the head and the end of a save, for a list of many; what lies between is not read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from attrs import frozen

from game.catalogue import phrase
from game.files import read_ends, read_plain
from game.table.end_mark import EndMark, read_mark
from game.table.entry import OPENING, Entry
from game.table.entry_reader import parse_entry
from game.table.errors import TooLarge
from game.table.header import MARKED_HEAD, MARKER, RULES, SEATS, Header, not_a_save, read_header
from game.table.save_reader import MARKED, MOST_TRIED, end_problem, readable

FIRST: Final = 32 * 1024
LAST: Final = 64 * 1024
"""Bytes that are read of a save: more than the short part of a head has, and the last entries."""
MOST: Final = 4 * 1024 * 1024
"""Bytes of a save that has to be read whole for a look, as those of the oldest format."""


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
    with readable(path):
        start, end = read_ends(path, FIRST, LAST)
        if end and MARKED_HEAD.search(start.decode("utf-8", "replace")) is None:
            # No parser is needed to see that, and some files would cost it long.
            raise not_a_save(path)
        parts = _parts(start, end)
        if parts is None:
            data = read_plain(path, MOST)
            if len(data) > MOST:
                raise TooLarge(phrase("save.no_glance", path=path))
            parts = _parts(data, b"")
    head, body = parts or (start, None)
    header = read_header(path, head, body is not None)
    assert body is not None, "a head that ends nowhere is refused"
    mark = read_mark(body.rstrip().rpartition(b"\n")[2])
    torn, stop = False, len(body)
    # Back from the end, piece by piece: each starts at a line that opens with a bracket.
    for _ in range(MOST_TRIED):
        at = body.rfind(b"\n[", 0, stop)
        if at < 0:
            break
        own, after = _cut(body[at + 1 : stop])
        last = parse_entry(own, None, header.version)
        torn = torn or last is None or bool(_garbage(after))
        if last is not None:
            return Glance(header, last, _seen(path, header, mark, torn, last.n))
        stop = at
    return Glance(header, None, _seen(path, header, mark, torn or bool(_garbage(body[:stop])), 0))


def _parts(start: bytes, end: bytes) -> tuple[bytes, bytes | None] | None:
    """Tell the head of a save from what happened in it.

    Args:
        start: its first bytes.
        end: its last bytes, where there is more between.

    Returns:
        The head without its long texts, and what stands after it as far as it was read, None if
        the head ends nowhere. None if what was read does not tell: older formats had the seats
        last, and something long may stand at the end.
    """
    marker = f"\n{MARKER}".encode()
    head, found, body = start.partition(marker)
    front, rules, _ = head.partition(RULES)
    short = front + rules + b'""' if rules and SEATS in front else None
    if found and not end:
        return short or head, body
    if not end:
        return head, None
    if short is None:
        return None
    _, found, after = end.partition(marker)
    if found:
        return short, after
    at = end.find(f"\n{OPENING}\n".encode())
    # Only a whole entry shows that the head has ended somewhere.
    return (short, end[at:]) if at >= 0 and b"\nchain = " in end[at:] else None


def _cut(raw: bytes) -> tuple[bytes, bytes]:
    """An entry's own lines, which end with its chain, and what stands after them."""
    at = raw.find(b"\nchain = ")
    end = raw.find(b"\n", at + 1) + 1 if at >= 0 else 0
    return (raw[:end], raw[end:]) if end else (raw, b"")


def _garbage(raw: bytes) -> bytes:
    """The lines that say something where no entry is."""
    return b"".join(row for row in raw.splitlines() if row.strip() and not row.startswith(b"#"))


def _seen(path: Path, header: Header, mark: EndMark | None, torn: bool, n: int) -> str | None:
    """What a look at the end of a save shows to be wrong."""
    if torn:
        return phrase("save.half_written", file=path.name)
    return None if header.version < MARKED else end_problem(path.name, mark, n)
