"""Findings: what is wrong in a rules file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

import attrs

Severity = Literal["error", "warning"]


@attrs.frozen
class Finding:
    """One thing wrong in a rules file.

    `code` is stable (``unknown-name``), `line` and `column` count from 1,
    `offending` is the text in question, `suggestion` a possible repair.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    offending: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        hint = f" {self.suggestion}" if self.suggestion else ""
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.severity}: {self.code}: {self.message}{hint}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by file, line and column; errors and warnings stand as they come there."""
    once = dict.fromkeys(findings)
    return tuple(sorted(once, key=lambda f: (f.file, f.line, f.column, f.code, f.message)))


def told(findings: Iterable[Finding]) -> str:
    """Findings as every command prints them: a line each, in the file's order."""
    return "\n".join(map(str, in_order(findings)))


class RulesError(Exception):
    """A rules file that cannot be used; `findings` holds all that is wrong with it, in order."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__(told(self.findings))


#: Beyond so many known words only those are looked for that differ in one letter.
_MANY = 300
#: Longer words are no typos.
_LONG = 80
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is closest to a strange one, or None.

    Args:
        word: the strange word.
        known: those that it may stand for; the time this takes does not grow with their number.
    """
    # Names that are made of an author's have a double underscore, and nobody writes them.
    words = [w for w in known if "__" not in w]
    if len(word) > _LONG:
        return None
    if len(words) > _MANY:
        # Names are written small.
        there = {word.lower(), *_one_letter_off(word)}.intersection(words) - {word}
        return word.lower() if word.lower() in there else min(there, default=None)
    small = word.lower()
    alike = [w for w in words if len(w) == len(word) and w.lower() == small and w != word]
    if alike:
        return alike[0]
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return near[0] if near else None


def _one_letter_off(word: str) -> set[str]:
    """What a word becomes by one letter lost, added, changed, or swapped with the next."""
    halves = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    lost = {a + b[1:] for a, b in halves if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    changed = {a + c + b[1:] for a, b in halves if b for c in _LETTERS}
    added = {a + c + b for a, b in halves for c in _LETTERS}
    return lost | swapped | changed | added


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return ``did you mean `x`?`` for the closest known word, or None."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else None


TomlPath = tuple[str | int, ...]


class MadeMember(str):
    """A step of a path that is no place in the file: the member that a row of `each` made."""

    __slots__ = ()


@attrs.frozen
class Diagnostic:
    """A finding before its place is known: `path` leads to a TOML value, `offset` into its text.

    `flow_dependent`: it would not be there if a condition before it had taught something; `meant`:
    the key that an unknown one may stand for, empty when none is near.
    """

    code: str
    path: TomlPath
    offset: int
    offending: str
    message: str
    suggestion: str | None = None
    severity: Severity = "error"
    at_key: bool = False
    flow_dependent: bool = False
    meant: str = ""


class Abort(Exception):
    """Stops the reading of one expression or entry; the rest of the file is still read."""


class AlreadyTold(Abort):
    """What is read rests on something that is at fault already: there is nothing new to tell."""


class Rejected(Abort):
    """What is read is at fault."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.message)


def abort(
    code: str,
    path: TomlPath,
    message: str,
    word: str = "",
    hint: str | None = None,
    offset: int = 0,
    flow_dependent: bool = False,
    at_key: bool = False,
) -> Rejected:
    """The error that tells one finding and stops what is being read; see `Diagnostic`."""
    return Rejected(
        Diagnostic(
            code, path, offset, word, message, hint, at_key=at_key, flow_dependent=flow_dependent
        )
    )


#: Codes of findings that always rest on what the conditions before them taught.
FLOW_DEPENDENT = frozenset({"maybe-none", "not-in-scenario", "hidden-read"})


def note(diagnostics: list[Diagnostic], error: Abort, flow_lost: bool = False) -> None:
    """Add what an error has to tell; `flow_lost` once a condition could not be read."""
    if isinstance(error, Rejected):
        told = error.diagnostic
        if not (flow_lost and (told.flow_dependent or told.code in FLOW_DEPENDENT)):
            diagnostics.append(told)
