"""Writes the module that steps many games at once, for people who train agents.

The games lie one after another in an arena behind all else, each with what is told of it: its
state, who is to move, which moves are legal, what that seat sees, the returns of the game that
ended last. `step()` makes the move that was put down for each; chance falls from the game's own
stream, and a game that is over begins anew. It leaves 0, or the number of the first game, from 1,
whose move is not legal: then nothing was done. It may come back before it has come to all games, so
that somebody may stop it; the caller goes on with the game that is put down as the next.
"""

from __future__ import annotations

import attrs

from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.draws import DrawWriter
from game.engine.wasm.memory import CONSTANTS, PAGE
from game.engine.wasm.modules import WasmModule, finished
from game.engine.wasm.moves import Moves, write_moves
from game.engine.wasm.patience import chances_of, moves_of
from game.engine.wasm.returns import write_returns
from game.engine.wasm.scope import Shared, shared_of
from game.engine.wasm.views import write_views
from game.rules.program import Program

#: What `step` leaves where a game does not come to a seat, and where it is to go on.
STUCK, UNDER_WAY = -1, -2


def write_batch(program: Program, games: int) -> WasmModule:
    """Write the module that steps so many games of a program at once."""
    shared = shared_of(program)
    batch = _Batch(shared, write_moves(shared), games)
    batch.write()
    written = finished(shared, {"start": (batch.start, program.size), "next": (batch.next, 4)})
    begins = CONSTANTS + len(shared.memory.constants)
    begins += -begins % 8
    rooms = {name: (begins + at, size) for name, (at, size) in batch.rooms.items()}
    shared.module.pages = -(-(begins + batch.size) // PAGE)
    return attrs.evolve(
        written, binary=shared.module.encoded(), rooms={**written.rooms, **rooms}, arena=begins
    )


class _Batch:
    def __init__(self, shared: Shared, moves: Moves, games: int) -> None:
        self.shared, self.moves, self.games = shared, moves, games
        self.module, program = shared.module, shared.program
        self.start = shared.memory.room(program.size)
        self.next = shared.memory.room(4)
        self.begins = self.module.variable()
        # So many outcomes and games are left to a call.
        self.left = self.module.variable()
        self.draws, self.views = DrawWriter(moves), write_views(shared)
        self.returns = write_returns(shared)
        seats = len(program.symbols.sets["seat"].ids)
        self.rooms: dict[str, tuple[int, int]] = {}
        self.size = 0
        for name, size in {
            "states": program.size,
            "views": program.size,
            "legal": len(program.moves),
            "over": 1,
            "actors": 4,
            "chosen": 4,
            "rewards": 4 * seats,
            "seeds": 8,
            "taken": 8,
        }.items():
            self.size += -self.size % 8
            self.rooms[name] = (self.size, size * games)
            self.size += size * games
        self.seats = seats

    def write(self) -> None:
        """Write all of it."""
        ready = self.module.function(1, export="ready")
        ready.get(0)
        ready.set_global(self.begins)
        ready.const(0)
        run_on = self._run_on()
        begin = self._begin(run_on)
        self._reset(begin)
        self._step(run_on, begin)

    def _at(self, code: FunctionWriter, room: str, game: int) -> None:
        """Leave the address of what a room has of the game in a local."""
        at, size = self.rooms[room]
        code.get(game)
        code.times(size // self.games)
        code.get_global(self.begins)
        code.op("i32.add")
        code.plus(at)

    def _run_on(self) -> int:
        """The function that lets chance fall until a seat is asked, and tells of the game.

        It is given the game, whose state is worked on, and leaves 1, or 0 where it does not get
        to a seat. A game that is over is left as it is.
        """
        code, size = self.module.function(1), self.shared.program.size
        seat, count, move, left = (code.local() for _ in range(4))
        code.const(chances_of(self.shared.program))
        code.set(left)
        self._spend(code)
        self._at(code, "legal", 0)
        code.const(0)
        code.const(len(self.shared.program.moves))
        code.fill()
        asked = code.block()
        again = code.loop()
        code.const(-1)
        code.set(seat)
        self.moves.is_over(code)
        code.br_if(asked)
        self.moves.seat(code)
        code.set(seat)
        self.moves.list(code, seat)
        code.set(count)
        code.get(count)
        code.op("i32.eqz")
        code.get(left)
        code.op("i32.eqz", "i32.or")
        code.if_()
        code.const(0)
        code.op("return")
        code.end()
        code.get(seat)
        code.const(0)
        code.op("i32.ge_s")
        code.br_if(asked)
        code.get(left)
        code.plus(-1)
        code.set(left)
        self._spend(code)
        self._at(code, "seeds", 0)
        code.memory("i64.load", 0)
        code.set_global(self.draws.origin)
        self._at(code, "taken", 0)
        code.memory("i64.load", 0)
        code.set_global(self.draws.taken)
        self.draws.outcome(code, count, move)
        self._at(code, "taken", 0)
        code.get_global(self.draws.taken)
        code.memory("i64.store", 0)
        self.moves.take(code, seat, move)
        code.br(again)
        code.end()
        code.end()
        self._at(code, "actors", 0)
        code.get(seat)
        code.memory("i32.store", 0)
        self._at(code, "states", 0)
        code.const(self.shared.state)
        code.const(size)
        code.copy()
        code.get(seat)
        code.const(0)
        code.op("i32.ge_s")
        code.if_()
        self._tell_legal(code, count)
        code.get(seat)
        code.call(self.views.function)
        code.op("drop")
        self._at(code, "views", 0)
        code.const(self.views.seen.state)
        code.const(size)
        code.copy()
        code.end()
        code.const(1)
        return code.number

    def _tell_legal(self, code: FunctionWriter, count: int) -> None:
        """Put down which moves are legal, of those that are listed."""
        row = code.local()
        self._at(code, "legal", 0)
        code.set(row)
        again = code.loop()
        code.get(count)
        code.plus(-1)
        code.tee(count)
        code.times(4)
        code.memory("i32.load", self.moves.listed)
        code.get(row)
        code.op("i32.add")
        code.const(1)
        code.memory("i32.store8", 0)
        code.get(count)
        code.br_if(again)
        code.end()

    def _begin(self, run_on: int) -> int:
        """`begin(game)`: begin a game, given its number; leaves what `run_on` does."""
        code = self.module.function(1, export="begin")
        code.const(self.shared.state)
        code.const(self.start)
        code.const(self.shared.program.size)
        code.copy()
        self.shared.changes(code)
        code.get(0)
        code.call(run_on)
        return code.number

    def _reset(self, begin: int) -> None:
        """`reset(first)`: begin the games from one on, each with its seed that was put down."""
        code = self.module.function(1, export="reset")
        game = 0
        self._ready(code)
        again = code.loop()
        self._at(code, "taken", game)
        code.const64(0)
        code.memory("i64.store", 0)
        code.get(game)
        code.call(begin)
        code.op("i32.eqz")
        self._stuck(code)
        self._next(code, game, again)
        code.end()
        code.const(0)

    def _stuck(self, code: FunctionWriter) -> None:
        """Leave the function if what is on the stack holds: a game came to nobody."""
        code.if_()
        code.const(STUCK)
        code.op("return")
        code.end()

    def _ready(self, code: FunctionWriter) -> None:
        """Leave as much to this call as may be done in one."""
        code.const(moves_of(self.shared.program))
        code.set_global(self.left)

    def _spend(self, code: FunctionWriter) -> None:
        """A game was come to, or an outcome fell."""
        code.get_global(self.left)
        code.plus(-1)
        code.set_global(self.left)

    def _following(self, code: FunctionWriter, game: int) -> None:
        """Go to the next game; leave whether there is one."""
        code.get(game)
        code.plus(1)
        code.tee(game)
        code.const(self.games)
        code.op("i32.lt_s")

    def _next(self, code: FunctionWriter, game: int, again: int) -> None:
        """Go on with the next game, if there is one, in this call or in another."""
        self._following(code, game)
        code.if_()
        code.get_global(self.left)
        code.const(0)
        code.op("i32.gt_s")
        code.br_if(again)
        code.const(0)
        code.get(game)
        code.memory("i32.store", self.next)
        code.const(UNDER_WAY)
        code.op("return")
        code.end()

    def _step(self, run_on: int, begin: int) -> None:
        """`step(first)`, from one of the games on; see above."""
        code, size = self.module.function(1, export="step"), self.shared.program.size
        game, seat, move = code.local(), code.local(), code.local()
        self._ready(code)
        code.get(0)
        code.op("i32.eqz")
        code.if_()
        # First all moves are looked at, so that none is made where one is not legal.
        again = code.loop()
        self._at(code, "chosen", game)
        code.memory("i32.load", 0)
        code.tee(move)
        code.const(len(self.shared.program.moves))
        code.op("i32.ge_u")
        self._illegal(code, game)
        self._at(code, "legal", game)
        code.get(move)
        code.op("i32.add")
        code.memory("i32.load8_u", 0)
        code.op("i32.eqz")
        self._illegal(code, game)
        self._following(code, game)
        code.br_if(again)
        code.end()
        code.end()
        code.get(0)
        code.set(game)
        again = code.loop()
        code.const(self.shared.state)
        self._at(code, "states", game)
        code.const(size)
        code.copy()
        self.shared.changes(code)
        self._at(code, "actors", game)
        code.memory("i32.load", 0)
        code.set(seat)
        self._at(code, "chosen", game)
        code.memory("i32.load", 0)
        code.set(move)
        self.moves.take(code, seat, move)
        code.get(game)
        code.call(run_on)
        code.op("i32.eqz")
        self._stuck(code)
        self._at(code, "over", game)
        self.moves.is_over(code)
        code.const(0)
        code.op("i32.ne")
        code.memory("i32.store8", 0)
        self._rewards(code, game)
        self.moves.is_over(code)
        code.if_()
        code.get(game)
        code.call(begin)
        code.op("i32.eqz")
        self._stuck(code)
        code.end()
        self._next(code, game, again)
        code.end()
        code.const(0)

    def _illegal(self, code: FunctionWriter, game: int) -> None:
        """Leave the function with the game's number if what is on the stack holds."""
        code.if_()
        code.get(game)
        code.plus(1)
        code.op("return")
        code.end()

    def _rewards(self, code: FunctionWriter, game: int) -> None:
        """Put down each seat's return: 0 as long as the game goes on."""
        row = code.local()
        self._at(code, "rewards", game)
        code.set(row)
        for seat in range(self.seats):
            code.get(row)
            code.const(seat)
            code.call(self.returns)
            code.memory("i32.store", 4 * seat)
