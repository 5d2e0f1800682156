"""A bot that thinks long at the terminal: it is said, and Ctrl-C gives the person the word."""

from __future__ import annotations

from itertools import count

import pytest

from game.bots import thinker
from game.table import GameSetup, Sitting
from game.terminal import waiting
from tests.bots.slow import slow_bots
from tests.loaded import rules_of
from tests.terminal.test_terminal import talk
from tests.thinking import Brains


@pytest.fixture
def brains(monkeypatch: pytest.MonkeyPatch) -> Brains:
    """The processes of the bots of a test."""
    found = Brains()
    monkeypatch.setattr(thinker, "Worker", found)
    return found


def talked(
    patch: pytest.MonkeyPatch, brains: Brains, *typed: str, after: int, terminal: bool = False
) -> tuple[Sitting, str]:
    """Play against a bot that chooses after so many looks; before, Ctrl-C is pressed once."""
    rules = rules_of("tic-tac-toe")
    setup = GameSetup(rules, rules.scenarios[0].id, {rules.seats[0]: "bot:slow"}, 1)
    sitting, looks = Sitting.open(setup, slow_bots), count(1)

    def pause(_: float) -> None:
        look = next(looks)
        if look == 3:
            raise KeyboardInterrupt
        if 0 < after <= look:
            brains.last.choose(sitting.game.legal(sitting.state)[0])

    patch.setattr("game.terminal.waiting.time.sleep", pause)
    patch.setattr(waiting, "PATIENCE", 0.0)
    shown = talk(sitting, *typed, terminal=terminal, bots=slow_bots)
    assert brains.all[-1].over, "nobody thinks after the table is left"
    return sitting, shown


@pytest.mark.parametrize("terminal", [False, True])
def test_it_is_said_that_a_bot_thinks_and_the_person_may_act(
    monkeypatch: pytest.MonkeyPatch, brains: Brains, terminal: bool
) -> None:
    sitting, shown = talked(monkeypatch, brains, "view", "", "1", after=8, terminal=terminal)
    name = sitting.game.title("seat", sitting.game.seats[0])
    assert f"{name} is thinking…" in shown
    assert shown.count("thinks on. Enter waits for it") == 1
    assert [e.actor for e in sitting.entries][:2] == list(sitting.game.seats)


def test_another_may_take_the_seat_of_a_bot_that_thinks(
    monkeypatch: pytest.MonkeyPatch, brains: Brains
) -> None:
    seat = rules_of("tic-tac-toe").seats[0]
    sitting, _ = talked(monkeypatch, brains, f"seat {seat}=bot:random", "", "1", after=0)
    assert [e.actor for e in sitting.entries if e.kind == "move"][:2] == list(sitting.game.seats)
