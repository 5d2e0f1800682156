"""A button that shows a key, and takes the next key that is pressed in its place."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.catalogue import phrase
from game.ui.gate import MODIFIERS
from game.ui.widgets import Button, key_name


class KeyButton(Button):
    """Shows a key; after a click or Enter it waits for another.

    While it waits, Esc leaves the key as it is, and Delete takes the usual one.
    """

    def __init__(
        self,
        key: Callable[[], str],
        give: Callable[[str], object],
        *,
        usual: str,
        name: str,
        tip: str,
    ) -> None:
        """Show a key.

        Args:
            key: gives the name of the key that it shows.
            give: is told the name of the key that was pressed.
            usual: the key that Delete takes.
            name: of the widget.
            tip: what is said of it.
        """
        super().__init__(key(), self._wait, name=name, tip=tip)
        self._key, self._give, self._usual = key, give, usual
        self.waiting = False

    @property
    def takes_keys(self) -> bool:  # type: ignore[override]
        """Whether the next key is its own."""
        return self.waiting

    def measure(self, width: int) -> tuple[int, int]:
        # It is as wide whatever it says, so that nothing moves.
        high = super().measure(width)[1]
        return (min(width, self.theme.px(150)), high)

    def _wait(self) -> None:
        self.waiting = self.chosen = True
        self.words = phrase("keys.press")
        self.damage()

    def _stop(self) -> None:
        self.waiting = self.chosen = False
        self.words = self._key()
        self.damage()

    def let_go(self) -> None:
        super().let_go()
        if self.waiting:
            self._stop()

    def handle(self, event: pygame.event.Event) -> bool:
        if not self.waiting:
            return super().handle(event)
        if event.type == pygame.KEYDOWN:
            self._take(event)
            return True
        if event.type == pygame.MOUSEBUTTONDOWN:
            self._stop()
        return super().handle(event)

    def _take(self, event: pygame.event.Event) -> None:
        if event.key in MODIFIERS:
            return
        pressed = key_name(event)
        self._stop()
        if event.key == pygame.K_DELETE:
            self._give(self._usual)
        elif event.key != pygame.K_ESCAPE and pressed:
            self._give(pressed)
