"""The window itself: the loop, the screens, and what they share."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.roles import load_roles
from game.rules import NOTHING
from game.table import SaveInfo, Sitting, fresh_path, list_saves, saves_folder
from game.ui import display
from game.ui.display import NoDisplay as NoDisplay
from game.ui.map.geography import on_map
from game.ui.map.look import load_look
from game.ui.seat_client import SeatClient
from game.ui.theme import INK, Theme
from game.ui.widgets import Root
from game.ui.widgets.dialog import tip

if TYPE_CHECKING:
    from game.rules import Rules
    from game.table.bot import Bot
    from game.ui.screens.base import Screen


def bots(rules: Rules) -> Mapping[str, Bot]:
    """The bots that can play these rules, by name."""
    from game.bots import bots_of

    return bots_of(rules)


class App:
    """One window: its tree, its settings, and the screen that is shown."""

    def __init__(self, rules: Rules, size: tuple[int, int], folder: Path | None = None) -> None:
        """Make the window's tree; nothing is drawn on a display yet."""
        self.rules = rules
        self.folder = folder or saves_folder().parent
        self.theme = Theme()
        #: Whether the window shall fill the screen.
        self.full = False
        self._load_settings()
        self.root = Root(self.theme, size)
        self.root.make_tip = tip
        self.root.on_escape = lambda: self.screen.escape() if self.screen else None
        self.root.on_key = lambda event: bool(self.screen and self.screen.key(event))
        self.screen: Screen | None = None
        self.client: SeatClient | None = None
        self.look = load_look()
        lying = rules.decls.sets.get(load_roles().places)
        #: Whether these rules lie on the map.
        self.mapped = lying is not None and on_map(m[0] for m in lying.members)
        self.running = True
        self.surface = pygame.Surface(size)

    # Settings

    def _load_settings(self) -> None:
        try:
            found = json.loads((self.folder / "settings.json").read_text(encoding="utf-8"))
            scale = min(1.6, max(0.8, float(found.get("scale", 1.0))))
            speed = min(8.0, max(0.25, float(found.get("speed", 1.0))))
            self.theme = Theme(scale, bool(found.get("motion", True)), speed)
            self.full = bool(found.get("full", False))
        except (OSError, ValueError, TypeError, AttributeError):
            return

    def save_settings(self) -> None:
        """Keep the settings; a disk that refuses is no reason to stop."""
        theme = self.theme
        kept = {
            "scale": theme.scale,
            "motion": theme.motion,
            "speed": theme.speed,
            "full": self.full,
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
        except OSError:
            return

    # Games

    @property
    def saves(self) -> Path:
        """The folder of the saves."""
        return self.folder / "saves"

    @property
    def autosaves(self) -> Path:
        """The folder of the rotating autosaves."""
        return self.folder / "autosaves"

    def save_files(self) -> list[SaveInfo]:
        """The saves there are, newest first; raises SaveUnreadable when a folder refuses."""
        return list_saves(self.saves, self.autosaves)

    def seat_name(self, seat: str) -> str:
        """A seat's short name before any game has begun."""
        members = self.rules.decls.sets["seat"].members
        texts = next((fields for ident, fields, _ in members if ident == seat), {})
        plain = seat.replace("_", " ").capitalize()
        return str(texts.get("short") or texts.get("name") or plain)

    def new_game(
        self,
        scenario: str,
        seats: Mapping[str, str],
        seed: int,
        path: Path | None = None,
        options: Mapping[str, str] = NOTHING,
    ) -> None:
        """Sit down to a new game and show its table."""
        if path is None:
            path = fresh_path(self.saves, f"{scenario} {datetime.now():%Y-%m-%d}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            sitting = Sitting.new(
                self.rules, scenario, seats, seed, path, bots(self.rules),
                options=options, autosave=self.autosaves,
            )  # fmt: skip
        except OSError:
            sitting = Sitting.new(
                self.rules, scenario, seats, seed, None, bots(self.rules), options=options
            )
            sitting.notices.append(
                f"{path}: the folder cannot be written, so the game is kept in memory only."
            )
        self._sit(sitting)

    def load_game(self, path: Path) -> None:
        """Go on with a saved game; raises the sitting's error when it cannot be read."""
        self._sit(Sitting.load(path, bots, autosave=self.autosaves))

    def _sit(self, sitting: Sitting) -> None:
        from game.ui.screens.table import TableScreen

        self.leave_game()
        self.client = SeatClient(sitting)
        self.go(TableScreen(self, self.client))
        # What a table is made of stays until it is left: the collector need not walk it, or every
        # walk would hold up a frame for longer than anything that is drawn.
        gc.collect()
        gc.freeze()

    def leave_game(self) -> None:
        """Close the sitting; its journal is on the disk already."""
        if self.client is not None:
            self.client.close()
            self.client = None
            gc.unfreeze()

    # Screens

    def go(self, screen: Screen) -> None:
        """Show another screen."""
        self.screen = screen
        self.root.show(screen.build())
        screen.enter()

    def fill_screen(self, full: bool) -> None:
        """Take the whole screen, or a window again; kept for the next time."""
        self.full = full
        self.save_settings()

    def quit(self) -> None:
        """End the loop."""
        self.running = False

    # Frames

    def handle(self, event: pygame.event.Event) -> None:
        """Act on one event of the window."""
        if event.type == pygame.QUIT:
            self.quit()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
            self.fill_screen(not self.full)
        elif event.type == pygame.VIDEORESIZE:
            least = display.LEAST
            self.resize((max(least[0], event.w), max(least[1], event.h)))
        elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWFOCUSGAINED):
            self.root.invalidate(pygame.Rect((0, 0), self.root.size))
        else:
            if self.screen and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
                # Whoever answers must answer what is asked now, and not what was shown before.
                self.screen.catch_up()
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


