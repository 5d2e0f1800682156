"""Hints: what a strong player would try, asked for by a key, and thought about meanwhile."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.bots import bots_of
from game.bots.adviser import Adviser
from game.table import GameSetup, NotYourMove, Sitting, Weighed
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
    assert (question.seat, question.bot) == (client.viewer, "strong")
    assert driver.app.update(FRAME), "more is to come"
    driver.key(pygame.K_n, "n")
    assert brains.last.hurried
    first, second, *_ = client.game.legal(client.sitting.state)
    brains.last.choose(
        first, Weighed(first, 40, 0.5, -1.0, 1.0), Weighed(second, 12, -0.25, -1.0, 0.0)
    )
    until_said(driver, "It seemed best.")
    words = said(driver)
    assert words.index("1. ") < words.index("2. ")
    assert "+0.5 on average, tried 40 times: −1.0 in the worst third, +1.0 in the best" in words
    assert "−0.2 on average, tried 12 times" in words
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


@pytest.mark.parametrize("seed", range(3))
def test_what_is_asked_for_a_hint_hangs_on_what_the_seat_knows_alone(
    brains: Brains, seed: int
) -> None:
    rules = rules_of("kuhn")
    sitting = Sitting.open(GameSetup(rules, rules.scenarios[0].id, {}, seed), bots_of)
    adviser = Adviser(sitting, bots_of)
    with pytest.raises(NotYourMove):
        adviser.ask()
    while sitting.step() is not None:
        pass
    seat = sitting.to_move
    assert seat is not None
    adviser.ask()
    (question,) = brains.last.asked
    game = sitting.game
    assert question.state == bytes(game.observe(sitting.state, seat).masked)
    assert [h[0] for h in question.heard] == [m for m, _ in sitting.told(seat).moves()]
    adviser.close()
    assert brains.all[-1].over
