"""The program's own words, by key, in the language that was chosen: `phrase("table.undo")`.

`assets/text/ID.toml` holds one language each: a head, and tables of texts.

    [language]
    id = "en"
    name = "English"
    plurals = "n != 1"
    fonts = []

    [save]
    kept = "The game is saved in {path}."
    moves = ["{count} move", "{count} moves"]

What stands in braces is put in by name. A list has a form for each plural of the language, and the
expression in the head, written as gettext has it, gives the number of the form for a `count`;
`fonts` there are files for letters that the shipped fonts lack.
English is whole; what another language lacks is said in English.

A name in braces may ask for a form: `{seat:gen}` for one that the words of a game are given in a
language that has cases, `{count:ход|хода|ходов}` for the one of these that goes with a number.

The language is one for the whole program (`choose`), and another where somebody speaks another
(`speaking`): two phones at one table may.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from game.letters import found_fonts, lacking
from game.pseudo import pseudo
from game.resources import asset

#: The language that is whole, and is spoken where none was chosen.
USUAL: Final = "en"

#: A name in braces, and the form that is asked for; other braces, such as those of marked words,
#: stay as they are.
_PLACE: Final = re.compile(r"\{([a-z][a-z_]*)(?::([^{}:]+))?\}")
#: Parts the forms that go with a number.
FORMS_APART: Final = "|"
#: What ends a sentence, and what may stand after that at its end.
_STOPS: Final = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}", "\N{IDEOGRAPHIC FULL STOP}")
_CLOSING: Final = (
    "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
#: `count` from 0 to this shows how many forms a plural expression can ask for.
_ENOUGH: Final = 200
#: So many letters without a font are told.
_SHOWN: Final = 8
#: All that can be wrong with a file of texts as a file.
_UNREADABLE: Final = (OSError, ValueError, RecursionError)


class CatalogueText(NamedTuple):
    """A text in one form or several.

    Attributes:
        forms: the form for each plural; one where the text has no others.
        plural: gives the number of the form for a count.
    """

    forms: tuple[str, ...]
    plural: Callable[[int], int]

    @property
    def places(self) -> frozenset[str]:
        """The names in braces, of all forms together, and `count` where it chooses a form."""
        named = {name for form in self.forms for name, _ in _PLACE.findall(form)}
        return frozenset(named | {"count"} if len(self.forms) > 1 else named)

    def said(self, values: Mapping[str, object]) -> str:
        """The text with its values in their places; a place without a value stays as it is."""
        count = values.get("count", 1)
        at = self.plural(count) if len(self.forms) > 1 and isinstance(count, int) else 0
        form = self.forms[min(at, len(self.forms) - 1)]
        return _PLACE.sub(lambda m: _put_in(values, m), form) if values else form


def _put_in(values: Mapping[str, object], found: re.Match[str]) -> str:
    """What stands for a name in braces."""
    if found[1] not in values:
        return found[0]
    value = values[found[1]]
    return inflected(str(value), found[2]) if found[2] else str(value)


class Catalogue(NamedTuple):
    """All texts of one language.

    Attributes:
        id: the language's short name, as the file is called.
        name: what its speakers call it.
        forms: how many plural forms it has.
        entries: its texts by key.
        plural: gives the number of the form for a count.
        fonts: the names of font files for the letters that those which are shipped lack.
    """

    id: str
    name: str
    forms: int
    entries: Mapping[str, CatalogueText]
    plural: Callable[[int], int] = lambda _: 0
    fonts: tuple[str, ...] = ()

    @property
    def leftwards(self) -> bool:
        """Whether it is written right to left, by what its speakers call it."""
        return _leftwards(self.name)


@cache
def _leftwards(name: str) -> bool:
    """Whether a name runs right to left: its first letter that has a way does."""
    ways = (unicodedata.bidirectional(letter) for letter in name)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


class Spoken:
    """The language that is spoken now.

    Attributes:
        here: the texts of another language, where one is spoken for a while.
        words: the forms of the words of games, by language and word: see `learn`.
        names: what things of games are called that have an id alone, by language and id.
        whole: of each language that was spoken its own texts, the English ones, and the two as one.
        folder: where the files of other languages are; beside English as a rule.
        strict: whether an unknown key and a value that is missing or too much are errors, as they
            are in tests; in play the key, or the name in braces, stands there.
    """

    def __init__(self) -> None:
        self._chosen: Catalogue | None = None
        self.here: ContextVar[Catalogue | None] = ContextVar("here", default=None)
        self.words: dict[str, dict[str, Mapping[str, str]]] = {}
        self.names: dict[str, Mapping[str, str]] = {}
        self.whole: dict[str, tuple[Catalogue, Catalogue, Catalogue]] = {}
        self.folder = asset("text")
        self.strict = False

    @property
    def catalogue(self) -> Catalogue | None:
        """Its texts, those that it lacks in English; None before the first was asked for."""
        return self.here.get() or self._chosen

    @catalogue.setter
    def catalogue(self, catalogue: Catalogue | None) -> None:
        self._chosen = catalogue


SPOKEN: Final = Spoken()


def phrase(key: str, /, **values: object) -> str:
    """A text of the program.

    Args:
        key: its table and name, such as ``"table.undo"``.
        values: what is put in by name; `count` chooses the plural form as well.

    Raises:
        LookupError: in tests alone, where there is no such text or its values are others.
    """
    if SPOKEN.catalogue is None:
        choose(USUAL)
    assert SPOKEN.catalogue is not None, "a language was chosen"
    entry = SPOKEN.catalogue.entries.get(key)
    if SPOKEN.strict and (entry is None or entry.places != values.keys()):
        raise LookupError(f"{key!r} with {sorted(values)}: {entry}")
    return key if entry is None else entry.said(values)


def number_text(number: int, plus: bool = False) -> str:
    """A number as people read it: with a minus sign that is as wide as a plus.

    Args:
        number: the number.
        plus: whether a number above nought has its sign as well.
    """
    return f"+{number}" if plus and number > 0 else str(number).replace("-", "\N{MINUS SIGN}")


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: `one, two and three`."""
    *first, last = words
    return phrase("list.and", first=", ".join(first), last=last) if first else last


