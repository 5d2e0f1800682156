"""What a sitting asks of a bot: a callable that picks one legal move and says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias

from attrs import frozen

if TYPE_CHECKING:
    from game.engine import Game, State
    from game.rules import Rules


class Rng(Protocol):
    """A source of integers, as `game.engine.generator.Generator` is one."""

    def below(self, n: int, /) -> int:
        """Return an integer in 0..n-1, all equally likely."""
        ...

    def __call__(self, n: int, /) -> int:
        """Return the same as `below`, so that a generator serves where a function is wanted."""
        ...


@frozen
class BotChoice:
    """A bot's answer.

    Attributes:
        move_id: one of `game.legal(state)`.
        why: one sentence for people: the row of the doctrine, the value of the search, ...
    """

    move_id: int
    why: str


class Bot(Protocol):
    """A player that is a program.

    A bot is called only when its seat is to move.  It must decide from what its seat may see
    (`game.observe(state, seat)`), must leave `state` unchanged, and must take all its randomness
    from `rng`, so that a seed reproduces the game.
    """

    def __call__(self, game: Game, state: State, seat: str, rng: Rng, /) -> BotChoice:
        """Choose a move.

        Args:
            game: the game being played.
            state: the position; a copy that the bot may keep but has no right to peek into.
            seat: the seat the bot holds.
            rng: the bot's own stream, fresh for this decision.

        Returns:
            The move and the reason for it.
        """
        ...


Bots: TypeAlias = "Mapping[str, Bot] | Callable[[Rules], Mapping[str, Bot]]"
"""The bots there are, by name; or what tells them for some rules."""
