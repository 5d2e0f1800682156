"""Random games against what a rule set declares about itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import attrs

from game.engine import CHANCE, OVER, Game
from game.engine.errors import EngineError
from game.table import Generator

#: A game that is this many times longer than declared is given up: it may never end.
PATIENCE = 4
#: How long a game may be where the declared bound says nothing of use.
AT_LEAST = 200


@attrs.frozen
class Failure:
    """A promise of the rules that a random game broke.

    Attributes:
        kind: "invariant", "engine" (a range left, say), "longest", "returns", "stuck" or "order".
        what: the invariant's id, or a word for what was broken.
        message: one sentence.
        scenario: where.
        game: the number of the random game, from 1.
        moves: the readable ids from the start up to and including the one that broke it.
    """

    kind: str
    what: str
    message: str
    scenario: str
    game: int
    moves: tuple[str, ...]


@attrs.define
class ScenarioStage:
    """What the random games of one scenario showed."""

    scenario: str
    games: int = 0
    longest_decisions: int = 0
    longest_chance: int = 0
    declared_decisions: int | None = None
    declared_chance: int | None = None
    endings: Counter[str] = attrs.Factory(Counter)
    never_legal: list[str] = attrs.Factory(list)
    failures: list[Failure] = attrs.Factory(list)

    def as_json(self) -> dict[str, Any]:
        """Return the stage as the document of `panj check --json` has it."""
        return {
            "games": self.games,
            "longest": {"decisions": self.longest_decisions, "chance": self.longest_chance},
            "declared": {"decisions": self.declared_decisions, "chance": self.declared_chance},
            "endings": dict(sorted(self.endings.items())),
            "never_legal": self.never_legal,
            "failures": [attrs.asdict(failure) for failure in self.failures],
        }


class _Broken(Exception):
    """Ends one random game at a broken promise."""

    def __init__(self, kind: str, what: str, message: str) -> None:
        super().__init__(message)
        self.kind, self.what = kind, what


def _invariants(game: Game, state: bytearray) -> None:
    failing = game.invariants(state)
    if failing:
        raise _Broken("invariant", failing[0], f"invariant `{failing[0]}` does not hold")


def _legal(game: Game, state: bytearray) -> list[int]:
    legal = game.legal(state)
    if not legal:
        spot = game.pending(state)
        who = f"{spot.seat} must act" if spot.seat else "chance must fall"
        where = f"{spot.script}.{spot.local}" if spot.local else spot.script
        raise _Broken("stuck", where, f"{who} in `{where}` and there is no legal move")
    if any(a >= b for a, b in pairwise(legal)):
        raise _Broken("order", "legal", "the list of legal moves is not sorted without repeats")
    return legal


def _one_game(
    game: Game, stage: ScenarioStage, draw: Generator, moves: list[int], seen: set[int]
) -> None:
    """Play one random game, writing what was played into `moves`; raises _Broken or EngineError."""
    state = game.new_game()
    declared = game.longest or (None, None)
    decisions = chance = 0
    limit = PATIENCE * max([AT_LEAST, *filter(None, declared)])
    _invariants(game, state)
    while (actor := game.actor(state)) != OVER:
        legal = _legal(game, state)
        seen.update(legal)
        if actor == CHANCE:
            move = draw.weighted(game.chance(state))
            chance += 1
        else:
            move = legal[draw.below(len(legal))]
            decisions += 1
        moves.append(move)
        game.apply(state, move)
        _invariants(game, state)
        if len(moves) > limit:
            raise _Broken("longest", "end", f"the game has not ended after {limit} moves")
    stage.longest_decisions = max(stage.longest_decisions, decisions)
    stage.longest_chance = max(stage.longest_chance, chance)
    stage.endings[game.ending(state) or "end"] += 1
    for count, most, word in zip(
        (decisions, chance), declared, ("decisions", "chance"), strict=True
    ):
        if most is not None and count > most:
            text = f"a game had {count} {word} where `longest` declares {most} at most"
            raise _Broken("longest", word, text)
    bounds = game.program.decls.returns
    if bounds is None:
        return
    low, high = bounds
    for seat, value in zip(game.seats, game.returns(state), strict=True):
        if not low <= value <= high:
            text = f"{seat} returned {value} where `returns` declares {low} to {high}"
            raise _Broken("returns", seat, text)


def play_random(
    game: Game, games: int, seed: int = 1, tick: Callable[[], None] = lambda: None
) -> ScenarioStage:
    """Play random games of one scenario and note every promise that breaks.

    Chance falls by its weights and seats choose evenly. Invariants are tested at the start and
    after every move. Of each broken promise the shortest of the games that broke it is kept.

    Args:
        game: the scenario.
        games: how many.
        seed: the same seed plays the same games.
        tick: called after each game.
    """
    stage = ScenarioStage(game.scenario.id)
    stage.declared_decisions, stage.declared_chance = game.longest or (None, None)
    seen: set[int] = set()
    shortest: dict[tuple[str, str], Failure] = {}
    for number in range(1, games + 1):
        moves: list[int] = []
        key: tuple[str, str] | None = None
        try:
            _one_game(game, stage, Generator(seed, f"check.{number}"), moves, seen)
        except _Broken as broken:
            key, message = (broken.kind, broken.what), str(broken)
        except EngineError as error:
            key, message = ("engine", type(error).__name__), str(error)
        if key is not None:
            before = shortest.get(key)
            if before is None or len(moves) < len(before.moves):
                names = tuple(game.name(move) for move in moves)
                shortest[key] = Failure(*key, message, stage.scenario, number, names)
        stage.games += 1
        tick()
    stage.failures = list(shortest.values())
    stage.never_legal = [game.name(m) for m in range(len(game.names)) if m not in seen]
    return stage


def counterexample(moves: Sequence[str], most: int = 12) -> str:
    """Return readable ids in one line; of a long game the last ones."""
    shown = moves[-most:]
    left = len(moves) - len(shown)
    start = f"(after {left} moves) " if left else ""
    return start + " ".join(shown) if moves else "(at the start)"
