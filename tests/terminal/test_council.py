"""The council at the terminal: clauses under their kinds, and the ledger by a word."""

from __future__ import annotations

import pytest

from game.rules import Rules
from game.table import GameSetup, Sitting
from game.terminal import show
from tests.councils import to_the_council
from tests.entries import moved
from tests.loaded import rules_of
from tests.terminal.test_terminal import talk

PEOPLE = dict.fromkeys(("umbrella", "coordination", "ground"), "human")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of("rules")


@pytest.fixture
def council(rules: Rules) -> Sitting:
    """The ground is asked what it gives to the Contact Group."""
    sitting = Sitting.open(GameSetup(rules, "full-equation", PEOPLE, 3), {})
    to_the_council(sitting)
    sitting.play("consult.other:coordination")
    return sitting


def test_clauses_stand_under_their_kinds_in_declared_order(council: Sitting) -> None:
    game = council.game
    rows = show.grouped(game, council.legal(), game.rules.look.roles.groups)
    assert {m.id for _, m in rows} == {m.id for m in council.legal()}
    clauses = [m.targets[0] for _, m in rows if m.targets]
    assert clauses == [t for t in game.members("term") if t in clauses]
    kinds = [str(game.field("term", t, "kind")) for t in clauses]
    assert [heading for heading, m in rows if m.targets] == [game.title("kind", k) for k in kinds]
    assert rows[-1][1].name == "write.given:none"


def test_a_number_means_the_clause_beside_it(council: Sitting) -> None:
    groups = council.game.rules.look.roles.groups
    rows = show.grouped(council.game, council.legal(), groups)
    talk(council, "", "2")
    assert moved(council.entries[-1]).id == rows[1][1].name == "write.given:aid_1"


def test_the_ledger_by_a_word(council: Sitting) -> None:
    for move in ("given:no_demand", "besides:none", "asked:none"):
        council.play(f"write.{move}")
    council.play("consult.form:by_side_letter")
    council.play("answer.said:accept")
    shown = talk(council, "private", "", "deals")
    assert "Contact Group: Bound to refrain (Demand); through round 3; binding, secret" in shown
    council.play("consult.other:none")
    assert council.to_move == "umbrella"
    shown = talk(council, "private", "", "deals")
    assert "Nothing binds anybody now" in shown
    assert "binding" not in shown
