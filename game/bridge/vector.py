"""Many games of a scenario as a vector environment of gymnasium; needs `panj[pettingzoo]`.

One learner plays all seats: it answers for whoever is to move, and is told of each game who that
is. A game that is over begins anew in the same step (`AutoresetMode.SAME_STEP`): what comes back
then is the first position of the next one. In a game that is over nobody is asked, so that it has
no last observation, and no game is ever truncated: a cap is an ending by its rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
from gymnasium.spaces import Box, Discrete, MultiDiscrete
from gymnasium.vector import AutoresetMode, VectorEnv
from numpy.typing import NDArray

from game.bridge.batch import Batch
from game.bridge.named import NamedGame
from game.engine.generator import LARGEST_SEED


class VectorGame(VectorEnv):
    """Games of a scenario as gymnasium sees them: N of them, A moves, B bytes of a state, S seats.

    An observation is (N, B) bytes, for each game what the seat to move sees, as `Batch` tells it. A
    reward is the return of the seat that moved where its move ended the game, else 0. With each
    reset and step comes a dictionary:

    - "actor": (N,) the place of the seat that is to move;
    - "action_mask": (N, A) truth values, the moves that are legal;
    - "rewards": (N, S) the returns of all seats of a game that the last step ended, else 0.

    All of it is the caller's own: a later step does not change it.

    Attributes:
        batch: the games.
    """

    metadata: ClassVar[dict[str, Any]] = {"autoreset_mode": AutoresetMode.SAME_STEP}

    def __init__(
        self,
        num_envs: int,
        rules: str = "",
        scenario: str = "",
        options: str = "",
        played: str = "",
    ) -> None:
        """Load a scenario and begin games.

        Args:
            num_envs: how many, 1 or more.
            rules, scenario, options, played: as for `NamedGame`.

        Raises:
            NoSuchGame: the names name no game.
            ValueError: there is to be no game.
        """
        if num_envs < 1:
            raise ValueError(f"num_envs={num_envs}: there must be a game at least.")
        named = NamedGame(rules, scenario, options, played)
        game = named.game
        self.num_envs = num_envs
        self._seed: int | None = None
        self.batch = Batch(game, num_envs, played=named.seats)
        most = np.frombuffer(game.highest, np.uint8)
        self.single_observation_space = Box(np.zeros_like(most), most, dtype=np.uint8)
        stacked = np.tile(most, (num_envs, 1))
        self.observation_space = Box(np.zeros_like(stacked), stacked, dtype=np.uint8)
        self.single_action_space = Discrete(game.num_actions)
        self.action_space = MultiDiscrete([game.num_actions] * num_envs)

    def reset(
        self,
        *,
        seed: int | np.integer[Any] | Sequence[int] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> tuple[NDArray[np.uint8], dict[str, Any]]:
        """Begin all games anew.

        Args:
            seed: of chance in the first game, each next one has the next; or one for each game;
                without any, the numbers after those of the last reset, or any the first time.
            options: nothing; the options of a scenario are given when it is loaded.

        Raises:
            ValueError: there are not as many seeds as games.
        """
        if seed is None:
            drawn = int(np.random.default_rng().integers(LARGEST_SEED - self.num_envs))
            seed = drawn if self._seed is None else self._seed + self.num_envs
        if not isinstance(seed, Sequence):
            self._seed = int(seed)
            seed = range(self._seed, self._seed + self.num_envs)
        if len(seed) != self.num_envs:
            raise ValueError(f"There are {len(seed)} seeds for {self.num_envs} games.")
        self.batch.reset(seed)
        return self.batch.observations.copy(), self._told()

    def _told(self) -> dict[str, Any]:
        batch = self.batch
        return {
            "actor": batch.actors.copy(),
            "action_mask": batch.legal.copy(),
            "rewards": batch.rewards.astype(np.float64),
        }

    def step(
        self, actions: NDArray[np.integer[Any]] | Sequence[int]
    ) -> tuple[
        NDArray[np.uint8], NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]
    ]:
        """Make a move in each game; chance falls by itself until a seat is asked.

        Returns:
            The observations, the rewards of those that moved, which games ended, which were
            truncated (none), and what else there is.

        Raises:
            IllegalMove: one of the moves is not legal; none is made.
        """
        batch = self.batch
        moved = batch.actors.copy()
        batch.step(actions)
        told = self._told()
        rewards = told["rewards"][np.arange(self.num_envs), moved]
        never = np.zeros(self.num_envs, np.bool_)
        return batch.observations.copy(), rewards, batch.over.copy(), never, told
