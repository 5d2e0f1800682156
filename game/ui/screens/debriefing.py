"""The debrief beside the curves: scores as waterfalls, turning points, the board, answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Final

import attrs

from game.catalogue import number_text, phrase
from game.report.debrief_records import Debrief
from game.report.debrief_words import moved_words, shortened, when_words
from game.report.waterfall import Waterfall, by_rounds, by_terms
from game.table import Outcome, Result
from game.table.seating import played
from game.ui.screens.debrief_board import DebriefBoard
from game.ui.screens.opinions import OpinionsPage
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, MUTED, TEXT
from game.ui.widgets import Box, Button, Choosable, Flow, Span, Text, Widget
from game.ui.widgets.scrolling import lay_again
from game.ui.widgets.tabs import Tab, Tabs
from game.ui.widgets.waterfall import WaterfallChart

#: Of so many bars at most is told below what made them; each says it itself.
_MOST_TOLD: Final = 4


class Debriefing(Tabs):
    """Pages of the debrief; each thing leads the cursor of the curves to its step."""

    def __init__(
        self,
        client: SeatClient,
        outcomes: Sequence[Outcome],
        show: Callable[[int], None],
        told_of: Collection[str],
    ) -> None:
        """Show the questions until the debrief is worked out.

        Args:
            client: tells it.
            outcomes: how the seats came out, the best first.
            show: leads the cursor to a step.
            told_of: the pages that there are; see `pages_of`.
        """
        self._client, self._show_step = client, show
        self._outcomes = outcomes
        self._told, self._rounds = Debrief(), False
        self._scores, self._points = Box(gap=1.5), Box(gap=1)
        self._board, self._asked = DebriefBoard(client, show), Box(gap=1.5)
        self._opinions = OpinionsPage(client, show)
        for box in (self._scores, self._points, self._board):
            box.refill(Text(phrase("debrief.working"), tint=MUTED))
        self._asked.refill(*self._questions(Debrief()))
        pages = [
            Tab("scores", phrase("debrief.scores"), self._scores),
            Tab("points", phrase("debrief.points"), self._points),
            Tab("board", phrase("debrief.board"), self._board),
            Tab("questions", phrase("debrief.talk"), self._asked),
            Tab("opinions", phrase("review.page"), self._opinions),
        ]
        there = [page for page in pages if page.id in told_of]
        pages = [attrs.evolve(page, key=str(n)) for n, page in enumerate(there, 1)]
        super().__init__(pages, pages[0].id, name="debrief")

    def tick(self) -> bool:
        """Show what was weighed meanwhile; True while more is to come."""
        return self._opinions.tick()

    def filling(self, told: Debrief) -> Iterator[None]:
        """Show what was worked out, page by page: no frame is to lay them all out."""
        self._told = told
        self._scores.refill(*self._waterfalls())
        lay_again(self)
        yield
        self._points.refill(*self._turning(told))
        lay_again(self)
        yield
        self._board.tell(told)
        if not self._board.children:
            self._board.refill(*self._nothing([]))
        lay_again(self)
        yield
        self._asked.refill(*self._questions(told))
        lay_again(self)

    def _nothing(self, parts: list[Widget]) -> list[Widget]:
        return parts or [Text(phrase("debrief.nothing"), tint=MUTED)]

    # Scores

    def _waterfalls(self) -> list[Widget]:
        """Every seat's score, by its terms or by its rounds."""
        told, found = self._told, list[tuple[Waterfall, Waterfall | None, Waterfall | None]]()
        for outcome in self._outcomes:
            terms = by_terms(told, outcome.seat, outcome.target)
            rounds = by_rounds(told, outcome.seat, outcome.target)
            drawn = (rounds or terms) if self._rounds else (terms or rounds)
            if drawn is not None:
                found.append((drawn, terms, rounds))
        if not found:
            return self._nothing([])
        low = min(drawn.low for drawn, _, _ in found)
        high = max(drawn.high for drawn, _, _ in found)
        parts: list[Widget] = []
        if any(terms is not None and rounds is not None for _, terms, rounds in found):
            parts.append(self._ways())
        blocks: list[Widget] = []
        for drawn, terms, _ in found:
            seat, tint = drawn.seat, self._client.tint(drawn.seat)
            head = [Span(self._client.words.seat_name(seat), tint, "bold")]
            if drawn.target is not None:
                words = phrase("debrief.target", target=number_text(drawn.target))
                head.append(Span(f"   {words}", ACCENT))
            chart = WaterfallChart(
                drawn, tint, self._show_step, span=(low, high), name=f"waterfall:{seat}"
            )
            # What is no sum says in words where it came from.
            told_of = [bar.words for bar in drawn.bars if bar.words]
            if terms is not None or len(told_of) > _MOST_TOLD:
                told_of = []
            sources = (Text(shortened(said), size="small", tint=MUTED) for said in told_of)
            blocks.append(Box(Text(head, size="small"), chart, *sources, gap=0.5))
        return [*parts, Flow(*blocks, least=58, gap=2)]

    def _ways(self) -> Widget:
        """Chooses how the scores are taken apart."""
        ways = [
            Button(
                phrase(key),
                partial(self._take_apart, rounds),
                chosen=rounds == self._rounds,
                size="small",
                name=name,
            )
            for key, rounds, name in (
                ("debrief.by_terms", False, "by:terms"),
                ("debrief.by_rounds", True, "by:rounds"),
            )
        ]
        return Box(*ways, across=True, gap=0.75)

    def _take_apart(self, rounds: bool) -> None:
        self._rounds = rounds
        self._scores.refill(*self._waterfalls())
        lay_again(self)
        root = self.root
        if root is not None and root.top is not None:
            root.set_focus(self.find("by:rounds" if rounds else "by:terms"), keyboard=root.keyboard)

    # Turning points

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
                Text(shortened(point.text), size="small"),
            ]
            parts.append(Choosable(*lines, act=self._to(point.step), name=f"point:{number}", pad=1))
        note = [Text(phrase("debrief.points_note"), size="small", tint=MUTED)] if parts else []
        return self._nothing([*note, *parts])

    def _to(self, step: int) -> Callable[[], None]:
        return lambda: self._show_step(step)

    # Questions

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


def pages_of(client: SeatClient, result: Result) -> tuple[str, ...]:
    """The pages of a debrief of which these rules can tell anything.

    Args:
        client: has the game.
        result: how it ended.
    """
    look = client.look
    scored = any(score is not None for score in result.scores.values())
    board = bool(look.accent.share or look.debrief.claims or look.roles.bonds)
    found = {
        "scores": scored,
        "points": scored,
        "board": board,
        "questions": bool(client.game.scenario.questions),
        "opinions": bool(played(client.occupants)),
    }
    return tuple(page for page, there in found.items() if there)
