"""Cards laid over the screens: saves, settings, briefs and news."""

from __future__ import annotations

import random

import pygame
import pytest

from game.resources import asset
from game.rules import Rules
from game.ui.app import App
from game.ui.screens import cards, common
from game.ui.screens.title import TitleScreen
from game.ui.widgets import Text
from game.ui.wording import short
from tests.ui.conftest import Driver
from tests.ui.test_window import take_turn


def words(driver: Driver) -> str:
    """All that the topmost layer says."""
    top = driver.app.root.top
    assert top is not None
    return "\n".join(w.words for w in top.walk() if isinstance(w, Text))


def test_the_list_of_saves_says_what_each_is_and_what_is_wrong(driver: Driver) -> None:
    driver.begin(umbrella="bot:random")
    take_turn(driver, random.Random(1), keyboard=False)
    kept = driver.client.sitting.path
    assert kept is not None
    driver.app.leave_game()
    torn = kept.with_name("torn.toml")
    torn.write_bytes(kept.read_bytes() + b'[[entry]]\nn = 99\nkind = "mo')
    kept.with_name("broken.toml").write_text("no save at all", encoding="utf-8")
    driver.app.go("title")
    driver.click("Load")
    assert {f"save:{kept.stem}", "save:torn", "save:broken"} <= {
        w.name for w in driver.app.root.focusables()
    }
    said = words(driver)
    assert driver.app.rules.scenarios[0].name in said
    assert "random bot" in said
    assert driver.has("problem:torn")
    assert driver.has("problem:broken")
    assert not driver.has(f"problem:{kept.stem}")
    driver.click("save:broken")
    assert isinstance(driver.app.screen, TitleScreen)
    assert "broken.toml" in words(driver)
    driver.key(pygame.K_RETURN)
    driver.click("Load")
    driver.click(f"save:{kept.stem}")
    assert driver.app.games.client is not None


@pytest.mark.parametrize("key", ["text", "speed", "motion", "full", "projector"])
def test_a_setting_is_kept(driver: Driver, rules: Rules, key: str) -> None:
    app = driver.app
    app.go("title")
    driver.click("Settings")
    if key in ("speed", "motion"):
        driver.click("page:motion")
    driver.click({"text": "text:150", "speed": "speed:0.5"}.get(key, key))
    again = App(rules, (1024, 640), app.games.saves.parent)
    assert (again.theme.text == 1.5) is (key == "text")
    assert (again.theme.speed == 0.5) is (key == "speed")
    assert again.theme.motion is (key != "motion")
    assert again.settings.full is (key == "full")
    assert again.theme.projector is (key == "projector")


def test_the_first_turn_opens_with_the_brief_and_a_later_one_with_news(driver: Driver) -> None:
    driver.new_game(driver.app.rules.scenarios[0].id, {}, 5)
    dice, briefed, told = random.Random(2), set(), 0
    for _ in range(200):
        if driver.table.curtained:
            seat = driver.client.pending.seat
            driver.lift()
            said = words(driver)
            assert ("Your brief" in said) is (seat not in briefed)
            assert ("Since your last turn" in said) is (seat in briefed)
            told += seat in briefed
            briefed.add(seat)
            driver.key(pygame.K_RETURN)
            if told == 3:
                break
        elif driver.table.in_dialog or (driver.client.human_turn and not driver.client.mine):
            driver.key(pygame.K_RETURN)
        elif driver.client.mine:
            take_turn(driver, dice, keyboard=False)
        else:
            driver.app.update(0.5)
    assert told == 3


def test_news_tell_what_the_others_did_and_not_the_own_move(driver: Driver) -> None:
    driver.begin()
    own = driver.client.viewer
    take_turn(driver, random.Random(3), keyboard=False)
    while driver.client.pending.seat != own or not driver.table.curtained:
        if driver.table.curtained:
            driver.lift()
        elif driver.table.in_dialog or (driver.client.human_turn and not driver.client.mine):
            driver.key(pygame.K_RETURN)
        elif driver.client.mine:
            take_turn(driver, random.Random(3), keyboard=False)
        else:
            driver.app.update(0.5)
    driver.client.viewer = own
    news = driver.client.news()
    assert news
    assert all(line.actor != own for line in news)
    assert driver.client.news() == []


