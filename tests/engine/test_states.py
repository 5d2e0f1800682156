"""States as values, and the sizes and bounds that a game tells of itself."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from game.engine import CHANCE, HIDDEN, ForeignState, Game
from game.rules import load_rules
from tests.engine.catalogue import Entry, cases, random_game
from tests.loaded import rules_of

ALL = pytest.mark.parametrize("entry", cases())


@ALL
def test_states_are_read_back(entry: Entry) -> None:
    game = entry.game()
    walk = random_game(game, 5)
    for key in [*walk.keys[::25], walk.end]:
        state = bytearray(key)
        data = game.serialize(state)
        assert game.deserialize(data) == state
        assert type(game.deserialize(data)) is bytearray
        assert game.key(game.clone(state)) == key
    for one, two in pairwise(walk.keys):
        assert (one == two) == (game.serialize(bytearray(one)) == game.serialize(bytearray(two)))


def test_foreign_states_are_refused_in_a_sentence() -> None:
    game, other = Game(rules_of("kuhn")), Game(rules_of("nim"))
    data = game.serialize(game.new_game())
    for wrong, words in (
        (b"", "no state of a game"),
        (bytes(game.new_game()), "no state of a game"),
        (other.serialize(other.new_game()), "other rules"),
        (data[:-1], "cut or changed"),
        (data + b"\0", "cut or changed"),
        *(
            (data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], "other rules|cut or changed")
            for at in range(5, len(data))
        ),
    ):
        with pytest.raises(ForeignState, match=words):
            game.deserialize(wrong)


def test_a_state_is_of_its_options_and_scenario() -> None:
    path = Path(__file__).parents[1] / "rulesets" / "many_heaps.toml"
    rules = load_rules(path)
    games = [Game(rules, info.id) for info in rules.scenarios]
    if len(games) > 1:
        with pytest.raises(ForeignState, match="another scenario"):
            games[1].deserialize(games[0].serialize(games[0].new_game()))


@ALL
def test_sizes_and_bounds_hold(entry: Entry) -> None:
    game = entry.game()
    assert game.num_players == len(game.seats)
    assert game.num_actions == len(game.names)
    bounds = game.longest or (None, None)
    assert game.max_chance_nodes == bounds[1]
    caps = [game.cap.most] if game.cap is not None else []
    assert game.max_game_length == min([n for n in (bounds[0], *caps) if n is not None])
    assert game.utility_bounds is not None
    low, high = game.utility_bounds
    walk = random_game(game, 6)
    states = [bytearray(key) for key in walk.keys]
    assert all(len(game.chance(state)) <= game.max_chance_outcomes for state in states)
    if any(game.actor(state) is CHANCE for state in states):
        assert game.max_chance_outcomes > 0
    returns = game.returns(states[-1])
    assert all(low <= returns[seat] <= high for seat in game.seats)


def test_hidden_is_no_value() -> None:
    assert HIDDEN is not None
    assert not HIDDEN
    values: list[object] = [0, False, "", None]
    assert HIDDEN not in values
    assert repr(HIDDEN) == str(HIDDEN) == "HIDDEN"
