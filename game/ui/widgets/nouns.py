"""Where in a laid out text the names stand that can be explained, and the links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import attrs
import pygame

from game.ui import paint
from game.ui.theme import ACCENT, FAINT, MUTED

if TYPE_CHECKING:
    from game.ui.widgets.base import Widget
    from game.ui.widgets.explains import Explains

#: The keys that lead from name to name, each with the way that it leads.
_STEPS = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}


class PlacedWords(Protocol):
    """A part of a line: where it begins in the text, and how it looks."""

    @property
    def x(self) -> int:
        """Its distance from the left end of the text."""
        ...

    @property
    def y(self) -> int:
        """Its distance from the top of the text."""
        ...

    @property
    def width(self) -> int:
        """How wide it is."""
        ...

    @property
    def words(self) -> str:
        """What it says."""
        ...

    @property
    def role(self) -> str:
        """The font in which it is written."""
        ...

    @property
    def link(self) -> str:
        """What a click on it leads to."""
        ...


@attrs.frozen
class NounSpot:
    """A name or a link in a text.

    Attributes:
        places: where it stands, a line each, from the top left of the text.
        key: what it names, for who explains it; empty for a link to what has no page.
        link: what a click leads to instead of its explanation.
    """

    places: tuple[pygame.Rect, ...]
    key: str
    link: str = ""

    def under(self, at: tuple[int, int]) -> bool:
        """Whether a point of the text is on it."""
        return any(place.collidepoint(at) for place in self.places)


class NounReading:
    """Reads the names in a widget by pointer and keyboard: explains one, and leads to its page.

    Attributes:
        at: the number of the name that the keyboard is on.
    """

    def __init__(
        self,
        widget: Widget,
        spots: Callable[[], Sequence[NounSpot]],
        follow: Callable[[str], None] | None = None,
    ) -> None:
        """Be on the first name, and under no pointer.

        Args:
            widget: what shows the names.
            spots: gives the names, each where it stands from the widget's top left.
            follow: is told the link of a name that has one.
        """
        self._widget, self._spots, self._follow = widget, spots, follow
        self.at, self._over = 0, -1

    def begin(self, at: int = 0) -> None:
        """Be on a name, as other words are shown."""
        self.at, self._over = at, -1

    @property
    def by_key(self) -> bool:
        """Whether it is the keyboard that reads, and not the pointer."""
        root = self._widget.root
        return self._widget.focused and root is not None and root.keyboard

    def spot(self) -> NounSpot | None:
        """The name that the keyboard is on, or that is under the pointer."""
        found, at = self._spots(), self.at if self.by_key else self._over
        return found[at] if 0 <= at < len(found) else None

    def tip(self) -> str:
        """What the name is; nothing on none."""
        spot, root = self.spot(), self._widget.root
        known = spot is not None and spot.key and root is not None and root.explains is not None
        return root.explains.explain(spot.key) if known else ""  # type: ignore[union-attr]

    def tip_spot(self) -> pygame.Rect:
        """Where the name stands in the window; the whole widget on none."""
        spot = self.spot()
        where = self._widget.rect
        return spot.places[0].move(where.topleft) if spot else where

    def topic(self) -> str:
        """The key of the name."""
        spot = self.spot()
        return spot.key if spot else ""

    def under(self, pos: tuple[int, int]) -> NounSpot | None:
        """The name at a pixel of the window."""
        at = self._number(pos)
        return self._spots()[at] if at >= 0 else None

    def _number(self, pos: tuple[int, int]) -> int:
        where = self._widget.rect
        at = (pos[0] - where.x, pos[1] - where.y)
        return next((n for n, spot in enumerate(self._spots()) if spot.under(at)), -1)

    def go(self, spot: NounSpot | None) -> bool:
        """Follow the link of a name, or show all that is told of it; False on none."""
        root = self._widget.root
        if spot is None or root is None:
            return False
        if spot.link and self._follow is not None:
            self._follow(spot.link)
        elif spot.key and root.explains is not None:
            root.explains.open(spot.key)
        return True

    def handle(self, event: pygame.event.Event) -> bool:
        """Take an event of the widget, as far as it is about names."""
        widget = self._widget
        if event.type == pygame.MOUSEMOTION:
            over = self._number(event.pos) if widget.rect.collidepoint(event.pos) else -1
            if over != self._over:
                self._over = over
                widget.damage()
                if widget.root is not None:
                    widget.root.retip()
            return False
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            return self.go(self.under(event.pos))
        if event.type == pygame.KEYDOWN and event.key in _STEPS:
            return self.step(_STEPS[event.key])
        return False

    def step(self, by: int) -> bool:
        """Let the keyboard go on by so many names; False where there are no more."""
        at, widget = self.at + by, self._widget
        if not 0 <= at < len(self._spots()):
            return False
        self.at = at
        widget.damage()
        if widget.root is not None:
            widget.root.set_focus(widget)
        return True

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the fine lines under the names."""
        widget = self._widget
        near = widget.hovered or widget.focused
        lit = self.spot() if near else None
        for spot in self._spots():
            tint = ACCENT if spot is lit else MUTED if near else FAINT
            for place in () if spot.link else spot.places:
                dotted(surface, place.move(widget.rect.topleft), tint)


