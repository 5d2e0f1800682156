"""What a person must know before each answer: that the game stands still, or is not on the disk."""

from __future__ import annotations

from collections.abc import Iterator

from game.table import Sitting

#: What the empty menu of a game that is paused says.
PAUSED = "The game is paused; nothing can be chosen before it goes on. `resume` lets it go on."


def obstacles(sitting: Sitting, halted: str) -> Iterator[str]:
    """Say what stands in the way, a sentence each; nothing where all is well.

    Args:
        sitting: the game.
        halted: why no bot and no die can go on; empty where they can.
    """
    if sitting.unsaved:
        yield f"Not saved: {unsaved_words(sitting)} `save FILE` keeps the game elsewhere."
    if sitting.paused:
        yield PAUSED
    elif halted:
        yield (
            f"The game cannot go on: {halted} Enter tries again; `undo` takes a move back; "
            "`seat SEAT=human` lets a person play; `quit` leaves."
        )


def unsaved_words(sitting: Sitting) -> str:
    """Say how much is in memory only; a sentence."""
    count = sitting.unsaved
    acts = "the last act is" if count == 1 else f"the last {count} acts are"
    if sitting.path is None:
        return f"{acts} in memory only, for the game has no file yet."
    return f"{acts} in memory only, and the next one tries again to write to {sitting.path}."
