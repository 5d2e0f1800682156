"""A storm of random events on a window: clicks, keys, wheel, text, sizes, focus, a full disk.

The window is driven as its own loop drives it: events, then time, then a frame.  What happens is
drawn from a seed alone, so that a run that failed can be run again:

    python -m tests.ui.storm --events 200000 --seed 1 --rules first-watch

prints how long frames took and how memory grew; a failure prints its seed, the number of the
event and the last events.
"""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import tempfile
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

import attrs
import pygame
import pytest

from game.bots import bots_of
from game.catalogue import phrase
from game.rules import Rules
from game.table import Bot, BotChoice, GameSetup
from game.table.snapshot import Disk
from game.ui import seat_client
from game.ui.screens import leaving
from game.ui.screens import setup as setup_screen
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from tests.loaded import rules_of
from tests.ui.conftest import Driver

#: Frames that take longer, in seconds of processor time, are told.
STALL = 0.1
#: Most saves that are left in the folder.
SAVES = 12

KEYS = (
    *((getattr(pygame, f"K_{c}"), c) for c in "abcdefhilmnopqrstuvwxyz0123456789"),
    *((code, "") for code in (pygame.K_F10, pygame.K_F11, pygame.K_TAB, pygame.K_DELETE)),
    *((code, "") for code in (pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT)),
    *((code, "") for code in (pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END)),
    (pygame.K_BACKSPACE, "\b"),
    (pygame.K_SLASH, "/"),
    (pygame.K_PLUS, "+"),
    (pygame.K_MINUS, "-"),
    (pygame.K_LEFTBRACKET, "["),
    (pygame.K_RIGHTBRACKET, "]"),
    *((pygame.K_RETURN, "\r"),) * 8,
    *((pygame.K_SPACE, " "),) * 6,
    *((pygame.K_ESCAPE, "\x1b"),) * 4,
)
MODS = (0, 0, 0, 0, 0, 0, pygame.KMOD_CTRL, pygame.KMOD_SHIFT, pygame.KMOD_ALT)
TEXTS = ("a", "Дар", "سلام", "é", "漢字", "👍", " ", "pass", "\u200f", "x" * 60)


class DiskFault:
    """A disk that can be full."""

    def __init__(self) -> None:
        """Have room."""
        self.full = False

    @contextmanager
    def fitted(self) -> Iterator[None]:
        """Let the disk of every table be this one meanwhile."""

        def faulty(name: str) -> Callable[..., object]:
            real = getattr(Disk, name)

            def call(disk: Disk, *args: object) -> object:
                if self.full:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                return real(disk, *args)

            return call

        with pytest.MonkeyPatch.context() as patch:
            for name in ("append", "write"):
                patch.setattr(Disk, name, faulty(name))
            yield


@attrs.define
class Report:
    """What a storm did and what it took.

    Attributes:
        events: how many events the window was given.
        frames: how many frames were drawn.
        kinds: how many acts there were of each kind.
        screens: how many frames each screen was shown in.
        slowest: the longest turns of the loop, in seconds of processor time, with what came before.
        stalls: how many turns took longer than `STALL`.
        titles: how often the title was reached from wherever the window was.
        memory: megabytes in use at the start and after each tenth of the events, as far as the
            system tells.
    """

    events: int = 0
    frames: int = 0
    kinds: Counter[str] = attrs.Factory(Counter)
    screens: Counter[str] = attrs.Factory(Counter)
    slowest: list[tuple[float, str]] = attrs.Factory(list)
    stalls: int = 0
    titles: int = 0
    memory: list[float] = attrs.Factory(list)

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield f"{self.events} events, {self.frames} frames, {self.titles} times to the title"
        yield "acts: " + ", ".join(f"{k} {n}" for k, n in self.kinds.most_common())
        yield "frames of: " + ", ".join(f"{k} {n}" for k, n in self.screens.most_common())
        yield f"{self.stalls} turns of over {STALL * 1000:.0f} ms of processor time; the longest:"
        yield from (f"  {took * 1000:6.0f} ms  {what}" for took, what in self.slowest)
        yield f"memory in MB, by tenths of the events: {' '.join(f'{m:.0f}' for m in self.memory)}"


