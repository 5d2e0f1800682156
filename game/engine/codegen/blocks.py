"""Block code: functions that run from an answer to the next question, blocks in one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from game.engine.codegen.module import Module
from game.engine.codegen.source import shift
from game.engine.codegen.stmt import StmtWriter, size
from game.engine.interpret import State
from game.rules.cfg import Branch, Decision, Goto, Over, Switch, Terminator
from game.rules.ir import Const, Expr

_SMALL = 30
_LONG = 300
_DEEP = 30

# Runs blocks; returns the next block, ~question at a question, ~(number of questions) at the end.
Run = Callable[[State], int]


def _ways(jump: Terminator) -> tuple[int, ...]:
    match jump:
        case Goto(to):
            return (to,)
        case Branch(_, yes, no):
            return (yes, no)
    return ()


class BlockCode:
    """The generated functions of a program's blocks, each made when first run."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.program = module.program
        self.blocks = self.program.graph.blocks
        self.over = ~len(self.program.questions)
        self.runs: list[Run] = [self._lazy(n) for n in range(len(self.blocks))]
        self._entries: Counter[int] = Counter()
        self._heads: set[int] = set()
        self._survey()

    def _survey(self) -> None:
        """Find the blocks that several lead to, and where loops close, by depth-first search."""
        done: set[int] = set()
        for root, block in enumerate(self.blocks):
            self._entries.update(_ways(block.end))
            if isinstance(block.end, Decision):
                self._entries[block.end.then] += 1
            trail: list[tuple[int, Iterator[int]]] = []
            here: set[int] = set()
            following: int | None = root
            while following is not None or trail:
                if following is not None and following not in done:
                    done.add(following)
                    here.add(following)
                    trail.append((following, iter(_ways(self.blocks[following].end))))
                elif following in here:
                    self._heads.add(following)
                following = next(trail[-1][1], None) if trail else None
                if following is None and trail:
                    here.discard(trail.pop()[0])

    def run(self, number: int, s: State) -> int:
        """Run from a block to the next question or the end; returns ~question, or `over`."""
        runs = self.runs
        while number >= 0:
            number = runs[number](s)
        return number

    def _lazy(self, number: int) -> Run:
        """A block's function that makes the true one at its first call."""

        def first(s: State) -> int:
            self.runs[number] = self.make(number, self.module.name("block", number), "s")
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
        """The function that runs a block and what follows it.

        Args:
            number: the block.
            name: the function's name.
            params: its parameters, as source; the first is the state, `s`.
            values: known values of some locals.
            tests: unless all of them hold, the function does nothing and returns None.
        """
        writer = StmtWriter(self.module, values)
        if tests:
            writer.out.line(f"if not ({writer.expr.all(tests)}): return None")
        if number in self._heads:
            with writer.out.indented("while True:"):
                self._block(number, number, writer)
        else:
            self._block(number, number, writer)
        return self.module.make(name, params, writer.out)

    def _block(self, number: int, head: int, w: StmtWriter) -> None:
        block = self.blocks[number]
        w.body(block.code)
        match block.end:
            case Goto(to):
                self._go(to, head, w)
            case Branch(test, yes, no):
                known = w.expr.settle(test)
                if isinstance(known, Const):
                    self._go(yes if known.value else no, head, w)
                    return
                with w.out.indented(f"if {w.expr.expr(known)}:"):
                    self._go(yes, head, w)
                self._go(no, head, w)
            case Switch(which, ways):
                w.out.line(f"return {self.module.constant(ways)}[{w.expr.text(which)}]")
            case Decision(_, _, question):
                w.out.line(f"s[0] = {question & 255}; s[1] = {question >> 8}")
                w.out.line(f"return {~question}")
            case Over(ending, winner):
                seat = "0" if winner is None else shift(w.expr.text(winner), 1)
                w.out.line(f"s[3] = {seat}")
                scratch = self.program.scratch
                w.out.line(f"s[{scratch}:] = bytes({self.program.size - scratch})")
                w.out.line(f"s[0] = s[1] = 0; s[2] = {ending + 1}")
                w.out.line(f"return {self.over}")

    def _go(self, to: int, head: int, w: StmtWriter) -> None:
        """Write the block in here, unless it is long and others need it, or closes a loop."""
        if to == head and to in self._heads:
            w.out.line("continue")
        elif to in self._heads or not self._fits(to, w):
            w.out.line(f"return {to}")
        else:
            self._block(to, head, w)

    def _fits(self, to: int, w: StmtWriter) -> bool:
        if len(w.out.lines) > _LONG or w.out.depth > _DEEP:
            return False
        return self._entries[to] <= 1 or size(self.blocks[to].code) <= _SMALL
