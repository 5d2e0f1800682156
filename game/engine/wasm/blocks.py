"""Writes basic blocks: each is a function that leaves the block to run next, or -1.

A block finds the locals that it is given in globals; what else it sets ends with it.
"""

from __future__ import annotations

from game.engine.errors import InternalError
from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.scope import Shared
from game.engine.wasm.scripts import ScriptWriter
from game.rules import ir
from game.rules.cfg import BasicBlock, Branch, Decision, Goto, Over, Switch

#: What a block leaves at a question or the end.
PAUSED = -1


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
    given, functions = given_to_blocks(shared), []
    for number, block in enumerate(shared.program.graph.blocks):
        code = shared.module.function(0)
        _write(shared, code, block, given.get(number, set()))
        functions.append(code.number)
    first = shared.module.listed(functions)
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


def _write(shared: Shared, code: FunctionWriter, block: BasicBlock, given: set[int]) -> None:
    scripts = ScriptWriter(shared, code, {})
    for slot in sorted(given):
        scripts.values.locals[slot] = code.local()
        code.get_global(shared.given(slot))
        code.set(scripts.values.locals[slot])
    scripts.script(block.code)
    match block.end:
        case Goto(to):
            code.const(to)
        case Branch(test, yes, no):
            code.const(yes)
            code.const(no)
            scripts.values.push(test)
            code.op("select")
        case Switch(which, ways):
            scripts.values.push(which)
            shared.memory.row(ways).load(code)
        case Decision(_, _, question):
            code.const(0)
            code.const(question)
            code.memory("i32.store16", shared.state)
            code.const(PAUSED)
        case Over(ending, winner):
            seat = scripts.values.kept(ir.const(-1) if winner is None else winner)
            finish(shared, code, ending, seat)
            code.const(PAUSED)
        case _:
            raise InternalError("a graph that is not linked cannot run.")


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
