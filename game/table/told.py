"""What each seat was told since the game began, as a bot is given it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from game.table.acts import Moved
from game.table.bot import Recall

if TYPE_CHECKING:
    from game.engine import Game, Heard, View
    from game.table.timeline import Timeline, Transition

#: Recall in the place of a move where somebody changed the position by hand.
BY_HAND: Final = -1

#: What was told of a change, as plain values: the move, and the two parts of the view after it.
Packed: TypeAlias = tuple[int | None, bytes, bytes]


def unpacked(game: Game, seat: str, heard: Sequence[Packed]) -> list[Heard]:
    """Return what a seat was told, with its views.

    Args:
        game: the game.
        seat: who was told.
        heard: the same as plain values.
    """
    found: list[Heard] = []
    view: View | None = None
    for move, masked, mask in heard:
        # A view that shows the same as the one before is the same object.
        if view is None or view.masked != masked or view.mask != mask:
            view = game.view_of(seat, masked, mask)
        found.append((move, view))
    return found


def recalled(game: Game, seat: str, played: Collection[str], heard: Sequence[Packed]) -> Recall:
    """Return what a seat was told, as a bot is given it.

    Args:
        game: the game.
        seat: who was told.
        played: the optional seats that somebody plays.
        heard: what it was told of each move, as plain values.
    """
    return Recall(played, lambda: unpacked(game, seat, heard))


def packed(heard: Sequence[Heard]) -> tuple[Packed, ...]:
    """Return what a seat was told as plain values.

    Args:
        heard: the same with its views.
    """
    return tuple((move, bytes(view.masked), view.mask) for move, view in heard)


@attrs.define
class _Memory:
    """What one seat was told, with the changes it was told of and the view that it had last."""

    last: View
    changes: list[Transition] = attrs.Factory(list)
    heard: list[Packed] = attrs.Factory(list)


class SeatMemories:
    """Remembers what the seats of one table were told; what is taken back is forgotten.

    Each seat's memory grows when it is asked for, by what happened since.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Remember nothing yet.

        Args:
            timeline: the game that is played.
        """
        self._timeline = timeline
        self._kept: dict[str, _Memory] = {}

    def told(self, seat: str) -> Recall:
        """Return what a seat was told on the line being played."""
        return Recall(self._timeline.seats_played, partial(self._moves, seat))

    def _moves(self, seat: str) -> Sequence[Heard]:
        return unpacked(self._timeline.game, seat, self.packed(seat))

    def packed(self, seat: str) -> tuple[Packed, ...]:
        """Return what a seat was told of each move, as plain values."""
        game, line = self._timeline.game, self._timeline.line
        memory = self._kept.get(seat)
        if memory is None:
            start = next(state for _, state in self._timeline.positions)
            memory = self._kept[seat] = _Memory(game.observe(start, seat))
        # A line only grows at its end or loses it, so one change in common has all before it too.
        kept = min(len(memory.changes), len(line))
        while kept and memory.changes[kept - 1] is not line[kept - 1]:
            kept -= 1
        del memory.changes[kept:], memory.heard[kept:]
        for change in line[kept:]:
            told: int | None = BY_HAND
            if isinstance(change.entry.act, Moved):
                move = game.id(change.entry.act.id)
                told = move if game.sees_move(change.before, seat, move) else None
            memory.last = game.observe(change.after, seat, memory.last)
            memory.heard.append((told, bytes(memory.last.masked), memory.last.mask))
            memory.changes.append(change)
        return tuple(memory.heard)
