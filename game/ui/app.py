"""The window itself: the loop, the screens, and what they share."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.ui.desk import Desk
from game.ui.map.look import load_look
from game.ui.roles import load_roles, on_map
from game.ui.theme import INK, Theme
from game.ui.widgets import Root
from game.ui.widgets.dialog import tip

if TYPE_CHECKING:
    from game.rules import Rules
    from game.table.bot import Bot
    from game.ui.screens.base import Screen

FULL = (1920, 1080)
LEAST = (1024, 640)
FRAME = 1 / 60


class NoDisplay(Exception):
    """There is no display to open a window on; the sentence says so."""


def bots() -> Mapping[str, Bot]:
    """The bots there are, by name."""
    from game.bots import BOTS

    return BOTS


def data_folder() -> Path:
    """Where saves and settings are kept."""
    return Path(platformdirs.user_data_path("panj"))


class App:
    """One window: its tree, its settings, and the screen that is shown."""

    def __init__(self, rules: Rules, size: tuple[int, int], folder: Path | None = None) -> None:
        """Make the window's tree; nothing is drawn on a display yet."""
        self.rules = rules
        self.folder = folder or data_folder()
        self.theme = self._load_settings()
        self.root = Root(self.theme, size)
        self.root.make_tip = tip
        self.root.on_escape = lambda: self.screen.escape() if self.screen else None
        self.root.on_key = lambda event: bool(self.screen and self.screen.key(event))
        self.screen: Screen | None = None
        self.desk: Desk | None = None
        self.look = load_look()
        lying = rules.decls.sets.get(load_roles().places)
        #: Whether these rules lie on the map.
        self.mapped = lying is not None and on_map(m[0] for m in lying.members)
        self.running = True
        self.surface = pygame.Surface(size)

    # Settings

    def _load_settings(self) -> Theme:
        try:
            found = json.loads((self.folder / "settings.json").read_text(encoding="utf-8"))
            scale = min(1.6, max(0.8, float(found.get("scale", 1.0))))
            speed = min(8.0, max(0.25, float(found.get("speed", 1.0))))
            return Theme(scale, bool(found.get("motion", True)), speed)
        except (OSError, ValueError, TypeError, AttributeError):
            return Theme()

    def save_settings(self) -> None:
        """Keep the settings; a disk that refuses is no reason to stop."""
        kept = {"scale": self.theme.scale, "motion": self.theme.motion, "speed": self.theme.speed}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
        except OSError:
            pass

    # Games

    @property
    def saves(self) -> Path:
        """The folder of the saves."""
        return self.folder / "saves"

    @property
    def autosaves(self) -> Path:
        """The folder of the rotating autosaves."""
        return self.folder / "autosaves"

    def save_files(self) -> list[Path]:
        """The saves there are, newest first."""
        found = [*self.saves.glob("*.toml"), *self.autosaves.glob("*.toml")]
        dated = []
        for path in found:
            try:
                dated.append((path.stat().st_mtime, path))
            except OSError:
                continue
        return [path for _, path in sorted(dated, reverse=True)]

    def new_game(
        self, scenario: str, seats: Mapping[str, str], seed: int, path: Path | None = None
    ) -> None:
        """Sit down to a new game and show its table."""
        from game.table import Sitting

        if path is None:
            stamp = datetime.now().strftime("%Y-%m-%d %H%M%S")
            path = self.saves / f"{scenario} {stamp}.toml"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            sitting = Sitting.new(
                self.rules, scenario, seats, seed, path, bots(), autosave=self.autosaves
            )
        except OSError:
            sitting = Sitting.new(self.rules, scenario, seats, seed, None, bots())
            sitting.notices.append(
                f"{path}: the folder cannot be written, so the game is kept in memory only."
            )
        self._sit(sitting)

    def load_game(self, path: Path) -> None:
        """Go on with a saved game; raises the sitting's error when it cannot be read."""
        from game.table import Sitting

        self._sit(Sitting.load(path, bots(), autosave=self.autosaves))

    def _sit(self, sitting: object) -> None:
        from game.ui.screens.table import TableScreen

        self.leave_game()
        self.desk = Desk(sitting)  # type: ignore[arg-type]
        self.go(TableScreen(self, self.desk))

    def leave_game(self) -> None:
        """Close the sitting; its journal is on the disk already."""
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    # Screens

    def go(self, screen: Screen) -> None:
        """Show another screen."""
        self.screen = screen
        self.root.show(screen.build())
        screen.enter()

    def quit(self) -> None:
        """End the loop."""
        self.running = False

    # Frames

    def handle(self, event: pygame.event.Event) -> None:
        """Act on one event of the window."""
        if event.type == pygame.QUIT:
            self.quit()
        elif event.type == pygame.VIDEORESIZE:
            self.resize((max(LEAST[0], event.w), max(LEAST[1], event.h)))
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWFOCUSGAINED):
            self.root.spoil(pygame.Rect((0, 0), self.root.size))
        else:
            self.root.handle(event)

    def resize(self, size: tuple[int, int]) -> None:
        """Lay the tree out for a window of `size`."""
        if size != self.root.size:
            self.surface = pygame.Surface(size)
            self.root.resize(size)

    def relayout(self) -> None:
        """Lay everything out again, as after a change of the text's size."""
        if self.screen is not None:
            self.screen.rescale()
        self.root.resize(self.root.size)

    def update(self, seconds: float) -> bool:
        """Let time pass; True while something moves."""
        self.root.update(seconds)
        moving = bool(self.screen and self.screen.update(seconds))
        return moving or self.root.waiting

    def frame(self) -> list[pygame.Rect]:
        """Draw what changed into the window's surface; gives the rectangles."""
        if self.root.clean:
            return []
        if not self.root.layers:
            self.surface.fill(INK)
        return self.root.render(self.surface)


