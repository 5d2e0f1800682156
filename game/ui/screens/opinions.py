"""The page of the debrief with second opinions: one seat's decisions, weighed again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from game.catalogue import phrase
from game.report.debrief_words import when_words
from game.report.second_opinion import SecondOpinion
from game.table.seating import played
from game.ui import wording
from game.ui.screens.debrief_board import ShareBar
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, MUTED, TEXT
from game.ui.widgets import Box, Button, Choosable, Flow, Span, Text, Widget
from game.ui.widgets.scrolling import lay_again


class OpinionsPage(Box):
    """Chooses a seat, tells how far its decisions were weighed, and then what was found."""

    def __init__(self, client: SeatClient, show: Callable[[int], None]) -> None:
        """Weigh nothing before a seat is chosen.

        Args:
            client: has the game.
            show: leads the cursor to a step.
        """
        self._client, self._show_step = client, show
        self._seat, self._told, self._refused = "", (0, 0), ""
        holders = played(client.occupants)
        self._seats = [
            Button(
                wording.short(client, seat),
                partial(self._choose, seat),
                icon_name=client.look.seats[seat].icon if seat in client.look.seats else "user",
                size="small",
                name=f"opinions:{seat}",
            )
            for seat in client.game.seats
            if seat in holders
        ]
        self._body = Box(gap=1)
        note = Text(phrase("review.note"), size="small", tint=MUTED)
        super().__init__(note, Flow(*self._seats, least=18, gap=0.75), self._body, gap=1.25)

    def _choose(self, seat: str) -> None:
        self._seat, self._refused = seat, ""
        for button in self._seats:
            button.chosen = button.name == f"opinions:{seat}"
            button.damage()
        self._client.after_game.opinions.ask(seat)
        self._show()

    def tick(self) -> bool:
        """Show what came meanwhile; True while decisions are weighed."""
        opinions = self._client.after_game.opinions
        if not self._seat or self._refused:
            return False
        answer = self._client.door.do(opinions.tick)
        self._refused = answer.refused
        review = opinions.of(self._seat)
        if self._refused or (review is not None and (review.done, review.count) != self._told):
            self._show()
        return bool(answer.value)

    def _show(self) -> None:
        review = self._client.after_game.opinions.of(self._seat)
        assert review is not None, "it was asked for"
        self._told = review.done, review.count
        if self._refused:
            self._body.refill(Text(self._refused))
        elif review.left:
            words = phrase("review.progress", done=review.done, count=review.count)
            tint = self._client.tint(self._seat)
            bar = ShareBar(review.done / review.count, tint)
            self._body.refill(Text(words, size="small", name="opinions.progress"), bar)
        elif review.told:
            self._body.refill(*(self._row(n, each) for n, each in enumerate(review.told, 1)))
        else:
            none = phrase("review.none", seat=self._client.words.seat_name(self._seat))
            self._body.refill(Text(none, name="opinions.none"))
        lay_again(self)

    def _row(self, number: int, told: SecondOpinion) -> Widget:
        step = self._client.after_game.place(told.n)
        head = [
            Span(f"{number}  ", ACCENT, "bold"),
            Span(f"{when_words(told.round, step).capitalize()}  ", TEXT, "bold"),
            Span(told.less, MUTED),
        ]
        lines = [Text(head, size="small"), Text(told.said, size="small")]
        act = partial(self._show_step, step)
        return Choosable(*lines, act=act, name=f"opinion:{number}", pad=1)
