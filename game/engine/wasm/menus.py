"""Writes the actions of a menu: which of their targets are legal, and how one is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import attrs

from game.engine.wasm.ahead import conjuncts, foretell
from game.engine.wasm.binary import FunctionWriter
from game.engine.wasm.scope import Shared
from game.engine.wasm.scripts import script_function
from game.engine.wasm.values import ExpressionWriter
from game.rules import cfg, ir
from game.rules.ir import Expr
from game.rules.program import ActionCode, DecisionPoint

#: Targets are written out one by one if they are so many at most, of so many expressions together.
SHORT, LITTLE = 10, 240
#: A condition of more expressions is not worked out where another may tell that it need not be.
PLAIN = 12


@attrs.frozen
class Offered:
    """An action of a menu with its moves.

    Attributes:
        action: the action.
        first: the number of its first move; the others follow.
        combos: the targets of each move, in order.
    """

    action: ActionCode
    first: int
    combos: tuple[tuple[int, ...], ...]


def offered(shared: Shared, point: DecisionPoint) -> list[Offered]:
    """The actions that a question offers, with their moves, in order."""
    program, out = shared.program, []
    for name, ids in groupby(point.ids, lambda move: program.moves[move].action):
        moves = tuple(ids)
        combos = tuple(program.moves[move].combo for move in moves)
        out.append(Offered(program.actions[name], moves[0], combos))
    return out


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


class _Menu:
    """Writes the moves of one action into a function that has the seat in a local.

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
            for i, part in enumerate(parts):
                self.values.push(part)
                if i:
                    code.op("i32.and")
            code.op("i32.add")
        else:
            code.plus(1)
        code.set(self.count)

    def _is_plain(self, e: Expr) -> bool:
        """Is it cheaper to work a condition out than to jump, and sure to have an answer?"""
        parts = ir.walk(e)
        return len(parts) <= PLAIN and all(self._is_sure(part) for part in parts)

    def _is_sure(self, e: Expr) -> bool:
        match e:
            case ir.RegisterRef():
                read = e.args
            case ir.FieldRef():
                read = (e.arg,)
            case ir.Contains():
                read = () if e.arg is None else (e.arg,)
            case ir.Arithmetic():
                return e.op not in ("//", "%")
            case ir.Const() | ir.Local() | ir.Compare() | ir.Not():
                return True
            case _:
                return False
        given = (self.action.actor, *self.action.params)
        return all(
            isinstance(arg, ir.Const) or (isinstance(arg, ir.Local) and arg.slot in given)
            for arg in read
        )

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
        code, row = self.code, self.shared.memory.row
        stop = code.block()
        top = code.loop()
        code.get(at)
        code.get(last)
        code.op("i32.ge_s")
        code.br_if(stop)
        following = code.block()
        code.get(at)
        row([value for value, _ in rows[level]]).load(code)
        code.set(self.targets[level])
        tests = self.by_level[level + 1]
        if level == len(rows) - 1:

            def push() -> None:
                code.get(at)
                if moves == list(range(moves[0], moves[0] + len(moves))):
                    code.plus(moves[0])
                else:
                    row(moves).load(code)

            self._note(tests, push, following)
        else:
            for test in tests:
                self.values.test(test, following)
            ends = row([0, *(end for _, end in rows[level])])
            inner, past = code.local(), code.local()
            code.get(at)
            ends.load(code)
            code.set(inner)
            code.get(at)
            code.plus(1)
            ends.load(code)
            code.set(past)
            self._level(level + 1, rows, moves, inner, past)
        code.end()
        code.get(at)
        code.plus(1)
        code.set(at)
        code.br(top)
        code.end()
        code.end()


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
        _Menu(shared, code, offer, 0, out, count).write()


def _pick_offer(
    shared: Shared, code: FunctionWriter, offers: list[Offered], move: int, wrong: int
) -> None:
    """Open a block for each action, the last innermost, and jump behind that of the move's."""
    behind = [code.block() for _ in offers]
    base = offers[0].first
    # Moves of other menus may lie between.
    which = [len(offers)] * (offers[-1].first + len(offers[-1].combos) - base)
    for i, offer in enumerate(offers):
        for k in range(len(offer.combos)):
            which[offer.first - base + k] = i
    code.get(move)
    code.plus(-base)
    shared.memory.row(which).load(code)
    code.br_table(behind, wrong)


def take_action(shared: Shared, code: FunctionWriter, point: DecisionPoint) -> None:
    """Write the taking of a menu's action, which is legal; leaves the block to run next.

    The seat is in local 0, the move in local 1.

    Args:
        shared: what all functions share.
        code: the function.
        point: the question.
    """
    graph = shared.program.graph
    offers = offered(shared, point)
    wrong = code.block()
    if offers:
        _pick_offer(shared, code, offers, 1, wrong)
        for offer in reversed(offers):
            code.end()
            action = offer.action
            targets = []
            for k in range(len(action.params)):
                code.get(1)
                code.plus(-offer.first)
                shared.memory.row([combo[k] for combo in offer.combos]).load(code)
                targets.append(code.kept())
            entry = point.decision.actions.get(action.function)
            if entry is None:
                for local in (0, *targets):
                    code.get(local)
                code.call(script_function(shared, action.function))
                code.op("drop")
                code.const(point.decision.then)
            else:
                places = zip(graph.given[action.function], (0, *targets), strict=True)
                for given, local in places:
                    code.get(local)
                    code.set_global(shared.given(given.slot))
                code.const(entry)
            code.op("return")
    code.end()
    code.op("unreachable")
