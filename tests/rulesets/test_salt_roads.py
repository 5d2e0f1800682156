"""The game of towns and roads: supply, battles, and what orders do, by hand."""

from __future__ import annotations

import pytest

from game.engine import CHANCE, OVER, Game
from tests.rulesets.walk import game_of


def ordered(game: Game) -> bytearray:
    """The position in which the first house has its first act, with any cards."""
    state = game.new_game()
    while not _acting(game, state):
        game.apply(state, game.legal(state)[0])
    return state


def _acting(game: Game, state: bytearray) -> bool:
    return any(game.name(move) == "rest" for move in game.legal(state))


def say(game: Game, state: bytearray, move: str) -> list[str]:
    """What refuses a move."""
    verdict = game.explain(state, game.id(move))
    return [clause.id for clause in verdict.clauses if not clause.held]


def fight(game: Game, state: bytearray, move: str, many: int, attack: int, defence: int) -> None:
    """March against a town, and let the dice fall so."""
    game.apply(state, game.id(move))
    game.apply(state, game.id(f"march.many:{many}"))
    for die in (attack, defence):
        assert game.actor(state) == CHANCE
        outcomes = [m for m, _ in game.chance(state)]
        game.apply(state, next(m for m in outcomes if game.name(m).endswith(f":{die}")))


def test_a_town_is_in_supply_by_towns_of_its_own() -> None:
    game = game_of("salt-roads")
    state = ordered(game)
    game.override(state, "owner[weir]", "heron")
    assert "supply" not in say(game, state, "muster:weir")
    game.override(state, "owner[cross]", "otter")
    assert "supply" in say(game, state, "muster:weir")
    game.override(state, "owner[ferry]", "heron")
    assert "supply" not in say(game, state, "muster:weir"), "by Elm and Ferry"


@pytest.mark.parametrize(
    ("wall", "attack", "defence", "left", "stay", "holder"),
    [
        (False, 4, 3, 2, 1, "otter"),  # 3 + 4 against 3 + 3: the defenders lose two
        (False, 3, 4, 1, 2, "otter"),  # 3 + 3 against 3 + 4: the attackers do
        (False, 3, 3, 2, 2, "otter"),  # even: one each
        (True, 4, 3, 2, 2, "otter"),  # the wall makes it even
    ],
)
def test_the_lower_side_loses_two_and_a_wall_counts_one(
    wall: bool, attack: int, defence: int, left: int, stay: int, holder: str
) -> None:
    game = game_of("salt-roads")
    state, (start, goal) = ordered(game), ("weir", "salter") if wall else ("cross", "mill")
    for cell, value in (("owner", "otter"), ("troops", 3)):
        game.override(state, f"{cell}[{goal}]", value)
    for cell, value in (("owner", "heron"), ("troops", 4)):
        game.override(state, f"{cell}[{start}]", value)
    fight(game, state, f"march:{start}:{goal}", 3, attack, defence)
    assert game.value(state, "troops", start) == 1 + left
    assert game.value(state, "troops", goal) == stay
    assert game.value(state, "owner", goal) == holder


def test_who_beats_the_last_defenders_takes_the_town() -> None:
    game = game_of("salt-roads")
    state = ordered(game)
    for cell, value in (("owner[mill]", "otter"), ("troops[mill]", 2), ("troops[cross]", 4)):
        game.override(state, cell, value)
    fight(game, state, "march:cross:mill", 4, 6, 1)
    assert game.value(state, "owner", "mill") == "heron"
    assert game.value(state, "troops", "mill") == 3
    assert game.value(state, "owner", "cross") == "heron", "a banner stays"


def test_the_other_capital_wins_at_once() -> None:
    game = game_of("salt-roads")
    state = ordered(game)
    game.override(state, "owner[oak]", "heron")
    game.override(state, "troops[oak]", 5)
    for town in ("mill", "salter"):
        game.override(state, f"owner[{town}]", "heron")
    game.override(state, "troops[saltmouth]", 0)
    game.apply(state, game.id("march:oak:saltmouth"))
    game.apply(state, game.id("march.many:2"))
    assert game.actor(state) == OVER
    assert game.winner(state) == "heron"
