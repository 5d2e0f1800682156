"""Any scenario as a game of OpenSpiel; needs `panj[openspiel]`.

Once this module is imported, `pyspiel.load_game("panj(rules=kuhn,zero_sum=true)")` gives a game
with which all that works on OpenSpiel's games works: its solvers, its searches, its checks.

The players are the seats by their places, the actions the moves by our own numbers. At a chance
node, where OpenSpiel numbers outcomes from 0, an outcome is its place among all that the question
could ever offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import pyspiel

from game.bridge.named import NamedGame
from game.bridge.tensors import information_shape, write_information, write_view
from game.engine import CHANCE, OVER, Game, History, LineOfPlay, State

#: What OpenSpiel is told as the length of a game that the rules do not bound; it needs a number.
UNBOUNDED = 1_000_000_000

#: The parameters of a game, and what they are where they are left out: see `NamedGame`. That
#: returns always sum to 0 no game declares; it is taken from who loads it, and held to.
PARAMETERS: dict[str, str | bool] = {
    "rules": "", "scenario": "", "options": "", "played": "", "zero_sum": False,
}  # fmt: skip


class UnevenReturns(ValueError):
    """A game that was said to be of zero sum ended with returns that sum to something else."""


def _game_type(name: str, game: Game | None = None, zero_sum: bool = False) -> Any:
    kinds = pyspiel.GameType
    chance = game is None or game.max_chance_outcomes > 0
    secret = game is None or game.secrets
    return kinds(
        short_name="panj",
        long_name=name,
        dynamics=kinds.Dynamics.SEQUENTIAL,
        chance_mode=kinds.ChanceMode.EXPLICIT_STOCHASTIC
        if chance
        else kinds.ChanceMode.DETERMINISTIC,
        information=kinds.Information.IMPERFECT_INFORMATION
        if secret
        else kinds.Information.PERFECT_INFORMATION,
        utility=kinds.Utility.ZERO_SUM if zero_sum else kinds.Utility.GENERAL_SUM,
        reward_model=kinds.RewardModel.TERMINAL,
        max_num_players=256 if game is None else game.num_players,
        min_num_players=1 if game is None else game.num_players,
        provides_information_state_string=True,
        provides_information_state_tensor=game is not None and information_shape(game) is not None,
        provides_observation_string=True,
        provides_observation_tensor=True,
        parameter_specification=PARAMETERS,
        provides_factored_observation_string=False,
    )


def _game_info(game: Game, zero_sum: bool) -> Any:
    lowest, highest = game.utility_bounds or (-float("inf"), float("inf"))
    length = game.max_game_length
    return pyspiel.GameInfo(
        num_distinct_actions=game.num_actions,
        max_chance_outcomes=game.max_chance_outcomes,
        num_players=game.num_players,
        min_utility=float(lowest),
        max_utility=float(highest),
        utility_sum=0.0 if zero_sum else None,
        max_game_length=UNBOUNDED if length is None else length,
    )


class SpielGame(pyspiel.Game):
    """A scenario as OpenSpiel sees it.

    Attributes:
        named: the names of the scenario.
        engine: the scenario itself.
        zero_sum: whether its returns were said to sum to 0 always.
    """

    def __init__(self, params: Mapping[str, Any] | None = None) -> None:
        """Load a scenario.

        Args:
            params: the parameters, of those in `PARAMETERS`.

        Raises:
            NoSuchGame: they name no game; also as `NamedGame.game` does.
        """
        given = {**PARAMETERS, **(params or {})}
        self.zero_sum = bool(given.pop("zero_sum"))
        self.named = NamedGame(**{name: str(value) for name, value in given.items()})
        self.engine = game = self.named.game
        name = f"{game.rules.name}: {game.scenario.name}"
        chosen = {k: v for k, v in (params or {}).items() if v != PARAMETERS[k]}
        kind = _game_type(name, game, self.zero_sum)
        super().__init__(kind, _game_info(game, self.zero_sum), chosen)

    def max_chance_nodes_in_history(self) -> int:
        """The most outcomes of chance in a game."""
        if not self.engine.max_chance_outcomes:
            return 0
        most = self.engine.max_chance_nodes
        return UNBOUNDED if most is None else most

    def new_initial_state(self, given: object = None) -> SpielState:
        """The start of a game.

        Raises:
            ValueError: a position to start from was given, which our games have no form for.
        """
        if given is not None:
            raise ValueError("A game of ours begins at its start; deserialize_state() takes a path")
        return SpielState(self)

    def make_py_observer(self, iig_obs_type: Any = None, params: Any = None) -> Any:
        """What writes observations, or information states, of this game.

        Args:
            iig_obs_type: what is to be in them; an observation of the seat's own if left out.
            params: nothing; no game has any.

        Returns:
            A `SpielObserver`; None, as OpenSpiel wants it, for what we do not write: what is
            public or private alone, or what other seats see.

        Raises:
            ValueError: there are parameters.
        """
        if params:
            raise ValueError(f"Observations of our games have no parameters; there are {params}")
        kind = iig_obs_type or pyspiel.IIGObservationType(perfect_recall=False)
        if not kind.public_info or kind.private_info != pyspiel.PrivateInfoType.SINGLE_PLAYER:
            return None
        return SpielObserver(self.engine, bool(kind.perfect_recall))


@attrs.define(eq=False)
class _Path:
    """Where a state stands: what OpenSpiel copies and keeps of it.

    It is kept as names and moves, so that it outlives a new layout of states, and copied without
    the game. What seats remember is worked out when somebody asks, and then goes along.
    """

    named: NamedGame
    state: State
    line: LineOfPlay
    moves: list[int]
    history: History | None = None

    @classmethod
    def start(cls, named: NamedGame) -> _Path:
        game = named.game
        state = game.new_game(named.seats)
        return cls(named, state, game.line(state), [])

    @classmethod
    def resumed(cls, named: NamedGame, moves: list[int]) -> _Path:
        path = cls.start(named)
        for move in moves:
            path.push(move)
        return path

    def push(self, move: int) -> None:
        self.named.game.apply(self.state, move)
        self.line.arrive(self.state)
        self.moves.append(move)
        if self.history is not None:
            self.history.push(move)

    def remembered(self) -> History:
        if self.history is None:
            self.history = History(self.named.game, self.moves, self.named.seats)
        return self.history

    def __deepcopy__(self, memo: object) -> _Path:
        history = None if self.history is None else self.history.copy()
        return _Path(self.named, self.state[:], self.line.copy(), self.moves[:], history)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Path.resumed, (self.named, self.moves)


class SpielState(pyspiel.State):
    """A position on a line of play, as OpenSpiel sees it; its methods are OpenSpiel's."""

    def __init__(self, game: SpielGame) -> None:
        """Stand at the start; `SpielGame.new_initial_state` makes one."""
        super().__init__(game)
        self.path = _Path.start(game.named)
        self._zero_sum = game.zero_sum

    @property
    def engine(self) -> Game:
        """The scenario."""
        return self.path.named.game

    def current_player(self) -> int:
        """The place of the seat to move, or OpenSpiel's number for chance or for nobody."""
        actor = self.engine.actor(self.path.state)
        if actor is OVER:
            return int(pyspiel.PlayerId.TERMINAL)
        return int(pyspiel.PlayerId.CHANCE) if actor is CHANCE else self.engine.seats.index(actor)

    def is_terminal(self) -> bool:
        """Whether the game is over."""
        return self.engine.actor(self.path.state) is OVER

    def _legal_actions(self, player: int) -> list[int]:
        return self.engine.legal(self.path.state)

    def chance_outcomes(self) -> list[tuple[int, float]]:
        """Each outcome with its probability."""
        odds = self.engine.chance(self.path.state)
        total = sum(weight for _, weight in odds)
        place = {move: n for n, move in enumerate(self.engine.candidates(self.path.state))}
        return [(place[move], weight / total) for move, weight in odds]

    def _move(self, action: int) -> int:
        chance = self.engine.actor(self.path.state) is CHANCE
        return self.engine.candidates(self.path.state)[action] if chance else action

    def _apply_action(self, action: int) -> None:
        self.path.push(self._move(action))

    def _action_to_string(self, player: int, action: int) -> str:
        chance = player == pyspiel.PlayerId.CHANCE
        return self.engine.name(self._move(action) if chance else action)

    def returns(self) -> list[float]:
        """The return of each player; noughts while the game goes on.

        Raises:
            UnevenReturns: the game was said to be of zero sum, and is not.
        """
        found = self.engine.returns(self.path.state)
        if self._zero_sum and sum(found.values(), 0):
            told = ", ".join(f"{seat} {value}" for seat, value in found.items())
            raise UnevenReturns(f"The returns do not sum to 0 ({told}): load it without zero_sum.")
        return [float(value) for value in found.values()]

    def __str__(self) -> str:
        engine, state = self.engine, self.path.state
        if (ending := engine.ending(state)) is not None:
            asked = f"over: {ending}"
        else:
            asked = f"{engine.actor(state)}: {engine.pending(state).text}"
        return "\n".join([*(f"{name}={value}" for name, value in engine.items(state)), asked])


