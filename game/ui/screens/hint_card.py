"""Hints at a table: what a strong player would try in the place of whoever is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.screens.weighing_card import WeighingCard

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


class HintCard:
    """Asks for hints at one table, and shows them when they come."""

    def __init__(self, screen: TableControl) -> None:
        """Ask for nothing yet."""
        self._screen = screen
        self._card: WeighingCard | None = None

    @property
    def offered(self) -> bool:
        """Whether the viewer may ask for a hint now."""
        return self._screen.client.mine and self._screen.window.settings.hints

    def ask(self) -> None:
        """Open the card; what is asked is thought about meanwhile."""
        screen, client = self._screen, self._screen.client
        if not self.offered:
            return
        title = phrase("hint.title")
        if refused := client.ask_hint().refused:
            screen.say(title, refused)
            return
        thinks, back = phrase("hint.thinks"), phrase("button.to_table")
        self._card = WeighingCard(screen, client, title, thinks, back)

    def tick(self) -> bool:
        """Show what came meanwhile; True while it is waited for."""
        return self._card is not None and self._card.tick()