def run(
    rules: Rules,
    *,
    save: Path | None = None,
    scenario: str | None = None,
    seats: Mapping[str, str] | None = None,
    seed: int | None = None,
    options: Mapping[str, str] = NOTHING,
    shot: tuple[Path, int] | None = None,
) -> int:
    """Open the window and play until it is closed.

    Args:
        rules: the rules to play.
        save: a save to go on with, or the file to keep a new game in.
        scenario: sit down to this scenario at once.
        seats: who sits where, as "human" or "bot:NAME"; "all" stands for every seat.
        seed: what chance draws from.
        options: how to play a new game; what is left out has its default.
        shot: a file and a number of moves: play them with bots off screen, save the picture.

    Returns:
        The exit status of the command.

    Raises:
        NoDisplay: no window can be opened; the sentence says why.
    """
    if shot is not None:
        from game.ui.shot import take

        return take(
            rules, shot[0], shot[1],
            save=save, scenario=scenario, seats=seats, seed=seed, options=options,
        )  # fmt: skip
    size = display.start()
    pygame.font.init()
    pygame.key.set_repeat(350, 45)
    window = display.open_window(size)
    pygame.display.set_caption(rules.name)
    app = App(rules, window.get_size())
    try:
        _begin(app, save, scenario, seats, seed, options)
        _loop(app, window)
    except Exception as error:
        if app.client is not None:
            error.add_note(app.client.sitting.last_words())
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
    options: Mapping[str, str],
) -> None:
    from game.ui.screens.title import TitleScreen

    if save is not None and save.exists():
        app.load_game(save)
    elif scenario is not None or seats or save is not None:
        chosen = scenario or app.rules.scenarios[0].id
        app.new_game(chosen, fill_seats(app, chosen, seats), new_seed(seed), save, options)
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
    optional = info.optional if info is not None else ()
    named = {seat: given[seat] for seat in optional if seat in given}
    return {**{seat: given.get(seat, every) for seat in names}, **named}


def _loop(app: App, window: pygame.Surface) -> None:
    clock = pygame.time.Clock()
    moving, full, size = True, False, window.get_size()
    while app.running:
        if app.full != full:
            full = app.full
            size = size if not full else window.get_size()
            window = display.fill_screen(full, size)
            app.resize(window.get_size())
            app.root.invalidate(pygame.Rect((0, 0), app.root.size))
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
