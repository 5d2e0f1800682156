"""The board at the end: what holds, what would hold without each seat, and what was not as counted.

What is chosen in the rows is shown on the map beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

import pygame

from game.catalogue import phrase
from game.report.debrief_records import Debrief, FalseClaim, WithoutSeat
from game.report.debrief_words import claim_words, falling_words, promise_words, when_words
from game.ui import paint
from game.ui.screens.value_map import TwoValues, ValueMap
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, BAD, GOOD, LINE, LINK, MUTED, TEXT
from game.ui.widgets import Box, Choosable, Rule, Span, Text, Widget
from game.ui.widgets.scrolling import lay_again
from game.ui.widgets.waterfall import NameCell


class DebriefBoard(Box):
    """Rows of what would hold, the map of the row that is chosen, claims and promises."""

    def __init__(self, client: SeatClient, show: Callable[[int], None]) -> None:
        """Show nothing until it is worked out.

        Args:
            client: has the map and the colours.
            show: leads the cursor to a step.
        """
        self._client, self._show_step = client, show
        self._map = ValueMap(client.scene, client.look) if client.scene is not None else None
        self._told = Debrief()
        self._rows: list[Choosable] = []
        self._said = Text("", size="small", name="falling")
        super().__init__(gap=1.25)

    def tell(self, told: Debrief) -> None:
        """Show what was worked out, and on the map all as it ended."""
        self._told = told
        self._rows.clear()
        parts: list[Widget] = []
        if told.without:
            places = phrase("debrief.of_places", places=told.without[0].places)
            parts += [
                Text([Span(phrase("debrief.patrons"), ACCENT, "bold"), Span(f"  {places}", MUTED)]),
                Box(*(self._held(row) for row in told.without), gap=0.25),
            ]
            if self._map is not None:
                parts.append(self._map)
            parts.append(self._said)
        self.refill(*parts, *self._claims(told), *self._promises(told))
        if told.without:
            # Who alone would be missed most says most; with one row there is only the end.
            fallen = max(told.without[1:-1] or told.without, key=lambda row: len(row.falling))
            self._choose(fallen)

    def _held(self, row: WithoutSeat) -> Choosable:
        tint = self._client.tint(row.seats[0]) if len(row.seats) == 1 else MUTED
        number = Text(str(row.holding), role="bold", size="small")
        number.stiff = True
        bar = ShareBar(row.holding / max(1, row.places), tint)
        line = Box(NameCell([Span(row.name)]), bar, number, across=True, gap=1, centre=True)
        name = f"without:{'+'.join(row.seats)}"
        return self._choosable(line, act=partial(self._choose, row), name=name)

    def _choosable(self, inside: Widget, act: Callable[[], None], name: str) -> Choosable:
        """A row that shows something on the map; the last one chosen is told apart."""
        row = Choosable(inside, act=act, name=name, pad=0.75)
        self._rows.append(row)
        return row

    def _choose(self, row: WithoutSeat) -> None:
        """Show on the map what a row tells of."""
        values = row.values
        self._mark(f"without:{'+'.join(row.seats)}")
        self._lay({b.place: TwoValues(b.name, b.now, b.left, b.falls) for b in values})
        self._say(falling_words(row))

    def _mark(self, name: str) -> None:
        for row in self._rows:
            row.chosen = row.name == name
            row.damage()

    def _lay(self, told: Mapping[str, TwoValues], places: Collection[str] = ()) -> None:
        if self._map is not None:
            self._map.show(told, places)

    def _show_claim(self, claim: FalseClaim, name: str) -> None:
        """Show on the map what was counted and what was so, and lead the cursor there."""
        self._show_step(claim.first)
        self._mark(name)
        state = self._client.look.state
        falls = state(claim.true) is not state(claim.claimed)
        told = {claim.id: TwoValues(claim.place, claim.claimed, claim.true, falls)}
        # Of the others it is told how they stood at the end, which is another moment.
        self._lay(told, [b.place for row in self._told.without[:1] for b in row.values])
        when = when_words(claim.round, claim.first).capitalize()
        self._say(f"{when}: {claim_words(claim)}.")

    def _say(self, words: str) -> None:
        """Say below the map what it shows."""
        self._said.set(words)
        lay_again(self)

    def _claims(self, told: Debrief) -> Iterator[Widget]:
        if told.claims:
            yield Rule()
            yield Text(phrase("debrief.claims"), role="bold", tint=ACCENT)
        for n, claim in enumerate(told.claims):
            words = [
                Span(f"{when_words(claim.round, claim.first).capitalize()}  ", LINK, "bold"),
                Span(claim_words(claim)),
            ]
            name = f"claim:{n}"
            act = partial(self._show_claim, claim, name)
            yield self._choosable(Text(words, size="small"), act=act, name=name)

    def _promises(self, told: Debrief) -> Iterator[Widget]:
        if told.promises:
            yield Rule()
            yield Text(phrase("debrief.promises"), role="bold", tint=ACCENT)
        for n, promise in enumerate(told.promises):
            kept = GOOD if promise.promise else TEXT
            words = Text(promise_words(promise), size="small", tint=BAD if promise.broken else kept)
            act = partial(self._show_step, promise.made)
            yield Choosable(words, act=act, name=f"promise:{n}", pad=0.75)


class ShareBar(Widget):
    """A bar as long as a share of its room."""

    def __init__(self, share: float, tint: tuple[int, int, int]) -> None:
        super().__init__(grow=1)
        self._filled, self._tint = share, tint

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(10))

    def draw(self, surface: pygame.Surface) -> None:
        paint.box(surface, self.rect, LINE, None, 3)
        room = pygame.Rect(self.rect)
        room.width = round(room.width * self._filled)
        if room.width:
            paint.box(surface, room, self._tint, None, 3)
