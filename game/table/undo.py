"""Taking back: how far a seat may, and the sentence that forbids it to go further.

A seat takes its own moves back until something hidden or random was revealed or another seat
acted: what was seen cannot be unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.table.seating import HUMAN, listed

if TYPE_CHECKING:
    from game.table.course import Course, Frame
    from game.table.entry import Entry


def retreat(
    course: Course,
    entries: Sequence[Entry],
    seat: str | None,
    line: Sequence[Frame] | None = None,
) -> tuple[int | None, str]:
    """Find the frame that a seat's undo removes first, or the sentence that forbids it.

    Args:
        course: where the game stands.
        entries: all that ever happened, the lines given up included.
        seat: who asks; None means the seat that moved last.
        line: the line as it would be after moves taken back before; the one played if left out.

    Returns:
        The place in the line and "", or None and a sentence.
    """
    line = course.line if line is None else line
    if course.paused:
        return None, "The game is paused."
    top = next((f.entry.actor for f in reversed(line) if f.entry.actor in course.seats), None)
    if top is None:
        return None, "There is nothing to take back."
    seat = top if seat is None else seat
    if seat not in course.seats:
        return None, f"'{seat}' is no seat of this game; {listed(course.game.seats)}."
    if course.seats[top] != HUMAN and seat == top:
        return None, "A bot does not take its moves back."
    for depth in range(len(line) - 1, -1, -1):
        frame = line[depth]
        entry = frame.entry
        if entry.kind != "move":
            return None, f"{entry.actor} has changed the board since."
        if entry.actor in course.seats and entry.actor != seat:
            return None, f"{_title(course, entry.actor)} has acted since."
        move = course.game.id(entry.id or "")
        barrier = course.game.undo_barrier(frame.before, move, frame.after, seat)
        if barrier is not None:
            return None, barrier
        if entry.actor == seat:
            # Somebody may have acted since and taken it back again: it was seen all the same.
            for later in entries[entry.n :]:
                other = later.kind == "move" and later.actor in course.seats
                if other and later.actor != seat:
                    return None, f"{_title(course, later.actor)} has acted since."
            return depth, ""
    return None, "There is nothing to take back."


def undo_depth(course: Course, entries: Sequence[Entry], seat: str | None) -> int:
    """Return how many of a seat's moves can be taken back one after another.

    Args:
        course: where the game stands.
        entries: all that ever happened.
        seat: who asks; None means the seat that moved last.
    """
    count = 0
    line = list(course.line)
    while True:
        depth, _ = retreat(course, entries, seat, line)
        if depth is None:
            return count
        seat = line[depth].entry.actor
        del line[depth:]
        count += 1


def _title(course: Course, seat: str) -> str:
    return course.game.title("seat", seat)
