"""Why a text is no TOML, where what the parser says would not help who writes the file."""

from __future__ import annotations

import re

# A comment, a string of three quotes, which may go on below, and the strings of one line. Each
# reaches to the end of the line where it is not closed: no part of it is looked at again.
_PART = re.compile(
    r"""\#.*|"{3}.*?(?:"{3}|\Z)|'{3}.*?(?:'{3}|\Z)"""
    r"""|"(?:[^"\\]++|\\.)*+(?:"|(?P<open>\\?\Z))|'[^']*+(?:'|(?P<literal>\Z))"""
)
_WORD = re.compile(r"[A-Za-z_][\w ]*(?<! )")
_TRUTHS = ("True", "False", "TRUE", "FALSE")
_NOTHING = ("none", "None", "null", "nil")
_KEY = re.compile(r"\w+\Z")
_SET = re.compile(r"\s*([^=]*[^=\s])\s*=")
_COMMA = re.compile(r"([+-]?\d+),(\d+)")
_CELL = re.compile(r"\w+\[[\w, ]*\]")
_HEADER = re.compile(r"[ \t]*\[(?!\[)([^\[\]\n]+)\][ \t]*(?:#.*)?\Z")


def cause_of(text: str, line: int) -> str | None:
    """What is wrong in a line at which the parser stopped; None when nothing is better known.

    Args:
        text: the whole text.
        line: the number of the line, from 1.
    """
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return None
    row = lines[line - 1]
    header = _HEADER.match(row)
    if header is not None:
        others = [_HEADER.match(other) for other in lines[: line - 1]]
        if f"[[{header[1].strip()}]]" in (other.strip() for other in lines[: line - 1]):
            return f"[[{header[1].strip()}]] stands before; write this one so too"
        if any(other is not None and other[1].strip() == header[1].strip() for other in others):
            return f"[{header[1].strip()}] stands twice; rename one, or write both as one"
    elif any(part.lastgroup for part in _PART.finditer(row)):
        return "the string is still open where the line ends; close it with its quote"
    return None


def value_cause(row: str, column: int) -> str | None:
    """What is wrong where a value or a key is expected; None when nothing is better known.

    Args:
        row: the line at which the parser stopped.
        column: where it stopped, from 1.
    """
    rest = row[column - 1 :]
    word = _WORD.match(rest)
    if word is None:
        return None
    if word[0] in _TRUTHS:
        return f"true and false are written small; write {word[0].lower()}"
    if word[0] in _NOTHING:
        return 'nothing is written by leaving the key out; the word is "none", in quotes'
    return f'a text stands in quotes; write "{word[0]}"'


def key_cause(row: str, column: int) -> str | None:
    """What is wrong in a key that cannot be read on; None when nothing is better known.

    Args:
        row: the line at which the parser stopped.
        column: where it stopped, from 1.
    """
    before = _KEY.search(row[: column - 1])
    cell = _CELL.match(row[before.start() :]) if before else None
    return None if cell is None else f'a key with brackets stands in quotes; write "{cell[0]}"'


def comma_cause(row: str, column: int) -> str | None:
    """What is wrong behind a value; None when nothing is better known.

    Args:
        row: the line at which the parser stopped.
        column: where it stopped, from 1.
    """
    number = next((n for n in _COMMA.finditer(row) if n.end(1) == column - 1), None)
    return f"a fraction is written with a point; write {number[1]}.{number[2]}" if number else None


def twice_cause(row: str) -> str | None:
    """What is wrong where a key has a value already; None when nothing is better known.

    Args:
        row: the line at which the parser stopped.
    """
    key = _SET.match(row)
    return f"`{key[1]}` stands twice in one table; leave one out" if key else None
