"""One scenario as a transition system: states, legal moves, chance, views, advice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from game.engine.advice import Advisor
from game.engine.boards import Board, boards_of
from game.engine.cells import Cells
from game.engine.certain import Certain, Certainty
from game.engine.core import Core, core_of, same_game
from game.engine.errors import UnknownScenario
from game.engine.evaluator import Draw, Exploration, PlayedGame
from game.engine.events import Events, ScriptTracer
from game.engine.explain import Explainer
from game.engine.forecast import Forecast
from game.engine.guides import Guides, StepTold
from game.engine.injects import Changes, InjectLibrary, Injects
from game.engine.interpret import State
from game.engine.line import EndLimit, LineOfPlay, limit_of
from game.engine.model import (
    CHANCE,
    OVER,
    ActionInfo,
    Actor,
    Advice,
    Barrier,
    Difference,
    Event,
    Move,
    Pending,
    Preview,
    Verdict,
)
from game.engine.reach_picture import Reaches, ReachPicture
from game.engine.replies import Replies, Reply
from game.engine.results import Results
from game.engine.shifts import Shift, shifts
from game.engine.shown import Shown, shown
from game.engine.spans import highest
from game.engine.specs import (
    DerivedSpec,
    RegisterSpec,
    RowSpec,
    ScriptSpec,
    SetSpec,
    Specs,
    TableSpec,
)
from game.engine.standings import Scoring, SeatScore
from game.engine.states import States
from game.engine.texts import Texts
from game.engine.throws import Throw, Throws
from game.engine.view import CellValue, Hidden, SeenValue, View
from game.engine.visibility import Visibility
from game.engine.walk import Walk, WalkParts
from game.engine.workings import WorkingPart, Workings
from game.engine.zones import Lying, PlaceSpec, Zones
from game.rules import NOTHING, Rules, ScenarioInfo
from game.rules.cell_id import CellId
from game.rules.declare.guide_records import GuideDecl
from game.rules.declare.records import DOCTRINE
from game.rules.diagnostics import TomlPath, did_you_mean
from game.rules.program import EndingCode

if TYPE_CHECKING:
    from game.engine.wasm import Stepper


class Game:
    """A scenario of some rules, ready to play. Pure: no clock, randomness or files.

    A seat is its id everywhere, as in the rules, in views, logs and saves: a number would be one
    more name for it, and -1 a seat by accident. A state is a `bytearray` that `apply`, `override`
    and `playout` change in place; what else is done with states, `clone`, `key`, `serialize` and
    `deserialize` do. A game keeps nothing of the states that it is asked about, so that any
    number of them may be in use at once.

    Attributes:
        rules: the rules.
        scenario: which scenario, as shown to people.
        options: every option of the scenario with the value in force.
        evaluator: "tiered", "compiled" or "interpreted".
        seats: the ids of the seats, in declared order.
        names: the readable names of the moves; a move's number is its place here.
        longest: the most decisions and chance nodes of a game, where the rules declare them.
        cap: after how many decisions a line of play ends by itself, and how, or None.
        repetition: how often a position may stand on it before it does, and how, or None.
        boards: the sets that lie in a grid, as people see them.
    """

    def __init__(
        self,
        rules: Rules,
        scenario: str | None = None,
        evaluator: str = "tiered",
        options: Mapping[str, str] = NOTHING,
    ) -> None:
        """Compile a scenario.

        Args:
            rules: the rules.
            scenario: its id; the first if left out.
            evaluator: "tiered", which interprets until compiling pays; "compiled" at once; or
                "interpreted" for the reference.
            options: what was chosen; an option that is left out has its default.

        Raises:
            UnknownScenario: there is no such scenario.
            OptionError: something chosen is not there; a subclass says how.
            RulesError: the scenario cannot be played so.
        """
        ids = [s.id for s in rules.scenarios]
        scenario = scenario or ids[0]
        if scenario not in ids:
            hint = did_you_mean(scenario, ids)
            raise UnknownScenario(f"No scenario `{scenario}`; {hint or 'choose ' + ', '.join(ids)}")
        self.rules = rules
        self.scenario: ScenarioInfo = rules.scenarios[ids.index(scenario)]
        self.options = rules.options(scenario, options)
        self.evaluator = evaluator
        core = _core_of(rules, scenario, self.options, evaluator)
        self._core, self._run = core, core.evaluator
        self.seats = core.seats
        self.longest = core.program.scenario.longest or core.program.decls.longest
        limits = core.program.limits
        self.cap: EndLimit | None = limit_of(core, limits.cap)
        self.repetition: EndLimit | None = limit_of(core, limits.repetition)
        self._specs = Specs(core.program)
        self._texts = Texts(core, self._specs)
        self.names = self._texts.names
        self._zones = Zones(core)
        self._cells = Cells(core, self._zones)
        self._injects = Injects(core, self._cells)
        self._reaches = Reaches(core, self._cells)
        self._visibility = Visibility(core)
        self._events = Events(core, self._texts, self._visibility)
        self._states = States(len(core.program.start), rules.sha256, scenario, self.options)
        self._results = Results(core)
        self._explainer = Explainer(core, self._texts)
        self._forecast = Forecast(core, self._cells, self._zones, self._texts, self._visibility)
        self._workings = Workings(core, self._cells, self._texts)
        self._standings = Scoring(core, self._forecast, self._workings)
        self._certainty = Certainty(core, self._forecast, self._texts)
        self._throws = Throws(core, self._texts, self._workings)
        self._replies = Replies(core, self._forecast, self._texts)
        self._advisor = Advisor(core.program, core.evaluator)
        self._guides = Guides(core, self._texts)
        self.boards: tuple[Board, ...] = boards_of(core.program)
        self._start = bytes(self._begin(()))

    def told_in(self, language: str) -> Game:
        """This game told in a language: its states, moves and numbers are the same.

        Args:
            language: the id of the language.

        Returns:
            The game in that language; as its rules have it where they are not told in it.
        """
        rules = self.rules.told_in(language)
        if rules is self.rules:
            return self
        return Game(rules, self.scenario.id, self.evaluator, self.options)

    # The transition system ---------------------------------------------------------------

    def new_game(self, played: Collection[str] = ()) -> State:
        """The first state: the game up to its first question.

        Args:
            played: the optional seats that somebody plays; the rules act for the others.

        Returns:
            A new state: a `bytearray` of the same length for every state of this game.

        >>> state = game.new_game()
        >>> game.pending(state).text
        'Call the coin.'
        """
        return self._begin(played) if played else bytearray(self._start)

    def unstarted(self, played: Collection[str] = ()) -> State:
        """The state that a game begins with, before any rule ran: nothing can be asked of it.

        Args:
            played: the optional seats that somebody plays.
        """
        program = self._core.program
        state = bytearray(program.start)
        seated = program.decls.seated
        for seat in self.optional:
            if seated is not None and seat in played:
                self.override(state, str(CellId(seated, (seat,))), True)
        return state

    def _begin(self, played: Collection[str]) -> State:
        state = self.unstarted(played)
        self._core.interpreter.run(self._core.program.entry, state)
        return state

    def actor(self, state: State) -> Actor:
        """Who is to move: the id of a seat, `CHANCE` or `OVER`.

        >>> game.actor(game.new_game())
        'red'
        >>> game.actor(after("play.call:heads", "stake_two"))
        CHANCE
        """
        if state[2]:
            return OVER
        place = self._run.seat(state[0] | state[1] << 8, state)
        return CHANCE if place < 0 else self.seats[place]

    def legal(self, state: State) -> list[int]:
        """The numbers of the legal moves, sorted; the outcomes where chance is to move.

        Returns:
            Places in `names`; [] when the game is over, and never else where rules are sound.

        >>> [game.name(move) for move in game.legal(game.new_game())]
        ['play.call:heads', 'play.call:tails']
        """
        return [] if state[2] else self._run.legal(state)

    def chance(self, state: State) -> list[tuple[int, int]]:
        """(outcome, positive weight) where chance is to move, sorted by outcome; else [].

        An outcome is a move like any other; its probability is its weight over their sum.

        >>> game.chance(after("play.call:heads", "stake_two"))
        [(2, 1), (3, 1)]
        """
        if state[2]:
            return []
        point = self._core.point(state)
        return self._run.options(point.index, state) if point.kind == "chance" else []

    def apply(self, state: State, move: int) -> None:
        """Make a move in place, an outcome of chance included, up to the next question.

        Args:
            state: the state, which is changed.
            move: the number of a legal move.

        Raises:
            IllegalMove: it is not legal here; the state is as it was.
            ScriptError: the rules broke a promise of their own; the state is as it was.

        >>> state = game.new_game()
        >>> game.apply(state, game.id("play.call:heads"))
        >>> game.actor(state)
        'blue'
        >>> game.apply(state, game.id("play.call:tails"))
        Traceback (most recent call last):
        game.engine.errors.IllegalMove: `play.call:tails` may not be chosen now.
        """
        self._run.apply(state, move)

    def apply_traced(self, state: State, move: int) -> list[Event]:
        """Make a move in place as `apply` does, slower; returns what happened, in order.

        >>> state = after("play.call:heads")
        >>> for event in game.apply_traced(state, game.id("stake_two")):
        ...     print(event.rule, event.cell, event.before, event.after)
        action.stake_two stake 0 2
        """
        return self._events.apply(state, move)

    def begin_traced(self, played: Collection[str] = ()) -> list[Event]:
        """What happens before the first question, in order, as `apply_traced` tells it.

        Args:
            played: the optional seats that somebody plays.
        """
        return self._events.begin(self.unstarted(played))

    def line(self, state: State) -> LineOfPlay:
        """A line of play that begins at a position.

        Neither the `cap` nor the `repetition` of the rules is in a position. Whoever plays moves
        one after the other tells the line of each position, and it ends the game in time.

        Args:
            state: where it begins, such as the first state.

        >>> state = game.new_game()
        >>> line = game.line(state)
        >>> game.apply(state, game.id("play.call:heads"))
        >>> line.arrive(state) is None
        True
        """
        made = LineOfPlay(self._core)
        made.arrive(state)
        return made

    def playout(self, state: State, rng: Draw, line: LineOfPlay | None = None) -> tuple[int, int]:
        """Play on in place to the end, each legal move alike and each outcome by its weight.

        Args:
            state: the state, which is over then.
            rng: draws a number below its argument, as `random.Random(0).randrange` does.
            line: the line of play that led here, which goes on; one begins here if left out.

        Returns:
            How many decisions seats made, and how many outcomes fell.

        >>> game.playout(game.new_game(), lambda below: 0)
        (2, 1)
        """
        if self.cap is None and self.repetition is None:
            return self._run.playout(state, rng)
        return self._run.playout(state, rng, (line or self.line(state)).arrive)

    def simulate(
        self, seeds: range, bots: Mapping[str, str], traced: bool = False
    ) -> Iterator[PlayedGame]:
        """Play whole games between bots, many times faster than move by move.

        Each is the game that a sitting with its seed and these bots plays.

        Args:
            seeds: of the games, one after the other.
            bots: by seat `random` or a way of the doctrine; an optional one may be left out.
            traced: whether the moves of each are told too, so that it can be gone through again;
                of a game of thousands of moves they are not.

        Returns:
            The games in order, up to the first that cannot be played so: where a rule breaks a
            promise, or nobody can answer, a game must be played move by move to see it.

        >>> bots = {"red": "random", "blue": "doctrine"}
        >>> [played.decisions for played in game.simulate(range(3), bots) if played.decisions != 2]
        []
        """
        return self._run.games(zip(repeat(self.new_game(bots)), seeds), bots, traced)

    def rollouts(self, state: State, seeds: range, bots: Mapping[str, str]) -> Iterator[PlayedGame]:
        """Play on from a position to the end between bots, once for each seed; see `simulate`.

        Args:
            state: the position, which stays as it is.
            seeds: of chance and of the bots.
            bots: by seat `random` or a way of the doctrine.

        >>> state = after("play.call:heads")
        >>> [played.decisions for played in game.rollouts(state, range(3), {}) if
        ...     played.decisions != 1]
        []
        """
        return self.rollouts_from(zip(repeat(state), seeds), bots)

    def rollouts_from(
        self, starts: Iterable[tuple[State, int]], bots: Mapping[str, str], traced: bool = False
    ) -> Iterator[PlayedGame]:
        """Play on from many positions to the end between bots; see `rollouts`.

        Args:
            starts: the positions, which stay as they are, each with a seed.
            bots: by seat `random` or a way of the doctrine.
            traced: whether the moves of each are told too; of thousands of moves they are not.

        >>> starts = [(after("play.call:heads"), 1), (after("play.call:tails"), 1)]
        >>> [played.decisions for played in game.rollouts_from(starts, {}) if played.decisions != 1]
        []
        """
        return self._run.games(starts, bots, traced)

    def stepper(self, games: int) -> Stepper:
        """Many games stepped at once by a compiled program; `game.bridge` makes arrays of it.

        Args:
            games: how many, 1 or more.

        Raises:
            ModuleTooLarge: no module is made of the scenario.

        >>> many = game.stepper(3)
        >>> many.reset(game.new_game(), [1, 2, 3])
        >>> many.actors.tolist(), sum(many.legal)
        ([0, 0, 0], 6)
        """
        # Imported when needed, as it takes a while to.
        from game.engine.wasm import Stepper

        return Stepper(self._core.program, games)

    def exploration(self, most: int) -> Exploration | None:
        """Begin to explore: positions by every move and every outcome of chance, nearest first.

        Args:
            most: how many positions are kept at most.

        Returns:
            What explores, once it is told where to begin; None where the evaluator only goes from
            position to position, or so many find no room.

        >>> found = game.exploration(100)
        >>> if found is not None:
        ...     start, steps = found.enter(game.new_game()), list(found.explore())
        >>> found is None or found.states > 10
        True
        """
        return self._run.exploration(most)

    def pending(self, state: State) -> Pending:
        """What the game waits for."""
        return self._forecast.pending(state)

    def asked_by(self, state: State) -> tuple[str, int]:
        """Which statement asks now: its script with its kind, its offset in the script's text."""
        ask = self._core.ask(self._core.point(state))
        return ask.rule, ask.at

    def candidates(self, state: State) -> list[int]:
        """Every move that this question could ever offer to who answers, legal or not."""
        if state[2]:
            return []
        program, point = self._core.program, self._core.point(state)
        if point.kind != "act":
            return list(point.ids)
        seat = self._core.seat(state)
        return [i for i in point.ids if seat in program.actions[program.moves[i].action].seats]

    # States as values ---------------------------------------------------------------------

    def clone(self, state: State) -> State:
        """A copy of a state, to be changed apart from it.

        >>> state = game.new_game()
        >>> copy = game.clone(state)
        >>> game.apply(copy, 0)
        >>> game.key(copy) == game.key(state), state == game.new_game()
        (False, True)
        """
        return bytearray(state)

    def key(self, state: State) -> bytes:
        """What a state is known by: equal keys are equal states of this game."""
        return bytes(state)

    def serialize(self, state: State) -> bytes:
        """The bytes of a state, to keep or to send."""
        return self._states.serialize(state)

    def deserialize(self, data: bytes) -> State:
        """The state of which `serialize` made these bytes.

        Raises:
            ForeignState: they are none, or of other rules, scenario or options, or were changed.

        >>> state = after("play.call:heads")
        >>> game.deserialize(game.serialize(state)) == state
        True
        >>> game.deserialize(b"something else")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        game.engine.errors.ForeignState: These bytes are no state of a game; give what...
        """
        return self._states.deserialize(data)

    # Sizes --------------------------------------------------------------------------------

    @property
    def num_players(self) -> int:
        """How many seats there are."""
        return len(self.seats)

    @property
    def num_actions(self) -> int:
        """How many moves there are: their numbers are 0 up to this, outcomes of chance included."""
        return len(self.names)

    @property
    def max_chance_outcomes(self) -> int:
        """The most outcomes that chance may ever have at once; 0 where there is no chance."""
        points = self._core.program.questions
        return max((len(point.ids) for point in points if point.kind == "chance"), default=0)

    @property
    def max_game_length(self) -> int | None:
        """The most decisions of seats in a game, chance not counted; None where undeclared."""
        bounds = [self.longest[0]] if self.longest else []
        return min([*bounds, self.cap.most] if self.cap else bounds, default=None)

    @property
    def max_chance_nodes(self) -> int | None:
        """The most outcomes of chance in a game; None where the rules do not declare it."""
        return self.longest[1] if self.longest else None

    @property
    def highest(self) -> bytes:
        """The highest number that each byte of a state may hold, and 1 at least: to scale it by.

        >>> state = game.new_game()
        >>> len(game.highest) == len(state)
        True
        >>> all(byte <= most for byte, most in zip(state, game.highest))
        True
        """
        return highest(self._core.program)

    @property
    def utility_bounds(self) -> tuple[int, int] | None:
        """The lowest and the highest return that the rules declare, or None."""
        return self._core.program.decls.returns

    # Views -------------------------------------------------------------------------------

    def observe(self, state: State, seat: str, last: View | None = None) -> View:
        """What a seat sees.

        Args:
            state: the state.
            seat: who looks.
            last: an earlier view of the seat; it is returned itself where it shows the same.

        Raises:
            ValueError: there is no such seat.

        >>> state = after("play.call:heads")
        >>> game.observe(state, "red").get("call"), game.observe(state, "blue").get("call")
        ('heads', HIDDEN)
        """
        return self._visibility.view(state, self.seats.index(seat), last)

    def view_of(self, seat: str, masked: bytes, mask: bytes) -> View:
        """A view put together again from its parts, such as came from another process.

        Args:
            seat: who looked.
            masked: the bytes of what it saw, as `View.masked` has them.
            mask: which of them it saw, as `View.mask` has it.

        >>> view = game.observe(game.new_game(), "red")
        >>> game.view_of("red", bytes(view.masked), view.mask).key == view.key
        True
        """
        return View(self._core.program, seat, bytearray(masked), mask)

    def observe_all(self, state: State) -> View:
        """What somebody sees who sees everything: for a facilitator or a debrief, never a seat."""
        return View(self._core.program, "", bytearray(state), b"\x01" * len(state))

    def observe_common(self, state: State, seats: Collection[str]) -> View:
        """What all of some seats see: what may be shown to them together.

        Args:
            state: the state.
            seats: who look, one at least.

        Returns:
            The view; its seat is nobody, where several look.

        >>> state = after("play.call:heads")
        >>> game.observe_common(state, ["red"]).get("call")
        'heads'
        >>> game.observe_common(state, ["red", "blue"]).get("call")
        HIDDEN
        """
        return self._visibility.common(state, [self.seats.index(seat) for seat in seats])

    def walk(self, state: State, seats: Collection[str]) -> Walk:
        """Answer questions ahead of play, as far as what all of some seats see tells.

        Args:
            state: the state.
            seats: who look, one at least.

        >>> walk = game.walk(game.new_game(), ["red"])
        >>> walk.answer(game.id("play.call:heads")), walk.value("call")
        (True, 'heads')
        >>> walk.answers() == {game.id("stake_one"): True, game.id("stake_two"): True}
        True
        """
        ways = WalkParts(self._core, self._forecast, self._explainer, self._visibility)
        return Walk(ways, self.observe_common(state, seats), seats)

    def sees_move(self, before: State, seat: str, move: int) -> bool:
        """May this seat be told that the question was answered by this move?

        A seat knows its own answers. Logs, histories and windows ask here and nowhere else.

        Args:
            before: the state before the move.
            seat: who would be told.
            move: the move that was made.

        >>> before = game.new_game()
        >>> [game.sees_move(before, seat, 0) for seat in game.seats]
        [True, False]
        """
        return self._visibility.sees_answer(before, self.seats.index(seat))

    @overload
    def value(self, source: State, name: str, *index: str) -> CellValue: ...
    @overload
    def value(self, source: View | State, name: str, *index: str) -> SeenValue: ...
    def value(self, source: View | State, name: str, *index: str) -> SeenValue:
        """A register, derived value or number; `HIDDEN` where a view shows too little to tell it.

        Args:
            source: a state, or what a seat sees of one.
            name: what is asked for.
            index: the ids of the members that index it.

        Raises:
            KeyError: there is nothing of that name.
            ValueError: it has no such cell.
        """
        return self._cells.value(source, name, index)

    def reach(self, source: View | State, name: str, *index: str) -> ReachPicture | Hidden:
        """The places that a derived value of places holds; `HIDDEN` where a view shows too little.

        Args:
            source: a state, or what a seat sees of one.
            name: the derived value.
            index: the ids of the members that index it.

        Raises:
            KeyError: there is no derived value of that name.
            ValueError: it has no such cell, or is no set of places.
        """
        return self._reaches.picture(source, name, index)

    @property
    def shows(self) -> bool:
        """Whether the rules show anything on the table beside registers."""
        decls = self._core.program.decls
        scripts = decls.procedures.values()
        return any(d.show for d in decls.derived.values()) or any(d.show for d in scripts)

    def shown(self, source: View | State) -> tuple[Shown, ...]:
        """What the rules show on the table beside registers, in declared order.

        Derived values with `show = true`, and the locals that the procedure which asks names in
        its `show`, such as a running total or the number of the turn.

        Args:
            source: what a seat sees of a state, or a state.
        """
        return shown(self._core, self._cells, self._specs, self._texts, source)

    def differences(self, before: State | View, after: State | View) -> Iterator[Difference]:
        """The cells seen in the later one that are not seen so in the earlier one, in order."""
        return self._cells.differences(before, after)

    def preview(self, view: View, move: int, derived: Collection[str] | None = None) -> Preview:
        """What a move would do as far as this view can tell, up to the next question.

        It promises only what comes true whatever stands where the seat does not look, says which
        values hang on that, and tells of a cell that the seat sees before the move or after it.

        Args:
            view: what the seat sees.
            move: the move.
            derived: the derived values that are compared; None compares all there are.
        """
        return self._forecast.preview(view, move, derived)

    def certain(self, view: View, wait: str, watched: Sequence[str] = ()) -> Certain:
        """What is certain to come next whatever anybody rolls, if every seat to act passes.

        Args:
            view: what a seat sees; nothing is told of where an answer is due, or a die.
            wait: the action without targets that does nothing.
            watched: derived values of which is told what they come to.
        """
        *_, found = self.looking_ahead(view, wait, watched)
        assert found is not None, "the last that it gives is what it found"
        return found

    def looking_ahead(
        self, view: View, wait: str, watched: Sequence[str] = ()
    ) -> Iterator[Certain | None]:
        """Work out what is certain step by step, for who may not wait so long.

        Returns:
            None as it goes on, and at last what it found; see `certain`.
        """
        return self._certainty.ahead(view, wait, watched)

    def foreseen(self, view: View, move: int) -> View | None:
        """What a seat would see after a move, of what it can tell of it; None where of nothing.

        Args:
            view: what the seat sees.
            move: a move of its own.
        """
        return self._replies.after(view, move)

    def replies(self, view: View, targets: Collection[str]) -> tuple[Reply, ...]:
        """What other seats could do at some targets, were each asked for an action now.

        Args:
            view: what a seat sees; it is told no more than that tells.
            targets: members that actions aim at, such as a place and what stands there.

        Returns:
            One for each seat and action that surely can be taken, or of which the view does not
            tell that it cannot; nothing once the game is over.
        """
        *_, found = self.looking_for_replies(view, targets)
        assert found is not None, "the last that it gives is what it found"
        return found

    def looking_for_replies(
        self, view: View, targets: Collection[str]
    ) -> Iterator[tuple[Reply, ...] | None]:
        """Find replies step by step, for who may not wait so long.

        Returns:
            None as it goes on, and at last what it found; see `replies`.
        """
        return self._replies.looking(view, targets)

    def reply_preview(
        self, view: View, reply: Reply, derived: Collection[str] | None = None
    ) -> Preview:
        """What a reply would do as far as this view can tell, were its seat asked now.

        Args:
            view: what a seat sees.
            reply: what another could do.
            derived: the derived values that are compared; None compares all there are.
        """
        return self._replies.preview(view, reply, derived)

    def throw(self, view: View, move: int | None = None) -> Throw | None:
        """The throw that is due or that a move leads to, and the tables that tell what comes of it.

        A move that leads to a question of its seat counts with the first answer without targets
        that leads on to a throw. None where no table of the rules decides by a throw, or the view
        does not tell its line.

        Args:
            view: what the seat sees.
            move: the move; None for what is asked now.
        """
        return self._throws.ahead(view, move)

    def turns(self, view: View, action: str) -> tuple[str, ...]:
        """The seats that act from now on if each takes this action, the one to act first.

        Played forward on what the view shows, over what seats are asked between their actions as
        far as it changes nothing about who acts, up to the first chance, or to where the action
        cannot be taken or the view does not tell whether it can; nothing where now no action is
        asked for.

        Args:
            view: what a seat sees.
            action: an action without targets, such as one that does nothing.
        """
        return self._forecast.turns(view, action)

    def undo_barrier(
        self,
        before: State,
        move: int,
        after: State,
        seat: str,
        *,
        replies: Collection[str] = (),
        watchers: Collection[str] = (),
    ) -> Barrier | None:
        """Why this move cannot be taken back by the seat, or None when it can.

        Args:
            before: the state before the move.
            move: the move.
            after: the state after it.
            seat: who would take it back.
            replies: the seats whose moves go with the seat's own, such as those of bots.
            watchers: the other seats that nothing may have been shown to.
        """
        actor = self.actor(before)
        if actor is CHANCE:
            return Barrier.CHANCE
        if actor != seat and actor not in replies:
            return Barrier.OTHER_SEAT
        for each in {seat, *watchers}:
            if self._visibility.opened(before, after, self.seats.index(each)):
                return Barrier.REVEALED
            if self._zones.shows_more(self.observe(before, each), self.observe(after, each)):
                return Barrier.REVEALED
        if self._events.reveals(before, move, {seat, *watchers}):
            return Barrier.REVEALED
        return None

    # Cells -------------------------------------------------------------------------------

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of all register cells of this scenario's state, in declared order."""
        return self._cells.names

    def items(self, state: State) -> Iterator[tuple[str, CellValue]]:
        """(name, value) of every register cell of a state, in declared order."""
        return self._cells.items(state)

    def override(self, state: State, cell: str, value: CellValue) -> tuple[CellValue, CellValue]:
        """Set a register cell by name; returns (before, after); raises OverrideError.

        A member of a zone is laid elsewhere by the zone's name: ``cards[ace]`` to ``hand[red]``.
        """
        return self._cells.override(state, cell, value)

    def values(self, cell: str) -> Sequence[CellValue]:
        """The values to which `override` sets a cell, in order; raises OverrideError.

        Those of a number are a range; of a member of a zone they are the places, ``hand[red]``.
        """
        return self._cells.values(cell)

    def opened_by(self, register: str) -> tuple[str, ...]:
        """The registers and derived values that decide who sees a register; none for all or few."""
        return self._specs.opened_by(register)

    @property
    def injects(self) -> InjectLibrary:
        """What the rules let an umpire let happen in this scenario."""
        return self._injects.own

    def read_injects(self, path: Path) -> InjectLibrary:
        """Read a file of injects for this scenario; raises RulesError with all findings."""
        return self._injects.read(path)

    def parse_injects(self, text: str) -> InjectLibrary:
        """Read injects for this scenario from a text; raises RulesError with all findings."""
        return self._injects.parsed(text)

    def drafted(self, state: State, text: str) -> Changes:
        """What statements that somebody writes on the spot would change; see `Injects.drafted`."""
        return self._injects.drafted(state, text)

    def invariants(self, state: State) -> list[str]:
        """The ids of the declared invariants that do not hold in a state."""
        return self._results.invariants(state)

    # Endings -----------------------------------------------------------------------------

    def ending(self, state: State) -> str | None:
        """The ending's id, or None while the game goes on."""
        return self._results.ending(state)

    def winner(self, state: State) -> str | None:
        """The winning seat, or None."""
        return self._results.winner(state)

    def returns(self, state: State) -> dict[str, int]:
        """Each seat's return, in the order of the seats; zeros while the game goes on.

        >>> game.returns(after("play.call:heads", "stake_two", "play.fell:tails"))
        {'red': -1, 'blue': 1}
        """
        return self._results.returns(state)

    def return_of(self, state: State, seat: str) -> int:
        """One seat's return, faster than all of them; nought while the game goes on."""
        return self._results.return_of(state, self.seats.index(seat))

    def score(self, state: State, seat: str) -> int | None:
        """A seat's score in a finished game, if the ending declares one."""
        return self._results.score(state, seat)

    def score_terms(self, state: State, seat: str) -> tuple[WorkingPart, ...]:
        """What a seat's score is the sum of in a finished game; nothing where it is no sum."""
        if not state[2]:
            return ()
        return self._terms(self._core.program.endings[state[2] - 1], state, seat)

    def _terms(self, code: EndingCode, state: State, seat: str) -> tuple[WorkingPart, ...]:
        if code.score is None:
            return ()
        return self._workings.parts(code.score, state, {code.seat: self.seats.index(seat)})

    def score_so_far(self, state: State, seat: str, endings: Sequence[str] = ()) -> int | None:
        """A seat's score as an ending would count it now, whoever may know it; None if none can.

        Args:
            state: a position, also one in which the game is over, whichever way it ended.
            seat: whose score.
            endings: see `standings`.
        """
        code = self._standings.ending(endings)
        return None if code is None else self._results.score_by(code, state, seat)

    def terms_so_far(
        self, state: State, seat: str, endings: Sequence[str] = ()
    ) -> tuple[WorkingPart, ...]:
        """What `score_so_far` is the sum of; nothing where it is no sum."""
        code = self._standings.ending(endings)
        return () if code is None else self._terms(code, state, seat)

    def standings(
        self, view: View, endings: Sequence[str] = (), count: str = ""
    ) -> tuple[SeatScore, ...]:
        """How the seats stand, by the score of an ending, as far as one of them may know.

        Args:
            view: what a seat sees.
            endings: the endings by which they are judged, of which the first that can come counts;
                if there are none, the only one that has a score.
            count: a procedure that is run before, on what the view shows; what it asks is declined.

        Returns:
            A standing for each seat, in their order; nothing where it cannot be told.
        """
        if not count:
            return self._standings.now(view, endings)
        *_, found = self.counting(view, endings, count)
        assert found is not None, "the last that it gives is what it found"
        return found

    def counting(
        self, view: View, endings: Sequence[str], count: str
    ) -> Iterator[tuple[SeatScore, ...] | None]:
        """Work out how the seats would stand after a procedure step by step; see `standings`.

        Returns:
            None as it goes on, and at last what it found.
        """
        return self._standings.counted(view, endings, count)

    def verdict(self, state: State) -> str | None:
        """The verdict of a finished game, if the ending declares one."""
        return self._results.verdict(state)

    # Reasons -----------------------------------------------------------------------------

    def explain(self, state: State, move: int) -> Verdict:
        """Why a move is legal or not, clause by clause, from what the acting seat sees.

        The first condition that fails is the last that is read: a later one may mean nothing
        unless it holds.

        >>> verdict = game.explain(after("play.call:heads"), game.id("stake_two"))
        >>> verdict.legal, [clause.say for clause in verdict.clauses]
        (True, ['There is a stake of 0 already.'])
        """
        seat = self.actor(state)
        view = self.observe(state, seat) if isinstance(seat, str) else None
        return self._explainer.explain(state, move, view)

    def prices(self, state: State, move: int) -> dict[str, int]:
        """What an action would cost its seat now, by register; nothing for a move of another kind.

        Args:
            state: a state, or what the seat sees of it.
            move: the id of a move that this question could offer.
        """
        return self._explainer.prices(state, move)

    def doctrine(self, state: State, seat: str, variant: str = DOCTRINE) -> Advice | None:
        """The first doctrine row of the seat to move that holds and has a legal move.

        Reads only the seat's view.

        Args:
            state: the position.
            seat: who is advised; None comes back unless it is to move.
            variant: which doctrine: only its rows, and those that are in all, speak.
        """
        if self.actor(state) != seat:
            return None
        place = self.seats.index(seat)
        view = self._visibility.view(state, place).masked
        point = self._core.point(state)
        return self._advisor.advise(place, variant, point, self.legal(state), view)

    def followed(self, view: View, seat: str, move: int, variant: str = DOCTRINE) -> Advice | None:
        """The doctrine row that a seat followed with a move, as far as a reader can tell.

        Args:
            view: what the reader saw before the move.
            seat: who moved, by the doctrine.
            move: the move, which the reader may know.
            variant: which doctrine of the rules.

        Returns:
            The row; None where none spoke, or where that depends on what the reader did not see.
        """
        place, point = self.seats.index(seat), self._core.point(view.masked)
        return self._advisor.followed(place, variant, point, move, view)

    # Words -------------------------------------------------------------------------------

    def name(self, move: int) -> str:
        """The readable name of a move; raises UnknownMove."""
        return self._texts.name(move)

    def id(self, name: str) -> int:
        """The number of a named move; raises UnknownMove with a suggestion."""
        return self._texts.id(name)

    def move(self, move: int) -> Move:
        """A move with its texts."""
        return self._texts.move(move)

    def title(self, set_name: str, ident: str) -> str:
        """The display name of a member."""
        return self._texts.title(set_name, ident)

    def short(self, set_name: str, ident: str) -> str:
        """What people call a member in few words: its short name, else its name, else its id."""
        return self._texts.short(set_name, ident)

    def verdict_title(self, verdict: str) -> str:
        """The name of a verdict for people."""
        return self._texts.verdict_title(verdict)

    def verdict_text(self, verdict: str) -> str:
        """What a verdict means, in the words of the rules; nothing where they give none."""
        return self._texts.verdict_text(verdict)

    def describe(self, kind: str, name: str) -> dict[str, Any]:
        """The display texts of something declared; for kind "member" the name is ``set.id``."""
        return self._texts.describe(kind, name)

    def named(self, kind: str, name: str) -> str:
        """The name that the rules give something declared; empty where they give none."""
        return self._texts.named(kind, name)

    @property
    def actions(self) -> tuple[ActionInfo, ...]:
        """The actions of this scenario with their texts."""
        return self._texts.actions

    @property
    def guides(self) -> tuple[GuideDecl, ...]:
        """The guides through this scenario."""
        usual = self.rules.scenarios[0].id
        return tuple(g for g in self.rules.guides if (g.scenario or usual) == self.scenario.id)

    def told(self, view: View, guide: str, step: int) -> StepTold:
        """A step of a guide as it is told now.

        Args:
            view: what the learner's seat sees.
            guide: the id of a guide through this scenario.
            step: which of its steps, from 0.
        """
        return self._guides.told(view, guide, step)

    # What it is made of ------------------------------------------------------------------

    @property
    def chosen(self) -> dict[str, str]:
        """The options whose value in force is not the default, with that value."""
        usual = {option.id: option.default for option in self.scenario.options}
        return {name: value for name, value in self.options.items() if value != usual[name]}

    @property
    def secrets(self) -> bool:
        """Whether something is hidden from some seat: a cell, or how a question is answered."""
        told = (self._core.ask(point).see for point in self._core.program.questions)
        hidden = (not spec.public for spec in self.registers.values())
        return any(hidden) or any(see is not None for see in told)

    @property
    def optional(self) -> tuple[str, ...]:
        """The seats that nobody need play, since the rules can act for them."""
        return self.scenario.optional

    @property
    def registers(self) -> Mapping[str, RegisterSpec]:
        """The registers, by name, in declared order."""
        return self._specs.registers

    @property
    def places(self) -> Mapping[str, PlaceSpec]:
        """The places of zones, by name, in declared order; see `lying`."""
        return self._zones.places

    def place_indexes(self, place: str) -> Iterator[tuple[str, ...]]:
        """The indexes of a place of a zone, in declared order; one, and empty, for a single one."""
        return self._zones.cells(place)

    def shifts(self, before: View | State, after: View | State) -> tuple[Shift, ...]:
        """What was moved in zones between two positions, as far as these show it."""
        return shifts(self._zones, before, after)

    def lying(self, source: View | State, place: str, *index: str) -> Lying:
        """What lies in a place of a zone, as far as a view, or a state, shows it.

        Args:
            source: what a seat sees, or all there is.
            place: the name of the place.
            index: the ids of the members that index it.

        Raises:
            KeyError: there is no such place.
        """
        return self._zones.lying(source, place, index)

    @property
    def derived_values(self) -> Mapping[str, DerivedSpec]:
        """The derived values, by name, in declared order."""
        return self._specs.derived

    @property
    def numbers(self) -> Mapping[str, int | bool]:
        """The numbers of the rules with the value in force, by name."""
        return self._core.program.symbols.numbers

    @property
    def sets(self) -> Mapping[str, SetSpec]:
        """The sets, by name: those declared, in declared order, then the answers of questions."""
        return self._specs.sets

    @property
    def tables(self) -> Mapping[str, TableSpec]:
        """The tables that the rules draw, by name, in declared order."""
        return self._specs.drawn

    @property
    def scripts(self) -> tuple[ScriptSpec, ...]:
        """The scripts that may run: of actions, procedures and cards."""
        return self._specs.scripts

    @property
    def rows(self) -> tuple[RowSpec, ...]:
        """The rows of doctrine, in the order in which they are asked."""
        return self._specs.rows

    @property
    def decks(self) -> tuple[str, ...]:
        """The names of the sets whose members are cards with scripts."""
        return tuple(self._core.program.decls.decks)

    @property
    def endings(self) -> tuple[str, ...]:
        """The ids of the endings that a game may come to."""
        return tuple(ending.id for ending in self._core.program.endings)

    def declared(self, kind: str) -> tuple[str, ...]:
        """The names of what the rules declare of a kind, with texts that `describe` tells.

        Args:
            kind: "action", "register", "zone", "derived", "number", "option", "set", "ending",
                "ban", "procedure", "table" or the name of a deck.
        """
        return tuple(self._specs.tables.get(kind, ()))

    def place(self, kind: str, name: str) -> TomlPath:
        """The keys that lead to something declared in the rules file.

        Args:
            kind: as for `declared`, or "invariant".
            name: its name.

        Raises:
            KeyError: there is no such thing.
        """
        return self._specs.place(kind, name)

    def members(self, set_name: str) -> tuple[str, ...]:
        """The members of a set in this scenario, in order; raises KeyError."""
        return self._specs.sets[set_name].members

    def field(self, set_name: str, ident: str, field: str) -> Any:
        """A constant field of a member: a number, truth value, id, None, or tuple of ids."""
        return self._texts.field(set_name, ident, field)

    def tracer(self) -> ScriptTracer:
        """What plays by the reference and tells which scripts ran."""
        return ScriptTracer(self._core)


def _core_of(rules: Rules, scenario: str, options: Mapping[str, str], evaluator: str) -> Core:
    """What a game works on: as the rules have it, where what they are told in is another game."""
    program = rules.program(scenario, options)
    if rules.original is not None:
        untold = rules.original.program(scenario, options)
        program = program if same_game(untold, program) else untold
    return core_of(program, evaluator)
