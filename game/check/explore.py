"""Exploring a scenario: every position that can be reached, nearest first, up to a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs

from game.check.properties import (
    BrokenProperty,
    Failure,
    FailureKey,
    broken_by,
    keeps_position,
    keeps_returns,
    tried,
)
from game.check.random_games import failures_json
from game.check.seatings import NOBODY, Seating
from game.engine import Game, State
from game.engine.evaluator import Exploration


@attrs.define
class ExploredStage:
    """What was found among the positions of one scenario.

    Attributes:
        scenario: which.
        seatings: which optional seats are played where it starts from.
        states: how many different positions were reached.
        final: how many of them end the game.
        depth: the most moves that the shortest way to one of them takes.
        complete: whether these are all that can be reached.
        failures: of each broken promise, one with the shortest way there.
    """

    scenario: str
    seatings: tuple[Seating, ...] = ()
    states: int = 0
    final: int = 0
    depth: int = 0
    complete: bool = False
    failures: list[Failure] = attrs.Factory(list)

    def as_json(self) -> dict[str, Any]:
        """Return the stage as the document of `panj check --json` has it."""
        return {
            "seatings": [list(played) for played in self.seatings],
            "states": self.states,
            "final": self.final,
            "depth": self.depth,
            "complete": self.complete,
            "failures": failures_json(self.failures),
        }


class _Ways:
    """The positions reached, and how: of each the position before it and the move.

    The first positions are the starts, one for each seating; nothing stands before them.
    """

    def __init__(self, most: int) -> None:
        self.most, self.complete = most, True
        self.states: list[bytes] = []
        self.known: set[bytes] = set()
        self.from_: list[tuple[int, int]] = []

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

    def enter(self, start: State) -> bool:
        """Begin at a state, too; whether it was none that is known."""
        before = len(self.states)
        self.add(bytes(start), -1, -1)
        return len(self.states) > before

    def to(self, place: int) -> tuple[int, list[int]]:
        """Return the start that a position was reached from, and the moves from there."""
        moves: list[int] = []
        while True:
            before, move = self.from_[place]
            if before < 0:
                return place, moves[::-1]
            place = before
            moves.append(move)


def _starts(
    game: Game, ways: _Ways | Exploration, seatings: Sequence[Seating], stage: ExploredStage
) -> list[Seating]:
    """Enter the first position of each seating; returns whose they are, in their order."""
    whose: list[Seating] = []
    for played in seatings:
        start = tried(partial(game.new_game, played))
        if isinstance(start, Exception):
            stage.failures.append(broken_by(start).failure(game, 0, (), played))
            continue
        whose += [played] * ways.enter(start)
    stage.seatings = tuple(whose)
    return whose


def _explored(
    game: Game,
    ways: Exploration,
    seatings: Sequence[Seating],
    stage: ExploredStage,
    tell: Callable[[int], None],
) -> None:
    """Explore by what does so by itself, and look closer where it doubts."""
    whose = _starts(game, ways, seatings, stage)
    found: dict[FailureKey, Failure] = {}
    for doubt in ways.explore():
        if ways.tested < ways.states:
            tell(ways.tested)
        if doubt is None:
            continue
        broken = _look_at(game, ways.state(doubt.place), doubt.move)
        if broken is not None and broken.key not in found:
            start, moves = ways.to(doubt.place)
            last = [] if doubt.move is None else [doubt.move]
            found[broken.key] = broken.failure(game, 0, [*moves, *last], whose[start])
    stage.complete, stage.states = ways.complete, ways.states
    stage.final, stage.depth = ways.final, ways.depth
    stage.failures += found.values()


def _look_at(game: Game, state: State, move: int | None) -> BrokenProperty | None:
    """What is broken in a position, or by a move."""
    try:
        if move is not None:
            game.apply(state, move)
        elif not keeps_position(game, state):
            keeps_returns(game, state)
    except Exception as error:
        return broken_by(error)
    return None


def explore(
    game: Game,
    most: int,
    tell: Callable[[int, int], None] = lambda *_: None,
    seatings: Sequence[Seating] = (NOBODY,),
) -> ExploredStage:
    """Reach positions by every move and every outcome of chance, and test each.

    Args:
        game: the scenario.
        most: how many positions to reach and test at most, 1 or more.
        tell: told of progress: positions tested, and `most`.
        seatings: which of the optional seats are played; all are explored together.

    Returns:
        The stage; beyond a position that breaks a promise nothing is explored.
    """
    stage = ExploredStage(game.scenario.id)
    exploration = game.exploration(most)
    if exploration is not None:
        _explored(game, exploration, seatings, stage, lambda place: tell(place, most))
        tell(stage.states, stage.states)
        return stage
    ways = _Ways(most)
    whose = _starts(game, ways, seatings, stage)
    found: dict[FailureKey, Failure] = {}
    ends = [len(whose)]
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
            # As `tried` has it, which would cost a call for every position.
            broken = broken_by(error)
            last = [] if isinstance(error, BrokenProperty) or move is None else [move]
            if broken.key not in found:
                start, moves = ways.to(place)
                found[broken.key] = broken.failure(game, 0, [*moves, *last], whose[start])
        place += 1
        if place < most:
            tell(place, most)
    stage.complete, stage.states = ways.complete, len(ways.states)
    stage.depth = len(ends) - 1
    stage.failures += found.values()
    tell(place, place)
    return stage
