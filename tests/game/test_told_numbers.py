"""What is told of numbers in whole games: nothing is one of fewer than it is itself."""

from __future__ import annotations

import re
from random import Random

import pytest

from game.engine import CHANCE, OVER, Game
from game.rules.look import Look
from game.story.alarms import bound, end_of
from tests.loaded import rules_of

SCENARIOS = [scenario.id for scenario in rules_of("rules").scenarios]
OF = re.compile(r"(\d+) of (\d+)")


def worst_of(game: Game, rng: Random) -> list[str]:
    """All that a game told in which whatever can rise does rise: no seat acts."""
    told, state = list[str](), game.new_game()
    while (actor := game.actor(state)) is not OVER:
        if actor is CHANCE:
            outcomes, weights = zip(*game.chance(state), strict=True)
            move = rng.choices(outcomes, weights)[0]
        else:
            legal = game.legal(state)
            idle = [m for m in legal if game.move(m).name == "pass"]
            move = idle[0] if idle else rng.choice(legal)
        told += [e.text for e in game.apply_traced(state, move) if e.kind == "tell" and e.text]
    return told


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_number_is_one_of_fewer(scenario: str) -> None:
    game, found, past = Game(rules_of("rules"), scenario), 0, 0
    for seed in range(12):
        for sentence in worst_of(game, Random(seed)):
            past += "past the limit" in sentence
            for now, most in OF.findall(sentence):
                found += 1
                assert int(now) <= int(most), sentence
    assert found > 50
    # Games that nobody defends go beyond the limit: that is told in words of its own.
    assert past or scenario != "full-equation"


def test_a_number_past_its_end_names_the_limit() -> None:
    rules = rules_of("rules")
    look: Look = rules.look
    game = Game(rules, "full-equation")
    for track in look.tracks:
        end = end_of(game, track.value, track.limit)
        assert end is not None
        assert bound(end, end) == f"/{end}"
        assert f"/{end}" not in bound(end + 1, end)
        assert str(end) in bound(end + 1, end)
