"""A council of three people by mouse and keys: clauses by kind, a side letter, the ledger."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.ui.screens import choice_lists
from game.ui.widgets import Button, Text
from tests.loaded import rules_of
from tests.ui.conftest import Driver

PEOPLE = ("umbrella", "coordination", "ground")
N, DEALS = pygame.K_n, pygame.K_d


@pytest.fixture(scope="module")
def full() -> Rules:
    return rules_of("rules")


@pytest.fixture
def council(full: Rules, tmp_path: Path) -> Driver:
    """The ground is asked to whom it makes an offer."""
    driver = Driver(full, tmp_path)
    driver.new_council(PEOPLE)
    driver.settle()
    assert driver.client.viewer == "ground"
    return driver


def choose(driver: Driver, *names: str) -> None:
    """Click on targets one after another, and confirm with Enter."""
    for name in names:
        driver.click(f"target:{name}")
    confirm(driver)


def confirm(driver: Driver) -> None:
    """Enter, and whatever leads to the next question."""
    driver.key(pygame.K_RETURN)
    driver.settle()


def nothing(driver: Driver) -> None:
    """Answer "none" by its key."""
    driver.key(N, "n")
    confirm(driver)


def listed(driver: Driver) -> list[Button]:
    """The buttons of the open step, in order."""
    targets = driver.table.panel.work.find("targets")
    return [w for w in targets.walk() if isinstance(w, Button)]


def said(driver: Driver) -> str:
    """The words on the topmost card."""
    return " ".join(w.words for w in driver.app.root.layers[-1].walk() if isinstance(w, Text))


def ledger(driver: Driver) -> str:
    """What the ledger says to whoever sits there."""
    driver.key(DEALS, "d")
    words = said(driver)
    driver.key(pygame.K_ESCAPE)
    assert not driver.table.in_dialog
    return words


def test_clauses_are_found_by_kind_in_order(council: Driver) -> None:
    choose(council, "coordination")
    client = council.client
    by = client.roles.groups["term"].by

    def kind(name: str) -> str:
        return (
            str(client.words.field("term", name, by) or name)
            if client.words.kind_of(name) == "term"
            else name
        )

    kinds = [kind(b.name.removeprefix("target:")) for b in listed(council)]
    given = {kind(o.move.targets[0]) for o in client.options() if o.legal and o.move.targets}
    # The last is: nothing.
    assert kinds[:-1] == [k for k in client.words.members("kind") if k in given]
    assert [b.key for b in listed(council) if b.enabled] == ["1", "2", "3", "4", "5", "6", "N"]
    council.key(pygame.K_4, "4")
    assert council.table.choosing.group == "intelligence"
    assert {b.name[7:] for b in listed(council)} == {
        t
        for t in client.words.members("term")
        if client.words.field("term", t, by) == "intelligence"
    }
    assert "side letter" in said(council)
    council.key(pygame.K_ESCAPE)
    assert council.table.choosing.group == ""


def test_a_search_looks_into_the_kinds(council: Driver) -> None:
    choose(council, "coordination")
    council.key(pygame.K_SLASH, "/")
    for char in "demand":
        council.key(pygame.key.key_code(char), char)
    assert [b.name for b in listed(council)] == ["target:no_demand"]
    council.key(pygame.K_RETURN)
    assert council.table.choosing.picked == ("refrain", "no_demand")


def test_a_place_on_the_map_stands_for_its_clause(council: Driver) -> None:
    choose(council, "coordination")
    council.click("target:intelligence")
    council.click_at(council.table.mapview.place_of("blk"))
    assert council.table.choosing.picked == ("intelligence", "intel_blk")
    assert council.table.selected == "blk"


def test_a_kind_with_one_clause_open_stands_for_it(council: Driver) -> None:
    choose(council, "coordination")
    nothing(council)
    choose(council, "recognition_step")
    assert council.client.value("draft", "take_first") == "recognise_forum"


def test_a_side_letter_is_read_by_the_two_alone(council: Driver) -> None:
    choose(council, "coordination")
    choose(council, "refrain", "no_demand")
    nothing(council)
    choose(council, "refrain")  # only the hotline can be asked for
    nothing(council)
    choose(council, "by_side_letter")
    assert council.client.viewer == "coordination"
    assert "side letter" in said(council)
    council.click("target:accept")
    assert "Bound to refrain · Demand 3" in said(council)  # what it will be told by accepting
    confirm(council)
    assert council.client.viewer == "coordination"  # its own offer is next
    for words in ("Contact Group to Taliban: Bound to refrain · Hotline", "binding, secret"):
        assert words in ledger(council)
    nothing(council)
    assert council.client.viewer == "umbrella"
    assert "Nothing binds anybody" in ledger(council)
    for line in council.client.log():
        assert "efrain" not in line.text


def test_a_public_offer_is_countered_and_the_third_reads_it(council: Driver) -> None:
    choose(council, "coordination")
    choose(council, "inquiry")
    nothing(council)
    choose(council, "aid_tranche", "aid_2")
    nothing(council)
    assert council.client.viewer == "coordination"
    choose(council, "counter")
    choose(council, "aid_tranche", "aid_1")
    nothing(council)
    choose(council, "inquiry")
    nothing(council)
    assert council.client.viewer == "ground"
    choose(council, "accept")
    while council.client.viewer != "umbrella":
        nothing(council)
    assert "Taliban to Contact Group: Inquiry allowed" in ledger(council)
    log = " ".join(line.text for line in council.client.log())
    assert "Joint inquiry" in log
    assert "A payment of 2" in log


def test_the_ledger_is_one_click_away(council: Driver) -> None:
    council.click("deals")
    assert "Deals in force" in said(council)


def test_nobody_sees_what_place_the_one_before_chose_in_secret(council: Driver) -> None:
    choose(council, "umbrella")
    at_first = council.table.selected
    council.click("target:intelligence")
    council.click_at(council.table.mapview.place_of("blk"))
    confirm(council)
    for _ in range(3):
        nothing(council)
    choose(council, "in_public")
    assert council.client.viewer == "umbrella"
    assert council.table.selected == at_first != "blk"


def test_a_long_question_lists_only_what_it_asks_for(
    council: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in PEOPLE:
        nothing(council)
    client = council.client
    pool = client.options()
    legal = [option for option in pool if option.legal]
    assert len(pool) > 2 * len(legal)
    monkeypatch.setattr(choice_lists, "GLANCE", len(pool) - 1)
    council.table.renew()
    council.catch_up()
    assert {b.name for b in listed(council)} == {f"target:{o.steps[0]}" for o in legal}
    assert not council.has("only_open")
