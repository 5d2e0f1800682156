"""The loop of the window: its tree, the screen that is shown, events in and frames out."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from typing import TYPE_CHECKING

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame
from attrs import frozen

from game.catalogue import phrase, spoken
from game.rules.source.characters import visible
from game.table import SaveFailed, saves_folder
from game.table.attempt import FORESEEN
from game.table.crash import Crashed, watched
from game.table.language import settings_file
from game.ui import desktop, display
from game.ui.display import NoDisplay as NoDisplay
from game.ui.games import Games
from game.ui.gate import Gate
from game.ui.keyboard import Keyboard
from game.ui.keyset import EVERYWHERE, FULL
from game.ui.port import Port
from game.ui.routes import SCREENS
from game.ui.scenes import scene_of
from game.ui.screens.leaving import leave
from game.ui.settings import Settings
from game.ui.theme import INK, Theme
from game.ui.widgets import Root, Widget, key_name
from game.ui.widgets.dialog import tip
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from game.rules import Rules
    from game.serve.running import OpenAt
    from game.table import GameSetup, SavedGame
    from game.ui.map.scene import Scene
    from game.ui.screens.base import Screen
    from game.ui.window import Route


#: An event that only wakes the loop.
WOKEN = pygame.event.custom_type()


class App:
    """One window: the `Window` that its screens know, and the screen that is shown."""

    def __init__(self, rules: Rules, size: tuple[int, int], folder: Path | None = None) -> None:
        """Make the window's tree; nothing is drawn on a display yet.

        Args:
            rules: the rules that new games are played by.
            size: of the window in pixels.
            folder: where settings and saves are kept; None for the person's own folder.
        """
        folder = folder or saves_folder().parent
        self._rules = self._home = rules
        self.settings = Settings(settings_file(folder))
        self.games = Games(folder)
        #: How many pixels of the display count as one.
        self.density = 1.0
        self.port = Port(size)
        size = self.port.canvas
        self.theme.suit(size)
        self.root = Root(self.theme, size)
        self.root.make_tip = tip
        self.root.on_escape = lambda: self.screen.escape() if self.screen else None
        self.root.show_key = self._shown_key
        self.root.on_key = self._command
        self.screen: Screen | None = None
        #: The screen that was gone to last.
        self.route: Route = "title"
        self.gate = Gate(self._steady)
        self.keyboard = Keyboard()
        self.running = True
        self.surface = pygame.Surface(size)

    @property
    def theme(self) -> Theme:
        """The looks that a person may set."""
        return self.settings.theme

    @property
    def rules(self) -> Rules:
        """The rules that a new game is played by, in the language that is spoken."""
        return self._rules.told_in(spoken())

    @property
    def home(self) -> Rules:
        """The rules that the window was opened with, in the language that is spoken."""
        return self._home.told_in(spoken())

    @property
    def scene(self) -> Scene | None:
        """The map of these rules, where they have one, its names in the language that is spoken."""
        return scene_of(self.rules)

    # Games

    def adopt(self, rules: Rules) -> None:
        """Play new games by other rules; see `Window.adopt`."""
        self._rules = rules

    def play(self, start: GameSetup | SavedGame) -> None:
        """Begin a game or go on with a saved one, and show its table; see `Window.play`."""
        self.games.open(start)
        gc.unfreeze()
        self.go("table")
        # What a table is made of stays until it is left: the collector need not walk it, or every
        # walk would hold up a frame for longer than anything that is drawn.
        gc.collect()
        gc.freeze()

    def leave_game(self) -> None:
        """Close the game that is played; its journal is on the disk already."""
        self.games.close()
        gc.unfreeze()

    # Screens

    def go(self, route: Route) -> None:
        """Show another screen; the table of a game that phones play is the room's."""
        if route == "table" and self.games.phones is not None:
            route = "room"
        self.route = route
        self.show(SCREENS[route](self))

    def show(self, screen: Screen) -> None:
        """Show a screen that is made already."""
        self.screen = screen
        built = screen.build()
        self.root.explains = screen.help
        self.root.show(built)
        screen.enter()

    def _command(self, event: pygame.event.Event) -> bool:
        """A key that no widget took: help, or what the screen knows."""
        screen = self.screen
        return bool(screen and (screen.helps(event) or screen.key(event)))

    def repaint(self, palette: str) -> object:
        """Wear another palette; see `Window.repaint`."""
        self.settings.wear(palette)
        if self.games.client is not None:
            self.games.client.dress()
        if self.route in ("table", "end", "room", "here") and self.games.client is not None:
            self.go(self.route)
        elif self.screen is not None:
            self.screen.respeak()
        return self.screen

    def fill_screen(self, full: bool) -> None:
        """Take the whole screen, or a window again; kept for the next time."""
        self.settings.full = full
        self.settings.save()

    def wake(self) -> None:
        """Let the loop look whether there is something to do; see `Window.wake`."""
        with suppress(pygame.error):
            # A queue that is full wakes the loop as well.
            pygame.event.post(pygame.event.Event(WOKEN))

    def quit(self) -> None:
        """End the loop."""
        self.running = False

    def close(self) -> None:
        """End the loop, once it is asked what becomes of a game that is not saved."""
        if self.screen is None:
            self.quit()
        else:
            leave(self.screen, self.quit)

    def recover(self, words: str) -> None:
        """Go to the title after the game that was played failed, and say what became of it."""
        self.games.abandon()
        gc.unfreeze()
        self.go("title")
        assert self.screen is not None, "the title was shown"
        self.screen.say(phrase("title.failed"), words)

    # Frames

    def handle(self, event: pygame.event.Event) -> None:
        """Act on one event of the window, as far as it belongs to whoever looks at it now."""
        self._watch()
        admitted = self.gate.admit(event)
        if admitted is not None:
            self._take(admitted)
        self._watch()

    def _where(self, layer: Widget | None) -> str:
        """Whose keys mean something on a layer: those of the screen not on a card over it."""
        if layer is None or self.screen is None:
            return EVERYWHERE
        below = bool(self.root.layers) and layer is self.root.layers[0]
        return self.screen.keys if below else layer.acts or EVERYWHERE

    def _shown_key(self, usual: str, layer: Widget) -> str:
        """How a usual key is shown on a layer."""
        return self.settings.keys.shown(usual, self._where(layer))

    def _own(self, event: pygame.event.Event) -> pygame.event.Event | None:
        """A key that went down as the screens know it, whichever key was chosen for its act."""
        focus = self.root.focus
        if focus is not None and focus.takes_keys:
            named = pygame.K_F1 <= event.key <= pygame.K_F12
            if not (named and isinstance(focus, Field)):
                return event
        return self.settings.keys.inward(event, self._where(self.root.top))

    def _steady(self, event: pygame.event.Event) -> bool:
        """Whether a key that is held goes on doing what it does."""
        if event.type != pygame.KEYDOWN:
            return False
        return self.settings.keys.steady(event, self._where(self.root.top))

    def _take(self, event: pygame.event.Event) -> None:
        if event.type == pygame.KEYDOWN:
            own = self._own(event)
            if own is None:
                return
            event = own
        if event.type == pygame.QUIT:
            self.close()
        elif event.type == WOKEN:
            pass
        elif event.type == pygame.KEYDOWN and key_name(event) == FULL:
            self.fill_screen(not self.settings.full)
        elif event.type == pygame.VIDEORESIZE:
            self.resize((event.w, event.h))
        elif event.type == pygame.WINDOWDISPLAYCHANGED:
            self.suit(desktop.density(getattr(event, "display_index", 0)))
        elif event.type in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
            # Without the keyboard nobody tells when a key comes up; with it again, the system
            # tells of keys that went down elsewhere.
            self.gate.forget()
            self.root.let_go()
            self.root.invalidate(pygame.Rect((0, 0), self.root.size))
        elif event.type == pygame.WINDOWEXPOSED:
            self.root.invalidate(pygame.Rect((0, 0), self.root.size))
        else:
            if self.screen and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
                # Whoever answers must answer what is asked now, and not what was shown before.
                self.screen.catch_up()
            self.root.handle(self.port.inward(event))

    def _watch(self) -> None:
        """Let whoever looks now begin afresh."""
        if self.gate.watch(self.screen.looker if self.screen else None):
            self.root.let_go()

    def shown(self, queued: Iterable[pygame.event.Event]) -> None:
        """What the viewer sees is on the screen; what was pressed before belongs to no one.

        Args:
            queued: the events that came meanwhile; taken only if somebody else looks now.
        """
        if self.gate.discarding:
            for event in queued:
                self.handle(event)
            self.gate.seen()
        if self.root.barred != self.gate.barred:
            self.root.barred = self.gate.barred
            self.root.invalidate(pygame.Rect((0, 0), self.root.size))

    def resize(self, size: tuple[int, int]) -> None:
        """Lay the tree out for a window of `size`."""
        self.port.resize(size)
        if self.port.canvas != self.root.size:
            self.surface = pygame.Surface(self.port.canvas)
            self.relayout()

    def suit(self, density: float) -> None:
        """Lay the tree out for a display of another density."""
        if density != self.density:
            self.density = density
            self.relayout()

    def relayout(self) -> None:
        """Lay everything out again, as after a change of the text's size."""
        size = self.port.canvas
        if self.theme.suit(size, self.density) and self.screen is not None:
            self.root.size = size
            self.screen.rescale()
        self.root.resize(size)

    def update(self, seconds: float) -> bool:
        """Let time pass; True while something moves."""
        # Before anything is drawn: who is at a phone waits for an answer.
        asked = self.games.phones is not None and self.games.phones.work()
        self.root.update(seconds)
        moving = bool(self.screen and self.screen.update(seconds))
        self._watch()
        self.keyboard.follow(self.root, self.gate)
        return moving or self.root.waiting or asked

    def frame(self) -> list[pygame.Rect]:
        """Draw what changed into the window's surface; gives the rectangles."""
        if self.root.clean:
            return []
        if not self.root.layers:
            self.surface.fill(INK)
        if self.root.keyboard and self.root.focus is not None:
            self.port.reveal(self.root.focus.rect)
        if self.port.moved():
            self.root.invalidate(pygame.Rect((0, 0), self.root.size))
        return self.root.render(self.surface)


