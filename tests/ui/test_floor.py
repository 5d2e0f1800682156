"""Several people at one window: what is asked aloud, and offers made before all, by real events."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.ui.screens.council import CouncilBoard
from game.ui.widgets import Button, Text
from tests.loaded import rules_of
from tests.ui.conftest import Driver

PEOPLE = ("umbrella", "coordination", "ground")


@pytest.fixture
def floor(tmp_path: Path) -> Driver:
    """Three people; it is asked before all to whom the ground makes an offer."""
    driver = Driver(rules_of("rules"), tmp_path)
    driver.new_game("full-equation", dict.fromkeys(PEOPLE, "human"), 3)
    assert driver.table.covers.floor is not None
    return driver


def board(driver: Driver) -> CouncilBoard:
    """The council that is shown."""
    top = driver.app.root.top
    assert top is not None
    found = top.find("council")
    assert isinstance(found, CouncilBoard)
    return found


def words(driver: Driver) -> str:
    """All words of the topmost layer."""
    top = driver.app.root.top
    assert top is not None
    return " ".join(w.words for w in top.walk() if isinstance(w, Text | Button))


def test_a_round_of_no_offers_costs_no_curtain(floor: Driver) -> None:
    for _ in PEOPLE:
        assert floor.table.covers.floor is not None
        floor.key(pygame.K_n, "n")
    # The first curtain is for the plan that nobody else may see, and the action after it.
    assert floor.table.covers.floor is None
    assert floor.table.curtained
    assert floor.client.pending.script == "secret_choice"
    floor.lift()
    floor.settle()
    seat = floor.client.viewer
    while floor.client.pending.script == "secret_choice":
        floor.key(pygame.K_n, "n")
        floor.key(pygame.K_RETURN)
        floor.settle()
    assert floor.client.viewer == seat
    assert floor.client.pending.kind == "act"


def test_an_offer_by_the_keyboard_alone(floor: Driver) -> None:
    floor.key(pygame.K_1, "1")
    draft = board(floor).draft
    assert not draft.empty
    floor.key(pygame.K_RETURN)
    assert floor.client.pending.script == "answer"
    assert floor.client.pending.seat == draft.partner
    assert board(floor).draft.sides() == (draft.asks, draft.gives)
    floor.key(pygame.K_c, "c")
    assert board(floor).writing
    while floor.app.root.focus is None or not floor.app.root.focus.name.startswith("line:gives"):
        floor.key(pygame.K_TAB)
    floor.key(pygame.K_RETURN)
    floor.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    # The proposer says what becomes of the other terms.
    assert floor.client.pending.local == "last"
    floor.key(pygame.K_a, "a")
    assert "accepted the other terms" in words(floor)
    assert floor.table.covers.floor is not None


def test_clauses_are_dragged_and_pressed(floor: Driver) -> None:
    floor.key(pygame.K_1, "1")
    for line in ("line:gives", "line:asks"):
        top = floor.app.root.top
        assert top is not None
        name = next(w.name for w in top.walk() if w.name.startswith(line))
        floor.click(name)
    assert board(floor).draft.empty
    floor.click("clause:aid_1")
    assert board(floor).draft.gives == ("aid_1",)
    floor.click("clause:aid_1")
    assert board(floor).draft.empty
    chip, tray = (board(floor).find(name).rect.center for name in ("clause:aid_1", "tray:gives"))
    other = board(floor).find("tray:asks").rect.center
    for to, laid in ((other, ()), (tray, ("aid_1",))):
        floor.post(pygame.MOUSEBUTTONDOWN, pos=chip, button=1)
        floor.post(pygame.MOUSEMOTION, pos=to, rel=(9, 9), buttons=(1, 0, 0))
        floor.post(pygame.MOUSEBUTTONUP, pos=to, button=1)
        assert board(floor).draft.gives == laid


def test_before_all_nobody_reads_what_one_of_them_hides(floor: Driver) -> None:
    def shown() -> str:
        floor.table.covers.floor.show()  # type: ignore[union-attr]
        floor.key(pygame.K_1, "1")
        return words(floor)

    before = shown()
    sitting, said = floor.client.sitting, set()
    for seat in PEOPLE:
        for means in (0, 12):
            sitting.facilitator.override(f"means[{seat}]", means, "a test")
            said.add(shown())
    assert said == {before}


def test_who_wants_to_look_alone_may(floor: Driver) -> None:
    floor.key(pygame.K_p, "p")
    assert floor.table.covers.floor is None
    assert floor.table.curtained
    floor.settle()
    assert floor.client.viewer == "ground"
    floor.click("council")
    assert not board(floor).open_table
    floor.key(pygame.K_1, "1")
    assert "Means" not in words(floor) or "→" in words(floor)
    floor.key(pygame.K_m, "m")
    assert not floor.table.in_dialog
