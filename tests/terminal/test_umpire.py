"""The umpire's console at a terminal: opened by a code, worked in lines, gone when it is shut."""

from __future__ import annotations

import pytest

from game.bots import bots_of
from game.table import GameSetup, Sitting
from game.table.acts import (
    Bookmarked,
    Injected,
    Moved,
    Noted,
    Ordered,
    Overridden,
    Paused,
    RolledBack,
    Ruled,
    Seated,
    Viewed,
)
from tests.loaded import rules_of
from tests.terminal.test_terminal import talk
from tests.umpire.tables import CODE, play_on

#: Opens the console, after the curtain of the first seat.
OPEN = ("", f"umpire {CODE}")


def umpired(scenario: str = "first-watch", code: str = CODE, moves: int = 0) -> Sitting:
    """A table of people with an umpire, some moves on."""
    setup = GameSetup(rules_of("rules"), scenario, {"all": "human"}, 3, umpire=code)
    sitting = Sitting.open(setup, bots_of)
    play_on(sitting, moves)
    return sitting


def acts(sitting: Sitting) -> list[type]:
    """The kinds of the entries, but that the umpire looked."""
    return [type(e.act) for e in sitting.entries if not isinstance(e.act, Viewed | Moved)]


def test_only_its_code_opens_it_and_wrong_ones_are_slowed() -> None:
    sitting = umpired()
    shown = talk(sitting, "", *["umpire 0000"] * 4, f"umpire {CODE}", "board")
    assert shown.count("This code does not open the console.") == 3
    # The right one is not heard either before its time has come.
    assert shown.count("After so many wrong codes another is heard in") == 2
    assert "umpire>" not in shown
    assert not acts(sitting)


def test_a_table_without_an_umpire_says_so() -> None:
    shown = talk(umpired(code=""), "", "umpire 1234")
    assert "This table has no umpire" in shown


def test_a_code_that_is_not_typed_behind_the_word_is_asked_for() -> None:
    shown = talk(umpired(), "", "umpire", CODE, "leave")
    assert "Code of the umpire:" in shown
    assert "umpire>" in shown


def test_what_it_showed_is_gone_and_whoever_is_asked_is_called_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    sitting = umpired()
    shown = talk(sitting, *OPEN, "board", "leave", "", terminal=True)
    inside, _, after = shown.partition("umpire> ")[2].rpartition("umpire> ")
    assert "true B" in inside
    cleared = after.partition("\x1b[3J")[2]
    assert "It is the turn of" in cleared
    assert "true B" not in cleared


@pytest.mark.parametrize("typed", ["board", "board claimed", "board ground", "story", "time"])
def test_looking_changes_nothing(typed: str) -> None:
    sitting = umpired(moves=4)
    before = bytes(sitting.state)
    talk(sitting, *OPEN, typed, "leave")
    assert bytes(sitting.state) == before
    assert not acts(sitting)


def test_the_eyes_of_a_seat_are_noted() -> None:
    sitting = umpired()
    talk(sitting, *OPEN, "board ground")
    seen = [e.act.seat for e in sitting.entries if isinstance(e.act, Viewed)]
    assert seen == [None, "ground"]


def test_an_act_is_shown_before_it_is_done_and_needs_a_reason() -> None:
    sitting = umpired()
    was = sitting.game.value(sitting.state, "contagion")
    assert isinstance(was, int)
    words = f"set contagion = {was + 2}"
    shown = talk(sitting, *OPEN, words, "", "leave")
    assert f"Contagion: {was} → {was + 2}" in shown
    assert "Not done." in shown
    assert not acts(sitting)
    shown = talk(sitting, *OPEN, words, "misread", "leave")
    act = sitting.entries[-1].act
    assert isinstance(act, Overridden)
    assert (act.cell, act.after, act.reason) == ("contagion", was + 2, "misread")


