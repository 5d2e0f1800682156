"""One line of text to type in, as for a search."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui import paint
from game.ui.theme import ACCENT, FAINT, INK, LINE, TEXT, icon
from game.ui.widgets.base import Widget
from game.ui.widgets.button import fit


class Field(Widget):
    """Takes typed letters while it has the keyboard; `changed` is told the words."""

    focusable = True
    MOST = 40

    def __init__(
        self,
        hint: str,
        changed: Callable[[str], None],
        *,
        entered: Callable[[], None] = lambda: None,
        name: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(name=name, grow=grow)
        self.hint, self.changed, self.entered = hint, changed, entered
        self.words = ""

    def measure(self, width: int) -> tuple[int, int]:
        return (width, round(self.theme.px("small") * 1.35) + self.theme.gap(1.2))

    def set(self, words: str) -> None:
        """Hold other words."""
        if words != self.words:
            self.words = words
            self.damage()
            self.changed(words)

    def activate(self) -> None:
        self.entered()

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type != pygame.KEYDOWN or event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT):
            return event.type == pygame.MOUSEBUTTONDOWN
        if event.key == pygame.K_ESCAPE:
            self.set("")
            if self.root is not None:
                self.root.set_focus(None, keyboard=False)
            return True
        if event.key == pygame.K_BACKSPACE:
            self.set(self.words[:-1])
            return True
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self.entered()
            return True
        if event.unicode and event.unicode.isprintable():
            self.set((self.words + event.unicode)[: self.MOST])
            return True
        return False

    def draw(self, surface: pygame.Surface) -> None:
        px, gap = self.theme.px("small"), self.theme.gap(1)
        paint.box(surface, self.rect, INK, ACCENT if self.focused else LINE, 7)
        x = self.rect.x + gap
        drawn = icon("search", px, FAINT)
        if drawn is not None:
            surface.blit(drawn, drawn.get_rect(midleft=(x, self.rect.centery)))
            x += px + gap
        ink = TEXT if self.words else FAINT
        room = self.rect.right - gap - x
        words = paint.text(fit(self.words or self.hint, "text", px, room), "text", px, ink)
        place = words.get_rect(midleft=(x, self.rect.centery))
        surface.blit(words, place)
        if self.focused:
            end = place.right + 2 if self.words else x - 2
            surface.fill(ACCENT, (end, self.rect.y + 6, 2, self.rect.height - 12))
