"""A game that is over, or goes on, as one reader saw it step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from game.table.seating import played

if TYPE_CHECKING:
    from game.engine import Game, View
    from game.table import LogLine, Sitting

#: So many positions are read at once.
_AT_ONCE: Final = 16


@attrs.frozen
class Past:
    """A game as one reader saw it, step by step.

    Attributes:
        game: the game.
        numbers: the number of the entry of each step, 0 for the start.
        views: what the reader saw after it.
        lines: what the reader was told, by the number of the entry.
        played: the seats that a person or a bot plays; for the others the rules act.
    """

    game: Game
    numbers: tuple[int, ...]
    views: tuple[View, ...]
    lines: Mapping[int, LogLine]
    played: tuple[str, ...]

    def round(self, step: int) -> int | None:
        """The round in which a step fell, where the rules count them."""
        line = self.lines.get(self.numbers[step])
        if line is not None:
            return line.round
        counted = self.game.rules.round
        found = self.game.value(self.views[step], counted) if counted is not None else None
        return found if isinstance(found, int) else None

    def text(self, step: int) -> str:
        """What the reader was told of a step."""
        line = self.lines.get(self.numbers[step])
        return "" if line is None else line.text


def past_of(sitting: Sitting, seat: str | None) -> Past:
    """Read a game as a reader saw it; None sees everything.

    Raises:
        BadSeat: no such seat.
    """
    *_, found = reading_past(sitting, seat)
    assert found is not None, "the last that it gives is what it found"
    return found


def reading_past(sitting: Sitting, seat: str | None) -> Iterator[Past | None]:
    """Read it piece by piece: it gives None as it goes on, and at last what it found.

    Raises:
        BadSeat: no such seat.
    """
    numbers: list[int] = []
    views: list[View] = []
    for n, view in sitting.positions(seat):
        numbers.append(n)
        views.append(view)
        if len(views) % _AT_ONCE == 0:
            yield None
    for _ in sitting.writing(seat):
        yield None
    lines = {line.n: line for line in sitting.log(seat)}
    held = played(sitting.seats)
    seats = tuple(seat for seat in sitting.game.seats if seat in held)
    yield Past(sitting.game, tuple(numbers), tuple(views), lines, seats)
