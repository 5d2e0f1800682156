"""What a sitting asks of a bot: a callable that picks one legal move and says why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from attrs import frozen

if TYPE_CHECKING:
    from game.engine import Game, Heard, State
    from game.engine.generator import Generator
    from game.rules import Rules


@frozen
class Recall:
    """What a seat was told since the game began: all that it may decide from.

    Attributes:
        played: the optional seats that somebody plays.
        moves: gives what was told of each move of the line being played, in order. It is worked
            out when it is asked for, so that a bot that needs nothing of it costs nothing.
    """

    played: Collection[str]
    moves: Callable[[], Sequence[Heard]]


@frozen
class Weighed:
    """A move that was tried.

    Attributes:
        move: its number.
        trials: how often it was tried.
        worth: what it came to on average for the seat, in returns of the game.
        low, high: the mean of the worst and of the best third of what it came to.
        better: by how many standard errors it is better than the move that the doctrine advises;
            nought for that move, None where nobody advises or too little was tried to tell.
    """

    move: int
    trials: int
    worth: float
    low: float
    high: float
    better: float | None = None


@frozen
class BotChoice:
    """A bot's answer.

    Attributes:
        move_id: one of `game.legal(state)`.
        why: one sentence for people: the row of the doctrine, the value of the search, ...
        weighed: the moves that it tried, the one it took first; nothing where it tried none.
        lots: how many words it drew from its stream; who asks fills it in.
    """

    move_id: int
    why: str
    weighed: tuple[Weighed, ...] = ()
    lots: int = 0


class Bot(Protocol):
    """A player that is a program.

    A bot is called only when its seat is to move.  It must decide from what its seat may see
    (`game.observe(state, seat)`) or was told (`told`), must leave `state` unchanged, and must take
    all its randomness from `rng`, so that a seed reproduces the game.  A bot that remembers or
    searches decides from `told` alone: its draws too must hang on nothing that the seat was not
    told, so that it takes them from streams that are named after what it was.
    """

    def __call__(
        self, game: Game, state: State, seat: str, rng: Generator, told: Recall, /
    ) -> BotChoice:
        """Choose a move.

        Args:
            game: the game being played.
            state: the position; a copy that the bot may keep but has no right to peek into.
            seat: the seat the bot holds.
            rng: the bot's own stream, fresh for this decision.
            told: what its seat was told so far.

        Returns:
            The move and the reason for it.
        """
        ...


class Deliberation(Protocol):
    """A decision that is worked out step by step; between two it can be ended."""

    def steps(self) -> Iterator[int]:
        """Work on; after each step it is told how much was tried."""
        ...

    def choice(self) -> BotChoice:
        """Choose by what was found so far."""
        ...


def work_on(thought: Deliberation, enough: Callable[[], bool]) -> None:
    """Work on a decision until all is weighed, or what was found will do.

    Args:
        thought: the decision.
        enough: asked after each step, whether it will.
    """
    for _ in thought.steps():
        if enough():
            break


@runtime_checkable
class AnytimeBot(Protocol):
    """A bot that can be told to move with what it has found."""

    def begin(self, game: Game, seat: str, rng: Generator, told: Recall, /) -> Deliberation:
        """Begin a decision; the arguments are those of a bot."""
        ...


Bots: TypeAlias = "Mapping[str, Bot] | Callable[[Rules], Mapping[str, Bot]]"
"""The bots there are, by name; or what tells them for some rules."""
