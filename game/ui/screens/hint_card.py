"""The card of a hint: the best moves that a strong player finds for whoever is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Text, Widget
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


class HintCard:
    """Asks for hints at one table, and shows them when they come."""

    def __init__(self, screen: TableControl) -> None:
        """Ask for nothing yet."""
        self._screen = screen
        self._body = Box(gap=1.1, name="hint.body")
        #: What the card shows, while it lies on the table; None while it does not.
        self._shown: object = None
        self._card: Widget | None = None
        #: For how far the game had come the card tells.
        self._n = -1

    @property
    def offered(self) -> bool:
        """Whether the viewer may ask for a hint now."""
        return self._screen.client.mine and self._screen.window.settings.hints

    def ask(self) -> None:
        """Open the card; what is asked is thought about meanwhile."""
        screen, client = self._screen, self._screen.client
        if not self.offered:
            return
        refused = client.ask_hint().refused
        if refused:
            screen.say(phrase("hint.title"), refused)
            return
        self._shown, self._n = None, client.n
        done = Button(
            phrase("button.to_table"), screen.close_dialog, key="Esc", primary=True, grow=1
        )
        self._card = dialog(phrase("hint.title"), [self._body], [done], most=96, name="hint")
        self._show()
        screen.open(self._card)

    def tick(self) -> bool:
        """Show what came meanwhile; True while it is waited for."""
        root, client = self._screen.window.root, self._screen.client
        if self._card is None:
            return False
        if self._card not in root.layers:
            self._card = None
            return False
        if self._n != client.n:
            # The game has gone on: a hint is for its own position.
            self._screen.close_dialog()
            return True
        self._show()
        return client.adviser.thinks

    def _show(self) -> None:
        """Bring the card in line with what is known."""
        adviser = self._screen.client.adviser
        answer = self._screen.client.door.do(adviser.found)
        told = answer.value
        now = (answer.refused, told, int(adviser.seconds))
        if now == self._shown:
            return
        self._shown = now
        if answer.refused:
            self._body.refill(Text(answer.refused))
        elif told is None:
            self._body.refill(*self._waiting(now[2]))
        else:
            self._body.refill(*(Text(line) for line in told.lines))
        if self._card is not None and self._card.rect.width:
            self._card.place(self._card.rect)
            self._card.damage()

    def _waiting(self, seconds: int) -> list[Widget]:
        words = phrase("hint.thinks")
        if seconds:
            words += " " + phrase("stage.thinks_for", count=seconds)
        hurry = Button(
            phrase("hint.now"), self._screen.client.adviser.hurry, key="N", name="hint.now"
        )
        return [Text(words, tint=MUTED, name="hint.thinks"), hurry]
