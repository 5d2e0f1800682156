"""The rulebook of a game as text: headings, paragraphs and tables of letters."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from game.engine import Game
from game.table.rulebook import RulebookPassage, rulebook

#: Lines are no longer, but in tables.
_WIDE = 96
#: A cell with more letters has what follows below it.
_CELL = 60
#: And in a narrow terminal one with more than these.
_LEAST = 24


def written(game: Game) -> str:
    """The rules of a game for people, as Markdown that is read as it stands.

    Args:
        game: a scenario of it.
    """
    out = [f"# {game.rules.name}"]
    # Without rules in a paragraph the sentence stands under "How it goes".
    if game.rules.text and game.rules.people.how:
        out += ["", *wrap(game.rules.text, _WIDE)]
    for chapter in rulebook(game):
        out += ["", f"## {chapter.head}"]
        for passage in chapter.passages:
            out += told(passage)
    return "\n".join(out)


def told(passage: RulebookPassage, wide: int = _WIDE) -> Iterator[str]:
    """One thing that a rulebook tells of, as lines of Markdown.

    Args:
        passage: the thing.
        wide: how many letters a line has at most, but in tables.
    """
    yield ""
    if passage.name:
        yield f"### {passage.name}"
        yield ""
    for line in passage.lines:
        for part in line.splitlines():
            yield from wrap(part, wide, subsequent_indent="  " if part.startswith("- ") else "")
    if passage.rows:
        if passage.lines:
            yield ""
        yield from _drawn(passage.rows, min(_CELL, max(wide - _CELL, _LEAST)))


def _drawn(rows: tuple[tuple[str, ...], ...], most: int) -> Iterator[str]:
    """A table, its columns as wide as their longest cells, but at most of so many letters."""
    cells = [[wrap(cell, most) or [""] for cell in row] for row in rows]
    wide = [
        max(len(part) for cell in column for part in cell) for column in zip(*cells, strict=True)
    ]
    for row in cells:
        for n in range(max(map(len, row))):
            parts = [cell[n] if n < len(cell) else "" for cell in row]
            line = "  ".join(part.ljust(w) for part, w in zip(parts, wide, strict=True))
            yield f"    {line}".rstrip()
