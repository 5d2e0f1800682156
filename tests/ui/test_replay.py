"""A game looked back at on its own table, and what-if."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.bots import bots_of, thinker
from game.rules import Rules
from game.table import GameSetup, Question, SavedGame, Sitting
from game.table.acts import Moved
from game.ui.replay_client import ReplayClient
from game.ui.screens.end import EndScreen
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from game.ui.widgets import Text
from tests.loaded import rules_of
from tests.thinking import Brains
from tests.ui.conftest import Driver


def ended(rules: Rules, folder: Path, scenario: int = 0, bot: str = "doctrine") -> Driver:
    """The end of a game that bots played."""
    driver = Driver(rules, folder, (1366, 768))
    found = rules.scenarios[scenario]
    driver.new_game(found.id, {"all": f"bot:{bot}"}, 5)
    while driver.client.sitting.step() is not None:
        pass
    driver.table.renew()
    driver.settle()
    driver.table.finish()
    assert isinstance(driver.app.screen, EndScreen)
    return driver


def replay_of(driver: Driver) -> ReplayScreen:
    """The replay that is shown."""
    screen = driver.app.screen
    assert isinstance(screen, ReplayScreen)
    return screen


def test_keys_go_through_the_game_and_all_shows_the_step(rules: Rules, tmp_path: Path) -> None:
    driver = ended(rules, tmp_path)
    origin = driver.client.sitting
    driver.click("replay")
    screen = replay_of(driver)
    past = screen.past
    last = len(past.trail) - 1
    assert past.at == last
    assert past.reader is None
    positions = dict(origin.positions(None))
    for key, at in (
        (pygame.K_HOME, 0),
        (pygame.K_RIGHT, 1),
        (pygame.K_RIGHT, 2),
        (pygame.K_LEFT, 1),
        (pygame.K_PAGEDOWN, past.rounds[1]),
        (pygame.K_PAGEDOWN, past.rounds[2]),
        (pygame.K_PAGEUP, past.rounds[1]),
        (pygame.K_END, last),
    ):
        driver.key(key)
        driver.catch_up()
        assert past.at == screen.dock.slider.value == at
        assert past.view.key == positions[past.trail[at].n].key
        assert past.round() == origin.game.value(past.view, rules.round or "")
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.app.screen, EndScreen)


def test_each_seat_sees_in_a_replay_what_it_saw(rules: Rules, tmp_path: Path) -> None:
    driver = ended(rules, tmp_path, 1)
    origin = driver.client.sitting
    driver.click("replay")
    past = replay_of(driver).past
    for seat in origin.game.seats:
        driver.click(f"eyes:{seat}")
        assert past.reader == past.viewer == seat
        seen = dict(origin.positions(seat))
        driver.key(pygame.K_HOME)
        while past.at < len(past.trail) - 1:
            assert past.view.key == seen[past.trail[past.at].n].key
            lines = [line for line in origin.log(seat) if line.n <= past.trail[past.at].n]
            assert [line.text for line in past.log()] == [line.text for line in lines]
            driver.key(pygame.K_RIGHT)
            driver.catch_up()
            if past.at > 12:
                driver.key(pygame.K_END)


def test_who_looks_as_all_seats_is_shown_what_each_has(rules: Rules, tmp_path: Path) -> None:
    driver = ended(rules, tmp_path, 1)
    driver.click("replay")
    screen = replay_of(driver)
    past, game = screen.past, screen.past.game

    def told(name: str) -> str | None:
        found = [w for w in screen.bar.walk() if w.name == name]
        return found[0].words if found and isinstance(found[0], Text) else None

    assert past.reader is None
    driver.key(pygame.K_HOME)
    driver.catch_up()
    purses = {r for action in game.actions for r in action.cost}
    assert purses
    for register in purses:
        words = told(f"purse:{register}")
        for seat in (s for a in game.actions if register in a.cost for s in a.seats):
            assert words is not None
            assert f"{game.short('seat', seat)} {game.value(past.view, register, seat)}" in words
    assert told("score") is None
    assert all(game.short("seat", seat) not in (told("seat") or "") for seat in game.seats)
    driver.click(f"eyes:{game.seats[0]}")
    assert told("score")
    assert told("seat") == game.short("seat", game.seats[0])


def test_the_steps_go_on_by_themselves(rules: Rules, tmp_path: Path) -> None:
    driver = ended(rules, tmp_path)
    driver.click("replay")
    past = replay_of(driver).past
    driver.key(pygame.K_SPACE, " ")
    assert replay_of(driver).playing
    assert past.at == 0
    for _ in range(2000):
        driver.app.update(0.1)
    assert past.at == len(past.trail) - 1
    assert not replay_of(driver).playing


def test_while_a_game_goes_on_nobody_looks_with_the_eyes_of_others(
    rules: Rules, tmp_path: Path
) -> None:
    driver = Driver(rules, tmp_path)
    driver.begin()
    seat = driver.client.viewer
    driver.table.menu()
    driver.key(pygame.K_r, "r")
    past = replay_of(driver).past
    assert past.readers == [seat]
    with pytest.raises(AssertionError):
        past.look_as(None)
    assert past.branch_reason()
    driver.key(pygame.K_b, "b")
    driver.key(pygame.K_ESCAPE)
    driver.key(pygame.K_ESCAPE)
    # Others may have come to the table meanwhile: the curtain falls.
    assert type(driver.app.screen) is TableScreen
    assert driver.table.curtained


def test_a_save_that_goes_on_is_behind_the_curtain(rules: Rules, tmp_path: Path) -> None:
    driver = Driver(rules, tmp_path)
    driver.begin()
    driver.app.leave_game()
    driver.app.go("title")
    driver.key(pygame.K_r, "r")
    save = next(w.name for w in driver.app.root.top.walk() if w.name.startswith("save:"))  # type: ignore[union-attr]
    driver.click(save)
    screen = replay_of(driver)
    assert screen.curtained
    assert screen.past.reader == screen.past.readers[0] is not None
    driver.lift()
    driver.click(f"eyes:{screen.past.readers[1]}")
    assert screen.curtained
    driver.lift()
    assert screen.past.reader == screen.past.readers[1]
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.app.screen, TitleScreen)


def test_what_if(rules: Rules, tmp_path: Path) -> None:
    driver = ended(rules, tmp_path)
    origin, whole = driver.client.sitting, driver.client.path
    assert whole is not None
    before = whole.read_bytes()
    driver.click("replay")
    past = replay_of(driver).past
    driver.key(pygame.K_PAGEUP)
    driver.key(pygame.K_b, "b")
    seat = origin.game.seats[0]
    driver.pick(f"seat:{seat}", "human")
    n = past.step_now.n
    driver.key(pygame.K_RETURN)
    assert type(driver.app.screen) is TableScreen
    client = driver.client
    assert client.n == n
    assert client.humans == [seat]
    assert client.sitting.state == origin.as_of(n).state
    assert client.sitting.header.origin["file"] == whole.name
    assert whole.read_bytes() == before
    driver.settle()
    driver.client.undo()
    path = client.path
    assert path is not None
    driver.app.leave_game()
    assert not Sitting.open(SavedGame(path), bots_of).notices


@pytest.mark.parametrize(
    "name", ["two-bridges", "leduc", "kuhn", "othello", "eights", "salt-roads"]
)
def test_other_games_are_replayed_too(name: str, tmp_path: Path) -> None:
    rules = rules_of(name)
    driver = ended(rules, tmp_path, bot="random")
    driver.click("replay")
    past = replay_of(driver).past
    for reader in past.readers:
        driver.click(f"eyes:{reader or 'all'}")
        for key in (pygame.K_HOME, pygame.K_RIGHT, pygame.K_END):
            driver.key(key)
            driver.catch_up()
            driver.picture()
    assert isinstance(past, ReplayClient)


def test_what_a_bot_weighed_is_told_once_the_game_is_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    brains = Brains()
    monkeypatch.setattr(thinker, "Worker", brains)
    rules, path = rules_of("tic-tac-toe"), tmp_path / "game.toml"
    seats = dict(zip(rules.seats, ("bot:steady", "bot:random"), strict=True))
    sitting = Sitting.open(GameSetup(rules, rules.scenarios[0].id, seats, 1, path), bots_of)
    asked: dict[int, Question] = {}
    for _ in range(9):
        if (question := sitting.question) is not None:
            asked[sitting.n + 1] = question
        if sitting.step() is None:
            break
        going_on = ReplayClient(sitting)
        assert sitting.over or not going_on.tried_out, "while it goes on nobody is told"
    sitting.close()
    driver = Driver(rules, tmp_path)
    driver.app.games.look_back_at(path, "title")
    driver.app.go("replay")
    screen = driver.app.screen
    assert isinstance(screen, ReplayScreen)
    client = screen.past
    for at, step in enumerate(client.trail):
        screen.move_to(at)
        assert client.tried_out == (step.n in asked and asked[step.n].bot == "steady")
        if not client.tried_out:
            assert client.thought() is None
            continue
        driver.key(pygame.K_w, "w")
        (*_, thought) = brains.last.asked
        assert thought.question == asked[step.n], "just what it was asked then"
        told = thought.answer(client.game, bots_of(rules))
        entry = client.origin.entries[step.n - 1].act
        assert isinstance(entry, Moved)
        assert (told.why, told.rows[0].move) == (entry.why, client.made())
        brains.last.find(told)
        driver.app.update(1 / 60)
        card = driver.app.root.layers[-1]
        assert card.find("weighing") is not None
        assert told.why in [w.words for w in card.walk() if isinstance(w, Text)]
        driver.key(pygame.K_ESCAPE)
    assert len(brains.last.asked) > 2
    screen.leave()
    assert brains.last.over
