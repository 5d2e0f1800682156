"""The vector environment: what gymnasium asks of one, on games that are those of a batch."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from game.bridge.batch import Batch
from game.engine import IllegalMove

pytest.importorskip("gymnasium")

from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.wrappers.vector import RecordEpisodeStatistics

from game.bridge.named import NoSuchGame
from game.bridge.vector import VectorGame

N = 6
GAMES = ["tic-tac-toe", "kuhn", "draughts", "eights", "salt-roads", ""]


def chosen(mask: NDArray[np.bool_], draw: np.random.Generator) -> NDArray[np.int64]:
    """A legal move for each game."""
    return np.array([draw.choice(np.flatnonzero(row)) for row in mask])


@pytest.mark.parametrize("rules", GAMES)
def test_games_are_those_of_a_batch_and_end_in_the_step_that_ends_them(rules: str) -> None:
    env, draw = VectorGame(N, rules), np.random.default_rng(1)
    batch = Batch(env.batch.game, N, seed=7)
    seen, told = env.reset(seed=7)
    ended = 0
    for _ in range(150):
        assert env.observation_space.contains(seen)
        assert (seen == batch.observations).all()
        assert (told["actor"] == batch.actors).all()
        assert (told["action_mask"] == batch.legal).all()
        moves, movers = chosen(told["action_mask"], draw), told["actor"]
        assert env.action_space.contains(moves)
        seen, rewards, over, cut, told = env.step(moves)
        batch.step(moves)
        assert (over == batch.over).all()
        assert (told["rewards"] == batch.rewards).all()
        assert rewards.tolist() == [row[at] for row, at in zip(batch.rewards, movers, strict=True)]
        assert rewards.dtype == np.float64
        assert not cut.any()
        assert not rewards[~over].any()
        ended += int(over.sum())
    assert ended


def test_what_was_told_is_the_callers_own() -> None:
    env, draw = VectorGame(N, "kuhn"), np.random.default_rng(2)
    first, told = env.reset(seed=1)
    kept = first.copy(), {name: value.copy() for name, value in told.items()}
    for _ in range(5):
        *_, now = env.step(chosen(env.batch.legal, draw))
        assert now is not told
    assert (first == kept[0]).all()
    assert all((told[name] == kept[1][name]).all() for name in told)


def test_equal_seeds_are_equal_games_and_without_one_they_go_on() -> None:
    env = VectorGame(N, "kuhn")
    first, _ = env.reset(seed=3)
    next_, _ = env.reset()
    assert (env.reset(seed=3)[0] == first).all()
    assert (env.reset(seed=np.int64(3 + N))[0] == next_).all()
    assert (env.reset(seed=[4] * N)[0] == first[1]).all()
    with pytest.raises(ValueError, match="2 seeds for 6 games"):
        env.reset(seed=[1, 2])


def test_a_wrapper_of_theirs_counts_games_right() -> None:
    env, draw = VectorGame(N, "tic-tac-toe"), np.random.default_rng(3)
    assert isinstance(env, VectorEnv)
    assert env.metadata["autoreset_mode"] is AutoresetMode.SAME_STEP
    counting = RecordEpisodeStatistics(env)
    _, told = counting.reset(seed=0)
    lengths = []
    for _ in range(40):
        *_, told = counting.step(chosen(told["action_mask"], draw))
        if "episode" in told:
            lengths += told["episode"]["l"][told["_episode"]].tolist()
    assert len(lengths) > N
    assert all(5 <= length <= 9 for length in lengths)


def test_what_is_wrong_is_told_in_a_sentence() -> None:
    env = VectorGame(2, "tic-tac-toe")
    env.reset(seed=0)
    env.step([4, 4])
    with pytest.raises(IllegalMove):
        env.step([0, 4])
    with pytest.raises(ValueError, match="num_envs=0"):
        VectorGame(0, "kuhn")
    with pytest.raises(NoSuchGame, match="kuhn"):
        VectorGame(2, "kuhm")
