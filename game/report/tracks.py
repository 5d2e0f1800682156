"""How the tracks of a game went, step by step, as a reader saw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from game.engine import View
from game.story.alarms import bound
from game.table import Sitting

#: Of rules whose look names no tracks so many numbers are drawn, in this colour.
_MOST_PLAIN = 6
_PLAIN = (70, 110, 160)


@attrs.frozen
class TrackCurve:
    """How a track went.

    Attributes:
        name: for people.
        colour: red, green and blue.
        values: its value at the start and after each step of the line that counts.
        low: the least that is drawn.
        high: the most that is drawn.
        end: the step at which it ends, which it may have passed; None for a track without one.
    """

    name: str
    colour: tuple[int, int, int]
    values: tuple[int, ...]
    low: int
    high: int
    end: int | None

    @property
    def bound(self) -> str:
        """What stands behind any of its values to say where it ends."""
        return bound(max(self.values), self.end)


def track_curves(sitting: Sitting, seat: str | None) -> tuple[TrackCurve, ...]:
    """How the tracks went, those that a reader saw all along.

    Args:
        sitting: the game.
        seat: the reader; None knows everything.

    Raises:
        BadSeat: no such seat.
    """
    return tracks_of(sitting, [view for _, view in sitting.positions(seat)])


def tracks_of(sitting: Sitting, seen: Sequence[View]) -> tuple[TrackCurve, ...]:
    """How the tracks went.

    Args:
        sitting: the game.
        seen: what a reader saw of each position.
    """
    return tuple(_tracks(sitting, seen))


def _tracks(sitting: Sitting, seen: Sequence[View]) -> Iterator[TrackCurve]:
    """The tracks of the look that move here, or the first numbers of all that ever changed."""
    game, look = sitting.game, sitting.game.rules.look
    for track in look.tracks:
        spec = game.registers.get(track.value)
        if spec is not None and spec.constant:
            continue
        ends = [_number(game.value(seen[-1], track.limit))] if track.limit else []
        yield from _curve(
            sitting, track.value, track.name, track.colour, seen, [e for e in ends if e is not None]
        )
    if look.tracks:
        return
    plain = (
        curve
        for name, spec in game.registers.items()
        if not spec.index and spec.public and not spec.constant and name not in look.roles.quiet
        for curve in _curve(sitting, name, _register(sitting, name), _PLAIN, seen, [])
    )
    changing = [curve for curve in plain if len(set(curve.values)) > 1]
    yield from changing[:_MOST_PLAIN]


def _register(sitting: Sitting, name: str) -> str:
    return str(sitting.game.describe("register", name)["name"])


def _curve(
    sitting: Sitting,
    value: str,
    name: str,
    colour: tuple[int, int, int],
    seen: Sequence[View],
    ends: list[int],
) -> Iterator[TrackCurve]:
    """How a value went; nothing where it is no number, or was not seen all along."""
    game = sitting.game
    values = [_number(game.value(view, value)) for view in seen]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return
    spec = game.registers.get(value)
    high = None if spec is None else min([*ends, spec.high])
    tops, low = [*known, *([high] if high is not None else [])], min(0, *known)
    yield TrackCurve(name, colour, tuple(known), low, max(*tops, low + 1), high)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
