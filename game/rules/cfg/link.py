"""Links the blocks of all functions into one graph of plain jumps.

Calls and returns become jumps that hand on their values in locals, and each edge clears the locals
that die on it, so that equal positions are equal states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import attrs

from game.rules import ir
from game.rules.cfg.builder import CfgBuilder, assign
from game.rules.cfg.checks import mark_pausing
from game.rules.cfg.falling import WrittenOut, watch_falls
from game.rules.cfg.graph import (
    BasicBlock,
    Branch,
    Decision,
    Function,
    Goto,
    Graph,
    Invoke,
    Over,
    Return,
    Switch,
    Terminator,
)
from game.rules.cfg.liveness import settle
from game.rules.cfg.variables import written
from game.rules.ir import Const, Expr, Local, Stmt, Type


def build(
    functions: Mapping[str, Function],
    menus: Mapping[str, str],
    root: str,
    new_slot: Callable[[], int],
    written_out: WrittenOut,
) -> Graph:
    """The graph of a program.

    Args:
        functions: all scripts, by key; it is noted in them whether they pause.
        menus: for the function of each action, by key, its menu.
        root: the key of the whole game.
        new_slot: makes the slot of one more local.
        written_out: what a derived value stands for.
    """
    mark_pausing(functions)
    memory = watch_falls(functions, menus, written_out)
    builder = CfgBuilder(functions, root, memory, new_slot)
    return _Linker(builder, functions, menus, memory, new_slot).graph(root)


class _Linker:
    """Turns the blocks of a builder into a graph."""

    def __init__(
        self,
        builder: CfgBuilder,
        functions: Mapping[str, Function],
        menus: Mapping[str, str],
        memory: frozenset[int],
        new_slot: Callable[[], int],
    ) -> None:
        self._blocks, self._entries = builder.blocks, builder.entries
        self._functions, self._new_slot = functions, new_slot
        self._menus = {key: menu for key, menu in menus.items() if functions[key].pauses}
        self._returns = self._callers()
        self._return_slots: dict[str, int] = {}
        for key, ways in self._returns.items():
            if len(ways) > 1:
                self._return_slots[key] = slot = new_slot()
                functions[key].locals[slot] = ("", ir.integer(0, len(ways) - 1))
        self._memory = memory
        # What other functions change, too, is cleared by the loop it belongs to.
        self._kept = settle(self._blocks, self._return_slots) - memory
        self._given = {
            key: tuple(
                self._fresh(functions[key].local(slot).type) for slot in functions[key].params
            )
            for key in self._menus
        }

    def graph(self, root: str) -> Graph:
        """Link every block."""
        decisions: dict[int, Decision] = {}
        for block in self._blocks:
            if isinstance(block.end, Decision) and isinstance(block.end.ask, ir.Ask):
                # The answer comes straight to where it is stored, and clears come after that.
                stored = self._blocks[block.end.then]
                stored.stale |= (block.live & self._kept) - stored.live
        for block in list(self._blocks):
            block.end = self._link(block)
            if isinstance(block.end, Decision):
                decisions[block.end.number] = block.end
        asked = tuple(decisions[number] for number in range(len(decisions)))
        return Graph(
            tuple(self._blocks), self._entries[root], asked, self._given, self._kept | self._memory
        )

    def _callers(self) -> dict[str, tuple[int, ...]]:
        """For each function that pauses the blocks to which it may return."""
        found: dict[str, dict[int, None]] = {key: {} for key in self._entries}
        for block in self._blocks:
            match block.end:
                case Invoke(call, then):
                    for target in call.targets:
                        found[target][then] = None
                case Decision(ir.Act(_, _, menu), then):
                    for key in self._menus:
                        if self._menus[key] == menu:
                            found[key][then] = None
        return {key: tuple(ways) for key, ways in found.items()}

    # Pieces ------------------------------------------------------------------------------

    def _fresh(self, type_: Type) -> Local:
        return Local(type_, self._new_slot())

    def _block(self, function: str, code: Iterable[Stmt], to: int) -> int:
        self._blocks.append(BasicBlock(function, list(code), Goto(to)))
        return len(self._blocks) - 1

    def _dying(self, block: BasicBlock, live: frozenset[int]) -> list[Stmt]:
        """Clear what may hold a value at a block's end but is not among the `live`."""
        held = (block.live | block.stale | written(block.code)) & self._kept
        function = self._functions[block.function]
        return [_clear(function, slot) for slot in sorted(held - live)]

    def _clears(self, block: BasicBlock, to: int) -> list[Stmt]:
        """Clear the locals that die on the way to a block."""
        return self._dying(block, self._blocks[to].live | self._blocks[to].stale)

    def _edge(self, block: BasicBlock, to: int) -> int:
        """The way to a block, with a block of its own if something dies on it."""
        clears = self._clears(block, to)
        return self._block(block.function, clears, to) if clears else to

    def _arrive(self, key: str, values: Iterable[Expr], back: int) -> list[Stmt]:
        """Set a function's parameters and where it returns to."""
        function, live = self._functions[key], self._blocks[self._entries[key]].live
        code: list[Stmt] = [
            assign(key, slot, value)
            for slot, value in zip(function.params, values, strict=True)
            if slot in live
        ]
        way = self._return_slots.get(key)
        if way in live:
            assert way is not None
            code.append(assign(key, way, ir.const(self._returns[key].index(back))))
        return code

    # Terminators -------------------------------------------------------------------------

    def _link(self, block: BasicBlock) -> Terminator:
        """The plain jump that a block ends in; what must be done before it joins the block."""
        match block.end:
            case Goto(to):
                block.code += self._clears(block, to)
                return Goto(to)
            case Branch(test, yes, no):
                return Branch(test, self._edge(block, yes), self._edge(block, no))
            case Decision():
                return self._decision(block, block.end)
            case Invoke(call, then):
                return self._call(block, call, then)
            case Return():
                return self._return(block)
            case Over():
                return block.end
        raise TypeError(type(block.end).__name__)

    def _decision(self, block: BasicBlock, end: Decision) -> Decision:
        """After an answer come the clears, and before them an action that pauses."""
        back, clears = end.then, self._clears(block, end.then)
        begun: dict[str, int] = {}
        if isinstance(end.ask, ir.Act):
            for key, menu in self._menus.items():
                if menu == end.ask.menu:
                    code = [*clears, *self._arrive(key, self._given[key], back)]
                    begun[key] = self._block(key, code, self._entries[key])
        return attrs.evolve(end, then=self._edge(block, back), actions=begun)

    def _call(self, block: BasicBlock, call: ir.Call, back: int) -> Terminator:
        """Arguments are worked out before the locals they are made of die.

        Where the function called depends on a value, functions take no arguments.
        """
        clears = self._clears(block, back)
        values: list[Expr] = []
        for arg in (*call.args, *(() if call.which is None else (call.which,))):
            values.append(arg if isinstance(arg, Const) else self._fresh(arg.type))
            if isinstance(values[-1], Local):
                block.code.append(assign(call.rule, values[-1].slot, arg))
        block.code += clears
        if call.which is None:
            (target,) = call.targets
            block.code += self._arrive(target, values, back)
            return Goto(self._entries[target])
        ways = []
        for target in call.targets:
            arrive = self._arrive(target, (), back)
            entry = self._entries[target]
            ways.append(self._block(call.rule, arrive, entry) if arrive else entry)
        return Switch(values[0], tuple(ways))

    def _return(self, block: BasicBlock) -> Terminator:
        ways, slot = self._returns[block.function], self._return_slots.get(block.function)
        if slot is None:
            block.code += self._dying(block, frozenset())
            # Whom nobody calls returns to nowhere, and never runs.
            return Goto(ways[0]) if ways else Over(0, None)
        kept = self._functions[block.function].local(slot)
        way = self._fresh(kept.type)
        block.code.append(assign(block.function, way.slot, kept))
        block.code += self._dying(block, frozenset())
        return Switch(way, ways)


def _clear(function: Function, slot: int) -> Stmt:
    """The statement that makes all bytes of a local 0."""
    low = ir.const(function.locals[slot][1].lo)
    if slot in function.shapes:
        return ir.FillScratch(function.key, slot, low, function.shapes[slot])
    return assign(function.key, slot, low)
