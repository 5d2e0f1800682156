"""The card that asks the people of each seat how the game was, seat after seat."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.rules import SCALE
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Text, Widget
from game.ui.widgets.dialog import dialog
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.table import SurveyQuestion
    from game.ui.screens.base import CardHost
    from game.ui.seat_client import SeatClient

#: The most letters of an answer.
MOST = 1000


class SurveyCard:
    """Asks one seat after another; what was answered before stands there."""

    def __init__(self, screen: CardHost, client: SeatClient) -> None:
        """Ask nothing yet.

        Args:
            screen: where the card is laid.
            client: the table.
        """
        self._screen, self._client = screen, client
        self._asked = client.after_game.asked
        self._given: dict[str, str | int] = {}
        self._rows: dict[str, Box] = {}

    @property
    def offered(self) -> bool:
        """Whether there is anything to ask here."""
        return bool(self._asked) and bool(self._client.humans)

    def open(self, seats: Sequence[str] | None = None) -> None:
        """Ask the first of some seats, then the others.

        Args:
            seats: whose people are asked; None for all that people hold.
        """
        left = self._client.humans if seats is None else list(seats)
        if not left:
            return
        seat, rest = left[0], left[1:]
        self._given = self._client.after_game.answers(seat)
        body = [self._question(each) for each in self._asked]
        buttons = [
            Button(phrase("why.later"), self._screen.close_dialog, key="Esc", name="no", grow=1),
            Button(
                phrase("why.keep_next" if rest else "why.keep"),
                partial(self._keep, seat, rest),
                key="Ctrl+Enter",
                icon_name="check",
                primary=True,
                name="yes",
                grow=1,
            ),
        ]
        title = phrase("why.survey", seat=self._client.words.seat_name(seat))
        note = Text(phrase("why.survey_note"), size="small", tint=MUTED)
        self._screen.open(dialog(title, [note, *body], buttons, most=104, name="survey"))
        root = self._screen.window.root
        places = [w for w in root.focusables() if w.name.startswith("answer:")]
        if places:
            root.set_focus(places[0], keyboard=True)

    def _question(self, asked: SurveyQuestion) -> Widget:
        text = Text(asked.text, role="bold", size="small")
        if asked.scale is None:
            field = Field(
                phrase("why.answer"),
                partial(self._typed, asked.id),
                name=f"answer:{asked.id}",
                most=MOST,
                sign="",
            )
            field.words = str(self._given.get(asked.id, ""))
            return Box(text, field, gap=0.5)
        self._rows[asked.id] = Box(across=True, gap=0.5, centre=True)
        self._fill(asked)
        return Box(text, self._rows[asked.id], gap=0.5)

    def _fill(self, asked: SurveyQuestion) -> None:
        low, high = (Text(w, size="small", tint=MUTED) for w in asked.scale or ("", ""))
        marks = [
            Button(
                str(n),
                partial(self._rate, asked, n),
                chosen=self._given.get(asked.id) == n,
                size="small",
                name=f"answer:{asked.id}:{n}",
            )
            for n in range(1, SCALE + 1)
        ]
        self._rows[asked.id].replace(low, *marks, high)

    def _typed(self, question: str, words: str) -> None:
        self._given[question] = words

    def _rate(self, asked: SurveyQuestion, n: int) -> None:
        self._given[asked.id] = n
        row, root = self._rows[asked.id], self._screen.window.root
        self._fill(asked)
        row.place(row.rect)
        row.damage()
        root.set_focus(row.find(f"answer:{asked.id}:{n}"), keyboard=root.keyboard)

    def _keep(self, seat: str, rest: Sequence[str]) -> None:
        """Write down what was answered anew, and go on to the next seat."""
        before = self._client.after_game.answers(seat)
        for question, given in self._given.items():
            new = given.strip() if isinstance(given, str) else given
            if new and before.get(question) != new:
                did = self._client.after_game.answer(seat, question, new)
                if did.refused:
                    self._screen.say(phrase("table.says"), did.refused)
                    return
        self._screen.close_dialog()
        self.open(rest)