@frozen
class ServeAs:
    """How a window's table is opened to phones.

    Attributes:
        spot: where it is open.
        sealed: whether seats are taken by their own codes alone.
        anew: whether devices that had joined must join again.
        tell: says something at the terminal.
    """

    spot: OpenAt
    sealed: bool
    anew: bool
    tell: Callable[[str], None]


def run(
    rules: Rules, start: GameSetup | SavedGame | None = None, serve: ServeAs | None = None
) -> int:
    """Open the window and play until it is closed.

    Args:
        rules: the rules that new games are played by.
        start: the game to begin or to go on with; None shows the title.
        serve: how that game is opened to phones; None opens it to nobody.

    Returns:
        The exit status of the command.

    Raises:
        NoDisplay: no window can be opened; the sentence says why.
        TableError: the game cannot be played, or the file of the last one was refused to the end.
        Crashed: something failed that nobody foresaw, at no table; all is written down.
    """
    size = display.start()
    pygame.font.init()
    window = display.open_window(size)
    pygame.display.set_caption(visible(rules.name, key=True))
    app = App(rules, window.get_size())
    app.suit(desktop.density())
    try:
        with watched(app.games.playing, app.games.autosaves):
            if start is None:
                app.go("title")
            else:
                app.play(start)
                if serve is not None:
                    _open(app, serve)
        _play(app, window)
    finally:
        app.leave_game()
        pygame.display.quit()
    if lost := app.games.take_lost():
        raise SaveFailed(lost)
    return 0


