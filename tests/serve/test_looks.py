"""What is shown on request is what the table says to that seat, and is kept with its decision."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from game.serve.joining import Guest
from game.story.previews import PreviewTeller, told_values
from game.story.telling import words_of
from game.table.acts import Moved
from tests.councils import to_the_council
from tests.loaded import WALKED, rules_of
from tests.serve.tables import Party, sitting_of


def look(party: Party, guest: Guest, at: str, **asked: Any) -> dict[str, Any]:
    """Look something up."""
    found: dict[str, Any] = party.one(guest, {"do": "look", "at": at, **asked})["look"]
    assert found["at"] == at
    assert found["n"] == party.host.position
    return found


def acting() -> tuple[Party, Guest]:
    """A table at which somebody is asked for an action."""
    party, rng = Party(), Random(2)
    while party.sitting.pending.kind != "act":
        guest = party.seated(party.asked)
        party.one(guest, party.move(guest, rng))
        party.settle()
    return party, party.seated(party.asked)


def test_a_preview_tells_what_the_table_tells() -> None:
    party, guest = acting()
    seat = party.asked
    for move in party.sitting.legal():
        found = look(party, guest, "preview", id=move.id)
        seen = party.sitting.preview(move.id, told_values(party.sitting.game), seat)
        lines = PreviewTeller(party.sitting.game, seat).lines(seen)
        told = ["".join(part["words"] for part in line) for line in found["lines"]]
        assert told == [words_of(line) for line in lines]
        assert sum(odds["weight"] for odds in found["odds"]) == seen.whole


def test_a_preview_of_a_place_changes_it_as_the_move_does() -> None:
    party, guest = acting()
    checked = 0
    for move in party.sitting.legal():
        found = look(party, guest, "preview", id=move.id)
        now = {place["id"]: place for place in party.page(guest)["board"]["places"]}
        for place in found["places"]:
            assert place["now"] == now[place["id"]]
            assert place["then"] != place["now"]
            checked += 1
    assert checked


def test_why_not_says_which_clause_does_not_hold() -> None:
    party, guest = acting()
    legal = {move.id for move in party.sitting.legal()}
    closed = [m.id for m in party.sitting.candidates() if m.id not in legal]
    assert closed
    for move in closed[:20]:
        found = look(party, guest, "why", id=move)
        assert not found["legal"]
        assert any(not clause["held"] and clause["text"] for clause in found["clauses"])
        assert party.refusal(guest, {"do": "look", "at": "preview", "id": move}) == "refused"


def test_what_was_looked_at_is_kept_with_the_decision() -> None:
    party, guest = acting()
    move = party.sitting.legal()[0]
    look(party, guest, "preview", id=move.id)
    look(party, guest, "brief")
    n = party.host.position
    party.one(guest, {"do": "play", "id": move.id, "n": n, "key": "a"})
    act = next(e.act for e in reversed(party.sitting.entries) if isinstance(e.act, Moved))
    assert act.looked is not None
    assert (act.looked.previews, act.looked.briefs) == ((move.name,), 1)


def test_what_another_seat_looks_at_is_not() -> None:
    party, guest = acting()
    other = next(s for s in party.sitting.game.seats if s != party.asked)
    look(party, party.seated(other), "brief")
    move = party.move(guest, Random(1))
    party.one(guest, move)
    act = next(e.act for e in reversed(party.sitting.entries) if isinstance(e.act, Moved))
    assert act.looked is None


def test_rules_places_and_the_story_are_shown_to_any_seat() -> None:
    party = Party()
    party.play_on(12)
    guest = party.seated(party.sitting.game.seats[-1])
    assert look(party, guest, "rules", words="balance")["found"]
    place = party.page(guest)["board"]["places"][0]["id"]
    assert look(party, guest, "place", id=place)["lines"]
    story = party.page(guest)["story"]
    last = story[-1]["n"]
    assert look(party, guest, "story", before=last)["story"] == [
        row for row in story if row["n"] < last
    ]
    assert party.refusal(guest, {"do": "look", "at": "place", "id": "nowhere"}) == "unknown"


def test_a_whole_offer_is_made_from_what_the_council_shows() -> None:
    sitting = sitting_of({}, scenario="full-equation")
    to_the_council(sitting)
    party = Party(sitting)
    guest = party.seated(party.asked)
    page = party.page(guest)
    council = page["council"]
    assert page["question"]["council"]
    assert council["stage"] == "offer"
    people = party.host.access.codes.seats
    partner = next(c["id"] for c in council["partners"] if c["open"] and c["id"] in people)
    found = look(party, guest, "offer", draft={"partner": partner})
    assert not found["ready"]
    whole = next(w for w in found["wholes"] if not w["why"])
    found = look(party, guest, "offer", draft=whole["draft"])
    assert found["ready"]
    assert found["effects"]["lines"]
    refused = {"partner": partner, "gives": ["no such clause"]}
    sent = {"do": "offer", "n": page["n"], "key": "a", "rationale": {"words": "to be friends"}}
    assert party.refusal(guest, {**sent, "draft": refused}) == "unknown"
    assert "done" in party.one(guest, {**sent, "draft": whole["draft"]})
    party.settle()
    answering = party.seated(party.asked)
    council = party.page(answering)["council"]
    assert council["stage"] == "answer"
    assert council["partner"] == guest.reader.seat if guest.reader else ""
    said = {clause["id"] for clause in (*council["gives"], *council["asks"])}
    assert said == {*whole["draft"]["gives"], *whole["draft"]["asks"]}
    accept = next(a for a in council["answers"] if a["legal"])
    n = party.host.position
    assert "done" in party.one(answering, {"do": "play", "id": accept["id"], "n": n, "key": "b"})
    assert "to be friends" not in party.host.page(answering)


@pytest.mark.parametrize("scenario", ["shamsiddin-shohin", "wakhan-and-the-belt"])
def test_pages_of_larger_scenarios_are_plain_data(scenario: str) -> None:
    pages(Party(sitting_of({}, scenario=scenario)))


@pytest.mark.parametrize("name", sorted(WALKED))
def test_pages_of_any_game_are_plain_data(name: str) -> None:
    first = rules_of(name).scenarios[0].id
    pages(Party(sitting_of({}, scenario=first, rules_name=name)))


def pages(party: Party) -> None:
    """Play a few moves, and read the page of each seat and what it may ask."""
    for _ in range(4):
        party.play_on(2)
        for seat in party.host.access.codes.seats:
            guest = party.seated(seat)
            page = party.page(guest)
            assert json.loads(json.dumps(page)) == page
            assert page["seat"] == seat
            assert (page["question"] is not None) == (party.sitting.to_move == seat)
            for option in (page["question"] or {"options": ()})["options"][:5]:
                assert {*option["steps"]} <= page["question"]["steps"].keys()
                at = "preview" if option["legal"] else "why"
                look(party, guest, at, id=option["id"])
        if party.sitting.over:
            return
