"""A real window on a display without a screen, driven by a real mouse and real keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.table import Entry, SavedGame
from game.table.save_reader import read
from game.ui.seat_client import SeatClient
from tests.entries import moved
from tests.ui.conftest import Driver
from tests.ui.test_window import open_actions

SIZE = (1366, 768)
ROOT = Path(__file__).resolve().parents[2]
PLAY = (
    "import sys; from pathlib import Path; from game.resources import rules_path;"
    "from game.rules import load_rules; from game.table import GameSetup, SavedGame;"
    "from game.ui.app import run; rules, save = load_rules(rules_path(), ''), Path(sys.argv[1]);"
    "new = GameSetup(rules, rules.scenarios[0].id, {}, 3, save);"
    "sys.exit(run(rules, SavedGame(save) if save.exists() else new))"
)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of 1366x768, and its name."""
    for tool in ("Xvfb", "xdotool", "import"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed here, so no real window can be driven.")
    number = f":{90 + os.getpid() % 400}"
    server = subprocess.Popen(
        ["Xvfb", number, "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    asked = ["xdotool", "getdisplaygeometry"]
    env, deadline = {**os.environ, "DISPLAY": number}, time.monotonic() + 20
    while subprocess.run(asked, env=env, check=False, capture_output=True).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            pytest.skip("Xvfb does not start here, so no real window can be driven.")
        time.sleep(0.05)
    yield number
    server.terminate()
    server.wait(10)


class Person:
    """Somebody at the window: presses keys and the mouse, and reads the save to see what came."""

    def __init__(self, display: str, folder: Path) -> None:
        self.folder, self.save = folder, folder / "game.toml"
        self.env = {
            **os.environ,
            "DISPLAY": display,
            "XDG_DATA_HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "SDL_AUDIODRIVER": "dummy",
        }
        self.env.pop("SDL_VIDEODRIVER", None)
        settings = folder / "panj" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text('{"speed": 8.0, "motion": false}', encoding="utf-8")
        self.window = subprocess.Popen(
            [sys.executable, "-c", PLAY, str(self.save)],
            env=self.env,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )

    def do(self, *words: str) -> str:
        """Give xdotool one command, and the window time to act; the window must not have died."""
        said = subprocess.run(
            ["xdotool", *words],
            env=self.env,
            check=True,
            timeout=20,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.rest()
        if self.window.poll() is not None:
            raise AssertionError(self.window.communicate()[1])
        return said.stdout

    def rest(self) -> None:
        """Wait until the window sleeps: it took what came, and shows what came of it."""
        told, deadline, calm = Path(f"/proc/{self.window.pid}"), time.monotonic() + 3, 0
        if not (told / "schedstat").exists():
            time.sleep(0.25)
            return
        time.sleep(0.05)
        before = 0
        while calm < 3 and self.window.poll() is None and time.monotonic() < deadline:
            # The nanoseconds that it ran; what waits for a processor does not sleep.
            ran = int((told / "schedstat").read_text().split()[0])
            asleep = (told / "stat").read_text().rpartition(") ")[2][0] == "S"
            calm = calm + 1 if asleep and ran - before < 2_000_000 else 0
            before = ran
            time.sleep(0.02)

    def keys(self, *names: str) -> None:
        """Press keys one after another."""
        for name in names:
            self.do("key", name)

    def click(self, at: tuple[int, int]) -> None:
        """Move to a place in the window and click."""
        x, y = self.place.topleft
        self.do("mousemove", str(x + at[0]), str(y + at[1]), "sleep", "0.1", "click", "1")

    @property
    def open(self) -> bool:
        """Whether the window is on the display."""
        asked = ["xdotool", "search", "--onlyvisible", "--class", ""]
        return not subprocess.run(asked, env=self.env, check=False, capture_output=True).returncode

    @property
    def place(self) -> pygame.Rect:
        """Where on the display the window is."""
        found = self.do("search", "--class", "", "getwindowgeometry", "--shell", "%@")
        told = dict(line.split("=") for line in found.splitlines() if "=" in line)
        return pygame.Rect(*(int(told[k]) for k in ("X", "Y", "WIDTH", "HEIGHT")))

    def hold(self) -> None:
        """Hold the space bar for as long as a curtain wants."""
        self.do("keydown", "space", "sleep", "0.8", "keyup", "space")

    def entries(self) -> list[Entry]:
        """What the journal holds so far."""
        return list(read(self.save).entries) if self.save.exists() else []

    def moves(self) -> Counter[str]:
        """How often each seat has chosen something."""
        return Counter(e.actor for e in self.entries() if e.kind == "move" and e.actor != "chance")

    def sit(self) -> None:
        """Take the table over: what is done is passed on, the curtain lifts, the news is read."""
        self.keys("Return")
        self.hold()
        self.keys("Return")

    def answer(self) -> None:
        """Answer whatever is asked by number keys; where that is refused, do the last action."""
        before = len(self.entries())
        self.keys("1", "1", "1", "Return")
        if len(self.entries()) == before:
            self.keys("Return", "5", "Return")


@pytest.fixture
def person(display: str, tmp_path: Path) -> Iterator[Person]:
    """Somebody before an open window, in which a game has begun."""
    made = Person(display, tmp_path)
    deadline = time.monotonic() + 60
    while not made.save.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    while not made.open and time.monotonic() < deadline:
        time.sleep(0.1)
    made.rest()
    yield made
    made.window.terminate()
    made.window.communicate(timeout=20)


def test_a_held_key_and_a_round_of_all_seats_in_a_real_window(person: Person, rules: Rules) -> None:
    # In one window: a program takes seconds to begin.
    a_held_enter_ends_at_the_curtain(person, rules)
    a_whole_round_of_all_seats(person, rules)


def a_whole_round_of_all_seats(person: Person, rules: Rules) -> None:
    """Play the rest of the first round, by the mouse and by keys."""
    assert rules.name in person.do("search", "--class", "", "getwindowname", "%@")
    person.sit()
    for _ in range(6):  # answers in secret, until somebody is asked for an action
        if _client(person).acting:
            break
        person.answer()
        person.sit()
    # By the mouse: an action, a place on the map, the button at the foot.
    twin = _twin(person, rules)
    table, actor = twin.table, twin.client.viewer
    action = next(b for b in open_actions(twin) if table.choosing.of_action(b.name[7:])[0].steps)
    person.click(action.rect.center)
    twin.click(action.name)
    while table.choosing.option is None:
        target = next(t for t, o in table.choosing.stage().items() if o.legal)
        on_map = target in twin.client.places
        panel = table.panel.work
        person.click(
            table.mapview.place_of(target) if on_map else panel.find(f"target:{target}").rect.center
        )
        table.choose_target(target)
    wanted = table.choosing.option.move.name
    before = person.moves()[actor]
    person.click(table.panel.find("go").rect.center)
    assert moved(person.entries()[-1]).id == wanted
    # What was done is taken back and done again; this action reveals nothing.
    person.keys("ctrl+z")
    assert person.entries()[-1].kind == "undo"
    assert person.entries()[-1].actor == actor
    person.answer()
    assert person.moves()[actor] > before
    kept = len(person.entries())
    person.keys("ctrl+s", "Return")
    assert len(person.entries()) == kept
    # By the keys: the rest of the round.
    seats = set(rules.scenarios[0].seats)
    for _ in range(24):
        person.sit()
        person.answer()
        if _client(person).round() != 1:
            break
    assert seats <= {seat for seat, count in person.moves().items() if count >= 2}
    assert _client(person).round() == 2


def _copy(person: Person) -> Path:
    """The save as it is, in a folder of its own: it is locked for as long as a window has it."""
    copy = Path(tempfile.mkdtemp(dir=person.folder)) / "game.toml"
    shutil.copy(person.save, copy)
    return copy


def _client(person: Person) -> SeatClient:
    """What the window's game has come to, at its next question to a person, for that person."""
    client = SeatClient.open(SavedGame(_copy(person)))
    while not client.human_turn and client.step() is not None:
        pass
    client.viewer = client.pending.seat or client.viewer
    return client


def _twin(person: Person, rules: Rules) -> Driver:
    """A window without a display on a copy of the same game: it shows where things are."""
    copy = _copy(person)
    driver = Driver(rules, copy.parent, person.place.size)
    driver.app.play(SavedGame(copy))
    driver.settle()
    return driver


def a_held_enter_ends_at_the_curtain(person: Person, rules: Rules) -> None:
    """Hold the key by which a turn is passed on: it is the next person's from the curtain on."""
    twin = _twin(person, rules)
    seat = twin.client.viewer
    _lift(person, twin)
    for _ in range(16):  # until it is another person's turn
        kept = len(person.entries())
        # Either chooses the next part of an answer and confirms it, or closes what is told.
        person.keys("1", "Return")
        if len(person.entries()) > kept and _client(person).viewer != seat:
            break
    twin = _twin(person, rules)
    assert twin.client.viewer != seat
    assert not _curtained(person, twin)
    before = len(person.entries())
    person.do("keydown", "Return", "sleep", "2.5")
    assert _curtained(person, twin)
    person.do("keyup", "Return")
    assert _curtained(person, twin)
    assert len(person.entries()) == before
    # It is not stuck: whoever sits down now lifts it.
    _lift(person, twin)


def _lift(person: Person, twin: Driver) -> None:
    """Hold the space bar until the curtain is up; a slow machine is slow to see it."""
    for _ in range(8):
        person.do("keydown", "space", "sleep", "1", "keyup", "space")
        if not _curtained(person, twin):
            return
    raise AssertionError("the curtain did not rise")


def _curtained(person: Person, twin: Driver) -> bool:
    """Whether the display shows the curtain of the seat that the twin sees as next.

    It has a band of its seat's colour at its top; the bar of the table has but a line.
    """
    tint = twin.client.look.seats[twin.client.viewer].colour
    path = person.folder / "shown.png"
    subprocess.run(["import", "-window", "root", str(path)], env=person.env, check=True)
    picture = pygame.image.load(path)
    rows = [
        all(tuple(picture.get_at((x, y)))[:3] == tint for x in range(300, 1000, 50))
        for y in range(200)
    ]
    return any(all(rows[y : y + 5]) for y in range(195))
