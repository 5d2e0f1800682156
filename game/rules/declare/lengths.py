"""Reads how long a game may last: what is promised of it, and what ends it by itself."""

from __future__ import annotations

from game.rules.declare.records import LimitDecl
from game.rules.declare.toml_reader import TableReader

#: Nobody waits for more decisions, or for a position to come back so often.
MAX_LIMIT = 1_000_000


def longest(r: TableReader) -> tuple[int, int] | None:
    """The declared bounds of a game: decisions and outcomes of chance."""
    bounds = r.below(r.get("longest", dict, {}), "longest")
    if not bounds.data:
        return None
    found = (bounds.count("decisions"), bounds.count("chance"))
    bounds.done()
    return found


def cap(r: TableReader) -> LimitDecl | None:
    """After how many decisions a game ends, and how; None where it is not said."""
    return _limit(r, "cap", "moves", 1)


def repetition(r: TableReader) -> LimitDecl | None:
    """How often a position may stand before the game ends, and how; None where it is not said."""
    return _limit(r, "repetition", "times", 2)


def _limit(r: TableReader, key: str, number: str, least: int) -> LimitDecl | None:
    table = r.get(key, dict)
    if table is None:
        return LimitDecl(0, None, (*r.path, key)) if key in r.data else None
    inner = r.below(table, key)
    most: int = inner.get(number, int, least, need=True)
    if not least <= most <= MAX_LIMIT:
        said = f"`{number}` must be {least} to {MAX_LIMIT}."
        inner.report("wrong-shape", said, number, word=str(most))
    ending = inner.get("ending", str)
    inner.done()
    return LimitDecl(most, ending, inner.path)
