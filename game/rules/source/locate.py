"""From diagnostics to findings: each at its line and column, once, and in the file's order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from game.rules.diagnostics import Diagnostic, Finding, MadeMember
from game.rules.source.parts import Origins
from game.rules.source.positions import Positions

#: A word is shown up to so many characters, a sentence up to so many.
LONGEST_WORD = 60
LONGEST_SENTENCE = 240
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def shown(text: str, most: int = LONGEST_SENTENCE) -> str:
    """A text as it may stand in a sentence: printable, and long words and values shortened."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    text = _LONG.sub(lambda word: word[0][: LONGEST_WORD - 1] + "…", text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _by_row(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics, those of all the members that one row of `each` made as one.

    It names the first of these members, and how many more there are.
    """
    rows: dict[tuple[object, ...], tuple[Diagnostic, dict[str, None]]] = {}
    for diagnostic in diagnostics:
        made = next((step for step in diagnostic.path if isinstance(step, MadeMember)), None)
        if made is None:
            yield diagnostic
            continue
        path = tuple(step for step in diagnostic.path if step is not made)
        key = (path, diagnostic.offset, diagnostic.code, diagnostic.severity)
        rows.setdefault(key, (diagnostic, {}))[1][str(made)] = None
    for diagnostic, members in rows.values():
        first, more = next(iter(members)), len(members) - 1
        named = f"`{first}` and {more} more" if more else f"`{first}`"
        said = f"{diagnostic.message.removesuffix('.')} (of {named})."
        yield attrs.evolve(diagnostic, message=said)


def locate(name: str, text: str, diagnostics: Iterable[Diagnostic]) -> list[Finding]:
    """Place the diagnostics of a text.

    Args:
        name: what the file is called in the findings.
        text: the text that was read, with plain line ends; if it was put together from several
            files, each finding names its own.
        diagnostics: what is wrong with it.

    Returns:
        The findings by line and column, errors and warnings together; no two are the same.
    """
    diagnostics = list(_by_row(diagnostics))
    if not diagnostics:
        return []
    places, origins = Positions(text), Origins(name, text)
    out: dict[tuple[str, int, int, str, str], Finding] = {}
    for diagnostic in diagnostics:
        line, column = places.find(diagnostic.path, diagnostic.offset, diagnostic.at_key)
        file, line = origins.of(line)
        hint = shown(diagnostic.suggestion) if diagnostic.suggestion else None
        finding = Finding(
            diagnostic.code, diagnostic.severity, file, line, column, shown(diagnostic.offending),
            shown(diagnostic.message), hint[:1].upper() + hint[1:] if hint else None,
        )  # fmt: skip
        out.setdefault((file, line, column, finding.code, finding.message), finding)
    return sorted(out.values(), key=lambda f: (f.file, f.line, f.column, f.code, f.message))
