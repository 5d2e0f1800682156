"""The window in another language: nothing that the program says is left in English."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.catalogue import SPOKEN, phrase
from game.ui.widgets import Button, Text
from tests import languages
from tests.languages import ID, spoken_all_over
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.test_window import take_turn


@pytest.fixture
def speaking(driver: Driver) -> Iterator[Driver]:
    """A window that speaks English with accents."""
    with spoken_all_over():
        driver.app.settings.speak(ID)
        yield driver


def english(driver: Driver) -> set[str]:
    """The words of the topmost layer, and their tips, that stand in plain letters."""
    top, found = driver.app.root.top, set[str]()
    assert top is not None
    for widget in top.walk():
        said = widget.words if isinstance(widget, (Text, Button)) else ""
        found |= languages.english(said) | languages.english(widget.tooltip())
    return found - STILL


#: Names of keys are on every keyboard alike, and those of languages, their speakers' own.
STILL = frozenset({"Esc", "Enter", "Ctrl", "Space", "End", "English"})


def test_title_settings_and_lists_are_spoken_in_it(speaking: Driver) -> None:
    speaking.app.go("title")
    assert english(speaking) == set()
    speaking.click(phrase("settings.title"))
    assert english(speaking) == set()
    speaking.click("language:en")
    assert english(speaking) >= {"Settings", "screen"}
    kept = Path(speaking.app.settings._file)
    assert json.loads(kept.read_bytes())["language"] == "en"
    speaking.app.settings.speak(ID)
    speaking.app.go("title")
    speaking.click(phrase("title.load"))
    assert english(speaking) == set()
    speaking.key(pygame.K_ESCAPE)
    speaking.click(phrase("title.new"))
    assert english(speaking) == set()


def test_a_game_is_played_in_it(speaking: Driver) -> None:
    speaking.begin(umbrella="human", coordination="human", ground="bot:random")
    speaking.app.theme.speed = 50.0
    dice, found = random.Random(3), set[str]()
    for _ in range(12):
        found |= english(speaking)
        take_turn(speaking, dice, keyboard=False)
        speaking.settle()
    for key in (pygame.K_v, pygame.K_b, pygame.K_w, pygame.K_F10):
        speaking.key(key, chr(key) if key < 128 else "")
        found |= english(speaking)
        speaking.key(pygame.K_ESCAPE)
    assert found == set()
    speaking.key(pygame.K_F10)
    speaking.click(phrase("settings.title"))
    speaking.click("language:en")
    speaking.key(pygame.K_ESCAPE)
    assert "Log" in english(speaking)


def test_a_language_that_was_taken_away_is_english(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"language": "zz"}', encoding="utf-8")
    driver = Driver(rules_of("rules"), tmp_path)
    assert driver.app.settings.language == "en"
    assert SPOKEN.catalogue is not None
    assert SPOKEN.catalogue.id == "en"
