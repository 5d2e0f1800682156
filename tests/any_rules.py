"""Every rule set of the repository, for tests of what must hold of any."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from random import Random

from game.engine import OVER, EngineError, Game
from game.resources import rules_path
from game.rules import Rules, RulesError, load_rules, parse_rules
from game.rules.reference.constructs import CONSTRUCTS
from game.rules.reference.examples import WHOLE_GAME
from game.rules.reference.reference import example_rules
from tests.judge.choices import by_seed
from tests.judge.rulesets import ruleset, written
from tests.loaded import RULESETS, TESTS, WALKED, rules_of

_FILES = {
    **WALKED,
    **{
        path.stem: path
        for path in (
            *sorted(RULESETS.glob("**/*.toml")),
            TESTS / "engine" / "constructs.toml",
            TESTS / "rules" / "base.toml",
        )
    },
}
_EXAMPLES = {f"{c.kind}: {c.name}": c for c in CONSTRUCTS}

#: The files of rules that tests play, and the examples of the language's reference, by name.
FILES = tuple(_FILES)
EXAMPLES = ("a whole game", *_EXAMPLES)


#: So many moves, by lot, show whether the scripts of generated rules run.
TRIAL = 80


def runs(rules: Rules) -> bool:
    """Whether games by lot come to an end soon, and no script breaks a promise on the way."""
    for info in rules.scenarios:
        game, dice = Game(rules, info.id), Random(1)
        for _ in range(12):
            state = game.new_game()
            for _ in range(TRIAL):
                if game.actor(state) == OVER:
                    break
                try:
                    game.apply(state, dice.choice(game.legal(state)))
                except (EngineError, IndexError):
                    return False
            else:
                return False
    return True


def generated(count: int) -> Iterator[tuple[str, Rules]]:
    """So many generated rule sets that are well, by their seeds.

    What is refused, or breaks a promise when it is played, is for the checker and passed over.
    """
    for seed in itertools.count():
        if not count:
            return
        name = f"generated {seed}"
        try:
            rules = parse_rules(written(ruleset(by_seed(seed))), f"{name}.toml")
            if not runs(rules):
                continue
        except (RulesError, EngineError):
            continue
        count -= 1
        yield name, rules


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
