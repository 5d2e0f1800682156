"""What a bot is asked is all it needs, wherever it answers; an answer that came too late counts
not, and what a seat was told is what a history of the same moves remembers."""

from __future__ import annotations

import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots import bots_of
from game.engine import CHANCE, History
from game.table import BY_HAND, BotChoice, GameSetup, Question, Sitting, TableError
from tests.loaded import rules_of

SHORT = ("tic-tac-toe", "kuhn", "leduc", "liars-dice", "rules")


def sat(name: str, seed: int, people: bool = False) -> Sitting:
    """A table with bots by lot, and a person in the first seat if there are people."""
    rules = rules_of(name)
    bots, dice = ("random", *rules.doctrines), Random(seed)
    seats = {"all": f"bot:{dice.choice(bots)}"}
    sitting = Sitting.open(GameSetup(rules, rules.scenarios[0].id, seats, seed), bots_of)
    if people:
        sitting.facilitator.set_seat(sitting.game.seats[0], "human")
    return sitting


@given(name=st.sampled_from(SHORT), seed=st.integers(0, 1 << 16))
def test_what_seats_were_told_is_what_a_history_remembers(name: str, seed: int) -> None:
    sitting, dice = sat(name, seed, people=True), Random(seed)
    game = sitting.game
    for _ in range(dice.randrange(4, 60)):
        if sitting.over:
            break
        legal = sitting.legal()
        if not legal:
            sitting.step()
        elif dice.random() < 0.2 and sitting.undo_reason() is None:
            sitting.undo()
        else:
            sitting.play(dice.choice(legal).id)
        if dice.random() < 0.5:
            # Whoever asks in between is told no other than who asks at the end alone.
            sitting.told(dice.choice(game.seats)).moves()
    moves = [step.move.id for step in sitting.steps()]
    history = History(game, moves, sitting.told(game.seats[0]).played)
    for seat in game.seats:
        told = [(move, view.key) for move, view in sitting.told(seat).moves()]
        assert told == [(move, view.key) for move, view in history.remembered(seat)][1:]


@pytest.mark.parametrize("name", SHORT)
def test_to_ask_and_to_answer_is_a_step(name: str) -> None:
    one, other = sat(name, 4), sat(name, 4)
    while not one.over:
        question = one.question
        assert (question is None) == (one.game.actor(one.state) == CHANCE)
        if question is None:
            one.step()
        else:
            # As it would come out of another process, with bots of its own.
            sent = pickle.loads(pickle.dumps(question))
            assert one.answer(question, sent.answer(one.game, bots_of(one.game.rules)))
        other.step()
    assert [e.act for e in one.entries] == [e.act for e in other.entries]
    assert one.question is None


def test_a_bot_that_is_told_that_it_is_enough_moves_with_what_it_has() -> None:
    rules = rules_of("connect-four")
    setup = GameSetup(rules, rules.scenarios[0].id, {"all": "bot:strong"}, 3)
    question, looks = asked(Sitting.open(setup, bots_of)), iter([False, True])
    game, bots = Sitting.open(setup, bots_of).game, bots_of(rules)
    few = question.answer(game, bots, lambda: next(looks))
    many = question.answer(game, bots)
    assert next(looks, None) is None
    assert 0 < sum(w.trials for w in few.weighed) < sum(w.trials for w in many.weighed)


def asked(sitting: Sitting) -> Question:
    """What the bot is asked."""
    question = sitting.question
    assert question is not None
    return question


def test_an_answer_counts_while_its_question_stands() -> None:
    sitting = sat("tic-tac-toe", 1, people=True)
    second = sitting.game.seats[1]
    sitting.play(sitting.legal()[0].id)
    question = asked(sitting)
    choice = question.answer(sitting.game, bots_of(sitting.game.rules))
    with pytest.raises(TableError, match="not legal"):
        sitting.answer(question, BotChoice(10**6, ""))
    sitting.facilitator.pause(True)
    assert sitting.answer(question, choice) is None
    sitting.facilitator.pause(False)
    sitting.undo()
    assert sitting.answer(question, choice) is None, "nobody asks a bot now"
    sitting.play(sitting.legal()[1].id)
    assert sitting.answer(question, choice) is None, "another move was made"
    sitting.undo()
    sitting.play(sitting.legal()[0].id)
    other = "doctrine" if question.bot == "random" else "random"
    sitting.facilitator.set_seat(second, f"bot:{other}")
    assert sitting.answer(question, choice) is None, "another sits there"
    sitting.facilitator.set_seat(second, f"bot:{question.bot}")
    assert sitting.answer(question, choice) is not None, "the same is asked again"
    assert sitting.answer(question, choice) is None, "it is made once"


def test_what_somebody_changed_by_hand_is_told_as_such() -> None:
    sitting = sat("rules", 2)
    while not sitting.question:
        sitting.step()
    cell = next(cell for cell, value in sitting.game.items(sitting.state) if value == 1)
    sitting.facilitator.override(cell, 2, "a test")
    for seat in sitting.game.seats:
        moves = sitting.told(seat).moves()
        assert moves[-1][0] == BY_HAND
        assert moves[-1][1].key == sitting.view(seat).key
        assert all(move != BY_HAND for move, _ in moves[:-1])
