"""The umpire's acts in the window, a page each, and the rehearsal of the position."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.ui.screens.umpire_injects import InjectForm, SpotForm
from game.ui.screens.umpire_orders import BackForm, OrderForm
from game.ui.screens.umpire_page import ActPage
from game.ui.screens.umpire_parts import ConsoleHost, headed
from game.ui.screens.umpire_values import OutcomeForm, OverrideForm
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Button, Scroll, Text, Widget
from game.ui.widgets.tabs import Tab, Tabs
from game.umpire.rehearsal_words import rehearsal_lines

if TYPE_CHECKING:
    from game.umpire import PositionRehearsal


class RehearsalPage(Box):
    """Bots play the position on: how long it may take, and how differently it may end."""

    def __init__(self, host: ConsoleHost) -> None:
        self.host = host
        self.run: PositionRehearsal | None = None
        self._told = Box(gap=0.5)
        start = Button(phrase("umpire.rehearse"), self.start, name="rehearse", icon_name="bot")
        note = Text(phrase("umpire.rehearse_note"), size="small", tint=MUTED)
        body = headed(phrase("umpire.rehearsal"), note, start, self._told)
        super().__init__(Scroll(body, name="rehearsal.scroll"), name="rehearsal")
        self.children[0].grow = 1

    def show(self) -> None:
        """Show what came of the games so far."""
        run = self.run
        report = run.report if run is not None else None
        if run is not None:
            done = phrase("umpire.rehearsed", count=run.played, of=run.count)
            rows: list[Widget] = [Text(done, size="small", tint=ACCENT)]
            lines = [] if report is None else rehearsal_lines(self.host.umpire.game, report)
            rows += [Text(line, size="small", bare=True) for line in lines]
            self._told.refill(*rows)
        if self.root is not None:
            self.place(self.rect)
            self.damage()

    def start(self) -> None:
        """Begin to play the position on."""
        self.run = self.host.umpire.desk.rehearsal()
        self.show()

    def tick(self) -> bool:
        """Play a few games more; whether any were."""
        run = self.run
        if run is None or run.done:
            return False
        run.step()
        self.show()
        return True


class UmpireActs(Tabs):
    """All acts, a page each."""

    def __init__(self, host: ConsoleHost) -> None:
        page = partial(ActPage, host)
        pages: list[tuple[str, str, ActPage | RehearsalPage, str]] = [
            (
                "inject",
                "I",
                page("inject", phrase("umpire.inject"), phrase("umpire.release"), InjectForm),
                phrase("umpire.tab_inject"),
            ),
            (
                "spot",
                "X",
                page("spot", phrase("umpire.spot"), phrase("umpire.release"), SpotForm),
                phrase("umpire.tab_spot"),
            ),
            (
                "override",
                "O",
                page("override", phrase("umpire.override"), phrase("umpire.set"), OverrideForm),
                phrase("umpire.tab_override"),
            ),
            (
                "outcome",
                "D",
                page("outcome", phrase("umpire.outcome"), phrase("umpire.enter"), OutcomeForm),
                phrase("umpire.tab_outcome"),
            ),
            (
                "order",
                "J",
                page("order", phrase("umpire.orders"), phrase("umpire.rule_so"), OrderForm),
                phrase("umpire.tab_order"),
            ),
            (
                "back",
                "Z",
                page("back", phrase("umpire.back"), phrase("umpire.go_back"), BackForm),
                phrase("umpire.tab_back"),
            ),
            ("rehearsal", "R", RehearsalPage(host), phrase("umpire.tab_rehearsal")),
        ]
        self.pages = {ident: page for ident, _, page, _ in pages}
        heads = [Tab(ident, words, page, key) for ident, key, page, words in pages]
        super().__init__(heads, turned=lambda _: self.show(), name="acts", grow=1)

    def show(self) -> None:
        """Show the open page as things are now."""
        self.pages[self.chosen].show()

    def tick(self) -> bool:
        """Let a rehearsal go on; whether it did."""
        page = self.pages["rehearsal"]
        return isinstance(page, RehearsalPage) and page.tick()
