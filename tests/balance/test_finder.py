"""The search for plans: what it is made of can be typed, and what it finds holds on other seeds."""

from __future__ import annotations

import pytest

from game.balance import finder
from game.balance.arms import trial_of
from game.balance.finder import PlanSearch, Pool, find_plans, made_plan, plan_text, pool_of
from game.engine import Game
from game.rules import parse_plan
from game.rules.plan_pool import PlanRow, doctrine_rows, plain_conditions, ranked_rows
from tests.balance.test_measure import setup_of
from tests.balance.test_plans import BOUTON
from tests.loaded import rules_of


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches that take no time."""
    for name, value in {"TRIED": 8, "FIRST": 20, "SECOND": 60, "FEW": 2, "ROUNDS": 3}.items():
        monkeypatch.setattr(finder, name, value)


def test_a_plan_that_is_found_gains_on_other_seeds() -> None:
    setup = setup_of("goofspiel", "doctrine")
    seats = setup.rules.seats
    found = find_plans(setup, dict.fromkeys(seats, "doctrine"), 1, 300)
    assert {result.plan.seat for result in found} == {*seats}
    for result in found:
        assert result.advantage.low is not None
        assert result.advantage.low > 0
        assert parse_plan(result.plan.text, result.plan.file).rows == result.plan.rows


def test_the_same_is_found_by_a_search_alone() -> None:
    setup = setup_of("goofspiel", "doctrine")
    base, bots = trial_of(setup, 60, []), dict.fromkeys(setup.rules.seats, "doctrine")
    pool = pool_of(setup.rules, base, "first")
    rows = PlanSearch(setup.rules, base, bots, "first", pool, 0).found()
    found = next(r.plan for r in find_plans(setup, bots, 1, 60) if r.plan.seat == "first")
    assert rows
    assert found.text == plan_text(found.name, "first", found.why, rows)


def test_all_of_a_pool_can_be_typed() -> None:
    setup = setup_of("salt-roads", "doctrine")
    base, seat = trial_of(setup, 1, []), setup.rules.seats[0]
    pool = pool_of(setup.rules, base, seat)
    rows = [row for about in pool.rows.values() for row in about]
    assert {row.act for row in rows if row.act} >= {("march",), ("muster",)}
    assert any(row.answer for row in rows)
    assert len(rows) > 20
    plans = [made_plan(f"p{n}", seat, [row]) for n, row in enumerate(rows)]
    Game(setup.rules.with_plans(plans))


def test_a_pool_holds_what_its_scenario_plays() -> None:
    setup = setup_of("rules", "doctrine")
    base = trial_of(setup, 1, [])
    game = Game(setup.rules, setup.scenario, "interpreted")
    here = {action.id for action in game.actions}
    elsewhere = {action for row in setup.rules.decls.doctrine for action in row.act} - here
    pool = pool_of(setup.rules, base, "umbrella")
    named = {action for rows in pool.rows.values() for row in rows for action in row.act}
    assert elsewhere
    assert named <= here
    rows = [PlanRow(("pass",), when=when) for when in pool.conditions]
    assert len(rows) > 20
    Game(setup.rules.with_plans([made_plan(f"p{n}", "umbrella", [r]) for n, r in enumerate(rows)]))


def test_rows_are_the_doctrines_and_what_the_rules_count() -> None:
    rules = rules_of("rules")
    rows = doctrine_rows(rules, "umbrella")
    assert PlanRow(("modernise",), when="true") in rows
    assert any(row.answer == "consult.other" for row in rows)
    ranked = ranked_rows(rules, "deploy")
    assert PlanRow(("deploy",), best="-need[space]") in ranked
    assert PlanRow(("deploy",), best="share[actor, space]") in ranked
    assert "not is_summit" in plain_conditions(rules)


def test_a_row_that_gains_nothing_is_left_out() -> None:
    setup = setup_of("nim", "random")
    base = trial_of(setup, 60, [])
    bots = {"opener": "random", "replier": "random"}
    search = PlanSearch(setup.rules, base, bots, "opener", Pool({}, ()), 0)
    (bouton,) = parse_plan(BOUTON).rows
    wins = PlanRow(("take",), best=str(bouton.best), least=1)
    idle = PlanRow(("take",), best="0", least=5)
    assert search._pruned((idle, wins)) == (wins,)
