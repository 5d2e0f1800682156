"""What the type checker lets through runs as it reads: slots hold what is put into them."""

from __future__ import annotations

from game.engine import OVER, Game
from game.rules import parse_rules

LOOP = """
[game]
name = "Loop"
seats = ["red", "blue"]

[set.place]
members = ["hill", "ford", "mill"]

[set.low]
of = "place"
members = ["ford", "mill"]

[register.trace]
of = "place"
range = "bool"

[procedure.play]
do = '''
for p in (p for p in place if FILTER):
    x = chance(coin)
    trace[p] = true
end()
'''
"""

COSTS = """
[game]
name = "Costs"
seats = ["red", "blue"]

[register.a]
range = [0, 5]
start = 3

[register.b]
range = [0, 5]
start = 2

[action.buy]
cost = { a = 1, b = "5 - a" }

[action.wait]

[procedure.play]
do = '''
act(red)
act(red)
end()
'''
"""

NEEDS = """
[game]
name = "Needs"
seats = ["red", "blue"]

[set.place]
members = ["hill", "ford"]

[register.at]
range = "place or none"
start = "hill"

[register.men]
of = "place"
range = [0, 5]

[action.build]
needs = [{ id = "there", when = "at != none", say = "Nobody is anywhere." }]
do = "men[at] += 1"

[procedure.play]
do = '''
act(red)
end()
'''
"""


def test_a_pausing_loop_runs_over_members_that_its_filter_drops() -> None:
    for test, members in (("p in low", {"ford", "mill"}), ("p == ford", {"ford"})):
        game = Game(parse_rules(LOOP.replace("FILTER", test)))
        state = game.new_game()
        while game.actor(state) != OVER:
            game.apply(state, game.legal(state)[0])
        assert {p for p in ("hill", "ford", "mill") if game.value(state, "trace", p)} == members


def test_all_prices_are_those_before_any_is_paid() -> None:
    for evaluator in ("interpreted", "generated"):
        game = Game(parse_rules(COSTS), evaluator=evaluator)
        state = game.new_game()
        buy = game.id("buy")
        assert game.prices(state, buy) == {"a": 1, "b": 2}
        game.apply(state, buy)
        assert (game.value(state, "a"), game.value(state, "b")) == (2, 0)
        assert buy not in game.legal(state)


def test_what_a_need_teaches_holds_in_the_script() -> None:
    game = Game(parse_rules(NEEDS))
    state = game.new_game()
    game.apply(state, game.id("build"))
    assert game.value(state, "men", "hill") == 1
