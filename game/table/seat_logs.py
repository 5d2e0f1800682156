"""What happened on the line that is being played, as each seat may read it."""

from __future__ import annotations

from collections.abc import Sequence

from game.table.acts import (
    Injected,
    Moved,
    Noted,
    Overridden,
    Paused,
    RolledBack,
    Seated,
    Undone,
)
from game.table.entry import Entry
from game.table.log import LogLine, LogWriter
from game.table.seating import BOT, HUMAN, check_seat
from game.table.timeline import Timeline, Transition


class SeatLogs:
    """Tells the timeline of a game; lines once written are kept, for windows ask often."""

    def __init__(self, timeline: Timeline, writer: LogWriter) -> None:
        """Tell of one game.

        Args:
            timeline: what happened.
            writer: writes the lines.
        """
        self._timeline = timeline
        self._writer = writer
        self._lines: dict[tuple[str | None, int], LogLine] = {}

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
            check_seat(seat, self._timeline.game.seats)
        lines = [self._frame_line(frame, seat) for frame in self._timeline.line]
        for entry in self._timeline.asides:
            words = self._aside_words(entry, seat)
            if words is not None:
                lines.append(LogLine(entry.n, None, entry.actor, words))
        return sorted(lines, key=lambda line: line.n)

    def since(self, seat: str) -> Sequence[LogLine]:
        """Return the lines after a seat's own last move, as that seat may read them.

        Raises:
            BadSeat: no such seat.
        """
        own = (f.entry.n for f in reversed(self._timeline.line) if f.entry.actor == seat)
        last = next(own, 0)
        return [line for line in self.log(seat) if line.n > last]

    def _frame_line(self, frame: Transition, seat: str | None) -> LogLine:
        entry = frame.entry
        key = (seat, entry.n)
        if key not in self._lines:
            self._lines[key] = self._told(frame, seat)
        return self._lines[key]

    def _told(self, frame: Transition, seat: str | None) -> LogLine:
        """A change of the state, as a seat may read of it."""
        entry, writer = frame.entry, self._writer
        n, actor, before, after = entry.n, entry.actor, frame.before, frame.after
        match entry.act:
            case Moved(id=name):
                game = self._timeline.game
                return writer.move(n, actor, game.move(game.id(name)), before, after, seat)
            case Injected(title=title, text=text):
                words = f"{title} ({text})" if text else title
            case Overridden(reason=reason):
                # The reason could name what a seat may not see, so only those who see hear it.
                sees = seat is None or writer.changes(before, after, seat)
                words = f"changed the board ({reason})" if sees else "changed what is not shown"
            case _:
                raise AssertionError("no other act changes the state")
        return writer.deed(n, actor, words, before, after, seat)

    def _aside_words(self, entry: Entry, seat: str | None) -> str | None:
        """What a seat reads of an entry that changes no state; None for nothing."""
        who = self._writer.actor(entry.actor)
        match entry.act:
            case Seated(seat=given, occupant=occupant):
                by = "by hand" if occupant == HUMAN else f"by the bot {occupant.removeprefix(BOT)}"
                return f"{who}: {self._writer.actor(given)} is now played {by}."
            case Paused(on=on, reason=reason):
                why = f" ({reason})" if reason else ""
                return f"{who}: the game {'is paused' if on else 'goes on'}{why}."
            case RolledBack(to=to, reason=reason):
                why = f" ({reason})" if reason else ""
                return f"{who}: the game goes back to entry {to}{why}."
            case Undone(to=to) if seat is None:
                return f"{who}: takes back, to entry {to}."
            case Noted(text=text) if seat is None:
                return f"{who} notes: {text}"
        return None
