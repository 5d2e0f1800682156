"""Hints: what a person who is to move may do, by what their seat may know."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from game.bots.manners import Manner
from game.bots.memory import Beliefs
from game.bots.searching import Thinking
from game.bots.words import counsel, name
from game.catalogue import phrase
from game.engine.generator import Generator
from game.table import NotYourMove, Sitting, Weighed

#: How hints are weighed: every move is looked at, and its mean counts.
HINTS = Manner("hint", trials=400, deep=True)


@frozen
class Counsel:
    """A move that a hint names.

    Attributes:
        move: its number.
        title: the move in a few words.
        weighed: what it came to; None where there is one move only.
        why: a sentence about it.
    """

    move: int
    title: str
    weighed: Weighed | None
    why: str


class Hint:
    """What the person to move may do, weighed step by step: whoever waits can show it grow.

    It hangs on nothing but what their seat was told, and changes nothing at the table.

    Attributes:
        n: the number of the last entry when it was asked for; a hint is for that position.
        seat: who is to move.
    """

    def __init__(
        self, sitting: Sitting, beliefs: Beliefs | None = None, manner: Manner = HINTS
    ) -> None:
        """Weigh nothing yet.

        Args:
            sitting: the game.
            beliefs: those of hints before, which are quicker then; None believes afresh.
            manner: how moves are weighed.

        Raises:
            NotYourMove: no person is to move.
        """
        seat = sitting.to_move
        if seat is None:
            raise NotYourMove(phrase("hint.none"))
        self.n, self.seat = sitting.n, seat
        rng = Generator(sitting.header.seed, "hint")
        self._thinking = Thinking(
            sitting.game, seat, manner, sitting.told(seat), rng, beliefs or Beliefs()
        )

    def steps(self) -> Iterator[int]:
        """Weigh on; after each step it is told how many trials were made. Stop at any time."""
        return self._thinking.steps()

    def best(self, count: int = 3) -> list[Counsel]:
        """Return the best moves by what was weighed so far, each with its worth and a reason.

        Args:
            count: so many at most.
        """
        thinking = self._thinking
        game, weighed = thinking.game, list(thinking.weighed)
        if not weighed:
            choice = thinking.choice()
            return [Counsel(choice.move_id, name(game, choice.move_id), None, choice.why)]
        advised = thinking.advised
        return [
            Counsel(each.move, name(game, each.move), each, counsel(each, advised))
            for each in weighed[:count]
        ]
