"""Options in the window: chosen by pointer and keys, kept in the save, told in play."""

from __future__ import annotations

import pygame
import pytest

from game.table import SavedGame, Sitting
from game.ui.screens.setup import SetupScreen
from game.ui.widgets import Widget
from game.ui.widgets.dropdown import Dropdown
from tests.ui.conftest import Driver


@pytest.fixture
def setup(driver: Driver) -> SetupScreen:
    """The set-up screen, drawn once."""
    screen = SetupScreen(driver.app)
    driver.app.show(screen)
    driver.app.frame()
    return screen


def find(driver: Driver, name: str) -> Widget:
    top = driver.app.root.top
    assert top is not None
    return top.find(name)


def said(driver: Driver, name: str) -> str:
    """What is said of the value that is chosen."""
    found = find(driver, name)
    assert isinstance(found, Dropdown)
    return found.current.note


def press(driver: Driver, name: str, ident: str) -> None:
    """Go to a drop-down by Tab alone, open it, and choose by the arrows."""
    root = driver.app.root
    for _ in range(200):
        if root.focus is not None and root.focus.name == name:
            break
        driver.key(pygame.K_TAB, "\t")
    assert root.focus is not None
    assert root.focus.name == name
    driver.key(pygame.K_RETURN)
    driver.key(pygame.K_HOME)
    while root.focus.name != f"{name}:{ident}":
        before = root.focus
        driver.key(pygame.K_DOWN)
        assert root.focus not in (None, before)
    driver.key(pygame.K_RETURN)


@pytest.mark.parametrize("keyboard", [False, True])
def test_an_option_is_chosen_told_and_played(
    driver: Driver, setup: SetupScreen, keyboard: bool
) -> None:
    act = press if keyboard else Driver.pick
    option = setup.scenario.options[0]
    other = next(value for value in option.values if value.id != option.default)
    assert said(driver, f"option:{option.id}") == option.value(option.default).text
    act(driver, f"option:{option.id}", other.id)
    assert said(driver, f"option:{option.id}") == other.text
    assert driver.app.root.focus is not None
    assert driver.app.root.focus.name == f"option:{option.id}"
    driver.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    assert driver.client.game.chosen == {option.id: other.id}
    path = driver.client.sitting.path
    assert path is not None
    driver.settle()
    told = f"{option.name}: {other.name}."
    assert any(told in widget.tip for widget in find(driver, "topbar").walk())
    driver.table.menu()
    assert driver.has(f"option:{option.id}")
    driver.app.leave_game()
    assert Sitting.open(SavedGame(path), {}).game.chosen == {option.id: other.id}


def test_nothing_is_told_of_a_game_that_is_played_as_usual(
    driver: Driver, setup: SetupScreen
) -> None:
    driver.click("begin")
    driver.settle()
    assert not driver.has("options")
    driver.table.menu()
    assert not [o for o in setup.scenario.options if driver.has(f"option:{o.id}")]


def test_a_choice_is_kept_but_not_taken_where_the_option_is_not(
    driver: Driver, setup: SetupScreen
) -> None:
    first, last = driver.app.rules.scenarios[0], driver.app.rules.scenarios[-1]
    here = {option.id for option in first.options}
    lost = next(option for option in last.options if option.id not in here)
    other = next(value.id for value in lost.values if value.id != lost.default)
    driver.click(f"scenario:{last.id}")
    driver.pick(f"option:{lost.id}", other)
    driver.click(f"scenario:{first.id}")
    driver.app.frame()
    assert not driver.has(f"option:{lost.id}")
    driver.click(f"scenario:{last.id}")
    driver.app.frame()
    assert said(driver, f"option:{lost.id}") == lost.value(other).text
    driver.click(f"scenario:{first.id}")
    driver.app.frame()
    driver.click("begin")
    assert driver.client.game.chosen == {}


def test_all_scenarios_and_options_are_seen_at_once(driver: Driver, setup: SetupScreen) -> None:
    for scenario in driver.app.rules.scenarios:
        driver.click(f"scenario:{scenario.id}")
        driver.app.frame()
        for name, wanted in (
            ("scenarios", [f"scenario:{s.id}" for s in driver.app.rules.scenarios]),
            ("seats", [f"option:{option.id}" for option in scenario.options]),
        ):
            pane = find(driver, name).rect
            assert all(pane.contains(find(driver, word).rect) for word in wanted)
