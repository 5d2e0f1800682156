"""What happened on the line that is being played, as each seat may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.catalogue import phrase, spoken, stopped
from game.rules import SCALE
from game.story.log import LogLine, LogRow, LogWriter
from game.story.readers import LogReader, seats_of
from game.table.acts import (
    Answered,
    Bookmarked,
    Injected,
    Moved,
    Noted,
    Ordered,
    Overridden,
    Paused,
    RolledBack,
    Ruled,
    Seated,
    TableNamed,
    Undone,
    Unknown,
    Viewed,
)
from game.table.entry import Entry
from game.table.occupants import bot_name
from game.table.seating import HUMAN, check_seat
from game.table.survey import survey_questions
from game.table.timeline import Timeline, Transition
from game.table.tongues import Tongues


class SeatLogs:
    """Tells the timeline of a game; lines once written are kept, for windows ask often."""

    def __init__(self, timeline: Timeline, tongues: Tongues) -> None:
        """Tell of one game.

        Args:
            timeline: what happened.
            tongues: writes the lines in the language that is spoken.
        """
        self._timeline = timeline
        self._tongues = tongues
        self._lines: dict[tuple[str, LogReader, int], LogLine] = {}
        self._beginnings: dict[tuple[str, LogReader], LogLine | None] = {}

    @property
    def _writer(self) -> LogWriter:
        return self._tongues.writer

    def of(self, timeline: Timeline) -> SeatLogs:
        """Tell of an earlier moment of the same game; what was written once serves both.

        Args:
            timeline: the game as it stood then.
        """
        earlier = SeatLogs(timeline, self._tongues)
        earlier._lines, earlier._beginnings = self._lines, self._beginnings
        return earlier

    def log(self, seat: LogReader) -> Sequence[LogLine]:
        """Return what happened on the line being played, as a seat may read it.

        Args:
            seat: the reader; None is for the facilitator and the debrief only.

        Returns:
            The lines, oldest first.

        Raises:
            BadSeat: no such seat.
        """
        beginning = self.beginning(seat)
        lines = [] if beginning is None else [beginning]
        lines += [self.change(frame, seat) for frame in self._timeline.line]
        asides = (self.aside(entry, seat) for entry in self._timeline.asides)
        lines += [line for line in asides if line is not None]
        return sorted(lines, key=lambda line: line.n)

    def writing(self, seat: LogReader) -> Iterator[LogLine]:
        """Yield the lines of what changed the state one by one, each as it is written.

        Who may not wait for all of them goes through these, and finds them in `log` then.

        Raises:
            BadSeat: no such seat.
        """
        self.beginning(seat)
        for frame in self._timeline.line:
            yield self.change(frame, seat)

    def beginning(self, seat: LogReader) -> LogLine | None:
        """Return what the rules told before the first entry, as a seat may read it, or None.

        Raises:
            BadSeat: no such seat.
        """
        for each in seats_of(seat):
            check_seat(each, self._timeline.game.seats)
        key = spoken(), seat
        if key not in self._beginnings:
            begun = self._tongues.beginning(self._timeline)
            self._beginnings[key] = self._writer.beginning(begun, seat)
        return self._beginnings[key]

    def since(self, seat: str) -> Sequence[LogLine]:
        """Return the lines after a seat's own last move, as that seat may read them.

        Raises:
            BadSeat: no such seat.
        """
        own = (f.entry.n for f in reversed(self._timeline.line) if f.entry.actor == seat)
        last = next(own, -1)
        return [line for line in self.log(seat) if line.n > last]

    def change(self, frame: Transition, seat: LogReader) -> LogLine:
        """Tell of a change of the state as a seat may read it, whether or not it still counts.

        Args:
            frame: the change.
            seat: the reader.
        """
        entry = frame.entry
        key = (spoken(), seat, entry.n)
        if key not in self._lines:
            self._lines[key] = self._told(frame, seat)
        return self._lines[key]

    def would_tell(self, frame: Transition, seat: LogReader) -> LogLine | None:
        """Tell of what is not done; nothing of it is kept.

        Args:
            frame: what would be done, and the states around it.
            seat: the reader.
        """
        if isinstance(frame.entry.act, Injected | Overridden | Ruled | Moved):
            return self._told(frame, seat)
        return self.aside(frame.entry, seat, own=True)

    def _told(self, frame: Transition, seat: LogReader) -> LogLine:
        """A change of the state, as a seat may read of it."""
        entry, writer = frame.entry, self._writer
        n, actor, before, after = entry.n, entry.actor, frame.before, frame.after
        match entry.act:
            case Moved(id=name):
                game = self._tongues.game
                move = game.id(name)
                step = self._tongues.happened(frame, move)
                return writer.move(n, actor, game.move(move), step, seat).noted(frame.told)
            case Injected(title=title, text=text):
                head = stopped(title) if text else title
                words = phrase("log.event", title=head, text=text) if text else title
            case Ruled(granted=granted, text=text):
                words = phrase("log.granted" if granted else "log.refused", text=text)
            case Overridden(reason=reason):
                # The reason could name what a seat may not see, so only those who see hear it.
                sees = seat is None or writer.changes(before, after, seat)
                changed = phrase("log.changed", reason=reason) if reason else phrase("log.changes")
                words = changed if sees else phrase("log.changed_unseen")
            case _:
                raise AssertionError("no other act changes the state")
        return writer.deed(n, actor, words, before, after, seat)

    def aside(self, entry: Entry, seat: LogReader, own: bool = False) -> LogLine | None:
        """Tell of an entry that changes no state, or takes changes back.

        Args:
            entry: the entry.
            seat: the reader.
            own: whether the reader is told of what only they themselves did.

        Returns:
            The line; None for nothing that this reader is told.
        """
        words, act = self._for_all(entry), entry.act
        if words is None and (seat is None or (own and self._own(entry, seat))):
            words = self._for_few(entry)
        elif isinstance(act, RolledBack) and seat is None:
            words = f"{words} {self._numbers(entry)}".rstrip()
        return None if words is None else LogLine(entry.n, None, entry.actor, (LogRow(words),))

    def _own(self, entry: Entry, seat: LogReader) -> bool:
        """Whether a seat did it, or it is an order that it gave, whoever wrote that down."""
        act = entry.act
        return seat == entry.actor or (isinstance(act, Ordered) and seat == act.seat)

    def _for_all(self, entry: Entry) -> str | None:
        """What everybody at the table is told."""
        who = self._writer.actor(entry.actor)
        match entry.act:
            case Seated(seat=given, occupant=occupant, person=person):
                seat = self._writer.actor(given)
                if occupant != HUMAN:
                    bot = bot_name(occupant, self._tongues.game.rules.look)
                    return phrase("log.seated_bot", who=who, seat=seat, bot=bot)
                if person:
                    return phrase("log.seated_person", who=who, seat=seat, person=person)
                return phrase("log.seated", who=who, seat=seat)
            case TableNamed(name=name):
                return phrase("log.named", who=who, name=name)
            case Paused(on=on, reason=reason):
                words = phrase("log.paused" if on else "log.goes_on", who=who)
                return _with_reason(words, reason)
            case RolledBack(to=to, reason=reason):
                return _with_reason(phrase("log.goes_back", who=who, n=to), reason)
        return None

    def _for_few(self, entry: Entry) -> str | None:
        """What is told to whoever did it and to the facilitator."""
        who = self._writer.actor(entry.actor)
        match entry.act:
            case Undone():
                return phrase("log.takes_back", who=who, moves=self._taken_back(entry))
            case Noted(text=text, about=None):
                return phrase("log.notes", who=who, text=text)
            case Noted(text=text, about=about):
                return phrase("log.notes_on", who=who, n=about, text=text)
            case Bookmarked(about=about, text=text):
                where = phrase("log.entry", n=about) if about else phrase("log.start")
                if text:
                    return phrase("log.marks_with", who=who, where=where, text=text)
                return phrase("log.marks", who=who, where=where)
            case Answered(question=question, words=given, scale=scale):
                asked = next(
                    (q.text for q in survey_questions(self._tongues.game) if q.id == question),
                    question,
                )
                answer = given or phrase("survey.of", scale=scale, most=SCALE)
                return phrase("log.answers", who=who, question=asked, answer=answer)
            case Ordered(seat=seat, text=text):
                return phrase("log.orders", seat=self._writer.actor(seat), text=text)
            case Viewed(seat=None):
                return phrase("log.views_all", who=who)
            case Viewed(seat=str(seat)):
                return phrase("log.views", who=who, seat=self._writer.actor(seat))
            case Unknown(kind=kind):
                return phrase("log.unknown", who=who, kind=kind)
        return None

    def _given_up(self, entry: Entry) -> tuple[Transition, ...]:
        """What an entry gave up."""
        return next((b.changes for b in self._timeline.branches if b.n == entry.n), ())

    def _taken_back(self, entry: Entry) -> str:
        """The moves that an undo took back, by their names and entries."""
        game, own, others = self._tongues.game, [], []
        for change in self._given_up(entry):
            act, n = change.entry.act, change.entry.n
            if isinstance(act, Moved) and change.entry.actor == entry.actor and act.bot is None:
                move = game.move(game.id(act.id))
                own.append(phrase("log.taken_back", move=move.title or move.name, n=n))
            else:
                others.append(str(n))
        moves = ", ".join(own)
        if not others:
            return moves
        return phrase("log.and_replies", moves=moves, count=len(others), entries=", ".join(others))

    def _numbers(self, entry: Entry) -> str:
        """Which entries no longer count since this one."""
        given_up = [str(change.entry.n) for change in self._given_up(entry)]
        if not given_up:
            return ""
        return phrase("log.given_up", count=len(given_up), entries=", ".join(given_up))


def _with_reason(words: str, reason: str | None) -> str:
    """A sentence, and why it was done where that is said."""
    return stopped(phrase("log.because", words=words, reason=reason) if reason else words)
