"""Measures a TOML text before a parser sees it, in one pass that costs no more than its length.

TOML parsers take time with the square of a dotted key's parts and of a number's digits, and stack
with the depth of brackets; none of that may be left to whoever wrote the text.
"""

from __future__ import annotations

import re
from itertools import accumulate

import attrs

from game.rules.limits import MAX_KEY_PARTS, MAX_NESTING, MAX_VALUES, MAX_WORD

# Possessive (`++`, `*+`): a text that does not match is given up at once, without another try. A
# string that is never closed reaches to the end of its line or of the text.
# The end of a long string may have up to two quotes of the string before it.
_TEXTS = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"*+'
    r"|'''(?:[^']++|'(?!''))*+'*+"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
)
_QUOTED = re.compile(_TEXTS, re.DOTALL)
_TOKEN = re.compile(_TEXTS + r"|[A-Za-z0-9_+:.\-]++|[\[{\]}=,\n]", re.DOTALL)


@attrs.frozen
class Excess:
    """What in a text is too much: a finding's code and sentence, and the offset of its place."""

    code: str
    message: str
    offset: int


_LONG_WORD = re.compile(r"[A-Za-z0-9_+:.\-]" + f"{{{MAX_WORD + 1}}}")
# What stands between blanks, and lines of many dots. Lists of them all would be half a million.
_LONG_ROW = re.compile(r"(?<!\S)\S" + f"{{{MAX_WORD + 1}}}")
_DOTTED = re.compile(r"^(?:[^.\n]*+\.)" + f"{{{MAX_KEY_PARTS}}}", re.MULTILINE)
# From where a key can start, and not from each of its letters: that would take their square.
_MANY_PARTS = re.compile(r"(?:\A|[=,\n])(?:[^.=,\n]*+\.)" + f"{{{MAX_KEY_PARTS}}}")
_BRACKETS = re.compile(r"[\[{\]}]")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def _is_small(text: str, most: int) -> bool:
    """Is nothing in a text too much? Most texts are so, which is told in a tenth of the time."""
    bare = _QUOTED.sub('""', text)
    values = sum(map(bare.count, "=,[{"))
    if values > most:
        return False
    # A long word is no part of a short one, nor a key of many parts of a line with few dots.
    if _LONG_ROW.search(bare) and _LONG_WORD.search(bare):
        return False
    if _DOTTED.search(bare) and _MANY_PARTS.search(bare):
        return False
    depths = [0, *accumulate(map(_STEPS.__getitem__, _BRACKETS.findall(bare)))]
    # Where more was closed than opened, another count is right: that of `excess`.
    return min(depths) >= 0 and max(depths) <= MAX_NESTING


def excess(text: str, most: int = MAX_VALUES) -> Excess | None:
    """The first thing in a TOML text that would cost too much to read; None when all is well.

    Args:
        text: the text.
        most: how many values, lists and tables it may have together.
    """
    if _is_small(text, most):
        return None
    depth = dots = values = 0
    for found in _TOKEN.finditer(text):
        token, start = found[0], found.start
        if token[0] in "\"'#":
            continue
        if token in "[{":
            depth, dots, values = depth + 1, 0, values + 1
            if depth > MAX_NESTING:
                return Excess("too-deep", f"brackets nest deeper than {MAX_NESTING}.", start())
        elif token in "]}":
            depth -= depth > 0
        elif token in "=,\n":
            dots, values = 0, values + (token != "\n")
        else:
            if len(token) > MAX_WORD and token.strip("."):
                message = f"a word or number of {len(token)} characters; {MAX_WORD} at most."
                return Excess("too-long", message, start())
            dots += token.count(".")
            if dots >= MAX_KEY_PARTS:
                return Excess("too-deep", f"a key of more than {MAX_KEY_PARTS} parts.", start())
        if values > most:
            return Excess("too-large", f"more than {most} values in one file.", start())
    return None