def stopped(words: str) -> str:
    """Words as a sentence, with one stop at their end: what people wrote may have its own.

    Args:
        words: the words.

    >>> stopped("It fell"), stopped("It fell."), stopped("Who knows?"), stopped("“Go!”")
    ('It fell.', 'It fell.', 'Who knows?', '“Go!”')
    """
    words = words.rstrip()
    return words if not words or words.rstrip(_CLOSING).endswith(_STOPS) else f"{words}."


def choose(language: str) -> str:
    """Speak a language from now on.

    Args:
        language: its id; English is spoken where there is no such language.

    Returns:
        The id of the language that is spoken now.
    """
    SPOKEN.catalogue = chosen = _whole(language)
    return chosen.id


@contextmanager
def speaking(language: str) -> Iterator[str]:
    """Speak a language here for a while, and in no other thread or task.

    Args:
        language: its id; English is spoken where there is no such language.

    Returns:
        The id of the language that is spoken until the block ends.
    """
    catalogue = _whole(language)
    before = SPOKEN.here.set(catalogue)
    try:
        yield catalogue.id
    finally:
        SPOKEN.here.reset(before)


def _whole(language: str) -> Catalogue:
    """The texts of a language, with the English ones for those that it lacks."""
    english = _read(USUAL) or Catalogue(USUAL, USUAL, 2, {})
    other = None if language == USUAL else _read(language)
    if other is None:
        return english
    # Who serves many speaks another language a thousand times in a game.
    made = SPOKEN.whole.get(other.id)
    if made is None or made[0] is not other or made[1] is not english:
        made = SPOKEN.whole[other.id] = (other, english, _filled(other, english))
    return made[2]


