"""The set-up: how one plays, who sits where, what a scenario is about."""

from __future__ import annotations

import itertools
from pathlib import Path

import pygame
import pytest

from game.bots import bots_of
from game.resources import known_games
from game.rules import Rules
from game.ui.crops import scenario_picture
from game.ui.screens.common import seat_name
from game.ui.screens.setup import SetupScreen
from game.ui.screens.table import TableScreen
from game.ui.widgets import Text
from game.ui.widgets.dropdown import Dropdown
from game.ui.widgets.field import Field
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.sight import faults


def setup_of(driver: Driver) -> SetupScreen:
    """The set-up that is shown."""
    driver.app.frame()
    assert isinstance(driver.app.screen, SetupScreen)
    return driver.app.screen


@pytest.fixture
def shown(driver: Driver) -> Driver:
    """A window that shows the set-up."""
    driver.app.go("setup")
    driver.app.frame()
    return driver


def said(driver: Driver) -> str:
    """All that is said on the screen."""
    top = driver.app.root.top
    assert top is not None
    return "\n".join(w.words for w in top.walk() if isinstance(w, Text))


def find(driver: Driver, name: str) -> Dropdown:
    top = driver.app.root.top
    assert top is not None
    found = top.find(name)
    assert isinstance(found, Dropdown)
    return found


def people(driver: Driver) -> list[str]:
    return [seat for seat, kind in setup_of(driver).seats.items() if kind == "human"]


def test_somebody_alone_begins_with_one_press(shown: Driver) -> None:
    info = shown.app.rules.scenarios[0]
    assert people(shown) == [info.seats[0]]
    shown.key(pygame.K_RETURN, "\r")
    assert isinstance(shown.app.screen, TableScreen)
    assert list(shown.client.humans) == [info.seats[0]]


def test_who_is_alone_sits_down_at_any_seat(shown: Driver) -> None:
    info = shown.app.rules.scenarios[-1]
    shown.click(f"scenario:{info.id}")
    assert info.optional
    for seat in (*info.optional, *info.seats):
        shown.click(f"brief:{seat}")
        assert people(shown) == [seat]
        seats = setup_of(shown).seats
        assert all(seats[other].startswith("bot:") for other in info.seats if other != seat)
        brief = info.briefs[seat]
        assert all(words in said(shown) for words in brief.values())


def test_people_at_one_table_only_read_each_others_briefs(shown: Driver) -> None:
    shown.click("together")
    before = people(shown)
    shown.click(f"brief:{before[-1]}")
    assert people(shown) == before
    assert len(before) == len(shown.app.rules.scenarios[0].seats)


def test_a_way_to_play_has_a_key_of_its_own(shown: Driver) -> None:
    shown.click(f"scenario:{shown.app.rules.scenarios[-1].id}")
    counts = []
    for key in (pygame.K_2, pygame.K_3, pygame.K_4, pygame.K_1):
        shown.key(key, chr(key))
        counts.append(len(people(shown)))
    assert counts == [3, 4, 5, 1]


def test_a_seat_says_what_it_wants_and_who_each_bot_is(shown: Driver) -> None:
    info = shown.app.rules.scenarios[0]
    for seat in info.seats:
        assert next(iter(info.briefs[seat].values())) in said(shown)
        choices = find(shown, f"seat:{seat}").choices
        bots = [choice for choice in choices if choice.id.startswith("bot:")]
        assert len(bots) == len(bots_of(shown.app.rules))
        assert len({choice.note for choice in bots}) == len(bots)
        assert all(choice.note for choice in choices)
        assert [choice.id for choice in choices if choice.why_not] == ["auto"]


def test_all_is_done_by_keys_alone(shown: Driver) -> None:
    root = shown.app.root

    def go(name: str) -> None:
        for _ in range(80):
            if root.focus is not None and root.focus.name == name:
                return
            shown.key(pygame.K_TAB, "\t")
            shown.app.update(0.01)
        raise AssertionError(name)

    info = shown.app.rules.scenarios[1]
    go(f"scenario:{shown.app.rules.scenarios[0].id}")
    shown.key(pygame.K_DOWN)
    shown.app.update(0.01)
    assert setup_of(shown).scenario is info
    seat = info.optional[0]
    go(f"seat:{seat}")
    shown.key(pygame.K_RETURN, "\r")
    shown.key(pygame.K_r, "r")
    shown.key(pygame.K_RETURN, "\r")
    assert setup_of(shown).seats[seat] == "bot:random"
    go("seed")
    shown.key(pygame.K_a, mod=pygame.KMOD_CTRL)
    for figure in "42":
        shown.key(ord(figure), figure)
    shown.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    sitting = shown.client.sitting
    assert (sitting.game.scenario.id, sitting.seats[seat]) == (info.id, "bot:random")
    assert sitting.entries is not None
    assert "seed = 42" in Path(str(sitting.path)).read_text(encoding="utf-8")


