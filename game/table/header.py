"""The head of a save: what was played, by whose rules, and by whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import attrs
import tomli
import tomli_w
from attrs import frozen

from game import __version__
from game.catalogue import phrase
from game.engine import generator
from game.rules import LANGUAGE, NOTHING
from game.rules.source.bounds import excess
from game.rules.source.characters import control_in, name_of, visible
from game.table.clock import is_stamp
from game.table.entry import digest
from game.table.errors import HeaderDamaged, NotASave, NotToml, OtherVersion
from game.table.one_line import canonical, line
from game.table.words import texts_in

FORMAT: Final = "panj-save"
VERSION: Final = 3
OLDEST: Final = 1
"""The oldest version that is read; its chain hashes the engine's own bytes of a state."""
ROOT_OF_ALL: Final = 3
"""The first version whose root covers all fields of the head."""
MARKER: Final = "# What happened, in order; the file grows at its end."
"""The line that ends the head."""
LARGEST_HEAD: Final = 4 * 1024 * 1024
"""Characters: no head is longer, as rules and look have a million bytes each at most."""
HEAD_VALUES: Final = 2_000
"""The values of a head: a line a key, and an entry for each seat and option."""
MARKED_HEAD: Final = re.compile(rf"^\s*format\s*=\s*[\"']{FORMAT}[\"']", re.MULTILINE)
"""The line of a save without which a file too large to be parsed is said to be something else."""
SEATS: Final = b"\nseats = "
RULES: Final = b"\nrules = "
"""How the lines of the seats and of the rules, the first of the long texts at its end, start."""
_SHORT: Final = ("format", "version", "written_by", "language", "scenario", "seed", "generator")
_WHO: Final = (
    "generator_version", "started", "table", "umpire", "people", "origin", "options", "seats",
    "rules_name", "ask_why",
)  # fmt: skip
_KNOWN: Final = frozenset((*_SHORT, *_WHO, "rules_sha256", "root", "rules", "look"))
"""The fields of a head that this program knows."""


@frozen(kw_only=True)
class Header:
    """The head of a save.

    A newer program may put fields of its own into it, before the rules; they are kept as they are,
    and its root covers them like all others.

    Attributes:
        scenario: the scenario's id.
        seed: what the generator was started from.
        seats: who sat where when the game began: "human" or "bot:NAME".
        options: the options that were chosen; those left out have the default of the rules.
        look: the whole text of the look of the rules, empty for none; None in a save from before
            rules named one. It is shown and not played, so no hash stands on it.
        started: when the game began, as `clock` writes times; None where nobody wrote it down.
        written_by: the version of the program that wrote the head; None in older formats.
        language: the version of the language that the rules are written in, likewise.
        table: what the table is called; "" for nothing.
        umpire: the code of the umpire's console, as `umpire_code` keeps it; "" for a table without.
        people: the person or team at each seat when the game began, by any name they like; a seat
            that nobody named is left out.
        ask_why: whether people are asked why they chose, and for answers after the game.
        origin: of a game that began as another went: the number `n` of the last entry that is the
            same, the other's `root` and its `chain` there, and the name of its `file`; empty for a
            game that began at its start.
        extra: fields that this program does not know, by name.
        rules: the whole text of the rules.
        rules_name: what the rules call the game.
        rules_sha256: their hash, as the loader of rules computes it.
        version: of the format that the save was read in, or is written in.
    """

    scenario: str
    seed: int
    seats: Mapping[str, str]
    rules: str
    rules_name: str
    rules_sha256: str
    options: Mapping[str, str] = NOTHING
    look: str | None = None
    started: str | None = None
    written_by: str | None = None
    language: int | None = None
    table: str = ""
    umpire: str = ""
    people: Mapping[str, str] = NOTHING
    ask_why: bool = False
    origin: Mapping[str, Any] = NOTHING
    extra: Mapping[str, Any] = NOTHING
    version: int = VERSION

    def root(self) -> str:
        """Return the hash that the first entry's chain stands on.

        All of the head counts but the long texts: the rules by their hash, the look not at all.
        """
        if self.version < ROOT_OF_ALL:
            return self._root_of_before()
        return digest(FORMAT, canonical(_told(self)), str(self.version).encode())

    def _root_of_before(self) -> str:
        return digest(
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
                    # A save without chosen options is as it was before there were any.
                    *([sorted(self.options.items())] if self.options else ()),
                )
            ),
            b"" if self.version == OLDEST else str(self.version).encode(),
        )


def _told(header: Header) -> dict[str, Any]:
    """The fields of a head in the order in which a save has them, without root and long texts."""
    fields = {
        "format": FORMAT,
        "version": VERSION,
        "written_by": header.written_by,
        "language": header.language,
        "scenario": header.scenario,
        "seed": header.seed,
        "generator": generator.NAME,
        "generator_version": generator.VERSION,
        "started": header.started,
        "table": header.table or None,
        "umpire": header.umpire or None,
        "people": header.people or None,
        "ask_why": header.ask_why or None,
        "origin": header.origin or None,
        "rules_name": header.rules_name,
        "rules_sha256": header.rules_sha256,
        **header.extra,
        "options": header.options or None,
        "seats": header.seats,
    }
    return {name: value for name, value in fields.items() if value is not None}


def modern(header: Header) -> Header:
    """Return the head of a save of an older format as the present one has it."""
    if header.version == VERSION:
        return header
    return attrs.evolve(header, version=VERSION, written_by=__version__, language=LANGUAGE)


