"""Rule sets and games that many tests read: loaded and compiled once in a process.

Nothing here is ever changed by a test: a game is pure, and rules only gain the programs of the
scenarios that are asked for.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from game.engine import Game
from game.resources import known_games
from game.rules import Rules, load_rules

TESTS = Path(__file__).parent
OWN = TESTS.parent / "rules.toml"
RULESETS = TESTS / "rulesets"
#: The games on the shelf, by their ids.
SHELF = known_games()
#: Those that tests of every rule set walk through; a large one has tests of its own.
WALKED = {name: path for name, path in SHELF.items() if name != "two-bridges"}


def path_of(name: str) -> Path:
    """Where a rule set lies: "rules" is the repository's own, the others are small ones.

    Those on the shelf are known by their ids, the rest by their files in `rulesets/`.
    """
    return OWN if name == "rules" else SHELF.get(name) or RULESETS / f"{name}.toml"


@cache
def rules_of(name: str) -> Rules:
    """Load a rule set; its scenarios are compiled when they are first asked for."""
    return load_rules(path_of(name), "")


@cache
def compiled(name: str, scenario: str, evaluator: str = "tiered") -> Game:
    """Compile a scenario with its options at their defaults."""
    return Game(rules_of(name), scenario, evaluator=evaluator)


@cache
def declared(name: str) -> dict[str, Any]:
    """Read a rule set as plain TOML: what it declares, without our loader."""
    return tomllib.loads(path_of(name).read_text(encoding="utf-8"))
