"""Playouts draw uniformly: the ends they reach are as frequent as exact arithmetic says."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from game.engine import CHANCE, OVER, Game
from tests.loaded import compiled


def ends(game: Game, key: bytes) -> dict[bytes, Fraction]:
    """Return the exact probability of every end, answers drawn uniformly and chance by weight."""
    state = bytearray(key)
    actor = game.actor(state)
    if actor == OVER:
        return {key: Fraction(1)}
    odds = game.chance(state) if actor == CHANCE else [(move, 1) for move in game.legal(state)]
    total = sum(weight for _, weight in odds)
    result: dict[bytes, Fraction] = {}
    for move, weight in odds:
        after = bytearray(key)
        game.apply(after, move)
        for end, share in ends(game, bytes(after)).items():
            result[end] = result.get(end, Fraction()) + share * Fraction(weight, total)
    return result


def start(game: Game, moves: list[str]) -> bytes:
    """Return the position after some moves."""
    state = game.new_game()
    for name in moves:
        game.apply(state, game.id(name))
    return bytes(state)


TINY = [
    ("tic-tac-toe", "standard", ["place:b2", "place:a1", "place:a2", "place:c2", "place:b1"]),
    ("kuhn", "standard", []),
    ("nim", "three-four-five", ["take:c:five", "take:b:two", "take:a:two"]),
    (
        "dice-race",
        "standard",
        [
            "walk",
            "walk.roll:4",
            "walk",
            "walk.roll:4",
            "walk",
            "walk.roll:2",
            "walk",
            "walk.roll:3",
        ],
    ),
]


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
@pytest.mark.parametrize(("rules", "scenario", "moves"), TINY, ids=[case[0] for case in TINY])
def test_uniform(
    rules: str, scenario: str, moves: list[str], evaluator: str, long_run: bool
) -> None:
    game = compiled(rules, scenario, evaluator)
    key = start(game, moves)
    exact = ends(game, key)
    assert len(exact) >= 2
    random = Random(20)
    games = 50_000 if long_run else 2_500
    found: Counter[bytes] = Counter()
    for _ in range(games):
        state = bytearray(key)
        game.playout(state, random.randrange)
        found[bytes(state)] += 1
    assert found.keys() <= exact.keys()
    # Ends that are rare are counted together, as the chi-square distribution wants.
    cells = [(found[end], float(share) * games) for end, share in exact.items()]
    usual = [cell for cell in cells if cell[1] >= 8]
    rare = [cell for cell in cells if cell[1] < 8]
    if rare:
        usual.append((sum(cell[0] for cell in rare), sum(cell[1] for cell in rare)))
    square = sum((count - wanted) ** 2 / wanted for count, wanted in usual)
    degrees = len(usual) - 1
    # Wilson and Hilferty's bound, exceeded by a true sample once in 1,000; the seed is fixed.
    bound = degrees * (1 - 2 / (9 * degrees) + 3.09 * (2 / (9 * degrees)) ** 0.5) ** 3
    assert square <= bound, f"{square:.1f} > {bound:.1f} with {degrees} degrees"
