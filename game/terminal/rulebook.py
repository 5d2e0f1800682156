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
            out += _passage(passage)
    return "\n".join(out)


def _passage(passage: RulebookPassage) -> Iterator[str]:
    yield ""
    if passage.name:
        yield f"### {passage.name}"
        yield ""
    for line in passage.lines:
        for part in line.splitlines():
            yield from wrap(part, _WIDE, subsequent_indent="  " if part.startswith("- ") else "")
    if passage.rows:
        if passage.lines:
            yield ""
        yield from _drawn(passage.rows)


def _drawn(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """A table, its columns as wide as their longest cells."""
    cells = [[wrap(cell, _CELL) or [""] for cell in row] for row in rows]
    wide = [
        max(len(part) for cell in column for part in cell) for column in zip(*cells, strict=True)
    ]
    for row in cells:
        for n in range(max(map(len, row))):
            parts = [cell[n] if n < len(cell) else "" for cell in row]
            line = "  ".join(part.ljust(w) for part, w in zip(parts, wide, strict=True))
            yield f"    {line}".rstrip()
