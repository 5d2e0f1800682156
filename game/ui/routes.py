"""Which screen each route leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from game.ui.screens.end import EndScreen
from game.ui.screens.here import HereScreen
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.room import RoomScreen
from game.ui.screens.setup import SetupScreen
from game.ui.screens.shelf import ShelfScreen
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from game.ui.screens.umpire import UmpireScreen

if TYPE_CHECKING:
    from game.ui.screens.base import Screen
    from game.ui.window import Route, Window

SCREENS: Final[Mapping[Route, Callable[[Window], Screen]]] = {
    "title": TitleScreen,
    "shelf": ShelfScreen,
    "setup": SetupScreen,
    "table": lambda window: TableScreen(window, window.games.seated),
    "replay": lambda window: ReplayScreen(window, *window.games.looked_back),
    "umpire": lambda window: UmpireScreen(window, window.games.umpire()),
    "room": lambda window: RoomScreen(window, *window.games.room()),
    "here": lambda window: HereScreen(window, window.games.seated),
    "end": lambda window: EndScreen(window, window.games.seated),
}
