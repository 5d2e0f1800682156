"""Frame times of the table, measured off screen."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

# Standard output belongs to the figures.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

if TYPE_CHECKING:
    from game.rules import Rules


def frame_times(
    rules: Rules, size: tuple[int, int] = (1920, 1080), frames: int = 120
) -> list[dict[str, object]]:
    """Measure idle, pan, zoom and hover at `size`; each p50 and p95, in milliseconds.

    Returns:
        `{"name", "value", "unit"}` for each figure.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.font.init()
    window = pygame.display.set_mode(size)
    from game.ui.app import App
    from game.ui.screens.table import TableScreen

    with tempfile.TemporaryDirectory() as folder:
        app = App(rules, size, Path(folder))
        begin = time.perf_counter()
        app.new_game(rules.scenarios[0].id, {}, 1, Path(folder) / "bench.toml")
        screen = app.screen
        assert isinstance(screen, TableScreen)
        if screen.curtained and app.desk is not None:
            screen.lift(app.desk.pending.seat or "")
        while screen.close_dialog():
            pass

        def frame(act: Callable[[int], None], n: int) -> float:
            start = time.perf_counter()
            act(n)
            app.update(1 / 60)
            for rect in app.frame():
                window.blit(app.surface, rect.topleft, rect)
            return (time.perf_counter() - start) * 1000

        first = frame(lambda _: None, 0) + (time.perf_counter() - begin) * 1000
        found: list[dict[str, object]] = [_figure("first frame", first)]
        middle = screen.pane.rect.center

        def hover(n: int) -> None:
            at = (middle[0] - 600 + n * 97 % 1200, middle[1] - 300 + n * 53 % 600)
            app.handle(_event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))

        def pan(n: int) -> None:
            screen.mapview.pan(7 if n // 30 % 2 else -7, 3)
            screen.pane.refresh()

        def zoom(n: int) -> None:
            screen.mapview.zoom(1.06 if n // 20 % 2 else 0.95)
            screen.pane.refresh()

        acts: dict[str, Callable[[int], None]] = {
            "idle": lambda _: None,
            "hover": hover,
            "pan": pan,
            "zoom": zoom,
        }
        for name, act in acts.items():
            times = sorted(frame(act, n) for n in range(frames))
            found.append(_figure(f"{name} p50", times[frames // 2]))
            found.append(_figure(f"{name} p95", times[frames * 95 // 100]))
        app.leave_game()
    return found


def _event(kind: int, **values: object) -> pygame.event.Event:
    return pygame.event.Event(kind, values)


def _figure(name: str, value: float) -> dict[str, object]:
    return {"name": f"ui {name}", "value": round(value, 2), "unit": "ms"}
