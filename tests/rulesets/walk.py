"""Walks over our game trees, shared by the rule-set tests; they use the public engine alone."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from game.engine import CHANCE, OVER, Game
from tests.loaded import compiled

FOLDER = Path(__file__).parent


def game_of(name: str, scenario: str = "standard", evaluator: str = "compiled") -> Game:
    """Load tests/rulesets/NAME.toml once and return its compiled scenario."""
    return compiled(name, scenario, evaluator)


@cache
def graph(game: Game) -> dict[bytes, tuple[bytes, ...]]:
    """Play every answer of every position once.

    Returns:
        Every position that can be reached, the start and the ends included, by its key, with the
        keys of the positions one answer after it, in the order of the answers' ids.
    """
    found: dict[bytes, tuple[bytes, ...]] = {}
    frontier = [bytes(game.new_game())]
    while frontier:
        key = frontier.pop()
        if key not in found:
            found[key] = tuple(successors(game, key))
            frontier += found[key]
    return found


def successors(game: Game, key: bytes) -> list[bytes]:
    """Return the keys of all positions one answer after `key`, in the order of the answers' ids."""
    result = []
    for move in game.legal(bytearray(key)):
        state = bytearray(key)
        game.apply(state, move)
        result.append(bytes(state))
    return result


def positions(game: Game) -> set[bytes]:
    """Return the keys of every position that can be reached, the start and the ends included."""
    return set(graph(game))


def complete_games(game: Game) -> int:
    """Return the number of different complete games, counted once a position."""
    after = graph(game)

    @cache
    def count(key: bytes) -> int:
        return sum(map(count, after[key])) or 1

    return count(bytes(game.new_game()))


def value(game: Game, seat: int, best: bool = True) -> Fraction:
    """Return the exact expectation of `seat`'s return from the start.

    With `best` every seat does what is best for itself, in a two-seat game whose returns sum to
    nothing; otherwise every seat picks uniformly. Chance follows the engine's declared weights.
    """
    known: dict[bytes, Fraction] = {}
    next_keys = graph(game)

    def expect(key: bytes) -> Fraction:
        if key not in known:
            state = bytearray(key)
            actor = game.actor(state)
            if actor == OVER:
                known[key] = Fraction(game.returns(state)[game.seats[seat]])
            elif actor == CHANCE:
                weighted = game.chance(state)
                total = sum(weight for _, weight in weighted)
                after = zip(weighted, next_keys[key], strict=True)
                known[key] = sum(
                    (Fraction(w, total) * expect(k) for (_, w), k in after), Fraction()
                )
            else:
                values = [expect(k) for k in next_keys[key]]
                if not best:
                    known[key] = sum(values, Fraction()) / len(values)
                else:
                    known[key] = max(values) if actor == game.seats[seat] else min(values)
        return known[key]

    return expect(bytes(game.new_game()))
