"""The rulebook in the window: contents and a search at the left, a page at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.table.glossary import Glossary
from game.ui import paint
from game.ui.keyset import BOOK
from game.ui.screens.passages import lines_of, rows_of, told
from game.ui.theme import ACCENT, LINE, MUTED, PANEL
from game.ui.widgets import Box, Button, Flow, Rule, Scroll, Text, Widget
from game.ui.widgets.contents import Contents, ContentsRow
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.table.rulebook import RulebookChapter, RulebookPassage

#: So many pages that name a thing are listed on its own.
MOST_NAMING = 24
#: So many widgets of a page are laid out in one frame, and so many rows stand in one box.
AT_ONCE, ROWS = 48, 8
#: What the key of a whole chapter begins with.
CHAPTER = "chapter:"


class BookPane(Widget):
    """A game's rulebook over whatever is shown: `close` takes it off, nothing below has changed."""

    def __init__(self, glossary: Glossary, close: Callable[[], None]) -> None:
        """Open at the first chapter.

        Args:
            glossary: the pages.
            close: is called when the reader leaves.
        """
        super().__init__(name="book")
        self._glossary, self._close = glossary, close
        self._past: list[str] = []
        self.shown = ""
        self.search = Field(
            phrase("book.search"),
            lambda _: self._searched(),
            entered=self._enter,
            name="book.search",
            stepped=lambda by: self.contents.step(by),
            left=close,
        )
        self.contents = Contents(self._choose, self._enter, name="book.contents")
        self._page = Box(gap=1.25, name="book.page")
        self._scroll = Scroll(self._page, name="book.scroll")
        self._back = Button(
            phrase("button.back"),
            self.back,
            key="Backspace",
            keys=("Alt+Left",),
            icon_name="chevron-left",
            size="small",
            name="book.back",
        )
        done = Button(
            phrase("book.close"), close, key="Esc", keys=(BOOK,), size="small", name="book.close"
        )
        title = phrase("book.title", game=glossary.game.rules.name)
        head = Box(
            Text(title, size="head", role="title", tint=ACCENT, grow=1, lines=1, bare=True),
            self._back,
            done,
            across=True,
            gap=1,
            centre=True,
        )
        self._parts = (head, self.search, self.contents, self._scroll)
        self.add(*self._parts)
        first = glossary.chapters[0].kind if glossary.chapters else ""
        self._show(CHAPTER + first)

    # How it is laid out

    def _card(self) -> pygame.Rect:
        edge = self.theme.gap(2)
        room = self.rect.inflate(-2 * edge, -2 * edge)
        wide = min(room.width, self.theme.px(1240))
        return pygame.Rect(room.centerx - wide // 2, room.y, wide, room.height)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        head, search, contents, page = self._parts
        pad, gap = self.theme.gap(2), self.theme.gap(1.25)
        inner = self._card().inflate(-2 * pad, -2 * pad)
        high = head.measure(inner.width)[1]
        head.place(pygame.Rect(inner.x, inner.y, inner.width, high))
        top = inner.y + high + gap
        left = min(max(round(inner.width * 0.28), self.theme.px(250)), round(inner.width * 0.42))
        field = search.measure(left)[1]
        search.place(pygame.Rect(inner.x, top, left, field))
        below = top + field + gap
        contents.place(pygame.Rect(inner.x, below, left, inner.bottom - below))
        x = inner.x + left + 2 * gap
        page.place(pygame.Rect(x, top, inner.right - x, inner.bottom - top))

    def draw(self, surface: pygame.Surface) -> None:
        surface.blit(paint.shade(self.rect.size, 150), self.rect.topleft)
        paint.box(surface, self._card(), PANEL, LINE, 12)
        page = self._parts[3].rect
        surface.fill(LINE, (page.x - self.theme.gap(1.25), page.y, 1, page.height))

    # What is shown

    def go(self, key: str) -> None:
        """Show another page, from which one can go back to this one."""
        self.search.words = ""
        self._choose(key)

    def back(self) -> None:
        """Show the page before."""
        if self._past:
            self.search.words = ""
            self._show(self._past.pop())

    def _choose(self, key: str) -> None:
        if key != self.shown:
            self._past.append(self.shown)
            self._show(key)

    def _show(self, key: str) -> None:
        self.shown = key
        self._list()
        self._back.why_not = "" if self._past else phrase("book.no_back")
        self._back.damage()
        self._scroll.offset = 0
        parts, root = self._written(key), self.root
        if root is None:
            self._page.refill(*parts)
            return
        # What is in sight comes at once; a long chapter goes on below it, a part in each frame.
        first, *rest = _portions(parts) or [[]]
        self._page.refill(*first)
        root.later = self._growing(rest) if rest else None
        self._lay()

    def _growing(self, rest: Sequence[Sequence[Widget]]) -> Iterator[None]:
        """Add the rest of a page part by part."""
        for parts in rest:
            self._page.add(*parts)
            self._lay()
            yield

    def _lay(self) -> None:
        self._scroll.place(self._scroll.rect)
        self._scroll.damage()

    def _searched(self) -> None:
        """List what was found, and show the best of it."""
        found = self._glossary.search(self.search.words)
        if found and all(f.key != self.shown for f in found):
            self._choose(found[0].key)
        else:
            self._list()

    def _enter(self) -> None:
        """Go into the page: to the first name in it, or to its end."""
        root = self.root
        if root is None or not self.contents.rows:
            return
        if all(row.key != self.contents.chosen for row in self.contents.rows):
            self.contents.step(0)
        inside = [w for w in self._page.walk() if w.readable() or w.focusable]
        root.set_focus(inside[0] if inside else self.contents)

    def _list(self) -> None:
        self.contents.show(self._rows(), self.shown)

    def _rows(self) -> list[ContentsRow]:
        """The contents: what was found, or the chapters with what stands in the open one."""
        glossary = self._glossary
        if self.search.words.strip():
            found = glossary.search(self.search.words)
            if not found:
                return [ContentsRow("", phrase("book.nothing"), 1)]
            return [ContentsRow(f.key, f.page.name, 1, glossary.kind(f.key)) for f in found]
        rows: list[ContentsRow] = []
        at = self.shown
        for chapter in glossary.chapters:
            rows.append(ContentsRow(CHAPTER + chapter.kind, chapter.head))
            if at == CHAPTER + chapter.kind or self._within(chapter, glossary.over(at)):
                rows += self._entries(chapter)
        return rows

    @staticmethod
    def _within(chapter: RulebookChapter, key: str) -> bool:
        return bool(key) and any(passage.key == key for passage in chapter.passages)

    def _entries(self, chapter: RulebookChapter) -> list[ContentsRow]:
        glossary, rows = self._glossary, []
        for key in dict.fromkeys(passage.key for passage in chapter.passages if passage.key):
            rows.append(ContentsRow(key, glossary.pages[key].name, 1))
            if glossary.over(self.shown) == key:
                rows += [ContentsRow(m, glossary.pages[m].name, 2) for m in glossary.members(key)]
        return rows

    # The page

    def _written(self, key: str) -> list[Widget]:
        """The page of a thing, or of a chapter with all that stands in it."""
        for chapter in self._glossary.chapters:
            if key == CHAPTER + chapter.kind:
                body: list[Widget] = [_head(chapter.head)]
                for n, passage in enumerate(chapter.passages):
                    parts = told(passage, n)
                    rows = range(0, len(parts), ROWS)
                    body += [Box(*parts[at : at + ROWS], gap=0.5) for at in rows]
                return body
        page = self._glossary.pages.get(key)
        return self._of(key, page) if page is not None else []

    def _of(self, key: str, page: RulebookPassage) -> list[Widget]:
        glossary = self._glossary
        head, kind = glossary.head(key), glossary.kind(key)
        body: list[Widget] = [
            Text(kind or head, size="small", tint=MUTED, bare=True, name="book.kind"),
            _head(page.name),
            *lines_of(page.lines, "body"),
        ]
        body += rows_of(page.rows, 0, "body")
        naming = glossary.naming(key)[:MOST_NAMING]
        if naming:
            links = [
                Button(
                    glossary.pages[other].name,
                    partial(self.go, other),
                    size="small",
                    left=True,
                    name=f"book.to:{other}",
                )
                for other in naming
            ]
            body += [
                Rule(),
                Text(phrase("book.named_on"), size="small", role="bold", tint=MUTED),
                Flow(*links, least=24, gap=0.75),
            ]
        return body


def _portions(parts: Sequence[Widget]) -> list[list[Widget]]:
    """The parts of a page in as many portions as it is laid out in."""
    found: list[list[Widget]] = []
    count = AT_ONCE
    for part in parts:
        if count >= AT_ONCE:
            found.append([])
            count = 0
        found[-1].append(part)
        count += sum(1 for _ in part.walk())
    return found


def _head(words: str) -> Text:
    return Text(words, size="head", role="title", tint=ACCENT, bare=True, name="book.head")
