"""The shelf in the window: every game has a card and a picture, is found, told of and set up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.ui.screens.setup import SetupScreen
from game.ui.screens.shelf import ShelfScreen
from game.ui.screens.shelf_cards import GameCard
from game.ui.screens.title import TitleScreen
from game.ui.thumbnail import thumbnail
from game.ui.widgets import Text
from tests.loaded import SHELF, path_of, rules_of
from tests.ui.conftest import Driver


@pytest.fixture
def shelf(driver: Driver) -> ShelfScreen:
    """The shelf, reached from the title, with every game on it."""
    driver.app.go("title")
    driver.key(pygame.K_o, "o")
    screen = driver.app.screen
    assert isinstance(screen, ShelfScreen)
    screen.load_all()
    return screen


def cards(driver: Driver) -> Iterator[GameCard]:
    """The cards that are shown."""
    top = driver.app.root.layers[0]
    return (widget for widget in top.walk() if isinstance(widget, GameCard))


def said(driver: Driver) -> str:
    """All words of the topmost layer."""
    top = driver.app.root.top
    assert top is not None
    return " ".join(w.words for w in top.walk() if isinstance(w, Text))


def test_every_game_has_a_card_that_tells_of_it(driver: Driver, shelf: ShelfScreen) -> None:
    assert {card.game.id for card in cards(driver)} == set(SHELF)
    assert shelf.refused == {}
    words = said(driver)
    for game in shelf.games.values():
        assert game.rules.name in words
        assert game.rules.text in words
        assert game.rules.people.counts.words in words


@pytest.mark.parametrize("name", SHELF)
def test_every_game_has_a_picture(name: str) -> None:
    drawn = thumbnail(rules_of(name), (96, 96))
    assert drawn.get_bounding_rect(64).width > 40


def test_the_arrows_choose_and_enter_sets_up(driver: Driver, shelf: ShelfScreen) -> None:
    first = shelf.chosen
    driver.app.root.set_focus(next(cards(driver)))
    driver.key(pygame.K_RIGHT)
    driver.app.update(0.1)
    assert shelf.chosen != first
    assert [card.game.id for card in cards(driver) if card.chosen] == [shelf.chosen]
    name = shelf.games[shelf.chosen].rules.name
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.app.screen, SetupScreen)
    assert driver.app.rules.name == name
    assert name in said(driver)
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.app.screen, ShelfScreen)
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.app.screen, TitleScreen)
    assert driver.app.rules is driver.app.home


def test_what_is_looked_for_is_left(driver: Driver, shelf: ShelfScreen) -> None:
    driver.key(pygame.K_SLASH, "/")
    for letter in "kuhn":
        driver.key(ord(letter), letter)
    assert [card.game.id for card in cards(driver)] == ["kuhn"]
    assert shelf.chosen == "kuhn"
    driver.key(pygame.K_ESCAPE)
    driver.click("chip:secrets")
    found = {card.game.id for card in cards(driver)}
    assert {"kuhn", "leduc"} <= found
    assert "nim" not in found
    driver.click("chip:cards")
    driver.click("chip:secrets")
    assert "nim" in {card.game.id for card in cards(driver)}


def test_a_game_is_told_of_and_its_file_shown(driver: Driver, shelf: ShelfScreen) -> None:
    driver.app.root.set_focus(next(card for card in cards(driver) if card.game.id == "nim"))
    driver.app.update(0.1)
    driver.key(pygame.K_r, "r")
    assert driver.has("book")
    driver.post(pygame.TEXTINPUT, text="sticks from one")
    assert "Take some sticks from one heap." in said(driver)
    driver.key(pygame.K_ESCAPE)
    driver.key(pygame.K_ESCAPE)
    assert not driver.has("book")
    driver.key(pygame.K_f, "f")
    assert "[register.size]" in said(driver)


def test_a_narrow_window_tells_of_a_game_on_a_card(driver: Driver, shelf: ShelfScreen) -> None:
    driver.post(pygame.VIDEORESIZE, w=700, h=600, size=(700, 600))
    driver.click(f"game:{next(cards(driver)).game.id}")
    assert driver.has("about")
    driver.click("prepare")
    assert isinstance(driver.app.screen, SetupScreen)


def open_own(driver: Driver, path: Path) -> None:
    """Type the path of a file and open it."""
    driver.key(pygame.K_o, "o")
    driver.post(pygame.TEXTINPUT, text=str(path))
    driver.key(pygame.K_RETURN)


def test_ones_own_rules_are_checked_first(
    driver: Driver, shelf: ShelfScreen, tmp_path: Path
) -> None:
    text, path = path_of("nim").read_text(encoding="utf-8"), tmp_path / "mine.toml"
    path.write_text(text.replace("range = [0, 5]", "rnage = [0, 5]"), encoding="utf-8")
    open_own(driver, path)
    assert driver.has("findings")
    assert "rnage" in said(driver)
    driver.key(pygame.K_ESCAPE)
    path.write_text(text.replace('name = "Nim"', 'name = "Mine"'), encoding="utf-8")
    driver.key(pygame.K_o, "o")
    assert isinstance(driver.app.screen, SetupScreen)
    assert driver.app.rules.name == "Mine"


def test_a_file_that_is_not_there_is_said(driver: Driver, shelf: ShelfScreen) -> None:
    open_own(driver, Path("nowhere.toml"))
    assert driver.has("findings")
    assert "nowhere.toml" in said(driver)
