"""How a game ended for each seat: target, margin and success, the best first."""

from __future__ import annotations

import pytest

from game.bots import bots_of
from game.engine import Game
from game.rules.look import OutcomeRole
from game.table import GameSetup, Outcome, Sitting, outcomes
from game.table.outcome import headline
from game.table.records import Result
from game.table.seating import played
from tests.loaded import rules_of
from tests.seats import seats_of

RULES = rules_of("rules")


def ended(scenario: str, seed: int, *neighbours: str) -> Sitting:
    """A game that random bots played to its end."""
    info = next(s for s in RULES.scenarios if s.id == scenario)
    seats = seats_of(info, "bot:random", neighbours)
    sitting = Sitting.open(GameSetup(RULES, scenario, seats, seed), bots_of(RULES))
    while not sitting.over:
        sitting.step()
    return sitting


def told(sitting: Sitting, role: OutcomeRole) -> list[Outcome]:
    result = sitting.result
    assert result is not None
    scores = {seat: n for seat, n in result.scores.items() if n is not None}
    view = sitting.view(sitting.game.seats[0])
    return outcomes(sitting.game, view, scores, role, played(sitting.seats))


@pytest.mark.parametrize("seed", range(4))
def test_it_is_told_of_those_that_were_played_and_the_best_margin_is_first(seed: int) -> None:
    neighbours = ("dushanbe", "beijing")[: seed % 3]
    sitting = ended("bishkek-test", seed, *neighbours)
    result = sitting.result
    assert result is not None
    found = told(sitting, RULES.look.roles.outcome)
    assert {o.seat for o in found} == {*sitting.game.scenario.seats, *neighbours}
    margins = [o.margin for o in found]
    assert margins == sorted(margins, reverse=True)
    for outcome in found:
        assert outcome.target is not None
        assert outcome.score == result.scores[outcome.seat]
        lost = result.ending == "collapse"
        assert (outcome.mark in ("Success", "Ugly success")) == (outcome.margin >= 0 and not lost)
        assert outcome.words.startswith(f"target {outcome.target}, margin ")
    if result.winner is not None:
        assert found[0].seat == result.winner


def test_where_no_target_is_set_the_score_stands_alone_and_the_greatest_first() -> None:
    for role in (RULES.look.roles.outcome, OutcomeRole()):
        found = told(ended("first-watch", 2), role)
        assert [o.words for o in found] == ["", "", ""]
        assert [o.score for o in found] == sorted((o.score for o in found), reverse=True)


@pytest.mark.parametrize(
    ("winner", "returns", "words"),
    [
        ("ground", (1, 1, 1), "Taliban (de facto authorities) won"),
        (None, (8, 8, 8), "CSTO, Contact Group and Taliban won together"),
        (None, (8, 8, -8), "CSTO and Contact Group won together"),
        (None, (-1, -1, -3), "CSTO and Contact Group end level"),
        (None, (0, 0, 0), "Nobody won"),
        (None, (-8, -8, -8), "Nobody won"),
        (None, (2, 1, 0), "Nobody won"),
    ],
)
def test_the_headline_names_who_won_alone_or_together(
    winner: str | None, returns: tuple[int, ...], words: str
) -> None:
    game = Game(RULES, "shamsiddin-shohin")
    held = ("umbrella", "coordination", "ground")
    of_all = dict.fromkeys(game.seats, 99) | dict(zip(held, returns, strict=True))
    result = Result("year_over", winner, None, dict.fromkeys(game.seats), of_all)
    assert headline(game, result, held).startswith(words)
