"""Findings of the translations of some rules: what is missing, stale, unlike, or in no font."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

import tomli

from game.catalogue import fonts_of, lack_of_letters
from game.files import read_plain
from game.letters import lacking
from game.rules import Rules
from game.rules.diagnostics import Finding
from game.rules.limits import MAX_BYTES
from game.rules.source.positions import Positions
from game.rules.translation import (
    Mistake,
    Words,
    WordsError,
    all_words_for,
    faults_of,
    read_words,
)

#: So many findings of a kind are told of one file.
MOST = 20


def translation_findings(rules: Rules) -> list[Finding]:
    """What is wrong with the translations of some rules, beside them and among our own.

    Args:
        rules: the rules, as they stand in their file.
    """
    path = None if rules.home is None else rules.home / Path(rules.file).name
    found: list[Finding] = []
    for file in all_words_for(path, rules.name):
        try:
            words = read_words(file)
        except WordsError as error:
            found.append(Finding("unlike-translation", "warning", str(file), 1, 1, "", str(error)))
            continue
        found += _findings(rules, words)
    return found


def faults(rules: Rules, words: Words) -> list[Mistake]:
    """All that is wrong with a file of translations.

    Args:
        rules: the rules, as they stand in their file.
        words: the translations.
    """
    look = tomli.loads(rules.look_text) if rules.look_text else {}
    return list(faults_of(words, tomli.loads(rules.source), look))


def _findings(rules: Rules, words: Words) -> Iterator[Finding]:
    places = Positions(read_plain(words.path, MAX_BYTES).decode())
    told = sorted((*faults(rules, words), *_unwritten(words)), key=lambda fault: fault.code)
    for code, group in groupby(told, key=lambda fault: fault.code):
        of_kind = list(group)
        for fault in islice(of_kind, MOST):
            line, column = (1, 1) if fault.row is None else places.find(("said", fault.row), 0)
            said = f"{fault.at}: {fault.said}"
            yield Finding(code, "warning", str(words.path), line, column, "", said)
        if len(of_kind) > MOST:
            said = f"{len(of_kind) - MOST} more of these."
            yield Finding(code, "warning", str(words.path), 1, 1, "", said)


def _unwritten(words: Words) -> Iterator[Mistake]:
    """The translations with letters that no font of the language has."""
    fonts = fonts_of(words.language)
    for row, said in enumerate(words.said):
        if letters := lacking(said.to, fonts):
            told = lack_of_letters("".join(sorted(letters)))
            yield Mistake("no-letters", said.at, told, row)
