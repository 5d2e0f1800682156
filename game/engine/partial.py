"""The reference on a state of which a part is not seen: what holds whatever stands there.

A partial state is a state, and behind it a byte for each of its bytes: 1 where it is known, else 0,
and the byte itself is then 0. What an expression is worth is known if working it out reads known
bytes alone, for so it is worked out in every state that agrees with them. Beyond that, a part that
settles the whole alone does so wherever it stands (Kleene, "Introduction to metamathematics",
1952, section 64).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from itertools import product
from typing import Any, Final

from game.engine.errors import ScriptError
from game.engine.interpret import VALUES, Interpreter, Kinds, State, Value, cell_in, put_in
from game.rules import ir
from game.rules.ir import Expr
from game.rules.program import HEADER, LocalPlace, Program


class Unseen(Exception):
    """What is asked for depends on what is not seen."""


class Blank(Enum):
    """The type of `BLANK`, its one value."""

    BLANK = "BLANK"


#: Stands in a local for a value that is not known.
BLANK: Final = Blank.BLANK

#: What reading a part may raise that no state which agrees with the known bytes would read.
MEANINGLESS: Final = (ScriptError, IndexError, KeyError, ValueError, ZeroDivisionError)

LocalValues = dict[int, Any]
CellPlace = tuple[str, tuple[int, ...]]


def partial_state(state: State | bytes, mask: bytes) -> State:
    """The partial state of a state of which the bytes are known where `mask` is 1."""
    return blended(state, bytes(len(state)), mask) + mask


def blended(state: State | bytes, other: State | bytes, mask: State | bytes) -> State:
    """The bytes of a state where `mask` is 1, and those of another, as long, where it is 0."""
    whole, seen, rest = (int.from_bytes(x, "little") for x in (state, mask, other))
    # All bytes at once: to go over them one by one takes longer than what is then asked.
    return bytearray((rest ^ (whole ^ rest) & seen * 255).to_bytes(len(mask), "little"))


class PartialInterpreter(Interpreter):
    """Evaluates expressions on partial states, and sets their cells.

    What depends on what is not seen raises Unseen.

    Attributes:
        surely: the changes that happen in every state that agrees, in order: the cell, the value
            before (None where it is not known), the value after and the script.
        perhaps: the cells that may have changed otherwise.
        unsure: whether what runs now may not run at all.
    """

    def __init__(self, program: Program, whole: bool = False) -> None:
        """Evaluate nothing yet.

        Args:
            program: the scenario.
            whole: whether all of every state is known, which is then read faster.
        """
        super().__init__(program)
        self.size, self._whole = len(program.start), whole
        self._kinds = VALUES if whole else _VALUES
        self.surely: list[tuple[CellPlace, int | None, int, str]] = []
        self.perhaps: set[CellPlace] = set()
        self.unsure = False
        self._rule = ""

    def running(self, rule: str) -> None:
        """Note that a statement of this script runs."""
        self._rule = rule

    # Reading -----------------------------------------------------------------------------

    def known(self, e: Expr, s: State, env: LocalValues) -> Any:
        """The value of an expression, or `BLANK`."""
        try:
            return self.value(e, s, env)
        except Unseen:
            return BLANK

    def _knows(self, s: State, at: int, size: int) -> bool:
        at += self.size
        return bool(s[at]) and (size == 1 or bool(s[at + 1]))

    def _local(self, e: ir.Local, s: State, env: LocalValues) -> Value:
        if e.slot in env:
            found: Value | Blank = env[e.slot]
            if isinstance(found, Blank):
                raise Unseen
            return found
        here = self.offsets[e.slot]
        if not self._knows(s, here.at, here.cell_bytes):
            raise Unseen
        return super()._local(e, s, env)

    def _scratch(self, e: ir.ScratchRef, s: State, env: LocalValues) -> Value:
        if e.slot not in env:
            here = self.offsets[e.slot]
            place = e.shape.cell(tuple([int(self.value(a, s, env)) for a in e.args]))
            if not self._knows(s, here.at + place * here.cell_bytes, here.cell_bytes):
                raise Unseen
        elif env[e.slot] is BLANK:
            raise Unseen
        found: Value | Blank = super()._scratch(e, s, env)
        if isinstance(found, Blank):
            raise Unseen
        return found

    def cell(self, s: State, name: str, args: tuple[int, ...]) -> Value:
        """The value of a register's cell; raises Unseen."""
        info = self.registers[name]
        if info.frozen or self._whole:
            return super().cell(s, name, args)
        at, t = info.at(args), info.type
        if not self._knows(s, at, info.cell_bytes):
            raise Unseen
        value = cell_in(s, at, info.cell_bytes) + t.lo
        return bool(value) if t.kind == "bool" else value

    def _settled(self, parts: Iterable[Any], read: Callable[[Any], Any], by: bool) -> bool:
        """Whether one of some truths is `by`, wherever it stands; if not, all must be known.

        What stands before a part may be what lets it be read. It is read all the same, and if that
        means nothing, it settles nothing.
        """
        blank = False
        for part in parts:
            try:
                if bool(read(part)) == by:
                    return True
            except Unseen:
                blank = True
            except MEANINGLESS:
                if not blank:
                    raise
        if blank:
            raise Unseen
        return False

    def _connective(self, e: ir.Connective, s: State, env: LocalValues) -> Value:
        by, kinds = e.op == "or", self._kinds
        found = self._settled(e.items, lambda item: kinds[type(item)](self, item, s, env), by)
        return by if found else not by

    def aggregate(self, e: ir.Aggregate, s: State, env: LocalValues) -> Value:
        """The sum, any, all, count, min or max of an expression over the members of a domain."""
        if self._whole or e.op not in ("any", "all"):
            return super().aggregate(e, s, env)
        by, d = e.op == "any", e.domain
        tests = [(e.body, by)] if d.filter is None else [(d.filter, True), (e.body, by)]

        def settles(v: Value) -> bool:
            here = {**env, d.slot: v}
            return not self._settled(
                tests, lambda test: bool(self.value(test[0], s, here)) == test[1], False
            )

        return by if self._settled(self.span(d, s, env), settles, True) else not by

    def _conditional(self, e: ir.Conditional | ir.Known, s: State, env: LocalValues) -> Value:
        test: Any = self.known(e.test, s, env)
        if test is not BLANK:
            found: Value = self.value(e.a if test else e.b, s, env)
            return found
        try:
            one, other = self.value(e.a, s, env), self.value(e.b, s, env)
        except MEANINGLESS as error:
            raise Unseen from error
        if one != other:
            raise Unseen
        return bool(one) if isinstance(one, bool) else int(one)

    # Setting -----------------------------------------------------------------------------

    def assign(self, st: ir.Store, value: Any, s: State, env: LocalValues) -> None:
        """Store a value, or `BLANK`, in the local or the cell that a statement names."""
        number = BLANK if value is BLANK else self.fitted(st, value)
        if isinstance(st, ir.StoreLocal):
            self.keep(st.slot, number if st.edge == "clamp" else value, s, env)
            return
        args = [self.known(a, s, env) for a in st.args]
        if BLANK not in args:
            self.put(s, st.name, tuple(map(int, args)), number)
            return
        for combo in self._combos(st.name, args):
            if number is BLANK or number != self.now((st.name, combo), s):
                self._blur((st.name, combo), s)

    def _combos(self, name: str, args: Sequence[Any]) -> list[tuple[int, ...]]:
        """The indexes that a register's first so many may be, where some of them are `BLANK`."""
        index = self.registers[name].index[: len(args)]
        orders = [self.program.symbols.sets[s].order for _, s in index]
        rows = [o if a is BLANK else (int(a),) for o, a in zip(orders, args, strict=True)]
        return list(product(*rows))

    def move(self, st: ir.MoveMembers, s: State, env: LocalValues) -> None:
        """Move members between places of a zone, of which not all need be known."""
        item = None if st.item is None else self.known(st.item, s, env)
        ends = [
            self._combos(spot.size, [self.known(a, s, env) for a in spot.args])
            for spot in (st.source, st.target)
        ]
        if item is not BLANK and len(ends[0]) == len(ends[1]) == 1:
            work, told = bytearray(s), len(self.surely)
            try:
                super().move(st, work, env)
            except Unseen:
                del self.surely[told:]
            else:
                s[:] = work
                return
        self._move_unseen(st, item, ends, s)

    def _move_unseen(
        self, st: ir.MoveMembers, item: Any, ends: list[list[tuple[int, ...]]], s: State
    ) -> None:
        """Forget of every member that may be moved, or raised or lowered, how it lies."""
        sources, targets = ends
        sizes = [
            (spot.size, args)
            for spot, at in zip((st.source, st.target), ends, strict=True)
            for args in at
        ]
        before = [self.now(size, s) for size in sizes]
        moves = set[int]()
        for args in sources:
            for m in st.members:
                cell = (st.source.name, (*args, m))
                if self.now(cell, s) == 0:
                    continue
                if item in (None, BLANK, m):
                    moves.add(m)
                if st.source.ordered or m in moves:
                    self._blur(cell, s)
        for args in targets:
            for m in st.members:
                cell = (st.target.name, (*args, m))
                if m in moves or (st.target.ordered and st.under and self.now(cell, s) != 0):
                    self._blur(cell, s)
        old = [size for size in before if size is not None]
        if len(sizes) == 2 and sizes[0] == sizes[1]:
            return
        if len(sizes) == len(old) == 2:
            many = old[0] if item is None else 1
            self.put(s, *sizes[0], old[0] - many)
            self.put(s, *sizes[1], old[1] + many)
            return
        for size in sizes:
            self._blur(size, s)

    def now(self, cell: CellPlace, s: State) -> int | None:
        """What a cell holds, where it is known."""
        try:
            return int(self.cell(s, *cell))
        except Unseen:
            return None

    def _blur(self, cell: CellPlace, s: State) -> None:
        """Note that a cell may hold anything now."""
        info = self.registers[cell[0]]
        self._forget(s, info.at(cell[1]), info.cell_bytes)
        self.perhaps.add(cell)

    def _forget(self, s: State, at: int, size: int) -> None:
        for here in range(at, at + size):
            s[here] = s[self.size + here] = 0

    def _write(self, s: State, at: int, size: int, number: int) -> None:
        put_in(s, at, size, number)
        s[self.size + at : self.size + at + size] = b"\1" * size

    def put(self, s: State, name: str, args: tuple[int, ...], number: Any) -> None:
        """Set a register's cell to a number or `BLANK`, and note whether it changes."""
        cell = (name, args)
        if number is BLANK:
            self._blur(cell, s)
            return
        info, before = self.registers[name], self.now(cell, s)
        self._write(s, info.at(args), info.cell_bytes, number - info.type.lo)
        if before == number:
            return
        if self.unsure:
            self.perhaps.add(cell)
        else:
            self.surely.append((cell, before, number, self._rule))

    def keep(self, slot: int, value: Any, s: State, env: LocalValues) -> None:
        """Set a local to a value or `BLANK`, where it lives."""
        if slot not in self.offsets:
            env[slot] = value
            return
        self._keep(self.offsets[slot], 0, value, s)

    def _keep(self, here: LocalPlace, place: int, value: Any, s: State) -> None:
        at = here.at + place * here.cell_bytes
        if value is BLANK:
            self._forget(s, at, here.cell_bytes)
        else:
            self._write(s, at, here.cell_bytes, int(value) - here.lo)

    def fill(self, slot: int, values: list[Any], s: State, env: LocalValues) -> None:
        """Set all cells of an indexed local, each to a value or `BLANK`."""
        if slot not in self.offsets:
            env[slot] = list(values)
            return
        for place, value in enumerate(values):
            self._keep(self.offsets[slot], place, value, s)

    def store_scratch(self, st: ir.StoreScratch, s: State, env: LocalValues) -> None:
        """Store a value, or `BLANK`, in a cell of an indexed local; where not known, in any."""
        value, args = self.known(st.value, s, env), [self.known(a, s, env) for a in st.args]
        if st.slot in env and env[st.slot] is BLANK:
            return
        if BLANK not in args and value is not BLANK:
            super().store_scratch(st, s, env)
            if st.slot in self.offsets:
                self._keep(self.offsets[st.slot], st.shape.cell(tuple(map(int, args))), value, s)
            return
        places = (
            [st.shape.cell(tuple(map(int, args)))] if BLANK not in args else range(st.shape.size)
        )
        for place in places:
            if st.slot in self.offsets:
                self._keep(self.offsets[st.slot], place, BLANK, s)
            elif env[st.slot][place] != value:
                env[st.slot][place] = BLANK

    def finish(self, ending: int, winner: Any, s: State) -> None:
        """End the game; the winner may be `BLANK`."""
        scratch = self.program.scratch
        known = s[self.size + HEADER : self.size + scratch]
        super().finish(ending, -1 if winner is BLANK else winner, s)
        head = bytes((1, 1, 1, winner is not BLANK))
        s[self.size :] = head + known + b"\1" * (self.size - scratch)


#: How the value of each kind of expression is found, where it is not as in any state.
_VALUES: Kinds = {
    **VALUES,
    ir.Local: PartialInterpreter._local,
    ir.ScratchRef: PartialInterpreter._scratch,
    ir.Connective: PartialInterpreter._connective,
    ir.Conditional: PartialInterpreter._conditional,
    ir.Known: PartialInterpreter._conditional,
}
