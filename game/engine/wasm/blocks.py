"""Writes basic blocks: each is a function that leaves the block to run next, or -1.

A block finds the locals that it is given in globals; what else it sets ends with it.
"""

from __future__ import annotations

from collections import Counter

from game.engine.errors import InternalError
from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.scope import Shared
from game.engine.wasm.scripts import ScriptWriter
from game.rules import ir
from game.rules.cfg import Branch, Decision, Goto, Over, Switch
from game.rules.cfg.graph import successors

#: What a block leaves at a question or the end.
PAUSED = -1
#: So many blocks are written into one function at most: they lie in each other.
TOGETHER = 32


def given_to_blocks(shared: Shared) -> dict[int, set[int]]:
    """For the blocks that follow an answer, the locals that they are given."""
    found: dict[int, set[int]] = {}
    graph = shared.program.graph
    for decision in graph.decisions:
        if isinstance(decision.ask, ir.Ask):
            found.setdefault(decision.then, set()).add(decision.ask.slot)
        for action, entry in decision.actions.items():
            slots = found.setdefault(entry, set())
            slots.update(local.slot for local in graph.given[action])
    return found


def write_blocks(shared: Shared) -> FunctionWriter:
    """Write all blocks, and the function that runs from one to the next question or the end.

    Returns:
        That function; it takes a block's number, which may be -1, and leaves 0.
    """
    first = shared.module.listed(_BlockWriter(shared).write())
    code = shared.module.function(1)
    stop = code.block()
    top = code.loop()
    code.get(0)
    code.const(0)
    code.op("i32.lt_s")
    code.br_if(stop)
    code.get(0)
    code.plus(first)
    code.call_indirect(shared.module.type(0, True))
    code.set(0)
    code.br(top)
    code.end()
    code.end()
    code.const(0)
    return code


class _BlockWriter:
    """Writes blocks; one that follows only one other is written behind it, in its function."""

    def __init__(self, shared: Shared) -> None:
        self.shared, self.graph = shared, shared.program.graph
        self.given = given_to_blocks(shared)
        self.ways = Counter(to for block in self.graph.blocks for to in successors(block.end))
        self.begun = [self.graph.entry]
        for decision in self.graph.decisions:
            self.begun += (decision.then, *decision.actions.values())
        self.ways.update(self.begun * 2)
        self.room = 0

    def write(self) -> list[int]:
        """The function of each block; one that is none's beginning is not asked for."""
        lost = self.shared.module.function(0)
        lost.op("unreachable")
        functions = [lost.number] * len(self.graph.blocks)
        while self.begun:
            number = self.begun.pop()
            if functions[number] == lost.number:
                code = self.shared.module.function(0)
                functions[number] = code.number
                self.room = TOGETHER
                self._block(code, number)
        return functions

    def _block(self, code: FunctionWriter, number: int) -> None:
        block = self.graph.blocks[number]
        self.room -= 1
        scripts = ScriptWriter(self.shared, code, {})
        for slot in sorted(self.given.get(number, ())):
            scripts.values.locals[slot] = code.local()
            code.get_global(self.shared.given(slot))
            code.set(scripts.values.locals[slot])
        scripts.script(block.code)
        match block.end:
            case Goto(to):
                self._go(code, to)
            case Branch(test, yes, no):
                scripts.values.push(test)
                code.if_(result=True)
                self._go(code, yes)
                code.else_()
                self._go(code, no)
                code.end()
            case Switch(which, ways):
                scripts.values.push(which)
                self.shared.memory.row(ways).load(code)
                self.begun += ways
            case Decision(_, _, question):
                code.const(0)
                code.const(question)
                code.memory("i32.store16", self.shared.state)
                code.const(PAUSED)
            case Over(ending, winner):
                seat = scripts.values.kept(ir.const(-1) if winner is None else winner)
                finish(self.shared, code, ending, seat)
                code.const(PAUSED)
            case _:
                raise InternalError("a graph that is not linked cannot run.")

    def _go(self, code: FunctionWriter, to: int) -> None:
        """Go on to a block: here, or by leaving its number."""
        if self.ways[to] == 1 and self.room > 0:
            self._block(code, to)
        else:
            code.const(to)
            self.begun.append(to)


def finish(shared: Shared, code: FunctionWriter, ending: int, winner: int) -> None:
    """End the game, the place of the winner being in a local; locals are zeroed, registers stay."""
    program = shared.program
    code.const(shared.state + program.scratch)
    code.const(0)
    code.const(program.size - program.scratch)
    code.fill()
    code.const(0)
    code.const((ending + 1) << 16)
    code.get(winner)
    code.plus(1)
    code.const(24)
    code.op("i32.shl", "i32.or")
    code.memory("i32.store", shared.state)
    shared.changes(code)
