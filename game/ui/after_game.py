"""What is told of a game once it is over: its outcome, its tracks, the debrief, a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from game.report.debrief import debriefing
from game.report.debrief_records import Debrief
from game.report.reviews import SecondOpinions
from game.report.tracks import TrackCurve, track_curves
from game.table import Result, Sitting, SurveyQuestion, survey_questions
from game.table.outcome import Outcome, headline, outcomes
from game.table.places import REPORTS, saves_folder
from game.table.seating import played

if TYPE_CHECKING:
    from pathlib import Path

    from game.bots.door import Door
    from game.engine import Game, View
    from game.rules import Rules
    from game.rules.look import Roles
    from game.table import Attempt, Bot, LogLine

#: The result of a game that is not over.
UNDECIDED = Result(None, None, None, {}, {})


class Onlooker(Protocol):
    """Who looks back, as far as it is asked here.

    Attributes:
        sitting: the game.
        door: where what people do goes through.
        game: its rules.
        viewer: the seat whose eyes the window has.
        roles: the parts that names of the rules play.
    """

    sitting: Sitting
    door: Door
    game: Game
    viewer: str
    roles: Roles

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        ...

    @property
    def view(self) -> View:
        """What the viewer sees."""
        ...


class AfterGame:
    """What one client is told after the end."""

    def __init__(self, client: Onlooker, bots: Callable[[Rules], Mapping[str, Bot]]) -> None:
        """Tell it to a client.

        Args:
            client: who looks back.
            bots: gives the bots that there are; a function of a module.
        """
        self._client = client
        #: What the seats decided, weighed again.
        self.opinions = SecondOpinions(client.sitting, bots)

    def place(self, n: int) -> int:
        """The place of an entry on the line that counts; the first is 1, as cursors count."""
        return self._client.sitting.line.index(n) + 1

    def outcomes(self, scores: Mapping[str, int]) -> list[Outcome]:
        """How the game ended for each seat that was played, the best first."""
        seats = played(self._client.sitting.seats)
        return outcomes(
            self._client.game, self._client.view, scores, self._client.roles.outcome, seats
        )

    def headline(self) -> str:
        """Who won, in a sentence, once the game is over."""
        return headline(self._client.game, self.result(), played(self._client.sitting.seats))

    def tracks(self) -> tuple[TrackCurve, ...]:
        """How the tracks went, for who may know everything, once the game is over."""
        return track_curves(self._client.sitting, None) if self._client.over else ()

    def steps(self) -> list[LogLine]:
        """What happened at each step of the line that counts, told as it may be after the end."""
        numbers = set(self._client.sitting.line)
        reader = None if self._client.over else self._client.viewer
        return [line for line in self._client.sitting.log(reader) if line.n in numbers]

    def writing(self) -> Iterator[LogLine]:
        """Tell what happened line by line, as each is written; `steps` has them then."""
        return self._client.sitting.writing(None if self._client.over else self._client.viewer)

    def debriefing(self) -> Iterator[Debrief | None]:
        """Work the debrief out piece by piece, told to all, once the game is over."""
        return debriefing(self._client.sitting, None) if self._client.over else iter(())

    def write_report(self) -> Path:
        """Write the after-action report into a folder beside the save.

        Returns:
            Its page.

        Raises:
            OSError: it cannot be written.
        """
        # Nobody waits for what makes a page until one is asked for.
        from game.report.folder import write_report

        path = self._client.sitting.path or saves_folder() / f"{self._client.game.scenario.id}.toml"
        page, *_ = write_report(self._client.sitting, path.parent / REPORTS / path.stem)
        return page

    def result(self) -> Result:
        """How it ended; public once the game is over."""
        return self._client.sitting.result or UNDECIDED

    @property
    def asked(self) -> tuple[SurveyQuestion, ...]:
        """What the people of every seat are asked; nothing where the sitting does not ask."""
        asks = self._client.over and self._client.sitting.asks_why
        return survey_questions(self._client.game) if asks else ()

    def answers(self, seat: str) -> dict[str, str | int]:
        """What a seat has answered, by question."""
        told = self._client.sitting.survey_answers
        return {each.question: each.scale or each.words for each in told if each.seat == seat}

    def answer(self, seat: str, question: str, given: str | int) -> Attempt[None]:
        """Answer a question for a seat."""
        act = partial(self._client.sitting.answer_survey, seat, question, given)
        return self._client.door.do(act)
