"""Cuts scripts into blocks at their pauses, and finds which locals live across them.

What never pauses stays structured inside a block; what pauses becomes edges between blocks.
"""

from __future__ import annotations

import attrs

from game.rules import ir
from game.rules.ir import Const, Expr, Local, Stmt

CANDIDATE = 1_000_000


@attrs.define
class Unit:
    """A script: procedure, action or event. Native units never pause and run as one function."""

    key: str
    params: tuple[int, ...]
    body: tuple[Stmt, ...]
    locals: dict[int, tuple[str, ir.Type]]
    sees: dict[int, Expr | None]
    pauses: bool = False
    entry: int = -1
    returns: list[int] = attrs.Factory(list)
    ret_slot: int = -1


@attrs.define
class Block:
    """Statements, then a terminator; `kills` maps a successor to the locals that die on the way.

    Terminators: ("goto", b), ("if", expr, b, b), ("next", For, body, exit),
    ("fall", While, body, exit), ("call", Call, return block), ("ret",), ("end", End),
    ("act", Act, next), ("ask", Ask, next).
    """

    unit: Unit
    code: list[Stmt] = attrs.Factory(list)
    term: tuple = ("ret",)  # type: ignore[type-arg]
    live: frozenset[int] = frozenset()
    kills: dict[int, tuple[int, ...]] = attrs.Factory(dict)
    pause: int = -1


def free(e: Expr | None) -> set[int]:
    """The locals that an expression reads, without those it binds itself."""
    if e is None or isinstance(e, Const):
        return set()
    if isinstance(e, Local):
        return {e.slot}
    out: set[int] = set()
    for part in ir.children(e):
        out |= free(part)
    if isinstance(e, (ir.Agg, ir.Pick)):
        out.discard(e.domain.slot)
    return out


def _all(parts: tuple[Expr | None, ...]) -> set[int]:
    out: set[int] = set()
    for p in parts:
        out |= free(p)
    return out


def domain_free(d: ir.Domain) -> set[int]:
    """The locals a domain reads."""
    return (_all((d.subject, d.lo, d.hi, d.filter))) - {d.slot}


def nested(body: tuple[Stmt, ...]) -> list[Stmt]:
    """All statements of a body, inner ones too."""
    out: list[Stmt] = []
    for s in body:
        out.append(s)
        if isinstance(s, ir.If):
            out += nested(s.then) + nested(s.other)
        elif isinstance(s, (ir.For, ir.While)):
            out += nested(s.body)
    return out


def may_finish(script: tuple[Stmt, ...], units: dict[str, Unit]) -> bool:
    """May a script run to its end, or return, rather than end the game?"""

    def falls(body: tuple[Stmt, ...]) -> bool:
        for s in body:
            match s:
                case ir.End():
                    return False
                case ir.If(_, _, then, other) if not falls(then) and not falls(other):
                    return False
                case ir.Call(_, targets):
                    if not any(t not in units or may_finish(units[t].body, units) for t in targets):
                        return False
        return True

    returns = any(isinstance(s, ir.Jump) and s.kind == "return" for s in nested(script))
    return returns or falls(script)


