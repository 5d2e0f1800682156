"""What the final count would give each seat, as far as one of them may know.

The rules' own scripts say it: the scores of their endings, and before that, if wanted, a procedure
that counts (a summit, a last scoring). It runs on a seat's partial state. Where it hangs on what
is not seen which way it goes, it goes each way apart, and what came of the ways is told as a range;
an expression that reads what is not seen has the range of its type, or of the sides it may take.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import attrs

from game.engine.core import Core
from game.engine.errors import ScriptError
from game.engine.forecast import Forecast
from game.engine.foresight import Foresight, Leaving, TooMuch
from game.engine.interpret import State
from game.engine.partial import BLANK, MEANINGLESS, LocalValues, Unseen, partial_state
from game.engine.view import View
from game.engine.workings import Workings
from game.rules import ir
from game.rules.cfg import Function, Over
from game.rules.ir import Expr, Stmt
from game.rules.program import EndingCode, Program

#: So many ways are gone apart; of more nothing is told.
MOST_WAYS: Final = 32
#: And a loop that asks goes round so often.
MOST_ROUNDS: Final = 200


@attrs.frozen
class ScoreRange:
    """A number as far as it is known: at least `low` and at most `high`, which may be the same."""

    low: int
    high: int

    @property
    def known(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def nothing(self) -> ScoreRange:
        """What adds nothing."""
        return ScoreRange(0, 0)

    def __add__(self, other: ScoreRange) -> ScoreRange:
        return ScoreRange(self.low + other.low, self.high + other.high)

    def __neg__(self) -> ScoreRange:
        return ScoreRange(-self.high, -self.low)

    def __or__(self, other: ScoreRange) -> ScoreRange:
        return ScoreRange(min(self.low, other.low), max(self.high, other.high))


@attrs.frozen
class ScorePart:
    """A part of what a score is the sum of: what it is called for people, and what it adds."""

    title: str
    value: ScoreRange


@attrs.frozen
class SeatScore:
    """How a seat stands, as another may know it.

    Attributes:
        seat: its id.
        score: what the ending would give it.
        terms: what that is the sum of; none where it is no sum.
    """

    seat: str
    score: ScoreRange
    terms: tuple[ScorePart, ...] = ()


class _Apart(Foresight):
    """Runs a script one way where it is not known which: the ways that were told, then the first.

    What a seat is asked is left to nobody: it is declined where it can be, else not known.
    """

    def __init__(self, program: Program, ways: Sequence[bool]) -> None:
        super().__init__(program)
        self.gone = list[bool]()
        self._told = list(ways)

    def _step(self, st: Stmt, s: State, env: LocalValues) -> Leaving:
        match st:
            case ir.If(_, test, then, other) if not self.unsure:
                held = self.known(test, s, env)
                if held is BLANK:
                    size = len(self.gone)
                    held = self._told[size] if size < len(self._told) else True
                    self.gone.append(bool(held))
                return self._body(then if held else other, s, env)
            case ir.Ask():
                self.running(st.rule)
                env[st.slot] = -1 if st.decline else BLANK
                self.assign(st.into, env[st.slot], s, env)
                return {"": (s, env)}
            case ir.End():
                return {"return": (s, env)}
            case ir.Act():
                raise TooMuch
            case ir.OpenLoop(_, test, body):
                return self._round(test, body, s, env)
        return super()._step(st, s, env)

    def _round(self, test: Expr, body: tuple[Stmt, ...], s: State, env: LocalValues) -> Leaving:
        """Run a loop that may ask."""
        left: Leaving = {}
        for _ in range(MOST_ROUNDS):
            held = self.known(test, s, env)
            if held is BLANK:
                raise TooMuch
            if not held:
                return self._leave(left, (s, env))
            found = self._body(body, s, env)
            on = self._meet(found, "continue")
            self._add(left, found)
            if on is None:
                return self._leave(left, None)
            s, env = on
        raise TooMuch


class Scoring:
    """Tells how the seats of one game stand."""

    def __init__(self, core: Core, forecast: Forecast, workings: Workings) -> None:
        self._core, self._program = core, core.program
        self._forecast, self._workings = forecast, workings

    @cached_property
    def _scored(self) -> dict[str, EndingCode]:
        """The endings that can come and have a score."""
        ends = (block.end for block in self._program.graph.blocks)
        come = {end.ending for end in ends if isinstance(end, Over)}
        codes = [self._program.endings[n] for n in sorted(come)]
        return {code.id: code for code in codes if code.score is not None}

    def ending(self, wanted: Sequence[str]) -> EndingCode | None:
        """The ending by which seats are judged: the first wanted that may come, else the only."""
        scored = self._scored
        for name in wanted:
            if name in scored:
                return scored[name]
        return next(iter(scored.values())) if len(scored) == 1 and not wanted else None

    def now(self, view: View, endings: Sequence[str]) -> tuple[SeatScore, ...]:
        """How the seats stand as it is; nothing where no ending tells.

        Args:
            view: what a seat sees.
            endings: the endings by which they are judged, of which the first that can come counts;
                if there are none, the only one that has a score.
        """
        ending = self.ending(endings)
        if ending is None or view.masked[2]:
            return ()
        state = partial_state(view.masked, view.mask)
        return self._judged(ending, Foresight(self._program), state)

    def counted(
        self, view: View, endings: Sequence[str], count: str
    ) -> Iterator[tuple[SeatScore, ...] | None]:
        """How they would stand after a procedure; nothing where that cannot be told.

        It yields None as it goes on, and at last what it found.

        Args:
            view: what a seat sees.
            endings: see `now`.
            count: a procedure without parameters; what it asks is declined.
        """
        ending = self.ending(endings)
        function = self._program.functions.get(f"procedure.{count}")
        if ending is None or function is None or function.params or self._within(view, function):
            yield ()
            return
        found: list[tuple[SeatScore, ...]] = []
        ways: list[bool] = []
        while True:
            state = partial_state(view.masked, view.mask)
            run = _Apart(self._program, ways)
            try:
                run.call(function, [], state)
                found.append(self._judged(ending, run, state))
            except (ScriptError, TooMuch, Unseen):
                yield ()
                return
            except MEANINGLESS:
                if all(view.mask):
                    raise
            # The last way that was gone as told first is gone the other way next.
            ways = run.gone
            while ways and not ways[-1]:
                ways.pop()
            if not ways or len(found) >= MOST_WAYS:
                yield () if ways else _together(found)
                return
            ways[-1] = False
            yield None

    def _within(self, view: View, function: Function) -> bool:
        """Whether the game is over, or a procedure asks now, or what it calls: it has begun."""
        if view.masked[2]:
            return True
        asks = self._core.ask(self._core.point(view.masked)).rule
        return asks in self._forecast.scripts(function.key)

    def _judged(self, ending: EndingCode, run: Foresight, state: State) -> tuple[SeatScore, ...]:
        assert ending.score is not None
        found = []
        for place, seat in enumerate(self._core.seats):
            env = {ending.seat: place}
            e, here = self._led(run, ending.score, state, env)
            parts = self._split(run, e, state, here, False) if _is_sum(e) else []
            told = tuple(part for part in parts if part.value != ScoreRange(0, 0))
            score = self._bounds(run, ending.score, state, env)
            found.append(SeatScore(seat, score, told))
        return tuple(found)

    def _led(self, run: Foresight, e: Expr, s: State, env: LocalValues) -> tuple[Expr, LocalValues]:
        """The expression that one comes down to here, as far as that is known."""
        while True:
            match e:
                case ir.Conditional(_, test, a, b) | ir.Known(_, a, b, test):
                    held = run.known(test, s, env)
                    if held is BLANK:
                        return e, env
                    e = a if held else b
                case ir.DerivedRef(_, name, args):
                    given = [run.known(arg, s, env) for arg in args]
                    slots, e = self._program.scopes.derived[name]
                    env = dict(zip(slots, given, strict=True))
                case _:
                    return e, env

    def _split(
        self, run: Foresight, e: Expr, s: State, env: LocalValues, less: bool
    ) -> list[ScorePart]:
        """The terms of a sum."""
        match e:
            case ir.Arithmetic(_, "+" | "-" as op, a, b):
                left = self._split(run, a, s, env, less)
                return left + self._split(run, b, s, env, less != (op == "-"))
        value = self._bounds(run, e, s, env)
        return [ScorePart(self._workings.called(e), -value if less else value)]

    def _bounds(self, run: Foresight, e: Expr, s: State, env: LocalValues) -> ScoreRange:
        """A number, or a truth value as 0 or 1, as far as it is known."""
        found = run.known(e, s, env)
        if found is not BLANK:
            return ScoreRange(int(found), int(found))
        match e:
            case ir.Arithmetic(_, "+" | "-" as op, a, b):
                right = self._bounds(run, b, s, env)
                return self._bounds(run, a, s, env) + (-right if op == "-" else right)
            case ir.Conditional(_, test, a, b) | ir.Known(_, a, b, test):
                held = run.known(test, s, env)
                if held is BLANK:
                    return self._bounds(run, a, s, env) | self._bounds(run, b, s, env)
                return self._bounds(run, a if held else b, s, env)
            case ir.Aggregate(_, "sum"):
                return self._summed(run, e, s, env)
            case ir.Arithmetic(_, "*" | "//" as op, a, ir.Const(_, by)) if by > 0:
                found = self._bounds(run, a, s, env)
                ends = [n * by if op == "*" else n // by for n in (found.low, found.high)]
                return ScoreRange(int(ends[0]), int(ends[1]))
            case ir.DerivedRef(_, name, args):
                slots, body = self._program.scopes.derived[name]
                given: list[Any] = [run.known(arg, s, env) for arg in args]
                return self._bounds(run, body, s, dict(zip(slots, given, strict=True)))
        return ScoreRange(e.type.lo, e.type.hi)

    def _summed(self, run: Foresight, e: ir.Aggregate, s: State, env: LocalValues) -> ScoreRange:
        """A sum over members of which it need not be known which are among them."""
        domain, body = e.domain, e.body
        try:
            members = run.span(domain, s, env)
        except Unseen:
            return ScoreRange(e.type.lo, e.type.hi)
        found = nothing = ScoreRange(0, 0)
        for v in members:
            here = {**env, domain.slot: v}
            among = True if domain.filter is None else run.known(domain.filter, s, here)
            if among is BLANK:
                found += nothing | self._bounds(run, body, s, here)
            elif among:
                found += self._bounds(run, body, s, here)
        return found


def _is_sum(e: Expr) -> bool:
    return isinstance(e, ir.Arithmetic) and e.op in ("+", "-")


def _together(ways: Sequence[tuple[SeatScore, ...]]) -> tuple[SeatScore, ...]:
    """What holds whichever of some ways is gone: ranges over them all."""
    if not ways:
        return ()
    first, *rest = ways
    for way in rest:
        first = tuple(_either(one, other) for one, other in zip(first, way, strict=True))
    return first


def _either(one: SeatScore, other: SeatScore) -> SeatScore:
    terms = {part.title: part.value for part in one.terms}
    more = {part.title: part.value for part in other.terms}
    nothing = ScoreRange(0, 0)
    titles = dict.fromkeys([*terms, *more])
    joined = tuple(
        ScorePart(title, terms.get(title, nothing) | more.get(title, nothing)) for title in titles
    )
    return SeatScore(one.seat, one.score | other.score, joined)
