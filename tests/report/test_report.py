"""The after-action report: what it says is what the journal holds, for whose eyes it is."""

from __future__ import annotations

import csv
import html
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots import bots_of
from game.cli import main
from game.report.after_action import after_action
from game.report.debrief_words import falling_words
from game.report.document import story_table, tracks_table
from game.report.page import page
from game.report.plots import steps_path
from game.report.waterfall import by_rounds
from game.table import GameSetup, Rationale, Sitting
from tests.any_rules import EXAMPLES, FILES, any_rules
from tests.seats import seats_of

FORMULA = ('=HYPERLINK("x")', "+1", "-1", "@sum")
MARKUP = '<script>alert("x")</script> & "quotes"'


def ended(name: str, path: Path | None = None, scenario: str | None = None) -> Sitting:
    """A game between bots, played to its end or for a while."""
    rules = any_rules(name)
    info = next(s for s in rules.scenarios if scenario in (None, s.id))
    seats = seats_of(info, "bot:doctrine" if rules.doctrines else "bot:random")
    sitting = Sitting.open(GameSetup(rules, info.id, seats, 6, path), bots_of)
    for _ in range(400):
        if sitting.over or sitting.step() is None:
            break
    return sitting


@pytest.fixture(scope="module")
def watch() -> Sitting:
    return ended("rules", scenario="first-watch")


def test_it_says_what_the_journal_holds(watch: Sitting) -> None:
    report = after_action(watch)
    entries = [each.told for round_ in report.rounds for each in round_.entries]
    assert [told.n for told in entries] == list(range(1, watch.n + 1))
    assert [each.step for round_ in report.rounds for each in round_.entries] == [
        told.n for told in entries
    ]
    result = watch.result
    assert result is not None
    assert {s.seat: s.outcome.score for s in report.seats if s.outcome} == dict(result.scores)
    game = watch.game
    moving = [t for t in game.rules.look.tracks if not game.registers[t.value].constant]
    assert 0 < len(moving) < len(game.rules.look.tracks), "what never moves here has no curve"
    for track, look in zip(report.tracks, moving, strict=True):
        assert track.name == look.name
        assert track.values[-1] == watch.game.value(watch.state, look.value)
        assert len(track.values) == report.steps + 1 == watch.n + 1


def test_the_terms_are_the_score() -> None:
    sitting = ended("rules", scenario="shamsiddin-shohin")
    report = after_action(sitting)
    assert sitting.over
    scored = [seat for seat in report.seats if seat.terms]
    assert scored
    for seat in scored:
        assert seat.outcome is not None
        assert sum(term.value for term in seat.terms) == seat.outcome.score


def test_the_page_needs_nothing_beside_it(watch: Sitting) -> None:
    written = page(watch, after_action(watch))
    assert not re.search(r"""(src|href)=(?!"#)|@import|https?://|url\((?!data:|#)""", written)
    shown = html.unescape(written)
    for line in watch.log(None):
        assert line.silent or all(row.words in shown for row in line.rows)


def test_the_page_draws_every_waterfall_and_every_place_without_each_seat() -> None:
    sitting = ended("rules", scenario="shamsiddin-shohin")
    report = after_action(sitting)
    written = page(sitting, report)
    rows = report.debrief.without
    assert len(rows) == 5
    assert written.count('<figure class="without">') == len(rows)
    for each in rows[0].values:
        assert written.count(f'id="place-{each.place}"') == 1
    for row in rows:
        assert falling_words(row) in html.unescape(written)
    drawn = [seat for seat in report.seats if by_rounds(report.debrief, seat.seat)]
    assert written.count('<div class="fall">') == len(drawn) == len(report.seats)


def test_words_of_people_are_words(tmp_path: Path) -> None:
    sitting = ended("tic-tac-toe")
    sitting = Sitting.open(
        GameSetup(sitting.game.rules, sitting.game.scenario.id, {}, 1, None, table=MARKUP), bots_of
    )
    sitting.play(sitting.legal()[0].id, Rationale(MARKUP, ["bold"], 3))
    for words in FORMULA:
        sitting.facilitator.note(words, "Anna")
    report = after_action(sitting)
    written = page(sitting, report)
    assert MARKUP not in written
    assert (
        html.escape(MARKUP, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        in written
    )
    rows = list(csv.DictReader(StringIO(story_table(report))))
    assert [row["n"] for row in rows] == [str(n) for n in range(1, sitting.n + 1)]
    assert rows[0]["rationale"] == MARKUP
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@")]


def test_a_seats_report_says_only_what_it_saw() -> None:
    sitting = ended("rules", scenario="shamsiddin-shohin")
    whole, own = after_action(sitting), after_action(sitting, "ground")
    texts = [each.told.text for round_ in own.rounds for each in round_.entries]
    assert texts == [told.text for told in sitting.chronicle("ground")]
    assert texts != [e.told.text for s in whole.rounds for e in s.entries]
    written = page(sitting, own)
    assert f"seed {sitting.header.seed}" not in written
    assert f"seed {sitting.header.seed}" in page(sitting, whole)


@pytest.mark.parametrize("name", [*FILES, *EXAMPLES][::4])
def test_any_game_has_a_report(name: str) -> None:
    sitting = ended(name)
    for seat in (None, *sitting.game.seats):
        report = after_action(sitting, seat)
        assert page(sitting, report)
        assert len(list(csv.reader(StringIO(tracks_table(report))))) >= 1


@given(
    values=st.lists(st.integers(-9, 9), min_size=1, max_size=40),
    close=st.booleans(),
)
def test_a_curve_stays_in_its_drawing(values: list[int], close: bool) -> None:
    path = steps_path(values, min(values), max(values) + 1, 240, 76, close)
    assert re.fullmatch(r"M0 [\d.]+(H[\d.]+V[\d.]+)*H240(V76H0Z)?", path)
    for across in re.findall(r"H([\d.]+)", path):
        assert 0 <= float(across) <= 240
    for down in re.findall(r"V([\d.]+)", path):
        assert 0 <= float(down) <= 76


def command(*args: str) -> int | str | None:
    """The exit status of a command."""
    with pytest.raises(SystemExit) as stopped:
        main(list(args))
    return stopped.value.code


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save = tmp_path / "game.toml"
    ended("rules", save, "first-watch").close()
    out = tmp_path / "of the" / "debrief"
    assert command("report", str(save), "--out", str(out)) == 0
    assert capsys.readouterr().out.strip().endswith("report.html.")
    always = {"decisions.csv", "report.html", "report.json", "story.csv", "tracks.csv"}
    # Where no score ever moved there is nothing to tell of what moved it.
    scored = {"scores.csv", "turning-points.csv"}
    assert {p.name for p in out.iterdir()} in (always, always | scored)
    assert json.loads((out / "report.json").read_text())["format"] == "panj-replay"
    assert command("report", str(save), "--out", str(save)) == 2
    assert command("report", str(save), "--out", str(out), "--seat", "nobody") == 2
