"""What the people of one seat say, propose and hand over among themselves reaches no other seat."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from game.bots import bots_of
from game.table import GameSetup, Sitting
from game.table.team_notes import TEAM
from tests.loaded import rules_of
from tests.secrets.shown import World, page_items, replayed, served, table_items
from tests.secrets.worlds import STILL
from tests.serve.tables import SCENARIO, Party

WORDS = "Quietly: we let the north fall"


def party(moves: int) -> Party:
    """A table at which every seat has two devices, so many moves on."""
    seats = dict.fromkeys(("umbrella", "coordination", "ground"), "human")
    setup = GameSetup(rules_of("rules"), SCENARIO, seats, 5)
    sitting = Sitting.open(setup, bots_of, clock=STILL)
    while moves and not sitting.over:
        if sitting.step() is None:
            sitting.play(sitting.advice() or 0)
            moves -= 1
    return Party(sitting)


@pytest.mark.parametrize("moves", [0, 7, 16])
def test_what_a_team_does_among_itself_reaches_no_other_seat(moves: int, tmp_path: Path) -> None:
    silent, spoken = party(moves), party(moves)
    team = spoken.asked
    for each in (silent, spoken):
        guests = {s: (each.second(s), each.second(s)) for s in each.sitting.game.seats}
        each.settle()
        if each is silent:
            before = guests
    first, second = guests[team]
    members = spoken.page(first)["team"]["members"]
    move = {"id": spoken.sitting.legal()[0].id, "n": spoken.host.position, "key": "p"}
    for guest, sent in (
        (first, {"do": "member", "name": "Quietly", "role": "north", "key": "m"}),
        (first, {"do": "note", "to": "+", "text": WORDS, "key": "n"}),
        (second, {"do": "propose", **move}),
        (first, {"do": "hand", "to": members[1]["id"], "key": "h"}),
    ):
        assert "done" in spoken.one(guest, sent)
    own = [t["text"] for t in spoken.page(second)["talk"]]
    assert WORDS in own, "its own team reads it"
    assert any(TEAM in getattr(e.act, "tags", ()) for e in spoken.sitting.entries)
    for seat in (s for s in spoken.sitting.game.seats if s != team):
        one, two = (World(each.sitting, seat) for each in (silent, spoken))
        assert silent.host.page(before[seat][0]) == spoken.host.page(guests[seat][0])
        assert silent.host.page(before[seat][1]) == spoken.host.page(guests[seat][1])
        assert served(one, {}, common=True) == served(two, {}, common=True)
        # Both worlds are asked the same, by the same lot.
        for items in (table_items, page_items):
            for name, ask in items(one, Random(1)):
                assert ask(one) == ask(two), name
        folder = tmp_path / seat
        folder.mkdir()
        told = replayed(two, folder)
        assert WORDS not in told
        assert "Quietly" not in told
