"""A die: its digits roll for a moment before they rest."""

from __future__ import annotations

import pygame

from game.ui import paint
from game.ui.theme import ACCENT, INK
from game.ui.widgets.base import Widget
from game.ui.widgets.tween import STILL, Tween

_ROLL = Tween(0.38)
_FACES = 6
#: So many faces are shown in a second of rolling.
_QUICK = 24


class Die(Widget):
    """The outcome in a square; where things move, it rolls and falls into its place."""

    def __init__(self, side: int = 46, name: str = "die") -> None:
        super().__init__(name=name)
        self.side = side
        self.face = ""
        self._fall, self._elapsed = STILL, 0.0
        #: Whether it rolls until it is let fall.
        self._held = False

    def throw(self, face: str, rolls: bool) -> None:
        """Show a face; `rolls`: once it has rolled."""
        self.face, self._elapsed, self._held = face, 0.0, False
        self._fall = _ROLL if rolls else STILL
        self.visible = bool(face)
        self.damage()

    def hold(self) -> None:
        """Let it roll until it is let fall."""
        self._fall, self._elapsed, self._held = _ROLL, 0.0, True

    def let_fall(self) -> None:
        """Let it come to rest from now on."""
        if self._held:
            self._held = False
            self.damage()

    @property
    def rolling(self) -> bool:
        """Whether it does not rest yet."""
        return self.visible and not self._fall.over(self._elapsed)

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(self.side)
        return (side, side)

    def tick(self, seconds: float) -> None:
        """Let it roll on."""
        if self.rolling:
            self._elapsed = (self._elapsed + seconds) % (_ROLL.seconds if self._held else 60.0)
            self.damage()

    def draw(self, surface: pygame.Surface) -> None:
        side = min(self.rect.width, self.rect.height)
        share = self._fall.share(self._elapsed)
        small = round(side * (0.7 + 0.3 * share))
        place = pygame.Rect(0, 0, small, small)
        place.center = self.rect.centerx, self.rect.centery - round(side * 0.12 * (1 - share))
        paint.box(surface, place, (238, 232, 216), ACCENT, max(6, side // 5))
        face = self.face
        if share < 1 and face.isdigit():
            face = str(1 + (int(self._elapsed * _QUICK) * 5 + int(face)) % _FACES)
        px = round(small * (0.56 if len(face) < 3 else 0.3))
        words = paint.text(face, "bold", px, INK)
        surface.blit(words, words.get_rect(center=place.center))
