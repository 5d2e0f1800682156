"""Who reads a story: one seat, several at one screen, or whoever may know everything.

What several read together is no more than what each of them may, and it does not hang on what only
some of them see: a line that is there for some and not for others would tell by its absence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from game.engine import Event

LogReader: TypeAlias = str | tuple[str, ...] | None
"""A seat; several seats at one screen, two at least; None for who reads everything."""


def reader_of(seats: tuple[str, ...]) -> LogReader:
    """The reader that some seats are together: one of them alone is that seat."""
    return seats[0] if len(seats) == 1 else seats


def seats_of(reader: LogReader) -> tuple[str, ...]:
    """The seats that must all be allowed to read something; none for who reads everything."""
    if reader is None:
        return ()
    return (reader,) if isinstance(reader, str) else reader


def told_words(event: Event, reader: LogReader) -> str:
    """What a reader is told by a sentence of the rules; empty for nothing.

    Several are told it together where each of them is told the same, and all know who is told.
    """
    if not isinstance(reader, tuple):
        return event.words(reader)
    words = {event.words(seat) for seat in reader}
    return words.pop() if len(words) == 1 and event.open else ""


def told_silence(event: Event, reader: LogReader) -> bool:
    """Whether a sentence without words tells a reader that this is no news."""
    if not isinstance(reader, tuple):
        return event.silences(reader)
    return event.open and all(event.silences(seat) for seat in reader)
