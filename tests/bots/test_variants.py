"""Doctrines are rows of the rules: variants, rankings for each action, and a least worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.bots import bots_of
from game.bots.manners import MANNERS
from game.engine import Game
from game.engine.generator import Generator
from game.rules import parse_rules
from game.table import GameSetup, Recall, SavedGame, Sitting

RULES = """
[game]
name = "Digging"
seats = ["ann", "bob"]
longest = { decisions = 4, chance = 0 }

[set.field]
members = [{ id = "near", worth = 1 }, { id = "far", worth = 3 }]

[register.holes]
of = "field"
range = [0, 9]

[action.dig]
seats = "all"
choose = { field = "field" }
do = "holes[field] += 1"

[action.rest]
seats = "all"
do = "pass"

[procedure.play]
do = '''
act(ann)
act(bob)
act(ann)
act(bob)
end()
'''

[[doctrine.ann]]
id = "nearby"
variant = "lazy"
act = ["dig", "rest"]
best = { dig = "2 - field.worth", rest = "0" }
say = "Not far."

[[doctrine.ann]]
id = "deep"
act = "dig"
best = "field.worth - 3 * holes[field]"
least = 2
say = "Where it is worth the walk."

[[doctrine.ann]]
id = "shrug"
variant = "all"
act = "rest"
say = "That will do."

[[doctrine.bob]]
id = "idle"
variant = ["lazy", "doctrine"]
act = "rest"
say = "No."
"""


def moves(variant: str) -> list[str]:
    """What a game comes to in which both seats are played by one bot."""
    rules = parse_rules(RULES)
    seats = {"ann": f"bot:{variant}", "bob": f"bot:{variant}"}
    sitting = Sitting.open(GameSetup(rules, "standard", seats, 1), bots_of(rules))
    played = []
    while (step := sitting.step()) is not None:
        played.append(step.move.name)
    return played


def test_each_variant_plays_its_own_rows() -> None:
    assert moves("doctrine") == ["dig:far", "rest", "rest", "rest"]
    assert moves("lazy") == ["dig:near", "rest", "dig:near", "rest"]


def test_the_rules_name_their_bots() -> None:
    assert {*bots_of(parse_rules(RULES))} - {*MANNERS} == {"random", "doctrine", "lazy"}


def test_a_save_finds_the_bots_of_its_own_rules(tmp_path: Path) -> None:
    rules = parse_rules(RULES)
    path = tmp_path / "dig.toml"
    seats = {"ann": "bot:lazy", "bob": "human"}
    Sitting.open(GameSetup(rules, "standard", seats, 1, path), bots_of(rules)).step()
    again = Sitting.open(SavedGame(path), bots_of)
    assert again.seats == seats
    assert not again.notices


def test_a_bot_says_its_row() -> None:
    rules = parse_rules(RULES)
    game = Game(rules)
    choice = bots_of(rules)["lazy"](game, game.new_game(), "ann", Generator(1), Recall((), list))
    assert choice.why == "Not far."


@pytest.mark.parametrize("variant", ["doctrine", "lazy"])
def test_advice_is_for_who_moves(variant: str) -> None:
    game = Game(parse_rules(RULES))
    state = game.new_game()
    assert game.doctrine(state, "bob", variant) is None
    assert game.doctrine(state, "ann", variant) is not None
