"""The end: scores, verdict, and the questions for the talk afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pygame

from game.catalogue import number_text, phrase
from game.table import Outcome
from game.table.outcome import tie_words
from game.ui import wording
from game.ui.backdrop import Backdrop
from game.ui.keyset import END
from game.ui.screens import leaving
from game.ui.screens.afterwards import Afterwards
from game.ui.screens.base import Screen
from game.ui.screens.common import foot
from game.ui.screens.debriefing import Debriefing, pages_of
from game.ui.screens.help import Help
from game.ui.screens.survey_card import SurveyCard
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, LINE, MUTED, PANEL, TEXT
from game.ui.widgets import Box, Button, Columns, Scroll, Span, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.scrolling import lay_again

if TYPE_CHECKING:
    from game.table.glossary import Glossary
    from game.ui.window import Window


#: Seconds of a frame in which the debrief is worked at.
WORK = 0.01


class EndScreen(Screen):
    """Who won, what was built, what to ask."""

    keys = END

    def __init__(self, window: Window, client: SeatClient) -> None:
        super().__init__(window)
        self.client = client
        self._help = Help(window.root, lambda: client.glossary)

    @property
    def help(self) -> Help | None:
        return self._help

    def glossary(self) -> Glossary:
        return self.client.glossary

    def build(self) -> Widget:
        client, result = self.client, self.client.after_game.result()
        head = client.after_game.headline()
        parts: list[Widget] = [Text(head, size="title", role="title", tint=ACCENT, name="winner")]
        found = {s: v for s, v in result.scores.items() if v is not None} or result.returns
        came = client.after_game.outcomes(found)
        if tie := tie_words(client.game, result, came):
            parts.append(Text(tie, name="tie"))
        if result.ending is not None:
            told = str(client.words.describe("ending", result.ending).get("text") or "")
            parts += [Text(told, size="small", tint=MUTED)] if told else []
        if result.verdict is not None:
            name = wording.member_name(client, result.verdict)
            parts.append(
                Text(
                    wording.woven(
                        phrase("end.verdict", verdict=wording.SLOTS[0]), Span(name, TEXT, "bold")
                    ),
                    size="head",
                    name="verdict",
                )
            )
            about = client.words.about(result.verdict)
            parts += [Text(about, tint=MUTED)] if about else []
        best = max(found.values(), default=0)
        parts += [_Score(client, outcome, best) for outcome in came]
        self.afterwards: Afterwards | None = None
        self._went = Box()
        told_of = pages_of(client, result) if client.over else ()
        self._debrief = Debriefing(client, came, self._show_step, told_of) if told_of else None
        # What has no debrief tells beside the scores how it went.
        beside = self._debrief or (self._went if client.over else None)
        first = [*parts, self._went] if beside is self._debrief else parts
        sides = [Scroll(_panel(*first), name="scores")]
        if beside is not None:
            sides.append(Scroll(_panel(beside), name="questions"))
        self._working = self._work()
        table = Button(
            phrase("button.to_table"),
            self._table,
            key="Esc",
            icon_name="map",
            size="lead",
            name="table",
        )
        title = Button(
            phrase("end.to_title"),
            self._title,
            key="Enter",
            icon_name="house",
            primary=True,
            size="lead",
            name="title",
        )
        report = Button(
            phrase("end.report"),
            self._report,
            key="R",
            icon_name="scroll-text",
            size="lead",
            name="report",
        )
        replay = Button(
            phrase("replay.title"),
            self._replay,
            key="Space",
            icon_name="skip-forward",
            size="lead",
            name="replay",
        )
        self.survey = SurveyCard(self, client)
        asked = Button(
            phrase("end.questions"),
            self.survey.open,
            key="Q",
            icon_name="circle-help",
            size="lead",
            name="asked",
        )
        buttons = foot(table, title, replay, report, *([asked] if self.survey.offered else []))
        column = Box(Columns(*sides, name="end.columns"), buttons, gap=2, pad=4)
        return Backdrop(column, scene=self.window.scene, veil=165, name="end")

    def update(self, seconds: float) -> bool:
        """Work a little at the curves and the debrief, so that no frame is long."""
        until = time.perf_counter() + WORK
        working = any(time.perf_counter() >= until for _ in self._working)
        return (self._debrief is not None and self._debrief.tick()) or working

    def _work(self) -> Iterator[None]:
        """Work out how the game went and what it came to, piece by piece."""
        client = self.client
        if not client.over:
            return
        for _ in client.after_game.writing():
            yield
        lines = client.after_game.steps()
        yield
        if lines:
            self.afterwards = Afterwards(client, client.after_game.tracks(), lines)
            self._went.refill(self.afterwards)
            lay_again(self._went)
            yield
        if self._debrief is None:
            return
        for told in client.after_game.debriefing():
            if told is not None and self._debrief is not None:
                yield from self._debrief.filling(told)
            yield

    def _show_step(self, step: int) -> None:
        """Put the cursor of the curves at a step."""
        if self.afterwards is not None:
            self.afterwards.slider.move_to(step)

    def _table(self) -> None:
        self.window.go("table")

    def _replay(self) -> None:
        """Look back at the game, from the step at the cursor on."""
        step = None if self.afterwards is None else self.afterwards.slider.value
        self.window.games.look_back("end", step)
        self.window.go("replay")

    def _title(self) -> None:
        leaving.leave(self, self._leave)

    def _report(self) -> None:
        """Write the after-action report, and tell where it is."""
        try:
            written = self.client.after_game.write_report()
        except OSError as error:
            why = error.strerror or str(error)
            body = [Text(phrase("end.no_report", path=str(error.filename or ""), why=why))]
        else:
            body = [Text(phrase("end.report_in")), Text(str(written), tint=MUTED, name="path")]
        done = Button(phrase("button.done"), self.close_dialog, key="Esc", primary=True, grow=1)
        self.open(dialog(phrase("end.report"), body, [done], most=100, name="written"))

    def _leave(self) -> None:
        self.window.leave_game()
        self.window.go("title")

    def escape(self) -> None:
        if not self.close_dialog():
            self._table()


def _panel(*parts: Widget) -> Box:
    return Box(*parts, gap=1.5, pad=3, fill=(*PANEL, 235), edge=LINE)


class _Score(Box):
    """One seat's score as a bar, and what it means beside its target."""

    def __init__(self, client: SeatClient, outcome: Outcome, best: int) -> None:
        seat, score = outcome.seat, outcome.score
        tint = client.tint(seat)
        told = Span(f"   {outcome.words}" if outcome.words else "", MUTED)
        words = Text(
            [Span(client.words.seat_name(seat), tint, "bold"), told],
            size="small",
            grow=1,
            name=f"outcome:{seat}",
        )
        value = Text(number_text(score), size="head", role="bold", name=f"score:{seat}")
        parts: list[Widget] = [
            Box(words, value, across=True, gap=1, centre=True),
            _Line(max(0, score) / best if best > 0 else 0.0, tint),
        ]
        super().__init__(*parts, gap=0.25)


class _Line(Widget):
    def __init__(self, share: float, tint: tuple[int, int, int]) -> None:
        super().__init__()
        self.share, self.tint = share, tint

    def measure(self, width: int) -> tuple[int, int]:
        return (width, 8)

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(LINE, self.rect)
        surface.fill(self.tint, (*self.rect.topleft, round(self.rect.width * self.share), 8))
