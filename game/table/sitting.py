"""One sitting: a game, the people and bots around it, and the journal of what they did.

Nothing here knows a rule.  A sitting shows what there is to see of a game and hands what is done
to its parts: moves to `moves`, taking back to `undo`, the facilitator's acts to `facilitator`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.engine import Game, Verdict
from game.story.log import LogLine
from game.story.readers import reader_of
from game.table.audit import audit
from game.table.bot import BotChoice, Bots, Recall
from game.table.branching import branch
from game.table.chronicle import ChronicleEntry, chronicle
from game.table.clock import CLOCK, Clock
from game.table.entry import Entry
from game.table.errors import BadSeat, NotYourMove, SaveFailed
from game.table.facilitator import Facilitator
from game.table.header import Header
from game.table.journal import Journal
from game.table.moves import Mover, steps_of
from game.table.opening import Opened, begin, go_on
from game.table.ownership import of_another
from game.table.question import Question
from game.table.rationale import Rationale
from game.table.recorder import Recorder
from game.table.records import Result, Step, result_of
from game.table.seat_logs import SeatLogs
from game.table.seating import FACILITATOR, check_seat
from game.table.setup import GameSetup, SavedGame
from game.table.snapshot import DISK, Disk
from game.table.survey import SurveyAnswer, answered, answers
from game.table.timeline import Timeline, Transition
from game.table.tongues import Tongues
from game.table.umpire_code import code_fits
from game.table.undo import Undo

if TYPE_CHECKING:
    from game.engine import Move, Pending, Preview, State, View, Walk, WorkingPart
    from game.table.acts import JournalAct
    from game.table.timeline import AbandonedLine


class Sitting:
    """A game being played; make one with `open`.

    Attributes:
        facilitator: what a facilitator may do at this table.
        notices: sentences for the people at the table: a torn tail cut off, an autosave that
            failed, ...; read them and clear them.
    """

    def __init__(self, opened: Opened) -> None:
        """Sit down at an opened game; use `open` instead.

        Args:
            opened: what happened and where it led.
        """
        self._recorder = opened.recorder
        self._timeline = opened.recorder.timeline
        self.notices = opened.recorder.notices
        self._tongues = Tongues(self._timeline.game)
        self._logs = SeatLogs(self._timeline, self._tongues)
        self._mover = Mover(opened)
        self._undo = Undo(opened.recorder, self._tongues)
        self.facilitator = Facilitator(opened, self._tongues)
        self._reading = opened.reading
        self._bots = opened.bots

    @classmethod
    def open(
        cls,
        start: GameSetup | SavedGame,
        bots: Bots,
        *,
        autosave: Path | None = None,
        disk: Disk = DISK,
        clock: Clock = CLOCK,
    ) -> Sitting:
        """Sit down to a new game, or go on with a saved one as far as it can be trusted.

        A save is only read.  A game opened from an autosave goes on in a file of its own in the
        same folder.  If the save turns out torn or changed, `notices` says so, and before the next
        entry is written the whole file is kept aside as `NAME.damaged`.  The file is locked from
        the first entry that is written on, or from now on if `start` says so; where another
        program has it by then, or changed it, the game goes on in a new file beside it, which
        `notices` says.

        Args:
            start: which game.
            bots: the bots there are, by name, or what tells them for the rules of the game; a
                seat whose bot is missing in a saved game becomes human, said in `notices`.
            autosave: the folder of the rotating autosaves; None makes none.
            disk: the operations on files.
            clock: what tells the time of what happens; no time is before that of an earlier entry.

        Returns:
            The sitting: before its first step, or after the last entry of the save that holds.

        Raises:
            EngineError: no such scenario.
            OptionError: no such option or value, or not in this scenario.
            BadSeat: no such seat, no such bot, or no such way to fill a seat.
            TableError: the seed is out of range.
            SaveExists: there is a file for a new game already.
            SaveFailed: the file of a new game cannot be written.
            SaveInUse: the save is to be held and another program plays it.
            SaveError: the file is not a save that this program can load; a subclass says how.
        """
        if isinstance(start, GameSetup):
            return cls(begin(start, bots, autosave, disk, clock))
        sitting = cls(go_on(start, bots, autosave, disk, clock))
        try:
            sitting._take_over(start)
        except BadSeat:
            sitting.close()
            raise
        return sitting

    def _take_over(self, start: SavedGame) -> None:
        """Let others have their seats, and the table its name, from now on."""
        taken = start.taken(self.seats)
        named = {**dict.fromkeys(taken, ""), **start.people}
        for seat in named:
            check_seat(seat, self.game.seats)
        for seat, person in named.items():
            self.facilitator.set_seat(seat, taken.get(seat, self.seats[seat]), person=person)
        if start.table:
            self.facilitator.name_table(start.table)

    # What there is to see

    @property
    def game(self) -> Game:
        """The game, in the language that is spoken; its states are the same in every language."""
        return self._tongues.game

    @property
    def path(self) -> Path | None:
        """The file the journal is kept in."""
        return self._recorder.journal.path

    @property
    def header(self) -> Header:
        """The head of the journal."""
        return self._recorder.journal.header

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that happened, the lines given up included."""
        return tuple(self._recorder.journal.entries)

    @property
    def n(self) -> int:
        """The number of the last entry; 0 before the first."""
        return self._recorder.n

    @property
    def in_file(self) -> bool:
        """Whether `path` is there; a copy that goes on apart is made with its first entry."""
        return self._recorder.journal.in_file

    @property
    def unsaved(self) -> int:
        """How many of the last entries are in memory only; each write tries all of them again."""
        return self._recorder.journal.unwritten

    @property
    def state(self) -> State:
        """A copy of the true state; not for windows."""
        return bytearray(self._timeline.state)

    @property
    def seats(self) -> Mapping[str, str]:
        """Who sits where now: "human" or "bot:NAME"."""
        return dict(self._timeline.seats)

    @property
    def people(self) -> Mapping[str, str]:
        """The person or team at each seat now, where somebody said."""
        return dict(self._timeline.persons)

    @property
    def table(self) -> str:
        """What the table is called now; "" for nothing."""
        return self._timeline.name

    @property
    def pending(self) -> Pending:
        """What the game waits for."""
        return self.game.pending(self._timeline.state)

    @property
    def paused(self) -> bool:
        """Whether the facilitator has stopped the game."""
        return self._timeline.paused

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self._timeline.over

    @property
    def actor(self) -> str | None:
        """The seat whose decision is due, person or bot; None at chance and at the end."""
        return self._timeline.actor

    @property
    def to_move(self) -> str | None:
        """The seat a person must now decide for; None if a step is automatic or it is over."""
        return self._timeline.to_move

    @property
    def result(self) -> Result | None:
        """How the game ended, or None while it goes on."""
        if not self.over:
            return None
        return result_of(self.game, self._timeline.state)

    def score_terms(self, seat: str) -> tuple[WorkingPart, ...]:
        """Return what a seat's score is the sum of; nothing before the end, or where it is none."""
        return self.game.score_terms(self._timeline.state, seat)

    @property
    def nearing(self) -> tuple[str, ...]:
        """Sentences about the ends that the game comes to by itself, where they are near."""
        return self._timeline.nearing

    @property
    def branches(self) -> tuple[AbandonedLine, ...]:
        """The lines of play that were taken back or rolled back, oldest first."""
        return tuple(self._timeline.branches)

    def view(self, seat: str) -> View:
        """Return what a seat sees now; for the seat to move, its time to decide begins.

        Raises:
            BadSeat: no such seat.
        """
        check_seat(seat, self.game.seats)
        if seat == self.to_move:
            self._recorder.attention.seen()
        return self.game.observe(self._timeline.state, seat)

    def would_be(self, act: JournalAct) -> State:
        """Return the state after an act that is not done, for the umpire alone.

        Raises:
            EngineError: the game has no such move, cell or value, or not now.
            BadSeat: it has no such seat.
        """
        return self._timeline.after(Entry(n=self.n + 1, actor=FACILITATOR, act=act))

    def would_tell(self, act: JournalAct, after: State, seat: str | None) -> LogLine | None:
        """Return what a seat would read of an act that is not done; None for nothing.

        Args:
            act: an act of the umpire, no move.
            after: the state after it, as `would_be` gave it.
            seat: the reader; None reads everything.
        """
        entry = Entry(n=self.n + 1, actor=FACILITATOR, act=act)
        return self._logs.would_tell(Transition(entry, self.state, after), seat)

    @property
    def umpired(self) -> bool:
        """Whether this table has an umpire, whose console a code opens."""
        return bool(self.header.umpire)

    def opens(self, code: str) -> bool:
        """Whether a code opens the umpire's console; it takes a moment on purpose."""
        return self.umpired and code_fits(code, self.header.umpire)

    @property
    def line(self) -> tuple[int, ...]:
        """The numbers of the entries on the line being played, in order."""
        return tuple(change.entry.n for change in self._timeline.line)

    def sight(self, seat: str | None) -> View:
        """Return what a reader sees now; nobody's time to decide begins.

        Args:
            seat: the reader; None sees everything, for the facilitator and the debrief only.

        Raises:
            BadSeat: no such seat.
        """
        if seat is not None:
            check_seat(seat, self.game.seats)
        return self._seen(self._timeline.state, seat)

    def _seen(self, state: State, seat: str | None) -> View:
        game = self.game
        return game.observe_all(state) if seat is None else game.observe(state, seat)

    def common(self, seats: Collection[str]) -> View:
        """Return what all of some seats see now: what may lie open before them.

        Raises:
            BadSeat: no such seat.
        """
        for seat in seats:
            check_seat(seat, self.game.seats)
        return self.game.observe_common(self._timeline.state, seats)

    def walk(self, seats: Collection[str]) -> Walk:
        """Return a walk through the questions ahead, on what all of some seats see.

        Raises:
            BadSeat: no such seat.
        """
        for seat in seats:
            check_seat(seat, self.game.seats)
        if self.to_move in seats:
            self._recorder.attention.seen()
        return self.game.walk(self._timeline.state, seats)

    def may_play(self, moves: Sequence[int]) -> bool:
        """Whether the person to move may make these moves, one after another, before others act."""
        state, seat = self.state, self.to_move
        for move in moves:
            if self.game.actor(state) != seat or move not in self.game.legal(state):
                return False
            self.game.apply(state, move)
        return not self.paused

    def legal(self) -> list[Move]:
        """Return the moves of the person to move; [] when nobody is asked."""
        if self.to_move is None or self._timeline.paused:
            return []
        return [self.game.move(move) for move in self.game.legal(self._timeline.state)]

    def candidates(self) -> list[Move]:
        """Return every move that the person to move could ever be offered here, legal or not.

        Answers that only other seats have by the rules (their postures) are none of them.

        Raises:
            NotYourMove: nobody at the table is to move.
        """
        state, seat, legal = self._masked(), self.to_move or "", {m.id for m in self.legal()}
        moves = [self.game.move(m) for m in self.game.candidates(state)]
        return [m for m in moves if m.id in legal or not of_another(self.game, m, seat)]

    def explain(self, move_id: int) -> Verdict:
        """Return why a move is legal or not, from what the person to move sees.

        That it was asked is told with the decision.

        Raises:
            NotYourMove: nobody at the table is to move.
        """
        self._asked()
        verdict = self.game.explain(self._timeline.state, move_id)
        self._recorder.attention.reason(verdict.move.name)
        return verdict

    def preview(
        self, move_id: int, derived: Collection[str] | None = None, seat: str | None = None
    ) -> Preview:
        """Return what a move would do, as far as a seat can know.

        That it was asked for the seat to move is told with the decision.

        Args:
            move_id: the move.
            derived: the derived values that are compared; None compares all there are.
            seat: whose view tells it; None means the seat to move.

        Raises:
            NotYourMove: nobody at the table is to move, and no seat was named.
        """
        seat = self.to_move if seat is None else seat
        if seat is None:
            raise NotYourMove(phrase("play.nobody_asked"))
        if seat == self.to_move:
            self._recorder.attention.preview(self.game.name(move_id))
        return self.game.preview(self.game.observe(self._timeline.state, seat), move_id, derived)

    def brief(self, seat: str) -> Mapping[str, str]:
        """Return what the scenario tells a seat, by heading; for the seat to move, it is counted.

        Raises:
            BadSeat: no such seat.
        """
        check_seat(seat, self.game.seats)
        if seat == self.to_move:
            self._recorder.attention.brief()
        return dict((self.game.scenario.briefs or {}).get(seat, {}))

    def prices(self, move_id: int) -> dict[str, int]:
        """Return what an action would cost the person to move, by register, from what they see.

        Raises:
            NotYourMove: nobody at the table is to move.
        """
        return self.game.prices(self._masked(), move_id)

    def _asked(self) -> str:
        """The seat that a person answers for.

        Where a bot or chance is to move, nobody may be told what only they could see.
        """
        seat = self.to_move
        if seat is None:
            raise NotYourMove(phrase("play.nobody_asked"))
        return seat

    def _masked(self) -> State:
        """The state as the person to move sees it."""
        return self.game.observe(self._timeline.state, self._asked()).masked

    def outcomes(self) -> list[tuple[Move, int]]:
        """Return the outcomes of the chance that is due, with weights; [] when none is."""
        return [
            (self.game.move(move), weight)
            for move, weight in self.game.chance(self._timeline.state)
        ]

    def steps(self) -> list[Step]:
        """Return the steps of the line being played, for whoever may know everything.

        Their events are worked out anew, so this takes as long as replaying the game.
        """
        return steps_of(self._timeline)

    def log(self, seat: str | None) -> Sequence[LogLine]:
        """Return what happened on the line being played, as a seat may read it.

        Args:
            seat: the reader; None reads everything, for the facilitator and the debrief only.

        Returns:
            The lines, oldest first.

        Raises:
            BadSeat: no such seat.
        """
        return self._logs.log(seat)

    def common_log(self, seats: Collection[str]) -> Sequence[LogLine]:
        """Return what happened as some seats may read it together, on one screen before all.

        It is what each of them may read, and hangs on nothing that only some of them see.

        Args:
            seats: the readers, one at least.

        Returns:
            The lines, oldest first.

        Raises:
            BadSeat: no such seat.
        """
        return self._logs.log(reader_of(tuple(seats)))

    def writing(self, seat: str | None) -> Iterator[LogLine]:
        """Yield the lines of what changed the state one by one, each as it is written.

        Who may not wait for all of them goes through these, and finds them in `log` then.

        Args:
            seat: the reader; None reads everything, for the facilitator and the debrief only.

        Raises:
            BadSeat: no such seat.
        """
        return self._logs.writing(seat)

    def beginning(self, seat: str | None) -> LogLine | None:
        """Return what the rules told before the first entry, as a seat may read it, or None.

        Args:
            seat: the reader; None reads everything, for the facilitator and the debrief only.

        Raises:
            BadSeat: no such seat.
        """
        return self._logs.beginning(seat)

    def advice(self) -> int | None:
        """The move that the rules' doctrine advises who is asked to, by what that seat may see.

        Returns:
            A legal move: the first one where the rules advise to none. None where nobody is asked.
        """
        seat = self.to_move
        legal = self.legal() if seat is not None else []
        if seat is None or not legal:
            return None
        advised = self.game.doctrine(self._timeline.state, seat)
        return advised.move_id if advised is not None else legal[0].id

    def since(self, seat: str) -> Sequence[LogLine]:
        """Return the lines after a seat's own last move, as that seat may read them.

        Raises:
            BadSeat: no such seat.
        """
        return self._logs.since(seat)

    def chronicle(self, seat: str | None, to: int | None = None) -> list[ChronicleEntry]:
        """Return all that happened, the lines given up included, as a seat may know it.

        Args:
            seat: the reader; None knows everything, for the facilitator and the debrief only.
            to: the number of the last entry that is told; None for all.

        Returns:
            What happened, in order, with what people and bots gave as their reasons; a seat reads
            its own.

        Raises:
            BadSeat: no such seat.
        """
        return chronicle(self._timeline, self.entries, self._logs, seat, to)

    def positions(self, seat: str | None) -> Iterator[tuple[int, View]]:
        """Yield what a reader sees of each position of the line being played, in order.

        Args:
            seat: the reader; None sees everything, for the facilitator and the debrief only.

        Returns:
            The number of the entry that led there, 0 for the start, and the view.

        Raises:
            BadSeat: no such seat.
        """
        if seat is not None:
            check_seat(seat, self.game.seats)
        for n, state in self._timeline.positions:
            yield n, self._seen(state, seat)

    def as_of(self, n: int) -> Sitting:
        """Return the game as it stood after an entry of the line being played.

        It is a sitting in memory for looking only: what is shown of it is shown as it was then,
        and its last entry has the number `n` whatever was given up before.

        Args:
            n: the number of the entry; 0 for the start.
        """
        timeline = self._then(n)
        journal = Journal(self.header)
        journal.entries = list(self._recorder.journal.entries[:n])
        past = Sitting(Opened(Recorder(timeline, journal, None), {}))
        past._logs, past._tongues = self._logs.of(timeline), self._tongues
        return past

    def _then(self, n: int) -> Timeline:
        """What had come of the game after an entry."""
        header = self.header
        start = Timeline(self.game, header.seats, header.people, header.table)
        return self._timeline.until(n, start)

    def branch(self, n: int, paths: Iterable[Path], seats: Mapping[str, str], seed: int) -> Path:
        """Write the save of another game, which goes as this one went up to a step.

        This game is left as it is. The other draws from a seed of its own from there on.

        Args:
            n: the number of the last entry that counts; 0 begins at the start.
            paths: the names that the save may have; the first is taken that nothing has.
            seats: who takes over which seat, "human" or "bot:NAME"; a seat left out stays with
                whom it was then, and "all" stands for those that are played and are not named.
            seed: what chance and the bots draw from, 0..2**63-1.

        Returns:
            The save; it can be opened like any other.

        Raises:
            TableError: there is no such step, or the seed is out of range.
            BadSeat: no such seat, or no such way to fill it.
            SaveExists: there is a file of each of the names.
            SaveFailed: the file cannot be written.
        """
        journal = self._recorder.journal
        return branch(self._timeline, self._then(n), journal, n, paths, seats, seed, self._bots)

    def findings(self) -> list[str]:
        """Return all that is wrong with the save that this sitting was opened from.

        The notices tell the first of it, which is why the game was loaded up to there; this reads
        on. It takes as long as loading.
        """
        return [] if self._reading is None else audit(self._reading, self.game)

    # Playing

    @property
    def real_dice(self) -> bool:
        """Whether the table rolls its own dice: `step` then waits at outcomes that all may see."""
        return self._mover.real_dice

    @real_dice.setter
    def real_dice(self, on: bool) -> None:
        self._mover.real_dice = on

    def play(self, move: int | str, rationale: Rationale | str | None = None) -> Step:
        """Make a move for the person to move.

        Args:
            move: the id or the readable id of a legal move.
            rationale: why, in the player's words, or with tags and a confidence; kept in the
                journal with what was looked at and how long it took, shown to no other seat.

        Returns:
            The step.

        Raises:
            NotYourMove: no person is to move, or the game is paused.
            TableError: the confidence is not 1 to 5.
            EngineError: no such move, or it is not legal now.
            SaveFailed: the move is made but not yet on the disk; `step` of the error holds it.
        """
        return self._mover.play(move, rationale)

    def step(self) -> Step | None:
        """Make one automatic step: an outcome drawn by the generator, or a bot's move.

        Returns:
            The step; None when a person must answer (or roll), the game is paused or over.

        Raises:
            TableError: a bot chose a move that is not legal.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        return self._mover.step()

    @property
    def question(self) -> Question | None:
        """What a bot is asked now, to be answered here or in another process.

        None where no bot is due, or the game is paused or over. Nothing of it is for people.
        """
        return self._mover.question

    def answer(self, question: Question, choice: BotChoice) -> Step | None:
        """Make the move that a bot chose, if its question is still the present one.

        `step` asks and answers at once. A client that lets bots think beside asks `question`, lets
        it be answered by `Question.answer`, and brings what comes of it here.

        Args:
            question: what the bot was asked.
            choice: what it chose.

        Returns:
            The step; None where the game went another way since (an undo, another in the seat),
            or is paused: the answer counts no more.

        Raises:
            TableError: the move is not legal.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        return self._mover.answer(question, choice)

    def told(self, seat: str) -> Recall:
        """Return what a seat was told of each move of the line being played.

        Raises:
            BadSeat: no such seat.
        """
        check_seat(seat, self.game.seats)
        return self._mover.memories.told(seat)

    def play_usual(self, why: str = "") -> Step:
        """Make for the person to move what the rules' doctrine advises, by what that seat may see.

        It counts as a bot's move: nobody chose it. Where the rules advise nothing it is the first
        legal move.

        Args:
            why: why nobody chose; told with the move.

        Returns:
            The step.

        Raises:
            NotYourMove: no person is to move, or the game is paused.
            SaveFailed: the move is made but not yet on the disk; `step` of the error holds it.
        """
        return self._mover.usual(why)

    def set_outcome(self, outcome: int | str, author: str = "dice", reason: str = "") -> Step:
        """Enter an outcome of chance that the table rolled or the facilitator decided.

        Args:
            outcome: the id or the readable id of a possible outcome.
            author: "dice" or "facilitator".
            reason: why it was set by hand, for the debrief.

        Returns:
            The step.

        Raises:
            NotYourMove: no outcome is due, or the game is paused.
            TableError: the author is neither; or dice would show what a seat may not see.
            EngineError: no such outcome, or it is not possible now.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        return self._mover.set_outcome(outcome, author, reason)

    # What people are asked

    @property
    def asks_why(self) -> bool:
        """Whether people are asked why they chose, and for answers after the game."""
        return self.header.ask_why

    def answer_survey(self, seat: str, question: str, given: str | int) -> None:
        """SurveyAnswer what the people of a seat are asked about the game; see `survey_questions`.

        The answer is an entry of the journal that no other seat reads. The last one counts.

        Args:
            seat: who answers.
            question: the id of the question.
            given: the answer in words, or on a scale of 1 to 5.

        Raises:
            BadSeat: no such seat.
            TableError: there is no such question, or no such answer to it.
            SaveFailed: it is answered but not yet on the disk.
        """
        check_seat(seat, self.game.seats)
        act = answered(self.game, seat, question, given)
        self._recorder.add(Entry(n=self.n + 1, actor=seat, act=act), self._timeline.state)

    @property
    def survey_answers(self) -> tuple[SurveyAnswer, ...]:
        """What was answered, by seats; for the debrief, and for each seat its own."""
        return answers(self._recorder.journal.entries, self.game.seats)

    # Taking back

    def undo_reason(self, seat: str | None = None) -> str | None:
        """Say why a person's last decision, and what bots replied, cannot be taken back.

        Args:
            seat: who asks; None means the person who decided last.

        Returns:
            A sentence, or None when `undo` would work.
        """
        return self._undo.reason(seat)

    def undo_depth(self, seat: str | None = None) -> int:
        """Return how many of a seat's decisions can be taken back one after another."""
        return self._undo.depth(seat)

    def undo(self, steps: int = 1, seat: str | None = None) -> None:
        """Take back a seat's last decisions, and what bots replied to them.

        Args:
            steps: how many of its decisions.
            seat: who asks; None means the person who decided last.

        Raises:
            UndoRefused: something new was shown, chance spoke, another person acted, or there is
                nothing to take back; nothing was taken back.
            SaveFailed: the move is taken back but that is not yet on the disk.
        """
        self._undo.take_back(steps, seat)

    def undo_all(self, seat: str | None = None) -> int:
        """Take back all of a seat's decisions that can be taken back.

        Args:
            seat: who asks; None means the person who decided last.

        Returns:
            How many decisions were taken back; 0 if none can be.

        Raises:
            SaveFailed: they are taken back but that is not yet on the disk.
        """
        depth = self.undo_depth(seat)
        if depth:
            self.undo(depth, seat)
        return depth

    # Keeping

    def save_as(self, path: Path) -> None:
        """Write the whole journal to a file, in one step that a crash cannot spoil.

        A sitting kept in memory, or whose own file lacks what happened last, goes on in that
        file; another goes on in its own file, and this one is a copy.

        Args:
            path: a new file.

        Raises:
            SaveExists: there is a file of that name, and it is not the game's own.
            SaveFailed: the disk refused.
        """
        self._recorder.save_as(path)

    def save_in(self, folder: Path, stem: str) -> Path:
        """Write the whole journal to a new file in a folder, as `save_as` does.

        Args:
            folder: made if it is missing.
            stem: what the file is called, before a number.

        Returns:
            The file.

        Raises:
            SaveFailed: the disk refused.
        """
        return self._recorder.save_in(folder, stem)

    def copy_to(self, path: Path) -> None:
        """Write the whole journal to another file, and go on in the one of before.

        Args:
            path: a new file.

        Raises:
            SaveExists: there is a file of that name.
            SaveFailed: the disk refused.
        """
        self._recorder.copy_to(path)

    def last_words(self) -> str:
        """Write what can still be written, and say in a sentence where the game is kept."""
        try:
            self.close()
        except SaveFailed as error:
            return str(error)
        if self.path is None:
            return phrase("save.not_saved")
        if not self.in_file:
            return phrase("save.nothing_new")
        return phrase("save.saved_in", path=self.path)

    def flush(self) -> None:
        """Write what is not on the disk yet.

        Raises:
            SaveFailed: the disk refused.
        """
        self._recorder.journal.flush()

    def close(self) -> None:
        """Write what is not on the disk yet, and let other programs play the file.

        Playing on is possible, and takes the file again.

        Raises:
            SaveFailed: the disk refused.
        """
        self._recorder.journal.close()
