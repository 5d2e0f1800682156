"""Which paths rules may give for the file of their look."""

from __future__ import annotations

from pathlib import PurePosixPath


def is_beside(named: str) -> bool:
    """Whether a path leads to a file in the folder of the rules or below it, wherever that is."""
    path = PurePosixPath(named)
    plain = bool(named) and not {"\\", ":", "\0"} & {*named}
    return plain and not path.is_absolute() and ".." not in path.parts
