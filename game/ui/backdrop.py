"""The map as a still picture behind the title, the set-up and the end, drawn once per size."""

from __future__ import annotations

from functools import lru_cache, partial

import pygame

from game.drawing.geography import MapDataError
from game.ui import paint
from game.ui.crops import relief
from game.ui.map.mapview import MapView
from game.ui.map.scene import Scene
from game.ui.theme import GROUND, INK
from game.ui.widgets import Widget
from game.ui.widgets.roomy import roomy


@lru_cache(maxsize=3)
def bare(scene: Scene, size: tuple[int, int], text: float) -> pygame.Surface | None:
    """The map without pieces, covering `size`; None when it cannot be drawn."""
    made = pygame.Surface(size)
    try:
        view = MapView(made.get_rect(), scene, text, partial(relief, scene))
        view.show_pieces = False
        view.fit(margin=0)
        view.settle()
        view.draw(made)
    except (MapDataError, pygame.error):
        return None
    return made


@lru_cache(maxsize=3)
def backdrop(scene: Scene, size: tuple[int, int], veil: int, text: float) -> pygame.Surface | None:
    """The map without pieces, covering `size` and darkened; None when it cannot be drawn."""
    drawn = bare(scene, size, text)
    if drawn is None:
        return None
    made = drawn.copy()
    made.blit(paint.shade(size, veil), (0, 0))
    return made


#: What hangs over a backdrop is so many times larger at most, where there is room.
MOST = 1.2


class Backdrop(Widget):
    """The darkened map behind whatever hangs in it; bare ground for rules that are not on it.

    What hangs in it is as large as the window has room for.
    """

    opaque = True
    upright = True

    def __init__(self, *children: Widget, scene: Scene | None, veil: int, name: str = "") -> None:
        super().__init__(name=name)
        self.scene, self.veil = scene, veil
        self.add(*children)

    def place(self, rect: pygame.Rect) -> None:
        root = self.root
        self.own_theme = None if root is None else roomy(root.theme, rect.size, MOST)
        super().place(rect)

    def draw(self, surface: pygame.Surface) -> None:
        root = self.root
        usual = self.theme.usual if root is None else root.theme.usual
        drawn = backdrop(self.scene, self.rect.size, self.veil, usual) if self.scene else None
        if drawn is not None:
            surface.blit(drawn, self.rect.topleft)
        else:
            surface.fill(GROUND if self.scene is None else INK, self.rect)