def live_before(
    body: tuple[Stmt, ...] | list[Stmt],
    after: set[int],
    loop: tuple[set[int], set[int]] | None = None,
    ret: set[int] | None = None,
) -> set[int]:
    """The locals live before native statements; `loop` is (live at break, live at continue)."""
    live = set(after)
    for s in reversed(body):
        match s:
            case ir.Set(_, slot, _, args, value):
                live = (live - {slot}) | free(value) | _all(args)
            case ir.If(_, test, then, other):
                live = (
                    live_before(then, live, loop, ret)
                    | live_before(other, live, loop, ret)
                    | free(test)
                )
            case ir.For(_, domain, inner, _, _, _, _, keys):
                exit_, head = set(live), set(live)
                while True:
                    new = (
                        exit_
                        | (live_before(inner, head, (exit_, head), ret) - {domain.slot})
                        | domain_free(domain)
                    )
                    if new <= head:
                        break
                    head |= new
                live = head | (_all(keys) - {domain.slot})
            case ir.While(_, measure, _, inner):
                exit_, head = set(live), live | free(measure)
                while True:
                    new = exit_ | live_before(inner, head, (exit_, head), ret) | free(measure)
                    if new <= head:
                        break
                    head |= new
                live = head
            case ir.Ask(_, seat, _, domain, weight, into):
                live = (live - {into.slot}) | domain_free(domain) | free(seat) | _all(into.args)
                live |= free(weight) - {domain.slot}
            case ir.Act(_, seat):
                live = live | free(seat)
            case ir.End(_, _, winner):
                live = free(winner)
            case ir.Call(_, _, which, args):
                live = live | free(which) | _all(args)
            case ir.Jump(_, "break"):
                live = set(loop[0]) if loop else set()
            case ir.Jump(_, "continue"):
                live = set(loop[1]) if loop else set()
            case ir.Jump(_, "return"):
                live = set(ret or ())
    return live


