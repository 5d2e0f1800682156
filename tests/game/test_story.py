"""The story of our game: what is told of it is sentences, to every reader."""

from __future__ import annotations

import pytest

from game.bots import bots_of
from game.table import GameSetup, Sitting
from tests.loaded import declared, rules_of

SEATS = {
    "first-watch": {"all": "bot:doctrine"},
    "shamsiddin-shohin": {"all": "bot:doctrine", "dushanbe": "bot:doctrine", "beijing": "auto"},
    "full-equation": {"all": "bot:chase_credit", "dushanbe": "bot:doctrine"},
    "wakhan-and-the-belt": {"all": "bot:random", "dushanbe": "bot:random", "beijing": "bot:random"},
}
#: Games in which leaders meet once at least.
SEEDS = {"first-watch": 8}


@pytest.fixture(scope="module", params=SEATS)
def sitting(request: pytest.FixtureRequest) -> Sitting:
    rules = rules_of("rules")
    setup = GameSetup(rules, request.param, SEATS[request.param], SEEDS.get(request.param, 7))
    sitting = Sitting.open(setup, bots_of(rules))
    while sitting.step() is not None:
        pass
    return sitting


def test_what_rules_do_is_told_in_sentences(sitting: Sitting) -> None:
    """No reader is left with a list of registers, or of what somebody chose, by any rule."""
    for seat in (None, *sitting.seats):
        for line in sitting.log(seat):
            for told in line.paragraphs:
                assert told.sentences or told.silent, f"{seat} reads of {told.rule}: {line.text}"


def test_every_action_card_and_row_tells_what_came_of_it() -> None:
    """Unless it does nothing; a sentence without words will do where its text says all."""
    rules = declared("rules")
    mute = [
        f"{section}.{name}"
        for section in ("action", "event", "reaction")
        for name, table in rules[section].items()
        if table["do"] != "pass" and "tell(" not in table["do"]
    ]
    assert not mute


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
