"""Opens the look file that rules name: a file beside them, or the text that a save carries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import tomli

from game.resources import asset
from game.rules.diagnostics import RulesError
from game.rules.look.model import VERSION
from game.rules.source.reader import parse_source, read_source


class NoLookError(Exception):
    """There is no such look file; the message says why, and what to do."""


@attrs.frozen
class LookSource:
    """A look file: its name for people, its text, its tables, and where its paths start from."""

    name: str
    text: str
    data: dict[str, Any]
    home: Path


def look_beside(folder: Path, named: str) -> LookSource:
    """Read a look file beside rules.

    Args:
        folder: that of the rules file.
        named: the path in it.

    Raises:
        NoLookError: it is not there, or cannot be read.
        RulesError: it is not TOML, or too large.
    """
    path = folder / named
    try:
        source = read_source(path)
    except RulesError as error:
        found = error.findings[0]
        if found.code == "unreadable":
            why = found.message.partition(";")[0]
            raise NoLookError(f"{named}: {why}; name a file beside the rules.") from error
        if found.code == "empty":
            return _of_text("", str(path), path.parent)
        raise
    return LookSource(str(path), source.text, source.data, path.parent)


def look_of_text(text: str, name: str) -> LookSource:
    """The look that a save carries; its map is among our own assets.

    Raises:
        RulesError: it is not TOML, or too large.
    """
    return _of_text(text, name, asset())


def plain_look(name: str) -> LookSource:
    """The look of rules that are shown plainly."""
    return LookSource(name, "", {"version": VERSION}, asset())


def shipped_look() -> LookSource | None:
    """The look of our own game, if it can be read."""
    path = asset("look.toml")
    try:
        return _of_text(path.read_text(encoding="utf-8"), str(path), path.parent)
    except (OSError, UnicodeDecodeError, RulesError):
        return None


def _of_text(text: str, name: str, home: Path) -> LookSource:
    if not text.strip():
        return LookSource(name, text, tomli.loads(""), home)
    source = parse_source(text, name)
    return LookSource(name, source.text, source.data, home)
