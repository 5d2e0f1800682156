"""Buttons, cards that can be chosen, and rows of options."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.catalogue import phrase
from game.rules.look import Colour
from game.ui import paint
from game.ui.paint import fit as fit
from game.ui.theme import (
    ACCENT,
    ACCENT_DEEP,
    CARD,
    CARD_HOVER,
    FAINT,
    LINE,
    MUTED,
    PANEL,
    TEXT,
    icon,
    mix,
)
from game.ui.widgets.base import Widget
from game.ui.widgets.layout import Box
from game.ui.widgets.press import Press
from game.ui.widgets.words import parts_of


class Button(Widget):
    """A button with an icon, a hot key and a note (its cost).

    A button that cannot be used keeps its place and can be focused: `why_not` says why, as its
    tip and, when it is pressed, through `refuse`.
    """

    focusable = True

    def __init__(
        self,
        words: str,
        act: Callable[[], object] | None = None,
        *,
        key: str = "",
        keys: Sequence[str] = (),
        icon_name: str = "",
        note: str = "",
        why_not: str | Callable[[], str] = "",
        refuse: Callable[[str], None] | None = None,
        primary: bool = False,
        quiet: bool = False,
        chosen: bool = False,
        size: str = "body",
        tint: Colour | None = None,
        name: str = "",
        tip: str = "",
        grow: float = 0.0,
        left: bool = False,
    ) -> None:
        super().__init__(name=name or words, tip=tip, grow=grow)
        self.words, self.act, self.key = words, act, key
        self.hot_keys = tuple(k for k in (key, *keys) if k)
        self.icon_name, self.note, self.refuse = icon_name, note, refuse
        self._why_not = why_not
        self.primary, self.quiet, self.chosen = primary, quiet, chosen
        self.size, self.tint, self.left = size, tint, left
        self._press = Press(self)

    @property
    def enabled(self) -> bool:
        """Whether it may be used now."""
        return not self._why_not

    @property
    def why_not(self) -> str:
        """Why it may not be used, worked out only when somebody asks; nothing if it may."""
        return self._why_not if isinstance(self._why_not, str) else self._why_not()

    @why_not.setter
    def why_not(self, words: str) -> None:
        self._why_not = words

    def tooltip(self) -> str:
        shut = "" if self.enabled else f"{{-{self.why_not}}}"
        tip = self.tip or self._explained()
        said = self.words and (tip or shut or not self.holds(self.rect.width))
        head = f"{{*{self.words}}}" if said and tip.partition("}")[0] != f"{{*{self.words}" else ""
        parts = [head, tip, shut]
        if self.key and any(parts):
            parts.append(phrase("button.key", key=self.key_shown(self.key)))
        return "\n".join(p for p in parts if p)

    def topic(self) -> str:
        root = self.root
        return root.explains.whole(self.words) if root and root.explains else ""

    def _explained(self) -> str:
        """What its words mean where they are a name of the rules."""
        topic, root = self.topic(), self.root
        return root.explains.explain(topic) if topic and root and root.explains else ""

    def activate(self) -> None:
        if not self.enabled:
            if self.refuse is not None:
                self.refuse(self.why_not)
        elif self.act is not None:
            self.act()

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self._press.handle(event)

    def measure(self, width: int) -> tuple[int, int]:
        px, gap = self.theme.px(self.size), self.theme.gap
        wide = paint.width(self.words, self._role, px) + gap(2.5) + (4 if self.tint else 0)
        if not self.words:
            wide = gap(1.5)
        if self.icon_name:
            wide += round(px * 1.25) + (gap(1) if self.words else 0)
        if self.note:
            wide += paint.width(self.note, "text", self.theme.px("small")) + gap(1)
        if self.key and self.words:
            cap = self.key_shown(self.key)
            wide += paint.width(cap, "text", self.theme.px("tiny")) + gap(2)
        return (min(width, wide), round(px * 1.35) + gap(1.6))

    def holds(self, width: int, whole: bool = False) -> bool:
        if whole:
            return self.measure(1_000_000)[0] <= width
        return self._fitted(self._room(width), self.measure(width)[1])[0] != []

    def _room(self, width: int) -> int:
        """The width that is left for the words in a button of a width; see `draw`."""
        px, gap = self.theme.px(self.size), self.theme.gap
        room = width - gap(1.25) - gap(1) - (0 if self.tint is None else 4)
        room -= round(px * 1.25) + gap(1) if self.icon_name else 0
        cap = self.key_shown(self.key)
        room -= paint.width(cap, "text", self.theme.px("tiny")) + 16 if self.key else 0
        room -= paint.width(self.note, "text", self.theme.px("small")) + 6 if self.note else 0
        return room

    def draw(self, surface: pygame.Surface) -> None:
        px, gap = self.theme.px(self.size), self.theme.gap
        r = self.rect
        fill, edge, ink = self._looks()
        if fill is not None:
            paint.box(surface, r, fill, edge, 7)
        x, right = r.x + gap(1.25), r.right - gap(1)
        if self.tint is not None:
            surface.fill(self.tint, (r.x + 3, r.y + 7, 4, max(2, r.height - 14)))
            x += 4
        if self.icon_name:
            size = round(px * 1.25)
            drawn = icon(self.icon_name, size, ink if self.primary or not self.enabled else ACCENT)
            if drawn is not None:
                if not self.words:
                    x = r.centerx - size // 2
                surface.blit(drawn, (x, r.centery - size // 2))
                x += size + gap(1)
        if self.key and self.words:
            tint = FAINT if not self.enabled else MUTED
            small = paint.text(self.key_shown(self.key), "text", self.theme.px("tiny"), tint)
            cap = small.get_rect().inflate(10, 4)
            cap.midright = (right, r.centery)
            paint.box(surface, cap, mix(fill or CARD, (0, 0, 0), 0.25), mix(LINE, CARD, 0.3), 4)
            surface.blit(small, small.get_rect(center=cap.center))
            right = cap.left - 6
        if self.note:
            small = paint.text(
                self.note, "text", self.theme.px("small"), FAINT if not self.enabled else ACCENT
            )
            surface.blit(small, small.get_rect(midright=(right, r.centery)))
            right -= small.get_width() + 6
        if self.words:
            self._draw_words(surface, x, right, ink)

    @property
    def _role(self) -> str:
        # In a list, where room is short, the colour alone tells what is chosen.
        return "bold" if self.primary or (self.chosen and not self.left) else "text"

    def _draw_words(self, surface: pygame.Surface, x: int, right: int, ink: Colour) -> None:
        role = self._role
        lines, px = self._fitted(right - x, self.rect.height)
        if not lines:
            lines = [fit(self.words, role, px, right - x)]
        drawn = [paint.text(line, role, px, ink) for line in lines]
        plain = not (self.left or self.icon_name or self.key or self.note or self.tint)
        step = paint.line_height(role, px)
        y = self.rect.centery - step * (len(drawn) - 1) // 2
        for line in drawn:
            place = line.get_rect(midleft=(x, y))
            if plain and right - x > line.get_width():
                place.centerx = self.rect.centerx
            surface.blit(line, place)
            y += step

    def _fitted(self, room: int, height: int) -> tuple[list[str], int]:
        """The words in as large a text as goes into the room: on two lines before any is cut.

        No lines when they go in at no size.
        """
        role, px = self._role, self.theme.px(self.size)
        small, tiny = min(px, self.theme.px("small")), min(px, self.theme.px("tiny"))
        for size in (px, small):
            if paint.width(self.words, role, size) <= room:
                return [self.words], size
        for size in (small, tiny):
            if 2 * paint.line_height(role, size) > height:
                continue
            lines = halved(self.words, role, size)
            if all(paint.width(line, role, size) <= room for line in lines):
                return lines, size
        return [], small

    def _looks(self) -> tuple[Colour | None, Colour | None, Colour]:
        if not self.enabled:
            if self.quiet:
                return (None, None, FAINT)
            return (mix(PANEL, CARD, 0.35), mix(LINE, PANEL, 0.55), FAINT)
        if self.primary:
            fill = mix(ACCENT_DEEP, TEXT, 0.14) if self.hovered else ACCENT_DEEP
            return (self._pressed(fill), ACCENT, (255, 246, 226))
        if self.chosen:
            return (mix(CARD_HOVER, ACCENT_DEEP, 0.45), ACCENT, TEXT)
        if self.quiet and not self.hovered:
            return (None, None, TEXT)
        fill = CARD_HOVER if self.hovered else CARD
        return (self._pressed(fill), LINE, TEXT)

    def _pressed(self, fill: Colour) -> Colour:
        """What it is filled with, which is darker while it is pressed."""
        return mix(fill, (0, 0, 0), 0.2) if self._press.down else fill


def halved(words: str, role: str, px: int) -> list[str]:
    """`words` on two lines, broken between words where the longer line is the shortest."""
    parts = parts_of(" ".join(words.split()))
    breaks = [["".join(parts[:n]).rstrip(), "".join(parts[n:])] for n in range(1, len(parts))]
    return min(
        breaks, key=lambda lines: max(paint.width(x, role, px) for x in lines), default=[words]
    )


class Choosable(Box):
    """A card made of other widgets that is chosen by a click or by Enter."""

    focusable = True

    def __init__(
        self,
        *children: Widget,
        act: Callable[[], object],
        chosen: bool = False,
        tint: Colour | None = None,
        name: str = "",
        key: str = "",
        tip: str = "",
        grow: float = 0.0,
        gap: float = 0.5,
        pad: float = 1.75,
    ) -> None:
        super().__init__(*children, gap=gap, pad=pad, name=name, tip=tip, grow=grow)
        self.act, self.chosen, self.tint = act, chosen, tint
        self._press = Press(self, lambda: self.act())
        self.hot_keys = (key,) if key else ()

    def activate(self) -> None:
        self.act()

    def at(self, pos: tuple[int, int]) -> Widget | None:
        return self if self.visible and self.rect.collidepoint(pos) else None

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self._press.handle(event)

    def draw(self, surface: pygame.Surface) -> None:
        fill = CARD_HOVER if self.hovered else CARD
        if self.chosen:
            fill = mix(CARD_HOVER, ACCENT_DEEP, 0.3)
        paint.box(surface, self.rect, fill, ACCENT if self.chosen else LINE, 9)
        if self.tint is not None:
            surface.fill(self.tint, (self.rect.x + 4, self.rect.y + 9, 4, self.rect.height - 18))
