"""The stage: what happens is told moment by moment, and the table is the same however one skips."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.screens.board_area import MapArea
from game.ui.stage.rollcard import RollCard
from game.ui.stage.scenes import seats_of
from game.ui.stage.words import places_of
from game.ui.widgets import Button
from game.ui.widgets.tween import LONGEST as LONGEST_TWEEN
from game.ui.widgets.tween import Tween
from tests.loaded import rules_of
from tests.ui.conftest import Driver

BOTS = {"coordination": "bot:doctrine", "ground": "bot:doctrine"}
SPACE = (pygame.K_SPACE, " ")


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Driver]:
    """A table at which what happens is told at normal speed, as CSTO against two bots."""

    def begin(scenario: str = "first-watch", seed: int = 5, **seats: str) -> Driver:
        driver = Driver(rules_of("rules"), tmp_path)
        driver.app.theme.speed = 1.0
        driver.new_game(scenario, seats or BOTS, seed)
        return driver

    return begin


def step(driver: Driver) -> list[str]:
    """Let the window show what came, and take cards off; gives what the dock said meanwhile."""
    said = []
    for _ in range(8):
        driver.app.update(1 / 60)
        said.append(driver.table.telling.dock.said.words)
    while driver.table.in_dialog:
        driver.key(pygame.K_RETURN)
    return said


def answer(driver: Driver, pick: int) -> None:
    """Choose a legal move for the person and confirm it."""
    table = driver.table
    legal = [option for option in driver.client.options() if option.legal]
    option = legal[pick % len(legal)]
    if table.choosing.acting:
        table.choose_action(option.move.script)
    for target in option.steps:
        table.choose_target(target)
    assert table.choosing.option is not None
    driver.key(pygame.K_RETURN)


def shown(driver: Driver) -> tuple[object, ...]:
    """All that the table shows, but for the words of the dock."""
    driver.catch_up()
    table = driver.table
    top, client = table.frame, driver.client
    texts = [getattr(w, "words", "") for w in top.walk() if "stage." not in w.name]
    pictures = [tuple(table.mapview._pictures.values())] if client.places else []
    return (client.n, client.view.key, texts, pictures, client.telling)


def test_space_tells_moment_by_moment_until_the_person_is_asked(
    told: Callable[..., Driver],
) -> None:
    driver = told()
    seen = step(driver)
    while not driver.client.mine:
        driver.key(*SPACE)
        seen += step(driver)
    log = [s for line in driver.client.log() for p in line.paragraphs for s in p.sentences]
    said = " ".join(seen)
    # What was told before the first question of all was told when the table was laid.
    assert all(sentence in said for sentence in log[4:])
    assert not driver.client.telling


def test_nobody_is_asked_before_all_is_told(told: Callable[..., Driver]) -> None:
    driver = told()
    answered = False
    for _ in range(200):
        step(driver)
        if driver.client.telling:
            assert not driver.client.options()
            assert not driver.client.mine
        elif driver.client.mine:
            if answered:
                break
            answer(driver, 0)
            answered = True
            continue
        driver.key(*SPACE)
    assert answered


def test_the_board_comes_from_old_to_new_with_the_words(told: Callable[..., Driver]) -> None:
    driver = told()
    changed = 0
    for _ in range(60):
        step(driver)
        cue = driver.table.telling.play.cue
        if cue is not None and driver.client.telling:
            assert driver.client.view.key == cue.after.key
            game = driver.client.game
            changed += any(True for _ in game.differences(cue.before, cue.after))
        if driver.client.mine:
            answer(driver, 1)
        elif driver.client.over:
            break
        else:
            driver.key(*SPACE)
    assert changed


@pytest.mark.parametrize("seed", [2, 5])
def test_skipping_shows_what_stepping_through_shows(
    told: Callable[..., Driver], tmp_path: Path, seed: int
) -> None:
    slow, fast = told(seed=seed), told(seed=seed)
    for turn in range(4):
        for driver in (slow, fast):
            for _ in range(400):
                step(driver)
                if driver.client.mine or (driver.client.over and not driver.client.telling):
                    break
                driver.key(*SPACE) if driver is slow else driver.key(pygame.K_END)
        assert shown(slow) == shown(fast)
        if slow.client.over:
            break
        for driver in (slow, fast):
            answer(driver, turn)


def test_a_skip_lets_frames_go_by_and_there_is_one_way_to_skip(
    told: Callable[..., Driver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.ui.screens.table.RUSH", 0.0)
    driver = told()
    for _ in range(400):
        step(driver)
        if driver.client.telling:
            break
        driver.app.update(0.1)
    table, client = driver.table, driver.client
    buttons = [w for w in table.frame.walk() if isinstance(w, Button) and w.enabled]
    assert [b.name for b in buttons if "skip" in b.words.lower()] == ["stage.skip"]
    table.skip()
    n = client.n
    driver.app.update(1 / 60)
    driver.app.update(1 / 60)
    assert client.n <= n + 2, "no frame makes all the moves"
    driver.catch_up()
    assert client.mine


def test_the_panel_tells_of_the_place_that_is_told_of_and_comes_back(
    told: Callable[..., Driver],
) -> None:
    driver = told()
    table, chosen, seen = driver.table, "", set[str | None]()
    for _ in range(60):
        step(driver)
        cue = table.telling.play.cue
        if driver.client.telling and cue is not None:
            places = places_of(driver.client, cue.moment, cue.line, cue.first)
            assert not places or table.selected == places[0]
            seen.add(table.selected)
        elif driver.client.mine:
            if chosen and table.selected != chosen:
                raise AssertionError("what one looked at is looked at again")
            if len(seen) > 2:
                break
            chosen = driver.client.places[0]
            table.go_to(chosen)
            table.choose_action("pass")
            driver.key(pygame.K_RETURN)
            continue
        driver.key(*SPACE)
    assert len(seen) > 2


def test_back_shows_what_stood_before_and_end_leads_to_now(told: Callable[..., Driver]) -> None:
    driver = told()
    step(driver)
    while not driver.client.mine:
        driver.key(pygame.K_END)
        step(driver)
    now = shown(driver)
    driver.key(pygame.K_b, "b")
    driver.key(pygame.K_b, "b")
    step(driver)
    assert driver.client.telling
    assert driver.table.telling.play.paused
    before = driver.table.telling.play.at
    for _ in range(300):
        driver.app.update(0.1)
    assert driver.table.telling.play.at == before, "it stands still until it is told to go on"
    driver.key(pygame.K_END)
    step(driver)
    assert shown(driver) == now


def test_the_pause_holds_bots_and_words(told: Callable[..., Driver]) -> None:
    driver = told()
    step(driver)
    driver.key(*SPACE)
    step(driver)
    driver.click("stage.hold")
    n, at = driver.client.n, driver.table.telling.play.at
    for _ in range(300):
        driver.app.update(0.1)
    assert (driver.client.n, driver.table.telling.play.at) == (n, at)
    driver.key(pygame.K_p, "p")
    for _ in range(300):
        driver.app.update(0.1)
        step(driver)
    assert driver.client.n > n


def test_speed_is_a_button_and_a_key(told: Callable[..., Driver]) -> None:
    driver = told()
    step(driver)
    driver.key(pygame.K_PERIOD, ".")
    assert driver.app.theme.speed == 2.0
    driver.key(pygame.K_COMMA, ",")
    assert driver.app.theme.speed == 1.0
    driver.click("stage.speed")
    assert driver.app.theme.speed == 2.0


def test_a_click_on_the_map_looks_at_a_place_while_something_is_told(
    told: Callable[..., Driver],
) -> None:
    driver = told()
    step(driver)
    driver.key(*SPACE)
    step(driver)
    assert driver.client.telling
    place = next(p for p in driver.client.places if p != driver.table.selected)
    driver.click_at(driver.table.mapview.place_of(place))
    assert driver.table.selected == place
    assert driver.client.telling


def test_behind_the_curtain_nothing_is_told(told: Callable[..., Driver]) -> None:
    driver = told(umbrella="human", coordination="human", ground="bot:doctrine")
    assert driver.table.curtained
    for _ in range(40):
        driver.app.update(0.2)
    assert driver.table.telling.play.told
    assert not driver.client.telling
    assert not driver.table.telling.play.cues


def test_the_next_person_goes_through_what_happened_on_demand(
    told: Callable[..., Driver],
) -> None:
    driver = told(umbrella="human", coordination="human", ground="bot:doctrine")
    for turn in range(60):
        if driver.table.curtained:
            driver.lift()
            if turn > 4 and driver.has("news.steps"):
                break
        elif driver.table.in_dialog:
            driver.key(pygame.K_RETURN)
        elif driver.client.mine:
            answer(driver, turn)
        else:
            driver.key(pygame.K_RETURN)
        driver.app.update(0.2)
    driver.click("news.steps")
    telling, client = driver.table.telling, driver.client
    assert client.telling
    assert telling.play.at == 0
    own = [cue.line.n for cue in telling.play.cues]
    assert min(own) >= client.own
    assert all(cue.after.seat == client.viewer for cue in telling.play.cues)


def test_an_alarm_stands_over_the_board_until_the_next_decision(
    told: Callable[..., Driver],
) -> None:
    driver = told()
    banner = driver.table.area.banner
    for turn in range(200):
        step(driver)
        if banner.visible:
            break
        if driver.client.mine:
            answer(driver, turn)
        else:
            driver.key(*SPACE)
    assert driver.has("alarm")
    assert "Contagion" in banner.words
    driver.click("alarm")
    assert not banner.visible
    driver.key(pygame.K_m, "", pygame.KMOD_CTRL)
    assert driver.table.telling.sounds.muted


def test_a_bot_says_the_row_that_it_followed(told: Callable[..., Driver]) -> None:
    driver = told()
    said = []
    for _ in range(12):
        step(driver)
        said.append(driver.table.telling.dock.why.words)
        if driver.client.mine:
            break
        driver.key(*SPACE)
    assert any("Reach over the river" in words for words in said)


def go_to(driver: Driver, script: str) -> None:
    """Let bots play until a script asks, and tell what comes of it."""
    while driver.client.pending.script != script:
        driver.client.step()
    driver.table.telling.rest()
    driver.table.step_now()
    driver.catch_up()


def test_what_some_seats_have_is_counted_for_them_alone(told: Callable[..., Driver]) -> None:
    client = told("shamsiddin-shohin").client
    (look,) = client.look.counts
    counted = seats_of(client, look.total)
    assert set(counted) < set(client.game.seats)
    assert all(isinstance(client.value(look.total, seat), int) for seat in counted)


def test_a_count_goes_from_place_to_place_with_what_each_has_so_far(
    told: Callable[..., Driver],
) -> None:
    driver = told(umbrella="bot:doctrine", **BOTS)
    table, client = driver.table, driver.client
    (look,) = client.look.counts
    go_to(driver, look.rule)
    gained: dict[str, int] = {}
    places = list[str | None]()
    while table.telling.play.cue is not None and client.telling:
        step(driver)
        seats_shown, rail = table.area.totals.seats, table.area.rail
        for seat in seats_shown:
            gained[seat.seat] = gained.get(seat.seat, 0) + seat.gained
            assert seat.value == client.value(look.total, seat.seat) == gained[seat.seat]
        if any(seat.gained for seat in seats_shown):
            places.append(table.selected)
            stops = rail.stops
            assert rail.stops[rail.now].place == table.selected
            assert dict(rail.stops[rail.now].gains) == {
                s.seat: s.gained for s in seats_shown if s.gained
            }
            assert driver.has(f"count:{places[0]}"), "what was counted stays in sight"
        if table.telling.play.last:
            break
        driver.key(*SPACE)
    assert len(places) > 1
    assert [stop.place for stop in stops] == places
    assert sum(gained.values()) >= len(places), "where two are needed both gain"
    driver.key(pygame.K_END)
    assert not table.area.totals.visible
    assert not table.area.rail.visible


@pytest.mark.parametrize("size", [(800, 600), (1366, 768)])
def test_in_a_low_window_what_is_counted_hides_no_place(
    told: Callable[..., Driver], size: tuple[int, int]
) -> None:
    driver = told(umbrella="bot:doctrine", **BOTS)
    driver.app.resize(size)
    table, client = driver.table, driver.client
    (look,) = client.look.counts
    go_to(driver, look.rule)
    while table.telling.play.cue is not None and not table.area.rail.visible:
        step(driver)
    assert table.area.rail.visible
    assert isinstance(table.area, MapArea)
    for row in (table.area.rail, table.area.totals):
        assert not row.rect.colliderect(table.area.pane.rect)
    assert table.area.rail.rect.bottom <= table.area.rect.bottom
    low = table.area.pane.rect.height
    driver.key(pygame.K_END)
    assert not any(row.visible for row in (table.area.rail, table.area.totals))
    assert table.area.pane.rect.height > low


def test_an_incident_is_told_line_by_line_and_its_die_falls_last(
    told: Callable[..., Driver],
) -> None:
    driver = told(umbrella="bot:doctrine", **BOTS)
    go_to(driver, "incident")
    (card,) = [w for w in driver.table.panel.walk() if isinstance(w, RollCard)]
    roll, words = card.roll, driver.table.telling.dock.said.words
    assert all(part.words in words for part in (roll.die, *roll.parts))
    assert roll.step.name.lower() in roll.head.lower()
    assert not driver.table.telling.dock.die.visible, "it falls once"
    frames = 0
    while card.moving:
        driver.app.update(1 / 60)
        frames += 1
    assert frames > 20, "line by line"
    driver.key(pygame.K_END)
    step(driver)
    assert not [w for w in driver.table.panel.walk() if isinstance(w, RollCard)]


@given(st.floats(0, 5), st.floats(0, 0.4))
def test_a_tween_goes_from_nought_to_one_by_the_time_alone(elapsed: float, seconds: float) -> None:
    tween = Tween(seconds)
    assert 0 <= tween.share(elapsed) <= 1
    assert tween.share(elapsed) <= tween.share(elapsed + 0.01)
    assert tween.share(seconds) == 1
    assert Tween().seconds < LONGEST_TWEEN
