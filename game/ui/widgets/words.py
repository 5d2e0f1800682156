"""Text: wrapped, in several colours and weights, with links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, BAD, GOOD, LINK, MUTED, TEXT
from game.ui.widgets.base import Widget


@attrs.frozen
class Span:
    """A run of words in one look; `link` names what a click on it leads to."""

    words: str
    tint: Colour = TEXT
    role: str = "text"
    link: str = ""


@attrs.frozen
class Piece:
    """A part of a line, placed: its offset in the text, its span and its words."""

    x: int
    y: int
    width: int
    words: str
    span: Span


def lay_out(spans: Sequence[Span], px: int, width: int) -> tuple[list[Piece], int, int]:
    """Break `spans` into lines at most `width` wide; gives pieces, the widest line, the height."""
    pieces: list[Piece] = []
    x = y = widest = 0
    step = paint.line_height("text", px)
    for span in spans:
        for n, part in enumerate(span.words.split("\n")):
            if n:
                x, y = 0, y + step
            run = ""
            begin = x
            for word in _words(part):
                wide = paint.width(run + word.rstrip(), span.role, px)
                fits = begin + wide <= width or word.strip() in _CLINGING
                if not fits and (run.strip() or begin > 0):
                    if run:
                        full = paint.width(run, span.role, px)
                        pieces.append(Piece(begin, y, full, run, span))
                        widest = max(widest, begin + full)
                    begin, y, run = 0, y + step, word.lstrip()
                else:
                    run += word
            if run:
                full = paint.width(run, span.role, px)
                pieces.append(Piece(begin, y, full, run, span))
                widest = max(widest, begin + full)
                x = begin + full
            else:
                x = begin
    return pieces, widest, y + step


#: Signs that never begin a line.
_CLINGING = {".", ",", ";", ":", ")"}


def _words(part: str) -> list[str]:
    """The words of `part`, each with the spaces after it."""
    out: list[str] = []
    word = ""
    for char in part:
        if word and word[-1] == " " and char != " ":
            out.append(word)
            word = ""
        word += char
    if word:
        out.append(word)
    return out


def spans(markup: str, tint: Colour = TEXT) -> list[Span]:
    """Spans from a line in which `*bold*`, `+good+`, `-bad-`, `^accent^`, `~quiet~` are marked.

    A mark counts only as `{*...}`: `{*Bold} plain {~quiet}`; `{>id|words}` is a link.
    """
    looks: dict[str, tuple[Colour, str]] = {
        "*": (tint, "bold"),
        "+": (GOOD, "text"),
        "-": (BAD, "text"),
        "^": (ACCENT, "bold"),
        "~": (MUTED, "text"),
        "/": (tint, "italic"),
    }
    out: list[Span] = []
    rest = markup
    while rest:
        head, sep, tail = rest.partition("{")
        if head:
            out.append(Span(head, tint))
        if not sep:
            break
        body, end, rest = tail.partition("}")
        if not end or not body:
            out.append(Span("{" + tail[: len(body)], tint))
            continue
        if body[0] == ">" and "|" in body:
            link, _, words = body[1:].partition("|")
            out.append(Span(words, LINK, "text", link))
        elif body[0] in looks:
            out.append(Span(body[1:], *looks[body[0]]))
        else:
            out.append(Span(body, tint))
    return out


class Text(Widget):
    """A paragraph. `follow` is told the link that was clicked."""

    def __init__(
        self,
        words: str | Sequence[Span] = "",
        *,
        size: str = "body",
        tint: Colour = TEXT,
        role: str = "text",
        align: str = "left",
        lines: int = 0,
        follow: Callable[[str], None] | None = None,
        name: str = "",
        tip: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(name=name, tip=tip, grow=grow)
        self.size, self.tint, self.role, self.align = size, tint, role, align
        self.lines, self.follow = lines, follow
        self._spans: list[Span] = []
        self._cache: tuple[int, int, list[Piece], int, int] | None = None
        self._set(words)

    def _set(self, words: str | Sequence[Span]) -> None:
        self._spans = [Span(words, self.tint, self.role)] if isinstance(words, str) else [*words]
        self._cache = None

    @property
    def words(self) -> str:
        """The plain words."""
        return "".join(s.words for s in self._spans)

    def set(self, words: str | Sequence[Span]) -> None:
        """Say something else, in the same place."""
        old = self._spans
        self._set(words)
        if old != self._spans:
            self.damage()

    def _laid(self, width: int) -> tuple[list[Piece], int, int]:
        px = self.theme.px(self.size)
        if self._cache is None or self._cache[:2] != (width, px):
            self._cache = (width, px, *lay_out(self._spans, px, max(8, width)))
        return self._cache[2:]

    def measure(self, width: int) -> tuple[int, int]:
        _, wide, high = self._laid(width)
        if self.lines:
            px = self.theme.px(self.size)
            high = self.lines * paint.line_height("text", px)
        return (min(width, wide + 1), high)

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px(self.size)
        pieces, _, high = self._laid(self.rect.width)
        top = self.rect.y
        if self.lines == 1 and self.rect.height > high:
            top += (self.rect.height - high) // 2
        shift = {p.y: 0 for p in pieces}
        if self.align != "left":
            for y in shift:
                used = max(p.x + p.width for p in pieces if p.y == y)
                room = self.rect.width - used
                shift[y] = room // 2 if self.align == "centre" else room
        for p in pieces:
            if self.lines and p.y >= self.lines * paint.line_height("text", px):
                continue
            x = self.rect.x + p.x + shift[p.y]
            surface.blit(paint.text(p.words, p.span.role, px, p.span.tint), (x, top + p.y))
            if p.span.link:
                base = top + p.y + paint.line_height("text", px) - 3
                surface.fill(p.span.tint, (x, base, p.width, 1))

    def link_at(self, pos: tuple[int, int]) -> str:
        """The link under `pos`, or nothing."""
        px = self.theme.px(self.size)
        step = paint.line_height("text", px)
        for p in self._laid(self.rect.width)[0]:
            place = pygame.Rect(self.rect.x + p.x, self.rect.y + p.y, p.width, step)
            if p.span.link and place.collidepoint(pos):
                return p.span.link
        return ""

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.follow is not None:
            link = self.link_at(event.pos)
            if link:
                self.follow(link)
                return True
        return False
