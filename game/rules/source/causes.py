"""Why a text is no TOML, where what the parser says would not help who writes the file."""

from __future__ import annotations

import re

# A string on one line that is not closed there: no quote stands where the line ends.
_OPEN = re.compile(
    r"""(?:[^"'\#]|"{3}.*?"{3}|'{3}.*?'{3}|"(?:[^"\\]|\\.)*"|'[^']*')*+"""
    r"""(?:"(?!"")(?:[^"\\]|\\.)*+|'(?!'')[^']*+)\Z"""
)
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
        others = (_HEADER.match(other) for other in lines[: line - 1])
        if any(other is not None and other[1].strip() == header[1].strip() for other in others):
            return f"[{header[1].strip()}] stands twice; rename one, or write both as one"
    elif _OPEN.match(row):
        return "the string is still open where the line ends; close it with its quote"
    return None
