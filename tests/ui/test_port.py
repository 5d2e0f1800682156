"""A window of any size: as much of the display as is usable, and all of it reached where small."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import Rules
from game.ui import desktop
from game.ui.port import LEAST, Port
from game.ui.screens.setup import SetupScreen
from game.ui.theme import Theme
from tests.ui.conftest import Driver

SIZES = st.tuples(st.integers(1, 1000), st.integers(1, 800))


@given(SIZES, st.integers(0, 999), st.integers(0, 799))
def test_the_pointer_reaches_every_pixel_of_the_canvas(
    size: tuple[int, int], x: int, y: int
) -> None:
    port = Port(size)
    at = (min(x, size[0] - 1), min(y, size[1] - 1))
    event = pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    reached = port.inward(event).pos
    assert pygame.Rect((0, 0), port.canvas).collidepoint(reached)
    assert port.outward(pygame.Rect(reached, (1, 1))).topleft == at
    for corner in ((0, 0), (size[0] - 1, size[1] - 1)):
        move = pygame.event.Event(pygame.MOUSEMOTION, pos=corner, rel=(0, 0), buttons=(0, 0, 0))
        port.inward(move)
        assert all(0 <= n <= c for n, c in zip(port.offset, port.canvas, strict=True))
    assert port.canvas[0] - port.offset[0] - size[0] <= port.canvas[0] / size[0]


@given(SIZES, st.integers(0, 600), st.integers(0, 440))
def test_what_the_keyboard_comes_to_is_shown(size: tuple[int, int], x: int, y: int) -> None:
    port, rect = Port(size), pygame.Rect(x, y, 30, 20)
    port.reveal(rect)
    seen = pygame.Rect(port.offset, size)
    assert seen.contains(rect) or seen.collidepoint(rect.topleft)


@pytest.mark.parametrize("display", [(800, 600), (1366, 768), (1080, 1920), (3840, 2160)])
def test_a_new_window_leaves_room_for_bars_and_a_frame(display: tuple[int, int]) -> None:
    wide, high = desktop.first_size(display)
    assert LEAST[0] <= wide <= display[0]
    assert LEAST[1] <= high <= display[1] - 90


def test_a_dense_display_has_larger_text_as_far_as_the_window_has_room() -> None:
    theme = Theme()
    theme.suit((1280, 720), density=1.5)
    assert (theme.scale, theme.percent) == (1.5, 100)
    theme.suit((640, 480), density=2.0)
    assert theme.scale < 1.4


def test_the_system_says_how_dense_a_display_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for told, density in (("2", 2.0), ("99", 4.0), ("x", 1.0), ("0.5", 1.0)):
        monkeypatch.setenv("GDK_SCALE", told)
        monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
        monkeypatch.setattr(desktop, "size", lambda index=0: (1920, 1080))
        assert desktop.density() == density


def test_a_window_smaller_than_anything_is_played_by_pointer_and_keys(
    rules: Rules, tmp_path: Path
) -> None:
    driver = Driver(rules, tmp_path, (300, 200))
    driver.app.go("title")
    driver.app.frame()
    top = driver.app.root.top
    assert top is not None
    # So small a window shows the head of the title; the wheel brings the rest into it.
    driver.post(pygame.MOUSEMOTION, pos=(60, 150), rel=(0, 0), buttons=(0, 0, 0))
    driver.post(pygame.MOUSEWHEEL, x=0, y=-4, precise_y=-4.0)
    driver.app.frame()
    target = top.find("New game").rect.center
    # The pointer goes to where the window shows it.
    at = (target[0] * 300 // LEAST[0], target[1] * 200 // LEAST[1])
    driver.click_at(at)
    driver.app.frame()
    assert isinstance(driver.app.screen, SetupScreen)
    driver.post(pygame.VIDEORESIZE, w=900, h=700, size=(900, 700))
    assert driver.app.root.size == (900, 700)
    assert driver.app.port.offset == (0, 0)
