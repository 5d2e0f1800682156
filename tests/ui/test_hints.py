"""Hints: what a strong player would try, asked for by a key, and thought about meanwhile."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import NoReturn

import pygame
import pytest
from rich.console import Console

from game.bots import worker
from game.bots.hints import HintQuestion
from game.bots.words import Weighing
from game.catalogue import phrase
from game.table import BotChoice, Weighed
from game.terminal.counsel import hint
from game.ui.widgets import Text, Widget
from tests.loaded import rules_of
from tests.thinking import Brains
from tests.ui.conftest import Driver
from tests.ui.test_full_disk import said
from tests.ui.test_thinking import FRAME, brains, until

__all__ = ["brains"]


def seated(tmp_path: Path) -> Driver:
    """A person who is asked, against a bot that answers at once."""
    driver = Driver(rules_of("tic-tac-toe"), tmp_path)
    rules = driver.app.rules
    driver.new_game(rules.scenarios[0].id, {rules.seats[1]: "bot:random"}, 5)
    driver.settle()
    return driver


def test_a_hint_is_thought_about_while_the_window_goes_on(brains: Brains, tmp_path: Path) -> None:
    driver = seated(tmp_path)
    assert driver.has("hint")
    assert brains.all == [], "nobody thinks before a hint is asked for"
    driver.key(pygame.K_w, "w")
    assert "A strong player looks at what you may know" in said(driver)
    (question,) = brains.last.asked
    client = driver.client
    assert question == HintQuestion.of(client.sitting)
    assert driver.app.update(FRAME), "more is to come"
    driver.key(pygame.K_x, "x")
    assert brains.last.hurried
    first, second, *_ = client.game.legal(client.sitting.state)
    weighed = Weighed(first, 40, 0.5, -1.0, 1.0, 0.0), Weighed(second, 12, -0.25, -1.0, 0.0, -2.0)
    best = BotChoice(first, "It seemed best.", weighed)
    brains.last.find(Weighing.of(client.game, best, BotChoice(first, "Take the corner.")))
    until_said(driver, "It seemed best.")
    words = said(driver)
    for part in ("+0.5", "40", "−0.2", "12", "Doctrine: Take the corner."):
        assert part in words
    tips = [bar.tip for bar in bars(driver)]
    assert len(tips) == 2
    assert "+0.5 on average, tried 40 times: −1.0 in the worst third, +1.0 in the best" in tips[0]
    reached = []
    for _ in range(12):
        driver.key(pygame.K_TAB)
        reached.append(driver.app.root.focus)
    assert {*bars(driver)} <= {*reached}, "each bar is reached by the keyboard, for its tip"
    driver.key(pygame.K_ESCAPE)
    driver.key(pygame.K_w, "w")
    assert "It seemed best." in said(driver), "the same is not thought about twice"
    assert len(brains.last.asked) == 1
    driver.key(pygame.K_ESCAPE)
    n = client.n
    client.play(first)
    driver.table.after_play()
    until(driver, lambda: client.n > n + 1 and client.mine)
    driver.key(pygame.K_w, "w")
    assert "It seemed best." not in said(driver), "the game has gone on"
    assert brains.last.asked[-1] != question
    driver.table.close_dialog()
    driver.table.leave()
    assert brains.all[-1].over


def test_that_nobody_can_think_is_told_and_stays(brains: Brains, tmp_path: Path) -> None:
    driver = seated(tmp_path)
    driver.key(pygame.K_w, "w")
    for _ in range(20):
        if "ended 3 times" in said(driver):
            break
        brains.last.die()
        driver.app.update(FRAME)
    for _ in range(3):
        driver.app.update(FRAME)
        assert "ended 3 times" in said(driver)
    driver.key(pygame.K_ESCAPE)
    driver.key(pygame.K_w, "w")
    assert phrase("hint.thinks") in said(driver), "whoever asks again asks afresh"


def bars(driver: Driver) -> list[Widget]:
    """The bars of the card that lies on top."""
    return [
        w
        for w in driver.app.root.layers[-1].walk()
        if w.name.startswith("weighed:") and w.focusable
    ]


def until_said(driver: Driver, words: str) -> None:
    """Let frames pass until the card says something."""
    for _ in range(50):
        if words in said(driver):
            return
        driver.app.update(FRAME)
        driver.app.frame()
    raise AssertionError(f"it is not said: {said(driver)}")


def test_hints_can_be_forbidden(brains: Brains, tmp_path: Path) -> None:
    driver = seated(tmp_path)
    driver.app.settings.hints = False
    driver.table.refresh()
    assert not driver.has("hint")
    driver.key(pygame.K_w, "w")
    assert not driver.table.in_dialog
    assert brains.all == []


@pytest.mark.parametrize(("name", "seed"), [("tic-tac-toe", 1), ("kuhn", 2), ("eights", 3)])
def test_a_window_and_a_terminal_say_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, seed: int
) -> None:
    def refuse() -> NoReturn:
        raise OSError(11, "no room for another")

    monkeypatch.setattr(worker, "_started", refuse)
    driver = Driver(rules_of(name), tmp_path)
    rules = driver.app.rules
    driver.new_game(rules.scenarios[0].id, {}, seed)
    driver.settle()
    client = driver.client
    until(driver, lambda: client.human_turn)
    if driver.table.curtained:
        driver.table.lift(client.pending.seat or "")
    driver.settle()
    driver.key(pygame.K_w, "w")
    until_said(driver, phrase("weighing.by_what"))
    paper = io.StringIO()
    Console(file=paper, width=400).print(hint(client.sitting, client.viewer))
    typed = paper.getvalue()
    words = [w.words for w in driver.app.root.layers[-1].walk() if isinstance(w, Text)]
    told = HintQuestion.of(client.sitting).answer(client.game)
    assert len(told.rows) > 1
    both = [told.why, phrase("weighing.by_what")]
    for row in told.shown():
        both += [row.title, *filter(None, [row.say])]
        assert row.figures[0] in words
        assert row.figures[3] in words
        assert re.search(r"\s+".join(map(re.escape, (row.title, *row.figures))), typed)
    for line in both:
        assert line in words
        assert line in typed
