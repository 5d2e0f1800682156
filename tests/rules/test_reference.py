"""Every example of the language's reference is read and played."""

import pytest

from game.engine import OVER, Game
from game.rules import parse_rules
from game.rules.constructs import CONSTRUCTS, Construct
from game.rules.examples import WHOLE_GAME
from game.rules.reference import example_rules, language_reference


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


def test_whole_game_plays() -> None:
    """Two votes of yes, yes, no and a toll of 4 each time: the one who voted no has 8."""
    rules = parse_rules(WHOLE_GAME)
    assert not rules.warnings
    game = Game(rules)
    state = game.new_game()
    for _ in range(2):
        for name in ("play.ballot:yes", "play.ballot:yes", "play.ballot:no"):
            assert game.pending(state).hidden
            game.apply(state, game.id(name))
        game.apply(state, game.id("count_votes.toll:4"))
    assert game.returns(state) == (-2, -2, 8)
    assert game.winner(state) == "east"
    start = game.new_game()
    advice = game.doctrine(start, "north")
    assert advice is not None
    assert game.name(advice.move_id) == "play.ballot:no"
