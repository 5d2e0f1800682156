"""Leaving a game: at once where it is kept, else after a question that offers another place."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Text, Widget, spans
from game.ui.widgets.dialog import dialog
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.ui.screens.base import CardHost

_LEAVING = "leaving"
#: Most places that are offered.
MOST = 6


def save(screen: CardHost) -> None:
    """Say where the game is kept, which is written move by move; or why it cannot be.

    Args:
        screen: where it is said.
    """
    client = screen.window.games.client
    assert client is not None, "a game is played"
    kept = client.keep() if client.path is not None else client.keep_in(screen.window.games.saves)
    if kept.words:
        screen.say("The game could not be saved", kept.words, lambda: choose_place(screen))
        return
    screen.say("Saved", f"Every move is kept as it is made, in\n{{~{client.path}}}")


def leave(screen: CardHost, then: Callable[[], None]) -> None:
    """Go on to something else if the game that is played is kept; else ask first.

    Args:
        screen: where it is asked.
        then: what comes after.
    """
    client = screen.window.games.client
    if client is None or not client.unsaved:
        then()
        return
    refused = client.keep().words
    if not client.unsaved:
        then()
        return
    top = screen.window.root.top
    if top is not None and top.name == _LEAVING:
        return

    def elsewhere() -> None:
        screen.close_dialog()
        choose_place(screen, then)

    def all_the_same() -> None:
        screen.close_dialog()
        then()

    words = refused or "The game is in memory only: it has no file yet."
    body = [
        Text(spans(words)),
        Text(
            "Whoever leaves now has a save that goes only as far as could be written. In another "
            "folder all of it can be kept.",
            tint=MUTED,
        ),
    ]
    buttons = [
        Button("Back", screen.close_dialog, key="Esc", name="no", grow=1),
        Button("Leave all the same", all_the_same, name="yes", grow=1),
        Button("Save elsewhere", elsewhere, key="Enter", primary=True, name="elsewhere", grow=1),
    ]
    screen.open(dialog("Not all is saved", body, buttons, most=84, name=_LEAVING))


def choose_place(screen: CardHost, then: Callable[[], None] | None = None) -> None:
    """Offer other places for the game that is played; it goes on where it could be written.

    Args:
        screen: where it is asked.
        then: what comes after it is kept.
    """
    client = screen.window.games.seated

    def keep(folder: Path) -> None:
        screen.close_dialog()
        answer = client.keep_in(folder)
        if answer.words:
            screen.say("Not saved there", answer.words, partial(choose_place, screen, then))
        elif then is not None:
            then()
        else:
            screen.say("Saved", f"The game goes on in\n{{~{answer.value}}}")

    def typed() -> None:
        if words := field.words.strip():
            keep(Path.home() / os.path.expanduser(words))

    field = Field(
        "Another folder",
        lambda _: None,
        entered=typed,
        name="folder",
        grow=1,
        most=400,
        sign="folder-open",
    )
    body: list[Widget] = [
        Button(words, partial(keep, folder), name=f"place:{n}", tip=str(folder))
        for n, (words, folder) in enumerate(places(screen.window.games.saves, client.path))
    ]
    there = Button("Save there", typed, size="small", name="there")
    body.append(Box(field, there, across=True, gap=1, centre=True))
    done = Button("Back", screen.close_dialog, key="Esc", grow=1)
    screen.open(dialog("Save the game elsewhere", body, [done], most=84, name="places"))


def places(usual: Path, own: Path | None) -> list[tuple[str, Path]]:
    """Folders in which the game could be kept, each by what people call it.

    Args:
        usual: where saves are kept as a rule.
        own: the file of the game, which is refused; None where it has none.
    """
    home = Path(os.path.expanduser("~"))
    named = [(f"Drive {drive.name or drive}", drive) for drive in _drives()]
    named += [("Home", home)]
    named += [(name, home / name) for name in ("Documents", "Desktop")]
    named.append(("Until the computer is turned off", Path(tempfile.gettempdir())))
    found = {folder: f"{words}: {folder}" for words, folder in named if os.path.isdir(folder)}
    listed = [(words, folder) for folder, words in found.items()][:MOST]
    # The folder of the saves comes first, but last where its disk is what refuses.
    refused = own is not None and own.parent == usual
    saves = (f"The folder of the saves: {usual}", usual)
    return [*listed, saves] if refused else [saves, *listed]


def _drives() -> list[Path]:
    """Sticks and other drives that are plugged in."""
    if sys.platform == "win32":
        return [Path(f"{letter}:\\") for letter in "DEFGH" if os.path.isdir(f"{letter}:\\")]
    user = os.path.basename(os.path.expanduser("~"))
    roots = [Path("/media") / user, Path("/run/media") / user, Path("/Volumes")]
    return [Path(entry) for root in roots if os.path.isdir(root) for entry in _folders(root)]


def _folders(root: Path) -> list[str]:
    try:
        return sorted(entry.path for entry in os.scandir(root) if entry.is_dir())
    except OSError:
        return []
