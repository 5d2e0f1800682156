"""The rulebook at a terminal: one word, or a chapter."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from game.catalogue import phrase
from game.table.glossary import Glossary
from game.table.rulebook import RulebookPassage
from game.terminal.rulebook import told

#: So many pages are named that tell of a word without being called so.
MOST = 12


def word(glossary: Glossary, asked: str, wide: int) -> RenderableType:
    """What the rules say of a word: an action, a place, a track, a card, by id or name.

    Args:
        glossary: the rulebook.
        asked: the word, as it was typed.
        wide: how many letters a line of the terminal has.
    """
    keys = glossary.called(asked)
    if keys:
        return Group(*(part for key in keys for part in _page(glossary, key, wide)))
    found = glossary.search(asked)
    if found:
        names = [f"  {f.page.name} ({glossary.kind(f.key)})" for f in found[:MOST]]
        return Text("\n".join([phrase("terminal.told_of", count=len(found)), *names]))
    near = glossary.near(asked)
    if near:
        return Text(phrase("shown.unknown_near", word=asked, near=near))
    return Text(phrase("shown.unknown", word=asked))


def rules(glossary: Glossary, asked: str, wide: int) -> RenderableType:
    """The chapters of the rulebook, or one of them whole, or what the rules say of a word.

    Args:
        glossary: the rulebook.
        asked: the number or the beginning of a chapter's name, or a word; empty for the chapters.
        wide: how many letters a line of the terminal has.
    """
    heads = [chapter.head for chapter in glossary.chapters]
    if not asked:
        listed = [f"  {n}  {head}" for n, head in enumerate(heads, 1)]
        lines = [phrase("terminal.rules_chapters"), *listed, phrase("terminal.rules_word")]
        return Text("\n".join(lines))
    for n, chapter in enumerate(glossary.chapters, 1):
        if asked == str(n) or chapter.head.casefold().startswith(asked.casefold()):
            parts = [Text(chapter.head, style="bold")]
            return Group(*parts, *(Text("\n".join(told(p, wide))) for p in chapter.passages))
    return word(glossary, asked, wide)


def _page(glossary: Glossary, key: str, wide: int) -> Iterator[RenderableType]:
    page, kind = glossary.pages[key], glossary.kind(key)
    ident = key.partition(":")[2].rpartition(".")[2]
    yield Text.assemble((page.name, "bold"), (f"  {kind}, {ident}", "dim"))
    body = "\n".join(told(RulebookPassage("", page.lines, page.rows), wide - 4)).strip("\n")
    yield Text("\n".join(f"  {line}" for line in body.splitlines()))
