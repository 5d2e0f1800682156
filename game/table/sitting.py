"""One sitting: a game, the people and bots around it, and the journal of what they did.

Nothing here knows a rule.  Every act goes the same way whether it is done now or replayed from a
save: the state after it is computed without touching anything, the entry is sealed with a hash of
that state, and only then does the sitting move on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define, frozen

from game.engine import CHANCE, OVER, Game, Verdict
from game.engine.errors import EngineError
from game.rules import RulesError, parse_rules
from game.table.bot import Bot
from game.table.errors import (
    BadSeat,
    NotYourMove,
    SaveExists,
    SaveFailed,
    TableError,
    UndoRefused,
    WrongRules,
)
from game.table.generator import LARGEST_SEED, Generator
from game.table.journal import Entry, Header, Journal, Reading, Value, clean, read
from game.table.log import CHANCE as CHANCE_ACTOR
from game.table.log import LogLine, Scribe
from game.table.snapshot import DISK, Autosaves, Disk, fresh_path, is_autosave, write_whole

if TYPE_CHECKING:
    from game.engine import Event, Move, Pending, State, View
    from game.rules import Rules

HUMAN: Final = "human"
BOT: Final = "bot:"
FACILITATOR: Final = "facilitator"


@frozen
class Step:
    """One move or one outcome of chance that was made.

    `events` tells the whole truth; what a seat may read of a step is in `Sitting.log(seat)`.

    Attributes:
        n: the number of its entry in the journal.
        actor: the seat, or "chance".
        move: what was chosen.
        events: what it changed, and by which rule.
        why: a bot's reason, if a bot chose.
    """

    n: int
    actor: str
    move: Move
    events: tuple[Event, ...]
    why: str | None = None


@frozen
class Result:
    """How a game ended.

    Attributes:
        ending: the id of the ending.
        winner: the seat, or None.
        verdict: what the ending's verdict says, or None.
        scores: by seat; None where the ending keeps no score.
        returns: by seat.
    """

    ending: str | None
    winner: str | None
    verdict: str | None
    scores: Mapping[str, int | None]
    returns: Mapping[str, int]


@frozen
class Branch:
    """A line of play that was given up.

    Attributes:
        n: the number of the entry that gave it up.
        to: the entry after which the game went on instead.
        author: who decided it.
        reason: why; None for a player's undo.
        moves: the entries given up, in order.
    """

    n: int
    to: int
    author: str
    reason: str | None
    moves: tuple[Entry, ...]


@define
class _Frame:
    """One change of the state on the line that is being played."""

    entry: Entry
    before: State
    after: State


class Sitting:
    """A game being played.

    Make one with `new` or `load`.

    Attributes:
        game: the game.
        notices: sentences for the people at the table: a torn tail cut off, an autosave that
            failed, ...; read them and clear them.
        real_dice: True at a table that rolls its own dice: `step` then waits at every outcome
            that all may see, and `set_outcome` enters it.
    """

    def __init__(
        self,
        game: Game,
        journal: Journal,
        bots: Mapping[str, Bot],
        autosaves: Autosaves | None,
    ) -> None:
        """Set up a table at the start of a game; use `new` or `load` instead."""
        self.game = game
        self.notices: list[str] = []
        self.real_dice = False
        self._journal = journal
        self._bots = dict(bots)
        self._autosaves = autosaves
        self._seats = dict(journal.header.seats)
        self._start = game.new_game()
        self._state = bytearray(self._start)
        self._line: list[_Frame] = []
        self._asides: list[Entry] = []
        self._branches: list[Branch] = []
        self._generator = Generator(journal.header.seed)
        self._moves = 0
        self._paused = False
        self._turn: str | None = None
        self._scribe = Scribe(game)
        self._lines: dict[tuple[str | None, int], LogLine] = {}

    # Making one

    @classmethod
    def new(
        cls,
        rules: Rules,
        scenario: str,
        seats: Mapping[str, str],
        seed: int,
        path: Path | None,
        bots: Mapping[str, Bot],
        *,
        autosave: Path | None = None,
        evaluator: str = "generated",
        disk: Disk = DISK,
    ) -> Sitting:
        """Sit down to a new game.

        Args:
            rules: the rules.
            scenario: the id of one of their scenarios.
            seats: who sits where: "human" or "bot:NAME"; a seat left out is human.
            seed: what chance and the bots draw from, 0..2**63-1.
            path: the file to keep the journal in; None keeps it in memory.
            bots: the bots there are, by name.
            autosave: the folder of the rotating autosaves; None makes none.
            evaluator: how the engine runs the rules.
            disk: the operations on files.

        Returns:
            The sitting, before its first step.

        Raises:
            EngineError: no such scenario.
            BadSeat: no such seat, no such bot, or no such way to fill a seat.
            TableError: the seed is out of range.
            SaveExists: there is a file at `path` already.
            SaveFailed: the file cannot be written.
        """
        game = Game(rules, scenario, evaluator=evaluator)
        for seat in seats:
            if seat not in game.seats:
                raise BadSeat(f"'{seat}' is no seat of {scenario}; {_list(game.seats)}.")
        filled = {seat: seats.get(seat, HUMAN) for seat in game.seats}
        for seat, occupant in filled.items():
            _check_occupant(seat, occupant, bots)
        if not 0 <= seed <= LARGEST_SEED:
            raise TableError(f"The seed {seed} is out of range; give 0 to {LARGEST_SEED}.")
        if path is not None and path.exists():
            raise SaveExists(f"{path}: there is a file of that name; load it or name another.")
        header = Header(
            scenario=scenario,
            seed=seed,
            seats=filled,
            rules=rules.source,
            rules_name=rules.name,
            rules_sha256=rules.sha256,
        )
        saves = None if autosave is None else Autosaves(autosave, disk=disk)
        sitting = cls(game, Journal(header, path, disk), bots, saves)
        sitting._journal.start()
        sitting._turn_changed()
        return sitting

    @classmethod
    def load(
        cls,
        path: Path,
        bots: Mapping[str, Bot],
        *,
        autosave: Path | None = None,
        evaluator: str = "generated",
        disk: Disk = DISK,
    ) -> Sitting:
        """Go on with a saved game, as far as the save can be trusted.

        The file is only read.  A game loaded from an autosave goes on in a file of its own in the
        same folder.  If the save turns out torn or changed, `notices` says so, and before
        the next entry is written the whole file is kept aside as `NAME.damaged`.

        Args:
            path: the save.
            bots: the bots there are, by name; a seat whose bot is missing becomes human, said
                in `notices`.
            autosave: the folder of the rotating autosaves; None makes none.
            evaluator: how the engine runs the rules.
            disk: the operations on files.

        Returns:
            The sitting as it was after the last entry that holds.

        Raises:
            SaveError: the file is not a save that this program can load; a subclass says how.
        """
        reading = read(path)
        header = reading.header
        try:
            rules = parse_rules(header.rules, f"{path.name}:rules")
        except RulesError as error:
            first = error.findings[0] if error.findings else error
            raise WrongRules(
                f"{path}: the rules in the save cannot be read by this program ({first}); open it "
                "with the program that wrote it."
            ) from error
        if rules.sha256 != header.rules_sha256:
            raise WrongRules(
                f"{path}: the rules in the save are not those it was played with (hash "
                f"{rules.sha256[:12]}, recorded {header.rules_sha256[:12]}); restore it from an "
                "autosave."
            )
        try:
            game = Game(rules, header.scenario, evaluator=evaluator)
        except EngineError as error:
            raise WrongRules(f"{path}: the save cannot be played ({error}).") from error
        if set(header.seats) != set(game.seats):
            raise WrongRules(f"{path}: the seats in the save are not those of {header.scenario}.")
        saves = None if autosave is None else Autosaves(autosave, disk=disk)
        sitting = cls(game, Journal(header, None, disk), bots, saves)
        count = sitting._replay(reading)
        sitting._journal = Journal.continued(reading, count, disk)
        if is_autosave(path):
            # The autosaves rotate by being renamed: the game must not be kept in one of them.
            sitting._journal.move_to(fresh_path(path.parent, header.scenario))
            sitting.notices.append(
                f"{path.name} is an autosave; the game goes on in {sitting._journal.path}."
            )
        for seat, occupant in sitting._seats.items():
            try:
                _check_occupant(seat, occupant, bots)
            except BadSeat as error:
                sitting._seats[seat] = HUMAN
                sitting.notices.append(f"{error} The seat is played by hand.")
        sitting._turn = sitting.to_move
        return sitting

    def _replay(self, reading: Reading) -> int:
        """Redo the entries of a save; return how many hold, and say why not all."""
        chain = reading.header.root()
        flaw = None
        for place, entry in enumerate(reading.entries):
            try:
                after = self._outcome(entry)
            except (EngineError, TableError, ValueError):
                after = None
            if after is None or entry.seal(chain, bytes(after)) != entry.chain:
                flaw = place
                break
            self._commit(entry, after)
            chain = entry.chain
        name = reading.path.name
        if flaw is not None:
            lost = len(reading.entries) - flaw
            self.notices.append(
                f"{name}, line {reading.lines[flaw]}: entry {flaw + 1} is not as it was written; "
                f"the game is loaded up to the entry before it, and {lost} "
                f"{'entry is' if lost == 1 else 'entries are'} left in a copy named "
                f"{name}.damaged when the game goes on."
            )
            return flaw
        if reading.flaw is not None:
            where = f"{name}, line {reading.flaw.line}: "
            if reading.flaw.torn:
                words = f"the last entry was only half written and its {reading.flaw.size} bytes "
                words += "are cut off"
            else:
                words = f"entry {reading.flaw.number} is not as it was written"
            self.notices.append(
                f"{where}{words}; the game is loaded up to entry {reading.flaw.number - 1}, and "
                f"the whole file is kept as {name}.damaged when the game goes on."
            )
        return len(reading.entries)

    # What there is to see

    @property
    def path(self) -> Path | None:
        """The file the journal is kept in."""
        return self._journal.path

    @property
    def header(self) -> Header:
        """The head of the journal."""
        return self._journal.header

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that happened, the lines given up included."""
        return tuple(self._journal.entries)

    @property
    def n(self) -> int:
        """The number of the last entry; 0 before the first."""
        return len(self._journal.entries)

    @property
    def state(self) -> State:
        """A copy of the true state; not for windows."""
        return bytearray(self._state)

    @property
    def seats(self) -> Mapping[str, str]:
        """Who sits where now: "human" or "bot:NAME"."""
        return dict(self._seats)

    @property
    def pending(self) -> Pending:
        """What the game waits for."""
        return self.game.pending(self._state)

    @property
    def paused(self) -> bool:
        """Whether the facilitator has stopped the game."""
        return self._paused

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.game.actor(self._state) == OVER

    @property
    def actor(self) -> str | None:
        """The seat whose decision is due, person or bot; None at chance and at the end."""
        actor = self.game.actor(self._state)
        return None if actor in (CHANCE, OVER) else self.game.seats[actor]

    @property
    def to_move(self) -> str | None:
        """The seat a person must now decide for; None if a step is automatic or it is over."""
        seat = self.actor
        return seat if seat is not None and self._seats[seat] == HUMAN else None

    @property
    def result(self) -> Result | None:
        """How the game ended, or None while it goes on."""
        if not self.over:
            return None
        state, game = self._state, self.game
        return Result(
            game.ending(state),
            game.winner(state),
            game.verdict(state),
            {seat: game.score(state, seat) for seat in game.seats},
            dict(zip(game.seats, game.returns(state), strict=True)),
        )

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The lines of play that were taken back or rolled back, oldest first."""
        return tuple(self._branches)

    def view(self, seat: str) -> View:
        """Return what a seat sees now.

        Raises:
            BadSeat: no such seat.
        """
        self._check_seat(seat)
        return self.game.observe(self._state, seat)

    def legal(self) -> list[Move]:
        """Return the moves of the person to move; [] when nobody is asked."""
        if self.to_move is None or self._paused:
            return []
        return [self.game.move(move) for move in self.game.legal(self._state)]

    def candidates(self) -> list[Move]:
        """Return every move that the seat to move could ever be offered here, legal or not."""
        state = self._masked()
        return [self.game.move(m) for m in self.game.candidates(state)]

    def explain(self, move_id: int) -> Verdict:
        """Return why a move is legal or not, from what the seat to move sees."""
        return self.game.explain(self._masked(), move_id)

    def _masked(self) -> State:
        """The state as the seat to move sees it; the whole one where no seat is to move."""
        seat = self.to_move
        return self.state if seat is None else self.view(seat).masked

    def outcomes(self) -> list[tuple[Move, int]]:
        """Return the outcomes of the chance that is due, with weights; [] when none is."""
        return [(self.game.move(move), weight) for move, weight in self.game.chance(self._state)]

    def steps(self) -> list[Step]:
        """Return the steps of the line being played, for whoever may know everything.

        Their events are worked out anew, so this takes as long as replaying the game.
        """
        found = []
        for frame in self._line:
            if frame.entry.kind != "move" or frame.entry.id is None:
                continue
            move = self.game.move(self.game.id(frame.entry.id))
            events = self.game.apply_traced(bytearray(frame.before), move.id)
            entry = frame.entry
            found.append(Step(entry.n, entry.actor, move, tuple(events), entry.why))
        return found

    # Playing

    def play(self, move: int | str, rationale: str | None = None) -> Step:
        """Make a move for the person to move.

        Args:
            move: the id or the readable id of a legal move.
            rationale: why, in the player's words; kept in the journal, shown to nobody.

        Returns:
            The step.

        Raises:
            NotYourMove: no person is to move, or the game is paused.
            EngineError: no such move, or it is not legal now.
            SaveFailed: the move is made but not yet on the disk; `step` of the error holds it.
        """
        self._check_running()
        seat = self.to_move
        if seat is None:
            if self.over:
                raise NotYourMove("The game is over.")
            waits = self.actor
            who = "chance" if waits is None else f"the bot of {self._scribe.actor(waits)}"
            raise NotYourMove(f"It is the turn of {who}; nobody at the table is asked now.")
        identity = self.game.id(move) if isinstance(move, str) else move
        words = None if rationale is None else clean(rationale) or None
        return self._step(seat, identity, rationale=words)

    def step(self) -> Step | None:
        """Make one automatic step: an outcome drawn by the generator, or a bot's move.

        Returns:
            The step; None when a person must answer (or roll), the game is paused or over.

        Raises:
            TableError: a bot chose a move that is not legal.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        if self._paused or self.over or self.to_move is not None:
            return None
        seat = self.actor
        if seat is None:
            if self.real_dice and not self.pending.hidden:
                return None
            outcome = self._generator.weighted(self.game.chance(self._state))
            return self._step(CHANCE_ACTOR, outcome, author="generator")
        name = self._seats[seat].removeprefix(BOT)
        # A stream of its own for each decision: what a bot draws never shifts the dice, and a
        # resumed game needs to remember nothing of it.
        rng = Generator(self.header.seed, f"bot {seat} {self._moves}")
        choice = self._bots[name](self.game, bytearray(self._state), seat, rng)
        if choice.move_id not in self.game.legal(self._state):
            raise TableError(
                f"The bot '{name}' of {self._scribe.actor(seat)} chose move {choice.move_id}, "
                "which is not legal; give the seat to a person or to another bot."
            )
        return self._step(seat, choice.move_id, bot=name, why=clean(choice.why))

    def set_outcome(self, outcome: int | str, author: str = "dice") -> Step:
        """Enter an outcome of chance that the table rolled or the facilitator decided.

        Args:
            outcome: the id or the readable id of a possible outcome.
            author: "dice" or "facilitator".

        Returns:
            The step.

        Raises:
            NotYourMove: no outcome is due, or the game is paused.
            TableError: the author is neither; or dice would show what a seat may not see.
            EngineError: no such outcome, or it is not possible now.
            SaveFailed: the step is made but not yet on the disk; `step` of the error holds it.
        """
        self._check_running()
        if self.game.actor(self._state) != CHANCE:
            raise NotYourMove("No outcome of chance is due now.")
        if author not in ("dice", FACILITATOR):
            raise TableError(f"An outcome is set by 'dice' or 'facilitator', not by '{author}'.")
        if author == "dice" and self.pending.hidden:
            raise TableError(
                "Dice on the table would show what must stay hidden; let the program draw it."
            )
        identity = self.game.id(outcome) if isinstance(outcome, str) else outcome
        return self._step(CHANCE_ACTOR, identity, author=author)

    def _step(
        self,
        actor: str,
        identity: int,
        *,
        author: str | None = None,
        rationale: str | None = None,
        bot: str | None = None,
        why: str | None = None,
    ) -> Step:
        after = bytearray(self._state)
        events = tuple(self.game.apply_traced(after, identity))
        entry = Entry(
            n=self.n + 1,
            kind="move",
            actor=actor,
            id=self.game.name(identity),
            author=author,
            draws=self._generator.draws if author == "generator" else None,
            bot=bot,
            why=why,
            rationale=rationale,
        )
        step = Step(entry.n, actor, self.game.move(identity), events, why)
        try:
            self._record(entry, after)
        except SaveFailed as error:
            error.step = step
            raise
        return step

    # Taking back

    def undo_reason(self, seat: str | None = None) -> str | None:
        """Say why the last move cannot be taken back.

        Args:
            seat: who asks; None means the seat that moved last.

        Returns:
            A sentence, or None when `undo` would work.
        """
        depth, reason = self._retreat(seat)
        return None if depth is not None else reason

    def undo_depth(self, seat: str | None = None) -> int:
        """Return how many of a seat's moves can be taken back one after another."""
        count = 0
        line = list(self._line)
        while True:
            depth, _ = self._retreat(seat, line)
            if depth is None:
                return count
            seat = line[depth].entry.actor
            del line[depth:]
            count += 1

    def undo(self, steps: int = 1, seat: str | None = None) -> None:
        """Take back a seat's last moves.

        Args:
            steps: how many of its moves.
            seat: who asks; None means the seat that moved last.

        Raises:
            UndoRefused: something was revealed, somebody else acted, or there is nothing to
                take back; nothing was taken back.
            SaveFailed: the move is taken back but that is not yet on the disk.
        """
        if steps < 1:
            raise UndoRefused("There is nothing to take back.")
        line = list(self._line)
        for _ in range(steps):
            depth, reason = self._retreat(seat, line)
            if depth is None:
                raise UndoRefused(reason)
            seat = line[depth].entry.actor
            del line[depth:]
        if seat is None:
            raise AssertionError("unreachable: a move was taken back, so a seat made it")
        to = line[-1].entry.n if line else 0
        entry = Entry(n=self.n + 1, kind="undo", actor=seat, to=to)
        self._record(entry, self._outcome(entry))

    def undo_all(self, seat: str | None = None) -> int:
        """Take back all of a seat's moves that can be taken back.

        Args:
            seat: who asks; None means the seat that moved last.

        Returns:
            How many moves were taken back; 0 if none can be.

        Raises:
            SaveFailed: they are taken back but that is not yet on the disk.
        """
        depth = self.undo_depth(seat)
        if depth:
            self.undo(depth, seat)
        return depth

    def _retreat(
        self, seat: str | None, line: Sequence[_Frame] | None = None
    ) -> tuple[int | None, str]:
        """Find the frame a seat's undo removes first, or the sentence that forbids it."""
        line = self._line if line is None else line
        if self._paused:
            return None, "The game is paused."
        top = next((f.entry.actor for f in reversed(line) if f.entry.actor in self._seats), None)
        if top is None:
            return None, "There is nothing to take back."
        seat = top if seat is None else seat
        if seat not in self._seats:
            return None, f"'{seat}' is no seat of this game; {_list(self.game.seats)}."
        if self._seats[top] != HUMAN and seat == top:
            return None, "A bot does not take its moves back."
        for depth in range(len(line) - 1, -1, -1):
            frame = line[depth]
            entry = frame.entry
            if entry.kind != "move":
                return None, f"{entry.actor} has changed the board since."
            if entry.actor in self._seats and entry.actor != seat:
                return None, f"{self._scribe.actor(entry.actor)} has acted since."
            move = self.game.id(entry.id or "")
            barrier = self.game.undo_barrier(frame.before, move, frame.after, seat)
            if barrier is not None:
                return None, barrier
            if entry.actor == seat:
                # Somebody may have acted since and taken it back again: it was seen all the same.
                for later in self._journal.entries[entry.n :]:
                    other = later.kind == "move" and later.actor in self._seats
                    if other and later.actor != seat:
                        return None, f"{self._scribe.actor(later.actor)} has acted since."
                return depth, ""
        return None, "There is nothing to take back."

    def roll_back(self, to: int, author: str = FACILITATOR, reason: str = "") -> Branch:
        """Go back to an earlier moment, as a facilitator may; the line given up is kept.

        The generator is not wound back: what is drawn again may come out differently.

        Args:
            to: the number of the entry after which the game goes on; 0 is the start.
            author: who decides it.
            reason: why.

        Returns:
            The line given up.

        Raises:
            TableError: there is no such entry.
            SaveFailed: the game went back but that is not yet on the disk.
        """
        if not 0 <= to <= self.n:
            raise TableError(f"There is no entry {to}; the journal has entries 1 to {self.n}.")
        actor, why = _author(author), clean(reason)
        entry = Entry(n=self.n + 1, kind="branch", actor=actor, to=to, reason=why)
        self._record(entry, self._outcome(entry))
        return self._branches[-1]

    # The facilitator's other acts

    def override(
        self, cell: str, value: Value, reason: str, author: str = FACILITATOR
    ) -> tuple[Value, Value]:
        """Set a register cell by hand; one entry in the journal.

        Args:
            cell: its name, "pressure[drv]".
            value: the new value.
            reason: why; the players are told.
            author: who does it.

        Returns:
            The value before and after.

        Raises:
            EngineError: no such cell, or no such value.
            SaveFailed: it is done but not yet on the disk.
        """
        after = bytearray(self._state)
        old, new = self.game.override(after, cell, value)
        entry = Entry(
            n=self.n + 1,
            kind="override",
            actor=_author(author),
            cell=cell,
            before=self._scribe.value(cell, old),
            after=new,
            reason=clean(reason),
        )
        self._record(entry, after)
        return old, new

    def inject(
        self,
        title: str,
        text: str = "",
        changes: Mapping[str, Value] | None = None,
        author: str = FACILITATOR,
        reason: str | None = None,
    ) -> None:
        """Announce an event of the facilitator's own, with what it does to the board.

        Args:
            title: what it is called; all seats read it.
            text: what is read out.
            changes: register cells and their new values.
            author: who does it.
            reason: why, for the debrief.

        Raises:
            EngineError: no such cell, or no such value; nothing is done.
            SaveFailed: it is done but not yet on the disk.
        """
        named = {c: "none" if v is None else v for c, v in (changes or {}).items()}
        entry = Entry(
            n=self.n + 1,
            kind="inject",
            actor=_author(author),
            title=clean(title),
            text=clean(text) or None,
            changes=named,
            reason=None if reason is None else clean(reason),
        )
        self._record(entry, self._outcome(entry))

    def set_seat(self, seat: str, occupant: str, author: str = FACILITATOR) -> None:
        """Give a seat to a person or to a bot.

        Args:
            seat: the seat.
            occupant: "human" or "bot:NAME".
            author: who decides it.

        Raises:
            BadSeat: no such seat or bot.
            SaveFailed: it is done but not yet on the disk.
        """
        self._check_seat(seat)
        _check_occupant(seat, occupant, self._bots)
        entry = Entry(
            n=self.n + 1, kind="seat", actor=_author(author), seat=seat, occupant=occupant
        )
        self._record(entry, self._state)

    def note(self, text: str, author: str = FACILITATOR) -> None:
        """Write a note into the journal; the seats' logs do not show it.

        Args:
            text: the note.
            author: who writes.

        Raises:
            TableError: the note is empty.
            SaveFailed: it is noted but not yet on the disk.
        """
        words = clean(text)
        if not words:
            raise TableError("An empty note says nothing; write a few words.")
        entry = Entry(n=self.n + 1, kind="note", actor=_author(author), text=words)
        self._record(entry, self._state)

    def pause(self, on: bool = True, author: str = FACILITATOR, reason: str | None = None) -> None:
        """Stop the game, or let it go on; asking for what is so already does nothing.

        Args:
            on: True to stop.
            author: who decides it.
            reason: why.

        Raises:
            SaveFailed: it is done but not yet on the disk.
        """
        if on == self._paused:
            return
        why = None if reason is None else clean(reason)
        entry = Entry(n=self.n + 1, kind="pause", actor=_author(author), on=on, reason=why)
        self._record(entry, self._state)

    # Reading and keeping

    def log(self, seat: str | None) -> Sequence[LogLine]:
        """Return what happened on the line being played, as a seat may read it.

        Args:
            seat: the reader; None reads everything, for the facilitator and the debrief only.

        Returns:
            The lines, oldest first.

        Raises:
            BadSeat: no such seat.
        """
        if seat is not None:
            self._check_seat(seat)
        lines = [self._frame_line(frame, seat) for frame in self._line]
        for entry in self._asides:
            words = self._aside_words(entry, seat)
            if words is not None:
                lines.append(LogLine(entry.n, None, entry.actor, words))
        return sorted(lines, key=lambda line: line.n)

    def since(self, seat: str) -> Sequence[LogLine]:
        """Return the lines after a seat's own last move, as that seat may read them.

        Raises:
            BadSeat: no such seat.
        """
        own = (f.entry.n for f in reversed(self._line) if f.entry.actor == seat)
        last = next(own, 0)
        return [line for line in self.log(seat) if line.n > last]

    def _frame_line(self, frame: _Frame, seat: str | None) -> LogLine:
        entry = frame.entry
        key = (seat, entry.n)
        if key not in self._lines:
            if entry.kind == "move":
                move = self.game.move(self.game.id(entry.id or ""))
                line = self._scribe.move(
                    entry.n, entry.actor, move, frame.before, frame.after, seat
                )
            else:
                line = self._deed_line(frame, seat)
            self._lines[key] = line
        return self._lines[key]

    def _deed_line(self, frame: _Frame, seat: str | None) -> LogLine:
        entry = frame.entry
        if entry.kind == "inject":
            words = entry.title or ""
            if entry.text:
                words += f" ({entry.text})"
        else:
            # The reason could name what a seat may not see, so only those who see hear it.
            sees = seat is None or self._scribe.changes(frame.before, frame.after, seat)
            words = f"changed the board ({entry.reason})" if sees else "changed what is not shown"
        return self._scribe.deed(entry.n, entry.actor, words, frame.before, frame.after, seat)

    def _aside_words(self, entry: Entry, seat: str | None) -> str | None:
        who = self._scribe.actor(entry.actor)
        reason = f" ({entry.reason})" if entry.reason else ""
        if entry.kind == "seat":
            occupant = entry.occupant or ""
            by = "by hand" if occupant == HUMAN else f"by the bot {occupant.removeprefix(BOT)}"
            return f"{who}: {self._scribe.actor(entry.seat or '')} is now played {by}."
        if entry.kind == "pause":
            return f"{who}: the game {'is paused' if entry.on else 'goes on'}{reason}."
        if entry.kind == "branch":
            return f"{who}: the game goes back to entry {entry.to}{reason}."
        if seat is None and entry.kind == "undo":
            return f"{who}: takes back, to entry {entry.to}."
        if seat is None and entry.kind == "note":
            return f"{who} notes: {entry.text}"
        return None

    def save_as(self, path: Path) -> None:
        """Write the whole journal to a file, in one step that a crash cannot spoil.

        A sitting kept in memory goes on in that file; another goes on in its own file, and this
        one is a copy.

        Args:
            path: the file; an older one of that name is replaced.

        Raises:
            SaveFailed: the disk refused.
        """
        own = self._journal.path
        if own is not None and path.resolve() == own.resolve():
            self._journal.flush()
            return
        try:
            write_whole(path, self._journal.content(), self._journal.disk)
        except OSError as error:
            raise SaveFailed(
                f"{path}: the game could not be saved ({error.strerror or error}); it goes on as "
                "before: choose another place."
            ) from error
        if own is None:
            self._journal.settle_in(path)

    def close(self) -> None:
        """Write what is not on the disk yet.

        Raises:
            SaveFailed: the disk refused.
        """
        self._journal.flush()

    # How an entry takes effect

    def _outcome(self, entry: Entry) -> State:
        """Return the state after an entry, without changing anything."""
        if entry.kind in ("undo", "branch"):
            kept = self._kept(entry)
            return bytearray(self._line[kept - 1].after if kept else self._start)
        after = bytearray(self._state)
        if entry.kind == "move":
            # By the reference, as when it was played: what the table sees never hangs on which
            # evaluator is in use.
            self.game.apply_traced(after, self.game.id(entry.id or ""))
        elif entry.kind == "override":
            self.game.override(after, entry.cell or "", entry.after)
        elif entry.kind == "inject":
            for cell, value in (entry.changes or {}).items():
                self.game.override(after, cell, None if value == "none" else value)
        return after

    def _kept(self, entry: Entry) -> int:
        to = entry.to or 0
        return sum(frame.entry.n <= to for frame in self._line)

    def _commit(self, entry: Entry, after: State) -> None:
        """Let a sealed entry take effect."""
        if entry.kind in ("move", "override", "inject"):
            self._line.append(_Frame(entry, self._state, after))
            if entry.kind == "move":
                self._moves += 1
            if entry.draws is not None:
                self._generator.draws = entry.draws
        elif entry.kind in ("undo", "branch"):
            kept = self._kept(entry)
            given_up = tuple(frame.entry for frame in self._line[kept:])
            del self._line[kept:]
            self._branches.append(
                Branch(entry.n, entry.to or 0, entry.actor, entry.reason, given_up)
            )
            self._asides.append(entry)
        else:
            self._asides.append(entry)
            if entry.kind == "seat" and entry.seat is not None and entry.occupant is not None:
                self._seats[entry.seat] = entry.occupant
            elif entry.kind == "pause":
                self._paused = bool(entry.on)
        self._state = bytearray(after)
        # Replay adds to a journal that has no file; live play has sealed and written it already.
        if len(self._journal.entries) < entry.n:
            self._journal.entries.append(entry)

    def _record(self, entry: Entry, after: State) -> None:
        try:
            entry = self._journal.append(entry, bytes(after))
        except BaseException:
            # A full disk, or Ctrl-C while writing: the entry is kept in memory to be written
            # later, so it must take effect too.
            if self.n == entry.n:
                self._commit(self._journal.entries[-1], after)
                self._turn_changed()
            raise
        self._commit(entry, after)
        self._turn_changed()

    def _turn_changed(self) -> None:
        """Autosave at both ends of every turn of a person."""
        turn = self.to_move
        if turn == self._turn:
            return
        self._turn = turn
        if self._autosaves is None:
            return
        try:
            self._autosaves.save(self._journal.content)
        except OSError as error:
            self.notices.append(
                f"{self._autosaves.folder}: no autosave could be written "
                f"({error.strerror or error})."
            )

    def _check_seat(self, seat: str) -> None:
        if seat not in self._seats:
            raise BadSeat(f"'{seat}' is no seat of this game; {_list(self.game.seats)}.")

    def _check_running(self) -> None:
        if self._paused:
            raise NotYourMove("The game is paused; let it go on first.")


def _author(author: str) -> str:
    return clean(author) or FACILITATOR


def _list(names: Sequence[str]) -> str:
    return f"there are: {', '.join(names)}" if names else "there are none"


def _check_occupant(seat: str, occupant: str, bots: Mapping[str, Bot]) -> None:
    if occupant == HUMAN:
        return
    if not occupant.startswith(BOT):
        raise BadSeat(f"'{occupant}' cannot fill the seat {seat}; give 'human' or 'bot:NAME'.")
    name = occupant.removeprefix(BOT)
    if name not in bots:
        raise BadSeat(f"There is no bot '{name}' for the seat {seat}; {_list(sorted(bots))}.")
