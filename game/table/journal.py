"""The journal of a sitting, which is also its save: one TOML file that only grows.

First comes a header (format, rules with their hash, scenario, seed, generator, seats), then a
marker line, then one `[[entry]]` per thing that happened.  Every entry ends with `chain`: a hash
of the entry before it, of this entry, and of the state after it.  So a half-written tail and a
changed entry are both found, and everything before them can be trusted.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
import tomli_w
from attrs import frozen

from game.table import generator
from game.table.errors import (
    HeaderDamaged,
    NotASave,
    NotToml,
    OtherVersion,
    SaveFailed,
    SaveUnreadable,
    TooLarge,
)
from game.table.snapshot import DISK, Disk, aside, write_whole

FORMAT: Final = "panj-save"
VERSION: Final = 1
LARGEST: Final = 16 * 1024 * 1024
"""Bytes: larger files are not read, and a journal does not grow beyond it."""
LONGEST_TEXT: Final = 4000
"""Characters in a note, a rationale or a reason."""

KINDS: Final = ("move", "undo", "branch", "note", "inject", "override", "seat", "pause")
AUTHORS: Final = ("generator", "dice", "facilitator")

_MARKER: Final = "# What happened, in order; the file grows at its end."
_ENTRY: Final = "[[entry]]"
_CHAIN_LENGTH: Final = 16

Value = int | bool | str | None
"""What a register can hold, as the engine speaks of it."""


@frozen(kw_only=True)
class Entry:
    """One thing that happened.

    Attributes:
        n: its number, counting from 1 without gaps.
        kind: one of KINDS.
        actor: the seat, "chance", or the name of the facilitator who did it.
        id: (move) the readable id of the move or outcome.
        author: (move of chance) who said the outcome: one of AUTHORS.
        draws: (move of chance) words taken from the generator up to and including this one.
        bot: (move) the bot that chose, if a bot did.
        why: (move) the bot's reason.
        rationale: (move) what the player wrote down on choosing.
        to: (undo, branch) the entry after which the game goes on; 0 is the start.
        seat: (seat) the seat that changes hands.
        occupant: (seat) "human" or "bot:NAME".
        cell: (override) the register cell.
        before: (override) its value before, as text.
        after: (override) its value after; absent means none.
        changes: (inject) cells and their new values; a value "none" means none.
        title: (inject) what it is called.
        text: (note, inject) the words.
        reason: (branch, override, inject, pause) why.
        on: (pause) True when the clock stops, False when it goes on.
        chain: the running hash, 16 hexadecimal digits.
    """

    n: int
    kind: str
    actor: str
    id: str | None = None
    author: str | None = None
    draws: int | None = None
    bot: str | None = None
    why: str | None = None
    rationale: str | None = None
    to: int | None = None
    seat: str | None = None
    occupant: str | None = None
    cell: str | None = None
    before: str | None = None
    after: int | bool | str | None = None
    changes: Mapping[str, int | bool | str] | None = None
    title: str | None = None
    text: str | None = None
    reason: str | None = None
    on: bool | None = None
    chain: str = ""

    def seal(self, previous: str, state: bytes) -> str:
        """Return what `chain` must be.

        Args:
            previous: the chain of the entry before (of the header for the first).
            state: the state of the game after this entry.
        """
        return _digest(previous, _dump(self, chain=False), state)


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "n": (int,),
    "draws": (int,),
    "to": (int,),
    "after": (int, bool, str),
    "changes": (dict,),
    "on": (bool,),
}
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "move": ("id",),
    "undo": ("to",),
    "branch": ("to", "reason"),
    "note": ("text",),
    "inject": ("title", "changes"),
    "override": ("cell", "before", "reason"),
    "seat": ("seat", "occupant"),
    "pause": ("on",),
}
_NAMES: Final = tuple(field.name for field in attrs.fields(Entry))


@frozen(kw_only=True)
class Header:
    """The head of a save.

    Attributes:
        scenario: the scenario's id.
        seed: what the generator was started from.
        seats: who sat where when the game began: "human" or "bot:NAME".
        rules: the whole text of the rules.
        rules_name: what the rules call the game.
        rules_sha256: their hash, as the loader of rules computes it.
    """

    scenario: str
    seed: int
    seats: Mapping[str, str]
    rules: str
    rules_name: str
    rules_sha256: str

    def root(self) -> str:
        """Return the hash that the first entry's chain stands on."""
        return _digest(
            FORMAT,
            repr(
                (
                    self.scenario,
                    self.seed,
                    sorted(self.seats.items()),
                    self.rules_name,
                    self.rules_sha256,
                    generator.NAME,
                    generator.VERSION,
                )
            ),
            b"",
        )


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


