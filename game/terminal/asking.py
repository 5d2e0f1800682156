"""What people are asked at a terminal besides their moves: why they chose, and how it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from rich.console import RenderableType
from rich.text import Text

from game.catalogue import phrase
from game.rules import SCALE
from game.table import Rationale, read_line, survey_questions

if TYPE_CHECKING:
    from game.table import Attempt, Sitting, SurveyQuestion

T = TypeVar("T")


class Listener(Protocol):
    """The conversation in which people are asked.

    Attributes:
        sitting: the game.
        ask: shows a prompt and returns a line; raises EOFError at the end of the input.
    """

    sitting: Sitting
    ask: Callable[[str], str]

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table, and say why where it is refused or cannot be kept."""
        ...

    def say(self, what: str | RenderableType) -> None:
        """Print something."""
        ...

    def title(self, seat: str) -> str:
        """What people call a seat."""
        ...


class Interview:
    """Asks for reasons and answers, where the sitting is one at which that is done."""

    def __init__(self, talk: Listener) -> None:
        """Ask nothing yet.

        Args:
            talk: the conversation at the terminal.
        """
        self._talk = talk
        self._explained = False

    def why(self) -> Rationale | None:
        """Ask in one line why somebody chose; an empty line says nothing, and loses nothing."""
        sitting = self._talk.sitting
        if not sitting.asks_why or len(sitting.legal()) < 2:
            return None
        tags = sitting.game.scenario.tags
        if not self._explained:
            self._explained = True
            self._talk.say(phrase("why.how"))
            if tags:
                told = " ".join(f"#{tag.id}" for tag in tags)
                self._talk.say(Text(phrase("why.tags", tags=told), style="dim"))
        try:
            typed = self._talk.ask(f"{phrase('why.prompt')} ")
        except EOFError:
            # The move was chosen; that the input has ended is found again at the next prompt.
            return None
        return read_line(typed, tags) if typed.strip() else None

    def survey(self) -> None:
        """Ask the people of every seat what they are to be asked after the game."""
        sitting = self._talk.sitting
        asked = survey_questions(sitting.game)
        people = [s for s in sitting.game.seats if sitting.seats.get(s) == "human"]
        if not sitting.asks_why or not asked:
            return
        done = {(told.seat, told.question) for told in sitting.survey_answers}
        for seat in people:
            left = [each for each in asked if (seat, each.id) not in done]
            if left:
                head = phrase("why.questions", seat=self._talk.title(seat), count=len(left))
                self._talk.say(Text(head, style="bold"))
            for question in left:
                if not self._ask(seat, question):
                    return

    def _ask(self, seat: str, question: SurveyQuestion) -> bool:
        """Ask one question until it is answered or passed over; False where they have enough."""
        self._talk.say(question.text)
        if question.scale is not None:
            low, high = question.scale
            words = phrase("why.scale", low=low, high=high, most=SCALE)
            self._talk.say(Text(words, style="dim"))
        while True:
            try:
                typed = self._talk.ask("> ").strip()
            except EOFError:
                return False
            if typed.lower() in ("quit", "exit", "q"):
                return False
            if not typed:
                return True
            given = int(typed) if question.scale and typed in "12345" else typed
            answer = partial(self._talk.sitting.answer_survey, seat, question.id, given)
            if self._talk.do(answer).done:
                return True
