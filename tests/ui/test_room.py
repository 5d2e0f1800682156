"""The window as the screen of a room: phones play, and who has none plays at the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pygame
import pytest
from websockets.sync.client import ClientConnection, connect

from game.bots import bots_of
from game.serve.running import open_at
from game.table import GameSetup, SavedGame, Sitting
from game.ui.phones import Phones
from game.ui.screens.here import HereScreen
from game.ui.screens.room import RoomScreen
from game.ui.screens.table import TableScreen
from game.ui.widgets import Button, Text, Widget
from tests.loaded import rules_of
from tests.serve.test_network import heard, say
from tests.ui.conftest import Driver
from tests.umpire.tables import CODE

SIZES = [(1366, 768), (1920, 1080)]


class Room:
    """A window whose table is open to phones.

    Attributes:
        driver: the window.
        phones: the server beside it.
    """

    def __init__(self, folder: Path, size: tuple[int, int] = SIZES[0]) -> None:
        self.driver = Driver(rules_of("rules"), folder, size)
        app = self.driver.app
        app.play(GameSetup(app.rules, "first-watch", {"all": "human"}, 3, umpire=CODE))
        self.phones: Phones = app.games.open_to_phones(app.wake, open_at("127.0.0.1", 0))
        app.go("room")
        self._devices = ExitStack()
        self.frames()

    def leave(self) -> None:
        """Close the game, and let every phone go."""
        self.driver.app.leave_game()
        self._devices.close()

    @property
    def screen(self) -> RoomScreen:
        """The screen for all, which is shown."""
        assert isinstance(self.driver.app.screen, RoomScreen)
        return self.driver.app.screen

    @property
    def asked(self) -> str:
        """The seat that is asked."""
        assert self.phones.asked is not None
        return self.phones.asked

    def frames(self, count: int = 12, seconds: float = 0.05) -> None:
        """Let some frames pass."""
        for _ in range(count):
            self.driver.app.update(seconds)
            self.driver.app.frame()

    def meanwhile(self, act: Callable[[], Any]) -> Any:
        """Do something at a phone while the window goes on."""
        found = list[Any]()
        at_phone = threading.Thread(target=lambda: found.append(act()), daemon=True)
        at_phone.start()
        end = time.monotonic() + 30
        while at_phone.is_alive() and time.monotonic() < end:
            self.driver.app.update(0.01)
            self.driver.app.frame()
            time.sleep(0.002)
        assert found, "the phone is answered"
        return found[0]

    def join(self, seat: str, code: str = "") -> tuple[ClientConnection, dict[str, Any]]:
        """A phone joins: by the table's code, or by another one."""

        def joined() -> tuple[ClientConnection, dict[str, Any]]:
            device: ClientConnection = self._devices.enter_context(
                connect(f"ws{self.phones.address[4:]}/ws", max_size=None, open_timeout=20)
            )
            table = self.phones.host.access.codes.table
            say(device, do="join", code=code or table, seat=seat)
            heard(device, "joined")
            return device, heard(device, "page")

        found: tuple[ClientConnection, dict[str, Any]] = self.meanwhile(joined)
        self.frames()
        return found

    def move(self, device: ClientConnection, page: dict[str, Any]) -> None:
        """A phone makes the first move that is open to it."""

        def moved() -> bool:
            now = page
            while now["question"] is None:
                now = heard(device, "page")
            first = next(o["id"] for o in now["question"]["options"] if o["legal"])
            say(device, do="play", id=first, n=now["n"], key=f"k{now['n']}")
            return bool(heard(device, "done"))

        self.meanwhile(moved)
        self.frames()

    def hold(self) -> None:
        """Hold the bar by which somebody at the window looks."""
        bar = self.find("room.hold")
        self.driver.post(pygame.MOUSEMOTION, pos=bar.rect.center, rel=(0, 0), buttons=(0, 0, 0))
        self.driver.post(pygame.MOUSEBUTTONDOWN, pos=bar.rect.center, button=1)
        self.frames(16)
        self.driver.post(pygame.MOUSEBUTTONUP, pos=bar.rect.center, button=1)
        self.frames()

    def find(self, name: str) -> Widget:
        """A widget that is shown."""
        top = self.driver.app.root.top
        assert top is not None
        return top.find(name)

    def said(self) -> str:
        """All that is said on the screen."""
        found = self.driver.app.root.layers[0].walk()
        return "\n".join(w.words for w in found if isinstance(w, Text))

    def play_here(self) -> None:
        """The seat that the window has the eyes of makes its first move, and all look again."""
        app = self.driver.app
        assert isinstance(app.screen, HereScreen)
        app.screen.close_dialog()
        client = self.driver.client
        app.screen._play(client.sitting.legal()[0].id)
        for _ in range(400):
            if isinstance(app.screen, RoomScreen):
                break
            self.frames(1, 0.1)
            if client.mine:
                app.screen._play(client.sitting.legal()[0].id)
        self.frames()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room whose phones are sent home at the end."""
    made = Room(tmp_path)
    yield made
    made.leave()


def test_phones_and_the_window_play_one_table(room: Room) -> None:
    first = room.asked
    assert room.phones.code_rows
    assert "Hold to play" in room.find("room.hold").words  # type: ignore[attr-defined]
    device, page = room.join(first)
    assert room.phones.on_phone(first)
    # Who is asked at a phone is not asked at the window.
    assert room.screen._hold is None
    n = room.phones.host.position
    room.move(device, page)
    assert room.phones.page["n"] > n
    while room.asked == first:
        room.move(device, {"question": None})
    second = room.asked
    room.hold()
    assert isinstance(room.driver.app.screen, HereScreen)
    assert room.driver.client.viewer == second
    assert room.driver.client.humans == [second]
    room.play_here()
    assert room.asked != second
    seats = {row["id"]: row["state"] for row in room.phones.page["seats"]}
    assert (seats[first], seats[second]) == ("taken", "taken")


def test_who_plays_at_the_window_keeps_the_seat_until_its_code_comes(room: Room) -> None:
    seat = room.asked
    room.hold()
    room.driver.app.go("room")
    room.frames()
    assert room.phones.here(seat)
    assert "Hold to look" in room.find("room.hold").words  # type: ignore[attr-defined]
    assert seat not in room.phones.page["join"]["free"]
    room.join(seat, room.phones.host.access.codes.seats[seat])
    assert not room.phones.here(seat)
    assert room.screen._hold is None


def test_a_held_bar_gives_nothing_once_a_phone_has_the_seat(room: Room) -> None:
    seat = room.asked
    room.phones.host.access.give_token(type(room.phones._screen.reader)("seat", seat))  # type: ignore[misc]
    room.screen.lift(seat)
    assert isinstance(room.driver.app.screen, RoomScreen)
    assert room.screen._hold is None


def test_closing_the_window_ends_the_server_and_loses_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path)
    device, page = room.join(room.asked)
    room.move(device, page)
    sitting = room.driver.client.sitting
    told, path, address = len(sitting.entries), sitting.path, room.phones.address
    room.driver.app.leave_game()
    assert path is not None
    assert len(Sitting.open(SavedGame(path), bots_of).entries) == told
    with pytest.raises(OSError, match="refused"), connect(f"ws{address[4:]}/ws", open_timeout=5):
        pass
    room.leave()


def test_the_table_is_closed_to_phones_and_goes_on_at_the_window(room: Room) -> None:
    seat = room.asked
    room.join(seat)
    room.screen.menu()
    room.driver.key(pygame.K_j, "j")
    assert room.screen.in_dialog
    room.driver.key(pygame.K_RETURN, "\r")
    screen = room.driver.app.screen
    assert type(screen) is TableScreen
    assert screen.curtained
    assert len(room.driver.client.humans) == 3
    assert room.driver.app.games.phones is None


def test_the_menu_of_a_table_opens_it_to_phones(tmp_path: Path) -> None:
    driver = Driver(rules_of("rules"), tmp_path)
    driver.app.play(GameSetup(driver.app.rules, "first-watch", {"all": "human"}, 3))
    driver.lift()
    driver.table.menu()
    driver.key(pygame.K_j, "j")
    assert isinstance(driver.app.screen, RoomScreen)
    driver.app.leave_game()
    assert driver.app.games.phones is None


@pytest.mark.parametrize("size", SIZES)
def test_all_is_in_the_window(tmp_path: Path, size: tuple[int, int]) -> None:
    room = Room(tmp_path, size)
    window = pygame.Rect(0, 0, *size)
    code = room.phones.host.access.codes.table
    assert code in room.said().replace("\N{THIN SPACE}", "")
    for name in ("qr", "room.code", "room.address", "room.hold", "room.seats"):
        assert window.contains(room.find(name).rect), name
    for widget in room.driver.app.root.layers[0].walk():
        if isinstance(widget, Button) and widget.visible and widget.rect.width:
            assert window.contains(widget.rect), widget.name
    room.leave()
