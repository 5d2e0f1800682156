"""Which open loops may run a whole round without asking a seat, and so for ever.

A limit of the game counts at the questions that are put to seats. Outcomes of chance do not help:
a loop of dice alone would never come to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.rules import ir
from game.rules.cfg.graph import Function
from game.rules.cfg.variables import nested
from game.rules.ir import Stmt

#: Where a piece of a script may lead before a seat is asked: on, or away by a jump of that kind.
Leads = frozenset[str]
_ON: Leads = frozenset({"on"})
_AROUND: Leads = frozenset({"on", "continue"})


def silent_loops(functions: Mapping[str, Function]) -> Iterator[ir.OpenLoop]:
    """The open loops of some scripts that may run a round in which no seat is asked.

    Args:
        functions: all scripts, by key; none calls itself.
    """
    unasked = _Unasked(functions)
    for function in functions.values():
        for s in nested(function.body):
            if isinstance(s, ir.OpenLoop) and unasked.ways(s.body) & _AROUND:
                yield s


class _Unasked:
    """Finds where scripts may lead before a seat is asked; each script is read once."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self._functions = functions
        self._passed: dict[str, bool] = {}

    def ways(self, body: tuple[Stmt, ...]) -> Leads:
        """Where some statements may lead, one after the other."""
        found: Leads = frozenset()
        for s in body:
            here = self._statement(s)
            found |= here - _ON
            if "on" not in here:
                return found
        return found | _ON

    def _statement(self, s: Stmt) -> Leads:
        match s:
            case ir.Act() | ir.End():
                return frozenset()
            case ir.Ask(seat=seat):
                return _ON if seat is None else frozenset()
            case ir.Jump(_, kind):
                return frozenset({kind})
            case ir.If(_, _, then, other):
                return self.ways(then) | self.ways(other)
            case ir.For(_, _, body):
                return self._around(self.ways(body), _may_skip(s))
            case ir.While(_, _, _, body):
                return self._around(self.ways(body), True)
            case ir.OpenLoop(_, test, body):
                inner = self.ways(body)
                left = "break" in inner or test != ir.TRUE
                return (inner & {"return"}) | (_ON if left else frozenset())
            case ir.Call(_, targets):
                return _ON if any(map(self._passes, targets)) else frozenset()
        return _ON

    def _around(self, inner: Leads, may_skip: bool) -> Leads:
        """Where a loop of so many rounds leads, whose body leads to `inner`."""
        passed = may_skip or bool(inner & (_AROUND | {"break"}))
        return (inner & {"return"}) | (_ON if passed else frozenset())

    def _passes(self, key: str) -> bool:
        """May a script come to its end, or return, before a seat is asked?"""
        if key not in self._passed:
            # In a circle of calls, which is told elsewhere, whoever is asked again passes.
            self._passed[key] = True
            function = self._functions.get(key)
            if function is not None:
                self._passed[key] = bool(self.ways(function.body) & {"on", "return"})
        return self._passed[key]


def _may_skip(s: ir.For) -> bool:
    """May a loop have no round, as far as its list tells?"""
    d = s.domain
    if d.filter is not None or d.places is not None:
        return True
    if d.lo is not None and d.hi is not None:
        return d.lo.type.hi >= d.hi.type.lo
    return not all(d.table) if d.table else not d.values
