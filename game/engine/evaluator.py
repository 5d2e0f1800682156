"""What an evaluator of a program can do, and the plain one that the other is tested against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

import attrs

from game.engine.errors import IllegalMove, NoLegalMove
from game.engine.generator import weighted
from game.engine.interpret import Interpreter, State
from game.rules import ir
from game.rules.ir import Expr
from game.rules.program import ActionCode, DecisionPoint, MoveCode, Program

Draw = Callable[[int], int]
#: Of some games the position that each begins with, and its seed.
Starts: TypeAlias = Iterable[tuple[State, int]]
Arrive = Callable[[State], Any]
"""Told of a position that was come to; gives something true where it ended the game in it."""


@attrs.frozen
class PlayedGame:
    """A game that was played to its end.

    Attributes:
        state: the position in which it ended.
        decisions, chances: how many decisions seats made, and how many outcomes fell.
        moves: what was moved and what fell, in order, where that was asked for and kept.
        rows: for each of these the place of the doctrine row that made it, or -1.
    """

    state: State
    decisions: int
    chances: int
    moves: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()


@attrs.frozen
class Doubt:
    """A position of an exploration that is not gone on from.

    Attributes:
        place: the position's.
        move: the move that breaks a promise; None where the position itself is to be looked at.
    """

    place: int
    move: int | None


class Exploration(Protocol):
    """The positions that can be reached from some starts, nearest first; each has a place."""

    def enter(self, start: State) -> bool:
        """Begin at a state, too; whether it was none that is known."""

    def explore(self) -> Iterator[Doubt | None]:
        """Test positions and reach what follows them; None now and then, as it goes on."""

    @property
    def tested(self) -> int:
        """How many positions were tested."""

    @property
    def states(self) -> int:
        """How many positions were reached."""

    @property
    def final(self) -> int:
        """How many of those tested end the game."""

    @property
    def depth(self) -> int:
        """How many moves the shortest way to the last one tested takes."""

    @property
    def complete(self) -> bool:
        """Had all that were found room?"""

    def state(self, place: int) -> State:
        """The position of a place."""

    def to(self, place: int) -> tuple[int, list[int]]:
        """The start that a position was reached from, and the moves from there."""


class Evaluator(Protocol):
    """Tells who answers a question and how, and carries an answer out."""

    def seat(self, question: int, s: State) -> int:
        """The place of the seat that answers, or -1 for chance."""

    def options(self, question: int, s: State) -> list[tuple[int, int]]:
        """(move, weight) of the answers open now to `choose` or `chance`, sorted."""

    def legal(self, s: State) -> list[int]:
        """The legal moves of a state that is not over, sorted."""

    def apply(self, s: State, move: int) -> None:
        """Make a move in place; IllegalMove and ScriptError leave the state as it was."""

    def playout(self, s: State, rng: Draw, arrive: Arrive | None = None) -> tuple[int, int]:
        """Play on with uniform moves; returns the number of decisions and of chance nodes."""

    def games(
        self, starts: Starts, bots: Mapping[str, str], traced: bool = False
    ) -> Iterator[PlayedGame]:
        """Whole games between bots, as sittings with these seeds play them.

        Args:
            starts: the position that each begins with, and its seed.
            bots: by seat `random` or a way of the doctrine.
            traced: whether their moves are told too; of a very long game they are not.

        Returns:
            The games in order, up to the first that this evaluator cannot play so.
        """

    def exploration(self, most: int) -> Exploration | None:
        """Begin to explore, keeping so many positions at most; None if this evaluator cannot."""

    def derived(self, name: str, places: tuple[int, ...], s: State) -> Any:
        """The value of a derived cell; of one of places, `reaching.Costs`."""

    def judged(self, e: Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression, given a state and the locals of these slots."""

    def holds(self, invariant: int, s: State) -> bool:
        """Does the invariant of that place hold?"""


def question_of(s: State) -> int:
    """The number of the question that a state which is not over waits at."""
    return s[0] | s[1] << 8


#: Where a seat stands in a state: its byte, and what to add.
SeatPlace = tuple[int, int]