def _digest(previous: str, text: str, state: bytes) -> str:
    parts = hashlib.sha256()
    for part in (previous.encode(), text.encode(), state):
        parts.update(len(part).to_bytes(8, "big"))
        parts.update(part)
    return parts.hexdigest()[:_CHAIN_LENGTH]


def _dump(entry: Entry, *, chain: bool = True) -> str:
    """Write the fields of an entry as TOML, in declared order, one line each."""
    lines = []
    for name in _NAMES:
        value = getattr(entry, name)
        if value is None or (name == "chain" and not chain):
            continue
        if isinstance(value, Mapping):
            # An inline table keeps the entry free of lines that open a section.
            pairs = (tomli_w.dumps({key: item}).strip() for key, item in value.items())
            lines.append(f"{name} = {{ {', '.join(pairs)} }}\n" if value else f"{name} = {{}}\n")
        else:
            lines.append(tomli_w.dumps({name: value}))
    return "".join(lines)


def _entry_bytes(entry: Entry) -> bytes:
    return f"\n{_ENTRY}\n{_dump(entry)}".encode()


def clean(text: str) -> str:
    """Make a person's words fit for a journal: no lone surrogates, no more than LONGEST_TEXT.

    Args:
        text: what was typed or pasted.

    Returns:
        The text, shortened if it was too long.
    """
    return text.encode("utf-8", "replace").decode("utf-8").strip()[:LONGEST_TEXT]


def header_bytes(header: Header) -> bytes:
    """Write a header, the marker line included."""
    # TOML would turn other line ends into plain ones, and the hash of the rules would not hold;
    # and no line of the rules may pass for the marker.
    plain = "\r" not in header.rules and _MARKER not in header.rules
    head = tomli_w.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "scenario": header.scenario,
            "seed": header.seed,
            "generator": generator.NAME,
            "generator_version": generator.VERSION,
            "rules_name": header.rules_name,
            "rules_sha256": header.rules_sha256,
            "root": header.root(),
        }
    )
    seats = tomli_w.dumps({"seats": dict(header.seats)})
    rules = tomli_w.dumps({"rules": header.rules}, multiline_strings=plain)
    return f"{head}{rules}\n{seats}\n{_MARKER}\n".encode()


