"""What the type checker lets through runs as it reads: slots hold what is put into them."""

from __future__ import annotations

import pytest

from game.engine import OVER, Game
from game.rules import RulesError, parse_rules

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
    for evaluator in ("interpreted", "compiled"):
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


SEATS = """
[game]
name = "Seats"
seats = ["red", "blue"]

[set.place]
members = ["hill", "ford", "mill"]

[set.low]
of = "place"
members = ["ford", "mill"]

[register.k]
range = "seat or none"

[register.at]
range = "place or none"

[register.owner]
of = "place"
range = "seat or none"

[register.men]
of = "place"
range = [0, 9]
edge = "clamp"

[procedure.play]
do = '''
SCRIPT
end()
'''
"""


def test_an_answer_may_go_where_the_seat_stood_that_gives_it() -> None:
    script = "who = chance(seat)\nwho = choose(who, (blue, blue))\nk = who"
    game = Game(parse_rules(SEATS.replace("SCRIPT", script)))
    for first in ("red", "blue"):
        state = game.new_game()
        game.apply(state, game.id(f"play.who:{first}"))
        assert game.actor(state) == first
        game.apply(state, game.id("play.who:blue"))
        assert game.value(state, "k") == "blue"


def test_what_is_tested_is_known() -> None:
    """Each script reads what it has tested: that it compiles is what is asserted."""
    for script in (
        "if at in (hill, ford):\n    men[at] += 1",
        "if at == hill or at == ford:\n    men[at] += 1",
        "if not (at == none or at == hill):\n    men[at] += 1",
        "for p in place:\n    if owner[p] != none and p in low:\n        k = owner[p]",
        "for p in place:\n    if owner[p] != none and p in low and owner[p] == red:\n"
        "        owner[p] = owner[p]",
        "for p in low:\n    if owner[p] != none:\n        act_on(owner[p])",
    ):
        extra = '[procedure.act_on]\nparams = { s = "seat" }\ndo = "k = s"\n'
        parse_rules(SEATS.replace("SCRIPT", script) + extra)


def test_what_only_one_of_two_tests_says_is_not_known() -> None:
    for script in (
        "if at == hill or k == red:\n    men[at] += 1",
        "if at != none:\n    at = none\n    men[at] += 1",
        "for p in place:\n    if owner[p] != none:\n        owner[hill] = none\n"
        "        act_on(owner[p])",
    ):
        extra = '[procedure.act_on]\nparams = { s = "seat" }\ndo = "k = s"\n'
        with pytest.raises(RulesError):
            parse_rules(SEATS.replace("SCRIPT", script) + extra)
