"""A question to a bot, apart from the table that asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

import attrs

from game.engine.generator import Generator
from game.table.bot import AnytimeBot, Bot, BotChoice, work_on
from game.table.told import Packed, recalled

if TYPE_CHECKING:
    from game.engine import Game


A = TypeVar("A", covariant=True)


class Query(Protocol[A]):
    """Something that is thought about, as plain values: whoever works it out finds the same."""

    def answer(
        self, game: Game, bots: Mapping[str, Bot], enough: Callable[[], bool] = lambda: False
    ) -> A:
        """Think about it.

        Args:
            game: the game.
            bots: the bots there are, by name.
            enough: asked between steps, whether what was found so far will do.
        """
        ...


@attrs.frozen
class Question:
    """What a bot is asked: all that it needs for its answer, as plain values.

    It can be sent to another process and answered there, while the table goes on. Equal questions
    have the same answer, whoever works it out.

    Attributes:
        seat: who is to move.
        bot: the name of the bot that holds the seat.
        seed: of the game's draws.
        stream: the stream of the seed from which the bot draws for this decision.
        state: the position.
        played: the seats that somebody plays.
        heard: what the seat was told of each move so far.
    """

    seat: str
    bot: str
    seed: int
    stream: str
    state: bytes
    played: frozenset[str]
    heard: tuple[Packed, ...]

    def answer(
        self, game: Game, bots: Mapping[str, Bot], enough: Callable[[], bool] = lambda: False
    ) -> BotChoice:
        """Let the bot answer.

        Args:
            game: the game.
            bots: the bots there are, by name.
            enough: asked between the steps of a bot that can be stopped, whether it is to move
                with what it has found.

        Returns:
            Its choice; whether it may be made is for the table to say.
        """
        rng = Generator(self.seed, self.stream)
        told = recalled(game, self.seat, self.played, self.heard)
        bot = bots[self.bot]
        if isinstance(bot, AnytimeBot):
            thought = bot.begin(game, self.seat, rng, told)
            work_on(thought, enough)
            choice = thought.choice()
        else:
            choice = bot(game, bytearray(self.state), self.seat, rng, told)
        return attrs.evolve(choice, lots=rng.draws)
