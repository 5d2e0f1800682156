"""Taking back: how far a seat may, and the sentence that forbids it to go further.

A seat takes its own moves back until something hidden or random was revealed or another seat
acted: what was seen cannot be unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.engine import Barrier
from game.table.acts import Moved, Undone
from game.table.entry import Entry
from game.table.errors import UndoRefused
from game.table.seating import HUMAN, listed

if TYPE_CHECKING:
    from game.table.recorder import Recorder
    from game.table.timeline import Timeline, Transition


def retreat(
    timeline: Timeline,
    entries: Sequence[Entry],
    seat: str | None,
    line: Sequence[Transition] | None = None,
) -> tuple[int | None, str]:
    """Find the frame that a seat's undo removes first, or the sentence that forbids it.

    Args:
        timeline: where the game stands.
        entries: all that ever happened, the lines given up included.
        seat: who asks; None means the seat that moved last.
        line: the line as it would be after moves taken back before; the one played if left out.

    Returns:
        The place in the line and "", or None and a sentence.
    """
    line = timeline.line if line is None else line
    if timeline.paused:
        return None, "The game is paused."
    top = next((f.entry.actor for f in reversed(line) if f.entry.actor in timeline.seats), None)
    if top is None:
        return None, "There is nothing to take back."
    seat = top if seat is None else seat
    if seat not in timeline.seats:
        return None, f"'{seat}' is no seat of this game; {listed(timeline.game.seats)}."
    if timeline.seats[top] != HUMAN and seat == top:
        return None, "A bot does not take its moves back."
    for depth in range(len(line) - 1, -1, -1):
        frame = line[depth]
        entry = frame.entry
        if not isinstance(entry.act, Moved):
            return None, f"{entry.actor} has changed the board since."
        if entry.actor in timeline.seats and entry.actor != seat:
            return None, f"{_title(timeline, entry.actor)} has acted since."
        move = timeline.game.id(entry.act.id)
        barrier = timeline.game.undo_barrier(frame.before, move, frame.after, seat)
        if barrier is not None:
            return None, barrier_words(barrier)
        if entry.actor == seat:
            # Somebody may have acted since and taken it back again: it was seen all the same.
            for later in entries[entry.n :]:
                other = isinstance(later.act, Moved) and later.actor in timeline.seats
                if other and later.actor != seat:
                    return None, f"{_title(timeline, later.actor)} has acted since."
            return depth, ""
    return None, "There is nothing to take back."


def barrier_words(barrier: Barrier) -> str:
    """Say why a move cannot be taken back, in a sentence for people."""
    return {
        Barrier.CHANCE: "Chance has spoken since.",
        Barrier.OTHER_SEAT: "Another seat has acted since.",
        Barrier.REVEALED: "Something hidden was revealed.",
    }[barrier]


def undo_depth(timeline: Timeline, entries: Sequence[Entry], seat: str | None) -> int:
    """Return how many of a seat's moves can be taken back one after another.

    Args:
        timeline: where the game stands.
        entries: all that ever happened.
        seat: who asks; None means the seat that moved last.
    """
    count = 0
    line = list(timeline.line)
    while True:
        depth, _ = retreat(timeline, entries, seat, line)
        if depth is None:
            return count
        seat = line[depth].entry.actor
        del line[depth:]
        count += 1


def take_back(recorder: Recorder, steps: int, seat: str | None) -> None:
    """Take back a seat's last moves; see `Sitting.undo`."""
    if steps < 1:
        raise UndoRefused("There is nothing to take back.")
    timeline = recorder.timeline
    line = list(timeline.line)
    for _ in range(steps):
        depth, reason = retreat(timeline, recorder.journal.entries, seat, line)
        if depth is None:
            raise UndoRefused(reason)
        seat = line[depth].entry.actor
        del line[depth:]
    if seat is None:
        raise AssertionError("unreachable: a move was taken back, so a seat made it")
    to = line[-1].entry.n if line else 0
    entry = Entry(n=recorder.n + 1, actor=seat, act=Undone(to=to))
    recorder.add(entry, timeline.after(entry))


def _title(timeline: Timeline, seat: str) -> str:
    return timeline.game.title("seat", seat)