def _filled(other: Catalogue, english: Catalogue) -> Catalogue:
    """The texts of a language that fit, and the English ones for the rest."""
    sound = {k: e for k, e in other.entries.items() if not _unfit(k, e, other, english)}
    return other._replace(entries={**english.entries, **sound})


def spoken() -> str:
    """The id of the language that is spoken now."""
    return choose(USUAL) if SPOKEN.catalogue is None else SPOKEN.catalogue.id


def learn(
    language: str,
    words: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str] | None = None,
) -> None:
    """Know the words of a game.

    Args:
        language: its id.
        words: the forms of each word by their names: `{"Красные": {"gen": "Красных"}}`.
        names: what is called by its id where the rules give it no name.
    """
    SPOKEN.words.setdefault(language, {}).update(words)
    SPOKEN.names[language] = {**SPOKEN.names.get(language, {}), **(names or {})}


def named(ident: str) -> str:
    """What the language itself calls a thing of a game by its id; empty where it does not.

    Args:
        ident: the id, or another key under `[names]`.
    """
    return SPOKEN.names.get(spoken(), {}).get(ident, "")


def called(ident: str) -> str:
    """What a thing is called of which the rules have an id and no name.

    Args:
        ident: the id.

    Returns:
        What the language calls it; else its words, as ``second_round`` is Second round.
    """
    told = named(ident)
    if told:
        return told
    text = ident.replace("_", " ").replace("-", " ")
    text = text[:1].upper() + text[1:]
    made = pseudo(spoken())
    return text if made is None else made.words(text)


def mentioned(ident: str) -> str:
    """What a thing is called of which the rules have an id and no name, within a sentence.

    Args:
        ident: the id.
    """
    name = called(ident)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def inflected(word: str, form: str) -> str:
    """A word in a form that a sentence asks for.

    Args:
        word: the word as it is called, several in a list, or a number.
        form: the name of the form; or the forms that go with a number, with `|` between them, of
            which the one for this number is told without it.

    Returns:
        The word in that form; as it was where the form is not known.

    >>> inflected("1", "move|moves"), inflected("3", "move|moves")
    ('move', 'moves')
    """
    language = spoken()
    if FORMS_APART in form:
        forms = form.split(FORMS_APART)
        digits = re.sub(r"\D", "", word)
        assert SPOKEN.catalogue is not None, "a language was chosen"
        return forms[min(SPOKEN.catalogue.plural(int(digits or 0)), len(forms) - 1)]
    known = SPOKEN.words.get(language, {})
    if word in known:
        return known[word].get(form, word)
    last = re.escape(phrase("list.and", first="", last="").strip())
    parts = re.split(rf"(,\ |\ {last}\ )", word)
    return "".join(known.get(part, {}).get(form, part) for part in parts)


def leftwards() -> bool:
    """Whether what is spoken now is written right to left."""
    catalogue = SPOKEN.catalogue
    return catalogue is not None and catalogue.leftwards


def known_as(language: str) -> str | None:
    """The id of a language that can be spoken; None where there is none such.

    Args:
        language: its id, or the short one of a language that is made from English, as `xa`.
    """
    made = pseudo(language)
    if made is not None:
        return made.id
    return language if language in languages() else None


def languages() -> dict[str, str]:
    """The languages that are offered: what their speakers call them, by id."""
    named = sorted({USUAL, *(path.stem for path in SPOKEN.folder.glob("*.toml"))})
    read = map(_read, named)
    return {each.id: each.name for each in read if each is not None}


def fonts_of(language: str) -> list[Path]:
    """The font files of a language that are there, beside those that are shipped for all.

    Args:
        language: its id.
    """
    catalogue = _read(language)
    return [] if catalogue is None else found_fonts(catalogue.fonts, SPOKEN.folder)


def unwritten(language: str) -> str:
    """The letters of a language's own texts that no font has; "" where all can be drawn.

    Args:
        language: its id.
    """
    catalogue = _read(language)
    if catalogue is None:
        return ""
    forms = (form for entry in catalogue.entries.values() for form in entry.forms)
    return "".join(sorted(lacking("".join((catalogue.name, *forms)), fonts_of(language))))


