"""The adjudication cases, through the interpreter, the compiled code and a saved journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from game.engine import CHANCE, Game
from game.rules import Rules
from game.table import GameSetup, SavedGame, Sitting
from game.table.seating import HUMAN
from tests.game.adjudication import RULES, Case, enact, judge, load_cases
from tests.loaded import rules_of
from tests.seats import seats_of

CASES = load_cases()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of("rules")


@pytest.fixture(scope="module")
def games(rules: Rules) -> Callable[[str, str], Game]:
    """The game of a scenario and an evaluator, made once."""
    return cache(lambda scenario, evaluator: Game(rules, scenario, evaluator=evaluator))


@attrs.define
class OnState:
    """Plays a case on a bare state."""

    game: Game
    state: bytearray

    def set(self, cell: str, value: Any) -> None:
        self.game.override(self.state, cell, None if value == "none" else value)

    def move(self, name: str) -> None:
        self.game.apply(self.state, self.game.id(name))


@attrs.define
class OnTable:
    """Plays a case in a sitting, so that it leaves a journal."""

    sitting: Sitting

    def set(self, cell: str, value: Any) -> None:
        self.sitting.facilitator.override(
            cell, None if value == "none" else value, "the case's set-up"
        )

    def move(self, name: str) -> None:
        if self.sitting.game.actor(self.sitting.state) == CHANCE:
            self.sitting.set_outcome(name, author="facilitator")
        else:
            self.sitting.play(name)


def _label(case: Case) -> str:
    return f"{case.id}-{case.proves}"


@pytest.mark.parametrize("evaluator", ["interpreted", "compiled"])
@pytest.mark.parametrize("case", CASES, ids=_label)
def test_case_holds(case: Case, evaluator: str, games: Callable[[str, str], Game]) -> None:
    game = games(case.scenario, evaluator)
    state = game.new_game(case.played)
    enact(case, OnState(game, state))
    assert judge(case, game, state) == []


def _one_of_each() -> Iterator[Any]:
    """The cases; but for the first that proves a rule, in the long run alone.

    A journal holds what a rule did, whichever way it came to do it.
    """
    rules = set[str]()
    for case in CASES:
        rule = ".".join(case.proves.split(".")[:2])
        yield pytest.param(case, marks=[pytest.mark.long] if rule in rules else [])
        rules.add(rule)


@pytest.mark.parametrize("case", list(_one_of_each()), ids=_label)
def test_case_holds_in_a_saved_game(case: Case, rules: Rules, tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    info = next(s for s in rules.scenarios if s.id == case.scenario)
    seats = seats_of(info, HUMAN, case.played)
    sitting = Sitting.open(
        GameSetup(rules, case.scenario, seats, 1, path, evaluator="interpreted"), {}
    )
    enact(case, OnTable(sitting))
    before = bytes(sitting.state)
    sitting.close()
    loaded = Sitting.open(SavedGame(path, evaluator="interpreted"), {})
    try:
        assert bytes(loaded.state) == before
        assert judge(case, loaded.game, bytearray(loaded.state)) == []
    finally:
        loaded.close()


def test_the_cases_are_numbered_once() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids)) >= 40


def test_every_case_proves_a_rule_of_the_file(rules: Rules) -> None:
    import tomllib

    text: dict[str, Any] = tomllib.loads(RULES.read_text(encoding="utf-8"))
    for case in CASES:
        kind, name, *rest = case.proves.split(".")
        assert name in text[kind], case.proves
        if rest[:1] == ["needs"]:
            assert rest[1] in {clause["id"] for clause in text[kind][name]["needs"]}, case.proves
