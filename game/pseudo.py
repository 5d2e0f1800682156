"""Languages that nobody speaks, made from English: they show what another language would break.

`en-XA` is English with accents, each vowel twice, so that texts are about two fifths longer;
`ar-XB` is the same in Arabic letters, which are written right to left. Their names are those that
other programs have for such languages. Nothing of them is kept in a file: whatever English says
they say too, so that a text in plain letters never went through the tables of texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import attrs

#: What may be typed for their names.
_SHORT: Final = {"xa": "en-XA", "xb": "ar-XB"}
_VOWELS: Final = frozenset("aeiou")
#: Letters that the usual fonts have; f, m, p, q, v and x have none with an accent there.
_ACCENTS: Final = dict(
    zip(
        "abcdeghijklnorstuwyzABCDEGHIJKLNORSTUWYZ",
        "åþçðéĝĥîĵķļñöŕšţûŵýžÅÞÇÐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽ",
        strict=True,
    )
)
#: Letters of Persian among them; the longest that fit are taken.
_ARABIC: Final = {
    "a": "ا", "b": "ب", "c": "ک", "d": "د", "e": "ی", "f": "ف", "g": "گ", "h": "ه", "i": "ئ",
    "j": "ج", "k": "ک", "l": "ل", "m": "م", "n": "ن", "o": "و", "p": "پ", "q": "ق", "r": "ر",
    "s": "س", "t": "ت", "u": "ؤ", "v": "ژ", "w": "و", "x": "خ", "y": "ی", "z": "ز",
    "ch": "چ", "sh": "ش", "th": "ث", "kh": "خ", "gh": "غ",
}  # fmt: skip
_ARABIC_SOUND: Final = re.compile(r"[cstkg]h|.", re.DOTALL)
#: What stays: words that are typed, places for values with the form that they ask for, tags.
_STILL: Final = re.compile(r"`[^`]*`|\{[a-z_]+(?::[^{}]*)?\}|--[a-z-]+|https?://\S+|<[^<>]*>")
#: A place that begins with a mark, and what is marked; or a link and its words.
_MARK: Final = re.compile(r"\{([*+\-^~/]|>[^|{}]*\|)")
_BEGINS: Final = re.compile(r"[`{<]|--[a-z]|https?:")
_QUOTED: Final = re.compile(r"""(["'])(.*?)\1""")


@attrs.frozen
class Pseudo:
    """A language that is made from English.

    Attributes:
        id: its name, as `en-XA`.
        name: what it is called where languages are listed.
        ends: what stands before and after a text of the program, so that a cut one is seen.
    """

    id: str
    name: str
    ends: tuple[str, str]
    _told: Callable[[str], str] = attrs.field(alias="told")

    def text(self, text: str) -> str:
        """A text of the program.

        Args:
            text: the English.
        """
        return f"{self.ends[0]}{self.words(text)}{self.ends[1]}" if _lettered(text) else text

    def words(self, text: str) -> str:
        """A text of a game: what its braces compute stays, the words that they choose do not.

        Args:
            text: the English.
        """
        told, plain = list[str](), 0
        for start, end in _places(text):
            told += [self._told(text[plain:start]), self._place(text[start:end])]
            plain = end
        return "".join([*told, self._told(text[plain:])])

    def _place(self, place: str) -> str:
        """What stays of a text; of what a place computes, the words in quotes are told."""
        if place[0] != "{" or _STILL.fullmatch(place):
            return place
        return _QUOTED.sub(lambda q: f"{q[1]}{self._told(q[2])}{q[1]}", place)


def _lettered(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text something stands that stays as it is: its beginning and its end."""
    at = 0
    while found := _BEGINS.search(text, at):
        at = found.start()
        whole = _STILL.match(text, at) or _MARK.match(text, at)
        end = whole.end() if whole else _closing(text, at)
        if end:
            yield at, end
        at = end or at + 1


def _closing(text: str, at: int) -> int:
    """Where braces that open here end; nought where they do not."""
    deep = 0
    for end in range(at, len(text)):
        deep += (text[end] == "{") - (text[end] == "}")
        if not deep:
            return end + 1
    return 0


def _accented(text: str) -> str:
    """English with accents, its vowels twice."""
    return "".join(
        _ACCENTS.get(c, c) + (_ACCENTS[c.lower()] if c.lower() in _VOWELS else "") for c in text
    )


def _in_arabic(text: str) -> str:
    """English in Arabic letters, its vowels twice."""
    sounds = _ARABIC_SOUND.findall(text)
    return "".join(_ARABIC.get(s.lower(), s) * (2 if s.lower() in _VOWELS else 1) for s in sounds)


_ALL: Final = {
    each.id: each
    for each in (
        Pseudo("en-XA", _accented("Pseudo-English"), ("⟦", "⟧"), _accented),
        Pseudo("ar-XB", _in_arabic("Pseudo-Arabic"), ("", ""), _in_arabic),
    )
}


def pseudo(language: str) -> Pseudo | None:
    """The language of this name that is made from English; None where there is none such.

    Args:
        language: its id, or the short one: `xa`, `xb`.
    """
    return _ALL.get(_SHORT.get(language, language))
