"""The default evaluator: generated Python, made from the rules as it is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.engine.errors import RangeBreach
from game.engine.evaluator import Rng, pause_of, refused, weighted
from game.engine.generate import Module
from game.engine.interpret import State
from game.engine.lower import Flow
from game.engine.questions import Guard, Questions
from game.engine.regions import Regions
from game.engine.write import Writer
from game.rules import ir
from game.rules.compile import Program

# Does a move known to be legal; returns the next step, negative at a question or the end.
Do = Callable[[State], int]


class Generated:
    """Runs a program by the functions generated from it."""

    def __init__(self, program: Program, flow: Flow) -> None:
        self.program, self.flow = program, flow
        self.module = Module(program)
        self.regions = Regions(self.module, flow)
        self.questions = Questions(self.module)
        self._doers: dict[tuple[int, int, int], Do] = {}
        self._answers: dict[int, Callable[[State, int], int]] = {}
        self._values = [dict(zip(p.ids, p.values, strict=False)) for p in program.pauses]
        self._plays: list[Callable[[State, Rng], int]] = [
            self._lazy_play(n) for n in range(len(program.pauses))
        ]

    # Telling -----------------------------------------------------------------------------

    def seat(self, pause: int, s: State) -> int:
        return self.questions.seat(pause, s)

    def options(self, pause: int, s: State) -> list[tuple[int, int]]:
        return self.questions.options(pause, s)

    def legal(self, s: State) -> list[int]:
        pause = s[0] | s[1] << 8
        if self.program.pauses[pause].kind == "act":
            return self.questions.list(pause, self.questions.seat(pause, s), s)
        return [move for move, _ in self.questions.options(pause, s)]

    def derived(self, name: str, places: tuple[int, ...], s: State) -> int | bool:
        found: int | bool = self.module.derived(name, places)(s)
        return found

    def holds(self, invariant: int, s: State) -> bool:
        test = self.program.invariants[invariant][1]
        return bool(self.module.value(f"h{invariant}", test)(s))

    # Doing -------------------------------------------------------------------------------

    def _answer(self, pause: int) -> Callable[[State, int], int]:
        """The function that stores an answer's value and runs on."""
        if pause not in self._answers:
            slot = self.flow.answers[pause]
            self._answers[pause] = self.regions.make(
                self.flow.after[pause], f"a{pause}", f"s, v{slot}", {}
            )
        return self._answers[pause]

    def _doer(self, pause: int, seat: int, move: int) -> Do:
        key = (pause, seat, move)
        if key not in self._doers:
            code = self.program.moves[move]
            if self.program.pauses[pause].kind != "act":
                answer, value = self._answer(pause), self._values[pause][move]
                self._doers[key] = lambda s: answer(s, value)
            else:
                self._doers[key] = self._action(pause, seat, code.action, code.combo)
        return self._doers[key]

    def _action(self, pause: int, seat: int, name: str, combo: tuple[int, ...]) -> Do:
        action = self.program.actions[name]
        unit = self.program.units[action.unit]
        values: dict[int, Any]
        if unit.pauses:
            entry, given = self.flow.enter(pause, action), self.flow.given(action)
            values = {g.slot: v for g, v in zip(given, (seat, *combo), strict=True)}
            words = "_".join(map(str, values.values()))
            run: Do = self.regions.make(entry, f"e{entry}_{words}", "s", values)
            return run
        full = "_".join([f"x_{name}", *map(str, (seat, *combo))])
        if full not in self.module.space:
            writer = Writer(self.module)
            args = zip(unit.params, (seat, *combo), strict=True)
            writer.script(unit, [ir.const(v, unit.locals[p][1]) for p, v in args])
            self.module.make(full, "s", writer)
        act, after = self.module.space[full], self.flow.after[pause]

        def do(s: State) -> int:
            act(s)
            return after

        return do

    def apply(self, s: State, move: int) -> None:
        pause = s[0] | s[1] << 8
        questions = self.questions
        if s[2] or move not in questions.moves[pause]:
            raise refused(self.program, move)
        seat = questions.seat(pause, s)
        if self.program.pauses[pause].kind == "act":
            if not questions.may(pause, move, s):
                raise refused(self.program, move)
        elif all(m != move for m, _ in questions.fixed[pause] or questions.options(pause, s)):
            raise refused(self.program, move)
        do = self._doers.get((pause, seat, move)) or self._doer(pause, seat, move)
        before = bytes(s)
        try:
            number = do(s)
            if number >= 0:
                self.regions.run(number, s)
        except RangeBreach:
            s[:] = before
            raise

    # Playouts ----------------------------------------------------------------------------

    def playout(self, s: State, rng: Rng) -> tuple[int, int]:
        """Play on with uniform moves, drawn by rejection: exactly uniform over the legal ones."""
        counts = [0] * len(self._plays)
        runs, plays, over = self.regions.runs, self._plays, self.regions.over
        number = over if s[2] else ~pause_of(s)
        while number != over:
            counts[~number] += 1
            number = plays[~number](s, rng)
            while number >= 0:
                number = runs[number](s)
        chances = sum(
            n for n, p in zip(counts, self.program.pauses, strict=True) if p.kind == "chance"
        )
        return sum(counts) - chances, chances

    def _lazy_play(self, pause: int) -> Callable[[State, Rng], int]:
        def first(s: State, rng: Rng) -> int:
            kind = self.program.pauses[pause].kind
            fixed = self.questions.fixed[pause]
            if kind == "act":
                self._plays[pause] = self._act(pause)
            elif fixed is not None:
                self._plays[pause] = self._fixed(pause, fixed)
            else:
                self._plays[pause] = self._open(pause, kind == "chance")
            return self._plays[pause](s, rng)

        return first

    def _fixed(self, pause: int, options: list[tuple[int, int]]) -> Callable[[State, Rng], int]:
        """Answer one of the same options always."""
        answer = self._answer(pause)
        values = [self._values[pause][move] for move, weight in options for _ in range(weight)]
        size = len(values)
        return lambda s, rng: answer(s, values[rng(size)])

    def _open(self, pause: int, chance: bool) -> Callable[[State, Rng], int]:
        """Answer one of the options that are open now."""
        answer, value, options = self._answer(pause), self._values[pause], self.questions.options

        def play(s: State, rng: Rng) -> int:
            rows = options(pause, s)
            move = weighted(rows, rng) if chance else rows[rng(len(rows))][0]
            return answer(s, value[move])

        return play

    def _act(self, pause: int) -> Callable[[State, Rng], int]:
        """Take one of the actions of the seat's menu whose conditions hold."""
        draws: dict[int, list[tuple[Guard, Do]]] = {}
        at, lo = self.questions.seats[pause]

        def play(s: State, rng: Rng) -> int:
            seat = s[at] + lo
            rows = draws.get(seat)
            if rows is None:
                rows = draws[seat] = self._draw(pause, seat)
            size = len(rows)
            for _ in range(4 * size):
                guard, do = rows[rng(size)]
                if guard(s):
                    return do(s)
            legal = self.questions.list(pause, seat, s)
            return self._doer(pause, seat, legal[rng(len(legal))])(s)

        return play

    def _draw(self, pause: int, seat: int) -> list[tuple[Guard, Do]]:
        rows = self.questions.rows(pause, seat)
        return [
            (self.questions.guard(move, seat, tests), self._doer(pause, seat, move))
            for move, tests, _ in rows
        ]
