"""OpenSpiel's own checks, solvers and searches on our games, and its games beside ours."""

from __future__ import annotations

import copy
import pickle
import unittest
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from game.engine import CHANCE, Game, History, UnknownScenario
from game.engine.generator import Generator
from game.rules import OptionError
from game.rules.reference.idioms import CIRCLES
from tests.loaded import RULESETS, SHELF, compiled, declared

pyspiel = pytest.importorskip("pyspiel")

from open_spiel.python.algorithms import (  # noqa: E402
    cfr,
    expected_game_score,
    exploitability,
    get_all_states,
    mcts,
)
from open_spiel.python.observation import INFO_STATE_OBS_TYPE, make_observation  # noqa: E402

from game.bridge.named import NoSuchGame  # noqa: E402
from game.bridge.openspiel import UnevenReturns  # noqa: E402

#: Every scenario of the shelf and of our own game, which has no id.
SCENARIOS = [
    (rules, scenario)
    for rules in [*SHELF, ""]
    for scenario in declared(rules or "rules").get("scenario", {"standard": {}})
]


@cache
def loaded(rules: str, scenario: str = "") -> Any:
    """A game by OpenSpiel; those of the shelf are all of zero sum."""
    given = {"rules": rules, "scenario": scenario, "zero_sum": rules in SHELF}
    return pyspiel.load_game("panj", given)


def walk(game: Any, seed: int) -> Iterator[Any]:
    """The states of a random game, in order."""
    draw, state = Random(seed), game.new_initial_state()
    yield state
    while not state.is_terminal():
        state = state.child(draw.choice(state.legal_actions()))
        yield state


def large(rules: str) -> bool:
    """Whether a game takes OpenSpiel's check more than a second or two."""
    return rules in ("two-bridges", "salt-roads", "")


@pytest.mark.parametrize(("rules", "scenario"), SCENARIOS)
def test_openspiels_own_check_finds_nothing(rules: str, scenario: str, long_run: bool) -> None:
    # The check asks for everything at each move, so that long games take it long.
    decisions = loaded(rules, scenario).max_game_length()
    games = (10 if large(rules) else 1000 if decisions <= 20 else 100) if long_run else 1
    if long_run or not large(rules) or scenario in ("first-watch", "bridgehead"):
        pyspiel.random_sim_test(loaded(rules, scenario), games, serialize=True, verbose=False)


