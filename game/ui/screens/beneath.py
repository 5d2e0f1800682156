"""At the foot of the panel: the log, what is certain to come, or what others could do somewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.ui import wording
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Grid, Rule, Scroll, Text, Widget
from game.ui.widgets.log import LogList

if TYPE_CHECKING:
    from game.story.telling import ToldLine
    from game.ui.screens.table_control import TableControl

#: What can be turned to: its id, what the button says, and its key.
_LOG: Final = ("log", "panel.log", "L")
_CERTAIN: Final = ("certain", "panel.certain", "F")
_OTHERS: Final = ("others", "panel.others", "O")


class Beneath:
    """The lists at the foot of the panel, one of which is shown.

    Attributes:
        log: the log.
        shown: which list is: "log", "certain" or "others".
    """

    def __init__(self, screen: TableControl, relay: Callable[[], None]) -> None:
        """Show the log.

        Args:
            screen: the table.
            relay: lays the panel out again when another list is turned to.
        """
        self._screen, self._relay = screen, relay
        self.log, self.shown = LogList(screen.go_to), "log"
        self._coming = Box(gap=0.6, name="certain")
        self._others = Box(gap=0.6, name="others")

    def widget(self) -> Widget:
        """The list that is shown, under the heads by which one turns to another."""
        client = self._screen.client
        heads = [_LOG]
        if not client.over:
            heads += [_CERTAIN] if client.roles.wait else []
            heads += [_OTHERS] if len(client.game.seats) > 1 else []
        if len(heads) == 1:
            head = Text(phrase("panel.log"), size="small", role="bold", tint=MUTED)
            return Box(Rule(), head, self.log, gap=1, grow=1)
        if self.shown not in [ident for ident, *_ in heads]:
            self.shown = "log"
        # All in one line, or each in its own where a language has longer words.
        buttons = Grid(*(self._head(*head) for head in heads), columns=len(heads), gap=0.75)
        self.tell()
        lists: dict[str, Widget] = {
            "log": self.log,
            "certain": Scroll(self._coming, name="coming"),
            "others": Scroll(self._others, name="replies"),
        }
        return Box(Rule(), buttons, lists[self.shown], gap=1, grow=1)

    def _head(self, ident: str, words: str, key: str) -> Button:
        """The button that turns to a list."""
        turn, on = partial(self._turn, ident), self.shown == ident
        return Button(phrase(words), turn, key=key, size="small", chosen=on, name=words, grow=1)

    def _turn(self, ident: str) -> None:
        self.shown = ident
        self._relay()

    def tell(self) -> bool:
        """Bring the list that is shown in line with what is known now; False for the log."""
        if self.shown == "certain":
            outlook = self._screen.client.outlook
            lines = outlook.ahead.lines
            said = phrase("panel.if_nobody" if lines else "panel.none_certain")
            if not outlook.open:
                said = phrase("panel.none_yet")
            self._coming.refill(Text(said, size="small", tint=MUTED), *self._lines(lines))
        if self.shown == "others":
            self._others.refill(*self._replies())
        return self.shown != "log"

    def _replies(self) -> list[Widget]:
        client, place = self._screen.client, self._screen.selected
        if not place:
            return [Text(phrase("panel.no_place"), size="small", tint=MUTED)]
        lines = client.threats.lines(place)
        head = Text(phrase("threat.here"), size="small", tint=MUTED)
        if lines is None:
            return [head, Text(phrase("threat.working"), size="small", tint=MUTED)]
        return [head, *self._lines(lines)]

    def _lines(self, lines: list[ToldLine] | tuple[ToldLine, ...]) -> list[Widget]:
        client, go_to = self._screen.client, self._screen.go_to
        return [Text(wording.spans(client, line), size="small", follow=go_to) for line in lines]
