"""A window without a display, driven by posted events."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from game.rules import Rules
from game.table import GameSetup
from game.table.seating import HUMAN
from game.ui import app as application
from game.ui import backdrop, crops
from game.ui.app import App
from game.ui.map import basemap
from game.ui.map.terrain import Terrain
from game.ui.map.tiles import Tiles
from game.ui.screens.table import TableScreen
from game.ui.seat_client import SeatClient
from game.ui.widgets.field import Field
from tests.loaded import rules_of
from tests.making_once import making_once
from tests.seats import seats_of


class Driver:
    """Posts events to a window and lets time pass."""

    def __init__(self, rules: Rules, folder: Path, size: tuple[int, int] = (1366, 768)) -> None:
        pygame.display.init()
        pygame.font.init()
        pygame.display.set_mode((64, 64))
        self.app = App(rules, size, folder)
        self.app.theme.speed = 6.0

    @property
    def table(self) -> TableScreen:
        """The table that is shown."""
        assert isinstance(self.app.screen, TableScreen)
        return self.app.screen

    @property
    def client(self) -> SeatClient:
        """The client of the game that is played."""
        assert self.app.games.client is not None
        return self.app.games.client

    def post(self, kind: int, **values: object) -> None:
        """Hand the window one event, once it shows what came of the one before."""
        for event in (pygame.event.Event(pygame.NOEVENT), pygame.event.Event(kind, values)):
            self.app.handle(event)
            self.catch_up()
            self.app.shown(())

    def catch_up(self) -> None:
        """Let the table show all at once."""
        if isinstance(self.app.screen, TableScreen):
            self.app.screen.catch_up()
            self.app.screen.covers.finish()

    def key(self, code: int, char: str = "", mod: int = 0) -> None:
        """Press and let go of a key."""
        typing = isinstance(self.app.root.focus, Field)
        self.post(pygame.KEYDOWN, key=code, unicode=char, mod=mod)
        if typing and char.isprintable() and char:
            self.post(pygame.TEXTINPUT, text=char)
        self.post(pygame.KEYUP, key=code, mod=mod)

    def click_at(self, at: tuple[int, int]) -> None:
        """Move there and click."""
        self.post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        self.post(pygame.MOUSEBUTTONDOWN, pos=at, button=1)
        self.post(pygame.MOUSEBUTTONUP, pos=at, button=1)

    def click(self, name: str) -> None:
        """Click the middle of a widget."""
        top = self.app.root.top
        assert top is not None
        self.click_at(self.app.port.outward(top.find(name).rect).center)

    def pick(self, name: str, ident: str) -> None:
        """Open a drop-down and choose one of its things."""
        self.click(name)
        self.click(f"{name}:{ident}")

    def has(self, name: str) -> bool:
        """Whether the topmost layer has a widget of that name."""
        top = self.app.root.top
        return top is not None and any(w.name == name for w in top.walk())

    def lift(self, keyboard: bool = True) -> None:
        """Hold until the curtain rises; whoever is asked aloud looks in private."""
        if self.table.covers.floor is not None:
            self.key(pygame.K_p, "p")
        if keyboard:
            self.post(pygame.KEYDOWN, key=pygame.K_SPACE, unicode=" ", mod=0)
        else:
            at = self.table.curtain.hold.rect.center
            self.post(pygame.MOUSEBUTTONDOWN, pos=at, button=1)
        for _ in range(80):
            self.app.update(1 / 60)
            if not self.table.curtained:
                break
        else:
            raise AssertionError("the curtain did not rise")
        if keyboard:
            self.post(pygame.KEYUP, key=pygame.K_SPACE, mod=0)
        else:
            self.post(pygame.MOUSEBUTTONUP, pos=at, button=1)

    def new_game(self, scenario: str, seats: Mapping[str, str], seed: int) -> None:
        """Sit down to a new game."""
        self.app.play(GameSetup(self.app.rules, scenario, seats, seed))

    def begin(self, seed: int = 5, **seats: str) -> None:
        """Sit down to the first scenario and go to the first question."""
        self.new_game(self.app.rules.scenarios[0].id, seats, seed)
        self.settle()

    def new_council(self, people: Iterable[str]) -> None:
        """Sit down to the first offer of the whole game, the ground's; its card is let come.

        Args:
            people: the seats that are played; the rules act for the other optional ones.
        """
        (whole,) = (s for s in self.app.rules.scenarios if s.id == "full-equation")
        self.new_game(whole.id, seats_of(whole, HUMAN, people), 3)
        assert self.client.pending.script == "weigh_card"
        self.key(pygame.K_n, "n")

    def settle(self) -> None:
        """Pass curtains and cards until the person at the table is asked, or it is over."""
        for _ in range(400):
            if self.table.covers.floor is not None:
                self.key(pygame.K_p, "p")
            elif self.table.curtained:
                self.lift()
            elif self.table.in_dialog:
                card = self.app.root.top
                self.key(pygame.K_RETURN)
                if self.app.root.top is card:  # the menu, which Enter does not close
                    self.key(pygame.K_ESCAPE)
            elif self.client.mine or self.client.over:
                self.catch_up()
                self.app.update(0)  # a council opens by itself
                if not self.table.in_dialog:
                    return
            elif self.client.human_turn:
                self.key(pygame.K_RETURN)
            else:
                self.app.update(0.5)
        raise AssertionError("nobody was asked")

    def picture(self) -> bytes:
        """The pixels of the window."""
        self.app.frame()
        return pygame.image.tobytes(self.app.surface, "RGB")


class Once:
    """Makes a thing of the same parts once; the last few are kept."""

    def __init__(self, make: Callable[..., Any], most: int) -> None:
        self._make, self._most = make, most
        self._made: list[tuple[tuple[Any, ...], Any]] = []

    def __call__(self, *parts: Any) -> Any:
        """The thing of these parts."""
        # What can be used up is compared by what is in it.
        key = tuple(list(p) if isinstance(p, Iterator) else p for p in parts)
        for n, (known, made) in enumerate(self._made):
            if known == key:
                self._made.append(self._made.pop(n))
                return made
        self._made = [*self._made[-self._most + 1 :], (key, self._make(*key))]
        return self._made[-1][1]


@pytest.fixture(scope="session")
def shared_reliefs() -> Once:
    """The reliefs of lands; each is a picture of some ten megabytes."""
    return Once(Terrain, 8)


@pytest.fixture(scope="session")
def shared_tiles() -> Once:
    """What was drawn of lands at the scales last seen."""
    return Once(Tiles, 4)


@pytest.fixture(scope="session")
def shared_backdrops() -> Once:
    """The lands behind the title and its like, for as many sizes of window as the tests have."""
    return Once(backdrop.bare, 16)


@pytest.fixture(scope="package", autouse=True)
def drawn_and_compiled_once(
    shared_reliefs: Once, shared_tiles: Once, shared_backdrops: Once
) -> Iterator[None]:
    """Windows on the same rules share their games, and those on the same land its pictures.

    All that the tests keep would be walked by the collector at each game that is begun; here no
    frame is too late for that.
    """
    rest = dict.fromkeys(("collect", "freeze", "unfreeze"), lambda: 0)
    with pytest.MonkeyPatch.context() as patch, making_once():
        patch.setattr(application, "gc", SimpleNamespace(**rest))
        patch.setattr(basemap, "Terrain", shared_reliefs)
        patch.setattr(basemap, "Tiles", shared_tiles)
        patch.setattr(backdrop, "bare", shared_backdrops)
        patch.setattr(crops, "Terrain", shared_reliefs)
        yield


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The game's own rules."""
    return rules_of("rules")


@pytest.fixture
def driver(rules: Rules, tmp_path: Path) -> Driver:
    """A window with nothing shown yet."""
    return Driver(rules, tmp_path)
