"""The head of a council: who is asked, in which round, before whom, and how much time is left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.screens.signs import SeatBadge
from game.ui.theme import ACCENT, BAD, INK, LINE, MUTED, TEXT
from game.ui.widgets import Box, Spacer, Text, Widget
from game.ui.widgets.press import Press

if TYPE_CHECKING:
    from game.table.timer import CouncilTimer
    from game.ui.seat_client import SeatClient

#: The last seconds, in which the clock turns to the colour of a warning.
SOON = 30


class CouncilHead(Box):
    """Who is asked, and when, and the clock."""

    def __init__(self, client: SeatClient, seat: str, open_table: bool, title: str) -> None:
        """Tell who is asked.

        Args:
            client: what those who look see.
            seat: who is asked.
            open_table: whether all who are at the table look.
            title: what goes on, in a word or two; nothing where that is not told.
        """
        name = Text(
            client.words.seat_name(seat),
            size="lead",
            role="bold",
            tint=client.tint(seat),
            bare=True,
        )
        before = phrase("floor.before_all" if open_table else "floor.alone")
        number = client.round()
        when = phrase("bar.round", round=number) if number is not None else ""
        said = Box(
            Text(title, size="lead", role="bold", bare=True), Text(when, size="small", tint=MUTED)
        )
        said.gap = 0.1
        self.clock = CouncilClock(client.shared.timer)
        super().__init__(
            SeatBadge(client.game.rules, seat, 34),
            Box(name, Text(before, size="small", tint=MUTED), gap=0.1),
            _Bar(),
            said,
            Spacer(grow=1),
            self.clock,
            across=True,
            gap=1.75,
            pad=1.25,
            centre=True,
            name="floor.head",
        )

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(ACCENT, (self.rect.x, self.rect.bottom - 2, self.rect.width, 2))


class _Bar(Widget):
    """A thin line between two parts that stand side by side."""

    stiff = True

    def measure(self, width: int) -> tuple[int, int]:
        return (1, self.theme.px(32))

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(LINE, self.rect)


class CouncilClock(Widget):
    """The time that is left: a ring, minutes and seconds. A press holds it, or lets it go on."""

    def __init__(self, timer: CouncilTimer) -> None:
        """Show a timer; where that has no limit, nothing.

        Args:
            timer: what is shown.
        """
        super().__init__(name="council.clock")
        self._timer, self.stiff = timer, True
        self._press = Press(self)
        self._shown = self.words
        self.hot_keys = ("K",) if timer.limit else ()

    @property
    def focusable(self) -> bool:  # type: ignore[override]
        return self._timer.limit > 0

    @property
    def words(self) -> str:
        """The time that is left, in minutes and seconds; nothing without a limit."""
        if not self._timer.limit:
            return ""
        minutes, seconds = divmod(math.ceil(self._timer.left / 1000), 60)
        return f"{minutes}:{seconds:02}"

    @property
    def note(self) -> str:
        """What is said of it."""
        timer = self._timer
        if not timer.limit:
            return ""
        if timer.over:
            return phrase("clock.over")
        if timer.held:
            return phrase("clock.held")
        return phrase("clock.of", minutes=timer.limit // 60_000)

    def tooltip(self) -> str:
        if not self._timer.limit:
            return ""
        return phrase("clock.tip", key=self.key_shown("K"))

    def tick(self) -> None:
        """Show the time as it is now."""
        if self._shown != (now := self.words + self.note):
            self._shown = now
            self.damage()

    def activate(self) -> None:
        self._timer.hold()
        self.tick()

    def let_go(self) -> None:
        self._press.let_go()

    def handle(self, event: pygame.event.Event) -> bool:
        return self.focusable and self._press.handle(event)

    def _wide(self) -> int:
        """How wide the words are, whatever the time is, so that nothing beside them moves."""
        notes = ("clock.over", "clock.held")
        told = [phrase(key) for key in notes]
        told.append(phrase("clock.of", minutes=self._timer.limit // 60_000))
        small = self.theme.px("tiny")
        digits = paint.width("00:00", "title", self.theme.px("head"))
        return max(digits, *(paint.width(words, "text", small) for words in told))

    def measure(self, width: int) -> tuple[int, int]:
        if not self._timer.limit:
            return (0, 0)
        ring = self.theme.px(38)
        return (ring + self.theme.gap(1.25) + self._wide(), ring)

    def draw(self, surface: pygame.Surface) -> None:
        timer, side = self._timer, self.theme.px(38)
        if not timer.limit:
            return
        tint = BAD if timer.left <= SOON * 1000 else ACCENT
        tint = MUTED if timer.held else tint
        ring = pygame.Rect(self.rect.x, 0, side, side)
        ring.centery = self.rect.centery
        surface.blit(_ring(side, round(360 * timer.left / timer.limit), tint), ring.topleft)
        x = ring.right + self.theme.gap(1.25)
        px, small = self.theme.px("head"), self.theme.px("tiny")
        high = paint.line_height("title", px) + paint.line_height("text", small)
        top = self.rect.centery - high // 2
        ink = tint if timer.over or timer.held else TEXT
        surface.blit(paint.text(self.words, "title", px, ink), (x, top))
        note = paint.text(self.note, "text", small, BAD if timer.over else MUTED)
        surface.blit(note, (x, top + paint.line_height("title", px)))


def _ring(side: int, degrees: int, tint: tuple[int, int, int]) -> pygame.Surface:
    """A ring, of which so many degrees from the top are filled, drawn fine and made small."""
    fine = 3 * side
    surface = pygame.Surface((fine, fine), pygame.SRCALPHA)
    middle, outer, inner = fine / 2, fine * 0.48, fine * 0.37
    for colour, first, last in ((LINE, 0, 360), (tint, 360 - degrees, 360)):
        steps = [math.radians(a - 90) for a in range(first, last + 1, 3)]
        if len(steps) > 1:
            out = [(middle + outer * math.cos(a), middle + outer * math.sin(a)) for a in steps]
            back = [(middle + inner * math.cos(a), middle + inner * math.sin(a)) for a in steps]
            pygame.draw.polygon(surface, colour, [*out, *reversed(back)])
    return pygame.transform.smoothscale(surface, (side, side))
