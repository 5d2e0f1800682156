"""The map as a widget: the pointer and the keyboard choose places on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pygame

from game.ui import mirror
from game.ui.widgets.base import Widget
from game.ui.widgets.keys import key_symbol


class PlaceView(Protocol):
    """What the pane holds: a map or a board that knows its places."""

    focused: str | None
    fitted: bool
    show_pieces: bool

    def resize(self, rect: pygame.Rect) -> None:
        """Take another place in the window."""
        ...

    def fit(self) -> None:
        """Show all of it."""
        ...

    def zoom(self, factor: float, /) -> object:
        """Show it so many times as large, about its middle."""
        ...

    def tick(self, now: int, /) -> bool:
        """Let time pass, to `now` milliseconds; True while something moves."""
        ...

    def touch(self) -> None:
        """Let all of the view be drawn again."""
        ...

    def settle(self) -> None:
        """Draw at once whatever is due in view."""
        ...

    def draw(self, surface: pygame.Surface) -> None:
        """Draw what lies in the clip of the window's surface."""
        ...

    def damage(self) -> list[pygame.Rect]:
        """The rectangles of the window that changed since this was last asked."""
        ...

    def let_go(self) -> None:
        """Give up a press or a drag that is under way."""
        ...

    def handle(self, event: pygame.event.Event) -> object:
        """Take one event; something true if it meant anything here."""
        ...

    def space_at(self, pixel: tuple[int, int]) -> str | None:
        """The place under a pixel of the window."""
        ...

    def point_at(self, hovered: str | None, focused: str | None) -> None:
        """Outline the place under the pointer and the one that the keyboard is on."""
        ...

    def place_of(self, space: str, /) -> tuple[int, int]:
        """Where in the window a place is."""
        ...


_WAYS = {
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
}


_OTHERS = (pygame.K_TAB, pygame.K_RETURN, pygame.K_KP_ENTER)


class MapPane(Widget):
    """Holds a map view; `pick` is told the chosen place, `describe` says a place's tip."""

    focusable = True
    upright = True
    DRAG = 5

    def __init__(
        self,
        view: PlaceView,
        pick: Callable[[str], None],
        describe: Callable[[str], str],
        *,
        name: str = "map",
        grow: float = 1.0,
    ) -> None:
        super().__init__(name=name, grow=grow)
        self.view = view
        self.pick, self.describe = pick, describe
        self.over: str | None = None
        self.cursor: str | None = None
        self.cycle: Callable[[], list[str]] = list
        self.enter: Callable[[str], None] = pick
        self.look: Callable[[str], None] = lambda _: None
        #: Gives the key of a place, for who explains words.
        self.about: Callable[[str], str] = lambda _: ""
        #: Is told of an arrow key before it moves the cursor; True if that was all.
        self.within: Callable[[tuple[int, int]], bool] = lambda _: False
        #: What is drawn over the view.
        self.above: Callable[[pygame.Surface], None] | None = None
        self._from: tuple[int, int] | None = None
        self._dragged = False

    def place(self, rect: pygame.Rect) -> None:
        if rect != self.rect:
            self.rect = pygame.Rect(rect)
            fitted = self.view.fitted
            self.view.resize(self.rect)
            if fitted:
                self.view.fit()

    def draw(self, surface: pygame.Surface) -> None:
        self.view.draw(surface)
        if self.above is not None:
            self.above(surface)

    def tooltip(self) -> str:
        return self.describe(self.over) if self.over else ""

    def topic(self) -> str:
        return self.about(self.over) if self.over else ""

    def refresh(self) -> None:
        """Draw again what the map says has changed."""
        for rect in self.view.damage():
            self.damage(rect)

    def tick(self, now: int) -> bool:
        """Let time pass, to `now` milliseconds; True while something moves."""
        moving = self.view.tick(now)
        self.refresh()
        return moving

    def hide_pieces(self) -> None:
        """Hide or show all pieces."""
        self.view.show_pieces = not self.view.show_pieces
        self.refresh()

    def shortcut(self, event: pygame.event.Event) -> bool:
        """Take a key that means something whatever has the focus; False if it means nothing."""
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT):
            return False
        match key_symbol(event):
            case "[" | "]" as bracket:
                self.next(1 if bracket == "]" else -1)
            case "+" | "=" | "-" as sign:
                self.view.zoom(0.8 if sign == "-" else 1.25)
            case "0":
                self.view.fit()
            case _:
                return False
        self.refresh()
        return True

    def let_go(self) -> None:
        self._from = None
        self.view.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        event, took = mirror.inside(event, self.rect), False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button in (1, 2, 3):
            self._from, self._dragged = event.pos, False
        if event.type == pygame.MOUSEMOTION:
            if self._from is not None and not self._dragged:
                moved = abs(event.pos[0] - self._from[0]) + abs(event.pos[1] - self._from[1])
                self._dragged = moved > self.DRAG
            self._hover(event.pos)
        if event.type == pygame.MOUSEBUTTONUP:
            was, self._from = self._from, None
            if event.button == 1 and was is not None and not self._dragged:
                self.view.handle(event)
                place = self.view.space_at(event.pos)
                if place is not None:
                    self.cursor = place
                    self.pick(place)
                self.refresh()
                return True
        if event.type == pygame.KEYDOWN:
            took = self._key(event)
        if not took:
            if event.type == pygame.KEYDOWN and event.key in _OTHERS:
                return False  # Tab and Return belong to the window, not to the map
            took = bool(self.view.handle(event))
        self.refresh()
        return took or event.type != pygame.KEYDOWN

    def _hover(self, pos: tuple[int, int]) -> None:
        over = self.view.space_at(pos) if self.rect.collidepoint(pos) else None
        if over != self.over:
            self.over = over
            self.view.point_at(over, self.view.focused)
            if self.root is not None:
                self.root.retip()

    def _key(self, event: pygame.event.Event) -> bool:
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT):
            return False
        if event.key in _WAYS and not event.mod & pygame.KMOD_SHIFT:
            if not self.within(_WAYS[event.key]):
                self._walk(_WAYS[event.key])
            return True
        return self.shortcut(event)

    def next(self, step: int) -> None:
        """Go to the next of the places worth looking at."""
        order = self.cycle()
        if order:
            at = order.index(self.cursor) if self.cursor in order else -1 if step > 0 else 0
            self._go(order[(at + step) % len(order)])

    def _go(self, place: str) -> None:
        self.cursor = self.over = place
        self.view.point_at(place, place)
        self.look(place)
        self.refresh()

    def _walk(self, way: tuple[int, int]) -> None:
        anchor = self.view.place_of
        order = self.cycle()
        if self.cursor is None:
            self.next(way[0] + way[1])
            return
        here, best, least = anchor(self.cursor), None, 0.0
        for place in order:
            there = anchor(place)
            if place == self.cursor:
                continue
            dx, dy = there[0] - here[0], there[1] - here[1]
            ahead, aside = dx * way[0] + dy * way[1], abs(dx * way[1]) + abs(dy * way[0])
            if ahead > 0 and aside < ahead * 3 and (best is None or ahead + 2 * aside < least):
                best, least = place, ahead + 2 * aside
        if best is not None:
            self._go(best)

    def activate(self) -> None:
        if self.cursor is not None:
            self.enter(self.cursor)

    def lost(self) -> None:
        """The pointer left the map."""
        if self.over is not None:
            self.over = None
            self.view.point_at(None, self.view.focused)
            self.refresh()
