"""The card of a throw that is ahead: what it says is what the engine tells, in any window."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.rules import parse_rules
from game.ui.widgets import Text
from game.ui.widgets.odds import OddsBadge, OddsLines, OddsScale, OddsShare
from tests.engine.test_throws import DUEL
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.sight import faults
from tests.ui.test_sizes import GATE, show


def shown(driver: Driver, kind: type) -> list:  # type: ignore[type-arg]
    """The widgets of a kind in the panel."""
    return [w for w in driver.table.panel.walk() if type(w) is kind]


def words(driver: Driver) -> str:
    texts: list[Text] = shown(driver, Text)
    return "\n".join(text.words for text in texts)


@pytest.fixture
def duel(tmp_path: Path) -> Driver:
    """The first question of a duel, with 3 against 5."""
    driver = Driver(parse_rules(DUEL.format(red=3, blue=5, see="")), tmp_path)
    driver.begin()
    return driver


def test_the_line_of_a_choice_is_lit_before_it_is_made(duel: Driver) -> None:
    assert not duel.has("odds")
    duel.table.choose_action("strike")
    duel.table.choose_target("hill")
    (lines,) = shown(duel, OddsLines)
    assert lines.faces == ("1", "2", "3", "4", "5", "6")
    assert [head for head, _ in lines.lines] == ["..-2", "-1", "0"]
    assert [cell.words for cell in lines.lines[lines.now][1]] == ["0", "0", "1", "1", "2", "2"]
    assert "Field" in words(duel)
    assert [share.part for share in shown(duel, OddsShare)] == [2, 2, 2]
    duel.table.choose_target("ford")
    (lines,) = shown(duel, OddsLines)
    assert lines.now == 0
    assert "Field" not in words(duel)


def test_the_card_stands_while_the_throw_is_to_be_made(duel: Driver) -> None:
    duel.table.choose_action("strike")
    duel.table.choose_target("hill")
    duel.table.confirm()
    duel.catch_up()
    assert duel.has("odds")
    assert len(shown(duel, OddsBadge)) == len(shown(duel, OddsShare)) == 3


def test_in_any_window_nothing_of_it_is_cut_and_nothing_meets(tmp_path: Path) -> None:
    driver = Driver(rules_of("two-bridges"), tmp_path)
    driver.begin()
    client = driver.client
    for name in ("march:foot3:j6", "rest", "assault:k7"):
        client.play(client.game.id(name))
    driver.table.renew()
    driver.table.panel.show()
    throw = client.throw()
    assert throw is not None
    (scale,) = shown(driver, OddsScale)
    assert scale.now == client.game.short("odds", client.value("odds_now"))
    assert sum(share.part for share in shown(driver, OddsShare)) == 6
    found = {}
    for size, percent in GATE[::2]:
        show(driver, size, percent)
        driver.catch_up()
        if wrong := faults(driver.app):
            found[f"{size} at {percent} %"] = wrong
    assert not found
