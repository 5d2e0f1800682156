"""A throw that is ahead, told at the terminal as the engine tells it."""

from __future__ import annotations

import re

from tests.terminal.test_offer import talk

BEFORE = ["march foot3 j6", "rest"]


def test_the_odds_stand_before_the_choice_to_throw() -> None:
    shown, sitting = talk([*BEFORE, "assault:k7"])
    told = shown[shown.rindex("Attackers' strength 4:") : shown.rindex("throw the die")]
    assert "5 Foot +4, 6 Foot +4" in told
    assert "Columns shifted -3: By ground -2, By bridge -1" in told
    assert "Odds 1:3, 1:2 before shifts" in told
    throw = sitting.game.throw(sitting.view("red"))
    assert throw is not None
    shares = [int(n) for n in re.findall(r", (\d) in 6", told)]
    assert shares == [share for _, share in throw.shares]
    assert sum(shares) == throw.whole == 6
    # Every face is told once.
    faces = [f for listed in re.findall(r"^  ([\d, ]+):", told, re.M) for f in listed.split(", ")]
    assert sorted(faces) == list("123456")


def test_a_preview_of_an_attack_tells_its_odds_and_orders_tell_none() -> None:
    shown, _ = talk([*BEFORE, "preview 1"])
    assert "Combat, " in shown[shown.index("What it does") :]
    assert "Combat, " not in shown[: shown.index("What it does")]
