"""Drop-downs and tabs, by pointer and by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.ui.theme import PERCENTS
from game.ui.widgets import Box, Button, Text
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.widgets.tabs import Tab, Tabs
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.sight import faults

CHOICES = (
    Choice("cat", "Cat", "sleeps", "user"),
    Choice("cow", "Cow", "gives milk, and is not to be had in a town", "bot"),
    Choice("dog", "Dog", why_not="There is a dog already."),
    Choice("crane", "Crane"),
    Choice("emu", "Emu"),
)


class Table:
    """A drop-down somewhere in a window, and what was chosen from it."""

    def __init__(self, folder: Path, size: tuple[int, int] = (800, 600)) -> None:
        self.driver = Driver(rules_of("tic-tac-toe"), folder, size)
        self.chosen: list[str] = []
        self.pressed = 0
        self.animal = Dropdown(CHOICES, "cat", self.chosen.append, name="animal")
        self.other = Button("Other", self._press, name="other", key="E")
        self.driver.app.root.show(Box(self.animal, self.other, Text("."), pad=3))
        self.driver.app.frame()

    def _press(self) -> None:
        self.pressed += 1

    @property
    def open(self) -> bool:
        """Whether the list lies over the window."""
        return len(self.driver.app.root.layers) == 2

    @property
    def at(self) -> str:
        """The name of what has the keyboard."""
        focus = self.driver.app.root.focus
        return focus.name if focus is not None else ""

    def reach(self) -> None:
        """Go to the drop-down by Tab, and open it."""
        self.driver.key(pygame.K_TAB, "\t")
        self.driver.key(pygame.K_RETURN, "\r")
        assert self.open


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_one_is_chosen_by_pointer(table: Table) -> None:
    table.driver.click("animal")
    assert table.open
    table.driver.click("animal:emu")
    assert (table.open, table.chosen, table.animal.words) == (False, ["emu"], "Emu")
    table.driver.click("animal")
    table.driver.click("animal:emu")
    assert table.chosen == ["emu"], "what is chosen already is no choice"


def test_one_is_chosen_by_keys(table: Table) -> None:
    table.reach()
    assert table.at == "animal:cat"
    table.driver.key(pygame.K_DOWN)
    table.driver.key(pygame.K_END)
    assert table.at == "animal:emu"
    table.driver.key(pygame.K_UP)
    table.driver.key(pygame.K_RETURN, "\r")
    assert (table.open, table.chosen, table.at) == (False, ["crane"], "animal")


@pytest.mark.parametrize("keyboard", [True, False])
def test_it_can_be_left_as_it_was(table: Table, keyboard: bool) -> None:
    table.reach()
    table.driver.key(pygame.K_DOWN)
    if keyboard:
        table.driver.key(pygame.K_ESCAPE)
    else:
        table.driver.click_at((790, 590))
    assert (table.open, table.chosen, table.at) == (False, [], "animal")


def test_what_lies_below_the_list_takes_nothing(table: Table) -> None:
    table.reach()
    table.driver.key(pygame.K_e, "e")
    assert (table.at, table.pressed) == ("animal:emu", 0)
    table.driver.click_at(table.other.rect.midright)
    assert table.pressed == 0
    table.driver.key(pygame.K_e, "e")
    assert table.pressed == int(not table.open)


def test_letters_go_to_what_begins_with_them(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000]
    monkeypatch.setattr(pygame.time, "get_ticks", lambda: now[0])
    table.reach()
    came = []
    for letter, later in (("c", 0), ("c", 10), ("c", 10), ("d", 2000), ("c", 2000), ("r", 10)):
        now[0] += later
        table.driver.key(ord(letter), letter)
        came.append(table.at.removeprefix("animal:"))
    assert came == ["cow", "crane", "cat", "dog", "crane", "crane"]


def test_what_cannot_be_chosen_says_why_and_is_not(table: Table) -> None:
    table.reach()
    table.driver.key(pygame.K_d, "d")
    table.driver.key(pygame.K_RETURN, "\r")
    table.driver.click("animal:dog")
    assert (table.open, table.chosen) == (True, [])
    focus = table.driver.app.root.focus
    assert focus is not None
    assert "There is a dog already." in focus.tooltip()


def test_tab_leaves_it_and_goes_on(table: Table) -> None:
    table.reach()
    table.driver.key(pygame.K_TAB, "\t")
    assert (table.open, table.at) == (False, "other")


@pytest.mark.parametrize("size", [(640, 480), (1366, 768), (420, 620)])
@pytest.mark.parametrize("percent", [PERCENTS[0], 175, PERCENTS[-1]])
@pytest.mark.parametrize("low", [False, True])
def test_the_list_is_in_the_window(
    tmp_path: Path, size: tuple[int, int], percent: int, low: bool
) -> None:
    table = Table(tmp_path, size)
    if low:
        table.driver.app.root.show(Box(Box(grow=1), table.animal, pad=3))
    table.driver.app.theme.text = percent / 100
    table.driver.app.relayout()
    table.driver.app.root.set_focus(table.animal)
    table.driver.key(pygame.K_RETURN, "\r")
    assert table.open
    assert faults(table.driver.app) == []
    top = table.driver.app.root.top
    assert top is not None
    rows = top.find("animal.rows").rect
    assert not rows.colliderect(table.animal.rect) or rows.height < table.animal.rect.height * 3


class Book:
    """Tabs in a window, and what was opened."""

    def __init__(self, folder: Path) -> None:
        self.driver = Driver(rules_of("tic-tac-toe"), folder, (800, 600))
        self.turned: list[str] = []
        pages = [
            Tab(name, name, Box(Button(f"In {name}", name=f"in {name}")), name[0].upper())
            for name in ("alpha", "beta", "gamma")
        ]
        self.tabs = Tabs(pages, "beta", self.turned.append, name="book")
        self.driver.app.root.show(Box(self.tabs, pad=3))
        self.driver.app.frame()

    @property
    def shown(self) -> list[str]:
        """The pages that can be reached."""
        names = [w.name for w in self.driver.app.root.focusables()]
        return [name.removeprefix("in ") for name in names if name.startswith("in ")]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def test_one_page_is_shown_and_others_are_opened(book: Book) -> None:
    assert book.shown == ["beta"]
    book.driver.click("book:gamma")
    assert book.shown == ["gamma"]
    book.driver.key(pygame.K_a, "a")
    assert book.shown == ["alpha"]
    assert book.turned == ["gamma", "alpha"]


def test_pages_are_turned_by_keys(book: Book) -> None:
    keys = (pygame.K_TAB, pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_HOME)
    shown = []
    for key in keys:
        book.driver.key(key)
        shown += book.shown
    assert shown == ["beta", "beta", "gamma", "gamma", "alpha"]
    book.driver.key(pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    assert book.driver.app.root.focus is not None
    assert book.driver.app.root.focus.name == "in alpha"
