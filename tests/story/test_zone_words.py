"""What lies in places of zones and what was moved, as each seat reads it."""

from __future__ import annotations

import pytest

from game.rules import Rules, parse_rules
from game.story.zones import counted, shown_places
from game.table import GameSetup, Sitting

RULES = """
[game]
name = "Tiles"
language = 2
seats = ["red", "blue"]

[set.tile]
members = ["oak", "elm", { id = "ash", name = "The ash" }, "fir"]

[zone.tiles]
of = "tile"
start = "bag"

[zone.tiles.places]
bag = { see = "none" }
rack = { of = "seat", see = "viewer == seat" }
heap = { ordered = true, name = "The heap" }

[procedure.play]
do = '''
for s in seat:
    for n in range(2):
        drawn = chance(bag, see=viewer == s, text="A tile")
        move(drawn, bag, rack[s])
for s in seat:
    laid = choose(s, rack[s], text="Lay one")
    move(laid, rack[s], heap)
given = choose(red, rack[red], see=viewer == red, text="Give one")
move(given, rack[red], rack[blue])
end()
'''
"""


@pytest.fixture(scope="module")
def rules() -> Rules:
    return parse_rules(RULES)


def played(rules: Rules, *outcomes: str) -> Sitting:
    sitting = Sitting.open(GameSetup(rules, "standard", seed=1), {})
    for name in outcomes:
        if sitting.actor is None:
            sitting.set_outcome(f"play.drawn:{name}", author="facilitator")
        else:
            local = sitting.pending.local
            sitting.play(f"play.{local}:{name}")
    return sitting


def test_a_line_names_what_its_reader_may_know(rules: Rules) -> None:
    sitting = played(rules, "oak", "ash", "elm", "fir", "oak", "fir", "ash")
    told = {seat: [line.text for line in sitting.log(seat)] for seat in ("red", "blue", None)}
    assert told["red"][1] == "A tile: The ash, from Bag to Rack (Red)."
    assert told["blue"][1] == "A tile: an outcome not seen. 1 tile: from Bag to Rack (Red)."
    assert told["blue"][4] == "Red: Lay one: Oak, from Rack (Red) to The heap."
    assert told["red"][6].startswith("Red: Give one: The ash, from Rack (Red) to Rack (Blue).")
    assert told["blue"][6].startswith(
        "Red: Give one: a choice not shown. The ash: from Rack (Red) to Rack (Blue)."
    )
    assert told[None][2] == "A tile: Elm, from Bag to Rack (Blue)."


def test_what_lies_in_a_place_is_listed_counted_or_told_by_its_top(rules: Rules) -> None:
    sitting = played(rules, "oak", "ash", "elm", "fir", "oak", "fir")
    words = {
        seat: {p.title: p.words for p in shown_places(sitting.game, sitting.view(seat))}
        for seat in ("red", "blue")
    }
    assert words["red"] == {
        "Bag": "empty", "Rack (Red)": "The ash", "Rack (Blue)": "1 tile",
        "The heap": "Fir on top of 2",
    }  # fmt: skip
    assert words["blue"]["Rack (Red)"] == "1 tile"
    assert words["blue"]["Rack (Blue)"] == "Elm"
    first = [p.words for p in shown_places(sitting.game, played(rules).view("red"))]
    assert first == ["4 tiles", "empty", "empty", "empty"]


def test_members_are_laid_elsewhere_by_the_facilitator(rules: Rules) -> None:
    sitting = played(rules, "oak", "ash")
    assert sitting.facilitator.override("tiles[oak]", "heap", "It fell") == ("rack[red]", "heap")
    assert sitting.log("blue")[-1].text == (
        "The facilitator: changed the board: It fell. Oak: from Rack (Red) to The heap."
    )
    sitting.facilitator.inject("Wind", changes={"tiles[ash]": "bag", "tiles[elm]": "rack[red]"})
    assert sitting.log("blue")[-1].text == "The facilitator: Wind."
    assert sitting.log("red")[-1].text == (
        "The facilitator: Wind. Elm: to Rack (Red); The ash: from Rack (Red)."
    )


@pytest.mark.parametrize(
    ("word", "count", "said"),
    [("card", 1, "1 card"), ("card", 0, "0 cards"), ("city", 2, "2 cities"), ("key", 3, "3 keys"),
     ("box", 2, "2 boxes"), ("train_car", 2, "2 train cars")],
)  # fmt: skip
def test_members_are_counted_in_words(word: str, count: int, said: str) -> None:
    assert counted(word, count) == said
