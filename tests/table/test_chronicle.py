"""What a debrief reads: all that happened, what was given up, and why; a seat reads its own."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from game.cli import main
from game.report.document import document
from game.table import BadSeat, ChronicleEntry, GameSetup, Rationale, SavedGame, Sitting
from game.table.end_mark import END
from game.terminal.replay import lines
from tests.table.clocks import SetClock

if TYPE_CHECKING:
    from game.rules import Rules


def session(rules: Rules, bots: Mapping[str, Any], path: Path | None = None) -> Sitting:
    """A table at which everything happened that a replay has to tell."""
    start = GameSetup(
        rules, "standard", {"chalk": "bot:random"}, 0, path, table="Hall", people={"ink": "Aziza"}
    )
    clock = SetClock()
    sitting = Sitting.open(start, bots, clock=clock)
    sitting.preview(sitting.legal()[0].id)
    clock.wait(2_345)
    sitting.play("draw", Rationale("to be seen\n   9  forged", ["bold"], 4))
    sitting.play("skip", "no reason")
    sitting.undo()
    sitting.play("draw")
    sitting.facilitator.override("marks[chalk]", 3, "a gift", "Anna")
    sitting.facilitator.inject("Rain", "It rains.", {"marks[ink]": 0})
    sitting.facilitator.note("wrong cell", "Anna", about=4, tags=["slip"])
    sitting.facilitator.roll_back(4, "Anna", "a slip")
    sitting.play("skip")
    sitting.step()
    sitting.facilitator.bookmark("the turn", "ink")
    sitting.facilitator.set_seat("ink", "human", "Anna", "Bek")
    return sitting


def by_n(found: list[ChronicleEntry]) -> dict[int, ChronicleEntry]:
    return {told.n: told for told in found}


def test_everything_is_told_in_order(marks: Rules, bots: Mapping[str, Any]) -> None:
    sitting = session(marks, bots)
    found = sitting.chronicle(None)
    assert [told.n for told in found] == list(range(1, sitting.n + 1))
    told = by_n(found)
    assert (told[1].rationale, told[1].tags, told[1].confidence) == (
        "to be seen\n   9  forged",
        ("bold",),
        4,
    )
    assert told[1].took == 2_345
    assert told[1].looked is not None
    assert told[1].looked.previews == ("draw",)
    assert {n: t.given_up for n, t in told.items() if t.given_up} == {2: 3, 5: 8, 6: 8}
    assert told[3].text == "Ink: takes back Skip (entry 2)."
    assert told[5].text.startswith("Anna: changed the board: a gift. Marks (Chalk) rose to 3")
    assert told[6].text.startswith("The facilitator: Rain. It rains. Marks (Ink) fell to 0")
    assert (told[7].text, told[7].about, told[7].tags) == (
        "Anna notes on entry 4: wrong cell",
        4,
        ("slip",),
    )
    assert told[8].text == (
        "Anna: the game goes back to entry 4. Why: a slip. Given up: entries 5, 6."
    )
    assert (told[10].actor, told[10].bot, told[10].why) == ("chalk", "random", "by lot")
    assert told[11].text == "Ink marks entry 10: the turn"
    assert told[12].text == "Anna: Ink is now played by Bek."
    # As it was known then, nothing was given up yet.
    assert [t.given_up for t in sitting.chronicle(None, 6)] == [None, 3, None, None, None, None]


def test_a_seat_reads_what_it_saw_and_its_own_reasons(
    marks: Rules, bots: Mapping[str, Any]
) -> None:
    sitting = session(marks, bots)
    ink, chalk = by_n(sitting.chronicle("ink")), by_n(sitting.chronicle("chalk"))
    assert set(ink) == set(range(1, 13)) - {7}, "notes are for the debrief"
    assert ink[1].rationale is not None
    assert ink[10].why is None
    assert ink[11].about == 10
    assert set(chalk) == {1, 4, 5, 6, 8, 9, 10, 12}, "what was taken back at once nobody saw"
    assert all(t.rationale is None and t.took is None for t in chalk.values())
    assert chalk[10].why == "by lot"
    with pytest.raises(BadSeat):
        sitting.chronicle("quill")


def test_what_is_hidden_stays_hidden(kuhn: Rules) -> None:
    """Whatever the other was dealt, thought and took back, a seat's replay reads the same."""
    shown: dict[str, set[str]] = {}
    for mine, theirs in itertools.permutations(["jack", "queen", "king"], 2):
        sitting = Sitting.open(GameSetup(kuhn, "standard", {}, 0), {}, clock=SetClock())
        for card in (mine, theirs):
            outcome = next(m for m, _ in sitting.outcomes() if m.name.endswith(":" + card))
            sitting.set_outcome(outcome.id, "facilitator")
        sitting.play("check", f"I hold {mine}")
        sitting.facilitator.note(f"{mine} against {theirs}")
        sitting.facilitator.roll_back(2)
        sitting.play("bet", Rationale(tags=[mine]))
        for seat, own in (("first", mine), ("second", theirs)):
            told = json.dumps(document(sitting, seat, None)) + "\n".join(lines(sitting, seat, None))
            shown.setdefault(f"{seat} {own}", set()).add(told)
        assert "I hold" in "\n".join(lines(sitting, "first", None))
    assert all(len(texts) == 1 for texts in shown.values())
    assert len(shown) == 6


