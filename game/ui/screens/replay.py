"""A game looked back at: the table as it stood after each step, for the eyes of a seat or of all.

It is the table itself, with its map or board, its bar and its panel, shown to a place at which
nothing can be done (`ReplayClient`); below them stands a scrubber.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import pygame

from game.catalogue import phrase
from game.engine import CellId
from game.ui import board
from game.ui.choosing import Choosing
from game.ui.keyset import REPLAY
from game.ui.replay_client import ReplayClient
from game.ui.screens import branching
from game.ui.screens.curtain import Curtain
from game.ui.screens.panel import Panel
from game.ui.screens.replay_dock import ReplayDock
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.table import TableScreen
from game.ui.screens.table_frame import TableFrame, TableMiddle
from game.ui.screens.telling import TableTelling
from game.ui.screens.topbar import TopBar
from game.ui.screens.weighing_card import WeighingCard
from game.ui.widgets import Button, Widget
from game.ui.wording import short

if TYPE_CHECKING:
    from game.ui.games import BackTo
    from game.ui.window import Window

#: Seconds for which a step stands where they go on by themselves, at normal speed.
STEP: Final = 1.4
#: How many times as fast they may go on.
PACES: Final = (1, 2, 4, 8)
#: What leads to the screen that comes after it.
_BACK: Final[Mapping[BackTo, str]] = {
    "title": "replay.to_title",
    "table": "replay.to_table",
    "end": "replay.to_end",
}


class ReplayScreen(TableScreen):
    """The table at which nothing is done.

    Attributes:
        past: the place at the game that is looked back at.
        back_to: the screen that comes after it.
        playing: whether the steps go on by themselves.
        pace: how many times as fast as usual they do.
    """

    keys = REPLAY

    def __init__(self, window: Window, client: ReplayClient, back_to: BackTo) -> None:
        """Stand where the client stands."""
        super().__init__(window, client)
        self.past, self.back_to = client, back_to
        self.playing, self.pace = False, PACES[0]
        self._weighing: WeighingCard | None = None

    def build(self) -> Widget:
        self.telling = TableTelling(self, still=True)
        self.area = self._area()
        # What the step did is told below, beside the scrubber.
        self.area.dock.visible = False
        self.bar = TopBar(self, playing=False)
        self.panel = Panel(self)
        self.dock = ReplayDock(self)
        middle = TableMiddle(self.area, self.panel)
        self.frame = TableFrame(self.bar, middle, self.dock, gap=0, name="replay")
        return self.frame

    def enter(self) -> None:
        self.selected = board.weakest(self.past, self.look)
        several = len(self.past.readers) > 1 and not self.past.origin.over
        if several:
            self._curtain(self.past.viewer)
        self.refresh()
        self.area.settle()
        if not several:
            self.window.root.set_focus(self.dock.slider, keyboard=False)

    # What is shown

    def _ask(self) -> None:
        self.choosing = Choosing()

    def refresh(self) -> None:
        self._stale.clear()
        self.dock.show()
        self.bar.refresh()
        self.area.show()
        self.panel.show()

    def foot(self) -> list[Widget]:
        words = phrase(_BACK[self.back_to])
        on = Button(
            phrase("replay.branch"),
            lambda: branching.ask(self, self.past),
            key="B",
            icon_name="play",
            why_not=self.past.branch_reason() or "",
            refuse=lambda why: self.say(phrase("replay.branch"), why),
            primary=not self.past.branch_reason(),
            size="lead",
            name="branch",
            grow=1,
        )
        return [Button(words, self.leave, key="Esc", name="back"), on]

    # The scrubber

    def move_to(self, at: int) -> None:
        """Stand at a step."""
        client = self.past
        client.move_to(at)
        places = [p for p in self._touched() if p in client.places]
        if places and self.selected not in places:
            self.selected = places[0]
        self.area.light(places)
        self.dock.show()
        self.show_soon()

    def _touched(self) -> list[str]:
        """The places of which the step tells, in its order."""
        line = self.past.step_now.line
        if line is None:
            return []
        move = self.past.game.move(self.past.game.id(line.move)) if line.move else None
        found = [self.past.words.place_of(t) for t in (move.targets if move else ())]
        found += [
            self.past.words.place_of(m) for c in line.changes for m in CellId.parse(c.cell).index
        ]
        return [place for place in found if place]

    def toggle_playing(self) -> None:
        """Let the steps go on by themselves, or stop."""
        client = self.past
        self.playing = not self.playing
        self.wait = STEP
        if self.playing and client.at == len(client.trail) - 1:
            self.move_to(0)
        self.dock.show()

    def hasten(self) -> None:
        """Let them go on faster, or as slowly as at first."""
        self.pace = PACES[(PACES.index(self.pace) + 1) % len(PACES)]
        self.dock.show()

    def look_as(self, reader: str | None) -> None:
        """Take the eyes of another reader; behind a curtain while the game goes on."""
        client = self.past
        if reader == client.reader:
            return
        self.playing = False
        client.look_as(reader)
        self.panel.forget()
        if not client.origin.over:
            self._curtain(client.viewer)
        self.refresh()

    def _curtain(self, seat: str) -> None:
        """Let the others look away first."""
        self.curtained = True
        look = self.look.seats.get(seat)
        name = self.past.words.seat_name(seat)
        icon = look.icon if look else "user"
        self.covers.curtain = Curtain(name, self.past.tint(seat), icon, lambda: self.lift(seat))
        self.window.root.push(self.curtain)
        self.window.root.set_focus(self.curtain.hold, keyboard=False)

    def lift(self, seat: str) -> None:
        self.curtained = False
        self.window.root.pop()
        self.window.root.set_focus(self.dock.slider, keyboard=False)

    def weigh(self) -> None:
        """Show what the bot that made the step weighed; it is thought about again meanwhile."""
        client = self.past
        if (thought := client.thought()) is None:
            return
        self.playing = False
        client.adviser.ask(thought)
        seat = short(client, thought.question.seat)
        title = phrase("replay.weighed_by", seat=seat)
        thinks, back = phrase("replay.weighs"), phrase("button.back")
        self._weighing = WeighingCard(self, client, title, thinks, back, client.made())

    # Time

    def update(self, seconds: float) -> bool:
        self.clock += seconds
        if self.curtained:
            return self.window.root.top is self.curtain and self.curtain.hold.tick(seconds)
        if self._weighing is not None and self._weighing.tick():
            return True
        moving = self.area.tick(int(self.clock * 1000))
        if self._stale:
            self._stale.pop()()
            return True
        if not moving and not self.in_dialog:
            self._look_ahead()
        if not self.playing or self.in_dialog:
            return moving
        self.wait -= seconds * self.pace * self.window.theme.speed
        if self.wait <= 0:
            self.wait = STEP
            client = self.past
            if client.at < len(client.trail) - 1:
                self.move_to(client.at + 1)
            if client.at == len(client.trail) - 1:
                self.playing = False
                self.dock.show()
        return True

    # What the buttons do

    def menu(self) -> None:
        show_settings(self)

    def leave(self) -> None:
        self.past.close()
        self.window.go(self.back_to)

    def escape(self) -> None:
        if self.curtained or not (self.close_dialog() or self.area.leave()):
            self.leave()

    def key(self, event: pygame.event.Event) -> bool:
        if self.curtained or self.in_dialog:
            return False
        return self.dock.slider.handle(event) or self.area.key(event)