def load_bytes(path: Path) -> bytes:
    """Read a save's bytes, if it is not too large.

    Raises:
        SaveUnreadable: missing, a folder, or not ours to read.
        TooLarge: over LARGEST.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
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


def _head_table(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotToml(
            f"{path}: byte {error.start + 1} is not UTF-8 text; this is not a save."
        ) from None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise NotToml(
            f"{path}: the head of the file is not TOML ({error}); "
            "give the path of a save, or restore it from an autosave."
        ) from None


def _read_header(path: Path, raw: bytes, whole: bool) -> Header:
    table = _head_table(path, raw)
    if table.get("format") != FORMAT:
        raise NotASave(
            f"{path}: this TOML file is not a save (it has no line 'format = \"{FORMAT}\"')."
        )
    version = table.get("version")
    if version != VERSION or isinstance(version, bool):
        raise OtherVersion(
            f"{path}: the save has format version {version!r} and this program reads version "
            f"{VERSION}; open it with the program that wrote it."
        )
    if not whole:
        raise HeaderDamaged(
            f"{path}: the file ends inside its head, before the first entry; "
            "restore it from an autosave."
        )
    made_by = (table.get("generator"), table.get("generator_version"))
    if made_by != (generator.NAME, generator.VERSION):
        raise OtherVersion(
            f"{path}: the save draws its chance from {made_by[0]!r} version {made_by[1]!r} and "
            f"this program has {generator.NAME!r} version {generator.VERSION}; open it with the "
            "program that wrote it."
        )
    fields: dict[str, Any] = {}
    for name in ("scenario", "rules", "rules_name", "rules_sha256", "root"):
        fields[name] = _of_type(path, table, name, str)
    fields["seed"] = _of_type(path, table, "seed", int)
    seats = _of_type(path, table, "seats", dict)
    if not all(isinstance(occupant, str) for occupant in seats.values()):
        raise HeaderDamaged(f"{path}: 'seats' must say who sits where in words.")
    root = fields.pop("root")
    header = Header(seats=seats, **fields)
    if not 0 <= header.seed <= generator.LARGEST_SEED or root != header.root():
        raise HeaderDamaged(
            f"{path}: the head of the save (scenario, seed, seats, hash of the rules) was changed "
            "after it was written; restore it from an autosave."
        )
    return header


def _of_type(path: Path, table: Mapping[str, Any], name: str, kind: type) -> Any:
    value = table.get(name)
    if type(value) is not kind:
        raise HeaderDamaged(
            f"{path}: the head of the save has no proper '{name}'; restore it from an autosave."
        )
    return value


def _parse_entry(raw: bytes, number: int | None) -> Entry | None:
    """Read one entry, of this number if one is given; None if it is not whole and well formed."""
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    rows = table.get("entry")
    if set(table) != {"entry"} or not isinstance(rows, list) or len(rows) != 1:
        return None
    row: dict[str, Any] = rows[0]
    if not set(row) <= set(_NAMES):
        return None
    for name, value in row.items():
        if type(value) not in _TYPES.get(name, (str,)):
            return None
    kind = row.get("kind")
    if kind not in KINDS or number not in (None, row.get("n")):
        return None
    if not all(name in row for name in ("n", "actor", "chain", *_NEEDED[kind])):
        return None
    if not all(type(item) in (int, bool, str) for item in row.get("changes", {}).values()):
        return None
    return Entry(**row)


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
    marker = f"\n{_MARKER}".encode()
    head, found, body = data.partition(marker)
    header = _read_header(path, head, bool(found))
    opening = f"\n{_ENTRY}".encode()
    problem = None
    while (at := body.rfind(opening)) >= 0:
        last = _parse_entry(body[at:], None)
        if last is not None:
            return Glance(header, last, problem)
        problem = f"{path.name}: the last entry was only half written; it is cut off on loading."
        body = body[:at]
    return Glance(header, None, problem)


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
    marker = _MARKER.encode()
    head = next((i for i, line in enumerate(lines) if line.rstrip() == marker), None)
    whole = head is not None
    body = len(lines) if head is None else head + 1
    at = sum(len(line) for line in lines[:body])
    header = _read_header(path, data[:at], whole)

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
        if lines[start].rstrip() == _ENTRY.encode():
            entry = _parse_entry(raw, len(entries) + 1)
        offset = sum(len(line) for line in lines[body:start]) + at if place == 0 else ends[-1]
        if entry is None:
            last = place + 1 == len(starts)
            flaw = Flaw(start + 1, len(entries) + 1, last, len(data) - offset)
            break
        entries.append(entry)
        ends.append(offset + len(raw))
        places.append(start + 1)
    return Reading(path, data, header, tuple(entries), tuple(ends), tuple(places), flaw)


class Journal:
    """The entries of a sitting and the file they are written to, if there is one.

    Attributes:
        header: the head of the save.
        entries: everything that happened, in order.
        path: the file, or None for a sitting that is kept in memory only.
        disk: the operations on files.
    """

    def __init__(self, header: Header, path: Path | None = None, disk: Disk = DISK) -> None:
        """Start an empty journal; nothing is written until `start` or the first `append`.

        Args:
            header: the head.
            path: the file to write.
            disk: the operations to use.
        """
        self.header = header
        self.entries: list[Entry] = []
        self.path = path
        self.disk = disk
        self._written = 0
        self._good: int | None = None
        self._failed = False
        self._damaged: bytes | None = None

    @classmethod
    def continued(cls, reading: Reading, count: int, disk: Disk = DISK) -> Journal:
        """Go on with a save after its first `count` entries.

        Nothing is written yet.  When there is something to write and the file has more than
        these entries, all of it is first kept aside.

        Args:
            reading: the save.
            count: how many of its entries were replayed and hold.
            disk: the operations to use.
        """
        journal = cls(reading.header, reading.path, disk)
        journal.entries = list(reading.entries[:count])
        journal._written = count
        journal._good = reading.ends[count]
        if journal._good != len(reading.data) or not reading.data.endswith(b"\n"):
            journal._damaged = reading.data
            journal._good = None
        return journal

    @property
    def chain(self) -> str:
        """The running hash after the last entry."""
        return self.entries[-1].chain if self.entries else self.header.root()

    def content(self) -> bytes:
        """Return the whole save as bytes."""
        return header_bytes(self.header) + b"".join(map(_entry_bytes, self.entries))

    def start(self) -> None:
        """Write what there is, so that the file exists before the first move.

        Raises:
            SaveFailed: the disk refused.
        """
        self.flush()

    def append(self, entry: Entry, state: bytes) -> Entry:
        """Seal an entry, keep it, and force it to the disk.

        Args:
            entry: what happened; its `chain` is ignored.
            state: the state of the game after it.

        Returns:
            The entry as sealed.

        Raises:
            SaveFailed: the disk refused.  The entry is kept in memory and is written with the
                next one.
        """
        sealed = attrs.evolve(entry, chain=entry.seal(self.chain, state))
        self.entries.append(sealed)
        self.flush()
        return sealed

    def flush(self) -> None:
        """Write every entry that is not on the disk yet.

        Raises:
            SaveFailed: the disk refused; nothing in memory is lost.
        """
        if self.path is None:
            return
        late = self.entries[self._written :]
        if not late and self._good is not None:
            return
        data = b"".join(map(_entry_bytes, late))
        failed_before, self._failed = self._failed, True
        try:
            self._write(self.path, data, failed_before)
        except OSError as error:
            raise SaveFailed(
                f"{self.path}: the game could not be saved ({error.strerror or error}); it goes "
                "on in memory, and the next move tries again: free some room or save elsewhere."
            ) from error
        self._failed = False
        self._written = len(self.entries)

    def move_to(self, path: Path) -> None:
        """Go on in a new file, which is written whole with the next entry."""
        self.path = path
        self._good = None
        self._damaged = None

    def settle_in(self, path: Path) -> None:
        """Go on in a file that already holds the whole journal."""
        self.path = path
        self._written = len(self.entries)
        self._good = len(self.content())

    def _write(self, path: Path, data: bytes, failed_before: bool) -> None:
        if self._good is not None:
            size = path.stat().st_size if path.is_file() else -1
            if size == self._good or (failed_before and size > self._good):
                self._fits(self._good + len(data))
                self.disk.append(path, self._good, data)
                self._good += len(data)
                return
            # The file vanished or somebody else wrote to it: keep theirs, write ours whole.
            if size >= 0:
                self._damaged = path.read_bytes()
        whole = self.content()
        self._fits(len(whole))
        if self._damaged is not None:
            write_whole(aside(path), self._damaged, self.disk)
            self._damaged = None
        write_whole(path, whole, self.disk)
        self._good = len(whole)

    def _fits(self, size: int) -> None:
        if size > LARGEST:
            raise OSError(f"a save may have {LARGEST // 2**20} MB and this one is full")
