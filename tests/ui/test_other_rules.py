"""Rules that have nothing to do with the map, played in the window to their end."""

from __future__ import annotations

import random
from pathlib import Path

import pygame
import pytest

from game.rules import parse_rules
from game.rules.reference.idioms import CIRCLES
from game.ui import wording
from game.ui.screens.board_area import RegisterArea
from game.ui.screens.end import EndScreen
from game.ui.screens.grid_area import GridArea
from game.ui.widgets.table import Table
from game.ui.widgets.words import Text
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.test_window import take_turn


@pytest.mark.parametrize("name", ["kuhn", "nim", "tic-tac-toe", "dice-race"])
def test_rules_without_a_map_are_played_to_the_end(tmp_path: Path, name: str) -> None:
    driver = Driver(rules_of(name), tmp_path)
    driver.begin(seed=2)
    kind = GridArea if driver.client.boards else RegisterArea
    assert isinstance(driver.table.area, kind)
    dice = random.Random(4)
    for turn in range(400):
        if driver.client.over:
            break
        take_turn(driver, dice, keyboard=turn % 2 == 0)
        driver.settle()
    assert driver.client.over
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.app.screen, EndScreen)
    for seat in driver.client.game.seats:
        assert driver.has(f"score:{seat}")
    assert driver.picture()


def test_the_sheet_shows_what_the_seat_sees_and_no_more(tmp_path: Path) -> None:
    driver = Driver(rules_of("kuhn"), tmp_path)
    driver.begin(seed=2)
    seat = driver.client.viewer
    rows = {r[0]: r[2] for w in driver.table.area.walk() if isinstance(w, Table) for r in w.rows}
    own = driver.client.value("hand", seat)
    assert rows[seat][0] == driver.client.words.title("card", own)
    assert [rows[s][0] for s in driver.client.game.seats if s != seat] == ["?"]


def test_a_hand_is_dealt_behind_the_curtain(tmp_path: Path) -> None:
    rules = rules_of("kuhn")
    pictures = set()
    for seed in range(4):
        driver = Driver(rules, tmp_path / str(seed), (1024, 640))
        driver.new_game(rules.scenarios[0].id, {}, seed)
        assert len(driver.client.log()) == 2
        pictures.add(driver.picture())
    assert len(pictures) == 1


def test_a_row_of_the_sheet_is_a_target(tmp_path: Path) -> None:
    driver = Driver(rules_of("nim"), tmp_path)
    driver.begin()
    driver.click("action:take")
    table = next(
        w for w in driver.table.area.walk() if isinstance(w, Table) and w.rows[0][0] == "a"
    )
    driver.click_at(table.spot("b"))
    assert driver.table.choosing.picked == ("b",)


def test_rules_without_actions_are_not_searched_in_vain(tmp_path: Path) -> None:
    """Where everything is asked by questions, nothing was looked for and not found."""
    game = """
[game]
name = "Votes"
seats = ["red", "blue"]

[procedure.play]
do = '''
vote = choose(red, [aye, nay], text="Well?")
if vote == aye:
    end(winner=red)
end(winner=blue)
'''
"""
    driver = Driver(parse_rules(game), tmp_path)
    driver.begin(seed=2)
    box, many = driver.table.panel.lists.actions()
    assert many == 0
    assert not [w for w in box.walk() if isinstance(w, Text)]


def test_an_end_that_comes_by_itself_is_told_before_and_after(tmp_path: Path) -> None:
    """A hunt that goes in circles: the panel says so at the second time, the log why it ended."""
    driver = Driver(parse_rules(CIRCLES), tmp_path)
    driver.begin(seed=2)

    def told(where: str) -> str:
        found = [w for w in driver.table.panel.walk() if w.name == where]
        return " ".join(w.words for box in found for w in box.walk() if isinstance(w, Text))

    for n, place in enumerate(("a2", "c1", "a1", "c2") * 2, 1):
        # Before the fourth move nothing has come back.
        assert ("for the second time; the third ends the game" in told("offers")) == (n > 4)
        driver.client.sitting.play(f"run:{place}")
        driver.table.renew()
        driver.settle()
    assert driver.client.over
    assert told("offers") == ""
    lines = wording.log_lines(driver.client, driver.client.log())
    last = "".join(span.words for span in lines[-1])
    assert last == (
        "The position stands for the third time: They go in circles, and the fox gets away."
    )
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.app.screen, EndScreen)
    screen = driver.app.root.top
    assert screen is not None
    said = [w.words for w in screen.walk() if isinstance(w, Text)]
    assert "They go in circles, and the fox gets away." in said
