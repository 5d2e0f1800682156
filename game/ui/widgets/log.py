"""The log: only the lines in sight are laid out, however long the game."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.theme import ACCENT, CARD, LINE, MUTED, TEXT
from game.ui.widgets.base import Widget
from game.ui.widgets.words import Piece, Span, in_order, lay_out


class LogList(Widget):
    """The newest line first. A link, or Enter on a line, leads to its place."""

    focusable = True

    def __init__(self, follow: Callable[[str], None], *, name: str = "log", grow: float = 1.0):
        super().__init__(name=name, grow=grow)
        self.follow = follow
        self.lines: list[list[Span]] = []
        self.first = 0
        self.cursor = -1
        self._laid: dict[tuple[int, int, int], tuple[Sequence[Piece], int]] = {}
        self.laid_out = 0

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(180))

    def show(self, lines: Sequence[list[Span]]) -> None:
        """Show these lines, oldest first; what was laid out of them is kept."""
        new = list(lines)
        if new[: len(self.lines)] != self.lines:
            self._laid.clear()
        if new != self.lines:
            self.lines = new
            self.first, self.cursor = 0, -1
            self.damage()

    def _line(self, index: int) -> tuple[Sequence[Piece], int]:
        px = self.theme.px("small")
        key = (index, self.rect.width, px)
        found = self._laid.get(key)
        if found is None:
            self.laid_out += 1
            pieces, _, high = lay_out(tuple(self.lines[index]), px, self.rect.width - 30)
            found = self._laid[key] = (in_order(pieces, px), high)
        return found

    def _seen(self) -> list[tuple[int, pygame.Rect]]:
        out = []
        y = self.rect.y
        for back in range(self.first, len(self.lines)):
            index = len(self.lines) - 1 - back
            high = self._line(index)[1] + 8
            out.append((index, pygame.Rect(self.rect.x, y, self.rect.width - 8, high)))
            y += high + 2
            if y >= self.rect.bottom:
                break
        return out

    def draw(self, surface: pygame.Surface) -> None:
        old = surface.get_clip()
        surface.set_clip(self.rect.clip(old))
        px = self.theme.px("small")
        step = paint.line_height("text", px)
        for index, place in self._seen():
            chosen = self.focused and index == self.cursor
            if index % 2 == 0 or chosen:
                paint.box(surface, place, CARD, ACCENT if chosen else None, 5)
            for p in self._line(index)[0]:
                at = (place.x + 8 + p.x, place.y + 4 + p.y)
                surface.blit(paint.text(p.words, p.span.role, px, p.span.tint), at)
                if p.span.link:
                    surface.fill(p.span.tint, (at[0], at[1] + step - 3, p.width, 1))
        if not self.lines:
            words = phrase("panel.nothing_happened")
            surface.blit(paint.text(words, "text", px, MUTED), self.rect.topleft)
        if len(self.lines) > 1:
            high = max(24, self.rect.height // max(1, len(self.lines) // 6 + 1))
            run = self.rect.height - high
            y = self.rect.y + run * self.first // max(1, len(self.lines) - 1)
            paint.box(surface, pygame.Rect(self.rect.right - 5, y, 4, high), LINE, None, 2)
        surface.set_clip(old)

    def _move(self, step: int) -> None:
        first = max(0, min(self.first + step, len(self.lines) - 1))
        if first != self.first:
            self.first = first
            self.damage()

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEWHEEL:
            self._move(-event.y * 2)
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            link = self.link_at(event.pos)
            if link:
                self.follow(link)
            return True
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_UP, pygame.K_DOWN):
            if self.cursor < 0:
                self.cursor = len(self.lines) - 1 - self.first
            else:
                step = 1 if event.key == pygame.K_UP else -1
                self.cursor = max(0, min(self.cursor + step, len(self.lines) - 1))
            back = len(self.lines) - 1 - self.cursor
            if back < self.first or all(i != self.cursor for i, _ in self._seen()[:-1]):
                self.first = max(0, back)
            self.damage()
            return True
        return False

    def activate(self) -> None:
        if 0 <= self.cursor < len(self.lines):
            for span in self.lines[self.cursor]:
                if span.link:
                    self.follow(span.link)
                    return

    def link_at(self, pos: tuple[int, int]) -> str:
        """The link under `pos`, or nothing."""
        step = paint.line_height("text", self.theme.px("small"))
        for index, place in self._seen():
            for p in self._line(index)[0]:
                spot = pygame.Rect(place.x + 8 + p.x, place.y + 4 + p.y, p.width, step)
                if p.span.link and spot.collidepoint(pos):
                    return p.span.link
        return ""


def linked(words: str, places: dict[str, str]) -> list[Span]:
    """Spans of `words` in which each display name in `places` is a link to its id."""
    out: list[Span] = []
    names = sorted((n for n in places if n), key=len, reverse=True)
    plain = ""
    i = 0
    while i < len(words):
        for name in names:
            if words.startswith(name, i):
                if plain:
                    out.append(Span(plain, TEXT))
                    plain = ""
                out.append(Span(name, (134, 200, 244), "text", places[name]))
                i += len(name)
                break
        else:
            plain += words[i]
            i += 1
    if plain:
        out.append(Span(plain, TEXT))
    return out
