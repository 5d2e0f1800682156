"""All that stands on one place, spread out in a box beside it."""

from __future__ import annotations

import attrs
import pygame

from game.ui import fonts
from game.ui.boards.counters import token
from game.ui.boards.pictures import PlacePicture, Thing

_FILL = (22, 29, 37, 244)
_EDGE = (150, 162, 174)
#: So many things stand in one row.
_ROW = 6


@attrs.frozen
class Fan:
    """A box of things, laid out: where each is, in pixels of the view."""

    place: str
    box: pygame.Rect
    spots: tuple[tuple[pygame.Rect, Thing], ...]
    words: str

    def at(self, pixel: tuple[int, int]) -> Thing | None:
        """The thing under a pixel of the view."""
        return next((thing for rect, thing in self.spots if rect.collidepoint(pixel)), None)


def laid_out(
    picture: PlacePicture, words: str, around: pygame.Rect, size: tuple[int, int], text: float
) -> Fan:
    """Lay a stack out beside its place.

    Args:
        picture: what stands there.
        words: the line below.
        around: the place, in pixels of the view.
        size: of the view.
        text: the size of what is written, 1 for normal.
    """
    side, gap, pad = round(58 * text), round(6 * text), round(10 * text)
    rows = [picture.things[n : n + _ROW] for n in range(0, len(picture.things), _ROW)]
    low = fonts.measure(words, round(13 * text), "medium")
    wide = max(max(len(r) for r in rows) * (side + gap) - gap, low[0]) + 2 * pad
    high = len(rows) * (side + gap) + low[1] + 2 * pad
    box = pygame.Rect(around.right + 4, around.centery - high // 2, wide, high)
    if box.right > size[0] - 4:
        box.right = around.left - 4
    box.clamp_ip(pygame.Rect((0, 0), size))
    spots = []
    for j, row in enumerate(rows):
        for i, thing in enumerate(row):
            corner = (box.x + pad + i * (side + gap), box.y + pad + j * (side + gap))
            spots.append((pygame.Rect(corner, (side, side)), thing))
    return Fan(picture.id, box, tuple(spots), words)


def draw(frame: pygame.Surface, fan: Fan, text: float, pointed: str) -> None:
    """Draw the box; the piece under the pointer has a ring."""
    glass = pygame.Surface(fan.box.size, pygame.SRCALPHA)
    radius = round(9 * text)
    pygame.draw.rect(glass, _FILL, glass.get_rect(), border_radius=radius)
    pygame.draw.rect(glass, _EDGE, glass.get_rect(), 1, border_radius=radius)
    frame.blit(glass, fan.box)
    for rect, thing in fan.spots:
        frame.blit(token(thing.token, rect.width), rect)
        if thing.member and thing.member == pointed:
            pygame.draw.rect(frame, (255, 210, 87), rect.inflate(4, 4), 2, border_radius=6)
    said = fonts.render(fan.words, round(13 * text), (214, 220, 226), "medium")
    pad = round(10 * text)
    frame.blit(said, said.get_rect(bottomleft=(fan.box.x + pad, fan.box.bottom - pad // 2)))
