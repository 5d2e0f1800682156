"""A table of names and values; its rows can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.paint import fit
from game.ui.theme import ACCENT, CARD, CARD_HOVER, LINE, MUTED, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.nouns import NounReading, NounSpot, named_at


class Table(Widget):
    """Rows of a heading and values under the heads of columns.

    `pick` is told the key of a row that was clicked; `marks` gives the rows that are lit: True for
    those that may be chosen, False for those that may not.
    """

    def __init__(
        self,
        heads: Sequence[str],
        rows: Sequence[tuple[str, str, Sequence[str]]],
        *,
        pick: Callable[[str], None] | None = None,
        describe: Callable[[str], str] = lambda _: "",
        marks: Mapping[str, bool] | None = None,
        size: str = "small",
        name: str = "",
    ) -> None:
        super().__init__(name=name)
        self.heads, self.rows = tuple(heads), tuple(rows)
        self.pick, self.describe, self.marks = pick, describe, dict(marks or {})
        self.size, self.over = size, ""
        self._reading = NounReading(self, self.spots)

    def _sizes(self) -> tuple[int, int]:
        px = self.theme.px(self.size)
        return px, round(px * 1.9)

    @property
    def _named(self) -> int:
        """How many rows the heads of the columns take."""
        return max((len(_halves(h)) for h in self.heads if h), default=0)

    def _columns(self, room: int) -> tuple[int, list[int]]:
        """The width of the headings and of each column, in at most `room` pixels."""
        px, gap = self._sizes()[0], self.theme.gap(2)
        first = max((paint.width(r[1], "text", px) for r in self.rows), default=0) + gap
        wide = []
        for i, head in enumerate(self.heads):
            cells = [r[2][i] for r in self.rows]
            most = max((paint.width(c, "bold", px) for c in cells), default=0)
            said = max(paint.width(part, "text", px) for part in _halves(head))
            wide.append(max(most, said) + gap)
        first = min(first, max(self.theme.px(90), room * 2 // 5, room - sum(wide)))
        over = first + sum(wide) - room
        if over > 0 and wide:
            most = (room - first) // len(wide)
            spare = sum(max(0, most - w) for w in wide)
            long = sum(w > most for w in wide)
            wide = [min(w, most + spare // max(1, long)) for w in wide]
        return first, wide

    def measure(self, width: int) -> tuple[int, int]:
        step = self._sizes()[1]
        first, wide = self._columns(width)
        return (min(width, first + sum(wide)), step * (len(self.rows) + self._named))

    def _row_at(self, pos: tuple[int, int]) -> str:
        step = self._sizes()[1]
        at = (pos[1] - self.rect.y) // step - self._named
        return self.rows[at][0] if 0 <= at < len(self.rows) else ""

    def spot(self, key: str) -> tuple[int, int]:
        """The middle of a row's heading, in the window; KeyError if there is no such row."""
        step = self._sizes()[1]
        for n, row in enumerate(self.rows):
            if row[0] == key:
                y = self.rect.y + (n + self._named) * step + step // 2
                return (self.rect.x + self.theme.gap(3), y)
        raise KeyError(key)

    def spots(self) -> list[NounSpot]:
        """The names among its heads, each where it stands from its top left."""
        px, step = self._sizes()
        first, wide = self._columns(self.rect.width)
        found, x = [], first
        for head, w in zip(self.heads, wide, strict=True):
            said = min(w - 8, max(paint.width(part, "text", px) for part in _halves(head)))
            found.append((head, pygame.Rect(x + w - 8 - said, 0, said, step * self._named)))
            x += w
        for n, row in enumerate(self.rows):
            said = min(first - 14, paint.width(row[1], "text", px))
            found.append((row[1], pygame.Rect(8, (n + self._named) * step, said, step)))
        return named_at(self.root.explains if self.root else None, found)

    def readable(self) -> bool:
        return bool(self.spots())

    def tooltip(self) -> str:
        described = self.describe(self.over) if self.over and not self._reading.by_key else ""
        return self._reading.tip() or described

    def tip_spot(self) -> pygame.Rect:
        return self._reading.tip_spot()

    def topic(self) -> str:
        return self._reading.topic()

    def activate(self) -> None:
        self._reading.go(self._reading.spot())

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_UP, pygame.K_DOWN):
            return self._reading.step(1 if event.key == pygame.K_DOWN else -1)
        # What may be chosen is chosen by a click; other names lead to their pages.
        choosing = event.type == pygame.MOUSEBUTTONUP and self.pick is not None
        if not choosing and self._reading.handle(event):
            return True
        if event.type == pygame.MOUSEMOTION:
            over = self._row_at(event.pos) if self.rect.collidepoint(event.pos) else ""
            if over != self.over:
                self.over = over
                self.damage()
                if self.root is not None:
                    self.root.retip()
            return False
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.pick is not None:
            key = self._row_at(event.pos)
            if key:
                self.pick(key)
                return True
        return False

    def draw(self, surface: pygame.Surface) -> None:
        px, step = self._sizes()
        first, wide = self._columns(self.rect.width)
        y = self.rect.y
        if self._named:
            x = self.rect.x + first
            for head, w in zip(self.heads, wide, strict=True):
                parts = _halves(head)
                for n, part in enumerate(parts, self._named - len(parts)):
                    self._cell(surface, part, "text", MUTED, pygame.Rect(x, y + n * step, w, step))
                x += w
            y += self._named * step
        for n, (key, head, cells) in enumerate(self.rows):
            place = pygame.Rect(self.rect.x, y, first + sum(wide), step)
            self._back(surface, place, key, n)
            lit = self.marks.get(key)
            ink = TEXT if lit is not False else MUTED
            words = paint.text(fit(head, "text", px, first - 14), "text", px, ink)
            surface.blit(words, words.get_rect(midleft=(place.x + 8, place.centery)))
            x = self.rect.x + first
            for cell, w in zip(cells, wide, strict=True):
                dull = cell in ("0", "no", "none", "")
                self._cell(
                    surface, cell, "bold", MUTED if dull else TEXT, pygame.Rect(x, y, w, step)
                )
                x += w
            y += step
        if self.pick is None:
            self._reading.draw(surface)

    def _back(self, surface: pygame.Surface, place: pygame.Rect, key: str, n: int) -> None:
        lit = self.marks.get(key)
        edge: Colour | None = mix(LINE, ACCENT, 0.7) if lit else None
        if lit and key == self.over:
            paint.box(surface, place.inflate(0, -2), CARD_HOVER, edge, 5)
        elif lit or n % 2 == 0:
            paint.box(surface, place.inflate(0, -2), CARD, edge, 5)

    def _cell(
        self, surface: pygame.Surface, words: str, role: str, ink: Colour, place: pygame.Rect
    ) -> None:
        px = self._sizes()[0]
        drawn = paint.text(fit(words, role, px, place.width - 8), role, px, ink)
        surface.blit(drawn, drawn.get_rect(midright=(place.right - 8, place.centery)))


def _halves(head: str) -> tuple[str, ...]:
    """The head of a column in one line, or in two of like length where it has several words."""
    cuts = [n for n, char in enumerate(head) if char == " "]
    if not cuts:
        return (head,)
    at = min(cuts, key=lambda n: abs(2 * n - len(head)))
    return (head[:at], head[at + 1 :])
