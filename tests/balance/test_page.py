"""The page, the document and the table of figures: whole, escaped, and all of one measure."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import attrs

from game.balance.measure import Wanted, measure
from game.balance.page import balance_page, write_balance
from game.balance.summary import measured_lines
from game.rules import parse_criteria
from tests.balance.test_measure import measured, setup_of


class Tags(HTMLParser):
    """Tells whether what is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_what_is_written_is_all_that_was_measured(tmp_path: Path) -> None:
    found = measured("rules", "doctrine", 60, scenario=1)
    page, document, figures = write_balance(found, tmp_path / "new")
    text = page.read_text(encoding="utf-8")
    assert "http" not in text
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    assert all(f'id="{table.id}"' in text for table in found.findings.tables)
    assert text.count("<figure>") > 5
    told = json.loads(document.read_text(encoding="utf-8"))
    rows = list(csv.DictReader(figures.open(encoding="utf-8")))
    assert [row["figure"] for row in rows] == list(told["measures"])
    assert told == json.loads(json.dumps(found.as_json()))


def test_words_of_rules_are_escaped() -> None:
    found = measured("tic-tac-toe", "random", 600)
    assert "<b>x" not in balance_page(attrs.evolve(found, title="<b>x"))


def test_long_tables_are_left_to_the_files() -> None:
    found = measured("rules", "doctrine", 60, scenario=1)
    short, whole = (measured_lines(found, whole) for whole in (False, True))
    assert len(short) < len(whole)
    assert "Not printed" in short[-1]


def test_a_bar_that_fails_is_seen_in_the_document() -> None:
    setup = setup_of("nim", "random")
    text = '[[bar]]\nmeasure = "wins.opener"\nlow = 0.99\nwhy = "First moves win."'
    rules = setup.rules.with_criteria(parse_criteria(text))
    found = measure(attrs.evolve(setup, rules=rules), Wanted(50, ("games",)))
    assert not found.holds
    assert found.as_json()["bars"][0]["held"] is False
    assert "not held" in "\n".join(measured_lines(found, whole=False))
