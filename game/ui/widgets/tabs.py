"""Tabs: several pages in one place, of which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import pygame

from game.ui import paint
from game.ui.theme import ACCENT, LINE, MUTED, TEXT, mix
from game.ui.widgets.base import Widget
from game.ui.widgets.press import Press


@attrs.frozen(eq=False)
class Tab:
    """One page.

    Attributes:
        id: what it is known by.
        words: what stands at its head.
        body: what it shows.
        key: the key that opens it.
    """

    id: str
    words: str
    body: Widget
    key: str = ""


class Tabs(Widget):
    """Heads in a row, and below them the page of the one that is chosen.

    A click or Enter on a head opens its page; Left, Right, Home and End go from head to head, and
    open what they come to.
    """

    def __init__(
        self,
        tabs: Sequence[Tab],
        chosen: str = "",
        turned: Callable[[str], object] = lambda _: None,
        *,
        name: str,
        grow: float = 0.0,
    ) -> None:
        """Show one of several pages.

        Args:
            tabs: the pages, at least one.
            chosen: the id of the page that is shown; the first where there is none of that id.
            turned: is told the id of each page that is opened.
            name: of the widget; a head is called `NAME:ID`.
            grow: its share of room that is left over.
        """
        super().__init__(name=name, grow=grow)
        self.tabs, self._turned = tuple(tabs), turned
        self.heads = [_Head(self, tab) for tab in self.tabs]
        self._row = _Heads(self.heads)
        self.add(self._row, *(tab.body for tab in self.tabs))
        self.chosen = ""
        self._show(chosen if chosen in [tab.id for tab in self.tabs] else self.tabs[0].id)

    def _show(self, ident: str) -> None:
        self.chosen = ident
        for tab in self.tabs:
            tab.body.visible = tab.id == ident

    def open(self, ident: str) -> None:
        """Show the page of an id."""
        if ident == self.chosen:
            return
        self._show(ident)
        if self.root is not None:
            # What scrolls this may become longer or shorter with it.
            above: Widget = self
            while (parent := above.parent) is not None and not hasattr(above, "reveal"):
                above = parent
            above.place(above.rect)
            above.damage()
        self._turned(ident)

    @property
    def page(self) -> Widget:
        """What is shown."""
        return next(tab.body for tab in self.tabs if tab.id == self.chosen)

    def _gap(self) -> int:
        return self.theme.gap(1.5)

    def measure(self, width: int) -> tuple[int, int]:
        heads = self._row.measure(width)[1]
        return (width, heads + self._gap() + self.page.measure(width)[1])

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        heads = self._row.measure(rect.width)[1]
        self._row.place(pygame.Rect(rect.x, rect.y, rect.width, heads))
        top = rect.y + heads + self._gap()
        page = pygame.Rect(rect.x, top, rect.width, max(0, rect.bottom - top))
        for tab in self.tabs:
            tab.body.place(page)

    def handle(self, event: pygame.event.Event) -> bool:
        root = self.root
        if event.type != pygame.KEYDOWN or root is None or root.focus not in self.heads:
            return False
        at, last = self.heads.index(root.focus), len(self.heads) - 1
        places = {
            pygame.K_LEFT: max(0, at - 1),
            pygame.K_RIGHT: min(last, at + 1),
            pygame.K_HOME: 0,
            pygame.K_END: last,
        }
        if event.key not in places:
            return False
        head = self.heads[places[event.key]]
        self.open(head.tab.id)
        root.set_focus(head)
        return True


class _Heads(Widget):
    """The heads one after another, on as many lines as they need, above a thin line."""

    def __init__(self, heads: Sequence[Widget]) -> None:
        super().__init__()
        self.add(*heads)

    def _laid(self, width: int) -> list[tuple[Widget, pygame.Rect]]:
        found: list[tuple[Widget, pygame.Rect]] = []
        x = y = 0
        for head in self.children:
            wide, high = head.measure(width)
            if x and x + wide > width:
                x, y = 0, y + high
            found.append((head, pygame.Rect(x, y, wide, high)))
            x += wide + self.theme.gap(0.5)
        return found

    def measure(self, width: int) -> tuple[int, int]:
        return (width, max(rect.bottom for _, rect in self._laid(width)) + 1)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        for head, spot in self._laid(rect.width):
            head.place(spot.move(rect.topleft))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(LINE, (self.rect.x, self.rect.bottom - 1, self.rect.width, 1))


class _Head(Widget):
    """What a page is called; the one that is shown is underlined."""

    focusable = True

    def __init__(self, tabs: Tabs, tab: Tab) -> None:
        super().__init__(name=f"{tabs.name}:{tab.id}")
        self.tab, self._tabs = tab, tabs
        self.hot_keys = (tab.key,) if tab.key else ()
        self._press = Press(self)

    @property
    def words(self) -> str:
        """What the page is called."""
        return self.tab.words

    @property
    def chosen(self) -> bool:
        """Whether its page is shown."""
        return self._tabs.chosen == self.tab.id

    def _cap(self) -> int:
        """How wide the key is, with the gap before it."""
        if not self.tab.key:
            return 0
        key = self.key_shown(self.tab.key)
        return paint.width(key, "text", self.theme.px("tiny")) + 10 + self.theme.gap(1)

    def measure(self, width: int) -> tuple[int, int]:
        px = self.theme.px("body")
        wide = paint.width(self.words, "text", px) + self._cap() + self.theme.gap(2)
        return (min(width, wide), round(px * 1.35) + self.theme.gap(1.75))

    def draw(self, surface: pygame.Surface) -> None:
        px, gap, r = self.theme.px("body"), self.theme.gap, self.rect
        tint = TEXT if self.chosen or self.hovered else mix(MUTED, TEXT, 0.3)
        words = paint.fit(self.words, "text", px, r.width - gap(2) - self._cap())
        drawn = paint.text(words, "text", px, tint)
        x, middle = r.x + gap(1), r.centery - self.theme.dot(1)
        surface.blit(drawn, drawn.get_rect(midleft=(x, middle)))
        if self.tab.key:
            small = paint.text(self.key_shown(self.tab.key), "text", self.theme.px("tiny"), MUTED)
            cap = small.get_rect().inflate(10, 4)
            cap.midleft = (x + drawn.get_width() + gap(1), middle)
            paint.box(surface, cap, (16, 21, 27), LINE, 4)
            surface.blit(small, small.get_rect(center=cap.center))
        if self.chosen:
            thick = self.theme.dot(3)
            surface.fill(ACCENT, (r.x, r.bottom - thick, r.width, thick))

    def activate(self) -> None:
        self._tabs.open(self.tab.id)

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self._press.handle(event)
