"""How boards and pieces look: what is wrong in it is a finding at its place."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from game.rules import Rules, load_rules
from game.rules.look import declare_look
from game.rules.source.positions import Positions
from tests.loaded import RULESETS

LOOK = """\
version = 1

[seats.red]
colour = "#c03020"
icon = "shield"
shape = "disc"
outline = "cut"
hatch = "rising"

[board.hex]
terrain = "terrain"
cost = "cost"
grid = "lines"
areas = "voronoi"
colours = ["#102030", "#405060"]
holes = "#d8c8a0"
coordinates = false

[board.hex.ground.wood]
colour = "#204030"
pattern = "trees"
note = "dark"

[board.hex.lines.road]
pattern = "track"
colour = "#d0b080"
name = "Rail"
note = "1"

[pieces.unit]
at = "at"
owner = "side"
shape = "counter"
numbers = ["strength", "march"]
symbol = "arm"
symbols = { foot = "infantry" }
colours = { b1 = "#3060c0" }
"""

#: What is put in place of what, with @@ where the finding is; its code, and what it says.
WRONG = [
    ('shape = "disc"', 'shape = "@@disk"', "wrong-shape", "`disc`"),
    ('outline = "cut"', 'outline = "@@cat"', "wrong-shape", "`cut`"),
    ('hatch = "rising"', 'hatch = "@@risen"', "wrong-shape", "`rising`"),
    ("[board.hex]", "[@@board.hexx]", "unknown-name", "`hexx`"),
    ('terrain = "terrain"', 'terrain = "@@terrein"', "unknown-name", "`terrain`"),
    ('cost = "cost"', 'cost = "@@coast"', "unknown-name", "`cost`"),
    ('grid = "lines"', 'grid = "@@line"', "wrong-shape", "`lines`"),
    ('areas = "voronoi"', 'areas = "@@voronoy"', "wrong-shape", "`voronoi`"),
    ('"#405060"]', '@@"#40506g"]', "bad-colour", "#rrggbb"),
    ('holes = "#d8c8a0"', 'holes = "@@#d8c8a"', "bad-colour", "#rrggbb"),
    ("coordinates = false", "coordinates = @@1", "wrong-shape", "true"),
    ("[board.hex.ground.wood]", "[@@board.hex.ground.wod]", "unknown-name", "`wood`"),
    ('pattern = "trees"', 'pattern = "@@treees"', "wrong-shape", "`trees`"),
    ("[board.hex.lines.road]", "[@@board.hex.lines.raod]", "unknown-name", "`road`"),
    ('pattern = "track"', 'pattern = "@@tracks"', "wrong-shape", "`track`"),
    ("[pieces.unit]", "[@@pieces.unti]", "unknown-name", "`unit`"),
    ('at = "at"', 'at = "@@att"', "unknown-name", "`at`"),
    ('owner = "side"', 'owner = "@@sidee"', "unknown-name", "`side`"),
    ('"strength", "march"]', '"strength", "@@mars"]', "unknown-name", "`march`"),
    ('symbol = "arm"', 'symbol = "@@arn"', "unknown-name", "`arm`"),
    ('foot = "infantry"', 'foot = "@@infantri"', "wrong-shape", "`infantry`"),
    ("{ b1 = ", "{ @@b11 = ", "unknown-name", "`b11`"),
    ("coordinates = false", 'coordinates = false\npicture = "@@../x.png"', "wrong-shape", ".png"),
    ("[pieces.unit]", "[@@board.unit]\n\n[pieces.unit]", "no-board", "`unit`"),
]


@cache
def rules() -> Rules:
    return load_rules(RULESETS / "boards" / "hexes.toml")


def test_all_that_a_look_may_say_of_boards_is_read() -> None:
    look, found = declare_look(tomllib.loads(LOOK), rules().decls, rules().kinds, Path())
    assert not found
    board, piece = look.boards["hex"], look.pieces["unit"]
    assert (board.terrain, board.cost, board.coordinates) == ("terrain", "cost", False)
    assert board.ground["wood"].pattern == "trees"
    assert board.lines["road"].name == "Rail"
    assert piece.numbers == ("strength", "march")
    assert look.seats["red"].outline == "cut"


@pytest.mark.parametrize(("old", "new", "code", "says"), WRONG, ids=lambda w: str(w)[:40])
def test_what_is_wrong_in_the_look_of_a_board_is_a_finding_at_its_place(
    old: str, new: str, code: str, says: str
) -> None:
    assert old in LOOK
    marked = LOOK.replace(old, new, 1)
    text = marked.replace("@@", "")
    _, found = declare_look(tomllib.loads(text), rules().decls, rules().kinds, Path())
    assert [f.code for f in found] == [code]
    assert says in f"{found[0].message} {found[0].suggestion}"
    line, _ = Positions(text).find(found[0].path, found[0].offset, found[0].at_key)
    assert line == marked[: marked.index("@@")].count("\n") + 1