class Storm:
    """Random events on one window."""

    def __init__(
        self, rules: Rules, folder: Path, seed: int, most: tuple[int, int] = (1600, 1000)
    ) -> None:
        """Open the window.

        Args:
            rules: what is played.
            folder: where saves and settings go.
            seed: what all is drawn from.
            most: the largest window.
        """
        self.rng = Random(seed)
        self.rules, self.seed, self.most = rules, seed, most
        self.folder = folder
        self.driver = Driver(rules, folder)
        self.app = self.driver.app
        self.app.go("title")
        self.disk = DiskFault()
        self.report = Report()
        self.last: deque[str] = deque(maxlen=30)
        self._held: list[int] = []
        self._doing = ""
        self._size = self.app.root.size
        self._acts: list[tuple[int, Callable[[], object]]] = [
            (136, self._press),
            (40, self._click),
            (16, self._drag),
            (40, self._move),
            (88, self._key),
            (12, self._let_go),
            (28, self._wheel),
            (12, self._text),
            (8, self._resize),
            (8, self._focus),
            (8, self._lift),
            (1, self._close),
            (1, self._toggle_disk),
            (3, self._leave),
            (2, self._pause),
            (3, self._swap),
            (16, self._begin),
        ]

    def run(self, events: int) -> Report:
        """Give the window so many events, a few in each turn of its loop; Ctrl-C ends it sooner.

        Raises:
            AssertionError: a state had no way to the title, or nothing kept what was played; any
                other error is the window's own.
        """
        weights = [weight for weight, _ in self._acts]
        self.report.memory.append(_memory())
        with self.disk.fitted(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(setup_screen, "fresh_seed", lambda: self.rng.randrange(10**6))
            patch.setattr(seat_client, "bots_of", _bots)
            # Where a game may be saved elsewhere, and nowhere else on this machine.
            patch.setenv("HOME", str(self.folder))
            patch.setenv("USERPROFILE", str(self.folder))
            patch.setattr(tempfile, "tempdir", str(self.folder))
            patch.setattr(leaving, "_drives", list)
            try:
                self._blow(events, weights)
            except KeyboardInterrupt:
                self.report.kinds["stopped"] += 1
            self._leave()
        self.disk.full = False
        return self.report

    def _blow(self, events: int, weights: list[int]) -> None:
        while self.report.events < events:
            began = time.process_time()
            for _ in range(self.rng.randint(1, 4)):
                (_, act), *_ = self.rng.choices(self._acts, weights)
                self.report.kinds[act.__name__.strip("_")] += 1
                self._doing = act.__name__.strip("_")
                act()
            self._turn(began)
            if self.report.events * 10 >= events * len(self.report.memory):
                self.report.memory.append(_memory())

    # The loop

    def _post(self, kind: int, **values: object) -> None:
        event = pygame.event.Event(kind, values)
        self.last.append(f"{self.report.events}: {pygame.event.event_name(kind)} {values}")
        self.report.events += 1
        self.app.handle(event)
        if not self.app.running:
            # It was closed, and is opened again.
            assert not self._unsaved or self.disk.full
            self.app.leave_game()
            self.app.running = True
            self.app.go("title")

    @property
    def _unsaved(self) -> bool:
        client = self.app.games.client
        return client is not None and client.unsaved > 0

    def _turn(self, began: float | None = None, seconds: float | None = None) -> None:
        """Let time pass and draw a frame, as the window's loop does after the events."""
        began = time.process_time() if began is None else began
        app, rng = self.app, self.rng
        app.update(rng.choice((0.008, 0.016, 0.033, 0.1)) if seconds is None else seconds)
        app.frame()
        app.shown(())
        took = time.process_time() - began
        report = self.report
        report.frames += 1
        report.screens[type(app.screen).__name__] += 1
        report.stalls += took > STALL
        if len(report.slowest) < 5 or took > report.slowest[-1][0]:
            last = self.last[-1] if self.last else ""
            what = f"{type(app.screen).__name__} at {app.root.size}, {self._doing}: {last}"
            report.slowest = sorted([*report.slowest, (took, what)], reverse=True)[:5]

    # What may happen

    def _press(self) -> None:
        places = self.app.root.focusables()
        if places:
            self._at(self.rng.choice(places).rect.center, 1)

    def _click(self) -> None:
        self._at(self._anywhere(), self.rng.choice((1, 1, 1, 2, 3)))

    def _at(self, place: tuple[int, int], button: int) -> None:
        # A window that is too small shows a part of its canvas, which goes with the pointer.
        at = tuple(
            round(n * window / canvas)
            for n, window, canvas in zip(place, self._size, self.app.root.size, strict=True)
        )
        self._post(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0))
        self._post(pygame.MOUSEBUTTONDOWN, pos=at, button=button)
        self._post(pygame.MOUSEBUTTONUP, pos=at, button=button)

    def _drag(self) -> None:
        start, end = self._anywhere(), self._anywhere()
        self._post(pygame.MOUSEBUTTONDOWN, pos=start, button=1)
        for share in (0.3, 0.6, 1.0):
            at = tuple(round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
            self._post(pygame.MOUSEMOTION, pos=at, rel=(3, 3), buttons=(1, 0, 0))
        if self.rng.random() < 0.8:
            self._post(pygame.MOUSEBUTTONUP, pos=end, button=1)

    def _anywhere(self) -> tuple[int, int]:
        wide, high = self.app.root.size
        return (self.rng.randint(-5, wide + 5), self.rng.randint(-5, high + 5))

    def _move(self) -> None:
        self._post(pygame.MOUSEMOTION, pos=self._anywhere(), rel=(2, 1), buttons=(0, 0, 0))

    def _key(self) -> None:
        code, char = self.rng.choice(KEYS)
        mod = self.rng.choice(MODS)
        self._down(code, char, mod)
        if self.rng.random() < 0.9:
            self._post(pygame.KEYUP, key=code, mod=mod, unicode="", scancode=0)
        else:
            self._held.append(code)

    def _down(self, code: int, char: str, mod: int = 0) -> None:
        self._post(pygame.KEYDOWN, key=code, unicode=char, mod=mod, scancode=0)
        if char.isprintable() and char and not mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT):
            self._post(pygame.TEXTINPUT, text=char)

    def _let_go(self) -> None:
        while self._held:
            self._post(pygame.KEYUP, key=self._held.pop(), mod=0, unicode="", scancode=0)

    def _wheel(self) -> None:
        turn = self.rng.choice((-3, -1, 1, 3))
        self._post(pygame.MOUSEWHEEL, x=0, y=turn, precise_x=0.0, precise_y=float(turn))

    def _text(self) -> None:
        self._post(pygame.TEXTINPUT, text=self.rng.choice(TEXTS))

    def _resize(self) -> None:
        wide, high = self.rng.randint(200, self.most[0]), self.rng.randint(150, self.most[1])
        self._size = (wide, high)
        self._post(pygame.VIDEORESIZE, w=wide, h=high, size=(wide, high))

    def _focus(self) -> None:
        self._post(
            self.rng.choice(
                (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED, pygame.WINDOWEXPOSED)
            )
        )

    def _lift(self) -> None:
        """Lift the curtain, where one lies over the table."""
        screen = self.app.screen
        if not isinstance(screen, TableScreen) or not screen.curtained:
            return
        self._let_go()
        self._turn(seconds=0.016)
        self._post(pygame.KEYDOWN, key=pygame.K_SPACE, unicode=" ", mod=0, scancode=0)
        for _ in range(12):
            self._turn(seconds=0.1)
        self._post(pygame.KEYUP, key=pygame.K_SPACE, mod=0, unicode="", scancode=0)

    def _close(self) -> None:
        self._post(pygame.QUIT)

    def _toggle_disk(self) -> None:
        self.disk.full = not self.disk.full and self.rng.random() < 0.3

    def _pause(self) -> None:
        """Stop the game, or let it go on, from the menu."""
        screen = self.app.screen
        if isinstance(screen, TableScreen) and not screen.curtained:
            screen.pause()

    def _swap(self) -> None:
        """Give a seat to somebody else: a bot that breaks the rules among them."""
        screen, client = self.app.screen, self.app.games.client
        if isinstance(screen, TableScreen) and not screen.curtained and client is not None:
            seat = self.rng.choice(client.game.seats)
            kinds = ["human", "human", "human", "bot:random", "bot:illegal"]
            client.give_seat(seat, self.rng.choice(kinds))
            screen.renew()

    def _begin(self) -> None:
        """Begin a game, so that most of the time is spent at tables."""
        if not isinstance(self.app.screen, TitleScreen) or self.app.games.client is not None:
            return
        self._sweep()
        rng, info = self.rng, self.rng.choice(self.rules.scenarios[:2])
        kinds = ["human", "human", *(f"bot:{name}" for name in ("random", *self.rules.doctrines))]
        seats = {seat: rng.choice(kinds) for seat in info.seats}
        self.disk.full = self.disk.full and rng.random() < 0.5
        self.app.play(GameSetup(self.rules, info.id, seats, rng.randrange(10**6)))
        self.app.theme.speed = rng.choice((1.0, 6.0, 6.0))

    def _sweep(self) -> None:
        """Leave few saves: a list of thousands is not what is tried here."""
        games = self.app.games
        for folder in (games.saves, games.autosaves):
            if folder.is_dir():
                # What else lies there, such as reports that were made, is no save.
                files = [path for path in sorted(folder.iterdir()) if path.is_file()]
                for path in files[SAVES:]:
                    path.unlink()

    def _leave(self) -> None:
        """Go to the title from wherever the window is, as a person would who knows two keys."""
        before = self.state()
        self._let_go()
        self._post(pygame.MOUSEBUTTONUP, pos=(0, 0), button=1)
        for _ in range(40):
            self._settle()
            screen = self.app.screen
            if isinstance(screen, TitleScreen) and not screen.in_dialog:
                self.report.titles += 1
                return
            self._step_out()
        raise AssertionError(f"no way to the title from {before}; it ends at {self.state()}")

    def _settle(self) -> None:
        """Let the window come to rest for a moment, and let go of everything."""
        for _ in range(4):
            self._turn(seconds=0.016)

    def _step_out(self) -> None:
        """One step towards the title, by what the window shows."""
        screen = self.app.screen
        names = {w.name for w in self.app.root.top.walk()} if self.app.root.top else set()
        # A button is named by its words, in whichever language a click has chosen.
        leave = phrase("card.to_title")
        if isinstance(screen, TableScreen) and screen.curtained and "curtain" in names:
            self._lift()
        elif "yes" in names:
            self._tap("yes")
        elif "menu" in names and leave in names:
            self._tap(leave)
        elif "title" in names and not isinstance(screen, TitleScreen):
            self._tap("title")
        elif self.app.root.layers[1:] and "ok" in names:
            self._tap("ok")
        else:
            self._post(pygame.KEYDOWN, key=pygame.K_ESCAPE, unicode="\x1b", mod=0, scancode=0)
            self._post(pygame.KEYUP, key=pygame.K_ESCAPE, mod=0, unicode="", scancode=0)

    def _tap(self, name: str) -> None:
        top = self.app.root.top
        assert top is not None
        widget = top.find(name)
        self.app.root.set_focus(widget)  # scrolled lists bring it to sight
        self._at(widget.rect.center, 1)

    def state(self) -> str:
        """Where the window is, in words for a failure."""
        screen, client = self.app.screen, self.app.games.client
        parts = [type(screen).__name__, f"{self.app.root.size}"]
        parts += [layer.name for layer in self.app.root.layers]
        if client is not None:
            parts += [f"paused={client.paused}", f"halted={client.door.halted!r}"]
            parts += [f"over={client.over}", f"unsaved={client.unsaved}"]
        return " ".join(parts)


