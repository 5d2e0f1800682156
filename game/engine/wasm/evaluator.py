"""The compiled evaluator: a program as WebAssembly modules."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

from game.engine.errors import InternalError, ModuleTooLarge, breach, misplaced, stuck
from game.engine.evaluator import (
    Arrive,
    Draw,
    Exploration,
    PlayedGame,
    Reference,
    Starts,
    question_of,
    refused,
    seat_in,
    seats_of,
    unanswered,
)
from game.engine.generator import weighted
from game.engine.interpret import Interpreter, State
from game.engine.reaching import Costs
from game.engine.wasm.explorer import LARGEST, Explorer
from game.engine.wasm.judge import write_judge
from game.engine.wasm.machine import CompiledModule, Machine, Player, Trapped
from game.engine.wasm.player import write_player
from game.engine.wasm.positions import arena_of
from game.engine.wasm.simulator import Simulator, games_of
from game.rules import ir
from game.rules.ir import Expr
from game.rules.program import Program


class _Mine(threading.local):
    """A thread's own machines, and of which states they told last."""

    def __init__(self) -> None:
        self.player: Player | None = None
        self.played = b""
        self.judge: Machine | None = None
        self.judged = b""
        self.simulator: Simulator | None = None


class Compiled:
    """Runs a program by the modules compiled from it.

    One lists and makes moves; another, made when it is first asked for, judges. Each thread has
    machines of its own, and nothing else changes, so it may be asked from anywhere.

    Raises:
        ModuleTooLarge: no module is made of the program.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self._code = CompiledModule(write_player(program))
        self._mine = _Mine()
        self._seats = seats_of(program)
        self._chance = [p.kind == "chance" for p in program.questions]

    @cached_property
    def _judge_code(self) -> CompiledModule | None:
        """What judges; None where that is too large, and the reference judges instead."""
        with suppress(ModuleTooLarge):
            return CompiledModule(write_judge(self.program))
        return None

    @cached_property
    def _games_code(self) -> CompiledModule | None:
        """What plays whole games; None where that is too large."""
        with suppress(ModuleTooLarge):
            return games_of(self.program)
        return None

    @cached_property
    def _reference(self) -> Reference:
        return Reference(self.program, Interpreter(self.program))

    @cached_property
    def _judges(self) -> dict[tuple[int, tuple[int, ...]], int]:
        """By expression and the locals that it is given, the place of its function."""
        judged = self._judge_code.written.judged if self._judge_code is not None else ()
        return {(id(asked.e), asked.slots): place for place, asked in enumerate(judged)}

    def make_judge(self) -> None:
        """Make what judges now, for those who cannot wait for it when it is first asked."""
        _ = self._judges

    def _player(self) -> Player:
        """This thread's machine that plays."""
        if self._mine.player is None:
            self._mine.player = Player(self._code)
        return self._mine.player

    def _told(self, s: State) -> Player:
        """The machine that plays, after it told of a state that is not over."""
        mine = self._mine
        player = mine.player or self._player()
        if mine.played != s:
            mine.played = b""
            player.state[:] = s
            player.call["tell"]()
            mine.played = bytes(s)
        return player

    def _judging(self, code: CompiledModule, s: State) -> Machine:
        """The machine that judges, given a state."""
        mine = self._mine
        if mine.judge is None:
            mine.judge = Machine(code)
        if mine.judged != s:
            mine.judge.state[:] = s
            mine.judge.call["renew"]()
            mine.judged = bytes(s)
        return mine.judge

    # Telling -------------------------------------------------------------------------------

    def seat(self, question: int, s: State) -> int:
        """The place of the seat that answers the question that a state waits at; -1 for chance."""
        return seat_in(self._seats[question], s)

    def options(self, question: int, s: State) -> list[tuple[int, int]]:
        """(move, weight) of the answers open now to `choose` or `chance`, sorted."""
        player = self._told(s)
        count = player.told[1]
        return list(zip(player.moves[:count], player.weights[:count], strict=True))

    def legal(self, s: State) -> list[int]:
        """The legal moves of a state that is not over, sorted."""
        player = self._told(s)
        return player.moves[: player.told[1]].tolist()

    def derived(self, name: str, places: tuple[int, ...], s: State) -> Any:
        """The value of a derived cell; of one of places, `reaching.Costs`."""
        code = self._judge_code
        if code is None:
            return self._reference.derived(name, places, s)
        judge, kind = self._judging(code, s), self.program.scopes.derived[name][1].type
        try:
            found = judge.call[f"derived {name}"](*places)
        except Trapped:
            raise InternalError(f"{name}{list(places)} trapped.") from None
        if kind.kind == "places":
            far, *spent = judge.read(found, len(self.program.symbols.sets[kind.base].ids) + 1)
            return Costs((*spent, far), bytes(cost != far for cost in (*spent, far)))
        return bool(found) if kind.kind == "bool" else found

    def judged(self, e: Expr, slots: tuple[int, ...]) -> Callable[..., Any]:
        """The function of an expression of the program, given a state and these locals."""
        if isinstance(e, ir.Const):
            value = e.value
            return lambda s, *given: value
        code = self._judge_code
        if code is None:
            return self._reference.judged(e, slots)
        place = self._judges.get((id(e), slots))
        if place is None:
            raise InternalError(f"nothing was compiled to judge {e}.")
        name, truth = f"judge{place}", e.type.kind == "bool"

        def judge(s: State, *given: int) -> int | bool:
            try:
                found = self._judging(code, s).call[name](*given)
            except Trapped:
                raise InternalError(f"{e} trapped, given {given}.") from None
            return bool(found) if truth else found

        return judge

    def holds(self, invariant: int, s: State) -> bool:
        """Does the invariant of that place hold?"""
        return bool(self.judged(self.program.invariants[invariant][1], ())(s))

    # Doing ---------------------------------------------------------------------------------

    def apply(self, s: State, move: int) -> None:
        """Make a move in place and run on to the next question or the end.

        Raises:
            IllegalMove: the move is not legal here; the state is as it was.
            ScriptError: the rules break a promise of theirs; the state is as it was.
        """
        if s[2] or not 0 <= move < len(self.program.moves):
            raise refused(self.program, move)
        player, mine = self._told(s), self._mine
        try:
            if not player.call["apply"](move):
                raise refused(self.program, move)
        except Trapped:
            mine.played = b""
            raise self._failed(player) from None
        s[:] = player.state
        mine.played = bytes(s)

    def _failed(self, player: Player) -> Exception:
        """What a script did that ended a call."""
        player.call["failed"]()
        number, value, other = player.told[2:5]
        if not number:
            return InternalError("a compiled program trapped.")
        fault = player.faults[number - 1]
        st = fault.statement
        if isinstance(st, ir.MoveMembers):
            return misplaced(st.rule, st.source.name, st.at)
        if fault.kind == "stuck":
            return stuck(st.rule, value, other, st.at)
        assert isinstance(st, ir.StoreLocal | ir.StoreRegister | ir.StoreScratch)
        return breach(st.rule, self.program.name_of(st), value, st.lo, st.hi, st.at)

    # Whole games ------------------------------------------------------------------------------

    def playout(self, s: State, rng: Draw, arrive: Arrive | None = None) -> tuple[int, int]:
        """Play on with uniform moves; returns the number of decisions and of chance nodes."""
        decisions = chances = 0
        while not s[2]:
            question = question_of(s)
            if self._chance[question]:
                options = self.options(question, s)
                if not options:
                    raise unanswered(self.program, question)
                chances += 1
                move = weighted(options, rng)
            else:
                legal = self.legal(s)
                if not legal:
                    raise unanswered(self.program, question)
                decisions += 1
                move = legal[rng(len(legal))]
            self.apply(s, move)
            if arrive is not None:
                arrive(s)
        return decisions, chances

    def games(
        self, starts: Starts, bots: Mapping[str, str], traced: bool = False
    ) -> Iterator[PlayedGame]:
        """Whole games between bots, as sittings with these seeds play them."""
        code = self._games_code
        if code is None:
            return
        if self._mine.simulator is None:
            self._mine.simulator = Simulator(self.program, code)
        yield from self._mine.simulator.play(starts, bots, traced)

    def exploration(self, most: int) -> Exploration | None:
        """Begin to explore; None where so many positions find no room."""
        if arena_of(self.program, most).size > LARGEST:
            return None
        with suppress(ModuleTooLarge):
            return Explorer(self.program, most)
        return None
