"""What a workshop leaves: reasons, notes, answers and rulings; without names; tables compared."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.cli import main
from game.report.after_action import AfterAction, after_action
from game.report.compare import CannotCompare, Comparison, compared, comparison_table
from game.report.folder import write_comparison, write_report
from game.report.pseudonyms import Pseudonyms
from game.table import Rationale, Sitting
from game.table.acts import Moved
from tests.randomised import examples
from tests.report.workshops import OBSERVER, PEOPLE, UMPIRE, workshop

#: Letters of the names that stand in no rules and no words of the program.
LETTERS = ("aziza", "karimova", "o'hara", "o&#39;hara", "zoë", "zoe\u0308", "straße", "ødegård",
           "ferngully", "mcallister", "bek ")  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> list[Sitting]:
    return [workshop("first-watch", seed, table=f"Room {seed}") for seed in (3, 4, 5)]


@pytest.fixture(scope="module")
def reports(tables: list[Sitting]) -> list[AfterAction]:
    return [after_action(sitting) for sitting in tables]


@pytest.fixture(scope="module")
def comparison(tables: list[Sitting], reports: list[AfterAction]) -> Comparison:
    return compared(tables, reports)


def test_what_people_said_stands_beside_what_they_did(
    tables: list[Sitting], reports: list[AfterAction]
) -> None:
    for sitting, report in zip(tables, reports, strict=True):
        by = {each.n: each for each in report.talk.decisions}
        names = {tag.id: tag.name for tag in sitting.game.scenario.tags}
        moves = [e for e in sitting.entries if isinstance(e.act, Moved) and e.actor != "chance"]
        assert sorted(by) == [e.n for e in moves]
        for entry in moves:
            act, told = entry.act, by[entry.n]
            assert isinstance(act, Moved)
            assert (told.why, told.sure, told.took) == (
                act.rationale or "", act.confidence, act.took,
            )  # fmt: skip
            assert told.tags == tuple(names[tag] for tag in act.tags)
        assert report.talk.said


def test_what_came_of_decisions_is_what_moved_the_score(reports: list[AfterAction]) -> None:
    for report in reports:
        last = {r.round: max(e.step for e in r.entries) for r in report.rounds if r.entries}
        for each in report.talk.decisions:
            own = [s for s in report.debrief.sources if s.seat == each.seat]
            since = [s.change for s in own if each.step <= s.step <= last[each.round]]
            assert each.came == (sum(since) if own else None)
        sure = [d for d in report.talk.decisions if d.sure is not None and d.came is not None]
        assert sum(row.count for row in report.talk.sureness) == len(sure)
        assert sum(row.count * row.mean for row in report.talk.sureness) == pytest.approx(
            sum(d.came or 0 for d in sure)
        )


def test_times_notes_rulings_and_answers_are_those_of_the_journal(
    tables: list[Sitting], reports: list[AfterAction]
) -> None:
    for sitting, report in zip(tables, reports, strict=True):
        talk = report.talk
        together, *others = talk.paces
        assert together.total == sum(pace.total for pace in others)
        assert together.longest == max(pace.longest for pace in others)
        assert [(r.author, r.codes) for r in talk.remarks] == [
            (OBSERVER, ("silence", "Bek")), (OBSERVER, ()),
        ]  # fmt: skip
        kinds = [(r.kind, r.author, r.reason) for r in talk.rulings]
        assert kinds == [
            ("inject", UMPIRE, "Zoë asked"), ("override", UMPIRE, f"agreed with {PEOPLE[1]}"),
            ("pause", UMPIRE, "tea"), ("pause", UMPIRE, ""),
        ]  # fmt: skip
        assert talk.rulings[1].changes
        told = {(row.id, seat): given for row in talk.survey for seat, _, given in row.answers}
        kept = {(a.question, a.seat): a.scale or a.words for a in sitting.survey_answers}
        assert told == kept


def test_a_seats_report_has_its_own_words_alone(tables: list[Sitting]) -> None:
    sitting = tables[0]
    seat = sitting.game.seats[0]
    talk = after_action(sitting, seat).talk
    assert {d.seat for d in talk.decisions if d.why or d.tags or d.took is not None} == {seat}
    assert {s for row in talk.survey for s, _, _ in row.answers} <= {seat}
    assert not talk.remarks
    assert not any(ruling.reason for ruling in talk.rulings)


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_export_without_names_holds_none(tables: list[Sitting], tmp_path: Path) -> None:
    write_comparison(tables, tmp_path / "named")
    write_comparison(tables, tmp_path / "other", names=Pseudonyms(tables))
    named, other = files(tmp_path / "named"), files(tmp_path / "other")
    assert named.keys() == other.keys()
    for name, text in other.items():
        plain = text.casefold()
        assert not [word for word in LETTERS if word.casefold() in plain], name
    together = "".join(named.values()).casefold()
    assert all(word in together for word in ("aziza", "mcallister", "ødegård", "zoë"))
    saves = [json.loads(other[f"table-{n}/report.json"]) for n in (1, 2, 3)]
    # The same person is called the same at every table, and stays in the same seat.
    assert saves[0]["people"] == saves[1]["people"] == saves[2]["people"]
    assert len({*saves[0]["people"].values()}) == len(PEOPLE)
    first = json.loads(named["table-1/report.json"])
    for before, after in zip(first["entries"], saves[0]["entries"], strict=True):
        for field in ("n", "kind", "move", "at", "tags", "confidence", "took"):
            if before["kind"] != "note":
                assert before.get(field) == after.get(field)


@given(
    name=st.text("abcdeéİıßñФЯاب", min_size=4, max_size=12),
    around=st.sampled_from(["{}", "{} said so", "({}), then", "ask {}!", "{}’s men", "\n{}\n"]),
    upper=st.booleans(),
)
@examples(100)
def test_any_name_is_replaced_where_it_stands(name: str, around: str, upper: bool) -> None:
    sitting = _named(name)
    shown = around.format(name.upper() if upper else name)
    calls = Pseudonyms([sitting])
    told = calls.text(shown)
    assert name not in told
    assert told == calls.of({"words": shown})["words"]
    assert calls.of({"people": {"umbrella": name}})["people"]["umbrella"] == calls.name(name)
    assert calls.text("Nobody was named.") == "Nobody was named."


_SITTINGS: list[Sitting] = []


def _named(name: str) -> Sitting:
    """A table at which somebody of that name wrote a note."""
    if not _SITTINGS:
        _SITTINGS.append(workshop("first-watch", 1, moves=3))
    sitting = _SITTINGS[0]
    sitting.facilitator.note("seen", name)
    return sitting


def test_merged_figures_are_those_of_each_table(
    reports: list[AfterAction], comparison: Comparison
) -> None:
    assert [table.report for table in comparison.tables] == reports
    rows = list(csv.DictReader(StringIO(comparison_table(comparison))))
    for table, report in zip(comparison.tables, reports, strict=True):
        own = [row for row in rows if row["table"] == table.name]
        scores = {s.seat: str(s.outcome.score) for s in report.seats if s.outcome}
        assert {r["seat"]: r["value"] for r in own if r["what"] == "score"} == scores
        chosen = [d.what for d in report.talk.decisions if not d.given_up]
        told = [d.what for found in table.decided.values() for d in found]
        assert sorted(told) == sorted(chosen)
        for name in comparison.tracks:
            curve = next(t for t in report.tracks if t.name == name)
            by_round = comparison.by_round(name, table)
            assert (by_round[0], by_round[-1]) == (curve.values[0], curve.values[-1])
    for tag, counts in comparison.tags.items():
        assert counts == [report.talk.tags.get(tag, 0) for report in reports]
    for row, each in comparison.survey:
        marks = [mark for found in each if found is not None for mark in found.marks]
        own_marks = [m for r in reports for s in r.talk.survey if s.id == row.id for m in s.marks]
        assert marks == own_marks


def test_what_cannot_be_compared_is_said(tables: list[Sitting], reports: list[AfterAction]) -> None:
    other = workshop("shamsiddin-shohin", 1, moves=4)
    with pytest.raises(CannotCompare, match=r"Table 2 .*shamsiddin-shohin.*first-watch"):
        compared([tables[0], other], [reports[0], after_action(other)])
    with pytest.raises(CannotCompare, match="too many"):
        compared(tables * 5, reports * 5)


def test_the_page_needs_nothing_beside_it_and_escapes(
    tables: list[Sitting], tmp_path: Path
) -> None:
    written = files(tmp_path) if write_comparison(tables, tmp_path) else {}
    for name, text in written.items():
        if name.endswith(".html"):
            assert not re.search(
                r"""(src|href)=(?!"#)|@import|https?://|url\((?!data:|#)""", text
            ), name
            assert "<we>" not in text
    told = json.loads(written["comparison.json"])
    assert [t["table"] for t in told["tables"]] == ["Room 3", "Room 4", "Room 5"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saves = []
    for n in (1, 2):
        saves.append(str(tmp_path / f"{n}.toml"))
        workshop("first-watch", n, Path(saves[-1]), moves=40).close()
    out = tmp_path / "both"
    with pytest.raises(SystemExit) as stopped:
        main(["report", *saves, "--pseudonyms", "--out", str(out)])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.strip().endswith("comparison.html.")
    assert {path.name for path in out.iterdir()} == {
        "comparison.html", "comparison.csv", "comparison.json", "table-1", "table-2",
    }  # fmt: skip
    assert "Aziza" not in (out / "table-1" / "report.html").read_text(encoding="utf-8")


def test_a_game_in_which_nobody_said_anything_has_a_report(tmp_path: Path) -> None:
    sitting = workshop("first-watch", 2, moves=2)
    assert write_report(sitting, tmp_path)
    assert attrs.evolve(after_action(sitting).talk).decisions
    assert sitting.legal()
    sitting.play(sitting.legal()[0].id, Rationale("later", [], 2))
    assert after_action(sitting).talk.said[-1].came is None, "it is not over"
