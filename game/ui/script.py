"""Words as they are drawn: letters joined, and what is written right to left turned round.

All texts stay in the order in which they are read, also where they are broken into lines and cut;
only what draws or measures a line asks here for the order in which its letters stand.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import attrs
from arabic_reshaper import ArabicReshaper
from bidi import algorithm
from bidi.mirror import MIRRORED

#: Marks that join or part letters, choose a picture or turn a text; they are not drawn.
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
#: One letter for each letter, so that every place in a text stays known.
_SHAPER = ArabicReshaper(
    configuration={
        "delete_harakat": False,
        "delete_tatweel": False,
        "shift_harakat_position": False,
        "support_ligatures": False,
    }
)
#: Lam before alef is one sign: by alef, where it begins a word and where lam is joined to another.
_LAM_ALEF = {
    "\ufe82": "\ufef5\ufef6",
    "\ufe84": "\ufef7\ufef8",
    "\ufe88": "\ufef9\ufefa",
    "\ufe8e": "\ufefb\ufefc",
}
_LAM = ("\ufedf", "\ufee0")


#: Signs that point, or open and close, the other way where one reads right to left.
_ROUND = str.maketrans({**MIRRORED, "→": "←", "←": "→", "⇒": "⇐", "⇐": "⇒"})
_ARROWS = frozenset("→←⇒⇐")
#: Signs of a number, which stay before it.
_SIGNS = frozenset("+-−")


@attrs.frozen
class Shaped:
    """A line as it is drawn, from left to right.

    Attributes:
        words: its letters in that order, joined.
        at: for each of these, its place in the text as it is read.
        level: for each place in the text, how deep it is nested: odd runs right to left.
        leftwards: whether the line as a whole runs right to left.
    """

    words: str
    at: tuple[int, ...]
    level: tuple[int, ...]
    leftwards: bool


@lru_cache(maxsize=4096)
def turned(text: str) -> bool:
    """Whether any letter of a text is written right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


@lru_cache(maxsize=1024)
def leftwards(text: str) -> bool:
    """Whether a text runs right to left as a whole: its first letter with a way does."""
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(c) for c in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def drawn(text: str) -> str:
    """The letters of one line in the order in which they stand, from left to right."""
    if text.isascii():
        return text
    if turned(text):
        return shape(text).words
    return "".join(c for c in text if c not in _UNSEEN) if not _UNSEEN.isdisjoint(text) else text


def turned_round(words: str) -> str:
    """Signs without a way of their own, such as brackets, as they stand among letters that run
    right to left; words with such letters are turned when they are drawn."""
    return words if turned(words) else words[::-1].translate(_ROUND)


def _sign_numbers(chars: list[dict[str, Any]]) -> None:
    """Let the sign of a number run with it: a minus two is not read as two minus."""
    for n, char in enumerate(chars[:-1]):
        alone = n == 0 or chars[n - 1]["type"] not in ("EN", "AN", "L", "R", "AL")
        if char["ch"] in _SIGNS and alone and chars[n + 1]["type"] == "EN":
            char["type"] = "EN"


@lru_cache(maxsize=2048)
def shape(text: str) -> Shaped:
    """Join the letters of one line and put them in order."""
    joined = _SHAPER.reshape(text)
    if len(joined) != len(text):
        joined = text  # signs that the shaper knows and we do not: unjoined is better than lost
    base = 1 if leftwards(text) else 0
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(joined, storage, False, False)
    for place, char in enumerate(storage["chars"]):
        char["place"] = place
    algorithm.explicit_embed_and_overrides(storage, False)
    _sign_numbers(storage["chars"])
    algorithm.resolve_weak_types(storage, False)
    _pair_brackets(storage["chars"], "R" if base else "L")
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    level = dict.fromkeys(range(len(text)), base)
    level.update((char["place"], char["level"]) for char in storage["chars"])
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    words: list[str] = []
    at: list[int] = []
    for char in storage["chars"]:
        letter = char["ch"]
        if letter in _ARROWS and char["level"] % 2:
            letter = letter.translate(_ROUND)
        if letter in _UNSEEN:
            continue
        if words and letter in _LAM and words[-1] in _LAM_ALEF:
            words[-1] = _LAM_ALEF[words[-1]][_LAM.index(letter)]
            at[-1] = char["place"]
            continue
        words.append(letter)
        at.append(char["place"])
    return Shaped("".join(words), tuple(at), tuple(level[n] for n in range(len(text))), bool(base))


_OPENING = {"(": ")", "[": "]", "{": "}", "«": "»"}
_WAYS = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}


def _pair_brackets(chars: list[dict[str, Any]], way: str) -> None:
    """Let both brackets of a pair run the same way, as rule N0 of the Unicode algorithm has it."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for n, char in enumerate(chars):
        if char["ch"] in _OPENING:
            opened.append((_OPENING[char["ch"]], n))
        elif opened and char["ch"] == opened[-1][0]:
            pairs.append((opened.pop()[1], n))
    for first, last in sorted(pairs):
        inside = {_WAYS[c["type"]] for c in chars[first + 1 : last] if c["type"] in _WAYS}
        if not inside:
            continue
        before = [_WAYS[c["type"]] for c in chars[:first] if c["type"] in _WAYS]
        taken = way if way in inside or (before or [way])[-1] == way else before[-1]
        chars[first]["type"] = chars[last]["type"] = taken
