"""What there is to see of a sitting: where the game stands, whose turn it is, what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.engine import Game, Verdict
from game.table.chronicle import Chronicle
from game.table.entry import Entry
from game.table.header import Header
from game.table.log import LogLine, Scribe
from game.table.records import Result, Step
from game.table.seating import check_seat
from game.table.undo import retreat, undo_depth

if TYPE_CHECKING:
    from game.engine import Move, Pending, State, View
    from game.table.course import Branch
    from game.table.ledger import Ledger


class Standing:
    """A sitting as far as it is looked at; nothing here changes it.

    Attributes:
        game: the game.
        notices: sentences for the people at the table: a torn tail cut off, an autosave that
            failed, ...; read them and clear them.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Look at a game.

        Args:
            ledger: what happened and where it led.
        """
        self.game: Game = ledger.course.game
        self.notices = ledger.notices
        self._ledger = ledger
        self._course = ledger.course
        self._scribe = Scribe(self.game)
        self._chronicle = Chronicle(self._course, self._scribe)

    @property
    def path(self) -> Path | None:
        """The file the journal is kept in."""
        return self._ledger.journal.path

    @property
    def header(self) -> Header:
        """The head of the journal."""
        return self._ledger.journal.header

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that happened, the lines given up included."""
        return tuple(self._ledger.journal.entries)

    @property
    def n(self) -> int:
        """The number of the last entry; 0 before the first."""
        return self._ledger.n

    @property
    def state(self) -> State:
        """A copy of the true state; not for windows."""
        return bytearray(self._course.state)

    @property
    def seats(self) -> Mapping[str, str]:
        """Who sits where now: "human" or "bot:NAME"."""
        return dict(self._course.seats)

    @property
    def pending(self) -> Pending:
        """What the game waits for."""
        return self.game.pending(self._course.state)

    @property
    def paused(self) -> bool:
        """Whether the facilitator has stopped the game."""
        return self._course.paused

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self._course.over

    @property
    def actor(self) -> str | None:
        """The seat whose decision is due, person or bot; None at chance and at the end."""
        return self._course.actor

    @property
    def to_move(self) -> str | None:
        """The seat a person must now decide for; None if a step is automatic or it is over."""
        return self._course.to_move

    @property
    def result(self) -> Result | None:
        """How the game ended, or None while it goes on."""
        if not self.over:
            return None
        state, game = self._course.state, self.game
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
        return tuple(self._course.branches)

    def view(self, seat: str) -> View:
        """Return what a seat sees now.

        Raises:
            BadSeat: no such seat.
        """
        check_seat(seat, self.game.seats)
        return self.game.observe(self._course.state, seat)

    def legal(self) -> list[Move]:
        """Return the moves of the person to move; [] when nobody is asked."""
        if self.to_move is None or self._course.paused:
            return []
        return [self.game.move(move) for move in self.game.legal(self._course.state)]

    def candidates(self) -> list[Move]:
        """Return every move that the seat to move could ever be offered here, legal or not."""
        state = self._masked()
        return [self.game.move(m) for m in self.game.candidates(state)]

    def explain(self, move_id: int) -> Verdict:
        """Return why a move is legal or not, from what the seat to move sees."""
        return self.game.explain(self._masked(), move_id)

    def prices(self, move_id: int) -> dict[str, int]:
        """Return what an action would cost the seat to move, by register, from what it sees."""
        return self.game.prices(self._masked(), move_id)

    def _masked(self) -> State:
        """The state as the seat to move sees it; the whole one where no seat is to move."""
        seat = self.to_move
        return self.state if seat is None else self.view(seat).masked

    def outcomes(self) -> list[tuple[Move, int]]:
        """Return the outcomes of the chance that is due, with weights; [] when none is."""
        return [
            (self.game.move(move), weight) for move, weight in self.game.chance(self._course.state)
        ]

    def steps(self) -> list[Step]:
        """Return the steps of the line being played, for whoever may know everything.

        Their events are worked out anew, so this takes as long as replaying the game.
        """
        found = []
        for frame in self._course.line:
            if frame.entry.kind != "move" or frame.entry.id is None:
                continue
            move = self.game.move(self.game.id(frame.entry.id))
            events = self.game.apply_traced(bytearray(frame.before), move.id)
            entry = frame.entry
            found.append(Step(entry.n, entry.actor, move, tuple(events), entry.why))
        return found

    def undo_reason(self, seat: str | None = None) -> str | None:
        """Say why the last move cannot be taken back.

        Args:
            seat: who asks; None means the seat that moved last.

        Returns:
            A sentence, or None when `undo` would work.
        """
        depth, reason = retreat(self._course, self._ledger.journal.entries, seat)
        return None if depth is not None else reason

    def undo_depth(self, seat: str | None = None) -> int:
        """Return how many of a seat's moves can be taken back one after another."""
        return undo_depth(self._course, self._ledger.journal.entries, seat)

    def log(self, seat: str | None) -> Sequence[LogLine]:
        """Return what happened on the line being played, as a seat may read it.

        Args:
            seat: the reader; None reads everything, for the facilitator and the debrief only.

        Returns:
            The lines, oldest first.

        Raises:
            BadSeat: no such seat.
        """
        return self._chronicle.log(seat)

    def since(self, seat: str) -> Sequence[LogLine]:
        """Return the lines after a seat's own last move, as that seat may read them.

        Raises:
            BadSeat: no such seat.
        """
        return self._chronicle.since(seat)
