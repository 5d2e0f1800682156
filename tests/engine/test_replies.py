"""What others could do: what is said to be sure is legal in every world, and nothing is missing."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from game.engine import Game, State
from game.rules import parse_rules
from tests.any_rules import any_rules
from tests.engine.catalogue import play_random
from tests.engine.test_previews import HEAD, STRANGE, other_worlds
from tests.making_once import game as compiled_once

RULES = f"""{HEAD}
[register.gold]
of = "seat"
range = [0, 9]
start = 2
see = "viewer == seat"

[action.rest]
do = "return"

[action.dig]
choose = {{ p = "place" }}
needs = [{{ id = "held", when = "guard[p] >= 1", say = "Nobody stands there." }}]
do = "guard[p] -= 1"

[action.buy]
choose = {{ p = "place" }}
cost = {{ gold = 3 }}
do = "guard[p] += 1"

[action.rent]
choose = {{ p = "place" }}
needs = [{{ id = "ford", when = "p == ford", say = "Only the ford." }}]
cost = {{ coins = 1 }}
do = "guard[p] += 1"

[action.raid]
seats = ["red"]
choose = {{ p = "place", q = "place" }}
do = "guard[q] = 0"

[procedure.play]
do = '''
act(blue)
act(red)
act(blue)
end(done)
'''
"""


@pytest.fixture(scope="module")
def game() -> Game:
    """A game of two, of whom neither sees the other's gold."""
    return Game(parse_rules(RULES, "replies.toml"))


def told(game: Game, state: State, seat: str, *targets: str) -> dict[str, bool]:
    """What a seat is told that others could do, and whether surely."""
    return {r.action: r.sure for r in game.replies(game.observe(state, seat), targets)}


def test_what_is_seen_is_sure_and_what_is_not_is_possible(game: Game) -> None:
    state = game.new_game()
    assert told(game, state, "blue", "hill") == {"dig": True, "buy": False, "raid": True}
    assert told(game, state, "red", "hill") == {"dig": True, "buy": False}
    assert told(game, state, "blue", "town") == {"dig": True, "buy": False, "raid": True}
    game.override(state, "guard[hill]", 0)
    assert "dig" not in told(game, state, "blue", "hill")
    assert told(game, state, "blue") == {}


def test_what_all_pay_out_of_bars_nothing_while_it_is_empty(game: Game) -> None:
    state = game.new_game()
    assert told(game, state, "blue", "ford")["rent"]
    game.override(state, "coins", 0)
    assert told(game, state, "blue", "ford")["rent"] is False


def test_after_a_move_others_could_do_what_they_can_then(game: Game) -> None:
    view = game.observe(game.new_game(), "blue")
    then = game.foreseen(view, game.id("dig:hill"))
    assert then is not None
    assert {r.action for r in game.replies(then, ("hill",))} == {"buy", "raid"}
    assert game.value(then, "guard", "hill") == 0


def test_a_reply_is_previewed_as_of_its_seat(game: Game) -> None:
    view = game.observe(game.new_game(), "blue")
    for reply in game.replies(view, ("hill",)):
        came = {e.cell: e.after for e in game.reply_preview(view, reply).changes}
        if reply.action != "raid":
            assert came["guard[hill]"] == {"dig": 0, "buy": 2}[reply.action]
        assert "gold[red]" not in came, "what blue does not see is not told"


@pytest.mark.parametrize("scenario", ["first-watch", "shamsiddin-shohin"])
def test_every_world_keeps_what_is_told(scenario: str) -> None:
    game, rng, open_ = compiled_once(any_rules("rules"), scenario), Random(5), 0
    places = game.members(game.rules.look.roles.places)
    keys = play_random(game, 2).keys[:-1]
    acts = [k for k in keys if game.pending(bytearray(k)).kind == "act"]
    for key in rng.sample(acts, min(10, len(acts))):
        state = bytearray(key)
        actor = game.actor(state)
        looker = rng.choice([seat for seat in game.seats if seat != actor])
        view, place = game.observe(state, looker), rng.choice(places)
        replies = [r for r in game.replies(view, (place,)) if r.seat == actor]
        for world in (state, *other_worlds(game, state, view, rng, 3)):
            with suppress(*STRANGE):
                legal = set(game.legal(world))
                aimed = {game.move(m).script for m in legal if place in game.move(m).targets}
                assert aimed <= {r.action for r in replies}, "nothing is left out"
                assert all(r.move in legal for r in replies if r.sure)
                open_ += len(aimed)
    assert open_


def test_a_game_that_is_over_has_no_replies(game: Game) -> None:
    state = game.new_game()
    for _ in range(3):
        game.apply(state, game.id("rest"))
    assert told(game, state, "blue", "hill") == {}
