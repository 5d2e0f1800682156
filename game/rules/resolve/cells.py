"""The cells that the tables of a scenario name: ``start = { "guard[hill]" = 1 }``."""

from __future__ import annotations

from functools import lru_cache

from game.rules.cell_id import CellId


# Every register looks through what the scenario says of cells.
@lru_cache(maxsize=4096)
def cell_of(key: str) -> CellId:
    """The cell that a key names; one left open counts as closed, and is told elsewhere."""
    for text in (key, f"{key}]"):
        try:
            return CellId.parse(text)
        except ValueError:
            continue
    return CellId(key)