def test_the_credits_name_every_licence_of_the_assets(driver: Driver) -> None:
    driver.app.go("title")
    driver.click("Credits")
    said = words(driver)
    assert driver.app.rules.disclaimer in said
    for licence in sorted(asset().rglob("*LICENSE*")) + sorted(asset().rglob("OFL*")):
        assert licence.name in said


def test_a_table_in_the_credits_loses_its_head_and_keeps_its_rows() -> None:
    text = "# Title\n\n| what | whose |\n|---|---|\n| `a` | **me** | x |\n\nThe\nend."
    said = [w.words for w in common.marked_down(text) if isinstance(w, Text)]
    assert said == ["Title", "a: me. x", "The end."]


def test_the_card_of_the_round_lies_on_the_table_and_is_read_large(driver: Driver) -> None:
    driver.begin(umbrella="human", coordination="human", ground="human")
    driver.lift()
    driver.key(pygame.K_RETURN)
    client, card = driver.client, driver.client.face_up()
    assert card is not None
    assert card.name == client.words.title("event", str(client.value("card")))
    driver.click("card")
    said = words(driver)
    assert {card.name, card.text} <= set(said.split("\n"))
    assert card.label[:1].upper() + card.label[1:] in said
    # Where the rules cite it by a code, that is for their authors.
    codes = client.words.describe("event", str(client.value("card")))["models"]
    assert codes
    assert not [code for code in codes if code in said]
    assert driver.app.root.top is not None
    printed = driver.app.root.top.find("card.printed")
    assert isinstance(printed, Text)
    assert printed.words.split("  ›  ") == [short(client, seat) for seat in card.order]
    driver.key(pygame.K_c, "c")
    assert not driver.has("faceup")


def test_who_acts_when_is_told_with_the_actions_that_each_has_left(driver: Driver) -> None:
    driver.begin(umbrella="bot:doctrine", coordination="bot:doctrine", ground="human")
    client = driver.client
    while not client.acting:
        client.play(client.sitting.legal()[-1].id)
        driver.table.renew()
        driver.settle()
    turns = client.turns()
    assert turns[0] == "ground"
    order = driver.table.area.face_up.order.words.split("  ›  ")
    seats = list(dict.fromkeys(turns))
    assert order == [f"{short(client, seat)} {turns.count(seat)}" for seat in seats]
    asked = next(m for m in client.sitting.legal() if m.name == "pass")
    client.play(asked.id)
    assert client.turns() == turns[1:]


def test_a_fact_is_told_with_how_far_it_is_known_and_by_whom(driver: Driver) -> None:
    driver.begin(umbrella="human", coordination="bot:random", ground="bot:random")
    cards.briefs(driver.table)
    said = words(driver)
    for fact in driver.client.game.scenario.facts:
        assert f"{fact['text']} [" in said
        if fact["source"] == "The source article":
            # Its label says so already.
            assert f"{fact['text']} [claim of the source article]" in said
        else:
            assert f": {fact['source']}]" in said


def test_an_action_says_how_far_what_it_stands_for_is_known(driver: Driver) -> None:
    driver.begin(umbrella="human", coordination="bot:random", ground="bot:random")
    for _ in range(9):
        if driver.has("action:deploy"):
            break
        take_turn(driver, random.Random(1), keyboard=True)
    top = driver.app.root.top
    assert top is not None
    assert "[claim of the source article: " in top.find("action:deploy").tip
    assert "[" not in top.find("action:pass").tip


def test_only_seats_that_can_be_needed_are_needed_nowhere(driver: Driver) -> None:
    driver.new_council({"dushanbe"})
    cards.assessed(driver.table, 1)
    told = words(driver).split("\n")
    head = driver.table.look.accent.nowhere
    assert any("Taliban" in line for line in told)
    assert not any(line.startswith(head) and "Dushanbe" in line for line in told)


def test_a_list_of_saves_says_where_the_rules_act(driver: Driver) -> None:
    driver.new_council({"dushanbe"})
    driver.app.leave_game()
    driver.app.go("title")
    driver.click("Load")
    assert "the rules act" in words(driver)
    assert "auto bot" not in words(driver)
