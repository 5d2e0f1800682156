"""Reads the rows of a board that is drawn in letters, each token with its place in the text."""

from __future__ import annotations

import re

import attrs

from game.rules.limits import MAX_BOARD

#: No member is here, unless the legend says otherwise.
HOLE = "_"


@attrs.frozen
class BoardRow:
    """A row of a drawn board: its tokens with their offsets, where it starts, its indentation."""

    tokens: tuple[tuple[str, int], ...]
    offset: int
    indent: int


@attrs.frozen
class BadBoard(Exception):
    """A drawn board that cannot be read: why, and the offset of what is at fault."""

    said: str
    offset: int
    word: str = ""


def rows_of(text: str) -> list[BoardRow]:
    """The rows of a drawn board; empty lines before and after it do not count.

    Raises:
        BadBoard: there is none, one in the midst is empty, there is a tab, or it is too long.
    """
    if len(text) > MAX_BOARD:
        raise BadBoard(f"a board of {len(text)} characters; {MAX_BOARD} at most.", 0)
    rows: list[BoardRow] = []
    offset, gap = 0, -1
    for line in text.split("\n"):
        tokens = tuple((m[0], offset + m.start()) for m in re.finditer(r"\S+", line))
        if "\t" in line:
            said = "a tab; indent and part the places with blanks."
            raise BadBoard(said, offset + line.index("\t"))
        if tokens and gap >= 0:
            raise BadBoard("an empty line in the midst of the board.", gap)
        if tokens:
            rows.append(BoardRow(tokens, offset, tokens[0][1] - offset))
        elif rows:
            gap = offset if gap < 0 else gap
        offset += len(line) + 1
    if not rows:
        raise BadBoard("a board with no place.", 0)
    return rows


def shifts(rows: list[BoardRow]) -> list[bool]:
    """Whether each row of hexes is shifted right by half a hex: those that are indented more.

    Raises:
        BadBoard: two rows, one below the other, are shifted alike.
    """
    least = min(row.indent for row in rows)
    out = [row.indent > least for row in rows]
    for above, here, row in zip(out, out[1:], rows[1:], strict=False):
        if above == here:
            said = "rows of hexes lie between each other: indent every second row by a blank."
            raise BadBoard(said, row.offset + row.indent, row.tokens[0][0])
    return out


def same_length(rows: list[BoardRow], shifted: list[bool]) -> None:
    """Tell of a row that is longer or shorter than the others.

    Of hexes, all shifted rows may have one place fewer than the others, as on many printed maps.

    Raises:
        BadBoard: with the first that is.
    """
    usual = len(rows[0].tokens)
    other = next((len(r.tokens) for r, s in zip(rows, shifted, strict=True) if s != shifted[0]), 0)
    longer = max(usual, other)
    for row, moved in zip(rows, shifted, strict=True):
        wanted = usual if moved == shifted[0] else other
        uneven = wanted != longer and (not moved or wanted != longer - 1)
        if len(row.tokens) != wanted or uneven:
            here, all_ = len(row.tokens), longer if uneven else wanted
            said = f"this row has {here} places, where others have {all_}; `{HOLE}` is a hole."
            raise BadBoard(said, row.offset + row.indent, row.tokens[0][0])
