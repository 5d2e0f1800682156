"""Steps many games at once in a module; what is told of them is read where it lies."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.errors import IllegalMove, NoLegalMove, ScriptError
from game.engine.interpret import State
from game.engine.wasm.batches import STUCK, UNDER_WAY, write_batch
from game.engine.wasm.machine import CompiledModule, Machine, Trapped
from game.rules.program import Program


class Stepper:
    """Many games of one program. A game that is over begins anew.

    Attributes:
        games: how many.
        states: the state of each.
        views: what the seat to move sees of each: what it does not see is as at the start.
        legal: for each game and move of the program 1 if it is legal, else 0.
        actors: for each, the place of the seat to move.
        chosen: for each, the move that is to be made.
        over: for each, 1 if its last step ended a game.
        rewards: for each and every seat, the return of the game that its last step ended, else 0.
    """

    def __init__(self, program: Program, games: int) -> None:
        """Compile the module.

        Args:
            program: the program.
            games: how many games, 1 or more.
        """
        self.games = games
        code = CompiledModule(write_batch(program, games))
        self._machine = Machine(code)
        self._machine.call["ready"](code.written.arena)
        room = self._machine.room
        self.states, self.views, self.legal = room("states"), room("views"), room("legal")
        self.actors, self.chosen = room("actors", "i"), room("chosen", "i")
        self.over, self.rewards = room("over"), room("rewards", "i")
        self._start, self._seeds = room("start"), room("seeds", "Q")
        self._next = room("next", "i")

    def reset(self, start: State, seeds: Sequence[int]) -> None:
        """Begin all games.

        Args:
            start: the position that each begins with, also when it begins anew.
            seeds: of chance, one for each game.

        Raises:
            NoLegalMove: a game comes to nobody who can move.
            ScriptError: the rules break a promise of theirs.
        """
        self._start[:] = start
        for game, seed in enumerate(seeds):
            self._seeds[game] = seed
        self._done(self._through("reset"))

    def begin(self, game: int) -> None:
        """Begin one game anew, as if it were over; chance goes on in it.

        Args:
            game: its place.

        Raises:
            NoLegalMove: it comes to nobody who can move.
            ScriptError: the rules break a promise of theirs.
        """
        self._done(0 if self._call("begin", game) else STUCK)

    def step(self) -> None:
        """Make the chosen move in each game, and let chance fall until a seat is asked.

        Where somebody stops it in between, some games were stepped: they must be reset.

        Raises:
            IllegalMove: one of them is not legal; none is made.
            NoLegalMove: a game comes to nobody who can move.
            ScriptError: the rules break a promise of theirs.
        """
        self._done(self._through("step"))

    def _through(self, name: str) -> int:
        """Do this with all games, in as many calls as it takes: whoever waits may stop it."""
        found = self._call(name, 0)
        while found == UNDER_WAY:
            found = self._call(name, self._next[0])
        return found

    def _call(self, name: str, *given: int) -> int:
        try:
            return self._machine.call[name](*given)
        except Trapped:
            said = "a script broke a promise; play its games one by one to see which."
            raise ScriptError("a batch", -1, name, said) from None

    def _done(self, number: int) -> None:
        if number == STUCK:
            said = "asks somebody and leaves no answer open, or lets chance fall without end."
            raise NoLegalMove(f"A game of the batch {said}")
        if number:
            game = number - 1
            raise IllegalMove(f"Move {self.chosen[game]} is not legal in game {game} of the batch.")
