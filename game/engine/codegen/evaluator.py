"""The default evaluator: generated Python, made from the rules as it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from game.engine.codegen.blocks import BlockCode
from game.engine.codegen.legal_moves import LegalMoves
from game.engine.codegen.module import Module
from game.engine.codegen.stmt import StmtWriter
from game.engine.errors import ScriptError
from game.engine.evaluator import Draw, PlayedGame, question_of, refused, unanswered, weighted
from game.engine.interpret import State
from game.rules import ir
from game.rules.ir import Expr
from game.rules.program import MoveCode, Program

# Does an action and returns the next block, negative at a question or the end, or does nothing and
# returns None where the action is not legal. It is given the block that follows.
Take = Callable[[State, int], int | None]


class Generated:
    """Runs a program by the functions generated from it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.module = Module(program)
        self.blocks = BlockCode(self.module)
        self.legal_moves = LegalMoves(self.module)
        self._decisions = program.graph.decisions
        self._takes: dict[tuple[int, int, int], Take] = {}
        self._answers: dict[int, Callable[[State, int], int]] = {}
        self._moves = [frozenset(p.ids) for p in program.questions]
        self._acts = [p.kind == "act" for p in program.questions]
        self._values = [dict(zip(p.ids, p.values, strict=False)) for p in program.questions]
        self._chances = [p.index for p in program.questions if p.kind == "chance"]
        # The last is the first question's: `_plays[~question]`, as blocks name one.
        self._plays: list[Callable[[State, Draw], int]] = [
            self._lazy_play(p.index) for p in reversed(program.questions)
        ]

    # Telling -----------------------------------------------------------------------------

    def seat(self, question: int, s: State) -> int:
        """The place of the seat that answers a question, or -1 for chance."""
        return self.legal_moves.seat(question, s)

    def options(self, question: int, s: State) -> list[tuple[int, int]]:
        """(move, weight) of the answers open now to `choose` or `chance`, sorted."""
        return self.legal_moves.options(question, s)

    def legal(self, s: State) -> list[int]:
        """The legal moves of a state that is not over, sorted."""
        question = s[0] | s[1] << 8
        if self._acts[question]:
            return self.legal_moves.open_actions(question, self.legal_moves.seat(question, s), s)
        return [move for move, _ in self.legal_moves.options(question, s)]

    def games(self, start: State, seeds: range, bots: Mapping[str, str]) -> Iterator[PlayedGame]:
        """Whole games between bots: none; they are played move by move."""
        return iter(())

    def derived(self, name: str, places: tuple[int, ...], s: State) -> int | bool:
        """The value of a derived cell."""
        found: int | bool = self.module.derived(name, places)(s)
        return found

    def judged(self, e: Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression, given a state and the locals of these slots."""
        return self.module.judged(e, slots)

    def holds(self, invariant: int, s: State) -> bool:
        """Does the invariant of that place hold?"""
        test = self.program.invariants[invariant][1]
        return bool(self.module.value(self.module.name("invariant", invariant), test)(s))

    # Doing -------------------------------------------------------------------------------

    def _answer(self, question: int) -> Callable[[State, int], int]:
        """The function that stores an answer's value and runs on."""
        if question not in self._answers:
            decision = self._decisions[question]
            assert isinstance(decision.ask, ir.Ask)
            name = self.module.name("answer", question)
            made = self.blocks.make(decision.then, name, f"s, v{decision.ask.slot}")
            self._answers[question] = made
        return self._answers[question]

    def _take(self, question: int, seat: int, move: int) -> Take:
        key = (question, seat, move)
        if key not in self._takes:
            self._takes[key] = self._taking(*key)
        return self._takes[key]

    def _taking(self, question: int, seat: int, move: int) -> Take:
        code = self.program.moves[move]
        action = self.program.actions[code.action]
        function = self.program.functions[action.function]
        entry = self._decisions[question].actions.get(action.function)
        if entry is None and code.action in self.legal_moves.many(question):
            return self._one_of_many(question, seat, code)
        tests = self.legal_moves.conditions(seat, move)
        if entry is not None:
            given = [g.slot for g in self.program.graph.given[action.function]]
            values: dict[int, Any] = dict(zip(given, (seat, *code.combo), strict=True))
            name = self.module.name("act", question, seat, move)
            paused: Take = self.blocks.make(entry, name, "s, back", values, tests)
            return paused
        # An action that never pauses is the same wherever it is taken.
        name = self.module.name("act", seat, move)
        if name not in self.module.sources:
            writer = StmtWriter(self.module)
            writer.out.line(f"if not ({writer.expr.all(tests)}): return None")
            types = [function.locals[slot][1] for slot in function.params]
            pairs = zip((seat, *code.combo), types, strict=True)
            writer.script(function, [ir.const(v, t) for v, t in pairs], "return back")
            writer.out.line("return back")
            self.module.make(name, "s, back", writer.out)
        made: Take = self.module.space[name]
        return made

    def _one_of_many(self, question: int, seat: int, code: MoveCode) -> Take:
        """The moves of an action of very many share a function that is given the targets."""
        action = self.program.actions[code.action]
        if seat not in action.seats:
            return lambda s, back: None
        name, combo = self.module.name("act_of_many", seat, code.action), code.combo
        if name not in self.module.sources:
            function, writer = self.program.functions[action.function], StmtWriter(self.module)
            for test in self.legal_moves.asked_of(action, seat):
                writer.out.line(f"if not {writer.expr.text(test)}: return None")
            actor = ir.const(seat, function.locals[action.actor][1])
            given = [ir.Local(function.locals[slot][1], slot) for slot in action.params]
            writer.script(function, [actor, *given], "return back")
            writer.out.line("return back")
            params = ", ".join(["s", "back", *(f"v{slot}" for slot in action.params)])
            self.module.make(name, params, writer.out)
        made = self.module.space[name]
        return lambda s, back: made(s, back, *combo)

    def apply(self, s: State, move: int) -> None:
        """Make a move in place and run on to the next question or the end.

        Raises:
            IllegalMove: the move is not legal here; the state is as it was.
            ScriptError: the rules break a promise of theirs; the state is as it was.
        """
        question = s[0] | s[1] << 8
        values, before = self._values[question], bytes(s)
        number: int | None = None
        try:
            if s[2]:
                pass
            elif move in values:
                fixed = self.legal_moves.fixed[question]
                if fixed or move in [m for m, _ in self.legal_moves.options(question, s)]:
                    number = self._answer(question)(s, values[move])
            elif self._acts[question] and move in self._moves[question]:
                take = self._take(question, self.legal_moves.seat(question, s), move)
                number = take(s, self._decisions[question].then)
            if number is None:
                raise refused(self.program, move)
            if number >= 0:
                self.blocks.run(number, s)
        except ScriptError:
            s[:] = before
            raise

    # Playouts ----------------------------------------------------------------------------

    def playout(self, s: State, rng: Draw) -> tuple[int, int]:
        """Play on with uniform moves, drawn by rejection: exactly uniform over the legal ones."""
        runs, plays, over = self.blocks.runs, self._plays, self.blocks.over
        counts = [0] * len(plays)
        number = over if s[2] else ~question_of(s)
        while number != over:
            counts[number] += 1
            number = plays[number](s, rng)
            while number >= 0:
                number = runs[number](s)
        chances = sum([counts[~question] for question in self._chances])
        return sum(counts) - chances, chances

    def _lazy_play(self, question: int) -> Callable[[State, Draw], int]:
        def first(s: State, rng: Draw) -> int:
            kind = self.program.questions[question].kind
            fixed = self.legal_moves.fixed[question]
            if kind == "act":
                self._plays[~question] = self._act(question)
            elif fixed is not None:
                self._plays[~question] = self._fixed(question, fixed)
            else:
                self._plays[~question] = self._open(question, kind == "chance")
            return self._plays[~question](s, rng)

        return first

    def _fixed(self, question: int, options: list[tuple[int, int]]) -> Callable[[State, Draw], int]:
        """Answer one of the same options always."""
        answer = self._answer(question)
        values = [self._values[question][move] for move, weight in options for _ in range(weight)]
        size = len(values)
        return lambda s, rng: answer(s, values[rng(size)])

    def _open(self, question: int, chance: bool) -> Callable[[State, Draw], int]:
        """Answer one of the options that are open now."""
        answer, value = self._answer(question), self._values[question]
        options = self.legal_moves.options

        def listed(s: State, rng: Draw) -> int:
            rows = options(question, s)
            if not rows:
                raise unanswered(self.program, question)
            move = weighted(rows, rng) if chance else rows[rng(len(rows))][0]
            return answer(s, value[move])

        known = self.legal_moves.tests(question)
        if known is None:
            return listed
        tests = self._lazy_tests(question, [test for _, test in known])
        values, size = [found for found, _ in known], len(known)
        tries = range(4 * size)

        def play(s: State, rng: Draw) -> int:
            for _ in tries:
                place = rng(size)
                if tests[place](s):
                    return answer(s, values[place])
            # Few are open: list them, so that the draw ends.
            return listed(s, rng)

        return play

    def _lazy_tests(self, question: int, known: list[Expr]) -> list[Callable[[State], Any]]:
        """The functions of a question's tests, each made when first called."""
        tests: list[Callable[[State], Any]] = []

        def lazy(place: int, test: Expr) -> Callable[[State], Any]:
            def first(s: State) -> Any:
                tests[place] = self.module.value(self.module.name("test", question, place), test)
                return tests[place](s)

            return first

        for place, test in enumerate(known):
            tests.append(lazy(place, test))
        return tests

    def _act(self, question: int) -> Callable[[State, Draw], int]:
        """Take one of the actions of the seat's menu whose conditions hold."""
        draws: dict[int, tuple[list[Take], int, range]] = {}
        after = self._decisions[question].then
        at, lo = self.legal_moves.seats[question]
        if self.legal_moves.many(question):
            # Of thousands of moves few are legal at once: to draw one takes a list.
            return self._act_of_many(question)

        def play(s: State, rng: Draw) -> int:
            seat = s[at] + lo
            if seat not in draws:
                made = self._lazy_takes(question, seat)
                draws[seat] = made, len(made), range(4 * len(made))
            takes, size, tries = draws[seat]
            for _ in tries:
                number = takes[rng(size)](s, after)
                if number is not None:
                    return number
            # Few are legal: list them, so that the draw ends.
            legal = self.legal_moves.open_actions(question, seat, s)
            if not legal:
                raise unanswered(self.program, question)
            found = self._take(question, seat, legal[rng(len(legal))])(s, after)
            assert found is not None
            return found

        return play

    def _act_of_many(self, question: int) -> Callable[[State, Draw], int]:
        after, seat_of = self._decisions[question].then, self.legal_moves.seat

        def play(s: State, rng: Draw) -> int:
            seat = seat_of(question, s)
            legal = self.legal_moves.open_actions(question, seat, s)
            if not legal:
                raise unanswered(self.program, question)
            found = self._take(question, seat, legal[rng(len(legal))])(s, after)
            assert found is not None
            return found

        return play

    def _lazy_takes(self, question: int, seat: int) -> list[Take]:
        """The functions of a seat's menu, each made when first called."""
        takes: list[Take] = []

        def lazy(place: int, move: int) -> Take:
            def first(s: State, back: int) -> int | None:
                takes[place] = self._take(question, seat, move)
                return takes[place](s, back)

            return first

        for place, row in enumerate(self.legal_moves.rows(question, seat)):
            takes.append(lazy(place, row[0]))
        return takes
