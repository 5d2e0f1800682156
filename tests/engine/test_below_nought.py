"""Numbers below nought are answers like others, and none of them is no number."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import parse_rules

CHOSEN = """
[game]
name = "Below"
seats = ["red", "blue"]
[set.card]
members = ["low", "high"]
[register.x]
range = [-2, 1]
[procedure.play]
do = '''
n = choose(red, (k for k in range(-2, 2) if k != 0), text="How many?")
x = n
m = choose(blue, (c for c in card if c == high and x > -2), text="Which?", decline=none)
end()
'''
"""


@pytest.mark.parametrize("evaluator", ["interpreted", "compiled"])
def test_a_number_below_nought_is_chosen_like_another(evaluator: str) -> None:
    game = Game(parse_rules(CHOSEN), evaluator=evaluator)
    start, found = game.new_game(), []
    states = [start]
    for move in game.legal(start):
        states.append(bytearray(start))
        game.apply(states[-1], move)
        found.append(game.value(states[-1], "x"))
    assert {-2, -1, 1} == {*found}
    for state in states:
        walk = game.walk(state, ["red", "blue"])
        assert [m for m, may in walk.answers().items() if may] == game.legal(state)
        for answer in game.legal(state):
            game.apply(bytearray(state), answer)
