"""The files of a look's map, and whether its places lie on it: each has a space of its id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game.files import read_json, read_plain
from game.rules.diagnostics import Diagnostic, did_you_mean
from game.rules.limits import MAX_MAP_BYTES
from game.rules.look.page import DeclaredNames


def map_table(folder: Path, name: str) -> Any:
    """What a file of a map says; raises OSError or ValueError where it cannot be read.

    Args:
        folder: of the map's files.
        name: of the file, without its ending.
    """
    return read_json(folder / f"{name}.json", MAX_MAP_BYTES)


def map_picture(path: Path) -> bytes:
    """The bytes of a picture of a map; raises OSError or ValueError where it cannot be read."""
    raw = read_plain(path, MAX_MAP_BYTES)
    if len(raw) > MAX_MAP_BYTES:
        raise ValueError(f"{path.name} has more than {MAX_MAP_BYTES} bytes")
    return raw


def off_map(folder: Path, places: str, known: DeclaredNames) -> list[Diagnostic]:
    """Findings about places that the map does not have.

    Args:
        folder: of the map's files.
        places: the set whose members lie on it.
        known: what the rules declare.
    """
    try:
        read = map_table(folder, "spaces")
        spaces = [str(space["id"]) for space in read["spaces"]]
    except (OSError, ValueError, KeyError, TypeError):
        said = f"`{folder.name}` is no folder of a map: it has no `spaces.json` that can be read."
        return [Diagnostic("no-map", ("geography",), 0, folder.name, said)]
    missing = [m for m in known.members(places) if m not in spaces]
    if not missing:
        return []
    said = f"the map has no space for `{missing[0]}` of {places}."
    hint = did_you_mean(missing[0], spaces)
    return [Diagnostic("no-map", ("table", "places"), 0, missing[0], said, hint)]
