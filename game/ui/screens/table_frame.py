"""How the parts of the table lie in the window."""

from __future__ import annotations

import pygame

from game.ui.screens.board_area import BoardArea
from game.ui.screens.panel import Panel
from game.ui.theme import GROUND as BENEATH
from game.ui.widgets import Box, Widget


class TableFrame(Box):
    """The whole window of the table."""

    opaque = True

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(BENEATH, self.rect)


class TableMiddle(Widget):
    """The board and the side panel: side by side, or in an upright window one over the other."""

    #: The shape of the map, and the most of the height that it may have, where it lies above.
    SHAPE, MOST = 0.78, 0.5

    def __init__(self, area: BoardArea, panel: Panel) -> None:
        super().__init__(grow=1)
        self.add(area, panel)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        area, panel = self.children
        x, y, wide, high = rect
        if high > wide:
            above = round(min(wide * self.SHAPE, high * self.MOST))
            area.place(pygame.Rect(x, y, wide, above))
            panel.place(pygame.Rect(x, y + above, wide, high - above))
        else:
            aside = panel.measure(wide)[0]
            area.place(pygame.Rect(x, y, wide - aside, high))
            panel.place(pygame.Rect(x + wide - aside, y, aside, high))
