"""The umpire's desk: all that a console shows of a table, and all that it may do there.

Nothing here draws. A window, a browser page and a terminal ask the same desk: what is so, what an
act would come to (`preview`), and the act itself (`file`). An act is filed as it was looked at, and
is an ordinary entry of the journal with its author, its reason, before and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from game.catalogue import phrase
from game.engine import CellId
from game.table.acts import Injected, Moved, Noted, Viewed
from game.table.clock import CLOCK
from game.table.errors import TableError
from game.table.seating import AUTO, FACILITATOR, HUMAN
from game.umpire.acts import (
    InjectAct,
    MarkAct,
    NoteAct,
    OrderAct,
    OutcomeAct,
    OverrideAct,
    PauseAct,
    RollBackAct,
    RulingAct,
    SwapAct,
    UmpireAct,
    journal_act,
)
from game.umpire.board import Apart, PlaceRow, apart, places
from game.umpire.clock import TableClocks
from game.umpire.effects import Effects, EffectTeller, SeatReading
from game.umpire.gate import UmpireGate
from game.umpire.library import InjectCard, Library
from game.umpire.rehearsal import PositionRehearsal
from game.umpire.story import Story, StoryRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.engine import CellValue, Move, State, View
    from game.table.clock import Clock
    from game.table.sitting import Sitting


@frozen
class SeatHolding:
    """A seat as the console lists it.

    Attributes:
        seat: its id.
        name: what people call it.
        occupant: "human", "bot:NAME" or "auto".
        person: who it is, where somebody said.
        to_move: whether its decision is due.
    """

    seat: str
    name: str
    occupant: str
    person: str
    to_move: bool

    @property
    def settled(self) -> bool:
        """Whether the rules act for it, which was settled at the start."""
        return self.occupant == AUTO


@frozen
class OrderRow:
    """An order that waits for a ruling.

    Attributes:
        n: the number of its entry.
        seat: the seat that gave it.
        name: what people call the seat.
        text: the order.
    """

    n: int
    seat: str
    name: str
    text: str


@frozen
class CellRow:
    """A cell that may be overridden.

    Attributes:
        cell: its name.
        title: what people call it.
        value: its value.
        words: its value in words.
        choices: the values that it may have, each with its words; numbers by their range alone.
        low: the least number, and `high` the greatest; None where it holds no numbers.
    """

    cell: str
    title: str
    value: CellValue
    words: str
    choices: tuple[tuple[CellValue, str], ...] = ()
    low: int | None = None
    high: int | None = None


class UmpireDesk:
    """One umpire at one table.

    Attributes:
        sitting: the table.
        gate: the lock of the console.
        clocks: how long things have run.
        library: the injects at hand.
        author: who is said to have done what is filed here.
    """

    def __init__(self, sitting: Sitting, clock: Clock = CLOCK, author: str = FACILITATOR) -> None:
        """Sit down at the desk; the console is not opened by that.

        Args:
            sitting: the table.
            clock: what tells the time.
            author: who files acts here.

        Raises:
            BadInjects: a file of injects lies beside the save and cannot be used.
        """
        self.sitting, self.author = sitting, author
        self.gate = UmpireGate(sitting, clock)
        self.clocks = TableClocks(sitting, clock)
        self.library = Library(sitting)
        self.library.add_beside(sitting.path)
        self._story = Story(sitting)
        self._tellers: dict[str, EffectTeller] = {}

    @property
    def _teller(self) -> EffectTeller:
        """Tells effects in the language that is spoken."""
        game = self.sitting.game
        if game.rules.language not in self._tellers:
            self._tellers[game.rules.language] = EffectTeller(game)
        return self._tellers[game.rules.language]

    def open(self, code: str) -> None:
        """Open the console; that everything was looked at is noted in the journal.

        Raises:
            WrongCode: the code does not fit, or comes too soon.
            SaveFailed: it is open but that is not yet on the disk.
        """
        self.gate.open(code)
        self.sitting.facilitator.viewed(author=self.author)

    # What is so ------------------------------------------------------------------------------

    @property
    def truth(self) -> View:
        """Everything, as no seat sees it."""
        return self.sitting.sight(None)

    def seen_by(self, seat: str) -> View:
        """What a seat sees; that the umpire looked is noted in the journal.

        Raises:
            BadSeat: no such seat.
            SaveFailed: it was looked at but that is not yet on the disk.
        """
        view = self.sitting.sight(seat)
        self.sitting.facilitator.viewed(seat, self.author)
        return view

    @property
    def claimed(self) -> View:
        """What all who are played see together."""
        return self.sitting.common(self.played)

    @property
    def played(self) -> tuple[str, ...]:
        """The seats that somebody plays, person or bot."""
        return tuple(seat for seat, who in self.sitting.seats.items() if who != AUTO)

    @property
    def places(self) -> list[PlaceRow]:
        """The places as they truly are."""
        return places(self.sitting.game, self.truth)

    @property
    def apart(self) -> list[Apart]:
        """The places that are not as everybody counts them."""
        return list(apart(self.sitting.game, self.truth))

    @property
    def story(self) -> list[StoryRow]:
        """Every line, oldest first."""
        return self._story.rows()

    @property
    def seats(self) -> list[SeatHolding]:
        """The seats, in declared order."""
        sitting, people = self.sitting, self.sitting.people
        game = sitting.game
        return [
            SeatHolding(s, game.short("seat", s), who, people.get(s, ""), s == sitting.actor)
            for s, who in sitting.seats.items()
        ]

    @property
    def orders(self) -> list[OrderRow]:
        """The orders that wait for a ruling, oldest first."""
        game = self.sitting.game
        return [
            OrderRow(n, act.seat, game.short("seat", act.seat), act.text)
            for n, act in self.sitting.facilitator.orders.items()
        ]

    @property
    def outcomes(self) -> list[tuple[Move, int]]:
        """The outcomes of the chance that is due, with weights; none where nothing is to fall."""
        return self.sitting.outcomes()

    @property
    def injects(self) -> list[InjectCard]:
        """The library as it stands now, what makes sense now before the rest."""
        sitting = self.sitting
        counted = {entry.n for entry in sitting.entries if entry.n in set(sitting.line)}
        acts = [entry.act for entry in sitting.entries if entry.n in counted]
        used = [act.inject for act in acts if isinstance(act, Injected) and act.inject]
        cards = self.library.cards(sitting.state, used)
        return sorted(cards, key=lambda card: not card.choices)

    @property
    def codes(self) -> tuple[str, ...]:
        """The observers' codes that were used at this table so far, the most frequent first."""
        told = [e.act.tags for e in self.sitting.entries if isinstance(e.act, Noted)]
        all_ = [tag for tags in told for tag in tags]
        return tuple(sorted(dict.fromkeys(all_), key=lambda tag: -all_.count(tag)))

    @property
    def cells(self) -> list[CellRow]:
        """The cells that may be overridden, in declared order; those never told of come last."""
        game, state = self.sitting.game, self.sitting.state
        quiet = game.rules.look.roles.quiet
        found = [
            self._cell(cell, value)
            for cell, value in game.items(state)
            if not game.registers[CellId.parse(cell).register].zone
        ]
        return sorted(found, key=lambda row: CellId.parse(row.cell).register in quiet)

    def _cell(self, cell: str, value: CellValue) -> CellRow:
        name, words = CellId.parse(cell).register, self._teller.value
        title, values = self._teller.title(cell), self.sitting.game.values(cell)
        if isinstance(values, range):
            return CellRow(cell, title, value, words(name, value), (), values[0], values[-1])
        choices = tuple((option, words(name, option)) for option in values)
        return CellRow(cell, title, value, words(name, value), choices)

    # Acts ------------------------------------------------------------------------------------

    def inject(self, name: str, of: Sequence[str] = (), reason: str = "") -> InjectAct:
        """Return the act that lets an inject of the library happen; see `Library.act`."""
        return self.library.act(self.sitting.state, name, of, reason)

    def spot(self, title: str, text: str, script: str, reason: str = "") -> InjectAct:
        """Return the act of an inject that is written on the spot.

        Args:
            title: what it is called.
            text: what is read out.
            script: a few assignments in the language of the rules; "" for words alone.
            reason: why.

        Raises:
            InjectError: the script cannot be used; with line, column and cure.
            ScriptError: it would break a promise of the rules here.
        """
        return InjectAct(title, text, self.drafted(script), reason, script=script)

    def ruling(
        self, about: int, granted: bool, text: str, script: str, reason: str = "", die: str = ""
    ) -> RulingAct:
        """Return the act that judges an order; what is refused has no effects, whatever is written.

        Args:
            about: the number of the order's entry.
            granted: whether it is carried out.
            text: what comes of it.
            script: what that does, in the language of the rules; "" for words alone.
            reason: why.
            die: what was rolled for it, if anything.

        Raises:
            InjectError: the script cannot be used; with line, column and cure.
            ScriptError: it would break a promise of the rules here.
        """
        script = script if granted else ""
        return RulingAct(about, granted, text, self.drafted(script), reason, die, script)

    def drafted(self, script: str) -> dict[str, CellValue]:
        """What a script written on the spot would change; see `spot`."""
        if not script.strip():
            return {}
        return dict(self.sitting.game.drafted(self.sitting.state, script))

    def preview(self, act: UmpireAct) -> Effects:
        """Say what an act would come to; nothing changes.

        Args:
            act: the act.

        Raises:
            TableError: the table has no such entry.
            EngineError: the game has no such cell, value or outcome, or not now.
            BadSeat: no such seat.
        """
        sitting, told = self.sitting, journal_act(act, self.sitting.n)
        if isinstance(act, RollBackAct) and not 0 <= act.to <= sitting.n:
            raise TableError(phrase("play.no_entry", n=act.to, count=sitting.n))
        if isinstance(act, SwapAct):
            sitting.facilitator.may_seat(act.seat, act.occupant)
        before, after = sitting.state, sitting.would_be(told)
        leaves = (
            tuple(n for n in sitting.line if n > act.to) if isinstance(act, RollBackAct) else ()
        )
        warnings = self._teller.warnings(before, after)
        if leaves:
            warnings = (phrase("umpire.leaves", count=len(leaves)), *warnings)
        return Effects(
            self._teller.changes(before, after),
            self._teller.derived(before, after),
            warnings,
            self._readings(act, after),
            self._teller.stuck(after),
            leaves,
        )

    def _readings(self, act: UmpireAct, after: State) -> tuple[SeatReading, ...]:
        """What each seat would be told."""
        sitting, told = self.sitting, journal_act(act, self.sitting.n)
        if isinstance(told, Moved | Viewed):
            # What a move tells is told as it happens.
            return ()
        found = []
        for seat in self.played:
            line = sitting.would_tell(told, after, seat)
            words = "" if line is None else line.text
            found.append(SeatReading(seat, sitting.game.short("seat", seat), words))
        return tuple(found)

    def file(self, act: UmpireAct) -> None:
        """Do an act: one entry of the journal.

        Args:
            act: the act.

        Raises:
            TableError: it needs a reason, a title or words, or nobody could go on after it; a
                subclass says how.
            EngineError: the game has no such cell, value or outcome, or not now.
            SaveFailed: it is done but not yet on the disk.
        """
        if isinstance(act, OverrideAct | InjectAct | RulingAct) and self.preview(act).stuck:
            raise TableError(phrase("umpire.stuck"))
        chair, by = self.sitting.facilitator, self.author
        match act:
            case OverrideAct(cell, value, reason):
                chair.override(cell, value, reason, by)
            case InjectAct(title, text, changes, reason, inject, of, script):
                if not reason.strip():
                    raise TableError(phrase("umpire.why"))
                chair.inject(title, text, changes, by, reason, inject=inject, of=of, script=script)
            case OutcomeAct(outcome, rolled, reason):
                if not rolled and not reason.strip():
                    raise TableError(phrase("umpire.why"))
                self.sitting.set_outcome(outcome, "dice" if rolled else FACILITATOR, reason)
            case OrderAct(seat, text):
                chair.order(seat, text, by)
            case RulingAct(about, granted, text, changes, reason, die, script):
                chair.rule(about, granted, text, changes, by, reason, die, script)
            case SwapAct(seat, occupant, person, reason):
                chair.set_seat(seat, occupant, by, person, reason)
            case PauseAct(on, reason):
                chair.pause(on, by, reason or None)
            case RollBackAct(to, reason):
                if not reason.strip():
                    raise TableError(phrase("umpire.why"))
                chair.roll_back(to, by, reason)
            case NoteAct(text, about, codes):
                chair.note(text, by, about, codes)
            case MarkAct(text, about):
                chair.bookmark(text, by, about)

    def keep_time(self) -> bool:
        """Let time pass: ring where a clock is at nought, and do the usual where that is due.

        It is asked every now and then, whether or not anybody looks at the console. One move is
        made at a time, so that what follows from it is seen.

        Returns:
            Whether the bell was heard, or a move was made.

        Raises:
            SaveFailed: the usual is done but not yet on the disk.
        """
        before = self.clocks.rings
        self.clocks.tick()
        due = self.clocks.usual_due
        if due:
            self.usual()
        return due or self.clocks.rings != before

    def usual(self) -> None:
        """Let the usual be done for the person to move, as their time is up.

        Raises:
            NotYourMove: no person is to move, or the game is paused.
            SaveFailed: it is done but not yet on the disk.
        """
        self.sitting.play_usual(phrase("umpire.time_up"))

    def rehearsal(self, count: int = 40, seed: int = 1) -> PositionRehearsal:
        """Return a rehearsal of the position, which is played in steps.

        Args:
            count: how many games.
            seed: of the first; others give other games.
        """
        return PositionRehearsal(self.sitting.game, self.sitting.state, self.played, count, seed)

    def swapped(self, seat: str, bot: str) -> SwapAct:
        """Return the act that gives a seat to a bot, or back to people where a bot has it.

        Args:
            seat: the seat.
            bot: which bot, by name.
        """
        now = self.sitting.seats[seat]
        return SwapAct(seat, f"bot:{bot}" if now == HUMAN else HUMAN)
