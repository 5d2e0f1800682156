"""What happened on the line that is being played, as each seat may read it."""

from __future__ import annotations

from collections.abc import Sequence

from game.table.entry import Entry
from game.table.log import LogLine, LogWriter
from game.table.seating import BOT, HUMAN, check_seat
from game.table.timeline import Frame, Timeline


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

    def _frame_line(self, frame: Frame, seat: str | None) -> LogLine:
        entry = frame.entry
        key = (seat, entry.n)
        if key not in self._lines:
            if entry.kind == "move":
                move = self._timeline.game.move(self._timeline.game.id(entry.id or ""))
                line = self._writer.move(
                    entry.n, entry.actor, move, frame.before, frame.after, seat
                )
            else:
                line = self._deed_line(frame, seat)
            self._lines[key] = line
        return self._lines[key]

    def _deed_line(self, frame: Frame, seat: str | None) -> LogLine:
        entry = frame.entry
        if entry.kind == "inject":
            words = entry.title or ""
            if entry.text:
                words += f" ({entry.text})"
        else:
            # The reason could name what a seat may not see, so only those who see hear it.
            sees = seat is None or self._writer.changes(frame.before, frame.after, seat)
            words = f"changed the board ({entry.reason})" if sees else "changed what is not shown"
        return self._writer.deed(entry.n, entry.actor, words, frame.before, frame.after, seat)

    def _aside_words(self, entry: Entry, seat: str | None) -> str | None:
        who = self._writer.actor(entry.actor)
        reason = f" ({entry.reason})" if entry.reason else ""
        if entry.kind == "seat":
            occupant = entry.occupant or ""
            by = "by hand" if occupant == HUMAN else f"by the bot {occupant.removeprefix(BOT)}"
            return f"{who}: {self._writer.actor(entry.seat or '')} is now played {by}."
        if entry.kind == "pause":
            return f"{who}: the game {'is paused' if entry.on else 'goes on'}{reason}."
        if entry.kind == "branch":
            return f"{who}: the game goes back to entry {entry.to}{reason}."
        if seat is None and entry.kind == "undo":
            return f"{who}: takes back, to entry {entry.to}."
        if seat is None and entry.kind == "note":
            return f"{who} notes: {entry.text}"
        return None
