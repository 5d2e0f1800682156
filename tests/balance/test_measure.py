"""Measures of known games and of our own: the same figures however many processes play."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.balance.arms import trial_of
from game.balance.estimates import Estimate
from game.balance.judging import judging_of
from game.balance.measure import Measured, Wanted, measure
from game.balance.questions import roles_of
from game.balance.sums import Sums
from game.balance.watch import Watch
from game.bots import bots_of
from game.check.simulate import bots_in, simulate, whole_games
from game.engine import Game, PlayedGame
from game.table import GameSetup, Sitting
from game.table.acts import Moved
from tests.loaded import compiled, rules_of
from tests.table.hand_overs import counted


def setup_of(name: str, bot: str, seed: int = 1, scenario: int = 0) -> GameSetup:
    """A game with one bot in every seat that must be played; the rules act for the others."""
    rules = rules_of(name)
    info = rules.scenarios[scenario]
    seats = dict.fromkeys(info.seats or rules.seats, f"bot:{bot}")
    return GameSetup(rules, info.id, seats | dict.fromkeys(info.optional, "auto"), seed)


@cache
def measured(name: str, bot: str, games: int, scenario: int = 0) -> Measured:
    return measure(setup_of(name, bot, scenario=scenario), Wanted(games))


def figure(of: Measured, name: str) -> Estimate:
    return of.findings.figures[name]


def inside(found: Estimate, truth: float) -> bool:
    """Whether an interval holds the truth; seeds are fixed, so it does or does not for good."""
    assert found.low is not None
    assert found.high is not None
    return found.low <= truth <= found.high


def test_random_noughts_and_crosses_as_is_known() -> None:
    # Of random games cross wins 58.5 %, nought 28.8 %, and 12.7 % are drawn.
    of = measured("tic-tac-toe", "random", 600)
    assert inside(figure(of, "wins.cross"), 0.5849)
    assert inside(figure(of, "wins.nought"), 0.2881)
    assert inside(figure(of, "nobody"), 0.1270)
    assert figure(of, "correlation.cross.nought").value == pytest.approx(-1)
    assert figure(of, "decisions.chance").value == 0
    assert figure(of, "lost_to_all").value == 0


def test_who_takes_the_last_of_one_four_five_by_lot() -> None:
    of = measured("nim", "random", 300, scenario=1)
    wins = [figure(of, f"wins.{seat}").value for seat in ("opener", "replier")]
    assert sum(w for w in wins if w is not None) == pytest.approx(1)
    assert figure(of, "nobody").value == 0
    # Whoever acts first in the game is the opener.
    assert figure(of, "opener_wins").value == pytest.approx(wins[0])


@pytest.mark.parametrize("name", ["kuhn", "salt-roads"])
def test_jobs_make_no_difference(name: str) -> None:
    one, two = (
        measure(setup_of(name, "doctrine"), Wanted(130, jobs=jobs)).as_json() for jobs in (1, 2)
    )
    assert json.dumps(one) == json.dumps(two)


def test_our_own_says_what_a_simulation_says() -> None:
    one = measured("rules", "doctrine", 60, scenario=1)
    counted: dict[str, Any] = simulate(setup_of("rules", "doctrine", scenario=1), 60)["summary"]
    for seat, share in counted["wins"].items():
        assert figure(one, f"wins.{seat}").value == pytest.approx(share["share"], abs=1e-4)
    decisions = figure(one, "decisions").value
    assert decisions == pytest.approx(counted["mean_decisions"], abs=0.01)
    kinds = ("actions", "council", "cards", "secret", "other_answers")
    parts = [figure(one, f"decisions.{kind}").value or 0 for kind in kinds]
    roles = roles_of(rules_of("rules"))
    lines = (roles.open.form, *roles.writing)
    written = sum(f.value or 0 for q in lines if (f := one.findings.figures.get(f"asked.{q}")))
    assert written > 0
    # An offer is one decision, of however many lines.
    assert decisions is not None
    assert sum(parts) == pytest.approx(decisions - written)
    assert sum(figure(one, f"decisions_share.{kind}").value or 0 for kind in kinds) == (
        pytest.approx(1)
    )


def test_terms_of_scores_add_up() -> None:
    of = measured("rules", "doctrine", 60, scenario=1)
    shares: dict[str, float] = {}
    for name, found in of.findings.figures.items():
        if name.startswith("term_share."):
            seat = name.split(".")[1]
            shares[seat] = shares.get(seat, 0) + (found.value or 0)
    assert len(shares) == 3
    assert all(share == pytest.approx(1) for share in shares.values())


def test_what_is_used_was_open() -> None:
    setup = setup_of("rules", "doctrine", 5, scenario=1)
    game = compiled("rules", setup.scenario, "compiled")
    watch = watched(game, setup, 20)
    used = list(watch.sums.keys("used"))
    assert len(used) > 50
    assert all(watch.sums.count("open", *key[1:]) >= watch.sums.count(*key) for key in used)
    assert all(watch.sums.count("free", *key[1:]) <= watch.sums.count(*key) for key in used)


@pytest.mark.parametrize("seed", range(3))
def test_hand_overs_are_those_that_the_window_asks_for(seed: int) -> None:
    setup = GameSetup(rules_of("rules"), "shamsiddin-shohin", {"all": "human"}, seed)
    sitting = Sitting.open(setup, bots_of)
    game = sitting.game
    _, turned = counted(sitting)
    people = [seat for seat, occupant in sitting.seats.items() if occupant == "human"]
    acts = [entry.act for entry in sitting.entries]
    moves = tuple(game.id(act.id) for act in acts if isinstance(act, Moved))
    played = PlayedGame(game.new_game(people), 0, 0, moves, (-1,) * len(moves))
    watch = Watch(game, judging_of(setup.rules), roles_of(setup.rules), people)
    watch.play(seed, played)
    assert watch.sums.total("hand-overs") == turned


def watched(game: Game, setup: GameSetup, games: int) -> Watch:
    """Games that were watched by themselves."""
    bots = bots_in(setup)
    trial = trial_of(setup, games, [])
    watch = Watch(game, trial.judging, roles_of(setup.rules), list(bots))
    for seed, played in enumerate(whole_games(game, bots, range(games), traced=True)):
        record = watch.play(seed, played)
        assert record.decisions == played.decisions
        assert record.ending == game.ending(played.state)
    return watch


def test_rounds_are_those_that_somebody_decided_in() -> None:
    setup = setup_of("rules", "doctrine", 5, scenario=1)
    watch = watched(compiled("rules", setup.scenario, "compiled"), setup, 20)
    rounds = {key[2] for key in watch.sums.keys("track")}
    assert rounds == set(range(1, 6))
    assert watch.sums.count("track", "contagion", 1) == 20


def test_one_seat_alone_and_luck() -> None:
    of = measured("tic-tac-toe", "random", 300)
    gained = figure(of, "alone.cross.doctrine.gains")
    assert gained.low is not None
    assert gained.low > 0
    for seat in ("cross", "nought"):
        luck = figure(of, f"luck.{seat}")
        assert luck.value is not None
        assert 0 < luck.value <= 1


KEYS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(-5, 5)), max_size=30)


@given(KEYS, st.integers(0, 30))
def test_sums_come_to_the_same_in_parts(added: list[tuple[str, int]], cut: int) -> None:
    whole, first, second = Sums(), Sums(), Sums()
    for n, (key, value) in enumerate(added):
        whole.add((key, "x"), value)
        (first if n < cut else second).add((key, "x"), value)
    second.merge(first)
    for key in {key for key, _ in added}:
        assert second.mean(key, "x") == whole.mean(key, "x")
        assert second.count(key, "x") == sum(k == key for k, _ in added)
        assert second.total(key, "x") == sum(v for k, v in added if k == key)
    assert sorted(whole.keys()) == sorted(second.keys())
