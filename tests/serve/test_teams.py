"""Several people in one seat: one commits, the others propose, and what they say stays theirs."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from game.report.after_action import after_action
from game.report.pseudonyms import Pseudonyms
from game.table.acts import Noted
from tests.serve.tables import Party

SEATS = ("umbrella", "coordination", "ground")


def asked() -> tuple[Party, str]:
    party = Party()
    return party, party.asked


def play(party: Party, seat: str) -> dict[str, object]:
    """The first open move of a seat, as it is sent."""
    return {"id": party.sitting.legal()[0].id, "n": party.host.position, "key": "k1"}


def test_only_one_device_commits_and_the_others_propose() -> None:
    party, seat = asked()
    anna, bek = party.second(seat, "Anna"), party.second(seat, "Bek")
    team = party.page(bek)["team"]
    assert [m["name"] for m in team["members"]] == ["Anna", "Bek"]
    assert team["commits"] == team["members"][0]["id"]
    sent = play(party, seat)
    n = party.sitting.n
    assert party.refusal(bek, {"do": "play", **sent}) == "not_yours"
    assert party.refusal(bek, {"do": "undo", "n": sent["n"], "key": "u"}) == "not_yours"
    assert party.refusal(bek, {"do": "order", "text": "March", "key": "o"}) == "not_yours"
    assert party.sitting.n == n
    assert "done" in party.one(bek, {"do": "propose", **sent})
    assert party.sitting.n == n, "a proposal changes nothing"
    (proposal,) = party.page(anna)["team"]["proposals"]
    assert (proposal["by"], proposal["id"]) == (team["members"][1]["id"], sent["id"])
    assert proposal["title"]
    assert "done" in party.one(anna, {"do": "play", **sent, "key": "k2"})
    assert party.page(bek)["team"]["proposals"] == [], "it was of another position"


def test_the_commit_is_handed_over_by_who_has_it_or_taken_from_who_is_away() -> None:
    party, seat = asked()
    anna, bek = party.second(seat, "Anna"), party.second(seat, "Bek")
    first, second = (m["id"] for m in party.page(anna)["team"]["members"])
    assert party.refusal(bek, {"do": "hand", "to": second, "key": "h"}) == "not_yours"
    assert party.refusal(anna, {"do": "hand", "to": "none", "key": "h"}) == "unknown"
    assert "done" in party.one(anna, {"do": "hand", "to": second, "key": "h"})
    assert party.page(anna)["team"]["commits"] == second
    assert party.refusal(anna, {"do": "play", **play(party, seat)}) == "not_yours"
    party.host.farewell(bek)
    assert "done" in party.one(anna, {"do": "hand", "to": first, "key": "h2"})
    assert "done" in party.one(anna, {"do": "play", **play(party, seat), "key": "k9"})
    handed = [e.act.text for e in party.sitting.entries if isinstance(e.act, Noted)]
    assert any("Bek" in text for text in handed)


def test_who_comes_back_on_another_device_waits_for_nobody() -> None:
    party, seat = asked()
    lost = party.second(seat, "Anna")
    party.host.farewell(lost)
    found = party.second(seat)
    assert "done" in party.one(found, {"do": "play", **play(party, seat)})


def test_names_and_roles_are_words_of_ones_own() -> None:
    party, seat = asked()
    anna, bek = party.second(seat), party.second(seat)
    sent = {"do": "member", "name": " Anna\n ", "role": "talks", "key": "m"}
    assert "done" in party.one(anna, sent)
    member, other = party.page(bek)["team"]["members"]
    assert (member["name"], member["role"]) == ("Anna", "talks")
    assert (other["name"], other["role"]) == ("", "")
    party.one(bek, {"do": "leave"})
    assert len(party.page(anna)["team"]["members"]) == 1


def test_what_a_team_says_is_in_the_journal_and_on_no_page_but_its_own() -> None:
    party, seat = asked()
    anna, bek = party.second(seat, "Anna"), party.second(seat, "Bek")
    others = {s: party.seated(s) for s in party.sitting.game.seats if s != seat}
    watching = party.guest()
    party.one(watching, {"do": "join", "code": party.host.access.codes.screen})
    before = {s: party.page(guest) for s, guest in others.items()}
    screen = party.page(watching)
    said = {"do": "note", "to": "+", "text": "We wait for the summit", "key": "t"}
    assert "done" in party.one(anna, said)
    assert "done" in party.one(bek, {"do": "propose", **play(party, seat)})
    second = party.page(anna)["team"]["members"][1]["id"]
    assert "done" in party.one(anna, {"do": "hand", "to": second, "key": "h"})
    told = [t for t in party.page(bek)["talk"] if t["to"] == "+"]
    assert next((t["by"], t["text"]) for t in told) == ("Anna", "We wait for the summit")
    assert party.page(bek)["me"]["notes"] == []
    for other, guest in others.items():
        assert party.page(guest) == before[other]
        assert "team" in party.page(guest)
        log = " ".join(line.text for line in party.sitting.log(other))
        chronicle = " ".join(entry.text for entry in party.sitting.chronicle(other))
        assert "summit" not in log + chronicle + json.dumps(party.page(guest)["talk"])
        assert not after_action(party.sitting, other).talk.remarks
    assert party.page(watching) == screen
    own = after_action(party.sitting).talk.remarks
    (word,) = [r for r in own if r.text == "We wait for the summit"]
    assert (word.codes, word.author.split(",")[0]) == ((), "Anna")
    assert "Anna" not in str(Pseudonyms([party.sitting]).of(word))


def test_an_act_among_a_team_is_done_once_however_often_it_is_sent() -> None:
    party, seat = asked()
    anna, bek = party.second(seat, "Anna"), party.second(seat, "Bek")
    second = party.page(anna)["team"]["members"][1]["id"]
    hand = {"do": "hand", "to": second, "key": "h"}
    first = party.one(anna, hand)
    n = party.sitting.n
    assert party.one(anna, hand) == first, "its answer was lost, so it comes again"
    assert party.sitting.n == n
    move = {"do": "play", **play(party, seat)}
    assert party.refusal(anna, move) == "not_yours", "a key is of one device"
    filed = party.one(bek, move)
    first_of_bek = party.page(bek)["team"]["members"][0]["id"]
    party.one(bek, {"do": "hand", "to": first_of_bek, "key": "back"})
    n = party.sitting.n
    assert party.one(bek, move) == filed
    assert party.sitting.n == n


def test_the_journal_tells_each_time_that_another_commits() -> None:
    party, seat = asked()
    lost = party.second(seat, "Anna")
    party.host.farewell(lost)
    found = party.second(seat, "Bek")
    third = party.second(seat, "Dana")
    party.one(found, {"do": "leave"})
    party.one(third, {"do": "leave"})
    notes = [e.act.text for e in party.sitting.entries if isinstance(e.act, Noted)]
    told = [text for text in notes if "commits" in text]
    assert [text.split()[0] for text in told] == ["Bek", "Anna"]


ACTS = st.tuples(
    st.integers(0, 1), st.sampled_from(("play", "hand", "take", "again", "propose", "lose", "back"))
)


@given(st.lists(ACTS, max_size=24))
def test_whatever_two_devices_send_each_position_is_left_once_and_by_who_commits(
    acts: list[tuple[int, str]],
) -> None:
    party, seat = asked()
    codes = party.host.access.codes.seats
    guests, tokens, members = [party.guest(), party.guest()], list[str](), list[str]()
    for guest in guests:
        told = party.one(guest, {"do": "join", "code": codes[seat]})["joined"]
        tokens.append(told["token"])
        members.append(told["member"])
    last: dict[int, dict[str, object]] = {}
    commits, connected = 0, [True, True]
    for number, (which, act) in enumerate(acts):
        guest, key, moves = guests[which], f"k{number}", moves_of(party)
        if act == "lose":
            party.host.farewell(guest)
            connected[which] = False
        elif not connected[which]:
            guests[which] = party.guest()
            party.one(guests[which], {"do": "join", "token": tokens[which]})
            connected[which] = True
        elif act in ("play", "propose") and party.sitting.to_move == seat:
            sent = {"do": act, **play(party, seat), "key": key}
            answer = party.one(guest, sent)
            if act == "play":
                if "done" in answer:
                    last[which] = sent
                assert ("done" in answer) == (which == commits)
            assert moves_of(party) - moves == (act == "play" and which == commits)
        elif act in ("hand", "take"):
            to = 1 - which if act == "hand" else which
            answer = party.one(guest, {"do": "hand", "to": members[to], "key": key})
            may = which == commits or not connected[commits]
            assert ("done" in answer) == may
            commits = to if may else commits
        elif act == "again" and which in last:
            party.one(guest, last[which])
            assert moves_of(party) == moves
        assert party.host.joining.teams.committer(seat) is not None


def moves_of(party: Party) -> int:
    """How many moves were filed."""
    return sum(entry.kind == "move" for entry in party.sitting.entries)