def test_a_game_is_named_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text((RULESETS / "low_tide.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("panj", "panj(rules=kuhn,zero_sum=true)", f"panj(rules={path})"):
        game = pyspiel.load_game(name)
        again = pyspiel.load_game(str(game))
        assert str(again) == str(game)
        assert str(again.new_initial_state()) == str(game.new_initial_state())
    options = "panj(scenario=full-equation,played=dushanbe+beijing)"
    assert pyspiel.load_game(options).num_players() == 5


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ("rules=kuhm", NoSuchGame, "kuhn"),
        ("rules=nowhere.toml", NoSuchGame, "tic-tac-toe"),
        ("rules=kuhn,scenario=evening", UnknownScenario, "evening"),
        ("options=surge", NoSuchGame, "option:value"),
        ("options=surgeon:severe", OptionError, "surgeon"),
        ("played=dushambe,scenario=full-equation", NoSuchGame, "dushanbe"),
        ("rules=kuhn,played=first", NoSuchGame, "there is none"),
    ],
)
def test_what_names_no_game_is_told_in_a_sentence(
    given: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        pyspiel.load_game(f"panj({given})")


@pytest.mark.parametrize("rules", ["kuhn", "goofspiel", "draughts", "salt-roads", "eights", ""])
def test_each_state_is_the_one_that_we_play(rules: str) -> None:
    game, ours = loaded(rules), Game(compiled(rules or "rules", first(rules)).rules)
    state, alone = game.new_initial_state(), History(ours)
    dice = Generator(4)
    while not state.is_terminal():
        legal = ours.legal(alone.state)
        seats = range(ours.num_players)
        if ours.actor(alone.state) is CHANCE:
            odds, total = ours.chance(alone.state), sum(w for _, w in ours.chance(alone.state))
            assert [p for _, p in state.chance_outcomes()] == [w / total for _, w in odds]
        else:
            assert ours.seats[state.current_player()] == ours.actor(alone.state)
            assert state.legal_actions() == legal
        names = [state.action_to_string(a) for a in state.legal_actions()]
        assert names == [ours.name(move) for move in legal]
        for place, seat in zip(seats, ours.seats, strict=True):
            told = state.information_state_string(place)
            assert told == f"{seat}: {alone.information(seat)}"
        place = dice.below(len(legal))
        state.apply_action(state.legal_actions()[place])
        alone.push(legal[place])
    assert state.returns() == [*map(float, ours.returns(alone.state).values())]
    assert state.rewards() == state.returns()


def first(rules: str) -> str:
    """The first scenario of a game."""
    scenarios: dict[str, object] = declared(rules or "rules").get("scenario", {"standard": {}})
    return next(iter(scenarios))


@pytest.mark.parametrize("rules", ["kuhn", "eights", "draughts"])
def test_a_copy_goes_on_apart_and_a_kept_state_comes_back(rules: str) -> None:
    game = loaded(rules)
    for number, state in enumerate(walk(game, 2)):
        if number > 12 or state.is_terminal():
            break
        state.information_state_string(0)
        before = str(state), state.history(), state.information_state_string(0)
        copies = [
            state.clone(), copy.deepcopy(state), pickle.loads(pickle.dumps(state)),
            game.deserialize_state(state.serialize()),
        ]  # fmt: skip
        for same in copies:
            assert (str(same), same.history(), same.information_state_string(0)) == before
            same.apply_action(same.legal_actions()[-1])
            assert (str(state), state.history(), state.information_state_string(0)) == before


def test_what_ends_a_line_of_play_goes_with_each_copy(tmp_path: Path) -> None:
    game = loaded("draughts")
    assert game.max_game_length() == 300
    *_, last = walk(game, 1)
    assert len(last.history()) <= 300
    path = tmp_path / "circles.toml"
    path.write_text(CIRCLES, encoding="utf-8")
    hunt = pyspiel.load_game("panj", {"rules": str(path)})
    state = hunt.new_initial_state()
    for place in ("a2", "c1", "a1", "c2") * 2:
        assert not state.is_terminal()
        state = state.clone()
        state.apply_action(state.string_to_action(f"run:{place}"))
    assert state.is_terminal()


@pytest.mark.parametrize("rules", ["kuhn", "goofspiel", "leduc", "tic-tac-toe"])
def test_numbers_tell_a_seat_what_words_do_and_no_more(rules: str) -> None:
    game = loaded(rules)
    told: dict[tuple[int, str], bytes] = {}
    seen: dict[bytes, str] = {}
    for seed in range(150):
        for state in walk(game, seed):
            for player in range(game.num_players()):
                words = state.information_state_string(player)
                numbers = np.array(state.information_state_tensor(player), np.float32)
                assert ((numbers >= 0) & (numbers <= 1)).all()
                assert told.setdefault((player, words), numbers.tobytes()) == numbers.tobytes()
                assert seen.setdefault(numbers.tobytes(), words) == words
    assert len(told) > 20


def test_an_observer_gives_what_states_do() -> None:
    game = loaded("leduc")
    now, all_told = make_observation(game), make_observation(game, INFO_STATE_OBS_TYPE)
    for state in walk(game, 6):
        for player in (0, 1):
            now.set_from(state, player)
            all_told.set_from(state, player)
            assert now.tensor.tolist() == state.observation_tensor(player)
            assert all_told.tensor.tolist() == state.information_state_tensor(player)
            assert all_told.string_from(state, player) == state.information_state_string(player)
            assert now.string_from(state, player) == state.observation_string(player)
            assert now.dict["player"].tolist() == [player == 0, player == 1]
    nothing = pyspiel.PrivateInfoType.NONE
    kind = pyspiel.IIGObservationType(perfect_recall=False, private_info=nothing)
    assert make_observation(game, kind) is None


def test_a_game_says_what_it_is() -> None:
    kinds = pyspiel.GameType
    kuhn, othello, long = (loaded(n).get_type() for n in ("kuhn", "othello", "two-bridges"))
    assert kuhn.information == kinds.Information.IMPERFECT_INFORMATION
    assert kuhn.chance_mode == kinds.ChanceMode.EXPLICIT_STOCHASTIC
    assert othello.information == kinds.Information.PERFECT_INFORMATION
    assert othello.chance_mode == kinds.ChanceMode.DETERMINISTIC
    assert kuhn.provides_information_state_tensor
    assert not long.provides_information_state_tensor
    assert long.provides_observation_tensor
    game = loaded("kuhn")
    assert (game.min_utility(), game.max_utility(), game.utility_sum()) == (-2, 2, 0)
    assert (game.max_game_length(), game.max_chance_nodes_in_history()) == (3, 2)


def test_who_says_zero_sum_is_held_to_it() -> None:
    game = pyspiel.load_game("panj(zero_sum=true)")
    ends = [[*walk(game, seed)][-1] for seed in range(3)]
    uneven = next(end for end in ends if sum(end.path.named.game.returns(end.path.state).values()))
    with pytest.raises(UnevenReturns, match="zero_sum"):
        uneven.returns()


def test_kuhn_poker_has_their_tree_and_their_value() -> None:
    ours, theirs = loaded("kuhn"), pyspiel.load_game("kuhn_poker")
    assert tree(ours) == tree(theirs) == (58, 30, 12)
    solver = cfr.CFRPlusSolver(ours)
    for _ in range(100):
        solver.evaluate_and_update_policy()
    policy = solver.average_policy()
    value = expected_game_score.policy_value(ours.new_initial_state(), [policy] * 2)
    assert value == pytest.approx([-1 / 18, 1 / 18], abs=1e-3)
    assert 0 <= exploitability.exploitability(ours, policy) < 2e-3


def tree(game: Any) -> tuple[int, int, int]:
    """How many histories a game has, how many of them end it, and how many information states."""
    states = get_all_states.get_all_states(game, include_chance_states=True).values()
    asked = [s for s in states if s.current_player() >= 0]
    told = {s.information_state_string(s.current_player()) for s in asked}
    return len(states), sum(s.is_terminal() for s in states), len(told)


def test_leduc_poker_has_their_tree() -> None:
    assert tree(loaded("leduc")) == tree(pyspiel.load_game("leduc_poker")) == (9457, 5520, 936)


@pytest.mark.long
def test_leduc_poker_has_their_value() -> None:
    # -0.0856 in the unit of their chips, which ours are as well: an ante of 1, bets of 2 and 4.
    ours = loaded("leduc")
    cached = pyspiel.convert_to_cached_tree(ours)
    solver = cfr.CFRPlusSolver(cached)
    for _ in range(300):
        solver.evaluate_and_update_policy()
    policy = solver.average_policy()
    value = expected_game_score.policy_value(cached.new_initial_state(), [policy] * 2)
    assert value == pytest.approx([-0.0856, 0.0856], abs=2e-3)
    assert 0 <= exploitability.exploitability(cached, policy) < 2e-2


def test_their_search_never_loses_at_tic_tac_toe(long_run: bool) -> None:
    game = loaded("tic-tac-toe")
    for seed in range(50 if long_run else 4):
        draw = np.random.RandomState(seed)
        rollout = mcts.RandomRolloutEvaluator(2, draw)
        bot = mcts.MCTSBot(game, 2, 300, rollout, solve=True, random_state=draw)
        state, place = game.new_initial_state(), seed % 2
        while not state.is_terminal():
            mine = state.current_player() == place
            state.apply_action(bot.step(state) if mine else int(draw.choice(state.legal_actions())))
        assert state.returns()[place] >= 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("rules", "theirs"), [("kuhn", "kuhn_poker"), ("leduc", "leduc_poker"), ("eights", None)]
)
def test_openspiels_test_of_its_interface_passes(rules: str, theirs: str | None) -> None:
    api = pytest.importorskip("open_spiel.integration_tests.api_test")
    base = api.EnforceAPIOnFullTreeBase if theirs else api.EnforceAPIOnPartialTreeBase
    given = {"game": loaded(rules), "game_name": theirs or rules}
    cases = unittest.TestLoader().loadTestsFromTestCase(type(rules, (base,), given))
    result = unittest.TestResult()
    cases.run(result)
    assert result.testsRun > 3
    assert not [told for _, told in [*result.failures, *result.errors]]