def test_every_act_is_filed_as_it_is_typed() -> None:
    sitting = umpired(moves=4)
    talk(
        sitting, *OPEN,
        "own Rain | It pours. | contagion += 1", "weather",
        "order umbrella dig in at Darvoz",
    )  # fmt: skip
    number = sitting.entries[-1].n
    listed = talk(sitting, *OPEN, "injects", "leave").partition("umpire> ")[2]
    ident = listed.split()[0]
    talk(
        sitting, *OPEN,
        f"rule {number} yes They dig. | contagion += 1", "they can",
        f"inject {ident} 1", "as planned",
        "seat ground=bot:doctrine", "left early",
        "pause lunch", "resume",
        "note they #doubt it", "mark here",
        "back 1", "once more",
    )  # fmt: skip
    assert acts(sitting) == [
        Injected, Ordered, Ruled, Injected, Seated, Paused, Paused, Noted, Bookmarked, RolledBack,
    ]  # fmt: skip
    reasons = [
        e.act.reason for e in sitting.entries if isinstance(e.act, Injected | Ruled | RolledBack)
    ]
    assert reasons == ["weather", "they can", "as planned", "once more"]


def test_a_table_rolls_its_own_dice_and_the_umpire_enters_or_sets_them() -> None:
    sitting = umpired(moves=2)
    while sitting.to_move is not None:
        sitting.play_usual()
    assert sitting.outcomes(), "a die is open"
    sitting.real_dice = True
    first = sitting.outcomes()[0][0].name
    n = sitting.n
    shown = talk(sitting, f"umpire {CODE}", "outcomes", "outcome 1", "a lesson", "leave")
    assert "A die is open" in shown
    made = next(e.act for e in sitting.entries if isinstance(e.act, Moved) and e.n > n)
    assert (made.id, made.rationale) == (first, "a lesson")
    shown = talk(sitting, f"umpire {CODE}", "dice drawn", "leave", "")
    assert not sitting.real_dice
    assert sitting.to_move is not None


#: What is typed wrong, and what the answer says.
SLIPS = [
    ("bord", "knows no 'bord'"),
    ("board mars", "the seats:"),
    ("story many", "how many lines"),
    ("story 1 2", "how many lines"),
    ("inject none", "Say which"),
    ("inject", "Say which"),
    ("own", "what it is called"),
    ("own Rain | | contagion +=", "1"),
    ("own Rain | | nothing += 1", "nothing"),
    ("set", "Say which and what"),
    ("set nothing = 4", "Say which and what"),
    ("set contagion = much", "may be"),
    ("set contagion = 99999999999999", "may be"),
    ("set contagion = -5", "may be"),
    ("values nothing at all", "No value"),
    ("outcome 1", "No die"),
    ("dice loaded", "Say `dice"),
    ("order mars go", "mars"),
    ("order ground", "Say whose"),
    ("orders", "No order waits"),
    ("rule 1 yes So.", "Say which, how"),
    ("rule", "Say which, how"),
    ("seat ground", "SEAT=bot:NAME"),
    ("seat mars=human", "mars"),
    ("seat ground=bot:nobody", "nobody"),
    ("resume", "not paused"),
    ("back", "Say where to"),
    ("back 999999", "999999"),
    ("note", "Say what"),
    ("time soon", "Say `time"),
    ("time 99999999999", "Say `time"),
    ("rehearse many", "how many games"),
    ("\x00", "knows no"),
]


def test_slips_are_answered_in_a_sentence_and_change_nothing() -> None:
    sitting = umpired()
    before = bytes(sitting.state)
    shown = talk(sitting, *OPEN, *(typed for typed, _ in SLIPS), "leave")
    _, *answers = shown.split("umpire> ")
    assert len(answers) == len(SLIPS) + 1, "none of them is asked a reason"
    for (typed, words), answer in zip(SLIPS, answers, strict=False):
        assert words in answer, typed
        assert 0 < len(answer.splitlines()) <= 2, typed
    assert bytes(sitting.state) == before
    assert not acts(sitting)


def test_a_rehearsal_is_told() -> None:
    sitting = umpired(moves=6)
    shown = talk(sitting, *OPEN, "rehearse 2", "leave")
    assert "2 of 2 games" in shown
    assert "minutes" in shown.lower()
