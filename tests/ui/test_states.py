"""States have exits: a pause, a seat that changes hands, a bot that fails, a fault of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame
import pytest

from game.bots import bots_of
from game.engine import EngineError
from game.table import BotChoice, GameSetup, SavedGame, Sitting
from game.table.crash import Crashed
from game.table.sitting import Sitting as TableSitting
from game.ui import app as application
from game.ui.app import App
from game.ui.screens import common
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from game.ui.seat_client import SeatClient
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.test_full_disk import driver_of, play_on, said, strip


def test_a_game_is_paused_and_goes_on(tmp_path: Path) -> None:
    driver = driver_of("tic-tac-toe", tmp_path, bots=1)
    driver.key(pygame.K_F10)
    driver.click("Pause")
    assert strip(driver).startswith("The game is paused.")
    assert driver.client.options() == ()
    n = driver.client.n
    for _ in range(30):
        assert not driver.app.update(0.5), "nothing moves, so nothing is drawn"
        driver.app.frame()
    driver.table.confirm()
    driver.table.skip()
    driver.table.catch_up()
    assert driver.client.n == n
    driver.click("strip:go_on")
    assert not strip(driver)
    assert driver.client.options()
    assert [e.actor for e in driver.client.sitting.entries[-2:]] == [driver.client.viewer] * 2


@pytest.mark.parametrize("bots", [1, 2])
def test_a_save_that_is_paused_says_so_and_goes_on(bots: int, tmp_path: Path) -> None:
    rules = rules_of("dice-race")
    seats = dict.fromkeys(rules.seats[-bots:], "bot:random")
    path = tmp_path / "paused.toml"
    sitting = Sitting.open(GameSetup(rules, rules.scenarios[0].id, seats, 1, path), bots_of(rules))
    sitting.facilitator.pause(True, reason="lunch")
    sitting.close()
    driver = Driver(rules, tmp_path)
    driver.app.play(SavedGame(path))
    driver.app.update(0.1)
    driver.app.frame()
    assert strip(driver).startswith("The game is paused.")
    driver.key(pygame.K_RETURN)  # the large button lets it go on
    assert not strip(driver)
    before = driver.client.n
    play_on(driver, 6)
    assert driver.client.n > before


def test_a_seat_changes_hands_by_who_sits_there(tmp_path: Path) -> None:
    driver = driver_of("kuhn", tmp_path, bots=1)
    client = driver.client
    first, second = client.viewer, next(s for s in client.game.seats if s != client.viewer)
    driver.table.seats()
    driver.pick(f"seat:{second}", "human")
    driver.pick(f"seat:{first}", "bot:random")
    assert client.humans == [second]
    assert [e.actor for e in client.sitting.entries[-2:]] == [first, first]
    assert "is now played by a bot: Random bot" in client.log()[-1].text
    driver.key(pygame.K_ESCAPE)
    for _ in range(20):
        driver.catch_up()
        if client.over or client.human_turn:
            break
        driver.app.update(1.0)
    assert client.human_turn
    assert client.viewer == first, "nobody sees the other's cards before the curtain"
    assert not client.mine
    driver.click("go")
    assert driver.table.curtained
    driver.app.frame()
    driver.app.shown(())
    driver.lift()
    assert client.viewer == second


def test_a_seat_that_cannot_change_hands_says_why(tmp_path: Path) -> None:
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    driver.table.curtained = False
    answer = driver.client.give_seat("nobody", "human")
    assert "no seat" in answer.refused
    assert "no bot" in driver.client.give_seat(driver.client.viewer, "bot:nobody").refused


def illegal(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
    """A bot that breaks the rules."""
    return BotChoice(10**6, "because")


def test_a_bot_that_breaks_the_rules_can_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "game.ui.seat_client.bots_of", lambda rules: {**bots_of(rules), "random": illegal}
    )
    driver = driver_of("tic-tac-toe", tmp_path, bots=1)
    play_on(driver, 1)
    for _ in range(3):
        driver.app.update(0.5)
        driver.catch_up()
    assert "which is not legal" in strip(driver)
    n = driver.client.n
    driver.click("strip:retry")
    driver.app.update(0.5)
    driver.app.update(0.5)
    assert "which is not legal" in strip(driver)
    assert driver.client.n == n
    driver.click("strip:seats")
    driver.pick(f"seat:{driver.client.game.seats[1]}", "human")
    driver.key(pygame.K_ESCAPE)
    assert not strip(driver)
    driver.click("go")
    assert driver.table.curtained


def test_a_move_is_taken_back_past_a_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
        return BotChoice(game.legal(state)[0], "the first")

    monkeypatch.setattr(
        "game.ui.seat_client.bots_of", lambda rules: {**bots_of(rules), "random": first}
    )
    driver = driver_of("tic-tac-toe", tmp_path, bots=1)
    before = bytes(driver.client.sitting.state)
    play_on(driver, 1)
    for _ in range(4):
        driver.app.update(1.0)
        driver.catch_up()
    assert driver.client.mine
    assert driver.client.n == 2
    driver.click("undo")
    assert bytes(driver.client.sitting.state) == before
    assert driver.client.mine


def broken(*_: object) -> None:
    raise ZeroDivisionError("nobody thought of this")


def test_a_fault_at_the_table_leads_to_the_title_and_keeps_the_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loop of the window goes on; a fault at the title ends it, and both are told."""
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    play_on(driver, 1)
    app, n = driver.app, driver.client.n
    monkeypatch.setattr(TableSitting, "play", broken)
    update, turns = App.update, 0

    def act(self: App, seconds: float) -> bool:
        nonlocal turns
        turns += 1
        assert turns < 9, "the window did not end"
        if app.games.client is not None:
            driver.client.play(0)
        elif turns > 3:
            assert isinstance(app.screen, TitleScreen)
            words = said(driver)
            assert "ZeroDivisionError" in words
            assert "A copy of it as it stood is" in words
            broken()
        return update(self, seconds)

    monkeypatch.setattr(App, "update", act)
    with pytest.raises(Crashed) as caught:
        application._play(app, pygame.display.set_mode((64, 64)))
    assert str(caught.value).count("ZeroDivisionError") == 2
    (copy,) = (tmp_path / "autosaves").glob("crash-*.toml")
    assert Sitting.open(SavedGame(copy), {}).n == n


def test_no_screen_is_left_without_a_game(tmp_path: Path) -> None:
    """A save that cannot be loaded leaves the game on the table as it was."""
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    path = driver.client.path
    assert path is not None
    before = driver.client
    driver.client.keeping.close(None)
    path.write_text("no save", encoding="utf-8")
    common.begin(driver.table, SavedGame(path), "This save cannot be loaded")
    assert "cannot be loaded" in said(driver)
    assert driver.client is before
    assert isinstance(driver.app.screen, TableScreen)
    assert isinstance(before, SeatClient)


def test_rules_that_fail_while_they_are_shown_lead_to_the_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    app, update = driver.app, App.update

    def act(self: App, seconds: float) -> bool:
        if app.games.client is not None:
            raise EngineError("a value left its range")
        app.quit()
        return update(self, seconds)

    monkeypatch.setattr(App, "update", act)
    application._play(app, pygame.display.set_mode((64, 64)))
    assert isinstance(app.screen, TitleScreen)
    assert "a value left its range" in said(driver)
    assert "The game is saved in" in said(driver)
