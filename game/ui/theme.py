"""Colours, spacing, text sizes and icons of the window."""

from __future__ import annotations

import io
import re
from functools import lru_cache

import attrs
import pygame

from game.resources import asset
from game.rules.look import Colour

INK: Colour = (13, 18, 24)
GROUND: Colour = (19, 26, 33)
PANEL: Colour = (25, 33, 42)
CARD: Colour = (33, 43, 54)
CARD_HOVER: Colour = (43, 56, 70)
LINE: Colour = (56, 70, 85)
TEXT: Colour = (236, 233, 226)
MUTED: Colour = (163, 175, 187)
FAINT: Colour = (122, 135, 149)
ACCENT: Colour = (231, 184, 92)
ACCENT_DEEP: Colour = (131, 95, 26)
LINK: Colour = (134, 200, 244)
GOOD: Colour = (152, 214, 146)
BAD: Colour = (246, 149, 128)
FOCUS: Colour = (255, 224, 150)

#: The speed at which nothing is waited for.
AT_ONCE = 6.0

SIZES: dict[str, int] = {
    "tiny": 12,
    "small": 14,
    "body": 16,
    "lead": 18,
    "head": 22,
    "title": 32,
    "hero": 54,
}


@attrs.define
class Theme:
    """What a person may set of the looks: the scale of text and whether things move."""

    scale: float = 1.0
    motion: bool = True
    speed: float = 1.0

    def px(self, size: str | int) -> int:
        """The height in pixels of a named or given text size, at this scale."""
        base = SIZES[size] if isinstance(size, str) else size
        return max(9, round(base * self.scale))

    def gap(self, units: float = 1.0) -> int:
        """A distance of `units` times eight pixels, at this scale."""
        return round(8 * units * min(self.scale, 1.3))


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The colour `share` of the way from `a` to `b`."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


@lru_cache(maxsize=256)
def icon(name: str, size: int, tint: Colour) -> pygame.Surface | None:
    """The icon `name` as a square of `size` pixels in one colour, or None if there is none."""
    path = asset("icons", f"{name}.svg")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return None
    text = text.replace("currentColor", "#{:02x}{:02x}{:02x}".format(*tint))
    head, sep, rest = text.partition(">")
    while sep and "<svg" not in head:  # comments and the declaration come first
        more, sep, rest = rest.partition(">")
        head = head + ">" + more
    head = re.sub(r'\s(width|height)="[^"]*"', "", head)
    head = head.replace("<svg", f'<svg width="{size}" height="{size}"', 1)
    try:
        return pygame.image.load(io.BytesIO((head + sep + rest).encode()), "icon.svg")
    except pygame.error:
        return None
