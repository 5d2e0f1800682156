"""Where one stands and what is certain to come, in the window."""

from __future__ import annotations

import pygame
import pytest

from game.ui.screens.board_area import MapArea
from game.ui.widgets import Text
from tests.ui.conftest import Driver

pytestmark = pytest.mark.window


def words(driver: Driver, name: str) -> str:
    """All that is written in a widget of the topmost layer."""
    top = driver.app.root.top
    assert top is not None
    return "\n".join(w.words for w in top.find(name).walk() if isinstance(w, Text))


def sit(driver: Driver) -> None:
    """Sit down where something is certain to come."""
    driver.begin(umbrella="human", coordination="bot:doctrine", ground="bot:doctrine")
    while not driver.client.acting:
        legal = driver.client.sitting.legal()
        driver.client.play(legal[-1].id)
        driver.table.skip()
        driver.settle()


def test_what_is_certain_is_worked_out_while_one_looks_and_shown_on_map_and_panel(
    driver: Driver,
) -> None:
    sit(driver)
    area = driver.table.area
    assert isinstance(area, MapArea)
    driver.key(pygame.K_f, "f")
    assert "If nobody acts" not in words(driver, "coming")
    bare = driver.picture()
    for _ in range(200):
        driver.app.update(1 / 60)
    found = driver.client.outlook.ahead
    assert found.shifting
    assert found.badges
    told = words(driver, "coming")
    assert "If nobody acts" in told
    for shifting in found.shifting:
        assert driver.client.words.place_name(shifting.target) in told
    assert driver.picture() != bare
    driver.key(pygame.K_l, "l")
    assert driver.has("log")
    assert not driver.has("coming")


def test_the_card_tells_how_all_stand(driver: Driver) -> None:
    sit(driver)
    assert driver.has("score")
    driver.key(pygame.K_t, "t")
    told = words(driver, "standing")
    assert "Score 0" in told
    assert "Contact Group 0" in told
    assert "at a summit now" in told.lower()
    driver.key(pygame.K_t, "t")
    assert not driver.table.in_dialog


def test_what_is_certain_goes_when_somebody_acts(driver: Driver) -> None:
    sit(driver)
    driver.client.outlook.finish()
    before = driver.client.outlook.ahead
    assert before.lines
    driver.client.play(driver.client.sitting.legal()[0].id)
    assert driver.client.outlook.ahead.lines == ()
