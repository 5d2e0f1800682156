"""The legend of the map and of boards: all that they show is told, drawn as they draw it."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.ui.map.lines import strokes
from game.ui.screens.grid_area import GridArea
from game.ui.screens.legend_card import Sample
from game.ui.widgets import Button, Text
from tests.ui.conftest import Driver
from tests.ui.test_help import sit, texts

DRAWN = ("rules", "two-bridges", "salt-roads", "draughts")


def said(driver: Driver) -> str:
    """All that the topmost layer says."""
    return " ".join(text.words for text in texts(driver))


@pytest.mark.parametrize("name", DRAWN)
def test_the_legend_opens_by_key_and_by_button_and_leaves_all_as_it_was(
    name: str, tmp_path: Path
) -> None:
    driver = sit(name, tmp_path)
    before, n = driver.picture(), driver.client.n
    driver.key(pygame.K_m, "m")
    assert driver.has("legend.card")
    by_key = said(driver)
    driver.key(pygame.K_m, "m")
    assert not driver.has("legend.card")
    assert driver.picture() == before
    driver.click("legend")
    assert said(driver) == by_key
    driver.key(pygame.K_ESCAPE)
    assert not driver.has("legend.card")
    assert driver.client.n == n


def test_the_map_s_legend_tells_of_all_that_the_look_shows(tmp_path: Path) -> None:
    driver = sit("rules", tmp_path)
    look = driver.client.look
    driver.key(pygame.K_m, "m")
    told = said(driver)
    names = [state.name for state in look.badge.states]
    names += [each.name for each in look.counters.values()]
    names += [each.name for each in look.marks.values()]
    assert all(name in told for name in names)
    scene = driver.client.scene
    assert scene is not None
    assert all(name in told for _, name in scene.geography.frontier_names)
    assert {"legal", "selected", "hover", "flash"} <= look.map.keys()
    assert set(strokes(look, 1.0)) == {"frontier", "water", "road", "state", "space"}


@pytest.mark.parametrize("name", ["two-bridges", "salt-roads", "draughts"])
def test_a_board_s_legend_tells_of_its_ground_and_of_each_look_of_its_pieces(
    name: str, tmp_path: Path
) -> None:
    driver = sit(name, tmp_path)
    area = driver.table.area
    assert isinstance(area, GridArea)
    looks = {t.symbol for m in area.stood.at if (t := area.likeness(m)) is not None}
    driver.key(pygame.K_m, "m")
    told = said(driver)
    for ground in area.styles.ground.values():
        assert ground.name in told
    shown = [w for layer in driver.app.root.layers[-1:] for w in layer.walk()]
    assert sum(isinstance(w, Sample) for w in shown) >= len(looks)
    assert any(isinstance(w, Text) for w in shown)


@pytest.mark.parametrize("name", DRAWN)
def test_every_picture_of_a_legend_shows_something(name: str, tmp_path: Path) -> None:
    driver = sit(name, tmp_path)
    driver.key(pygame.K_m, "m")
    top = driver.app.root.top
    assert top is not None
    samples = [w for w in top.walk() if isinstance(w, Sample)]
    assert samples
    assert all(sample.picture.get_bounding_rect().width > 2 for sample in samples)


def test_a_game_without_a_board_has_no_legend(tmp_path: Path) -> None:
    driver = sit("kuhn", tmp_path)
    assert not driver.has("legend")
    driver.key(pygame.K_m, "m")
    assert not driver.table.in_dialog


@pytest.mark.parametrize("name", DRAWN)
def test_no_key_of_the_table_means_two_things(name: str, tmp_path: Path) -> None:
    driver = sit(name, tmp_path)
    top = driver.app.root.top
    assert top is not None
    keys = [key for w in top.walk() if isinstance(w, Button) for key in w.hot_keys]
    assert sorted(keys) == sorted(set(keys))