def test_a_seed_that_is_none_is_told(shown: Driver) -> None:
    shown.click("seed")
    shown.key(pygame.K_a, mod=pygame.KMOD_CTRL)
    shown.key(pygame.K_x, "x")
    shown.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    assert "“x” is none" in said(shown)
    shown.key(pygame.K_ESCAPE)
    assert isinstance(shown.app.screen, SetupScreen)


@pytest.mark.parametrize("name", ["rules", *known_games()])
def test_every_game_has_a_set_up_that_fits(name: str, tmp_path: Path) -> None:
    driver = Driver(rules_of(name), tmp_path)
    driver.app.go("setup")
    for size, percent in itertools.product(((1366, 768), (1920, 1080)), (100, 175)):
        driver.app.theme.text = percent / 100
        driver.post(pygame.VIDEORESIZE, w=size[0], h=size[1], size=size)
        driver.app.relayout()
        driver.app.update(0.1)
        assert faults(driver.app) == []
    driver.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    assert isinstance(driver.app.screen, TableScreen)


def test_a_picture_shows_what_a_scenario_is_about(rules: Rules, driver: Driver) -> None:
    """Scenarios that keep fewer places, or begin elsewhere, have pictures of their own."""
    size = 120, 90
    roles, scene = rules.look.roles, driver.app.scene
    about = {s.id: rules.about(s.id, roles.places) for s in rules.scenarios}
    drawn = {s: pygame.image.tobytes(scenario_picture(rules, scene, s, size), "RGB") for s in about}
    for one, other in itertools.combinations(about, 2):
        assert (drawn[one] == drawn[other]) == (about[one] == about[other])
    assert len(set(drawn.values())) > 2
    for name in known_games():
        picture = scenario_picture(rules_of(name), None, "standard", size)
        assert picture.get_width() <= size[0]
        assert picture.get_height() <= size[1]


def test_continue_tells_which_game_goes_on_and_shows_where(driver: Driver) -> None:
    driver.app.go("title")
    assert not driver.has("continue.picture")
    assert "no game to go on with" in said(driver)
    driver.begin(coordination="bot:random", ground="bot:random")
    seat, info = driver.client.pending.seat, driver.client.game.scenario
    assert seat is not None
    driver.app.leave_game()
    driver.app.go("title")
    which = said(driver)
    for words in (info.name, "Round 1", f"{seat_name(driver.app.rules, seat)} to move"):
        assert words in which
    assert driver.has(f"picture:{info.id}")
    driver.key(pygame.K_c, "c")
    assert driver.client.game.scenario.id == info.id


def test_a_table_gets_an_umpire_whose_code_is_drawn_or_typed(shown: Driver) -> None:
    setup = setup_of(shown)
    assert setup.umpire == ""
    find(shown, "umpire").close("on")
    drawn = setup_of(shown).umpire
    assert len(drawn) == 4
    assert drawn in [field.words for field in fields(shown)]
    shown.click("redraw")
    shown.click("umpire_code")
    shown.key(pygame.K_a, mod=pygame.KMOD_CTRL)
    shown.key(pygame.K_x, "x")
    shown.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    assert "4 to 40" in said(shown)
    shown.key(pygame.K_ESCAPE)
    shown.click("umpire_code")
    for letter in "yz12":
        shown.key(ord(letter), letter)
    shown.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    sitting = shown.client.sitting
    assert sitting.umpired
    assert sitting.opens("xyz12")
    text = Path(str(sitting.path)).read_text(encoding="utf-8")
    assert "xyz12" not in text


def fields(driver: Driver) -> list[Field]:
    """The fields that are shown."""
    top = driver.app.root.top
    assert top is not None
    return [widget for widget in top.walk() if isinstance(widget, Field)]
