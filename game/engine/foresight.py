"""What comes of a move whatever stands where a seat does not look.

A script runs on a partial state. Where it hangs on what is not seen which way it goes, it goes all
ways, each on a copy, and where they meet again only that is known in which they agree: an abstract
interpretation (Cousot and Cousot, 1977) in the lattice of known and unknown cells. So no more is
told than holds in every state that looks the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from game.engine.errors import stuck
from game.engine.interpret import State
from game.engine.partial import BLANK, MEANINGLESS, LocalValues, PartialInterpreter, Unseen
from game.rules import ir
from game.rules.cfg import Branch, Decision, Function, Goto, Over, Switch
from game.rules.ir import Stmt
from game.rules.program import Program

#: So many statements may run of which it is not known whether they do; then nothing is told.
MOST: Final = 20_000

#: So deep may ways part that lead to different questions.
DEEPEST: Final = 24

#: Where a run of statements leads, by the jump it ends in, "" for on: the state and the locals.
Leaving = dict[str, tuple[State, LocalValues]]

#: A byte as 1 where it is 0, else 0.
_SAME: Final = bytes([1]) + bytes(255)


class TooMuch(Exception):
    """There are too many ways to follow."""


class Foresight(PartialInterpreter):
    """Runs scripts on partial states; made anew for each move."""

    def __init__(self, program: Program, whole: bool = False) -> None:
        """Follow nothing yet; see `PartialInterpreter`."""
        super().__init__(program, whole)
        self._left, self._deep = MOST, 0

    # Leaving that part and meet ---------------------------------------------------------------

    def join(
        self, one: tuple[State, LocalValues], other: tuple[State, LocalValues]
    ) -> tuple[State, LocalValues]:
        """What is known whichever of two ways was taken."""
        (s, env), (t, more) = one, other
        size = self.size
        differ = int.from_bytes(s[:size], "little") ^ int.from_bytes(t[:size], "little")
        same = int.from_bytes(differ.to_bytes(size, "little").translate(_SAME), "little")
        same &= int.from_bytes(s[size:], "little") & int.from_bytes(t[size:], "little")
        known = same.to_bytes(size, "little")
        values = int.from_bytes(s[:size], "little") & same * 255
        slots = {**env, **more}
        joined = {slot: _agreed(env.get(slot, BLANK), more.get(slot, BLANK)) for slot in slots}
        return bytearray(values.to_bytes(size, "little") + known), joined

    def _add(self, ways: Leaving, more: Leaving) -> Leaving:
        """Add ways to some; those that end in the same jump meet."""
        for jump, there in more.items():
            ways[jump] = self.join(ways[jump], there) if jump in ways else there
        return ways

    def _either(
        self, runs: Sequence[Callable[[State, LocalValues], Leaving]], s: State, env: LocalValues
    ) -> Leaving:
        """Go several ways from here, of which one is taken.

        Raises:
            ScriptError: none of them can be gone; one that cannot is left out.
        """
        was, self.unsure = self.unsure, True
        found: Leaving = {}
        failed: Exception | None = None
        try:
            for run in runs:
                self._count()
                copy = {k: list(v) if isinstance(v, list) else v for k, v in env.items()}
                try:
                    self._add(found, run(bytearray(s), copy))
                except MEANINGLESS as error:
                    failed = error
        finally:
            self.unsure = was
        if not found and failed is not None:
            raise failed
        return found

    def _count(self) -> None:
        self._left -= self.unsure
        if self._left < 0:
            raise TooMuch

    # Statements ----------------------------------------------------------------------------

    def native(self, body: tuple[Stmt, ...] | list[Stmt], s: State, env: LocalValues) -> None:
        """Run statements that never pause, in place."""
        s[:], more = self._meet(self._body(body, s, env), "return")
        env.update(more)

    def call(self, function: Function, values: list[Any], s: State) -> None:
        """Run a function that never pauses, in place."""
        self.native(function.body, s, dict(zip(function.params, values, strict=True)))

    def _body(self, body: Iterable[Stmt], s: State, env: LocalValues) -> Leaving:
        """Run statements; where some ways have jumped away, the others may not be gone at all."""
        was, here, left = self.unsure, (s, env), Leaving()
        try:
            for st in body:
                try:
                    found = self._step(st, *here)
                except MEANINGLESS:
                    if not left:
                        raise
                    return left
                on = found.pop("", None)
                self._add(left, found)
                if on is None:
                    return left
                here = on
                self.unsure = was or bool(left)
        finally:
            self.unsure = was
        return self._add(left, {"": here})

    def _step(self, st: Stmt, s: State, env: LocalValues) -> Leaving:
        """Run a statement."""
        self.running(st.rule)
        self._count()
        match st:
            case ir.StoreLocal(value=value) | ir.StoreRegister(value=value):
                self.assign(st, self.known(value, s, env), s, env)
            case ir.MoveMembers():
                self.move(st, s, env)
            case ir.If(_, test, then, other):
                held = self.known(test, s, env)
                if held is not BLANK:
                    return self._body(then if held else other, s, env)
                return self._either([partial(self._body, b) for b in (then, other)], s, env)
            case ir.For():
                return self._for(st, s, env)
            case ir.While():
                return self._while(st, s, env)
            case ir.Call(_, targets, which, args):
                values = [self.known(a, s, env) for a in args]
                place = 0 if which is None else self.known(which, s, env)
                called = targets if place is BLANK else (targets[place],)
                runs = [partial(self._call, self.program.functions[t], values) for t in called]
                return self._either(runs, s, env) if len(runs) > 1 else runs[0](s, env)
            case ir.Jump(_, kind):
                return {kind: (s, env)}
            case ir.StoreScratch():
                self.store_scratch(st, s, env)
            case ir.FillScratch(_, slot, value, shape):
                self.fill(slot, [self.known(value, s, env)] * shape.size, s, env)
            case ir.HoldPlaces(_, slot, places, shape):
                found = self.known(places, s, env)
                held = [BLANK] * shape.size
                if found is not BLANK:
                    held = [bool(x) for x in found.reached[:-1]]
                self.fill(slot, held, s, env)
            case ir.SelectBest(_, sign, domain, keys, into):
                taken = self._best(len(into), sign, domain, keys, s, env)
                for i, local in enumerate(into):
                    self.keep(local.slot, taken[i] if i < len(taken) else -1, s, env)
            case ir.CheckDecreasing(_, measure, before):
                now, last = self.known(measure, s, env), self.known(before, s, env)
                if BLANK not in (now, last) and now >= last > 0:
                    raise stuck(st.rule, last, now, st.at)
            case ir.NoteFall(_, measure, before):
                now, last = self.known(measure, s, env), self.known(before, s, env)
                if last is BLANK or (last > 0 and now is BLANK):
                    self.keep(before.slot, BLANK, s, env)
                elif last > 0 and now < last:
                    self.keep(before.slot, 0, s, env)
        return {"": (s, env)}

    def _call(self, function: Function, values: list[Any], s: State, env: LocalValues) -> Leaving:
        """Run a function that never pauses; the caller's locals stay as they are."""
        # A script with nothing in it runs, too.
        self.running(function.key)
        found = self._body(function.body, s, dict(zip(function.params, values, strict=True)))
        state, _ = self._meet(found, "return")
        return {"": (state, env)}

    def _meet(self, ways: Leaving, *jumps: str) -> Any:
        """Where one is who went on or took one of some jumps, which are taken out; or None."""
        met = Leaving()
        for jump in ("", *jumps):
            if jump in ways:
                self._add(met, {"": ways.pop(jump)})
        return met.get("")

    def _best(
        self, count: int, sign: int, d: ir.Domain, keys: Any, s: State, env: LocalValues
    ) -> Any:
        """The members with the best keys, as many as there are; `BLANK` for each if not known."""
        try:
            return self.best(count, sign, d, keys, s, env)
        except Unseen:
            return [BLANK] * count

    def _for(self, st: ir.For, s: State, env: LocalValues) -> Leaving:
        """Run a loop that never pauses, over all lists that it may run over."""
        d = st.domain
        if st.picks:
            values = self._best(len(st.picks), st.sign, d, st.keys, s, env)
            return self._over(st, values, BLANK in values, s, env)
        try:
            return self._over(st, self.span(d, s, env), False, s, env)
        except Unseen:
            pass
        if d.table:
            lists = [partial(self._over, st, row, False) for row in dict.fromkeys(d.table)]
            return self._either(lists, s, env)
        # Of a range or of places, which are run over in order, some.
        whole: Sequence[int] = range(d.type.lo, d.type.hi + 1)
        if d.type.kind == "member":
            mask = ir.unfiltered(d).mask
            whole = [v for v in range(mask.bit_length()) if mask >> v & 1]
        return self._over(st, whole, True, s, env)

    def _over(
        self, st: ir.For, values: Sequence[Any], some: bool, s: State, env: LocalValues
    ) -> Leaving:
        """Run a loop over values, or over some of them."""
        was, here, left = self.unsure, (s, env), Leaving()
        try:
            for v in values:
                s, env = here
                env[st.domain.slot] = v
                runs: Any = True
                if st.domain.filter is not None and not st.picks:
                    runs = self.known(st.domain.filter, s, env)
                if not runs:
                    continue
                try:
                    if runs is BLANK or some:
                        found = self._either([partial(self._body, st.body), _stay], s, env)
                    else:
                        found = self._body(st.body, s, env)
                except MEANINGLESS:
                    if not left:
                        raise
                    return self._leave(left, None)
                on = self._meet(found, "continue")
                self._add(left, found)
                if on is None:
                    return self._leave(left, None)
                here = on
                self.unsure = was or bool(left)
        finally:
            self.unsure = was
        return self._leave(left, here)

    def _leave(self, left: Leaving, on: tuple[State, LocalValues] | None) -> Leaving:
        """The ways out of a loop: one goes on after a break."""
        out = self._meet(left, "break")
        for there in (out, on):
            if there is not None:
                self._add(left, {"": there})
        return left

    def _while(self, st: ir.While, s: State, env: LocalValues) -> Leaving:
        """Run a falling loop that never pauses.

        Where its number is not known it runs any number of times: until another round forgets
        nothing more.
        """
        was, here, left = self.unsure, (s, env), Leaving()
        last: Any = st.measure.type.hi + 1
        try:
            while True:
                now = self.known(st.measure, *here)
                if now is BLANK:
                    found = self._either([partial(self._body, st.body), _stay], *here)
                elif now <= 0:
                    return self._leave(left, here)
                elif last is not BLANK and now >= last:
                    raise stuck(st.rule, last, now, st.at)
                else:
                    found = self._body(st.body, *here)
                last = now
                on = self._meet(found, "continue")
                self._add(left, found)
                if on is None or (now is BLANK and on == here):
                    return self._leave(left, on)
                here = on
                self.unsure = was or bool(left)
        except MEANINGLESS:
            if not left:
                raise
            return self._leave(left, None)
        finally:
            self.unsure = was

    # Blocks --------------------------------------------------------------------------------

    def run(self, number: int, s: State, env: LocalValues | None = None) -> None:
        """Run from a block to the next question or the end, in place."""
        blocks = self.program.graph.blocks
        while True:
            block = blocks[number]
            env = env or {}
            self.native(block.code, s, env)
            self.running(block.function)
            self._count()
            match block.end:
                case Goto(to):
                    number = to
                case Branch(test, yes, no):
                    held = self.known(test, s, env)
                    if held is BLANK:
                        return self._part((yes, no), s)
                    number = yes if held else no
                case Switch(which, to_):
                    place = self.known(which, s, env)
                    if place is BLANK:
                        return self._part(dict.fromkeys(to_), s)
                    number = to_[place]
                case Decision(_, _, question):
                    s[0], s[1] = question & 255, question >> 8
                    return None
                case Over(ending, winner):
                    self.finish(ending, -1 if winner is None else self.known(winner, s, env), s)
                    return None
            env = None

    def _part(self, blocks: Iterable[int], s: State) -> None:
        """Go on from one of several blocks; they need not lead to one question."""
        if self._deep >= DEEPEST:
            raise TooMuch
        self._deep += 1

        def way(number: int, state: State, _: LocalValues) -> Leaving:
            self.run(number, state)
            return {"": (state, {})}

        found = self._either([partial(way, number) for number in blocks], s, {})
        s[:] = found[""][0]
        self._deep -= 1


def _stay(s: State, env: LocalValues) -> Leaving:
    """Do nothing."""
    return {"": (s, env)}


def _agreed(one: Any, other: Any) -> Any:
    """What a local holds whichever of two ways was taken; of an indexed one, each cell."""
    if isinstance(one, list) and isinstance(other, list):
        return [_agreed(a, b) for a, b in zip(one, other, strict=True)]
    if isinstance(one, list) or isinstance(other, list):
        return BLANK
    return one if one == other and type(one) is type(other) else BLANK
