"""What a rule set promises of itself, tested at one position or at the end of one game."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs

from game.engine import OVER, Game
from game.rules.diagnostics import TomlPath

Key = tuple[str, str]
"""Which promise: its kind, and the invariant's id or a word for what was broken."""


@attrs.frozen
class Failure:
    """A promise of the rules that was broken.

    Attributes:
        kind: "invariant", "engine" (a range left, say), "longest", "returns", "stuck" or "order".
        what: the invariant's id, or a word for what was broken.
        message: one sentence.
        scenario: where.
        game: the number of the random game, from 1; 0 where none was played.
        moves: the readable ids from the start up to and including the one that broke it.
        path: leads to the rule in the rules file.
    """

    kind: str
    what: str
    message: str
    scenario: str
    game: int
    moves: tuple[str, ...]
    path: TomlPath = ()


class Broken(Exception):
    """A promise does not hold here; `str()` is the sentence."""

    def __init__(self, kind: str, what: str, message: str, path: TomlPath) -> None:
        super().__init__(message)
        self.kind, self.what, self.path = kind, what, path

    @property
    def key(self) -> Key:
        """Which promise it is."""
        return self.kind, self.what

    def failure(self, game: Game, number: int, moves: Sequence[int]) -> Failure:
        """Return it as a finding of one game.

        Args:
            game: the scenario.
            number: of the game.
            moves: that led here from the start.
        """
        names = tuple(game.name(move) for move in moves)
        return Failure(*self.key, str(self), game.scenario.id, number, names, self.path)


def broken_engine(error: Exception) -> Broken:
    """Return what an error of the engine says about the rules.

    Args:
        error: its message starts with the rule, "procedure.growth: ...", if a rule is to blame.
    """
    rule, colon, _ = str(error).partition(": ")
    kind = type(error).__name__
    blamed = bool(colon) and rule.replace(".", "").replace("_", "").isalnum()
    message = str(error) if blamed else f"the engine failed with {kind}: {error}"
    return Broken("engine", kind, message, tuple(rule.split(".")) if blamed else ())


def keeps_position(game: Game, state: bytearray) -> list[int]:
    """Return the legal moves of a position that keeps the promises of every position.

    Raises:
        Broken: an invariant does not hold, or somebody must move and cannot.
    """
    failing = game.invariants(state)
    if failing:
        path = next(row[2] for row in game.program.invariants if row[0] == failing[0])
        raise Broken("invariant", failing[0], f"invariant `{failing[0]}` does not hold", path)
    if game.actor(state) == OVER:
        return []
    legal = game.legal(state)
    if not legal:
        spot = game.pending(state)
        who = f"{spot.seat} must act" if spot.seat else "chance must fall"
        where = f"{spot.script}.{spot.local}" if spot.local else spot.script
        text = f"{who} in `{where}` and there is no legal move"
        raise Broken("stuck", where, text, _script(game, spot.script))
    if any(a >= b for a, b in pairwise(legal)):
        text = "the list of legal moves is not sorted without repeats"
        raise Broken("order", "legal", text, ())
    return legal


def _script(game: Game, name: str) -> TomlPath:
    """The place of a procedure, card or action in the rules file."""
    kinds = ("procedure", *game.program.decls.decks, "action")
    found = (kind for kind in kinds if f"{kind}.{name}" in game.program.functions)
    return (next(found, "procedure"), name)


def keeps_returns(game: Game, state: bytearray) -> None:
    """Test the returns at the end of a game.

    Raises:
        Broken: a seat's return is out of the declared bounds.
    """
    bounds = game.program.decls.returns
    if bounds is None:
        return
    low, high = bounds
    for seat, value in zip(game.seats, game.returns(state), strict=True):
        if not low <= value <= high:
            text = f"{seat} returned {value} where `returns` declares {low} to {high}"
            raise Broken("returns", seat, text, ("game", "returns"))


def keeps_length(game: Game, decisions: int, chance: int) -> None:
    """Test the length of a game.

    Raises:
        Broken: it is longer than declared.
    """
    if game.longest is None:
        return
    for count, most, word in zip(
        (decisions, chance), game.longest, ("decisions", "chance"), strict=True
    ):
        if count > most:
            text = f"a game had {count} {word} where `longest` declares {most} at most"
            raise Broken("longest", word, text, ("game", "longest"))
