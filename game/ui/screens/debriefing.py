"""The debrief beside the curves: turning points, sources of scores, the board, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame

from game.catalogue import number_text, phrase
from game.report.debrief_records import Debrief, WithoutSeat
from game.report.debrief_words import (
    TermRow,
    claim_words,
    moved_words,
    promise_words,
    term_rows,
    when_words,
)
from game.ui import paint
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, BAD, GOOD, LINE, LINK, MUTED, TEXT
from game.ui.widgets import Box, Button, Choosable, Flow, Rule, Span, Text, Widget
from game.ui.widgets.tabs import Tab, Tabs

#: So much of what a turning point did is told; the rest is told at the cursor.
_LINES = 3


class Debriefing(Tabs):
    """Pages of the debrief; each thing leads the cursor of the curves to its step."""

    def __init__(self, client: SeatClient, show: Callable[[int], None]) -> None:
        """Show the questions until the debrief is worked out.

        Args:
            client: tells it.
            show: leads the cursor to a step.
        """
        self._client, self._show_step = client, show
        self._points, self._sources = Box(gap=1), Box(gap=1.5)
        self._board, self._asked = Box(gap=1.5), Box(gap=1.5)
        self._asked.refill(*self._questions(Debrief()))
        pages = [
            Tab("points", phrase("debrief.points"), self._points, "1"),
            Tab("sources", phrase("debrief.scores"), self._sources, "2"),
            Tab("board", phrase("debrief.board"), self._board, "3"),
            Tab("questions", phrase("debrief.talk"), self._asked, "4"),
        ]
        if not client.game.scenario.questions:
            pages.pop()
        super().__init__(pages, pages[-1].id, name="debrief")

    def fill(self, told: Debrief) -> None:
        """Show what was worked out."""
        self._points.refill(*self._turning(told))
        self._sources.refill(*self._terms(told))
        self._board.refill(*self._holding(told), *self._claims(told), *self._promises(told))
        self._asked.refill(*self._questions(told))
        self._again()

    def _again(self) -> None:
        """Lay out anew what scrolls this, which is longer now."""
        above: Widget = self
        while (parent := above.parent) is not None and not hasattr(above, "reveal"):
            above = parent
        if above.rect.width:
            above.place(above.rect)
            above.damage()

    def _nothing(self, parts: list[Widget]) -> list[Widget]:
        return parts or [Text(phrase("debrief.nothing"), tint=MUTED)]

    def _turning(self, told: Debrief) -> list[Widget]:
        parts: list[Widget] = []
        for number, point in enumerate(told.points, 1):
            head = [
                Span(f"{number}  ", ACCENT, "bold"),
                Span(f"{when_words(point.round, point.step).capitalize()}  ", TEXT, "bold"),
                Span(moved_words(point), MUTED),
            ]
            lines = [
                Text(head, size="small"),
                Text(point.text, size="small", lines=_LINES),
            ]
            parts.append(Choosable(*lines, act=self._to(point.step), name=f"point:{number}", pad=1))
        note = [Text(phrase("debrief.points_note"), size="small", tint=MUTED)] if parts else []
        return self._nothing([*note, *parts])

    def _to(self, step: int) -> Callable[[], None]:
        return lambda: self._show_step(step)

    def _terms(self, told: Debrief) -> list[Widget]:
        client, parts = self._client, list[Widget]()
        for seat in client.game.seats:
            rows = list(term_rows(told, seat))
            if rows:
                name = Text(client.words.seat_name(seat), role="bold", tint=client.tint(seat))
                parts.append(Box(name, *(self._term(seat, row) for row in rows), gap=0.5))
        return self._nothing(parts)

    def _term(self, seat: str, row: TermRow) -> Widget:
        """A term, what it came to round by round, and its sum."""
        links = [
            Button(words, self._to(step), size="small", name=f"source:{seat}:{row.term}:{n}")
            for n, (words, step) in enumerate(row.changes)
        ]
        name = [
            Span(f"{number_text(row.total)} ", self._client.tint(seat), "bold"),
            Span(row.term, TEXT),
        ]
        flow = Flow(*links, least=12, gap=0.5)
        flow.grow = 1
        return Box(_Cell(name), flow, across=True, gap=1)

    def _holding(self, told: Debrief) -> Iterator[Widget]:
        if not told.without:
            return
        places = told.without[0].places
        yield Text(phrase("debrief.patrons"), role="bold", tint=ACCENT)
        yield Text(phrase("debrief.of_places", places=places), size="small", tint=MUTED)
        for row in told.without:
            yield self._held(row)

    def _held(self, row: WithoutSeat) -> Widget:
        tint = self._client.tint(row.seats[0]) if len(row.seats) == 1 else MUTED
        number = Text(str(row.holding), role="bold", size="small")
        number.stiff = True
        name = f"without:{'+'.join(row.seats)}"
        bar = _Share(row.holding / max(1, row.places), tint)
        return Box(_Cell([Span(row.name)]), bar, number, across=True, gap=1, centre=True, name=name)

    def _claims(self, told: Debrief) -> Iterator[Widget]:
        if told.claims:
            yield Rule()
            yield Text(phrase("debrief.claims"), role="bold", tint=ACCENT)
        for n, claim in enumerate(told.claims):
            words = [
                Span(f"{when_words(claim.round, claim.first).capitalize()}  ", LINK, "bold"),
                Span(claim_words(claim)),
            ]
            yield Choosable(Text(words, size="small"), act=self._to(claim.first), name=f"claim:{n}")

    def _promises(self, told: Debrief) -> Iterator[Widget]:
        if told.promises:
            yield Rule()
            yield Text(phrase("debrief.promises"), role="bold", tint=ACCENT)
        for n, promise in enumerate(told.promises):
            kept = GOOD if promise.promise else TEXT
            words = Text(promise_words(promise), size="small", tint=BAD if promise.broken else kept)
            yield Choosable(words, act=self._to(promise.made), name=f"promise:{n}")

    def _questions(self, told: Debrief) -> Iterator[Widget]:
        answers = {answer.question: answer for answer in told.answers}
        for n, question in enumerate(self._client.game.scenario.questions, 1):
            parts: list[Widget] = [Text(f"{n}.  {question}", role="bold", name=f"question:{n}")]
            answer = answers.get(question)
            if answer is not None and answer.text:
                parts.append(Text(answer.text, size="small", name=f"answer:{n}"))
            if answer is not None and answer.step is not None and answer.round is not None:
                words = phrase("debrief.shows", round=answer.round)
                act = self._to(answer.step)
                shows = Button(words, act, icon_name="crosshair", size="small", name=f"shows:{n}")
                parts.append(Box(shows, across=True))
            yield Box(*parts, gap=0.5)


class _Cell(Text):
    """A name of a width of its own, so that what stands after it begins in one line."""

    def __init__(self, words: list[Span]) -> None:
        super().__init__(words, size="small")
        self.stiff = True

    def measure(self, width: int) -> tuple[int, int]:
        wide = min(width, self.theme.px(180))
        return (wide, super().measure(wide)[1])


class _Share(Widget):
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
