"""Rules of several files: they are put together into one text, each after a line that names it.

Whatever reads rules reads that one text: a save keeps it, its hash is that of all files, and TOML
itself refuses a section that stands in two of them. Only findings tell the files apart again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
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


class Origins:
    """The files that the lines of a text come from."""

    def __init__(self, name: str, text: str) -> None:
        """Find where each file begins.

        Args:
            name: what the text is called.
            text: the text, of one file or put together.
        """
        self._firsts, self._files = [0], [name]
        for found in _NAMED.finditer(text):
            self._firsts.append(text.count("\n", 0, found.start()) + 1)
            self._files.append(str(PurePath(name).parent / found[1]))

    def of(self, line: int) -> tuple[str, int]:
        """The file of a line, and its number there; lines count from 1."""
        place = bisect_left(self._firsts, line) - 1
        return self._files[place], line - self._firsts[place]


def at_home(name: str, text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of a text that was put together, each in its file."""
    out, origins = [], Origins(name, text)
    for finding in findings:
        file, line = origins.of(finding.line)
        out.append(attrs.evolve(finding, file=file, line=line))
    return out
