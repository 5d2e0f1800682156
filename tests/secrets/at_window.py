"""All that the window shows a seat: the words and tips of its widgets, and settled pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pygame

from game.rules import Rules
from game.table import aloud, council_of
from game.ui.map.mapview import MapView
from game.ui.phones import Phones
from game.ui.replay_client import ReplayClient
from game.ui.room_client import RoomClient
from game.ui.screens import cards
from game.ui.screens.replay import ReplayScreen
from game.ui.screens.room import RoomScreen
from game.ui.screens.table import TableScreen
from game.ui.seat_client import SeatClient
from game.ui.widgets import Widget
from game.ui.widgets.mappane import MapPane
from game.ui.widgets.table import Table
from tests.secrets.shown import World
from tests.ui.conftest import Driver

#: A small window: what is shown in it is shown in a large one.
SIZE = (800, 600)


def words_of(widget: Widget) -> list[Any]:
    """All words and tips of a widget and what is below it, with their places."""
    found: list[Any] = []
    for each in widget.walk():
        found.append((type(each).__name__, each.name, tuple(each.rect), each.tooltip()))
        for name, value in vars(each).items():
            # What is kept to draw faster, and counts, tell how often it was drawn; what people
            # read is in words, which a text keeps as spans.
            if name == "_spans" or not (name.startswith("_") or type(value) in (int, float)):
                found.append((name, _plain(value)))
        if isinstance(each, Table):
            found += [each.describe(key) for key, _, _ in each.rows]
    return found


def _plain(value: Any) -> Any:
    """A value of a widget that may be read from it; None for its parts and what it does."""
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return [(key, _plain(item)) for key, item in value.items()]
    if attrs.has(type(value)) and not callable(value):
        return str(value)
    return None


class Eyes:
    """One window in which worlds are looked at, one after another."""

    def __init__(self, rules: Rules, folder: Path) -> None:
        self.app = Driver(rules, folder, SIZE).app
        self.app.theme.motion = False
        self._tables: list[tuple[World, TableScreen, Widget]] = []

    def sit(self, world: World, afresh: bool = False) -> TableScreen:
        """Show a world's table to its seat, at rest; one that was shown lately is kept."""
        app = self.app
        there = next(((t, shown) for w, t, shown in self._tables if w is world), None)
        if there is None or afresh:
            client = SeatClient(world.sitting)
            client.viewer = world.seat
            app.games.client = client
            screen = TableScreen(app, client, still=True)
            app.show(screen)
            if not afresh:
                self._tables = [*self._tables[-2:], (world, screen, app.root.layers[0])]
            return screen
        known, shown = there
        app.screen, app.games.client = known, known.client
        # What was told as news before is told anew.
        known.client._read.clear()
        known.telling.rest()
        known.panel.beneath.shown = "log"
        known.refresh()
        app.root.show(shown)
        for pane in shown.walk():
            if isinstance(pane, MapPane):
                # How far one had gone into the map hangs on what one looked at, not on the world.
                pane.view.fit()
        return known

    def words(self, world: World, card: str) -> list[Any]:
        """The words and tips of the table, with a card over it."""
        screen = self.sit(world)
        if card:
            CARDS[card](screen)
        found = [words_of(layer) for layer in self.app.root.layers]
        places = [w.describe for w in screen.frame.walk() if isinstance(w, MapPane)]
        found.append([describe(p) for describe in places for p in screen.client.places])
        return found

    def picture(self, world: World, card: str) -> bytes:
        """The pixels of the settled table, with a card over it."""
        screen = self.sit(world)
        if card:
            CARDS[card](screen)
        for _ in range(4):
            self.app.update(0.5)
        return self._drawn()

    def lifted(self, world: World) -> bytes:
        """The pixels once the curtain has been lifted for the seat, with what is new to it."""
        screen = self.sit(world, afresh=True)
        screen.client._read.clear()
        screen.hand_over()
        screen.lift(world.seat)
        return self._drawn()

    def curtain(self, world: World) -> bytes:
        """The pixels of the curtain before whoever is asked."""
        screen = self.sit(world, afresh=True)
        screen.hand_over()
        return self._drawn()

    def aloud(self, world: World, laid: bool) -> list[Any]:
        """The words of the open table, with an offer on its trays, and its pixels."""
        screen = self.sit(world, afresh=True)
        screen.client._read.clear()
        screen.hand_over()
        _lay(screen, laid)
        words = [words_of(layer) for layer in self.app.root.layers[1:]]
        return [words, self._drawn()]

    def room(self, world: World) -> list[Any]:
        """The words and pixels of the screen for all, where others play at phones."""
        client = SeatClient(world.sitting)
        client.viewer = world.seat
        phones = Phones(client, None)
        phones.host.access.codes = attrs.evolve(phones.host.access.codes, table="123456")
        phones.finish()
        screen = RoomScreen(self.app, RoomClient(client), phones)
        self.app.games.client = client
        self.app.show(screen)
        return [words_of(screen.whole), self._drawn()]

    def _drawn(self) -> bytes:
        for layer in self.app.root.layers:
            for pane in layer.walk():
                if isinstance(pane, MapPane):
                    # A line that was drawn in parts is not that drawn at once, to the pixel.
                    pane.view.touch()
                    # Lands are shared by all tables here, and whoever looked before is another.
                    if isinstance(pane.view, MapView):
                        pane.view.name_anew()
                    # What is left to be drawn little by little hangs on how fast the machine is.
                    pane.view.settle()
        self.app.root.invalidate(pygame.Rect((0, 0), self.app.root.size))
        self.app.frame()
        return pygame.image.tobytes(self.app.surface, "RGB")


