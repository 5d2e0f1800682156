"""The row of the doctrine that a bot followed, as far as another seat can tell it."""

from __future__ import annotations

import pytest

from game.engine import CHANCE, OVER, Game
from game.engine.generator import Generator
from tests.loaded import compiled


def games() -> list[tuple[str, str]]:
    """Scenarios whose bots follow rows."""
    return [("rules", "first-watch"), ("rules", "shamsiddin-shohin"), ("rules", "full-equation")]


@pytest.mark.parametrize(("name", "scenario"), games())
def test_what_is_told_is_the_row_that_spoke(name: str, scenario: str) -> None:
    game: Game = compiled(name, scenario)
    state, dice, told, hidden = game.new_game(), Generator(7), 0, 0
    for _ in range(160):
        actor = game.actor(state)
        if actor == OVER:
            break
        if actor == CHANCE:
            game.apply(state, dice.weighted(game.chance(state)))
            continue
        assert actor is not None
        advice = game.doctrine(state, actor)
        move = advice.move_id if advice is not None else game.legal(state)[0]
        for seat in game.seats:
            if not game.sees_move(state, seat, move):
                continue
            found = game.followed(game.observe(state, seat), actor, move)
            if advice is not None and found is not None:
                assert (found.row, found.say, found.move_id) == (advice.row, advice.say, move)
                told += 1
            hidden += advice is not None and found is None
            if seat == actor and advice is not None:
                assert found is not None, "a seat knows all that its own rows read"
        game.apply(state, move)
    assert told
    assert hidden < told
