"""A hint names the best moves by what the seat may know, and says nothing else."""

from __future__ import annotations

from itertools import product

import pytest

from game.bots import bots_of
from game.bots.hints import Counsel, Hint
from game.bots.manners import Manner
from game.bots.words import worth_text
from game.table import GameSetup, NotYourMove, Sitting
from game.terminal.counsel import Hints
from tests.loaded import rules_of

QUICK = Manner("quick", trials=48)


def sat(name: str, seed: int = 1) -> Sitting:
    rules = rules_of(name)
    return Sitting.open(GameSetup(rules, rules.scenarios[0].id, {}, seed), bots_of)


def test_it_names_the_best_three_with_what_they_come_to() -> None:
    sitting = sat("rules")
    while len(sitting.legal()) < 4:
        if sitting.step() is None:
            sitting.play(sitting.legal()[0].id)
    before = sitting.state, sitting.entries
    hint = Hint(sitting, manner=QUICK)
    assert hint.best()[0].weighed is None, "nothing was tried yet: what doctrine would do"
    steps = list(hint.steps())
    assert steps == sorted(steps)
    assert len(steps) > 1
    best, legal = hint.best(), {move.id for move in sitting.legal()}
    assert len(best) == 3
    assert {each.move for each in best} <= legal
    assert all(each.why and each.title for each in best)
    assert (sitting.state, sitting.entries) == before
    again = Hint(sitting, manner=QUICK)
    assert list(again.steps()) == steps
    assert again.best() == best


def test_it_tells_a_winning_move() -> None:
    sitting = sat("tic-tac-toe")
    for move in ("place:a1", "place:b1", "place:a2", "place:b2"):
        sitting.play(move)
    hint = Hint(sitting)
    list(hint.steps())
    best = hint.best()[0]
    assert sitting.game.name(best.move) == "place:a3"
    assert best.weighed is not None
    assert best.weighed.worth == 1


def test_nobody_is_told_for_another() -> None:
    sitting = sat("kuhn")
    while sitting.to_move is None:
        sitting.step()
    seat, hints = sitting.to_move, Hints(sitting)
    other = next(each for each in sitting.game.seats if each != seat)
    assert len(hints.lines(seat)) > 1
    assert hints.lines(other) == hints.lines(None)
    assert len(hints.lines(None)) == 1
    sitting.facilitator.set_seat(str(seat), "bot:random")
    with pytest.raises(NotYourMove):
        Hint(sitting)


@pytest.mark.parametrize("name", ["kuhn", "leduc", "liars-dice"])
def test_it_says_the_same_wherever_a_seat_is_told_the_same(name: str) -> None:
    told: dict[object, list[Counsel]] = {}
    met = 0
    for outcomes in product(range(3), repeat=2):
        sitting = sat(name)
        for outcome in outcomes:
            fallen = sitting.outcomes()
            if fallen:
                sitting.set_outcome(fallen[outcome % len(fallen)][0].id, "facilitator")
        while sitting.to_move is None:
            sitting.step()
        moves = sitting.told(str(sitting.to_move)).moves()
        key = tuple((move, view.key) for move, view in moves)
        hint = Hint(sitting, manner=QUICK)
        list(hint.steps())
        met += key in told
        assert told.setdefault(key, hint.best()) == hint.best()
    assert met, "some deals look alike to who is asked"


def test_worth_is_told_with_its_sign() -> None:
    told = [worth_text(worth) for worth in (1.26, -0.5, 0.0, -0.04)]
    assert told == ["+1.3", "−0.5", "0.0", "0.0"]
