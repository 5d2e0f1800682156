"""The window of the system: opened where there is a display, the faster way, full screen or not."""

from __future__ import annotations

import os
import sys
import time

import pygame

from game.catalogue import phrase
from game.ui import desktop
from game.ui.port import Size
from game.ui.theme import INK

#: The size where nobody sees the window.
UNSEEN_SIZE: Size = (1920, 1080)

#: A held key repeats after so many milliseconds, and then every so many.
REPEAT = (350, 45)

_DRIVER = "SDL_VIDEODRIVER"
#: Drivers that draw where nobody sees it.
_UNSEEN = ("dummy", "offscreen")
_TRIES = 100
_ACCELERATION = "SDL_FRAMEBUFFER_ACCELERATION"
#: A flip that takes less than so many seconds needs no second try.
_QUICK = 0.003


class NoDisplay(Exception):
    """There is no display to open a window on; the sentence says so."""


def start() -> Size:
    """Open the display; gives the size of a window that fits it, or raises NoDisplay."""
    driver = os.environ.get(_DRIVER)
    if sys.platform.startswith("linux") and driver is None:
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            raise NoDisplay(phrase("display.none"))
    desktop.prepare()
    try:
        pygame.display.init()
        info = pygame.display.Info()
    except pygame.error as error:
        raise NoDisplay(phrase("display.refused", why=error)) from error
    if pygame.display.get_driver() in _UNSEEN and driver is None:
        pygame.display.quit()
        raise NoDisplay(phrase("display.silent"))
    if driver in _UNSEEN or info.current_w <= 0:
        return UNSEEN_SIZE
    return desktop.first_size((info.current_w, info.current_h))


def open_window(size: Size) -> pygame.Surface:
    """Open a window that can be resized; raises NoDisplay when the system refuses."""
    quiet = os.environ.get(_DRIVER) in _UNSEEN
    try:
        opened = quiet or _ACCELERATION in os.environ
        surface = pygame.display.set_mode(size, pygame.RESIZABLE) if opened else _fastest(size)
    except pygame.error as error:
        raise NoDisplay(phrase("display.refused", why=error)) from error
    # Only now: opening may have started the display anew, which forgets what was set before.
    pygame.key.set_repeat(*REPEAT)
    if not quiet:
        desktop.arrange()
    return pygame.display.get_surface() or surface


def fill_screen(full: bool, size: Size) -> pygame.Surface:
    """Take the whole screen, or a window of `size` again; the window stays if that fails."""
    try:
        if full:
            return pygame.display.set_mode((0, 0), pygame.FULLSCREEN)
        return pygame.display.set_mode(size, pygame.RESIZABLE)
    except pygame.error:
        return pygame.display.get_surface() or pygame.display.set_mode(size, pygame.RESIZABLE)


def _flip_time(size: Size) -> tuple[float, pygame.Surface]:
    surface = pygame.display.set_mode(size, pygame.RESIZABLE)
    best = 9.0
    for _ in range(3):
        begin = time.perf_counter()
        surface.fill(INK)
        pygame.display.flip()
        best = min(best, time.perf_counter() - begin)
    return best, surface


def _fastest(size: Size) -> pygame.Surface:
    """Flip with and without the system's acceleration, and keep what is faster here."""
    plain, surface = _flip_time(size)
    if plain < _QUICK:
        return surface
    os.environ[_ACCELERATION] = "0"
    _restart()
    without, surface = _flip_time(size)
    if without < plain:
        return surface
    del os.environ[_ACCELERATION]
    _restart()
    return pygame.display.set_mode(size, pygame.RESIZABLE)


def _restart() -> None:
    """Open the display anew by the same driver."""
    given, driver = os.environ.get(_DRIVER), pygame.display.get_driver()
    pygame.display.quit()
    # A server that lost its last window may take a moment; SDL would turn to a driver that
    # shows nothing.
    os.environ[_DRIVER] = driver
    try:
        for _ in range(_TRIES):
            try:
                pygame.display.init()
                return
            except pygame.error:
                time.sleep(0.02)
        pygame.display.init()
    finally:
        if given is None:
            del os.environ[_DRIVER]
