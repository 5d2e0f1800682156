"""Second opinions in the debrief: weighed meanwhile, and each leads to its moment."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.bots import thinker
from game.bots.manners import Manner
from game.report import second_opinion
from game.report.second_opinion import DecisionQuestion, decisions, foremost
from game.ui.screens.end import EndScreen
from game.ui.screens.opinions import OpinionsPage
from game.ui.widgets import Button, Choosable, Text
from game.ui.widgets.slider import Slider
from tests.loaded import rules_of
from tests.thinking import Brains
from tests.ui.conftest import Driver

FRAME = 1 / 60
#: In this game who begins lets a line go by.
MOVES = ("a1", "b1", "a2", "b2", "c1", "b3")


@pytest.fixture
def brains(monkeypatch: pytest.MonkeyPatch) -> Brains:
    """The processes of the windows of a test."""
    found = Brains()
    monkeypatch.setattr(thinker, "Worker", found)
    monkeypatch.setattr(second_opinion.decisions, "__defaults__", (Manner("quick", trials=64),))
    return found


@pytest.fixture
def ended(brains: Brains, tmp_path: Path) -> Driver:
    """The end of that game."""
    driver = Driver(rules_of("tic-tac-toe"), tmp_path)
    driver.new_game("standard", {}, 1)
    for move in MOVES:
        driver.client.sitting.play(f"place:{move}")
    driver.app.go("end")
    assert isinstance(driver.app.screen, EndScreen)
    for _ in range(200):
        if not driver.app.update(FRAME):
            break
    return driver


def page(driver: Driver) -> OpinionsPage:
    """The page of second opinions."""
    top = driver.app.root.top
    assert top is not None
    (found,) = (w for w in top.walk() if isinstance(w, OpinionsPage))
    return found


def words(driver: Driver) -> str:
    """What the page says."""
    return "\n".join(w.words for w in page(driver).walk() if isinstance(w, Text))


def rows(driver: Driver) -> list[Choosable]:
    """The rows of the page."""
    return [w for w in page(driver).walk() if isinstance(w, Choosable)]


def weighed(driver: Driver, brains: Brains, most: int = 9) -> list[DecisionQuestion]:
    """Let decisions be weighed; gives what was asked."""
    asked = []
    for _ in range(most):
        if not driver.app.update(FRAME):
            break
        question = brains.last.asked[-1]
        asked.append(question)
        brains.last.find(question.answer(driver.client.game))
        driver.app.update(FRAME)
    return asked


def test_nothing_is_weighed_before_a_seat_is_chosen(ended: Driver, brains: Brains) -> None:
    ended.key(pygame.K_1, "1")
    assert page(ended).visible
    assert not ended.app.update(FRAME)
    assert brains.all == []
    assert not rows(ended)


def test_decisions_are_weighed_with_progress_and_lead_to_their_moments(
    ended: Driver, brains: Brains
) -> None:
    sitting = ended.client.sitting
    ended.key(pygame.K_1, "1")
    ended.click("opinions:cross")
    assert ended.app.update(FRAME), "more is to come"
    assert "0 of 3 decisions weighed" in words(ended)
    assert weighed(ended, brains, 1) == decisions(sitting, "cross")[:1]
    assert "1 of 3 decisions weighed" in words(ended)
    assert not rows(ended)
    weighed(ended, brains)
    assert brains.last.asked == decisions(sitting, "cross")
    found = [each for asked in brains.last.asked for each in asked.answer(sitting.game)]
    assert found, "the line that was let go by"
    assert len(rows(ended)) == len(foremost(found))
    said = words(ended)
    for each in foremost(found):
        assert each.said in said
        assert each.less in said
    top = ended.app.root.top
    assert top is not None
    (slider,) = (w for w in top.walk() if isinstance(w, Slider))
    for row, each in zip(rows(ended), foremost(found), strict=True):
        slider.move_to(0)
        ended.app.root.set_focus(row)
        ended.key(pygame.K_RETURN)
        assert ended.client.sitting.line[slider.value - 1] == each.n


def test_what_was_weighed_is_kept_while_the_game_is_open(ended: Driver, brains: Brains) -> None:
    ended.key(pygame.K_1, "1")
    ended.click("opinions:cross")
    weighed(ended, brains, 1)
    ended.click("opinions:nought")
    assert "0 of 3 decisions weighed" in words(ended)
    weighed(ended, brains)
    asked = len(brains.last.asked)
    ended.app.go("table")
    ended.app.go("end")
    for _ in range(200):
        if not ended.app.update(FRAME):
            break
    ended.key(pygame.K_1, "1")
    ended.click("opinions:nought")
    assert not ended.app.update(FRAME)
    assert len(brains.last.asked) == asked, "nothing is weighed twice"
    ended.click("opinions:cross")
    assert "1 of 3 decisions weighed" in words(ended)
    ended.app.leave_game()
    assert all(brain.over for brain in brains.all)


def test_that_nobody_can_think_is_told_and_may_be_tried_again(
    ended: Driver, brains: Brains
) -> None:
    ended.key(pygame.K_1, "1")
    ended.click("opinions:cross")
    for _ in range(20):
        if not ended.app.update(FRAME):
            break
        brains.last.die()
    assert "ended 3 times" in words(ended)
    button = page(ended).find("opinions:cross")
    assert isinstance(button, Button)
    button.activate()
    assert "0 of 3 decisions weighed" in words(ended)
    weighed(ended, brains)
    assert rows(ended)
