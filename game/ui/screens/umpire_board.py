"""The left of the umpire's console: the board as it is, what is not as claimed, clocks, seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from game.catalogue import phrase
from game.table.seating import HUMAN
from game.ui import paint
from game.ui.screens.umpire_parts import VEIL, VEILED
from game.ui.theme import ACCENT, BAD, FAINT, LINE, MUTED, PANEL, TEXT, mix
from game.ui.umpire_client import CLAIMED, TRUE
from game.ui.widgets import Box, Button, Flow, Span, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.umpire.clock import minutes

if TYPE_CHECKING:
    from game.ui.screens.board_area import BoardArea
    from game.ui.screens.umpire_parts import ConsoleHost
    from game.umpire import Dial, SeatHolding

#: So many places that are not as claimed are named.
_APART: Final = 3
#: The key of the first seat; the others follow.
_SEAT_KEYS: Final = "123456789"


class DialBar(Widget):
    """One clock: its name, how far it has run, and the figures."""

    def __init__(self, dial: Dial) -> None:
        """Show a clock.

        Args:
            dial: the clock.
        """
        super().__init__(name=f"dial:{dial.name}")
        self.dial = dial

    def measure(self, width: int) -> tuple[int, int]:
        px = self.theme.px("tiny")
        return (width, round(px * 3.1))

    def draw(self, surface: pygame.Surface) -> None:
        dial, r, px = self.dial, self.rect, self.theme.px("tiny")
        tint = TEXT if dial.running else MUTED
        name = paint.fit(dial.name, "bold" if dial.running else "text", px, r.width)
        surface.blit(paint.text(name, "bold" if dial.running else "text", px, tint), r.topleft)
        bar = pygame.Rect(r.x, r.y + round(px * 1.45), r.width, max(3, px // 3))
        paint.box(surface, bar, LINE, None, 2)
        share = min(1.0, dial.spent / dial.limit)
        full = pygame.Rect(bar.x, bar.y, round(bar.width * share), bar.height)
        if full.width:
            fill = BAD if dial.over else ACCENT if dial.running else FAINT
            paint.box(surface, full, fill, None, 2)
        spent, limit = minutes(dial.spent), minutes(dial.limit)
        words = phrase("umpire.of_time", spent=spent, limit=limit)
        figures = paint.fit(words, "text", px, r.width)
        shown = paint.text(figures, "text", px, BAD if dial.over else MUTED)
        surface.blit(shown, (r.x, r.y + round(px * 1.85)))


class UmpireBoard(Box):
    """The board and what stands below it."""

    def __init__(self, screen: ConsoleHost, area: BoardArea) -> None:
        """Show the board.

        Args:
            screen: the console.
            area: the board, as the table draws it.
        """
        self.screen = screen
        self.area = area
        self.eyes = Box(across=True, gap=1, centre=True)
        self.apart = Box(pad=1, name="apart")
        self.dials = Flow(least=9, gap=1)
        self.time = Box(across=True, gap=0.75)
        self.seats = Box(gap=0.5)
        area.grow = 1
        super().__init__(
            self.eyes, area, self.apart, self.dials, self.time, self.seats, gap=1, pad=1.5,
            name="umpire.board",
        )  # fmt: skip

    def show(self) -> None:
        """Show all as it is now."""
        screen, client = self.screen, self.screen.umpire
        choices = [
            Choice(TRUE, phrase("umpire.true")),
            Choice(CLAIMED, phrase("umpire.claimed")),
            *(
                Choice(s, phrase("umpire.seen_by", seat=client.game.short("seat", s)))
                for s in client.desk.played
            ),
        ]
        eyes = Dropdown(choices, client.shows, screen.look_as, name="eyes")
        turn = Button(
            "", screen.next_eyes, key="T", icon_name="eye", quiet=True, name="next_eyes",
            tip=phrase("keys.umpire_eyes"),
        )  # fmt: skip
        self.eyes.refill(Text(phrase("umpire.board"), role="bold", grow=1), eyes, turn)
        self._show_apart()
        self.show_dials()
        rows = client.desk.seats
        self.seats.refill(*(self._seat(row, at) for at, row in enumerate(rows)))
        self.area.show()
        if self.root is not None:
            self.place(self.rect)
            self.damage()

    def _show_apart(self) -> None:
        found = self.screen.umpire.desk.apart
        if not self.screen.umpire.game.rules.look.debrief.claims:
            self.apart.visible = False
            return
        words = phrase("umpire.as_claimed")
        if found:
            told = ", ".join(
                phrase("umpire.one_apart", place=a.title, claimed=a.claimed, true=a.true)
                for a in found[:_APART]
            )
            words = phrase("umpire.apart", count=len(found), places=told)
        self.apart.fill = mix(PANEL, VEILED, 0.55) if found else None
        tint = VEIL if found else MUTED
        self.apart.refill(Text(words, size="small", tint=tint, bare=True))

    def show_dials(self) -> None:
        """Show the clocks as they stand."""
        clocks, screen = self.screen.umpire.desk.clocks, self.screen
        self.dials.refill(*map(DialBar, clocks.dials))
        held = phrase("umpire.run_clock" if clocks.held else "umpire.hold_clock")
        self.time.refill(
            Button(phrase("umpire.more_time"), screen.more_time, key="A", size="small", grow=1),
            Button(held, screen.hold_clock, key="H", size="small", grow=1, name="hold_clock"),
            Button(phrase("umpire.bell"), screen.bell, key="L", size="small", grow=1),
            Button(
                phrase("umpire.usual"), screen.usual, key="E", size="small", grow=1,
                why_not="" if screen.umpire.asked_seat else phrase("play.nobody_asked"),
                refuse=lambda why: screen.say(phrase("umpire.not_done"), why), name="usual",
            ),
        )  # fmt: skip
        self.time.visible = self.dials.visible = bool(clocks.dials)

    def _seat(self, held: SeatHolding, at: int) -> Widget:
        client = self.screen.umpire
        signs = client.look.seats.get(held.seat)
        if held.settled:
            who = phrase("umpire.acting")
        elif held.occupant == HUMAN:
            who = held.person or phrase("umpire.person")
        else:
            who = self.screen.bot_name(held.occupant)
        words = [Span(f"{held.name}  ", TEXT, "bold"), Span(who, MUTED)]
        if held.to_move:
            words.append(Span(f"  {phrase('umpire.to_move')}", ACCENT))
        to = phrase("umpire.to_bot" if held.occupant == HUMAN else "umpire.to_person")
        swap = Button(
            to, lambda: self.screen.swap(held.seat), key=_SEAT_KEYS[at] if at < 9 else "",
            size="small", why_not=phrase("card.seat_settled") if held.settled else "",
            refuse=lambda why: self.screen.say(phrase("umpire.not_done"), why),
            name=f"swap:{held.seat}",
        )  # fmt: skip
        name = Button(
            "", icon_name=signs.icon if signs else "user", tint=client.tint(held.seat), quiet=True,
            size="small", name=f"held:{held.seat}", act=lambda: self.screen.look_as(held.seat),
            tip=phrase("umpire.seen_by", seat=held.name),
        )  # fmt: skip
        told = Text(words, size="small", bare=True, grow=1)
        return Box(name, told, swap, across=True, gap=0.75, centre=True)
