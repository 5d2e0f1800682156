"""Rows that look one move ahead: the same by both evaluators, and from what the seat sees alone."""

from __future__ import annotations

from functools import cache

import pytest

from game.check.simulate import play_games, play_one
from game.engine import CHANCE, OVER, Game
from game.rules import RulesError, parse_plan
from tests.loaded import rules_of

#: By game a seat, what it does, and what moves are ranked by that they add to it.
LOOKING = {
    "nim": ("opener", 'act = "take"', "-(size[a] * size[a] + size[b] * size[b] + size[c])"),
    "tic-tac-toe": ("nought", 'act = "place"', "count(c for c in cell if owner[c] == none)"),
    "salt-roads": (
        "heron",
        'act = ["march", "muster", "rest"]',
        "10 * count(t for t in town if owner[t] == actor) + sum(troops[t] for t in town)",
    ),
}


@cache
def looking(name: str, evaluator: str = "compiled", least: str = "") -> Game:
    """A game with a way to play that looks ahead."""
    seat, does, adds = LOOKING[name]
    text = f'name = "ahead"\nseat = "{seat}"\nwhy = "To see."\n[[rows]]\nid = "look"\n{does}\n'
    plan = parse_plan(f'{text}adds = "{adds}"\n{least}')
    return Game(rules_of(name).with_plans([plan]), evaluator=evaluator)


def bots_of(name: str) -> dict[str, str]:
    game, seat = looking(name), LOOKING[name][0]
    return {**dict.fromkeys(game.seats, "random"), seat: "ahead"}


@pytest.mark.parametrize("name", LOOKING)
def test_a_module_plays_as_the_reference_advises(name: str) -> None:
    game, bots = looking(name), bots_of(name)
    whole = list(play_games(game, bots, range(6)))
    assert len(list(game.simulate(range(6), bots))) == 6
    assert whole == [play_one(looking(name, "interpreted"), bots, seed) for seed in range(6)]


@pytest.mark.parametrize("name", LOOKING)
def test_the_move_that_is_advised_adds_most(name: str) -> None:
    game, bots, seat = looking(name, "interpreted"), bots_of(name), LOOKING[name][0]
    worth = {"nim": nim, "tic-tac-toe": free, "salt-roads": held}[name]
    for played in looking(name).simulate(range(4), bots, traced=True):
        state = game.new_game(bots)
        for move in played.moves:
            actor = game.actor(state)
            assert actor is not OVER
            if actor == seat and game.pending(state).kind == "act":
                advice = game.doctrine(state, seat, "ahead")
                assert advice is not None
                assert advice.row == "look"
                added = {}
                for option in game.legal(state):
                    after = game.clone(state)
                    game.apply(after, option)
                    added[option] = worth(game, after, seat)
                assert added[advice.move_id] == max(added.values())
            game.apply(state, move)
        assert bytes(state) == bytes(played.state)


def number(game: Game, state: bytearray, name: str, *index: str) -> int:
    return int(str(game.value(state, name, *index)))


def nim(game: Game, state: bytearray, seat: str) -> int:
    a, b, c = (number(game, state, "size", heap) for heap in "abc")
    return -(a * a + b * b + c)


def free(game: Game, state: bytearray, seat: str) -> int:
    return sum(game.value(state, "owner", cell) is None for cell in game.members("cell"))


def held(game: Game, state: bytearray, seat: str) -> int:
    towns = game.members("town")
    own = sum(game.value(state, "owner", town) == seat for town in towns)
    return 10 * own + sum(number(game, state, "troops", town) for town in towns)


def test_nothing_hidden_is_looked_at() -> None:
    rules = rules_of("rules")
    seat, adds = rules.seats[0], "count(s for s in space if indispensable[umbrella, s])"
    text = f'name = "ahead"\nseat = "{seat}"\nwhy = "To see."\n[[rows]]\nid = "look"\n'
    acts = 'act = ["deploy", "deploy_two", "joint_patrol", "air_sweep", "modernise"]\n'
    plan = parse_plan(f'{text}{acts}adds = "{adds}"')
    game = Game(rules.with_plans([plan]), rules.scenarios[1].id, "compiled")
    bots = {**dict.fromkeys(rules.seats[:3], "doctrine"), seat: "ahead"}
    asked = 0
    (played,) = game.simulate(range(1), bots, traced=True)
    state = game.new_game(bots)
    for move in played.moves:
        if game.actor(state) == seat:
            asked += 1
            seen = bytearray(game.observe(state, seat).masked)
            known, alone = (game.doctrine(s, seat, "ahead") for s in (state, seen))
            assert (known is None) == (alone is None)
            if known is not None and alone is not None and move in game.legal(seen):
                assert known == alone
        game.apply(state, move)
    assert asked > 10


def test_a_move_that_adds_too_little_is_left_out() -> None:
    bots = bots_of("nim")
    game = looking("nim", least="least = 99")
    state = game.new_game(bots)
    assert game.doctrine(state, "opener", "ahead") is None
    for played in game.simulate(range(3), bots, traced=True):
        assert set(played.rows) == {-1}
        assert CHANCE not in {game.actor(played.state)}


def test_a_row_ranks_by_one_of_the_two() -> None:
    text = 'name = "p"\nseat = "opener"\nwhy = "x"\n[[rows]]\nid = "r"\nact = "take"\n'
    with pytest.raises(RulesError, match="`best` or `adds`"):
        parse_plan(f'{text}best = "1"\nadds = "1"')
    with pytest.raises(RulesError, match="`adds` must be a number"):
        Game(rules_of("nim").with_plans([parse_plan(f'{text}adds = "true"')]))
    with pytest.raises(RulesError, match="amount"):
        Game(rules_of("nim").with_plans([parse_plan(f'{text}adds = "amount.sticks"')]))
