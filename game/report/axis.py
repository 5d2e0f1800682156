"""The rounds of a game as an axis: where each ended, and what a value was there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from game.report.past import Past

#: Where rules count no rounds an axis has so many ticks at most.
MOST_TICKS: Final = 24


@attrs.frozen
class Tick:
    """A place on the axis: the start, or the end of a round.

    Attributes:
        step: the last step that belongs to it.
        round: its round; None for the start, and where rules count none.
        counted: whether the rules counted up in it, as they do before the end.
    """

    step: int
    round: int | None = None
    counted: bool = False


@attrs.frozen
class Axis:
    """The start and the rounds of a game, in order.

    Attributes:
        ticks: the start first.
    """

    ticks: tuple[Tick, ...]

    def steps(self, tick: int) -> range:
        """The steps that belong to a tick."""
        first = self.ticks[tick - 1].step + 1 if tick else 0
        return range(first, self.ticks[tick].step + 1)

    def tick(self, step: int) -> int:
        """The tick to which a step belongs."""
        return next(n for n, tick in enumerate(self.ticks) if step <= tick.step)

    def series(self, at: Callable[[int], int | None]) -> tuple[int, ...]:
        """A value at every tick, from what it is at a step; nothing if one of them is not known."""
        found = [at(tick.step) for tick in self.ticks]
        known = tuple(value for value in found if value is not None)
        return known if len(known) == len(found) else ()


def axis_of(past: Past) -> Axis:
    """The rounds of a game; where the rules count none its steps, several at once if they are many.

    Args:
        past: the game as a reader saw it.
    """
    last = len(past.views) - 1
    rounds = [past.round(step) for step in range(1, last + 1)]
    counted = {step for step in range(1, last + 1) if counts_at(past, step)}
    if not last or any(number is None for number in rounds):
        each = -(-last // MOST_TICKS) or 1
        ends = [*range(each, last, each), *([last] if last else [])]
        return Axis((Tick(0), *(Tick(step) for step in ends)))
    ends = [n for n in range(1, last + 1) if n == last or rounds[n] != rounds[n - 1]]
    # What is set up before the first round belongs to the start.
    before = ends.pop(0) if rounds[0] == 0 and len(ends) > 1 else 0
    ticks, first = [Tick(before)], before + 1
    for end in ends:
        summed = any(step in counted for step in range(first, end + 1))
        ticks.append(Tick(end, rounds[end - 1], summed))
        first = end + 1
    return Axis(tuple(ticks))


def counts_at(past: Past, step: int) -> bool:
    """Whether the procedure that counts up before the end ran in a step."""
    count = past.game.rules.look.roles.outcome.count
    line = past.lines.get(past.numbers[step])
    if not count or line is None:
        return False
    return any(part.rule == f"procedure.{count}" for part in line.paragraphs)


def numbers(past: Past, axis: Axis, value: str, *index: str) -> tuple[int, ...]:
    """A register or derived value at every tick; nothing if it was not known at one of them."""
    return axis.series(lambda step: number_at(past, value, step, *index))


def number_at(past: Past, value: str, step: int, *index: str) -> int | None:
    """A register or derived value at a step as a number; None where it is none, or hidden."""
    found = past.game.value(past.views[step], value, *index)
    return found if isinstance(found, int) and not isinstance(found, bool) else None
