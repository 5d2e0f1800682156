"""What a screen shows, found by drawing it widget by widget: controls, words, and their places."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import pygame
import pytest

from game.ui import fonts
from game.ui.app import App
from game.ui.screens.board_area import BoardArea
from game.ui.widgets import Button, Scroll, Widget
from game.ui.widgets.mappane import MapPane

#: Words may touch by so many pixels: rounded places, and letters' slanted edges.
TOUCH = 2


@attrs.frozen
class Drawn:
    """Words that were drawn: by which widget, where, and as far as what."""

    words: str
    owner: Widget
    rect: pygame.Rect
    clip: pygame.Rect

    @property
    def seen(self) -> pygame.Rect:
        """What of them is in sight."""
        return self.rect.clip(self.clip)


class _Recorder(pygame.Surface):
    """A surface that notes which words are drawn on it."""

    texts: dict[int, tuple[pygame.Surface, str]]
    found: list[Drawn]
    owner: Widget

    def blit(self, source: pygame.Surface, dest: Any = (0, 0), *more: Any, **named: Any) -> Any:
        """Note the words, and draw them."""
        text = self.texts.get(id(source))
        if text is not None and not more:
            at = dest.topleft if isinstance(dest, pygame.Rect) else tuple(dest)
            rect = source.get_bounding_rect().move(round(at[0]), round(at[1]))
            self.found.append(Drawn(text[1], self.owner, rect, self.get_clip()))
        return super().blit(source, dest, *more, **named)


@contextmanager
def recorder(size: tuple[int, int]) -> Iterator[_Recorder]:
    """A recording surface of a size."""
    made = _Recorder(size)
    made.texts, made.found = {}, []
    plain = fonts.render

    def render(text: str, *more: Any, **named: Any) -> pygame.Surface:
        surface = plain(text, *more, **named)
        made.texts[id(surface)] = surface, text
        return surface

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "render", render)
        yield made


def scrolls(widget: Widget) -> list[Scroll]:
    """The scrolled parts that a widget hangs in, the innermost first."""
    found, node = [], widget.parent
    while node is not None:
        if isinstance(node, Scroll):
            found.append(node)
        node = node.parent
    return found


def clip_of(widget: Widget, window: pygame.Rect) -> pygame.Rect:
    """Where a widget can be seen at all."""
    for scroll in scrolls(widget):
        window = window.clip(scroll.rect)
    return window


def words_of(app: App) -> list[Drawn]:
    """All words of the topmost layer, drawn widget by widget."""
    window, top = pygame.Rect((0, 0), app.root.size), app.root.top
    assert top is not None
    with recorder(app.root.size) as surface:
        for widget in top.walk():
            if isinstance(widget, MapPane):
                continue  # its own tests look at it
            surface.owner = widget
            surface.set_clip(clip_of(widget, window))
            widget.draw(surface)
    return surface.found


def _within(widget: Widget, other: Widget) -> bool:
    node: Widget | None = widget
    while node is not None:
        if node is other:
            return True
        node = node.parent
    return False


def _floats(widget: Widget) -> bool:
    """Whether a widget lies on a card over the board."""
    board = next((p for p in _up(widget) if isinstance(p, BoardArea)), None)
    return board is not None and not _within(widget, board.children[0])


def _up(widget: Widget) -> Iterator[Widget]:
    node: Widget | None = widget
    while node is not None:
        yield node
        node = node.parent


def _called(widget: Widget) -> str:
    return next((w.name for w in _up(widget) if w.name), type(widget).__name__)


def meeting(rects: list[pygame.Rect]) -> Iterator[tuple[int, int]]:
    """Each pair of rectangles that have something in common, by their places in the list."""
    for m, rect in enumerate(rects):
        yield from ((m, n) for n in rect.collidelistall(rects) if n > m)


def faults(app: App) -> list[str]:
    """What is wrong with what the window shows: controls out of it, controls or words that meet."""
    window, top = pygame.Rect((0, 0), app.root.size), app.root.top
    assert top is not None
    said = []
    controls = [w for w in top.walk() if w.focusable]
    for w in controls:
        around = [w, *scrolls(w)]
        if w.rect.width <= 0 or w.rect.height <= 0:
            said.append(f"{_called(w)} has no room")
            continue
        if not window.contains(around[-1].rect):
            said.append(f"{_called(around[-1])} {around[-1].rect} is out of the window")
        for inner, s in itertools.pairwise(around):
            assert isinstance(s, Scroll)
            all_of_it = pygame.Rect(s.rect.x, s.rect.y - s.offset, s.rect.width, s.extent)
            if s.extent <= s.rect.height:
                all_of_it.height = s.rect.height
            if not all_of_it.contains(inner.rect):
                said.append(f"{_called(inner)} {inner.rect} is out of {_called(s)} {all_of_it}")
            if s.rect.height < min(w.rect.height, app.theme.px("body")):
                said.append(f"{_called(s)} {s.rect} is too low to show {_called(w)}")
    shown = [w.rect.clip(clip_of(w, window)) for w in controls]
    aloft = [_floats(w) for w in controls]
    for m, n in meeting(shown):
        a, b = controls[m], controls[n]
        if aloft[m] == aloft[n] and not _within(a, b) and not _within(b, a):
            said.append(f"{_called(a)} {a.rect} and {_called(b)} {b.rect} meet")
    drawn = [d for d in words_of(app) if d.seen.width and d.seen.height]
    for d in drawn:
        if d.seen.width < d.rect.width - TOUCH:
            said.append(f"“{d.words}” {d.rect} of {_called(d.owner)} is cut at its side")
        if d.clip == window and not window.contains(d.rect):
            said.append(f"“{d.words}” {d.rect} of {_called(d.owner)} is out of the window")
        room = d.owner.rect.inflate(2 * TOUCH, 2 * TOUCH)
        if not room.contains(d.rect) and not room.contains(d.clip):
            said.append(f"“{d.words}” {d.rect} leaves {_called(d.owner)} {d.owner.rect}")
    said += [
        f"“{d.words}” of {_called(d.owner)} is cut short"
        for d in drawn
        if isinstance(d.owner, Button) and d.words.endswith("…") and d.owner.words != d.words
    ]
    seen = [d.seen for d in drawn]
    aloft = [_floats(d.owner) for d in drawn]
    for m, n in meeting(seen):
        both = seen[m].clip(seen[n])
        if aloft[m] == aloft[n] and both.width > TOUCH and both.height > TOUCH:
            one, two = drawn[m], drawn[n]
            said.append(
                f"“{one.words}” of {_called(one.owner)} and “{two.words}” of "
                f"{_called(two.owner)} meet at {both}"
            )
    return said
