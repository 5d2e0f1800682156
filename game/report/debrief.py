"""What a game came to and why: turning points, sources of scores, claims, promises, answers.

All of it is read from what a reader saw of each position, and from the lines that the reader was
told, so that a seat's debrief has what that seat may know. The measure of a turning point is stated
in `turning_points`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from game.report.debrief_answers import question_answers
from game.report.debrief_board import false_claims, kept_promises, without_seats
from game.report.debrief_records import (
    Debrief,
    FalseClaim,
    KeptPromise,
    QuestionAnswer,
    WithoutSeat,
)
from game.report.debrief_scores import score_sources, score_starts, standings, turning_points
from game.report.past import Past, reading_past

if TYPE_CHECKING:
    from game.engine import SeatScore
    from game.table import Sitting


def debrief(sitting: Sitting, seat: str | None) -> Debrief:
    """Work out what a game came to and why, for a reader; nothing while it goes on.

    Args:
        sitting: the game.
        seat: the reader; None knows everything.

    Raises:
        BadSeat: no such seat.
    """
    *_, found = debriefing(sitting, seat)
    assert found is not None, "the last that it gives is what it found"
    return found


def debriefing(sitting: Sitting, seat: str | None) -> Iterator[Debrief | None]:
    """Work it out piece by piece: it gives None as it goes on, and at last what it found."""
    if not sitting.over:
        yield Debrief()
        return
    past: Past | None = None
    for read in reading_past(sitting, seat):
        past = read
        yield None
    assert past is not None, "the last that it gives is what it found"
    stood: list[Sequence[SeatScore]] = []
    for standing in standings(past, sitting):
        stood += [] if standing is None else [standing]
        yield None
    claims: list[FalseClaim] = []
    for found in false_claims(past):
        claims += [] if found is None else [found]
        yield None
    answers: list[QuestionAnswer] = []
    for answer in question_answers(past):
        answers += [] if answer is None else [answer]
        yield None
    points = turning_points(past, stood)
    ending = sitting.result.ending if sitting.result is not None else None
    yield None
    sources = tuple(score_sources(past, stood, ending))
    yield None
    promises: list[KeptPromise] = []
    for promise in kept_promises(past):
        promises += [] if promise is None else [promise]
        yield None
    without: list[WithoutSeat] = []
    for row in without_seats(past):
        without.append(row)
        yield None
    yield Debrief(
        points=points,
        starts=tuple(score_starts(past, stood)),
        sources=sources,
        claims=tuple(sorted(claims, key=lambda claim: claim.first)),
        without=tuple(without),
        promises=tuple(sorted(promises, key=lambda promise: promise.made)),
        answers=tuple(answers),
    )
