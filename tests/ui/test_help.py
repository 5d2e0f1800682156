"""Help in the window: the rulebook over every screen, and what each word means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.ui.screens.book import CHAPTER, BookPane
from game.ui.screens.end import EndScreen
from game.ui.widgets import Button, Text
from game.ui.widgets.field import Field
from tests.loaded import rules_of
from tests.ui.conftest import Driver

GAMES = ("rules", "two-bridges", "salt-roads", "draughts", "kuhn", "eights")
SHOHIN = "shamsiddin-shohin"


def sit(name: str, folder: Path, size: tuple[int, int] = (1366, 768)) -> Driver:
    """A window in which one person plays a game against bots, at the first question."""
    driver = Driver(rules_of(name), folder, size)
    first, *others = driver.app.rules.scenarios[0].seats
    seats = {first: "human", **dict.fromkeys(others, "bot:random")}
    driver.new_game(driver.app.rules.scenarios[0].id, seats, 5)
    driver.settle()
    return driver


def book(driver: Driver) -> BookPane:
    """The rulebook that lies over the screen."""
    top = driver.app.root.top
    assert isinstance(top, BookPane)
    return top


def ask(driver: Driver) -> None:
    """Press the question mark, as a keyboard of today has it."""
    driver.key(pygame.K_SLASH, "?", pygame.KMOD_SHIFT)


def typed(driver: Driver, words: str) -> None:
    """Type words into the field that has the keyboard."""
    assert isinstance(driver.app.root.focus, Field)
    for char in words:
        driver.key(ord(char), char)


def texts(driver: Driver) -> Iterator[Text]:
    """The paragraphs of the topmost layer."""
    top = driver.app.root.top
    assert top is not None
    yield from (w for w in top.walk() if isinstance(w, Text))


def rest(driver: Driver) -> str:
    """What a tip says once the pointer or the keyboard has rested."""
    for _ in range(8):
        driver.app.update(0.2)
    tip = driver.app.root.tip
    return " ".join(w.words for w in tip.walk() if isinstance(w, Text)) if tip else ""


# The rulebook over any screen


@pytest.mark.parametrize("route", ["title", "setup", "shelf"])
@pytest.mark.parametrize("by_sign", [False, True])
def test_help_lies_over_every_screen_and_leaves_it_as_it_was(
    driver: Driver, route: str, by_sign: bool
) -> None:
    driver.app.go(route)  # type: ignore[arg-type]
    driver.key(pygame.K_TAB)
    while isinstance(driver.app.root.focus, Field):
        driver.key(pygame.K_TAB)
    screen, focus, before = driver.app.screen, driver.app.root.focus, driver.picture()
    if by_sign:
        ask(driver)
    else:
        driver.key(pygame.K_F1)
    assert book(driver).search.words == ""
    driver.key(pygame.K_ESCAPE)
    assert driver.app.screen is screen
    assert len(driver.app.root.layers) == 1
    assert driver.app.root.focus is focus
    assert driver.picture() == before


@pytest.mark.parametrize("name", GAMES)
def test_help_at_the_table_changes_nothing(name: str, tmp_path: Path) -> None:
    driver = sit(name, tmp_path)
    driver.key(pygame.K_TAB)
    entries, before = driver.client.n, driver.picture()
    driver.key(pygame.K_F1)
    for _ in range(5):
        driver.key(pygame.K_DOWN)
        driver.app.update(1.0)
    while isinstance(driver.app.root.top, BookPane):
        driver.key(pygame.K_ESCAPE)
    assert driver.client.n == entries
    assert driver.picture() == before


def test_help_lies_over_a_card_and_over_the_end(tmp_path: Path, rules: Rules) -> None:
    driver = Driver(rules_of("nim"), tmp_path)
    driver.begin(opener="bot:random", replier="bot:random")
    driver.key(pygame.K_F10)
    assert driver.has("menu")
    driver.key(pygame.K_F1)
    book(driver)
    driver.key(pygame.K_ESCAPE)
    assert driver.has("menu")
    driver.key(pygame.K_ESCAPE)
    driver.app.go("end")
    assert isinstance(driver.app.screen, EndScreen)
    driver.key(pygame.K_F1)
    assert book(driver).shown == CHAPTER + "goes"


def test_the_curtain_opens_for_no_question(driver: Driver) -> None:
    people = dict.fromkeys(driver.app.rules.scenarios[0].seats, "human")
    driver.new_game("first-watch", people, 5)
    assert driver.table.curtained
    before = driver.picture()
    at = driver.table.curtain.rect.center
    driver.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    driver.key(pygame.K_F1)
    ask(driver)
    assert rest(driver) == ""
    assert driver.app.root.top is driver.table.curtain
    assert driver.picture() == before


def test_the_book_of_one_seat_is_that_of_another(driver: Driver) -> None:
    """It is made from rules alone: what one looked up, the next does not find open."""
    people = dict.fromkeys(driver.app.rules.scenarios[0].seats, "human")
    driver.new_game("first-watch", people, 5)
    read: list[tuple[str, list[str]]] = []
    for _ in range(2):
        driver.settle()
        driver.key(pygame.K_F1)
        read.append((book(driver).shown, [w.words for w in texts(driver)]))
        typed(driver, "leverage")
        while isinstance(driver.app.root.top, BookPane):
            driver.key(pygame.K_ESCAPE)
        seat = driver.client.viewer
        while driver.client.viewer == seat and not driver.client.over:
            legal = next(o for o in driver.client.options() if o.legal)
            driver.client.play(legal.move.id)
            driver.table._after_step()
            driver.catch_up()
            driver.settle()
    assert read[0] == read[1]


# Looking something up


@pytest.mark.parametrize("name", GAMES)
def test_a_page_is_found_by_keyboard_alone(name: str, tmp_path: Path) -> None:
    driver = sit(name, tmp_path)
    action = driver.client.game.actions[0] if driver.client.game.actions else None
    if action is None:
        pytest.skip("this game has no actions")
    driver.key(pygame.K_F1)
    typed(driver, action.name.lower())
    assert book(driver).shown == f"action:{action.id}"
    said = " ".join(w.words for w in texts(driver))
    assert action.text in said
    driver.key(pygame.K_DOWN)
    driver.key(pygame.K_UP)
    assert book(driver).shown == f"action:{action.id}"
    driver.key(pygame.K_RETURN)
    assert driver.app.root.focus is not None
    assert not isinstance(driver.app.root.focus, Field)


def test_every_page_can_be_read_by_arrows(driver: Driver) -> None:
    driver.begin()
    driver.key(pygame.K_F1)
    pane = book(driver)
    seen, last = set(), ""
    while pane.shown != last:
        last = pane.shown
        seen.add(last)
        driver.key(pygame.K_DOWN)
    chapters = {CHAPTER + chapter.kind for chapter in driver.client.glossary.chapters}
    assert chapters <= seen


def test_links_lead_on_and_back(driver: Driver) -> None:
    driver.begin()
    driver.key(pygame.K_F1)
    typed(driver, "consent")
    pane = book(driver)
    assert pane.shown == "register:consent"
    other = next(w for w in pane.walk() if isinstance(w, Button) and "book.to:" in w.name)
    driver.click_at(other.rect.center)
    assert pane.shown == other.name.removeprefix("book.to:")
    noun = next(w for w in texts(driver) if any(s.key != pane.shown for s in w.spots()))
    spot = next(s for s in noun.spots() if s.key != pane.shown)
    driver.click_at(spot.places[0].move(noun.rect.topleft).center)
    assert pane.shown == spot.key
    driver.key(pygame.K_BACKSPACE)
    assert pane.shown == other.name.removeprefix("book.to:")
    driver.click("book.back")
    assert pane.shown == "register:consent"


def test_the_contents_are_chosen_by_the_mouse(driver: Driver) -> None:
    driver.begin()
    driver.key(pygame.K_F1)
    pane = book(driver)
    driver.click_at(pane.contents.spot(CHAPTER + "actions").center)
    assert pane.shown == CHAPTER + "actions"
    driver.click_at(pane.contents.spot("action:deploy").center)
    assert pane.shown == "action:deploy"
    driver.click("book.close")
    assert not driver.has("book")


def test_nothing_found_is_said(driver: Driver) -> None:
    driver.begin()
    driver.key(pygame.K_F1)
    typed(driver, "xyzzy")
    [row] = book(driver).contents.rows
    assert row.words == "Nothing is found"
    driver.key(pygame.K_ESCAPE)
    assert book(driver).search.words == ""
    driver.key(pygame.K_ESCAPE)
    assert not driver.has("book")


# What words mean


def test_a_word_is_explained_by_mouse_and_by_keyboard(driver: Driver) -> None:
    driver.begin()
    text = next(w for w in texts(driver) if any(s.key for s in w.spots()))
    spot = text.spots()[0]
    page = driver.client.glossary.pages[spot.key]
    at = spot.places[0].move(text.rect.topleft).center
    driver.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
    told = rest(driver)
    assert page.name in told
    assert page.lines[0][:40] in told
    while driver.app.root.focus is not text:
        driver.key(pygame.K_TAB)
    assert rest(driver) == told
    driver.key(pygame.K_RETURN)
    assert book(driver).shown == spot.key
    driver.key(pygame.K_ESCAPE)
    assert driver.app.root.focus is text
    driver.click_at(at)
    assert book(driver).shown == spot.key


def test_help_opens_at_what_the_keyboard_is_on(driver: Driver) -> None:
    driver.begin(umbrella="human", coordination="bot:random", ground="bot:random")
    while not isinstance(driver.app.root.focus, Button) or not driver.app.root.topic():
        driver.key(pygame.K_TAB)
    key = driver.app.root.topic()
    driver.key(pygame.K_F1)
    assert book(driver).shown == key
