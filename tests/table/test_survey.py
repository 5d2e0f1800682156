"""What people are asked: why they chose, in one line, and how it was, for the journal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import TagInfo, parse_rules
from game.table import (
    BadSeat,
    GameSetup,
    Rationale,
    SavedGame,
    Sitting,
    TableError,
    read_line,
    survey_questions,
)
from tests.randomised import examples
from tests.table.conftest import MARKS

if TYPE_CHECKING:
    from game.rules import Rules

ASKED = """
[tag.show]
name = "being seen"

[tag.safe]
name = "safety"

[survey.clear]
text = "I knew why."
scale = ["never", "always"]

[survey.again]
text = "What would you do otherwise?"

[scenario.whole]
name = "Whole"
questions = ["Who gained?"]

[scenario.short]
name = "Short"
tags = ["safe"]
survey = []
"""
TAGS = (TagInfo("show", "being seen", ""), TagInfo("safe", "safety", ""))


@pytest.fixture(scope="module")
def asked() -> Rules:
    return parse_rules(MARKS + ASKED)


def test_a_scenario_keeps_what_it_names_and_all_where_it_names_none(asked: Rules) -> None:
    whole, short = asked.scenarios
    assert [tag.name for tag in whole.tags] == ["being seen", "safety"]
    assert [each.scale for each in whole.survey] == [("never", "always"), None]
    assert ([tag.id for tag in short.tags], short.survey) == (["safe"], ())


@pytest.mark.parametrize(
    ("typed", "words", "tags", "sure"),
    [
        ("to be needed #show =4", "to be needed", ["show"], 4),
        ("#sa they are few", "they are few", ["safe"], None),
        ("#s is both, so it is a word of mine", "is both, so it is a word of mine", ["s"], None),
        ("#SAFETY =1 =5", "", ["safe"], 5),
        ("it costs 4! not #4, but C#", "it costs 4! not #4, but C#", [], None),
        ("=6 is none", "=6 is none", [], None),
        ("", "", [], None),
    ],
)
def test_a_line_has_words_tags_and_a_confidence(
    typed: str, words: str, tags: list[str], sure: int | None
) -> None:
    assert read_line(typed, TAGS) == Rationale(words, tags, sure)


@given(words=st.text("ab #=1 2\n", max_size=30))
@examples(100)
def test_any_line_can_be_kept(words: str) -> None:
    said = read_line(words, TAGS)
    assert said.confidence in (None, 1, 2, 3, 4, 5)
    kept = "".join(said.words.split())
    assert set(kept) <= set(words)
    if not said.tags and said.confidence is None:
        assert said.words == words.strip()


def test_answers_are_entries_that_no_other_seat_reads(
    asked: Rules, bots: Mapping[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "asked.toml"
    sitting = Sitting.open(GameSetup(asked, "whole", path=path, ask_why=True), bots)
    assert [each.id for each in survey_questions(sitting.game)] == ["question_1", "clear", "again"]
    sitting.play("draw", read_line("a mark #show =2", sitting.game.scenario.tags))
    sitting.answer_survey("ink", "clear", 2)
    sitting.answer_survey("ink", "clear", 5)
    sitting.answer_survey("chalk", "question_1", "  Ink did.\x07 ")
    wrong: list[tuple[str, str, str | int, type[TableError]]] = [
        ("ink", "clear", 6, TableError), ("ink", "clear", "5", TableError),
        ("ink", "clear", True, TableError), ("ink", "again", 3, TableError),
        ("ink", "again", "  ", TableError), ("ink", "nothing", "x", TableError),
        ("nobody", "again", "x", BadSeat),
    ]  # fmt: skip
    for seat, question, answer, error in wrong:
        n = sitting.n
        with pytest.raises(error):
            sitting.answer_survey(seat, question, answer)
        assert sitting.n == n
    sitting.close()
    again = Sitting.open(SavedGame(path), bots)
    assert again.asks_why
    assert not again.findings()
    told = [(a.seat, a.question, a.words, a.scale) for a in again.survey_answers]
    assert told == [("ink", "clear", "", 5), ("chalk", "question_1", "Ink did.", None)]
    assert again.entries[0].act == sitting.entries[0].act
    seen = " ".join(line.text for line in again.chronicle("ink"))
    assert "“I knew why.”: 5 of 5" in seen
    assert "Ink did" not in seen
    assert "Ink did" in " ".join(line.text for line in again.chronicle(None))
    assert "Ink did" not in " ".join(line.text for line in again.log("ink"))


def test_nobody_is_asked_where_that_was_not_chosen(asked: Rules, bots: Mapping[str, Any]) -> None:
    assert not Sitting.open(GameSetup(asked, "whole"), bots).asks_why
