"""The displays of the system: how much of one a window may take, and how dense its pixels are."""

from __future__ import annotations

import ctypes
import os
import sys
import warnings
from typing import Any

import pygame

from game.ui.port import LEAST, Size
from game.ui.theme import PLAIN

#: The share of a display that a new window takes: what is left is enough for bars and a frame.
SHARE = (0.92, 0.84)
#: On a display lower than this a new window is maximised: the system knows what its bars leave.
LOW = 1200
#: Where the system of a display says how much larger than usual everything shall be.
_TOLD = ("GDK_SCALE", "QT_SCALE_FACTOR")
#: What a window must overlap its display by to count as overflowing it.
_SLACK = 2


#: The window's objects: every event of SDL points to its window's, and none may be freed.
_kept: list[Any] = []


def prepare() -> None:
    """Ask for real pixels on Windows; to be called before the display is opened."""
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")


def size(index: int = 0) -> Size:
    """The size of a display in pixels; (0, 0) when it is not known."""
    try:
        found = pygame.display.get_desktop_sizes()
    except pygame.error:
        return (0, 0)
    return found[index if 0 <= index < len(found) else 0] if found else (0, 0)


def density(index: int = 0) -> float:
    """How many pixels of a display count as one, by its size and by what the system says."""
    return max(1.0, min(size(index)) / PLAIN, _told())


def _told() -> float:
    """How much larger than usual the system wants everything to be."""
    if sys.platform == "win32":
        try:
            return float(ctypes.windll.user32.GetDpiForSystem()) / 96
        except (AttributeError, OSError):
            return 1.0
    for name in _TOLD:
        try:
            # A larger one is a mistake that would leave room for nothing.
            return min(4.0, max(1.0, float(os.environ[name])))
        except (KeyError, ValueError):
            continue
    return 1.0


def first_size(display: Size) -> Size:
    """The size of a new window on a display, small enough for its bars and the frame."""
    return (
        max(min(LEAST[0], display[0]), round(display[0] * SHARE[0])),
        max(min(LEAST[1], display[1]), round(display[1] * SHARE[1])),
    )


def arrange() -> None:
    """After a window was opened: no smaller than it can be, and nothing of it off the display."""
    window, display = _window(), size()
    if window is None or not all(display):
        return
    if hasattr(window, "minimum_size"):  # pygame-ce
        window.minimum_size = (min(LEAST[0], display[0]), min(LEAST[1], display[1]))
    try:
        if min(display) < LOW or _overflows(window, display):
            window.maximize()
            _until_resized()
        if _overflows(window, display):
            window.size = first_size(display)
            _until_resized()
    except pygame.error:
        return


def _overflows(window: Any, display: Size) -> bool:
    """Whether a part of a window is off the first display, where it was opened there."""
    (x, y), (wide, high) = window.position, window.size
    if not (0 <= x < display[0] and 0 <= y < display[1]):
        return False  # on another display, or its place is not told
    return bool(x + wide > display[0] + _SLACK or y + high > display[1] + _SLACK)


def _until_resized() -> None:
    """Wait for a moment until the system has given the window its size."""
    before = pygame.display.get_window_size()
    for _ in range(12):
        pygame.time.wait(20)
        pygame.event.pump()
        if pygame.display.get_window_size() != before:
            return


def _window() -> Any:
    """The window as an object that can be maximised; None where the binding has none."""
    try:
        from pygame._sdl2.video import Window

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pygame-ce calls the way there old
            window = Window.from_display_module()
    except (ImportError, AttributeError, TypeError, pygame.error):
        return None
    _kept.append(window)
    return window