def seats_of(program: Program) -> tuple[SeatPlace, ...]:
    """For each question where the seat that answers stands; chance is told as -1.

    A seat is a constant, or a local that has one byte: there are not so many.
    """
    found: list[SeatPlace] = []
    for point in program.questions:
        seat = point.decision.ask.seat
        if isinstance(seat, ir.Local):
            place = program.offsets[seat.slot]
            found.append((place.at, place.lo))
        else:
            # The byte of the ending is 0 as long as the game goes on.
            found.append((2, -1 if seat is None else int(constant(seat))))
    return tuple(found)


def constant(e: Expr) -> int | bool:
    """The value of a constant."""
    assert isinstance(e, ir.Const)
    return e.value


def seat_in(place: SeatPlace, s: State) -> int:
    """The seat that stands there."""
    return s[place[0]] + place[1]


def refused(program: Program, move: int) -> IllegalMove:
    """The error of a move that may not be made."""
    name = program.moves[move].name if 0 <= move < len(program.moves) else str(move)
    return IllegalMove(f"`{name}` may not be chosen now.")


def unanswered(program: Program, question: int) -> NoLegalMove:
    """The error of a question to which no answer is open."""
    point = program.questions[question]
    where = f"{point.script}.{point.local}" if point.local else point.script
    return NoLegalMove(f"`{where}` is asked and no answer is open; ask only where there is one.")


def locals_of(action: ActionCode, code: MoveCode, seat: int) -> dict[int, Any]:
    """The values of the locals that an action's conditions read."""
    return {action.actor: seat, **dict(zip(action.params, code.combo, strict=True))}


