"""Writes the module that explores: every position that can be reached, nearest first.

`explore(places)` tests so many of the positions that were reached and reaches what follows them, or
fewer: it comes back after so many moves that somebody may want to stop it, and the next call goes
on with the next move of the position. It leaves 0; 1 where a position is doubtful, and is not gone
on from: an invariant fails, nobody can move, or a return is beyond its bounds; the caller looks at
it. A move that breaks a promise traps. Then, too, the next call goes on behind the position.
"""

from __future__ import annotations

import attrs

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.memory import CONSTANTS, PAGE
from game.engine.wasm.modules import WasmModule, finished
from game.engine.wasm.moves import Moves, write_moves
from game.engine.wasm.patience import moves_of
from game.engine.wasm.positions import (
    COUNT,
    DEPTH,
    FINAL,
    LEVEL,
    MADE,
    MOVE,
    MOVES,
    PLACE,
    PROGRESS,
    SEAT,
    Arena,
    PositionWriter,
    arena_of,
)
from game.engine.wasm.returns import write_returns
from game.engine.wasm.scope import Shared, shared_of
from game.engine.wasm.values import ExpressionWriter
from game.rules.program import Program


def write_explorer(program: Program, most: int) -> WasmModule:
    """Write the module that explores a program.

    Args:
        program: the program.
        most: how many positions it keeps at most.
    """
    shared = shared_of(program)
    explorer = _Explorer(shared, write_moves(shared), arena_of(program, most))
    explorer.write()
    written = finished(shared, {"progress": (explorer.positions.progress, PROGRESS)})
    # The arena begins where the constants end.
    begins = CONSTANTS + len(shared.memory.constants)
    begins += -begins % 8
    shared.module.pages = -(-(begins + explorer.arena.size) // PAGE)
    rooms = {
        **written.rooms,
        "states": (begins, explorer.arena.ways),
        "ways": (begins + explorer.arena.ways, 8 * most),
    }
    return attrs.evolve(written, binary=shared.module.encoded(), rooms=rooms, arena=begins)


class _Explorer:
    def __init__(self, shared: Shared, moves: Moves, arena: Arena) -> None:
        self.shared, self.moves, self.arena = shared, moves, arena
        self.module = shared.module
        self.positions = PositionWriter(shared, arena)

    def write(self) -> None:
        """Write all of it."""
        ready = self.module.function(1, export="ready")
        ready.get(0)
        ready.set_global(self.positions.begins)
        ready.const(0)
        add = self.positions.add()
        self._enter(add)
        self._explore(add, self._fails(), self._is_beyond())

    def _enter(self, add: int) -> None:
        """`enter`: enter a start that was put down."""
        code = self.module.function(0, export="enter")
        code.const(-1)
        code.const(-1)
        code.call(add)
        code.op("drop")
        code.const(0)
        self.positions.get(code, COUNT)
        code.memory("i32.store", self.positions.progress + 4 * LEVEL)
        code.const(0)

    # Exploring ---------------------------------------------------------------------------------

    def _fails(self) -> int:
        """The function that tells whether an invariant of the state that is worked on fails."""
        code, program = self.module.function(0), self.shared.program
        values = ExpressionWriter(self.shared, code, {})
        for _, test, _ in program.invariants:
            values.push(test)
            code.op("i32.eqz")
            code.if_()
            code.const(1)
            code.op("return")
            code.end()
        code.const(0)
        return code.number

    def _is_beyond(self) -> int:
        """The function that tells whether a return of a game that is over is beyond its bounds."""
        code, program = self.module.function(0), self.shared.program
        if program.decls.returns is not None:
            low, high = program.decls.returns
            value, returns = code.local(), write_returns(self.shared)
            for seat in range(len(program.symbols.sets["seat"].ids)):
                code.const(seat)
                code.call(returns)
                code.tee(value)
                code.const(low)
                code.op("i32.lt_s")
                code.get(value)
                code.const(high)
                code.op("i32.gt_s", "i32.or")
                code.if_()
                code.const(1)
                code.op("return")
                code.end()
        code.const(0)
        return code.number

    def _explore(self, add: int, fails: int, is_beyond: int) -> None:
        """`explore(places)`; see above."""
        code = self.module.function(1, export="explore")
        place, seat, count, at, move, left = (code.local() for _ in range(6))
        code.const(moves_of(self.shared.program))
        code.set(left)
        stop = code.block()
        places = code.loop()
        self._is_spent(code, left)
        code.br_if(stop)
        self.positions.get(code, MADE)
        code.tee(at)
        code.if_()
        # A position is under way: its moves are still listed.
        self.positions.get(code, PLACE)
        code.plus(-1)
        code.set(place)
        for local, which in ((count, MOVES), (seat, SEAT)):
            self.positions.get(code, which)
            code.set(local)
        code.const(0)
        code.set(move)
        self.positions.set(code, MADE, move)
        code.else_()
        self.positions.get(code, PLACE)
        code.tee(place)
        self.positions.get(code, COUNT)
        code.op("i32.ge_u")
        code.br_if(stop)
        code.get(0)
        code.op("i32.eqz")
        code.br_if(stop)
        for local in (0, left):
            code.get(local)
            code.plus(-1)
            code.set(local)
        code.get(place)
        self.positions.get(code, LEVEL)
        code.op("i32.eq")
        code.if_()
        self.positions.get(code, COUNT)
        code.set(at)
        self.positions.set(code, LEVEL, at)
        self.positions.bump(code, DEPTH)
        code.end()
        # Whatever comes of this position, the next one is the turn of the next call.
        self.positions.bump(code, PLACE)
        code.const(-1)
        code.set(move)
        self.positions.set(code, MOVE, move)
        self._work_on(code, place)
        code.call(fails)
        code.if_()
        code.const(1)
        code.op("return")
        code.end()
        self.moves.is_over(code)
        code.if_()
        self.positions.bump(code, FINAL)
        code.call(is_beyond)
        code.op("i32.eqz")
        code.br_if(places)
        code.const(1)
        code.op("return")
        code.end()
        self.moves.seat(code)
        code.set(seat)
        self.moves.list(code, seat)
        code.tee(count)
        code.op("i32.eqz")
        code.if_()
        code.const(1)
        code.op("return")
        code.end()
        code.const(0)
        code.set(at)
        code.end()
        each = code.loop()
        code.get(at)
        code.times(4)
        code.memory("i32.load", self.moves.listed)
        code.set(move)
        self.positions.set(code, MOVE, move)
        code.get(at)
        code.if_()
        self._work_on(code, place)
        code.end()
        self.moves.take(code, seat, move)
        code.get(place)
        code.get(move)
        code.call(add)
        code.op("drop")
        code.get(at)
        code.plus(1)
        code.tee(at)
        code.get(count)
        code.op("i32.ge_s")
        code.br_if(places)
        code.get(left)
        code.plus(-1)
        code.set(left)
        self._is_spent(code, left)
        code.op("i32.eqz")
        code.br_if(each)
        code.end()
        for local, which in ((at, MADE), (count, MOVES), (seat, SEAT)):
            self.positions.set(code, which, local)
        code.end()
        code.end()
        code.const(0)

    def _is_spent(self, code: FunctionWriter, left: int) -> None:
        """Leave whether nothing is left of what one call may do."""
        code.get(left)
        code.const(0)
        code.op("i32.le_s")

    def _work_on(self, code: FunctionWriter, place: int) -> None:
        """Work on the position of a place."""
        at = code.local()
        self.positions.address(code, place)
        code.set(at)
        self.positions.words(code).load(at)
        self.shared.changes(code)
