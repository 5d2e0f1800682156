"""Nim on our engine: positions counted and won as mathematics says."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest

from game.engine import OVER, Game
from game.rules import parse_rules
from tests.loaded import path_of
from tests.rulesets.walk import game_of, positions, successors, value

HEAPS = {
    ("nim", "three-four-five"): (3, 4, 5),
    ("nim", "one-four-five"): (1, 4, 5),
    ("many_heaps", "seven-heaps"): (1, 2, 3, 2, 2, 2, 1),
    ("many_heaps", "balanced-five"): (1, 2, 3, 2, 2),
}


def count(start: tuple[int, ...], remember: bool = False) -> int:
    """Count the positions without our engine; `remember` tells apart the heap last taken from."""
    seen = set()
    frontier: list[tuple[tuple[int, ...], int, int | None]] = [(start, 0, None)]
    while frontier:
        position = frontier.pop()
        if position in seen:
            continue
        seen.add(position)
        heaps, mover, _ = position
        for i, size in enumerate(heaps):
            for left in range(size):
                after = (*heaps[:i], left, *heaps[i + 1 :])
                frontier.append((after, 1 - mover, i if remember else None))
    return len(seen)


def test_the_oracle_knows_what_a_dead_local_would_cost() -> None:
    assert count((3, 4, 5)) == 232
    assert count((3, 4, 5), remember=True) == 561


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_three_four_five_has_232_positions(evaluator: str) -> None:
    assert len(positions(game_of("nim", "three-four-five", evaluator))) == 232


def test_a_counter_that_the_position_tells_anyway_adds_none() -> None:
    """The same game by a counted loop: how many sticks are gone can be read off the heaps."""
    text = path_of("nim").read_text()
    falling = "while falling(sum(size[h] for h in heap)):"
    counted = "for gone in (n for n in range(0, 12) if n == 12 - sum(size[h] for h in heap)):"
    assert falling in text
    game = Game(parse_rules(text.replace(falling, counted)), "three-four-five")
    assert len(positions(game)) == 232
    assert value(game, 0) == 1


@pytest.mark.parametrize(("rules", "scenario"), HEAPS)
def test_positions_of_many_heaps(rules: str, scenario: str) -> None:
    assert len(positions(game_of(rules, scenario))) == count(HEAPS[rules, scenario])


@pytest.mark.parametrize(("rules", "scenario"), HEAPS)
def test_the_opener_wins_unless_the_heaps_balance(rules: str, scenario: str) -> None:
    game, heaps = game_of(rules, scenario), HEAPS[rules, scenario]
    state = game.new_game()
    assert tuple(game.value(state, "size", heap) for heap in game.members("heap")) == heaps
    assert value(game, 0) == (1 if reduce(xor, heaps) else -1)


def test_every_position_is_won_by_the_mover_exactly_when_the_heaps_do_not_balance() -> None:
    game = game_of("nim", "three-four-five")
    won: dict[bytes, bool] = {}

    def mover_wins(key: bytes) -> bool:
        if key not in won:
            after = successors(game, key)
            # At the end the seat that would be next has lost: the other took the last stick.
            won[key] = any(not mover_wins(k) for k in after)
        return won[key]

    for key in positions(game):
        state = bytearray(key)
        heaps = [game.value(state, "size", heap) for heap in game.members("heap")]
        assert mover_wins(key) == (reduce(xor, heaps) != 0)
        if game.actor(state) == OVER:
            assert heaps == [0, 0, 0]
            assert sorted(game.returns(state).values()) == [-1, 1]
