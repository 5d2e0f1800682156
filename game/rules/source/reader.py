"""Reads a rules file within bounds, before any parser sees it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import tomli

from game.files import read_plain
from game.rules.diagnostics import Diagnostic, Finding, RulesError, TomlPath
from game.rules.limits import MAX_BYTES, MAX_LINES, MAX_NESTING, MAX_NUMBER
from game.rules.source.bounds import excess
from game.rules.source.causes import (
    cause_of,
    comma_cause,
    key_cause,
    twice_cause,
    value_cause,
)
from game.rules.source.characters import control_in, name_of
from game.rules.source.locate import locate
from game.rules.source.positions import place_of

#: A text without any of these has in its values what stands in it: no control, no huge number.
_HIDING = re.compile(r"""\\[^"\\nt\s]|[0-9_]{19}|0[xob]""")
#: What may be a key in quotes; possessive, so that a text is gone through once.
_QUOTED_KEY = re.compile(r"""["'][^"'\n]*+["']\s*+[=.\]]""")


@attrs.frozen
class FileKind:
    """What a file should be: what it is called, and how it starts."""

    name: str
    start: str


RULES = FileKind("rules file", "[game]")


@attrs.frozen
class Source:
    """The text of a file, its display name, its SHA-256 and its parsed TOML."""

    name: str
    text: str
    sha256: str
    data: dict[str, Any]


def _refuse(name: str, code: str, message: str, line: int = 1, column: int = 1) -> RulesError:
    return RulesError([Finding(code, "error", name, line, column, "", message)])


def _refuse_at(name: str, code: str, message: str, text: str, offset: int) -> RulesError:
    """Refuse a text at one of its characters."""
    before = text[:offset]
    return _refuse(
        name, code, message, before.count("\n") + 1, len(before) - before.rfind("\n")
    )  # fmt: skip


def read_source(path: Path, kind: FileKind = RULES) -> Source:
    """Read a file of TOML.

    Args:
        path: the file.
        kind: of what kind it should be.

    Raises:
        RulesError: it is missing, too large, empty, or not UTF-8 TOML.
    """
    name = str(path)
    try:
        raw = read_plain(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be read"
        raise _refuse(name, "unreadable", f"{reason}; name a {kind.name} that exists.") from error
    if len(raw) > MAX_BYTES:
        raise _too_large(name, kind)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise _refuse_at(
            name, "not-utf8", "not UTF-8 text; save it as UTF-8.", before, len(before)
        ) from error
    return parse_source(text, name, kind)


def _too_large(name: str, kind: FileKind) -> RulesError:
    return _refuse(name, "too-large", f"a {kind.name} may hold {MAX_BYTES} bytes at most.")


def _levels(data: object) -> int:
    """How deep tables and lists nest, dotted keys included; counted without recursion."""
    level, levels = [data], 0
    while level:
        levels += 1
        tables = [x for x in level if isinstance(x, (dict, list))]
        level = [y for x in tables for y in (x.values() if isinstance(x, dict) else x)]
    return levels


def _strange(data: object) -> Iterator[Diagnostic]:
    """Findings of texts with control characters, and of numbers that TOML does not have."""
    todo: list[tuple[TomlPath, object]] = [((), data)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            for key, below in value.items():
                if (at := control_in(key, key=True)) is not None:
                    message = f"a key with the control character {name_of(key[at])}; leave it out."
                    yield Diagnostic(
                        "control-character", (*path, key), 0, key, message, at_key=True
                    )
                todo.append(((*path, key), below))
        elif isinstance(value, list):
            todo += [((*path, i), below) for i, below in enumerate(value)]
        elif isinstance(value, str):
            if (at := control_in(value)) is not None:
                message = f"the control character {name_of(value[at])}; leave it out."
                yield Diagnostic("control-character", path, at, value[at], message)
        elif isinstance(value, int) and not -MAX_NUMBER - 1 <= value <= MAX_NUMBER:
            yield Diagnostic("too-large", path, 0, "", "a number of more than 64 bits.")


def _plainer(said: str, text: str, line: int, column: int) -> str:
    """What the parser says, in words that help where more is known."""
    row = text.split("\n")[line - 1] if 1 <= line <= text.count("\n") + 1 else ""
    better = None
    if said == "Invalid value":
        better = value_cause(row, column)
    elif said == "Unclosed array":
        better = "the list before this is still open; close it with `]`"
    elif said.startswith("Expected '=' after a key"):
        better = key_cause(row, column)
    elif said.startswith("Expected newline or end of document"):
        better = comma_cause(row, column)
    elif said == "Cannot overwrite a value":
        better = twice_cause(row)
    return better or said or "nested too deep"


def text_sha256(text: str) -> str:
    """The hash of rules that a save remembers them by; how their lines end does not count."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def parse_source(text: str, name: str = "rules.toml", kind: FileKind = RULES) -> Source:
    """Parse a text of TOML; raises RulesError when it is empty, too large or not TOML."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise _too_large(name, kind)
    # Editors of Windows mark UTF-8 by a character that is not part of the text.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        said = f"the file is empty; a {kind.name} starts with {kind.start}."
        raise _refuse(name, "empty", said)
    if "\0" in text:
        message = "a NUL character; this is not a text file."
        raise _refuse_at(name, "not-toml", message, text, text.index("\0"))
    if (at := control_in(text)) is not None:
        message = f"the control character {name_of(text[at])}; leave it out."
        raise _refuse_at(name, "control-character", message, text, at)
    if text.count("\n") > MAX_LINES:
        raise _refuse(name, "too-large", f"a {kind.name} may have {MAX_LINES} lines at most.")
    if (found := excess(text)) is not None:
        raise _refuse_at(name, found.code, found.message, text, found.offset)
    try:
        data = tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError, ValueError) as error:
        line, column = place_of(error, text)
        if column == 1 and line > 1 and cause_of(text, line - 1):
            # An open string on one line is missed only where the next one starts.
            line, column = line - 1, len(text.split("\n")[line - 2]) + 1
        what = cause_of(text, line) or _plainer(str(error).split(" (at ")[0], text, line, column)
        raise _refuse(name, "not-toml", f"not TOML: {what}.", line, column) from error
    if _levels(data) > MAX_NESTING:
        raise _refuse(name, "too-deep", f"tables nest deeper than {MAX_NESTING}.")
    # What a text does not show, only an escape or a very long number can hide in a value.
    hiding = _HIDING.search(text) or any(
        "\t" in key or "\\" in key for key in _QUOTED_KEY.findall(text)
    )
    if hiding and (diagnostics := list(_strange(data))):
        raise RulesError(locate(name, text, diagnostics))
    return Source(name, text, text_sha256(text), data)
