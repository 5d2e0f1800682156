"""How moves are called for people."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import parse_rules
from tests.loaded import compiled

TOSS = """
[game]
name = "Toss"
text = "A coin falls."
disclaimer = "A test."
seats = ["one", "two"]
longest = { decisions = 0, chance = 1 }

[register.up]
range = "bool"
text = "How it fell."

[procedure.play]
do = \"\"\"
up = chance(coin, text="Which side is up?")
\"\"\"

[scenario.plain]
name = "Plain"
text = "As it is."
"""


@pytest.mark.parametrize(("value", "title"), [("true", "Heads"), ("false", "Tails")])
def test_a_coin_falls_on_a_side(value: str, title: str) -> None:
    game = Game(parse_rules(TOSS), "plain")
    (name,) = (name for name in game.names if name.endswith(f":{value}"))
    assert game.move(game.id(name)).title == title


@pytest.mark.parametrize("scenario", ["shamsiddin-shohin", "full-equation"])
def test_each_member_of_each_set_is_described_those_of_answers_too(scenario: str) -> None:
    """A set that the rules do not name, of the answers to a question, has points in its name."""
    game = compiled("rules", scenario)
    asked = [name for name in game.sets if "." in name]
    assert asked
    for name, spec in game.sets.items():
        for member in spec.members:
            assert isinstance(game.describe("member", f"{spec.base}.{member}"), dict), name
