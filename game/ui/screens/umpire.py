"""The umpire's console: the true board and the clock, the story with what is hidden, the acts.

It is opened from the table by a code, and lies over it: nothing of it is on the table, and whoever
sits there next is called by the curtain. Bots and dice wait while it is open.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pygame

from game.bots import bots_of
from game.catalogue import phrase
from game.engine import EngineError
from game.table import SaveFailed, TableError
from game.table.occupants import bot_name
from game.table.seating import HUMAN
from game.ui import board
from game.ui.choosing import Choosing
from game.ui.keyset import UMPIRE
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.signs import Sign
from game.ui.screens.table import TableScreen
from game.ui.screens.telling import TableTelling
from game.ui.screens.umpire_acts import UmpireActs
from game.ui.screens.umpire_board import UmpireBoard
from game.ui.screens.umpire_story import UmpireStory
from game.ui.theme import ACCENT, BAD, GOOD, GROUND, MUTED
from game.ui.umpire_client import CLAIMED, TRUE, UmpireClient
from game.ui.widgets import Box, Button, Spacer, Text, Widget
from game.umpire import PauseAct, UmpireAct
from game.umpire.clock import minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from game.ui.window import Window

#: The shares of the width of the board and of the story; the acts have the rest.
_LEFT, _MIDDLE = 0.355, 0.33
#: Which bot takes over a seat, if the rules have a doctrine.
_BOTS: Final = ("doctrine", "random")


class UmpireFrame(Widget):
    """The bar, and below it three columns."""

    opaque = True

    def __init__(self, bar: Widget, left: Widget, middle: Widget, right: Widget) -> None:
        super().__init__(name="umpire")
        self.add(bar, left, middle, right)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        bar, left, middle, right = self.children
        high = bar.measure(rect.width)[1]
        bar.place(pygame.Rect(rect.x, rect.y, rect.width, high))
        top, rest = rect.y + high, rect.height - high
        one, other = round(rect.width * _LEFT), round(rect.width * _MIDDLE)
        left.place(pygame.Rect(rect.x, top, one, rest))
        middle.place(pygame.Rect(rect.x + one, top, other, rest))
        right.place(pygame.Rect(rect.x + one + other, top, rect.width - one - other, rest))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)


class UmpireScreen(TableScreen):
    """The console.

    Attributes:
        umpire: the umpire's place.
    """

    keys = UMPIRE

    def __init__(self, window: Window, client: UmpireClient) -> None:
        """Look at everything.

        Args:
            window: the window.
            client: the umpire's place.
        """
        super().__init__(window, client)
        self.umpire = client
        self._second = -1

    def build(self) -> Widget:
        self.telling = TableTelling(self, still=True)
        self.area = self._area()
        self.area.dock.visible = False
        self.top = Box(across=True, gap=1.5, pad=1.25, centre=True, name="umpire.bar")
        self.left = UmpireBoard(self, self.area)
        self.story = UmpireStory(self)
        self.acts = UmpireActs(self)
        self.stop = Box(name="umpire.stop")
        head = Box(
            Text(phrase("umpire.acts"), role="bold", grow=1),
            Text(phrase("umpire.logged"), size="small", tint=MUTED, bare=True),
            across=True,
            centre=True,
        )
        right = Box(head, self.acts, self.stop, gap=1, pad=1.5, name="umpire.acts")
        self.whole = UmpireFrame(self.top, self.left, self.story, right)
        return self.whole

    def enter(self) -> None:
        self.selected = board.weakest(self.client, self.look)
        self.refresh()
        self.area.settle()
        self.story.scroll.scroll_to(self.story.scroll.extent)

    @property
    def looker(self) -> Hashable:
        return (id(self.client), "umpire")

    # What is shown

    def _ask(self) -> None:
        self.choosing = Choosing()

    def refresh(self) -> None:
        self._stale.clear()
        self._show_top()
        self.left.show()
        self.story.show()
        self.acts.show()
        self._show_stop()
        if self.whole.rect.width:
            self.whole.place(self.whole.rect)
            self.whole.damage()

    renew = refresh

    def _show_top(self) -> None:
        client = self.umpire
        game, seat = client.game, client.actor
        where = " · ".join(filter(None, (game.scenario.name, client.table)))
        middle: list[Widget] = []
        if client.round() is not None and game.scenario.rounds:
            told = phrase("umpire.round", n=client.round(), last=game.scenario.rounds)
            middle.append(Text(told, role="bold", bare=True))
        if client.over:
            middle.append(Text(phrase("umpire.over"), bare=True))
        elif seat is not None:
            signs = client.look.seats.get(seat)
            middle.append(Sign(signs.icon if signs else "user", client.tint(seat)))
            moves = phrase("umpire.moves", seat=game.short("seat", seat))
            middle.append(Text(moves, role="bold", bare=True))
        else:
            middle.append(Text(phrase("umpire.chance"), bare=True))
        turn = client.desk.clocks.turn
        if turn is not None and seat is not None:
            tint = BAD if turn.over else ACCENT
            middle.append(Text(minutes(turn.left), size="lead", role="bold", tint=tint, bare=True))
        if client.paused:
            middle.append(Text(phrase("umpire.paused"), role="bold", tint=BAD, bare=True))
        saved = "umpire.saved" if client.on_disk else "umpire.not_saved"
        self.top.refill(
            Sign("scale", ACCENT, 22),
            Text(phrase("umpire.name"), size="lead", role="title", tint=ACCENT, bare=True),
            Text(where, tint=MUTED, size="small", bare=True),
            Spacer(grow=1),
            *middle,
            Spacer(grow=1),
            Text(
                phrase(saved, n=client.n), size="small", bare=True,
                tint=GOOD if saved == "umpire.saved" else BAD,
            ),
            Button(
                phrase("umpire.to_table"), self.leave, key="Esc", size="small", icon_name="map",
                name="to_table",
            ),
            Button("", self.menu, key="F10", icon_name="settings", quiet=True, name="settings"),
        )  # fmt: skip

    def _show_stop(self) -> None:
        on = self.client.paused
        self.stop.refill(
            Button(
                phrase("umpire.go_on" if on else "umpire.pause"), self.pause, key="P",
                icon_name="play" if on else "pause", primary=True, name="pause", size="lead",
            )
        )  # fmt: skip

    def look_as(self, shows: str) -> None:
        """Take other eyes for the board."""
        self._try(partial(self.umpire.show, shows))
        self.left.show()
        self._show_top()
        self.whole.place(self.whole.rect)

    def next_eyes(self) -> None:
        """Take the next eyes: the truth, what is claimed, then each seat's."""
        ring = [TRUE, CLAIMED, *self.umpire.desk.played]
        self.look_as(ring[(ring.index(self.umpire.shows) + 1) % len(ring)])

    def go_to(self, place: str, move: bool = True) -> None:
        if place in self.client.places:
            self.selected = place
            self.area.show()

    def pick_place(self, place: str) -> None:
        self.go_to(place, move=False)

    def enter_place(self, place: str) -> None:
        self.go_to(place)

    # Acts

    def _try(self, act: Callable[[], object]) -> bool:
        """Do something at the desk; what it refuses is said."""
        try:
            act()
        except SaveFailed as error:
            # It is done, and not on the disk yet.
            self.say(phrase("table.still_not_saved"), str(error))
        except (EngineError, TableError) as error:
            self.say(phrase("umpire.not_done"), str(error))
            return False
        return True

    def file(self, act: UmpireAct) -> bool:
        """File an act and show what came of it; whether it was done."""
        done = self._try(partial(self.umpire.desk.file, act))
        if done:
            self.refresh()
        return done

    def swap(self, seat: str) -> None:
        """Give a seat to a bot, or back to people."""
        known = bots_of(self.client.game.rules)
        bot = next((name for name in _BOTS if name in known), next(iter(known)))
        self.file(self.umpire.desk.swapped(seat, bot))

    def bot_name(self, occupant: str) -> str:
        """What people call a bot."""
        return bot_name(occupant, self.look) if occupant != HUMAN else ""

    def pause(self) -> None:
        on = not self.client.paused
        self.file(PauseAct(on, self.story.note.words.strip()))

    def more_time(self) -> None:
        """Give who is asked a minute more."""
        self.umpire.desk.clocks.more(60)
        self._show_clock()

    def hold_clock(self) -> None:
        """Hold the clocks, or let them run."""
        clocks = self.umpire.desk.clocks
        clocks.hold(not clocks.held)
        self._show_clock()

    def bell(self) -> None:
        """Let the bell be heard."""
        self.umpire.desk.clocks.ring()
        self.telling.sounds.play("alarm")

    def usual(self) -> None:
        """Let the usual be done for the person to move."""
        if self._try(self.umpire.desk.usual):
            self.refresh()

    # Time

    def update(self, seconds: float) -> bool:
        self.clock += seconds
        self._keep_time()
        if int(self.clock) != self._second and not self.in_dialog:
            self._second = int(self.clock)
            self._show_clock()
        return self.area.tick(int(self.clock * 1000)) or self.acts.tick()

    def _keep_time(self) -> None:
        """Let the clocks run; what is usual at nought is done here as at the table."""
        clocks, n = self.umpire.desk.clocks, self.client.n
        rings = clocks.rings
        self._try(self.umpire.desk.keep_time)
        if clocks.rings != rings:
            self.telling.sounds.play("alarm")
        if self.client.n != n:
            self.refresh()

    def _show_clock(self) -> None:
        self.left.show_dials()
        self._show_top()
        if self.whole.rect.width:
            self.whole.place(self.whole.rect)
            self.whole.damage()

    # The rest

    def menu(self) -> None:
        show_settings(self)

    def leave(self) -> None:
        self.client.close()
        self.window.go("table")

    def escape(self) -> None:
        if not (self.close_dialog() or self.area.leave()):
            self.leave()

    def key(self, event: pygame.event.Event) -> bool:
        return False if self.in_dialog else self.area.key(event)