class Cutter:
    """Cuts all pausing units of a program into one list of blocks."""

    def __init__(self, units: dict[str, Unit], menus: dict[str, str], root: str) -> None:
        self.units, self.menus = units, menus
        self.blocks: list[Block] = []
        self._find_pausing()
        for unit in units.values():
            if unit.pauses:
                unit.entry = self._new(unit)
        for unit in units.values():
            if unit.pauses:
                last = self._new(unit)
                whole = unit.key == root
                self.blocks[last].term = ("end", ir.End(root, 0, None)) if whole else ("ret",)
                self._body(unit, unit.body, unit.entry, last, None, last)
        self._returns()
        self._tidy()

    def _find_pausing(self) -> None:
        changed = True
        while changed:
            changed = False
            for unit in self.units.values():
                if unit.pauses:
                    continue
                for s in nested(unit.body):
                    pauses = isinstance(s, (ir.Act, ir.Ask, ir.End))
                    if isinstance(s, ir.Call):
                        pauses = any(self.units[t].pauses for t in s.targets)
                    if pauses:
                        unit.pauses = changed = True
                        break
            changed = self._decks_pause_together() or changed

    def _decks_pause_together(self) -> bool:
        """All cards that one `play` may run pause if one of them does; tells of a change."""
        changed = False
        for unit in self.units.values():
            for s in nested(unit.body):
                if isinstance(s, ir.Call) and any(self.units[t].pauses for t in s.targets):
                    for target in s.targets:
                        changed = changed or not self.units[target].pauses
                        self.units[target].pauses = True
        return changed

    def _new(self, unit: Unit) -> int:
        self.blocks.append(Block(unit))
        return len(self.blocks) - 1

    def _native(self, s: Stmt, depth: int = 0) -> bool:
        """Can this statement stay inside a block? No pauses, no jumps out of it."""
        match s:
            case ir.Act() | ir.Ask() | ir.End():
                return False
            case ir.Call(_, targets):
                return not any(self.units[t].pauses for t in targets)
            case ir.Jump(_, kind):
                return kind != "return" and depth > 0
            case ir.If(_, _, then, other):
                return all(self._native(x, depth) for x in (*then, *other))
            case ir.For(_, _, body) | ir.While(_, _, _, body):
                return all(self._native(x, depth + 1) for x in body)
        return True

    def _body(
        self,
        unit: Unit,
        body: tuple[Stmt, ...],
        here: int,
        then: int,
        loop: tuple[int, int] | None,
        ret: int,
    ) -> None:
        """Put `body` into block `here` and on, ending in a jump to block `then`."""
        for i, s in enumerate(body):
            block = self.blocks[here]
            if self._native(s):
                block.code.append(s)
                continue
            rest = body[i + 1 :]
            match s:
                case ir.If(_, test, a, b):
                    after = self._after(unit, rest, then, loop, ret)
                    yes, no = self._new(unit), self._new(unit)
                    block.term = ("if", test, yes, no)
                    self._body(unit, a, yes, after, loop, ret)
                    self._body(unit, b, no, after, loop, ret)
                case ir.For():
                    after = self._after(unit, rest, then, loop, ret)
                    block.code += loop_entry(s)
                    head, inner = self._new(unit), self._new(unit)
                    block.term = ("goto", head)
                    self.blocks[head].term = ("next", s, inner, after)
                    self._body(unit, s.body, inner, head, (after, head), ret)
                case ir.While():
                    after = self._after(unit, rest, then, loop, ret)
                    top = ir.const(s.measure.type.hi + 1 if s.measure.type.hi >= 0 else 0)
                    block.code.append(ir.Set(s.rule, s.last, "", (), top))
                    head, inner = self._new(unit), self._new(unit)
                    block.term = ("goto", head)
                    self.blocks[head].term = ("fall", s, inner, after)
                    self._body(unit, s.body, inner, head, (after, head), ret)
                case ir.Jump(_, kind):
                    assert loop is not None or kind == "return"
                    goal = ret if kind == "return" or loop is None else loop[kind == "continue"]
                    block.term = ("goto", goal)
                case ir.End():
                    block.term = ("end", s)
                case ir.Call():
                    block.term = ("call", s, self._after(unit, rest, then, loop, ret))
                case ir.Act() | ir.Ask():
                    after = self._after(unit, rest, then, loop, ret)
                    pause = self._new(unit)
                    block.term = ("goto", pause)
                    kind = "act" if isinstance(s, ir.Act) else "ask"
                    self.blocks[pause].term = (kind, s, after)
            return
        self.blocks[here].term = ("goto", then)

    def _after(
        self, unit: Unit, rest: tuple[Stmt, ...], then: int, loop: tuple[int, int] | None, ret: int
    ) -> int:
        if not rest:
            return then
        block = self._new(unit)
        self._body(unit, rest, block, then, loop, ret)
        return block

    def _returns(self) -> None:
        for block in self.blocks:
            if block.term[0] == "call":
                for t in block.term[1].targets:
                    if block.term[2] not in self.units[t].returns:
                        self.units[t].returns.append(block.term[2])
            elif block.term[0] == "act":
                for key, menu in self.menus.items():
                    unit = self.units[key]
                    if (
                        menu == block.term[1].menu
                        and unit.pauses
                        and block.term[2] not in unit.returns
                    ):
                        unit.returns.append(block.term[2])

    def _tidy(self) -> None:
        """Send jumps past empty blocks."""

        def final(b: int) -> int:
            seen = set()
            while b not in seen and not self.blocks[b].code and self.blocks[b].term[0] == "goto":
                seen.add(b)
                b = self.blocks[b].term[1]
            return b

        for block in self.blocks:
            kind, *rest = block.term
            block.term = (kind, *(final(x) if type(x) is int else x for x in rest))
        for unit in self.units.values():
            unit.returns = list(dict.fromkeys(final(b) for b in unit.returns))
            if unit.entry >= 0:
                unit.entry = final(unit.entry)


