"""Writes the module that plays whole games between bots, as a sitting with their seeds plays them.

`play(games)` plays so many, each from its start and by its seed, and puts down where
each ends and how many decisions and chance nodes it had. It puts down how many it finished as it
goes: it stops at a question without an answer, before a decision that it has no stream for, and
where a script breaks a promise. It also comes back after so many moves that somebody may want to
stop it: then it puts down that it is under way, and the next call goes on within the game.

Of each of the first moves of a game it puts down which it was, and by which row of doctrine.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.wasm.advice import SILENT, AdviceWriter, plain_moves
from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.draws import DrawWriter
from game.engine.wasm.line import LineWriter
from game.engine.wasm.modules import WasmModule, finished
from game.engine.wasm.moves import Moves, write_moves
from game.engine.wasm.patience import moves_of
from game.engine.wasm.scope import Shared, shared_of
from game.engine.wasm.views import write_views
from game.rules.program import Program

#: So many games are played in one call at most.
BATCH = 64
#: A bot's stream is known for so many moves of a game.
STREAMS = 4096
#: How many numbers `play` keeps of a game that is under way.
_KEPT = 4
#: The policy of a seat that plays at random; the others are doctrine variants, by number.
AT_RANDOM = -1


def write_games(program: Program, variants: Sequence[str]) -> WasmModule:
    """Write the module that plays whole games.

    Args:
        program: the program.
        variants: the doctrine's ways to play; a policy is the place of one here, or `AT_RANDOM`.
    """
    shared = shared_of(program)
    return _Games(shared, write_moves(shared), variants).write()


class _Games:
    def __init__(self, shared: Shared, moves: Moves, variants: Sequence[str]) -> None:
        self.shared, self.moves, self.module = shared, moves, shared.module
        room, size = shared.memory.room, shared.program.size
        seats = len(shared.program.symbols.sets["seat"].ids)
        self.rooms = {
            "starts": (room(size * BATCH), size * BATCH),
            "policy": (room(4 * seats), 4 * seats),
            "seeds": (room(8 * BATCH), 8 * BATCH),
            "ends": (room(size * BATCH), size * BATCH),
            "counts": (room(8 * BATCH), 8 * BATCH),
            "done": (room(4), 4),
            # 1 where a game is under way, and then what `play` keeps of it, eight bytes each.
            "under way": (room(4), 4),
            "kept": (room(8 * _KEPT), 8 * _KEPT),
            # Of each seat and move, what its stream is mixed with.
            "streams": (room(8 * seats * STREAMS), 8 * seats * STREAMS),
            # Of each game and move, the move and the place of the row that made it.
            "trace": (room(8 * BATCH * STREAMS), 8 * BATCH * STREAMS),
        }
        self.draws = DrawWriter(moves)
        self.line = LineWriter(shared)
        self.views = write_views(shared)
        advice = AdviceWriter(moves, self.views, variants)
        self.advice, self.spoke = advice.write(), advice.spoke
        self.plain = shared.memory.row(plain_moves(shared))

    def write(self) -> WasmModule:
        """Write all of it."""
        self._play()
        return finished(self.shared, self.rooms)

    # Games -------------------------------------------------------------------------------------

    def _load(self, code: FunctionWriter, room: str, place: int, kind: str = "i64.load") -> None:
        """Leave an item of a room by the local with its place."""
        code.get(place)
        code.times(4 if kind == "i32.load" else 8)
        code.memory(kind, self.rooms[room][0])

    def _play(self) -> None:
        code = self.module.function(1, export="play")
        game, dice = code.local(), code.local(I64)
        decisions, chances = code.local(), code.local()
        seat, count, move = code.local(), code.local(), code.local()
        nobody, left = code.local(), code.local()
        code.const(-1)
        code.set(nobody)
        code.const(moves_of(self.shared.program))
        code.set(left)
        done = code.block()
        games = code.loop()
        code.const(0)
        code.memory("i32.load", self.rooms["under way"][0])
        code.if_()
        self._keep(code, dice, (game, decisions, chances), back=True)
        code.else_()
        code.get(game)
        code.get(0)
        code.op("i32.ge_s")
        code.br_if(done)
        code.const(self.shared.state)
        code.get(game)
        code.times(self.shared.program.size)
        code.plus(self.rooms["starts"][0])
        code.const(self.shared.program.size)
        code.copy()
        self.shared.changes(code)
        code.const64(0)
        code.set(dice)
        for local in (decisions, chances):
            code.const(0)
            code.set(local)
        code.end()
        over = code.block()
        moves = code.loop()
        code.get(left)
        code.op("i32.eqz")
        code.if_()
        self._keep(code, dice, (game, decisions, chances), back=False)
        code.br(done)
        code.end()
        code.get(left)
        code.plus(-1)
        code.set(left)
        self.moves.is_over(code)
        code.br_if(over)
        self.moves.seat(code)
        code.tee(seat)
        code.const(0)
        code.op("i32.ge_s")
        code.if_()
        self.line.arrive(code, decisions, nobody, over, done)
        code.end()
        self.moves.list(code, seat)
        code.tee(count)
        code.op("i32.eqz")
        code.br_if(done)
        code.const(SILENT)
        code.set_global(self.spoke)
        code.get(seat)
        code.const(0)
        code.op("i32.lt_s")
        code.if_()
        self._load(code, "seeds", game)
        code.set_global(self.draws.origin)
        code.get(dice)
        code.set_global(self.draws.taken)
        self.draws.outcome(code, count, move)
        code.get_global(self.draws.taken)
        code.set(dice)
        self._more(code, chances)
        code.else_()
        code.get(decisions)
        code.get(chances)
        code.op("i32.add")
        code.const(STREAMS)
        code.op("i32.ge_s")
        code.br_if(done)
        self._decide(code, game, seat, count, move, decisions, chances)
        self._more(code, decisions)
        code.end()
        self._trace(code, game, move, (decisions, chances))
        self.moves.take(code, seat, move)
        code.br(moves)
        code.end()
        code.end()
        self._note(code, game, decisions, chances)
        self._more(code, game)
        code.const(0)
        code.get(game)
        code.memory("i32.store", self.rooms["done"][0])
        code.br(games)
        code.end()
        code.end()
        code.const(0)

    def _keep(
        self, code: FunctionWriter, dice: int, counts: tuple[int, ...], *, back: bool
    ) -> None:
        """Keep the numbers of a game that is under way, or take them back and go on with it."""
        under_way, kept = self.rooms["under way"][0], self.rooms["kept"][0]
        code.const(0)
        code.const(0 if back else 1)
        code.memory("i32.store", under_way)
        for place, local in enumerate((dice, *counts)):
            kind = "i32" if place else "i64"
            code.const(0)
            if back:
                code.memory(f"{kind}.load", kept + 8 * place)
                code.set(local)
            else:
                code.get(local)
                code.memory(f"{kind}.store", kept + 8 * place)

    def _more(self, code: FunctionWriter, local: int) -> None:
        code.get(local)
        code.plus(1)
        code.set(local)

    def _note(self, code: FunctionWriter, game: int, decisions: int, chances: int) -> None:
        """Put down where a game ended."""
        size = self.shared.program.size
        code.get(game)
        code.times(size)
        code.plus(self.rooms["ends"][0])
        code.const(self.shared.state)
        code.const(size)
        code.copy()
        for place, local in enumerate((decisions, chances)):
            code.get(game)
            code.times(8)
            code.get(local)
            code.memory("i32.store", self.rooms["counts"][0] + 4 * place)

    def _trace(self, code: FunctionWriter, game: int, move: int, counts: tuple[int, int]) -> None:
        """Put down a move that is made, the last one counted, while there is room."""
        at = code.local()
        for local in counts:
            code.get(local)
        code.op("i32.add")
        code.plus(-1)
        code.tee(at)
        code.const(STREAMS)
        code.op("i32.lt_s")
        code.if_()
        code.get(game)
        code.times(STREAMS)
        code.get(at)
        code.op("i32.add")
        code.times(8)
        code.tee(at)
        code.get(move)
        code.memory("i32.store", self.rooms["trace"][0])
        code.get(at)
        code.get_global(self.spoke)
        code.memory("i32.store", self.rooms["trace"][0] + 4)
        code.end()

    def _stream(
        self, code: FunctionWriter, game: int, seat: int, decisions: int, chances: int
    ) -> None:
        """Begin the stream of a bot at its move, as `Generator(seed, name)` does."""
        z = code.local(I64)
        self._load(code, "seeds", game)
        code.get(seat)
        code.times(STREAMS)
        code.get(decisions)
        code.get(chances)
        code.op("i32.add", "i32.add")
        code.times(8)
        code.memory("i64.load", self.rooms["streams"][0])
        code.op("i64.xor")
        code.set(z)
        self.draws.mix(code, z)
        code.set_global(self.draws.origin)
        code.const64(0)
        code.set_global(self.draws.taken)

    def _decide(
        self,
        code: FunctionWriter,
        game: int,
        seat: int,
        count: int,
        move: int,
        decisions: int,
        chances: int,
    ) -> None:
        """Choose as the bot of the seat does."""
        policy, at = code.local(), code.local()
        chosen = code.block()
        # Where there is one move, nobody needs to think.
        code.const(0)
        code.memory("i32.load", self.moves.listed)
        code.set(move)
        code.get(count)
        code.const(1)
        code.op("i32.eq")
        code.br_if(chosen)
        self._load(code, "policy", seat, "i32.load")
        code.set(policy)
        random = code.block()
        code.get(policy)
        code.const(0)
        code.op("i32.lt_s")
        code.br_if(random)
        code.get(seat)
        code.call(self.views.function)
        code.op("drop")
        code.get(seat)
        code.get(policy)
        code.get(count)
        code.const(0)
        code.memory("i32.load16_u", self.shared.state)
        code.plus(self.advice)
        code.call_indirect(self.module.type(3, True))
        code.tee(move)
        code.const(0)
        code.op("i32.ge_s")
        code.br_if(chosen)
        # Where no row speaks, the plainest move there is.
        code.const(0)
        code.set(at)
        again = code.loop()
        code.get(at)
        code.get(count)
        code.op("i32.ge_s")
        code.br_if(random)
        self._listed(code, at)
        code.set(move)
        self._more(code, at)
        code.get(move)
        self.plain.load(code)
        code.op("i32.eqz")
        code.br_if(again)
        code.br(chosen)
        code.end()
        code.end()
        self._stream(code, game, seat, decisions, chances)
        code.get(count)
        code.call(self.draws.below)
        code.set(at)
        self._listed(code, at)
        code.set(move)
        code.end()

    def _listed(self, code: FunctionWriter, at: int) -> None:
        code.get(at)
        code.times(4)
        code.memory("i32.load", self.moves.listed)
