"""Which language a device is spoken to in: the one chosen there, or one that its browser reads."""

from __future__ import annotations

import re
from typing import Final

from game.catalogue import known_as, languages

#: A language that a browser reads, and how gladly.
_READ: Final = re.compile(
    r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*"
)
#: So many of them are looked at.
_MOST: Final = 32


def language_for(chosen: str, reads: str, usual: str) -> str:
    """The language of a device.

    Args:
        chosen: the id of the one that was chosen there; empty where none was.
        reads: those that its browser reads, as `Accept-Language` has them.
        usual: the language of the table.

    Returns:
        The chosen one, and the table's where there is no such language; where none was chosen, of
        those that the browser reads the one that it likes best; else the table's.
    """
    return (known_as(chosen) if chosen else _read(reads)) or usual


def _read(header: str) -> str:
    """The language of ours that a browser likes best; empty where it reads none."""
    found: list[tuple[float, str]] = []
    offered = languages()
    for part in header.split(",")[:_MOST]:
        told = _READ.fullmatch(part)
        gladly = float(told[2] or 1) if told else 0.0
        names = (told[1], told[1].partition("-")[0].lower()) if told else ()
        ident = next((name for name in names if name in offered), "")
        if ident and gladly:
            found.append((gladly, ident))
    # Of equals the first: `max` keeps it.
    return max(found, key=lambda each: each[0])[1] if found else ""