def _bots(rules: Rules) -> Mapping[str, Bot]:
    """The bots there are, and one that breaks the rules."""
    return {**bots_of(rules), "illegal": lambda *_: BotChoice(10**6, "")}


def _memory() -> float:
    """Megabytes that this process has in use; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def blow(name: str, seed: int, events: int, most: tuple[int, int] = (1600, 1000)) -> Report:
    """Run a storm on some rules; a failure says how to run it again.

    Args:
        name: of the rules, as `rules_of` knows them, or "first-watch" for the game's own.
        seed: what all is drawn from.
        events: how many.
        most: the largest window.
    """
    rules = rules_of("rules" if name == "first-watch" else name)
    folder = Path(tempfile.mkdtemp(prefix="storm-"))
    storm = Storm(rules, folder, seed, most)
    try:
        return storm.run(events)
    except Exception as error:
        error.add_note(
            f"\nafter event {storm.report.events} of: PYTHONHASHSEED=0 python -m tests.ui.storm "
            f"--rules {name} --seed {seed} --events {events} --most {most[0]}x{most[1]}\n"
            f"at {storm.state()}\n" + "\n".join(storm.last)
        )
        raise
    finally:
        storm.app.leave_game()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run storms from the command line; the exit status is 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", default="first-watch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--most", default="1600x1000", help="the largest window")
    given = parser.parse_args()
    wide, high = map(int, given.most.split("x"))
    begun = time.monotonic()
    try:
        report = blow(given.rules, given.seed, given.events, (wide, high))
    except Exception:
        traceback.print_exc()
        return 1
    print("\n".join(report.lines()))
    print(f"{time.monotonic() - begun:.0f} s; 0 failures")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
