"""What a person must know before each answer: that the game stands still, or is not on the disk."""

from __future__ import annotations

from collections.abc import Iterator

from game.catalogue import phrase
from game.table import Sitting


def obstacles(sitting: Sitting, halted: str) -> Iterator[str]:
    """Say what stands in the way, a sentence each; nothing where all is well.

    Args:
        sitting: the game.
        halted: why no bot and no die can go on; empty where they can.
    """
    if sitting.unsaved:
        yield phrase("terminal.not_saved", unsaved=unsaved_words(sitting))
    if sitting.paused:
        yield phrase("terminal.paused")
    elif halted:
        yield phrase("terminal.halted", why=halted)
    elif sitting.real_dice and sitting.pending.kind == "chance":
        yield phrase("at_desk.die_waits")


def unsaved_words(sitting: Sitting) -> str:
    """Say how much is in memory only; a sentence."""
    if sitting.path is None:
        return phrase("terminal.unsaved_no_file", count=sitting.unsaved)
    return phrase("terminal.unsaved", count=sitting.unsaved, path=sitting.path)
