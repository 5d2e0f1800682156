"""One sitting: a game, the people and bots around it, and the journal of what they did.

Nothing here knows a rule.  What there is to see is in `standing`, what a facilitator may do in
`facilitator`; here people sit down, play, take back and keep the game.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from game.engine import CHANCE, Game
from game.rules import NOTHING, Rules
from game.table.bot import Bot
from game.table.course import Course
from game.table.entry import Entry, clean
from game.table.errors import (
    BadSeat,
    NotYourMove,
    SaveExists,
    SaveFailed,
    TableError,
    UndoRefused,
)
from game.table.facilitator import Facilitated
from game.table.generator import LARGEST_SEED, Generator
from game.table.header import Header
from game.table.journal import Journal
from game.table.ledger import Ledger
from game.table.log import CHANCE as CHANCE_ACTOR
from game.table.reading import read
from game.table.records import Step
from game.table.resume import open_game, replay
from game.table.seating import (
    ALL,
    BOT,
    FACILITATOR,
    HUMAN,
    check_auto,
    check_occupant,
    fill_seats,
    listed,
)  # fmt: skip
from game.table.setup import GameSetup, SavedGame
from game.table.snapshot import DISK, Autosaves, Disk, fresh_path, is_autosave, write_whole
from game.table.undo import retreat


class Sitting(Facilitated):
    """A game being played.

    Make one with `new` or `load`.

    Attributes:
        real_dice: True at a table that rolls its own dice: `step` then waits at every outcome
            that all may see, and `set_outcome` enters it.
    """

    def __init__(self, ledger: Ledger, bots: Mapping[str, Bot]) -> None:
        """Sit down at an open ledger; use `new` or `load` instead.

        Args:
            ledger: what happened and where it led.
            bots: the bots there are, by name.
        """
        super().__init__(ledger, bots)
        self.real_dice = False

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
        options: Mapping[str, str] = NOTHING,
        autosave: Path | None = None,
        evaluator: str = "generated",
        disk: Disk = DISK,
    ) -> Sitting:
        """Sit down to a new game.

        Args:
            rules: the rules.
            scenario: the id of one of their scenarios.
            seats: who sits where: "human", "bot:NAME" or, for an optional seat, "auto"; a seat
                left out is human, or auto where it is optional.
            seed: what chance and the bots draw from, 0..2**63-1.
            path: the file to keep the journal in; None keeps it in memory.
            bots: the bots there are, by name.
            options: what was chosen; an option that is left out has its default.
            autosave: the folder of the rotating autosaves; None makes none.
            evaluator: how the engine runs the rules.
            disk: the operations on files.

        Returns:
            The sitting, before its first step.

        Raises:
            EngineError: no such scenario.
            OptionError: no such option or value, or not in this scenario.
            BadSeat: no such seat, no such bot, or no such way to fill a seat.
            TableError: the seed is out of range.
            SaveExists: there is a file at `path` already.
            SaveFailed: the file cannot be written.
        """
        game = Game(rules, scenario, evaluator=evaluator, options=options)
        for seat in seats:
            if seat not in game.seats and seat != ALL:
                raise BadSeat(f"'{seat}' is no seat of {scenario}; {listed(game.seats)}.")
        filled = fill_seats(game.seats, game.optional, seats)
        for seat, occupant in filled.items():
            check_occupant(seat, occupant, bots)
            check_auto(seat, occupant, game.optional)
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
            options=game.chosen,
        )
        saves = None if autosave is None else Autosaves(autosave, disk=disk)
        ledger = Ledger(Course(game, filled), Journal(header, path, disk), saves)
        ledger.start()
        return cls(ledger, bots)

    @classmethod
    def load(
        cls,
        path: Path,
        bots: Mapping[str, Bot] | Callable[[Rules], Mapping[str, Bot]],
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
            bots: the bots there are, by name, or what tells them for the rules in the save; a
                seat whose bot is missing becomes human, said in `notices`.
            autosave: the folder of the rotating autosaves; None makes none.
            evaluator: how the engine runs the rules.
            disk: the operations on files.

        Returns:
            The sitting as it was after the last entry that holds.

        Raises:
            SaveError: the file is not a save that this program can load; a subclass says how.
        """
        reading = read(path)
        game = open_game(reading, evaluator)
        course = Course(game, reading.header.seats)
        held, notices = replay(course, reading)
        journal = Journal.continued(reading, held, disk)
        if is_autosave(path):
            # The autosaves rotate by being renamed: the game must not be kept in one of them.
            journal.move_to(fresh_path(path.parent, reading.header.scenario))
            notices.append(f"{path.name} is an autosave; the game goes on in {journal.path}.")
        if callable(bots):
            bots = bots(game.rules)
        for seat, occupant in course.seats.items():
            try:
                check_occupant(seat, occupant, bots)
            except BadSeat as error:
                course.seats[seat] = HUMAN
                notices.append(f"{error} The seat is played by hand.")
        saves = None if autosave is None else Autosaves(autosave, disk=disk)
        sitting = cls(Ledger(course, journal, saves), bots)
        sitting.notices += notices
        return sitting

    @classmethod
    def open(
        cls,
        start: GameSetup | SavedGame,
        bots: Callable[[Rules], Mapping[str, Bot]],
        *,
        autosave: Path | None = None,
        disk: Disk = DISK,
    ) -> Sitting:
        """Sit down to a new game or to a saved one.

        Args:
            start: which game.
            bots: tells the bots there are for some rules, by name.
            autosave: the folder of the rotating autosaves; None makes none.
            disk: the operations on files.

        Raises:
            EngineError: no such scenario.
            OptionError: no such option or value, or not in this scenario.
            TableError: it cannot be played; a subclass says why.
        """
        if isinstance(start, GameSetup):
            return cls.new(
                start.rules, start.scenario, start.seats, start.seed, start.path,
                bots(start.rules), options=start.options, autosave=autosave,
                evaluator=start.evaluator, disk=disk,
            )  # fmt: skip
        sitting = cls.load(
            start.path, bots, autosave=autosave, evaluator=start.evaluator, disk=disk
        )
        for seat, occupant in start.taken(sitting.seats).items():
            sitting.set_seat(seat, occupant)
        return sitting

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
        if self._course.paused or self.over or self.to_move is not None:
            return None
        seat = self.actor
        if seat is None:
            if self.real_dice and not self.pending.hidden:
                return None
            dice = Generator(self.header.seed, draws=self._course.draws)
            outcome = dice.weighted(self.game.chance(self._course.state))
            return self._step(CHANCE_ACTOR, outcome, author="generator", draws=dice.draws)
        name = self._course.seats[seat].removeprefix(BOT)
        # A stream of its own for each decision: what a bot draws never shifts the dice, and a
        # resumed game needs to remember nothing of it.
        rng = Generator(self.header.seed, f"bot {seat} {self._course.moves}")
        choice = self._bots[name](self.game, bytearray(self._course.state), seat, rng)
        if choice.move_id not in self.game.legal(self._course.state):
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
        if self.game.actor(self._course.state) != CHANCE:
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
        draws: int | None = None,
        rationale: str | None = None,
        bot: str | None = None,
        why: str | None = None,
    ) -> Step:
        after = bytearray(self._course.state)
        events = tuple(self.game.apply_traced(after, identity))
        entry = Entry(
            n=self.n + 1,
            kind="move",
            actor=actor,
            id=self.game.name(identity),
            author=author,
            draws=draws,
            bot=bot,
            why=why,
            rationale=rationale,
        )
        step = Step(entry.n, actor, self.game.move(identity), events, why)
        try:
            self._ledger.add(entry, after)
        except SaveFailed as error:
            error.step = step
            raise
        return step

    def _check_running(self) -> None:
        if self.paused:
            raise NotYourMove("The game is paused; let it go on first.")

    # Taking back

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
        line = list(self._course.line)
        for _ in range(steps):
            depth, reason = retreat(self._course, self._ledger.journal.entries, seat, line)
            if depth is None:
                raise UndoRefused(reason)
            seat = line[depth].entry.actor
            del line[depth:]
        if seat is None:
            raise AssertionError("unreachable: a move was taken back, so a seat made it")
        to = line[-1].entry.n if line else 0
        entry = Entry(n=self.n + 1, kind="undo", actor=seat, to=to)
        self._ledger.add(entry, self._course.after(entry))

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

    # Keeping

    def save_as(self, path: Path) -> None:
        """Write the whole journal to a file, in one step that a crash cannot spoil.

        A sitting kept in memory goes on in that file; another goes on in its own file, and this
        one is a copy.

        Args:
            path: the file; an older one of that name is replaced.

        Raises:
            SaveFailed: the disk refused.
        """
        own = self._ledger.journal.path
        if own is not None and path.resolve() == own.resolve():
            self._ledger.journal.flush()
            return
        try:
            write_whole(path, self._ledger.journal.content(), self._ledger.journal.disk)
        except OSError as error:
            raise SaveFailed(
                f"{path}: the game could not be saved ({error.strerror or error}); it goes on as "
                "before: choose another place."
            ) from error
        if own is None:
            self._ledger.journal.settle_in(path)

    def last_words(self) -> str:
        """Write what can still be written, and say in a sentence where the game is kept."""
        try:
            self.close()
        except SaveFailed as error:
            return str(error)
        return f"The game is saved in {self.path}." if self.path else "The game was not saved."

    def close(self) -> None:
        """Write what is not on the disk yet.

        Raises:
            SaveFailed: the disk refused.
        """
        self._ledger.journal.flush()
