"""A list of contents: headings and what stands under them, one of which is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.ui import paint
from game.ui.paint import fit
from game.ui.theme import ACCENT, ACCENT_DEEP, CARD, CARD_HOVER, FAINT, LINE, MUTED, TEXT, mix
from game.ui.widgets.base import Widget


@attrs.frozen
class ContentsRow:
    """A line of a list of contents.

    Attributes:
        key: what is chosen with it.
        words: what it says.
        depth: how far it is moved in: 0 for a heading.
        note: what stands at its right end.
    """

    key: str
    words: str
    depth: int = 0
    note: str = ""


class Contents(Widget):
    """Rows of which one is chosen by a click or by the arrow keys; Enter goes on into it."""

    focusable = True

    def __init__(
        self, choose: Callable[[str], None], entered: Callable[[], None], *, name: str = "contents"
    ) -> None:
        """Hold no rows.

        Args:
            choose: is told the key of the row that is chosen.
            entered: is called by Enter, when one is chosen.
            name: of the widget.
        """
        super().__init__(name=name, grow=1)
        self.choose, self.entered = choose, entered
        self.rows: Sequence[ContentsRow] = ()
        self.chosen = ""
        self._first, self._over = 0, -1

    def show(self, rows: Sequence[ContentsRow], chosen: str) -> None:
        """List these, with one of them chosen; it is brought in sight."""
        self.rows, self.chosen = rows, chosen
        self._reveal()
        self.damage()

    def step(self, by: int) -> None:
        """Choose the row that is so many further down, as far as there are any."""
        if self.rows:
            at = max(0, min(self._at + by, len(self.rows) - 1)) if self._at >= 0 else 0
            self.choose(self.rows[at].key)

    @property
    def _at(self) -> int:
        """The number of the chosen row; -1 for none."""
        return next((n for n, row in enumerate(self.rows) if row.key == self.chosen), -1)

    # Where the rows are

    @property
    def _step(self) -> int:
        return round(self.theme.px("small") * 1.8)

    @property
    def _seen(self) -> int:
        """How many rows are in sight."""
        return max(1, self.rect.height // self._step)

    def _move(self, first: int) -> None:
        first = max(0, min(first, len(self.rows) - self._seen))
        if first != self._first:
            self._first = first
            self.damage()

    def _reveal(self) -> None:
        at = self._at
        self._move(self._first)
        if 0 <= at < self._first + 1:
            self._move(at - 1)
        elif at >= self._first + self._seen - 1:
            self._move(at - self._seen + 2)

    def place(self, rect: pygame.Rect) -> None:
        super().place(rect)
        self._reveal()

    def spot(self, key: str) -> pygame.Rect:
        """Where a row is in the window; KeyError if it is not in sight."""
        for n, row in enumerate(self.rows[self._first : self._first + self._seen]):
            if row.key == key:
                return self._row(n)
        raise KeyError(key)

    def _row(self, n: int) -> pygame.Rect:
        bar = self.theme.dot(10)
        return pygame.Rect(
            self.rect.x, self.rect.y + n * self._step, self.rect.width - bar, self._step
        )

    def _row_at(self, pos: tuple[int, int]) -> int:
        """The number of the row under a pixel of the window; -1 for none."""
        at = (pos[1] - self.rect.y) // self._step
        known = self.rect.collidepoint(pos) and at < self._seen
        return self._first + at if known and self._first + at < len(self.rows) else -1

    def tip_spot(self) -> pygame.Rect:
        at = self._at - self._first
        return self._row(at) if 0 <= at < self._seen else self.rect

    # What is done with them

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEWHEEL:
            self._move(self._first - 3 * event.y)
            return True
        if event.type == pygame.MOUSEMOTION:
            over = self._row_at(event.pos)
            if over != self._over:
                self._over = over
                self.damage()
            return False
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            at = self._row_at(event.pos)
            if at >= 0:
                self.choose(self.rows[at].key)
            return True
        if event.type == pygame.KEYDOWN and event.key in _STEPS:
            by = _STEPS[event.key]
            self.step(by if abs(by) == 1 else by * (self._seen - 1) // 2)
            return True
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_HOME, pygame.K_END):
            self.step(len(self.rows) if event.key == pygame.K_END else -len(self.rows))
            return True
        return False

    def activate(self) -> None:
        self.entered()

    # What is drawn

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px("small")
        for n, row in enumerate(self.rows[self._first : self._first + self._seen]):
            place = self._row(n)
            chosen = row.key == self.chosen
            if chosen:
                edge = ACCENT if self.focused else None
                paint.box(surface, place, mix(CARD_HOVER, ACCENT_DEEP, 0.45), edge, 5)
            elif self.hovered and self._over == self._first + n:
                paint.box(surface, place, CARD, None, 5)
            left = place.x + self.theme.gap(1) + row.depth * self.theme.gap(1.75)
            right = place.right - self.theme.gap(1)
            if row.note:
                note = paint.text(row.note, "text", self.theme.px("tiny"), FAINT)
                surface.blit(note, note.get_rect(midright=(right, place.centery)))
                right -= note.get_width() + self.theme.gap(1)
            role = "bold" if row.depth == 0 else "text"
            tint = TEXT if chosen or row.depth else ACCENT
            tint = MUTED if row.depth > 1 and not chosen else tint
            words = paint.text(fit(row.words, role, px, right - left), role, px, tint)
            surface.blit(words, words.get_rect(midleft=(left, place.centery)))
        if len(self.rows) > self._seen:
            high = max(24, self.rect.height * self._seen // len(self.rows))
            run = (self.rect.height - high) * self._first // (len(self.rows) - self._seen)
            bar = pygame.Rect(self.rect.right - self.theme.dot(6), self.rect.y + run, 4, high)
            paint.box(surface, bar, LINE, None, 2)


#: How many rows a key goes on by; more than one stands for a page.
_STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -2, pygame.K_PAGEDOWN: 2}
