"""The offer on the table: whoever it goes to reads it, and nobody else before it is made."""

from __future__ import annotations

import pytest

from game.rules import Rules
from game.story.answers import question
from game.table import GameSetup, Sitting
from game.ui.screens.offer import offer_card, offer_lines
from game.ui.seat_client import SeatClient
from tests.councils import to_the_council
from tests.loaded import rules_of


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of("rules")


def _offer(rules: Rules, form: str) -> Sitting:
    sitting = Sitting.open(GameSetup(rules, "full-equation", {}, 3), {})
    to_the_council(sitting)
    assert sitting.to_move == "ground"
    for move in ("consult.other:coordination", "write.given:aid_1", "write.besides:none"):
        sitting.play(move)
    sitting.play("write.asked:none")
    sitting.play(f"consult.form:{form}")
    return sitting


@pytest.mark.parametrize(("form", "told"), [("in_public", True), ("by_side_letter", False)])
def test_who_reads_an_offer(rules: Rules, form: str, told: bool) -> None:
    sitting = _offer(rules, form)
    for seat, reads in (("ground", True), ("coordination", True), ("umbrella", told)):
        client = SeatClient(sitting)
        client.viewer = seat
        assert bool(offer_lines(client)) is reads, seat
        assert offer_card(client)


def test_no_card_without_an_offer(rules: Rules) -> None:
    sitting = Sitting.open(GameSetup(rules, "full-equation", {}, 3), {})
    to_the_council(sitting)
    assert offer_card(SeatClient(sitting)) == []


def test_what_none_means_is_on_its_button() -> None:
    assert question("Your answer. None: refuse") == ("Your answer.", "Refuse")
    assert question("Choose a place") == ("Choose a place", "")
