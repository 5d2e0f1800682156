"""A disk that refuses while the window plays: it is said, and all is written later."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.table import GameSetup, SavedGame, SaveFailed, Sitting
from game.table.snapshot import Disk
from game.ui import app as application
from game.ui.screens import leaving
from game.ui.screens.leaving import leave
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from game.ui.widgets import Text
from tests.loaded import rules_of
from tests.ui.conftest import Driver


def driver_of(name: str, folder: Path, bots: int) -> Driver:
    """A window in which a small game has begun, so many of its seats held by bots."""
    driver = Driver(rules_of(name), folder)
    rules = driver.app.rules
    held = dict.fromkeys(rules.seats[len(rules.seats) - bots :], "bot:random")
    driver.new_game(rules.scenarios[0].id, held, 5)
    driver.settle()
    return driver


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing can be written while this lasts."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Disk, "append", refuse)
        patch.setattr(Disk, "write", refuse)
        yield


def said(driver: Driver) -> str:
    """The words of the card that lies on top; none where there is no card."""
    layers = driver.app.root.layers
    return " ".join(w.words for w in layers[-1].walk() if isinstance(w, Text)) * (len(layers) > 1)


def play_on(driver: Driver, most: int) -> list[str]:
    """Let everybody take steps, a person by the panel; gives what was said on cards."""
    found = []
    for _ in range(most):
        driver.catch_up()
        if words := said(driver):
            found.append(words)
            driver.key(pygame.K_RETURN)
        elif driver.client.mine:
            option = next(o for o in driver.client.options() if o.legal)
            table = driver.table
            if driver.client.acting:
                table.choosing.begin(option.move.script)
            for step in option.steps:
                table.choosing.take(step)
            table.confirm()
        else:
            driver.app.update(0.5)
    return found


def test_play_goes_on_and_all_is_written_when_there_is_room(tmp_path: Path) -> None:
    driver = driver_of("dice-race", tmp_path, bots=1)
    path, before = driver.client.path, driver.client.n
    assert path is not None
    with full_disk():
        cards = play_on(driver, 10)
        assert not driver.client.over
    assert isinstance(driver.app.screen, TableScreen)
    assert driver.client.n > before + 3, "people, bots and chance went on"
    assert sum("the game could not be saved" in words for words in cards) == 1, "it is said once"
    assert Sitting.open(SavedGame(path), {}).n == before
    there = driver.client.n
    play_on(driver, 8)
    assert driver.client.n > there
    assert Sitting.open(SavedGame(path), {}).n == driver.client.n


def test_a_move_is_taken_back_all_the_same(tmp_path: Path) -> None:
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    play_on(driver, 1)
    assert driver.client.n == 1
    driver.client.viewer = driver.client.game.seats[0]
    state = bytes(driver.client.sitting.state)
    with full_disk():
        driver.table.undo()
        assert bytes(driver.client.sitting.state) != state
        assert "the game could not be saved" in said(driver)


def test_it_is_asked_before_the_end_of_a_game_is_lost(tmp_path: Path) -> None:
    driver = driver_of("dice-race", tmp_path, bots=1)
    with full_disk():
        play_on(driver, 8)
        driver.table.leave()
        assert "goes only as far as could be written" in said(driver)
        driver.click("no")
        assert isinstance(driver.app.screen, TableScreen)
        driver.table.leave()
        driver.click("yes")
    assert isinstance(driver.app.screen, TitleScreen)
    assert driver.app.games.client is None
    assert "could be kept nowhere, and is lost" in said(driver)


def test_a_fault_of_ours_is_no_answer_of_the_game(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> None:
        raise KeyError("drv")

    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    monkeypatch.setattr(Sitting, "play", fault)
    with pytest.raises(KeyError):
        play_on(driver, 1)


def strip(driver: Driver) -> str:
    """The words of the strip under the bar; none where it is not there."""
    found = driver.table.strip
    return " ".join(w.words for w in found.walk() if isinstance(w, Text)) * found.visible


def test_a_strip_stays_until_a_write_succeeds(tmp_path: Path) -> None:
    driver = driver_of("dice-race", tmp_path, bots=1)
    assert not strip(driver)
    before = driver.client.n
    with full_disk():
        play_on(driver, 8)
        count = driver.client.n - before
        assert f"The last {count} acts are in memory only" in strip(driver)
        driver.click("strip:keep")
        assert "could not be saved" in said(driver)
        driver.key(pygame.K_RETURN)
        assert driver.has("place:0"), "another place is offered"
        driver.key(pygame.K_ESCAPE)
    driver.click("strip:keep")
    assert not said(driver)
    driver.app.update(0.01)
    assert not strip(driver)
    path = driver.client.path
    assert path is not None
    assert Sitting.open(SavedGame(path), {}).n == driver.client.n


def test_the_game_goes_on_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of("dice-race", tmp_path, bots=1)
    old = driver.client.path
    with full_disk():
        play_on(driver, 6)
    driver.click("strip:elsewhere")
    monkeypatch.setattr(leaving, "places", lambda usual, own: [("another", tmp_path / "another")])
    driver.key(pygame.K_ESCAPE)
    driver.click("strip:elsewhere")
    driver.click("place:0")
    assert "The game goes on in" in said(driver)
    new = driver.client.path
    assert new is not None
    assert new != old
    assert Sitting.open(SavedGame(new), {}).n == driver.client.n
    play_on(driver, 6)
    assert not strip(driver)
    assert Sitting.open(SavedGame(new), {}).n == driver.client.n


@pytest.mark.parametrize("act", ["skip", "undo", "pause", "seat", "save", "load", "quit", "leave"])
def test_every_way_meets_a_full_disk_with_a_notice(act: str, tmp_path: Path) -> None:
    driver = driver_of("dice-race" if act == "skip" else "tic-tac-toe", tmp_path, bots=0)
    play_on(driver, 1)
    driver.client.viewer = driver.client.game.seats[0]
    table, app = driver.table, driver.app
    with full_disk():
        match act:
            case "skip":
                table.skip()
                table.catch_up()
            case "undo":
                table.undo()
            case "pause":
                table.pause()
            case "seat":
                driver.client.give_seat(driver.client.game.seats[1], "bot:random")
                table.renew()
            case _:
                table.undo()
                driver.key(pygame.K_RETURN)
                ways = {
                    "save": table.save,
                    "load": lambda: leave(table, app.quit),
                    "quit": lambda: driver.post(pygame.QUIT),
                    "leave": table.leave,
                }
                ways[act]()
                assert "could not be saved" in said(driver)
                driver.post(pygame.QUIT)
                assert app.running
        driver.catch_up()
        app.frame()
        assert "in memory only" in strip(driver)
    assert driver.client.unsaved


def test_a_game_that_is_left_is_kept_in_another_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    own = driver.client.path
    write = Disk.write

    def refuse(disk: Disk, path: Path, *rest: Any) -> None:
        if path.parent == tmp_path / "saves":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(disk, path, *rest)

    with full_disk():
        play_on(driver, 2)
    monkeypatch.setattr(Disk, "write", refuse)
    monkeypatch.setattr(Disk, "append", refuse)
    n = driver.client.n
    driver.table.leave()
    driver.click("yes")
    assert "All of it is kept in" in said(driver)
    (kept,) = (tmp_path / "autosaves").glob("rescued-*.toml")
    assert Sitting.open(SavedGame(kept), {}).n == n
    assert own is not None
    assert own.exists()


def test_settings_that_cannot_be_kept_say_so(tmp_path: Path) -> None:
    driver = driver_of("tic-tac-toe", tmp_path, bots=0)
    with full_disk():
        driver.app.fill_screen(False)
        show_settings(driver.table)
        assert "cannot be kept" in said(driver)


def test_the_places_that_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, saves = tmp_path / "home", tmp_path / "saves"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    offered = [folder for _, folder in leaving.places(saves, saves / "game.toml")]
    assert home in offered
    assert home / "Documents" in offered
    assert home / "Desktop" not in offered
    assert offered[-1] == saves
    assert next(folder for _, folder in leaving.places(saves, None)) == saves


def test_a_folder_can_be_typed(tmp_path: Path) -> None:
    driver = driver_of("dice-race", tmp_path, bots=1)
    with full_disk():
        play_on(driver, 6)
    driver.click("strip:elsewhere")
    driver.click("there")
    assert driver.has("folder"), "nothing was typed, so nothing is done"
    for words, told in ((str(tmp_path / ("x" * 300)), "Not saved there"), ("", "")):
        driver.click("folder")
        driver.post(pygame.TEXTINPUT, text=words or str(tmp_path / "دیسک" / "new"))
        driver.click("there")
        assert told in said(driver)
        if told:
            driver.key(pygame.K_RETURN)
    assert "The game goes on in" in said(driver)
    path = driver.client.path
    assert path is not None
    assert path.parent == tmp_path / "دیسک" / "new"
    assert Sitting.open(SavedGame(path), {}).n == driver.client.n


def test_a_window_that_is_closed_all_the_same_tells_where_the_game_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended by Ctrl-C or by choice, the last word of the command is about the game."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(application, "saves_folder", lambda: tmp_path / "saves")
    append, write = Disk.append, Disk.write

    def refuse(disk: Disk, path: Path, *rest: Any) -> None:
        if path.parent == tmp_path / "saves" and path.name in begun:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        (append if len(rest) > 1 and isinstance(rest[0], int) else write)(disk, path, *rest)

    begun: set[str] = set()
    update = application.App.update

    def act(app: application.App, seconds: float) -> bool:
        client = app.games.client
        assert client is not None
        assert client.path is not None
        begun.update((client.path.name, f".{client.path.name}.{os.getpid()}.tmp"))
        monkeypatch.setattr(Disk, "append", refuse)
        monkeypatch.setattr(Disk, "write", refuse)
        client.play(next(o for o in client.options() if o.legal).move.id)
        assert client.unsaved
        app.quit()
        return update(app, seconds)

    monkeypatch.setattr(application.App, "update", act)
    rules = rules_of("tic-tac-toe")
    seats = dict.fromkeys(rules.seats[1:], "bot:random")
    with pytest.raises(SaveFailed, match="All of it is kept in"):
        application.run(rules, GameSetup(rules, rules.scenarios[0].id, seats, 1))
