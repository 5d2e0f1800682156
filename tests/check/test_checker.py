"""The checker against rule sets that keep their promises and one that breaks them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.check.checker import check
from game.check.random_games import counterexample, play_random
from game.engine import Game
from game.rules import parse_rules

RULESETS = Path(__file__).parents[1] / "rulesets"

#: Two seats add to a heap; what it declares of itself can be made false by an argument.
HEAP = """
[game]
name = "Heap"
text = "Add one or two sticks in turn, six times; a test of the checker."
disclaimer = "A test."
seats = ["left", "right"]
longest = {{ decisions = {decisions}, chance = 0 }}
returns = [{low}, 1]

[register.heap]
range = [0, {most}]
text = "Sticks on the heap."

[[invariant]]
id = "heap_small"
always = "heap <= {small}"
text = "The heap stays small."

[action.one]
do = "heap += 1"
text = "Add one stick."

[action.two]
do = "heap += 2"
text = "Add two sticks."

[procedure.play]
do = '''
for turn in range(0, 3):
    act(left)
    act(right)
end(winner=left)
'''
"""


def heap(decisions: int = 6, low: int = -1, most: int = 12, small: int = 12) -> Game:
    """Compile the game with these claims."""
    text = HEAP.format(decisions=decisions, low=low, most=most, small=small)
    return Game(parse_rules(text, "heap.toml"), "standard")


def test_promises_kept() -> None:
    stage = play_random(heap(), 30)
    assert stage.failures == []
    assert (stage.games, stage.longest_decisions, stage.longest_chance) == (30, 6, 0)
    assert stage.never_legal == []
    assert sum(stage.endings.values()) == 30


@pytest.mark.parametrize(
    ("claims", "kind", "what"),
    [
        ({"small": 5}, "invariant", "heap_small"),
        ({"decisions": 5}, "longest", "decisions"),
        ({"low": 0}, "returns", "right"),
        ({"most": 8, "small": 8}, "engine", "RangeBreach"),
    ],
    ids=["invariant", "longest", "returns", "range"],
)
def test_promises_broken(claims: dict[str, int], kind: str, what: str) -> None:
    game = heap(**claims)
    stage = play_random(game, 60)
    (failure,) = stage.failures
    assert (failure.kind, failure.what) == (kind, what)
    assert failure.scenario == "standard"
    # The counterexample is a game that anyone can play again by its readable ids.
    state = game.new_game()
    for name in failure.moves[:-1]:
        game.apply(state, game.id(name))
        assert game.invariants(state) == []
    assert failure.moves[-1] in {"one", "two"}


def test_the_shortest_counterexample_is_kept() -> None:
    stage = play_random(heap(small=5), 200)
    (failure,) = stage.failures
    assert failure.moves == ("two", "two", "two")


def test_the_same_seed_finds_the_same() -> None:
    assert play_random(heap(small=9), 20, seed=4) == play_random(heap(small=9), 20, seed=4)


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    report = check(RULESETS / "nim.toml", 3, lambda *args: told.append(args))
    assert report.ok
    assert [done for scenario, done, _ in told if scenario == "one-four-five"] == [1, 2, 3]
    assert {total for _, _, total in told} == {3}


def test_counterexample_in_a_line() -> None:
    assert counterexample([]) == "(at the start)"
    assert counterexample(["a", "b"]) == "a b"
    assert counterexample([str(n) for n in range(20)], 2) == "(after 18 moves) 18 19"
