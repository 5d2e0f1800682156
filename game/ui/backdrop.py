"""The map as a still picture behind the title and the set-up, drawn once for each size."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.resources import asset
from game.ui import paint


@lru_cache(maxsize=3)
def backdrop(size: tuple[int, int], veil: int) -> pygame.Surface | None:
    """The shaded relief, grown to cover `size` and darkened; None when it cannot be read."""
    try:
        image = pygame.image.load(str(asset("map", "hillshade.jpg")))
    except (OSError, pygame.error):
        return None
    wide, high = image.get_size()
    scale = max(size[0] / wide, size[1] / high)
    grown = pygame.transform.smoothscale(image, (round(wide * scale), round(high * scale)))
    made = pygame.Surface(size)
    made.blit(grown, ((size[0] - grown.get_width()) // 2, (size[1] - grown.get_height()) // 2))
    made.fill((70, 104, 116), special_flags=pygame.BLEND_MULT)
    made.blit(paint.shade(size, veil), (0, 0))
    return made
