"""Reads tables: heads and cells, each word with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from game.rules.declare.records import TableDecl, TableLine, TableWord
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import TomlPath, did_you_mean
from game.rules.limits import MAX_CELLS, MAX_TABLE_KEYS

_WORD = re.compile(r"\S+")
_BLOCK = re.compile(r"\[([^][\s]*)\]\Z")


#: The heads of the last key, and the lines.
Drawn = tuple[tuple[TableWord, ...], tuple[TableLine, ...]]


def read_table(name: str, r: TableReader) -> TableDecl:
    """Read [table.NAME]."""
    by, value = r.index("by"), r.get("value", str, "").strip()
    if not r.data.get("by"):
        r.missing("by")
    elif not r.bounded(len(by), MAX_TABLE_KEYS, "keys of a table", "by"):
        by = ()
    cells = r.get("cells", (str, dict), need=True)
    columns: tuple[TableWord, ...] = ()
    lines: tuple[TableLine, ...] = ()
    if isinstance(cells, dict):
        if len(by) > 1:
            said = "a table of several keys has `cells` of lines, in three quotes."
            r.report("wrong-shape", said, "cells")
        elif r.bounded(len(cells), MAX_CELLS, "cells", "cells"):
            columns, lines = _inline(r, cells)
    elif isinstance(cells, str) and by:
        if len(by) == 1:
            said = "a table of one key has its cells by their heads."
            r.report("wrong-shape", said, "cells", hint="write `cells = { head = 1, other = 2 }`.")
        elif r.bounded(len(cells) // 2, 4 * MAX_CELLS, "words in the cells", "cells"):
            columns, lines = _drawn(r, cells, len(by))
    return TableDecl(name, r.path, r.texts(), by, value, columns, lines)


def _inline(r: TableReader, cells: dict[str, object]) -> Drawn:
    """The heads and cells of a table of one key."""
    heads, values = [], []
    for head, value in cells.items():
        path: TomlPath = (*r.path, "cells", head)
        if not isinstance(value, int | str):
            r.report("wrong-shape", "a cell is a number, a word, true or false.", "cells", head)
            continue
        heads.append(TableWord(head.strip(), path, at_key=True))
        text = str(value).lower() if isinstance(value, bool) else str(value)
        values.append(TableWord("." if text == "none" else text, path))
    return tuple(heads), (TableLine((), tuple(values)),)


def _words(text: str, path: TomlPath) -> Iterator[tuple[list[TableWord], int]]:
    """The words of each line that has any, and where the line ends."""
    start = 0
    for row in text.split("\n"):
        words = [TableWord(w[0], path, start + w.start()) for w in _WORD.finditer(row)]
        if words:
            yield words, start + len(row.rstrip())
        start += len(row) + 1


def _drawn(r: TableReader, text: str, keys: int) -> Drawn:
    """The heads and cells of a table of two keys or three, drawn in lines."""
    path: TomlPath = (*r.path, "cells")
    rows = _words(text, path)
    columns = tuple(next(rows, ([], 0))[0])
    lines: list[TableLine] = []
    block: tuple[TableWord, ...] = ()
    for words, end in rows:
        if keys == 3 and len(words) == 1 and (found := _BLOCK.match(words[0].text)):
            block = (TableWord(found[1], path, words[0].offset + 1),)
            continue
        if keys == 3 and not block:
            said = "lines before the first block."
            hint = "head each block with `[member]`, in a line of its own."
            r.diagnostics.append(words[0].says("wrong-shape", said, hint))
            return (), ()
        head, cells = words[0], tuple(words[1:])
        if len(cells) != len(columns):
            said = f"`{head.text}` has {len(cells)} cells under {len(columns)} heads."
            if len(cells) > len(columns):
                r.diagnostics.append(cells[len(columns)].says("wrong-shape", said))
            else:
                gap = attrs.evolve(head, offset=end)
                r.diagnostics.append(gap.says("hole", said, "every cell is told; none is `.`."))
            continue
        lines.append(TableLine((*block, head), cells))
    if not lines and not any(d.path == path for d in r.diagnostics):
        said = "the first line has the heads of the last key, each other a head and its cells."
        r.report("wrong-shape", said, "cells")
    return columns, tuple(lines)


_RANGE = re.compile(r"(-?\d{1,7})-(-?\d{1,7})\Z")
_UPWARD = re.compile(r"(-?\d{1,7})\+\Z")
_DOWNWARD = re.compile(r"\.\.(-?\d{1,7})\Z")
_NUMBER = re.compile(r"-?\d{1,7}\Z")
SPAN = re.compile(r"(-?\d{1,7})\.\.(-?\d{1,7})\Z")


def number_of(word: str) -> int | None:
    """The whole number that a word is, or None."""
    return int(word) if _NUMBER.match(word) else None


@attrs.frozen
class Stretch:
    """The numbers that a head stands for; with an open end, those beyond the span as well."""

    lo: int
    hi: int
    below: bool = False
    above: bool = False


def stretch_of(word: str, lo: int, hi: int) -> Stretch | None:
    """What a head of a key of numbers stands for, or None if it is no such head.

    Args:
        word: ``3``, ``2-4``, ``5+`` or ``..1``.
        lo, hi: the span of the key.
    """
    if _NUMBER.match(word):
        return Stretch(int(word), int(word))
    if found := _RANGE.match(word):
        return Stretch(int(found[1]), int(found[2]))
    if found := _UPWARD.match(word):
        return Stretch(int(found[1]), hi, above=True)
    if found := _DOWNWARD.match(word):
        return Stretch(lo, int(found[1]), below=True)
    return None


def head_hint(word: str, known: list[str]) -> str:
    """What to write instead of a strange head; `known` are members, none for numbers."""
    if known:
        return did_you_mean(word, known) or "a head is a member of the key's set."
    return "a head is a number `3`, or some: `2-4`, `5+`, `..1`."
