"""What is told of a game when it is over: ``[debrief]`` of a look file."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

import attrs

from game.rules.cell_id import CellId

#: When a value is read; without a word at the end.
MOMENTS: Final = ("", "start", "most", "least")
_SIGNS: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@attrs.frozen
class PastValue:
    """A value that was read at a moment of a game.

    Attributes:
        cell: the register or derived value.
        moment: one of `MOMENTS`.
        round: whether the round of that moment is meant and not the value.
    """

    cell: CellId
    moment: str = ""
    round: bool = False


@attrs.frozen
class PastTest:
    """A comparison of two numbers of a game that is over.

    Attributes:
        left, right: what is compared: a value of a moment, or a number.
        sign: how, as it is written.
    """

    left: PastValue | int
    sign: str
    right: PastValue | int

    def holds(self, left: int, right: int) -> bool:
        """Whether it holds of these numbers."""
        return _SIGNS[self.sign](left, right)


@attrs.frozen
class AnswerLook:
    """A sentence that answers a question of scenarios.

    Attributes:
        question: how the question begins.
        scenarios: the only scenarios in which it does; all that ask it, if empty.
        parts: its words and values in turn.
        when: what must hold for it to be told; None tells it always.
    """

    question: str
    scenarios: tuple[str, ...]
    parts: tuple[str | PastValue, ...]
    when: PastTest | None = None


@attrs.frozen
class ClaimLook:
    """Two values of places: what everybody counts, and how it really is.

    Attributes:
        claimed: the derived value or register that is counted.
        true: the one that is so.
    """

    claimed: str
    true: str


@attrs.frozen
class DebriefLook:
    """What is told of a game that is over.

    Attributes:
        claims: what was claimed beside what was true.
        answers: the sentences that answer questions, in order.
    """

    claims: tuple[ClaimLook, ...] = ()
    answers: tuple[AnswerLook, ...] = ()
