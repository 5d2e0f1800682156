"""What the people of a seat are asked after the game, on their own page, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.serve.protocol import Refused
from game.table import survey_questions

if TYPE_CHECKING:
    from game.serve.protocol import AnswerSurvey
    from game.serve.sight import Plain
    from game.table import Sitting


def survey_page(sitting: Sitting, seat: str) -> list[Plain] | None:
    """The questions with the seat's own answers; None before the end, and where nobody is asked.

    Args:
        sitting: the game.
        seat: whose page it is.
    """
    if not _open(sitting):
        return None
    given = {
        each.question: each.scale or each.words
        for each in sitting.survey_answers
        if each.seat == seat
    }
    return [
        {
            "id": each.id,
            "text": each.text,
            "scale": None if each.scale is None else [*each.scale],
            "given": given.get(each.id),
        }
        for each in survey_questions(sitting.game)
    ] or None


def answer_survey(sitting: Sitting, seat: str, act: AnswerSurvey) -> None:
    """Keep an answer in the journal, where no other seat reads it.

    Args:
        sitting: the game.
        seat: who answers.
        act: the answer.

    Raises:
        Refused: the game goes on, or nobody is asked anything.
        TableError: there is no such question, or no such answer to it.
    """
    if not _open(sitting):
        raise Refused("refused", phrase("serve.not_asked_yet"))
    sitting.answer_survey(seat, act.question, act.given)


def _open(sitting: Sitting) -> bool:
    return sitting.over and sitting.asks_why
