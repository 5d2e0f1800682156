"""Exploring a scenario: every position that can be reached, nearest first, up to a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.check.promises import (
    Broken,
    Failure,
    Key,
    broken_by,
    keeps_position,
    keeps_returns,
)
from game.check.random_games import failures_json
from game.engine import Game


@attrs.define
class ExploredStage:
    """What was found among the positions of one scenario.

    Attributes:
        scenario: which.
        states: how many different positions were reached.
        final: how many of them end the game.
        depth: the most moves that the shortest way to one of them takes.
        complete: whether these are all that can be reached.
        failures: of each broken promise, one with the shortest way there.
    """

    scenario: str
    states: int = 0
    final: int = 0
    depth: int = 0
    complete: bool = False
    failures: list[Failure] = attrs.Factory(list)

    def as_json(self) -> dict[str, Any]:
        """Return the stage as the document of `panj check --json` has it."""
        return {
            "states": self.states,
            "final": self.final,
            "depth": self.depth,
            "complete": self.complete,
            "failures": failures_json(self.failures),
        }


class _Ways:
    """The positions reached, and how: of each the position before it and the move."""

    def __init__(self, start: bytes, most: int) -> None:
        self.most, self.complete = most, True
        self.states = [start]
        self.known = {start}
        self.from_: list[tuple[int, int]] = [(0, -1)]

    def add(self, key: bytes, place: int, move: int) -> None:
        """Enter a position unless it is known, or there is no more room."""
        if key in self.known:
            return
        if len(self.states) == self.most:
            self.complete = False
        else:
            self.known.add(key)
            self.states.append(key)
            self.from_.append((place, move))

    def to(self, place: int) -> list[int]:
        """Return the moves that led to a position from the start."""
        moves = []
        while place:
            place, move = self.from_[place]
            moves.append(move)
        return moves[::-1]


def explore(
    game: Game, most: int, tell: Callable[[int, int], None] = lambda *_: None
) -> ExploredStage:
    """Reach positions by every move and every outcome of chance, and test each.

    Args:
        game: the scenario.
        most: how many positions to reach and test at most, 1 or more.
        tell: told of progress: positions tested, and `most`.

    Returns:
        The stage; beyond a position that breaks a promise nothing is explored.
    """
    stage = ExploredStage(game.scenario.id)
    ways = _Ways(bytes(game.new_game()), most)
    found: dict[Key, Failure] = {}
    ends = [1]
    place = 0
    while place < len(ways.states):
        if place == ends[-1]:
            ends.append(len(ways.states))
        move: int | None = None
        try:
            state = bytearray(ways.states[place])
            legal = keeps_position(game, state)
            if not legal:
                stage.final += 1
                keeps_returns(game, state)
            for move in legal:
                after = bytearray(state)
                game.apply(after, move)
                ways.add(bytes(after), place, move)
        except Exception as error:
            broken = broken_by(error)
            last = [] if isinstance(error, Broken) or move is None else [move]
            if broken.key not in found:
                found[broken.key] = broken.failure(game, 0, [*ways.to(place), *last])
        place += 1
        if place % 1000 == 0:
            tell(place, most)
    stage.complete, stage.states = ways.complete, len(ways.states)
    stage.depth = len(ends) - 1
    stage.failures = list(found.values())
    if place != most or place % 1000:
        tell(place, place)
    return stage