def spots(pieces: Sequence[PlacedWords], px: int, explains: Explains | None) -> list[NounSpot]:
    """The names and links of a text, in the order in which one reads them.

    Args:
        pieces: the text as it was laid out.
        px: the size in which it is written.
        explains: who knows the names; without anybody there are links alone.
    """
    text, begins = "", []
    for n, piece in enumerate(pieces):
        begins.append(len(text))
        text += piece.words
        ends = n + 1 < len(pieces) and pieces[n + 1].y != piece.y
        # A name may be broken between two lines where there was a space, and nowhere else.
        text += "\n" if ends and not piece.words.endswith(" ") else ""
    found: list[tuple[int, NounSpot]] = []
    linked: list[tuple[int, int, str]] = []
    for piece, begin in zip(pieces, begins, strict=True):
        end = begin + len(piece.words)
        last = linked[-1] if linked else (0, 0, "")
        if piece.link and last[2] == piece.link and text[last[1] : begin] in ("", "\n"):
            linked[-1] = (last[0], end, piece.link)
        elif piece.link:
            linked.append((begin, end, piece.link))
    names = explains.named(text) if explains is not None else ()
    for begin, end, link in linked:
        key = next((n.key for n in names if n.begin < end and begin < n.end), "")
        found.append((begin, NounSpot(_places(pieces, begins, begin, end, px), key, link)))
    for name in names:
        if not any(name.begin < end and begin < name.end for begin, end, _ in linked):
            places = _places(pieces, begins, name.begin, name.end, px)
            found.append((name.begin, NounSpot(places, name.key)))
    return [spot for _, spot in sorted(found, key=lambda pair: pair[0]) if spot.places]


def named_at(explains: Explains | None, found: Sequence[tuple[str, pygame.Rect]]) -> list[NounSpot]:
    """The names among words that are drawn one by one.

    Args:
        explains: who knows the names.
        found: each words with the place where they stand, from the widget's top left.
    """
    if explains is None:
        return []
    keyed = ((explains.whole(words), place) for words, place in found)
    return [NounSpot((place,), key) for key, place in keyed if key]


def _places(
    pieces: Sequence[PlacedWords], begins: Sequence[int], begin: int, end: int, px: int
) -> tuple[pygame.Rect, ...]:
    """Where a part of the text stands, a line each."""
    out: list[pygame.Rect] = []
    for piece, first in zip(pieces, begins, strict=True):
        a, b = max(begin - first, 0), min(end - first, len(piece.words))
        if a >= b:
            continue
        step = paint.line_height("text", px)
        left = piece.x + paint.width(piece.words[:a], piece.role, px)
        wide = paint.width(piece.words[a:b].rstrip(), piece.role, px)
        place = pygame.Rect(left, piece.y, wide, step)
        if out and out[-1].y == place.y:
            out[-1] = out[-1].union(place)
        else:
            out.append(place)
    return tuple(out)


def dotted(surface: pygame.Surface, place: pygame.Rect, tint: tuple[int, int, int]) -> None:
    """The fine line under a name that can be explained."""
    y = place.bottom - 3
    for x in range(place.left, place.right - 1, 4):
        surface.fill(tint, (x, y, 2, 1))
