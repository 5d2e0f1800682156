"""A hint names the best moves by what the seat may know, and says nothing else."""

from __future__ import annotations

import pickle
from itertools import product
from pathlib import Path

import pytest

from game.bots import bots_of, thinker, worker
from game.bots.hints import HintQuestion
from game.bots.manners import Manner
from game.bots.words import BEST, Weighing, counsel, reason, worth_text
from game.catalogue import choose, phrase, spoken
from game.table import BotChoice, GameSetup, NotYourMove, Sitting, Weighed
from game.terminal.counsel import hint
from tests.languages import ID, spoken_all_over
from tests.loaded import rules_of
from tests.thinking import Brains

QUICK = Manner("quick", trials=48)


def sat(name: str, seed: int = 1) -> Sitting:
    rules = rules_of(name)
    return Sitting.open(GameSetup(rules, rules.scenarios[0].id, {}, seed), bots_of)


def asked(sitting: Sitting, least: int) -> None:
    """Play on up to a choice among so many moves."""
    for _ in range(100):
        legal = sitting.legal()
        if len(legal) >= least:
            return
        if sitting.step() is None:
            sitting.play(legal[0].id)
    raise AssertionError("nobody has so many moves")


def test_it_weighs_all_moves_and_says_what_speaks_for_the_first() -> None:
    sitting = sat("rules")
    asked(sitting, BEST + 1)
    before = sitting.state, sitting.entries
    question = HintQuestion.of(sitting, QUICK)
    found = question.answer(sitting.game)
    assert {row.move for row in found.rows} == {move.id for move in sitting.legal()}
    assert found.rows[0].title == found.title
    says = [bool(row.say) for row in found.rows]
    assert all(says[:BEST])
    assert sum(says[BEST:]) <= 1, "of the others the doctrine's alone"
    assert found.shown() == [*found.rows[:12]]
    assert found.shown(found.rows[-1].move)[-1] == found.rows[-1]
    assert (sitting.state, sitting.entries) == before
    sent = pickle.loads(pickle.dumps(question))
    assert sent == question
    assert sent.answer(sitting.game) == found


@pytest.mark.parametrize("trials", [1, 2, 40])
def test_what_was_tried_too_seldom_is_set_beside_nothing(trials: int) -> None:
    """One trial of a move that came to more says nothing of which is better, nor that none is."""
    sitting = sat("rules")
    asked(sitting, 2)
    first, advised = (move.id for move in sitting.legal()[:2])
    better = None if trials == 1 else 0.0
    tried = [
        Weighed(first, trials, 14.0, 14.0, 14.0, better),
        Weighed(advised, trials, -1.0, -1.0, -1.0, 0.0),
    ]
    said = reason(sitting.game, tried, advised)
    assert ("one trial" in said) is (trials == 1)
    assert "1 trials" not in said
    assert (phrase("bots.sure_even") in said) is (trials > 1)
    told = counsel(tried[0], BotChoice(advised, "Because."))
    assert told == phrase("hint.seldom" if trials == 1 else "hint.same")


def test_one_that_is_told_that_it_is_enough_tells_what_was_found() -> None:
    sitting = sat("rules")
    asked(sitting, BEST + 1)
    question, looks = HintQuestion.of(sitting, QUICK), iter((True,))

    def trials(found: Weighing) -> int:
        return sum(row.told.trials for row in found.rows)

    few = question.answer(sitting.game, enough=lambda: next(looks))
    assert 0 < trials(few) < trials(question.answer(sitting.game))


def test_it_tells_a_winning_move() -> None:
    sitting = sat("tic-tac-toe")
    for move in ("place:a1", "place:b1", "place:a2", "place:b2"):
        sitting.play(move)
    best = HintQuestion.of(sitting).answer(sitting.game).rows[0]
    assert sitting.game.name(best.move) == "place:a3"
    assert best.told.worth == 1


def test_nobody_is_told_for_another() -> None:
    sitting = sat("kuhn")
    while sitting.to_move is None:
        sitting.step()
    seat, none = sitting.to_move, phrase("hint.none")
    other = next(each for each in sitting.game.seats if each != seat)
    assert hint(sitting, seat) != none
    assert hint(sitting, other) == none
    assert hint(sitting, None) == none
    sitting.facilitator.pause(True)
    assert hint(sitting, seat) == none
    with pytest.raises(NotYourMove):
        HintQuestion.of(sitting)
    sitting.facilitator.pause(False)
    sitting.facilitator.set_seat(str(seat), "bot:random")
    with pytest.raises(NotYourMove):
        HintQuestion.of(sitting)


@pytest.mark.parametrize("name", ["kuhn", "leduc", "liars-dice"])
def test_it_says_the_same_wherever_a_seat_is_told_the_same(name: str) -> None:
    told: dict[object, tuple[HintQuestion, Weighing]] = {}
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
        question = HintQuestion.of(sitting, QUICK)
        found = question, question.answer(sitting.game)
        met += key in told
        assert told.setdefault(key, found) == found
    assert met, "some deals look alike to who is asked"


def test_worth_is_told_with_its_sign() -> None:
    told = [worth_text(worth) for worth in (1.26, -0.5, 0.0, -0.04)]
    assert told == ["+1.3", "−0.5", "0.0", "0.0"]


def test_what_thinks_elsewhere_speaks_the_language_that_was_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sitting = sat("tic-tac-toe")
    brains = Brains()
    monkeypatch.setattr(thinker, "Worker", brains)
    with spoken_all_over():
        thinker.Thinker(sitting, bots_of).get_ready()
        choose("en")
        # What a process does first.
        worker._ready(brains.last.orders)
        assert spoken() == ID