def loop_entry(s: ir.For) -> list[Stmt]:
    """What a pausing loop remembers when it starts: where it is, over what, and its picks."""
    d = s.domain
    out: list[Stmt] = []
    if s.picks:
        taken: list[Expr] = []
        # The loop's variable may live in the state; the candidates need one of their own.
        here = Local(d.type, d.slot + CANDIDATE)
        swap: dict[int, int | bool | Expr] = {d.slot: here}
        keys = tuple(ir.substitute(k, swap) for k in s.keys)
        d = attrs.evolve(
            d, slot=here.slot, filter=None if d.filter is None else ir.substitute(d.filter, swap)
        )
        for slot in s.picks:
            tests = [ir.Not(ir.BOOL, ir.fold(ir.Cmp(ir.BOOL, "==", here, t))) for t in taken]
            if d.filter is not None:
                tests.insert(0, d.filter)  # type: ignore[arg-type]
            test = ir.fold(ir.Bool(ir.BOOL, "and", tuple(tests))) if tests else None
            type_ = ir.member(d.type.base, d.type.mask, True)
            pick = ir.Pick(type_, s.sign, attrs.evolve(d, filter=test), keys)
            out.append(ir.Set(s.rule, slot, "", (), pick))
            taken.append(Local(type_, slot))
        out.append(ir.Set(s.rule, s.index, "", (), ir.const(0)))
        return out
    if d.subject is not None:
        out.append(ir.Set(s.rule, s.held, "", (), d.subject))
    if d.lo is not None and d.hi is not None:
        out.append(ir.Set(s.rule, s.bound, "", (), d.hi))
        out.append(ir.Set(s.rule, s.index, "", (), d.lo))
    else:
        out.append(ir.Set(s.rule, s.index, "", (), ir.const(0)))
    return out


def term_reads(block: Block) -> set[int]:
    """The locals that a block's terminator reads."""
    match block.term:
        case ("if", test, _, _):
            return free(test)
        case ("next", s, _, _):
            d = s.domain
            own = {s.index}
            if s.picks:
                return own | set(s.picks)
            if d.subject is not None:
                own.add(s.held)
            if d.lo is not None:
                own.add(s.bound)
            return own | (free(d.filter) - {d.slot})
        case ("fall", s, _, _):
            return {s.last} | free(s.measure)
        case ("call", s, _):
            return free(s.which) | _all(s.args)
        case ("ret",):
            return {block.unit.ret_slot} if len(block.unit.returns) > 1 else set()
        case ("end", s):
            return free(s.winner)
        case ("act", s, _):
            return free(s.seat)
        case ("ask", s, _):
            return (
                free(s.seat)
                | domain_free(s.domain)
                | (free(s.weight) - {s.domain.slot})
                | (free(s.see) - {-1})
            )
    return set()


def successors(block: Block) -> list[int]:
    """The blocks of the same unit that may follow."""
    return [x for x in block.term[1:] if type(x) is int]


def _term_writes(block: Block, target: int) -> set[int]:
    match block.term:
        case ("next", s, body, _):
            return {s.domain.slot} if target == body else set()
    return set()


def _live_into(block: Block, b: int, live: set[int]) -> set[int]:
    """What must live on the edge to `b`, seen from the end of the terminator's work."""
    if block.term[0] == "ask":
        into: ir.Set = block.term[1].into
        return (live - {into.slot, block.term[1].slot}) | _all(into.args)
    return live - _term_writes(block, b)


def settle_lives(blocks: list[Block]) -> set[int]:
    """Compute what lives at each block's start and dies on each edge; returns what crosses any."""
    lives: list[set[int]] = [set() for _ in blocks]
    changed = True
    while changed:
        changed = False
        for i in range(len(blocks) - 1, -1, -1):
            block = blocks[i]
            after = term_reads(block)
            for b in successors(block):
                after |= _live_into(block, b, lives[b])
            new = live_before(block.code, after)
            if new != lives[i]:
                lives[i] = new
                changed = True
    crossing: set[int] = set().union(*lives) if lives else set()
    for i, block in enumerate(blocks):
        block.live = frozenset(lives[i])
        touched = set(lives[i]) | {
            s.slot for s in nested(tuple(block.code)) if isinstance(s, ir.Set)
        }
        touched |= {s.domain.slot for s in nested(tuple(block.code)) if isinstance(s, ir.For)}
        if block.term[0] == "next":
            touched |= {block.term[1].domain.slot, block.term[1].index}
        if block.term[0] == "fall":
            touched.add(block.term[1].last)
        for b in successors(block):
            extra = {block.term[1].into.slot} if block.term[0] == "ask" else set()
            block.kills[b] = tuple(sorted(((touched | extra) - lives[b]) & crossing))
        if block.term[0] == "ret":
            block.kills[-1] = tuple(sorted(touched & crossing))
    return crossing
