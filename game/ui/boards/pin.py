"""A box beside a place that says why it cannot be chosen, with a leader to the place."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import pygame

from game.rules.look import Colour
from game.ui import fonts, paint
from game.ui.theme import BAD, TEXT
from game.ui.widgets.words import Span, lay_out

_FILL = (38, 20, 18, 248)
_EDGE: Colour = (246, 149, 128)
#: The width of the words at a text size of 1, and the pixels between box and place.
_WIDE, _OFF = 210, 14


@attrs.frozen
class Pin:
    """What is said of a place: which, what it is called, and why it cannot be chosen."""

    place: str
    title: str
    words: str


@attrs.frozen
class PinBox:
    """A pin laid out, in pixels of the view.

    Attributes:
        pin: what is said.
        box: where it stands.
        leader: from the box to the edge of the place.
        area: all of it.
    """

    pin: Pin
    box: pygame.Rect
    leader: tuple[tuple[int, int], tuple[int, int]]

    @property
    def area(self) -> pygame.Rect:
        """The box with its leader."""
        (ax, ay), (bx, by) = self.leader
        line = pygame.Rect(min(ax, bx), min(ay, by), abs(ax - bx) + 1, abs(ay - by) + 1)
        return self.box.union(line).inflate(8, 8)


def pinned(place: str, title: str, words: str) -> Pin | None:
    """A pin with a title, unless the words begin with it; nothing without words."""
    if not words:
        return None
    return Pin(place, "" if words.startswith(title) else title, words)


def laid_out(
    pin: Pin,
    around: pygame.Rect,
    size: tuple[int, int],
    text: float,
    avoid: Collection[pygame.Rect] = (),
) -> PinBox:
    """Stand a box beside a place: left of it, right, above or below, where there is room.

    Args:
        pin: what is said.
        around: the place, in pixels of the view.
        size: of the view.
        text: the size of what is written, 1 for normal.
        avoid: what it should not cover.
    """
    view, pad, off = pygame.Rect((0, 0), size), round(11 * text), round(_OFF * text)
    room = min(round(_WIDE * text), max(60, size[0] - 2 * pad - 8))
    wide, high = _words(pin, text, room)
    box = pygame.Rect(0, 0, wide + 2 * pad, high + 2 * pad)
    spots = []
    for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        spot = box.copy()
        spot.center = (
            around.centerx + x * (around.width + spot.width + 2 * off) // 2,
            around.centery + y * (around.height + spot.height + 2 * off) // 2,
        )
        spots.append(spot.clamp(view))
    free = [s for s in spots if not s.colliderect(around) and view.contains(s)]
    best = next((s for s in free if s.collidelist(list(avoid)) < 0), None)
    box = best or next(iter(free), spots[0])
    # The leader ends well inside of what belongs to the place, where its outline is.
    start, end = _nearest(box, around.center), _nearest(_inner(around), box.center)
    return PinBox(pin, box, (start, end))


def _nearest(rect: pygame.Rect, point: tuple[int, int]) -> tuple[int, int]:
    """The point of a rectangle that is nearest to another point."""
    x, y = point
    return min(max(x, rect.left), rect.right), min(max(y, rect.top), rect.bottom)


def _inner(around: pygame.Rect) -> pygame.Rect:
    return around.inflate(-around.width // 3, -around.height // 3)


def _spans(pin: Pin, text: float) -> tuple[tuple[Span, ...], int]:
    head = (Span(f"{pin.title}\n", BAD, "bold"),) if pin.title else ()
    return (*head, Span(pin.words, TEXT)), max(9, round(14 * text))


def _words(pin: Pin, text: float, room: int) -> tuple[int, int]:
    """How wide and high the words are."""
    _, wide, high = lay_out(*_spans(pin, text), room)
    return wide, high


def draw(frame: pygame.Surface, laid: PinBox, text: float) -> None:
    """Draw it: the leader below, the box, and the words in it."""
    pygame.draw.line(frame, _EDGE, *laid.leader, max(2, round(2 * text)))
    paint.box(frame, laid.box, _FILL, _EDGE, round(9 * text))
    spans, px = _spans(laid.pin, text)
    pad = round(11 * text)
    pieces, _, _ = lay_out(spans, px, laid.box.width - 2 * pad)
    for piece in pieces:
        face = "semibold" if piece.span.role == "bold" else "regular"
        words = fonts.render(piece.words, px, piece.span.tint, face)
        frame.blit(words, (laid.box.x + pad + piece.x, laid.box.y + pad + piece.y))
