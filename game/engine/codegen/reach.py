"""Writes reach as Python source: a search by breadth, by buckets of cost, or by a heap.

What does not change in a game, which steps there are and what they cost, is put into tables. What
was found last is kept with the state it was found in: equal states have equal answers, whatever was
written between two questions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from game.engine.codegen.protocols import Expressions
from game.rules import cfg, ir
from game.rules.ir import Const, Expr

#: So many buckets are made at most; beyond, a heap is cheaper.
BUCKETS = 256

#: Of each place, the places where a step leads; or each with its cost.
Net = tuple[tuple[Any, ...], ...]


@attrs.frozen
class _Plan:
    """A reach with its parts sorted by what they read.

    Attributes:
        e: the reach, settled.
        net: the name of the table of steps; empty where they change.
        leave: conditions on the place that one leaves.
        enter: conditions on the place where one goes alone.
        step: conditions on both.
        cost: what a step costs; None where the table has it.
        stop: whether a step ends the way.
        apart: whether one may stop in a place and also go on from it.
    """

    e: ir.Reach
    net: str
    leave: tuple[Expr, ...]
    enter: tuple[Expr, ...]
    step: tuple[Expr, ...]
    cost: Expr | None
    stop: Expr
    apart: bool


class ReachWriter:
    """Writes the function of one reach, with the locals that it reads as its parameters."""

    def __init__(self, expr: Expressions) -> None:
        self._expr, self._out, self._module = expr, expr.out, expr.module
        self._head = 0
        self._names: dict[str, str] = {}

    def write(self, e: ir.Reach, memory: str, free: list[str]) -> None:
        """Write the whole body.

        Args:
            e: the reach, settled.
            memory: the name of a list of one, (a state, what was found in it).
            free: the locals that it reads, as source of what can be part of a key.
        """
        out, plan = self._out, self._plan(e)
        key = f"({', '.join(free)},)"
        out.line(f"last = {memory}[0]")
        if free:
            with out.indented("if s == last[0]:"):
                out.line(f"known = last[1].get({key})")
                out.line("if known is not None: return known")
            with out.indented("else:"):
                out.line(f"last = {memory}[0] = (bytes(s), {{}})")
        else:
            out.line("if s == last[0]: return last[1]")
        self._head, self._names = len(out.lines), {}
        self._expr.remember = self._remembered
        out.line(f"far = {e.far if e.within is None else self._expr.expr(e.within) + ' + 1'}")
        out.line(f"spent = [far] * {e.size + 1}")
        out.line(f"got = bytearray({e.size + 1})")
        self._starts(e)
        if plan.apart:
            out.line("on = spent[:]")
        if plan.enter:
            out.line("shut = []")
        if isinstance(plan.cost, Const) and not plan.apart:
            self._by_breadth(plan, plan.cost)
        elif e.within is not None and e.within.type.hi < BUCKETS:
            out.line("rows = [[] for _ in range(far)]")
            out.line("rows[0] = line")
            each, of = "for d, line in enumerate(rows):", f"for v{e.source} in line:"
            with out.indented(each), out.indented(of):
                self._leave(plan, lambda q: out.line(f"rows[t].append({q})"))
        else:
            out.line("heap = [(0, p) for p in line]")
            with out.indented("while heap:"):
                out.line(f"d, v{e.source} = heappop(heap)")
                self._leave(plan, lambda q: out.line(f"heappush(heap, (t, {q}))"))
        if plan.enter:
            out.line("for q in shut: spent[q] = far")
        out.line("found = Costs(tuple(spent), bytes(got))")
        if free:
            out.line(f"last[1][{key}] = found")
        else:
            out.line(f"{memory}[0] = (bytes(s), found)")
        out.line("return found")

    def _remembered(self, name: str, args: tuple[Expr, ...]) -> str:
        """Source of a cell of a derived value, worked out once in a position."""
        if name not in self._names:
            self._names[name] = f"known{len(self._names)}"
            line = f"    {self._names[name]} = {self._module.remembered(name)}(s)"
            self._out.lines.insert(self._head, line)
        index = ", ".join(map(self._expr.expr, args))
        return f"{self._names[name]}[{index or '()'}]"

    # What is known beforehand --------------------------------------------------------------

    def _plan(self, e: ir.Reach) -> _Plan:
        steps = self._module.expander.domain(e.steps)
        tests = _all(self._expr.settle(ir.TRUE if steps.filter is None else steps.filter))
        leave = _all(self._expr.settle(e.leave))
        cost, stop = self._expr.settle(e.cost), self._expr.settle(e.stop)
        bare = attrs.evolve(steps, filter=None)
        ever = {e.source, steps.slot}
        fixed = [x for x in (*leave, *tests) if self._is_fixed(x, ever)]
        net = ""
        if all(self._is_fixed(x, {e.source}) for x in ir.domain_parts(bare)):
            table = self._is_fixed(cost, ever) and not isinstance(cost, Const)
            net = self._net(e, bare, fixed, cost if table else None)
        if net:
            leave = tuple(x for x in leave if x not in fixed)
            tests = tuple(x for x in tests if x not in fixed)
        priced = bool(net) and self._is_fixed(cost, ever) and not isinstance(cost, Const)
        enter = tuple(x for x in tests if e.source not in cfg.free(x))
        step = tuple(x for x in tests if x not in enter)
        apart = stop != ir.FALSE and e.source in cfg.free(stop)
        e = attrs.evolve(e, steps=bare)
        return _Plan(e, net, leave, enter, step, None if priced else cost, stop, apart)

    def _is_fixed(self, e: Expr, slots: set[int]) -> bool:
        """Does an expression read nothing but these locals and what never changes?"""
        registers = self._module.program.symbols.registers
        for x in ir.walk(e):
            if isinstance(x, ir.DerivedRef | ir.Reach | ir.ScratchRef):
                return False
            if isinstance(x, ir.RegisterRef) and not registers[x.name].frozen:
                return False
        return cfg.free(e) <= slots

    def _net(self, e: ir.Reach, steps: ir.Domain, tests: list[Expr], cost: Expr | None) -> str:
        """The name of the table of the steps that may ever be; empty where none can be made."""
        slots = (e.source, steps.slot)
        holds = [self._module.compute(test, slots) for test in tests]
        price = None if cost is None else self._module.compute(cost, slots)
        places, rows = set(e.places), []
        try:
            for place in range(e.size):
                row: list[Any] = []
                settled = ir.substitute(_Over(steps).expr, {e.source: place})
                assert isinstance(settled, ir.Aggregate)
                there = self._module.expander.domain(settled.domain).values
                for q in dict.fromkeys(there) if place in places else ():
                    if all(test(place, q) for test in holds):
                        row.append(q if price is None else (q, price(place, q)))
                rows.append(tuple(row))
        except IndexError:
            # A cost may lean on a condition that changes: it is worked out where that holds.
            return ""
        return self._module.constant(tuple(rows))

    # Lines ---------------------------------------------------------------------------------

    def _starts(self, e: ir.Reach) -> None:
        out = self._out
        out.line("line = []")
        if e.starts is None:
            assert e.start is not None
            out.line(f"p = {self._expr.expr(e.start)}")
            head = "if p >= 0: " if e.start.type.none or not e.start.type.base else ""
            out.line(f"{head}spent[p] = 0; got[p] = 1; line.append(p)")
            return
        with out.indented(f"for v{e.starts.slot} in {self._expr.span(e.starts)}:"):
            if e.starts.filter is not None:
                test = self._expr.expr(self._expr.settle(e.starts.filter))
                out.line(f"if not {test}: continue")
            p = f"v{e.starts.slot}"
            out.line(f"if not got[{p}]: spent[{p}] = 0; got[{p}] = 1; line.append({p})")

    def _by_breadth(self, plan: _Plan, cost: Const) -> None:
        """All steps cost the same: whoever is reached first is reached at the least cost."""
        out, q = self._out, f"v{plan.e.steps.slot}"
        out.line("d = 0")
        more = "line" if plan.e.within is None else f"line and d + {cost.value} < far"
        with out.indented(f"while {more}:"):
            out.line(f"d += {cost.value}")
            out.line("after = []")
            with out.indented(f"for v{plan.e.source} in line:"):
                self._tests(plan.leave)
                with self._out.indented(self._loop(plan)):
                    out.line(f"if spent[{q}] < far: continue")
                    self._enter(plan)
                    out.line(f"spent[{q}] = d; got[{q}] = 1")
                    if plan.stop != ir.FALSE:
                        out.line(f"if {self._expr.expr(plan.stop)}: continue")
                    out.line(f"after.append({q})")
            out.line("line = after")

    def _leave(self, plan: _Plan, push: Callable[[str], None]) -> None:
        """The steps from a place that was reached at cost `d`; `t` is what they lead to at."""
        out, e, q = self._out, plan.e, f"v{plan.e.steps.slot}"
        best = "on" if plan.apart else "spent"
        out.line(f"if {best}[v{e.source}] < d: continue")
        self._tests(plan.leave)
        with out.indented(self._loop(plan)):
            if plan.cost is None:
                out.line("t = d + c")
                out.line(f"if {best}[{q}] <= t: continue")
            else:
                out.line(f"if {best}[{q}] <= d: continue")
            self._enter(plan)
            if plan.cost is not None:
                out.line(f"t = d + {self._expr.expr(plan.cost)}")
                out.line(f"if {best}[{q}] <= t: continue")
            out.line(f"if t < spent[{q}]: spent[{q}] = t; got[{q}] = 1")
            if plan.stop != ir.FALSE:
                out.line(f"if {self._expr.expr(plan.stop)}: continue")
            if plan.apart:
                out.line(f"on[{q}] = t")
            push(q)

    def _loop(self, plan: _Plan) -> str:
        """The head of the loop over the steps from a place."""
        e = plan.e
        p, q = f"v{e.source}", f"v{e.steps.slot}"
        if not plan.net:
            if len(e.places) < e.size:
                inside = self._module.constant(tuple(int(x in e.places) for x in range(e.size)))
                self._out.line(f"if not {inside}[{p}]: continue")
            return f"for {q} in {self._expr.span(e.steps)}:"
        target = f"{q}, c" if plan.cost is None else q
        return f"for {target} in {plan.net}[{p}]:"

    def _tests(self, tests: tuple[Expr, ...]) -> None:
        for test in tests:
            out = self._expr.expr(test)
            self._out.line(f"if not {out}: continue")

    def _enter(self, plan: _Plan) -> None:
        """May one go there? What is asked of the place alone is asked once."""
        q = f"v{plan.e.steps.slot}"
        for test in plan.enter:
            shut = f"spent[{q}] = -1; shut.append({q})" + (f"; on[{q}] = -1" if plan.apart else "")
            asked = self._expr.expr(test)
            self._out.line(f"if not {asked}: {shut}; continue")
        self._tests(plan.step)


@attrs.frozen
class _Over:
    """A domain as part of an expression, in which locals can be replaced."""

    domain: ir.Domain

    @property
    def expr(self) -> ir.Aggregate:
        """How many values it has."""
        return ir.Aggregate(ir.integer(0, ir.LIMIT), "count", self.domain, ir.TRUE)


def _all(e: Expr) -> tuple[Expr, ...]:
    """The conditions that are all to hold."""
    if e == ir.TRUE:
        return ()
    if isinstance(e, ir.Connective) and e.op == "and":
        return e.items
    return (e,)
