"""The retained tree of widgets: layers, focus, hover, damage. All input comes from events."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame

from game.ui import paint
from game.ui.theme import FOCUS, Theme
from game.ui.widgets.base import Widget
from game.ui.widgets.explains import Explains
from game.ui.widgets.keys import STEPS, key_name, nearest


class Root:
    """The window's tree: layers of widgets, the focus, the pointer, and what must be redrawn."""

    TIP_DELAY = 0.35

    def __init__(self, theme: Theme, size: tuple[int, int]) -> None:
        self.theme = theme
        self.size = size
        self.layers: list[Widget] = []
        self.focus: Widget | None = None
        self.keyboard = False
        self.pointer = (-1, -1)
        self.hover: Widget | None = None
        self.pressed: Widget | None = None
        #: Whether something must be let go before any press counts.
        self.barred = False
        self.on_escape: Callable[[], None] | None = None
        self.on_key: Callable[[pygame.event.Event], bool] | None = None
        #: How a usual key is shown on a layer.
        self.show_key: Callable[[str, Widget], str] = lambda usual, layer: usual
        self._dirty: list[pygame.Rect] = []
        self._tip_for: Widget | None = None
        self._tip_wait = 0.0
        self.tip: Widget | None = None
        self.make_tip: Callable[[str], Widget] | None = None
        #: What is still to be laid out, a part in each frame.
        self.later: Iterator[None] | None = None
        #: Who knows what the words mean that are shown; nobody where none are explained.
        self.explains: Explains | None = None

    @property
    def top(self) -> Widget | None:
        """The layer that takes input."""
        return self.layers[-1] if self.layers else None

    def key_shown(self, usual: str, widget: Widget) -> str:
        """How a usual key is shown at a widget of this tree."""
        while widget.parent is not None:
            widget = widget.parent
        return self.show_key(usual, widget)

    def show(self, widget: Widget) -> None:
        """Make `widget` the only layer."""
        for layer in self.layers:
            layer._root = None
        self.layers = []
        self.push(widget)

    def push(self, widget: Widget) -> None:
        """Lay `widget` over the others; input goes to it alone."""
        self.let_go()
        widget._root = self
        self.layers.append(widget)
        self.focus = self.hover = self.pressed = None
        self._drop_tip()
        widget.place(pygame.Rect((0, 0), self.size))
        self.invalidate(pygame.Rect((0, 0), self.size))

    def pop(self) -> None:
        """Take the topmost layer off."""
        if len(self.layers) > 1:
            self.let_go()
            self.layers.pop()._root = None
            self.focus = self.hover = self.pressed = None
            self._drop_tip()
            self.invalidate(pygame.Rect((0, 0), self.size))

    def let_go(self) -> None:
        """Give up every press and drag that is under way."""
        self.pressed = None
        for layer in self.layers:
            for widget in layer.walk():
                widget.let_go()

    def resize(self, size: tuple[int, int]) -> None:
        """Lay everything out again for a window of `size`."""
        self.size = size
        self._drop_tip()
        for layer in self.layers:
            layer.place(pygame.Rect((0, 0), size))
        self.invalidate(pygame.Rect((0, 0), size))

    def invalidate(self, rect: pygame.Rect) -> None:
        """Note that `rect` must be drawn again; near ones are drawn together."""
        rect = rect.clip(pygame.Rect((0, 0), self.size))
        if rect.width <= 0 or rect.height <= 0:
            return
        for i, other in enumerate(self._dirty):
            if other.contains(rect):
                return
            if other.colliderect(rect):
                self._dirty[i] = other.union(rect)
                return
        self._dirty.append(rect)
        if len(self._dirty) > 12:
            self._dirty = [self._dirty[0].unionall(self._dirty[1:])]

    @property
    def clean(self) -> bool:
        """Whether nothing waits to be drawn."""
        return not self._dirty

    def render(self, surface: pygame.Surface) -> list[pygame.Rect]:
        """Draw what was dirty; gives the rectangles that changed."""
        dirty, self._dirty = self._dirty, []
        for rect in dirty:
            surface.set_clip(rect)
            first = 0
            for i, layer in enumerate(self.layers):
                if layer.opaque:
                    first = i
            for layer in self.layers[first:]:
                layer.paint(surface, rect)
            self._regain()
            if self.focus is not None and self.keyboard:
                paint.ring(surface, self.focus.rect.inflate(4, 4), FOCUS, 9)
            if self.tip is not None:
                self.tip.paint(surface, rect)
        surface.set_clip(None)
        return dirty

    def focusables(self) -> list[Widget]:
        """The widgets of the topmost layer that the keyboard can reach, in order."""
        top = self.top
        return [w for w in top.walk() if w.focusable and w.rect.width > 0] if top else []

    def stops(self) -> list[Widget]:
        """Where Tab goes: what the keyboard can reach, and words of which it can go into."""
        top = self.top
        if top is None:
            return []
        shown = [w for w in top.walk() if w.rect.width > 0]
        return [w for w in shown if w.focusable or (w.readable() and not _within_control(w))]

    def topic(self) -> str:
        """The key of what the keyboard is on, or else the pointer; empty for nothing known."""
        for widget in (self.focus if self.keyboard else None, self.hover, self.focus):
            node = widget
            while node is not None:
                if found := node.topic():
                    return found
                node = node.parent
        return ""

    def set_focus(self, widget: Widget | None, keyboard: bool = True) -> None:
        """Move the focus to `widget`; scrolled lists bring it into sight."""
        for old in (self.focus, widget):
            if old is not None:
                self.invalidate(old.rect.inflate(12, 12))
        self.focus, self.keyboard = widget, keyboard
        node = widget
        while widget is not None and node is not None:
            reveal = getattr(node, "reveal", None)
            if reveal is not None and node is not widget:
                reveal(widget)
            node = node.parent
        if keyboard and widget is not None:
            self.invalidate(widget.rect.inflate(12, 12))
            self._wait_tip(widget, 0.6)

    def update(self, seconds: float) -> None:
        """Let time pass: tips appear after a rest, and what is long grows by a part."""
        if self.later is not None and next(self.later, self) is self:
            self.later = None
        if self._tip_for is not None and self.tip is None:
            self._tip_wait -= seconds
            if self._tip_wait <= 0:
                self._show_tip(self._tip_for)

    @property
    def waiting(self) -> bool:
        """Whether a tip is about to appear, or something grows, so that frames must go on."""
        return self.later is not None or (self._tip_for is not None and self.tip is None)

    def _wait_tip(self, widget: Widget | None, delay: float) -> None:
        self._drop_tip()
        if widget is not None and widget.tooltip():
            self._tip_for, self._tip_wait = widget, delay

    def _drop_tip(self) -> None:
        if self.tip is not None:
            self.invalidate(self.tip.rect)
        self.tip = self._tip_for = None

    def _show_tip(self, widget: Widget) -> None:
        words = widget.tooltip()
        if not words or self.make_tip is None:
            self._tip_for = None
            return
        tip = self.make_tip(words)
        tip._root = self
        room = self.size[0] - 20
        w, h = tip.measure(min(max(self.theme.gap(48), self.theme.px(330)), room))
        if h > self.size[1] - 16:
            w, h = tip.measure(room)
            h = min(h, self.size[1] - 16)
        by_key = self.keyboard and widget is self.focus
        near = widget.tip_spot() if by_key else pygame.Rect(self.pointer, (1, 20))
        x = min(max(8, near.left), self.size[0] - w - 8)
        y = near.bottom + 8
        if y + h > self.size[1] - 8:
            y = max(8, near.top - h - 8)
        tip.place(pygame.Rect(x, y, w, h))
        self.tip = tip
        self.invalidate(tip.rect)

    def retip(self) -> None:
        """The thing under the pointer changed within one widget: wait for its tip anew."""
        self._wait_tip(self.hover, self.TIP_DELAY)

    def _set_hover(self, widget: Widget | None) -> None:
        if widget is self.hover:
            return
        for old, state in ((self.hover, False), (widget, True)):
            if old is not None:
                old.hovered = state
                old.damage()
        self.hover = widget
        tipped = widget
        while tipped is not None and not tipped.tooltip():
            tipped = tipped.parent
        self._wait_tip(tipped, self.TIP_DELAY)

    def handle(self, event: pygame.event.Event) -> bool:
        """Give one event to the tree; True if something took it."""
        if event.type == pygame.MOUSEMOTION:
            self.pointer = event.pos
            under = self.top.at(event.pos) if self.top else None
            self._set_hover(under)
            target = self.pressed or under
            return self._bubble(target, event)
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.pointer = event.pos
            under = self.top.at(event.pos) if self.top else None
            self._set_hover(under)
            self._drop_tip()
            if event.type == pygame.MOUSEBUTTONDOWN:
                self.pressed = under
                return self._press(under, event)
            # What went down elsewhere, or on what is gone, does not end here.
            target, self.pressed = self.pressed, None
            return self._bubble(target, event)
        if event.type == pygame.MOUSEWHEEL:
            return self._bubble(self.top.at(self.pointer) if self.top else None, event)
        if event.type == pygame.KEYDOWN:
            return self._key(event)
        if event.type in (pygame.KEYUP, pygame.TEXTINPUT, pygame.TEXTEDITING):
            return self._bubble(self.focus or self.top, event)
        return False

    def _press(self, under: Widget | None, event: pygame.event.Event) -> bool:
        node = under
        while node is not None and not node.focusable:
            node = node.parent
        if event.button == 1 and node is not self.focus:
            self.set_focus(node, keyboard=False)
        return self._bubble(under, event)

    @staticmethod
    def _bubble(widget: Widget | None, event: pygame.event.Event) -> bool:
        while widget is not None:
            if widget.handle(event):
                return True
            widget = widget.parent
        return False

    def _regain(self) -> None:
        """After a part was built anew, the focus is on the widget that took the old one's place."""
        lost = self.focus
        if lost is not None and lost.root is not self:
            order = self.focusables() if lost.focusable else self.stops()
            named = (w for w in order if w.name == lost.name)
            self.focus = next(named, None) if lost.focusable or lost.name else None

    def _key(self, event: pygame.event.Event) -> bool:
        self._regain()
        if self._bubble(self.focus or self.top, event):
            return True
        if event.key == pygame.K_TAB:
            self._tab(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return True
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE):
            plain = not event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT)
            # What was focused by a click is not what Enter means: a shown hot key comes first.
            if not self.keyboard and self._hot_key(event):
                return True
            if plain and self.focus is not None:
                self.focus.activate()
                return True
        if self._hot_key(event):
            return True
        if self.on_key is not None and self.on_key(event):
            return True
        if event.key == pygame.K_ESCAPE and self.on_escape is not None:
            self.on_escape()
            return True
        if event.key in STEPS:
            return self._arrow(STEPS[event.key])
        return False

    def _hot_key(self, event: pygame.event.Event) -> bool:
        pressed = key_name(event)
        top = self.top
        if not pressed or top is None:
            return False
        for widget in top.walk():
            if pressed in getattr(widget, "hot_keys", ()):
                widget.activate()
                return True
        return False

    def _tab(self, step: int) -> None:
        order = self.stops()
        if not order:
            return
        if self.focus in order:
            self.set_focus(order[(order.index(self.focus) + step) % len(order)])
        else:
            self.set_focus(order[0 if step > 0 else -1])

    def _arrow(self, step: tuple[int, int]) -> bool:
        # From control to control; only who is among words goes on among them.
        reading = self.focus is not None and not self.focus.focusable
        order = self.stops() if reading else self.focusables()
        if self.focus is None:
            if order:
                self.set_focus(order[0])
            return bool(order)
        best = nearest(self.focus.rect, [w for w in order if w is not self.focus], step)
        if best is not None:
            self.set_focus(best)
        return best is not None


def _within_control(widget: Widget) -> bool:
    """Whether a widget is a part of one that the keyboard reaches as a whole."""
    node = widget.parent
    while node is not None and not node.focusable:
        node = node.parent
    return node is not None
