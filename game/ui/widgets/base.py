"""What every widget is: a rectangle of the window, in a tree that keeps its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pygame

from game.ui import mirror
from game.ui.theme import Theme
from game.ui.widgets.explains import Explains


class WidgetTree(Protocol):
    """The window's tree, as the widgets in it know it; `game.ui.widgets.root` has the one there is.

    Attributes:
        theme: of the window.
        size: of the window in pixels.
        layers: what is shown, the topmost last.
        focus: where the keyboard is.
        keyboard: whether it was moved there by keys.
        pointer: where the pointer is.
        barred: whether something must be let go before any press counts.
        explains: who knows what words mean; nobody where none are explained.
        later: what is still to be laid out, a part in each frame; None for nothing.
    """

    theme: Theme
    size: tuple[int, int]
    layers: list[Widget]
    focus: Widget | None
    keyboard: bool
    pointer: tuple[int, int]
    barred: bool
    explains: Explains | None
    later: Iterator[None] | None

    @property
    def top(self) -> Widget | None:
        """The layer that takes input."""
        ...

    def key_shown(self, usual: str, widget: Widget) -> str:
        """How a usual key is shown at a widget of this tree."""
        ...

    def push(self, widget: Widget) -> None:
        """Lay a widget over the others."""
        ...

    def pop(self) -> None:
        """Take the topmost layer off."""
        ...

    def set_focus(self, widget: Widget | None, keyboard: bool = True) -> None:
        """Move the keyboard to a widget."""
        ...

    def invalidate(self, rect: pygame.Rect) -> None:
        """Note that a part must be drawn again."""
        ...

    def retip(self) -> None:
        """The thing under the pointer changed within one widget."""
        ...


class Widget:
    """One rectangle of the window. Subclasses measure, lay out and draw themselves."""

    focusable = False
    opaque = False
    #: Whether it is drawn as it is where all else is mirrored, as a map is; see `mirror`.
    upright = False
    #: Whether it keeps its width where others beside it give way.
    stiff = False
    #: Whether it takes keys as they are pressed, and not as the acts that they are chosen for.
    takes_keys = False
    #: Whose keys may be chosen while it lies over a screen, as `KeyAct` has it; nothing for none.
    acts = ""
    #: The theme of what is below it, where it has one of its own.
    own_theme: Theme | None = None

    def __init__(self, *, name: str = "", tip: str = "", grow: float = 0.0) -> None:
        self.name = name
        self.tip = tip
        self.grow = grow
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.parent: Widget | None = None
        self.children: list[Widget] = []
        self.visible = True
        self.hovered = False
        self._root: WidgetTree | None = None

    @property
    def root(self) -> WidgetTree | None:
        """The window's root, when this widget hangs in its tree."""
        node: Widget = self
        # Everything that is laid out asks for this: the way up is kept short.
        while (above := node.parent) is not None:
            node = above
        return node._root

    @property
    def theme(self) -> Theme:
        """The theme of the window, or of what it is in; the plain one outside both."""
        node: Widget = self
        while (above := node.parent) is not None:
            if node.own_theme is not None:
                return node.own_theme
            node = above
        root = node._root
        return node.own_theme or (root.theme if root is not None else Theme())

    @property
    def focused(self) -> bool:
        """Whether the keyboard is here."""
        root = self.root
        return root is not None and root.focus is self

    def key_shown(self, usual: str) -> str:
        """How a usual key is shown where this hangs: as the one that was chosen for it."""
        root = self.root
        return usual if root is None else root.key_shown(usual, self)

    def add(self, *widgets: Widget) -> Widget:
        """Hang `widgets` under this one, in order; gives this widget back."""
        for widget in widgets:
            widget.parent = self
            self.children.append(widget)
        return self

    def clear(self) -> None:
        """Take all children off."""
        for child in self.children:
            child.parent = None
        self.children.clear()

    def refill(self, *widgets: Widget) -> None:
        """Take all children off and hang these instead; what they hang in is laid out after."""
        self.clear()
        self.add(*widgets)

    def replace(self, *widgets: Widget) -> None:
        """Take all children off and hang these instead, laid out in the same place."""
        self.refill(*widgets)
        if self.root is not None:
            self.place(self.rect)
            self.damage()

    def measure(self, width: int) -> tuple[int, int]:
        """The size wanted, when at most `width` pixels wide."""
        return (width, 0)

    def holds(self, width: int, whole: bool = False) -> bool:
        """Whether what it says is not cut at a width; with `whole`, nor on two lines."""
        return not whole or self.measure(1_000_000)[0] <= width

    def place(self, rect: pygame.Rect) -> None:
        """Take `rect` and lay out what is inside."""
        self.rect = pygame.Rect(rect)
        for child in self.children:
            child.place(rect)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw this widget alone, without its children."""

    def handle(self, event: pygame.event.Event) -> bool:
        """Act on an event that reached this widget; True if it was taken."""
        return False

    def activate(self) -> None:
        """What Enter or a click does."""

    def let_go(self) -> None:
        """Give up a press or a drag that is under way; it never happened."""

    def tooltip(self) -> str:
        """What to say about this widget while the pointer or the keyboard rests on it."""
        return self.tip

    def tip_spot(self) -> pygame.Rect:
        """The part of the window near which the tip appears when the keyboard is here."""
        return self.rect

    def topic(self) -> str:
        """The key of what the pointer or the keyboard is on here, for who explains words."""
        return ""

    def readable(self) -> bool:
        """Whether the keyboard can go into its words, though it is no control."""
        return False

    def damage(self, rect: pygame.Rect | None = None) -> None:
        """Say that this widget (or a part of it) must be drawn again."""
        root = self.root
        if root is not None:
            if rect is not None and self.upright:
                rect = mirror.within(rect, self.rect)
            root.invalidate(rect or self.rect)

    def walk(self) -> Iterator[Widget]:
        """This widget and all visible ones under it, in order."""
        if self.visible:
            yield self
            for child in self.children:
                yield from child.walk()

    def find(self, name: str) -> Widget:
        """The visible widget called `name` here or below; KeyError if there is none."""
        for widget in self.walk():
            if widget.name == name:
                return widget
        raise KeyError(name)

    def paint(self, surface: pygame.Surface, clip: pygame.Rect) -> None:
        """Draw this widget and those below it, where they meet `clip`."""
        if not self.visible or not self.rect.colliderect(clip):
            return
        if self.upright:
            mirror.draw(surface, self.rect, self.draw)
        else:
            self.draw(surface)
        for child in self.children:
            child.paint(surface, clip)

    def at(self, pos: tuple[int, int]) -> Widget | None:
        """The deepest visible widget under `pos`, the last drawn first."""
        if not self.visible or not self.rect.collidepoint(pos):
            return None
        for child in reversed(self.children):
            found = child.at(pos)
            if found is not None:
                return found
        return self
