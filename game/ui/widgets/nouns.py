"""Where in a laid out text the names stand that can be explained, and the links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import attrs
import pygame

from game.ui import paint

if TYPE_CHECKING:
    from game.ui.widgets.explains import Explains


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
