"""Who sees what: from the declared visibility, nothing else.

A state's cells are bytes, and a seat sees each always, never, or while a test holds. Tests read
few bytes and change seldom, so each is evaluated once for the bytes that it reads, and the mask
of a seat is made once for each outcome of its tests.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from operator import itemgetter
from typing import Any, Final

import attrs

from game.engine.core import Core
from game.engine.interpret import State
from game.engine.partial import BLANK, PartialInterpreter, partial_state
from game.engine.reads import bytes_read, runs
from game.engine.view import View, cells_of
from game.rules import ir
from game.rules.information.visibility import sight_of
from game.rules.ir import VIEWER, Expr
from game.rules.program import HEADER

#: So many outcomes are remembered of a test, and masks of a seat; then it starts anew.
MOST: Final = 1 << 12
#: And so many bytes at most of the masks of a seat, or of what outcomes of a test were found for.
MOST_BYTES: Final = 1 << 22


@attrs.define(eq=False)
class _Test:
    """A test with the bytes of a state that it reads, and its outcomes that are known, so many."""

    test: Expr
    reads: Callable[[State], Any] | None = None
    most: int = MOST
    known: dict[Any, bool] = attrs.Factory(dict)
    #: Whether it surely holds, by the bytes that it reads and which of them are known.
    sure: dict[Any, bool] = attrs.Factory(dict)


@attrs.frozen
class Mask:
    """What a seat sees: a byte for each of the state's, as 0 and 1; and as 0 and 255, in a number.

    Attributes:
        shown: the bytes.
        bits: the number, which masks a state in one operation.
        blank: the bytes at the start of the game of what is not seen, in a number.
    """

    shown: bytes
    bits: int
    blank: int


class Visibility:
    """Works out which bytes of a state a seat sees, and hides the rest."""

    def __init__(self, core: Core) -> None:
        self._core, program = core, core.program
        self._partial = PartialInterpreter(program)
        self._size = len(program.start)
        self._start = int.from_bytes(program.start, "little")
        seats = program.symbols.sets["seat"]
        always = set(range(HEADER))
        #: For each seat the bytes that it sees while a test holds; many bytes share a test.
        found: list[dict[Expr, list[int]]] = [{} for _ in seats.ids]
        for info in program.symbols.registers.values():
            if info.frozen:
                continue
            if info.see is None:
                always.update(range(info.offset, info.offset + info.bytes))
                continue
            types = [program.symbols.sets[s].type for _, s in info.index]
            for viewer, tests in enumerate(found):
                for combo in cells_of(program, info.name):
                    args = tuple(ir.const(v, t) for v, t in zip(combo, types, strict=True))
                    read = ir.RegisterRef(info.type, info.name, args)
                    test = sight_of(program.symbols, read, ir.const(viewer, seats.type))
                    at = info.at(combo)
                    tests.setdefault(test, []).extend(range(at, at + info.cell_bytes))
        for slot, see in program.local_sees.items():
            taken = program.offsets[slot].bytes
            if see is None:
                always.update(taken)
                continue
            for viewer, tests in enumerate(found):
                tests.setdefault(ir.substitute(see, {VIEWER: viewer}), []).extend(taken)
        for tests in found:
            tests.pop(ir.FALSE, None)
        #: What a seat sees always: few bytes besides those that all see.
        self._always = [frozenset(tests.pop(ir.TRUE, ())) for tests in found]
        shown = bytearray(self._size)
        for at in always:
            shown[at] = 1
        self._open = bytes(shown)
        self._bytes = [list(tests.values()) for tests in found]
        shared: dict[Expr, _Test] = {}
        self._tests = [[shared.setdefault(test, _Test(test)) for test in tests] for tests in found]
        # Seats that see the same whatever happens have their one mask in common.
        alike: dict[frozenset[int], dict[tuple[bool, ...], Mask]] = {}
        self._masks = [
            {} if tests else alike.setdefault(sees, {})
            for tests, sees in zip(found, self._always, strict=True)
        ]
        self._most_masks = max(1, min(MOST, MOST_BYTES // (3 * self._size)))

    def surely(self, at: int, seat: int) -> bool:
        """Does a seat see a byte of every state, whatever the registers hold?"""
        return bool(self._open[at]) or at in self._always[seat]

    def sees(self, state: State, at: int, seat: int) -> bool:
        """Does a seat see a byte of a state?"""
        return bool(self.mask(state, seat).shown[at])

    def _reader(self, test: _Test) -> Callable[[State], Any]:
        """What gives the bytes of a state on which a test may depend."""
        read = runs(bytes_read(self._core.program, test.test))
        places = [at for first, past in read for at in range(first, past)]
        test.most = max(1, min(MOST, MOST_BYTES // (8 * len(places) + 1)))
        test.reads = itemgetter(*places) if places else lambda _: ()
        return test.reads

    def _learn(self, test: _Test, key: Any, state: State) -> bool:
        """Work out a test, and remember its outcome for the bytes that it reads."""
        if len(test.known) >= test.most:
            test.known.clear()
        held = test.known[key] = bool(self._core.interpreter.value(test.test, state, {}))
        return held

    def mask(self, state: State, seat: int) -> Mask:
        """What a seat sees of a state.

        Args:
            state: the state.
            seat: the place of who looks.
        """
        held = []
        for test in self._tests[seat]:
            key = (test.reads or self._reader(test))(state)
            known = test.known.get(key)
            held.append(self._learn(test, key, state) if known is None else known)
        outcome = tuple(held)
        masks = self._masks[seat]
        found = masks.get(outcome)
        if found is None:
            if len(masks) >= self._most_masks:
                masks.clear()
            found = masks[outcome] = self._mask(seat, outcome)
        return found

    def _mask(self, seat: int, outcome: tuple[bool, ...]) -> Mask:
        shown = bytearray(self._open)
        for at in self._always[seat]:
            shown[at] = 1
        for held, seen in zip(outcome, self._bytes[seat], strict=True):
            for at in seen if held else ():
                shown[at] = 1
        bits = int.from_bytes(shown, "little") * 255
        return Mask(bytes(shown), bits, self._start & ~bits)

    def shown_if(self, holds: Callable[[Expr], bool], seat: int) -> bytes:
        """A byte for each of a state's: 1 where a seat sees it if those tests hold that are told.

        Args:
            holds: tells of a test over a state whether it holds.
            seat: the place of who looks.
        """
        return self._mask(seat, tuple(holds(test.test) for test in self._tests[seat])).shown

    def masked(self, state: State, mask: Mask) -> bytes:
        """A state with every byte that is not seen as at the start."""
        bits = int.from_bytes(state, "little") & mask.bits | mask.blank
        return bits.to_bytes(self._size, "little")

    def view(self, state: State, seat: int, last: View | None = None) -> View:
        """What a seat sees of a state.

        Args:
            state: the state.
            seat: the place of who looks.
            last: an earlier view of the seat; it is returned itself where it shows the same.
        """
        mask = self.mask(state, seat)
        masked = self.masked(state, mask)
        if last is not None and last.mask == mask.shown and last.masked == masked:
            return last
        return View(self._core.program, self._core.seats[seat], bytearray(masked), mask.shown)

    def common(self, state: State, seats: Collection[int]) -> View:
        """What all of some seats see, and of which each of them knows that the others see it.

        What one sees by what the others do not see would tell them that by lying open.

        Args:
            state: the state.
            seats: the places of who look, one at least.
        """
        masks = [self.mask(state, seat) for seat in seats]
        shown = masks[0].shown
        for mask in masks[1:]:
            both = int.from_bytes(shown, "little") & int.from_bytes(mask.shown, "little")
            shown = both.to_bytes(self._size, "little")
        if len(masks) > 1:
            shown = self._openly(state, seats, shown)
        bits = int.from_bytes(shown, "little") * 255
        masked = self.masked(state, Mask(shown, bits, self._start & ~bits))
        seat = self._core.seats[next(iter(seats))] if len(masks) == 1 else ""
        return View(self._core.program, seat, bytearray(masked), shown)

    def _openly(self, state: State, seats: Collection[int], shown: bytes) -> bytes:
        """Of what all see, that which they see by what all see."""
        while True:
            kept, known = bytearray(shown), bytearray(shown)
            for seat in seats:
                for test, seen in zip(self._tests[seat], self._bytes[seat], strict=True):
                    if any(kept[at] for at in seen) and not self._sure(test, state, known):
                        for at in seen:
                            kept[at] = 0
            if kept == shown:
                return shown
            shown = bytes(kept)

    def _sure(self, test: _Test, state: State, shown: bytearray) -> bool:
        """Does a test hold whatever stands where nothing is shown?"""
        reads = test.reads or self._reader(test)
        key = reads(state), reads(shown)
        held = test.sure.get(key)
        if held is None:
            if len(test.sure) >= test.most:
                test.sure.clear()
            found = self._partial.known(test.test, partial_state(state, bytes(shown)), {})
            held = test.sure[key] = found is not BLANK and bool(found)
        return held

    def sees_answer(self, before: State, seat: int) -> bool:
        """Is a seat told which answer is given in a state: its own, an action, or one it may see?

        Log, history and window all ask this, of the state before the answer.

        Args:
            before: the state.
            seat: the place of who looks.
        """
        if before[2]:
            return True
        core = self._core
        see = core.ask(core.point(before)).see
        if see is None or core.seat(before) == seat:
            return True
        return bool(core.interpreter.value(see, before, {VIEWER: seat}))

    def opened(self, before: State, after: State, seat: int) -> bool:
        """Does a seat see something in the later state that it did not see in the earlier one?"""
        old, new = self.mask(before, seat).bits, self.mask(after, seat).bits
        return bool(new & ~old)
