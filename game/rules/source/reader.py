"""Reads a rules file within bounds, before any parser sees it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import attrs

from game.rules.diagnostics import Finding, RulesError
from game.rules.source.positions import place_of

MAX_BYTES = 1_000_000
MAX_NESTING = 40


@attrs.frozen
class Source:
    """The text of a rules file, its display name, its SHA-256 and its parsed TOML."""

    name: str
    text: str
    sha256: str
    data: dict[str, Any]


def _refuse(name: str, code: str, message: str, line: int = 1, column: int = 1) -> RulesError:
    return RulesError([Finding(code, "error", name, line, column, "", message)])


def read_source(path: Path) -> Source:
    """Read a rules file; raises RulesError when it is missing, too large, or not UTF-8 TOML."""
    name = str(path)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be read"
        raise _refuse(name, "unreadable", f"{reason}; name a rules file that exists.") from error
    if size > MAX_BYTES:
        raise _refuse(
            name, "too-large", f"{size} bytes; a rules file may hold {MAX_BYTES} at most."
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise _refuse(
            name, "not-utf8", "not UTF-8 text; save it as UTF-8.", line, column
        ) from error
    return parse_source(text, name)


def _deepest(text: str) -> int:
    """An upper bound of bracket nesting, so that the TOML parser cannot be driven too deep."""
    depth = deepest = 0
    for char in re.findall(r"[\[{\]}]", text):
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth = max(0, depth - 1)
    return deepest


def _levels(data: object) -> int:
    """How deep tables and lists nest, dotted keys included; counted without recursion."""
    level, levels = [data], 0
    while level:
        levels += 1
        tables = [x for x in level if isinstance(x, (dict, list))]
        level = [y for x in tables for y in (x.values() if isinstance(x, dict) else x)]
    return levels


def _said(error: str) -> str:
    """What the TOML parser says, in the words of who writes the file."""
    twice = re.fullmatch(r"Cannot declare \((.*)\) twice", error)
    if twice:
        header = ".".join(re.findall(r"'([^']*)'", twice[1]))
        return f"[{header}] stands twice; rename one, or write both as one"
    if error == r"Illegal character '\n'":
        return "the string is still open where the line ends; close it with its quote"
    return error or "nested too deep"


def parse_source(text: str, name: str = "rules.toml") -> Source:
    """Parse rules text; raises RulesError when it is empty, too large or not TOML."""
    if len(text.encode()) > MAX_BYTES:
        raise _refuse(name, "too-large", f"a rules file may hold {MAX_BYTES} bytes at most.")
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise _refuse(name, "empty", "the file is empty; a rules file starts with [game].")
    if "\0" in text:
        before = text[: text.index("\0")]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _refuse(name, "not-toml", "a NUL character; this is not a text file.", line, column)
    if _deepest(text) > MAX_NESTING:
        raise _refuse(name, "too-deep", f"brackets nest deeper than {MAX_NESTING}.")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        line, column = place_of(error, text)
        what = _said(str(error).split(" (at ")[0])
        raise _refuse(name, "not-toml", f"not TOML: {what}.", line, column) from error
    if _levels(data) > MAX_NESTING:
        raise _refuse(name, "too-deep", f"tables nest deeper than {MAX_NESTING}.")
    return Source(name, text, hashlib.sha256(text.encode()).hexdigest(), data)
