"""A banner over the top of the board: what all are alerted to."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui import paint
from game.ui.theme import BAD, INK, TEXT, icon, mix
from game.ui.widgets import Text, Widget
from game.ui.widgets.tween import STILL, Tween

#: How the banner comes; it glows up so many times.
_GLOW = Tween(0.36)
_TIMES = 3


class Banner(Widget):
    """Words that stand until they are clicked away or time has moved on."""

    focusable = True

    def __init__(self) -> None:
        super().__init__(name="alarm")
        self.said = Text("", role="bold", size="lead", tint=TEXT, name="alarm.said")
        self.add(self.said)
        self.visible = False
        self._glow, self._elapsed = STILL, 0.0

    @property
    def words(self) -> str:
        """What is told."""
        return self.said.words

    def warn(self, told: Sequence[str], motion: bool) -> None:
        """Tell these sentences.

        Args:
            told: the sentences; none takes the banner off.
            motion: whether it glows.
        """
        was = self.visible
        self.said.set(" ".join(told))
        self.visible = bool(told)
        self._glow, self._elapsed = (_GLOW if motion else STILL), 0.0
        if was or self.visible:
            self.damage(self.rect.inflate(24, 24))

    @property
    def moving(self) -> bool:
        """Whether it glows."""
        return self.visible and self._elapsed < _TIMES * self._glow.seconds

    def tick(self, seconds: float) -> None:
        """Let it glow on."""
        if self.moving:
            self._elapsed += seconds
            self.damage(self.rect.inflate(24, 24))

    def activate(self) -> None:
        self.warn((), False)

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            self.activate()
            return True
        return False

    def _sign(self) -> int:
        return self.theme.px("lead") + self.theme.gap(1.25)

    def measure(self, width: int) -> tuple[int, int]:
        pad = self.theme.gap(1.25)
        wide, high = self.said.measure(max(8, width - 2 * pad - self._sign()))
        return (min(width, wide + 2 * pad + self._sign()), high + 2 * pad)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        pad = self.theme.gap(1.25)
        inner = rect.inflate(-2 * pad, -2 * pad)
        shift = self._sign()
        self.said.place(pygame.Rect(inner.x + shift, inner.y, inner.width - shift, inner.height))

    def draw(self, surface: pygame.Surface) -> None:
        glow = 0.0
        if self.moving:
            phase = self._elapsed % self._glow.seconds
            glow = 1 - self._glow.share(phase)
        around = self.rect.inflate(round(16 * glow), round(16 * glow))
        paint.box(surface, around, mix(INK, BAD, 0.16 + 0.30 * glow), BAD, 12)
        drawn = icon("octagon-alert", self.theme.px("lead"), BAD)
        if drawn is not None:
            at = self.rect.x + self.theme.gap(1.25), self.said.rect.y
            surface.blit(drawn, at)