def _open(size: tuple[int, int]) -> pygame.Surface:
    """Open a window that can be resized, with the way of flipping that is faster here."""
    if os.environ.get("SDL_VIDEODRIVER") not in ("dummy", "offscreen"):
        given = os.environ.get("SDL_FRAMEBUFFER_ACCELERATION")
        if given is None:
            return _fastest(size)
    return pygame.display.set_mode(size, pygame.RESIZABLE)


def _flip_time(size: tuple[int, int]) -> tuple[float, pygame.Surface]:
    surface = pygame.display.set_mode(size, pygame.RESIZABLE)
    best = 9.0
    for _ in range(3):
        begin = time.perf_counter()
        surface.fill(INK)
        pygame.display.flip()
        best = min(best, time.perf_counter() - begin)
    return best, surface


def _fastest(size: tuple[int, int]) -> pygame.Surface:
    name = "SDL_FRAMEBUFFER_ACCELERATION"
    plain, surface = _flip_time(size)
    if plain < 0.003:
        return surface
    os.environ[name] = "0"
    pygame.display.quit()
    pygame.display.init()
    without, surface = _flip_time(size)
    if without < plain:
        return surface
    del os.environ[name]
    pygame.display.quit()
    pygame.display.init()
    return pygame.display.set_mode(size, pygame.RESIZABLE)


def _start_display() -> tuple[int, int]:
    """Open the display; gives the size of a window that fits it."""
    driver = os.environ.get("SDL_VIDEODRIVER")
    if sys.platform.startswith("linux") and driver is None:
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            raise NoDisplay("There is no display here, so no window can be opened.")
    try:
        pygame.display.init()
        info = pygame.display.Info()
    except pygame.error as error:
        raise NoDisplay(f"No window can be opened ({error}).") from error
    if driver in ("dummy", "offscreen") or info.current_w <= 0:
        return FULL
    # A little less than the screen leaves room for its bars.
    wide, high = info.current_w, info.current_h
    return (min(FULL[0], wide), min(FULL[1], high))


def run(
    rules: Rules,
    *,
    save: Path | None = None,
    scenario: str | None = None,
    seats: Mapping[str, str] | None = None,
    seed: int | None = None,
    shot: tuple[Path, int] | None = None,
) -> int:
    """Open the window and play until it is closed.

    Args:
        rules: the rules to play.
        save: a save to go on with, or the file to keep a new game in.
        scenario: sit down to this scenario at once.
        seats: who sits where, as "human" or "bot:NAME"; "all" stands for every seat.
        seed: what chance draws from.
        shot: a file and a number of moves: play them with bots off screen, save the picture.

    Returns:
        The exit status of the command.

    Raises:
        NoDisplay: no window can be opened; the sentence says why.
    """
    if shot is not None:
        from game.ui.shot import take

        return take(rules, shot[0], shot[1], save=save, scenario=scenario, seats=seats, seed=seed)
    size = _start_display()
    pygame.font.init()
    pygame.key.set_repeat(350, 45)
    pygame.display.set_caption(rules.name)
    try:
        window = _open(size)
    except pygame.error as error:
        raise NoDisplay(f"No window can be opened ({error}).") from error
    app = App(rules, window.get_size())
    try:
        _begin(app, save, scenario, seats, seed)
        _loop(app, window)
    except Exception as error:
        if app.desk is not None:
            error.add_note(app.desk.sitting.last_words())
        raise
    finally:
        app.leave_game()
        pygame.display.quit()
    return 0


def _begin(
    app: App,
    save: Path | None,
    scenario: str | None,
    seats: Mapping[str, str] | None,
    seed: int | None,
) -> None:
    from game.ui.screens.title import TitleScreen

    if save is not None and save.exists():
        app.load_game(save)
    elif scenario is not None or seats or save is not None:
        chosen = scenario or app.rules.scenarios[0].id
        app.new_game(chosen, fill_seats(app, chosen, seats), new_seed(seed), save)
    else:
        app.go(TitleScreen(app))


def new_seed(seed: int | None) -> int:
    """The seed that was asked for, or one from the clock."""
    return seed if seed is not None else time.time_ns() % 1_000_000


def fill_seats(app: App, scenario: str, seats: Mapping[str, str] | None) -> dict[str, str]:
    """Who sits at each seat of the scenario; those not named are people."""
    info = next((s for s in app.rules.scenarios if s.id == scenario), None)
    given = dict(seats or {})
    every = given.pop("all", "human")
    names = info.seats if info is not None else app.rules.seats
    return {seat: given.get(seat, every) for seat in names}


def _loop(app: App, window: pygame.Surface) -> None:
    clock = pygame.time.Clock()
    moving = True
    while app.running:
        if moving or not app.root.clean:
            events = pygame.event.get()
        else:
            # Nothing moves: sleep until something happens, so an idle window costs nothing.
            first = pygame.event.wait(250)
            events = [first, *pygame.event.get()] if first.type != pygame.NOEVENT else []
        for event in events:
            app.handle(event)
        seconds = min(0.1, clock.tick(60) / 1000)
        moving = app.update(seconds)
        window = _show(app, window)


def _show(app: App, window: pygame.Surface) -> pygame.Surface:
    current = pygame.display.get_surface() or window
    changed = app.frame()
    for rect in changed:
        current.blit(app.surface, rect.topleft, rect)
    if changed:
        pygame.display.update(changed)
    return current
