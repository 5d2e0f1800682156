"""The window with as much in it as the largest scenarios will bring."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pygame
import pytest

from game.ui.screens.board_area import MapArea
from game.ui.screens.topbar import Figure
from game.ui.widgets import Button, Scroll, Text
from tests.ui.conftest import Driver
from tests.ui.large import ACTIONS, CLAUSES, SEATS, TRACKS, large_rules
from tests.ui.test_window import open_actions, take_turn


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    """The first seat is asked for an action, among twenty tracks."""
    made = Driver(large_rules(), tmp_path)
    made.begin()
    return made


def typed(driver: Driver, words: str) -> None:
    """Type words, letter by letter."""
    for char in words:
        driver.key(pygame.key.key_code("space" if char == " " else char), char)


def offered(driver: Driver) -> list[str]:
    """The names of the targets or answers that are listed."""
    return [
        w.name
        for w in driver.app.root.focusables()
        if isinstance(w, Button) and w.name.startswith("target:")
    ]


def test_all_places_lie_on_the_map(driver: Driver) -> None:
    assert isinstance(driver.table.area, MapArea)
    assert len(driver.client.places) == 22


def test_every_action_is_found_by_name_and_by_scrolling(driver: Driver) -> None:
    assert len(open_actions(driver)) == ACTIONS + 2  # nothing stands anywhere to march or leap
    driver.key(pygame.K_SLASH, "/")
    typed(driver, "called 17")
    assert [b.name for b in open_actions(driver)] == ["action:deed_17"]
    driver.key(pygame.K_RETURN)
    assert driver.table.choosing.action == "deed_17"
    driver.key(pygame.K_ESCAPE)
    last = open_actions(driver)[-1]
    shown = driver.table.panel.work.find("list").rect
    assert not shown.contains(last.rect)
    driver.app.root.set_focus(last)
    assert shown.contains(last.rect)


def test_escape_leaves_the_search_before_anything_else(driver: Driver) -> None:
    driver.key(pygame.K_SLASH, "/")
    typed(driver, "xyz")
    assert open_actions(driver) == []
    driver.key(pygame.K_ESCAPE)
    assert len(open_actions(driver)) == ACTIONS + 2
    assert not driver.table.in_dialog


def test_only_what_is_possible_can_be_shown(driver: Driver) -> None:
    assert driver.has("action:march")
    driver.click("only_open")
    assert not driver.has("action:march")
    driver.click("only_open")
    march = next(w for w in driver.app.root.focusables() if w.name == "action:march")
    driver.app.root.set_focus(march)
    driver.key(pygame.K_RETURN)
    assert "None stands there." in " ".join(
        w.words for w in driver.app.root.layers[-1].walk() if isinstance(w, Text)
    )


def test_two_targets_are_chosen_one_after_another(driver: Driver) -> None:
    table = driver.table
    place = driver.client.places[3]
    table.choose_action("deed_0")
    driver.click_at(table.mapview.place_of(place))
    driver.key(pygame.K_RETURN)
    driver.settle()
    table.choose_action("march")
    assert [t for t, o in table.choosing.stage().items() if o.legal] == [place]
    table.choose_target(place)
    assert "2 of 2" in table.panel.prompt.words
    near = [t for t, o in table.choosing.stage().items() if o.legal]
    assert set(near) == set(driver.client.words.field("space", place, "links"))
    table.choose_target(near[0])
    table.choose_target(near[1])  # another instead
    assert table.choosing.picked == (place, near[1])
    driver.key(pygame.K_RETURN)
    assert driver.client.value("troops", near[1]) == 1


def test_a_council_of_offers_is_answered_choice_by_choice(driver: Driver) -> None:
    dice = random.Random(1)
    while driver.client.acting:
        take_turn(driver, dice, keyboard=False)
        driver.settle()
    prompt = driver.table.panel.prompt
    assert prompt.words == driver.client.pending.text
    assert prompt.rect.height >= prompt.measure(prompt.rect.width)[1]
    driver.table.choose_target("south_office")
    driver.key(pygame.K_RETURN)
    driver.settle()
    assert len(offered(driver)) == CLAUSES
    driver.key(pygame.K_SLASH, "/")
    typed(driver, "clause 31")
    assert offered(driver) == ["target:clause_31"]
    driver.key(pygame.K_RETURN)
    assert driver.table.choosing.picked == ("clause_31",)
    driver.key(pygame.K_RETURN)
    driver.settle()
    take_turn(driver, dice, keyboard=False)
    driver.settle()
    assert driver.client.viewer == "south_office"
    driver.click("target:accept" if driver.has("target:accept") else offered(driver)[0])
    driver.key(pygame.K_RETURN)
    assert driver.client.value("agreed") == "clause_31"


def test_a_long_list_stays_where_it_was_scrolled_to(driver: Driver) -> None:
    driver.table.choose_action("deed_0")
    listed = driver.table.panel.work.find("list")
    assert isinstance(listed, Scroll)
    listed.scroll_to(160)
    place = next(n for n in offered(driver) if listed.rect.contains(driver_rect(driver, n)))
    driver.click(place)
    after = driver.table.panel.work.find("list")
    assert isinstance(after, Scroll)
    assert after.offset == 160


def driver_rect(driver: Driver, name: str) -> pygame.Rect:
    """Where a widget is."""
    top = driver.app.root.top
    assert top is not None
    return top.find(name).rect


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_the_top_bar_folds_what_does_not_fit(
    driver: Driver, size: tuple[int, int], scale: float
) -> None:
    driver.app.theme.text = scale
    driver.app.relayout()
    driver.post(pygame.VIDEORESIZE, w=size[0], h=size[1], size=size)
    bar = driver.table.bar
    shown = [w for w in bar.walk() if isinstance(w, Figure)]
    for a, b in itertools.pairwise(shown):
        assert a.rect.right <= b.rect.left
    assert max(w.rect.right for w in shown) < bar.find("undo").rect.left
    tracks = [w for w in bar.walk() if w.name.startswith("track:")]
    if len(tracks) < TRACKS:
        assert bar.find("more").rect.right < bar.find("undo").rect.left
        driver.click("more")
        said = [r for w in driver.app.root.layers[-1].walk() for r in getattr(w, "rows", ())]
        assert {f"track_{n}" for n in range(TRACKS)} <= {r[0] for r in said}


def test_five_seats_can_be_filled(driver: Driver) -> None:
    driver.app.leave_game()
    driver.app.go("setup")
    for seat in SEATS:
        for name in (f"seat:{seat}", f"seat:{seat}:bot:random"):
            driver.app.root.set_focus(
                next(w for w in driver.app.root.focusables() if w.name == name)
            )
            driver.key(pygame.K_RETURN)
    driver.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    assert set(driver.client.sitting.seats.values()) == {"bot:random"}