def _open(app: App, serve: ServeAs) -> None:
    """Open the table that is shown to phones, and show the room's screen."""
    phones = app.games.open_to_phones(app.wake, serve.spot, serve.sealed, serve.anew)
    for words in phones.told():
        serve.tell(words)
    app.go("room")


def _play(app: App, window: pygame.Surface) -> None:
    """Play until the window is closed; what fails at a table leads back to the title.

    Raises:
        Crashed: something failed at the title too; it tells of all that failed.
    """
    told: list[str] = []
    while app.running:
        try:
            with watched(app.games.playing, app.games.autosaves):
                if told:
                    app.recover(told[-1])
                _loop(app, window)
        except (Crashed, *FORESEEN) as failure:
            words = " ".join([str(failure), *getattr(failure, "__notes__", ())])
            if app.games.client is None:
                raise Crashed(" ".join([*told, words])) from failure
            told.append(words)


def _loop(app: App, window: pygame.Surface) -> None:
    clock = pygame.time.Clock()
    moving, full, size = True, False, window.get_size()
    while app.running:
        if app.settings.full != full:
            full = app.settings.full
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
        app.shown(_queue())


def _queue() -> Iterator[pygame.event.Event]:
    """What waits to be taken, asked only when it is wanted."""
    yield from pygame.event.get()


def _show(app: App, window: pygame.Surface) -> pygame.Surface:
    current = pygame.display.get_surface() or window
    changed = app.frame()
    for rect in changed:
        app.port.show(app.surface, rect, current)
    if changed:
        pygame.display.update([app.port.outward(rect) for rect in changed])
    return current
