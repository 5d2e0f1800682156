"""Every example of the language's reference is read and played."""

import pytest

from game.engine import OVER, Game
from game.rules import parse_rules
from game.rules.reference import CONSTRUCTS, Construct, example_rules, language_reference


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda c: f"{c.kind}: {c.name}")
def test_example_plays(construct: Construct) -> None:
    game = Game(parse_rules(example_rules(construct)))
    for pick in (0, -1):
        state = game.new_game()
        steps = 0
        while game.actor(state) != OVER:
            legal = game.legal(state)
            assert legal
            game.apply(state, legal[pick])
            steps += 1
            assert steps < 100
        assert game.ending(state) is not None


def test_reference_shows_every_construct() -> None:
    text = language_reference()
    for construct in CONSTRUCTS:
        assert construct.example in text
        assert f"### {construct.name}" in text
