"""The umpire's console in the window: opened by a code, worked by keys, never on the table."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.table import GameSetup
from game.table.acts import Injected, Noted, Overridden, Paused, Seated
from game.ui.screens.table import TableScreen
from game.ui.screens.umpire import UmpireScreen
from game.ui.screens.umpire_page import ActPage
from game.ui.screens.umpire_values import OverrideForm
from game.ui.umpire_client import CLAIMED, TRUE
from game.ui.widgets import Button, Widget
from game.ui.widgets.field import Field
from game.umpire import UmpireDesk
from tests.loaded import rules_of
from tests.table.clocks import SetClock
from tests.ui.conftest import Driver
from tests.umpire.tables import CODE, play_on, usual_at_nought

SIZES = [(1366, 768), (1920, 1080)]


def seated(folder: Path, size: tuple[int, int] = SIZES[0], moves: int = 3) -> Driver:
    """A window at a table with an umpire, some moves on, with its console open."""
    rules = rules_of("rules")
    driver = Driver(rules, folder, size)
    driver.app.play(GameSetup(rules, "first-watch", {"all": "human"}, 3, umpire=CODE))
    play_on(driver.client.sitting, moves)
    driver.client.desk.open(CODE)
    driver.app.go("umpire")
    return driver


def console(driver: Driver) -> UmpireScreen:
    assert isinstance(driver.app.screen, UmpireScreen)
    return driver.app.screen


def press(driver: Driver, key: str) -> None:
    """Press a key by the name that is written on it."""
    mod = pygame.KMOD_CTRL if key.startswith("Ctrl+") else 0
    name = key.removeprefix("Ctrl+")
    code = {"Enter": pygame.K_RETURN, "Esc": pygame.K_ESCAPE}.get(name) or ord(name.lower())
    driver.key(code, "" if mod or len(name) > 1 else name.lower(), mod)


def find(driver: Driver, name: str) -> Widget:
    """A widget of the topmost layer."""
    top = driver.app.root.top
    assert top is not None
    return top.find(name)


def typed(driver: Driver, name: str, words: str) -> None:
    """Put the keyboard into a field and type."""
    field = find(driver, name)
    assert isinstance(field, Field)
    driver.app.root.set_focus(field)
    driver.post(pygame.TEXTINPUT, text=words)
    assert field.words == words


def open_menu(driver: Driver) -> None:
    """Ask for the console by the menu."""
    driver.table.menu()
    press(driver, "U")


def test_the_menu_leads_to_the_console_by_its_code_and_back_behind_the_curtain(
    tmp_path: Path,
) -> None:
    rules = rules_of("rules")
    driver = Driver(rules, tmp_path)
    driver.app.play(GameSetup(rules, "first-watch", {"all": "human"}, 3, umpire=CODE))
    driver.lift()
    open_menu(driver)
    typed(driver, "umpire.code", "0000")
    press(driver, "Enter")
    assert type(driver.app.screen) is TableScreen
    assert driver.table.in_dialog
    press(driver, "Enter")
    open_menu(driver)
    typed(driver, "umpire.code", CODE)
    press(driver, "Enter")
    assert console(driver).umpire.shows == TRUE
    press(driver, "Esc")
    assert type(driver.app.screen) is TableScreen
    assert driver.table.curtained, "whoever sits there next is called by the curtain"


def test_a_table_without_an_umpire_offers_no_console(tmp_path: Path) -> None:
    rules = rules_of("rules")
    driver = Driver(rules, tmp_path)
    driver.app.play(GameSetup(rules, "first-watch", {"all": "human"}, 3))
    driver.lift()
    driver.table.menu()
    assert driver.has("Settings")
    assert not driver.has("Umpire's console")


@pytest.mark.parametrize("size", SIZES)
def test_all_is_in_the_window_and_nothing_meets(tmp_path: Path, size: tuple[int, int]) -> None:
    driver = seated(tmp_path, size)
    screen, window = console(driver), pygame.Rect(0, 0, *size)
    for page in screen.acts.pages:
        screen.acts.open(page)
        driver.app.frame()
        for widget in screen.whole.walk():
            if isinstance(widget, Button) and shown(widget):
                assert window.contains(widget.rect), (page, widget.name, widget.rect)
        columns = [part.rect for part in screen.whole.children]
        assert not any(a.colliderect(b) for n, a in enumerate(columns) for b in columns[n + 1 :])


def shown(widget: Widget) -> bool:
    """Whether a widget is in sight: visible, and in no list that scrolls."""
    here: Widget | None = widget
    while here is not None:
        if not here.visible or hasattr(here, "reveal"):
            return False
        here = here.parent
    return widget.rect.width > 0


def test_acts_are_filed_by_keys_alone(tmp_path: Path) -> None:
    driver = seated(tmp_path)
    screen = console(driver)
    sitting = driver.client.sitting
    press(driver, "I")
    typed(driver, "inject.reason", "the south is forgotten")
    press(driver, "Ctrl+Enter")
    assert isinstance(sitting.entries[-1].act, Injected)
    assert sitting.entries[-1].act.reason == "the south is forgotten"
    screen.window.root.set_focus(None)
    press(driver, "X")
    typed(driver, "spot.title", "Rain")
    typed(driver, "spot.script", "contagion += 1")
    before = sitting.sight(None).get("contagion")
    typed(driver, "spot.reason", "a test")
    press(driver, "Ctrl+Enter")
    assert isinstance(before, int)
    assert sitting.sight(None).get("contagion") == before + 1
    screen.window.root.set_focus(None)
    press(driver, "P")
    assert isinstance(sitting.entries[-1].act, Paused)
    press(driver, "P")
    press(driver, "1")
    assert isinstance(sitting.entries[-1].act, Seated)
    press(driver, "N")
    driver.post(pygame.TEXTINPUT, text="They #doubt it")
    press(driver, "Enter")
    act = sitting.entries[-1].act
    assert isinstance(act, Noted)
    assert (act.text, act.tags) == ("They it", ("doubt",))


def test_a_value_is_set_and_what_comes_of_it_is_shown_before(tmp_path: Path) -> None:
    driver = seated(tmp_path)
    screen = console(driver)
    press(driver, "O")
    typed(driver, "override.find", "contagion")
    page = screen.acts.pages["override"]
    assert isinstance(page, ActPage)
    form = page.form
    assert isinstance(form, OverrideForm)
    form.choose("6")
    rows = [w.name for w in screen.whole.walk() if w.name.startswith("effect:")]
    assert "effect:contagion" in rows
    typed(driver, "override.reason", "misread")
    press(driver, "Ctrl+Enter")
    act = driver.client.sitting.entries[-1].act
    assert isinstance(act, Overridden)
    assert (act.cell, act.after, act.reason) == ("contagion", 6, "misread")


def test_other_eyes_are_noted_and_the_table_keeps_its_own(tmp_path: Path) -> None:
    driver = seated(tmp_path)
    screen = console(driver)
    assert screen.umpire.view.seat == ""
    press(driver, "T")
    assert screen.umpire.shows == CLAIMED
    n = driver.client.sitting.n
    press(driver, "T")
    assert screen.umpire.view.seat == driver.client.game.seats[0]
    assert driver.client.sitting.n == n + 1
    assert driver.client.sitting.entries[-1].kind == "view"
    assert driver.client.view.seat == driver.client.viewer


def test_what_is_refused_is_said_and_nothing_is_done(tmp_path: Path) -> None:
    driver = seated(tmp_path)
    n = driver.client.sitting.n
    press(driver, "I")
    press(driver, "Ctrl+Enter")
    assert console(driver).in_dialog
    assert driver.client.sitting.n == n


@pytest.mark.parametrize("where", ["table", "umpire"])
def test_the_usual_is_done_at_nought_at_the_table_and_at_the_console(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to look at the clock, nor sit there: the next one is called by the curtain."""
    rules, clock = usual_at_nought(), SetClock()
    driver = Driver(rules, tmp_path)
    driver.app.play(GameSetup(rules, "first-watch", {"all": "human"}, 3, umpire=CODE))
    play_on(driver.client.sitting, 2)
    monkeypatch.setitem(driver.client.__dict__, "desk", UmpireDesk(driver.client.sitting, clock))
    if where == "table":
        driver.app.go("table")
        driver.lift()
    else:
        driver.app.go("umpire")
    sitting = driver.client.sitting
    driver.app.update(0.3)
    seat, n = sitting.to_move, sitting.n
    turn = driver.client.desk.clocks.turn
    assert turn is not None
    clock.wait(turn.left)
    driver.app.update(0.3)
    assert sitting.n == n + 1
    entry = sitting.entries[-1]
    assert (entry.actor, getattr(entry.act, "bot", "")) == (seat, "doctrine")
    assert (type(driver.app.screen) is TableScreen) == (where == "table")
