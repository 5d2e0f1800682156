"""The end of a game: how its tracks went, with a cursor through them and the story there."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.catalogue import phrase
from game.report.debrief import debrief
from game.rules import Rules
from game.ui import wording
from game.ui.screens.end import EndScreen
from game.ui.screens.replay import ReplayScreen
from game.ui.widgets import Text, Widget
from game.ui.widgets.curve import Curve
from game.ui.widgets.slider import Slider
from tests.loaded import rules_of
from tests.ui.conftest import Driver


@pytest.fixture
def ended(rules: Rules, tmp_path: Path) -> Driver:
    """The end of a game that bots played."""
    driver = Driver(rules, tmp_path, (1366, 768))
    scenario = rules.scenarios[0]
    driver.new_game(scenario.id, dict.fromkeys(scenario.seats, "bot:doctrine"), 5)
    while not driver.client.over:
        driver.client.sitting.step()
    driver.table.renew()
    driver.settle()
    driver.table.finish()
    assert isinstance(driver.app.screen, EndScreen)
    while driver.app.update(0.02):
        pass
    return driver


def shown(driver: Driver) -> tuple[Slider, list[Curve], str]:
    """The slider, the curves, and what is told at the cursor."""
    top = driver.app.root.top
    assert top is not None
    found: list[Widget] = list(top.walk())
    (slider,) = (w for w in found if isinstance(w, Slider))
    (told,) = (w for w in found if isinstance(w, Text) and w.name == "happened")
    return slider, [w for w in found if isinstance(w, Curve)], told.words


@pytest.mark.parametrize("name", ["salt-roads", "othello", "two-bridges"])
def test_what_cannot_be_told_has_no_page(name: str, tmp_path: Path) -> None:
    driver = Driver(rules_of(name), tmp_path, (1366, 768))
    scenario = driver.app.rules.scenarios[0]
    driver.new_game(scenario.id, dict.fromkeys(scenario.seats, "bot:random"), 3)
    while not driver.client.over:
        driver.client.sitting.step()
    driver.table.renew()
    driver.settle()
    driver.table.finish()
    while driver.app.update(0.02):
        pass
    top = driver.app.root.top
    assert top is not None
    assert shown(driver)[0].most == len(driver.client.after_game.steps())
    heads = [w.name for w in top.walk() if w.name.startswith("debrief:")]
    assert heads.pop() == "debrief:opinions", "any decision can be weighed again"
    result = driver.client.after_game.result()
    scored = any(score is not None for score in result.scores.values())
    assert bool(heads) == scored
    nothing = phrase("debrief.nothing")
    assert not any(isinstance(w, Text) and w.words == nothing for w in top.walk())


def test_one_cursor_moves_all_curves_and_tells_what_happened(ended: Driver) -> None:
    client = ended.client
    slider, curves, _ = shown(ended)
    moving = [track for track in client.look.tracks if not client.frozen(track.value)]
    assert [curve.title for curve in curves] == [track.name for track in moving]
    assert len(moving) < len(client.look.tracks)
    assert slider.most == client.sitting.n == len(client.after_game.steps())
    ended.app.root.set_focus(slider)
    for key, step in ((pygame.K_HOME, 0), (pygame.K_RIGHT, 1), (pygame.K_END, slider.most)):
        ended.key(key)
        _, curves, words = shown(ended)
        assert slider.value == step
        for curve, track in zip(curves, moving, strict=True):
            state = dict(enumerate(view for _, view in client.sitting.positions(None)))[step]
            assert curve.words == str(client.game.value(state, track.value))
        if step:
            line = client.after_game.steps()[step - 1]
            spans = wording.log_spans(client, line)
            assert words == "".join(span.words for span in spans)


def test_the_pointer_drags_the_cursor_and_nothing_else_moves(ended: Driver) -> None:
    slider, _, _ = shown(ended)
    top = ended.app.root.top
    assert top is not None
    ended.app.root.set_focus(slider)  # A list scrolls to what has the focus.
    ended.app.frame()
    places = {w.name: w.rect.copy() for w in top.walk() if w.name}
    ended.post(pygame.MOUSEBUTTONDOWN, pos=slider.rect.center, button=1)
    assert slider.value == pytest.approx(slider.most / 2, abs=1)
    ended.post(pygame.MOUSEMOTION, pos=slider.rect.midleft, rel=(0, 0), buttons=(1, 0, 0))
    assert slider.value == 0
    ended.post(pygame.MOUSEBUTTONUP, pos=slider.rect.midleft, button=1)
    ended.post(pygame.MOUSEMOTION, pos=slider.rect.midright, rel=(0, 0), buttons=(0, 0, 0))
    assert slider.value == 0
    for widget in top.walk():
        if widget.name and widget.name != "happened":
            assert widget.rect == places[widget.name]


def test_the_debrief_leads_the_cursor_and_the_replay(ended: Driver) -> None:
    screen, client = ended.app.screen, ended.client
    assert isinstance(screen, EndScreen)
    told = debrief(client.sitting, None)
    answers = [answer for answer in told.answers if answer.text]
    top = ended.app.root.top
    assert top is not None
    assert answers
    ended.key(pygame.K_4, "4")
    for n, answer in enumerate(told.answers, 1):
        words = top.find(f"answer:{n}")
        assert isinstance(words, Text)
        assert words.words == answer.text
    ended.key(pygame.K_2, "2")
    point = top.find("point:1")
    ended.app.root.set_focus(point)
    ended.key(pygame.K_RETURN)
    slider, curves, _ = shown(ended)
    assert slider.value == told.points[0].step
    assert all(curve.step == slider.value for curve in curves)
    ended.key(pygame.K_1, "1")
    assert any(w.name.startswith("waterfall:") for w in top.walk())
    ended.key(pygame.K_3, "3")
    (row,) = [row for row in told.without if row.seats == ("umbrella",)]
    ended.app.root.set_focus(top.find("without:umbrella"))
    ended.key(pygame.K_RETURN)
    said = top.find("falling")
    assert isinstance(said, Text)
    assert all(place.name in said.words for place in row.falling)
    point = top.find("values")
    assert point.visible
    ended.click("replay")
    replay = ended.app.screen
    assert isinstance(replay, ReplayScreen)
    assert replay.past.step_now.n == client.sitting.line[slider.value - 1]
