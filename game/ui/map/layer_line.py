"""What tells of a layer of a map or a board: a line of its legend, and a note at each place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pygame

from game.catalogue import number_text
from game.rules.look import LayerLook
from game.ui import fonts, paint
from game.ui.theme import ACCENT, INK, LINE, MUTED, TEXT, Theme


class LayerLine:
    """The legend of a layer, and the notes of the places in it."""

    def __init__(self, layer: LayerLook, notes: Mapping[str, str]) -> None:
        """Tell of a layer as it is now.

        Args:
            layer: which.
            notes: by place, what its tint stands for.
        """
        self.layer = layer
        self._notes = {place: note for place, note in notes.items() if note}

    def draw(
        self,
        surface: pygame.Surface,
        room: pygame.Rect,
        where: Callable[[str], pygame.Rect | None],
        theme: Theme,
    ) -> None:
        """Draw over the map.

        Args:
            surface: the window's.
            room: the map's part of it.
            where: the part in which a place's name and pieces stand, or None.
            theme: the sizes of text.
        """
        clip = surface.get_clip()
        surface.set_clip(clip.clip(room))
        size = theme.px("tiny")
        for place, note in self._notes.items():
            plate = where(place)
            if plate is not None:
                words = paint.text(note, "bold", size, TEXT)
                rect = words.get_rect(midtop=(plate.centerx, plate.bottom - 2)).inflate(10, 4)
                paint.box(surface, rect, (*INK, 225), LINE, 5)
                surface.blit(words, words.get_rect(center=rect.center))
        self._legend(surface, room, theme)
        surface.set_clip(clip)

    def draw_small(
        self,
        surface: pygame.Surface,
        room: pygame.Rect,
        where: Callable[[str], tuple[int, int]],
        theme: Theme,
    ) -> None:
        """Draw over a board, on which places are many and small: first letters, and no plates.

        Args:
            surface: the window's.
            room: the board's part of it.
            where: the middle of a place's note.
            theme: the sizes of text.
        """
        clip = surface.get_clip()
        surface.set_clip(clip.clip(room))
        size = theme.px("tiny")
        for place, note in self._notes.items():
            if note != number_text(self.layer.span[0]):
                short = " ".join(
                    word[:1] if word[:1].isalpha() else word for word in note.split(", ")
                )
                words = fonts.render(short, size, TEXT, "bold", INK, 2)
                surface.blit(words, words.get_rect(center=where(place)))
        self._legend(surface, room, theme)
        surface.set_clip(clip)

    def _legend(self, surface: pygame.Surface, room: pygame.Rect, theme: Theme) -> None:
        gap, size = theme.gap(1), theme.px("small")
        name = paint.text(self.layer.name, "bold", size, ACCENT)
        told = paint.fit(self.layer.text, "text", size, room.width - name.get_width() - 8 * gap)
        text = paint.text(told, "text", size, MUTED)
        high = max(name.get_height(), text.get_height()) + gap
        wide = name.get_width() + text.get_width() + 4 * gap
        box = pygame.Rect(room.x + gap, room.bottom - high - gap, wide, high)
        paint.box(surface, box, (*INK, 235), LINE, 8)
        surface.blit(name, name.get_rect(midleft=(box.x + gap, box.centery)))
        surface.blit(text, text.get_rect(midleft=(box.x + 2 * gap + name.get_width(), box.centery)))
