"""The head of a save: what was played, by whose rules, and by whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import tomli
import tomli_w
from attrs import frozen

from game.rules import NOTHING
from game.rules.source.bounds import excess
from game.rules.source.characters import control_in, name_of, visible
from game.table import generator
from game.table.entry import digest, inline
from game.table.errors import HeaderDamaged, NotASave, NotToml, OtherVersion

FORMAT: Final = "panj-save"
VERSION: Final = 2
OLDEST: Final = 1
"""The oldest version that is read; its chain hashes the engine's own bytes of a state."""
MARKER: Final = "# What happened, in order; the file grows at its end."
"""The line that ends the head."""
LARGEST_HEAD: Final = 4 * 1024 * 1024
"""Characters: no head is longer, as rules and look have a million bytes each at most."""
HEAD_VALUES: Final = 2_000
"""The values of a head: a line a key, and an entry for each seat and option."""
_MARKED: Final = re.compile(rf"^\s*format\s*=\s*[\"']{FORMAT}[\"']", re.MULTILINE)
"""The line of a save without which a file too large to be parsed is said to be something else."""
SEATS: Final = b"\nseats = "
RULES: Final = b"\nrules = "
"""How the lines of the seats and of the rules, the first of the long texts at its end, start."""


@frozen(kw_only=True)
class Header:
    """The head of a save.

    Attributes:
        scenario: the scenario's id.
        seed: what the generator was started from.
        seats: who sat where when the game began: "human" or "bot:NAME".
        options: the options that were chosen; those left out have the default of the rules.
        look: the whole text of the look of the rules, empty for none; None in a save from before
            rules named one. It is shown and not played, so no hash stands on it.
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
    version: int = VERSION

    def root(self) -> str:
        """Return the hash that the first entry's chain stands on."""
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


def header_bytes(header: Header) -> bytes:
    """Write a header in the present format, the marker line included."""
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
    seats = inline("seats", header.seats)
    if header.options:
        head += inline("options", header.options)
    rules = _text_lines("rules", header.rules)
    look = "" if header.look is None else _text_lines("look", header.look)
    # The long texts come last: a glance at a list of saves does not read them.
    return f"{head}{seats}{rules}{look}\n{MARKER}\n".encode()


@lru_cache(maxsize=8)
def _text_lines(key: str, text: str) -> str:
    """A long text as TOML; kept, as the rules are the most of every autosave and never change."""
    # TOML would turn other line ends into plain ones, and the hash of the rules would not hold;
    # and no line of the text may pass for the marker.
    plain = "\r" not in text and MARKER not in text
    return tomli_w.dumps({key: text}, multiline_strings=plain)


def _not_a_save(path: Path) -> NotASave:
    return NotASave(
        f"{path}: this TOML file is not a save (it has no line 'format = \"{FORMAT}\"'); "
        "a rules file is played with --rules."
    )


def _head_table(path: Path, raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotToml(
            f"{path}: byte {error.start + 1} is not UTF-8 text; this is not a save."
        ) from None
    # A stranger's file is measured before the parser sees it: some short ones cost it hours.
    found = excess(text, HEAD_VALUES) if len(text) <= LARGEST_HEAD else None
    large = len(text) > LARGEST_HEAD or (found is not None and found.code == "too-large")
    if large and _MARKED.search(text) is None:
        raise _not_a_save(path)
    if len(text) > LARGEST_HEAD or found is not None:
        what = "it is too large" if found is None else found.message.rstrip(".")
        raise NotToml(
            f"{path}: the head of the file is not TOML as a save has it ({what}); "
            "give the path of a save, or restore it from an autosave."
        )
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, ValueError, RecursionError) as error:
        raise NotToml(
            f"{path}: the head of the file is not TOML ({error}); "
            "give the path of a save, or restore it from an autosave."
        ) from None


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
        raise _not_a_save(path)
    version = table.get("version")
    if type(version) is not int or not OLDEST <= version <= VERSION:
        raise OtherVersion(
            f"{path}: the save has format version {version!r} and this program reads versions "
            f"{OLDEST} to {VERSION}; open it with the program that wrote it."
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
    _refuse_controls(path, table)
    fields: dict[str, Any] = {}
    for name in ("scenario", "rules", "rules_name", "rules_sha256", "root"):
        fields[name] = _of_type(path, table, name, str)
    fields["seed"] = _of_type(path, table, "seed", int)
    seats = _of_type(path, table, "seats", dict)
    if not all(isinstance(occupant, str) for occupant in seats.values()):
        raise HeaderDamaged(f"{path}: 'seats' must say who sits where in words.")
    options = _of_type(path, {"options": {}, **table}, "options", dict)
    if not all(isinstance(value, str) for value in options.values()):
        raise HeaderDamaged(f"{path}: 'options' must say in words what was chosen.")
    root = fields.pop("root")
    if "look" in table:
        fields["look"] = _of_type(path, table, "look", str)
    header = Header(seats=seats, options=options, version=version, **fields)
    if not 0 <= header.seed <= generator.LARGEST_SEED or root != header.root():
        raise HeaderDamaged(
            f"{path}: the head of the save (scenario, seed, seats, options, hash of the rules) was "
            "changed after it was written; restore it from an autosave."
        )
    return header


def _refuse_controls(path: Path, table: Mapping[str, Any]) -> None:
    """Refuse what would steer a terminal; rules and look are asked the same when they are read."""
    for name, value in table.items():
        if name in ("rules", "look"):
            continue
        parts = [*value.items()] if isinstance(value, dict) else [(name, value)]
        for text in (part for pair in parts for part in pair if isinstance(part, str)):
            if (at := control_in(text)) is not None:
                raise HeaderDamaged(
                    f"{path}: the head of the save has the control character {name_of(text[at])} "
                    f"in '{visible(name, key=True)}'; restore it from an autosave."
                )


def _of_type(path: Path, table: Mapping[str, Any], name: str, kind: type) -> Any:
    value = table.get(name)
    if type(value) is not kind:
        raise HeaderDamaged(
            f"{path}: the head of the save has no proper '{name}'; restore it from an autosave."
        )
    return value
