"""How long a script may run between two questions: an upper bound, told before anything runs.

Every loop of the language comes to an end and no script calls itself, so that the bound exists: the
product of the loops around a statement, summed along the longest way. A question ends the count,
since somebody answers it; so a game of any length has short moves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from game.rules import ir
from game.rules.cfg.graph import Function
from game.rules.expression_steps import ExpressionSteps, size
from game.rules.ir import Stmt

Ways = int | None
"""The steps of the longest of some ways through a piece of a script; None where there is no way."""


class Steps(NamedTuple):
    """The longest ways through a piece of a script, each in steps.

    A tuple, since there is one for every statement whenever rules are read.

    Attributes:
        through: from its start to its end without a question.
        jump: from its start to a `break` or `continue` out of it, without a question.
        back: from its start to a `return`, without a question.
        first: from its start to the first question or the end of the game.
        last: from the last question to its end.
        last_jump: from the last question to a `break` or `continue` out of it.
        last_back: from the last question to a `return`.
        inside: from one question to the next, or to the end of the game.
        told: whether it holds a statement that was told to take too long.
    """

    through: Ways = 0
    jump: Ways = None
    back: Ways = None
    first: Ways = None
    last: Ways = None
    last_jump: Ways = None
    last_back: Ways = None
    inside: Ways = None
    told: bool = False

    @property
    def ways(self) -> tuple[Ways, ...]:
        """All of them, in order."""
        return self[:8]

    @property
    def most(self) -> int:
        """The longest of all."""
        if self.plain:
            return self.through or 0
        return max(x for x in (*self.ways, 0) if x is not None)

    @property
    def blank(self) -> Steps:
        """The same ways, each without a step: for a piece whose length was told already."""
        return _steps([None if x is None else 0 for x in self.ways], True)

    @property
    def plain(self) -> bool:
        """Whether its end is all that it comes to."""
        return self.through is not None and self[1:] == _NOWHERE

    def then(self, after: Steps) -> Steps:
        """This piece, and another after it."""
        if self.plain and after.plain:
            # Most statements: this is for speed alone.
            return Steps((self.through or 0) + (after.through or 0))
        return Steps(
            _add(self.through, after.through),
            _most(self.jump, _add(self.through, after.jump)),
            _most(self.back, _add(self.through, after.back)),
            _most(self.first, _add(self.through, after.first)),
            _most(after.last, _add(self.last, after.through)),
            _most(self.last_jump, after.last_jump, _add(self.last, after.jump)),
            _most(self.last_back, after.last_back, _add(self.last, after.back)),
            _most(self.inside, after.inside, _add(self.last, after.first)),
            self.told or after.told,
        )

    def beside(self, other: Steps) -> Steps:
        """This piece or another."""
        if self.plain and other.plain:
            return Steps(_most(self.through, other.through))
        pairs = zip(self.ways, other.ways, strict=True)
        return _steps([_most(a, b) for a, b in pairs], self.told or other.told)

    def repeated(self, rounds: int, may_skip: bool) -> Steps:
        """This piece as the body of a loop.

        Args:
            rounds: how many there may be.
            may_skip: whether there may be none.
        """
        if rounds <= 0:
            return Steps(told=self.told)
        quiet = _most(self.through, self.jump)
        before = None if quiet is None else quiet * (rounds - 1)
        between = 0 if quiet is None else quiet * max(rounds - 2, 0)
        last = _most(self.last, self.last_jump)
        earlier = 0 if before is None else before
        return Steps(
            _most(0 if may_skip else None, None if quiet is None else quiet * rounds),
            None,
            _most(self.back, _add(before, self.back)),
            _most(self.first, _add(before, self.first)),
            _add(last, earlier),
            None,
            _most(self.last_back, _add(_add(last, between), self.back)),
            _most(self.inside, _add(_add(last, between), self.first) if rounds > 1 else None),
            self.told,
        )

    @property
    def called(self) -> Steps:
        """This piece as the body of a script: a `return` leads to its end."""
        return Steps(
            _most(self.through, self.back, self.jump),
            None,
            None,
            self.first,
            _most(self.last, self.last_back, self.last_jump),
            None,
            None,
            self.inside,
            self.told,
        )


#: What follows `through` in a piece that neither asks, jumps nor was told.
_NOWHERE = (*(None,) * 7, False)


def _steps(ways: list[Ways], told: bool) -> Steps:
    through, jump, back, first, last, last_jump, last_back, inside = ways
    return Steps(through, jump, back, first, last, last_jump, last_back, inside, told)


def _add(a: Ways, b: Ways) -> Ways:
    return None if a is None or b is None else a + b


def _most(*ways: Ways) -> Ways:
    return max((way for way in ways if way is not None), default=None)


Told = Callable[[Stmt, int, Stmt, int], None]
"""Told of a statement that may take too long, and how many steps it and those before it may be;
then which of them takes most, and how many that is."""


class StepCounter:
    """Bounds the steps of the scripts of a scenario."""

    def __init__(
        self,
        functions: Mapping[str, Function],
        work: ExpressionSteps,
        asking: Mapping[str, int],
        menus: Mapping[str, str],
        most: int,
        told: Told,
    ) -> None:
        """Nothing is counted yet.

        Args:
            functions: all scripts, by key; none calls itself.
            work: bounds expressions.
            asking: for each menu the steps of finding its legal moves.
            menus: for the key of each action's script, its menu.
            most: how many steps there may be between two questions.
            told: called for the innermost statement that may pass that number.
        """
        self._functions, self._work, self._asking = functions, work, asking
        self._menus, self._most, self._told = menus, most, told
        self._known: dict[str, Steps] = {}

    def script(self, key: str) -> Steps:
        """The steps of a whole script."""
        if key not in self._known:
            self._known[key] = Steps()
            function = self._functions.get(key)
            if function is not None:
                self._known[key] = self._body(function.body).called
        return self._known[key]

    def _body(self, body: tuple[Stmt, ...]) -> Steps:
        steps, dearest, dear = Steps(), None, 0
        for s in body:
            own = self._statement(s)
            if dearest is None or own.most > dear:
                dearest, dear = s, own.most
            here = steps.then(own)
            if here.most > self._most:
                if not here.told:
                    self._told(s, here.most, dearest, dear)
                here = here.blank
            steps = here
        return steps

    def _statement(self, s: Stmt) -> Steps:
        of = self._work.of
        match s:
            case ir.StoreLocal(_, _, value):
                return Steps(1 + of(value))
            case ir.StoreRegister(_, _, args, value) | ir.StoreScratch(_, _, args, value):
                return Steps(1 + of(value) + sum(map(of, args)))
            case ir.FillScratch(_, _, value, shape):
                return Steps(1 + of(value) + shape.size)
            case ir.MoveMembers():
                piles = s.item is None or s.source.ordered or s.target.ordered
                return Steps(4 + sum(map(of, s.parts)) + (3 * len(s.members) if piles else 0))
            case ir.Tell():
                return Steps(1 + sum(map(of, s.reads)))
            case ir.If(_, test, then, other):
                return Steps(1 + of(test)).then(self._body(then).beside(self._body(other)))
            case ir.For():
                return self._for(s)
            case ir.While(_, measure, _, body):
                head = Steps(1 + of(measure))
                rounds = max(0, measure.type.hi)
                again = head.then(self._body(body)).repeated(rounds, measure.type.lo <= 0)
                return again.then(head)
            case ir.OpenLoop(_, test, body):
                # Each round asks: no way leads through two of them without a question.
                head = Steps(1 + of(test))
                again = head.then(self._body(body)).repeated(2, test != ir.TRUE)
                return again.then(head)
            case ir.Jump(_, kind):
                return Steps(None, back=1) if kind == "return" else Steps(None, jump=1)
            case ir.Call(_, targets, which, args):
                begin = Steps(1 + sum(map(of, args)) + (0 if which is None else of(which)))
                ways = [self.script(target) for target in targets]
                return begin.then(_any(ways))
            case ir.Act(_, seat, menu):
                told = sum(map(of, s.words.open))
                asked = _question(1 + of(seat) + told + self._asking.get(menu, 0))
                actions = [self.script(key) for key, own in self._menus.items() if own == menu]
                return asked.then(_any(actions))
            case ir.Ask():
                return self._ask(s)
            case ir.End(_, _, winner):
                return Steps(None, first=1 + (0 if winner is None else of(winner)))
        return Steps(1)

    def _for(self, s: ir.For) -> Steps:
        d, of = s.domain, self._work.of
        if s.picks:
            entry = self._work.domain(d, sum(map(of, s.keys)))
            return Steps(entry).then(self._body(s.body).repeated(len(s.picks), True))
        entry = 1 + sum(of(e) for e in (d.subject, d.lo, d.hi, d.places) if e is not None)
        if d.filter is None:
            again = Steps(1).then(self._body(s.body))
            return Steps(entry).then(again.repeated(size(d), not d.values))
        # A round whose value the filter drops does nothing more.
        again = Steps(1 + of(d.filter)).then(self._body(s.body).beside(Steps()))
        return Steps(entry).then(again.repeated(size(d), True))

    def _ask(self, s: ir.Ask) -> Steps:
        of = self._work.of
        seat = 0 if s.seat is None else of(s.seat)
        told = sum(map(of, (*s.words.open, *s.words.closed)))
        asked = _question(
            1 + seat + told + self._work.domain(s.domain, 0 if s.weight is None else of(s.weight))
        )
        index = s.into.args if isinstance(s.into, ir.StoreRegister) else ()
        return asked.then(Steps(1 + sum(map(of, index))))


def _question(steps: int) -> Steps:
    """A question; working out its answers is part of the way to it."""
    return Steps(None, first=steps, last=0)


def _any(ways: list[Steps]) -> Steps:
    """One of some pieces; where there is none, nothing."""
    found = ways[0] if ways else Steps()
    for way in ways[1:]:
        found = found.beside(way)
    return found
