"""PettingZoo's own tests on our games, and each game the one that we play."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Any

import numpy as np
import pytest

from game.engine import CHANCE, OVER, Game, IllegalMove
from game.engine.generator import Generator
from tests.loaded import SHELF, compiled, declared

pytest.importorskip("pettingzoo")

from pettingzoo.test import api_test, seed_test

from game.bridge.named import NoSuchGame
from game.bridge.pettingzoo import AecGame

#: Games of all kinds: open and secret, with chance and without, with a repetition, of five seats.
GAMES: list[dict[str, str]] = [
    {"rules": "tic-tac-toe"},
    {"rules": "kuhn"},
    {"rules": "draughts"},
    {"rules": "eights"},
    {"rules": "salt-roads"},
    {},
    {"scenario": "shamsiddin-shohin", "played": "beijing"},
]
named = pytest.mark.parametrize("names", GAMES, ids=lambda names: "+".join(names.values()) or "own")


@named
def test_their_tests_pass(names: dict[str, str]) -> None:
    with warnings.catch_warnings():
        # They would have agents named `player_0`, and nothing but boxes as spaces.
        warnings.filterwarnings("ignore", category=UserWarning)
        warnings.filterwarnings("error", message="Action mask.*not")
        api_test(AecGame(**names), num_cycles=100)
    seed_test(partial(AecGame, **names), num_cycles=60)


@pytest.mark.long
@pytest.mark.parametrize("rules", [*SHELF])
def test_their_tests_pass_on_the_whole_shelf(rules: str) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning)
        api_test(AecGame(rules), num_cycles=1000)
    seed_test(partial(AecGame, rules))


@named
def test_each_game_is_the_one_that_we_play(names: dict[str, str]) -> None:
    env = AecGame(**names)
    game, played = env.game, tuple(filter(None, [names.get("played")]))
    for seed in (3, 4):
        env.reset(seed=3 if seed == 3 else None)
        state, fall, dice = game.new_game(played), Generator(seed), Generator(9)
        line = game.line(state)
        while True:
            while game.actor(state) is CHANCE:
                game.apply(state, fall.weighted(game.chance(state)))
                line.arrive(state)
            if game.actor(state) is OVER:
                break
            seen = env.last()[0]
            assert env.agent_selection == game.actor(state)
            assert np.flatnonzero(seen["action_mask"]).tolist() == game.legal(state)
            for agent in env.agents:
                if agent != env.agent_selection:
                    assert not env.observe(agent)["action_mask"].any()
            assert (env.state() * [*game.highest]).round().astype(int).tolist() == [*state]
            assert not any(env.terminations.values())
            legal = game.legal(state)
            move = legal[dice.below(len(legal))]
            env.step(move)
            game.apply(state, move)
            line.arrive(state)
        returns = {s: value for s, value in game.returns(state).items() if s in env.agents}
        assert env.rewards == returns
        assert all(env.terminations.values())
        assert not any(env.truncations.values())
        for agent in list(env.agents):
            assert env.agent_selection == agent
            assert env.last()[1] == returns[agent]
            env.step(None)
        assert not env.agents


def test_an_agent_observes_what_its_seat_sees_and_no_more() -> None:
    env = AecGame("kuhn")
    told: dict[tuple[str, bytes], bytes] = {}
    found: set[bytes] = set()
    for seed in range(60):
        env.reset(seed=seed)
        for agent in env.agents:
            seen = env.observe(agent)["observation"]
            key = env.game.observe(env._state, agent).key
            assert told.setdefault((agent, key), seen.tobytes()) == seen.tobytes()
            found.add(seen.tobytes())
    # Three hands of each, whatever the other holds.
    assert len(told) == len(found) == 6


def test_what_is_rendered_is_the_terminals_text_of_the_seats_view() -> None:
    env = AecGame("kuhn", render_mode="ansi")
    texts: dict[Any, set[str | None]] = {}
    for seed in range(40):
        env.reset(seed=seed)
        hand = env.game.value(env._state, "hand", env.agent_selection)
        texts.setdefault(hand, set()).add(env.render())
    assert len(texts) == 3
    assert all(len(said) == 1 for said in texts.values())
    assert AecGame("kuhn").render() is None


def test_a_move_that_is_not_legal_moves_nobody() -> None:
    env = AecGame("tic-tac-toe")
    env.reset(seed=0)
    env.step(4)
    before = env.observe("nought")
    for wrong in (4, -1, 9, 10**6):
        with pytest.raises(IllegalMove):
            env.step(wrong)
    with pytest.raises(ValueError, match="for nought to move"):
        env.step(None)
    after = env.observe("nought")
    assert all((after[key] == before[key]).all() for key in before)


def test_wrong_names_are_told_in_a_sentence() -> None:
    with pytest.raises(NoSuchGame, match="kuhn"):
        AecGame("kuhm")
    with pytest.raises(ValueError, match="ansi"):
        AecGame("kuhn", render_mode="human")
    assert AecGame("kuhn").possible_agents == list(seats("kuhn").seats)


def seats(rules: str) -> Game:
    """The first scenario of a game on the shelf."""
    scenarios: dict[str, object] = declared(rules).get("scenario", {"standard": {}})
    return compiled(rules, next(iter(scenarios)))
