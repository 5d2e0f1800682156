"""What the people of each seat are asked about a game, and what they answered.

First the scenario's own questions, in words, then the questionnaire of the rules. Answers are
entries of the journal; who answers a question again takes the first answer back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.catalogue import phrase
from game.rules import SCALE
from game.table.acts import Answered
from game.table.entry import Entry
from game.table.errors import TableError
from game.table.words import clean

if TYPE_CHECKING:
    from game.engine import Game

#: The ids of the scenario's questions begin so; their number follows, from 1 on.
_ASKED: Final = "question_"


@frozen
class SurveyQuestion:
    """A question to the people of a seat.

    Attributes:
        id: its id: `question_1` of the scenario's first, the name of one of the questionnaire.
        text: the question, or a statement to agree with.
        scale: what 1 and what 5 mean; None where it is answered in words.
    """

    id: str
    text: str
    scale: tuple[str, str] | None = None


@frozen
class SurveyAnswer:
    """What a seat answered.

    Attributes:
        n: the number of the entry.
        seat: who answered.
        question: the id of the question.
        words: the answer in words; "" for none.
        scale: the answer on a scale; None for none.
    """

    n: int
    seat: str
    question: str
    words: str
    scale: int | None


def survey_questions(game: Game) -> tuple[SurveyQuestion, ...]:
    """All that the people of a seat are asked about a game, in order."""
    scenario = game.scenario
    asked = [SurveyQuestion(f"{_ASKED}{n}", text) for n, text in enumerate(scenario.questions, 1)]
    return (*asked, *(SurveyQuestion(each.id, each.text, each.scale) for each in scenario.survey))


def answered(game: Game, seat: str, question: str, given: str | int) -> Answered:
    """Return an answer fit for a journal.

    Args:
        game: the game.
        seat: who answers; checked by who asks.
        question: the id of the question.
        given: a number on the scale, or words.

    Raises:
        TableError: there is no such question, or no such answer to it.
    """
    found = next((each for each in survey_questions(game) if each.id == question), None)
    if found is None:
        there = ", ".join(each.id for each in survey_questions(game)) or phrase("value.none")
        raise TableError(phrase("survey.none", question=question, there=there))
    if found.scale is None:
        words = clean(given) if isinstance(given, str) else ""
        if not words:
            raise TableError(phrase("survey.words", question=question))
        return Answered(question=question, words=words)
    if type(given) is not int or not 1 <= given <= SCALE:
        raise TableError(phrase("survey.scale", question=question, most=SCALE, given=repr(given)))
    return Answered(question=question, scale=given)


def answers(entries: Iterable[Entry], seats: Sequence[str]) -> tuple[SurveyAnswer, ...]:
    """What was answered: of each seat and question the last, by seats and in their order.

    Args:
        entries: of the journal.
        seats: in which order.
    """
    found: dict[tuple[str, str], SurveyAnswer] = {}
    for entry in entries:
        act = entry.act
        if isinstance(act, Answered) and entry.actor in seats:
            told = SurveyAnswer(entry.n, entry.actor, act.question, act.words or "", act.scale)
            found[entry.actor, act.question] = told
    return tuple(sorted(found.values(), key=lambda each: (seats.index(each.seat), each.n)))
