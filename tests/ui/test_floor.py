"""Several people at one window: what is asked aloud, and offers made before all, by real events."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pygame
import pytest

from game.table import Draft
from game.table.timer import CouncilTimer
from game.ui.map.mapview import MapView
from game.ui.screens.council import CouncilBoard
from game.ui.screens.council_head import CouncilClock
from game.ui.screens.title import TitleScreen
from game.ui.widgets import Button, Text
from tests.loaded import rules_of
from tests.ui.conftest import Driver

PEOPLE = ("umbrella", "coordination", "ground")


@pytest.fixture
def floor(tmp_path: Path) -> Driver:
    """Three people; it is asked before all to whom the ground makes an offer."""
    driver = Driver(rules_of("rules"), tmp_path)
    driver.new_council(PEOPLE)
    assert driver.table.covers.floor is not None
    driver.catch_up()
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


def test_whole_offers_are_looked_for_between_frames(floor: Driver) -> None:
    """No single step, and no frame, is long: the sum of its parts is a few of a processor's ms."""
    floor.table.covers.floor.show()  # type: ignore[union-attr]
    shown, steps = board(floor), 0
    assert "Looking" in words(floor)
    while shown.work(0.0001):
        steps += 1
    assert steps > 20
    assert any(w.name.startswith("whole:") for w in shown.walk())
    assert "Looking" not in words(floor)
    assert shown.draft.partner


def test_one_may_go_on_before_all_is_found(floor: Driver) -> None:
    floor.table.covers.floor.show()  # type: ignore[union-attr]
    shown = board(floor)
    partner = next(c.id for c in reversed(shown.council.partners()) if c.open)
    shown.offer_to(partner)
    shown.finish()
    assert shown.draft == Draft(partner)
    for whole in shown.council.whole(partner):
        assert whole.draft.partner == partner


def test_a_clause_is_found_by_typing_and_laid_by_enter(floor: Driver) -> None:
    floor.key(pygame.K_SLASH, "/")
    for char in "hotline":
        floor.key(pygame.key.key_code(char), char)
    found = [w.name for w in board(floor).walk() if w.name.startswith("clause:")]
    assert found == ["clause:no_hotline"]
    floor.key(pygame.K_RETURN)
    assert board(floor).draft.asks == ("no_hotline",)
    assert floor.app.root.focus is None
    floor.key(pygame.K_SLASH, "/")
    for char in "qqq":
        floor.key(pygame.K_q, char)
    assert "No clause is called" in words(floor)


def test_many_clauses_of_a_kind_are_folded(floor: Driver) -> None:
    def listed() -> int:
        return sum(w.name.startswith("clause:intel_") for w in board(floor).walk())

    assert 0 < listed() < 6
    floor.key(pygame.K_w, "w")
    assert listed() == len(floor.client.words.members("space"))
    floor.key(pygame.K_w, "w")
    assert 0 < listed() < 6


def test_the_next_side_is_one_key_away(floor: Driver) -> None:
    sides = [c.id for c in board(floor).council.partners() if c.open]
    seen = []
    for _ in sides:
        floor.key(pygame.K_s, "s")
        seen.append(board(floor).draft.partner)
    assert sorted(seen) == sorted(sides)


class Clock:
    """A clock that is set by hand."""

    at = 0

    def now(self) -> datetime:
        """A time of day."""
        return datetime(2026, 3, 1, tzinfo=UTC)

    def elapsed(self) -> int:
        """Milliseconds, as they were set."""
        return self.at


@pytest.fixture
def clock(floor: Driver) -> Clock:
    """The clock by which the councils of the table are timed, at two minutes each."""
    clock = Clock()
    floor.client.shared.timer = CouncilTimer(clock)
    floor.app.settings.council = 2
    floor.app.update(0)
    floor.table.covers.floor.show()  # type: ignore[union-attr]
    floor.app.update(0)
    return clock


def shows(driver: Driver) -> str:
    """What the clock says."""
    top = driver.app.root.top
    assert top is not None
    found = top.find("council.clock")
    assert isinstance(found, CouncilClock)
    return f"{found.words} {found.note}"


def test_the_time_of_a_council_is_told_and_forces_nothing(floor: Driver, clock: Clock) -> None:
    assert shows(floor) == "2:00 of 2:00"
    clock.at += 50_500
    floor.app.update(0)
    assert shows(floor) == "1:10 of 2:00"
    floor.key(pygame.K_k, "k")
    clock.at += 500_000
    floor.app.update(0)
    assert shows(floor) == "1:10 held"
    floor.click("council.clock")
    floor.app.update(0)
    clock.at += 500_000
    n = floor.client.sitting.n
    for _ in range(5):
        floor.app.update(1)
    assert shows(floor) == "0:00 time is up"
    assert floor.client.sitting.n == n
    floor.key(pygame.K_1, "1")
    floor.key(pygame.K_RETURN)
    assert floor.client.sitting.n > n


def test_no_offer_is_made_once_the_time_is_up_where_that_is_set(
    floor: Driver, clock: Clock
) -> None:
    floor.app.settings.council_ends = True
    floor.app.update(0)
    assert floor.client.pending.script == "consult"
    clock.at += 119_000
    floor.app.update(0)
    assert floor.client.pending.seat == "ground"
    clock.at += 2_000
    for _ in PEOPLE:
        floor.app.update(0)
    assert floor.client.pending.script != "consult"
    assert not any("offer to" in line.text for line in floor.client.log())


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


def test_one_may_leave_while_all_are_asked(floor: Driver) -> None:
    floor.key(pygame.K_ESCAPE)
    floor.key(pygame.K_ESCAPE)
    assert floor.app.root.top is floor.table.covers.floor
    floor.key(pygame.K_ESCAPE)
    floor.click("yes")
    assert isinstance(floor.app.screen, TitleScreen)


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


def test_names_on_the_map_are_placed_anew_when_somebody_else_looks(
    floor: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that made room for one seat's secret piece would tell the next seat of it."""
    seen: list[str] = []
    monkeypatch.setattr(MapView, "name_anew", lambda _: seen.append(floor.client.viewer))
    first, other = PEOPLE[0], PEOPLE[1]
    for viewer in (first, first, other, other, first):
        floor.client.viewer = viewer
        floor.table.area.show()
    assert seen[-2:] == [other, first]
    assert len(seen) <= 3
