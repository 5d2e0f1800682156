"""Who joins, reconnects, sends twice, or is a stranger; and what each of them is told."""

from __future__ import annotations

import json
from random import Random

from game.serve.access import MINUTE, MOST_WRONG
from tests.serve.tables import Party, sitting_of


def test_a_stranger_is_shown_nothing_and_can_do_nothing() -> None:
    party = Party()
    guest = party.guest()
    assert party.host.page(guest) == ""
    state, entries = party.sitting.state, len(party.sitting.entries)
    for sent in (
        {"do": "play", "id": 1, "n": 0, "key": "a"},
        {"do": "look", "at": "preview", "id": 1},
        {"do": "look", "at": "story", "before": 9},
        {"do": "undo", "n": 0, "key": "a"},
        {"do": "note", "text": "a", "key": "a"},
        {"do": "offer", "n": 0, "key": "a"},
        {"do": "desk", "act": "pause", "key": "a"},
        {"do": "hurry"},
    ):
        assert party.refusal(guest, sent) == "not_joined"
    assert (party.sitting.state, len(party.sitting.entries)) == (state, entries)


def test_a_seat_does_not_act_for_another() -> None:
    party = Party()
    asked = party.asked
    other = next(seat for seat in party.sitting.game.seats if seat != asked)
    move = party.move(party.seated(asked), Random(1))
    guest = party.seated(other)
    assert party.refusal(guest, move) == "not_yours"
    assert party.refusal(guest, {"do": "look", "at": "preview", "id": move["id"]}) == "not_yours"
    assert party.refusal(guest, {"do": "desk", "act": "pause", "key": "a"}) == "not_yours"


def test_who_looks_on_may_not_play() -> None:
    party = Party()
    guest = party.guest()
    answer = party.one(guest, {"do": "join", "code": party.host.access.codes.table, "watch": True})
    assert answer["joined"]["as"] == "watch"
    page = party.page(guest)
    assert not {"question", "me", "talk", "deals", "council", "join"} & page.keys()
    assert party.refusal(guest, {"do": "play", "id": 1, "n": page["n"], "key": "a"}) == "not_yours"


def test_a_move_sent_twice_counts_once() -> None:
    party = Party()
    guest = party.seated(party.asked)
    move = party.move(guest, Random(1))
    first = party.one(guest, move)
    state, entries = party.sitting.state, len(party.sitting.entries)
    again = party.seated(guest.reader.seat if guest.reader else "")
    assert party.one(guest, move) == party.one(again, move) == first
    assert (party.sitting.state, len(party.sitting.entries)) == (state, entries)


def test_what_was_chosen_in_another_position_is_refused() -> None:
    party = Party()
    guest = party.seated(party.asked)
    move = party.move(guest, Random(1))
    assert "done" in party.one(guest, move)
    party.settle()
    assert party.refusal(guest, {**move, "key": "another"}) == "moved_on"


def test_a_key_of_one_seat_is_none_of_another() -> None:
    party, rng = Party(), Random(1)
    seen: dict[str, int] = {}
    for seat in party.sitting.game.seats:
        party.seated(seat)
    for _ in range(6):
        guest = party.seated(party.asked)
        answer = party.one(guest, {**party.move(guest, rng), "key": f"same {seen}"})
        assert "done" in answer
        seen[guest.reader.seat if guest.reader else ""] = 1
        party.settle()


def test_who_comes_back_is_shown_the_same() -> None:
    party = Party()
    party.play_on(8)
    seat = party.asked
    guest = party.guest()
    code = party.host.access.codes.seats[seat]
    token = party.one(guest, {"do": "join", "code": code})["joined"]["token"]
    page = party.host.page(guest)
    party.host.farewell(guest)
    back = party.guest("192.168.1.99")
    answer = party.one(back, {"do": "join", "token": token})
    told = {"as": "seat", "seat": seat, "token": token, "devices": 1, "code": code}
    assert answer["joined"] == {**told, "member": party.page(back)["team"]["commits"]}
    assert party.host.page(back) == page
    assert "done" in party.one(back, party.move(back, Random(2)))


def test_two_devices_in_one_seat_are_told() -> None:
    party = Party()
    seat = party.asked
    one, two = party.seated(seat), party.seated(seat)
    assert [party.page(guest)["me"]["devices"] for guest in (one, two)] == [2, 2]
    assert {"id": seat, "state": "taken", "people": 2} in party.page(one)["seats"]
    party.host.farewell(two)
    assert party.page(one)["me"]["devices"] == 1
    move = party.move(one, Random(1))
    two = party.seated(seat)
    assert "done" in party.one(two, {**move, "key": "from the second"})
    party.settle()
    assert party.refusal(one, move) == "moved_on"


def test_the_code_of_the_table_takes_a_free_seat_once() -> None:
    party = Party()
    code, seat = party.host.access.codes.table, party.sitting.game.seats[0]
    guest, other = party.guest(), party.guest()
    listed = party.one(guest, {"do": "join", "code": code})["choose"]["seats"]
    assert {each["state"] for each in listed} == {"free"}
    assert "joined" in party.one(guest, {"do": "join", "code": code, "seat": seat})
    assert party.refusal(other, {"do": "join", "code": code, "seat": seat}) == "no_seat_free"
    assert party.one(guest, {"do": "leave"})["hello"]
    assert party.host.page(guest) == ""
    assert "joined" in party.one(other, {"do": "join", "code": code, "seat": seat})


