"""Lowers a program's blocks to steps: plain statements, then one plain jump.

Loops that pause, calls that pause and returns become statements and jumps here, once, so that the
interpreter and the generated code mean the same by them.
"""

from __future__ import annotations

import attrs

from game.rules import ir
from game.rules.flow import Block, Unit, loop_entry
from game.rules.ir import Const, Expr, Local, Stmt, Type
from game.rules.program import ActionCode, Program


@attrs.frozen
class Fall(Stmt):
    """A falling loop's number must have become less than `last`."""

    now: Expr
    last: Expr


@attrs.frozen
class Take(Stmt):
    """A loop over the lowest or highest, which pauses, takes its picks; those that lack are -1."""

    loop: ir.For


@attrs.frozen
class Go:
    """On to another step."""

    to: int


@attrs.frozen
class Branch:
    """On to one of two steps."""

    test: Expr
    yes: int
    no: int


@attrs.frozen
class Switch:
    """On to the step of that place."""

    which: Expr
    to: tuple[int, ...]


@attrs.frozen
class Stop:
    """Wait for the answer to a question."""

    pause: int


@attrs.frozen
class Over:
    """The game ends; locals are zeroed, registers stay."""

    ending: int
    winner: Expr | None


Jump = Go | Branch | Switch | Stop | Over


@attrs.frozen
class Step:
    """Statements of one script, and where to go from there.

    A local that has no place in the state lives no longer than its step.
    """

    rule: str
    code: tuple[Stmt, ...]
    jump: Jump


