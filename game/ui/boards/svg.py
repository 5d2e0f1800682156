"""SVG drawn to surfaces that are laid over others fast."""

from __future__ import annotations

from functools import cache

import pygame

from game.ui.map.vector import render_svg


def drawn(body: str, size: tuple[int, int]) -> pygame.Surface:
    """The inside of an ``<svg>`` element as a surface with alpha.

    What SDL draws of it has its colours in another order than the window, and would be laid over
    it twenty times as slowly.
    """
    surface = render_svg(body, size)
    # Without a window there is nothing to be laid over.
    return surface.convert(_like()) if pygame.display.get_init() else surface


@cache
def _like() -> pygame.Surface:
    return pygame.Surface((1, 1), pygame.SRCALPHA)
