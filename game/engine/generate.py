"""Generated Python: the default evaluator. Only integers, operators and indexes that we emit.

Every function is made from the same program that the interpreter runs, and is compiled when it
is first needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.engine.errors import RangeBreach
from game.engine.interpret import State
from game.rules import ir
from game.rules.compile import ActionCode, Program
from game.rules.flow import Block, Unit
from game.rules.ir import Const, Expr, Local, Stmt

_UNROLL = 400
_INLINE = 120


def _breach(rule: str, name: str, value: int, lo: int, hi: int) -> int:
    raise RangeBreach(f"{rule}: `{name}` would be {value}, outside {lo}..{hi}.")


def _stuck(rule: str, last: int, now: int) -> None:
    raise RangeBreach(
        f"{rule}: a falling loop's number went from {last} to {now}; each round must lower it."
    )


def weighted(outcomes: list[tuple[int, int]], rng: Callable[[int], int]) -> int:
    """One outcome, drawn by weight."""
    at = rng(sum([w for _, w in outcomes]))
    for move, weight in outcomes:
        at -= weight
        if at < 0:
            return move
    raise ValueError("no outcome")


class Writer:
    """Turns expressions and native statements into Python source."""

    def __init__(self, owner: Generated) -> None:
        self.owner, self.program = owner, owner.program
        self.lines: list[str] = []
        self.depth = 1
        self.temps = 0

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    # Expressions -------------------------------------------------------------------------

    def expr(self, e: Expr) -> str:
        """Source of an expression, in parentheses where needed."""
        match e:
            case Const(_, value):
                return f"({value})" if not isinstance(value, bool) and value < 0 else repr(value)
            case Local(_, slot):
                if slot in self.program.offsets:
                    at, lo = self.program.offsets[slot]
                    return self.shift(f"s[{at}]", lo)
                return f"v{slot}"
            case ir.Reg(_, name, args):
                info = self.program.world.registers[name]
                if info.frozen:
                    table = self.owner.constant(info.start)
                    return f"{table}[{self.place(name, args, 0)}]"
                return self.shift(f"s[{self.place(name, args, info.offset)}]", info.type.lo)
            case ir.Der(_, name, args):
                return self.derived(name, args)
            case ir.Field(_, table_, arg):
                return f"{self.owner.constant(table_)}[{self.expr(arg)}]"
            case ir.Has(_, masks, arg, item):
                mask = (
                    str(masks[0])
                    if arg is None
                    else f"{self.owner.constant(masks)}[{self.expr(arg)}]"
                )
                place = self.expr(item)
                test = f"({mask} >> {place} & 1 == 1)"
                return f"({place} >= 0 and {test})" if item.type.none else test
            case ir.Bin(_, op, a, b):
                if op in ("min", "max"):
                    sign = "<" if op == "min" else ">"
                    x, y = self.expr(a), self.expr(b)
                    if isinstance(b, Const) or isinstance(a, Const) or len(x) + len(y) < 40:
                        return f"({x} if {x} {sign} {y} else {y})"
                    return f"{op}({x}, {y})"
                return f"({self.expr(a)} {op} {self.expr(b)})"
            case ir.Cmp(_, op, a, b):
                return f"({self.expr(a)} {op} {self.expr(b)})"
            case ir.Bool(_, op, items):
                return "(" + f" {op} ".join(self.expr(i) for i in items) + ")"
            case ir.Not(_, a):
                return f"(not {self.expr(a)})"
            case ir.Cond(_, test, a, b):
                return f"({self.expr(a)} if {self.expr(test)} else {self.expr(b)})"
            case ir.Reveal(_, a):
                return self.expr(a)
            case ir.Seen(_, _, _, test):
                return self.expr(test)
            case ir.Known(_, a, b, test):
                return f"({self.expr(a)} if {self.expr(test)} else {self.expr(b)})"
            case ir.Agg(_, op, domain, body):
                return self.aggregate(op, domain, body)
            case ir.Pick(_, sign, domain, keys):
                return self.pick(sign, domain, keys)
        raise TypeError(type(e).__name__)

    @staticmethod
    def shift(text: str, lo: int) -> str:
        if lo == 0:
            return text
        return f"({text} {'+' if lo > 0 else '-'} {abs(lo)})"

    def place(self, name: str, args: tuple[Expr, ...], offset: int) -> str:
        info = self.program.world.registers[name]
        constant, parts = offset, []
        stride = info.size
        for arg, places, size in zip(args, info.places, info.sizes, strict=True):
            stride //= size
            if isinstance(arg, Const):
                constant += places[arg.value] * stride
                continue
            plain = places == tuple(range(len(places)))
            here = self.expr(arg) if plain else f"{self.owner.constant(places)}[{self.expr(arg)}]"
            parts.append(here if stride == 1 else f"{here} * {stride}")
        if constant or not parts:
            parts.append(str(constant))
        return " + ".join(parts)

    def derived(self, name: str, args: tuple[Expr, ...]) -> str:
        slots, body = self.program.names.derived[name]
        if all(isinstance(a, Const) for a in args):
            values: dict[int, Any] = {
                t: a.value for t, a in zip(slots, args, strict=True) if isinstance(a, Const)
            }
            inner = ir.substitute(body, values)
            if self.owner.weight(inner) <= _INLINE:
                return self.expr(inner)
        if len(args) == 1:
            return f"{self.owner.table(name)}[{self.expr(args[0])}](s)"
        given = "".join(f", {self.expr(a)}" for a in args)
        return f"{self.owner.derived(name)}(s{given})"

    def span(self, d: ir.Domain) -> str:
        if d.table and d.subject is not None:
            return f"{self.owner.constant(d.table)}[{self.expr(d.subject)}]"
        if d.lo is not None and d.hi is not None:
            return f"range({self.expr(d.lo)}, {self.expr(d.hi)})"
        values = tuple(bool(v) for v in d.values) if d.type.kind == "bool" else d.values
        return self.owner.constant(values)

    def unrolled(self, d: ir.Domain, body: Expr) -> list[tuple[Expr, Expr]] | None:
        """(filter, body) for each value of a small constant domain."""
        if d.table or d.lo is not None:
            return None
        weight = len(ir.walk(body)) + (len(ir.walk(d.filter)) if d.filter is not None else 0)
        if weight * len(d.values) > _UNROLL:
            return None
        out = []
        for v in d.values:
            value = {d.slot: bool(v) if d.type.kind == "bool" else v}
            test = ir.TRUE if d.filter is None else ir.substitute(d.filter, dict(value))
            if test != ir.FALSE:
                out.append((test, ir.substitute(body, dict(value))))
        return out

    def aggregate(self, op: str, d: ir.Domain, body: Expr) -> str:
        parts = self.unrolled(d, body)
        if parts is not None:
            if not parts:
                return {"sum": "0", "count": "0", "any": "False", "all": "True"}[op]
            if op in ("sum", "count"):
                terms = []
                for test, value in parts:
                    one = "1" if op == "count" else self.expr(value)
                    terms.append(one if test == ir.TRUE else f"({one} if {self.expr(test)} else 0)")
                return "(" + " + ".join(terms) + ")"
            if op == "any":
                return "(" + " or ".join(
                    self.expr(ir.fold(ir.Bool(ir.BOOL, "and", (t, v)))) for t, v in parts
                ) + ")"  # fmt: skip
            return "(" + " and ".join(
                self.expr(ir.fold(ir.Bool(ir.BOOL, "or", (ir.fold(ir.Not(ir.BOOL, t)), v))))
                for t, v in parts
            ) + ")"  # fmt: skip
        check = "" if d.filter is None else f" if {self.expr(d.filter)}"
        source = "1" if op == "count" else self.expr(body)
        name = "sum" if op == "count" else op
        return f"{name}([{source} for v{d.slot} in {self.span(d)}{check}])"

    def pick(self, sign: int, d: ir.Domain, keys: tuple[Expr, ...]) -> str:
        marks = [f"{'-' if sign < 0 else ''}{self.expr(k)}" for k in keys]
        test = "" if d.filter is None else f" if {self.expr(d.filter)}"
        i = f"i{self.temps}"
        self.temps += 1
        rows = f"({', '.join([*marks, i, f'v{d.slot}'])}) for {i}, v{d.slot} in enumerate({self.span(d)}){test}"
        return f"min([{rows}], default=(-1,))[-1]"

    # Statements --------------------------------------------------------------------------

    def store(self, st: ir.Set, value: str) -> None:
        lo, hi, t = st.lo, st.hi, st.value.type
        if st.edge == "clamp":
            name = f"t{self.temps}"
            self.temps += 1
            self.line(f"{name} = {value}")
            value = name
            if t.lo < lo:
                value = f"({lo} if {name} < {lo} else {value})"
            if t.hi > hi:
                value = f"({hi} if {name} > {hi} else {value})"
        elif st.edge:
            name = f"t{self.temps}"
            self.temps += 1
            self.line(f"{name} = {value}")
            self.line(
                f"if not {lo} <= {name} <= {hi}: breach({st.rule!r}, {st.name!r}, {name}, {lo}, {hi})"
            )
            value = name
        if st.slot >= 0:
            if st.slot in self.program.offsets:
                at, low = self.program.offsets[st.slot]
                self.line(f"s[{at}] = {self.shift(value, -low)}")
            else:
                self.line(f"v{st.slot} = {value}")
            return
        info = self.program.world.registers[st.name]
        self.line(
            f"s[{self.place(st.name, st.args, info.offset)}] = {self.shift(value, -info.type.lo)}"
        )

    def body(self, body: tuple[Stmt, ...] | list[Stmt]) -> None:
        """Emit native statements."""
        if not body:
            self.line("pass")
        for st in body:
            match st:
                case ir.Set(_, _, _, _, value):
                    self.store(st, self.expr(value))
                case ir.If(_, test, then, other):
                    self.line(f"if {self.expr(test)}:")
                    self.inner(then)
                    if other:
                        self.line("else:")
                        self.inner(other)
                case ir.For():
                    self.loop(st)
                case ir.While(rule, measure, last, inner):
                    self.line(f"w{last} = {measure.type.hi + 1}")
                    self.line("while True:")
                    self.depth += 1
                    self.line(f"n{last} = {self.expr(measure)}")
                    self.line(f"if n{last} <= 0: break")
                    self.line(f"if n{last} >= w{last}: stuck({rule!r}, w{last}, n{last})")
                    self.line(f"w{last} = n{last}")
                    self.depth -= 1
                    self.inner(inner)
                case ir.Call(_, targets, which, args):
                    given = "".join(f", {self.expr(a)}" for a in args)
                    names = [self.owner.native(t) for t in targets]
                    if which is None:
                        self.line(f"{names[0]}(s{given})")
                    else:
                        self.line(f"({', '.join(names)},)[{self.expr(which)}](s{given})")
                case ir.Jump(_, kind):
                    self.line("return" if kind == "return" else kind)

    def inner(self, body: tuple[Stmt, ...]) -> None:
        self.depth += 1
        self.body(body)
        self.depth -= 1

    def loop(self, st: ir.For) -> None:
        d = st.domain
        if st.picks:
            marks = [f"{'-' if st.sign < 0 else ''}{self.expr(k)}" for k in st.keys]
            test = "" if d.filter is None else f" if {self.expr(d.filter)}"
            i = f"i{self.temps}"
            self.temps += 1
            rows = f"({', '.join([*marks, i, f'v{d.slot}'])}) for {i}, v{d.slot} in enumerate({self.span(d)}){test}"
            self.line(f"for {i} in sorted([{rows}])[:{len(st.picks)}]:")
            self.depth += 1
            self.line(f"v{d.slot} = {i}[-1]")
        else:
            self.line(f"for v{d.slot} in {self.span(d)}:")
            self.depth += 1
            if d.filter is not None:
                self.line(f"if not {self.expr(d.filter)}: continue")
        self.body(st.body)
        self.depth -= 1


class Generated:
    """The generated functions of one program, made when first needed."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.space: dict[str, Any] = {"breach": _breach, "stuck": _stuck}
        self.constants: dict[object, str] = {}
        self.sources: dict[str, str] = {}
        self.weights: dict[str, int] = {}
        self.blocks: list[Callable[[State], int] | None] = [None] * len(program.blocks)
        self.guards: dict[tuple[int, int], Callable[[State], bool]] = {}
        self.draws: dict[tuple[int, int], list[tuple[int, Callable[[State], bool]]]] = {}
        self.lists: dict[tuple[int, int], Callable[[State], list[int]]] = {}
        self.options: dict[int, Callable[[State], list[tuple[int, int]]]] = {}
        self.values = [dict(zip(p.ids, p.values, strict=False)) for p in program.pauses]
        self.idsets = [frozenset(p.ids) for p in program.pauses]
        self.doers: dict[tuple[int, int], Callable[[State, int], int]] = {}
        self.seats = [self._seat_of(p.block) for p in program.pauses]
        self.menus: dict[tuple[int, int], tuple[int, ...]] = {}

    # Making functions --------------------------------------------------------------------

    def constant(self, value: tuple[Any, ...]) -> str:
        """The name of a constant table."""
        key = (value, str(value))
        if key not in self.constants:
            name = f"K{len(self.constants)}"
            self.constants[key] = name
            self.space[name] = value
        return self.constants[key]

    def make(self, name: str, params: str, writer: Writer) -> Any:
        """Compile one function from source that we emitted."""
        source = f"def {name}({params}):\n" + "\n".join(writer.lines) + "\n"
        self.sources[name] = source
        exec(compile(source, f"<panj {name}>", "exec"), self.space)  # only source emitted above
        return self.space[name]

    def derived(self, name: str) -> str:
        """The name of a derived value's function."""
        full = f"d_{name}"
        if full not in self.space:
            slots, body = self.program.names.derived[name]
            writer = Writer(self)
            self.space[full] = None
            writer.line(f"return {writer.expr(body)}")
            self.make(full, ", ".join(["s", *(f"v{t}" for t in slots)]), writer)
        return full

    def derived_value(self, name: str, args: tuple[int, ...], s: State) -> int | bool:
        """The value of a derived cell."""
        found: int | bool = self.space[self.derived(name)](s, *args)
        return found

    def holds(self, place: int, s: State) -> bool:
        """Does the invariant of that place hold?"""
        full = f"h{place}"
        if full not in self.space:
            writer = Writer(self)
            writer.line(f"return {writer.expr(self.program.invariants[place][1])}")
            self.make(full, "s", writer)
        return bool(self.space[full](s))

    def table(self, name: str) -> str:
        """The name of a tuple of functions of a derived value, one a member, constants folded."""
        full = f"D_{name}"
        if full not in self.space:
            slots, body = self.program.names.derived[name]
            domain = self.program.decls.derived[name].of[0][1]
            info = self.program.world.sets[domain]
            functions: list[Any] = []
            self.space[full] = functions
            for place in range(len(info.ids)):
                if place not in info.order:
                    functions.append(None)
                    continue
                writer = Writer(self)
                writer.line(f"return {writer.expr(ir.substitute(body, {slots[0]: place}))}")
                functions.append(self.make(f"d_{name}_{place}", "s", writer))
        return full

    def weight(self, e: Expr) -> int:
        """How many parts an expression has once every derived value in it is written out."""
        total = 0
        for part in ir.walk(e):
            total += 1
            if isinstance(part, ir.Der):
                if part.name not in self.weights:
                    self.weights[part.name] = self.weight(self.program.names.derived[part.name][1])
                total += self.weights[part.name]
        return total

    def native(self, key: str) -> str:
        """The name of a unit's function; the unit never pauses."""
        full = "u_" + key.replace(".", "_")
        if full not in self.space:
            unit: Unit = self.program.units[key]
            writer = Writer(self)
            self.space[full] = None
            writer.body(unit.body)
            self.make(full, ", ".join(["s", *(f"v{t}" for t in unit.params)]), writer)
        return full

    def block(self, number: int) -> Callable[[State], int]:
        """A block's function: runs it and returns the next block, or -1."""
        found = self.blocks[number]
        if found is None:
            block = self.program.blocks[number]
            writer = Writer(self)
            self._block(block, writer)
            found = self.make(f"b{number}", "s", writer)
            self.blocks[number] = found
        assert found is not None
        return found

    def _goto(self, block: Block, to: int, w: Writer) -> None:
        for slot in block.kills.get(to, ()):
            w.line(f"s[{self.program.offsets[slot][0]}] = 0")
        w.line(f"return {to}")

    def _put(self, slot: int, value: str, w: Writer) -> None:
        at, lo = self.program.offsets[slot]
        w.line(f"s[{at}] = {w.shift(value, -lo)}")

    def _block(self, block: Block, w: Writer) -> None:
        if block.pause >= 0:
            w.line(f"s[0] = {block.pause & 255}; s[1] = {block.pause >> 8}")
            w.line("return -1")
            return
        if block.code:
            w.body(block.code)
        match block.term:
            case ("goto", to):
                self._goto(block, to, w)
            case ("if", test, yes, no):
                w.line(f"if {w.expr(test)}:")
                w.depth += 1
                self._goto(block, yes, w)
                w.depth -= 1
                self._goto(block, no, w)
            case ("next", st, body, out):
                self._next(block, st, body, out, w)
            case ("fall", st, body, out):
                w.line(f"n = {w.expr(st.measure)}")
                w.line("if n <= 0:")
                w.depth += 1
                self._goto(block, out, w)
                w.depth -= 1
                at, lo = self.program.offsets[st.last]
                last = w.shift(f"s[{at}]", lo)
                w.line(f"if n >= {last}: stuck({st.rule!r}, {last}, n)")
                self._put(st.last, "n", w)
                self._goto(block, body, w)
            case ("call", st, back):
                self._call(block, st, back, w)
            case ("ret",):
                unit = block.unit
                if len(unit.returns) > 1:
                    at, lo = self.program.offsets[unit.ret_slot]
                    w.line(f"back = {tuple(unit.returns)}[{w.shift(f's[{at}]', lo)}]")
                else:
                    w.line(f"back = {unit.returns[0] if unit.returns else -1}")
                for slot in block.kills.get(-1, ()):
                    w.line(f"s[{self.program.offsets[slot][0]}] = 0")
                w.line("return back")
            case ("end", st):
                winner = "0" if st.winner is None else w.shift(w.expr(st.winner), 1)
                w.line(f"winner = {winner}")
                first = min((at for at, _ in self.program.offsets.values()), default=-1)
                if first >= 0:
                    w.line(f"s[{first}:] = bytes({self.program.size - first})")
                w.line(f"s[0] = 0; s[1] = 0; s[2] = {st.ending + 1}; s[3] = winner")
                w.line("return -1")

    def _call(self, block: Block, st: ir.Call, back: int, w: Writer) -> None:
        names = [f"a{i}" for i in range(len(st.args))]
        for name, arg in zip(names, st.args, strict=True):
            w.line(f"{name} = {w.expr(arg)}")
        if st.which is not None:
            w.line(f"which = {w.expr(st.which)}")
        for slot in block.kills.get(back, ()):
            w.line(f"s[{self.program.offsets[slot][0]}] = 0")
        units = [self.program.units[t] for t in st.targets]
        if st.which is None:
            self._enter(units[0], names, back, w)
            w.line(f"return {units[0].entry}")
            return
        w.line(f"return {tuple(u.entry for u in units)}[which]")

    def _enter(self, unit: Unit, names: list[str], back: int, w: Writer) -> None:
        live = self.program.blocks[unit.entry].live
        for slot, name in zip(unit.params, names, strict=True):
            if slot in live:
                self._put(slot, name, w)
        if len(unit.returns) > 1 and unit.ret_slot in live:
            self._put(unit.ret_slot, str(unit.returns.index(back)), w)

    def _next(self, block: Block, st: ir.For, body: int, out: int, w: Writer) -> None:
        at, lo = self.program.offsets[st.index]
        d = st.domain
        w.line(f"i = {w.shift(f's[{at}]', lo)}")
        if st.picks:
            places = tuple(self.program.offsets[p][0] for p in st.picks)
            w.line(f"v = -1 if i >= {len(st.picks)} else s[{places}[i]] - 1")
            w.line("if v < 0:")
            w.depth += 1
            self._goto(block, out, w)
            w.depth -= 1
            w.line(f"s[{at}] = {w.shift('i + 1', -lo)}")
            w.line(f"v{d.slot} = v")
            if d.slot in self.program.offsets:
                self._put(d.slot, "v", w)
            self._goto(block, body, w)
            return
        if d.lo is not None:
            place, low = self.program.offsets[st.bound]
            w.line(f"stop = {w.shift(f's[{place}]', low)}")
            value = "i"
        else:
            if d.table:
                place, low = self.program.offsets[st.held]
                w.line(f"row = {self.constant(d.table)}[{w.shift(f's[{place}]', low)}]")
            else:
                w.line(f"row = {self.constant(d.values)}")
            w.line("stop = len(row)")
            value = "row[i]"
        w.line("while i < stop:")
        w.depth += 1
        w.line(f"v{d.slot} = {value}")
        w.line("i += 1")
        if d.slot in self.program.offsets:
            self._put(d.slot, f"v{d.slot}", w)
        if d.filter is not None:
            w.line(f"if {w.expr(d.filter)}:")
            w.depth += 1
        w.line(f"s[{at}] = {w.shift('i', -lo)}")
        self._goto(block, body, w)
        w.depth -= 1 if d.filter is None else 2
        if d.filter is not None and d.slot in self.program.offsets:
            pass
        w.line(f"s[{at}] = {w.shift('i', -lo)}")
        self._goto(block, out, w)

    # Running -----------------------------------------------------------------------------

    def run(self, number: int, s: State) -> None:
        """Run from a block to the next pause or the end."""
        blocks = self.blocks
        while number >= 0:
            number = (blocks[number] or self.block(number))(s)

    def _seat_of(self, number: int) -> tuple[int, int, int]:
        """(kind, a, b): (0, seat, 0) constant, (1, byte, lo) in the state, (2, 0, 0) chance."""
        seat = self.program.blocks[number].term[1].seat
        if seat is None:
            return (2, 0, 0)
        if isinstance(seat, Const):
            return (0, int(seat.value), 0)
        assert isinstance(seat, Local)
        at, lo = self.program.offsets[seat.slot]
        return (1, at, lo)

    def seat(self, pause: int, s: State) -> int:
        kind, a, b = self.seats[pause]
        return a if kind == 0 else s[a] + b if kind == 1 else -1

    def _conditions(self, action: ActionCode, combo: tuple[int, ...], seat: int) -> list[Expr]:
        values: dict[int, Any] = {
            action.actor: seat,
            **dict(zip(action.params, combo, strict=True)),
        }
        out: list[Expr] = []
        for register, e in action.cost:
            info = self.program.world.registers[register]
            seat_type = ir.member("seat", 1 << seat)
            args = (ir.const(seat, seat_type),) if info.index else ()
            purse: Expr = ir.Reg(info.type, register, args)
            if info.frozen:
                purse = ir.const(info.start[info.cell((seat,) if args else ())])
            out.append(ir.fold(ir.Cmp(ir.BOOL, ">=", purse, ir.substitute(e, values))))
        for ban in self.program.bans:
            if action.name in ban.forbids:
                out.append(ir.fold(ir.Not(ir.BOOL, ir.substitute(ban.test, {ban.actor: seat}))))
        out += [ir.substitute(n.test, values) for n in action.needs]
        return [c for c in out if c != ir.TRUE]

    def menu(self, pause: int, seat: int) -> tuple[int, ...]:
        """The moves that a seat's menu could ever offer here."""
        key = (pause, seat)
        if key not in self.menus:
            moves, actions = self.program.moves, self.program.actions
            self.menus[key] = tuple(
                m for m in self.program.pauses[pause].ids if seat in actions[moves[m].action].seats
            )
        return self.menus[key]

    def _lister(self, pause: int, seat: int) -> Callable[[State], list[int]]:
        w = Writer(self)
        w.line("out = []")
        groups: list[tuple[tuple[Expr, ...], list[tuple[int, list[Expr]]]]] = []
        for move in self.menu(pause, seat):
            code = self.program.moves[move]
            action = self.program.actions[code.action]
            all_ = self._conditions(action, code.combo, seat)
            if ir.FALSE in all_:
                continue
            shared = tuple(
                c
                for c, n in zip(
                    self._conditions(action, code.combo, seat), range(len(all_)), strict=True
                )
                if n < len(action.cost) and not isinstance(c, Const)
            )
            rest = [c for c in all_ if c not in shared]
            if groups and groups[-1][0] == shared:
                groups[-1][1].append((move, rest))
            else:
                groups.append((shared, [(move, rest)]))
        for shared, rows in groups:
            if shared:
                w.line(f"if {' and '.join(w.expr(c) for c in shared)}:")
                w.depth += 1
            for move, rest in rows:
                test = f"if {' and '.join(w.expr(c) for c in rest)}: " if rest else ""
                w.line(f"{test}out.append({move})")
            if shared:
                w.depth -= 1
        w.line("return out")
        found: Callable[[State], list[int]] = self.make(f"l{pause}_{seat}", "s", w)
        return found

    def _guard(self, move: int, seat: int) -> Callable[[State], bool]:
        code = self.program.moves[move]
        action = self.program.actions[code.action]
        w = Writer(self)
        tests = self._conditions(action, code.combo, seat)
        w.line(f"return {' and '.join(w.expr(t) for t in tests) or 'True'}")
        found: Callable[[State], bool] = self.make(f"g{move}_{seat}", "s", w)
        return found

    def guard(self, move: int, seat: int) -> Callable[[State], bool]:
        """The function that tells whether the seat may make this action (one of its menu)."""
        key = (move, seat)
        if key not in self.guards:
            self.guards[key] = self._guard(move, seat)
        return self.guards[key]

    def _opener(self, pause: int) -> Callable[[State], list[tuple[int, int]]]:
        spot = self.program.pauses[pause]
        ask: ir.Ask = self.program.blocks[spot.block].term[1]
        d = ask.domain
        w = Writer(self)
        w.line("out = []")
        if d.table or d.lo is not None:
            w.line(f"open_ = set({w.span(d)})")
        for move, value in zip(spot.ids, spot.values, strict=True):
            if value == -1 and d.or_none:
                continue
            known: dict[int, Any] = {d.slot: bool(value) if d.type.kind == "bool" else value}
            tests = [f"{value} in open_"] if d.table or d.lo is not None else []
            if d.filter is not None:
                test = ir.substitute(d.filter, dict(known))
                if test == ir.FALSE:
                    continue
                if test != ir.TRUE:
                    tests.append(w.expr(test))
            weight = ir.const(1) if ask.weight is None else ir.substitute(ask.weight, dict(known))
            if weight.type.lo <= 0:
                tests.append(f"{w.expr(weight)} > 0")
            head = f"if {' and '.join(tests)}: " if tests else ""
            w.line(f"{head}out.append(({move}, {w.expr(weight)}))")
        if d.or_none:
            none = spot.ids[spot.values.index(-1)]
            if ask.seat is None:
                w.line(f"if not out: out.append(({none}, 1))")
            else:
                w.line(f"out.append(({none}, 1))")
                w.line("out.sort()")
        w.line("return out")
        found: Callable[[State], list[tuple[int, int]]] = self.make(f"o{pause}", "s", w)
        return found

    def open_options(self, pause: int, s: State) -> list[tuple[int, int]]:
        """(move, weight) of the options open now."""
        found = self.options.get(pause)
        if found is None:
            found = self.options[pause] = self._opener(pause)
        return found(s)

    def legal(self, s: State) -> list[int]:
        """The legal moves of a state that is not over."""
        pause = s[0] | s[1] << 8
        if self.program.pauses[pause].kind == "act":
            seat = self.seat(pause, s)
            found = self.lists.get((pause, seat))
            if found is None:
                found = self.lists[(pause, seat)] = self._lister(pause, seat)
            return found(s)
        return [m for m, _ in self.open_options(pause, s)]

    def _doer(self, pause: int, move: int) -> Callable[[State, int], int]:
        """A function that carries out a move and returns the next block."""
        block = self.program.blocks[self.program.pauses[pause].block]
        back = block.term[2]
        w = Writer(self)
        if block.term[0] == "act":
            code = self.program.moves[move]
            unit = self.program.units[self.program.actions[code.action].unit]
            for slot in block.kills.get(back, ()):
                w.line(f"s[{self.program.offsets[slot][0]}] = 0")
            if unit.pauses:
                self._enter(unit, ["seat", *map(str, code.combo)], back, w)
                w.line(f"return {unit.entry}")
            else:
                given = "".join(f", {v}" for v in code.combo)
                w.line(f"{self.native(unit.key)}(s, seat{given})")
                w.line(f"return {back}")
        else:
            ask: ir.Ask = block.term[1]
            value = self.values[pause][move]
            truth = bool(value) if ask.domain.type.kind == "bool" else value
            into = ir.Set(ask.rule, ask.into.slot, ask.into.name, ask.into.args,
                          ir.const(truth, ask.into.value.type), ask.into.edge, ask.into.lo, ask.into.hi)  # fmt: skip
            w.body([into])
            for slot in block.kills.get(back, ()):
                w.line(f"s[{self.program.offsets[slot][0]}] = 0")
            w.line(f"return {back}")
        found: Callable[[State, int], int] = self.make(f"m{pause}_{move}", "s, seat", w)
        return found

    def do(self, pause: int, seat: int, move: int, s: State) -> None:
        """Carry out a move known to be legal, in place."""
        key = (pause, move)
        doer = self.doers.get(key)
        if doer is None:
            doer = self.doers[key] = self._doer(pause, move)
        number = doer(s, seat)
        blocks = self.blocks
        while number >= 0:
            number = (blocks[number] or self.block(number))(s)

    def apply(self, s: State, move: int, refuse: Callable[[State, int], None]) -> None:
        """Check and carry out a move in place; a breach leaves the state as it was."""
        pause = s[0] | s[1] << 8
        if s[2] or move not in self.idsets[pause]:
            refuse(s, move)
        if self.program.pauses[pause].kind == "act":
            seat = self.seat(pause, s)
            code = self.program.moves[move]
            if seat not in self.program.actions[code.action].seats or not self.guard(move, seat)(s):
                refuse(s, move)
        else:
            seat = -1
            if not any(m == move for m, _ in self.open_options(pause, s)):
                refuse(s, move)
        before = bytes(s)
        try:
            self.do(pause, seat, move, s)
        except RangeBreach:
            s[:] = before
            raise

    def playout(self, s: State, rng: Callable[[int], int]) -> tuple[int, int]:
        """Play on with uniform moves, drawn by rejection: exactly uniform over the legal ones."""
        decisions = chances = 0
        pauses, blocks, doers, draws = self.program.pauses, self.blocks, self.doers, self.draws
        seats = self.seats
        while not s[2]:
            pause = s[0] | s[1] << 8
            how, a, b = seats[pause]
            seat = a if how == 0 else s[a] + b if how == 1 else -1
            kind = pauses[pause].kind
            if kind == "act":
                decisions += 1
                draw = draws.get((pause, seat)) or self._draw(pause, seat)
                size = len(draw)
                for _ in range(4 * size):
                    move, guard = draw[rng(size)]
                    if guard(s):
                        break
                else:
                    legal = self.legal(s)
                    move = legal[rng(len(legal))]
            else:
                options = self.open_options(pause, s)
                if kind == "chance":
                    chances += 1
                    move = weighted(options, rng)
                else:
                    decisions += 1
                    move = options[rng(len(options))][0]
            doer = doers.get((pause, move))
            if doer is None:
                doer = doers[(pause, move)] = self._doer(pause, move)
            number = doer(s, seat)
            while number >= 0:
                number = (blocks[number] or self.block(number))(s)
        return decisions, chances

    def _draw(self, pause: int, seat: int) -> list[tuple[int, Callable[[State], bool]]]:
        """The seat's menu as (move, guard), without what could never be legal."""
        rows = []
        for move in self.menu(pause, seat):
            code = self.program.moves[move]
            conditions = self._conditions(self.program.actions[code.action], code.combo, seat)
            if ir.FALSE not in conditions:
                rows.append((move, self.guard(move, seat)))
        self.draws[(pause, seat)] = rows
        return rows