def header_bytes(header: Header) -> bytes:
    """Write a header in the present format, the marker line included."""
    head = "".join(line(name, value) for name, value in _told(header).items())
    root = line("root", header.root())
    rules = _text_lines("rules", header.rules)
    look = "" if header.look is None else _text_lines("look", header.look)
    # The long texts come last: a glance at a list of saves does not read them.
    return f"{head}{root}{rules}{look}\n{MARKER}\n".encode()


@lru_cache(maxsize=8)
def _text_lines(key: str, text: str) -> str:
    """A long text as TOML; kept, as the rules are the most of every autosave and never change."""
    # TOML would turn other line ends into plain ones, and the hash of the rules would not hold;
    # and no line of the text may pass for the marker.
    plain = "\r" not in text and MARKER not in text
    return tomli_w.dumps({key: text}, multiline_strings=plain)


def not_a_save(path: Path) -> NotASave:
    """Say that a file is no save."""
    return NotASave(phrase("save.not_a_save", path=path, line=f'format = "{FORMAT}"'))


def _head_table(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotToml(phrase("save.not_text", path=path, number=error.start + 1)) from None
    # A stranger's file is measured before the parser sees it: some short ones cost it hours.
    found = excess(text, HEAD_VALUES) if len(text) <= LARGEST_HEAD else None
    large = len(text) > LARGEST_HEAD or (found is not None and found.code == "too-large")
    if large and MARKED_HEAD.search(text) is None:
        raise not_a_save(path)
    if len(text) > LARGEST_HEAD or found is not None:
        what = phrase("save.head_large") if found is None else found.message.rstrip(".")
        raise NotToml(phrase("save.head_odd", path=path, why=what))
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, ValueError, RecursionError) as error:
        raise NotToml(phrase("save.head_not_toml", path=path, why=error)) from None


def read_header(path: Path, raw: bytes, whole: bool) -> Header:
    """Read the head of a save.

    Args:
        path: the file, for what is said of it.
        raw: the bytes up to the marker line, or all there are.
        whole: whether the marker line was found.

    Raises:
        SaveError: the header cannot be used; a subclass says how.
    """
    table = _head_table(path, raw)
    if table.get("format") != FORMAT:
        raise not_a_save(path)
    version = table.get("version")
    if type(version) is not int or not OLDEST <= version <= VERSION:
        raise OtherVersion(
            phrase("save.version", path=path, version=repr(version), oldest=OLDEST, newest=VERSION)
        )
    if not whole:
        raise HeaderDamaged(phrase("save.head_cut", path=path))
    made_by = (table.get("generator"), table.get("generator_version"))
    if made_by != (generator.NAME, generator.VERSION):
        raise OtherVersion(
            phrase(
                "save.generator",
                path=path,
                theirs=repr(made_by[0]),
                version=repr(made_by[1]),
                ours=repr(generator.NAME),
                now=generator.VERSION,
            )
        )
    _refuse_controls(path, table)
    fields: dict[str, Any] = {}
    for name in ("scenario", "rules", "rules_name", "rules_sha256", "root"):
        fields[name] = _of_type(path, table, name, str)
    fields["seed"] = _of_type(path, table, "seed", int)
    seats = _of_type(path, table, "seats", dict)
    if not all(isinstance(occupant, str) for occupant in seats.values()):
        raise HeaderDamaged(phrase("save.seats_words", path=path))
    options = _of_type(path, {"options": {}, **table}, "options", dict)
    if not all(isinstance(value, str) for value in options.values()):
        raise HeaderDamaged(phrase("save.options_words", path=path))
    root = fields.pop("root")
    if "look" in table:
        fields["look"] = _of_type(path, table, "look", str)
    if version >= ROOT_OF_ALL:
        fields |= _newer_fields(path, table)
    header = Header(seats=seats, options=options, version=version, **fields)
    if not 0 <= header.seed <= generator.LARGEST_SEED or root != header.root():
        raise HeaderDamaged(phrase("save.head_changed", path=path))
    return header


def _refuse_controls(path: Path, table: Mapping[str, Any]) -> None:
    """Refuse what would steer a terminal; rules and look are asked the same when they are read."""
    for name, value in table.items():
        if name in ("rules", "look"):
            continue
        for text, one_line in texts_in({name: value}):
            if (at := control_in(text, key=one_line)) is not None:
                char, field = name_of(text[at]), visible(name, key=True)
                raise HeaderDamaged(phrase("save.control", path=path, char=char, field=field))


def _newer_fields(path: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a head that older formats had not; each may be absent."""
    fields: dict[str, Any] = {"extra": {k: v for k, v in table.items() if k not in _KNOWN}}
    shapes = {
        "started": str,
        "written_by": str,
        "language": int,
        "table": str,
        "umpire": str,
        "people": dict,
        "ask_why": bool,
        "origin": dict,
    }
    for name in shapes.keys() & table.keys():
        fields[name] = _of_type(path, table, name, shapes[name])
    if "started" in fields and not is_stamp(fields["started"]):
        raise HeaderDamaged(phrase("save.started", path=path))
    if not all(isinstance(person, str) for person in fields.get("people", {}).values()):
        raise HeaderDamaged(phrase("save.people_words", path=path))
    return fields


def _of_type(path: Path, table: Mapping[str, Any], name: str, kind: type) -> Any:
    value = table.get(name)
    if type(value) is not kind:
        raise HeaderDamaged(phrase("save.no_field", path=path, field=name))
    return value
