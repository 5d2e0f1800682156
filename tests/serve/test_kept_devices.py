"""Devices that had joined come back after a stop, a crash or a kill, and nobody else does."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.sync.client import ClientConnection, connect

from game.bots import bots_of
from game.serve.access import Reader
from game.serve.host import Host
from game.serve.kept_devices import NOBODY, KeptDevices, beside, kept_port
from game.table import GameSetup, SavedGame, Sitting
from game.table.snapshot import Disk
from tests.loaded import rules_of
from tests.serve.tables import Hand, Party
from tests.serve.test_network import heard, say


def begun(path: Path, seed: int = 3) -> Sitting:
    """A new game of three people in a file."""
    return Sitting.open(GameSetup(rules_of("rules"), "first-watch", {}, seed, path), bots_of)


class Served(Party):
    """A table whose devices are kept."""

    def __init__(self, sitting: Sitting, disk: Disk | None = None, anew: bool = False) -> None:
        self.sitting, self.clock, self._guests = sitting, Hand(), 0
        self._tokens: dict[str, str] = {}
        kept = KeptDevices(sitting, anew=anew) if disk is None else KeptDevices(sitting, disk)
        self.host = Host(sitting, kept=kept, clock=self.clock)
        self.host.port = self.host.port or 8643
        self.settle()

    def joined(self, **asked: str) -> str:
        """A device joins; its token."""
        told = self.one(self.guest(), {"do": "join", **asked})
        self.settle()
        return str(told["joined"]["token"])


def again(path: Path, anew: bool = False) -> Served:
    """The same table, opened once more."""
    return Served(Sitting.open(SavedGame(path), bots_of), anew=anew)


def test_who_had_joined_comes_back_and_the_file_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    table = Served(begun(path))
    codes = table.host.access.codes
    tokens = {
        "seat": table.joined(code=codes.seats["ground"]),
        "screen": table.joined(code=codes.screen),
        "desk": table.joined(code=codes.desk),
        "watch": table.one(table.guest(), {"do": "join", "code": codes.table, "watch": True})[
            "joined"
        ]["token"],
    }
    table.settle()
    table.sitting.close()
    text = beside(path).read_text(encoding="utf-8")
    secrets = [*tokens.values(), codes.table, codes.screen, codes.desk, *codes.seats.values()]
    assert not any(secret in text for secret in secrets)
    if os.name == "posix":
        assert beside(path).stat().st_mode & 0o077 == 0
    assert kept_port(path) == 8643
    back = again(path)
    assert back.host.port == 8643
    for kind, token in tokens.items():
        told = back.one(back.guest(), {"do": "join", "token": token})["joined"]
        assert (told["as"], told["seat"]) == (kind, "ground" if kind == "seat" else "")
    fresh = back.host.access.codes
    assert not {codes.table, codes.screen, codes.desk} & {fresh.table, fresh.screen, fresh.desk}
    assert back.refusal(back.guest(), {"do": "join", "code": codes.desk}) == "wrong_code"
    assert "ground" not in back.host.joining.free()


def test_who_left_does_not_come_back_nor_does_anybody_where_all_join_anew(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    table = Served(begun(path))
    phone = table.guest()
    token = table.one(phone, {"do": "join", "code": table.host.access.codes.seats["ground"]})
    other = table.joined(code=table.host.access.codes.seats["umbrella"])
    table.tell(phone, {"do": "leave"})
    table.settle()
    table.sitting.close()
    back = again(path)
    gone = {"do": "join", "token": token["joined"]["token"]}
    assert back.refusal(back.guest(), gone) == "wrong_code"
    assert back.one(back.guest(), {"do": "join", "token": other})["joined"]["seat"] == "umbrella"
    back.sitting.close()
    assert again(path, anew=True).host.known_devices == 0


def test_the_devices_of_another_game_are_not_let_in(tmp_path: Path) -> None:
    one, two = begun(tmp_path / "one.toml"), begun(tmp_path / "two.toml", 4)
    table = Served(one)
    table.joined(code=table.host.access.codes.seats["ground"])
    beside(tmp_path / "one.toml").rename(beside(tmp_path / "two.toml"))
    assert KeptDevices(one).read() == NOBODY
    assert KeptDevices(two).read() == NOBODY
    beside(tmp_path / "two.toml").rename(beside(tmp_path / "one.toml"))
    assert KeptDevices(one).read() != NOBODY


class Full(Disk):
    """A disk without room."""

    def write(self, path: Path, data: bytes, mode: int = 0o666) -> None:
        raise OSError(28, "No space left on device")


def test_a_disk_that_refuses_is_told_and_play_goes_on(tmp_path: Path) -> None:
    table = Served(begun(tmp_path / "game.toml"), Full())
    phone = table.seated(table.asked)
    table.settle()
    assert any("game.phones" in words for words in table.page(phone)["notices"])
    table.play_on(1)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    """A game in a file, beside which anything may lie."""
    return begun(tmp_path_factory.mktemp("held") / "game.toml")


devices = st.fixed_dictionaries(
    {
        "as": st.sampled_from(["seat", "desk", "king", 3, None]),
        "seat": st.sampled_from(["ground", "", "mars", 3, None]),
        "token": st.sampled_from(["ab" * 32, "ab" * 31, "xy" * 32, 3, None, ["ab" * 32]]),
    }
)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.lists(st.one_of(devices, st.integers(), st.none())), st.integers()).map(
            lambda told: json.dumps(
                {"format": "panj-phones", "game": "ROOT", "devices": told[0], "port": told[1]}
            ).encode()
        ),
        st.just(b"[" * 100_000),
    )
)
def test_whatever_lies_there_lets_in_whole_devices_alone(held: Sitting, found: bytes) -> None:
    assert held.path is not None
    beside(held.path).write_bytes(found.replace(b"ROOT", held.header.root().encode()))
    known = KeptDevices(held).read()
    assert set(known.holders.values()) <= {Reader("seat", "ground"), Reader("desk")}
    assert all(len(token) == 32 for token in known.holders)
    assert 0 <= known.port <= 65535
    assert 0 <= kept_port(held.path) <= 65535


def test_a_team_comes_back_with_names_roles_and_who_commits(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    table = Served(begun(path))
    seat = table.asked
    code = table.host.access.codes.seats[seat]
    tokens = [table.joined(code=code, name=name) for name in ("Anna", "Bek")]
    guests = [table.guest(), table.guest()]
    members = [
        table.one(guest, {"do": "join", "token": token})["joined"]["member"]
        for guest, token in zip(guests, tokens, strict=True)
    ]
    sent = {"do": "member", "name": "", "role": "\u0440\u043e\u043b\u044c", "key": "m"}
    assert "done" in table.one(guests[1], sent)
    assert "done" in table.one(guests[0], {"do": "hand", "to": members[1], "key": "h"})
    before = table.page(guests[0])["team"]
    table.settle()
    back = again(path)
    # Who commits does not hang on whose phone is the quickest.
    found = [back.guest(), back.guest()]
    for guest, token in zip(found, tokens, strict=True):
        back.one(guest, {"do": "join", "token": token})
    assert back.page(found[0])["team"] == before
    assert before["members"][1]["name"] == "Bek"
    assert before["members"][1]["role"] == sent["role"]
    move = {"do": "play", "id": back.sitting.legal()[0].id, "n": back.host.position, "key": "k"}
    assert back.refusal(found[0], move) == "not_yours"
    assert "done" in back.one(found[1], move)


# A server that is killed


class Process:
    """`panj serve` in a process of its own.

    Attributes:
        address: where it is open.
        codes: those of the seats, in order.
    """

    def __init__(self, *typed: str) -> None:
        arguments = [sys.executable, "-m", "game", "serve", *typed, "--host", "127.0.0.1"]
        self._runs = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        self.codes, self.told, self.address = list[str](), "", ""
        assert self._runs.stdout is not None
        for line in self._runs.stdout:
            self.told += line
            if found := re.search(r"at (http://\S+?)[.;]?(\s|$)", line):
                self.address = found[1]
            self.codes += re.findall(r"^  .*: (\d{8})$", line)
            if "/desk#" in line:
                break

    def device(self) -> ClientConnection:
        """Connect."""
        line: ClientConnection = connect(f"ws{self.address[4:]}/ws", max_size=None, open_timeout=30)
        return line

    def kill(self) -> None:
        """Kill it, as nobody can prepare for."""
        self._runs.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        self._runs.wait(20)
        assert self._runs.stdout is not None
        self._runs.stdout.close()


def same(page: dict[str, Any]) -> dict[str, Any]:
    """What of a page hangs on the game alone."""
    return {key: page[key] for key in ("n", "seat", "round", "turn", "story", "board", "question")}


def test_a_phone_comes_back_to_its_seat_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    served = Process("--scenario", "first-watch", "--seed", "3", "--save", str(path))
    assert len(served.codes) == 3
    with served.device() as device:
        say(device, do="join", code=served.codes[0])
        told = heard(device, "joined")
        page = heard(device, "page")
        while page["turn"]["who"] is None or not beside(path).exists():
            say(device, do="ping")
            page = heard(device, "page") if page["turn"]["who"] is None else page
            heard(device, "pong")
        served.kill()
    again = Process(str(path))
    try:
        assert again.address == served.address
        assert "1 device" in again.told
        assert not set(again.codes) & set(served.codes)
        with again.device() as device:
            say(device, do="join", token=told["token"])
            assert heard(device, "joined")["seat"] == told["seat"]
            assert same(heard(device, "page")) == same(page)
    finally:
        again.kill()
