"""Builds basic blocks from structured scripts.

What never pauses stays structured inside a block; loops, branches and calls that pause become
edges between blocks. All that a loop must remember across a pause becomes a local here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from game.rules import ir
from game.rules.cfg.checks import is_native
from game.rules.cfg.graph import (
    BasicBlock,
    Branch,
    Decision,
    Function,
    Goto,
    Invoke,
    Over,
    Return,
    Terminator,
    redirect,
    successors,
)
from game.rules.ir import Expr, Local, Stmt


@attrs.frozen
class _Exits:
    """Where jumps lead, and the memory of falling loops that must be 0 then.

    Attributes:
        ret: the block after `return`.
        out: the block after `break`; None outside loops that pause.
        again: the block after `continue`; None outside loops that pause.
        own: the memory of the innermost loop.
        all: the memory of all loops around, too.
    """

    ret: int
    out: int | None = None
    again: int | None = None
    own: tuple[int, ...] = ()
    all: tuple[int, ...] = ()


class CfgBuilder:
    """Builds the blocks of all functions that pause into one list.

    Attributes:
        blocks: the blocks so far.
        entries: for each function that pauses its first block.
    """

    def __init__(
        self,
        functions: Mapping[str, Function],
        root: str,
        memory: frozenset[int],
        new_slot: Callable[[], int],
    ) -> None:
        """Build all blocks.

        Args:
            functions: the scripts, by key; which of them pause is known.
            root: the key of the whole game.
            memory: the hidden locals of falling loops that other functions change, too.
            new_slot: makes the slot of one more local.
        """
        self.functions, self._memory, self._new_slot = functions, memory, new_slot
        self.blocks: list[BasicBlock] = []
        self.entries: dict[str, int] = {}
        self._questions = 0
        for function in functions.values():
            if function.pauses:
                last = self.block(function, Over(0, None) if function.key == root else Return())
                self.entries[function.key] = first = self.block(function)
                self._body(function, function.body, first, last, _Exits(last))
        self._skip_empty()

    def block(self, function: Function, end: Terminator | None = None) -> int:
        """Add an empty block; returns its number."""
        block = BasicBlock(function.key)
        if end is not None:
            block.end = end
        self.blocks.append(block)
        return len(self.blocks) - 1

    def _body(
        self, function: Function, body: tuple[Stmt, ...], here: int, then: int, exits: _Exits
    ) -> None:
        """Put `body` into block `here` and on, ending in a jump to block `then`."""
        for i, s in enumerate(body):
            block = self.blocks[here]
            if is_native(s, self.functions):
                block.code.append(s)
                continue
            rest = body[i + 1 :]
            after = then
            if rest and not isinstance(s, (ir.Jump, ir.End)):
                after = self.block(function)
            block.end = self._end(function, s, block, after, exits)
            if rest and after != then:
                here = after
                continue
            return
        self.blocks[here].end = Goto(then)

    def _end(
        self, function: Function, s: Stmt, block: BasicBlock, after: int, exits: _Exits
    ) -> Terminator:
        """The terminator of a block that ends in a statement which pauses or jumps."""
        match s:
            case ir.If(_, test, then, other):
                ways = self.block(function), self.block(function)
                for way, body in zip(ways, (then, other), strict=True):
                    self._body(function, body, way, after, exits)
                return Branch(test, *ways)
            case ir.For(domain=d) if d.places is not None and not s.picks:
                block.code.append(ir.HoldPlaces(s.rule, s.held, d.places, function.shapes[s.held]))
                held = _over_held(s, function.shapes[s.held])
                block.code += self._loop_entry(function, held)
                return Goto(self._for(function, held, after, exits))
            case ir.For():
                block.code += self._loop_entry(function, s)
                return Goto(self._for(function, s, after, exits))
            case ir.While():
                return Goto(self._while(function, s, after, exits))
            case ir.OpenLoop():
                return Goto(self._open_loop(function, s, after, exits))
            case ir.Jump(_, kind):
                goal = {"break": exits.out, "continue": exits.again, "return": exits.ret}[kind]
                assert goal is not None, "typing lets no jump stand outside a loop"
                left = {"break": exits.own, "continue": (), "return": exits.all}[kind]
                block.code += [assign(s.rule, slot, ir.const(0)) for slot in left]
                return Goto(goal)
            case ir.End(_, ending, winner):
                return Over(ending, winner)
            case ir.Call():
                return Invoke(s, after)
            case ir.Act() | ir.Ask():
                return Goto(self._question(function, s, after))
        raise TypeError(type(s).__name__)

    def _question(self, function: Function, ask: ir.Act | ir.Ask, after: int) -> int:
        """A block of its own that waits, and the answer stored after it."""
        if isinstance(ask, ir.Ask):
            stored = self.block(function, Goto(after))
            self.blocks[stored].code.append(attrs.evolve(ask.into, at=ask.at))
            after = stored
        self._questions += 1
        return self.block(function, Decision(ask, after, self._questions - 1))

    # Loops -------------------------------------------------------------------------------

    def _loop_entry(self, function: Function, s: ir.For) -> list[Stmt]:
        """What a loop that pauses remembers when it starts: its picks, or over what it runs."""
        d = s.domain
        first: Expr = ir.const(0)
        out: list[Stmt] = []
        if s.picks:
            # The loop's variable may live in the state; the candidates need one of their own.
            # Its filter may not be taken as read before it is tested.
            here = Local(ir.unfiltered(d), self._new_slot())
            swap: dict[int, int | bool | Expr] = {d.slot: here}
            test = None if d.filter is None else ir.substitute(d.filter, swap)
            domain = attrs.evolve(d, slot=here.slot, filter=test)
            keys = tuple(ir.substitute(key, swap) for key in s.keys)
            into = tuple(function.local(slot) for slot in s.picks)
            out.append(ir.SelectBest(s.rule, s.sign, domain, keys, into, at=s.at))
        elif d.subject is not None:
            out.append(assign(s.rule, s.held, d.subject))
        elif d.lo is not None and d.hi is not None:
            out.append(assign(s.rule, s.bound, d.hi))
            first = d.lo
        return [*out, assign(s.rule, s.index, first)]

    def _for(self, function: Function, s: ir.For, after: int, exits: _Exits) -> int:
        """The head of a loop: is there a next value? The step takes it and moves the index on."""
        head, step, inner = (self.block(function) for _ in range(3))
        at = function.local(s.index)
        value, more = self._next(function, s, at)
        self.blocks[head].stale = frozenset({s.domain.slot})
        self.blocks[head].end = Branch(more, step, after)
        self.blocks[step].code += [
            assign(s.rule, s.domain.slot, value),
            assign(s.rule, s.index, _plus(at, ir.const(1))),
        ]
        plain = s.domain.filter is None or s.picks
        test = s.domain.filter if s.domain.filter is not None else ir.TRUE
        self.blocks[step].end = Goto(inner) if plain else Branch(test, inner, head)
        self._body(function, s.body, inner, head, _Exits(exits.ret, after, head, (), exits.all))
        return head

    def _next(self, function: Function, s: ir.For, at: Local) -> tuple[Expr, Expr]:
        """(the value at a loop's index, whether there is one)."""
        d = s.domain
        if s.picks:
            picks = [function.local(slot) for slot in s.picks]
            value: Expr = picks[-1]
            for turn, pick in reversed(list(enumerate(picks[:-1]))):
                value = ir.Conditional(pick.type, _compare("==", at, ir.const(turn)), pick, value)
            some = _compare("!=", value, ir.const(-1, ir.NONE))
            left = _compare("<", at, ir.const(len(picks)))
            return value, ir.Connective(ir.BOOL, "and", (left, some))
        if d.lo is not None:
            return at, _compare("<", at, function.local(s.bound))
        if d.table:
            held = function.local(s.held)
            starts = tuple(sum(map(len, d.table[:row])) for row in range(len(d.table)))
            sizes = tuple(map(len, d.table))
            place = _plus(ir.FieldRef(ir.integer(0, sum(sizes)), starts, held), at)
            value = ir.FieldRef(d.type, tuple(v for row in d.table for v in row), place)
            return value, _compare("<", at, ir.FieldRef(ir.integer(0, max(sizes)), sizes, held))
        return ir.FieldRef(d.type, d.values, at), _compare("<", at, ir.const(len(d.values)))

    def _while(self, function: Function, s: ir.While, after: int, exits: _Exits) -> int:
        """A falling loop keeps its number from the start of a round to its end, not beyond.

        So positions between two rounds that are equal but for the number's past are equal.
        """
        own = (s.last,) if s.last in self._memory else ()
        head, start, inner, latch = (self.block(function) for _ in range(4))
        self.blocks[head].end = Branch(_compare(">", s.measure, ir.const(0)), start, after)
        self.blocks[start].code.append(assign(s.rule, s.last, s.measure))
        self.blocks[start].end = Goto(inner)
        check = ir.CheckDecreasing(s.rule, s.measure, function.local(s.last), at=s.at)
        self.blocks[latch].code += [check, *(assign(s.rule, slot, ir.const(0)) for slot in own)]
        self.blocks[latch].end = Goto(head)
        inside = _Exits(exits.ret, after, latch, own, (*exits.all, *own))
        self._body(function, s.body, inner, latch, inside)
        return head

    def _open_loop(self, function: Function, s: ir.OpenLoop, after: int, exits: _Exits) -> int:
        """A loop that remembers nothing: whoever comes to its head again is where they were."""
        head, inner = self.block(function), self.block(function)
        always = s.test == ir.TRUE
        self.blocks[head].end = Goto(inner) if always else Branch(s.test, inner, after)
        inside = _Exits(exits.ret, after, head, (), exits.all)
        self._body(function, s.body, inner, head, inside)
        return head

    # Tidying -----------------------------------------------------------------------------

    def _skip_empty(self) -> None:
        """Send jumps past empty blocks."""
        to = {number: self._final(number) for number in range(len(self.blocks))}
        for block in self.blocks:
            block.end = redirect(block.end, to)
        self.entries = {key: to[number] for key, number in self.entries.items()}

    def _final(self, number: int) -> int:
        seen = set[int]()
        while number not in seen and not self.blocks[number].code:
            seen.add(number)
            end = self.blocks[number].end
            if not isinstance(end, Goto):
                break
            (number,) = successors(end)
        return number


def _over_held(s: ir.For, shape: ir.CellShape) -> ir.For:
    """A loop over places that are reached as one over all that may be, which asks for each."""
    d = s.domain
    assert d.places is not None
    mask = d.places.type.mask
    everything = ir.member(d.type.base, mask)
    values = tuple(place for place in range(mask.bit_length()) if mask >> place & 1)
    test: Expr = ir.ScratchRef(ir.BOOL, s.held, (Local(everything, d.slot),), shape)
    if d.filter is not None:
        test = ir.Connective(ir.BOOL, "and", (test, d.filter))
    return attrs.evolve(s, domain=attrs.evolve(d, places=None, values=values, filter=test))


def assign(rule: str, slot: int, value: Expr) -> ir.StoreLocal:
    """The statement that sets a local."""
    return ir.StoreLocal(rule, slot, value)


def _compare(op: str, a: Expr, b: Expr) -> Expr:
    return ir.Compare(ir.BOOL, op, a, b)


def _plus(a: Expr, b: Expr) -> Expr:
    return ir.Arithmetic(ir.integer(a.type.lo + b.type.lo, a.type.hi + b.type.hi), "+", a, b)
