"""Times, people, what was looked at, and why: what a debrief needs beside the moves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.table import BadSeat, GameSetup, NotYourMove, Rationale, SavedGame, Sitting, TableError
from game.table.acts import KEPT_LOOKS, Bookmarked, Looked, Noted, Seated
from game.table.clock import is_stamp
from tests.entries import moved
from tests.loaded import rules_of
from tests.randomised import examples
from tests.table.clocks import SetClock

if TYPE_CHECKING:
    from game.rules import Rules

RELAXED = examples(60, shared=True, slow=True)


def sit(rules: Rules, clock: SetClock, path: Path | None = None) -> Sitting:
    people = {"ink": "Aziza\n", "chalk": "  "}
    start = GameSetup(rules, "standard", {}, 0, path, table=" North\troom ", people=people)
    return Sitting.open(start, {}, clock=clock)


def asked(sitting: Sitting) -> str:
    """Let chance fall until a person is asked."""
    while (seat := sitting.to_move) is None:
        sitting.step()
    return seat


@given(shifts=st.lists(st.integers(-(10**9), 10**9), max_size=12), resume=st.integers(0, 12))
@RELAXED
def test_times_never_go_back(
    marks: Rules, tmp_path_factory: pytest.TempPathFactory, shifts: list[int], resume: int
) -> None:
    clock = SetClock()
    sitting = sit(marks, clock, tmp_path_factory.mktemp("s") / "save.toml")
    for n, shift in enumerate(shifts):
        clock.shows += timedelta(milliseconds=shift)
        if n == resume and sitting.path is not None:
            sitting.close()
            sitting = Sitting.open(SavedGame(sitting.path), {}, clock=clock)
        sitting.facilitator.note("so")
    times = [sitting.header.started, *(entry.at for entry in sitting.entries)]
    told = [time for time in times if time is not None]
    assert len(told) == len(shifts) + 1
    assert all(map(is_stamp, told))
    assert told == sorted(told)
    # Where the clock goes on, so do the times.
    clock.shows += timedelta(days=400)
    sitting.facilitator.note("so")
    assert (sitting.entries[-1].at or "") > told[-1]


def test_a_clock_that_is_set_back_stands_still(marks: Rules) -> None:
    clock = SetClock()
    sitting = sit(marks, clock)
    clock.wait(1500)
    sitting.play("draw")
    clock.shows -= timedelta(hours=2)
    clock.wait(500)
    sitting.play("draw")
    clock.shows += timedelta(hours=3)
    sitting.play("draw")
    assert [entry.at for entry in sitting.entries] == [
        "2026-03-01T09:00:01.500Z",
        "2026-03-01T09:00:01.500Z",
        "2026-03-01T10:00:02.000Z",
    ]


def test_how_long_a_decision_took(marks: Rules) -> None:
    clock = SetClock()
    sitting = sit(marks, clock)
    clock.wait(60_000)
    sitting.view("chalk")
    clock.wait(60_000)
    sitting.view("ink")
    clock.wait(2_000)
    sitting.view("ink")
    clock.shows -= timedelta(hours=1)
    sitting.facilitator.pause(True)
    clock.wait(10_000)
    sitting.facilitator.pause(False)
    sitting.facilitator.note("what is this")
    clock.wait(500)
    sitting.play("draw")
    clock.wait(30)
    sitting.play("draw")
    took = [moved(entry).took for entry in sitting.entries if entry.kind == "move"]
    assert took == [2_500, 30], "from the first look, or where nobody looked from when it was due"
    sitting.undo()
    clock.wait(7)
    sitting.play("skip")
    assert moved(sitting.entries[-1]).took == 7


def test_what_was_looked_at(tmp_path: Path) -> None:
    rules = rules_of("rules")
    start = GameSetup(rules, "first-watch", {}, 3, tmp_path / "save.toml")
    sitting = Sitting.open(start, {}, clock=SetClock())
    seat = asked(sitting)
    other = next(s for s in sitting.seats if s != seat)
    moves = sitting.candidates()
    first, last = moves[0], moves[-1]
    for _ in range(2):
        sitting.preview(first.id)
        sitting.explain(last.id)
        sitting.explain(first.id)
    assert sitting.brief(seat)
    sitting.brief(seat)
    # What another seat looks at is no part of this decision.
    sitting.brief(other)
    sitting.preview(first.id, (), other)
    sitting.play(sitting.legal()[0].id)
    names = (last.name, first.name)
    assert moved(sitting.entries[-1]).looked == Looked(
        previews=(first.name,), reasons=tuple(dict.fromkeys(names)), briefs=2
    )
    asked(sitting)
    moves = sitting.candidates()
    assert len(moves) > KEPT_LOOKS
    for move in moves:
        sitting.explain(move.id)
    sitting.play(sitting.legal()[0].id)
    looked = moved(sitting.entries[-1]).looked
    assert looked is not None
    assert len(looked.reasons) == KEPT_LOOKS
    assert looked.more == len(moves) - KEPT_LOOKS
    asked(sitting)
    sitting.play(sitting.legal()[0].id)
    assert moved(sitting.entries[-1]).looked is None
    sitting.close()
    again = Sitting.open(SavedGame(tmp_path / "save.toml"), {})
    assert again.notices == []
    assert again.entries == sitting.entries


def test_nobody_is_asked(race: Rules) -> None:
    sitting = Sitting.open(GameSetup(race, "standard", {}, 4), {})
    sitting.play("walk")
    with pytest.raises(NotYourMove, match="Nobody"):
        sitting.preview(0)
    with pytest.raises(BadSeat):
        sitting.brief("nobody")


def test_a_rationale(marks: Rules, tmp_path: Path) -> None:
    sitting = sit(marks, SetClock(), tmp_path / "save.toml")
    sitting.play("draw", Rationale("  far\r\nand\x1b[2J wide ", ["a\nb", "", "a b", "c"], 5))
    sitting.play("draw", "just words")
    sitting.play("draw", Rationale())
    acts = [moved(entry) for entry in sitting.entries]
    assert [(a.rationale, a.tags, a.confidence) for a in acts] == [
        ("far\nand[2J wide", ("a b", "c"), 5),
        ("just words", (), None),
        (None, (), None),
    ]
    for bad in (0, 6, True):
        with pytest.raises(TableError, match="confidence is 1"):
            sitting.play("draw", Rationale(confidence=bad))
    assert sitting.n == 3
    sitting.close()
    assert Sitting.open(SavedGame(tmp_path / "save.toml"), {}).entries == sitting.entries


def test_people_and_the_name_of_the_table(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    sitting = sit(marks, SetClock(), path)
    assert (sitting.table, sitting.people) == ("North room", {"ink": "Aziza"})
    assert (sitting.header.table, sitting.header.people) == ("North room", {"ink": "Aziza"})
    sitting.facilitator.set_seat("chalk", "human", "Anna", "Team\n2")
    sitting.facilitator.set_seat("ink", "human")
    sitting.facilitator.name_table("South room")
    with pytest.raises(TableError, match="called nothing"):
        sitting.facilitator.name_table(" \n")
    assert (sitting.table, sitting.people) == ("South room", {"chalk": "Team 2"})
    assert [e.act.person for e in sitting.entries if isinstance(e.act, Seated)] == ["Team 2", None]
    sitting.close()
    with pytest.raises(BadSeat):
        Sitting.open(SavedGame(path, people={"ink": "Bek", "quill": "Cy"}), {})
    assert Sitting.open(SavedGame(path), {}).n == 3
    again = Sitting.open(SavedGame(path, people={"ink": "Bek"}, table="Hall"), {})
    assert (again.table, again.people) == ("Hall", {"chalk": "Team 2", "ink": "Bek"})
    assert Sitting.open(SavedGame(path), {}).people == again.people
    with pytest.raises(BadSeat):
        Sitting.open(GameSetup(marks, "standard", people={"quill": "Cy"}), {})


def test_notes_and_bookmarks_of_an_earlier_entry(marks: Rules) -> None:
    sitting = sit(marks, SetClock())
    for _ in range(3):
        sitting.play("draw")
    sitting.facilitator.note("objection", "Observer 2", 1, ["law", "law"])
    sitting.facilitator.bookmark()
    sitting.facilitator.bookmark("the start", about=0)
    assert [entry.act for entry in sitting.entries[3:]] == [
        Noted(text="objection", about=1, tags=("law",)),
        Bookmarked(about=4),
        Bookmarked(about=0, text="the start"),
    ]
    for bad in (-1, 7):
        with pytest.raises(TableError, match="no entry"):
            sitting.facilitator.note("x", about=bad)
        with pytest.raises(TableError, match="no entry"):
            sitting.facilitator.bookmark(about=bad)
    assert len(sitting.log("ink")) == 3


def test_who_changes_the_board_says_why(marks: Rules) -> None:
    sitting = sit(marks, SetClock())
    for empty in ("", " \n", "\x1b"):
        with pytest.raises(TableError, match="give a reason"):
            sitting.facilitator.override("marks[ink]", 2, empty)
        with pytest.raises(TableError, match="give it one"):
            sitting.facilitator.inject(empty, changes={"marks[ink]": 2})
    assert sitting.entries == ()
    assert sitting.game.value(sitting.state, "marks", "ink") == 0


def test_going_on_is_told_once(marks: Rules, tmp_path: Path) -> None:
    clock, path = SetClock(), tmp_path / "save.toml"
    sitting = sit(marks, clock, path)
    sitting.play("draw")
    sitting.close()
    clock.wait(3_600_000)
    again = Sitting.open(SavedGame(path), {}, clock=clock)
    clock.wait(5_000)
    again.play("draw")
    again.play("draw")
    assert [(e.resumed or "")[11:19] for e in again.entries] == ["", "10:00:00", ""]
    assert moved(again.entries[1]).took == 5_000
    assert attrs.evolve(again.entries[1], resumed=None).at == "2026-03-01T10:00:05.000Z"
