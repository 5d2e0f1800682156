"""Leaving a game: at once where it is kept, else after a question that offers another place."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from game.catalogue import phrase
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
    keeping, saves = client.keeping, screen.window.games.saves
    kept = keeping.keep() if client.path is not None else keeping.keep_in(saves)
    if kept.words:
        screen.say(phrase("saves.could_not"), kept.words, lambda: choose_place(screen))
        return
    screen.say(phrase("saves.saved"), phrase("saves.every_move", path=client.path))


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
    refused = client.keeping.keep().words
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

    words = refused or phrase("saves.memory_only")
    body = [
        Text(spans(words)),
        Text(phrase("saves.whoever_leaves"), tint=MUTED),
    ]
    buttons = [
        Button(phrase("button.back"), screen.close_dialog, key="Esc", name="no", grow=1),
        Button(phrase("saves.leave"), all_the_same, name="yes", grow=1),
        Button(
            phrase("button.save_elsewhere"),
            elsewhere,
            key="Enter",
            primary=True,
            name="elsewhere",
            grow=1,
        ),
    ]
    screen.open(dialog(phrase("saves.not_all"), body, buttons, most=84, name=_LEAVING))


def choose_place(screen: CardHost, then: Callable[[], None] | None = None) -> None:
    """Offer other places for the game that is played; it goes on where it could be written.

    Args:
        screen: where it is asked.
        then: what comes after it is kept.
    """
    client = screen.window.games.seated

    def keep(folder: Path) -> None:
        screen.close_dialog()
        answer = client.keeping.keep_in(folder)
        if answer.words:
            again = partial(choose_place, screen, then)
            screen.say(phrase("saves.not_there"), answer.words, again)
        elif then is not None:
            then()
        else:
            screen.say(phrase("saves.saved"), phrase("saves.goes_on_in", path=answer.value))

    def typed() -> None:
        if words := field.words.strip():
            keep(Path.home() / os.path.expanduser(words))

    field = Field(
        phrase("saves.another_folder"),
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
    there = Button(phrase("saves.save_there"), typed, size="small", name="there")
    body.append(Box(field, there, across=True, gap=1, centre=True))
    done = Button(phrase("button.back"), screen.close_dialog, key="Esc", grow=1)
    screen.open(dialog(phrase("saves.elsewhere"), body, [done], most=84, name="places"))


def places(usual: Path, own: Path | None) -> list[tuple[str, Path]]:
    """Folders in which the game could be kept, each by what people call it.

    Args:
        usual: where saves are kept as a rule.
        own: the file of the game, which is refused; None where it has none.
    """
    home = Path(os.path.expanduser("~"))
    named = [(phrase("saves.drive", name=drive.name or drive), drive) for drive in _drives()]
    named += [(phrase("saves.home"), home)]
    # So these folders are called on the disk, whatever people call them.
    named += [(phrase("saves.documents"), home / "Documents")]
    named += [(phrase("saves.desktop"), home / "Desktop")]
    named.append((phrase("saves.until_off"), Path(tempfile.gettempdir())))
    found = {folder: words for words, folder in named if os.path.isdir(folder)}
    listed = [
        (phrase("saves.place", name=words, folder=folder), folder)
        for folder, words in found.items()
    ][:MOST]
    # The folder of the saves comes first, but last where its disk is what refuses.
    refused = own is not None and own.parent == usual
    saves = (phrase("saves.usual", folder=usual), usual)
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
