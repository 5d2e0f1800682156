"""Small signs beside words: an icon, the sign of a seat, a word in a rounded box, a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.drawing import palette
from game.drawing.palettes import dressed, worn
from game.rules.look import Colour
from game.ui import paint
from game.ui.map.counters import icon, token
from game.ui.screens.common import seat_name
from game.ui.theme import ACCENT, INK, LINE, MUTED, mix
from game.ui.theme import icon as load_icon
from game.ui.thumbnail import SEATS
from game.ui.widgets import Widget
from game.ui.widgets.press import Press

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.rules import Rules

#: What stands for a seat that has no counter of its own, in the order of the seats.
_SILHOUETTES = ("shield", "disc", "tower", "pennant", "hexagon", "square")
_PAPER: Colour = (250, 248, 240)


class Sign(Widget):
    """A small icon."""

    def __init__(self, name: str, tint: Colour = ACCENT, side: int = 20) -> None:
        """Show an icon.

        Args:
            name: of the icon.
            tint: its colour.
            side: in pixels at a text size of 1.
        """
        super().__init__()
        self._icon, self._tint, self._side, self.stiff = name, tint, side, True

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(self._side)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        drawn = load_icon(self._icon, self.theme.px(self._side), self._tint)
        if drawn is not None:
            surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class SeatBadge(Widget):
    """The sign of a seat: its colour, its own silhouette, and its icon."""

    upright = True

    def __init__(self, rules: Rules, seat: str, side: int) -> None:
        super().__init__()
        self._side = side
        self.stiff = True
        look, seats = dressed(rules.look), list(rules.members("seat"))
        own = next((c for c in look.counters.values() if c.seat == seat and not c.shadow), None)
        told, place = look.seats.get(seat), seats.index(seat) if seat in seats else 0
        named = palette.seat_colour(palette.words_of(seat, seat_name(rules, seat)))
        self.colour = told.colour if told else named or worn(SEATS[place % len(SEATS)])
        taken = {c.silhouette for c in look.counters.values() if c.seat}
        free = [s for s in _SILHOUETTES if s not in taken] or [*_SILHOUETTES]
        self._silhouette = own.silhouette if own else free[place % len(free)]
        self._icon = told.icon if told else ""
        self._letter = seat_name(rules, seat)[:1].upper()

    def measure(self, width: int) -> tuple[int, int]:
        side = self.theme.px(self._side)
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        side = min(self.rect.size)
        if side < 8:
            return
        piece = token(self._silhouette, side, self.colour)
        surface.blit(piece, piece.get_rect(center=self.rect.center))
        light = sum(self.colour) / 3 > 130
        ink = INK if light else _PAPER
        if self._icon:
            sign = icon(self._icon, round(side * 0.44), ink, 2.4)
        else:
            sign = paint.text(self._letter, "title", round(side * 0.5), ink)
        surface.blit(sign, sign.get_rect(center=self.rect.center))


class Chip(Widget):
    """A word or two in a rounded box."""

    def __init__(self, words: str, fill: Colour, ink: Colour) -> None:
        super().__init__()
        self.words, self._fill, self._ink, self.stiff = words, fill, ink, True

    def measure(self, width: int) -> tuple[int, int]:
        px = self.theme.px("tiny")
        wide = paint.width(self.words, "bold", px) + self.theme.gap(1.5)
        return (min(width, wide), round(px * 1.5))

    def draw(self, surface: pygame.Surface) -> None:
        px = self.theme.px("tiny")
        paint.box(surface, self.rect, self._fill, None, self.rect.height // 2)
        words = paint.fit(self.words, "bold", px, self.rect.width - self.theme.gap(0.5))
        drawn = paint.text(words, "bold", px, self._ink)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class Cap(Widget):
    """The name of a key, as on its cap."""

    def __init__(self, key: str) -> None:
        """Name a key.

        Args:
            key: the usual one; it is shown as the one that was chosen for it.
        """
        super().__init__()
        self._usual, self.stiff = key, True

    @property
    def _key(self) -> str:
        return self.key_shown(self._usual)

    def measure(self, width: int) -> tuple[int, int]:
        px = self.theme.px("tiny")
        return (paint.width(self._key, "text", px) + 10, round(px * 1.35) + 4)

    def draw(self, surface: pygame.Surface) -> None:
        drawn = paint.text(self._key, "text", self.theme.px("tiny"), MUTED)
        paint.box(surface, self.rect, mix(INK, LINE, 0.2), LINE, 4)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class ActingCap(Cap):
    """A key that does something by itself; a click on it does the same."""

    def __init__(self, key: str, act: Callable[[], object], tip: str, name: str = "") -> None:
        """Name a key.

        Args:
            key: the usual one.
            act: what it does.
            tip: what that is, in words.
            name: what it is found by.
        """
        super().__init__(key)
        self.name, self.tip, self.hot_keys, self._act = name, tip, (key,), act
        self._press = Press(self)

    def activate(self) -> None:
        self._act()

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self._press.handle(event)
