"""Tables without a network, and what is said at them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from game.bots import bots_of
from game.serve.host import Host
from game.serve.joining import Guest
from game.serve.served_desk import seat_umpire
from game.table import GameSetup, Sitting
from tests.loaded import rules_of
from tests.table.clocks import SetClock

SCENARIO = "first-watch"


class Hand:
    """A clock that stands still until it is moved.

    Attributes:
        now: seconds.
    """

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def sitting_of(
    seats: Mapping[str, str], seed: int = 3, scenario: str = SCENARIO, rules_name: str = "rules"
) -> Sitting:
    """A new game in memory; a seat that is not named is a person's."""
    rules = rules_of(rules_name)
    info = next(s for s in rules.scenarios if s.id == scenario)
    held = dict.fromkeys(info.seats or rules.seats, "human")
    return Sitting.open(GameSetup(rules, scenario, {**held, **seats}, seed), bots_of)


class Party:
    """One table and its guests.

    Attributes:
        sitting: the game.
        host: what is tested.
        clock: the time there.
        timer: by what the umpire's clocks run.
    """

    def __init__(self, sitting: Sitting | None = None, sealed: bool = False) -> None:
        self.sitting = sitting if sitting is not None else sitting_of({})
        self.clock = Hand()
        self.host = Host(self.sitting, sealed=sealed, clock=self.clock)
        self.timer = SetClock()
        seat_umpire(self.host, self.timer)
        self.host.address = "http://192.168.1.2:8640"
        self._guests = 0
        self._tokens: dict[str, str] = {}
        self.settle()

    def settle(self) -> None:
        """Let chance and bots go on until somebody is asked."""
        while self.host.advance():
            pass

    def guest(self, address: str = "") -> Guest:
        """Somebody connects, from an address of their own where none is named."""
        self._guests += 1
        return self.host.welcome(
            address or f"192.168.{2 + self._guests // 250}.{self._guests % 250}"
        )

    def tell(self, guest: Guest, message: Any) -> list[dict[str, Any]]:
        """Send a message; what it is answered."""
        self.clock.now += 1
        data = message if isinstance(message, str | bytes) else json.dumps(message)
        return list(self.host.hear(guest, data).answers)

    def one(self, guest: Guest, message: Any) -> dict[str, Any]:
        """Send a message that has one answer."""
        (answer,) = self.tell(guest, message)
        return answer

    def refusal(self, guest: Guest, message: Any) -> str:
        """Send a message that is refused; the code of the refusal."""
        return str(self.one(guest, message)["error"]["code"])

    def seated(self, seat: str) -> Guest:
        """The device of a seat connects: by the seat's own code, and later as who it is."""
        guest = self.guest()
        token = self._tokens.get(seat, "")
        code = self.host.access.codes.seats[seat]
        answer = self.one(guest, {"do": "join", **({"token": token} if token else {"code": code})})
        if "error" in answer and token:
            # The device has left meanwhile, and its token is worth nothing.
            answer = self.one(guest, {"do": "join", "code": code})
        if "joined" in answer:
            self._tokens[seat] = answer["joined"]["token"]
        return guest

    def second(self, seat: str, name: str = "") -> Guest:
        """Another device joins by the same code."""
        guest = self.guest()
        self.one(guest, {"do": "join", "code": self.host.access.codes.seats[seat], "name": name})
        return guest

    def page(self, guest: Guest) -> dict[str, Any]:
        """What a guest is shown now."""
        found: dict[str, Any] = json.loads(self.host.page(guest))["page"]
        return found

    @property
    def asked(self) -> str:
        """The seat that is asked."""
        seat = self.sitting.to_move
        assert seat is not None, "a person is asked"
        return seat

    def move(self, guest: Guest, rng: Random) -> dict[str, Any]:
        """A move that the page of a guest offers, as it is sent."""
        page = self.page(guest)
        ids = [o["id"] for o in page["question"]["options"] if o["legal"]]
        return {"do": "play", "id": rng.choice(ids), "n": page["n"], "key": f"k{page['n']}"}

    def play_on(self, moves: int, seed: int = 1) -> None:
        """Let people play by lot, each from their own page."""
        rng = Random(seed)
        guests = {seat: self.seated(seat) for seat in self.host.access.codes.seats}
        for _ in range(moves):
            if self.sitting.over:
                break
            guest = guests[self.asked]
            assert "done" in self.one(guest, self.move(guest, rng))
            self.settle()
        for guest in guests.values():
            self.host.farewell(guest)
