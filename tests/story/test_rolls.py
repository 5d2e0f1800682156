"""A roll is read out of the sentence that tells it, and adds up, or none is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.engine import Game
from game.rules.look import RollLook
from game.story.rolls import roll_of
from tests.loaded import rules_of

LOOK = RollLook("incident", "Probe", (("clash_from", "Clash"), ("attack_from", "Attack")))


def game() -> Game:
    """A game whose rules have the numbers."""
    rules = rules_of("rules")
    return Game(rules, rules.scenarios[0].id)


@given(st.integers(1, 6), st.lists(st.integers(-3, 6), max_size=5), st.integers(-2, 2))
def test_a_sentence_that_adds_up_is_a_roll_and_another_is_none(
    die: int, added: list[int], wrong: int
) -> None:
    total = die + sum(added)
    listed = ", ".join([f"die {die}", *(f"{n} for something" for n in added)])
    roll = roll_of(game(), LOOK, f"An attack at the ford: {listed}; {total + wrong} in all.")
    if wrong:
        assert roll is None
        return
    assert roll is not None
    assert roll.head == "An attack at the ford"
    assert [roll.die.value, *(part.value for part in roll.parts)] == [die, *added]
    assert roll.before + die == roll.total == total
    lows = [step.least for step in roll.steps if step.least is not None and step.least <= total]
    assert roll.step.least == (lows[-1] if lows else None)


def test_other_sentences_tell_no_roll() -> None:
    for words in ("", "It rained.", "The river die fell on 5: the mill, or the ford.", "A: b; 3."):
        assert roll_of(game(), LOOK, words) is None
