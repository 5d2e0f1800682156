"""The file of translations of one game: `[[said]]` with `at`, `en` and `to`, and forms of words.

    language = "ru"
    game = "Two Bridges"

    [names]
    worth = "Ценность"

    [forms.Красные]
    gen = "Красных"

    [[said]]
    at = "action.march.name"
    en = "March"
    to = "Марш"

A text is found by its English, so that it is never said of other words than those it was made
from; `at` says where it stands, and chooses where two places need different words for one.
`[names]` says what is called of which the rules have an id and no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from game.pseudo import pseudo
from game.resources import asset
from game.rules.diagnostics import RulesError
from game.rules.source.reader import FileKind, read_source

_KIND: Final = FileKind("file of translations", 'language = "..."')
#: The head of a file names its game within so many bytes.
_HEAD: Final = 2_000
_GAME: Final = re.compile(r'^game = "(.*)"\s*$', re.MULTILINE)


class WordsError(Exception):
    """A file of translations cannot be read; the message says why."""


@attrs.frozen
class Said:
    """One translation: where its text stands, the English, and what is said for it."""

    at: str
    en: str
    to: str


@attrs.frozen
class Words:
    """The translations of one game.

    Attributes:
        path: the file.
        language: the id of the language.
        game: what the game is called in English.
        said: the translations, in order.
        forms: the forms of words by their names, by word.
        names: what is called by its id in the rules, by that id.
        made: says what was not translated; by itself it stays as it is.
    """

    path: Path
    language: str
    game: str
    said: tuple[Said, ...]
    forms: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    made: Callable[[str], str] = attrs.field(default=lambda text: text, eq=False)
    _by_text: dict[str, str] = attrs.field(init=False, eq=False, repr=False)
    _by_place: dict[tuple[str, str], str] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_by_text", {s.en: s.to for s in reversed(self.said)})
        object.__setattr__(self, "_by_place", {(s.at, s.en): s.to for s in self.said})

    def say(self, at: str, text: str) -> str:
        """A text in this language; as it is where it was not translated.

        Args:
            at: where it stands.
            text: the English.
        """
        found = self._by_place.get((at, text))
        if found is None:
            found = self._by_text.get(text)
        return self.made(text) if found is None else found

    def known(self, text: str) -> bool:
        """Whether a text was translated."""
        return text in self._by_text


@cache
def read_words(path: Path) -> Words:
    """Read a file of translations.

    Raises:
        WordsError: it cannot be read, or is not written as such a file is.
    """
    try:
        tree = read_source(path, _KIND).data
    except RulesError as error:
        found = error.findings[0]
        raise WordsError(f"{path}:{found.line}:{found.column}: {found.message}") from error
    language, game = tree.pop("language", None), tree.pop("game", None)
    if not isinstance(language, str) or not isinstance(game, str):
        said = '`language = "ru"` and `game = "..."` stand at the top, as the rules name the game.'
        raise WordsError(f"{path}: {said}")
    rows, forms, names = tree.pop("said", []), tree.pop("forms", {}), tree.pop("names", {})
    if tree:
        raise WordsError(f"{path}: `{next(iter(tree))}` is nothing that such a file has.")
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise WordsError(f'{path}: [names] has names by ids: `worth = "..."`.')
    return Words(path, language, game, tuple(_rows(path, rows)), _forms(path, forms), names)


def _rows(path: Path, rows: Any) -> list[Said]:
    """The translations of a file."""
    out: list[Said] = []
    for row in rows if isinstance(rows, list) else [rows]:
        texts = row if isinstance(row, dict) else {}
        if set(texts) != {"at", "en", "to"} or not all(isinstance(t, str) for t in texts.values()):
            said = "each [[said]] has `at`, `en` and `to`, which are texts"
            raise WordsError(f"{path}: {said}; look at number {len(out) + 1}.")
        out.append(Said(**texts))
    return out


def _forms(path: Path, forms: Any) -> dict[str, dict[str, str]]:
    """The forms of words of a file."""
    sound = isinstance(forms, dict) and all(
        isinstance(table, dict) and all(isinstance(form, str) for form in table.values())
        for table in forms.values()
    )
    if not sound:
        raise WordsError(f'{path}: [forms.WORD] has the forms of a word: `gen = "..."`.')
    return {word: dict(table) for word, table in forms.items()}


def words_for(rules: Path | None, game: str, language: str) -> Words | None:
    """The translations of a game: beside its rules, or among our own by the name of the game.

    Args:
        rules: the rules file; None for rules out of a save.
        game: what the rules call the game.
        language: the id of the language.

    Returns:
        The translations; None where there are none that can be read.
    """
    made = pseudo(language)
    if made is not None:
        return Words(Path(), made.id, game, (), {}, {}, made.words)
    beside = [] if rules is None else [rules.with_suffix(f".{language}.toml")]
    try:
        for path in (*beside, *_ours(language)):
            if path.is_file() and (path in beside or _named(path) == game):
                return read_words(path)
    except WordsError:
        return None
    return None


def all_words_for(rules: Path | None, game: str) -> list[Path]:
    """The files of translations of a game, into every language.

    Args:
        rules: the rules file; None for rules out of a save.
        game: what the rules call the game.
    """
    beside = [] if rules is None else sorted(rules.parent.glob(f"{rules.stem}.*.toml"))
    ours = sorted(asset("text").glob("*/*.toml"))
    return [*beside, *(path for path in ours if _named(path) == game)]


@cache
def _ours(language: str) -> tuple[Path, ...]:
    """Our own files of translations into a language."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", language):
        return ()
    return tuple(sorted(asset("text", language).glob("*.toml")))


@cache
def _named(path: Path) -> str:
    """Which game a file of translations is of, without reading it whole."""
    try:
        with path.open(encoding="utf-8") as file:
            found = _GAME.search(file.read(_HEAD))
    except (OSError, ValueError):
        return ""
    return found[1] if found else ""
