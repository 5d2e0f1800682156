"""Rules of several files: they are put together into one text, each after a line that names it.

Whatever reads rules reads that one text: a save keeps it, its hash is that of all files, and TOML
itself refuses a section that stands in two of them. Only findings tell the files apart again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

import attrs

from game.rules.diagnostics import Finding

#: The line before the text of an included file.
_NAMED = re.compile(r'^#= included from "([^"\n]*)"$', re.MULTILINE)
#: What no file may have at the start of a line, since it would pass for such a line.
MARK = re.compile(r"^#= included from\b", re.MULTILINE)


@attrs.frozen
class IncludedFile:
    """An included file: its path as the rules give it, and its text with plain line ends."""

    path: str
    text: str


def put_together(text: str, parts: Iterable[IncludedFile]) -> str:
    """One text of a rules file and the files that it includes."""
    out = [text]
    for part in parts:
        end = "" if out[-1].endswith("\n") else "\n"
        out.append(f'{end}#= included from "{part.path}"\n{part.text}')
    return "".join(out)


def parts_in(text: str) -> tuple[str, ...]:
    """The paths of the files that a text was put together from, after the first."""
    return tuple(found[1] for found in _NAMED.finditer(text))


def origin(name: str, text: str, line: int) -> tuple[str, int]:
    """The file that a line of a text comes from, and its number there.

    Args:
        name: what the text is called.
        text: the text, of one file or put together.
        line: the number of a line of it, from 1.
    """
    file, first = name, 0
    for found in _NAMED.finditer(text):
        at = text.count("\n", 0, found.start()) + 1
        if at >= line:
            break
        file, first = str(PurePath(name).parent / found[1]), at
    return file, line - first


def at_home(name: str, text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a text that was put together, each in its file."""
    out = []
    for finding in findings:
        file, line = origin(name, text, finding.line)
        out.append(attrs.evolve(finding, file=file, line=line))
    return out
