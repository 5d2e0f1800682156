"""Hints, what a strong player would try for whoever is to move; and what bots weighed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from game.bots.manners import MANNERS, Manner
from game.bots.memory import SHARED
from game.bots.searching import Thinking
from game.bots.words import Weighing
from game.catalogue import phrase
from game.engine import Game
from game.engine.generator import Generator
from game.table import NotYourMove, Sitting
from game.table.bot import Bot, work_on
from game.table.question import Question
from game.table.told import Packed, packed, recalled

#: How moves are weighed for a hint: as a strong bot does.
HINTS: Final = attrs.evolve(MANNERS["strong"], name="hint")


@attrs.frozen
class Reconsidered:
    """What a bot was asked, asked again: what it weighed is not kept, and comes out the same.

    Attributes:
        question: what it was asked.
    """

    question: Question

    def answer(
        self, game: Game, bots: Mapping[str, Bot], enough: Callable[[], bool] = lambda: False
    ) -> Weighing:
        """Weigh the moves; see `Query`."""
        return Weighing.of(game, self.question.answer(game, bots, enough))


@attrs.frozen
class HintQuestion:
    """What a hint is asked for: nothing but what the seat to move was told, as plain values.

    Equal questions have the same answer, in this process and in another; nothing changes at the
    table for it.

    Attributes:
        seat: who is to move.
        seed: of the game's draws.
        played: the seats that somebody plays.
        heard: what the seat was told of each move so far.
        manner: how moves are weighed.
    """

    seat: str
    seed: int
    played: frozenset[str]
    heard: tuple[Packed, ...]
    manner: Manner = HINTS

    @classmethod
    def of(cls, sitting: Sitting, manner: Manner = HINTS) -> HintQuestion:
        """Return what is asked for whoever is to move at a table.

        Args:
            sitting: the table.
            manner: how moves are weighed.

        Raises:
            NotYourMove: no person is to move.
        """
        seat = sitting.to_move
        if seat is None or sitting.paused:
            raise NotYourMove(phrase("hint.none"))
        told = sitting.told(seat)
        heard = packed(told.moves())
        return cls(seat, sitting.header.seed, frozenset(told.played), heard, manner)

    def answer(
        self,
        game: Game,
        bots: Mapping[str, Bot] | None = None,
        enough: Callable[[], bool] = lambda: False,
    ) -> Weighing:
        """Weigh the moves; see `Query`. No bot of the table is asked."""
        told = recalled(game, self.seat, self.played, self.heard)
        rng = Generator(self.seed, "hint")
        thinking = Thinking(game, self.seat, self.manner, told, rng, SHARED)
        work_on(thinking, enough)
        return Weighing.of(game, thinking.choice(), thinking.advised)
