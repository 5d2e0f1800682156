"""A part of the window that is drawn larger where the window has room for it."""

from __future__ import annotations

from typing import Any

import attrs
import pygame

from game.ui.theme import Theme
from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box

#: A window of so many pixels, at the present size of text, shows it as it is; a larger one larger.
PLAIN = (1440, 800)
#: So many times larger at most.
MOST = 1.3


def roomy(theme: Theme, size: tuple[int, int], most: float = MOST) -> Theme:
    """The theme of a window with what suits its room.

    Args:
        theme: of the window.
        size: the place that is to be filled, in pixels.
        most: so many times larger at most; never smaller.
    """
    room = min(size[0] / PLAIN[0], size[1] / PLAIN[1]) / theme.scale
    times = min(most, max(1.0, room))
    return attrs.evolve(theme, usual=theme.usual * times, scale=theme.scale * times)


class Roomy(Box):
    """A box whose parts are as large as it has room for."""

    def __init__(self, *children: Widget, **looks: Any) -> None:
        """Lay out as a box does."""
        super().__init__(*children, **looks)

    def place(self, rect: pygame.Rect) -> None:
        root = self.root
        self.own_theme = None if root is None else roomy(root.theme, rect.size)
        super().place(rect)
