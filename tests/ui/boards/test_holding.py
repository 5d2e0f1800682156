"""Who holds a place is no piece: a flag and a tint; seats have colours that are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing import palette
from game.drawing.seats import seat_styles
from game.engine import Game
from game.rules import parse_rules
from game.rules.look import Look
from game.table.on_board import OnBoard
from game.ui.boards.seats import readable
from game.ui.screens.grid_area import GridArea
from game.ui.screens.topbar import Figure, TurnTrack
from tests.loaded import SHELF, compiled, rules_of
from tests.ui.conftest import Driver


def stones(name: str) -> dict[str, bool]:
    """The stones at the start of a game, by place: whether they say who holds it."""
    rules = rules_of(name)
    game = compiled(name, rules.scenarios[0].id)
    view = game.observe(game.new_game(), game.seats[0])
    read = OnBoard(game, game.boards[0].set, rules.look.pieces).read(view)
    return {p: s.holds for p, found in read.on.items() for s in found if s.what == "stone"}


def test_a_stone_holds_its_place_where_other_things_stand_on_places() -> None:
    assert all(stones("two-bridges").values())
    # Towns with troops are told by these, and those without by who holds them.
    assert set(stones("salt-roads").values()) == {False}
    assert set(stones("othello").values()) == {False}


def test_a_holder_is_drawn_as_a_flag_and_told_in_words(tmp_path: Path) -> None:
    driver = Driver(rules_of("two-bridges"), tmp_path)
    driver.begin()
    area = driver.table.area
    assert isinstance(area, GridArea)
    pictures = area.pictures.read(area.stood)
    assert not pictures["k3"].things
    assert pictures["k3"].holding is not None
    assert "Holder: Red" in area.about("k3")
    assert all(
        len(p.things) == sum(s.what == "piece" for s in area.stood.on[n])
        for n, p in pictures.items()
    )


@pytest.mark.parametrize(
    ("name", "place", "told"),
    [
        ("salt-roads", "highgate", "{~Worth 3 · Wall}"),
        ("salt-roads", "elm", "{~Worth 1}"),
        ("two-bridges", "d5", "{~Worth 3 · Daily 1}"),
        ("two-bridges", "a1", ""),
        ("othello", "d5", ""),
    ],
)
def test_what_never_changes_of_a_place_is_told_with_it(
    name: str, place: str, told: str, tmp_path: Path
) -> None:
    driver = Driver(rules_of(name), tmp_path)
    driver.begin()
    found = [line for line in driver.table.area.about(place) if line.startswith("{~")]
    assert found == ([told] if told else [])


@pytest.mark.parametrize("name", sorted(SHELF))
def test_seats_differ_in_colour_and_are_read_on_the_panel(name: str) -> None:
    rules = rules_of(name)
    game = compiled(name, rules.scenarios[0].id)
    styles = seat_styles(game, rules.look)
    assert len({style.colour for style in styles.values()}) == len(game.seats)
    assert len({readable(style.colour) for style in styles.values()}) == len(game.seats)


def test_no_seat_takes_the_colour_that_another_is_called_by() -> None:
    text = """
[game]
name = "X"
seats = ["first", "second", "blue", "red", "amber"]
[procedure.play]
do = "end()"
"""
    game = Game(parse_rules(text))
    colours = {seat: style.colour for seat, style in seat_styles(game, Look()).items()}
    assert len(set(colours.values())) == len(colours)
    for seat in ("blue", "red", "amber"):
        assert colours[seat] == palette.seat_colour([seat])


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_words_in_any_colour_are_light_enough(colour: tuple[int, int, int]) -> None:
    light = [r * 299 + g * 587 + b * 114 for r, g, b in (colour, readable(colour))]
    assert light[1] >= 117_000
    assert readable(colour) == colour or light[0] < 118_000


def test_the_rounds_are_a_track_and_what_the_rules_show_stands_in_the_bar(tmp_path: Path) -> None:
    driver = Driver(rules_of("two-bridges"), tmp_path, (1920, 1080))
    driver.begin()
    (track,) = [w for w in driver.table.bar.walk() if isinstance(w, TurnTrack)]
    assert (track.now, track.last) == (1, 10)
    client = driver.client
    for name in ("march:foot3:j6", "rest", "assault:k7"):
        client.play(client.game.id(name))
    driver.table.renew()
    names = {w.children[1].name for w in driver.table.bar.walk() if isinstance(w, Figure)}
    assert {"shown:odds_now", "shown:attackers_now"} <= names
