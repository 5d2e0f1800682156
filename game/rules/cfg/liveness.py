"""Liveness: at which points of a program may the value of a local still be read?

A backward data-flow analysis, solved by iteration to the least fixed point (G. Kildall, A unified
approach to global program optimization, 1973; A. Appel, Modern Compiler Implementation, chapter
10). A block's live locals are those it reads before it sets them, and those live at a successor
that it does not set. Each function is looked at by itself: what is live around a call stays so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.rules import ir
from game.rules.cfg.graph import (
    BasicBlock,
    Branch,
    Decision,
    Invoke,
    Over,
    Return,
    Switch,
    Terminator,
    successors,
)
from game.rules.cfg.variables import ask_reads, domain_free, free, free_of, tell_reads
from game.rules.ir import Stmt

Slots = set[int]


def live_before(
    body: Sequence[Stmt],
    after: Slots,
    loop: tuple[Slots, Slots] | None = None,
    ret: Iterable[int] = (),
) -> Slots:
    """The locals live before structured statements.

    Args:
        body: the statements.
        after: the locals live after them.
        loop: the locals live at the innermost loop's `break` and at its `continue`.
        ret: the locals live at `return`.
    """
    live = set(after)
    for s in reversed(body):
        match s:
            case ir.StoreLocal():
                live = (live - {s.slot}) | free(s.value)
            case ir.StoreScratch():
                # The other cells stay, so that the local must have been filled before.
                live |= free(s.value) | free_of(s.args) | {s.slot}
            case ir.FillScratch():
                live = (live - {s.slot}) | free(s.value)
            case ir.HoldPlaces():
                live = (live - {s.slot}) | free(s.places)
            case ir.StoreRegister():
                live |= free(s.value) | free_of(s.args)
            case ir.MoveMembers():
                live |= free_of(s.parts)
            case ir.Tell():
                live |= tell_reads(s)
            case ir.SelectBest():
                keys = free_of(s.keys) - {s.domain.slot}
                live = (live - {x.slot for x in s.into}) | keys | domain_free(s.domain)
            case ir.CheckDecreasing():
                live |= free(s.measure) | free(s.last)
            case ir.NoteFall():
                # The number has no locals in it, and the memory is no local of this function.
                pass
            case ir.If():
                ways = (live_before(way, live, loop, ret) for way in (s.then, s.other))
                live = set().union(free(s.test), *ways)
            case ir.For():
                reads = domain_free(s.domain)
                head = _live_at_head(s.body, live, reads, {s.domain.slot}, ret)
                live = head | (free_of(s.keys) - {s.domain.slot})
            case ir.While():
                live = _live_at_head(s.body, live, free(s.measure), set(), ret)
            case ir.OpenLoop(_, test):
                # Where the test always holds, only a `break` leads out.
                out = set() if test == ir.TRUE else live
                live = _live_at_head(s.body, out, free(test), set(), ret, live)
            case ir.Ask():
                match s.into:
                    case ir.StoreLocal(_, slot):
                        live = (live - {slot}) | ask_reads(s)
                    case ir.StoreRegister(_, _, index):
                        live |= free_of(index) | ask_reads(s)
            case ir.Act():
                live |= ask_reads(s)
            case ir.End():
                live = free(s.winner)
            case ir.Call():
                live |= free(s.which) | free_of(s.args)
            case ir.Jump(_, "break"):
                live = set(loop[0]) if loop else set()
            case ir.Jump(_, "continue"):
                live = set(loop[1]) if loop else set()
            case ir.Jump(_, "return"):
                live = set(ret)
    return live


def _live_at_head(
    body: Sequence[Stmt],
    out: Slots,
    reads: Slots,
    bound: Slots,
    ret: Iterable[int],
    broken: Slots | None = None,
) -> Slots:
    """The locals live where a loop is about to look for its next round.

    Args:
        body: what a round runs.
        out: the locals live where there is no next round.
        reads: those read to find out.
        bound: those that the loop itself sets for a round.
        ret: those live at `return`.
        broken: those live at `break`; `out` if left out.
    """
    head = out | reads
    left = out if broken is None else broken
    while True:
        new = head | (live_before(body, head, (left, head), ret) - bound)
        if new == head:
            return head
        head = new


def settle(blocks: Sequence[BasicBlock], returns: dict[str, int]) -> frozenset[int]:
    """Work out what is live at the start of each block, and note it there.

    Args:
        blocks: the blocks of all functions, not linked yet.
        returns: for a function with several callers, the local that tells where to return to.

    Returns:
        What is live at the start of any block, and so needs a place in the state.
    """
    answers = {
        block.end.ask.slot
        for block in blocks
        if isinstance(block.end, Decision) and isinstance(block.end.ask, ir.Ask)
    }
    # What a block reads first, and what it lets through: together they are all it does.
    reads = [live_before(block.code, _end_reads(block, returns)) for block in blocks]
    ever: dict[str, Slots] = {}
    for block, read in zip(blocks, reads, strict=True):
        ever.setdefault(block.function, set()).update(read)
    through = [live_before(block.code, ever[block.function]) - answers for block in blocks]
    before: list[list[int]] = [[] for _ in blocks]
    for number, block in enumerate(blocks):
        for to in successors(block.end):
            before[to].append(number)
    lives = [set(read) for read in reads]
    todo = list(range(len(blocks)))
    while todo:
        to = todo.pop()
        for number in before[to]:
            # An answer comes with the step into the block that stores it, and no earlier.
            more = (lives[to] & through[number]) - lives[number]
            if more:
                lives[number] |= more
                todo.append(number)
    for block, live in zip(blocks, lives, strict=True):
        block.live = frozenset(live - answers)
    return frozenset[int]().union(*(block.live for block in blocks))


def _end_reads(block: BasicBlock, returns: dict[str, int]) -> Slots:
    """The locals that a terminator reads."""
    end: Terminator = block.end
    match end:
        case Branch(test):
            return free(test)
        case Switch(which):
            return free(which)
        case Decision(ask):
            return ask_reads(ask)
        case Invoke(call):
            return free(call.which) | free_of(call.args)
        case Over(_, winner):
            return free(winner)
        case Return() if block.function in returns:
            return {returns[block.function]}
    return set()
