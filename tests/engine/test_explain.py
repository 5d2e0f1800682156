"""Reasons: a condition that is meaningless once an earlier one failed is not read."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import parse_rules

RULES = '''
[game]
name = "Targets"
seats = ["red"]

[set.place]
members = [{ id = "ford" }, { id = "hill" }]

[register.target]
range = "place or none"
start = "none"
text = "Where the blow falls."

[register.guard]
of = "place"
range = [0, 3]
start = 1
text = "Who stands there."

[action.aim]
choose = "place"
do = "target = place"

[action.strike]
needs = [
    { id = "aimed", when = "target != none", say = "Aim first." },
    { id = "held", when = "guard[target] > 1", say = "{target} is not held." },
]
do = "guard[target] = 0"

[procedure.play]
text = "Three turns."
do = """
for turn in range(3):
    act(red)
end(winner=red)
"""
'''


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_clauses_after_a_failed_one_are_not_read(evaluator: str) -> None:
    game = Game(parse_rules(RULES), evaluator=evaluator)
    state, strike = game.new_game(), game.id("strike")
    verdict = game.explain(state, strike)
    assert [(c.id, c.held, c.say) for c in verdict.clauses] == [("aimed", False, "Aim first.")]
    assert not verdict.legal
    game.apply(state, game.id("aim:ford"))
    clauses = game.explain(state, strike).clauses
    assert [(c.id, c.held) for c in clauses] == [("aimed", True), ("held", False)]
    assert clauses[1].say == "Ford is not held."
    assert clauses[1].values == (("target", "ford"), ("guard[ford]", 1)) or dict(
        clauses[1].values
    ) == {"target": "ford", "guard[ford]": 1}


GUARDED = '''
[game]
name = "Guarded"
seats = ["red", "blue"]

[register.card]
range = [0, 9]
see = "viewer == blue or shown"

[register.shown]
range = "bool"

[action.call]
seats = "all"
needs = [{ id = "known", when = "seen(card) and card > 3", say = "You know of no such card." }]
do = "pass"

[action.wait]
seats = "all"
do = "pass"

[procedure.play]
do = """
act(red)
end(winner=red)
"""
'''


def test_values_beside_a_guard_are_not_told_of_what_is_hidden() -> None:
    game = Game(parse_rules(GUARDED, "guarded.toml"))
    told = set()
    for card in (0, 5, 9):
        state = game.new_game()
        game.override(state, "card", card)
        told.add(str(game.explain(state, game.id("call"))))
    assert len(told) == 1