class Reference:
    """The evaluator that interprets: it says what the rules mean."""

    def __init__(self, program: Program, interpreter: Interpreter) -> None:
        self.program, self.interpreter = program, interpreter

    def seat(self, question: int, s: State) -> int:
        """The place of the seat that answers a question, or -1 for chance."""
        seat = self.program.questions[question].decision.ask.seat
        return -1 if seat is None else int(self.interpreter.value(seat, s, {}))

    def options(self, question: int, s: State) -> list[tuple[int, int]]:
        """(move, weight) of the answers open now to `choose` or `chance`, sorted."""
        point = self.program.questions[question]
        ask = point.decision.ask
        assert isinstance(ask, ir.Ask)
        d, value = ask.domain, self.interpreter.value
        open_: dict[int, int] = {}
        for v in self.interpreter.members(d, s, {}):
            weight = 1 if ask.weight is None else int(value(ask.weight, s, {d.slot: v}))
            if weight > 0:
                open_[int(v)] = weight
        if ask.decline or (d.or_none and not open_):
            open_[-1] = 1
        return [(i, open_[v]) for i, v in zip(point.ids, point.values, strict=True) if v in open_]

    def _offered(self, point: DecisionPoint, move: int, s: State) -> bool:
        """Whether one answer is among the `options`; no other is worked out where none matters."""
        ask = point.decision.ask
        assert isinstance(ask, ir.Ask)
        d, value, v = ask.domain, self.interpreter.value, point.values[point.ids.index(move)]
        env = {d.slot: bool(v) if d.type.kind == "bool" else v}
        if (
            v in self.interpreter.span(d, s, {})
            and (d.filter is None or value(d.filter, s, env))
            and (ask.weight is None or int(value(ask.weight, s, env)) > 0)
        ):
            return True
        # A number below nought may be one that is chosen, or stand for none of them.
        if v >= 0:
            return False
        return bool(ask.decline) or (d.or_none and self.options(point.index, s) == [(move, 1)])

    def legal(self, s: State) -> list[int]:
        """The legal moves of a state that is not over, sorted."""
        point = self.program.questions[question_of(s)]
        if point.kind == "act":
            seat = self.seat(point.index, s)
            return [i for i in point.ids if self.may(i, seat, s)]
        return [i for i, _ in self.options(point.index, s)]

    def may(self, move: int, seat: int, s: State, *, own: bool = False) -> bool:
        """Whether a seat may take an action now.

        Args:
            move: the action's move.
            seat: the place of the seat.
            s: the state.
            own: whether only prices are asked that it pays out of what is its own.
        """
        code = self.program.moves[move]
        action = self.program.actions[code.action]
        if seat not in action.seats:
            return False
        env = locals_of(action, code, seat)
        value = self.interpreter.value
        for ban in self.program.bans:
            if action.name in ban.forbids and value(ban.test, s, {ban.actor: seat}):
                return False
        return all(value(n.test, s, env) for n in action.needs) and all(
            self.interpreter.purse(register, seat, s) >= value(e, s, env)
            for register, e in action.cost
            if not own or self.interpreter.registers[register].index
        )

    def apply(self, s: State, move: int) -> None:
        """Make a move on a copy, run on to the next question or the end, then take the copy over.

        Raises:
            IllegalMove: the move is not legal here; the state is as it was.
            ScriptError: the rules break a promise of theirs; the state is as it was.
        """
        self.check(s, move)
        work = bytearray(s)
        self.make(work, move)
        s[:] = work

    def check(self, s: State, move: int) -> None:
        """Raise IllegalMove where a move is not legal."""
        if s[2] or not 0 <= move < len(self.program.moves):
            raise refused(self.program, move)
        point = self.program.questions[question_of(s)]
        if point.kind == "act":
            open_ = move in point.ids and self.may(move, self.seat(point.index, s), s)
        else:
            open_ = move in point.ids and self._offered(point, move, s)
        if not open_:
            raise refused(self.program, move)

    def make(self, s: State, move: int) -> None:
        """Make a move in place that the question offers, legal or not; raises ScriptError."""
        point, run = self.program.questions[question_of(s)], self.interpreter
        decision = point.decision
        if point.kind == "act":
            code = self.program.moves[move]
            action = self.program.actions[code.action]
            values = [self.seat(point.index, s), *code.combo]
            if action.function in decision.actions:
                slots = [given.slot for given in self.program.graph.given[action.function]]
                env = dict(zip(slots, values, strict=True))
                run.run(decision.actions[action.function], s, env)
            else:
                run.call(self.program.functions[action.function], values, s)
                run.run(decision.then, s)
        else:
            value = point.values[point.ids.index(move)]
            ask = decision.ask
            assert isinstance(ask, ir.Ask)
            truth = bool(value) if ask.domain.type.kind == "bool" else value
            run.run(decision.then, s, {ask.slot: truth})

    def playout(self, s: State, rng: Draw, arrive: Arrive | None = None) -> tuple[int, int]:
        """Play on with uniform moves; returns the number of decisions and of chance nodes."""
        decisions = chances = 0
        while not s[2]:
            question = question_of(s)
            chance = self.program.questions[question].kind == "chance"
            options = self.options(question, s) if chance else []
            legal = [] if chance else self.legal(s)
            if not options and not legal:
                raise unanswered(self.program, question)
            if chance:
                chances += 1
                move = weighted(options, rng)
            else:
                decisions += 1
                move = legal[rng(len(legal))]
            self.apply(s, move)
            if arrive is not None:
                arrive(s)
        return decisions, chances

    def games(
        self, starts: Starts, bots: Mapping[str, str], traced: bool = False
    ) -> Iterator[PlayedGame]:
        """Whole games between bots: none; they are played move by move."""
        return iter(())

    def exploration(self, most: int) -> Exploration | None:
        """None: it is for whoever asks to go from position to position."""
        return None

    def derived(self, name: str, places: tuple[int, ...], s: State) -> Any:
        """The value of a derived cell; of one of places, `reaching.Costs`."""
        slots, body = self.program.scopes.derived[name]
        found: int | bool = self.interpreter.value(body, s, dict(zip(slots, places, strict=True)))
        return found

    def judged(self, e: Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression, given a state and the locals of these slots."""
        value = self.interpreter.value
        return lambda s, *given: value(e, s, dict(zip(slots, given, strict=True)))

    def holds(self, invariant: int, s: State) -> bool:
        """Does the invariant of that place hold?"""
        return bool(self.interpreter.value(self.program.invariants[invariant][1], s, {}))