def _undo(screen: TableScreen) -> None:
    """Press undo where it is refused."""
    if screen.client.undo_reason() is not None:
        screen.undo()


def _past(screen: TableScreen) -> None:
    """Look back at a step some way before the last."""
    client = ReplayClient(screen.client.sitting, screen.client.viewer)
    client.look_as(screen.client.viewer)
    client.move_to(client.at - client.at // 3)
    replay = ReplayScreen(screen.window, client, "table")
    screen.window.root.push(replay.build())
    replay.enter()


def _last(screen: TableScreen) -> None:
    """Go back to the last moment that was told, on the board as it was then."""
    screen.telling.back()
    screen.catch_up()


def _since(screen: TableScreen) -> None:
    """Tell from the first what happened since the seat's own last move."""
    screen.telling.retell()
    screen.catch_up()


def _others(screen: TableScreen) -> None:
    """Turn to what others could do at the place that is looked at."""
    screen.panel.beneath.shown = "others"
    screen.refresh()


def _council(screen: TableScreen) -> None:
    """Open the council at which the seat is asked, with an offer on its trays."""
    if screen.at_council:
        screen.council()
        _lay(screen, True)


def _lay(screen: TableScreen, laid: bool) -> None:
    """Let a council find all that it looks for, and fill its trays with what can be laid first."""
    screen.covers.finish()
    shown = screen.covers.shown
    board = shown.board if shown is not None else None
    if board is None or not laid:
        return
    if board.council.may_counter:
        board.counter()
        board.finish()
    for whole in board.council.whole(board.draft.partner)[:1]:
        board.fill_trays(whole.draft)
    board.unfold()
    board.turn(giving=False)


CARDS: dict[str, Callable[[TableScreen], None]] = {
    "council": _council,
    "values": cards.values,
    "deals": cards.deals,
    "briefs": cards.briefs,
    "news": cards.news,
    "menu": cards.menu,
    "undo": _undo,
    "last": _last,
    "since": _since,
    "past": _past,
    "others": _others,
}


def window_items(
    world: World, eyes: Eyes, rng: Random
) -> Iterator[tuple[str, Callable[[World], Any]]]:
    """The words of the table, and of one card over it."""
    yield "window table", lambda w: eyes.words(w, "")
    card = rng.choice(list(CARDS))
    yield f"window {card}", lambda w: eyes.words(w, card)
    yield from council_items(world, eyes, rng)


def council_items(
    world: World, eyes: Eyes, rng: Random
) -> Iterator[tuple[str, Callable[[World], Any]]]:
    """Words and pixels of the council at which the seat is asked, and of the open table."""
    sitting = world.sitting
    people = [seat for seat, held in sitting.seats.items() if held == "human"]
    if world.asked and council_of(sitting, [world.seat]) is not None:
        yield "council words", lambda w: eyes.words(w, "council")
        yield "council picture", lambda w: eyes.picture(w, "council")
    if world.seat in people and len(people) > 1 and sitting.to_move and aloud(sitting):
        laid = rng.random() < 0.5
        yield "aloud", lambda w: eyes.aloud(w, laid)


def picture_items(
    world: World, eyes: Eyes, rng: Random
) -> Iterator[tuple[str, Callable[[World], Any]]]:
    """Pictures of the table at rest, of cards over it, of the curtain and what is behind it."""
    yield "picture of the room", eyes.room
    for card in ("", *rng.sample(list(CARDS), 2)):
        yield f"picture {card or 'table'}", partial(eyes.picture, card=card)
    if world.asked and rng.random() < 0.2:
        yield "picture of the curtain", eyes.curtain
        yield "picture behind the curtain", eyes.lifted
