"""Small games for the tests of a sitting."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from game.rules import parse_rules
from tests.loaded import rules_of

if TYPE_CHECKING:
    from game.rules import Rules

RULESETS = Path(__file__).parents[1] / "rulesets"

MARKS = '''
[game]
name = "Marks"
text = "Two seats make marks, three decisions at a time, four times."
disclaimer = "A test of undo."
seats = ["ink", "chalk"]
longest = { decisions = 12, chance = 0 }
returns = [-1, 1]

[register.marks]
of = "seat"
range = [0, 6]
text = "Marks made."

[action.draw]
text = "Make a mark."
do = "marks[actor] += 1"

[action.skip]
text = "Make none."
do = "pass"

[procedure.play]
text = "Three decisions each, twice."
do = """
for turn in range(2):
    for s in seat:
        for k in range(3):
            act(s)
end(winner=ink)
"""
'''


@pytest.fixture(scope="session")
def kuhn() -> Rules:
    return rules_of("kuhn")


@pytest.fixture(scope="session")
def race() -> Rules:
    return rules_of("dice-race")


@pytest.fixture(scope="session")
def marks() -> Rules:
    return parse_rules(MARKS, "marks.toml")


def random_bot(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> Any:
    """Choose uniformly."""
    from game.table import BotChoice

    legal = game.legal(state)
    return BotChoice(legal[rng.below(len(legal))], "by lot")


@pytest.fixture(scope="session")
def bots() -> Mapping[str, Any]:
    return {"random": random_bot}
