"""The story of our game: what the sequence of play tells is sentences, to every reader."""

from __future__ import annotations

import pytest

from game.bots import bots_of
from game.table import GameSetup, Sitting
from tests.loaded import rules_of

#: What an action does by them is told by the action.
PARTS_OF_ACTIONS = {"deploy_unit", "station_unit", "link", "post_men", "drill"}
SEATS = {
    "first-watch": {"all": "bot:doctrine"},
    "shamsiddin-shohin": {"all": "bot:doctrine", "dushanbe": "bot:doctrine", "beijing": "auto"},
    "full-equation": {"all": "bot:chase_credit", "dushanbe": "bot:doctrine"},
}


@pytest.fixture(scope="module", params=SEATS)
def sitting(request: pytest.FixtureRequest) -> Sitting:
    rules = rules_of("rules")
    sitting = Sitting.open(GameSetup(rules, request.param, SEATS[request.param], 5), bots_of(rules))
    while sitting.step() is not None:
        pass
    return sitting


def test_the_sequence_of_play_is_told_in_sentences(sitting: Sitting) -> None:
    """No reader is left with a list of registers by a procedure, a neighbour's row, or none."""
    for seat in (None, *sitting.seats):
        for line in sitting.log(seat):
            for told in line.paragraphs:
                kind, _, name = told.rule.partition(".")
                if kind in ("procedure", "reaction") and name not in PARTS_OF_ACTIONS:
                    assert told.sentences or told.silent, f"{seat} reads: {line.text}"


def test_every_reader_hears_who_was_needed_at_each_summit(sitting: Sitting) -> None:
    """Place by place, whoever is credited is named."""
    named = {"umbrella": "the CSTO", "coordination": "the Contact Group", "ground": "the Taliban"}
    rises = [
        (step.n, event.cell[7:-1])
        for step in sitting.steps()
        for event in step.events
        if event.kind == "set" and event.cell.startswith("credit[")
    ]
    assert rises
    for seat in (None, *sitting.seats):
        read = {line.n: line.text for line in sitting.log(seat)}
        for n, credited in rises:
            assert f"without {named[credited]}" in read[n]
