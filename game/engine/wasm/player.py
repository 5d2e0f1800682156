"""Writes the module that plays move by move.

Its functions are `begin`, `tell` and `apply(move)`. They tell, four bytes each, who is to move (-1
for chance, -2 when it is over) and how many moves are legal, and put down which. A script that
breaks a promise traps; `failed` then tells which fault it was, its value and the other.
"""

from __future__ import annotations

from collections.abc import Callable

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.modules import WasmModule, finished
from game.engine.wasm.moves import Moves, write_moves
from game.engine.wasm.scope import shared_of
from game.rules.program import Program

#: Who is to move when the game is over.
NOBODY = -2
#: How many numbers are told.
TOLD = 5


def write_player(program: Program) -> WasmModule:
    """Write the module that plays a program move by move."""
    shared = shared_of(program)
    told, moves = shared.memory.room(4 * TOLD), write_moves(shared)
    tell = _tell(moves, told)
    _begin(moves, tell)
    _apply(moves, told, tell)
    _failed(moves, told)
    return finished(shared, {"told": (told, 4 * TOLD), **moves.rooms})


def _put(code: FunctionWriter, at: int, push: Callable[[], None]) -> None:
    """Put a number down at an address."""
    code.const(0)
    push()
    code.memory("i32.store", at)


def _tell(moves: Moves, told: int) -> int:
    """`tell`: tell of the state that was put down; leaves how many moves are legal."""
    code = moves.shared.module.function(0, export="tell")
    seat, count = code.local(), code.local()
    moves.shared.changes(code)
    code.const(NOBODY)
    code.set(seat)
    moves.is_over(code)
    code.op("i32.eqz")
    code.if_()
    moves.seat(code)
    code.set(seat)
    moves.list(code, seat)
    code.set(count)
    code.end()
    _put(code, told, lambda: code.get(seat))
    _put(code, told + 4, lambda: code.get(count))
    code.get(count)
    return code.number


def _begin(moves: Moves, tell: int) -> None:
    """`begin`: run from the first block to the first question, and tell of it."""
    shared = moves.shared
    code = shared.module.function(0, export="begin")
    shared.changes(code)
    code.const(shared.program.graph.entry)
    code.call(moves.run)
    code.op("drop")
    code.call(tell)


def _apply(moves: Moves, told: int, tell: int) -> None:
    """`apply(move)`: make a move of those told of, and tell of what follows.

    Leaves 1, or 0 where it is none of them: then nothing has changed.
    """
    code = moves.shared.module.function(1, export="apply")
    seat, at = code.local(), code.local()
    code.const(0)
    code.memory("i32.load", told)
    code.set(seat)
    code.const(0)
    code.memory("i32.load", told + 4)
    code.set(at)
    found = code.block()
    again = code.loop()
    code.get(at)
    code.op("i32.eqz")
    code.if_()
    code.const(0)
    code.op("return")
    code.end()
    code.get(at)
    code.plus(-1)
    code.tee(at)
    code.times(4)
    code.memory("i32.load", moves.listed)
    code.get(0)
    code.op("i32.eq")
    code.br_if(found)
    code.br(again)
    code.end()
    code.end()
    moves.take(code, seat, 0)
    code.call(tell)
    code.op("drop")
    code.const(1)


def _failed(moves: Moves, told: int) -> None:
    """`failed`: tell which fault ended a call, and its values; then it is forgotten."""
    shared = moves.shared
    code = shared.module.function(0, export="failed")
    for place, number in enumerate((shared.fault, shared.value, shared.other), 2):
        code.const(0)
        code.get_global(number)
        code.memory("i32.store", told + 4 * place)
    code.const(0)
    code.set_global(shared.fault)
    code.const(0)
