"""Cards laid over the table: questions, summaries, tips."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, INK, LINE, PANEL
from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box, Centre
from game.ui.widgets.scrolling import Scroll
from game.ui.widgets.words import Text, spans
from game.ui.widgets.wrap import Spread


class Veil(Widget):
    """A dark veil over everything below, and one card in the middle."""

    def __init__(self, card: Widget, most: float = 72, name: str = "dialog") -> None:
        super().__init__(name=name)
        self.add(Centre(card, most))

    def draw(self, surface: pygame.Surface) -> None:
        surface.blit(paint.shade(self.rect.size, 150), self.rect.topleft)


def dialog(
    title: str,
    body: Sequence[Widget],
    buttons: Sequence[Widget],
    *,
    most: float = 72,
    name: str = "dialog",
) -> Veil:
    """A card with a title, a body that scrolls when it is tall, and buttons at its foot."""
    content = Box(*body, gap=1)
    card = CardBox(
        Text(title, size="head", role="title", tint=ACCENT),
        Scroll(content, grow=0.0, name=f"{name}.body"),
        Spread(*buttons, gap=1),
    )
    return Veil(card, most, name)


class CardBox(Box):
    """A head, a body and a foot: the body gives way when the window is low."""

    def __init__(self, *children: Widget, fill: Colour = PANEL, edge: Colour = LINE) -> None:
        super().__init__(*children, gap=1.5, pad=2.5, fill=fill, edge=edge, radius=12)

    def place(self, rect: pygame.Rect) -> None:
        pad, gap = self.theme.gap(self.pad), self.theme.gap(self.gap)
        self.rect = pygame.Rect(rect)
        inner = self.rect.inflate(-2 * pad, -2 * pad)
        head, body, foot = self.children
        top = head.measure(inner.width)[1]
        low = foot.measure(inner.width)[1]
        head.place(pygame.Rect(inner.x, inner.y, inner.width, top))
        room = inner.height - top - low - 2 * gap
        body.place(pygame.Rect(inner.x, inner.y + top + gap, inner.width, max(0, room)))
        foot.place(pygame.Rect(inner.x, inner.bottom - low, inner.width, low))


def tip(words: str) -> Widget:
    """The box of a tip."""
    return Box(
        Text(spans(words), size="small", bare=True), pad=1.25, fill=INK, edge=ACCENT, radius=7
    )