def test_a_sealed_table_has_no_code_of_its_own() -> None:
    party = Party(sealed=True)
    assert party.host.access.codes.table == ""
    for code in ("", "0", " "):
        assert party.refusal(party.guest(), {"do": "join", "code": code}) == "wrong_code"


def test_a_token_that_was_given_up_is_worth_nothing() -> None:
    party = Party()
    guest = party.seated(party.asked)
    token = guest.token
    party.one(guest, {"do": "leave"})
    assert party.refusal(party.guest(), {"do": "join", "token": token}) == "wrong_code"


def test_who_guesses_codes_is_stopped_and_others_are_not() -> None:
    party = Party()
    thief = party.guest("192.168.1.66")
    for _ in range(MOST_WRONG):
        assert party.refusal(thief, {"do": "join", "code": "11111111"}) == "wrong_code"
    right = {"do": "join", "code": party.host.access.codes.seats[party.asked]}
    assert party.refusal(thief, right) == "wait"
    assert "joined" in party.one(party.guest(), right)
    party.clock.now += MINUTE
    assert "joined" in party.one(thief, right)


def test_codes_are_digits_and_no_two_are_the_same() -> None:
    codes = Party().host.access.codes
    every = [codes.table, codes.screen, codes.desk, *codes.seats.values()]
    assert len({*every}) == len(every)
    assert [len(code) for code in every[:3]] == [6, 8, 10]
    assert all(code.isdigit() and code.isascii() for code in every)


def test_too_much_at_once_is_refused_and_in_the_end_cut_off() -> None:
    party = Party()
    guest = party.guest()
    told = [party.host.hear(guest, '{"do": "ping"}') for _ in range(400)]
    assert told[0].answers == ({"pong": True},)
    assert sum(len(each.answers) for each in told) < 60
    assert told[-1].cut


def test_the_screen_shows_how_to_join_until_all_seats_are_taken() -> None:
    party = Party()
    guest = party.guest()
    codes, seats = party.host.access.codes, party.sitting.game.seats
    party.one(guest, {"do": "join", "code": codes.screen})
    join = party.page(guest)["join"]
    assert join["code"] == codes.table
    assert join["free"] == list(seats)
    assert join["svg"].startswith("<svg")
    for seat in seats:
        party.seated(seat)
    assert party.page(guest)["join"] is None
    told = json.dumps(party.page(guest))
    assert not any(code in told for code in (codes.table, codes.desk, *codes.seats.values()))


def test_no_page_of_a_seat_has_a_code_or_a_token_in_it() -> None:
    party = Party()
    guest = party.seated(party.asked)
    told, codes = party.host.page(guest), party.host.access.codes
    secrets = (guest.token, codes.table, codes.desk, codes.screen, *codes.seats.values())
    assert not any(secret in told for secret in secrets)


def test_bots_play_on_and_a_person_with_the_code_takes_over() -> None:
    party = Party(sitting_of({"ground": "bot:doctrine"}))
    states = {each["id"]: each["state"] for each in party.host.joining.seats()}
    assert states == {"umbrella": "free", "coordination": "free", "ground": "bot"}
    table = {"do": "join", "code": party.host.access.codes.table, "seat": "ground"}
    assert party.refusal(party.guest(), table) == "no_seat_free"
    party.seated("ground")
    assert party.sitting.seats["ground"] == "human"


def test_words_to_another_seat_are_read_by_both_and_by_nobody_else() -> None:
    party = Party()
    one, two, three = (party.seated(seat) for seat in party.sitting.game.seats)
    to = two.reader.seat if two.reader else ""
    assert "done" in party.one(one, {"do": "note", "text": "meet me", "to": to, "key": "a"})
    assert "done" in party.one(one, {"do": "note", "text": "my own", "key": "b"})
    read = [[t["text"] for t in party.page(guest)["talk"]] for guest in (one, two, three)]
    assert read == [["meet me"], ["meet me"], []]
    assert [n["text"] for n in party.page(one)["me"]["notes"]] == ["my own"]
    assert "meet me" not in party.host.page(three)
    assert "my own" not in party.host.page(two)


def test_a_reason_is_kept_with_the_move_and_shown_to_no_other_seat() -> None:
    party = Party()
    guest = party.seated(party.asked)
    why = {"words": "they are weak there", "tags": ["deny"], "confidence": 4}
    assert "done" in party.one(guest, {**party.move(guest, Random(1)), "rationale": why})
    act = party.sitting.entries[-1].act
    assert (act.rationale, act.tags, act.confidence) == (why["words"], ("deny",), 4)  # type: ignore[union-attr]
    for seat in party.sitting.game.seats:
        assert "they are weak" not in party.host.page(party.seated(seat))


def test_a_decision_is_taken_back_by_its_seat() -> None:
    party = Party()
    for _ in range(30):
        guest = party.seated(party.asked)
        state = party.sitting.state
        assert "done" in party.one(guest, party.move(guest, Random(1)))
        page = party.page(guest)
        if page["undo"]["can"]:
            assert "done" in party.one(guest, {"do": "undo", "n": page["n"], "key": "back"})
            assert party.sitting.state == state
            return
        party.settle()
    raise AssertionError("nothing could be taken back")


def test_a_whole_game_is_played_from_pages_alone() -> None:
    party = Party()
    party.play_on(1000)
    assert party.sitting.over
    guest = party.seated(party.sitting.game.seats[0])
    result = party.page(guest)["result"]
    assert result["headline"]
    assert len(result["scores"]) == 3
