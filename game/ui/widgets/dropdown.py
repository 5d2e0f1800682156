"""A drop-down: one of several things is chosen from a list that opens over everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import (
    ACCENT,
    ACCENT_DEEP,
    CARD,
    CARD_HOVER,
    FAINT,
    GOOD,
    LINE,
    MUTED,
    PANEL,
    TEXT,
    icon,
    mix,
)
from game.ui.widgets.base import Widget
from game.ui.widgets.keys import key_symbol
from game.ui.widgets.layout import Box
from game.ui.widgets.press import Press
from game.ui.widgets.scrolling import Scroll

#: Letters that follow each other within so many milliseconds are the beginning of one word.
_TOGETHER = 900
#: The narrowest list, in units of eight pixels.
_LEAST = 22
#: So far from the edge of the window, and from what it belongs to, a list stays.
_RIM, _NEAR = 8, 4


@attrs.frozen
class Choice:
    """One thing that may be chosen.

    Attributes:
        id: what it is known by.
        words: what it is called.
        note: what is said of it, in a few words.
        icon: the sign before it.
        why_not: why it cannot be chosen; nothing where it can.
    """

    id: str
    words: str
    note: str = ""
    icon: str = ""
    why_not: str = ""


class Dropdown(Widget):
    """Shows what is chosen; a click, Enter or Space opens the list of what else may be.

    In the list the arrows, Home and End go from one to the next, letters go to what begins with
    them, Enter or a click chooses, and Esc or a click elsewhere leaves all as it was.
    """

    focusable = True

    def __init__(
        self,
        choices: Sequence[Choice],
        chosen: str,
        choose: Callable[[str], object],
        *,
        name: str,
        tip: str = "",
        size: str = "small",
        tint: Colour | None = None,
        strong: bool = False,
        grow: float = 0.0,
    ) -> None:
        """Show one of several things.

        Args:
            choices: what may be chosen, at least one.
            chosen: the id of what is.
            choose: is told the id of what was chosen from the list.
            name: of the widget; a thing in its list is called `NAME:ID`.
            tip: what is said of it while it is closed.
            size: of its words.
            tint: a mark at its left.
            strong: whether it stands out, as what a person has decided.
            grow: its share of room that is left over.
        """
        super().__init__(name=name, tip=tip, grow=grow)
        self.choices, self.chosen, self.choose = tuple(choices), chosen, choose
        self.size, self.tint, self.strong = size, tint, strong
        self._press = Press(self)

    @property
    def current(self) -> Choice:
        """What is chosen; the first thing where that is not among them."""
        return next((c for c in self.choices if c.id == self.chosen), self.choices[0])

    @property
    def words(self) -> str:
        """What is chosen, in words."""
        return self.current.words

    def tooltip(self) -> str:
        said = [f"{{*{self.words}}}", self.current.note, self.tip]
        return "\n".join(part for part in said if part)

    def measure(self, width: int) -> tuple[int, int]:
        px, gap = self.theme.px(self.size), self.theme.gap
        wide = max(paint.width(c.words, "text", px) for c in self.choices)
        sign = round(px * 1.25) + gap(1)
        wide += gap(2.5) + sign + (sign if any(c.icon for c in self.choices) else 0)
        return (min(width, wide), round(px * 1.35) + gap(1.6))

    def holds(self, width: int, whole: bool = False) -> bool:
        return self.measure(1_000_000)[0] <= width

    def draw(self, surface: pygame.Surface) -> None:
        px, gap, r = self.theme.px(self.size), self.theme.gap, self.rect
        fill = mix(CARD, ACCENT_DEEP, 0.4) if self.strong else CARD
        fill = mix(fill, CARD_HOVER, 0.7) if self.hovered else fill
        fill = mix(fill, (0, 0, 0), 0.2) if self._press.down else fill
        paint.box(surface, r, fill, mix(LINE, ACCENT, 0.4) if self.strong else LINE, 7)
        x, right = r.x + gap(1.25), r.right - gap(1)
        if self.tint is not None:
            surface.fill(self.tint, (r.x + 3, r.y + 7, 4, max(2, r.height - 14)))
            x += 4
        side = round(px * 1.25)
        if (sign := icon(self.current.icon, side, ACCENT)) is not None:
            surface.blit(sign, (x, r.centery - side // 2))
            x += side + gap(1)
        if (arrow := icon("chevron-down", side, MUTED)) is not None:
            surface.blit(arrow, (right - side, r.centery - side // 2))
            right -= side + gap(0.5)
        small = self.theme.px("tiny")
        size = px if paint.width(self.words, "text", px) <= right - x else min(px, small)
        words = paint.fit(self.words, "text", size, right - x)
        drawn = paint.text(words, "text", size, TEXT)
        surface.blit(drawn, drawn.get_rect(midleft=(x, r.centery)))

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self._press.handle(event)

    def activate(self) -> None:
        """Open the list, with the keyboard on what is chosen."""
        root = self.root
        if root is not None:
            by_key = root.keyboard
            menu = _Menu(self)
            root.push(menu)
            root.set_focus(menu.row(self.current.id), keyboard=by_key)

    def close(self, chosen: str | None = None) -> None:
        """Take the list away; with an id, that is chosen.

        Args:
            chosen: the id of one of the choices; None leaves all as it was.
        """
        root = self.root
        if root is None:
            return
        by_key = root.keyboard
        root.pop()
        root.set_focus(self, keyboard=by_key)
        if chosen is not None and chosen != self.chosen:
            self.chosen = chosen
            self.damage()
            self.choose(chosen)


class _Row(Widget):
    """One choice in the list; its note stands beside it, or below where there is no room."""

    focusable = True

    def __init__(self, menu: _Menu, choice: Choice, chosen: bool) -> None:
        super().__init__(name=f"{menu.owner.name}:{choice.id}")
        self.choice, self.chosen, self._menu = choice, chosen, menu
        self._press = Press(self)

    @property
    def enabled(self) -> bool:
        """Whether it may be chosen."""
        return not self.choice.why_not

    @property
    def said(self) -> str:
        """What stands beside its name: why it cannot be chosen, before anything else."""
        return self.choice.why_not or self.choice.note

    def _parts(self) -> tuple[int, int, int]:
        """How wide the sign, the words and the note are, each with the gap after it."""
        px, gap = self.theme.px(self._menu.owner.size), self.theme.gap
        sign = round(px * 1.25) + gap(1) if self._menu.signs else 0
        words = paint.width(self.choice.words, "text", px)
        note = paint.width(self.said, "text", self.theme.px("small")) if self.said else 0
        return sign, words, note

    def _edges(self) -> int:
        """What is taken by the margins and the tick at the right."""
        return self.theme.gap(2) + round(self.theme.px(self._menu.owner.size) * 1.25)

    def beside(self, width: int) -> bool:
        """Whether the note has room beside the words."""
        sign, words, note = self._parts()
        return sign + words + note + self.theme.gap(3) + self._edges() <= width

    def _lines(self, width: int) -> list[str]:
        """The note as it stands below the words."""
        if not self.said or self.beside(width):
            return []
        px, room = self.theme.px("small"), width - self._edges() - self._parts()[0]
        lines: list[str] = []
        for word in self.said.split():
            if lines and paint.width(f"{lines[-1]} {word}", "text", px) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def measure(self, width: int) -> tuple[int, int]:
        sign, words, note = self._parts()
        wide = sign + words + self._edges() + (note + self.theme.gap(3) if note else 0)
        px, small = self.theme.px(self._menu.owner.size), self.theme.px("small")
        high = round(px * 1.35) + self.theme.gap(1.4)
        return (
            min(width, wide),
            high + len(self._lines(width)) * paint.line_height("text", small),
        )

    def draw(self, surface: pygame.Surface) -> None:
        px, small, gap = (
            self.theme.px(self._menu.owner.size),
            self.theme.px("small"),
            self.theme.gap,
        )
        r, here = self.rect, self.hovered or self.focused
        if here:
            paint.box(surface, r, mix(CARD_HOVER, ACCENT_DEEP, 0.45), None, 6)
        ink = TEXT if self.enabled else FAINT
        x, right, side = r.x + gap(1), r.right - gap(1), round(px * 1.25)
        lines = self._lines(r.width)
        middle = r.y + (round(px * 1.35) + gap(1.4)) // 2
        sign = icon(self.choice.icon, side, ACCENT if self.enabled else FAINT)
        if sign is not None:
            surface.blit(sign, (x, middle - side // 2))
        x += self._parts()[0]
        if self.chosen and (tick := icon("check", side, GOOD)) is not None:
            surface.blit(tick, (right - side, middle - side // 2))
        right -= side
        words = paint.fit(self.choice.words, "text", px, right - x)
        drawn = paint.text(words, "text", px, ink)
        surface.blit(drawn, drawn.get_rect(midleft=(x, middle)))
        if self.said and not lines:
            note = paint.text(self.said, "text", small, MUTED)
            surface.blit(note, note.get_rect(midright=(right - gap(0.5), middle)))
        y = r.bottom - gap(0.5) - len(lines) * paint.line_height("text", small)
        for line in lines:
            shown = paint.fit(line, "text", small, right - x)
            surface.blit(paint.text(shown, "text", small, MUTED), (x, y))
            y += paint.line_height("text", small)

    def tooltip(self) -> str:
        shut = f"{{-{self.choice.why_not}}}" if self.choice.why_not else ""
        return f"{{*{self.choice.words}}}\n{shut}" if shut else ""

    def activate(self) -> None:
        if self.enabled:
            self._menu.owner.close(self.choice.id)

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self._press.handle(event)


class _Menu(Widget):
    """The open list: it covers the window, so that whatever is clicked beside it closes it."""

    def __init__(self, owner: Dropdown) -> None:
        super().__init__(name=f"{owner.name}.list")
        self.owner = owner
        #: Whether any of the choices has a sign, for which the others leave room.
        self.signs = any(choice.icon for choice in owner.choices)
        current = owner.current.id
        self.rows = [_Row(self, choice, choice.id == current) for choice in owner.choices]
        self._list = Scroll(Box(*self.rows, gap=0.25), name=f"{owner.name}.rows")
        self.add(self._list)
        self._typed, self._when = "", -_TOGETHER

    def row(self, ident: str) -> Widget:
        """The row of a choice."""
        return next(row for row in self.rows if row.choice.id == ident)

    @property
    def frame(self) -> pygame.Rect:
        """The edge of the list."""
        pad = self.theme.gap(0.75)
        return self._list.rect.inflate(2 * pad, 2 * pad)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        pad, near, theme = self.theme.gap(0.75), self.owner.rect, self.theme
        room = rect.width - 2 * (_RIM + pad)
        # Where it has room for names alone, notes stand below them.
        widest = max(row.measure(room)[0] for row in self.rows)
        wide = min(room, max(near.width - 2 * pad, theme.gap(_LEAST), widest))
        high = self._list.children[0].measure(wide)[1]
        above = near.top - rect.top - _RIM - _NEAR - 2 * pad
        below = rect.bottom - near.bottom - _RIM - _NEAR - 2 * pad
        under = high <= below or below >= above
        high = min(high, max(below if under else above, theme.px("lead") * 2))
        box = pygame.Rect(0, 0, wide + 2 * pad, high + 2 * pad)
        box.left = min(near.left, rect.right - _RIM - box.width)
        box.top = near.bottom + _NEAR if under else near.top - _NEAR - box.height
        box.clamp_ip(rect.inflate(-_RIM, -_RIM))
        self._list.place(box.inflate(-2 * pad, -2 * pad))

    def draw(self, surface: pygame.Surface) -> None:
        frame = self.frame
        for reach, dark in ((10, 40), (6, 60), (3, 80)):
            around = frame.inflate(reach, reach).move(0, reach // 2)
            paint.box(surface, around, (0, 0, 0, dark), None, 12)
        paint.box(surface, frame, PANEL, mix(LINE, MUTED, 0.5), 10)

    def damage(self, rect: pygame.Rect | None = None) -> None:
        # The pointer comes and goes over the window that this covers: nothing changes there.
        super().damage(rect or self.frame)

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN:
            if not self.frame.collidepoint(event.pos):
                self.owner.close()
            return True
        if event.type == pygame.KEYDOWN:
            return self._key(event)
        return event.type in (pygame.MOUSEBUTTONUP, pygame.MOUSEWHEEL)

    def _key(self, event: pygame.event.Event) -> bool:
        root = self.root
        at = self.rows.index(root.focus) if root and root.focus in self.rows else 0
        last = len(self.rows) - 1
        places = {
            pygame.K_UP: max(0, at - 1),
            pygame.K_DOWN: min(last, at + 1),
            pygame.K_HOME: 0,
            pygame.K_END: last,
        }
        if event.key in places:
            self._go(places[event.key])
        elif event.key == pygame.K_ESCAPE:
            self.owner.close()
        elif event.key == pygame.K_TAB:
            self.owner.close()
            return False
        elif event.key in (pygame.K_RETURN, pygame.K_KP_ENTER) or (
            event.key == pygame.K_SPACE and not self._fresh()
        ):
            self.rows[at].activate()
        else:
            self._type(event, at)
        return True

    def _go(self, at: int) -> None:
        if self.root is not None:
            self.root.set_focus(self.rows[at])

    def _fresh(self) -> bool:
        """Whether letters were typed just now."""
        return bool(self._typed) and pygame.time.get_ticks() - self._when < _TOGETHER

    def _type(self, event: pygame.event.Event, at: int) -> None:
        """Go to the next choice that begins with what was typed; the same letter goes on."""
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META):
            return
        letter = (getattr(event, "unicode", "") or key_symbol(event)).casefold()
        if not letter or not letter.isprintable():
            return
        before = self._typed if self._fresh() else ""
        self._typed, self._when = before + letter, pygame.time.get_ticks()
        again = set(self._typed) == {letter}
        wanted = letter if again else self._typed
        # One letter goes on to the next that has it; more of them stay where they still fit.
        order = [*range(at + 1 if again else at, len(self.rows)), *range(at + 1)]
        for n in order:
            if self.rows[n].choice.words.casefold().startswith(wanted):
                self._go(n)
                return
