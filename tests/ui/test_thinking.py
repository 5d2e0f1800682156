"""A bot that thinks long: the window goes on, and what comes too late is dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.bots import thinker
from game.table import SavedGame
from game.ui import seat_client
from game.ui.screens.title import TitleScreen
from game.ui.screens.waiting import WaitingCover
from tests.bots.slow import slow_bots
from tests.loaded import rules_of
from tests.thinking import Brains
from tests.ui.conftest import Driver
from tests.ui.test_full_disk import said, strip

FRAME = 1 / 60


@pytest.fixture
def brains(monkeypatch: pytest.MonkeyPatch) -> Brains:
    """The processes of the windows of a test."""
    found = Brains()
    monkeypatch.setattr(thinker, "Worker", found)
    monkeypatch.setattr(seat_client, "bots_of", slow_bots)
    # A bot that has thought for no time at all is told of as well.
    monkeypatch.setattr("game.ui.screens.telling.PATIENCE", 0.0)
    return found


def begun(tmp_path: Path, *seats: str, rules: str = "rules") -> Driver:
    """A window at a new game; `seats` are who holds them, the rest slow bots."""
    driver = Driver(rules_of(rules), tmp_path)
    scenario = driver.app.rules.scenarios[0]
    held = dict(zip(scenario.seats, seats, strict=False))
    driver.new_game(scenario.id, {"all": "bot:slow", **held}, 5)
    return driver


def until(driver: Driver, met: Callable[[], object]) -> None:
    """Let frames pass until something comes about, and read the cards that come."""
    for _ in range(3000):
        if met():
            return
        if not driver.table.curtained:
            driver.table.close_dialog()
        driver.app.update(FRAME)
        driver.app.frame()
    raise AssertionError("it does not come about")


def thinks(driver: Driver) -> None:
    """Wait until a bot thinks and all that happened was told."""
    until(driver, lambda: driver.client.thinking and "thinking" in said_on_dock(driver))


def decide(driver: Driver, brains: Brains) -> None:
    """Let the bot that thinks come to an end, and its move be made."""
    n = driver.client.n
    brains.last.choose(driver.client.game.legal(driver.client.sitting.state)[0])
    until(driver, lambda: driver.client.n > n)


def said_on_dock(driver: Driver) -> str:
    """The words at the head of the dock."""
    return driver.table.telling.dock.head.words


def test_the_window_stays_usable_while_a_bot_thinks(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "human")
    thinks(driver)
    n, thinking = driver.client.n, driver.client.thinking
    assert thinking is not None
    name = driver.client.game.short("seat", thinking.seat)
    assert said_on_dock(driver).startswith(name)
    (question,) = brains.last.asked
    assert question.seat == thinking.seat
    before = driver.picture()
    driver.key(pygame.K_PLUS, "+")
    until(driver, lambda: driver.picture() != before)
    driver.key(pygame.K_F1)
    assert driver.table.in_dialog
    driver.key(pygame.K_ESCAPE)
    for key in (pygame.K_SPACE, pygame.K_END, pygame.K_RETURN):
        driver.key(key, " " if key == pygame.K_SPACE else "")
        driver.app.update(FRAME)
    driver.key(pygame.K_v, "v")
    assert driver.table.in_dialog, "cards open also while a skip waits for the bot"
    driver.key(pygame.K_ESCAPE)
    assert (driver.client.n, brains.last.asked) == (n, [question])
    decide(driver, brains)
    assert "thinking" not in said_on_dock(driver)


def test_a_bot_thinks_while_what_happened_is_still_told(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "human")
    driver.app.theme.speed = 0.5
    for _ in range(8):
        until(driver, lambda: driver.client.thinking or driver.client.mine)
        if driver.client.telling and driver.client.thinking:
            assert brains.last.asked[-1] == driver.client.sitting.question
            assert "thinking" not in said_on_dock(driver)
            return
        if driver.client.mine:
            driver.client.play(driver.client.options()[-1].move.id)
            driver.table.after_play()
        else:
            decide(driver, brains)
    raise AssertionError("no bot came after what is told")


def test_to_take_back_and_to_leave_end_the_thinking(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "human", "bot:slow", rules="tic-tac-toe")
    driver.settle()
    driver.client.play(driver.client.options()[0].move.id)
    driver.table.after_play()
    thinks(driver)
    asked = brains.last
    driver.key(pygame.K_u, "u")
    driver.app.update(FRAME)
    assert asked.over
    assert driver.client.n == 2
    assert driver.client.mine
    assert driver.client.thinking is None
    assert brains.last.asked == [], "another is ready for the next question"
    driver.client.play(driver.client.options()[1].move.id)
    driver.table.after_play()
    thinks(driver)
    assert [q.seat for q in brains.last.asked] == [driver.client.game.seats[1]]
    path = driver.client.path
    assert path is not None
    driver.table.leave()
    assert isinstance(driver.app.screen, TitleScreen)
    assert brains.all[-1].over
    for _ in range(2):
        driver.app.play(SavedGame(path))
        thinks(driver)
    assert [b.over for b in brains.all] == [True] * (len(brains.all) - 1) + [False]


def test_a_bot_that_can_be_hurried_is_by_a_key(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "human", "bot:ponder", "bot:ponder")
    thinks(driver)
    assert driver.has("stage.now")
    assert not driver.has("stage.next")
    hurried = []
    for key in " x":
        driver.key(ord(key), key)
        hurried.append(brains.last.hurried)
    assert hurried == [False, True]
    decide(driver, brains)
    if not driver.client.thinking:
        assert driver.has("stage.next")
    for people in (("human", "bot:ponder", "human"), ("human", "bot:slow", "human")):
        driver = begun(tmp_path, *people)
        driver.app.update(FRAME)
        assert driver.table.covers.waits
        driver.key(pygame.K_x, "x")
        assert brains.all[-1].hurried == ("bot:ponder" in people)


def test_a_pause_and_another_at_the_seat_end_it_too(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "bot:slow", "human", rules="tic-tac-toe")
    thinks(driver)
    driver.table.pause()
    driver.app.update(FRAME)
    assert driver.client.thinking is None
    assert "thinking" not in said_on_dock(driver)
    driver.table.pause()
    thinks(driver)
    assert len(brains.all) == 2
    driver.client.give_seat(driver.client.game.seats[0], "bot:random")
    until(driver, lambda: driver.client.mine)


def test_processes_that_die_are_replaced_and_told_of_at_last(
    brains: Brains, tmp_path: Path
) -> None:
    driver = begun(tmp_path, "human")
    for n in range(3):
        thinks(driver)
        assert len(brains.all) == n + 1
        assert not strip(driver)
        brains.all[-1].die()
        driver.app.update(1.0)
    until(driver, lambda: strip(driver))
    assert "The process in which bots think ended 3 times (exit status 9)." in strip(driver)
    driver.click("strip:retry")
    thinks(driver)
    assert not strip(driver)
    decide(driver, brains)


def test_between_people_it_is_covered_while_a_bot_thinks(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "human", "bot:slow", "human")
    cover = driver.app.root.top
    assert isinstance(cover, WaitingCover)
    assert driver.table.curtained
    driver.app.update(FRAME)
    driver.key(pygame.K_ESCAPE)
    assert driver.app.root.top is not cover
    assert "goes on with the same question" in said(driver)
    driver.key(pygame.K_ESCAPE)
    assert driver.app.root.top is cover
    for _ in range(20):
        if not driver.table.covers.waits:
            break
        decide(driver, brains)
    assert driver.table.curtained, "nobody's view was shown"
    seat = driver.client.pending.seat
    driver.lift()
    assert driver.client.viewer == seat


def test_bots_that_answer_at_once_need_no_process(brains: Brains, tmp_path: Path) -> None:
    driver = begun(tmp_path, "human", "bot:doctrine", "bot:random")
    driver.settle()
    assert brains.all == []
