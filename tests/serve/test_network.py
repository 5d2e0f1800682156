"""The web server itself: what it lets in, what it says of itself, and a table over real sockets."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from random import Random
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from game.serve import app
from game.serve.host import Host
from game.serve.protocol import LARGEST
from game.serve.running import CannotOpen, open_at, server_of
from tests.serve.load import play
from tests.serve.tables import sitting_of

HERE = "127.0.0.1"


class Open:
    """A table that is open on this computer.

    Attributes:
        host: the table.
        port: where.
    """

    def __init__(self) -> None:
        self.host = Host(sitting_of({}))
        spot = open_at(HERE, 0)
        self.port, self.address = spot.port, spot.address
        self._server = server_of(self.host, spot)
        sockets = {"sockets": list(spot.sockets)}
        self._runs = threading.Thread(target=self._server.run, kwargs=sockets, daemon=True)
        self._runs.start()

    def close(self) -> None:
        """Close it."""
        self._server.should_exit = True
        self._runs.join(20)

    def get(self, path: str, host: str = "") -> tuple[int, dict[str, str], bytes]:
        """Fetch something: status, headers, body."""
        line = http.client.HTTPConnection(HERE, self.port, timeout=20)
        line.request("GET", path, headers={"Host": host or f"{HERE}:{self.port}"})
        answer = line.getresponse()
        body = answer.read()
        line.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body

    def device(self, **asked: Any) -> ClientConnection:
        """Connect."""
        line: ClientConnection = connect(
            f"ws://{HERE}:{self.port}/ws", max_size=None, open_timeout=20, **asked
        )
        return line


@pytest.fixture(scope="module")
def table() -> Iterator[Open]:
    """A table for all tests of this file."""
    opened = Open()
    yield opened
    opened.close()


def heard(device: ClientConnection, kind: str) -> dict[str, Any]:
    """The next thing of a kind that a device is told."""
    while True:
        told: dict[str, Any] = json.loads(device.recv(timeout=20))
        if kind in told:
            found: dict[str, Any] = told[kind]
            return found


def say(device: ClientConnection, **message: Any) -> None:
    """Send a message."""
    device.send(json.dumps(message))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost.evil"])
def test_a_request_that_was_meant_for_another_is_refused(table: Open, host: str) -> None:
    assert table.get("/", host)[0] == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1", "null"])
def test_a_page_of_another_site_opens_no_socket(table: Open, origin: str) -> None:
    with pytest.raises(InvalidStatus), table.device(origin=origin):
        pass


def test_its_own_page_opens_a_socket(table: Open) -> None:
    with table.device(origin=table.address) as device:
        assert heard(device, "hello")["seats"]


@pytest.mark.parametrize("path", ["/", "/web/none.js", "/map.svg", "/nothing", "/screen"])
def test_every_answer_has_its_headers(table: Open, path: str) -> None:
    headers = table.get(path)[1]
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/web/../../pyproject.toml",
        "/web/%2e%2e/%2e%2e/rules.toml",
        "/web/..%2f..%2frules.toml",
        "/web//etc/passwd",
        "/text/en.toml",
        "/games/othello.toml",
        "/fonts/..%5c..%5crules.toml",
        "/icons/%00.svg",
        "/web/" + "a" * 5000 + ".js",
    ],
)
def test_no_file_but_those_of_the_pages_is_sent(table: Open, path: str) -> None:
    status, _, body = table.get(path)
    assert status in (400, 404)
    assert b"[" not in body


def test_a_frame_that_is_too_long_is_not_read(table: Open) -> None:
    with table.device() as device:
        heard(device, "hello")
        device.send("x" * (LARGEST + 1))
        assert heard(device, "error")["code"] == "too_long"
        device.send("x" * (4 * LARGEST))
        with pytest.raises(ConnectionClosed):
            heard(device, "page")


def test_what_one_does_the_others_see_and_who_comes_back_sees_the_same(table: Open) -> None:
    rng, codes = Random(1), table.host.access.codes.seats
    with ExitStack() as open_now:
        devices = {seat: open_now.enter_context(table.device()) for seat in codes}
        _play_and_come_back(table, devices, codes, rng)


def _play_and_come_back(
    table: Open,
    devices: Mapping[str, ClientConnection],
    codes: Mapping[str, str],
    rng: Random,
) -> None:
    pages: dict[str, dict[str, Any]] = {}
    tokens: dict[str, str] = {}
    for seat, device in devices.items():
        say(device, do="join", code=codes[seat])
        tokens[seat] = heard(device, "joined")["token"]
    for seat, device in devices.items():
        pages[seat] = heard(device, "page")
        while pages[seat]["turn"]["who"] is None or any(
            s["people"] == 0 for s in pages[seat]["seats"]
        ):
            pages[seat] = heard(device, "page")
    asked = str(pages[next(iter(devices))]["turn"]["who"])
    while pages[asked]["question"] is None:
        pages[asked] = heard(devices[asked], "page")
    ids = [o["id"] for o in pages[asked]["question"]["options"] if o["legal"]]
    n = pages[asked]["n"]
    say(devices[asked], do="play", id=rng.choice(ids), n=n, key="one")
    assert heard(devices[asked], "done")["key"] == "one"
    for seat, device in devices.items():
        while pages[seat]["n"] == n:
            pages[seat] = heard(device, "page")
    # The network is lost without a word.
    devices[asked].socket.close()
    with table.device() as back:
        say(back, do="join", token=tokens[asked])
        assert heard(back, "joined")["seat"] == asked
        again = heard(back, "page")
        assert {**again, "seats": 0, "me": 0} == {**pages[asked], "seats": 0, "me": 0}


def test_strangers_who_only_wait_keep_nobody_out(
    table: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "MOST_GUESTS", 3)
    code = next(iter(table.host.access.codes.seats.values()))
    with ExitStack() as open_now:
        strangers = [open_now.enter_context(table.device()) for _ in range(3)]
        for stranger in strangers:
            heard(stranger, "hello")
        mine = open_now.enter_context(table.device())
        say(mine, do="join", code=code)
        assert heard(mine, "joined")
        with pytest.raises(ConnectionClosed):
            heard(strangers[0], "page")
        say(strangers[1], do="ping")
        assert strangers[1].recv(timeout=20) == '{"pong": true}'


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(CannotOpen, match=r"192\.0\.2\.200"):
        open_at("192.0.2.200", 0)


def test_nothing_is_lost_with_many_devices_that_lose_their_connections() -> None:
    tally = play(clients=12, games=1, scenario="first-watch", seed=5)
    assert not tally.lost
    assert tally.moves > 10
    assert tally.reach
