"""Where one stands and what is certain to come, in the window."""

from __future__ import annotations

import pygame
import pytest

from game.story.previews import ghosts, odds_of
from game.story.telling import words_of
from game.ui import board
from game.ui.screens.board_area import MapArea
from game.ui.widgets import Text
from tests.ui.conftest import Driver

pytestmark = pytest.mark.window


def words(driver: Driver, name: str) -> str:
    """All that is written in a widget of the topmost layer."""
    top = driver.app.root.top
    assert top is not None
    return "\n".join(w.words for w in top.find(name).walk() if isinstance(w, Text))


def sit(driver: Driver) -> None:
    """Sit down where something is certain to come."""
    driver.begin(umbrella="human", coordination="bot:doctrine", ground="bot:doctrine")
    while not driver.client.acting:
        legal = driver.client.sitting.legal()
        driver.client.play(legal[-1].id)
        driver.table.skip()
        driver.table.catch_up()
        driver.settle()


def test_what_is_certain_is_worked_out_while_one_looks_and_shown_on_map_and_panel(
    driver: Driver,
) -> None:
    sit(driver)
    area = driver.table.area
    assert isinstance(area, MapArea)
    driver.key(pygame.K_f, "f")
    assert "If nobody acts" not in words(driver, "coming")
    bare = driver.picture()
    for _ in range(200):
        driver.app.update(1 / 60)
    found = driver.client.outlook.ahead
    assert found.shifting
    assert found.badges
    told = words(driver, "coming")
    assert "If nobody acts" in told
    for shifting in found.shifting:
        assert driver.client.words.place_name(shifting.target) in told
    assert driver.picture() != bare
    driver.key(pygame.K_l, "l")
    assert driver.has("log")
    assert not driver.has("coming")


def test_what_others_could_do_is_told_of_the_place_that_is_chosen_or_pointed_at(
    driver: Driver,
) -> None:
    sit(driver)
    table, client = driver.table, driver.client
    driver.key(pygame.K_o, "o")
    chosen, other = client.places[0], client.places[1]
    for place in (chosen, other):
        table.go_to(place)
        for _ in range(60):
            driver.app.update(1 / 60)
        lines = client.threats.lines(place)
        assert lines is not None
        assert all(words_of(line) in words(driver, "replies") for line in lines)
        assert words_of(lines[0]) in table.describe_place(place)
    option = next(o for o in client.options() if o.legal and len(o.move.targets) == 1)
    table.choose_action(option.move.script)
    table.choose_target(*option.steps)
    for _ in range(60):
        driver.app.update(1 / 60)
    after = client.threats.lines(option.move.targets[0], option.move.id)
    assert after is not None
    assert all(driver.has(f"reply:{n}") for n in range(len(after)))


def test_the_card_tells_how_all_stand(driver: Driver) -> None:
    sit(driver)
    assert driver.has("score")
    driver.key(pygame.K_t, "t")
    told = words(driver, "standing")
    assert "Score 0" in told
    assert "Contact Group 0" in told
    assert "at a summit now" in told.lower()
    driver.key(pygame.K_t, "t")
    assert not driver.table.in_dialog


def test_what_is_certain_goes_when_somebody_acts(driver: Driver) -> None:
    sit(driver)
    driver.client.outlook.finish()
    before = driver.client.outlook.ahead
    assert before.lines
    driver.client.play(driver.client.sitting.legal()[0].id)
    assert driver.client.outlook.ahead.lines == ()


def test_what_is_certain_is_told_while_others_act_too(driver: Driver) -> None:
    sit(driver)
    driver.app.theme.speed = 1.0
    driver.key(pygame.K_f, "f")
    seen = 0
    for _ in range(900):
        table, client = driver.table, driver.client
        if client.mine and not table.in_dialog:
            table.choosing.begin(client.options()[0].move.script if client.acting else "")
            client.play(client.sitting.legal()[-1].id)
            table.after_play()
        elif table.in_dialog:
            driver.key(pygame.K_RETURN)
        driver.app.update(1 / 30)
        outlook = client.outlook
        if client.telling and outlook.ahead.lines:
            assert words_of(outlook.ahead.lines[0]) in words(driver, "coming")
            seen += 1
        if client.telling:
            assert client.settled or not outlook.ahead.lines, "nothing of a moment on the way"
            assert not table.choosing.begun, "what was chosen is done"
        if seen > 5:
            break
    assert seen


