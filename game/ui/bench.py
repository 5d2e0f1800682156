"""Frame times of the table, measured off screen."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

# Standard output belongs to the figures.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.table import GameSetup
from game.ui.app import App
from game.ui.screens.table import TableScreen

if TYPE_CHECKING:
    from game.rules import Rules


#: How fast it is told, so that many moments come in few frames.
_QUICK = 4.0
#: So many frames are drawn at most until a bot has thought for long enough.
_PATIENCE = 10_000


@attrs.frozen
class Duration:
    """How long something took, in milliseconds: on the clock, and of the processor."""

    wall: float
    work: float


def spent(act: Callable[[], object]) -> Duration:
    """Do something and say how long it took."""
    wall, work = time.perf_counter(), time.process_time()
    act()
    return Duration((time.perf_counter() - wall) * 1000, (time.process_time() - work) * 1000)


def frame_times(
    rules: Rules, size: tuple[int, int] = (1920, 1080), frames: int = 240
) -> list[dict[str, object]]:
    """Measure the first frame, then idle, hover, pan, zoom, the rest after a zoom, and more.

    The stage is what bots do, told by itself; thinking are the frames in which a bot thinks about
    its move in a process of its own.

    The scenario is the last, as scenarios are told from the smallest to the largest. The
    processor's time tells more than the clock's on a machine that does other work too.

    Args:
        rules: the game whose table is drawn.
        size: of the window in pixels.
        frames: how many frames of each kind.

    Returns:
        `{"name", "value", "unit"}` for each figure, in milliseconds.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.font.init()
    window = pygame.display.set_mode(size)
    scenario = rules.scenarios[-1].id
    with tempfile.TemporaryDirectory() as folder:
        app = App(rules, size, Path(folder))

        def frame(act: Callable[[int], object], n: int) -> None:
            act(n)
            app.update(1 / 60)
            for rect in app.frame():
                window.blit(app.surface, rect.topleft, rect)

        def begin(_: int) -> None:
            app.play(GameSetup(rules, scenario, {}, 1, Path(folder) / "bench.toml"))

        first = spent(lambda: frame(begin, 0))
        found = [
            _figure("first frame", first.wall),
            _figure("first frame, processor", first.work),
        ]
        for name, act in _acts(app, _seated(app)).items():
            spans = [spent(partial(frame, act, n)) for n in range(frames)]
            found += _figures(name, spans)
        found += _figures("stage", _told(app, frame, frames))
        found += _figures("thinking", _waited(app, frame, frames))
        app.leave_game()
    return found


def _told(
    app: App, frame: Callable[[Callable[[int], object], int], None], frames: int
) -> list[Duration]:
    """Frames of a table at which what bots do, and what comes of it, is told by itself."""
    go_on = _among(app, "bot:doctrine")
    return [spent(partial(frame, go_on, n)) for n in range(frames)]


def _waited(
    app: App, frame: Callable[[Callable[[int], object], int], None], frames: int
) -> list[Duration]:
    """Frames of a table at which a bot thinks; those between two of its thoughts do not count."""
    go_on, found = _among(app, "bot:strong"), list[Duration]()
    for n in range(_PATIENCE):
        client = app.games.client
        assert client is not None
        if client.over or len(found) == frames:
            break
        thinks = client.thinking is not None
        took = spent(partial(frame, go_on, n))
        if thinks:
            found.append(took)
            # As a screen has it: as many frames a second, and so thoughts from begin to end.
            time.sleep(max(0.0, 1 / 60 - took.wall / 1000))
    return found


def _among(app: App, bot: str) -> Callable[[int], None]:
    """Sit down with one person among bots; gives what lets the game go on before a frame."""
    client = app.games.client
    assert client is not None
    first, *others = client.game.seats
    bots = {first: "human", **dict.fromkeys(others, bot)}
    app.leave_game()
    app.play(GameSetup(client.game.rules, client.game.scenario.id, bots, 1))
    screen = _seated(app)
    app.theme.speed = _QUICK

    def go_on(_: int) -> None:
        playing = app.games.client
        assert playing is not None
        while screen.close_dialog():
            pass
        if playing.mine:
            move = next(option.move.id for option in playing.options() if option.legal)
            screen.telling.own()
            playing.play(move)
            screen.happened()

    return go_on


def _seated(app: App) -> TableScreen:
    """The table with a person asked, the curtain up and nothing over the map."""
    screen, client = app.screen, app.games.client
    assert isinstance(screen, TableScreen)
    assert client is not None
    while not client.human_turn:
        app.update(0.5)
    if screen.curtained:
        screen.lift(client.pending.seat or "")
    while screen.close_dialog():
        pass
    app.frame()
    return screen


def _acts(app: App, screen: TableScreen) -> dict[str, Callable[[int], object]]:
    """What is done before each frame of a kind; its argument counts the frames."""
    view, pane = screen.mapview, screen.pane
    left, top = pane.rect.topleft

    def hover(n: int) -> None:
        at = (left + 40 + n * 97 % (pane.rect.width - 80), top + 40 + n * 53 % 900)
        values = {"pos": at, "rel": (0, 0), "buttons": (0, 0, 0)}
        app.handle(pygame.event.Event(pygame.MOUSEMOTION, values))

    def pan(n: int) -> None:
        view.pan(7 if n // 30 % 2 else -7, 3)
        pane.refresh()

    def zoom(n: int) -> None:
        view.zoom(1.06 if n // 20 % 2 else 0.95)
        pane.refresh()

    def rest(n: int) -> None:
        # One turn of the wheel, then a second and a half in which the new scale is drawn.
        if n % 90 == 0:
            view.zoom(1.6 if n % 180 else 0.7)
            pane.refresh()

    return {"idle": lambda _: None, "hover": hover, "pan": pan, "zoom": zoom, "rest": rest}


def _figures(name: str, spans: Sequence[Duration]) -> list[dict[str, object]]:
    found = []
    for clock, word in (("wall", ""), ("work", ", processor")) if spans else ():
        times = sorted(getattr(span, clock) for span in spans)
        found.append(_figure(f"{name} p50{word}", times[len(times) // 2]))
        found.append(_figure(f"{name} p95{word}", times[len(times) * 95 // 100]))
        found.append(_figure(f"{name} worst{word}", times[-1]))
    return found


def _figure(name: str, value: float) -> dict[str, object]:
    return {"name": f"ui {name}", "value": round(value, 2), "unit": "ms"}
