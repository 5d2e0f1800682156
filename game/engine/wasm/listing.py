"""Writes which moves of a menu are legal: their list, action by action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from game.engine.wasm.ahead import conjuncts, foretell
from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.loops import counted
from game.engine.wasm.menus import Offered, offered
from game.engine.wasm.scope import Shared
from game.engine.wasm.values import ExpressionWriter
from game.rules import cfg, ir
from game.rules.ir import Expr
from game.rules.program import ActionCode, DecisionPoint

#: Targets are written out one by one if they are so many at most, of so many expressions together.
SHORT, LITTLE = 10, 240
#: A condition of more expressions is not worked out where another may tell that it need not be.
PLAIN = 12


def _conditions(shared: Shared, action: ActionCode) -> list[Expr]:
    """What must hold for the seat in the action's `actor` to take it."""
    program = shared.program
    out: list[Expr] = []
    seat = ir.Local(ir.member("seat", program.symbols.sets["seat"].mask), action.actor)
    for register, price in action.cost:
        info = program.symbols.registers[register]
        purse = ir.RegisterRef(info.type, register, (seat,) if info.index else ())
        out.append(ir.Compare(ir.BOOL, ">=", purse, price))
    for ban in program.bans:
        if action.name in ban.forbids:
            out.append(ir.Not(ir.BOOL, ir.substitute(ban.test, {ban.actor: seat})))
    return out + [need.test for need in action.needs]


