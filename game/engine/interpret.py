"""The plain interpreter: the reference that says what a program means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from game.engine.errors import InternalError, breach, stuck
from game.engine.moving import MemberMover, PlaceAt, move
from game.engine.reaching import Costs, Leg, Search, search
from game.rules import cfg, ir
from game.rules.cfg import Branch, Decision, Function, Goto, Over, Switch
from game.rules.ir import Expr, Stmt
from game.rules.program import Program

State = bytearray
Value = int | bool


def cell_in(s: State | bytes, at: int, size: int) -> int:
    """The number in a cell of one byte, or of two with the lower first."""
    return s[at] if size == 1 else s[at] | s[at + 1] << 8


def put_in(s: State, at: int, size: int, number: int) -> None:
    """Set the number in a cell of so many bytes."""
    if size == 1:
        s[at] = number
    else:
        s[at], s[at + 1] = number & 255, number >> 8


#: How a table tells to find the value of each kind of expression.
Kinds = Mapping[type[Expr], Callable[[Any, Any, State, dict[int, Any]], Any]]


class _Jump(Exception):
    def __init__(self, kind: str) -> None:
        self.kind = kind


class Interpreter:
    """Evaluates expressions and runs blocks on a state.

    It keeps nothing between two calls but the derived values of the state asked about last.

    `running`, `changed`, `revealed`, `told` and `ended` hear what happens; here they do nothing.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.registers = program.symbols.registers
        self.offsets = program.offsets
        self.derived = program.scopes.derived
        # Replaced as a whole, so that whoever asks meanwhile reads one or the other.
        self._known: tuple[bytes, dict[tuple[object, ...], Any]] = (b"", {})
        self._kinds: Kinds = VALUES
        # With the expression, so that no other is ever made where it was.
        self._free: dict[int, tuple[Expr, tuple[int, ...] | None]] = {}

    # What happens ------------------------------------------------------------------------

    def running(self, rule: str) -> None:
        """A statement or jump of this script is about to run."""

    def changed(self, name: str, args: tuple[int, ...], before: int, after: int) -> None:
        """A register's cell has another value now."""

    def revealed(self, value: int) -> None:
        """`reveal` opened a value."""

    def told(self, st: ir.Tell, s: State, env: dict[int, Value]) -> None:
        """A script tells what happens."""

    def ended(self, ending: int, winner: int) -> None:
        """The game is over."""

    # Expressions -------------------------------------------------------------------------

    def value(self, e: Expr, s: State, env: dict[int, Value]) -> Any:
        """The value of an expression in a state; `env` has the locals that are not in it."""
        # A table by kind of expression: a `match` would try one kind after the other, at each node.
        # What is asked most often looks its parts up itself, which spares a call for each.
        return self._kinds[type(e)](self, e, s, env)

    def _local(self, e: ir.Local, s: State, env: dict[int, Value]) -> Value:
        if e.slot in env:
            return env[e.slot]
        place = self.offsets[e.slot]
        return cell_in(s, place.at, place.cell_bytes) + place.lo

    def _scratch(self, e: ir.ScratchRef, s: State, env: dict[int, Any]) -> Value:
        place = e.shape.cell(tuple([int(self.value(a, s, env)) for a in e.args]))
        if e.slot in self.offsets:
            here = self.offsets[e.slot]
            return cell_in(s, here.at + place * here.cell_bytes, here.cell_bytes) + here.lo
        found: Value = env[e.slot][place]
        return found

    def _register(self, e: ir.RegisterRef, s: State, env: dict[int, Value]) -> Value:
        kinds = self._kinds
        return self.cell(s, e.name, tuple([int(kinds[type(a)](self, a, s, env)) for a in e.args]))

    def _derived(self, e: ir.DerivedRef, s: State, env: dict[int, Value]) -> Value:
        kinds = self._kinds
        return self.worked_out(e.name, tuple([kinds[type(a)](self, a, s, env) for a in e.args]), s)

    def _field(self, e: ir.FieldRef, s: State, env: dict[int, Value]) -> Value:
        arg = e.arg
        found = e.table[self._kinds[type(arg)](self, arg, s, env)]
        return bool(found) if e.type.kind == "bool" else found

    def _contains(self, e: ir.Contains, s: State, env: dict[int, Value]) -> Value:
        mask = e.masks[0 if e.arg is None else self.value(e.arg, s, env)]
        place: int = self.value(e.item, s, env)
        return place >= 0 and bool(mask >> place & 1)

    def _arithmetic(self, e: ir.Arithmetic, s: State, env: dict[int, Value]) -> Value:
        a, b, kinds = e.a, e.b, self._kinds
        return ir.ARITHMETIC[e.op](kinds[type(a)](self, a, s, env), kinds[type(b)](self, b, s, env))

    def _compare(self, e: ir.Compare, s: State, env: dict[int, Value]) -> Value:
        a, b, kinds = e.a, e.b, self._kinds
        return ir.COMPARE[e.op](kinds[type(a)](self, a, s, env), kinds[type(b)](self, b, s, env))

    def _connective(self, e: ir.Connective, s: State, env: dict[int, Value]) -> Value:
        stop, kinds = e.op == "or", self._kinds
        for item in e.items:
            if bool(kinds[type(item)](self, item, s, env)) == stop:
                return stop
        return not stop

    def _conditional(self, e: ir.Conditional | ir.Known, s: State, env: dict[int, Value]) -> Value:
        found: Value = self.value(e.a if self.value(e.test, s, env) else e.b, s, env)
        return found

    def _reveal(self, e: ir.Reveal, s: State, env: dict[int, Value]) -> Value:
        value: Value = self.value(e.a, s, env)
        self.revealed(int(value))
        return value

    def reach(self, e: ir.Reach, s: State, env: dict[int, Value]) -> Costs:
        """The places that are reached."""
        return self.search(e, s, env).costs

    def search(self, e: ir.Reach, s: State, env: dict[int, Value]) -> Search:
        """How they are reached, worked out once for a state and the locals that it reads."""
        free = self._read_by(e)
        if free is None:
            return self._search(e, s, env)
        known = self._in(s)
        key = (id(e), *(_whole(env.get(slot)) for slot in free))
        if key not in known:
            known[key] = self._search(e, s, env)
        found: Search = known[key]
        return found

    def _read_by(self, e: ir.Reach) -> tuple[int, ...] | None:
        """The locals that a reach reads; None where it must be worked out each time it is asked."""
        if id(e) not in self._free:
            # What is revealed is told whenever it is.
            tells = any(isinstance(x, ir.Reveal) for x in self.program.scopes.parts(e))
            self._free[id(e)] = (e, None if tells else tuple(sorted(cfg.free(e))))
        return self._free[id(e)][1]

    def _search(self, e: ir.Reach, s: State, env: dict[int, Value]) -> Search:
        within = None if e.within is None else int(self.value(e.within, s, env))
        if e.starts is not None:
            starts = [int(v) for v in self.members(e.starts, s, env)]
        else:
            start = int(self.value(e.start, s, env)) if e.start is not None else -1
            starts = [start] if start >= 0 else []
        places = frozenset(e.places)

        def steps(place: int) -> Iterator[Leg]:
            here = {**env, e.source: place}
            if place not in places or not self.value(e.leave, s, here):
                return
            for there in self.members(e.steps, s, here):
                step = {**here, e.steps.slot: there}
                cost, stops = self.value(e.cost, s, step), self.value(e.stop, s, step)
                yield int(there), int(cost), bool(stops)

        return search(starts, steps, e.size, within, e.far if within is None else within + 1)

    def _reached(self, e: ir.InReach, s: State, env: dict[int, Value]) -> Value:
        found: Costs = self.value(e.places, s, env)
        return bool(found.reached[int(self.value(e.item, s, env))])

    def _spent(self, e: ir.Spent, s: State, env: dict[int, Value]) -> Value:
        found: Costs = self.value(e.places, s, env)
        return found.spent[int(self.value(e.item, s, env))]

    def worked_out(self, name: str, args: tuple[Value, ...], s: State) -> Value:
        """The value of a derived cell, worked out once for a state."""
        if self.program.scopes.reveals(name):
            # What is revealed is told whenever it is.
            return self._work_out(name, args, s)
        known = self._in(s)
        key = (name, *args)
        if key not in known:
            known[key] = self._work_out(name, args, s)
        found: Value = known[key]
        return found

    def _in(self, s: State) -> dict[tuple[object, ...], Any]:
        """What is known of a state; of the one before, nothing any more."""
        if self._known[0] != s:
            self._known = (bytes(s), {})
        return self._known[1]

    def _work_out(self, name: str, args: tuple[Value, ...], s: State) -> Value:
        slots, body = self.derived[name]
        found: Value = self.value(body, s, dict(zip(slots, args, strict=True)))
        return found

    def cell(self, s: State, name: str, args: tuple[int, ...]) -> Value:
        """The value of a register's cell; `args` are the values of its index."""
        info = self.registers[name]
        if info.frozen:
            value = info.start[info.cell(args)]
        else:
            value = cell_in(s, info.at(args), info.cell_bytes) + info.type.lo
        return bool(value) if info.type.kind == "bool" else value

    def purse(self, register: str, seat: int, s: State) -> int:
        """What a seat can spend of a register, its own cell where it has one."""
        index = self.registers[register].index
        return int(self.cell(s, register, (seat,) if index else ()))

    def span(self, d: ir.Domain, s: State, env: dict[int, Value]) -> list[Value]:
        """The values of a domain before its filter."""
        if d.table and d.subject is not None:
            values: Any = d.table[self.value(d.subject, s, env)]
        elif d.lo is not None and d.hi is not None:
            values = range(self.value(d.lo, s, env), self.value(d.hi, s, env))
        elif d.places is not None:
            values = self.value(d.places, s, env).members()
        else:
            values = d.values
        return [bool(v) for v in values] if d.type.kind == "bool" else list(values)

    def members(self, d: ir.Domain, s: State, env: dict[int, Value]) -> list[Value]:
        """The values of a domain that pass its filter."""
        values = self.span(d, s, env)
        if d.filter is None:
            return values
        kept, here, test = list[Value](), dict(env), self._kinds[type(d.filter)]
        for v in values:
            here[d.slot] = v
            if test(self, d.filter, s, here):
                kept.append(v)
        return kept

    def aggregate(self, e: ir.Aggregate, s: State, env: dict[int, Value]) -> Value:
        """The sum, any, all, count, min or max of an expression over the members of a domain."""
        op, d, body = e.op, e.domain, e.body
        values = self.members(d, s, env)
        if op == "count":
            return len(values)
        if op in ("min", "max") and not values and e.default is not None:
            last: Value = self.value(e.default, s, env)
            return last
        results = (self.value(body, s, {**env, d.slot: v}) for v in values)
        if op in ("min", "max"):
            return int(min(results) if op == "min" else max(results))
        return sum(results) if op == "sum" else any(results) if op == "any" else all(results)

    def pick(
        self, sign: int, d: ir.Domain, keys: tuple[Expr, ...], s: State, env: dict[int, Value]
    ) -> int:
        """The first member with the lowest (sign 1) or highest (-1) keys; -1 if there is none."""
        best, best_key = -1, None
        for v in self.members(d, s, env):
            key = tuple(sign * self.value(k, s, {**env, d.slot: v}) for k in keys)
            if best_key is None or key < best_key:
                best, best_key = int(v), key
        return best

    # Statements --------------------------------------------------------------------------

    def store(self, st: ir.Store, value: Value, s: State, env: dict[int, Value]) -> None:
        """Store a value in the local or register cell that a statement names.

        Raises:
            RangeBreach: the value is out of range, and the edge is "error".
        """
        number = self.fitted(st, value)
        if isinstance(st, ir.StoreLocal):
            self.keep(st.slot, value if st.edge != "clamp" else number, s, env)
            return
        self.put(s, st.name, tuple(int(self.value(a, s, env)) for a in st.args), number)

    def fitted(self, st: ir.Store, value: Value) -> int:
        """A value as it is stored, at the edge of its range where it is clamped; see `store`."""
        number = int(value)
        if st.edge == "clamp":
            number = min(max(number, st.lo), st.hi)
        elif st.edge and not st.lo <= number <= st.hi:
            raise breach(st.rule, self.program.name_of(st), number, st.lo, st.hi, st.at)
        return number

    def put(self, s: State, name: str, args: tuple[int, ...], number: int) -> None:
        """Set a register's cell to a number that fits; `args` are the values of its index."""
        info = self.registers[name]
        at, size = info.at(args), info.cell_bytes
        before = cell_in(s, at, size) + info.type.lo
        put_in(s, at, size, number - info.type.lo)
        if before != number:
            self.changed(name, args, before, number)

    def move(self, st: ir.MoveMembers, s: State, env: dict[int, Value]) -> None:
        """Move members between places of a zone; raises Misplaced."""

        def at(spot: ir.PlaceRef) -> PlaceAt:
            return PlaceAt(spot, tuple(int(self.value(a, s, env)) for a in spot.args))

        def get(name: str, args: tuple[int, ...]) -> int:
            return int(self.cell(s, name, args))

        item = None if st.item is None else int(self.value(st.item, s, env))
        mover = MemberMover(get, partial(self.put, s), st.members)
        move(mover, st, item, at(st.source), at(st.target))

    def fill(self, slot: int, values: list[Value], s: State, env: dict[int, Any]) -> None:
        """Set all cells of an indexed local, where it lives."""
        if slot in self.offsets:
            here = self.offsets[slot]
            for at, v in zip(here.bytes[:: here.cell_bytes], values, strict=True):
                put_in(s, at, here.cell_bytes, int(v) - here.lo)
        else:
            env[slot] = values

    def store_scratch(self, st: ir.StoreScratch, s: State, env: dict[int, Any]) -> None:
        """Store a value in a cell of an indexed local; raises RangeBreach."""
        value = self.value(st.value, s, env)
        if st.edge and not st.lo <= int(value) <= st.hi:
            name = self.program.name_of(st)
            raise breach(st.rule, name, int(value), st.lo, st.hi, st.at)
        place = st.shape.cell(tuple([int(self.value(a, s, env)) for a in st.args]))
        if st.slot in self.offsets:
            here = self.offsets[st.slot]
            at = here.at + place * here.cell_bytes
            put_in(s, at, here.cell_bytes, int(value) - here.lo)
        else:
            env[st.slot][place] = value

    def keep(self, slot: int, value: Value, s: State, env: dict[int, Value]) -> None:
        """Set a local, where it lives."""
        if slot in self.offsets:
            place = self.offsets[slot]
            put_in(s, place.at, place.cell_bytes, int(value) - place.lo)
        else:
            env[slot] = value

    def native(self, body: tuple[Stmt, ...] | list[Stmt], s: State, env: dict[int, Value]) -> None:
        """Run statements that never pause."""
        for st in body:
            self.running(st.rule)
            match st:
                case ir.StoreLocal(value=value) | ir.StoreRegister(value=value):
                    self.store(st, self.value(value, s, env), s, env)
                case ir.MoveMembers():
                    self.move(st, s, env)
                case ir.If(_, test, then, other):
                    self.native(then if self.value(test, s, env) else other, s, env)
                case ir.For():
                    self.loop(st, s, env)
                case ir.While():
                    self.falling(st, s, env)
                case ir.Call(_, targets, which, args):
                    target = targets[0 if which is None else self.value(which, s, env)]
                    values = [self.value(a, s, env) for a in args]
                    # A script with nothing in it runs, too.
                    self.running(target)
                    self.call(self.program.functions[target], values, s)
                case ir.Jump(_, kind):
                    raise _Jump(kind)
                case ir.StoreScratch():
                    self.store_scratch(st, s, env)
                case ir.FillScratch(_, slot, value, shape):
                    self.fill(slot, [self.value(value, s, env)] * shape.size, s, env)
                case ir.HoldPlaces(_, slot, places):
                    found: Costs = self.value(places, s, env)
                    self.fill(slot, [bool(x) for x in found.reached[:-1]], s, env)
                case ir.SelectBest(_, sign, domain, keys, into):
                    taken = self.best(len(into), sign, domain, keys, s, env)
                    for i, local in enumerate(into):
                        self.keep(local.slot, taken[i] if i < len(taken) else -1, s, env)
                case ir.CheckDecreasing(_, measure, before):
                    now, last = self.value(measure, s, env), self.value(before, s, env)
                    if now >= last > 0:
                        raise stuck(st.rule, last, now, st.at)
                case ir.Tell():
                    self.told(st, s, env)
                case ir.NoteFall(_, measure, before):
                    last = self.value(before, s, env)
                    if last > 0 and self.value(measure, s, env) < last:
                        self.keep(before.slot, 0, s, env)

    def falling(self, st: ir.While, s: State, env: dict[int, Value]) -> None:
        """Run a falling loop that never pauses."""
        last = st.measure.type.hi + 1
        while (now := self.value(st.measure, s, env)) > 0:
            if now >= last:
                raise stuck(st.rule, last, now, st.at)
            last = now
            if self._breaks(st.body, s, env):
                break

    def _breaks(self, body: tuple[Stmt, ...], s: State, env: dict[int, Value]) -> bool:
        """Run one round of a loop; did it break out of the loop? A `return` goes on outwards."""
        try:
            self.native(body, s, env)
        except _Jump as jump:
            if jump.kind == "return":
                raise
            return jump.kind == "break"
        return False

    def call(self, function: Function, values: list[Value], s: State) -> None:
        """Run a function that never pauses."""
        try:
            self.native(function.body, s, dict(zip(function.params, values, strict=True)))
        except _Jump as jump:
            if jump.kind != "return":
                raise

    def loop(self, st: ir.For, s: State, env: dict[int, Value]) -> None:
        """Run a loop that never pauses: its domain is read at its entry, its filter each round."""
        d = st.domain
        if st.picks:
            values = self.best(len(st.picks), st.sign, d, st.keys, s, env)
        else:
            values = self.span(d, s, env)
        for v in values:
            env[d.slot] = v
            if d.filter is not None and not st.picks and not self.value(d.filter, s, env):
                continue
            if self._breaks(st.body, s, env):
                break

    def best(
        self,
        count: int,
        sign: int,
        d: ir.Domain,
        keys: tuple[Expr, ...],
        s: State,
        env: dict[int, Value],
    ) -> list[Value]:
        """The members with the `count` lowest (sign 1) or highest (-1) keys, in order."""
        keyed = [
            (tuple(sign * self.value(k, s, {**env, d.slot: v}) for k in keys), i, v)
            for i, v in enumerate(self.members(d, s, env))
        ]
        return [v for _, _, v in sorted(keyed)[:count]]

    # Blocks ------------------------------------------------------------------------------

    def run(self, number: int, s: State, env: dict[int, Value] | None = None) -> None:
        """Run from a block to the next question or the end.

        Args:
            number: the block's number.
            s: the state, changed in place.
            env: the locals that the first block is given; a local that is not in the state lives
                no longer than its block.
        """
        given, blocks = env, self.program.graph.blocks
        while True:
            block = blocks[number]
            env, given = given or {}, None
            self.native(block.code, s, env)
            self.running(block.function)
            match block.end:
                case Goto(to):
                    number = to
                case Branch(test, yes, no):
                    number = yes if self.value(test, s, env) else no
                case Switch(which, ways):
                    number = ways[self.value(which, s, env)]
                case Decision(_, _, question):
                    s[0], s[1] = question & 255, question >> 8
                    return
                case Over(ending, winner):
                    seat = -1 if winner is None else self.value(winner, s, env)
                    self.finish(ending, seat, s)
                    return
                case _:
                    raise InternalError("a graph that is not linked cannot run.")

    def finish(self, ending: int, winner: int, s: State) -> None:
        """End the game: locals are zeroed, the registers stay."""
        scratch = self.program.scratch
        s[scratch:] = bytes(len(s) - scratch)
        s[0] = s[1] = 0
        s[2], s[3] = ending + 1, winner + 1
        self.ended(ending, winner)


