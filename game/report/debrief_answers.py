"""The questions of a scenario, answered with what happened in one game."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from game.catalogue import number_text, phrase
from game.engine import HIDDEN
from game.report.debrief_records import QuestionAnswer

if TYPE_CHECKING:
    from game.engine import CellId
    from game.report.past import Past
    from game.rules.look import PastValue

#: The moments for which every position is read.
_EXTREME: Final = ("most", "least")


class _Moments:
    """Values of a game at its moments, each read once.

    A highest or lowest value is read from every position: `read` goes through them one by one.
    """

    def __init__(self, past: Past) -> None:
        self._past = past
        self._series: dict[CellId, list[int | None]] = {}

    def read(self, wanted: PastValue | int) -> Iterator[None]:
        """Read what a value needs, a position at a time."""
        if isinstance(wanted, int) or wanted.moment not in _EXTREME:
            return
        if wanted.cell in self._series:
            return
        values: list[int | None] = []
        for step in range(len(self._past.views)):
            values.append(_number(self._at(wanted.cell, step)))
            yield
        self._series[wanted.cell] = values

    def value(self, wanted: PastValue) -> tuple[object, int]:
        """A value at its moment, and the step of that; HIDDEN where the reader did not see it."""
        last = len(self._past.views) - 1
        if wanted.moment not in _EXTREME:
            step = 0 if wanted.moment else last
            return self._at(wanted.cell, step), step
        values = self._series[wanted.cell]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return HIDDEN, last
        found = max(known) if wanted.moment == "most" else min(known)
        return found, values.index(found)

    def number(self, wanted: PastValue | int) -> int | None:
        """A side of a comparison; None where it is not known."""
        return wanted if isinstance(wanted, int) else _number(self.value(wanted)[0])

    def _at(self, cell: CellId, step: int) -> object:
        try:
            return self._past.game.value(self._past.views[step], cell.register, *cell.index)
        except (KeyError, ValueError):
            # A scenario may leave a member out.
            return HIDDEN


def question_answers(past: Past) -> Iterator[QuestionAnswer | None]:
    """The scenario's questions, each with the sentences that answer it in this game.

    Between them it gives None as it goes on.
    """
    game, moments = past.game, _Moments(past)
    answers = game.rules.look.debrief.answers
    for question in game.scenario.questions:
        told: list[str] = []
        shows: int | None = None
        for answer in answers:
            elsewhere = answer.scenarios and game.scenario.id not in answer.scenarios
            if elsewhere or not question.startswith(answer.question):
                continue
            test = answer.when
            if test is not None:
                for side in (test.left, test.right):
                    for _ in moments.read(side):
                        yield None
                left, right = moments.number(test.left), moments.number(test.right)
                if left is None or right is None or not test.holds(left, right):
                    continue
            words: list[str] = []
            for part in answer.parts:
                if isinstance(part, str):
                    words.append(part)
                    continue
                for _ in moments.read(part):
                    yield None
                value, step = moments.value(part)
                if value is HIDDEN:
                    words = []
                    break
                words.append(_said(past, part, value, step))
                shows = step if shows is None and part.moment in _EXTREME else shows
            if words:
                told.append("".join(words))
        rounded = past.round(shows) if shows is not None else None
        yield QuestionAnswer(question, " ".join(told), shows, rounded)


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int) else None


def _said(past: Past, wanted: PastValue, value: object, step: int) -> str:
    """A value in words, or the round of its moment."""
    if wanted.round:
        return str(past.round(step))
    if value is None:
        return phrase("value.none")
    if isinstance(value, bool):
        return phrase("value.yes" if value else "value.no")
    if isinstance(value, int):
        return number_text(value)
    game = past.game
    spec = game.registers.get(wanted.cell.register)
    kind = spec.of if spec is not None else ""
    return game.short(kind, str(value)) if kind else str(value)
