"""Any rules that are called well are played to their end in the window."""

from __future__ import annotations

import random
from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.ui.screens.end import EndScreen
from tests.any_rules import EXAMPLES, FILES, any_rules, generated
from tests.ui.conftest import Driver
from tests.ui.test_window import take_turn

#: So many answers end every game here.
LONGEST = 900


def play(rules: Rules, folder: Path, scenario: str, seed: int, turns: int | None = None) -> None:
    """Play a scenario by lot, with everything opened that can be, to the screen of its end.

    With `turns`, only so many, and no further than they come.
    """
    driver, dice = Driver(rules, folder, (1024, 640)), random.Random(seed)
    driver.app.go("title")
    driver.app.go("setup")
    driver.picture()
    info = next(info for info in rules.scenarios if info.id == scenario)
    others = dict.fromkeys((*info.seats[1:], *info.optional[: seed % 2]), "bot:random")
    driver.new_game(scenario, {info.seats[0]: "human", **others}, seed)
    driver.settle()
    for turn in range(turns or LONGEST):
        if driver.client.over:
            break
        if turn == 0:
            for key in (pygame.K_v, pygame.K_b, pygame.K_d, pygame.K_c):
                driver.key(key, chr(key))
                driver.picture()
                driver.settle()
        take_turn(driver, dice, keyboard=turn % 2 == 0)
        driver.settle()
    if turns is not None and not driver.client.over:
        assert driver.picture()
        return
    assert driver.client.over
    driver.table.finish()
    assert isinstance(driver.app.screen, EndScreen)
    assert driver.picture()


#: The gate plays a third of the examples here: to a window they differ little, and the terminal
#: plays them all.
SHOWN = [
    *FILES,
    *(
        pytest.param(name, marks=[pytest.mark.long] if n % 3 else [])
        for n, name in enumerate(EXAMPLES)
    ),
]


@pytest.mark.parametrize("name", SHOWN)
def test_any_rules_are_played_to_the_end(name: str, tmp_path: Path) -> None:
    rules = any_rules(name)
    for seed, info in enumerate(rules.scenarios):
        play(rules, tmp_path / str(seed), info.id, seed)


def test_generated_rules_are_played_to_the_end(tmp_path: Path, long_run: bool) -> None:
    for name, rules in generated(100 if long_run else 12):
        for seed, info in enumerate(rules.scenarios):
            try:
                play(rules, tmp_path / f"{name} {seed}", info.id, seed)
            except Exception as error:
                raise AssertionError(f"{name}, {info.id}: {error}\n{rules.source}") from error
