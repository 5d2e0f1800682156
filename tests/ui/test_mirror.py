"""The window for languages from right to left: all of it mirrored but words, signs and the map."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.catalogue import phrase
from game.ui import fonts, mirror, paint, script
from game.ui.port import Port
from game.ui.screens.board_area import BoardArea
from game.ui.theme import TEXT
from game.ui.widgets import Text
from game.ui.widgets.words import Span
from tests.languages import LEFTWARDS, spoken_all_over
from tests.ui.conftest import Driver
from tests.ui.sight import faults
from tests.ui.test_sizes import choosing, council, idle, setup_last, show


@pytest.fixture
def leftwards(driver: Driver) -> Iterator[None]:
    """A language from right to left is spoken, in a window that was opened before."""
    with spoken_all_over(LEFTWARDS):
        assert driver.app.rules.language == LEFTWARDS
        yield


def seen(driver: Driver) -> pygame.Surface:
    """The window as it is seen."""
    driver.app.root.invalidate(pygame.Rect((0, 0), driver.app.root.size))
    window = pygame.Surface(driver.app.root.size)
    for rect in driver.app.frame():
        driver.app.port.show(driver.app.surface, rect, window)
    return window


def where(driver: Driver, rect: pygame.Rect) -> pygame.Rect:
    """Where in the window something is seen."""
    return driver.app.port.outward(rect)


def same(one: pygame.Surface, other: pygame.Surface) -> bool:
    """Whether two pictures are the same."""
    return pygame.image.tobytes(one, "RGB") == pygame.image.tobytes(other, "RGB")


@pytest.mark.usefixtures("leftwards")
def test_what_begins_a_line_is_on_the_right_and_can_be_pressed_there(driver: Driver) -> None:
    driver.app.go("title")
    top = driver.app.root.top
    assert top is not None
    spot = where(driver, top.find(phrase("title.new")).rect)
    assert spot.centerx > driver.app.root.size[0] / 2
    driver.click_at(spot.center)
    assert driver.app.route == "setup"


@pytest.mark.usefixtures("leftwards")
def test_words_are_read_as_they_are_in_every_other_window() -> None:
    for words in ("12 / 7", "سلام 12", "Abc"):
        drawn, ground = fonts.render(words, 20, TEXT, "regular"), (1, 2, 3)
        plain = pygame.Surface(drawn.get_size())
        plain.fill(ground)
        plain.blit(drawn, (0, 0))
        shown = pygame.Surface(drawn.get_size())
        shown.fill(ground)
        shown.blit(paint.text(words, "text", 20, TEXT), (0, 0))
        assert same(mirror.turned(shown), plain)


@pytest.mark.usefixtures("leftwards")
def test_the_map_is_not_mirrored_and_a_click_finds_its_place(driver: Driver) -> None:
    idle(driver)
    driver.app.root.update(1)
    pane = driver.table.pane
    with mirror.plain():
        apart = pygame.Surface(driver.app.root.size)
        apart.set_clip(pane.rect)
        pane.draw(apart)
    spot, window = where(driver, pane.rect), seen(driver)
    # In the middle no card lies over it.
    part = pygame.Rect(0, 0, 200, 160)
    part.center = pane.rect.center
    assert same(window.subsurface(part.move(spot.x - pane.rect.x, 0)), apart.subsurface(part))
    area = driver.table.area
    assert isinstance(area, BoardArea)
    for place in list(driver.client.places)[:6]:
        at = pane.view.place_of(place)
        if part.inflate(100, 60).collidepoint(at):
            driver.click_at((at[0] + spot.x - pane.rect.x, at[1]))
            assert driver.table.selected == place


@pytest.mark.usefixtures("leftwards")
@pytest.mark.parametrize("screen", [setup_last, choosing, council], ids=lambda f: f.__name__)
def test_nothing_is_cut_from_right_to_left(driver: Driver, screen: object) -> None:
    assert callable(screen)
    show(driver, (1366, 768), 100)
    screen(driver)
    assert faults(driver.app) == []


@pytest.mark.usefixtures("leftwards")
def test_parts_of_a_line_stand_in_the_order_in_which_they_are_read() -> None:
    text = Text([Span("سلام "), Span("7 ", role="bold"), Span("→ "), Span("−4")])
    text.place(pygame.Rect(0, 0, 400, 30))
    _, pieces, _, _ = text._laid(400)
    told = [piece.words.strip() for piece in sorted(pieces, key=lambda p: p.x)]
    # From the right: what is first in a mirror is the right end.
    assert [words for words in told if words] == ["سلام", "7", "←", "−4"]
    text = Text([Span("7", role="bold"), Span("/12")])
    text.place(pygame.Rect(0, 0, 400, 30))
    _, pieces, _, _ = text._laid(400)
    assert [p.words for p in sorted(pieces, key=lambda p: -p.x)] == ["7", "/12"]


def test_signs_keep_to_their_numbers_and_arrows_point_onwards() -> None:
    assert script.drawn("א −2") == "−2 א"
    assert script.drawn("א 7 → 4") == "4 ← 7 א"
    assert script.drawn("א (C)") == "(C) א"
    assert script.drawn("5 − 2") == "5 − 2"
    assert script.turned_round(" (→") == "←) "


@pytest.mark.usefixtures("leftwards")
def test_a_small_window_shows_the_right_edge_first_where_the_pointer_is() -> None:
    port = Port((320, 240))
    at = (300, 100)
    event = pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(3, 1), buttons=(0, 0, 0))
    told = port.inward(event)
    assert told.rel == (-3, 1)
    back = port.outward(pygame.Rect(told.pos, (1, 1)))
    assert back.topleft == at
    key = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_LEFT, mod=0, unicode="")
    assert port.inward(key).key == pygame.K_RIGHT


def test_other_languages_are_shown_as_they_are_drawn(driver: Driver) -> None:
    driver.app.go("title")
    window = seen(driver)
    assert same(window, driver.app.surface)
