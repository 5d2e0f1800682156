"""The log: only the lines in sight are laid out, however long the game."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.theme import ACCENT, CARD, LINE, MUTED, TEXT
from game.ui.widgets.base import Widget
from game.ui.widgets.nouns import NounReading, NounSpot, spots
from game.ui.widgets.words import Piece, Span, in_order, lay_out


class LogList(Widget):
    """The newest line first. A link, or Enter on a line, leads to its place.

    Up and down go from line to line, left and right through the names and links of one.
    """

    focusable = True

    def __init__(self, follow: Callable[[str], None], *, name: str = "log", grow: float = 1.0):
        super().__init__(name=name, grow=grow)
        self.follow = follow
        self.lines: list[list[Span]] = []
        self.first = 0
        self.cursor = -1
        self._laid: dict[tuple[int, int, int], tuple[Sequence[Piece], int]] = {}
        self._named: dict[tuple[int, int, int, int], list[NounSpot]] = {}
        self._reading = NounReading(self, self.spots, follow)
        self.laid_out = 0

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(180))

    def show(self, lines: Sequence[list[Span]]) -> None:
        """Show these lines, oldest first; what was laid out of them is kept."""
        new = list(lines)
        if new[: len(self.lines)] != self.lines:
            self._laid.clear()
            self._named.clear()
        if new != self.lines:
            self.lines = new
            self.first, self.cursor = 0, -1
            self._reading.begin()
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

    def _spots_of(self, index: int) -> list[NounSpot]:
        """The names and links of a line, from the top left of its words."""
        px = self.theme.px("small")
        explains = self.root.explains if self.root is not None else None
        key = (index, self.rect.width, px, id(explains))
        if key not in self._named:
            self._named[key] = spots(self._line(index)[0], px, explains)
        return self._named[key]

    def spots(self) -> list[NounSpot]:
        """The names and links of the lines in sight, or of the one that the keyboard is on."""
        out = []
        for index, place in self._seen():
            if self._reading.by_key and index != self.cursor:
                continue
            by = (place.x + 8 - self.rect.x, place.y + 4 - self.rect.y)
            for spot in self._spots_of(index):
                places = tuple(each.move(by) for each in spot.places)
                out.append(NounSpot(places, spot.key, spot.link))
        return out

    def tooltip(self) -> str:
        return self._reading.tip()

    def tip_spot(self) -> pygame.Rect:
        return self._reading.tip_spot()

    def topic(self) -> str:
        return self._reading.topic()

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
        self._reading.draw(surface)
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
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_UP, pygame.K_DOWN):
            if self.cursor < 0:
                self.cursor = len(self.lines) - 1 - self.first
            else:
                step = 1 if event.key == pygame.K_UP else -1
                self.cursor = max(0, min(self.cursor + step, len(self.lines) - 1))
            back = len(self.lines) - 1 - self.cursor
            if back < self.first or all(i != self.cursor for i, _ in self._seen()[:-1]):
                self.first = max(0, back)
            # A link comes first: it is what a line is followed for.
            found = self._spots_of(self.cursor) if self.lines else []
            self._reading.begin(next((n for n, spot in enumerate(found) if spot.link), 0))
            self.damage()
            if self.root is not None:
                self.root.set_focus(self)
            return True
        taken = self._reading.handle(event)
        return taken or (event.type == pygame.MOUSEBUTTONUP and event.button == 1)

    def activate(self) -> None:
        self._reading.go(self._reading.spot())

    def link_at(self, pos: tuple[int, int]) -> str:
        """The link under `pos`, or nothing."""
        spot = self._reading.under(pos)
        return spot.link if spot else ""


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
