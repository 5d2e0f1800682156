"""The map of a game as a drawing without a position: the page fills it from what its seat sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine import Game


def map_svg(game: Game) -> str:
    """Return the outlines of the places of a game; empty where its rules have no map.

    Args:
        game: the scenario that is played.
    """
    return ""