def layer_of(area: MapArea) -> str:
    """The layer that is shown."""
    return "" if area.layer is None else area.layer.id


def test_layers_are_shown_by_a_key_and_by_a_card(driver: Driver) -> None:
    sit(driver)
    area = driver.table.area
    assert isinstance(area, MapArea)
    plain, seen = driver.picture(), []
    for layer in driver.table.look.layers:
        driver.key(pygame.K_y, "y")
        assert layer_of(area) == layer.id
        assert area.legend is not None
        seen.append(driver.picture())
    assert len({plain, *seen}) == len(seen) + 1
    driver.key(pygame.K_y, "y")
    assert layer_of(area) == ""
    assert driver.picture() == plain
    driver.click("layers")
    driver.key(pygame.K_2, "2")
    assert layer_of(area) == driver.table.look.layers[1].id
    assert not driver.table.in_dialog


def test_a_layer_shows_what_the_viewer_sees_and_failing_places_are_the_brightest(
    driver: Driver,
) -> None:
    sit(driver)
    client, look = driver.client, driver.table.look
    pictures, _ = board.pictures(client, look, board.Marks())
    for layer in look.layers:
        shown = board.layered(client, look, layer, pictures)
        assert [p.id for p in shown] == list(client.places)
        assert all(p.tints for p in shown)
        if layer.draw == "states":
            bright = {p.id: sum(p.tints[0]) for p in shown}
            worst = [p for p in client.places if client.value(look.badge.value, p) < 0]
            assert worst
            others = [bright[p] for p in client.places if p not in worst]
            assert min(bright[p] for p in worst) > max(others)
        if layer.draw == "ramp":
            numbers = {p: client.value(layer.values[0], p) for p in client.places}
            assert [p.note for p in shown] == [str(numbers[p.id]) for p in shown]


def test_a_choice_shows_old_and_new_over_its_place_and_in_the_sum(driver: Driver) -> None:
    sit(driver)
    table, area = driver.table, driver.table.area
    assert isinstance(area, MapArea)
    previews = {
        o: ghosts(driver.client.preview(o.move.id))
        for o in driver.client.options()
        if o.legal and len(o.move.targets) == 1
    }
    option = next(o for o, found in previews.items() if o.move.targets[0] in {p for _, p in found})
    driver.click(f"action:{option.move.script}")
    assert not area.chips.rects()
    table.choose_target(option.move.targets[0])
    later = table.later()
    place = option.move.targets[0]
    assert any(at == place for _, at in later)
    assert area.chips.rects()
    driver.client.play(option.move.id)
    for (value, at), after in later.items():
        assert driver.client.value(value, at) == after
    driver.key(pygame.K_ESCAPE)
    assert not area.chips.rects()


def test_what_may_fall_is_shown_over_its_place_and_in_the_sum(driver: Driver) -> None:
    sit(driver)
    table, client = driver.table, driver.client
    assert isinstance(table.area, MapArea)
    option = next(o for o in client.options() if o.legal and odds_of(client.preview(o.move.id)))
    table.choose_action(option.move.script)
    table.choose_target(*option.steps)
    chances = board.chances(table.look, table.chances())
    place = option.move.targets[0]
    assert chances[place]
    assert table.area.chips.rects()
    parts = board.equation(client, table.look, place, table.later(), table.chances()).minus
    assert {share for part in parts for share, _ in part.odds} <= {c.share for c in chances[place]}
    assert any(part.odds for part in parts)


def test_why_a_place_stands_so_is_told_under_its_sum(driver: Driver) -> None:
    sit(driver)
    assert "Failing" in words(driver, "space.stakes")
    top = driver.app.root.top
    assert top is not None
    assert "against" in top.find("space.stakes").tip
