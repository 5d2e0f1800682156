"""Lists of legal moves, however they are written: no test is asked for what has no place."""

from __future__ import annotations

from random import Random

import pytest

from game.engine import Game
from game.engine.core import core_of
from game.engine.wasm import ahead, listing
from game.rules import parse_rules

#: Registers of some places only, choices of all; bounds that one condition holds for the next.
TEXT = """
[game]
name = "Listing"
language = 2
seats = ["red", "blue"]
play = "play"
longest = { decisions = 60, chance = 0 }

[set.place]
members = [
  { id = "a", near = ["b", "c"] }, { id = "b", near = ["a", "d"] },
  { id = "c", near = ["d"] }, { id = "d", near = ["a", "b", "c"] },
]

[set.high]
of = "place"
members = ["b", "d"]

[register.snow]
of = "high"
range = [0, 3]
start = 2

[register.ice]
of = { up = "high", whose = "seat" }
range = [0, 3]
start = 1

[register.camp]
range = "place or none"

[action.melt]
choose = { up = "place" }
needs = [{ id = "snow", when = "up in high and snow[up] >= 1", say = "No snow." }]
do = "if up in high: snow[up] -= 1"

[action.slide]
choose = { start = "place", goal = "start.near" }
needs = [
  { id = "snow", when = "start in high and snow[start] >= 1", say = "No snow." },
  { id = "ice", when = "goal in high and ice[goal, actor] >= 1", say = "No ice." },
]
do = '''
if start in high and goal in high:
    snow[start] -= 1
    ice[goal, actor] -= 1
    camp = start
'''

[action.weigh]
choose = { one = "place", other = "place" }
needs = [
  { id = "any", when = "one in high and snow[one] >= 1 and (other in high and 6 // snow[one] > snow[other])", say = "No." },
]
do = "camp = none"

[action.leave]
seats = ["red"]
needs = [{ id = "camp", when = "camp != none and camp in high and snow[camp] >= 0", say = "No camp." }]
do = "camp = none"

[action.pass]
do = "camp = b"

[procedure.play]
do = '''
for turn in range(0, 30):
    for s in seat:
        act(s)
end()
'''
"""  # noqa: E501


@pytest.mark.parametrize("most", [ahead.MOST, 0])
@pytest.mark.parametrize("short", [listing.SHORT, 0])
@pytest.mark.parametrize("plain", [listing.PLAIN, 0])
def test_lists_are_those_of_the_reference(
    most: int, short: int, plain: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name, limit in (
        (ahead, "MOST", most),
        (listing, "SHORT", short),
        (listing, "PLAIN", plain),
    ):
        monkeypatch.setattr(module, name, limit)
    core_of.cache_clear()
    rules = parse_rules(TEXT)
    fast, plainly = Game(rules, evaluator="compiled"), Game(rules, evaluator="interpreted")
    for seed in range(30):
        state, dice = fast.new_game(), Random(seed)
        while legal := fast.legal(state):
            assert legal == plainly.legal(state)
            fast.apply(state, dice.choice(legal))
    core_of.cache_clear()
