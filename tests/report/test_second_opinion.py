"""A second opinion judges a decision by what its seat knew then, and finds a plain mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from game.bots import bots_of
from game.bots.manners import Manner
from game.cli import panj
from game.report.second_opinion import second_opinions
from game.table import BadSeat, GameSetup, Sitting
from tests.loaded import rules_of

QUICK = Manner("quick", trials=64)


def played(path: Path | None = None) -> Sitting:
    """A game in which who begins lets a line go by, and loses by it."""
    rules = rules_of("tic-tac-toe")
    sitting = Sitting.open(GameSetup(rules, "standard", {}, 1, path), bots_of)
    for move in ("a1", "b1", "a2", "b2", "c1", "b3"):
        sitting.play(f"place:{move}")
    assert sitting.result is not None
    assert sitting.result.winner == "nought"
    return sitting


def test_it_finds_the_move_that_was_let_go_by() -> None:
    sitting, told = played(), list[tuple[int, int]]()
    found = second_opinions(sitting, "cross", manner=QUICK, tell=lambda *done: told.append(done))
    assert told == [(1, 3), (2, 3), (3, 3)]
    worst = found[0]
    assert (worst.n, sitting.game.name(worst.best.move)) == (5, "place:a3")
    assert sitting.game.name(worst.chosen.move) == "place:c1"
    assert worst.apart > 0.5
    assert worst.words
    assert [each.apart for each in found] == sorted((each.apart for each in found), reverse=True)
    assert len(second_opinions(sitting, "cross", 1, QUICK)) == 1
    with pytest.raises(BadSeat):
        second_opinions(sitting, "nobody")


def test_what_came_later_changes_nothing() -> None:
    whole, part = played(), played()
    part.facilitator.roll_back(5, "a test")
    found = second_opinions(whole, "cross", manner=QUICK)
    assert second_opinions(part, "cross", manner=QUICK) == found


def test_what_a_seat_did_not_see_changes_nothing() -> None:
    """Another deal to the other seat, and the same is thought of the same decision."""
    rules, found = rules_of("kuhn"), []
    for theirs in ("queen", "king"):
        sitting = Sitting.open(GameSetup(rules, "standard", {}, 0), bots_of)
        for card in ("jack", theirs):
            fallen = next(m for m, _ in sitting.outcomes() if m.name.endswith(f":{card}"))
            sitting.set_outcome(fallen.id, "facilitator")
        assert sitting.to_move is not None
        seat = sitting.to_move
        sitting.play(sitting.legal()[-1].id)
        manner = Manner("quick", trials=200)
        found.append(second_opinions(sitting, seat, manner=manner))
    assert found[0] == found[1]


def test_the_command_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    played(path).close()
    said = CliRunner().invoke(panj, ["review", str(path), "--seat", "cross"])
    assert said.exit_code == 0
    assert "Step 5" in said.stdout
    rows = json.loads(CliRunner().invoke(panj, ["review", str(path), "--json"]).stdout)
    assert {row["seat"] for row in rows} <= {"cross", "nought"}
    assert any(row["n"] == 5 for row in rows)
    wrong = CliRunner().invoke(panj, ["review", str(path), "--seat", "nobody"])
    assert wrong.exit_code != 0
