"""The map of some rules: there is one where their look names it and their places lie on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from game.drawing.geography import MapDataError, load_geography
from game.drawing.palettes import dressed, worn_by
from game.ui.map.scene import Scene

if TYPE_CHECKING:
    from game.rules import Rules


def scene_of(rules: Rules) -> Scene | None:
    """The map of these rules; None where they have none, or it cannot be read."""
    return _scene(rules, worn_by())


@lru_cache(maxsize=4)
def _scene(rules: Rules, palette: str) -> Scene | None:
    """The map in the palette that is worn, which is told since what is kept is another by it."""
    look = dressed(rules.look)
    places = rules.members(look.roles.places)
    if look.folder is None or not places:
        return None
    try:
        geography = load_geography(look.folder)
    except MapDataError:
        return None
    names = {
        ident: str(fields.get("short") or fields.get("name") or ident)
        for ident, fields in places.items()
    }
    return Scene(geography, look, names) if names.keys() <= geography.spaces.keys() else None
