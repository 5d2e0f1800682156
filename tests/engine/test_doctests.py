"""The examples in the documentation of the engine are true."""

from __future__ import annotations

import doctest
from types import ModuleType
from typing import Any

import pytest

from game.engine import Game, State, game, history
from game.rules import parse_rules

RULES = '''
[game]
name = "Coin"
text = "Red calls a coin in secret, blue stakes one or two, and the coin falls."
seats = ["red", "blue"]
longest = { decisions = 2, chance = 1 }
returns = [-1, 1]

[set.side]
members = [{ id = "heads", name = "Heads" }, { id = "tails", name = "Tails" }]

[register.call]
range = "side or none"
start = "none"
see = "viewer == red"
text = "What red has called."

[register.stake]
range = [0, 2]
text = "What is staked."

[action.stake_one]
seats = "blue"
text = "Stake one."
do = "stake = 1"

[action.stake_two]
seats = "blue"
text = "Stake two."
needs = [{ id = "fresh", when = "stake == 0", say = "There is a stake of {stake} already." }]
do = "stake = 2"

[procedure.play]
text = "A call, a stake and a throw."
do = """
call = choose(red, (s for s in side), text="Call the coin.", see=viewer == red)
act(blue)
fell = chance((s for s in side), text="The coin falls.")
if reveal(fell == call):
    end(thrown, winner=red)
end(thrown, winner=blue)
"""

[ending.thrown]
text = "The coin has fallen."
'''


def names(evaluator: str) -> dict[str, Any]:
    """What the examples speak of: a game, and its states after some moves."""
    coin = Game(parse_rules(RULES), evaluator=evaluator)

    def after(*moves: str) -> State:
        state = coin.new_game()
        for move in moves:
            coin.apply(state, coin.id(move))
        return state

    return {"game": coin, "after": after}


@pytest.mark.parametrize("evaluator", ["tiered", "compiled", "interpreted"])
@pytest.mark.parametrize(("module", "least"), [(game, 12), (history, 1)])
def test_examples(module: ModuleType, least: int, evaluator: str) -> None:
    found = doctest.testmod(module, extraglobs=names(evaluator))
    assert found.failed == 0
    assert found.attempted >= least
