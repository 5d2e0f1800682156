"""Rules with a board, played in the window on the board."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.rules import load_rules
from game.ui.screens.grid_area import GridArea
from tests.loaded import RULESETS
from tests.ui.conftest import Driver

BOARDS = sorted((RULESETS / "boards").glob("*.toml"))


def begin(name: str, folder: Path) -> tuple[Driver, GridArea]:
    """Sit down to a rule set with a board, at its first question."""
    driver = Driver(load_rules(RULESETS / "boards" / f"{name}.toml"), folder)
    driver.begin()
    area = driver.table.area
    assert isinstance(area, GridArea)
    return driver, area


@pytest.mark.parametrize("name", [path.stem for path in BOARDS])
def test_a_board_is_drawn_and_at_rest_nothing_is_drawn_anew(name: str, tmp_path: Path) -> None:
    driver, area = begin(name, tmp_path)
    first = driver.picture()
    assert area.view.bakes == 1
    driver.app.update(1.0)
    assert driver.app.root.clean
    assert driver.picture() == first
    assert area.view.bakes == 1


def test_a_square_is_chosen_on_the_board_and_clicked_again_to_confirm(tmp_path: Path) -> None:
    driver, area = begin("noughts", tmp_path)
    assert area.view.marks.legal == frozenset(area.shapes.cells)
    spot = area.view.place_of("b2")
    driver.click_at(spot)
    assert driver.table.choosing.picked == ("b2",)
    driver.click_at(spot)
    assert driver.client.value("owner", "b2") == "cross"


def test_where_two_actions_begin_alike_the_second_target_tells_which(tmp_path: Path) -> None:
    driver, area = begin("squares", tmp_path)
    driver.click_at(area.view.place_of("b2"))
    choosing = driver.table.choosing
    assert choosing.action == "march"
    assert choosing.picked == ("b2",)
    assert sorted(area.view.marks.legal or ()) == ["a3", "b3", "c3"]
    driver.click_at(area.view.place_of("b1"))
    assert choosing.refused
    driver.key(pygame.K_ESCAPE)
    driver.key(pygame.K_ESCAPE)
    assert not choosing.begun


def test_a_place_that_cannot_be_chosen_says_why(tmp_path: Path) -> None:
    driver, area = begin("squares", tmp_path)
    driver.click_at(area.view.place_of("b2"))
    driver.post(pygame.MOUSEMOTION, pos=area.view.place_of("b1"), rel=(0, 0), buttons=(0, 0, 0))
    assert "Men never go back." in area.pane.tooltip()
    assert area.view.refusal("b1") == "Men never go back."
    assert not area.view.refusal("b3")


def test_the_pieces_of_a_stack_are_spread_out_and_one_is_chosen(tmp_path: Path) -> None:
    driver, area = begin("hexes", tmp_path)
    at = area.view.place_of("h8")
    driver.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    box = area.view.beside.fan
    assert box is not None
    assert [thing.member for _, thing in box.spots] == ["b3", "b4", "b5"]
    left, top = area.view.rect.topleft
    driver.click_at(box.spots[1][0].move(left, top).center)
    assert driver.table.choosing.picked == ("b4",)


def test_the_pieces_of_a_stack_are_reached_with_the_keyboard(tmp_path: Path) -> None:
    driver, area = begin("hexes", tmp_path)
    driver.app.root.set_focus(area.pane)
    for _ in range(99):
        driver.key(pygame.K_RIGHTBRACKET, "]")
        if area.pane.cursor == "h8":
            break
    seen = []
    driver.key(pygame.K_RETURN)
    for key in (pygame.K_RIGHT, pygame.K_DOWN, pygame.K_RIGHT, pygame.K_LEFT, pygame.K_UP):
        seen.append(area.view.beside.pointed)
        driver.key(key)
    assert seen == ["b3", "b4", "b5", "b3", "b5"]
    assert area.pane.cursor == "h8"
    driver.key(pygame.K_ESCAPE)
    assert not area.view.beside.pointed
    assert not driver.table.in_dialog
    driver.key(pygame.K_RETURN)
    driver.key(pygame.K_RIGHT)
    driver.key(pygame.K_RETURN)
    assert driver.table.choosing.picked == ("b4",)
    # Then the arrows go from place to place again.
    driver.key(pygame.K_LEFT)
    assert area.pane.cursor != "h8"


def test_a_board_is_played_with_the_keyboard(tmp_path: Path) -> None:
    driver, area = begin("noughts", tmp_path)
    driver.app.root.set_focus(area.pane)
    driver.key(pygame.K_RIGHT)
    assert area.pane.cursor is not None
    driver.key(pygame.K_DOWN)
    driver.key(pygame.K_RETURN)
    driver.key(pygame.K_RETURN)
    assert sum(driver.client.value("owner", p) == "cross" for p in area.shapes.cells) == 1


def test_zoom_and_pan_move_the_board_and_the_whole_comes_back(tmp_path: Path) -> None:
    driver, area = begin("hexes", tmp_path)
    before = area.view.projection
    driver.app.root.set_focus(area.pane)
    driver.key(pygame.K_PLUS, "+")
    assert area.view.projection.scale > before.scale
    driver.picture()
    driver.app.update(0.3)
    driver.picture()
    driver.key(pygame.K_0, "0")
    assert area.view.projection == before


def test_what_a_seat_does_not_see_is_not_on_its_board(tmp_path: Path) -> None:
    driver, area = begin("fog", tmp_path)
    assert driver.client.viewer == "blue"
    assert set(area.stood.at) == {"heron", "stork"}
    assert set(area.stood.on) == {"a1", "c1"}


def test_where_a_piece_can_go_is_shown_with_costs_stops_and_the_way(tmp_path: Path) -> None:
    driver, area = begin("marching", tmp_path)
    for _ in range(2):
        driver.click_at(area.view.place_of("i6"))
    driver.settle()
    reached = area.view.marks.reached
    assert reached.costs["h6"] == 2
    assert "g4" in reached.stops
    driver.post(pygame.MOUSEMOTION, pos=area.view.place_of("g4"), rel=(0, 0), buttons=(0, 0, 0))
    assert reached.ways["g4"] == ("i6", "h6", "g5", "g4")
    assert "Cost to come here} 4" in area.pane.tooltip()
    assert area.view.refusal("a1") == "a1 is out of reach."
    assert not area.view.refusal("h6")
    assert driver.picture()


def test_what_others_changed_since_the_last_own_move_is_set_off(tmp_path: Path) -> None:
    driver = Driver(load_rules(RULESETS / "boards" / "noughts.toml"), tmp_path)
    driver.new_game("standard", {"cross": "human", "nought": "bot:random"}, 3)
    driver.settle()
    area = driver.table.area
    assert isinstance(area, GridArea)
    for _ in range(2):
        driver.click_at(area.view.place_of("b2"))
    driver.settle()
    (answer,) = area.view.marks.fresh
    assert driver.client.value("owner", answer) == "nought"


def test_numbers_that_lie_on_no_place_stand_in_the_bar(tmp_path: Path) -> None:
    driver, _ = begin("fog", tmp_path)
    assert driver.has("beside:calls")


def test_of_several_boards_each_is_turned_to_and_played_on(tmp_path: Path) -> None:
    driver, area = begin("two_fields", tmp_path)
    driver.click("board:small")
    assert set(area.shapes.cells) == set(driver.client.game.members("small"))
    place = next(iter(area.shapes.cells))
    for _ in range(2):
        driver.click_at(area.view.place_of(place))
    assert driver.client.value("pebble", place) == "white"
    driver.settle()
    driver.click("board:large")
    assert "a1" in area.shapes.cells
    assert driver.picture()
