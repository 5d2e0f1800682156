"""Legal moves: the generated functions that tell who may answer a question, and how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.engine.codegen.expand import is_constant, truth
from game.engine.codegen.loops import MANY, list_by_loops
from game.engine.codegen.module import Module
from game.engine.codegen.source import shift
from game.engine.codegen.stmt import StmtWriter
from game.engine.evaluator import locals_of
from game.engine.interpret import State
from game.rules import ir
from game.rules.ir import Const, Expr, Local
from game.rules.program import ActionCode

MenuRow = tuple[int, tuple[Expr, ...], tuple[Any, ...]]
Listed = list[tuple[int, int]]


class LegalMoves:
    """The generated functions about a program's questions, each made when first needed."""

    def __init__(self, module: Module) -> None:
        self.module, self.program = module, module.program
        self.seats = [self._seat_of(n) for n in range(len(self.program.questions))]
        # Questions with the same menu share what is made for them.
        first: dict[tuple[int, ...], int] = {}
        self._menus = [first.setdefault(p.ids, p.index) for p in self.program.questions]
        self._tests: dict[tuple[int, int], tuple[Expr, ...]] = {}
        self._many: dict[int, dict[str, dict[tuple[int, ...], int]]] = {}
        self._rows: dict[tuple[int, int], tuple[MenuRow, ...]] = {}
        self._listers: dict[tuple[int, int], Callable[[State], list[int]]] = {}
        self._openers: dict[int, Callable[[State], Listed]] = {}
        # The state asked about last with its answers: replaced as a whole, so that whoever asks
        # meanwhile reads one or the other, and copied before it is given away.
        self._last: tuple[bytes, Listed] = (b"", [])
        self.fixed = [self._fixed(n) for n in range(len(self.program.questions))]

    def _ask(self, question: int) -> Any:
        return self.program.questions[question].decision.ask

    def _seat_of(self, number: int) -> tuple[int, int]:
        """(byte of the state, what to add), byte 2 being 0 as long as the game goes on.

        A seat is always in one byte: there are not so many.
        """
        seat = self.program.questions[number].decision.ask.seat
        if seat is None:
            return 2, -1
        if isinstance(seat, Const):
            return 2, int(seat.value)
        assert isinstance(seat, Local)
        place = self.program.offsets[seat.slot]
        return place.at, place.lo

    def seat(self, question: int, s: State) -> int:
        """The place of the seat that answers, or -1 for chance."""
        at, lo = self.seats[question]
        return s[at] + lo

    # Actions -----------------------------------------------------------------------------

    def _conditions(self, action: ActionCode, combo: tuple[int, ...], seat: int) -> list[Expr]:
        out: list[Expr] = []
        for register, e in action.cost:
            info = self.program.symbols.registers[register]
            args = (ir.const(seat, ir.member("seat", 1 << seat)),) if info.index else ()
            out.append(ir.Compare(ir.BOOL, ">=", ir.RegisterRef(info.type, register, args), e))
        for ban in self.program.bans:
            if action.name in ban.forbids:
                out.append(ir.Not(ir.BOOL, ir.substitute(ban.test, {ban.actor: seat})))
        out += [need.test for need in action.needs]
        return out

    def asked_of(self, action: ActionCode, seat: int) -> list[Expr]:
        """What must hold for a seat to take an action, of whichever targets."""
        values: dict[int, int | bool | Expr] = {action.actor: seat}
        return [ir.substitute(c, values) for c in self._conditions(action, (), seat)]

    def many(self, question: int) -> dict[str, dict[tuple[int, ...], int]]:
        """The actions that are listed by loops here, with the numbers of their moves."""
        if question not in self._many:
            found: dict[str, dict[tuple[int, ...], int]] = {}
            for move in self.program.questions[question].ids:
                code = self.program.moves[move]
                found.setdefault(code.action, {})[code.combo] = move
            self._many[question] = {a: moves for a, moves in found.items() if len(moves) > MANY}
        return self._many[question]

    def rows(self, question: int, seat: int) -> tuple[MenuRow, ...]:
        """(move, conditions, where it stands) of what a seat's menu could ever offer here.

        The actions that are listed by loops are not among them.
        """
        key = (self._menus[question], seat)
        if key not in self._rows:
            rows = []
            many = self.many(question)
            for move in self.program.questions[question].ids:
                if self.program.moves[move].action in many:
                    continue
                tests = self.conditions(seat, move)
                if ir.FALSE not in tests:
                    code = self.program.moves[move]
                    rows.append((move, tests, (code.action, *code.combo)))
            self._rows[key] = tuple(rows)
        return self._rows[key]

    def _lister(self, question: int, seat: int) -> Callable[[State], list[int]]:
        w = StmtWriter(self.module)
        w.out.line("out = []")
        w.out.line("add = out.append")
        many = self.many(question)
        self._list(list(self.rows(question, seat)), 0, w)
        for action, moves in many.items():
            code = self.program.actions[action]
            if seat in code.seats:
                known = self.program.functions[code.function].locals
                # A target may have a place in the state; the variable of a loop has none.
                loops = [
                    Local(known[slot][1], self.program.scopes.new_slot()) for slot in code.params
                ]
                swap: dict[int, int | bool | Expr] = dict(zip(code.params, loops, strict=True))
                tests = [ir.substitute(test, swap) for test in self.asked_of(code, seat)]
                params = tuple(local.slot for local in loops)
                list_by_loops(w, params, tests, moves, self.module.constant)
        w.out.line("out.sort()" if many else "pass")
        w.out.line("return out")
        name = self.module.name("list", question, seat)
        found: Callable[[State], list[int]] = self.module.make(name, "s", w.out)
        return found

    def _list(self, rows: list[MenuRow], level: int, w: StmtWriter) -> None:
        """Write the tests of some moves, those that all of them need first and once."""
        shared = [c for c in rows[0][1] if all(c in r[1] for r in rows)] if rows else []
        deep = w.out.depth
        if shared:
            w.out.line(f"if {w.expr.all(shared)}:")
            w.out.depth += 1
        kept = len(w.expr.known)
        for reached in _reached_in_all(rows) if len(rows) > 1 else ():
            if reached not in [known for known, _ in w.expr.known]:
                w.expr.known.append((reached, w.out.temp(w.expr.expr(reached))))
        groups: dict[Any, list[MenuRow]] = {}
        for move, tests, place in rows:
            rest = tuple(c for c in tests if c not in shared)
            groups.setdefault(place[: level + 1], []).append((move, rest, place))
        for group in groups.values():
            if len(group) > 1:
                self._list(group, level + 1, w)
                continue
            move, tests, _ = group[0]
            head = f"if {w.expr.all(tests)}: " if tests else ""
            w.out.line(f"{head}add({move})")
        w.out.depth = deep
        del w.expr.known[kept:]

    def open_actions(self, question: int, seat: int, s: State) -> list[int]:
        """The actions that the seat may take."""
        key = (self._menus[question], seat)
        found = self._listers.get(key)
        if found is None:
            found = self._listers[key] = self._lister(*key)
        return found(s)

    def conditions(self, seat: int, move: int) -> tuple[Expr, ...]:
        """What must hold for a seat to take an action of its menu."""
        code = self.program.moves[move]
        action = self.program.actions[code.action]
        if seat not in action.seats:
            return (ir.FALSE,)
        if (seat, move) not in self._tests:
            values = locals_of(action, code, seat)
            tests = dict.fromkeys(
                self.module.expander.expand(ir.substitute(c, values))
                for c in self._conditions(action, code.combo, seat)
            )
            kept = tuple(t for t in tests if t != ir.TRUE)
            self._tests[seat, move] = (ir.FALSE,) if ir.FALSE in tests else kept
        return self._tests[seat, move]

    # Choices and chance ------------------------------------------------------------------

    def _fixed(self, question: int) -> Listed | None:
        """The options of a question whose options are always the same."""
        point = self.program.questions[question]
        if point.kind == "act":
            return None
        ask: ir.Ask = self._ask(question)
        d = ask.domain
        weight = ir.const(1) if ask.weight is None else ask.weight
        if not is_constant(d) or d.filter is not None or not isinstance(weight, Const):
            return None
        found: dict[int, int] = {}
        for move, value in zip(point.ids, point.values, strict=True):
            if ask.decline and value == -1:
                found[move] = 1
            elif value in d.values and weight.value > 0:
                found[move] = weight.value
        return sorted(found.items()) or None

    def _opener(self, question: int) -> Callable[[State], Listed]:
        point = self.program.questions[question]
        ask: ir.Ask = self._ask(question)
        d = self.module.expander.domain(ask.domain)
        by_value = dict(zip(point.values, point.ids, strict=True))
        w = StmtWriter(self.module)
        w.out.line("out = []")
        weight = ir.const(1) if ask.weight is None else ask.weight
        members = self.module.expander.members(d, (weight,))
        if members is not None:
            for value, test, (found,) in members:
                tests = [] if test == ir.TRUE else [w.expr.expr(test)]
                if found.type.lo <= 0 and not isinstance(found, Const):
                    tests.append(f"{w.expr.expr(found)} > 0")
                head = f"if {' and '.join(tests)}: " if tests else ""
                if not isinstance(found, Const) or found.value > 0:
                    w.out.line(f"{head}out.append(({by_value[value]}, {w.expr.expr(found)}))")
        else:
            low = min(0, *point.values)
            ids = tuple(by_value.get(v, -1) for v in range(low, max(point.values) + 1))
            w.out.line(f"for v{d.slot} in {w.expr.span(d)}:")
            w.out.depth += 1
            if d.filter is not None:
                w.out.line(f"if not {w.expr.text(d.filter)}: continue")
            w.out.line(f"w = {w.expr.text(weight)}")
            move = f"{self.module.constant(ids)}[{shift(f'v{d.slot}', -low)}]"
            w.out.line(f"if w > 0: out.append(({move}, w))")
            w.out.depth -= 1
        if d.or_none or ask.decline:
            head = "" if ask.decline else "if not out: "
            w.out.line(f"{head}out.append(({by_value[-1]}, 1))")
        w.out.line("out.sort()")
        w.out.line("return out")
        found_: Callable[[State], Listed] = self.module.make(
            self.module.name("options", question), "s", w.out
        )
        return found_

    def options(self, question: int, s: State) -> Listed:
        """(move, weight) of the answers open now to `choose` or `chance`."""
        fixed = self.fixed[question]
        if fixed is not None:
            return list(fixed)
        # Who lists the answers mostly gives one of them next, which asks for them again.
        key, last = bytes(s), self._last
        if key != last[0]:
            found = self._openers.get(question)
            if found is None:
                found = self._openers[question] = self._opener(question)
            last = self._last = key, found(s)
        return list(last[1])

    def tests(self, question: int) -> list[tuple[int, Expr]] | None:
        """(value, test) of the equally likely answers to a question, where they are known."""
        ask: ir.Ask = self._ask(question)
        d = ask.domain
        if not is_constant(d) or not isinstance(ask.weight, Const | None):
            return None
        expand, test = self.module.expander.expand, ir.TRUE if d.filter is None else d.filter
        values = dict.fromkeys(d.values)
        rows = [(v, expand(ir.substitute(test, {d.slot: truth(d, v)}))) for v in values]
        if ask.decline:
            rows.append((-1, ir.TRUE))
        return [row for row in rows if row[1] != ir.FALSE]


def _reached_in_all(rows: list[MenuRow]) -> list[Expr]:
    """The derived sets of places that the conditions of all of some moves read.

    A derived value means something in every state, so that it may be read before a condition that
    comes first.
    """
    found: list[Expr] = []
    for place, (_, tests, _) in enumerate(rows):
        here = [x for t in tests for x in ir.walk(t) if _is_cell_of_places(x)]
        found = list(dict.fromkeys(here)) if not place else [x for x in found if x in here]
        if not found:
            break
    return found


def _is_cell_of_places(e: Expr) -> bool:
    return (
        isinstance(e, ir.DerivedRef)
        and e.type.kind == "places"
        and all(isinstance(arg, Const) for arg in e.args)
    )
