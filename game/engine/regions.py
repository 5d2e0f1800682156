"""Functions that run from an answer to the next question: steps written one into the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from game.engine.express import shift
from game.engine.generate import Module
from game.engine.interpret import State
from game.engine.lower import Branch, Flow, Go, Jump, Over, Stop, Switch
from game.engine.write import Writer, size
from game.rules.ir import Const, Expr

_SMALL = 30
_LONG = 300

# Runs steps; returns the next step, or ~pause at a question, or ~(number of pauses) at the end.
Run = Callable[[State], int]


def _ways(jump: Jump) -> tuple[int, ...]:
    match jump:
        case Go(to):
            return (to,) if to >= 0 else ()
        case Branch(_, yes, no):
            return (yes, no)
    return ()


class Regions:
    """The generated functions of a program's steps, each made when first run."""

    def __init__(self, module: Module, flow: Flow) -> None:
        self.module, self.flow = module, flow
        self.program = module.program
        self.over = ~len(self.program.pauses)
        self.runs: list[Run] = [self._lazy(n) for n in range(len(flow.steps))]
        self._entries: Counter[int] = Counter()
        self._heads: set[int] = set()
        self._survey()

    def _survey(self) -> None:
        """Find the steps that several lead to, and where loops close."""
        done: set[int] = set()
        menus = Counter(
            self.program.blocks[p.block].term[1].menu
            for p in self.program.pauses
            if p.kind == "act"
        )
        for action in self.program.actions.values():
            self._entries[self.program.units[action.unit].entry] += menus[action.menu]
        for root, step in enumerate(self.flow.steps):
            self._entries.update(_ways(step.jump))
            trail: list[tuple[int, Iterator[int]]] = []
            here: set[int] = set()
            following: int | None = root
            while following is not None or trail:
                if following is not None and following not in done:
                    done.add(following)
                    here.add(following)
                    trail.append((following, iter(_ways(self.flow.steps[following].jump))))
                elif following in here:
                    self._heads.add(following)
                following = next(trail[-1][1], None) if trail else None
                if following is None and trail:
                    here.discard(trail.pop()[0])

    def run(self, number: int, s: State) -> int:
        """Run from a step to the next question or the end; returns ~pause, or `over`."""
        runs = self.runs
        while number >= 0:
            number = runs[number](s)
        return number

    def _lazy(self, number: int) -> Run:
        """A step's function that makes the true one at its first call."""

        def first(s: State) -> int:
            self.runs[number] = self.make(number, self.module.name("step", number), "s")
            return self.runs[number](s)

        return first

    def make(
        self,
        number: int,
        name: str,
        params: str,
        values: dict[int, Any] | None = None,
        tests: tuple[Expr, ...] = (),
    ) -> Any:
        """The function that runs a step and what follows it.

        Args:
            number: the step.
            name: the function's name.
            params: its parameters, as source; the first is the state, `s`.
            values: known values of some locals.
            tests: unless all of them hold, the function does nothing and returns None.
        """
        writer = Writer(self.module, values)
        if tests:
            writer.line(f"if not ({writer.all(tests)}): return None")
        if number in self._heads:
            writer.line("while True:")
            writer.depth += 1
        self._step(number, number, writer)
        return self.module.make(name, params, writer)

    def _step(self, number: int, head: int, w: Writer) -> None:
        step = self.flow.steps[number]
        w.body(step.code)
        match step.jump:
            case Go(to):
                self._go(to, head, w)
            case Branch(test, yes, no):
                known = w.settle(test)
                if isinstance(known, Const):
                    self._go(yes if known.value else no, head, w)
                    return
                w.line(f"if {w.expr(known)}:")
                w.depth += 1
                self._go(yes, head, w)
                w.depth -= 1
                self._go(no, head, w)
            case Switch(which, ways):
                w.line(f"return {self.module.constant(ways)}[{w.text(which)}]")
            case Stop(pause):
                w.line(f"s[0] = {pause & 255}; s[1] = {pause >> 8}")
                w.line(f"return {~pause}")
            case Over(ending, winner):
                seat = "0" if winner is None else shift(w.text(winner), 1)
                w.line(f"s[3] = {seat}")
                w.line(f"s[{self.flow.scratch}:] = bytes({self.program.size - self.flow.scratch})")
                w.line(f"s[0] = s[1] = 0; s[2] = {ending + 1}")
                w.line(f"return {self.over}")

    def _go(self, to: int, head: int, w: Writer) -> None:
        """Write the step in here, unless it is long and others need it, or closes a loop."""
        if to == head and to in self._heads:
            w.line("continue")
        elif to in self._heads or len(w.lines) > _LONG or w.depth > 30 or not self._fits(to):
            w.line(f"return {to}")
        else:
            self._step(to, head, w)

    def _fits(self, to: int) -> bool:
        return self._entries[to] <= 1 or size(self.flow.steps[to].code) <= _SMALL
