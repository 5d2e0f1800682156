"""The rule book carries the whole article and the whole game: what is cited exists, and all is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.game.adjudication import RULES
from tests.loaded import rules_of

ROWS = set((Path(__file__).parent / "inventory_rows.txt").read_text(encoding="utf-8").split())
TENSION = re.compile(r'  ".*\?",\s+# (T\d\d)')
SEATS = ("umbrella", "coordination", "ground", "dushanbe", "beijing")


@pytest.fixture(scope="module")
def book() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def _cited(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "models":
                yield from inner
            else:
                yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)


def test_every_row_of_the_inventory_is_cited_and_every_citation_is_a_row(
    book: dict[str, Any],
) -> None:
    cited = set(_cited(book))
    assert Counter(row[0] for row in ROWS) == {
        "A": 23, "S": 12, "D": 9, "I": 23, "M": 48, "L": 12, "T": 12,
    }  # fmt: skip
    assert cited == ROWS


def test_the_game_is_as_large_as_it_was_designed(book: dict[str, Any]) -> None:
    actions = book["action"].values()
    assert len(actions) == 45
    by_seat = Counter(
        seat for action in actions if action["seats"] != "all" for seat in action["seats"]
    )
    assert by_seat == dict(zip(SEATS, (11, 10, 12, 5, 6), strict=True))
    sizes = {"posture": 9, "kind": 13, "space": 22, "crossing": 7, "architecture": 7, "threat": 4}
    assert {name: len(book["set"][name]["members"]) for name in sizes} == sizes
    assert (len(book["event"]), len(book["reaction"]), len(book["aim"])) == (48, 12, 12)
    assert len(book["scenario"]) == 6


def test_each_order_of_initiative_is_on_eight_cards(book: dict[str, Any]) -> None:
    orders = Counter((e["first"], e["second"], e["third"]) for e in book["event"].values())
    assert len(orders) == 6
    assert set(orders.values()) == {8}


def test_every_row_has_a_rule_and_not_a_fact_alone(book: dict[str, Any]) -> None:
    rules = {name: part for name, part in book.items() if name != "scenario"}
    assert set(_cited(rules)) == ROWS


def test_every_loop_is_a_chain_of_rules(book: dict[str, Any]) -> None:
    links = Counter(row for row in _cited(book) if row[0] == "L")
    assert min(links.values()) >= 2, links


def test_every_tension_is_asked_about(book: dict[str, Any]) -> None:
    # People read no codes: which tension a question asks about stands in a comment behind it.
    asked: dict[str, list[str]] = {name: [] for name in book["scenario"]}
    name = ""
    for line in RULES.read_text(encoding="utf-8").splitlines():
        if head := re.match(r"\[scenario\.([\w-]+)\]", line):
            name = head[1]
        elif code := TENSION.fullmatch(line):
            asked[name].append(code[1])
    tensions = {row for row in ROWS if row[0] == "T"}
    assert sorted(asked.pop("full-equation")) == sorted(tensions)
    assert {row for rows in asked.values() for row in rows} == tensions
    for name, rows in asked.items():
        assert len(rows) == len(set(rows)) == len(book["scenario"][name]["questions"])
        assert "T12" in rows


def test_every_kind_of_clause_can_be_written(book: dict[str, Any]) -> None:
    kinds = [kind["id"] for kind in book["set"]["kind"]["members"]]
    terms = rules_of("rules").members("term").values()
    assert {term["kind"] for term in terms} == set(kinds)


def test_each_seat_has_its_postures_agendas_and_rows(book: dict[str, Any]) -> None:
    core, neighbours = SEATS[:3], SEATS[3:]
    postures = Counter(p["seat"] for p in book["set"]["posture"]["members"])
    assert postures == dict.fromkeys(core, 3)
    assert Counter(a["seat"] for a in book["aim"].values()) == dict.fromkeys(core, 4)
    assert Counter(r["seat"] for r in book["reaction"].values()) == dict.fromkeys(neighbours, 6)


def test_every_number_says_who_would_choose_another(book: dict[str, Any]) -> None:
    for name, number in book["number"].items():
        assert number["name"], name
        assert "Who disputes it: " in number["why"], name