def test_lines_cannot_be_forged(marks: Rules, bots: Mapping[str, Any]) -> None:
    told = "\n".join(lines(session(marks, bots), None, None)).split("\n")
    assert [line for line in told if "forged" in line] == ["           9  forged"]
    assert told[0] == "   1  09:00:02  Ink: Draw. Marks (Ink) rose to 1."
    assert told[1:4] == [
        "      Why: to be seen",
        "           9  forged",
        "      tags: bold; confidence 4 of 5; previews: draw; took 2.3 s",
    ]
    assert "   5  09:00:02  (given up by entry 8) Anna: changed the board: a gift" in "\n".join(
        told
    )


def test_the_document(marks: Rules, bots: Mapping[str, Any]) -> None:
    sitting = session(marks, bots)
    told = json.loads(json.dumps(document(sitting, None, None)))
    assert (told["format"], told["version"], told["reader"]) == ("panj-replay", 1, None)
    assert (told["table"], told["people"], told["seed"]) == ("Hall", {"ink": "Aziza"}, 0)
    assert told["started"] == "2026-03-01T09:00:00.000Z"
    assert (told["findings"], told["result"]) == ([], None)
    assert told["entries"][4] == {
        "n": 5,
        "kind": "override",
        "actor": "Anna",
        "at": "2026-03-01T09:00:02.345Z",
        "text": "Anna: changed the board: a gift. Marks (Chalk) rose to 3.",
        "changes": [{"cell": "marks[chalk]", "title": "Marks (Chalk)", "before": 0, "after": 3}],
        "given_up_by": 8,
        "reason": "a gift",
    }
    assert document(sitting, "ink", None)["seed"] is None
    while not sitting.over:
        sitting.play(sitting.legal()[0].id) if sitting.step() is None else None
    assert document(sitting, None, None)["result"]["winner"] == "ink"
    assert document(sitting, None, 3)["result"] is None


def test_where_a_game_was_taken_up_again(
    marks: Rules, bots: Mapping[str, Any], tmp_path: Path
) -> None:
    path, clock = tmp_path / "save.toml", SetClock()
    session(marks, bots, path).close()
    clock.wait(86_400_000)
    again = Sitting.open(SavedGame(path), bots, clock=clock)
    again.facilitator.note("tired")
    assert [*lines(again, None, None)][-2:] == [
        "      Taken up again on 2026-03-02 at 09:00:00 UTC.",
        "  13  09:00:00  The facilitator notes: tired",
    ]
    assert document(again, None, None)["entries"][-1]["resumed"] == "2026-03-02T09:00:00.000Z"


def replayed(path: Path, capsys: pytest.CaptureFixture[str], *args: str) -> tuple[str, str]:
    with pytest.raises(SystemExit):
        main(["replay", str(path), *args])
    told = capsys.readouterr()
    return told.out, told.err


def test_all_findings_are_told(
    marks: Rules, bots: Mapping[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "save.toml"
    sitting = session(marks, bots, path)
    sitting.close()
    data = path.read_bytes()
    assert Sitting.open(SavedGame(path), bots).findings() == []
    # Words of two entries, and the last entry but not the line after it.
    cut = data.rindex(b"\n[[entry]]"), data.rindex(b"\n" + END)
    edited = (data[: cut[0]] + data[cut[1] :]).replace(b"wrong cell", b"right cell")
    path.write_bytes(edited.replace(b"no reason", b"a reason!"))
    out, err = replayed(path, capsys)
    assert len(out.splitlines()) == 4, "what holds is told"
    said = err.split("All that is wrong with it:\n")[1].splitlines()[:3]
    assert [words.split(": ", 1)[1] for words in said] == [
        "entry 2 is not as it was written.",
        "entry 7 is not as it was written.",
        "entry 12 was removed from its end after it was written.",
    ]
    assert json.loads(replayed(path, capsys, "--json")[0])["findings"] == [w.strip() for w in said]
    # Another move, half an entry, and one that stands elsewhere.
    swapped = data.replace(b'id = "draw"', b'id = "skip"', 1)
    path.write_bytes(swapped[: swapped.rindex(b"chain") - 3])
    found = Sitting.open(SavedGame(path), bots).findings()
    assert [words.split(": ", 1)[1] for words in found] == [
        "entry 1 is not as it was written.",
        "what follows entry 1 is unchecked; its position is not known.",
        "this is only half of an entry of a save.",
        "its last line is missing: the program was stopped while it wrote, or something was cut "
        "off after entry 12.",
    ]


def test_a_seats_replay_from_the_command_line(
    marks: Rules, bots: Mapping[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "save.toml"
    session(marks, bots, path).close()
    out, err = replayed(path, capsys, "--seat", "chalk")
    assert "to be seen" not in out
    assert "Begun on 2026-03-01 at 09:00 UTC.\nTable: Hall.\nAt the start: Aziza (ink)." in err
    _, err = replayed(path, capsys, "--seat", "quill")
    assert "no seat of this game" in err
