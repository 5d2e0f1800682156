"""What every part of a game works on: the program of one scenario, and what runs it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import attrs

from game.engine.evaluator import Evaluator, Reference, question_of
from game.engine.interpret import Interpreter, State
from game.engine.tiered import Tiered
from game.rules.program import DecisionPoint, Program


@attrs.frozen(eq=False)
class Core:
    """A program with its interpreter and its evaluator; the parts of a game share it.

    Nothing in it changes while a game is played, so that a game may be asked from anywhere.

    Attributes:
        program: the compiled scenario.
        interpreter: tells what an expression means in a state.
        evaluator: lists and makes moves.
    """

    program: Program
    interpreter: Interpreter
    evaluator: Evaluator

    @property
    def seats(self) -> tuple[str, ...]:
        """The ids of the seats, in declared order."""
        return self.program.symbols.sets["seat"].ids

    def point(self, state: State) -> DecisionPoint:
        """The question that a state which is not over waits at."""
        return self.program.questions[question_of(state)]

    def ask(self, point: DecisionPoint) -> Any:
        """The statement that asks a question."""
        return point.decision.ask

    def seat(self, state: State) -> int:
        """The place of the seat that is asked in a state which is not over; -1 for chance."""
        return self.evaluator.seat(question_of(state), state)


@lru_cache(maxsize=8)
def core_of(program: Program, evaluator: str) -> Core:
    """Ready a program to run; games of one program share what runs it, for code costs to make.

    Args:
        program: the compiled scenario.
        evaluator: "tiered", "compiled", or "interpreted" for the reference.
    """
    interpreter = Interpreter(program)
    if evaluator == "interpreted":
        return Core(program, interpreter, Reference(program, interpreter))
    tiered = Tiered(program, interpreter)
    return Core(program, interpreter, tiered.compiled if evaluator == "compiled" else tiered)


def same_game(one: Program, other: Program) -> bool:
    """Whether two programs are one game in other words: the same states, moves and questions."""
    return (
        one.start == other.start
        and [m.name for m in one.moves] == [m.name for m in other.moves]
        and [(q.kind, q.ids) for q in one.questions] == [(q.kind, q.ids) for q in other.questions]
    )
