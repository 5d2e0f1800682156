"""Writes the modules of a program: what can be called of them, and where they tell what they found.

A module works on one state, which lies at `Addresses.state`. Calls leave a number; a script that
breaks a promise traps, and the globals tell which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from game.engine.wasm.binary import I64, FunctionWriter
from game.engine.wasm.blocks import write_blocks
from game.engine.wasm.memory import CONSTANTS
from game.engine.wasm.menus import REFUSED, list_actions, take_action
from game.engine.wasm.options import list_options, take_option
from game.engine.wasm.scope import Fault, Shared, shared_of
from game.engine.wasm.values import ExpressionWriter, derived_function
from game.rules.ir import Expr
from game.rules.program import DecisionPoint, Program


@attrs.frozen
class Addresses:
    """Where a module tells what it found, as addresses.

    Attributes:
        state: the state that is worked on.
        told: four bytes each: who is to move, -1 for chance and -2 when it is over; how many
            moves are legal; then which fault ended a call, its value, and the other.
        moves: the legal moves, four bytes each.
        weights: for chance, the weight of each.
        played: four bytes each: of playouts the number of decisions, and of chance nodes.
        start: the state that playouts begin with.
        draws: eight bytes, the state of the random numbers.
    """

    state: int
    told: int = 0
    moves: int = 0
    weights: int = 0
    played: int = 0
    start: int = 0
    draws: int = 0


@attrs.frozen
class Written:
    """A module as bytes, with what one must know to use it."""

    binary: bytes
    addresses: Addresses
    faults: tuple[Fault, ...]
    judged: tuple[Judged, ...] = ()


@attrs.frozen
class Judged:
    """An expression that can be asked for by the place of its function.

    Attributes:
        e: the expression.
        slots: the locals that it is given.
    """

    e: Expr
    slots: tuple[int, ...]


#: Who is to move when the game is over.
NOBODY = -2


def write_module(program: Program) -> Written:
    """Write the module that plays a program: it lists moves and makes them."""
    shared = shared_of(program)
    room = shared.memory.room
    most = max((len(point.ids) for point in program.questions), default=0) + 1
    addresses = Addresses(
        shared.state, room(20), room(4 * most), room(4 * most), room(8), room(program.size), room(8)
    )
    return _Module(shared, addresses).write()


def write_judge(program: Program) -> Written:
    """Write the module that judges: endings, doctrine, invariants and derived values."""
    shared = shared_of(program)
    judged = list(_judged(program))
    for place, asked in enumerate(judged):
        code = shared.module.function(len(asked.slots), export=f"judge{place}")
        locals_ = {slot: i for i, slot in enumerate(asked.slots)}
        ExpressionWriter(shared, code, locals_).push(asked.e)
    for name, (slots, body) in program.scopes.derived.items():
        if body.type.kind != "places":
            code = shared.module.function(len(slots), export=f"derived {name}")
            for local in range(len(slots)):
                code.get(local)
            code.call(derived_function(shared, name))
    renew = shared.module.function(0, export="renew")
    shared.changes(renew)
    renew.const(0)
    shared.module.data(CONSTANTS, bytes(shared.memory.constants))
    shared.module.pages = shared.memory.pages
    addresses = Addresses(shared.state)
    return Written(shared.module.encoded(), addresses, (), tuple(judged))


def _judged(program: Program) -> Iterator[Judged]:
    """What a program is asked to judge besides its derived values."""
    for _, test, _ in program.invariants:
        yield Judged(test, ())
    for ending in program.endings:
        for e in (ending.winner, ending.verdict):
            if e is not None:
                yield Judged(e, ())
        for e in (ending.score, ending.returns):
            if e is not None:
                yield Judged(e, (ending.seat,))
    for row in program.doctrine:
        yield Judged(row.when, ())
        for action, e in row.best.items():
            yield Judged(e, program.actions[action].params if action else (row.option,))


class _Module:
    """Writes the functions that are called from outside, and those of each question."""

    def __init__(self, shared: Shared, addresses: Addresses) -> None:
        self.shared, self.addresses, self.module = shared, addresses, shared.module
        self.questions = shared.program.questions

    def write(self) -> Written:
        run = write_blocks(self.shared)
        seats = self._listed(0, self._seat)
        lists = self._listed(1, self._list)
        checked = self._listed(2, lambda code, point: self._take(code, point, True))
        known = self._listed(2, lambda code, point: self._take(code, point, False))
        tell = self._tell(seats, lists)
        self._begin(run, tell)
        self._apply(run, checked, tell)
        self._playouts(run, known, seats, lists, self._below())
        self._what_failed()
        self.module.data(CONSTANTS, bytes(self.shared.memory.constants))
        self.module.pages = self.shared.memory.pages
        return Written(self.module.encoded(), self.addresses, tuple(self.shared.faults))

    def _listed(self, params: int, write: Callable[[FunctionWriter, DecisionPoint], None]) -> int:
        """A function for each question, in the table; returns the place of the first."""
        functions = []
        for point in self.questions:
            code = self.module.function(params)
            write(code, point)
            functions.append(code.number)
        return self.module.listed(functions)

    # Of each question ------------------------------------------------------------------------

    def _seat(self, code: FunctionWriter, point: DecisionPoint) -> None:
        """Leave who answers, -1 for chance."""
        seat = point.decision.ask.seat
        if seat is None:
            code.const(-1)
        else:
            ExpressionWriter(self.shared, code, {}).push(seat)

    def _list(self, code: FunctionWriter, point: DecisionPoint) -> None:
        """List the legal moves of the seat in local 0, and leave how many there are."""
        count = code.local()
        code.const(0)
        code.set(count)
        if point.kind == "act":
            list_actions(self.shared, code, point, self.addresses.moves, count)
        else:
            out, weights = self.addresses.moves, self.addresses.weights
            list_options(self.shared, code, point, out, weights, count)
        code.get(count)

    def _take(self, code: FunctionWriter, point: DecisionPoint, checked: bool) -> None:
        if point.kind == "act":
            take_action(self.shared, code, point, checked)
        else:
            take_option(self.shared, code, point)

    # From outside ----------------------------------------------------------------------------

    def _is_over(self, code: FunctionWriter) -> None:
        code.const(0)
        code.memory("i32.load8_u", self.shared.state + 2)

    def _ask(self, code: FunctionWriter, first: int, *given: int) -> None:
        """Call the question's own function of those that begin in the table there."""
        for local in given:
            code.get(local)
        code.const(0)
        code.memory("i32.load16_u", self.shared.state)
        code.plus(first)
        code.call_indirect(self.module.type(len(given), True))

    def _told(self, code: FunctionWriter, place: int, push: Callable[[], None]) -> None:
        code.const(0)
        push()
        code.memory("i32.store", self.addresses.told + 4 * place)

    def _tell(self, seats: int, lists: int) -> int:
        """`tell`: put down who is to move and what is legal, and leave how many moves are."""
        code = self.module.function(0, export="tell")
        seat, count = code.local(), code.local()
        self.shared.changes(code)
        self._is_over(code)
        code.if_()
        self._told(code, 0, lambda: code.const(NOBODY))
        self._told(code, 1, lambda: code.const(0))
        code.const(0)
        code.op("return")
        code.end()
        self._ask(code, seats)
        code.set(seat)
        self._ask(code, lists, seat)
        code.set(count)
        self._told(code, 0, lambda: code.get(seat))
        self._told(code, 1, lambda: code.get(count))
        code.get(count)
        return code.number

    def _begin(self, run: FunctionWriter, tell: int) -> None:
        """`begin`: run from the first block to the first question."""
        code = self.module.function(0, export="begin")
        self.shared.changes(code)
        code.const(self.shared.program.graph.entry)
        code.call(run.number)
        code.op("drop")
        code.call(tell)

    def _apply(self, run: FunctionWriter, take: int, tell: int) -> None:
        """`apply(move)`: make a move of those that were told of; leaves 1, or 0 where it is none.

        Then what follows it is told of.
        """
        code = self.module.function(1, export="apply")
        seat, to = code.local(), code.local()
        code.const(0)
        code.memory("i32.load", self.addresses.told)
        code.set(seat)
        self._listed_there(code)
        code.op("i32.eqz")
        code.if_()
        code.const(0)
        code.op("return")
        code.end()
        self._ask(code, take, seat, 0)
        code.tee(to)
        code.const(REFUSED)
        code.op("i32.eq")
        code.if_()
        code.const(0)
        code.op("return")
        code.end()
        code.get(to)
        code.call(run.number)
        code.op("drop")
        code.call(tell)
        code.op("drop")
        code.const(1)

    def _listed_there(self, code: FunctionWriter) -> None:
        """Leave whether the move in local 0 is among those put down."""
        at, found = code.local(), code.local()
        code.const(0)
        code.memory("i32.load", self.addresses.told + 4)
        code.set(at)
        code.const(0)
        code.set(found)
        stop = code.block()
        top = code.loop()
        code.get(at)
        code.op("i32.eqz")
        code.br_if(stop)
        code.get(at)
        code.plus(-1)
        code.tee(at)
        code.times(4)
        code.memory("i32.load", self.addresses.moves)
        code.get(0)
        code.op("i32.ne")
        code.br_if(top)
        code.const(1)
        code.set(found)
        code.end()
        code.end()
        code.get(found)

    def _what_failed(self) -> None:
        """`failed`: put down which fault ended a call and its values, and forget it."""
        code = self.module.function(0, export="failed")
        shared = self.shared
        for place, number in enumerate((shared.fault, shared.value, shared.other), 2):
            self._told(code, place, lambda number=number: code.get_global(number))  # type: ignore[misc]
        code.const(0)
        code.set_global(shared.fault)
        code.const(0)

    # Playouts --------------------------------------------------------------------------------

    def _below(self) -> int:
        """`below(n)`: a random number from 0 to n - 1, each as likely; see `engine.draws`."""
        code = self.module.function(1)
        z, n = code.local(I64), code.local(I64)
        code.get(0)
        code.op("i64.extend_i32_u")
        code.set(n)
        top = code.loop()
        code.const(self.addresses.draws)
        code.const(0)
        code.memory("i64.load", self.addresses.draws)
        code.const64(0x9E3779B97F4A7C15)
        code.op("i64.add")
        code.tee(z)
        code.memory("i64.store", 0)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 0)):
            code.get(z)
            code.get(z)
            code.const64(shift)
            code.op("i64.shr_u", "i64.xor")
            if factor:
                code.const64(factor)
                code.op("i64.mul")
            code.set(z)
        code.get(z)
        code.const64(32)
        code.op("i64.shr_u")
        code.get(n)
        code.op("i64.mul")
        code.tee(z)
        # What is left of the 2**32 numbers after the last whole n of them is drawn again.
        code.const64(0xFFFFFFFF)
        code.op("i64.and", "i32.wrap_i64")
        code.const(0)
        code.get(0)
        code.op("i32.sub")
        code.get(0)
        code.op("i32.rem_u", "i32.lt_u")
        code.br_if(top)
        code.end()
        code.get(z)
        code.const64(32)
        code.op("i64.shr_u", "i32.wrap_i64")
        return code.number

    def _playouts(self, run: FunctionWriter, take: int, seats: int, lists: int, below: int) -> None:
        """`playouts(games, most)`: play games from the start that was put down.

        No game takes more than `most` moves. Leaves 1, or 0 where a question had no answer.
        """
        code = self.module.function(2, export="playouts")
        seat, count, move = code.local(), code.local(), code.local()
        left, decisions, chances = code.local(), code.local(), code.local()
        for local in (decisions, chances):
            code.const(0)
            code.set(local)
        out = code.block()
        games = code.loop()
        code.get(0)
        code.op("i32.eqz")
        code.br_if(out)
        code.const(self.addresses.state)
        code.const(self.addresses.start)
        code.const(self.shared.program.size)
        code.copy()
        self.shared.changes(code)
        code.get(1)
        code.set(left)
        over = code.block()
        moves = code.loop()
        self._is_over(code)
        code.br_if(over)
        code.get(left)
        code.op("i32.eqz")
        code.br_if(over)
        code.get(left)
        code.plus(-1)
        code.set(left)
        self._ask(code, seats)
        code.set(seat)
        self._ask(code, lists, seat)
        code.tee(count)
        code.op("i32.eqz")
        code.if_()
        code.const(0)
        code.op("return")
        code.end()
        code.get(seat)
        code.const(0)
        code.op("i32.lt_s")
        code.if_()
        self._draw(code, count, move, below)
        self._more(code, chances)
        code.else_()
        code.get(count)
        code.call(below)
        code.set(move)
        self._more(code, decisions)
        code.end()
        code.get(move)
        code.times(4)
        code.memory("i32.load", self.addresses.moves)
        code.set(move)
        self._ask(code, take, seat, move)
        code.call(run.number)
        code.op("drop")
        code.br(moves)
        code.end()
        code.end()
        code.get(0)
        code.plus(-1)
        code.set(0)
        code.br(games)
        code.end()
        code.end()
        for place, local in enumerate((decisions, chances)):
            code.const(0)
            code.get(local)
            code.memory("i32.store", self.addresses.played + 4 * place)
        code.const(1)

    def _more(self, code: FunctionWriter, local: int) -> None:
        code.get(local)
        code.plus(1)
        code.set(local)

    def _draw(self, code: FunctionWriter, count: int, move: int, below: int) -> None:
        """Draw the place of one of the answers of chance, by weight, into a local."""
        total, at = code.local(), code.local()
        for local in (total, at):
            code.const(0)
            code.set(local)
        top = code.loop()
        code.get(total)
        self._weight(code, at)
        code.op("i32.add")
        code.set(total)
        self._more(code, at)
        code.get(at)
        code.get(count)
        code.op("i32.lt_s")
        code.br_if(top)
        code.end()
        code.get(total)
        code.call(below)
        code.set(total)
        code.const(-1)
        code.set(move)
        top = code.loop()
        self._more(code, move)
        code.get(total)
        self._weight(code, move)
        code.op("i32.sub")
        code.tee(total)
        code.const(0)
        code.op("i32.ge_s")
        code.br_if(top)
        code.end()

    def _weight(self, code: FunctionWriter, at: int) -> None:
        code.get(at)
        code.times(4)
        code.memory("i32.load", self.addresses.weights)