class _Lister:
    """Lists the moves of one action in a function that has the seat in a local.

    What can be told of them ahead is: each seat has its own list of those that may be legal.

    Args:
        shared: what all functions share.
        code: the function.
        offer: the action.
        seat: the local with the seat.
        out: the address of the list.
        count: the local with how many moves are listed.
    """

    def __init__(
        self, shared: Shared, code: FunctionWriter, offer: Offered, seat: int, out: int, count: int
    ) -> None:
        action = offer.action
        self.shared, self.code, self.action, self.seat = shared, code, action, seat
        self.first, self.combos, self.out, self.count = offer.first, offer.combos, out, count
        self.targets = [code.local() for _ in action.params]
        locals_ = {action.actor: seat, **dict(zip(action.params, self.targets, strict=True))}
        self.values = ExpressionWriter(shared, code, locals_)
        told = foretell(shared.program, action, offer.combos, _conditions(shared, action))
        self.places = told.places
        # What the seat and each target may be.
        open_ = {place for places in told.places for place in places}
        self.taken = {
            slot: {offer.combos[place][i] for place in open_}
            for i, slot in enumerate(action.params)
        }
        self.taken[action.actor] = {seat for seat, places in enumerate(told.places) if places}
        self.by_level: list[list[Expr]] = [[] for _ in range(len(action.params) + 1)]
        for test in told.tests:
            read = cfg.free(test)
            last = max((i for i, slot in enumerate(action.params, 1) if slot in read), default=0)
            self.by_level[last].append(test)

    def write(self) -> None:
        """List each legal move."""
        code = self.code
        groups = sorted({places for places in self.places if places})
        past = code.block()
        if groups:
            self._open_to_seat(past)
            for test in self.by_level[0]:
                self.values.test(test, past)
            if len(groups) == 1 and self._is_short(groups[0]):
                for place in groups[0]:
                    self._one(place)
            else:
                self._all(groups)
        code.end()

    def _open_to_seat(self, past: int) -> None:
        """Jump where no target may be legal for the seat."""
        seats = [seat for seat, places in enumerate(self.places) if places]
        if len(seats) == len(self.places):
            return
        self.code.get(self.seat)
        if len(seats) == 1:
            self.code.const(seats[0])
            self.code.op("i32.ne")
        else:
            self.shared.memory.row([not places for places in self.places]).load(self.code)
        self.code.br_if(past)

    # One by one --------------------------------------------------------------------------------

    def _is_short(self, places: Sequence[int]) -> bool:
        """Is it little to write each target out, as a constant?"""
        parts = [part for tests in self.by_level[1:] for test in tests for part in ir.walk(test)]
        # What a reach is compiled to is known by the expression that the program has.
        return (
            len(places) <= SHORT
            and len(places) * len(parts) <= LITTLE
            and not any(isinstance(part, ir.Reach) for part in parts)
        )

    def _one(self, place: int) -> None:
        """List a move if it is legal."""
        code, combo = self.code, self.combos[place]
        held = dict(zip(self.action.params, combo, strict=True))
        tests = [ir.substitute(test, dict(held)) for level in self.by_level[1:] for test in level]
        following = code.block()
        self._note(tests, lambda: code.const(self.first + place), following)
        code.end()

    def _note(self, tests: Sequence[Expr], push: Callable[[], None], no: int) -> None:
        """List a move, whose number is pushed, if all holds; else jump, or go on."""
        code, parts = self.code, [part for test in tests for part in conjuncts(test)]
        plain = all(self._is_plain(part) for part in parts)
        if not plain:
            for test in tests:
                self.values.test(test, no)
        code.get(self.count)
        code.times(4)
        push()
        code.memory("i32.store", self.out)
        code.get(self.count)
        if plain and parts:
            # Nobody foresees which hold: what was put down for one that does not is written over.
            self._all_hold(parts)
            code.op("i32.add")
        else:
            code.plus(1)
        code.set(self.count)

    def _is_plain(self, e: Expr) -> bool:
        """Is it cheaper to work a condition out than to jump, and sure to have an answer?"""
        parts = ir.walk(e)
        return len(parts) <= PLAIN and all(self._is_sure(part) for part in parts)

    def _is_sure(self, e: Expr) -> bool:
        """Has an expression a value for all targets, if its parts have one?"""
        match e:
            case ir.RegisterRef():
                places = self.shared.program.symbols.registers[e.name].places
                # A member that is no index of the register has no place there.
                return all(
                    (values := self._values(arg)) and all(row[value] >= 0 for value in values)
                    for arg, row in zip(e.args, places, strict=True)
                )
            case ir.FieldRef():
                return bool(self._values(e.arg))
            case ir.Contains():
                return e.arg is None or bool(self._values(e.arg))
            case ir.Arithmetic():
                return e.op not in ("//", "%")
        return isinstance(e, ir.Const | ir.Local | ir.Compare | ir.Not)

    def _values(self, e: Expr) -> set[int]:
        """What an index may be, if it is constant, the seat or a target; else nothing."""
        if isinstance(e, ir.Const) and e.value >= 0:
            return {int(e.value)}
        return self.taken.get(e.slot, set()) if isinstance(e, ir.Local) else set()

    # In loops ----------------------------------------------------------------------------------

    def _all(self, groups: Sequence[tuple[int, ...]]) -> None:
        """Go through the targets of the seat's group of them."""
        code = self.code
        heads = [(i, *self.combos[k]) for i, places in enumerate(groups) for k in places]
        moves = [self.first + place for places in groups for place in places]
        if not self.targets:
            self._note((), lambda: code.const(moves[0]), 0)
            return
        (seats, *rows) = _levels(heads)
        ends = [end for _, end in seats]
        spans = {places: (ends[i - 1] if i else 0, ends[i]) for i, places in enumerate(groups)}
        first, last = code.local(), code.local()
        for k, local in enumerate((first, last)):
            numbers = [spans.get(places, (0, 0))[k] for places in self.places]
            if len(groups) == 1:
                code.const(spans[groups[0]][k])
            else:
                code.get(self.seat)
                self.shared.memory.row(numbers).load(code)
            code.set(local)
        self._level(0, rows, moves, first, last)

    def _level(
        self,
        level: int,
        rows: list[list[tuple[int, int]]],
        moves: list[int],
        at: int,
        last: int,
    ) -> None:
        """Go through the values of one target, and for each through those of the next."""
        code, row, tests = self.code, self.shared.memory.row, self.by_level[level + 1]
        values = row([value for value, _ in rows[level]])

        def target(here: int) -> None:
            code.get(here)
            values.load(code)
            code.set(self.targets[level])

        if level == len(rows) - 1:

            def push() -> None:
                code.get(at)
                if moves == list(range(moves[0], moves[0] + len(moves))):
                    code.plus(moves[0])
                else:
                    row(moves).load(code)

            with counted(code, at, last) as loop:
                target(at)
                self._note(tests, push, loop.next)
            return
        ends = row([0, *(end for _, end in rows[level])])

        def deeper(here: int) -> None:
            inner, past = code.local(), code.local()
            code.get(here)
            ends.load(code)
            code.set(inner)
            code.get(here)
            code.plus(1)
            ends.load(code)
            code.set(past)
            self._level(level + 1, rows, moves, inner, past)

        parts = [part for test in tests for part in conjuncts(test)]
        if parts and all(self._is_plain(part) for part in parts):
            # First those that stay, without a jump; nobody foresees which.
            kept = self.shared.sieve(level)
            some, here = code.local(), code.local()
            code.const(0)
            code.set(some)
            with counted(code, at, last):
                target(at)
                code.get(some)
                code.times(4)
                code.get(at)
                code.memory("i32.store", kept)
                code.get(some)
                self._all_hold(parts)
                code.op("i32.add")
                code.set(some)
            code.const(0)
            code.set(at)
            with counted(code, at, some):
                code.get(at)
                code.times(4)
                code.memory("i32.load", kept)
                code.set(here)
                target(here)
                deeper(here)
            return
        with counted(code, at, last) as loop:
            target(at)
            for test in tests:
                self.values.test(test, loop.next)
            deeper(at)

    def _all_hold(self, parts: Sequence[Expr]) -> None:
        """Leave whether all of some plain conditions hold."""
        for i, part in enumerate(parts):
            self.values.push(part)
            if i:
                self.code.op("i32.and")


def _levels(combos: Sequence[tuple[int, ...]]) -> list[list[tuple[int, int]]]:
    """Of each target its values in order, each with the end of its values of the next target."""
    out: list[list[tuple[int, int]]] = []
    for level in range(len(combos[0])):
        heads = [combo[: level + 1] for combo in combos]
        groups = [head for head, _ in groupby(heads)]
        out.append([(head[-1], 0) for head in groups])
        if level:
            ends, done = [], 0
            for _, below in groupby(groups, lambda head: head[:-1]):
                done += len(list(below))
                ends.append(done)
            out[level - 1] = [
                (value, end) for (value, _), end in zip(out[level - 1], ends, strict=True)
            ]
    return out


def list_actions(
    shared: Shared, code: FunctionWriter, point: DecisionPoint, out: int, count: int
) -> None:
    """Write a menu's list: the legal moves of the seat in local 0, in order, four bytes each.

    Args:
        shared: what all functions share.
        code: the function.
        point: the question.
        out: the address of the list.
        count: a local that is 0; it becomes the number of legal moves.
    """
    for offer in offered(shared, point):
        _Lister(shared, code, offer, 0, out, count).write()
