"""Every screen in windows of all sizes and with text of all sizes: nothing is cut, nothing meets.

The gate looks at a few windows; the whole grid is the long run:
`python -m pytest tests/ui/test_sizes.py --long`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.bots import thinker
from game.bots.hints import HintQuestion
from game.bots.manners import Manner
from game.rules import Rules
from game.ui.screens import cards, common
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.shelf import ShelfScreen
from game.ui.screens.table import TableScreen
from game.ui.theme import PERCENTS, Theme
from tests.languages import spoken_all_over
from tests.thinking import Brains
from tests.ui.conftest import Driver
from tests.ui.sight import faults
from tests.ui.test_window import open_actions, take_turn

SIZES = (
    (800, 600),
    (1024, 640),
    (1280, 720),
    (1366, 700),
    (1366, 768),
    (1920, 1080),
    (2560, 1440),
    (3840, 2160),
    (600, 800),
    (768, 1366),
    (1080, 1920),
    (2160, 3840),
    (640, 480),
)
GATE = (
    ((800, 600), 100),
    ((800, 600), 300),
    ((1366, 700), 100),
    ((1366, 768), 175),
    ((1920, 1080), 300),
    ((3840, 2160), 100),
    ((1080, 1920), 300),
)
GRID = tuple((size, percent) for size in SIZES for percent in PERCENTS)


def title(driver: Driver) -> None:
    driver.app.go("title")


def settings(driver: Driver) -> None:
    driver.app.go("title")
    assert driver.app.screen is not None
    show_settings(driver.app.screen)


def settings_sound(driver: Driver) -> None:
    settings(driver)
    driver.click("page:motion")


def settings_keys(driver: Driver) -> None:
    settings(driver)
    driver.click("page:keys")


def credits_card(driver: Driver) -> None:
    driver.app.go("title")
    assert driver.app.screen is not None
    common.about(driver.app.screen)


def question(driver: Driver) -> None:
    driver.app.go("title")
    assert driver.app.screen is not None
    driver.app.screen.ask(
        "Not all is saved", "The disk is full. " * 9, "Leave all the same", lambda: None
    )


def shelf(driver: Driver) -> None:
    driver.app.go("shelf")
    assert isinstance(driver.app.screen, ShelfScreen)
    driver.app.screen.load_all()


def rulebook(driver: Driver) -> None:
    shelf(driver)
    driver.key(pygame.K_r, "r")


def setup_first(driver: Driver) -> None:
    driver.app.go("setup")


def setup_last(driver: Driver) -> None:
    driver.app.go("setup")
    last = driver.app.rules.scenarios[-1].id
    widget = next(w for w in driver.app.root.focusables() if w.name == f"scenario:{last}")
    widget.activate()


def _sit(driver: Driver, scenario: int) -> None:
    info = driver.app.rules.scenarios[scenario]
    people = dict.fromkeys((*info.seats, *info.optional), "human")
    driver.new_game(info.id, people, 3)


def _sits(driver: Driver, scenario: int) -> bool:
    """Whether a table of the scenario is there, from a screen before; it is cleared of cards."""
    if not isinstance(driver.app.screen, TableScreen):
        return False
    table, client = driver.table, driver.client
    if client.game.scenario.id != driver.app.rules.scenarios[scenario].id or client.over:
        return False
    while not table.curtained and (table.in_dialog or table.choosing.begun):
        table.escape()
    return True


def curtain(driver: Driver) -> None:
    _sit(driver, -1)
    assert driver.table.curtained


def brief(driver: Driver) -> None:
    curtain(driver)
    driver.lift()
    assert driver.table.in_dialog


def _to_the_actions(driver: Driver, scenario: int) -> None:
    """Go on at the table that is there, or sit down, until somebody is asked for an action."""
    if not _sits(driver, scenario):
        _sit(driver, scenario)
    dice = random.Random(1)
    driver.settle()
    for _ in range(60):
        if driver.client.acting:
            return
        take_turn(driver, dice, keyboard=False)
        driver.settle()
    raise AssertionError("no seat came to act")


def secret(driver: Driver) -> None:
    _sit(driver, -1)
    driver.settle()
    assert not driver.client.acting


def idle(driver: Driver) -> None:
    _to_the_actions(driver, -1)


def choosing(driver: Driver) -> None:
    _to_the_actions(driver, 0)
    with_steps = next(
        b for b in open_actions(driver) if driver.table.choosing.of_action(b.name[7:])[0].steps
    )
    driver.table.choose_action(with_steps.name[7:])
    stage = driver.table.choosing.stage()
    shut = next((t for t, o in stage.items() if not o.legal), "")
    if shut:
        driver.table.choose_target(shut)


def chosen(driver: Driver) -> None:
    choosing(driver)
    for _ in range(4):
        if driver.table.choosing.option is None:
            stage = driver.table.choosing.stage()
            driver.table.choose_target(next(t for t, o in stage.items() if o.legal))
    assert driver.table.choosing.option is not None


def offer(driver: Driver) -> None:
    _sit(driver, -1)
    dice = random.Random(4)
    for _ in range(200):
        driver.settle()
        found = [w for w in driver.table.panel.walk() if w.name == "offer"]
        if found and len(found[0].children) > 1:
            return
        take_turn(driver, dice, keyboard=False)
    raise AssertionError("nobody made an offer")


def council(driver: Driver) -> None:
    _sit(driver, -1)
    assert driver.table.covers.floor is not None
    driver.catch_up()
    driver.key(pygame.K_2, "2")


def council_clock(driver: Driver) -> None:
    driver.app.settings.council = 4
    council(driver)
    driver.app.update(0)
    driver.key(pygame.K_RETURN)
    driver.app.update(0)
    driver.app.settings.council = 0


def council_alone(driver: Driver) -> None:
    _sit(driver, -1)
    driver.settle()
    driver.table.council()
    driver.catch_up()
    driver.key(pygame.K_3, "3")
    driver.key(pygame.K_w, "w")


def event_card(driver: Driver) -> None:
    _to_the_actions(driver, -1)
    driver.table.area.face_up.enlarge()
    assert driver.table.in_dialog


def values(driver: Driver) -> None:
    _to_the_actions(driver, -1)
    driver.table.values()
    assert driver.table.in_dialog


def menu(driver: Driver) -> None:
    _to_the_actions(driver, -1)
    driver.table.menu()
    assert driver.table.in_dialog


def round_over(driver: Driver) -> None:
    _to_the_actions(driver, -1)
    cards.assessed(driver.table, driver.client.round())
    assert driver.table.in_dialog


def end(driver: Driver) -> None:
    bots = dict.fromkeys(driver.app.rules.scenarios[0].seats, "bot:random")
    driver.begin(5, **bots)
    driver.table.finish()


def _debrief(driver: Driver, key: str) -> None:
    """The end with what the game came to, at a page of it."""
    end(driver)
    for _ in range(2000):
        if not driver.app.update(0.02):
            break
    driver.key(ord(key), key)


def debrief_points(driver: Driver) -> None:
    _debrief(driver, "1")


def debrief_scores(driver: Driver) -> None:
    _debrief(driver, "2")


def debrief_board(driver: Driver) -> None:
    _debrief(driver, "3")


def debrief_opinions(driver: Driver) -> None:
    brains = Brains()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thinker, "Worker", brains)
        _debrief(driver, "5")
        driver.click("opinions:umbrella")
        for n in range(100):
            if not driver.app.update(1 / 60):
                break
            # Few are enough to have rows.
            brains.last.find(brains.last.asked[-1].answer(driver.client.game) if n < 24 else ())
    assert driver.app.root.layers[-1].find("opinion:1") is not None


def hint(driver: Driver) -> None:
    idle(driver)
    client = driver.client
    rows = HintQuestion.of(client.sitting, Manner("quick", trials=32)).answer(client.game)
    brains = Brains()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thinker, "Worker", brains)
        driver.key(pygame.K_w, "w")
    brains.last.find(rows)
    driver.app.update(1 / 60)
    assert driver.app.root.layers[-1].find("weighing") is not None


def replay(driver: Driver) -> None:
    end(driver)
    driver.click("replay")
    assert driver.has("scrubber")


def what_if(driver: Driver) -> None:
    replay(driver)
    driver.key(pygame.K_HOME)
    driver.key(pygame.K_b, "b")
    assert driver.table.in_dialog


#: Those that lie at the table of the screen before stand beside it, and are opened there.
SCREENS: tuple[Callable[[Driver], None], ...] = (
    title, settings, settings_sound, settings_keys, credits_card, question, shelf, rulebook,
    setup_first, setup_last, curtain,
    brief, secret,
    council, council_clock, council_alone,
    idle, event_card, values, menu, round_over, offer, choosing, chosen, end,
    debrief_points, debrief_scores, debrief_board, debrief_opinions, hint, replay, what_if,
)  # fmt: skip


@pytest.fixture(scope="module")
def made(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    return Driver(rules, tmp_path_factory.mktemp("sizes"))


def show(driver: Driver, size: tuple[int, int], percent: int) -> None:
    """Resize the window and the text, as a person does."""
    driver.app.theme.text, before = percent / 100, driver.app.root.size
    driver.post(pygame.VIDEORESIZE, w=size[0], h=size[1], size=size)
    if driver.app.root.size == before:
        driver.app.relayout()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda f: f.__name__)
def test_nothing_is_cut_and_nothing_meets(
    made: Driver, request: pytest.FixtureRequest, screen: Callable[[Driver], None]
) -> None:
    show(made, (1366, 768), 100)
    screen(made)
    grid = GRID if request.config.getoption("--long") else GATE
    found = {}
    for size, percent in grid:
        show(made, size, percent)
        wrong = faults(made.app)
        if wrong:
            found[f"{size[0]}x{size[1]} at {percent} %"] = wrong
    said = [f"{where}: {line}" for where, lines in found.items() for line in lines[:4]]
    assert not found, "\n".join([f"{len(found)} of {len(grid)} windows", *said[:40]])


@pytest.mark.parametrize("screen", [setup_last, idle, council, chosen, end, replay])
def test_nothing_is_cut_where_boards_are_read_from_afar(
    made: Driver, screen: Callable[[Driver], None]
) -> None:
    show(made, (1366, 768), 100)
    screen(made)
    try:
        for size, percent in (((1366, 768), 100), ((1920, 1080), 100), ((1366, 768), 175)):
            show(made, size, percent)
            made.app.theme.projector = True
            assert made.app.screen is not None
            made.app.screen.rescale()
            made.app.relayout()
            assert faults(made.app) == []
    finally:
        made.app.theme.projector = False


#: What a longer language is looked at in while the gate waits: the faces with most words on them.
WORDY = (settings_sound, shelf, setup_last, idle, chosen, secret, council, end)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda f: f.__name__)
def test_nothing_is_cut_in_a_longer_language(
    made: Driver, request: pytest.FixtureRequest, screen: Callable[[Driver], None]
) -> None:
    if screen not in WORDY and not request.config.getoption("--long"):
        pytest.skip("the long run looks at it")
    show(made, (1366, 768), 100)
    with spoken_all_over():
        screen(made)
        for size, percent in (((1366, 768), 100), ((800, 600), 100), ((1366, 768), 175)):
            show(made, size, percent)
            assert faults(made.app) == [], (size, percent)


@pytest.mark.parametrize("size", SIZES)
def test_text_grows_as_far_as_the_window_has_room(size: tuple[int, int]) -> None:
    shown = []
    for percent in PERCENTS:
        theme = Theme(text=percent / 100)
        theme.suit(size)
        shown.append(theme.percent)
        assert theme.percent <= percent
    assert shown == sorted(shown)
    assert shown[0] == 100


def test_the_settings_say_what_the_window_has_no_room_for(driver: Driver, tmp_path: Path) -> None:
    settings(driver)
    assert not driver.has("bounded")
    driver.click("text:300")
    assert driver.has("bounded")
    assert driver.app.theme.percent < 300
    driver.post(pygame.VIDEORESIZE, w=3840, h=2160, size=(3840, 2160))
    assert driver.app.theme.percent == 300
    assert not isinstance(driver.app.screen, TableScreen)
