"""Writes the ends that a game comes to by itself, in whole games; see `engine.line`."""

from __future__ import annotations

from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.blocks import finish
from game.engine.wasm.scope import Shared
from game.rules.program import LineLimit

#: So many bytes of positions are kept of a game that counts them; a longer one is played outside.
KEPT_BYTES = 1 << 20
#: FNV-1a of 64 bits: Fowler, Noll and Vo.
_BASIS, _PRIME = 0xCBF29CE484222325, 0x100000001B3


class LineWriter:
    """Writes the counting of decisions and positions of a game that is being played."""

    def __init__(self, shared: Shared) -> None:
        self._shared, self._limits = shared, shared.program.limits
        size = shared.program.size
        self._most = KEPT_BYTES // size
        if self._limits.repetition is not None:
            self._states = shared.memory.room(self._most * size)
            self._hashes = shared.memory.room(8 * self._most)

    def arrive(
        self, code: FunctionWriter, decisions: int, nobody: int, over: int, stuck: int
    ) -> None:
        """Count the position, in which a seat is asked, and end the game if it is one too many.

        Args:
            code: the function.
            decisions: a local, the decisions that were made.
            nobody: a local that is -1.
            over: the label where a game goes that has ended.
            stuck: the label where one goes of which no more positions can be kept.
        """
        if self._limits.repetition is not None:
            self._repeats(code, decisions, nobody, self._limits.repetition, over, stuck)
        if self._limits.cap is not None:
            code.get(decisions)
            code.const(self._limits.cap.most)
            code.op("i32.ge_s")
            self._close(code, self._limits.cap, nobody, over)

    def _close(self, code: FunctionWriter, limit: LineLimit, nobody: int, over: int) -> None:
        """End the game if what is on the stack holds."""
        code.if_()
        finish(self._shared, code, limit.ending, nobody)
        code.br(over)
        code.end()

    def _repeats(
        self,
        code: FunctionWriter,
        decisions: int,
        nobody: int,
        limit: LineLimit,
        over: int,
        stuck: int,
    ) -> None:
        """Keep the position, and count how often it stood before; a decision has one each."""
        size, hash_ = self._shared.program.size, self._hash(code)
        at, stands, same = code.local(), code.local(), code.local()
        code.get(decisions)
        code.const(self._most)
        code.op("i32.ge_s")
        code.br_if(stuck)
        code.const(1)
        code.set(stands)
        code.const(0)
        code.set(at)
        done = code.block()
        again = code.loop()
        code.get(at)
        code.get(decisions)
        code.op("i32.ge_s")
        code.br_if(done)
        code.get(at)
        code.times(8)
        code.memory("i64.load", self._hashes)
        code.get(hash_)
        code.op("i64.eq")
        code.if_()
        self._is_same(code, at, same)
        code.get(stands)
        code.get(same)
        code.op("i32.add")
        code.set(stands)
        code.end()
        code.get(at)
        code.plus(1)
        code.set(at)
        code.br(again)
        code.end()
        code.end()
        code.get(decisions)
        code.times(8)
        code.get(hash_)
        code.memory("i64.store", self._hashes)
        code.get(decisions)
        code.times(size)
        code.plus(self._states)
        code.const(self._shared.state)
        code.const(size)
        code.copy()
        code.get(stands)
        code.const(limit.most)
        code.op("i32.ge_s")
        self._close(code, limit, nobody, over)

    def _hash(self, code: FunctionWriter) -> int:
        """Work out a number of the position, into a local of 64 bits."""
        hash_, at = code.local(I64), code.local()
        code.const64(_BASIS)
        code.set(hash_)
        code.const(0)
        code.set(at)
        again = code.loop()
        code.get(hash_)
        code.get(at)
        code.memory("i32.load8_u", self._shared.state)
        code.op("i64.extend_i32_u", "i64.xor")
        code.const64(_PRIME)
        code.op("i64.mul")
        code.set(hash_)
        code.get(at)
        code.plus(1)
        code.tee(at)
        code.const(self._shared.program.size)
        code.op("i32.lt_s")
        code.br_if(again)
        code.end()
        return hash_

    def _is_same(self, code: FunctionWriter, place: int, same: int) -> None:
        """Work out into a local whether the position of that place is the one that stands now."""
        at, kept = code.local(), code.local()
        code.get(place)
        code.times(self._shared.program.size)
        code.set(kept)
        code.const(0)
        code.set(same)
        code.const(0)
        code.set(at)
        differs = code.block()
        again = code.loop()
        code.get(kept)
        code.get(at)
        code.op("i32.add")
        code.memory("i32.load8_u", self._states)
        code.get(at)
        code.memory("i32.load8_u", self._shared.state)
        code.op("i32.ne")
        code.br_if(differs)
        code.get(at)
        code.plus(1)
        code.tee(at)
        code.const(self._shared.program.size)
        code.op("i32.lt_s")
        code.br_if(again)
        code.end()
        code.const(1)
        code.set(same)
        code.end()
