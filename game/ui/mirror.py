"""The window the other way round, for languages that are written right to left.

Everything is laid out, drawn and pointed at as if it began on the left; what is shown is the
mirror image of that, turned over once, where the window meets the screen (`game.ui.port`). So no
screen knows of it. What must not be mirrored is turned over beforehand: words and icons as they
are drawn (`paint.text`, `theme.icon`), and widgets that are `upright`, as maps are, by `draw`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final

import pygame

from game.catalogue import leftwards

#: Icons that point the way in which one reads; all others look alike in every language.
DIRECTED: Final = frozenset(
    ("arrow-right", "chevron-left", "chevron-right", "log-out", "redo-2", "undo-2")
)
_ARROWS: Final = {pygame.K_LEFT: pygame.K_RIGHT, pygame.K_RIGHT: pygame.K_LEFT}

#: Whether something is drawn just now that is turned over as a whole afterwards.
_PLAIN: ContextVar[bool] = ContextVar("plain", default=False)


def on() -> bool:
    """Whether what is drawn now is seen in a mirror."""
    return leftwards() and not _PLAIN.get()


@contextmanager
def plain() -> Iterator[None]:
    """Draw as it is seen: for what is no part of a mirrored layout."""
    before = _PLAIN.set(True)
    try:
        yield
    finally:
        _PLAIN.reset(before)


def turned(surface: pygame.Surface) -> pygame.Surface:
    """A picture, turned over."""
    return pygame.transform.flip(surface, True, False)


def picture(surface: pygame.Surface) -> pygame.Surface:
    """A picture so that it is seen as it is."""
    return turned(surface) if on() else surface


def within(part: pygame.Rect, whole: pygame.Rect) -> pygame.Rect:
    """Where a part of something is seen: on the other side of it, if all is mirrored."""
    if not leftwards():
        return part
    return part.move(whole.left + whole.right - part.left - part.right, 0)


def inside(event: pygame.event.Event, whole: pygame.Rect) -> pygame.event.Event:
    """An event as it is for something that is not mirrored itself: its place, its arrow key.

    Args:
        event: the event.
        whole: the part of the window.
    """
    if not leftwards():
        return event
    changed = dict(event.dict)
    if "pos" in changed:
        x, y = changed["pos"]
        changed["pos"] = (whole.left + whole.right - 1 - x, y)
    if "rel" in changed:
        changed["rel"] = (-changed["rel"][0], changed["rel"][1])
    if event.type in (pygame.KEYDOWN, pygame.KEYUP):
        changed["key"] = _ARROWS.get(event.key, event.key)
    return pygame.event.Event(event.type, changed)


@lru_cache(maxsize=1)
def _aside(size: tuple[int, int]) -> pygame.Surface:
    """A surface as large as the window, to draw on what is turned over."""
    return pygame.Surface(size)


def draw(
    surface: pygame.Surface, whole: pygame.Rect, drawer: Callable[[pygame.Surface], None]
) -> None:
    """Draw something that is not mirrored itself.

    Args:
        surface: the window's, whose clip says which part is wanted.
        whole: the room of what is drawn.
        drawer: draws it, upright, in the same room.
    """
    if not on():
        drawer(surface)
        return
    wanted = surface.get_clip().clip(whole).clip(surface.get_rect())
    there = within(wanted, whole)
    if not wanted.size or not surface.get_rect().contains(there):
        there = there.clip(surface.get_rect())
        wanted = within(there, whole)
    if wanted.width <= 0 or wanted.height <= 0:
        return
    aside = _aside(surface.get_size())
    aside.set_clip(there)
    aside.blit(turned(surface.subsurface(wanted)), there)
    with plain():
        drawer(aside)
    surface.blit(turned(aside.subsurface(there)), wanted)
