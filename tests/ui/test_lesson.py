"""The lesson in the window: played by events from its first step to its last, left, taken up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.catalogue import phrase
from game.rules import Rules
from game.table import SavedGame
from game.table.lesson import LessonPage
from game.ui.screens.spots import spots
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from game.ui.widgets import Button, Text
from tests.ui.conftest import Driver


def begin(driver: Driver, keyboard: bool = False) -> None:
    """From the title into the lesson."""
    driver.app.go("title")
    if keyboard:
        driver.key(pygame.K_g, "g")
    else:
        driver.click("learn")
    assert isinstance(driver.app.screen, TableScreen)


def page_of(driver: Driver) -> LessonPage | None:
    """What the lesson tells now, once the window shows it."""
    for _ in range(4):
        driver.app.update(0.1)
    driver.catch_up()
    driver.app.update(0.1)
    lesson = driver.table.lesson.lesson
    return lesson.page if lesson is not None else None


def stands_beside(driver: Driver, page: LessonPage) -> None:
    """What a step points at is in the window, and neither it nor the card hides the other."""
    layer, whole = driver.table.lesson.layer, driver.app.surface.get_rect()
    assert layer.visible
    assert len(layer.spots) == len(page.step.points), page.step.name
    assert whole.contains(layer.card.rect), page.step.name
    for spot in layer.spots:
        assert whole.contains(spot), page.step.name
        assert not spot.colliderect(layer.card.rect), page.step.name
    for widget in layer.card.walk():
        if isinstance(widget, Button):
            assert layer.card.rect.contains(widget.rect), page.step.name


def answer(driver: Driver, keyboard: bool) -> None:
    """Take the first thing that may be done, as the step does not say which."""
    table, choosing = driver.table, driver.table.choosing
    if choosing.option is not None:
        driver.key(pygame.K_RETURN) if keyboard else driver.click("go")
        return
    buttons = [
        w
        for w in table.panel.walk()
        if isinstance(w, Button) and w.enabled and w.name.startswith(("action:", "target:"))
    ]
    button = next((b for b in buttons if not b.name.endswith(":pass")), buttons[0])
    if keyboard:
        driver.key(getattr(pygame, f"K_{button.key.lower()}"), button.key.lower())
    else:
        driver.click(button.name)


def walk(driver: Driver, keyboard: bool) -> Iterator[LessonPage]:
    """Go through the lesson; each step is given once, when it is shown for the first time."""
    known: set[str] = set()
    for _ in range(900):
        page = page_of(driver)
        if driver.table.in_dialog:
            driver.key(pygame.K_RETURN)
            continue
        if page is None:
            return
        if page.step.name not in known:
            known.add(page.step.name)
            yield page
            page = page_of(driver)
            if page is None or driver.table.in_dialog:
                continue
        if page.step.waits == "read":
            driver.key(pygame.K_g, "g") if keyboard else driver.click("lesson.go_on")
        elif driver.client.mine and page.step.waits in ("choose", "act", "answer", "end"):
            answer(driver, keyboard)
    raise AssertionError("the lesson does not end")


@pytest.mark.parametrize("keyboard", [False, True])
def test_the_first_watch_is_learnt_from_the_first_step_to_the_last(
    driver: Driver, keyboard: bool
) -> None:
    begin(driver, keyboard)
    (guide,) = driver.client.game.guides
    told = []
    for page in walk(driver, keyboard):
        stands_beside(driver, page)
        told.append(page.step.name)
    assert driver.client.over
    assert told[0] == guide.steps[0].name
    assert told[-1] == guide.steps[-1].name
    assert len(told) > len(guide.steps) * 3 // 4
    assert not driver.table.lesson.on
    driver.key(pygame.K_RETURN)
    assert driver.has("winner")


def test_each_step_of_the_first_round_can_be_shown(driver: Driver) -> None:
    """One button does what a step asks for: first as far as the last press, then that."""
    begin(driver)
    played, last = [], ""
    for _ in range(200):
        page = page_of(driver)
        if driver.table.in_dialog:
            driver.key(pygame.K_RETURN)
            continue
        assert page is not None
        if driver.client.round() == 2:
            break
        assert page.number == driver.client.game.guides[0].steps.index(page.step) + 1
        if page.step.waits == "read":
            assert not driver.has("lesson.show")
            driver.key(pygame.K_g, "g")
        elif driver.has("lesson.show"):
            before = driver.client.n
            driver.key(pygame.K_s, "s")
            if driver.client.n == before and page.step.waits == "act":
                option = driver.table.choosing.option
                assert option is not None
                last = option.move.name
                driver.click("lesson.show")
                played.append(last)
    # What the guide means where it says so, else what is advised.
    assert played[0] == "deploy:drv"
    log = [line.move for line in driver.client.log() if line.actor == driver.client.viewer]
    assert [move for move in log if move in played] == played
    assert len(played) == 2


@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080)])
@pytest.mark.parametrize("text", [1.0, 1.75])
def test_the_card_hides_nothing_that_it_points_at_at_any_size(
    rules: Rules, tmp_path: Path, size: tuple[int, int], text: float
) -> None:
    driver = Driver(rules, tmp_path, size)
    driver.app.theme.text = text
    driver.app.relayout()
    begin(driver)
    for number, page in enumerate(walk(driver, False)):
        stands_beside(driver, page)
        if number > 8:
            break


def test_a_lesson_is_left_and_taken_up_again(driver: Driver) -> None:
    begin(driver)
    page_of(driver)
    driver.click("lesson.go_on")
    left = page_of(driver)
    assert left is not None
    driver.key(pygame.K_q, "q")
    assert not driver.table.lesson.on
    assert not driver.table.lesson.layer.visible
    for _ in range(40):
        driver.app.update(1.0)
    assert driver.client.mine, "the game goes on by itself"
    driver.key(pygame.K_F10)
    driver.key(pygame.K_g, "g")
    found = page_of(driver)
    assert found is not None
    assert found.step is left.step


def test_a_saved_lesson_goes_on_where_it_was(driver: Driver) -> None:
    begin(driver)
    page_of(driver)
    driver.click("lesson.go_on")
    driver.click("lesson.go_on")
    before, path = page_of(driver), driver.client.path
    assert before is not None
    assert path is not None
    driver.table.leave()
    assert isinstance(driver.app.screen, TitleScreen)
    driver.app.play(SavedGame(path))
    after = page_of(driver)
    assert after is not None
    assert after.step.name == before.step.name
    driver.key(pygame.K_q, "q")
    driver.table.leave()
    driver.app.play(SavedGame(path))
    assert page_of(driver) is None, "what was left stays left"


def test_who_never_played_learns_first_and_who_did_goes_on(driver: Driver) -> None:
    def order() -> list[str]:
        top = driver.app.root.top
        assert top is not None
        return [w.name for w in top.walk() if isinstance(w, Button)]

    driver.app.go("title")
    assert order()[0] == "learn"
    begin(driver)
    driver.table.leave()
    names = order()
    assert names.index("learn") > names.index("Continue")


def test_back_tells_a_step_again_and_a_word_can_be_asked_for(driver: Driver) -> None:
    begin(driver)
    first = page_of(driver)
    assert first is not None
    driver.click("lesson.go_on")
    second = page_of(driver)
    driver.key(pygame.K_j, "j")
    again = page_of(driver)
    assert again is not None
    assert again.again
    assert again.step is first.step
    driver.key(pygame.K_SPACE, " ")
    assert page_of(driver) == second


def test_nothing_goes_on_while_a_step_is_read(driver: Driver) -> None:
    begin(driver)
    page = page_of(driver)
    assert page is not None
    assert page.step.waits == "read"
    before = driver.client.n
    for _ in range(40):
        driver.app.update(1.0)
    assert driver.client.n == before
    foot = driver.table.panel.find("go")
    assert isinstance(foot, Button)
    assert not foot.enabled


@pytest.mark.parametrize("size", [(1258, 646)])
def test_what_is_told_meanwhile_is_not_hidden_and_moves_the_outline(
    rules: Rules, tmp_path: Path, size: tuple[int, int]
) -> None:
    """The card makes way for the places that are told of, and outlines what is there by now."""
    driver = Driver(rules, tmp_path, size)
    begin(driver)
    driver.app.theme.speed = 1.0
    table, layer, told = driver.table, driver.table.lesson.layer, 0
    for _ in range(500):
        driver.app.update(0.25)
        driver.app.shown(())
        page = table.lesson.lesson.page if table.lesson.lesson is not None else None
        if driver.client.over or page is None:
            break
        if table.in_dialog:
            driver.key(pygame.K_RETURN)
        elif driver.client.telling and layer.visible:
            told += 1
            table.lesson.watch(table.frame, table.area)
            lit = [spot for spot in map(table.area.spot, table.area.lit) if spot is not None]
            assert layer.card.rect.collidelist(lit) < 0
            found = spots(table, table.frame, table.area, page.step.points)
            assert [tuple(r) for r in layer.spots] == [tuple(r) for r in found]
            said = " ".join(w.words for w in layer.card.walk() if isinstance(w, Text))
            assert phrase("lesson.asked") not in said
        elif page.step.waits == "read":
            driver.key(pygame.K_g, "g")
        elif driver.client.mine and not table.held:
            option = next(o for o in driver.client.options() if o.legal)
            if table.choosing.acting:
                table.choose_action(option.move.script)
            for target in option.steps:
                table.choose_target(target)
            driver.key(pygame.K_RETURN)
    assert told > 30


def test_nobody_else_is_shown_what_the_learner_is_told(driver: Driver) -> None:
    begin(driver)
    assert page_of(driver) is not None
    assert driver.table.lesson.layer.visible
    other = next(s for s in driver.client.game.seats if s != driver.client.viewer)
    driver.client.give_seat(other, "human")
    driver.client.viewer = other
    for _ in range(4):
        driver.app.update(0.1)
    layer = driver.table.lesson.layer
    assert not layer.visible
    assert layer.at(layer.card.rect.center) is None
    assert not driver.table.lesson.on
    assert not driver.table.held
