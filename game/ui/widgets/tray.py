"""Trays: what can be taken up and laid there, by a drag, a click or a key, one act each way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pygame

from game.ui import paint
from game.ui.theme import ACCENT, ACCENT_DEEP, CARD, CARD_HOVER, LINE, MUTED, PANEL, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.button import Button
from game.ui.widgets.layout import Box

#: A pointer that moved so many pixels while it was down carries something.
FAR = 8


class Carrying:
    """What is under way between a thing that was taken up and the tray that it is laid on.

    Attributes:
        words: what is carried, in words; empty while nothing is.
        kind: which trays take it.
        at: where the pointer is.
    """

    def __init__(self) -> None:
        """Carry nothing."""
        self.words, self.kind, self.at = "", "", (0, 0)
        self._over: Widget | None = None

    def show(self, over: Widget, words: str, kind: str, at: tuple[int, int]) -> None:
        """Carry something over a surface, which draws it."""
        self.words, self.kind, self.at, self._over = words, kind, at, over
        over.damage()

    def end(self) -> None:
        """Carry nothing any more."""
        if self.words and self._over is not None:
            self._over.damage()
        self.words = self.kind = ""


class Surface(Box):
    """A box over which things are carried: they are drawn over all that is in it."""

    def __init__(self, *children: Widget, **looks: Any) -> None:
        """Lay out as a box does."""
        super().__init__(*children, **looks)
        self.carrying = Carrying()

    def paint(self, surface: pygame.Surface, clip: pygame.Rect) -> None:
        super().paint(surface, clip)
        if not self.visible or not self.carrying.words:
            return
        words = paint.text(self.carrying.words, "bold", self.theme.px("small"), TEXT)
        card = words.get_rect().inflate(20, 12)
        card.midleft = (self.carrying.at[0] + 10, self.carrying.at[1])
        paint.box(surface, card, mix(CARD_HOVER, ACCENT_DEEP, 0.4), ACCENT, 7)
        surface.blit(words, words.get_rect(center=card.center))

    def tray_at(self, at: tuple[int, int]) -> Tray | None:
        """The tray under a point, or None."""
        trays = (w for w in self.walk() if isinstance(w, Tray))
        return next((t for t in trays if t.rect.collidepoint(at)), None)


class TrayChip(Button):
    """A button that can also be dragged onto a tray, which is the same as pressing it there."""

    def __init__(self, words: str, act: Callable[[], object], **looks: Any) -> None:
        """Make a button; `kind` says which trays take it.

        Args:
            words: what it is called.
            act: lays it where it belongs.
            looks: those of a button, and `kind`.
        """
        self.kind = looks.pop("kind", "")
        super().__init__(words, act, **looks)
        self._from: tuple[int, int] | None = None
        self._carried = False

    def _surface(self) -> Surface | None:
        node: Widget | None = self.parent
        while node is not None and not isinstance(node, Surface):
            node = node.parent
        return node

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._from = event.pos
        elif event.type == pygame.MOUSEMOTION and self._from is not None and self.enabled:
            return self._drag(event.pos)
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._carried:
            self._drop(event.pos)
            return True
        return super().handle(event)

    def _drag(self, at: tuple[int, int]) -> bool:
        assert self._from is not None
        over = self._surface()
        far = max(abs(at[0] - self._from[0]), abs(at[1] - self._from[1])) >= FAR
        if over is None or not (far or self._carried):
            return False
        self._carried = True
        over.carrying.show(over, self.words, self.kind, at)
        return True

    def _drop(self, at: tuple[int, int]) -> None:
        over = self._surface()
        tray = over.tray_at(at) if over is not None else None
        self.let_go()
        if tray is not None and tray.kind == self.kind:
            self.activate()

    def let_go(self) -> None:
        over = self._surface()
        if over is not None and self._carried:
            over.carrying.end()
        self._from, self._carried = None, False
        super().let_go()


class Tray(Box):
    """Where things of one kind are laid: always so many lines, filled or not.

    Attributes:
        kind: of the things that it takes.
    """

    def __init__(self, *lines: Widget, kind: str, name: str = "", grow: float = 1.0) -> None:
        """Lay out the lines, one below another.

        Args:
            lines: what lies there, and the room that is left.
            kind: of the things that it takes.
            name: what it is found by.
            grow: its share of the room.
        """
        super().__init__(*lines, gap=0.75, pad=1.25, fill=PANEL, edge=LINE, name=name, grow=grow)
        self.kind = kind

    def draw(self, surface: pygame.Surface) -> None:
        over = self.parent
        while over is not None and not isinstance(over, Surface):
            over = over.parent
        takes = over is not None and bool(over.carrying.words) and over.carrying.kind == self.kind
        self.edge = ACCENT if takes else LINE
        super().draw(surface)


class TrayRoom(Widget):
    """An empty line of a tray."""

    def __init__(self, words: str, name: str = "") -> None:
        super().__init__(name=name)
        self.words = words

    def measure(self, width: int) -> tuple[int, int]:
        return (width, round(self.theme.px("body") * 1.35) + self.theme.gap(1.6))

    def draw(self, surface: pygame.Surface) -> None:
        paint.box(surface, self.rect, mix(PANEL, CARD, 0.4), mix(LINE, PANEL, 0.4), 7)
        room = self.rect.width - self.theme.gap(2)
        words = paint.fit(self.words, "text", self.theme.px("small"), room)
        drawn = paint.text(words, "text", self.theme.px("small"), MUTED)
        surface.blit(
            drawn, drawn.get_rect(midleft=(self.rect.x + self.theme.gap(1), self.rect.centery))
        )
