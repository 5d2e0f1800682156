"""Pieces on their way from the place where they stood to the one where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.ui.boards.counters import Token, token
from game.ui.widgets.tween import STILL, Tween

#: So many pieces are seen to move at once; of more the last places are shown.
MOST = 6


@attrs.frozen
class Flight:
    """One piece, and where it comes from and goes to."""

    token: Token
    start: str
    end: str


class Flights:
    """Draws pieces that move over a board; how far each has come is worked out from the time."""

    def __init__(self, where: Callable[[str], tuple[int, int]], side: Callable[[], int]) -> None:
        """Show none yet.

        Args:
            where: the pixel of the window in which the middle of a place is.
            side: how many pixels wide a piece is.
        """
        self._where, self._side = where, side
        self._shown: tuple[Flight, ...] = ()
        self._tween, self._elapsed = STILL, 0.0

    def show(self, flights: Sequence[Flight], tween: Tween) -> None:
        """Let these set out; none where things do not move or too many would."""
        still = not tween.seconds or len(flights) > MOST
        self._shown = () if still else tuple(flights)
        self._tween, self._elapsed = tween, 0.0

    @property
    def moving(self) -> bool:
        """Whether a piece is on its way."""
        return bool(self._shown) and not self._tween.over(self._elapsed)

    def tick(self, seconds: float) -> list[pygame.Rect]:
        """Let time pass; the parts of the window in which a piece moved."""
        if not self._shown:
            return []
        before = [rect for _, rect in self._placed()]
        self._elapsed += seconds
        if not self.moving:
            self._shown = ()
        return before + [rect for _, rect in self._placed()]

    def _placed(self) -> list[tuple[Flight, pygame.Rect]]:
        share, side = self._tween.share(self._elapsed), self._side()
        found = []
        for each in self._shown:
            (x, y), (to_x, to_y) = self._where(each.start), self._where(each.end)
            rect = pygame.Rect(0, 0, side, side)
            rect.center = round(x + (to_x - x) * share), round(y + (to_y - y) * share)
            found.append((each, rect))
        return found

    def draw(self, surface: pygame.Surface) -> None:
        """Draw them over the board."""
        for each, rect in self._placed():
            surface.blit(token(each.token, rect.width), rect)
