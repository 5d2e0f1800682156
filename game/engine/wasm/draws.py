"""Writes random draws: the numbers of `engine.generator`, and outcomes of chance by weight."""

from __future__ import annotations

from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.moves import Moves

_GAMMA = 0x9E3779B97F4A7C15


class DrawWriter:
    """Writes draws from a stream that two globals hold.

    Attributes:
        origin: the global of 64 bits that the stream begins at.
        taken: the one that counts its numbers.
        below: the function that draws a number below its argument.
    """

    def __init__(self, moves: Moves) -> None:
        self._moves, self._module = moves, moves.shared.module
        self.origin, self.taken = (self._module.variable(I64) for _ in range(2))
        self.below = self._below()

    def mix(self, code: FunctionWriter, z: int) -> None:
        """Scramble a local of 64 bits, and leave it."""
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 0)):
            code.get(z)
            code.get(z)
            code.const64(shift)
            code.op("i64.shr_u", "i64.xor")
            if factor:
                code.const64(factor)
                code.op("i64.mul")
                code.set(z)

    def _below(self) -> int:
        code = self._module.function(1)
        z, n = code.local(I64), code.local(I64)
        code.get(0)
        code.op("i64.extend_i32_u")
        code.set(n)
        again = code.loop()
        code.get_global(self.taken)
        code.const64(1)
        code.op("i64.add")
        code.set_global(self.taken)
        # Of one there is nothing to draw, but its number is taken.
        code.get(0)
        code.const(1)
        code.op("i32.eq")
        code.if_()
        code.const(0)
        code.op("return")
        code.end()
        code.get_global(self.taken)
        code.const64(_GAMMA)
        code.op("i64.mul")
        code.get_global(self.origin)
        code.op("i64.add")
        code.set(z)
        self.mix(code, z)
        code.set(z)
        # Words beyond the last whole multiple of n are drawn again; there are fewer than n.
        code.get(z)
        code.const64(32)
        code.op("i64.shr_u", "i32.wrap_i64")
        code.const(-1)
        code.op("i32.eq")
        code.if_()
        code.get(z)
        code.const64(0)
        code.const64(0)
        code.get(n)
        code.op("i64.sub")
        code.get(n)
        code.op("i64.rem_u")
        code.op("i64.sub")
        code.const64(1)
        code.op("i64.sub")
        code.op("i64.gt_u")
        code.br_if(again)
        code.end()
        code.end()
        code.get(z)
        code.get(n)
        code.op("i64.rem_u", "i32.wrap_i64")
        return code.number

    def outcome(self, code: FunctionWriter, count: int, move: int) -> None:
        """Draw one of the outcomes that are listed, by weight, into a local.

        Args:
            code: the function.
            count: a local with how many there are, one at least.
            move: the local.
        """
        rest, at = code.local(), code.local()
        weights = self._moves.weights
        for local in (rest, at):
            code.const(0)
            code.set(local)
        again = code.loop()
        code.get(rest)
        code.get(at)
        code.times(4)
        code.memory("i32.load", weights)
        code.op("i32.add")
        code.set(rest)
        code.get(at)
        code.plus(1)
        code.tee(at)
        code.get(count)
        code.op("i32.lt_s")
        code.br_if(again)
        code.end()
        code.get(rest)
        code.call(self.below)
        code.set(rest)
        code.const(-4)
        code.set(at)
        again = code.loop()
        code.get(at)
        code.plus(4)
        code.set(at)
        code.get(rest)
        code.get(at)
        code.memory("i32.load", weights)
        code.op("i32.sub")
        code.tee(rest)
        code.const(0)
        code.op("i32.ge_s")
        code.br_if(again)
        code.end()
        code.get(at)
        code.memory("i32.load", self._moves.listed)
        code.set(move)
