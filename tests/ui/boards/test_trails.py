"""What a look draws between places: the way of supply to a piece, and what pieces aim at."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from game.drawing.costs import GroundCosts
from game.engine import Hidden
from game.rules.look import declare_look
from game.ui.screens.grid_area import GridArea
from game.ui.widgets.legend import Legend
from tests.loaded import compiled, rules_of
from tests.ui.conftest import Driver

LOOK = """\
version = 1

[board.hex]
cost = "toll"

[board.hex.trails.supply]
reach = "supplied"
name = "Supply"
colour = "#90e090"

[board.hex.aims.attack]
pieces = "joined"
to = "target"
"""

#: What is put in place of what; the code of the finding, and what it says.
WRONG = [
    ('cost = "toll"', 'cost = "tolls"', "unknown-name", "`toll`"),
    ('cost = "toll"', 'cost = "combat"', "unknown-name", "`combat`"),
    ('reach = "supplied"', 'reach = "supplies"', "unknown-name", "`supplied`"),
    ('reach = "supplied"', 'reach = "attack"', "wrong-type", "a set of places"),
    ('colour = "#90e090"', 'colour = "#90e09"', "bad-colour", "#rrggbb"),
    ('pieces = "joined"', 'pieces = "joins"', "unknown-name", "`joins`"),
    ('pieces = "joined"', 'pieces = "steps"', "wrong-type", "true or false"),
    ('pieces = "joined"\n', "", "missing-key", "`pieces`"),
    ('to = "target"', 'to = "shaken"', "wrong-type", "`hex`"),
    ('to = "target"', 'to = "holder"', "wrong-index", "`holder`"),
    ('to = "target"', 'to = "target"\nbend = 1', "unknown-key", "`bend`"),
]


@pytest.mark.parametrize(("old", "new", "code", "says"), WRONG)
def test_what_is_wrong_in_them_is_a_finding(old: str, new: str, code: str, says: str) -> None:
    rules = rules_of("two-bridges")
    compiled("two-bridges", rules.scenarios[0].id)
    _, found = declare_look(tomllib.loads(LOOK), rules.decls, rules.kinds, Path())
    assert not found
    text = LOOK.replace(old, new, 1)
    assert text != LOOK
    _, found = declare_look(tomllib.loads(text), rules.decls, rules.kinds, Path())
    assert [f.code for f in found] == [code]
    assert says in f"{found[0].message} {found[0].suggestion}"


@pytest.fixture
def war(tmp_path: Path) -> tuple[Driver, GridArea]:
    """Two Bridges at its first question."""
    driver = Driver(rules_of("two-bridges"), tmp_path)
    driver.begin()
    area = driver.table.area
    assert isinstance(area, GridArea)
    return driver, area


def test_supply_is_dotted_from_its_source_to_the_chosen_piece(
    war: tuple[Driver, GridArea],
) -> None:
    driver, area = war
    assert not area.view.marks.trails
    driver.table.choose_action("march")
    driver.table.choose_target("foot3")
    (trail,) = area.view.marks.trails
    picture = driver.client.game.reach(driver.client.view, "supplied", "red")
    assert not isinstance(picture, Hidden)
    assert trail.kind == "dots"
    assert trail.places == picture.ways["j4"]
    assert picture.costs[trail.places[0]] == 0


def test_neighbours_aim_with_an_arrow_and_guns_from_afar_with_a_dashed_line(
    war: tuple[Driver, GridArea],
) -> None:
    driver, _ = war
    driver.new_game("bridgehead", {"red": "human"}, 1)
    driver.settle()
    client, area = driver.client, driver.table.area
    assert isinstance(area, GridArea)
    for name in ("march:guns1:j3", "march:foot1:j4", "rest", "assault:j5"):
        assert client.play(client.game.id(name)).done
    driver.table.renew()
    found = {trail.places: trail.kind for trail in area.view.marks.trails}
    assert found == {("j4", "j5"): "arrow", ("j3", "j5"): "shot"}
    assert client.play(client.game.id("spare:guns1")).done
    driver.table.renew()
    assert {trail.places for trail in area.view.marks.trails} == {("j4", "j5")}


def test_the_legend_tells_the_costs_of_the_chosen_piece(war: tuple[Driver, GridArea]) -> None:
    driver, area = war
    told = {entry.name: entry.note for entry in area.legend.entries}
    assert (told["Clear"], told["Wood"], told["Hill"]) == ("2", "2–5", "3–5")
    for piece, wood in (("foot3", "3"), ("guns1", "5"), ("rangers", "2")):
        driver.table.renew()
        driver.table.choose_action("march")
        driver.table.choose_target(piece)
        told = {entry.name: entry.note for entry in area.legend.entries}
        assert told["Wood"] == wood
    assert told[""] == "Scouts:"


def test_costs_are_those_of_the_table_for_every_kind_and_ground() -> None:
    game = compiled("two-bridges", rules_of("two-bridges").scenarios[0].id)
    costs = GroundCosts(game, "toll", "ground")
    table = game.tables["toll"]
    for i, kind in enumerate(table.keys[0].heads):
        for j, ground in enumerate(table.keys[1].heads):
            assert costs.note(ground, kind) == str(table.cells[i, j])
    assert costs.kind("unit", "guns1") == "guns"
    assert not GroundCosts(game, "combat", "ground").by
    assert not GroundCosts(game, "no_table", "ground").note("clear")


@pytest.mark.parametrize("wide", [400, 800, 1400])
def test_a_legend_keeps_within_its_width(wide: int, war: tuple[Driver, GridArea]) -> None:
    legend = Legend(war[1].legend.entries)
    rows = legend._rows(wide)
    assert 1 <= len(rows) <= Legend.ROWS
    assert legend.measure(wide)[1] == (46 if len(rows) == 1 else 80)
    for row in rows:
        assert sum(map(legend._wide, row)) + 20 * (len(row) - 1) <= wide - 32