class SpielObserver:
    """Writes what a player sees, or all it was told, as OpenSpiel's observers do.

    Attributes:
        tensor: all numbers, in one row; None where a game is too long to keep what was told.
        dict: the same by their names, as `game.bridge.tensors` tells: "player", and "view" or
            "told".
    """

    def __init__(self, game: Game, recall: bool) -> None:
        """Make room for the numbers.

        Args:
            game: the scenario.
            recall: whether all that a player was told is wanted, and not what it sees now.
        """
        self._game, self._recall = game, recall
        shape = information_shape(game) if recall else (2, len(game.highest))
        self.tensor: np.ndarray[Any, Any] | None = None
        self.dict: dict[str, Any] = {}
        if shape is not None:
            players = game.num_players
            self.tensor = np.zeros(players + shape[0] * shape[1], np.float32)
            self.dict["player"] = self.tensor[:players]
            self.dict["told" if recall else "view"] = self.tensor[players:].reshape(shape)

    def set_from(self, state: SpielState, player: int) -> None:
        """Write what a player sees in a state, or was told up to it."""
        if self.tensor is None:
            raise ValueError("Games of this scenario are too long to put what was told in numbers")
        seat = self._game.seats[player]
        self.dict["player"][:] = 0
        self.dict["player"][player] = 1
        if self._recall:
            write_information(state.path.remembered(), seat, self.dict["told"])
        else:
            write_view(self._game, self._game.observe(state.path.state, seat), self.dict["view"])

    def string_from(self, state: SpielState, player: int) -> str:
        """The same in words."""
        seat = self._game.seats[player]
        if self._recall:
            return f"{seat}: {state.path.remembered().information(seat)}"
        seen = self._game.observe(state.path.state, seat).items()
        return " ".join([f"{seat}:", *(f"{name}={value}" for name, value in seen)])


pyspiel.register_game(_game_type("A game by rules of Panj"), SpielGame)
