"""What a rulebook tells, as widgets."""

from __future__ import annotations

from collections.abc import Sequence

from game.table.rulebook import RulebookPassage
from game.ui.theme import ACCENT, MUTED, TEXT
from game.ui.widgets import Box, Span, Text, Widget
from game.ui.widgets.table import Table

#: A table of so many columns is drawn as one; of fewer it is a list of names and words.
WORDY = 3
#: Nor is one drawn whose cells hold more letters than this: what does not fit would be cut.
MOST = 40
#: What stands before a line that is one of several, and how it is drawn.
_ITEM, _DOT = "- ", "•"


def told(passage: RulebookPassage, n: int, size: str = "small") -> list[Widget]:
    """One thing that the rulebook tells of: its name, its sentences, its table.

    Args:
        passage: the thing.
        n: a number that no other one beside it has.
        size: of its text.
    """
    parts: list[Widget] = [Text(passage.name, role="bold")] if passage.name else []
    tint = MUTED if passage.name else TEXT
    return [*parts, *lines_of(passage.lines, size, tint), *rows_of(passage.rows, n, size)]


def lines_of(lines: Sequence[str], size: str, tint: tuple[int, int, int] = TEXT) -> list[Widget]:
    """Sentences, a paragraph each; those of a list are moved in behind a dot."""
    out: list[Widget] = []
    for line in lines:
        if line.startswith(_ITEM):
            words = Text(line.removeprefix(_ITEM), size=size, tint=tint, grow=1)
            out.append(Box(Text(_DOT, size=size, tint=tint), words, across=True, gap=1))
        else:
            out.append(Text(line, size=size, tint=tint))
    return out


def rows_of(rows: Sequence[Sequence[str]], n: int, size: str) -> list[Widget]:
    """A table as one, or as a list of names and words.

    Args:
        rows: the table, its first row the heads.
        n: a number that no other one beside it has.
        size: of its text.
    """
    if not rows:
        return []
    heads, *rest = rows
    long = any(len(cell) > MOST for row in rest for cell in row)
    if len(heads) < WORDY:
        told = rows if heads[0] else [(name, *_under(heads[1:], cells)) for name, *cells in rest]
        return [Text(": ".join(filter(None, row)), size=size) for row in told]
    if long and heads[0]:
        # Words of single things have no heads: each row is one of them.
        return [_entry(row, size) for row in rows]
    if long:
        return [_said(heads, row, size) for row in rest]
    # A table of one key has no heads of lines.
    lines = [
        (str(i), row[0], row[1:]) if not heads[0] else (str(i), "", row)
        for i, row in enumerate(rest)
    ]
    return [Table(heads if heads[0] else heads[1:], lines, size="small", name=f"drawn:{n}")]


def _under(heads: Sequence[str], cells: Sequence[str]) -> list[str]:
    """Cells, each after what its column is called."""
    return [" ".join(filter(None, pair)) for pair in zip(heads, cells, strict=True)]


def _entry(row: Sequence[str], size: str) -> Widget:
    """A thing with its value, and what is said of it."""
    name, value, *words = row
    head = Text([Span(f"{name}: ", TEXT, "bold"), Span(value, ACCENT, "bold")], size=size)
    return Box(head, *(Text(said, size="small", tint=MUTED) for said in words if said), gap=0.25)


def _said(heads: Sequence[str], row: Sequence[str], size: str) -> Widget:
    """A row whose cells are too long for a table: its name, its values by name, its words."""
    name, *cells = row
    pairs = zip(heads[1:], cells, strict=True)
    values = " · ".join(f"{head} {cell}" for head, cell in pairs if head and cell)
    words = [cell for head, cell in zip(heads[1:], cells, strict=True) if cell and not head]
    parts: list[Widget] = [Text(name, role="bold", size=size)]
    parts += [Text(values, size="small", tint=MUTED)] if values else []
    return Box(*parts, *(Text(w, size=size) for w in words), gap=0.25)
