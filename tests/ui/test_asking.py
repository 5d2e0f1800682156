"""In the window people are asked why, on a card that one more key passes, and how it was."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.table import GameSetup
from game.table.acts import Moved
from game.ui.screens.end import EndScreen
from game.ui.screens.setup import SetupScreen
from game.ui.widgets.field import Field
from tests.ui.conftest import Driver
from tests.ui.sight import faults


def asking(rules: Rules, folder: Path, seats: dict[str, str], ask_why: bool = True) -> Driver:
    driver = Driver(rules, folder)
    driver.app.play(GameSetup(rules, rules.scenarios[0].id, seats, 5, ask_why=ask_why))
    driver.settle()
    return driver


@pytest.fixture
def table(rules: Rules, tmp_path: Path) -> Driver:
    first, *others = rules.scenarios[0].seats
    return asking(rules, tmp_path, {first: "human", **dict.fromkeys(others, "bot:doctrine")})


def choose(driver: Driver) -> str:
    """Choose the first move that may be made, and confirm it."""
    option = next(o for o in driver.client.options() if o.legal)
    table = driver.table
    if driver.client.acting:
        table.choose_action(option.move.script)
    for step in option.steps[len(table.choosing.picked) :]:
        table.choose_target(step)
    table.confirm()
    return option.move.name


def last(driver: Driver) -> Moved:
    act = next(e.act for e in reversed(driver.client.sitting.entries) if e.actor == own(driver))
    assert isinstance(act, Moved)
    return act


def own(driver: Driver) -> str:
    return driver.client.humans[0]


def test_one_more_key_passes_over_it(table: Driver) -> None:
    n = table.client.n
    move = choose(table)
    assert table.has("why_card")
    assert table.client.n == n
    assert not faults(table.app)
    table.key(pygame.K_RETURN, "\r")
    assert not table.has("why_card")
    told = last(table)
    assert (told.id, told.rationale, told.tags, told.confidence) == (move, None, (), None)


def test_what_was_said_is_kept_with_the_move(table: Driver) -> None:
    move = choose(table)
    for letter in "go #st":
        table.key(ord(letter), letter)
    tag = table.client.game.scenario.tags[0].id
    table.click(f"tag:{tag}")
    table.click("sure:2")
    table.click("sure:4")
    assert not faults(table.app)
    table.click("yes")
    told = last(table)
    found = next(t.id for t in table.client.game.scenario.tags if t.id.startswith("st"))
    assert (told.id, told.rationale, told.tags, told.confidence) == (move, "go", (found, tag), 4)


def test_escape_goes_back_to_the_choice(table: Driver) -> None:
    n = table.client.n
    choose(table)
    table.key(pygame.K_ESCAPE)
    assert not table.has("why_card")
    assert table.client.n == n
    assert table.table.choosing.option is not None


def test_nobody_is_asked_unless_that_was_chosen(rules: Rules, tmp_path: Path) -> None:
    first, *others = rules.scenarios[0].seats
    seats = {first: "human", **dict.fromkeys(others, "bot:doctrine")}
    driver = asking(rules, tmp_path, seats, ask_why=False)
    move = choose(driver)
    assert last(driver).id == move


def test_the_set_up_offers_it(rules: Rules, tmp_path: Path) -> None:
    driver = Driver(rules, tmp_path)
    driver.app.go("setup")
    driver.app.frame()
    assert isinstance(driver.app.screen, SetupScreen)
    driver.pick("ask_why", "on")
    assert not faults(driver.app)
    driver.app.screen._begin()
    assert driver.client.sitting.asks_why


def test_the_end_asks_every_seat(rules: Rules, tmp_path: Path) -> None:
    seats = dict.fromkeys(rules.scenarios[0].seats, "bot:doctrine")
    driver = asking(rules, tmp_path, seats)
    sitting = driver.client.sitting
    while not driver.client.over:
        sitting.step()
    people = rules.scenarios[0].seats[:2]
    for seat in people:
        sitting.facilitator.set_seat(seat, "human")
    driver.table.renew()
    driver.table.finish()
    assert isinstance(driver.app.screen, EndScreen)
    driver.key(pygame.K_q, "q")
    assert driver.has("survey")
    assert not faults(driver.app)
    info = driver.client.game.scenario
    rated = next(each for each in info.survey if each.scale)
    driver.click(f"answer:{rated.id}:4")
    field = next(w for w in driver.app.root.focusables() if isinstance(w, Field))
    field.set("Nobody gained.")
    driver.key(pygame.K_RETURN, "\r", pygame.KMOD_CTRL)
    assert driver.has("survey"), "the next seat"
    driver.key(pygame.K_RETURN, "\r", pygame.KMOD_CTRL)
    assert not driver.has("survey")
    told = [(a.seat, a.scale or a.words) for a in sitting.survey_answers]
    assert sorted(told, key=str) == sorted([(people[0], "Nobody gained."), (people[0], 4)], key=str)