def faults(language: str) -> Iterator[str]:
    """Say what is wrong with the texts of a language, a sentence each; nothing if all is well.

    Args:
        language: its id.
    """
    path = _path(language)
    try:
        found = _catalogue(path)
    except _UNREADABLE as error:
        yield f"{path.name}: {error}"
        return
    if letters := unwritten(language):
        yield f"{path.name}: {lack_of_letters(letters)}"
    english = _catalogue(_path(USUAL))
    for key, entry in found.entries.items():
        if words := _unfit(key, entry, found, english):
            yield f"{path.name}: '{key}' {words}"


def lack_of_letters(letters: str) -> str:
    """A sentence that tells of letters that no font has, and what to do.

    Args:
        letters: those letters.
    """
    shown = " ".join(letters[:_SHOWN]) + (" ..." if len(letters) > _SHOWN else "")
    return phrase("typed.no_font", count=len(letters), letters=shown)


def _unfit(key: str, entry: CatalogueText, own: Catalogue, english: Catalogue) -> str:
    """Why a text cannot stand for the English one; nothing if it can."""
    model = english.entries.get(key)
    if model is None:
        return "is no text of the program; see en.toml for those that are."
    if unknown := sorted(entry.places - model.places):
        return f"has {{{unknown[0]}}} in braces, and nothing of that name is put in there."
    if len(entry.forms) not in (1, own.forms):
        return f"has {len(entry.forms)} forms, and the language has {own.forms}."
    return ""


def _path(language: str) -> Path:
    """The file of a language."""
    return (asset("text") if language == USUAL else SPOKEN.folder) / f"{language}.toml"


def _read(language: str) -> Catalogue | None:
    """The texts of a language as its file has them; None where no such file can be read."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", language):
        return None
    if pseudo(language) is not None:
        return _made(language)
    try:
        return _catalogue(_path(language))
    except _UNREADABLE:
        return None


@cache
def _made(language: str) -> Catalogue:
    """The texts of a language that is made from English."""
    made, english = pseudo(language), _catalogue(_path(USUAL))
    assert made is not None
    entries = {
        key: entry._replace(forms=tuple(made.text(form) for form in entry.forms))
        for key, entry in english.entries.items()
    }
    return english._replace(id=made.id, name=made.name, entries=entries)


@cache
def _catalogue(path: Path) -> Catalogue:
    """Read a file of texts.

    Raises:
        OSError: it is missing, or not ours to read.
        ValueError: it is not written as a file of texts is.
    """
    from gettext import c2py

    import tomli

    with path.open("rb") as file:
        tree = tomli.load(file)
    head = tree.pop("language", None)
    if not isinstance(head, dict) or head.get("id") != path.stem:
        raise ValueError(f'the head [language] with id = "{path.stem}" is missing')
    plural = c2py(str(head.get("plurals", "0")))
    entries = {key: CatalogueText(forms, plural) for key, forms in _flat(tree, "")}
    forms = 1 + max(plural(n) for n in range(_ENOUGH))
    fonts = head.get("fonts", [])
    if not isinstance(fonts, list) or not all(isinstance(font, str) for font in fonts):
        raise ValueError('`fonts` in [language] has names of font files: fonts = ["FILE.ttf"]')
    name = str(head.get("name", path.stem))
    return Catalogue(path.stem, name, forms, entries, plural, tuple(fonts))


def _flat(tree: Mapping[str, Any], above: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts of a table and of the tables in it, by key."""
    for name, found in tree.items():
        key = f"{above}{name}"
        if isinstance(found, dict):
            yield from _flat(found, f"{key}.")
        elif isinstance(found, str):
            yield key, (found,)
        elif isinstance(found, list) and found and all(isinstance(form, str) for form in found):
            yield key, tuple(found)
        else:
            raise ValueError(f"'{key}' is neither a text nor a list of its plural forms")
