"""The card of a hint: the best moves that a strong player finds for whoever is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.bots.words import name, worth_text
from game.catalogue import phrase
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Button, Rule, Text, Widget
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.table import BotChoice, Weighed
    from game.ui.screens.table_control import TableControl

#: So many moves are named.
MOST: Final = 3


class HintCard:
    """Asks for hints at one table, and shows them when they come."""

    def __init__(self, screen: TableControl) -> None:
        """Ask for nothing yet."""
        self._screen = screen
        self._body = Box(gap=1.1, name="hint.body")
        #: What the card shows, while it lies on the table; None while it does not.
        self._shown: object = None
        self._card: Widget | None = None

    @property
    def offered(self) -> bool:
        """Whether the viewer may ask for a hint now."""
        client, settings = self._screen.client, self._screen.window.settings
        return client.mine and settings.hints and client.hints.there

    def ask(self) -> None:
        """Open the card; what is asked is thought about meanwhile."""
        screen, client = self._screen, self._screen.client
        if not self.offered:
            return
        refused = client.door.do(client.hints.ask).refused
        if refused:
            screen.say(phrase("advice.title"), refused)
            return
        self._shown = None
        done = Button(
            phrase("button.to_table"), screen.close_dialog, key="Esc", primary=True, grow=1
        )
        self._card = dialog(phrase("advice.title"), [self._body], [done], most=96, name="hint")
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
        self._show()
        return client.hints.thinks

    def _show(self) -> None:
        """Bring the card in line with what is known."""
        hints, client = self._screen.client.hints, self._screen.client
        answer = client.door.do(hints.advice)
        choice = answer.value
        now = (answer.refused, choice, int(hints.seconds))
        if now == self._shown:
            return
        self._shown = now
        if answer.refused:
            self._body.refill(Text(answer.refused))
        elif choice is None:
            self._body.refill(*self._waiting(now[2]))
        else:
            self._body.refill(*self._found(choice))
        if self._card is not None and self._card.rect.width:
            self._card.place(self._card.rect)
            self._card.damage()

    def _waiting(self, seconds: int) -> list[Widget]:
        words = phrase("advice.thinks")
        if seconds:
            words += " " + phrase("stage.thinks_for", count=seconds)
        hurry = Button(
            phrase("advice.now"), self._screen.client.hints.hurry, key="N", name="hint.now"
        )
        return [Text(words, tint=MUTED, name="hint.thinks"), hurry]

    def _found(self, choice: BotChoice) -> list[Widget]:
        """The best moves, with what each came to, and why the first is."""
        game = self._screen.client.game
        if not choice.weighed:
            head = Text(name(game, choice.move_id), role="bold", tint=ACCENT)
            return [head, Text(choice.why, name="hint.why")]
        parts: list[Widget] = [Text(phrase("advice.by_what"), size="small", tint=MUTED)]
        for number, told in enumerate(choice.weighed[:MOST], 1):
            parts.append(self._row(number, told))
        return [*parts, Rule(), Text(choice.why, name="hint.why")]

    def _row(self, number: int, told: Weighed) -> Widget:
        said = f"{number}. {name(self._screen.client.game, told.move)}"
        worth = phrase(
            "advice.worth",
            worth=worth_text(told.worth),
            low=worth_text(told.low),
            high=worth_text(told.high),
            count=told.trials,
        )
        head = Text(said, role="bold", tint=ACCENT, name=f"hint:{number}")
        return Box(head, Text(worth, size="small"), gap=0.25)
