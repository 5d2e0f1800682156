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

ROWS = set((Path(__file__).parent / "inventory_rows.txt").read_text(encoding="utf-8").split())
TENSION = re.compile(r"\((T\d\d)\)")
SEATS = ("umbrella", "coordination", "ground", "dushanbe", "beijing")


@pytest.fixture(scope="module")
def book() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def _cited(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "models":
                yield from inner
            elif key == "questions":
                yield from (row for question in inner for row in TENSION.findall(question))
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
    assert len(actions) == 44
    by_seat = Counter(
        seat for action in actions if action["seats"] != "all" for seat in action["seats"]
    )
    assert by_seat == dict(zip(SEATS, (11, 10, 11, 5, 6), strict=True))
    sizes = {"posture": 9, "kind": 12, "space": 22, "crossing": 7, "architecture": 7, "threat": 4}
    assert {name: len(book["set"][name]["members"]) for name in sizes} == sizes
    assert (len(book["event"]), len(book["reaction"]), len(book["aim"])) == (48, 12, 12)
    assert len(book["scenario"]) == 6


def test_each_order_of_initiative_is_on_eight_cards(book: dict[str, Any]) -> None:
    orders = Counter((e["first"], e["second"], e["third"]) for e in book["event"].values())
    assert len(orders) == 6
    assert set(orders.values()) == {8}
