"""Colours, spacing, text sizes and icons of the window."""

from __future__ import annotations

import io
import re
from functools import lru_cache

import attrs
import pygame

from game.drawing.palettes import worn_by
from game.resources import asset
from game.rules.look import Colour
from game.ui import mirror

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

#: The colours of the window that are others in a palette: of words, and of what they stand on.
_OTHERS: dict[str, dict[Colour, Colour]] = {
    "safe": {GOOD: (110, 186, 255), BAD: (231, 122, 108)},
    "strong": {
        PANEL: (10, 13, 17), CARD: (20, 26, 33), LINE: (128, 142, 158), TEXT: (255, 255, 255),
        MUTED: (206, 214, 222), FAINT: (166, 178, 190), ACCENT: (255, 208, 104),
        LINK: (168, 220, 255), GOOD: (178, 242, 170), BAD: (255, 172, 152),
    },
}  # fmt: skip


def shown(colour: Colour) -> Colour:
    """A colour of the window as the palette that is worn has it; any other as it is."""
    others = _OTHERS.get(worn_by())
    return colour if others is None else others.get(colour, colour)


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


#: What may be chosen for the size of text, in per cent of what is usual on the display.
PERCENTS: tuple[int, ...] = (100, 125, 150, 175, 200, 250, 300)
#: A display whose shorter side has so many pixels shows text at a scale of 1.
PLAIN = 1080
#: So many times larger pieces and names on a board are drawn where they are read from afar.
AFAR = 1.8
#: The smallest windows that hold everything at a scale of 1: broader than high, and upright.
BROAD: tuple[int, int] = (640, 360)
UPRIGHT: tuple[int, int] = (420, 620)


def most_scale(size: tuple[int, int]) -> float:
    """The largest scale at which everything still has room in a window of `size` pixels."""
    return max(min(size[0] / w, size[1] / h) for w, h in (BROAD, UPRIGHT))


@attrs.define
class Theme:
    """What a person may set of the looks, and what follows from it in their window.

    Attributes:
        text: the size of text that was chosen, 1 for what is usual on the display.
        motion: whether things move.
        speed: of dice and bots.
        projector: whether boards are drawn to be read from afar.
        usual: the scale at which text is usual: more than 1 on a dense or a large display.
        scale: the scale that all is drawn at; `suit` bounds it by the size of the window.
    """

    text: float = 1.0
    motion: bool = True
    speed: float = 1.0
    projector: bool = False
    usual: float = 1.0
    scale: float = 1.0

    def suit(self, size: tuple[int, int], density: float = 1.0) -> bool:
        """Take the scale that suits a window; whether it is another than before.

        Args:
            size: of the window in pixels.
            density: how many pixels of the display count as one; see `desktop.density`.
        """
        before, most = (self.usual, self.scale), most_scale(size)
        self.usual = min(max(1.0, density, min(size) / PLAIN), most)
        self.scale = min(self.usual * self.text, most)
        return before != (self.usual, self.scale)

    @property
    def board(self) -> float:
        """The scale of what stands on maps and boards, as far as they have room for it."""
        return self.scale * (AFAR if self.projector else 1.0)

    @property
    def percent(self) -> int:
        """The size at which text is shown, in per cent of the usual one."""
        return round(100 * self.scale / self.usual)

    def px(self, size: str | int) -> int:
        """The height in pixels of a named or given text size, at this scale."""
        base = SIZES[size] if isinstance(size, str) else size
        return max(9, round(base * self.scale))

    def gap(self, units: float = 1.0) -> int:
        """A distance of `units` times eight pixels; it grows less than the text does."""
        return round(8 * units * self._loose)

    def dot(self, count: float = 1.0) -> int:
        """The thickness of a line or the bend of a corner: `count` pixels at a scale of 1."""
        return max(1, round(count * self._loose))

    @property
    def _loose(self) -> float:
        return min(self.scale, 1.3 * self.usual)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """The colour `share` of the way from `a` to `b`."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def icon(name: str, size: int, tint: Colour) -> pygame.Surface | None:
    """The icon `name` as a square of `size` pixels in one colour, or None if there is none."""
    drawn = _icon(name, size, shown(tint))
    if drawn is None or name in mirror.DIRECTED:
        return drawn
    return mirror.picture(drawn)


@lru_cache(maxsize=256)
def _icon(name: str, size: int, tint: Colour) -> pygame.Surface | None:
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
