"""Help in the window: the rulebook over every screen, and what each word means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.ui.screens.book import CHAPTER, BookPane
from game.ui.screens.end import EndScreen
from game.ui.screens.topbar import Figure
from game.ui.widgets import Button, Text, Widget
from game.ui.widgets.button import Choosable
from game.ui.widgets.equation import Equation
from game.ui.widgets.field import Field
from game.ui.widgets.laid import LaidRows
from game.ui.widgets.log import LogList
from game.ui.widgets.table import Table
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


def test_each_number_stands_once_beside_its_own_words(driver: Driver) -> None:
    driver.begin(coordination="bot:random", ground="bot:random")
    driver.key(pygame.K_F1)
    pane = book(driver)
    pane.go(f"{CHAPTER}numbers")
    (passage,) = next(c for c in driver.client.glossary.chapters if c.kind == "numbers").passages
    # A long page grows frame by frame, and what is in sight is there at once.
    first = [w.words for w in texts(driver)]
    for _ in range(20):
        driver.app.update(0.05)
    assert driver.app.root.later is None
    told = [w.words for w in texts(driver)]
    assert len(first) < len(told)
    assert [words for words in first if words] == [w for w in told if w][: len(first)]
    for name, value, words in passage.rows:
        at = told.index(f"{name}: {value}")
        assert told.count(f"{name}: {value}") == 1
        assert told[at + 1] == words


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


# Every noun that is shown


def shown_names(driver: Driver) -> Iterator[tuple[str, tuple[int, int]]]:
    """The names of the rules in the topmost layer, each with a pixel on it."""
    top, glossary, room = driver.app.root.top, driver.client.glossary, driver.app.surface.get_rect()
    assert top is not None
    for widget in top.walk():
        if not room.contains(widget.rect) or widget.rect.width < 8 or not on_top(driver, widget):
            continue
        if isinstance(widget, Text) and not widget.bare:
            for named in glossary.named(widget.words):
                found = [s for s in widget.spots() if s.key == named.key]
                # What was cut off is not shown.
                if found:
                    yield named.key, found[0].places[0].move(widget.rect.topleft).center
        elif isinstance(widget, Button) and glossary.whole(widget.words):
            yield glossary.whole(widget.words), widget.rect.center
        elif isinstance(widget, Table):
            for key, head, _ in widget.rows:
                if glossary.whole(head):
                    yield glossary.whole(head), widget.spot(key)
        elif isinstance(widget, LaidRows):
            for row in widget.rows:
                for card in row.cards:
                    if card.key and glossary.whole(card.words):
                        yield glossary.whole(card.words), widget.spot(card.key)
        elif isinstance(widget, Equation) and widget.sum and widget.legend:
            bottom = widget.rect.bottom - 6
            for part in (*widget.sum.plus, *widget.sum.minus)[-1:]:
                yield glossary.whole(part.name), (widget.rect.x + 60, bottom)
        elif isinstance(widget, Figure) and widget.topic():
            yield widget.topic(), widget.rect.center
        elif isinstance(widget, LogList):
            for spot in widget.spots():
                place = spot.places[0].move(widget.rect.topleft)
                if spot.key and widget.rect.contains(place):
                    yield spot.key, place.center


def on_top(driver: Driver, widget: Widget) -> bool:
    """Whether a widget is what lies under its middle, and not one that scrolled away."""
    node, here = driver.app.root.top.at(widget.rect.center), widget  # type: ignore[union-attr]
    while node is not None and node is not here:
        node = node.parent
    return node is here


def explained(driver: Driver) -> set[str]:
    """What the pointer is told of, name by name; each name that is shown must be told of."""
    told: dict[str, str] = {}
    for key, at in list(shown_names(driver)):
        if key in told:
            continue
        driver.post(pygame.MOUSEMOTION, pos=(2, 2), rel=(0, 0), buttons=(0, 0, 0))
        driver.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        told[key] = rest(driver)
        assert told[key], (key, at)
    return set(told)


@pytest.mark.parametrize("name", GAMES)
def test_every_name_at_the_table_is_explained(name: str, tmp_path: Path) -> None:
    driver = sit(name, tmp_path)
    for code, char in ((0, ""), (pygame.K_v, "v"), (pygame.K_c, "c")):
        if code:
            driver.key(code, char)
        if driver.table.in_dialog or not code:
            explained(driver)
        while driver.table.in_dialog:
            driver.key(pygame.K_ESCAPE)


def test_every_name_of_the_map_game_is_explained_through_a_round(tmp_path: Path) -> None:
    driver = Driver(rules_of("rules"), tmp_path)
    seats = driver.app.rules.scenarios[1].seats
    people = {seat: "human" if seat == seats[0] else "bot:random" for seat in seats}
    driver.new_game(SHOHIN, people, 4)
    seen: set[str] = set()
    for _ in range(16):
        driver.settle()
        seen |= explained(driver)
        legal = [option for option in driver.client.options() if option.legal]
        driver.client.play(legal[-1].move.id)
        driver.table.renew()
    kinds = {key.partition(":")[0] for key in seen}
    assert {"register", "member", "action"} <= kinds


def test_the_keyboard_reaches_every_explained_name(driver: Driver) -> None:
    driver.begin(umbrella="human", coordination="bot:random", ground="bot:random")
    wanted = {key for key, _ in shown_names(driver)}
    seen = set[str]()
    for _ in range(len(driver.app.root.stops())):
        driver.key(pygame.K_TAB)
        focus = driver.app.root.focus
        assert focus is not None
        if isinstance(focus, LogList):
            for _ in range(len(focus.lines)):
                driver.key(pygame.K_DOWN)
                while driver.app.root.focus is focus:
                    driver.key(pygame.K_LEFT)
                driver.app.root.set_focus(focus)
                seen |= topics(driver)
                driver.app.root.set_focus(focus)
        elif not focus.focusable or isinstance(focus, Button | Choosable):
            seen |= topics(driver)
        driver.app.root.set_focus(focus)
    assert wanted <= seen


def topics(driver: Driver) -> set[str]:
    """The keys that the keyboard comes to within one widget."""
    root = driver.app.root
    focus, seen = root.focus, {root.topic()}
    within = () if isinstance(focus, Button | Choosable) else (pygame.K_RIGHT, pygame.K_DOWN)
    for code in within[:1] if isinstance(focus, LogList) else within:
        for _ in range(20):
            driver.key(code)
            if root.focus is not focus:
                root.set_focus(focus)
                break
            seen.add(root.topic())
    return seen - {""}


# One's own answers


def test_only_ones_own_answers_are_listed_and_each_is_told(tmp_path: Path) -> None:
    driver = Driver(rules_of("rules"), tmp_path)
    seats, said = driver.app.rules.scenarios[1].seats, 0
    for mine in seats:
        people = {seat: "human" if seat == mine else "bot:random" for seat in seats}
        driver.new_game(SHOHIN, people, 4)
        for _ in range(40):
            driver.settle()
            targets = {t for o in driver.client.options() for t in o.move.targets}
            if not driver.client.acting and targets & set(driver.client.game.members("plan")):
                break
            legal = [option for option in driver.client.options() if option.legal]
            driver.client.play(legal[-1].move.id)
            driver.table.renew()
        game = driver.client.game
        assert {game.field("plan", target, "seat") for target in targets} == {mine}
        driver.table.refresh()
        meanings = [w for w in texts(driver) if w.name.startswith("meaning:")]
        buttons = [w for w in driver.app.root.focusables() if w.name.startswith("target:")]
        assert len(meanings) == len(buttons) > 1
        # In a group, whose answers may differ in their place alone, nothing is said twice.
        stage = driver.table.choosing.stage().items()
        for group in [target for target, option in stage if target == option.group]:
            driver.table.choose_target(group)
            driver.table.refresh()
            found = [w.words for w in texts(driver) if w.name.startswith("meaning:")]
            told = [words.partition(". ")[2] for words in found]
            assert len(told) == len({*told}) > 0
            said += 1
            break
    assert said
