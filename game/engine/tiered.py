"""The evaluator that games are played by: the reference at first, compiled code once that pays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from game.engine.errors import ModuleTooLarge
from game.engine.evaluator import (
    Arrive,
    Draw,
    Evaluator,
    Exploration,
    PlayedGame,
    Reference,
    Starts,
    seat_in,
    seats_of,
)
from game.engine.interpret import Interpreter, State
from game.rules.ir import Expr
from game.rules.program import Program

#: So many possible answers are tested by the reference before a program is compiled: about as much
#: work as compiling it is.
PATIENCE = 4_000


class Tiered:
    """Answers by interpreting, so that a table opens at once; compiles a program in use.

    It compiles beside, and interprets until that is done, so that nobody waits for it. What it
    tells does not depend on which of the two answers.
    """

    def __init__(self, program: Program, interpreter: Interpreter) -> None:
        self._program = program
        self._reference = Reference(program, interpreter)
        self._seats = seats_of(program)
        self._compiled: Evaluator | None = None
        self._patience = PATIENCE
        self._lock = threading.Lock()
        self._beside: threading.Thread | None = None

    @property
    def compiled(self) -> Evaluator:
        """The compiled program, made when it is first needed; the reference if it is too large."""
        if self._compiled is None:
            # Imported when needed, as it takes a while to.
            from game.engine.wasm import Compiled

            with self._lock:
                if self._compiled is None:
                    try:
                        made = Compiled(self._program)
                        made.make_judge()
                        self._compiled = made
                    except ModuleTooLarge:
                        self._compiled = self._reference
        return self._compiled

    def _asked(self, effort: int) -> Evaluator:
        """Who answers what costs so much to interpret."""
        if self._compiled is not None:
            return self._compiled
        self._patience -= effort
        if self._patience <= 0 and self._beside is None:
            # A process waits at its end for a thread like this: a moment at most.
            self._beside = threading.Thread(target=lambda: self.compiled, name="compile rules")
            self._beside.start()
        return self._reference

    def _effort(self, s: State) -> int:
        return len(self._program.questions[s[0] | s[1] << 8].ids) + 1

    def seat(self, question: int, s: State) -> int:
        """The place of the seat that answers a question, or -1 for chance."""
        return seat_in(self._seats[question], s)

    def options(self, question: int, s: State) -> list[tuple[int, int]]:
        """(move, weight) of the answers open now to `choose` or `chance`, sorted."""
        return self._asked(self._effort(s)).options(question, s)

    def legal(self, s: State) -> list[int]:
        """The legal moves of a state that is not over, sorted."""
        return self._asked(self._effort(s)).legal(s)

    def apply(self, s: State, move: int) -> None:
        """Make a move in place; IllegalMove and ScriptError leave the state as it was."""
        self._asked(self._effort(s)).apply(s, move)

    def playout(self, s: State, rng: Draw, arrive: Arrive | None = None) -> tuple[int, int]:
        """Play on with uniform moves; returns the number of decisions and of chance nodes."""
        return self.compiled.playout(s, rng, arrive)

    def games(
        self, starts: Starts, bots: Mapping[str, str], traced: bool = False
    ) -> Iterator[PlayedGame]:
        """Whole games between bots, as sittings with these seeds play them."""
        return self.compiled.games(starts, bots, traced)

    def exploration(self, most: int) -> Exploration | None:
        """Begin to explore, keeping so many positions at most."""
        return self.compiled.exploration(most)

    def derived(self, name: str, places: tuple[int, ...], s: State) -> Any:
        """The value of a derived cell; of one of places, `reaching.Costs`."""
        return self._asked(1).derived(name, places, s)

    def judged(self, e: Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression of the program, given a state and these locals."""
        return self._asked(1).judged(e, slots)

    def holds(self, invariant: int, s: State) -> bool:
        """Does the invariant of that place hold?"""
        return self._asked(1).holds(invariant, s)