class Flow:
    """The steps of a program. A block's first step has the block's number.

    `after` has, for each pause, the step that follows an answer. There, an answer to `choose` or
    `chance` is in the local `answers[pause]`.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.steps: list[Step] = [Step("", (), Go(-1))] * len(program.blocks)
        self.after: list[int] = []
        self.answers: list[int] = []
        self.scratch = min((at for at, _ in program.offsets.values()), default=program.size)
        self._given: dict[str, tuple[Local, ...]] = {}
        self._entries: dict[tuple[int, str], int] = {}
        for number, block in enumerate(program.blocks):
            self.steps[number] = self._step(number, block)
        for pause in program.pauses:
            block = program.blocks[pause.block]
            kind, asked, back = block.term
            code: tuple[Stmt, ...] = self._kills(block, back)
            if kind == "ask":
                code = (asked.into, *code)
            self.answers.append(asked.slot if kind == "ask" else -1)
            self.after.append(self._new(asked.rule, code, Go(back)))

    # Entering actions --------------------------------------------------------------------

    def given(self, action: ActionCode) -> tuple[Local, ...]:
        """The locals in which an action's step finds its seat and its parameters."""
        if action.name not in self._given:
            unit = self.program.units[action.unit]
            types = [unit.locals[slot][1] for slot in unit.params]
            self._given[action.name] = tuple(self._fresh(t) for t in types)
        return self._given[action.name]

    def enter(self, pause: int, action: ActionCode) -> int:
        """The step that begins an action which pauses; `given` says what must be set."""
        key = (pause, action.name)
        if key not in self._entries:
            block = self.program.blocks[self.program.pauses[pause].block]
            back = block.term[2]
            unit = self.program.units[action.unit]
            code = (*self._kills(block, back), *self._arrive(unit, self.given(action), back))
            self._entries[key] = self._new(unit.key, code, Go(unit.entry))
        return self._entries[key]

    # Blocks ------------------------------------------------------------------------------

    def _new(self, rule: str, code: tuple[Stmt, ...], jump: Jump) -> int:
        self.steps.append(Step(rule, code, jump))
        return len(self.steps) - 1

    def _fresh(self, type_: Type) -> Local:
        return Local(type_, self.program.names.new_slot())

    def _kept(self, unit: Unit, slot: int) -> Local:
        return Local(unit.locals[slot][1], slot)

    @staticmethod
    def _set(rule: str, slot: int, value: Expr) -> Stmt:
        return ir.Set(rule, slot, "", (), value)

    def _kills(self, block: Block, to: int) -> tuple[Stmt, ...]:
        """Zero the locals that die on the way to a block, so that equal positions are equal."""
        return tuple(
            self._set(block.unit.key, slot, ir.const(self.program.offsets[slot][1]))
            for slot in block.kills.get(to, ())
        )

    def _edge(self, block: Block, to: int) -> int:
        kills = self._kills(block, to)
        return self._new(block.unit.key, kills, Go(to)) if kills else to

    def _arrive(self, unit: Unit, values: tuple[Expr, ...], back: int) -> tuple[Stmt, ...]:
        """Set a pausing unit's parameters and where it returns to."""
        live = self.program.blocks[unit.entry].live
        code = [
            self._set(unit.key, slot, value)
            for slot, value in zip(unit.params, values, strict=True)
            if slot in live
        ]
        if len(unit.returns) > 1 and unit.ret_slot in live:
            code.append(self._set(unit.key, unit.ret_slot, ir.const(unit.returns.index(back))))
        return tuple(code)

    def _step(self, number: int, block: Block) -> Step:
        rule = block.unit.key
        code: tuple[Stmt, ...] = tuple(block.code)
        if block.pause >= 0:
            return Step(rule, (), Stop(block.pause))
        match block.term:
            case ("goto", to):
                code = self._taking(code, self.program.blocks[to])
                return Step(rule, (*code, *self._kills(block, to)), Go(to))
            case ("if", test, yes, no):
                jump = Branch(test, self._edge(block, yes), self._edge(block, no))
                return Step(rule, code, jump)
            case ("next", st, body, out):
                return self._next(number, block, st, body, out)
            case ("fall", st, body, out):
                last = self._kept(block.unit, st.last)
                fall = (Fall(st.rule, st.measure, last), self._set(rule, st.last, st.measure))
                on = self._new(rule, (*fall, *self._kills(block, body)), Go(body))
                more = self._cmp(">", st.measure, ir.const(0))
                return Step(rule, code, Branch(more, on, self._edge(block, out)))
            case ("call", st, back):
                return self._call(block, st, back)
            case ("ret",):
                returns = tuple(block.unit.returns)
                if len(returns) <= 1:
                    return Step(rule, (*code, *self._kills(block, -1)), Go(*returns or (-1,)))
                kept = self._kept(block.unit, block.unit.ret_slot)
                way = self._fresh(kept.type)
                code = (*code, self._set(rule, way.slot, kept), *self._kills(block, -1))
                return Step(rule, code, Switch(way, returns))
            case ("end", st):
                return Step(rule, code, Over(st.ending, st.winner))
        raise TypeError(block.term[0])

    def _taking(self, code: tuple[Stmt, ...], head: Block) -> tuple[Stmt, ...]:
        """Take a loop's picks at once, where its entry asks for them one after the other."""
        if head.term[0] != "next" or not head.term[1].picks:
            return code
        loop: ir.For = head.term[1]
        entry = tuple(loop_entry(loop))
        if code[-len(entry) :] != entry:
            return code
        # The loop's variable may live in the state; the candidates need one of their own.
        d = loop.domain
        here = self._fresh(d.type)
        swap: dict[int, int | bool | Expr] = {d.slot: here}
        test = None if d.filter is None else ir.substitute(d.filter, swap)
        domain = attrs.evolve(d, slot=here.slot, filter=test)
        keys = tuple(ir.substitute(key, swap) for key in loop.keys)
        taken = Take(loop.rule, attrs.evolve(loop, domain=domain, keys=keys, body=()))
        return (*code[: -len(entry)], taken, *entry[len(loop.picks) :])

    def _call(self, block: Block, st: ir.Call, back: int) -> Step:
        """Arguments are worked out before the locals they are made of die.

        Where the unit called depends on a value, units take no arguments.
        """
        code = list(block.code)
        values: list[Expr] = []
        for arg in (*st.args, *(() if st.which is None else (st.which,))):
            values.append(arg if isinstance(arg, Const) else self._fresh(arg.type))
            if isinstance(values[-1], Local):
                code.append(self._set(st.rule, values[-1].slot, arg))
        which = None if st.which is None else values.pop()
        kills = self._kills(block, back)
        units = [self.program.units[t] for t in st.targets]
        ways = [(self._arrive(unit, tuple(values), back), unit.entry) for unit in units]
        if which is None:
            arrive, entry = ways[0]
            return Step(st.rule, (*code, *kills, *arrive), Go(entry))
        to = tuple(
            self._new(st.rule, arrive, Go(entry)) if arrive else entry for arrive, entry in ways
        )
        return Step(st.rule, (*code, *kills), Switch(which, to))

    def _next(self, head: int, block: Block, st: ir.For, body: int, out: int) -> Step:
        """A loop that pauses keeps its place in the state: at its body with the next value."""
        d, rule, unit = st.domain, block.unit.key, block.unit
        at = self._kept(unit, st.index)
        value: Expr
        more: Expr
        if st.picks:
            picks = [self._kept(unit, slot) for slot in st.picks]
            value = picks[-1]
            for turn, pick in reversed(list(enumerate(picks[:-1]))):
                value = ir.Cond(pick.type, self._cmp("==", at, ir.const(turn)), pick, value)
            some = self._cmp("!=", value, ir.const(-1, ir.NONE))
            more = ir.Bool(ir.BOOL, "and", (self._cmp("<", at, ir.const(len(picks))), some))
        elif d.lo is not None:
            value, more = at, self._cmp("<", at, self._kept(unit, st.bound))
        elif d.table:
            held = self._kept(unit, st.held)
            starts = tuple(sum(map(len, d.table[:row])) for row in range(len(d.table)))
            sizes = tuple(map(len, d.table))
            place = self._add(ir.Field(ir.integer(0, sum(sizes)), starts, held), at)
            value = ir.Field(d.type, tuple(v for row in d.table for v in row), place)
            more = self._cmp("<", at, ir.Field(ir.integer(0, max(sizes)), sizes, held))
        else:
            value = ir.Field(d.type, d.values, at)
            more = self._cmp("<", at, ir.const(len(d.values)))
        # The value first: it is found at the place, which then moves on.
        code = (
            self._set(rule, d.slot, value),
            self._set(rule, st.index, self._add(at, ir.const(1))),
        )
        leave, enter = self._edge(block, out), self._kills(block, body)
        if d.filter is None or st.picks:
            inner = self._new(rule, (*code, *enter), Go(body))
        else:
            inner = self._new(rule, code, Branch(d.filter, self._edge(block, body), head))
        return Step(rule, tuple(block.code), Branch(more, inner, leave))

    @staticmethod
    def _cmp(op: str, a: Expr, b: Expr) -> Expr:
        return ir.Cmp(ir.BOOL, op, a, b)

    @staticmethod
    def _add(a: Expr, b: Expr) -> Expr:
        return ir.Bin(ir.integer(a.type.lo + b.type.lo, a.type.hi + b.type.hi), "+", a, b)
