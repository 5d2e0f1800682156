"""Why a place cannot be chosen stands in a box beside it, in sight and clear of the place."""

from __future__ import annotations

from pathlib import Path

import attrs
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.boards import pin
from game.ui.boards.pin import Pin, PinBox
from game.ui.screens.grid_area import GridArea
from tests.ui.boards.test_playing import begin

pygame.font.init()


def said(area: GridArea) -> PinBox | None:
    """The box that stands on a board now."""
    return area.view.beside.pinned


@given(
    st.integers(200, 1900),
    st.integers(200, 1000),
    st.integers(10, 120),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from((1.0, 1.5, 2.0)),
    st.text("ab ", min_size=1, max_size=160),
)
def test_the_box_is_in_sight_and_not_over_its_place(
    wide: int, high: int, side: int, x: float, y: float, text: float, words: str
) -> None:
    around = pygame.Rect(round(x * (wide - side)), round(y * (high - side)), side, side)
    laid = pin.laid_out(Pin("a1", "A1", words), around, (wide, high), text)
    view = pygame.Rect(0, 0, wide, high)
    if laid.box.width <= wide and laid.box.height <= high:
        assert view.contains(laid.box)
    # Where there is room on some side for box and leader, it is taken.
    box = laid.box
    roomy = max(around.left, wide - around.right) >= box.width + 30 * text or (
        max(around.top, high - around.bottom) >= box.height + 30 * text
    )
    if roomy and box.height <= high and box.width <= wide:
        assert not box.colliderect(around)
    (ax, ay), (bx, by) = laid.leader
    assert box.inflate(2, 2).collidepoint(ax, ay)
    assert around.inflate(2, 2).collidepoint(bx, by)


@pytest.mark.parametrize("key", [False, True])
def test_what_is_tried_and_cannot_be_chosen_is_pinned(key: bool, tmp_path: Path) -> None:
    driver, area = begin("squares", tmp_path)
    driver.click_at(area.view.place_of("b2"))
    assert said(area) is None
    if key:
        driver.app.root.set_focus(area.pane)
        area.pane.cursor = "b1"
        driver.key(pygame.K_RETURN)
    else:
        driver.click_at(area.view.place_of("b1"))
    pinned = said(area)
    assert pinned is not None
    assert (pinned.pin.place, pinned.pin.words) == ("b1", "Men never go back.")
    assert not pinned.box.colliderect(area.view.pencil.around("b1", area.view.projection))
    # The box says it: the tip does not say it again.
    assert "never" not in area.pane.tooltip()
    driver.click_at(area.view.place_of("b3"))
    assert said(area) is None


def test_what_is_refused_in_the_list_is_pinned_on_the_board(tmp_path: Path) -> None:
    driver, area = begin("squares", tmp_path)
    driver.click_at(area.view.place_of("b2"))
    driver.table.choose_target("b1")
    pinned = said(area)
    assert pinned is not None
    assert pinned.pin.place == "b1"
    driver.key(pygame.K_ESCAPE)
    assert said(area) is None


def test_what_was_pinned_goes_with_the_question(tmp_path: Path) -> None:
    driver, area = begin("squares", tmp_path)
    driver.click_at(area.view.place_of("a3"))
    pinned = said(area)
    assert pinned is not None
    assert pinned.pin.words == "No man of yours stands there."
    driver.client.play(driver.client.game.id("march:b2:b3"))
    driver.table.renew()
    assert said(area) is None


def test_the_chosen_piece_stands_faintly_at_the_end_of_its_way(tmp_path: Path) -> None:
    driver, area = begin("marching", tmp_path)
    for _ in range(2):
        driver.click_at(area.view.place_of("i6"))
    driver.settle()
    assert area.view.marks.ghost == driver.table.likeness("blue2")
    before = driver.picture()
    driver.post(pygame.MOUSEMOTION, pos=area.view.place_of("g5"), rel=(0, 0), buttons=(0, 0, 0))
    with_it = driver.picture()
    area.view.set_marks(attrs.evolve(area.view.marks, ghost=None))
    area.pane.refresh()
    without = driver.picture()
    wide = driver.app.surface.get_width()
    changed = {n // 3 for n in range(len(without)) if without[n] != with_it[n]}
    assert before != with_it
    assert changed
    rect = area.view.pencil.around("g5", area.view.projection).move(area.view.rect.topleft)
    assert all(rect.collidepoint(n % wide, n // wide) for n in changed)


def test_no_cross_is_drawn_on_what_was_chosen_before(tmp_path: Path) -> None:
    driver, area = begin("marching", tmp_path)
    at = area.view.place_of("i6")
    driver.click_at(at)
    assert area.view.marks.chosen == ("i6",)
    driver.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    shown = driver.picture()
    area.view.refusal = lambda _: "no"
    area.view.touch()
    area.pane.refresh()
    assert driver.picture() == shown
    area.view.set_marks(attrs.evolve(area.view.marks, chosen=()))
    area.view.touch()
    area.pane.refresh()
    assert driver.picture() != shown
