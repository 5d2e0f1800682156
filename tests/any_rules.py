"""Every rule set of the repository, for tests of what must hold of any."""

from __future__ import annotations

from functools import cache

from game.resources import rules_path
from game.rules import Rules, load_rules, parse_rules
from game.rules.reference.constructs import CONSTRUCTS
from game.rules.reference.examples import WHOLE_GAME
from game.rules.reference.reference import example_rules
from tests.loaded import RULESETS, TESTS, rules_of

_FILES = {
    path.stem: path
    for path in (
        *sorted(RULESETS.glob("**/*.toml")),
        TESTS / "engine" / "constructs.toml",
        TESTS / "rules" / "base.toml",
    )
}
_EXAMPLES = {f"{c.kind}: {c.name}": c for c in CONSTRUCTS}

#: The files of rules that tests play, and the examples of the language's reference, by name.
FILES = tuple(_FILES)
EXAMPLES = ("a whole game", *_EXAMPLES)


@cache
def any_rules(name: str) -> Rules:
    """The rules of that name; "rules" are those of our own game."""
    if name == "rules":
        return rules_of("rules")
    if name in _FILES:
        return load_rules(_FILES[name])
    text = WHOLE_GAME if name == "a whole game" else example_rules(_EXAMPLES[name])
    return parse_rules(text, f"{name}.toml")


def own_rules() -> str:
    """The text of our own game's rules."""
    return rules_path().read_text(encoding="utf-8")