def _whole(value: object) -> object:
    """A local as part of a key; an indexed one with all of its cells."""
    return tuple(value) if isinstance(value, list) else value


#: How the value of each kind of expression is found.
VALUES: Final[Kinds] = {
    ir.Const: lambda i, e, s, env: e.value,
    ir.Local: Interpreter._local,
    ir.ScratchRef: Interpreter._scratch,
    ir.RegisterRef: Interpreter._register,
    ir.DerivedRef: Interpreter._derived,
    ir.FieldRef: Interpreter._field,
    ir.Contains: Interpreter._contains,
    ir.Arithmetic: Interpreter._arithmetic,
    ir.Compare: Interpreter._compare,
    ir.Connective: Interpreter._connective,
    ir.Not: lambda i, e, s, env: not i.value(e.a, s, env),
    ir.Conditional: Interpreter._conditional,
    ir.Reach: Interpreter.reach,
    ir.InReach: Interpreter._reached,
    ir.Spent: Interpreter._spent,
    ir.Reveal: Interpreter._reveal,
    ir.Seen: lambda i, e, s, env: i.value(e.test, s, env),
    ir.Known: Interpreter._conditional,
    ir.Aggregate: lambda i, e, s, env: i.aggregate(e, s, env),
    ir.Pick: lambda i, e, s, env: i.pick(e.sign, e.domain, e.keys, s, env),
}
