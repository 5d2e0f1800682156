"""Any scenario as an environment of PettingZoo; needs `panj[pettingzoo]`.

The agents are the seats that are played, which move one at a time (AEC). An action is the number of
a move; chance falls inside, from the seed. A rule that ends a game too long or going in circles is
an ending like any other: agents are terminated by it, and never truncated.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any, ClassVar

import numpy as np
from gymnasium.spaces import Box, Dict, Discrete
from numpy.typing import NDArray
from pettingzoo import AECEnv
from rich.console import Console

from game.bridge.named import NamedGame
from game.bridge.tensors import scale, write_view
from game.engine import CHANCE, OVER
from game.engine.generator import LARGEST_SEED, Generator
from game.terminal.board import position


class AecGame(AECEnv):
    """A scenario as PettingZoo sees it; its methods are PettingZoo's.

    What an agent observes is a dictionary: "observation" is (2, B) numbers from 0 to 1 for a state
    of B bytes, what its seat sees and then 1 for each byte that it does see; "action_mask" is (A,),
    1 for each of the game's moves that it may make now.

    Attributes:
        game: the scenario.
        possible_agents: the seats that are played.
        render_mode: "ansi", or None if `render` is never asked.
    """

    metadata: ClassVar[dict[str, Any]] = {
        "name": "panj_v0", "render_modes": ["ansi"], "is_parallelizable": False,
    }  # fmt: skip

    def __init__(
        self,
        rules: str = "",
        scenario: str = "",
        options: str = "",
        played: str = "",
        render_mode: str | None = None,
    ) -> None:
        """Load a scenario.

        Args:
            rules, scenario, options, played: as for `NamedGame`.
            render_mode: "ansi", to render as the terminal writes; None for never.

        Raises:
            ValueError: there is no such way to render; a `NoSuchGame`: the names name no game.
        """
        super().__init__()
        if render_mode not in (None, "ansi"):
            raise ValueError(f'render_mode={render_mode!r}: choose "ansi", or None.')
        named = NamedGame(rules, scenario, options, played)
        self.game = game = named.game
        self.render_mode = render_mode
        self._played, idle = named.seats, {*game.optional} - {*named.seats}
        self.possible_agents = [seat for seat in game.seats if seat not in idle]
        self._observations = {agent: self._space() for agent in self.possible_agents}
        self._actions = {agent: Discrete(game.num_actions) for agent in self.possible_agents}
        self._seed: int | None = None

    def _space(self) -> Dict:
        seen = Box(0, 1, (2, len(self.game.highest)), np.float32)
        return Dict(
            {"observation": seen, "action_mask": Box(0, 1, (self.game.num_actions,), np.int8)}
        )

    def observation_space(self, agent: str) -> Dict:
        """What an agent may observe."""
        return self._observations[agent]

    def action_space(self, agent: str) -> Discrete:
        """The numbers of the game's moves."""
        return self._actions[agent]

    def reset(self, seed: int | None = None, options: Mapping[str, Any] | None = None) -> None:
        """Begin a game.

        Args:
            seed: chance falls as in a sitting with it; without one as with the next number after
                that of the game before, and any in the first game.
            options: nothing; the options of a scenario are given when it is loaded.
        """
        if seed is None and self._seed is None:
            seed = int(np.random.default_rng().integers(LARGEST_SEED))
        self._seed = seed if seed is not None else (self._seed or 0) + 1
        self._dice = Generator(self._seed)
        self._state = self.game.new_game(self._played)
        self._line = self.game.line(self._state)
        self.agents = list(self.possible_agents)
        self.rewards = dict.fromkeys(self.agents, 0.0)
        self._cumulative_rewards = dict.fromkeys(self.agents, 0.0)
        self.terminations = dict.fromkeys(self.agents, False)
        self.truncations = dict.fromkeys(self.agents, False)
        self.infos: dict[str, dict[str, Any]] = {agent: {} for agent in self.agents}
        self.agent_selection = self.agents[0]
        self._skip_agent_selection = None
        self._fall()

    def _fall(self) -> None:
        """Let chance fall until a seat is asked, or the game is over."""
        game = self.game
        while (actor := game.actor(self._state)) is CHANCE:
            game.apply(self._state, self._dice.weighted(game.chance(self._state)))
            self._line.arrive(self._state)
        if actor is not OVER:
            self.agent_selection = actor
            return
        for agent, value in game.returns(self._state).items():
            if agent in self.rewards:
                self.rewards[agent] = float(value)
        self.terminations = dict.fromkeys(self.agents, True)
        self.agent_selection = self.agents[0]

    def step(self, action: int | None) -> None:
        """Make a move of the agent whose turn it is; None for one whose game is over.

        Raises:
            IllegalMove: the action is not legal; the game is as it was.
        """
        agent = self.agent_selection
        if self.terminations[agent]:
            self._was_dead_step(action)
            return
        if action is None:
            raise ValueError(f"It is for {agent} to move: None is for whom the game is over.")
        self.game.apply(self._state, int(action))
        self._line.arrive(self._state)
        self._cumulative_rewards[agent] = 0.0
        self._clear_rewards()
        self._fall()
        self._accumulate_rewards()

    def observe(self, agent: str) -> dict[str, NDArray[Any]]:
        """What an agent sees now, and what it may do."""
        game = self.game
        seen = np.empty((2, len(game.highest)), np.float32)
        write_view(game, game.observe(self._state, agent), seen)
        mask = np.zeros(game.num_actions, np.int8)
        if game.actor(self._state) == agent:
            mask[game.legal(self._state)] = 1
        return {"observation": seen, "action_mask": mask}

    def state(self) -> NDArray[np.float32]:
        """The whole position, which nobody who plays may see: for training that may."""
        return np.frombuffer(bytes(self._state), np.uint8) * scale(self.game)

    def render(self) -> str | None:
        """What the seat to move sees, as the terminal writes it; None without a render mode."""
        if self.render_mode is None:
            return None
        out = StringIO()
        view = self.game.observe(self._state, self.agent_selection)
        console = Console(file=out, width=100, color_system=None, highlight=False)
        console.print(position(self.game, view))
        return out.getvalue()

    def close(self) -> None:
        """Nothing is open."""
