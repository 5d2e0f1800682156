"""The map as a still picture behind the title and the set-up, drawn once for each size."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui import paint
from game.ui.map.geography import MapDataError
from game.ui.map.look import LookError
from game.ui.map.mapview import MapView


@lru_cache(maxsize=3)
def backdrop(size: tuple[int, int], veil: int) -> pygame.Surface | None:
    """The map without pieces, covering `size` and darkened; None when it cannot be drawn."""
    made = pygame.Surface(size)
    try:
        view = MapView(made.get_rect())
        view.show_pieces = False
        view.fit(margin=0)
        view.settle()
        view.draw(made)
    except (MapDataError, LookError, pygame.error):
        return None
    made.blit(paint.shade(size, veil), (0, 0))
    return made
