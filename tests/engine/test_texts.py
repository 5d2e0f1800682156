"""How moves are called for people."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import parse_rules

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
