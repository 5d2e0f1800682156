"""Who of the optional seats is played: the seatings that a check deals its games round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Seating = tuple[str, ...]
"""The optional seats that somebody plays, in their order; the rules act for the others."""

#: Nobody plays an optional seat.
NOBODY: Seating = ()


def seatings_of(optional: Sequence[str]) -> tuple[Seating, ...]:
    """The seatings to play: none of the optional seats, all of them, and each of them alone.

    None and all come first, so that a check of very few games still shows the two that differ
    most.

    Args:
        optional: the optional seats of a scenario.
    """
    alone = [(seat,) for seat in optional]
    return tuple(dict.fromkeys((NOBODY, tuple(optional), *alone)))


def seating_words(seating: Seating) -> str:
    """A seating in words: "none" or the seats that are played."""
    return " and ".join(seating) or "none"


def seatings_json(games: Mapping[Seating, int]) -> list[dict[str, Any]]:
    """How many games were played with which optional seats, as the document has it."""
    return [{"played": list(seating), "games": count} for seating, count in games.items()]
