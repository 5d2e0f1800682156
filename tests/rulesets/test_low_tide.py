"""Low tide: hidden cargo, oaths, doubts, a secret vote; worked by hand from its rules' text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from game.check.random_games import Choose, by_doctrine, by_lot, play_random
from game.engine import CHANCE, OVER, Game, State
from game.rules import load_rules
from tests.rulesets.walk import FOLDER, game_of

DEALT = ["night.card:powder_1", "night.card:salt_1", "night.card:silk_1"]
BELIEVED = ["swear:salt", "nod", "nod"]


def night(moves: Sequence[str], scenario: str = "whole-night") -> tuple[Game, State]:
    """Play moves from the start; returns the game and where it stands."""
    game = game_of("low_tide", scenario)
    state = game.new_game()
    for move in moves:
        assert game.id(move) in game.legal(state), f"{move} is not legal after all before it"
        game.apply(state, game.id(move))
    return game, state


def cells(game: Game, state: State, register: str) -> list[object]:
    """A register's cells of the three smugglers, each as its owner sees it."""
    return [game.observe(state, seat).get(register, seat) for seat in game.seats]


def test_the_rules_are_clean() -> None:
    assert load_rules(FOLDER / "low_tide.toml").warnings == ()


@pytest.mark.parametrize("choose", [by_lot, by_doctrine])
@pytest.mark.parametrize("scenario", ["whole-night", "short-night"])
def test_games_keep_every_promise(scenario: str, choose: Choose) -> None:
    assert play_random(game_of("low_tide", scenario), 60, choose=choose).failures == []


def test_the_longest_night_is_as_long_as_declared() -> None:
    # Nobody doubts, and the two votes against Ada bring the patrol each tide.
    game, state = night([])
    decisions = chance = 0
    while (actor := game.actor(state)) != OVER:
        wanted = {"nod", "swear:salt", "whispering.ballot:ada", "patrol.roll:1"}
        legal = game.legal(state)
        game.apply(state, next((m for m in legal if game.name(m) in wanted), legal[0]))
        decisions, chance = decisions + (actor != CHANCE), chance + (actor == CHANCE)
    assert (decisions, chance) == game.longest == (48, 16)
    assert game.ending(state) == "dawn"


def test_a_true_oath_that_is_doubted_pays_the_speaker() -> None:
    # Brok pays 1 to doubt and 2 as he is wrong; Ada has those 2 and the buyers' 5.
    game, state = night([*DEALT, "swear:powder", "doubt"])
    assert cells(game, state, "coins") == [13, 3, 6]
    assert game.observe(state, "brok").get("bank") == 18
    assert cells(game, state, "branded") == [False, False, False]
    assert game.observe(state, "cyr").get("shown", "ada") == "powder_1"


def test_a_false_oath_that_is_doubted_pays_the_doubter_and_brands() -> None:
    # Brok believes; Cyr pays 1 and has 2 from Ada, who sells nothing.
    salt = ["night.card:salt_1", "night.card:salt_2", "night.card:silk_1"]
    game, state = night([*salt, "swear:powder", "nod", "doubt"])
    assert cells(game, state, "coins") == [4, 6, 7]
    assert cells(game, state, "suspicion") == [3, 0, 0]
    assert cells(game, state, "branded") == [True, False, False]
    assert game.observe(state, "ada").get("hold", "ada") is None


def test_who_is_branded_swears_no_powder_again() -> None:
    salt = ["night.card:salt_1", "night.card:salt_2", "night.card:silk_1"]
    first = [*salt, "swear:powder", "nod", "doubt", *BELIEVED, *BELIEVED]
    quiet = [f"whispering.ballot:{word}" for word in ("none", "none", "none")]
    deal = ["night.card:silk_2", "night.card:silk_3", "night.card:powder_1"]
    game, state = night([*first, *quiet, *deal, *BELIEVED, *BELIEVED])
    assert game.pending(state).seat == "ada"
    assert sorted(map(game.name, game.legal(state))) == ["swear:salt", "swear:silk"]
    verdict = game.explain(state, game.id("swear:powder"))
    assert not verdict.legal
    assert "nobody will believe" in next(c.say for c in verdict.clauses if not c.held)


def test_nobody_doubts_salt() -> None:
    game, state = night([*DEALT, "swear:salt"])
    assert list(map(game.name, game.legal(state))) == ["nod"]


@pytest.mark.parametrize(("roll", "caught"), [(3, False), (4, True)])
def test_two_whispers_bring_the_patrol(roll: int, caught: bool) -> None:
    # A false oath adds 2 to the roll, and 6 is enough; Ada sold silk for 3 before.
    lie = ["night.card:salt_1", "night.card:salt_2", "night.card:silk_1"]
    oaths = ["swear:silk", "nod", "nod", *BELIEVED, *BELIEVED]
    votes = [f"whispering.ballot:{word}" for word in ("none", "ada", "ada")]
    game, state = night([*lie, *oaths, *votes, f"patrol.roll:{roll}"])
    # Believed, the others sold salt for 1; who named her has 1 of her fine of 4.
    assert cells(game, state, "coins") == ([5, 8, 8] if caught else [9, 7, 7])


def test_a_whisper_is_heard_by_nobody_else() -> None:
    game, state = night([*DEALT, *BELIEVED * 3])
    assert game.pending(state).hidden
    whisper = game.id("whispering.ballot:brok")
    assert [game.sees_move(state, seat, whisper) for seat in game.seats] == [True, False, False]
    game.apply(state, whisper)
    assert game.observe(state, "ada").get("ballot", "ada") == "brok"
    assert not game.observe(state, "brok").visible("ballot", "ada")


def test_who_moves_is_told_what_for() -> None:
    game, state = night(DEALT)
    assert game.pending(state).text == "What do you swear lies in your hold?"
    game.apply(state, game.id("swear:silk"))
    assert game.pending(state).text == "Do you believe the oath?"


def test_the_buyers_may_run_out() -> None:
    stage = play_random(game_of("low_tide", "whole-night"), 60, choose=by_doctrine)
    assert stage.endings["broke"] > 0
    assert stage.endings["dawn"] > 0
