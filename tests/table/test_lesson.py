"""A lesson follows whatever a learner does: it is never in the way, and never stands still."""

from __future__ import annotations

import random

import pytest

from game.bots import bots_of
from game.rules import GuideDecl, Rules, marked
from game.table import Sitting
from game.table.lesson import Lesson, lesson_setup
from tests.loaded import SHELF, rules_of

#: Games that nobody plays to their end here.
LONG = ("two-bridges",)
GUIDED = [name for name in ("rules", *SHELF) if rules_of(name).guides]


def begun(rules: Rules, guide: GuideDecl) -> tuple[Sitting, Lesson]:
    """The sitting of a guide, and its lesson."""
    sitting = Sitting.open(lesson_setup(rules, guide), bots_of)
    return sitting, Lesson(sitting, guide)


def play(
    sitting: Sitting, lesson: Lesson, dice: random.Random, eager: float, most: int
) -> list[str]:
    """Play a guided game as it comes; gives the steps that were told.

    Args:
        sitting: the game.
        lesson: its lesson.
        dice: what the learner does by.
        eager: how likely the learner is to act before the step is read.
        most: after so many turns of this loop a long game is left.
    """
    told: list[str] = []
    for _ in range(most):
        lesson.follow()
        page = lesson.page
        if page is not None:
            told.append(page.step.name)
            assert page.told.text
            if dice.random() < 0.1:
                lesson.back()
            if (page.again or page.step.waits == "read") and dice.random() >= eager:
                lesson.go_on()
                continue
        if sitting.over:
            if page is None or page.step.waits != "read":
                return told
            continue
        if sitting.to_move == lesson.guide.seat:
            if dice.random() < 0.1 and sitting.undo_reason(lesson.guide.seat) is None:
                sitting.undo(seat=lesson.guide.seat)
                continue
            sitting.play(dice.choice(sitting.legal()).id)
        elif not lesson.holds or dice.random() < eager:
            assert sitting.step() is not None
    return told


@pytest.mark.parametrize("name", GUIDED)
def test_every_guide_is_of_a_scenario_that_is_there(name: str) -> None:
    for guide in rules_of(name).guides:
        sitting, lesson = begun(rules_of(name), guide)
        assert sitting.seats[guide.seat] == "human"
        assert guide in sitting.game.guides
        assert not lesson.over


@pytest.mark.parametrize("name", GUIDED)
@pytest.mark.parametrize("eager", [0.0, 0.4, 1.0])
def test_whatever_the_learner_does_the_lesson_goes_on_to_its_end(name: str, eager: float) -> None:
    for guide in rules_of(name).guides:
        long = name in LONG
        for seed in range(1 if long else 6):
            sitting, lesson = begun(rules_of(name), guide)
            told = play(sitting, lesson, random.Random(seed), eager, 150 if long else 3000)
            assert told
            assert sitting.over or long, f"it does not end: {told[-3:]}"
            while sitting.over and not lesson.over:
                step = guide.steps[lesson.at]
                assert step.waits == "read", f"{step.name} waits for what never comes"
                lesson.go_on()


@pytest.mark.parametrize("name", GUIDED)
def test_each_word_is_explained_where_it_comes_first(name: str) -> None:
    for guide in rules_of(name).guides:
        sitting, lesson = begun(rules_of(name), guide)
        known, count = set[str](), 0
        for _ in range(600):
            lesson.follow()
            page = lesson.page
            if page is None:
                break
            if page.number > count:
                texts = (page.told.name, page.told.text, page.told.task)
                used = {word for text in texts for word in marked(text)}
                assert used - known == set(page.words), page.step.name
                known, count = known | used, page.number
            if page.step.waits == "read":
                lesson.go_on()
            elif sitting.over:
                break
            elif sitting.to_move == guide.seat:
                sitting.play(sitting.legal()[0].id)
            else:
                sitting.step()


def test_a_lesson_is_taken_up_where_it_was_left() -> None:
    (guide,) = rules_of("rules").guides
    sitting, lesson = begun(rules_of("rules"), guide)
    for _ in range(3):
        lesson.go_on()
    mark = lesson.marked(left=True)
    assert (mark.guide, mark.at, mark.left) == (guide.name, 3, True)
    page = Lesson(sitting, guide, mark).page
    assert page is not None
    assert page.step is guide.steps[3]
    # The game goes on without it; then the learner is where they would be.
    while sitting.to_move != guide.seat or sitting.pending.kind != "act":
        sitting.step()
    acts = [n for n, s in enumerate(guide.steps) if s.waits == "act"]
    sitting.play(next(m.id for m in sitting.legal() if m.script == "deploy"))
    later = Lesson(sitting, guide, mark)
    assert later.at == acts[0] + 1


def test_reading_back_changes_nothing() -> None:
    (guide,) = rules_of("rules").guides
    _, lesson = begun(rules_of("rules"), guide)
    first = lesson.page
    lesson.go_on()
    lesson.go_on()
    at, third = lesson.at, lesson.page
    lesson.back()
    lesson.back()
    again = lesson.page
    assert first is not None
    assert again is not None
    assert lesson.at == at
    assert again.step is first.step
    assert again.again
    assert not first.again
    assert lesson.holds
    lesson.go_on()
    lesson.go_on()
    assert lesson.page == third
    assert lesson.at == at
