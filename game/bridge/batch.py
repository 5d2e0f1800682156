"""Many games stepped at once as numpy arrays, for people who train agents; needs `panj[agents]`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine import Game, LineOfPlay


class Batch:
    """Games of one scenario, all stepped by one call. A game that is over begins anew.

    Its arrays lie in the memory of a compiled module: a step changes them in place, so copy what
    must last. `N` is the number of games, `A` of the game's moves (`Game.num_actions`), `B` of the
    bytes of a state, `S` of its seats.

    Attributes:
        states: (N, B) bytes, the positions; nobody who plays may see them.
        observations: (N, B) bytes, what the seat to move sees; what it does not is as at the start.
        legal: (N, A) truth values, the moves that are legal.
        actors: (N,) the place of the seat to move among the game's seats.
        over: (N,) truth values: did the last step end a game?
        rewards: (N, S) the returns of the game that the last step ended, else 0.
    """

    def __init__(self, game: Game, games: int, seed: int = 0, played: Collection[str] = ()) -> None:
        """Begin games.

        Args:
            game: the scenario.
            games: how many, 1 or more.
            seed: chance in the first game falls as in a sitting with it; each next game has the
                next seed.
            played: the optional seats that somebody plays.
        """
        self.game, self._many = game, game.stepper(games)
        self._start, many = game.new_game(played), self._many
        self.states = np.asarray(many.states).reshape(games, -1)
        self.observations = np.asarray(many.views).reshape(games, -1)
        self.legal = np.asarray(many.legal).reshape(games, -1).view(np.bool_)
        self.actors, self._chosen = np.asarray(many.actors), np.asarray(many.chosen)
        self.over = np.asarray(many.over).view(np.bool_)
        self.rewards = np.asarray(many.rewards).reshape(games, -1)
        self._lines: list[LineOfPlay] = []
        self.reset(range(seed, seed + games))

    def reset(self, seeds: Sequence[int]) -> None:
        """Begin all games anew.

        Args:
            seeds: of chance, one for each game.

        Raises:
            EngineError: a game does not come to a seat.
        """
        self._many.reset(self._start, seeds)
        self.over[:] = False
        self.rewards[:] = 0
        if self.game.cap is not None or self.game.repetition is not None:
            self._lines = [self.game.line(bytearray(state)) for state in self.states]

    def step(self, moves: NDArray[np.integer] | Sequence[int]) -> None:
        """Make a move in each game; chance falls by itself until a seat is asked.

        Args:
            moves: (N,) the numbers of the moves.

        Raises:
            IllegalMove: one of them is not legal; none is made.
            EngineError: a rule breaks a promise, or a game does not come to a seat.
        """
        self._chosen[:] = moves
        self._many.step()
        for place, line in enumerate(self._lines):
            self._count(place, line)

    def _count(self, place: int, line: LineOfPlay) -> None:
        """End a game that a cap or a repetition ends: the module knows positions alone."""
        state = bytearray(self.states[place])
        if not self.over[place]:
            if line.arrive(state) is None:
                return
            self.over[place] = True
            self.rewards[place] = list(self.game.returns(state).values())
            self._many.begin(place)
            state = bytearray(self.states[place])
        self._lines[place] = self.game.line(state)
