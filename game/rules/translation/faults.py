"""What a file of translations lacks, what in it is of words that are no more, what does not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from game.rules.translation.found import retold, retold_look
from game.rules.translation.words import Words

#: A place in braces, and the form that it asks for.
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_FORM: Final = re.compile(r""":[^"':]+\Z""")
_STRING: Final = re.compile(r'"[^"]*"' + r"|'[^']*'")
#: Words between brackets are those that a guide explains.
_MARKED: Final = re.compile(r"\[[^\[\]{}]+\]")


@attrs.frozen
class Mistake:
    """Something wrong with a translation.

    Attributes:
        code: that of the finding: "untranslated", "stale-translation" or "unlike-translation".
        at: where the text stands.
        said: a sentence.
        row: the number of the translation in its file; None for what is missing.
    """

    code: str
    at: str
    said: str
    row: int | None = None


def texts_in(tree: Mapping[str, Any], look: Mapping[str, Any]) -> dict[str, list[str]]:
    """Every text of some rules and their look, and where it stands, in order.

    Args:
        tree: the tables of the rules file.
        look: those of the look file.
    """
    found: dict[str, list[str]] = {}

    def note(at: str, text: str) -> str:
        if any(letter.isalpha() for letter in _PLACE.sub("", text)) or _STRING.search(text):
            found.setdefault(text, []).append(at)
        return text

    retold(tree, note)
    retold_look(look, note)
    return found


def faults_of(words: Words, tree: Mapping[str, Any], look: Mapping[str, Any]) -> Iterator[Mistake]:
    """What is wrong with the translations of some rules.

    Args:
        words: the translations.
        tree: the tables of the rules file.
        look: those of the look file.
    """
    there = texts_in(tree, look)
    for text, places in there.items():
        if not words.known(text):
            yield Mistake("untranslated", places[0], f"`{_short(text)}` is not translated.")
    pairs = Counter((said.at, said.en) for said in words.said)
    for row, said in enumerate(words.said):
        if said.en not in there:
            told = f"the rules no longer say `{_short(said.en)}`."
            yield Mistake("stale-translation", said.at, told, row)
        elif pairs[said.at, said.en] > 1:
            told = f"`{_short(said.en)}` is translated twice here."
            yield Mistake("unlike-translation", said.at, told, row)
        elif wrong := _unlike(said.en, said.to):
            yield Mistake("unlike-translation", said.at, f"{wrong} in `{_short(said.to)}`.", row)


def _unlike(english: str, told: str) -> str:
    """How the places in braces of a translation differ from those of the English."""
    if not told.strip():
        return "nothing is said"
    first, second = Counter(_values(english)), Counter(_values(told))
    if lost := set(first) - set(second):
        return f"{{{sorted(lost)[0]}}} is missing"
    known = set(re.findall(r"\w+", " ".join(_expressions(english))))
    for expression in _expressions(told):
        if strange := set(re.findall(r"[A-Za-z_]\w*", expression)) - known - _GRAMMAR:
            return f"`{sorted(strange)[0]}` is no name of the English"
    marked = [len(_MARKED.findall(_PLACE.sub("", text))) for text in (english, told)]
    return "" if marked[0] == marked[1] else "other words in [brackets]"


#: Words of the language that a translation may use in a condition of its own.
_GRAMMAR: Final = frozenset(("if", "else", "and", "or", "not", "none", "true", "false", "in"))


def _expressions(text: str) -> list[str]:
    """What stands in the braces of a text, without forms and words in quotes."""
    return [_STRING.sub("", _FORM.sub("", found)) for found in _PLACE.findall(text)]


def _values(text: str) -> list[str]:
    """The places of a text that are values alone; words that a condition chooses are no loss."""
    found = (_FORM.sub("", place).strip() for place in _PLACE.findall(text))
    return [place for place in found if not _STRING.search(place)]


def _short(text: str) -> str:
    """A text, cut where it is long."""
    return text if len(text) <= 60 else f"{text[:57]}..."
