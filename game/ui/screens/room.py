"""The screen that all in a room look at while phones play: what all may see, and how to join.

Whoever plays at this computer is asked here by name, and looks behind it once they hold the bar.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from game.catalogue import phrase
from game.ui import board
from game.ui.choosing import Choosing
from game.ui.keyset import MENU
from game.ui.screens import cards
from game.ui.screens.curtain import HoldButton
from game.ui.screens.room_parts import (
    RoomColumn,
    RoomFrame,
    join_card,
    result_rows,
    seat_rows,
    told_rows,
    track_rows,
)
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.signs import SeatBadge, Sign
from game.ui.screens.table import TableScreen
from game.ui.screens.telling import TableTelling
from game.ui.screens.umpire_door import ask_code
from game.ui.theme import ACCENT, BAD, CARD, INK, LINE, MUTED, TEXT
from game.ui.widgets import Box, Button, Spacer, Text, Widget
from game.ui.widgets.dialog import dialog
from game.umpire.clock import minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import pygame

    from game.ui.phones import Phones
    from game.ui.room_client import RoomClient
    from game.ui.window import Window

#: A window of fewer pixels, at a text size of 1, has no room for large parts.
_LOW: Final = 900
#: Seconds between two looks at the clock.
_CLOCK: Final = 0.5


class RoomBar(Box):
    """The bar: the game and its round, the numbers that all look at, the clock."""

    def __init__(self) -> None:
        super().__init__(across=True, gap=2.5, pad=1.25, centre=True, name="room.bar")

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(ACCENT, (self.rect.x, self.rect.bottom - 2, self.rect.width, 2))


class RoomScreen(TableScreen):
    """What all may see of a game that is played at phones, and at this computer.

    Attributes:
        room: the window's place, with the eyes of all.
        phones: the server beside the window.
    """

    def __init__(self, window: Window, client: RoomClient, phones: Phones) -> None:
        """Look on.

        Args:
            window: the window.
            client: the window's place, with the eyes of all.
            phones: the server beside the window.
        """
        super().__init__(window, client)
        self.room, self.phones = client, phones
        self._shown: dict[str, Any] = {}
        self._hold: HoldButton | None = None
        self._clock_at = 0.0
        self._bell = -1

    def build(self) -> Widget:
        self.telling = TableTelling(self, still=True)
        self.area = self._area()
        self.area.dock.visible = False
        self.top, self.column = RoomBar(), RoomColumn()
        self.dial = Box(name="room.clock", across=True, gap=0.75, centre=True)
        self.dial.stiff = True
        self.whole = RoomFrame(self.top, self.area, self.column)
        return self.whole

    def enter(self) -> None:
        self.selected = board.weakest(self.client, self.look)
        self._shown = self.phones.page
        self.refresh()
        self.area.settle()

    @property
    def looker(self) -> Hashable:
        return (id(self.phones), "room")

    # What is shown

    def _ask(self) -> None:
        self.choosing = Choosing()

    def refresh(self) -> None:
        self._stale.clear()
        self.area.show()
        self._show_column()
        self._show_top()

    renew = refresh

    def _low(self) -> bool:
        return self.window.root.size[1] / self.window.theme.text < _LOW

    def _show_top(self) -> None:
        page = self._shown
        parts: list[Widget] = []
        if page:
            now, of, phase = (page["round"][key] for key in ("now", "of", "phase"))
            if now is not None:
                words = phrase("umpire.round", n=now, last=of) if of else ""
                words = words or phrase("bar.round", round=now)
                parts.append(Text(words, size="lead", role="bold", bare=True))
            parts.append(Text(phase, tint=MUTED, bare=True))
            for track in track_rows(page["tracks"]):
                track.grow = 1
                parts.append(track)
        told = Text(self.client.game.scenario.name or "", role="bold", tint=ACCENT, bare=True)
        self.top.refill(
            told,
            *parts,
            *([] if len(parts) > 2 else [Spacer(grow=1)]),
            self.dial,
            Button("", self.menu, key="F10", icon_name="settings", quiet=True, name="menu"),
        )
        self._show_clock()
        self._settle(self.whole)

    def _show_clock(self) -> None:
        desk = self.phones.host.desk
        dial = desk.clock() if desk is not None else None
        if dial is None:
            self.dial.refill()
            return
        left, icon = int(dial["left"]), "hourglass" if dial["running"] else "pause"
        tint = BAD if left <= 0 else TEXT if dial["running"] else MUTED
        words = Text(minutes(left), size="head", role="title", tint=tint, bare=True, name="clock")
        self.dial.refill(Sign(icon, tint, 22), words)

    def _show_column(self) -> None:
        page, client = self._shown, self.room
        if not page:
            self.column.head.refill()
            self.column.told.refill()
            return
        parts: list[Widget] = []
        if page["result"] is not None:
            self._hold = None
            end = Button(
                phrase("room.end"), self.finish, key="Enter", primary=True, name="room.end",
                icon_name="scroll-text",
            )  # fmt: skip
            body = [*result_rows(client, page["result"]), end]
            parts.append(Box(*body, gap=0.75, pad=1.5, fill=CARD, edge=ACCENT, radius=10))
        else:
            parts.append(self._turn(page))
        if page["join"] is not None:
            rules, rows = client.game.rules, self.phones.code_rows
            parts.append(join_card(page["join"], rows, rules, self._low()))
        parts.append(seat_rows(client, page["seats"], self.phones.host.joining.here))
        for words in page["notices"][-2:]:
            parts.append(Text(words, size="small", tint=BAD))
        self.column.head.refill(*parts)
        self.column.told.refill(*told_rows(client, page["story"]))
        self._settle(self.column)
        if self._hold is not None and not self.in_dialog:
            self.window.root.set_focus(self._hold, keyboard=False)

    def _turn(self, page: dict[str, Any]) -> Widget:
        """Whose turn it is; where that seat is nobody's at a phone, the bar by which one looks."""
        self._hold = None
        turn, who = page["turn"], page["turn"]["who"]
        large = "head" if self._low() else "title"
        title = phrase("room.paused") if page["paused"] else str(turn["title"])
        tint = self.client.tint(who) if who else TEXT
        words: list[Widget] = [Text(title, size=large, role="title", tint=tint, bare=True)]
        if turn["note"]:
            words.append(Text(str(turn["note"]), tint=MUTED, bare=True))
        if turn["thinking"]:
            words.append(Text(phrase("room.thinks"), size="small", tint=MUTED, bare=True))
        badge: list[Widget] = [SeatBadge(self.client.game.rules, who, 52)] if who else []
        head = Box(*badge, Box(*words, gap=0.25, grow=1), across=True, gap=1.5, centre=True)
        rows: list[Widget] = [head]
        seat = self.phones.asked
        if seat is not None and not self.phones.on_phone(seat):
            name = self.client.game.short("seat", seat)
            here = self.phones.here(seat)
            key = "room.hold" if here else "room.hold_free"
            note = phrase("room.look_away" if here else "room.nobody", seat=name)
            self._hold = HoldButton(phrase(key, seat=name), partial(self.lift, seat), "room.hold")
            rows += [Text(note, size="small", tint=MUTED, bare=True), self._hold]
        return Box(*rows, gap=1, pad=1.5, fill=CARD, edge=tint if who else LINE, radius=10,
                   name="room.turn")  # fmt: skip

    def _settle(self, part: Widget) -> None:
        if part.rect.width:
            part.place(part.rect)
            part.damage()

    # Somebody at this computer

    def lift(self, seat: str) -> None:
        """Somebody at this computer sits down at a seat: from here on the window has its eyes."""
        self.phones.sit_here(seat)
        if self.phones.here(seat):
            self.window.go("here")
        else:
            # Somebody at a phone took it in that moment.
            self.refresh()

    # Time

    def update(self, seconds: float) -> bool:
        self.clock += seconds
        moving = self.area.tick(int(self.clock * 1000)) or self.area.banner.moving
        if self._hold is not None and not self.in_dialog:
            moving = self._hold.tick(seconds) or moving
        if self.window.root.layers[0] is not self.whole:
            # The bar was held to its end: the screen is another one.
            return True
        self._clock_at += seconds
        if self._clock_at >= _CLOCK:
            self._clock_at = 0.0
            self._show_clock()
            self._settle(self.dial)
        if self._stale:
            self._stale.pop()()
            return True
        if self.phones.page is not self._shown:
            self._hear(self.phones.page)
            return True
        return moving

    def _hear(self, page: dict[str, Any]) -> None:
        """Show a new page, one part of the window a frame."""
        if self._bell >= 0 and page["bell"] != self._bell:
            self.telling.sounds.play("alarm")
        self._bell = int(page["bell"])
        before, self._shown = self._shown, page
        self._stale = [self._show_top, self._show_column]
        if not before or page["n"] != before["n"]:
            self.telling.sounds.play("end" if page["over"] else "turn")
            self._stale.insert(0, self.area.show)

    # The rest

    def go_to(self, place: str, move: bool = True) -> None:
        if place in self.client.places:
            self.selected = place
            self.area.show()

    def pick_place(self, place: str) -> None:
        self.go_to(place, move=False)

    def enter_place(self, place: str) -> None:
        self.go_to(place)

    def menu(self) -> None:
        """Show what is not play: the umpire's console, the end of the phones' table, settings."""

        def then(act: Callable[[], None]) -> Callable[[], None]:
            def go() -> None:
                self.close_dialog()
                act()

            return go

        client = self.client
        rows = [
            (phrase("button.game_goes_on" if client.paused else "card.pause"), "P", "hourglass",
             self.pause),
            (phrase("book.open"), "K", "circle-help", self.open_book),
            (phrase("legend.title"), "E", "map", self.legend),
            (phrase("room.stop"), "J", "eye-off", self.stop),
            (phrase("settings.title"), "S", "settings", lambda: show_settings(self)),
            (phrase("card.to_title"), "T", "house", self.leave),
        ]  # fmt: skip
        if client.umpired and not client.over:
            rows.insert(0, (phrase("umpire.title"), "U", "scale", lambda: ask_code(self)))
        buttons = [Button(w, then(act), key=k, icon_name=sign) for w, k, sign, act in rows]
        done = cards.done(self, phrase("room.back"), "Esc", "F10")
        card = dialog(phrase("bar.menu"), buttons, [done], most=64, name="menu")
        card.acts = MENU
        self.open(card)

    def pause(self) -> None:
        """Stop the game, or let it go on."""
        refused = self.client.pause(not self.client.paused).refused
        if refused:
            self.say(phrase("table.says"), refused)

    def stop(self) -> None:
        """Close the table to phones, once it is asked; it goes on at this computer."""
        count = self.phones.connected
        words = phrase("room.stop_ask", count=count)
        self.ask(phrase("room.stop"), words, phrase("room.stop_it"), self._stop)

    def _stop(self) -> None:
        self.window.games.close_to_phones()
        self.window.go("table")

    def escape(self) -> None:
        if not self.close_dialog() and not self.area.leave():
            self.menu()

    def key(self, event: pygame.event.Event) -> bool:
        return False if self.in_dialog else self.area.key(event)
