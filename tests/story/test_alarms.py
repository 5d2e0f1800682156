"""Alarms: a number that comes near its end, or falls low, is told to who sees it."""

from __future__ import annotations

import attrs
import pytest

from game.engine import Game, View
from game.rules.look import AlarmLook
from game.story.alarms import alarms
from tests.loaded import rules_of

SAY = "It is {value} of {end}."


def views(values: list[int], look: AlarmLook) -> tuple[Game, list[View]]:
    """What a seat sees of the smallest game with a number at each of these values."""
    rules = rules_of("rules")
    game = Game(rules, "first-watch")
    made = []
    for value in values:
        state = game.new_game()
        game.override(state, look.value, value)
        made.append(game.observe(state, game.seats[0]))
    return game, made


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [(5, 4, []), (4, 3, [3]), (3, 3, []), (3, 1, [1]), (1, 2, []), (6, 0, [0]), (0, 5, [])],
)
def test_our_game_alerts_as_the_crisis_comes_near_its_end(
    was: int, now: int, told: list[int]
) -> None:
    """By how far the number is from its end, which the scenario says."""
    (look,) = (a for a in rules_of("rules").look.alarms if a.limit)
    assert look.limit is not None
    end = Game(rules_of("rules"), "first-watch").numbers[look.limit]
    game, (before, after) = views([end - was, end - now], look)
    found = [alarm for alarm in alarms(game, before, after) if alarm.value == look.value]
    assert [end - alarm.at for alarm in found] == told
    assert all(str(end - now) in alarm.text and "{" not in alarm.text for alarm in found)


@pytest.mark.parametrize(("was", "now", "told"), [(3, 2, 0), (2, 1, 1), (3, 0, 1), (0, 1, 0)])
def test_a_number_that_falls_low_is_told(was: int, now: int, told: int) -> None:
    rules = rules_of("rules")
    (near,) = (a for a in rules.look.alarms if a.limit)
    look = attrs.evolve(near, near=(), low=(1, 0), say=SAY)
    game, (before, after) = views([was, now], look)
    kept, game.rules.look = game.rules.look, attrs.evolve(rules.look, alarms=(look,))
    try:
        assert len(alarms(game, before, after)) == told
    finally:
        game.rules.look = kept
