"""Who sits where: seats that must be played, that usually are, and that are left to the rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots import bots_of
from game.rules import ScenarioInfo
from game.table import GameSetup, Sitting
from game.table.seating import ALL, AUTO, HUMAN, fill_seats
from tests.loaded import rules_of

SEATS = ["red", "blue", "green", "grey"]
WHO = st.sampled_from([HUMAN, "bot:random"])


@given(
    spare=st.sets(st.sampled_from(SEATS)),
    named=st.dictionaries(st.sampled_from([*SEATS, ALL]), WHO),
    usual=WHO,
)
def test_who_is_named_sits_and_spare_seats_stay_empty(
    spare: set[str], named: dict[str, str], usual: str
) -> None:
    filled = fill_seats(SEATS, spare, named, usual)
    assert list(filled) == SEATS
    for seat, who in filled.items():
        if seat in named:
            assert who == named[seat]
        else:
            assert who == (AUTO if seat in spare else named.get(ALL, usual))


@pytest.mark.parametrize("info", rules_of("rules").scenarios, ids=lambda info: info.id)
def test_from_the_second_scenario_on_dushanbe_is_played_unless_it_is_left_out(
    info: ScenarioInfo,
) -> None:
    """The state where all three tiers cross is played as a rule; three can still play alone."""
    whole = info.id != "first-watch"
    assert info.usual == (("dushanbe",) if whole else ())
    assert info.spare == (("beijing",) if whole else ())
    rules = rules_of("rules")
    bots = {ALL: "bot:random"}
    told = GameSetup(rules, info.id, bots).occupants()
    assert [seat for seat, who in told.items() if who == "bot:random"] == [*info.seats, *info.usual]
    assert [seat for seat, who in told.items() if who == AUTO] == [*info.spare]
    for left in info.usual:
        sitting = Sitting.open(GameSetup(rules, info.id, bots | {left: AUTO}, 3), bots_of)
        assert [s for s, who in sitting.seats.items() if who != AUTO] == [*info.seats]
        assert sitting.game.value(sitting.state, "seated", left) is False
