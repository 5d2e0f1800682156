"""Explores a program in a module, and tells how each position was reached."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine.evaluator import Doubt
from game.engine.interpret import State
from game.engine.wasm.explore import write_explorer
from game.engine.wasm.machine import CompiledModule, Machine, Trapped
from game.engine.wasm.positions import COUNT, DEPTH, FINAL, FULL, MADE, MOVE, PLACE, arena_of
from game.rules.program import Program

#: An arena of more bytes is none that a machine can be given.
LARGEST = 3 << 30
#: So many positions are tested in one call: what takes a moment.
STEP = 1_000


class Explorer:
    """The positions of a program that can be reached from some starts, nearest first."""

    def __init__(self, program: Program, most: int) -> None:
        """Compile the module.

        Args:
            program: the program.
            most: how many positions are kept at most.
        """
        self._arena, self._size = arena_of(program, most), program.size
        code = CompiledModule(write_explorer(program, most))
        self._machine = Machine(code)
        self._machine.call["ready"](code.written.arena)
        self._progress = self._machine.room("progress", "i")
        self._states = self._machine.room("states")
        self._ways = self._machine.room("ways", "i")

    def enter(self, start: State) -> bool:
        """Begin at a state, too; whether it was none that is known."""
        before = self.states
        self._machine.state[:] = start
        self._machine.call["enter"]()
        return self.states > before

    def explore(self) -> Iterator[Doubt | None]:
        """Test positions and reach what follows them; None now and then, as it goes on."""
        while self.tested < self.states or self._progress[MADE]:
            doubtful, trapped = False, False
            try:
                doubtful = bool(self._machine.call["explore"](STEP))
            except Trapped:
                trapped = True
            tried = self._progress[MOVE] if trapped else None
            yield Doubt(self.tested - 1, tried) if doubtful or trapped else None

    @property
    def tested(self) -> int:
        """How many positions were tested."""
        return self._progress[PLACE]

    @property
    def states(self) -> int:
        """How many positions were reached."""
        return self._progress[COUNT]

    @property
    def final(self) -> int:
        """How many of those tested end the game."""
        return self._progress[FINAL]

    @property
    def depth(self) -> int:
        """How many moves the shortest way to the last one tested takes."""
        return self._progress[DEPTH]

    @property
    def complete(self) -> bool:
        """Had all that were found room?"""
        return not self._progress[FULL]

    def state(self, place: int) -> State:
        """The position of a place."""
        at = place * self._arena.stride
        return bytearray(self._states[at : at + self._size])

    def to(self, place: int) -> tuple[int, list[int]]:
        """The start that a position was reached from, and the moves from there."""
        moves: list[int] = []
        while (before := self._ways[2 * place]) >= 0:
            moves.append(self._ways[2 * place + 1])
            place = before
        return place, moves[::-1]
