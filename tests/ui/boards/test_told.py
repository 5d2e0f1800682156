"""What is told of a board is lit on it and seen to move, and layers tint it by what one sees."""

from __future__ import annotations

import pygame
import pytest

from game.story.telling import words_of
from game.ui import board
from game.ui.boards.counters import Token
from game.ui.boards.flights import MOST, Flight, Flights
from game.ui.screens.grid_area import GridArea
from game.ui.widgets.odds import OddsLines
from game.ui.widgets.tween import STILL, Tween
from tests.loaded import rules_of
from tests.ui.conftest import Driver


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """A table at which blue, a bot, plays against a person."""
    driver = Driver(rules_of("two-bridges"), tmp_path_factory.mktemp("saves"), (1366, 768))
    driver.app.theme.speed = 1.0
    driver.new_game(driver.app.rules.scenarios[0].id, {"blue": "bot:doctrine"}, 5)
    return driver


def area_of(driver: Driver) -> GridArea:
    """The board."""
    area = driver.table.area
    assert isinstance(area, GridArea)
    return area


def test_a_layer_shows_each_place_as_the_viewer_sees_it(table: Driver) -> None:
    area, client = area_of(table), table.client
    assert [layer.draw for layer in area.layers] == ["seats", "seats", "ramp"]
    for layer in area.layers:
        table.key(pygame.K_y, "y")
        assert area.layer is layer
        tints = dict(area.view.marks.tints)
        assert set(tints) == set(area.shapes.cells)
        for place, found in tints.items():
            held = [s for s in client.game.seats if client.holds(layer.values[0], s, place)]
            if layer.draw == "seats":
                reach = [client.game.reach(client.view, layer.values[0], s) for s in held]
                assert all(place in getattr(picture, "costs", ()) for picture in reach)
                assert found == (tuple(map(client.tint, held)) or (layer.colours[0],))
            else:
                note = board.tinted(client, table.table.look, layer, place)[1]
                assert note == str(client.value(layer.values[0], place))
        shown = table.picture()
        table.app.frame()
        assert shown
    table.key(pygame.K_y, "y")
    assert area.view.marks.tints == ()
    table.click("layers")
    table.key(pygame.K_1, "1")
    assert area.layer is not None
    area.show_layer("")


def test_a_bots_move_is_lit_and_flies_and_a_throw_shows_the_face_that_fell(table: Driver) -> None:
    area, client = area_of(table), table.client
    flew = fell = 0
    for _ in range(400):
        table.app.update(1 / 60)
        cue = table.table.telling.play.cue
        if client.telling and cue is not None:
            table.catch_up()
            told = area.view.marks.told
            assert set(told) <= set(area.shapes.cells)
            flew += area.told.flights.moving
            assert not area.view.marks.reached.costs, "that alone is set off"
            if cue.throw is not None:
                (lines,) = [w for w in table.table.panel.walk() if isinstance(w, OddsLines)]
                title = client.game.move(client.game.id(cue.line.move or "")).title
                assert lines.fell is not None
                assert lines.faces[lines.fell] == title
                fell += 1
            table.key(pygame.K_SPACE, " ")
        elif client.mine:
            client.play(client.sitting.legal()[-1].id)
            table.table.after_play()
        if flew and fell:
            break
    assert flew
    assert fell


def test_pieces_fly_from_old_to_new_and_many_stay() -> None:
    places = {"a": (10, 10), "b": (110, 60)}
    flights = Flights(places.__getitem__, lambda: 20)
    flight = Flight(Token("counter", (200, 0, 0)), "a", "b")
    flights.show([flight], Tween(0.3))
    assert flights.moving
    first = flights.tick(0.0)[0]
    assert first.center == places["a"]
    assert all(flights.tick(0.02) for _ in range(15))
    assert not flights.tick(0.1), "it has come"
    for listed, tween in (([flight], STILL), ([flight] * (MOST + 1), Tween(0.3))):
        flights.show(listed, tween)
        assert not flights.moving


def test_what_others_could_march_to_a_place_is_named(table: Driver) -> None:
    client, area = table.client, area_of(table)
    named = 0
    for place in list(area.shapes.cells)[::9]:
        client.threats.finish(place, area.lying(place))
        lines = client.threats.lines(place)
        assert lines is not None
        for line in lines:
            words = words_of(line)
            named += any(client.game.title("unit", u) in words for u in client.game.members("unit"))
    assert named
