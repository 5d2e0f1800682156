"""A press of the pointer: it begins on a widget, and is a click if it ends there too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from game.ui.widgets.base import Widget


class Press:
    """The press that may be under way on one widget, and what a click on it does.

    Attributes:
        down: whether it is under way.
    """

    def __init__(self, widget: Widget, act: Callable[[], object] | None = None) -> None:
        """Be pressed nowhere.

        Args:
            widget: what is pressed; it is drawn anew when that begins and ends.
            act: what a click does; without, what Enter does.
        """
        self._widget, self._act = widget, act
        self.down = False

    def _set(self, down: bool) -> None:
        if down != self.down:
            self.down = down
            self._widget.damage()

    def let_go(self) -> None:
        """Give it up; it never happened."""
        self._set(False)

    def handle(self, event: pygame.event.Event) -> bool:
        """Act on an event that reached the widget; True if it was taken."""
        if event.type not in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP) or event.button != 1:
            return False
        if event.type == pygame.MOUSEBUTTONDOWN:
            self._set(True)
            return True
        if not self.down:
            return False
        self._set(False)
        if self._widget.rect.collidepoint(event.pos):
            (self._act or self._widget.activate)()
        return True
