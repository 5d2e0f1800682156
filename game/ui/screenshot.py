"""A picture of the table after some moves, drawn off screen."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.bots import choose_by_doctrine
from game.catalogue import phrase
from game.rules.source.characters import visible
from game.table import GameSetup
from game.ui import mirror
from game.ui.app import App
from game.ui.screens.table import TableScreen
from game.ui.seat_client import SeatClient

if TYPE_CHECKING:
    from game.rules import Rules
    from game.table import SavedGame


def take(
    rules: Rules,
    start: GameSetup | SavedGame,
    file: Path,
    moves: int,
    size: tuple[int, int] = (1920, 1080),
) -> int:
    """Play `moves` moves with bots, draw the window, save it as `file`.

    Nothing else is written: a save is played on in a copy that is thrown away.

    Args:
        rules: the rules of the window.
        start: the game to begin, or to go on with.
        file: where the picture goes; its ending says of which kind it is.
        moves: how many, those of chance not counted.
        size: of the window in pixels.

    Returns:
        0, or 1 with a sentence when the picture cannot be written.

    Raises:
        TableError: the game cannot be played.
    """
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))
    with tempfile.TemporaryDirectory() as folder:
        app = App(rules, size, Path(folder))
        client = app.games.client = SeatClient.open(_apart(start, Path(folder)))
        client.let_bot_play(choose_by_doctrine, moves, "picture")
        client.read()
        app.show(TableScreen(app, client, still=True))
        app.frame()
        try:
            pygame.image.save(mirror.picture(app.surface), str(file))
        except (OSError, pygame.error) as error:
            said = phrase("display.picture", path=file, why=error)
            print(visible(said), file=sys.stderr)
            return 1
    return 0


def _apart(start: GameSetup | SavedGame, folder: Path) -> GameSetup | SavedGame:
    """The same game where playing it on changes nothing of the person's own."""
    if isinstance(start, GameSetup):
        return attrs.evolve(start, path=None)
    copy = folder / start.path.name
    if start.path.is_file():
        shutil.copyfile(start.path, copy)
        return attrs.evolve(start, path=copy, into=None)
    return start
