"""The back of the reference: reserved words, limits, findings, and an index of all words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from game.rules.codes import CODES
from game.rules.limits import LIMITS
from game.rules.reference.sections import Construct
from game.rules.reserved_words import COIN, DICE, KEYWORDS, LANGUAGE, TABLE

_WORD = re.compile(r"`\[*([a-z][a-z_]+)\b[^`]*`")
_IN_NAME = re.compile(r"[a-z][a-z_]+")
#: Words of the prose between backticks that are no words of the language.
_FILLERS = {"as", "or", "and", "in", "to", "of", "the", "is"}


def anchor(heading: str) -> str:
    """What a heading is linked by, as Markdown readers make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def link(heading: str) -> str:
    """A link to a heading of the reference."""
    shown = heading.replace("[", r"\[").replace("]", r"\]")
    return f"[{shown}](#{anchor(heading)})"


def contents(headings: Iterable[str]) -> Iterator[str]:
    """What stands in the reference, with links."""
    yield from ("", "## Contents", "")
    yield from (f"- {link(heading)}" for heading in headings)


def reserved_words() -> Iterator[str]:
    """The words that no name may be, and why."""
    yield from ("", "## Reserved words", "")
    yield f"No name may be a word of the language: {_listed(LANGUAGE)};"
    yield f"nor one of the grammar that scripts are read by: {_listed(KEYWORDS)}."
    dice = _listed([*DICE, COIN], ordered=False)
    yield f"{dice} are dice inside `chance(...)` alone; elsewhere all but sets may be called so."
    yield "A seat is not called"
    yield ", ".join(f"`{word}` ({what})" for word, what in TABLE.items()) + "."


def _listed(words: Iterable[str], ordered: bool = True) -> str:
    return " ".join(f"`{word}`" for word in (sorted(words) if ordered else words))


def limits() -> Iterator[str]:
    """How large a rules file and its parts may be."""
    yield from ("", "## Limits", "", "What goes beyond one is a finding, told before any work.", "")
    yield from ("| at most | of |", "|---:|---|")
    yield from (f"| {limit.most:,} | {limit.counts} |" for limit in LIMITS.values())


def findings() -> Iterator[str]:
    """Every code, what it means, what to do about it."""
    yield from ("", "## Findings", "")
    yield "A finding is told as `FILE:LINE:COLUMN: SEVERITY: CODE: what is wrong. What to do.`, and"
    yield "rules with an error are not played. Those marked * are found while games are played."
    yield from ("", "| code | what it means | what to do |", "|---|---|---|")
    for code in sorted(CODES.values(), key=lambda c: c.name):
        mark = "*" if code.played else ""
        grave = "" if code.severity == "error" else f" ({code.severity})"
        yield f"| `{code.name}`{mark}{grave} | {_cell(code.means)} | {_cell(code.cure)} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def index(constructs: Iterable[Construct]) -> Iterator[str]:
    """Where each word of the language is told of."""
    places: dict[str, dict[str, None]] = {}
    for construct in constructs:
        named = _IN_NAME.findall(construct.name)
        for word in (*named, *_WORD.findall(construct.text)):
            if word not in _FILLERS:
                places.setdefault(word, {})[construct.name] = None
    yield from ("", "## Index", "")
    for word, names in sorted(places.items()):
        yield f"- `{word}`: {', '.join(link(name) for name in names)}"
