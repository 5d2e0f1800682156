"""Reading the entries of a journal in tests."""

from __future__ import annotations

from game.table import Entry
from game.table.acts import Moved


def moved(entry: Entry) -> Moved:
    """The move that an entry tells of."""
    assert isinstance(entry.act, Moved)
    return entry.act
