"""A session at the window: the program's own loop, fed with keys and clicks, while calls fail."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Generator
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import pygame
import pytest

from game.rules import Rules
from game.table import GameSetup, SavedGame
from game.terminal.exit_status import guarded
from game.ui import app as loop
from game.ui import display
from game.ui.app import App
from game.ui.screens import setup
from game.ui.screens.table import TableScreen
from game.ui.widgets import Button, Text, Widget
from tests.faults.calls import in_force
from tests.faults.judge import Witness, Wrong

#: What a person does: each step is an event or two, and then a frame passes.
Acts = Generator[None, None, None]
#: Frames after which a window that does not come to where it should is stuck.
PATIENCE = 400
SIZE = (1024, 640)


class Hands:
    """A person at the window: sees widgets, presses keys and the mouse by events of the system."""

    def __init__(self, app: App, witness: Witness) -> None:
        self.app, self.witness = app, witness

    # What is seen

    @property
    def table(self) -> TableScreen | None:
        """The table, where it is shown."""
        return self.app.screen if isinstance(self.app.screen, TableScreen) else None

    @property
    def in_dialog(self) -> bool:
        """Whether a card lies over the screen."""
        return self.app.screen is not None and self.app.screen.in_dialog

    def hear(self) -> None:
        """Read everything that is in the window now."""
        seen: list[str] = []
        for layer in self.app.root.layers:
            for widget in layer.walk():
                if isinstance(widget, Text | Button) and widget.visible and widget.words:
                    seen.append(" ".join(str(widget.words).split()))
        self.witness.shows(seen)

    def find(self, name: str) -> Widget | None:
        """A widget of the topmost layer, by name or by its words."""
        top = self.app.root.top
        for widget in top.walk() if top is not None else ():
            if widget.visible and name in (widget.name, getattr(widget, "words", None)):
                return widget
        return None

    def names(self, start: str) -> list[str]:
        """The names in the topmost layer that start so."""
        top = self.app.root.top
        return [w.name for w in (top.walk() if top is not None else ()) if w.name.startswith(start)]

    # What is done

    def key(self, code: int, char: str = "", mod: int = 0) -> None:
        """Press and let go of a key."""
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            event = pygame.event.Event(kind, key=code, unicode=char, mod=mod, scancode=0)
            pygame.event.post(event)

    def click(self, name: str) -> None:
        """Click the middle of a widget.

        Raises:
            Wrong: there is none.
        """
        widget = self.find(name)
        if widget is None:
            raise Wrong(f"there is no {name!r} in the window; there is {self._there()}")
        at = widget.rect.center
        post, event = pygame.event.post, pygame.event.Event
        post(event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
        post(event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
        post(event(pygame.MOUSEBUTTONUP, pos=at, button=1))

    def _there(self) -> str:
        top = self.app.root.top
        walk = top.walk() if top is not None else ()
        return ", ".join(str(w.name or w.words) for w in walk if isinstance(w, Button))[:300]

    # Longer acts

    def until(self, done: Callable[[], bool], what: str) -> Acts:
        """Wait, putting away the cards that come.

        Raises:
            Wrong: it does not come about.
        """
        for _ in range(PATIENCE):
            if done():
                return
            if self.table is not None and self.table.curtained:
                yield from self.hold()
            elif self.in_dialog:
                self.key(pygame.K_RETURN)
            elif self.find("Hand over") is not None:
                self.click("Hand over")
            yield
        raise Wrong(f"it never came to {what}; there is {self._there()}")

    def hold(self) -> Acts:
        """Hold the space bar for as long as a curtain wants."""
        values: dict[str, Any] = {"key": pygame.K_SPACE, "unicode": " ", "mod": 0, "scancode": 0}
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, **values))
        for _ in range(9):
            yield
        pygame.event.post(pygame.event.Event(pygame.KEYUP, **values))

    def asked(self) -> bool:
        """Whether the person is asked at the open table."""
        table = self.table
        if table is None or table.in_dialog or table.curtained:
            return False
        table.catch_up()
        return table.client.mine and bool(table.client.options())

    def move(self) -> Acts:
        """Wait to be asked, and take the first action there is, by clicks."""
        yield from self.until(self.asked, "a question")
        assert self.table is not None
        client = self.table.client
        before = client.n
        for _ in range(PATIENCE):
            if client.n > before:
                self.witness.acts += 1
                self.witness.look()
                return
            if not self.asked():
                yield from self.until(self.asked, "the question again")
            table = self.table
            if table.choosing.option is not None:
                self.click("go")
            else:
                action = next(o.move.script for o in client.options() if o.legal)
                self.click(f"action:{action}")
            yield
            yield
        raise Wrong(f"no move can be made; there is {self._there()}")


def window(
    witness: Witness,
    rules: Rules,
    start: GameSetup | SavedGame | None,
    acts: Callable[[Hands], Acts],
) -> None:
    """Open a window in this process and let somebody act until they close it.

    Args:
        witness: sees it.
        rules: of new games.
        start: the game to begin with; None for the title.
        acts: what is done; at its end the window is closed.

    Raises:
        Wrong: it ended otherwise than by being closed, or did not tell.
    """
    hands: list[Hands] = []
    person: list[Acts] = []
    ended = False
    problems: list[Exception] = []

    def feed() -> None:
        nonlocal ended
        if not hands or problems:
            return
        if not person:
            person.append(acts(hands[0]))
        hands[0].hear()
        try:
            next(person[0])
        except StopIteration:
            ended = True
            pygame.event.post(pygame.event.Event(pygame.QUIT))
        except Exception as error:
            # Ours, and no failure of the program, which would go on from it.
            problems.append(error)
            hands[0].app.running = False

    made, get = App.__init__, pygame.event.get

    def noticed(app: App, *args: Any, **more: Any) -> None:
        made(app, *args, **more)
        app.theme.speed = 5.9  # cards of bots and dice go by in a frame or two
        hands.append(Hands(app, witness))

    def got(*args: Any, **more: Any) -> list[pygame.event.Event]:
        feed()
        return get(*args, **more)

    def waited(*_: Any) -> pygame.event.Event:
        return pygame.event.Event(pygame.USEREVENT)

    class Clock:
        """Every frame takes long enough for whatever moves."""

        def tick(self, *_: float) -> int:
            return 100

    err, quiet = io.StringIO(), contextlib.redirect_stdout(io.StringIO())
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(err), quiet:
        patch.setenv("XDG_DATA_HOME", str(witness.home.parent))
        patch.setattr(App, "__init__", noticed)
        patch.setattr(pygame.event, "get", got)
        patch.setattr(pygame.event, "wait", waited)
        patch.setattr(pygame.time, "Clock", Clock)
        patch.setattr(display, "start", _started)
        # No frame is too late here for the collector, which would walk all that tests keep.
        rest = dict.fromkeys(("collect", "freeze", "unfreeze"), lambda: 0)
        patch.setattr(loop, "gc", SimpleNamespace(**rest))
        patch.setattr(setup, "fresh_seed", lambda: 5)
        with witness.watching(), in_force(witness.faults):
            status = guarded(lambda: loop.run(rules, start))
    witness.said.append(" ".join(err.getvalue().split()))
    for words in (*witness.said, err.getvalue()):
        if "nobody foresaw" in words or "Traceback" in words:
            raise Wrong(f"it failed in a way that nobody foresaw: {words[-400:]}")
    for problem in problems:
        raise problem
    if hands and (not ended or status):
        raise Wrong(f"the window closed by itself, status {status}: {err.getvalue()[-300:]}")


def _started() -> tuple[int, int]:
    pygame.display.init()
    return SIZE
