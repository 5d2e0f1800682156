"""The umpire's page and acts without a network: what is shown, done, refused, and to whom."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots import bots_of
from game.serve.desk_acts import AT_ONCE, FILED
from game.serve.joining import Guest
from game.serve.seat_page import seat_parts
from game.serve.served_desk import seat_umpire
from game.table import GameSetup, Sitting
from game.table.acts import Injected, Moved, Noted, Ordered, Overridden, Paused, Ruled, Viewed
from tests.randomised import examples
from tests.serve.messages import LOOKS_OF_DESK, desk_message
from tests.serve.tables import Party, sitting_of
from tests.umpire.tables import usual_at_nought

WHY = "to see what comes of it"


class Umpired(Party):
    """A table with an umpire who has come.

    Attributes:
        umpire: the umpire's device.
    """

    def __init__(self, scenario: str = "first-watch", moves: int = 4, **seats: str) -> None:
        super().__init__(sitting_of(seats, scenario=scenario))
        if moves:
            self.play_on(moves)
        self.umpire = self.guest()
        self.one(self.umpire, {"do": "join", "code": self.host.access.codes.desk})
        self._acts = 0

    def act(self, name: str, **given: Any) -> dict[str, Any]:
        """Ask for an act; what it is answered."""
        self._acts += 1
        message = {"do": "desk", "act": name, "given": given, "key": f"act {self._acts}"}
        return self.one(self.umpire, message)

    def done(self, name: str, **given: Any) -> None:
        """Do an act."""
        answer = self.act(name, **given)
        assert "done" in answer, answer

    def refused(self, name: str, **given: Any) -> str:
        """The words by which an act is refused."""
        return str(self.act(name, **given)["error"]["text"])

    def told(self, name: str, **given: Any) -> dict[str, Any]:
        """Look at something; what is told."""
        look = {"do": "look", "at": "desk", "act": name, "given": given}
        found: dict[str, Any] = self.one(self.umpire, look)["look"]
        return found

    def effects(self, name: str, **given: Any) -> dict[str, Any]:
        """What an act would come to."""
        found: dict[str, Any] = self.told("preview", act=name, given=given)["effects"]
        return found

    @property
    def desk(self) -> dict[str, Any]:
        """What the umpire is shown."""
        found: dict[str, Any] = self.page(self.umpire)["desk"]
        return found


def test_the_page_shows_all_that_the_console_in_the_window_does() -> None:
    party = Umpired("full-equation", moves=30)
    page, desk, sitting = party.page(party.umpire), party.desk, party.sitting
    assert page["as"] == "desk"
    assert page["codes"]["seats"] == dict(party.host.access.codes.seats)
    assert {place["id"] for place in desk["board"]["places"]} == set(
        sitting.game.members(sitting.game.rules.look.roles.places)
    )
    assert [row["id"] for row in desk["holders"]] == list(sitting.game.seats)
    assert [row["to_move"] for row in desk["holders"]].count(True) == 1
    assert [dial["name"] for dial in desk["dials"]] == [c.name for c in sitting.game.scenario.clock]
    shown = {row["n"] for row in desk["story"]}
    assert shown <= {entry.n for entry in sitting.chronicle(None)}
    hidden = [row for row in desk["story"] if row["hidden"]]
    assert hidden
    assert all(row["out"] for row in hidden)
    assert [m["n"] for m in desk["moments"]] == [n for n in sitting.line if n in shown][-48:]
    assert desk["saved"]["n"] == sitting.n


def test_each_act_is_looked_at_before_and_filed_as_it_was_looked_at() -> None:
    party = Umpired(moves=4)
    sitting = party.sitting
    pressure = sitting.sight(None).get("pressure", "sho")
    assert isinstance(pressure, int)
    acts: list[tuple[str, dict[str, Any]]] = [
        ("override", {"cell": "pressure[sho]", "value": pressure + 1, "reason": WHY}),
        ("inject", {"inject": "men_from_the_valleys", "of": ["sbz"], "reason": WHY}),
        ("spot", {"title": "Rain", "text": "It rains.", "script": "contagion += 1", "reason": WHY}),
        ("order", {"seat": "ground", "text": "Hold the road by night."}),
        ("swap", {"seat": "ground", "to": "bot:doctrine", "reason": WHY}),
        ("swap", {"seat": "ground", "to": "human", "person": "Heron"}),
        ("note", {"text": "They doubt. #doubt"}),
        ("mark", {"text": "Here."}),
        ("pause", {"on": True, "reason": "tea"}),
        ("pause", {"on": False}),
        ("back", {"to": 2, "reason": WHY}),
    ]
    for name, given_ in acts:
        n, state = sitting.n, sitting.state
        looked = party.effects(name, **given_)
        assert (sitting.n, sitting.state) == (n, state)
        party.done(name, **given_)
        # Bots and chance may go on after it.
        assert sitting.n > n
        for reading in looked["readings"]:
            for seat in reading["seats"]:
                lines = {e.n: e.text for e in sitting.chronicle(seat)}
                assert lines.get(n + 1, "") == reading["words"], (name, seat)
    found = [type(entry.act) for entry in sitting.entries]
    assert {Overridden, Injected, Ordered, Noted, Paused} <= set(found)


def test_an_order_is_ruled_on_and_what_comes_of_it_is_told_to_all() -> None:
    party = Umpired(moves=2)
    phone, ours = party.seated("umbrella"), party.seated("ground")
    sent = {"do": "order", "text": "Hold the road by night.", "key": "an order"}
    assert "done" in party.one(ours, sent)
    assert "Hold the road" in party.page(ours)["talk"][-1]["text"]
    assert "Hold the road" not in party.host.page(phone), "it is between its seat and the umpire"
    (order,) = party.desk["orders"]
    assert (order["seat"], order["text"]) == ("ground", "Hold the road by night.")
    given_ = {
        "about": order["n"], "granted": True, "text": "It holds.", "script": "contagion += 1",
        "die": "4", "reason": WHY,
    }  # fmt: skip
    assert [row["title"] for row in party.effects("ruling", **given_)["changes"]] == ["Contagion"]
    party.done("ruling", **given_)
    assert party.desk["orders"] == []
    act = party.sitting.entries[-1].act
    assert isinstance(act, Ruled)
    assert (act.die, act.reason, act.script) == ("4", WHY, "contagion += 1")
    assert "It holds." in party.page(phone)["story"][-1]["text"]
    assert "about" in party.refused("ruling", **given_), "it is judged already"


def test_real_dice_wait_for_what_the_table_rolled_and_a_phone_goes_on_after_it() -> None:
    party = Umpired(moves=0)
    party.done("dice", on=True)
    rng = Random(5)
    phones = {seat: party.seated(seat) for seat in party.host.access.codes.seats}
    for _ in range(60):
        party.settle()
        if party.desk["outcomes"]:
            break
        party.one(phones[party.asked], party.move(phones[party.asked], rng))
    outcomes = party.desk["outcomes"]
    assert outcomes
    assert party.page(party.umpire)["desk"]["turn"]["who"] is None
    waiting = party.page(phones["umbrella"])
    assert waiting["question"] is None
    assert "outcome.outcome" in party.refused("outcome", outcome="none of these")
    party.done("outcome", outcome=outcomes[-1]["id"])
    act = party.sitting.entries[-1].act
    assert isinstance(act, Moved)
    assert (act.id, act.author) == (outcomes[-1]["id"], "dice")
    assert party.refused("outcome", outcome=outcomes[0]["id"], rolled=False) != ""
    party.done("dice", on=False)
    party.settle()
    page = party.page(phones[party.asked])
    assert page["question"] is not None


def test_phones_follow_a_pause_a_roll_back_and_a_swap() -> None:
    party = Umpired(moves=0)
    seat = party.asked
    phone = party.seated(seat)
    asked = party.page(phone)
    party.done("pause", on=True, reason="tea")
    page = party.page(phone)
    assert page["paused"]
    assert page["question"] is None
    sent = {"do": "play", "id": 0, "n": page["n"], "key": "while it is paused"}
    assert party.refusal(phone, sent) == "refused"
    party.done("pause", on=False)
    assert party.page(phone)["question"] == asked["question"]
    n = asked["n"]
    assert "done" in party.one(phone, party.move(phone, Random(1)))
    party.settle()
    assert party.page(phone)["n"] != n
    party.done("back", to=n, reason=WHY)
    party.settle()
    page = party.page(phone)
    assert (page["n"], page["question"]) == (n, asked["question"])
    assert "went back" in page["story"][-1]["text"] or page["story"][-1]["n"] > n
    party.done("swap", seat=seat, to="bot:doctrine", reason=WHY)
    party.settle()
    assert party.page(phone)["question"] is None
    assert {"id": seat, "state": "bot", "people": 1} in party.page(phone)["seats"]
    party.done("swap", seat=seat, to="human", person="Heron")
    party.settle()
    assert {"id": seat, "state": "taken", "people": 1} in party.page(phone)["seats"]


def test_the_clock_is_one_for_all_and_runs_when_nobody_looks() -> None:
    party = Umpired(moves=2)
    phone, screen = party.seated(party.asked), party.guest()
    party.one(screen, {"do": "join", "code": party.host.access.codes.screen})
    party.settle()
    clock = party.page(phone)["clock"]
    assert clock == party.page(screen)["clock"] == party.page(party.umpire)["clock"]
    assert clock["running"]
    party.timer.wait(clock["left"])
    for guest in (phone, screen, party.umpire):
        party.host.farewell(guest)
    rings = party.host.desk.rings if party.host.desk else -1
    party.host.advance()
    assert party.host.desk is not None
    assert party.host.desk.rings == rings + 1
    party.umpire = party.guest()
    party.one(party.umpire, {"do": "join", "code": party.host.access.codes.desk})
    party.done("more", seconds=60)
    assert party.page(party.umpire)["clock"]["left"] == 60_000
    party.done("hold", on=True)
    assert not party.page(party.umpire)["clock"]["running"]
    bell = party.page(party.umpire)["bell"]
    party.done("bell")
    assert party.page(party.umpire)["bell"] == bell + 1


def test_the_clocks_wait_until_each_seat_of_a_person_is_taken() -> None:
    """Who scans the code last has lost nothing of a turn; the umpire may begin before."""
    for early in (False, True):
        party = Umpired(moves=0)
        seat_umpire(party.host, party.timer, waits=True)
        first: Guest | None = None
        seats = [s for s, held in party.sitting.seats.items() if held == "human"]
        for n, seat in enumerate(seats):
            desk = party.desk
            assert desk["waiting"] is desk["held"] is True
            assert not any(dial["running"] or dial["spent"] for dial in desk["dials"])
            if early and n == 1:
                party.done("hold", on=False)
                break
            guest = party.seated(seat)
            first = first or guest
            party.timer.wait(5_000)
            party.host.advance()
        desk = party.desk
        assert desk["waiting"] is desk["held"] is False
        assert any(dial["running"] for dial in desk["dials"])
        assert first is not None
        # Whoever goes away later does not stop them.
        party.host.farewell(first)
        party.host.advance()
        assert any(dial["running"] for dial in party.desk["dials"])


def test_the_usual_is_done_at_nought_also_of_a_secret_plan_while_no_device_is_there() -> None:
    setup = GameSetup(usual_at_nought(), "shamsiddin-shohin", {"all": "human"}, 3)
    party = Party(Sitting.open(setup, bots_of))
    sitting, game = party.sitting, party.sitting.game

    def plans() -> int:
        acts = [e.act for e in sitting.entries if isinstance(e.act, Moved)]
        return sum(game.move(game.id(act.id)).script == "secret_choice" for act in acts)

    for _ in range(2000):
        if plans() >= 3:
            break
        # The server looks at the clocks every second.
        party.timer.wait(20_000)
        party.host.advance()
    assert plans() >= 3
    moves = [e for e in sitting.entries if e.actor in sitting.game.seats]
    assert {getattr(e.act, "bot", "") for e in moves} == {"doctrine"}


def test_whose_eyes_were_taken_is_noted_once_and_changes_no_other_page() -> None:
    party = Umpired(moves=4)
    phone = party.seated("ground")
    before, n = party.page(phone), party.sitting.n
    viewed = [e for e in party.sitting.entries if isinstance(e.act, Viewed)]
    assert [e.act.seat for e in viewed if isinstance(e.act, Viewed)] == [None]
    party.done("eyes", shows="ground")
    party.done("eyes", shows="ground")
    act = party.sitting.entries[-1].act
    assert (party.sitting.n, isinstance(act, Viewed) and act.seat) == (n + 1, "ground")
    own = {p["id"]: p["value"] for p in party.page(phone)["board"]["places"]}
    assert {p["id"]: p["value"] for p in party.desk["board"]["places"]} == own
    party.done("eyes", shows="claimed")
    party.done("eyes", shows="true")
    assert party.sitting.n == n + 1
    assert party.page(phone) == before
    assert "umbrella" in party.refused("eyes", shows="umbrela")


def test_a_rehearsal_goes_on_step_by_step_and_changes_nothing() -> None:
    party = Umpired(moves=4)
    n, state = party.sitting.n, party.sitting.state
    played = list[int]()
    while True:
        told = party.told("rehearse", games=9, anew=not played)
        played.append(told["played"])
        if told["done"]:
            break
    assert played == [4, 8, 9]
    assert len(told["lines"]) > 4
    assert (party.sitting.n, party.sitting.state) == (n, state)


@pytest.mark.parametrize(
    ("name", "given_", "place", "cure"),
    [
        ("override", {"cell": "contagion", "value": 99}, "override.value", "0 to"),
        ("override", {"cell": "contagion", "value": True}, "override.value", "whole number"),
        ("override", {"cell": "contagion", "value": [1]}, "override.value", "a number"),
        ("override", {"cell": "contagoin", "value": 1}, "contagoin", "contagion"),
        ("inject", {"inject": 4}, "inject.inject", "text"),
        ("inject", {"inject": "men_from_the_valleys", "of": "sbz"}, "inject.of", "list"),
        ("swap", {"seat": "groud", "to": "human"}, "swap.seat", "ground"),
        ("swap", {"seat": "ground", "to": "bot:nobody"}, "swap.to", "human"),
        ("pause", {"on": "yes"}, "pause.on", "true or false"),
        ("back", {"to": 10_000, "reason": WHY}, "back.to", "0 to"),
        ("note", {"text": " "}, "note.text", "words"),
        ("note", {"text": "a", "abuot": 1}, "note.abuot", "about"),
        ("more", {"seconds": 10**9}, "more.seconds", "whole number"),
        ("spot", {"title": "A", "script": "contagoin += 1"}, "Line 1", "contagion"),
        ("kill", {}, "act", "inject"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_its_cure(
    name: str, given_: dict[str, Any], place: str, cure: str
) -> None:
    party = Umpired(moves=0)
    n = party.sitting.n
    words = party.refused(name, **given_)
    assert place in words
    assert cure in words
    assert party.sitting.n == n


def test_no_other_reader_can_ask_the_desk_for_anything() -> None:
    party = Umpired(moves=2)
    watcher, screen = party.guest(), party.guest()
    codes = party.host.access.codes
    party.one(watcher, {"do": "join", "code": codes.table, "watch": True})
    party.one(screen, {"do": "join", "code": codes.screen})
    seats = [party.seated(seat) for seat in codes.seats]
    n, state = party.sitting.n, party.sitting.state
    for guest in (watcher, screen, *seats):
        assert "desk" not in party.page(guest)
        assert codes.desk not in party.host.page(guest)
        for name in (*FILED, *AT_ONCE, "eyes"):
            sent = {"do": "desk", "act": name, "given": {"on": True}, "key": name}
            assert party.refusal(guest, sent) == "not_yours"
        for name in LOOKS_OF_DESK:
            look = {"do": "look", "at": "desk", "act": name, "given": {}}
            assert party.refusal(guest, look) == "not_yours"
    stranger = party.guest()
    look = {"do": "look", "at": "desk", "act": "injects", "given": {}}
    assert party.refusal(stranger, look) == "not_joined"
    assert (party.sitting.n, party.sitting.state) == (n, state)


@given(draw=st.data())
@examples(25, slow=True)
def test_any_message_to_the_desk_raises_nothing_and_changes_only_what_it_may(
    draw: st.DataObject,
) -> None:
    """A look changes nothing; what is refused changes nothing; what is done is in the journal."""
    rng = Random(draw.draw(st.integers(0, 2**32)))
    party = Umpired(moves=draw.draw(st.integers(0, 3)))
    sitting = party.sitting
    phones: list[Guest] = [party.seated(seat) for seat in party.host.access.codes.seats]
    for at in range(20):
        message = desk_message(rng, f"{at}")
        n, state, seats, paused = sitting.n, sitting.state, sitting.seats, sitting.paused
        answers = party.tell(party.umpire, json.dumps(message))
        (answer,) = answers
        assert set(answer) <= {"done", "error", "look"}
        if "done" not in answer:
            now = sitting.n, sitting.state, sitting.seats, sitting.paused
            assert now == (n, state, seats, paused), message
        elif sitting.state != state:
            assert sitting.n > n, message
        if "error" in answer:
            assert answer["error"]["text"].strip()
        party.settle()
        json.loads(party.host.page(party.umpire))
        if sitting.over:
            break
    for guest in phones:
        page = json.loads(party.host.page(guest))["page"]
        assert guest.reader is not None
        own = dict(seat_parts(sitting, guest.reader.seat, [], False, []))
        assert page["story"] == json.loads(json.dumps(own["story"]))
        assert "desk" not in page
