"""Drawing that pygame lacks: smooth rounded boxes, hatches, and rendered text, all cached."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.rules.look import Colour
from game.ui import fonts, mirror
from game.ui.theme import shown

_FACES = {
    "text": "regular",
    "medium": "medium",
    "bold": "semibold",
    "title": "narrow-bold",
    "italic": "medium",
}


def text(words: str, role: str, px: int, tint: Colour) -> pygame.Surface:
    """`words` drawn in one line; the same surface is given for the same request."""
    if mirror.on():
        return _mirrored(words, px, shown(tint), _FACES[role])
    return fonts.render(words, px, shown(tint), _FACES[role])


@lru_cache(maxsize=2048)
def _mirrored(words: str, px: int, tint: Colour, face: str) -> pygame.Surface:
    """Words that are read in a mirror."""
    return mirror.turned(fonts.render(words, px, tint, face))


def width(words: str, role: str, px: int) -> int:
    """How wide `words` would be in one line."""
    return fonts.measure(words, px, _FACES[role])[0]


def places(words: str, role: str, px: int) -> tuple[int, ...]:
    """Where a caret stands before each letter of `words` in one line, and after the last."""
    found = fonts.places(words, px, _FACES[role])
    if mirror.on():
        whole = width(words, role, px)
        return tuple(whole - place for place in found)
    return found


def fit(words: str, role: str, px: int, room: int, more: bool = False) -> str:
    """`words`, or as many of their letters as fit in `room` pixels with an ellipsis.

    With `more` there is an ellipsis in any case, for what follows.
    """
    if not more and width(words, role, px) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if width(words[:middle].rstrip() + "…", role, px) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + "…"


@lru_cache(maxsize=64)
def line_height(role: str, px: int) -> int:
    """The distance from one line of text to the next."""
    return round(fonts.measure("Mg", px, _FACES[role])[1] * 1.08)


@lru_cache(maxsize=512)
def _disc(radius: int, fill: tuple[int, ...], edge: tuple[int, ...] | None) -> pygame.Surface:
    """A smooth disc whose quarters are the corners of a box."""
    over = 4
    big = pygame.Surface((radius * 2 * over, radius * 2 * over), pygame.SRCALPHA)
    big.fill((*(edge or fill)[:3], 0))
    centre = (radius * over, radius * over)
    pygame.draw.circle(big, edge or fill, centre, radius * over)
    if edge is not None:
        pygame.draw.circle(big, fill, centre, (radius - 1) * over)
    return pygame.transform.smoothscale(big, (radius * 2, radius * 2))


@lru_cache(maxsize=16)
def fade(size: tuple[int, int], tint: Colour) -> pygame.Surface:
    """Nothing at the top, `tint` at the bottom."""
    made = pygame.Surface((1, 16), pygame.SRCALPHA)
    for y in range(16):
        made.set_at((0, y), (*tint, 15 * y))
    return pygame.transform.scale(made, size)


def box(
    surface: pygame.Surface,
    rect: pygame.Rect,
    fill: tuple[int, ...],
    edge: tuple[int, ...] | None = None,
    radius: int = 8,
) -> None:
    """Draw a rounded box with an optional edge of one pixel."""
    inside, alpha = shown((fill[0], fill[1], fill[2])), fill[3:]
    fill, edge = (*inside, *alpha), None if edge is None else shown((edge[0], edge[1], edge[2]))
    radius = min(radius, rect.width // 2, rect.height // 2)
    if len(fill) == 4 and fill[3] < 255:
        surface.blit(_glass(rect.size, fill, edge, radius), rect.topleft)
        return
    if radius < 2:
        surface.fill(fill, rect)
        if edge is not None:
            pygame.draw.rect(surface, edge, rect, 1)
        return
    disc = _disc(radius, fill, edge)
    r, (x, y, w, h) = radius, rect
    surface.blit(disc, (x, y), (0, 0, r, r))
    surface.blit(disc, (x + w - r, y), (r, 0, r, r))
    surface.blit(disc, (x, y + h - r), (0, r, r, r))
    surface.blit(disc, (x + w - r, y + h - r), (r, r, r, r))
    surface.fill(fill, (x + r, y, w - 2 * r, h))
    surface.fill(fill, (x, y + r, w, h - 2 * r))
    if edge is not None:
        surface.fill(edge, (x + r, y, w - 2 * r, 1))
        surface.fill(edge, (x + r, y + h - 1, w - 2 * r, 1))
        surface.fill(edge, (x, y + r, 1, h - 2 * r))
        surface.fill(edge, (x + w - 1, y + r, 1, h - 2 * r))


# One window has one size at a time, and these may be as large as it is.
@lru_cache(maxsize=16)
def _glass(
    size: tuple[int, int], fill: tuple[int, ...], edge: tuple[int, ...] | None, radius: int
) -> pygame.Surface:
    made = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.rect(made, fill, made.get_rect(), border_radius=radius)
    if edge is not None:
        pygame.draw.rect(made, edge, made.get_rect(), 1, border_radius=radius)
    return made


def ring(surface: pygame.Surface, rect: pygame.Rect, tint: Colour, radius: int = 8) -> None:
    """Draw the ring that shows where the keyboard is."""
    pygame.draw.rect(surface, tint, rect, 2, border_radius=radius)


@lru_cache(maxsize=64)
def _hatch(kind: str, tint: Colour, back: Colour, size: tuple[int, int]) -> pygame.Surface:
    made = pygame.Surface(size)
    made.fill(tint if kind in ("solid", "none") else back)
    w, h = size
    if kind == "rising":
        for x in range(-h, w + h, 7):
            pygame.draw.line(made, tint, (x, h), (x + h, 0), 3)
    if kind == "falling":
        for x in range(-h, w + h, 7):
            pygame.draw.line(made, tint, (x, 0), (x + h, h), 3)
    if kind == "dots":
        for row, y in enumerate(range(3, h + 4, 6)):
            for x in range(3 + 3 * (row % 2), w + 4, 6):
                pygame.draw.circle(made, tint, (x, y), 2)
    if kind == "level":
        for y in range(1, h, 5):
            made.fill(tint, (0, y, w, 3))
    if kind == "upright":
        for x in range(1, w, 5):
            made.fill(tint, (x, 0, 3, h))
    return made


def hatched(surface: pygame.Surface, rect: pygame.Rect, tint: Colour, kind: str) -> None:
    """Fill `rect` with a pattern that stays distinct without colour, and edge it."""
    if rect.width <= 0 or rect.height <= 0:
        return
    back: Colour = (tint[0] * 2 // 5, tint[1] * 2 // 5, tint[2] * 2 // 5)
    surface.blit(mirror.picture(_hatch(kind, tint, back, rect.size)), rect.topleft)
    light = (min(255, tint[0] + 40), min(255, tint[1] + 40), min(255, tint[2] + 40))
    pygame.draw.rect(surface, light, rect, 1)


@lru_cache(maxsize=4)
def shade(size: tuple[int, int], alpha: int) -> pygame.Surface:
    """A dark veil of `size`, to lay over what cannot be used at the moment."""
    made = pygame.Surface(size, pygame.SRCALPHA)
    made.fill((8, 11, 15, alpha))
    return made
