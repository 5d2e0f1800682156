"""How searching bots differ: how much they try, and what they make of what came of it.

A level is how much is tried. A character is what counts: the mean of what moves come to, their
worst or their best outcomes, and how much better than the doctrine's move another must be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen


@frozen
class Manner:
    """How a bot weighs its moves.

    Attributes:
        name: what it is called.
        trials: how many trials a decision is worth.
        faith: by how many standard errors another move must be better than the doctrine's before
            it is taken.
        lean: below nought, how much the worst third of the outcomes counts beside their mean; above
            it, the best third.
        notice: how many of its moves it looks at, by lot; None for all.
        deep: whether it looks for replies where two seats play and moves are few.
    """

    name: str
    trials: int
    faith: float = 0.5
    lean: float = 0.0
    notice: int | None = None
    deep: bool = True


#: The levels and characters that there are, by name.
MANNERS: Final[Mapping[str, Manner]] = {
    manner.name: manner
    for manner in (
        Manner("beginner", trials=12, faith=0.0, notice=3, deep=False),
        Manner("steady", trials=160),
        Manner("strong", trials=800),
        Manner("cautious", trials=240, lean=-1.0, deep=False),
        Manner("doctrinaire", trials=160, faith=3.0, deep=False),
        Manner("opportunist", trials=240, faith=0.0, lean=1.0, deep=False),
    )
}
