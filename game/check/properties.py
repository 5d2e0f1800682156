"""What a rule set promises of itself, tested at one position or at the end of one game."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

import attrs

from game.check.seatings import NOBODY, Seating
from game.engine import OVER, Game, LoopNotFalling, Misplaced, ScriptError
from game.rules.diagnostics import TomlPath

T = TypeVar("T")

FailureKey = tuple[str, str, TomlPath, int]
"""Which promise: its kind, the invariant's id or a word for what was broken, and the place."""

#: The codes of what a script may do wrong while it runs; those of other kinds begin with "broken-".
CODES = {
    "range": "out-of-range",
    "falling": "loop-not-falling",
    "misplaced": "misplaced",
    "stuck": "no-answer",
    "empty": "empty-choice",
    "evaluators": "evaluators-differ",
}

_KINDS: dict[type[ScriptError], str] = {LoopNotFalling: "falling", Misplaced: "misplaced"}


@attrs.frozen
class Failure:
    """A promise of the rules that was broken.

    Attributes:
        kind: "range" (one was left), "falling" (a loop did not), "misplaced"
            (what was moved was not there), "stuck" (nobody can act),
            "empty" (nothing to choose or draw from), "invariant", "longest", "returns", "order",
            or "engine" and "evaluators" for a fault of the program itself.
        what: the invariant's id, or a word for what was broken.
        message: one sentence.
        scenario: where.
        game: the number of the random game, from 1; 0 where none was played.
        moves: the readable ids from the start up to and including the one that broke it.
        path: leads to the rule in the rules file.
        offset: of the statement in the text there.
        played: the optional seats that were played.
    """

    kind: str
    what: str
    message: str
    scenario: str
    game: int
    moves: tuple[str, ...]
    path: TomlPath = ()
    offset: int = 0
    played: Seating = NOBODY

    @property
    def code(self) -> str:
        """The code of the finding."""
        return CODES.get(self.kind, f"broken-{self.kind}")


class BrokenProperty(Exception):
    """A promise does not hold here; `str()` is the sentence."""

    def __init__(self, kind: str, what: str, message: str, path: TomlPath, offset: int = 0) -> None:
        super().__init__(message)
        self.kind, self.what, self.path, self.offset = kind, what, path, offset

    @property
    def key(self) -> FailureKey:
        """Which promise it is."""
        return self.kind, self.what, self.path, self.offset

    def failure(
        self, game: Game, number: int, moves: Sequence[int], played: Seating = NOBODY
    ) -> Failure:
        """Return it as a finding of one game.

        Args:
            game: the scenario.
            number: of the game.
            moves: that led here from the start.
            played: the optional seats that were played.
        """
        names = tuple(game.name(move) for move in moves)
        return self.told(game.scenario.id, number, names, played)

    def told(
        self,
        scenario: str,
        number: int = 0,
        moves: tuple[str, ...] = (),
        played: Seating = NOBODY,
    ) -> Failure:
        """Return it as a finding of a scenario.

        Args:
            scenario: its name.
            number: of the game.
            moves: the readable ids that led here from the start.
            played: the optional seats that were played.
        """
        return Failure(
            self.kind, self.what, str(self), scenario, number, moves, self.path, self.offset, played
        )


def tried(run: Callable[[], T]) -> T | Exception:
    """Run what rules can make fail in any way, and return what it gave or what it raised.

    Rules under test can make the engine do anything: whatever that is, it is told of them, with
    the game that did it.

    Args:
        run: what is tried.
    """
    try:
        return run()
    except Exception as error:
        return error


def broken_by(error: Exception) -> BrokenProperty:
    """Return what an error that ended a game says about the rules.

    Args:
        error: a promise that broke, an error of a script, or a fault of the program itself.
    """
    if isinstance(error, BrokenProperty):
        return error
    if isinstance(error, ScriptError):
        kind = _KINDS.get(type(error), "range")
        return BrokenProperty(kind, error.name, error.said, *statement(error.rule, error.at))
    kind = type(error).__name__
    return BrokenProperty("engine", kind, f"the engine failed with {kind}: {error}", ())


def statement(rule: str, at: int) -> tuple[TomlPath, int]:
    """The place in the rules file of a statement: a path, and an offset into the text there."""
    kind, _, name = rule.partition(".")
    return ((kind, name, "do"), at) if at >= 0 else ((kind, name), 0)


def keeps_position(game: Game, state: bytearray) -> list[int]:
    """Return the legal moves of a position that keeps the promises of every position.

    Raises:
        BrokenProperty: an invariant does not hold, or somebody must move and cannot.
    """
    failing = game.invariants(state)
    if failing:
        path = game.place("invariant", failing[0])
        raise BrokenProperty(
            "invariant", failing[0], f"invariant `{failing[0]}` does not hold", path
        )
    if game.actor(state) == OVER:
        return []
    legal = game.legal(state)
    if not legal:
        pending = game.pending(state)
        where = f"{pending.script}.{pending.local}" if pending.local else pending.script
        place = statement(*game.asked_by(state))
        if pending.kind == "act":
            text = f"{pending.seat} must act in `{where}` and there is no legal move"
            raise BrokenProperty("stuck", where, text, *place)
        who = f"{pending.seat} must choose" if pending.seat else "chance must fall"
        text = f"{who} in `{where}` and nothing is left to choose from"
        raise BrokenProperty("empty", where, text, *place)
    if any(a >= b for a, b in pairwise(legal)):
        text = "the list of legal moves is not sorted without repeats"
        raise BrokenProperty("order", "legal", text, ())
    return legal


def keeps_returns(game: Game, state: bytearray) -> None:
    """Test the returns at the end of a game.

    Raises:
        BrokenProperty: a seat's return is out of the declared bounds.
    """
    bounds = game.utility_bounds
    if bounds is None:
        return
    low, high = bounds
    for seat, value in game.returns(state).items():
        if not low <= value <= high:
            text = f"{seat} returned {value} where `returns` declares {low} to {high}"
            raise BrokenProperty("returns", seat, text, ("game", "returns"))


def keeps_length(game: Game, decisions: int, chance: int) -> None:
    """Test the length of a game.

    Raises:
        BrokenProperty: it is longer than declared.
    """
    if game.longest is None:
        return
    for count, most, word in zip(
        (decisions, chance), game.longest, ("decisions", "chance"), strict=True
    ):
        if count > most:
            text = f"a game had {count} {word} where `longest` declares {most} at most"
            raise BrokenProperty("longest", word, text, ("game", "longest"))
