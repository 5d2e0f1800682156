"""Cards that several screens share: settings, credits, the list of saves."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from game.resources import asset
from game.ui.screens.base import Screen
from game.ui.theme import MUTED, TEXT
from game.ui.widgets import Box, Button, Choosable, Space, Text, Widget, spans
from game.ui.widgets.dialog import dialog


def foot(left: Button, right: Button) -> Box:
    """The foot of a screen: one button at each end."""
    return Box(left, Space(grow=1), right, across=True, gap=2)


SCALES = ((0.9, "Small"), (1.0, "Normal"), (1.2, "Large"), (1.4, "Very large"))
SPEEDS = ((0.5, "Slow"), (1.0, "Normal"), (2.0, "Fast"), (6.0, "At once"))


def settings(screen: Screen) -> None:
    """Show the settings; each change takes effect at once and is kept."""
    app = screen.app

    def scale(value: float) -> None:
        app.theme.scale = value
        again()

    def speed(value: float) -> None:
        app.theme.speed = value
        again()

    def motion() -> None:
        app.theme.motion = not app.theme.motion
        again()

    def again() -> None:
        app.save_settings()
        screen.close_dialog()
        app.relayout()
        settings(screen)

    theme = app.theme
    sizes = [
        Button(n, partial(scale, v), chosen=theme.scale == v, name=f"scale:{v}", grow=1)
        for v, n in SCALES
    ]
    speeds = [
        Button(n, partial(speed, v), chosen=theme.speed == v, name=f"speed:{v}", grow=1)
        for v, n in SPEEDS
    ]
    moving = Button("On" if theme.motion else "Off", motion, chosen=theme.motion, name="motion")
    body = [
        Text("Size of text", role="bold"),
        Box(*sizes, across=True, gap=1),
        Text("Speed of dice and bots", role="bold"),
        Box(*speeds, across=True, gap=1),
        Text("Motion", role="bold"),
        Box(
            moving,
            Text("The map glides and dice roll.", tint=MUTED, grow=1),
            across=True,
            gap=1.5,
            centre=True,
        ),
    ]
    done = Button("Done", screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog("Settings", body, [done], most=76, name="settings"))


def about(screen: Screen) -> None:
    """Show the disclaimer, and whose work is in the window."""
    rules = screen.app.rules
    try:
        words = asset("CREDITS.md").read_text(encoding="utf-8").replace("#", "").replace("`", "")
    except (OSError, UnicodeDecodeError):
        words = "The credits file is missing."
    body = [
        Text(rules.name, role="bold", size="lead"),
        Text(rules.disclaimer or ""),
        Text(words.strip(), size="small", tint=MUTED),
    ]
    done = Button("Done", screen.close_dialog, key="Esc", primary=True, grow=1)
    screen.open(dialog("Credits and disclaimer", body, [done], most=96, name="credits"))


def load(screen: Screen) -> None:
    """Show the saves; a choice goes on with that game, or says why it cannot."""
    app = screen.app

    def open_save(path: Path) -> None:
        screen.close_dialog()
        try:
            app.load_game(path)
        except Exception as error:
            screen.say("This save cannot be loaded", str(error) or type(error).__name__)

    cards: list[Widget] = []
    for path in app.save_files()[:40]:
        when = datetime.fromtimestamp(path.stat().st_mtime).strftime("%d %B %Y, %H:%M")
        auto = path.parent == app.autosaves
        cards.append(
            Choosable(
                Text(path.stem, role="bold"),
                Text(f"{'Autosave, ' if auto else ''}{when}", size="small", tint=MUTED),
                act=partial(open_save, path),
                name=f"save:{path.stem}",
                pad=1.25,
            )
        )
    body = cards or [
        Text(
            spans("There are no saves yet. Every game is kept by itself as it is played."),
            tint=TEXT,
        )
    ]
    done = Button("Back", screen.close_dialog, key="Esc", grow=1)
    screen.open(dialog("Load a game", body, [done], most=76, name="load"))
