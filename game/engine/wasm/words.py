"""Writes what is done to whole states, by words of eight bytes: copying, comparing and hashing.

A state is few words, and a loop over them costs more than what it does: they are written out, one
after the other, and only those of a long state are gone through in runs.
"""

from __future__ import annotations

from collections.abc import Callable

from game.engine.wasm.binary import I64, FunctionWriter

#: The bytes of a word.
WORD = 8
#: More words are gone through in runs of so many.
RUN = 128
#: 2^64 divided by the golden ratio: it is odd and without a pattern, and so are its powers.
_FACTOR = 0x9E3779B97F4A7C15


class WordWriter:
    """Writes what is done to states into one function.

    Attributes:
        code: the function.
        state: the address of the state that is worked on, a multiple of 8.
        words: how many words a state has, one at least; the bytes behind it are always 0.
    """

    def __init__(self, code: FunctionWriter, state: int, words: int) -> None:
        self.code, self.state, self.words = code, state, words

    def load(self, other: int) -> None:
        """Make the state at the address in a local the one that is worked on."""
        code = self.code

        def move(at: int | None, offset: int) -> None:
            self._here(at)
            self._there(other, at)
            code.memory("i64.load", offset)
            code.memory("i64.store", self.state + offset)

        self._each(move)

    def store(self, other: int) -> None:
        """Copy the state that is worked on to the address in a local."""
        code = self.code

        def move(at: int | None, offset: int) -> None:
            self._there(other, at)
            self._here(at)
            code.memory("i64.load", self.state + offset)
            code.memory("i64.store", offset)

        self._each(move)

    def unless_same(self, other: int, label: int) -> None:
        """Jump to a label unless the state at the address in a local equals that worked on."""
        code = self.code

        def compare(at: int | None, offset: int) -> None:
            self._there(other, at)
            code.memory("i64.load", offset)
            self._here(at)
            code.memory("i64.load", self.state + offset)
            code.op("i64.ne")
            code.br_if(label)

        self._each(compare)

    def hash(self) -> int:
        """Hash the state that is worked on into a new local of 64 bits.

        It is the sum of the words, each times an odd number of its own, scrambled at the end
        (multilinear hashing: Carter and Wegman, "Universal Classes of Hash Functions", 1979). No
        word waits for the one before it.
        """
        code = self.code
        hash_, word = code.local(I64), code.local(I64)

        def scramble() -> None:
            self._fold(hash_)
            code.const64(_FACTOR)
            code.op("i64.mul")
            code.set(hash_)

        def mix(at: int | None, offset: int) -> None:
            self._here(at)
            code.memory("i64.load", self.state + offset)
            code.set(word)
            # A product's low bits know nothing of the high ones of its factors.
            self._fold(word)
            code.const64(pow(_FACTOR, offset // WORD + 1, 1 << 64))
            code.op("i64.mul")
            code.get(hash_)
            code.op("i64.add")
            code.set(hash_)
            if at is not None and offset == WORD * (RUN - 1):
                # The next run has the same numbers.
                scramble()

        code.const64(self.words)
        code.set(hash_)
        self._each(mix)
        scramble()
        self._fold(hash_)
        code.set(hash_)
        return hash_

    def _fold(self, local: int) -> None:
        """Leave a local of 64 bits with its high half in the low one, too."""
        self.code.get(local)
        self.code.get(local)
        self.code.const64(32)
        self.code.op("i64.shr_u", "i64.xor")

    def _here(self, at: int | None) -> None:
        """Leave how far behind the state that is worked on a run begins."""
        if at is None:
            self.code.const(0)
        else:
            self.code.get(at)

    def _there(self, other: int, at: int | None) -> None:
        """Leave the address at which a run begins in another state."""
        self.code.get(other)
        if at is not None:
            self.code.get(at)
            self.code.op("i32.add")

    def _each(self, write: Callable[[int | None, int], None]) -> None:
        """Write what is done to each word: given where its run begins, and how far behind it is."""
        code = self.code
        whole = self.words - self.words % RUN if self.words > RUN else 0
        if whole:
            at = code.local()
            code.const(0)
            code.set(at)
            again = code.loop()
            for word in range(RUN):
                write(at, WORD * word)
            code.get(at)
            code.plus(WORD * RUN)
            code.tee(at)
            code.const(WORD * whole)
            code.op("i32.lt_u")
            code.br_if(again)
            code.end()
        for word in range(whole, self.words):
            write(None, WORD * word)
