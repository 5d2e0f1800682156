"""What a debrief says, as plain records."""

from __future__ import annotations

import attrs


@attrs.frozen
class TurningPoint:
    """A step after which the game would have ended otherwise.

    Attributes:
        step: its place in the line that counts.
        n: the number of its entry.
        round: the round in which it fell, where the rules count them.
        moved: for each seat whose score it moved, the name, the score before and after.
        leader: the name of who leads since, if somebody else does than before; else "".
        text: what happened, as the reader was told.
    """

    step: int
    n: int
    round: int | None
    moved: tuple[tuple[str, int, int], ...]
    leader: str
    text: str


@attrs.frozen
class ScoreSource:
    """A step that moved a term of a seat's score.

    Attributes:
        seat: the seat.
        term: what the term is called; "" where the score is no sum.
        change: by how much.
        step: the place of the step in the line that counts.
        round: the round in which it fell, where the rules count them.
        cause: what did it, by its name.
        text: what was told of it that names the seat, or all that was told.
    """

    seat: str
    term: str
    change: int
    step: int
    round: int | None
    cause: str
    text: str


@attrs.frozen
class FalseClaim:
    """A stretch of a game in which a place was not what everybody counted.

    Attributes:
        id: its id.
        place: its name.
        first: the step from which on it was so.
        last: the last step at which it was so.
        round: the round of the first step.
        claimed: what was counted, the last in that time.
        true: what was so.
    """

    id: str
    place: str
    first: int
    last: int
    round: int | None
    claimed: int
    true: int


@attrs.frozen
class PlaceValue:
    """A place at the end: its value, and what that would be without some seats.

    Attributes:
        place: its id.
        name: its name.
        now: the value as it is.
        left: the value without them.
        falls: whether it holds now, and would not without them.
    """

    place: str
    name: str
    now: int
    left: int
    falls: bool


@attrs.frozen
class WithoutSeat:
    """What the board at the end would be without some seats.

    Attributes:
        seats: the ids of those that leave; none for the board as it is.
        name: what they are called.
        holding: how many places would hold.
        places: of how many.
        values: every place whose value is known, in the rules' order.
    """

    seats: tuple[str, ...]
    name: str
    holding: int
    places: int
    values: tuple[PlaceValue, ...] = ()

    @property
    def falling(self) -> tuple[PlaceValue, ...]:
        """The places that hold, and would not without them."""
        return tuple(value for value in self.values if value.falls)


@attrs.frozen
class KeptPromise:
    """A deal that bound somebody, and what became of it.

    Attributes:
        what: what it was about, in words.
        giver: the seat that was bound; "" where that is not kept.
        receiver: the seat to which; "" likewise.
        parties: whom it bound to whom, in words.
        promise: whether it could be broken.
        made: the step at which it came into force.
        round: the round of that step.
        ended: the step at which it was over; None where it stood at the end.
        broken: whether who was bound broke a promise at that very step.
    """

    what: str
    giver: str
    receiver: str
    parties: str
    promise: bool
    made: int
    round: int | None
    ended: int | None
    broken: bool


@attrs.frozen
class QuestionAnswer:
    """A question of the scenario, and what happened in this game.

    Attributes:
        question: the question.
        text: the answer; "" where nothing answers it.
        step: a step that shows it.
        round: the round of that step.
    """

    question: str
    text: str
    step: int | None = None
    round: int | None = None


@attrs.frozen
class Debrief:
    """All that a debrief says beyond what a report tells anyhow.

    Attributes:
        points: the turning points, in their order.
        starts: for each seat and term of its score, what it was at the start.
        sources: what moved the terms since; with the starts they make up the scores.
        claims: what was not as everybody counted it.
        without: what the board would be without some seats.
        promises: the deals that were made, and what became of them.
        answers: the scenario's questions with what happened.
    """

    points: tuple[TurningPoint, ...] = ()
    starts: tuple[tuple[str, str, int], ...] = ()
    sources: tuple[ScoreSource, ...] = ()
    claims: tuple[FalseClaim, ...] = ()
    without: tuple[WithoutSeat, ...] = ()
    promises: tuple[KeptPromise, ...] = ()
    answers: tuple[QuestionAnswer, ...] = ()
