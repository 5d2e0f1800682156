"""The dice race on our engine: exact win probabilities against a solver written without it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from tests.rulesets.walk import game_of, value

STONE = 8


def steps(pace: int, stuck: bool, dash: bool) -> dict[tuple[int, bool], Fraction]:
    """Return where a runner stands after one turn, and how likely."""
    after: dict[tuple[int, bool], Fraction] = {}

    def add(gain: int, mired: bool, chance: Fraction) -> None:
        place = (min(STONE, pace + gain), mired)
        after[place] = after.get(place, Fraction()) + chance

    if not dash:
        for roll in range(1, 5):
            add(1 if stuck else roll, False, Fraction(1, 4))
    else:
        for roll in range(1, 7):
            add(max(roll, 3), stuck, Fraction(3, 6 * 6))
            add(min(roll, 2), stuck, Fraction(2, 6 * 6))
            add(0, True, Fraction(1, 6 * 6))
    assert sum(after.values()) == 1
    return after


def win(best: bool) -> Fraction:
    """Return how likely the starter wins: both at their best, or both choosing blindly."""

    @cache
    def chance(mine: tuple[int, bool], theirs: tuple[int, bool]) -> Fraction:
        options = [False]
        if not mine[1] and STONE - mine[0] >= 3:
            options.append(True)
        values = []
        for dash in options:
            total = Fraction()
            for place, weight in steps(*mine, dash).items():
                total += weight * (1 if place[0] == STONE else 1 - chance(theirs, place))
            values.append(total)
        return max(values) if best else sum(values, Fraction()) / len(values)

    return chance((0, False), (0, False))


def test_best_play() -> None:
    game = game_of("dice-race")
    assert value(game, 0) == 2 * win(best=True) - 1
    assert win(best=True) > Fraction(1, 2)


def test_blind_play() -> None:
    game = game_of("dice-race")
    assert value(game, 0, best=False) == 2 * win(best=False) - 1
    assert value(game, 1, best=False) == 1 - 2 * win(best=False)


def test_dice_and_footing_are_moves_with_weights() -> None:
    game = game_of("dice-race")
    state = game.new_game()
    assert [game.name(move) for move in game.legal(state)] == ["dash", "walk"]
    game.apply(state, game.id("dash"))
    odds = {game.name(move): weight for move, weight in game.chance(state)}
    assert {name.rpartition(":")[2]: weight for name, weight in odds.items()} == {
        "clean": 3,
        "stumble": 2,
        "mud": 1,
    }
    assert all(name.startswith("dash.foot:") for name in odds)
    game.apply(state, game.id("dash.foot:mud"))
    assert [game.name(move) for move in game.legal(state)] == [
        f"dash.roll:{n}" for n in range(1, 7)
    ]
    game.apply(state, game.id("dash.roll:5"))
    assert game.value(state, "stuck", "amber") is True
    assert game.value(state, "pace", "amber") == 0


def test_a_dash_is_refused_in_the_mud_and_near_the_stone() -> None:
    game = game_of("dice-race")
    state = game.new_game()
    game.override(state, "stuck[amber]", True)
    verdict = game.explain(state, game.id("dash"))
    assert [clause.say for clause in verdict.clauses if not clause.held] == [
        "You stand in the mud: walk first."
    ]
    game.override(state, "stuck[amber]", False)
    game.override(state, "pace[amber]", 6)
    verdict = game.explain(state, game.id("dash"))
    assert [clause.say for clause in verdict.clauses if not clause.held] == [
        "Only 2 paces are left: too few for a dash."
    ]
    assert [game.name(move) for move in game.legal(state)] == ["walk"]
